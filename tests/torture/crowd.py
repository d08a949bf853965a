"""A group and finished people, put into the store at once: as if each had come through the pages.

A test holds that they cannot be told from people who did.
"""

from sqlalchemy import insert, select, update

from quiz.core.cohort import Figure
from quiz.operations.cohorts import organisation_id
from quiz.store.cohort_models import CohortRow, ContributionRow, CountingRow
from quiz.store.models import AnswerRow, AttemptRow, LadderRow, random_id
from quiz.store.tokens import token_hash
from tests.core.bakery import BAKING
from tests.store.sitting import MONDAY
from tests.store.small_bank import BLOCKS, DIGEST
from tests.torture.told import RESULTS, STORED, TOLD

PUTTING_IN = {
    row: row.__table__.insert()
    for row in (AttemptRow, AnswerRow, LadderRow, CountingRow, ContributionRow)
}


def open_group(group):
    """A cohort with an id, an address, a rule and perhaps a last day."""
    with group.sessions.write.begin() as session:
        session.execute(
            insert(CohortRow),
            {
                "id": group.id,
                "organisation_id": organisation_id(session, "Example Company"),
                "address": group.address,
                "name": "Spring",
                "purpose": "development",
                "language": "en",
                "form": "full",
                "opens": MONDAY,
                "closes": group.last,
                "batch_size": group.rule.batch_size,
                "min_cell": group.rule.min_cell,
                "origins": "[]",
                "presets": "[]",
                "names": "{}",
                "begun": 1,
            },
        )


def store(group, people):
    """People of a group; those who said yes wait."""
    rows = {table: [] for table in PUTTING_IN}
    for person in people:
        key = random_id()
        rows[AttemptRow].append(_attempt(group, person, key))
        answer = {"item": BLOCKS[0], "position": 1, "value": STORED[person.told]}
        rows[AnswerRow].append({"attempt_id": key, **answer})
        rows[LadderRow].append({"attempt_id": key, "track": BAKING, "band": person.band})
        if person.yes:
            rows[CountingRow].append({"attempt_id": key, "counted": 0})
            rows[ContributionRow] += _lines(group, person, key)
    with group.sessions.write.begin() as session:
        straight = session.connection()  # not as objects: thousands of groups are filled
        for table, values in rows.items():
            if values:
                straight.execute(PUTTING_IN[table], values)
        mine = update(CohortRow).where(CohortRow.id == group.id)
        session.execute(mine.values(finished=CohortRow.finished + len(people)))


def rows_of(session, token):
    """All that the store holds of somebody, but for keys."""
    key = session.scalar(select(AttemptRow.id).where(AttemptRow.token_hash == token_hash(token)))
    held = []
    for table in PUTTING_IN:
        owner = table.id if table is AttemptRow else table.attempt_id
        for row in session.scalars(select(table).where(owner == key)):
            values = {column.key: getattr(row, column.key) for column in table.__table__.columns}
            hidden = {"id", "attempt_id", "token_hash"}
            held.append({name: value for name, value in values.items() if name not in hidden})
    return sorted(held, key=str)


def _attempt(group, person, key):
    return {
        "id": key,
        "token_hash": token_hash(person.token),
        "bank_digest": DIGEST,
        "cohort": group.address,
        "language": "en",
        "form": "full",
        "state": "finished",
        "started_day": MONDAY,
        "changed_day": MONDAY,
        "finished_day": MONDAY,
        "result": RESULTS[person.told],
        "result_answers": f'{{"{BLOCKS[0]}":{STORED[person.told]}}}',
    }


def _lines(group, person, key):
    cells = dict(TOLD[person.told])
    if person.band:
        cells[Figure.RUNGS] = person.band
    return [
        {"attempt_id": key, "figure": figure, "cohort_id": group.id, "cell": cell}
        for figure, cell in cells.items()
    ]
