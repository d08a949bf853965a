"""What people say for their ladder: kept, corrected, refused if unknown, gone with the attempt."""

import pytest

from quiz import operations
from quiz.core.focus import Tick
from quiz.core.placement import Said
from quiz.operations import AttemptAbsent, UnknownChoice
from quiz.store.ladders import LadderView, ladder_of
from quiz.store.models import LadderRow, NamingRow, StandingRow, TickRow
from tests.core.bakery import ARTIST, BAKER, BAKING, FLOUR, MASTER, OVEN, SELLER, SELLING
from tests.store.sitting import FRIDAY, MONDAY, Sitting
from tests.store.wordy_bakery import WORDY

SAID = Said("oven", "me", years=3)
EVERYTHING = {
    "place": {"said": SAID},
    "move": {"rung": BAKER.id},
    "tick": {"ticks": {Tick(OVEN, 3): True}},
    "choose_track": {"track": BAKING},
    "choose_names": {"names": {"north": "there"}},
}
REFUSED = {
    "an unknown scope": ("place", {"said": Said("moon", "me")}),
    "an unknown way to decide": ("place", {"said": Said("oven", "moon")}),
    "fewer than no years": ("place", {"said": Said("oven", "me", -1)}),
    "more years than a life": ("place", {"said": Said("oven", "me", 71)}),
    "what is no rung": ("move", {"rung": "miller"}),
    "an unknown skill": ("tick", {"ticks": {Tick(OVEN, 1): True, Tick("sewing", 1): True}}),
    "a fifth level": ("tick", {"ticks": {Tick(OVEN, 5): True}}),
    "a level of nothing": ("tick", {"ticks": {Tick(OVEN, 0): True}}),
    "an unknown track": ("choose_track", {"track": "milling"}),
    "an unknown question about names": ("choose_names", {"names": {"south": "there"}}),
    "an unknown name": ("choose_names", {"names": {"north": "here", "side": "there"}}),
}


def does(person, verb, **said):
    act = getattr(operations, verb)
    act(person.sessions, person.token, careers=WORDY, today=person.today, **said)


def ladder(person):
    with person.sessions.read() as session:
        return ladder_of(session, person.view().id)


@pytest.fixture
def starter(person):
    return person.answers_all()


def test_nothing_is_said_at_first(starter):
    assert ladder(starter) == LadderView()


def test_everything_that_is_said_is_kept(starter):
    for verb, said in EVERYTHING.items():
        does(starter, verb, **said)
    assert ladder(starter) == LadderView(
        track=BAKING,
        said=SAID,
        moves={BAKING: BAKER.id},
        ticks={Tick(OVEN, 3): True},
        names={"north": "there"},
    )


def test_answering_anew_replaces_the_placement_and_forgets_moves_but_not_the_track(starter):
    does(starter, "choose_track", track=BAKING)
    does(starter, "place", said=SAID)
    does(starter, "move", rung=MASTER.id)
    again = Said("house", "rules", None, expert=True)
    does(starter, "place", said=again)
    found = ladder(starter)
    assert (found.said, found.moves, found.track) == (again, {}, BAKING)


def test_each_ladder_keeps_the_last_move_made_on_it(starter):
    for rung in (BAKER, SELLER, ARTIST):
        does(starter, "move", rung=rung.id)
    assert ladder(starter).moves == {BAKING: ARTIST.id, SELLING: SELLER.id}


def test_ticks_change_only_where_they_were_asked_about(starter):
    does(starter, "tick", ticks={Tick(OVEN, 3): True, Tick(FLOUR, 2): False})
    does(starter, "tick", ticks={Tick(FLOUR, 2): True, Tick(FLOUR, 3): False})
    assert ladder(starter).ticks == {
        Tick(OVEN, 3): True,
        Tick(FLOUR, 2): True,
        Tick(FLOUR, 3): False,
    }


def test_the_track_can_be_left_to_the_result_again(starter):
    does(starter, "choose_track", track=BAKING)
    does(starter, "choose_track", track=None)
    assert ladder(starter).track is None


def test_names_are_chosen_as_a_whole(starter):
    does(starter, "choose_names", names={"north": "there", "side": "left"})
    does(starter, "choose_names", names={"side": "right"})
    assert ladder(starter).names == {"side": "right"}


@pytest.mark.parametrize("what", REFUSED)
def test_is_refused_and_changes_nothing(starter, what):
    verb, said = REFUSED[what]
    with pytest.raises(UnknownChoice):
        does(starter, verb, **said)
    assert ladder(starter) == LadderView()


@pytest.mark.parametrize("verb", EVERYTHING)
def test_counts_as_a_change_of_the_day_and_leaves_answers_and_result_alone(starter, verb):
    starter.finishes()
    before = starter.view()
    starter.today = FRIDAY
    does(starter, verb, **EVERYTHING[verb])
    after = starter.view()
    assert (after.changed_day, after.finished_day) == (FRIDAY, MONDAY)
    assert (after.state, after.responses, after.result) == (
        "finished",
        before.responses,
        before.result,
    )


@pytest.mark.parametrize("verb", EVERYTHING)
def test_needs_an_attempt_and_comes_too_late_after_erasing(person, verb):
    with pytest.raises(AttemptAbsent):
        does(person, verb, **EVERYTHING[verb])
    person.answers_all().erases()
    with pytest.raises(AttemptAbsent):
        does(person, verb, **EVERYTHING[verb])


def test_erasing_an_attempt_erases_all_that_was_said_for_its_ladder(starter):
    for verb, said in EVERYTHING.items():
        does(starter, verb, **said)
    starter.erases()
    with starter.sessions.read() as session:
        for rows in (LadderRow, StandingRow, TickRow, NamingRow):
            assert session.query(rows).count() == 0


def test_the_bytes_of_an_erased_ladder_leave_the_disk(on_sqlite):
    person = Sitting(on_sqlite.sessions).answers_all()
    does(person, "move", rung=BAKER.id)
    does(person, "place", said=Said("house", "rules", 69, expert=True))
    does(person, "choose_names", names={"north": "there"})
    key = person.view().id.to_bytes(8, "big")
    assert key in on_sqlite.bytes_on_disk()
    person.erases()
    assert key not in on_sqlite.bytes_on_disk()


def test_what_is_said_is_left_out_of_every_printed_form(starter):
    for verb, said in EVERYTHING.items():
        does(starter, verb, **said)
    shown = repr(ladder(starter))
    assert "oven" not in shown
    assert "there" not in shown
