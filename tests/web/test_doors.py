"""Every door with every key: the right one opens, all others meet one and the same page."""

import pytest
from werkzeug.exceptions import TooManyRequests

from quiz.operations import StoreUnavailable
from quiz.web.security import PUBLIC
from tests.web import doors
from tests.web.doors import (
    ANYONE,
    GROUP,
    INVITED,
    MEMBER,
    OPERATOR,
    OWNER,
    READER,
    STAFF,
    WHO,
    form_of,
)
from tests.web.page import Page

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
SERVED = {200, 303, 409, 422}
"""Whoever meets one of these is inside: 409 and 422 are pages about what was sent."""


@pytest.fixture(scope="module")
def town(tmp_path_factory, one_clock):
    return doors.town_in(tmp_path_factory.mktemp("town"), one_clock)


@pytest.fixture
def ask(town):
    client = town.app.test_client()

    def go(rule, address, method=None):
        if method in {"GET", "HEAD"} or (method is None and "GET" in rule.methods):
            return client.open(address, method=method or "GET")
        form = form_of(rule.endpoint) if WHO[rule.endpoint] != INVITED else {}
        return client.open(address, method=method or "POST", data=form)

    return go


def rules_for(town, *who):
    return [rule for rule in town.app.url_map.iter_rules() if WHO[rule.endpoint] in who]


def test_every_route_is_listed_with_who_may_use_it(town):
    assert {rule.endpoint for rule in town.app.url_map.iter_rules()} == set(WHO)


def test_a_route_asks_for_the_key_of_those_it_is_for(town):
    keys = {ANYONE: set(), OPERATOR: set(), OWNER: {"token"}, READER: {"link"}}
    keys |= {GROUP: {"cohort"}, MEMBER: {"cohort", "token"}}
    keys |= {STAFF: set(), INVITED: set()}  # test_staff_doors.py tries theirs
    for rule in town.app.url_map.iter_rules():
        assert rule.arguments & {"token", "link", "cohort"} == keys[WHO[rule.endpoint]], rule


def test_the_public_pages_are_for_anyone():
    assert {WHO[endpoint] for endpoint in PUBLIC} == {ANYONE}


def test_the_right_key_opens_every_door(town, ask):
    closed = {}
    keys = {OWNER: town.sits(), READER: town.link, MEMBER: town.member, GROUP: ""}
    for rule in rules_for(town, *keys):
        key = town.sits() if rule.endpoint == "results.delete" else keys[WHO[rule.endpoint]]
        found = ask(rule, town.address(rule, key=key, cohort=town.spring))
        if found.status_code not in SERVED:
            closed[rule.rule] = found.status_code
    assert closed == {}


def wrong_keys(town, who):
    """Keys that someone else holds, and keys that nobody holds."""
    others = {"a read-only link": town.link, "a link to no attempt": town.spring}
    if who == READER:
        others = {"a private link": town.owner, "a private link of a group": town.member}
    return town.useless() | others


def test_no_link_of_a_taker_and_no_cookie_made_up_opens_a_page_for_staff(town):
    before = town.stored()
    keys = {**town.useless(), "a group": town.spring, "a private link": town.owner}
    cookies = ("", "staff=1", f"staff={town.owner}", f"session={town.owner}")
    for rule in rules_for(town, STAFF):
        for key, cookie in [
            *((key, "") for key in keys.values()),
            *((town.spring, c) for c in cookies),
        ]:
            for method in {"GET", "POST"} & rule.methods:
                found = town.app.test_client(use_cookies=False).open(
                    town.address(rule, key=key), method=method, headers={"Cookie": cookie}
                )
                assert found.status_code == 303, (rule, key)
                assert found.location == "/staff/sign-in", (rule, key)
    assert town.stored() == before


def headers_of(found):
    """All but what is never the same twice: the cookie of the staff's own pages, and the time."""
    return [each for each in found.headers if each[0] not in {"Set-Cookie", "Server-Timing"}]


@pytest.mark.parametrize("who", [OWNER, READER, INVITED])
def test_no_other_key_opens_a_door_and_all_meet_the_same_page(town, ask, who):
    before = town.stored()
    opened, different = [], []
    for rule in rules_for(town, who):
        expected = ask(rule, town.address(rule, key="nobody"))
        for name, key in wrong_keys(town, who).items():
            found = ask(rule, town.address(rule, key=key))
            if found.status_code != expected.status_code:
                opened.append(f"{rule.rule} by {name}: {found.status_code}")
            elif (found.data, headers_of(found)) != (expected.data, headers_of(expected)):
                different.append(f"{rule.rule} by {name}")
        if rule.endpoint == "results.delete":  # twice is as good as once
            assert (expected.status_code, expected.location) == (303, "/erased")
        else:
            assert expected.status_code == 404
            over = who == INVITED
            said = "This invitation cannot be used any more" if over else "This link is not in use"
            assert Page(expected).heading == said
    assert opened == []
    assert different == []
    assert town.stored() == before


def test_no_door_of_a_frame_opens_to_another_group_or_none(town, ask):
    before = town.stored()
    opened, different = [], []
    for rule in rules_for(town, MEMBER):
        others = town.useless() | {"of another group": town.stranger, "of none": town.owner}
        others |= {"a read-only link": town.link}
        tried = [(town.spring, name, key) for name, key in others.items()]
        tried += [(town.autumn, "of another group", town.member)]
        tried += [("nobody", "of a group", town.member), ("%20", "of a group", town.member)]
        for cohort, name, key in tried:
            expected = ask(rule, town.address(rule, key="nobody", cohort=cohort))
            found = ask(rule, town.address(rule, key=key, cohort=cohort))
            if found.status_code != 404:
                opened.append(f"{rule.rule} at {cohort} by {name}: {found.status_code}")
            elif (found.data, headers_of(found)) != (expected.data, headers_of(expected)):
                different.append(f"{rule.rule} at {cohort} by {name}")
    assert opened == []
    assert different == []
    assert town.stored() == before


def test_a_group_that_is_not_there_has_no_door(town, ask):
    for rule in rules_for(town, GROUP):
        for cohort in ("nobody", town.owner, town.link, "%25", "1"):
            found = ask(rule, town.address(rule, cohort=cohort))
            assert found.status_code == 404, (rule, cohort)
            assert Page(found).heading == "This link is not in use"


def test_the_figures_open_to_the_key_alone(town):
    client = town.app.test_client()
    for given in (None, "Bearer ", "Bearer x", f"Basic {doors.METRICS_KEY}", "Bearer é"):
        headers = {"Authorization": given} if given else {}
        assert client.get("/metrics", headers=headers).status_code == 404
    right = {"Authorization": f"Bearer {doors.METRICS_KEY}"}
    assert client.get("/metrics", headers=right).status_code == 200


def test_one_person_cannot_take_back_the_link_of_another(town):
    link, (number, *_) = town.link, town.share_numbers(town.owner)
    before = town.stored()
    for token in (town.member, town.stranger):
        town.app.test_client().post(f"/a/{token}/share/revoke", data={"link": str(number)})
    assert town.stored() == before
    assert town.app.test_client().get(f"/s/{link}").status_code == 200


def test_one_persons_start_does_not_begin_the_sitting_of_another(town):
    client = town.app.test_client()
    mine, theirs = client.get("/start").location, client.get("/start").location
    mixed = mine.partition("?")[0] + "?" + theirs.partition("?")[2]
    before = town.stored()
    assert client.get(mine).status_code == 200
    assert client.get(mixed).status_code == 404
    assert client.post(mixed, data={"seen": "", "skip": "1"}).status_code == 404
    assert town.stored() == before


def test_a_read_only_link_shows_nothing_that_opens_the_private_one(town):
    said = town.app.test_client().get(f"/s/{town.link}").text
    for key in (town.owner, "/a/"):
        assert key not in said


def ways_of_asking(town):
    """Which methods each address takes, over all routes that share it."""
    allowed = {}
    for rule in town.app.url_map.iter_rules():
        allowed.setdefault(rule.rule, set()).update(rule.methods)
    return allowed


def every_question(town):
    """Each route with each way of asking, with the right key and with one that fits nothing."""
    allowed = ways_of_asking(town)
    for rule in town.app.url_map.iter_rules():
        who = WHO[rule.endpoint]
        right = {READER: town.link, MEMBER: town.member}.get(who, town.stranger)
        for key in (right, "nobody"):
            for method in METHODS:
                if method == "POST" and method in allowed[rule.rule] and key == right:
                    continue  # what this changes is for the right person to change
                yield rule, method, town.address(rule, key=key, cohort=town.spring)


def test_looking_changes_nothing_and_other_ways_of_asking_are_refused(town, ask):
    before, allowed = town.stored(), ways_of_asking(town)
    for rule, method, address in every_question(town):
        found = ask(rule, address, method) if method in {"GET", "HEAD"} else None
        if found is None:
            found = town.app.test_client().open(address, method=method, data={})
        known = method in allowed[rule.rule]
        assert found.status_code < 500, (method, rule)
        assert known or found.status_code in {404, 405}, (method, rule, found.status_code)
        assert "Allow" in found.headers or found.status_code != 405
    assert town.stored() == before


def test_a_way_of_asking_cannot_be_smuggled_in(town):
    before = town.stored()
    client = town.app.test_client()
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        for address in (f"/a/{town.owner}/delete", f"/a/{town.owner}/delete?_method=POST"):
            assert client.get(address, headers={name: "POST"}).status_code == 200
    assert town.stored() == before


def test_every_answer_carries_the_headers_whatever_it_says(town, ask):
    seen = set()
    for _rule, method, address in every_question(town):
        found = town.app.test_client().open(address, method=method)
        seen.add(found.status_code)
        assert_headers(found, address)
    assert seen >= {200, 301, 303, 404, 405, 415}


def assert_headers(found, address):
    headers = found.headers
    rules = [rule.strip() for rule in headers["Content-Security-Policy"].split(";")]
    assert rules[0] == "default-src 'none'", address
    assert "base-uri 'none'" in rules
    holders = [rule for rule in rules if rule.startswith("frame-ancestors")]
    if not address.startswith("/embed/"):
        assert holders == ["frame-ancestors 'none'"], address
    assert "*" not in str(rules)
    assert "unsafe" not in str(rules)
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers or address.startswith("/staff/")
    assert "Access-Control-Allow-Origin" not in headers
    assert "Server" not in headers
    assert "X-Powered-By" not in headers
    if address.startswith(("/a/", "/s/", "/embed/", "/q/")) or found.status_code >= 400:
        assert headers["Cache-Control"] == "no-store", address
        assert headers["X-Robots-Tag"] == "noindex", address
    where = headers.get("Location", "/")
    assert where.startswith("/"), where
    assert not where.startswith(("//", "/\\")), where


@pytest.mark.parametrize("status", [400, 404, 405, 413, 422, 429, 500, 503])
def test_every_refusal_carries_the_headers_too(town, status, monkeypatch):
    found = refused(town, status, monkeypatch)
    assert found.status_code == status
    assert_headers(found, found.request.path)


FAILURES = {
    429: TooManyRequests(retry_after=3),
    500: RuntimeError("a failure of the test"),
    503: StoreUnavailable("busy"),
}


def refused(town, status, monkeypatch):
    client = town.app.test_client()
    own = f"/a/{town.owner}"
    if status in FAILURES:

        def fails(*_args, **_kwargs):
            raise FAILURES[status]

        monkeypatch.setattr("quiz.store.queries.attempt", fails)
        return client.get(f"{own}/check")
    return {
        400: lambda: client.post(f"{own}/finish", data={"x": "y"}),
        404: lambda: client.get("/static/nothing.css"),
        405: lambda: client.put("/static/nothing.css"),
        413: lambda: client.post(f"{own}/finish", data={"x": "y" * 70_000}),
        422: lambda: client.post(f"{own}/share", data={"days": "30"}),
    }[status]()
