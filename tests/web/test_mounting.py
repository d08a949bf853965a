"""The taker's pages are mounted a second time for frames, and a sitting stays where it began."""

import re

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from quiz import operations
from quiz.operations import StoreUnavailable
from quiz.web.embed import FRAMED
from tests.web.cohorts import INTRANET, Member, opened, sessions
from tests.web.conftest import NOON
from tests.web.page import Page

HOLDERS = f"'self' {INTRANET}"
"""Staff look at the frame on a page of this site, which nobody can frame in turn."""


@pytest.fixture(scope="module")
def spring(app):
    return opened(app, name="Spring")


@pytest.fixture
def member(app, spring):
    return Member(app.test_client()).enters(f"/embed/{spring}")


def ancestors(response):
    return re.search(r"frame-ancestors ([^;]*)", response.headers["Content-Security-Policy"])[1]


def test_a_sitting_that_begins_in_a_frame_ends_in_it(member, spring):
    for _ in range(24):
        member.answer(1)
        assert member.page.address.startswith(f"/embed/{spring}/a/")
    member.follow("Change")
    member.choose(1, 0)
    assert member.page.address.endswith("/check")
    member.send()
    assert member.page.address.startswith(f"/embed/{spring}/a/")
    assert member.page.address.endswith("/result")


def test_no_page_in_a_frame_has_the_header_of_the_site(member):
    assert member.page.all("header") == []
    member.finishes()
    assert member.page.all("header") == []


def test_every_link_in_a_frame_stays_in_it_or_opens_a_tab_of_its_own(member, spring):
    member.finishes()
    for leaf in ("result", "check", "counted", "ladder", "ladder/moves", "what-if", "nowhere"):
        member.open(member.here(leaf))
        for link in member.page.all("a"):
            inside = link["href"].startswith(("#", f"/embed/{spring}"))
            assert (link["target"] == "_blank") is not inside
            assert link["rel"] == (None if inside else "noopener")
            assert inside or re.search(r"new tab\)?$", link.text)
        for form in member.page.all("form"):
            assert form["action"].startswith(f"/embed/{spring}/")


def test_ladder_and_trying_out_work_in_a_frame(member, spring):
    member.finishes()
    member.open(member.here("what-if"))
    member.send()
    assert member.page.address == member.here("what-if")
    member.open(member.here("ladder"))
    assert member.page.status == 200
    assert member.page.address == member.here("ladder")


@pytest.mark.parametrize(
    "leaf",
    ["share", "share/revoke", "export.json", "answers", "delete", "keep", "../../erased"],
)
def test_sharing_taking_along_and_deleting_are_not_in_the_frame(member, client, leaf):
    member.skip()
    for ask in (client.get, client.post):
        assert ask(member.here(leaf)).status_code == 404


def test_the_link_to_keep_leads_out_of_the_frame(member):
    member.skip()
    member.follow("Keep this link")
    assert member.page.address.startswith("/a/")
    assert member.page.one("input", id="own")["value"].startswith("http://localhost/a/")


def test_nothing_is_framed_but_what_is_listed(app):
    framed = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/embed/")}
    listed = {f"embed.{part}.{leaf}" for part, leaves in FRAMED.items() for leaf in leaves}
    assert framed == listed | {"embed.take.welcome", "embed.take.start"}


def test_only_the_places_of_the_cohort_may_hold_its_frame(client, member, spring):
    member.skip()
    for address in (
        f"/embed/{spring}",
        f"/embed/{spring}/start",
        f"/embed/{spring}/nowhere",
        f"/embed/{spring}/a/nobody/check",
        member.here("check"),
        member.here("items/nowhere"),
    ):
        assert ancestors(client.get(address)) == HOLDERS, address
    assert ancestors(client.post(member.here("finish"), data={"x": "y"})) == HOLDERS
    assert ancestors(client.put(member.here("check"))) == HOLDERS


def test_the_vendors_of_a_cohort_are_let_in_too(app, client):
    teams = opened(app, origins=(), presets=("teams",))
    assert ancestors(client.get(f"/embed/{teams}")).split() == [
        "'self'",
        "https://*.cloud.microsoft",
        "https://teams.microsoft.com",
        "https://*.teams.microsoft.com",
    ]


def test_a_cohort_without_places_is_framed_by_nobody(app, client):
    assert ancestors(client.get(f"/embed/{opened(app, origins=())}")) == "'none'"


def test_an_unknown_cohort_is_framed_by_nobody(client):
    for address in ("/embed/nobody", "/embed/nobody/a/x/check", "/embed/%00", "/embed/", "/embed"):
        response = client.get(address)
        assert response.status_code == 404
        assert ancestors(response) == "'none'"


def test_nothing_outside_is_framed(client, member, spring):
    member.skip()
    own = f"/a/{member.token}"
    for address in ("/", f"/q/{spring}", f"{own}/check", f"{own}/keep", "/privacy", "/nowhere"):
        assert ancestors(client.get(address)) == "'none'", address


def test_what_the_database_last_said_holds_while_it_is_away(app, client, spring, monkeypatch):
    client.get(f"/embed/{spring}")

    def away(*_args):
        raise StoreUnavailable("unreachable")

    monkeypatch.setattr("quiz.store.cohorts.cohort", away)
    response = client.get(f"/embed/{spring}")
    assert response.status_code == 503
    assert ancestors(response) == HOLDERS
    assert ancestors(client.get("/embed/another")) == "'none'"


def test_an_attempt_of_another_cohort_or_of_none_is_not_in_use_there(app, member, sitting):
    autumn = opened(app, name="Autumn")
    member.finishes()
    sitting.skip()
    for token in (member.token, sitting.token, "nobody"):
        for leaf in ("check", "result", "next", "ladder", "counted", "items/trip-with-friends"):
            page = Page(member.client.get(f"/embed/{autumn}/a/{token}/{leaf}"))
            assert (page.status, page.heading) == (404, "This link is not in use")
        for leaf, fields in {
            "finish": {},
            "counted": {"count": "yes"},
            "ladder/choose": {"track": ""},
            "items/trip-with-friends": {"seen": "", "skip": "1"},
        }.items():
            response = member.client.post(f"/embed/{autumn}/a/{token}/{leaf}", data=fields)
            assert response.status_code == 404, leaf


def test_a_start_of_another_cohort_does_not_begin_there(app, client, spring):
    autumn = opened(app, name="Autumn")
    begun = client.get(f"/embed/{spring}/start").location
    assert client.get(begun).status_code == 200
    assert client.get(begun.replace(spring, autumn)).status_code == 404
    plain = client.get("/start").location
    assert client.get(f"/embed/{spring}{plain}").status_code == 404


def test_back_from_the_first_item_leads_to_the_start_of_the_frame(member, spring):
    assert member.page.link("Back") == f"/embed/{spring}"


def test_a_page_that_is_not_in_use_leads_back_to_the_start_of_the_frame(app, spring):
    person = Member(app.test_client())
    person.open(f"/embed/{spring}/a/nobody/check")
    assert person.page.link("Go to the start page") == f"/embed/{spring}"


def test_a_deleted_cohort_leaves_its_frame_empty_and_the_private_link_working(app):
    gone = opened(app, name="Gone")
    person = Member(app.test_client()).enters(f"/embed/{gone}").finishes()
    token = person.token
    operations.delete_cohort(sessions(app), gone)
    refused = person.client.get(f"/embed/{gone}/a/{token}/result")
    assert (refused.status_code, ancestors(refused)) == (404, "'none'")
    person.open(f"/a/{token}/result")
    assert person.page.status == 200


def test_a_closed_cohort_still_shows_people_their_own_pages(app, clock):
    closed = opened(app, name="Closed")
    person = Member(app.test_client()).enters(f"/embed/{closed}").finishes()
    operations.close_cohort(sessions(app), closed, today=NOON.date())
    person.open(person.here("result"))
    assert person.page.status == 200
    person.open(f"/embed/{closed}/start")
    assert person.page.heading == "This group has ended"


def test_who_is_told_to_come_back_is_told_so_in_the_frame(app, client, spring):
    client.get(f"/embed/{spring}")
    gate = app.wsgi_app
    told = {
        path: Client(gate._refusal, Response).get(path)
        for path in (f"/embed/{spring}", "/embed/nobody", "/")
    }
    assert [ancestors(response) for response in told.values()] == [HOLDERS, "'none'", "'none'"]
    assert {response.status_code for response in told.values()} == {503}
