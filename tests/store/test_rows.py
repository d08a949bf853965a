"""What the tables themselves refuse, whoever writes to them."""

import re
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from quiz.store.models import (
    AnswerRow,
    AttemptRow,
    BankRow,
    ErasureRow,
    LadderRow,
    NamingRow,
    Row,
    ShareRow,
    StandingRow,
    TickRow,
    UpkeepRow,
    random_id,
)
from tests.store import code_rows, cohort_rows, staff_rows
from tests.store.sitting import MONDAY, TUESDAY
from tests.store.small_bank import DIGEST

HASH = bytes(32)


def attempt(**changed):
    given = {
        "id": 1,
        "token_hash": HASH,
        "bank_digest": DIGEST,
        "language": "en",
        "form": "full",
        "state": "open",
        "started_day": MONDAY,
        "changed_day": MONDAY,
    }
    return AttemptRow(**(given | changed))


def finished(**changed):
    given = {
        "state": "finished",
        "finished_day": MONDAY,
        "result": "{}",
        "result_answers": "{}",
    }
    return attempt(**(given | changed))


def answer(**changed):
    return AnswerRow(**({"attempt_id": 1, "item": "a", "position": 1, "value": "null"} | changed))


def share(**changed):
    given = {"attempt_id": 1, "token_hash": HASH, "shows": "[]", "expires": MONDAY}
    return ShareRow(**(given | changed))


def ladder(**changed):
    given = {"attempt_id": 1, "scope": "whole", "decides": "limits", "expert": 0}
    return LadderRow(**(given | changed))


def standing(**changed):
    return StandingRow(**({"attempt_id": 1, "track": "owner", "rung": "senior"} | changed))


def tick(**changed):
    return TickRow(**({"attempt_id": 1, "competency": "risk", "level": 1, "done": 1} | changed))


def naming(**changed):
    return NamingRow(**({"attempt_id": 1, "dialect": "title", "choice": "chief"} | changed))


def bank(**changed):
    given = {"digest": "b" * 64, "content": "{}", "kept_day": MONDAY, "turn": 2}
    return BankRow(**(given | changed))


GOOD = {
    "an attempt": [attempt()],
    "an attempt of a cohort": [attempt(cohort="spring")],
    "a finished attempt": [finished()],
    "one open again": [finished(state="reopened", changed_day=TUESDAY)],
    "its answers": [attempt(), answer(), answer(item="b", position=2)],
    "its share": [attempt(), share()],
    "its ladder": [attempt(), ladder(), standing(), tick(), tick(level=2, done=0), naming()],
    "a ladder that was only picked": [
        attempt(),
        ladder(track="owner", scope=None, decides=None, expert=None),
    ],
    "a placement with years": [attempt(), ladder(years=0, expert=1)],
    "a ladder of a cohort": [attempt(), ladder(band="mid")],
    "a bank": [bank()],
    "a tombstone": [ErasureRow(token_hash=HASH, erased_day=MONDAY)],
}

BAD = {
    "ck_attempt_token_hash_is_sha256": [attempt(token_hash=b"short")],
    "ck_attempt_form_is_known": [attempt(form="short")],
    "ck_attempt_state_is_known": [finished(state="done")],
    "ck_attempt_open_means_never_finished": [attempt(state="reopened")],
    "ck_attempt_result_has_its_day": [finished(result=None, result_answers=None)],
    "ck_attempt_result_has_its_answers": [finished(result_answers=None)],
    "ck_attempt_changed_after_start": [attempt(changed_day=date(2026, 3, 1))],
    "ck_attempt_finished_within_its_days": [finished(finished_day=TUESDAY)],
    "ck_attempt_language_is_there": [attempt(language="")],
    "ck_attempt_cohort_is_named_or_absent": [attempt(cohort="")],
    "uq_attempt_token_hash": [attempt(), attempt(id=2)],
    "fk_attempt_bank_digest": [attempt(bank_digest="c" * 64)],
    "ck_answer_item_is_there": [attempt(), answer(item="")],
    "ck_answer_value_is_json": [attempt(), answer(value="")],
    "ck_answer_position_counts_from_one": [attempt(), answer(position=0)],
    "uq_answer_attempt_id_position": [attempt(), answer(), answer(item="b")],
    "fk_answer_attempt_id": [answer()],
    "ck_share_token_hash_is_sha256": [attempt(), share(token_hash=b"")],
    "ck_share_shows_is_a_list": [attempt(), share(shows='"all"')],
    "uq_share_token_hash": [attempt(), share(), share()],
    "fk_share_attempt_id": [share()],
    "ck_ladder_track_is_named_or_absent": [attempt(), ladder(track="")],
    "ck_ladder_placed_whole_or_not_at_all": [attempt(), ladder(decides=None)],
    "ck_ladder_answers_are_there": [attempt(), ladder(scope="")],
    "ck_ladder_expert_is_yes_or_no": [attempt(), ladder(expert=2)],
    "ck_ladder_years_belong_to_a_placement": [attempt(), ladder(years=71)],
    "ck_ladder_band_is_there": [attempt(), ladder(band="")],
    "fk_ladder_attempt_id": [ladder()],
    "ck_standing_track_is_there": [attempt(), standing(track="")],
    "ck_standing_rung_is_there": [attempt(), standing(rung="")],
    "fk_standing_attempt_id": [standing()],
    "ck_tick_competency_is_there": [attempt(), tick(competency="")],
    "ck_tick_level_is_one_of_four": [attempt(), tick(level=5)],
    "ck_tick_done_is_yes_or_no": [attempt(), tick(done=2)],
    "fk_tick_attempt_id": [tick()],
    "ck_naming_dialect_is_there": [attempt(), naming(dialect="")],
    "ck_naming_choice_is_there": [attempt(), naming(choice="")],
    "fk_naming_attempt_id": [naming()],
    "ck_bank_digest_is_sha256_hex": [bank(digest="abc")],
    "ck_bank_content_is_there": [bank(content="")],
    "ck_bank_turn_counts_from_one": [bank(turn=0)],
    "uq_bank_turn": [bank(turn=1)],
    "ck_erasure_token_hash_is_sha256": [ErasureRow(token_hash=b"", erased_day=MONDAY)],
    "ck_upkeep_task_is_named": [UpkeepRow(task="", day=MONDAY)],
}

GOOD |= cohort_rows.GOOD | staff_rows.GOOD | code_rows.GOOD
BAD |= cohort_rows.BAD | staff_rows.BAD | code_rows.BAD


def copies(rows):
    """Fresh rows, since a row belongs to the session it was used in."""
    return [
        type(row)(**{key: value for key, value in vars(row).items() if key[0] != "_"})
        for row in rows
    ]


def store(database, rows):
    with database.sessions.write.begin() as session:
        for row in copies(rows):
            session.add(row)
            session.flush()


@pytest.mark.parametrize("what", GOOD)
def test_the_tables_take(database, what):
    store(database, GOOD[what])


@pytest.mark.parametrize("constraint", BAD)
def test_the_tables_refuse(database, constraint):
    with pytest.raises(IntegrityError) as caught:
        store(database, BAD[constraint])
    message = str(caught.value.orig)
    table, columns = re.fullmatch(r"[a-z]{2}_([a-z]+)_(.*)", constraint).groups()
    on_sqlite = {
        "ck": constraint,
        "uq": f"UNIQUE constraint failed: {table}",  # and perhaps more of its name
        "fk": "FOREIGN KEY constraint failed",
    }
    named = (
        constraint if database.engine.dialect.name == "postgresql" else on_sqlite[constraint[:2]]
    )
    assert named in message, columns


def test_every_constraint_has_a_case_that_breaks_it():
    named = {
        str(constraint.name)
        for table in Row.metadata.tables.values()
        for constraint in table.constraints
        if not str(constraint.name).startswith("pk_")
    }
    assert named == set(BAD)


def test_deleting_an_attempt_takes_everything_of_it_along(database):
    everything = [attempt(), answer(), share(), ladder(), standing(), tick(), naming()]
    store(database, everything)
    with database.sessions.write.begin() as session:
        session.delete(session.get(AttemptRow, 1))
    with database.sessions.read() as session:
        left = {type(row): session.query(type(row)).count() for row in everything}
    assert set(left.values()) == {0}


def test_no_column_holds_more_than_a_day():
    kinds = {column.type.python_type for t in Row.metadata.tables.values() for column in t.columns}
    assert kinds == {int, str, bytes, date}


def test_an_attempt_holds_nothing_that_names_a_person():
    assert set(AttemptRow.__table__.columns.keys()) == {
        *("id", "token_hash", "bank_digest", "cohort", "language", "form", "state"),
        *("started_day", "changed_day", "finished_day", "result", "result_answers"),
    }


def test_keys_say_nothing_about_order_and_fill_eight_bytes():
    keys = [random_id() for _ in range(200)]
    assert keys != sorted(keys)
    assert all(1 << 61 <= key < 1 << 62 for key in keys)
