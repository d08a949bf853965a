import json

import pytest
from sqlalchemy import select, update

from quiz import operations
from quiz.core.codec import responses_from_json
from quiz.core.report import assess, result_from_json, result_to_json
from quiz.operations import AttemptAbsent, NotEnough, OtherBank, attempts
from quiz.store.models import AnswerRow, AttemptRow
from tests.store.sitting import FRIDAY, MODEL, MONDAY, TUESDAY, Sitting
from tests.store.small_bank import BLOCKS, DIGEST, MOST_HOW, MOST_WHY, SLIDER

FIRST = BLOCKS[0]


def test_finishing_keeps_the_result_its_answers_and_its_day(person):
    person.answers_all().today = TUESDAY
    result = person.finishes()
    view = person.view()
    assert (view.state, view.finished_day, view.result_day) == ("finished", TUESDAY, TUESDAY)
    assert view.result == result_to_json(result)
    assert view.result_responses == view.responses
    assert view.agrees


def test_the_result_is_the_one_of_the_engine_on_these_answers(person):
    person.answers_all().answers(SLIDER, -1)
    result = person.finishes()
    responses = responses_from_json(MODEL.bank, person.view().responses)
    assert result == assess(MODEL, responses, digest=DIGEST)


def test_the_stored_result_reads_back_without_loss(person):
    result = person.answers_all().finishes()
    assert result_from_json(person.view().result) == result


def test_finishing_twice_gives_the_same_and_changes_nothing(person):
    first = person.answers_all().finishes()
    person.today = TUESDAY
    assert person.finishes() == first
    assert person.view().finished_day == MONDAY


def test_an_absent_attempt_cannot_be_finished(person):
    with pytest.raises(AttemptAbsent):
        person.finishes()


def test_six_answers_are_enough(person):
    for block in BLOCKS[:6]:
        person.answers(block, MOST_WHY)
    assert person.finishes().form.answered == 6


def test_with_fewer_answers_it_says_how_many_are_missing(person):
    for block in BLOCKS[:4]:
        person.answers(block, MOST_WHY)
    with pytest.raises(NotEnough) as said:
        person.finishes()
    assert (said.value.answered, said.value.needed, said.value.missing) == (4, 6, 2)
    assert said.value.first_skipped is None
    assert person.view().state == "open"


def test_skips_do_not_count_and_the_first_one_asked_is_named(person):
    person.answers_all(value=None)
    person.changes(BLOCKS[0], MOST_WHY)
    with pytest.raises(NotEnough) as said:
        person.finishes()
    assert (said.value.answered, said.value.first_skipped) == (1, BLOCKS[1])


def test_a_middle_step_is_no_answer_towards_the_least(person):
    for block in BLOCKS[:5]:
        person.answers(block, MOST_WHY)
    person.answers(SLIDER, 0)
    with pytest.raises(NotEnough) as said:
        person.finishes()
    assert (said.value.answered, said.value.missing) == (5, 1)
    assert person.changes(SLIDER, 1).finishes().form.answered == 6


def test_a_result_that_was_kept_before_stays_though_its_answers_would_no_longer_do(
    database, person
):
    for block in BLOCKS[:5]:
        person.answers(block, MOST_WHY)
    person.answers(SLIDER, 1)
    kept = person.finishes()
    with database.sessions.write.begin() as session:
        session.execute(update(AnswerRow).where(AnswerRow.item == SLIDER).values(value="0"))
    assert person.finishes() == kept


def test_a_change_after_finish_reopens_and_keeps_the_last_result(person):
    result = person.answers_all().finishes()
    person.today = TUESDAY
    view = person.changes(FIRST, MOST_HOW).view()
    assert (view.state, view.changed_day, view.finished_day) == ("reopened", TUESDAY, MONDAY)
    assert result_from_json(view.result) == result
    assert view.result_responses[FIRST] == MOST_WHY
    assert view.responses[FIRST] == MOST_HOW
    assert not view.agrees


def test_a_further_answer_after_finish_reopens_too(person):
    person.answers_all().finishes()
    assert person.answers(SLIDER, 2).view().state == "reopened"


def test_the_same_answer_after_finish_reopens_nothing(person):
    person.answers_all().finishes()
    assert person.answers(FIRST, MOST_WHY).view().state == "finished"


def test_finishing_again_replaces_the_result_with_its_day(person):
    before = person.answers_all().finishes()
    for block in BLOCKS:
        person.changes(block, MOST_HOW)
    person.today = FRIDAY
    after = person.finishes()
    view = person.view()
    assert after.sums != before.sums
    assert (view.state, view.result_day) == ("finished", FRIDAY)
    assert result_from_json(view.result) == after
    assert set(map(str, view.result_responses.values())) == {str(MOST_HOW)}


def test_finishing_again_can_be_refused_and_the_last_result_stays(person):
    result = person.answers_all().finishes()
    for block in BLOCKS:
        person.changes(block, None)
    with pytest.raises(NotEnough):
        person.finishes()
    assert result_from_json(person.view().result) == result


def test_a_bank_the_attempt_is_not_pinned_to_cannot_score_it(database, person):
    person.answers_all()
    with pytest.raises(OtherBank):
        operations.finish(
            database.sessions, person.token, model=MODEL, digest="b" * 64, today=MONDAY
        )


def test_the_tracks_of_a_stored_result_keep_the_order_of_the_file(person):
    person.answers_all().finishes()
    assert list(person.view().result["tracks"]) == [track.id for track in MODEL.rules.tracks]


def test_finishing_on_a_clock_behind_the_last_change_still_finishes(person):
    person.today = FRIDAY
    person.answers_all().today = MONDAY
    person.finishes()
    assert person.view().finished_day == FRIDAY


def test_the_stored_bytes_of_a_result_do_not_change_when_it_is_finished_again(database, person):
    def stored():
        with database.sessions.read() as session:
            return session.execute(select(AttemptRow.result, AttemptRow.result_answers)).one()

    person.answers_all().finishes()
    first = stored()
    person.changes(FIRST, MOST_HOW).changes(FIRST, MOST_WHY).finishes()
    assert stored() == first
    assert list(json.loads(first.result_answers)) == list(BLOCKS)


def test_nobody_waits_for_the_arithmetic_of_a_result(database, person, monkeypatch):
    """Worked out under the write lock it would keep everybody else from answering."""
    person.answers_all()
    neighbour = Sitting(database.sessions)
    worked_out = []

    def answering_meanwhile(*given, **named):
        neighbour.answers(FIRST, MOST_WHY)
        worked_out.append(1)
        return assess(*given, **named)

    monkeypatch.setattr(attempts, "assess", answering_meanwhile)
    person.finishes()
    assert worked_out == [1]
    assert neighbour.view().responses == {FIRST: MOST_WHY}


def test_an_answer_changed_while_the_result_is_worked_out_is_in_the_result(person, monkeypatch):
    person.answers_all()
    tried = []

    def changing_meanwhile(*given, **named):
        if not tried:
            person.changes(FIRST, MOST_HOW)
        tried.append(1)
        return assess(*given, **named)

    monkeypatch.setattr(attempts, "assess", changing_meanwhile)
    person.finishes()
    assert len(tried) == 2
    assert person.view().result_responses[FIRST] == MOST_HOW
    assert person.view().agrees
