"""Two chairs: two read-only links give one page, kept nowhere and ended by either person."""

import re
from itertools import combinations_with_replacement

import pytest

from quiz import operations
from quiz.store import queries
from tests.web import finished as people
from tests.web.conftest import NOON, build, settings_in
from tests.web.finished import finished, front, judged

TODAY = NOON.date()
KINDS = {
    "clear": ("clear", "product-manager"),
    "leaning": ("leaning", "project-manager"),
    "close": ("close-call", "product-owner", "project-manager"),
    "three-way": ("three-way", "product-manager", "product-owner", "project-manager"),
    "balanced": ("balanced",),
    "not enough": ("not-enough",),
    "to check": ("check-answers",),
}


def shares(app, token, *, shows=("verdict",), days=7):
    ends = TODAY.replace(day=TODAY.day + days)
    link = operations.share(
        front(app).sessions, token, shows=shows, expires=ends, today=min(TODAY, ends)
    )
    return f"https://quiz.example/s/{link}"


@pytest.fixture(scope="module")
def tokens(app):
    sheets = {"balanced": people.BALANCED, "not enough": "-- 21 30 12 20 32 31 03"}
    return {
        name: judged(app, sheets.get(name, people.CLEAR), *verdict)
        for name, verdict in KINDS.items()
    }


@pytest.fixture(scope="module")
def links(app, tokens):
    return {name: shares(app, token) for name, token in tokens.items()}


def sit(visitor, left, right):
    return visitor.post("/two-chairs", {"left": left, "right": right})


def test_two_links_give_one_page(visitor, links):
    visitor.open("/two-chairs")
    page = visitor.send(left=links["clear"], right=links["leaning"])
    assert (page.status, page.address) == (200, "/two-chairs")
    assert "This result leans to the work of a product manager." in page.text
    assert "This result leans to the work of a project manager." in page.text
    assert "The roadmap. Whose roadmap is it?" in page.text
    assert "The left chair may want to. Let the right one listen in." in page.text
    assert len(page.all("ol", class_="lines")) == 1


@pytest.mark.parametrize(("left", "right"), list(combinations_with_replacement(KINDS, 2)))
def test_every_pair_of_verdicts_is_told_in_whole_sentences_without_figures(
    app, visitor, tokens, links, left, right
):
    second = links[right] if left != right else shares(app, tokens[right])
    page = sit(visitor, links[left], second)
    assert page.status == 200
    told = page.text.partition("What this page rests on")[0].partition("Two chairs, one table")[2]
    assert "%" not in told
    assert "confiden" not in told
    assert re.search(r"\b(?:better|best|stronger|score|rank)\b", told) is None
    headings = [h.text for h in page.all("h2")]
    assert headings[:6] == [
        "The left chair",
        "The right chair",
        "Both may want",
        "Perhaps nobody wants",
        "Who talks with customers",
        "Three points for your first talk",
    ]
    assert not re.search(r"\.\.|\s\.|: \.|None|\(\)", told)


def test_a_clear_result_and_a_leaning_one_read_alike(app, visitor, tokens, links):
    """How sure a result is would be a figure, and would put one before the other."""
    leaning = shares(app, judged(app, people.LEANING, "leaning", "product-manager"))
    one = sit(visitor, links["clear"], links["balanced"]).source
    assert sit(visitor, leaning, links["balanced"]).source == one


def test_taking_back_either_link_ends_it(app, visitor, links):
    for mine in (0, 1):
        token = finished(app, people.CLEAR)
        pair = [links["clear"], links["clear"]]
        pair[mine] = shares(app, token)
        assert sit(visitor, *pair).status == 200
        with front(app).sessions.read() as session:
            attempt = queries.attempt(session, token)
            (link,) = queries.shares_of(session, attempt.id, today=TODAY)
        operations.revoke_share(front(app).sessions, token, share_id=link.id)
        page = sit(visitor, *pair)
        assert page.status == 422
        assert page.link("This link is not in use") == ("#left", "#right")[mine]


def test_it_ends_with_the_answers_and_on_the_last_day(app, visitor, links, clock):
    token = finished(app, people.CLEAR)
    link = shares(app, token)
    clock.later(days=8)
    assert sit(visitor, link, links["clear"]).status == 422
    clock.later(days=-8)
    operations.erase(front(app).sessions, token, today=TODAY)
    assert sit(visitor, link, links["clear"]).status == 422


def test_a_link_that_hides_the_verdict_shows_none_here_either(app, visitor, tokens, links):
    page = sit(visitor, shares(app, tokens["clear"], shows=("traits",)), links["leaning"])
    assert page.status == 422
    assert page.link("This link does not show the verdict") == "#left"
    assert "product manager" not in page.text.lower()


def test_a_private_address_is_refused_with_a_warning_and_not_repeated(visitor, tokens, links):
    token = tokens["clear"]
    for private in (f"https://quiz.example/a/{token}/result", f"/embed/x/a/{token}"):
        page = sit(visitor, links["clear"], private)
        assert page.status == 422
        assert page.link("That was a private address") == "#right"
        assert token not in page.source


@pytest.mark.parametrize("text", ["", "hello", "https://example.com/s/short", "/s/" + "x" * 44])
def test_what_is_no_link_is_told_at_its_field(visitor, links, text):
    page = sit(visitor, links["clear"], text)
    assert page.status == 422
    assert page.link("Paste a whole read-only link") == "#right"


def test_the_same_link_twice_is_no_pair(visitor, links):
    page = sit(visitor, links["clear"], links["clear"] + "?from=mail")
    assert page.link("Both chairs hold the same link") == "#right"


def test_the_page_and_its_address_hold_no_link(visitor, links):
    page = sit(visitor, links["clear"], links["leaning"])
    for link in links.values():
        assert link.rpartition("/")[2] not in page.source
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    given = visitor.client.get("/two-chairs", query_string={"left": links["clear"]})
    assert links["clear"] not in given.text


def test_nothing_is_stored_and_unknown_fields_are_refused(visitor, links):
    assert visitor.post("/two-chairs", {"left": links["clear"]}).status == 400
    sent = {"left": links["clear"], "right": links["leaning"], "next": "https://example.com"}
    assert visitor.post("/two-chairs", sent).status == 400


def test_nobody_may_be_asked_to_do_this(visitor, links):
    assert "Nobody may be asked to do this." in visitor.open("/two-chairs").text
    assert "Nobody may be asked for it" in sit(visitor, links["clear"], links["close"]).text


def test_tries_are_bounded_for_an_address(tmp_path, one_clock):
    app = build(settings_in(tmp_path, rate_limits=True, proxies=1), one_clock)
    sent = {"data": {"left": "", "right": ""}, "headers": {"X-Forwarded-For": "192.0.2.1"}}
    client = app.test_client()
    answers = [client.post("/two-chairs", **sent).status_code for _ in range(61)]
    assert answers == [422] * 60 + [429]
