"""Ten thousand people of one cohort, and as many figures of five others, put in by the database.

Their steps are the smallest that there are, so that no cohort of that size has more rows.
"""

from sqlalchemy import text

from tests.store.small_bank import DIGEST

PEOPLE = 10_000
OTHERS = 5
FIRST = 1 << 61
"""Keys of people and of cohorts count up from here."""

_SERIES = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
    " SELECT i FROM n) AS series",
    "postgresql": "generate_series(0, {last}) AS series(i)",
}
_HASH = {
    "sqlite": "CAST(printf('%032d', i) AS BLOB)",
    "postgresql": "convert_to(lpad(i::text, 32, '0'), 'UTF8')",
}
_TABLES = {
    "tracks": (PEOPLE // 5, ("product-manager", "product-owner", "project-manager", "undecided")),
    "firsts": (PEOPLE // 20, ("why", "what", "how", "when", "none")),
    "kinds": (PEOPLE // 20, ("clear", "leaning", "several", "none")),
    "rungs": (PEOPLE // 20, ("entry", "mid", "senior", "executive")),
}


def fill(engine, address, *, digest=DIGEST):
    """Fill the cohort at this address with people who are all counted, pinned to this bank."""
    with engine.begin() as connection:
        found = connection.execute(
            text("SELECT id FROM cohort WHERE address = :a"), {"a": address}
        ).scalar_one()
        kind = engine.dialect.name
        _cohorts(connection, kind, address)
        _people(connection, kind, address, digest)
        for figure, (steps, cells) in _TABLES.items():
            for cell in cells:
                _tally(connection, kind, (found, figure, cell, steps))
        connection.execute(
            text("UPDATE cohort SET finished = :n, begun = 1 WHERE id = :id"),
            {"n": PEOPLE, "id": found},
        )
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _cohorts(connection, kind, address):
    columns = (
        "organisation_id, name, purpose, language, form, opens, batch_size, min_cell, origins,"
    )
    columns += " presets, names, begun"
    connection.execute(
        text(
            f"INSERT INTO cohort (id, address, {columns}) SELECT {FIRST} + i,"
            f" {_text(kind)}, {columns} FROM cohort, {_series(kind, OTHERS - 1)}"
            " WHERE address = :a"
        ),
        {"a": address},
    )


def _people(connection, kind, address, digest):
    connection.execute(
        text(
            "INSERT INTO attempt (id, token_hash, bank_digest, cohort, language, form, state,"
            " started_day, changed_day, finished_day, result, result_answers)"
            f" SELECT {FIRST} + i, {_HASH[kind]}, :digest, :a, 'en', 'full', 'finished',"
            " '2026-03-02', '2026-03-02', '2026-03-02', '{}', '{}'"
            f" FROM {_series(kind, PEOPLE - 1)}"
        ),
        {"a": address, "digest": digest},
    )
    connection.execute(
        text(
            "INSERT INTO counting (attempt_id, counted)"
            f" SELECT {FIRST} + i, 1 FROM {_series(kind, PEOPLE - 1)}"
        )
    )


def _tally(connection, kind, table):
    cohort_id, figure, cell, steps = table
    for owner in (cohort_id, *range(FIRST, FIRST + OTHERS)):
        connection.execute(
            text(
                "INSERT INTO tally (cohort_id, figure, step, cell, people)"
                f" SELECT {owner}, '{figure}', i + 1, '{cell}', 2 FROM {_series(kind, steps - 1)}"
            )
        )


def _series(kind, last):
    return _SERIES[kind].format(last=last)


def _text(kind):
    return "printf('other%011d', i)" if kind == "sqlite" else "'other' || lpad(i::text, 11, '0')"
