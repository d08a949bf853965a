"""A private page asked for again comes from memory, and only while nothing it says has changed."""

import gzip

import pytest
from flask import template_rendered

from quiz import operations
from quiz.core.rules import TrackId
from quiz.store.engine import make_engine, make_sessions
from quiz.store.tokens import token_hash
from quiz.web import again
from quiz.web.again import Shown
from tests.web import finished as people
from tests.web.cohorts import INTRANET, opened
from tests.web.finished import change_first, finish, finished, front
from tests.web.staff import takes_part

TAKES = {"Accept-Encoding": "gzip"}
LEAVES = ("result", "ladder")


class Reader:
    """A browser that knows whether what it got was made for it."""

    def __init__(self, app):
        self.app, self.client = app, app.test_client()

    def get(self, address, **headers):
        made = []
        with template_rendered.connected_to(lambda *_, **said: made.append(said), self.app):
            answer = self.client.get(address, headers=TAKES | headers)
        self.fresh = bool(made)
        return answer

    def read(self, address):
        answer = self.get(address)
        assert answer.status_code == 200
        return gzip.decompress(answer.data).decode()


@pytest.fixture
def reader(app):
    """Somebody in front of a process that has shown nothing yet."""
    app.extensions["shown"] = Shown()
    return Reader(app)


@pytest.fixture(scope="module")
def token(app):
    """Somebody whom these tests only look at."""
    return finished(app, people.CLEAR)


@pytest.fixture
def person(app):
    """Somebody who changes their mind."""
    return finished(app, people.CLEAR)


@pytest.fixture
def elsewhere(app):
    """The same database as another process sees it."""
    engine = make_engine(front(app).sessions.engine.url.render_as_string())
    yield make_sessions(engine)
    engine.dispose()


@pytest.mark.parametrize("leaf", LEAVES)
def test_the_same_page_is_made_once_and_goes_out_under_the_same_headers(reader, token, leaf):
    address = f"/a/{token}/{leaf}"
    first = reader.get(address)
    assert reader.fresh
    second = reader.get(address)
    assert not reader.fresh
    assert second.data == first.data
    assert sorted(second.headers) == sorted(first.headers)
    assert second.headers["Cache-Control"] == "no-store"
    assert second.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("leaf", LEAVES)
def test_it_is_the_page_that_a_browser_gets_plain(reader, token, leaf):
    address = f"/a/{token}/{leaf}"
    reader.get(address)
    plain = reader.get(address, **{"Accept-Encoding": "identity"})
    assert reader.fresh
    assert reader.read(address) == plain.text
    assert not reader.fresh


def test_what_another_process_stores_shows_at_once(app, reader, person, elsewhere):
    careers, today = front(app).catalogue.careers, front(app).clock().date()
    result, ladder = f"/a/{person}/result", f"/a/{person}/ladder"
    before = reader.read(result), reader.read(ladder)
    wanted = next(page for page in careers.tracks if f"{page.id}-start" not in before[1])
    dialect = careers.dialects[0]
    named = {dialect.id: dialect.choices[1].id}
    operations.choose_track(
        elsewhere, person, track=TrackId(wanted.id), careers=careers, today=today
    )
    assert reader.read(ladder) != before[1]
    assert reader.fresh
    assert reader.read(result) == before[0]
    operations.choose_names(elsewhere, person, names=named, careers=careers, today=today)
    reader.read(result)
    assert reader.fresh


def test_a_changed_answer_shows_at_once_and_so_does_the_next_finish(app, reader, person):
    address = f"/a/{person}/result"
    before = reader.read(address)
    change_first(app, person, people.CLEAR)
    assert "From before your change of" in reader.read(address)
    finish(app, person)
    after = reader.read(address)
    assert "From before your change of" not in after
    assert after != before


@pytest.mark.parametrize("leaf", LEAVES)
def test_what_is_erased_is_gone_though_it_was_just_shown(app, reader, person, elsewhere, leaf):
    address = f"/a/{person}/{leaf}"
    reader.read(address)
    operations.erase(elsewhere, person, today=front(app).clock().date())
    gone = reader.get(address)
    assert gone.status_code == 404
    assert gone.data == reader.get(f"/a/{'x' * 43}/{leaf}").data


def test_deleting_leaves_nothing_of_the_person_in_memory(app, reader, person):
    shown = app.extensions["shown"]
    for leaf in LEAVES:
        reader.read(f"/a/{person}/{leaf}")
    assert token_hash(person) in {page.owner for page in shown._pages.values()}
    reader.client.post(f"/a/{person}/delete")
    assert token_hash(person) not in {page.owner for page in shown._pages.values()}


def test_nobody_gets_the_page_of_another_person_with_the_same_answers(reader, token, person):
    for leaf in LEAVES:
        reader.read(f"/a/{token}/{leaf}")
        theirs = reader.read(f"/a/{person}/{leaf}")
        assert reader.fresh
        assert person in theirs
        assert token not in theirs


def test_what_an_address_asks_for_is_part_of_the_page(app, reader, token):
    ladder = f"/a/{token}/ladder"
    plain = reader.read(ladder)
    assert reader.read(f"{ladder}?day=wrong") != plain
    tracks = [track.id for track in front(app).catalogue.careers.tracks]
    assert len({reader.read(f"{ladder}?track={track}") for track in tracks}) == len(tracks)
    assert reader.get(f"{ladder}?track=nothing").status_code == 404
    assert reader.get(f"{ladder}?track=nothing").status_code == 404
    assert reader.read(ladder) == plain
    assert not reader.fresh


def test_another_day_or_another_name_of_this_site_makes_another_page(reader, token, clock):
    address = f"/a/{token}/ladder"
    today = reader.read(address)
    clock.later(days=1)
    assert reader.read(address) != today
    reader.get(address, Host="other.example.com")
    assert reader.fresh


def test_a_page_in_a_frame_is_kept_apart_and_whole(app, reader):
    group = opened(app)
    member = takes_part(app, group, people.CLEAR)
    alone, framed = f"/a/{member}/result", f"/embed/{group}/a/{member}/result"
    outside = reader.read(alone)
    inside = reader.read(framed)
    assert "(opens a new tab)" in inside
    assert "(opens a new tab)" not in outside
    dark = reader.read(f"{framed}?theme=dark")
    assert 'data-theme="dark"' in dark
    assert reader.read(framed) == inside
    assert not reader.fresh
    assert INTRANET in reader.get(framed).headers["Content-Security-Policy"]
    assert INTRANET not in reader.get(alone).headers["Content-Security-Policy"]


def test_another_language_makes_another_page(app, reader, token, monkeypatch):
    address = f"/a/{token}/result"
    reader.read(address)
    monkeypatch.setattr(again, "get_locale", lambda: "de")
    reader.read(address)
    assert reader.fresh


def test_the_answer_about_being_counted_shows_at_once(app, reader):
    member = takes_part(app, opened(app), people.CLEAR, count=False)
    address = f"/a/{member}/result"
    no = reader.read(address)
    operations.count_me(front(app).sessions, member, yes=True, today=front(app).clock().date())
    assert reader.read(address) != no


class Seconds:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def shown(seconds):
    return Shown(seconds)


def test_a_page_is_let_go_of_after_some_minutes_whoever_asks(shown, seconds):
    shown.keep(b"one", b"page", owner=b"me")
    seconds.now = again.LONGEST - 1
    assert shown.find(b"one") == b"page"
    seconds.now = again.LONGEST
    shown.let_go()
    assert not shown._pages
    assert shown.find(b"one") is None


def test_the_oldest_make_room(shown, monkeypatch):
    monkeypatch.setattr(again, "MOST_BYTES", 2 * len(b"page"))
    for name in (b"one", b"two", b"one", b"three"):
        shown.keep(name, b"page", owner=b"me")
    assert [shown.find(name) for name in (b"one", b"two", b"three")] == [b"page", None, b"page"]


def test_what_was_forgotten_makes_room_too(shown, monkeypatch):
    monkeypatch.setattr(again, "MOST_BYTES", 2 * len(b"page"))
    for owner in (b"me", b"you"):
        shown.keep(owner, b"page", owner=owner)
    shown.forget(b"me")
    shown.keep(b"they", b"page", owner=b"they")
    assert [shown.find(name) for name in (b"me", b"you", b"they")] == [None, b"page", b"page"]


def test_long_pages_make_room_sooner(shown, monkeypatch):
    monkeypatch.setattr(again, "MOST_BYTES", 10)
    for name in (b"one", b"two", b"three"):
        shown.keep(name, b"pages", owner=b"me")
    assert [shown.find(name) for name in (b"one", b"two", b"three")] == [None, b"pages", b"pages"]
    shown.keep(b"four", b"longer than all", owner=b"me")
    assert shown.find(b"four") is None


def test_forgetting_somebody_leaves_the_others(shown):
    shown.keep(b"one", b"mine", owner=b"me")
    shown.keep(b"two", b"yours", owner=b"you")
    shown.forget(b"me")
    assert shown.find(b"one") is None
    assert shown.find(b"two") == b"yours"
