"""Knows how to fill a database: people who have begun, and as many answers of others as wanted.

It refuses to go through the product's pages for that: ten million answers are written at once, in
the order of their key. Tables and bank are made by the product itself, at a first start.
"""

import json
import random
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import psycopg

from bench.speed.servers import product

SEED = 20_260_101
COLUMNS = (
    "id, token_hash, bank_digest, cohort, language, form, state, started_day, changed_day,"
    " finished_day, result, result_answers"
)
BEGUN = f"INSERT INTO attempt ({COLUMNS}) VALUES ({','.join('?' * 12)})"  # noqa: S608 - signs
ANSWERS = "COPY answer (attempt_id, item, position, value) FROM STDIN"
SPREAD = (
    "INSERT INTO answer (attempt_id, item, position, value) "
    "SELECT a.id, s.item, s.position, s.value FROM attempt a CROSS JOIN said s "
    "WHERE a.language = 'xx' ORDER BY a.id, s.item"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A block of the fixed order with an answer to it, as form and as stored text."""

    item: str
    place: int
    most: str
    least: str

    @property
    def value(self):
        return json.dumps(
            {"least": self.least, "most": self.most}, separators=(",", ":"), sort_keys=True
        )


def blocks(bank):
    """All most/least blocks of the form in their order, each with an answer."""
    wanted = [item for item in bank.form if item.format == "most-least"]
    return [
        Said(item.id, place, item.options[place % 4].id, item.options[(place + 1) % 4].id)
        for place, item in enumerate(wanted, 1)
    ]


def make(folder, database, **given):
    """Let the product make tables, key and bank."""
    with product(folder, database, **given):
        pass


def plain(database):
    """The address as the driver wants it."""
    if database.startswith("sqlite:///"):
        return database.removeprefix("sqlite:///")
    return database.replace("+psycopg", "")


def people(database, count, said, *, form="full", answered=1, seed=SEED):
    """Store so many attempts, each with its first answers; returns their tokens."""
    dice = random.Random(seed)
    tokens = [f"{dice.getrandbits(256):064x}"[:43] for _ in range(count)]
    keys = sorted(1 << 61 | dice.getrandbits(61) for _ in tokens)
    first = said[:answered]
    answers = [(key, each.item, each.place, each.value) for key in keys for each in first]
    _store(database, [_row(k, t, form, "en") for k, t in zip(keys, tokens, strict=True)], answers)
    return tokens


def others(database, answers, said, *, seed):
    """Store so many answers of other people; the language tells them from those who are asked."""
    dice = random.Random(seed)
    keys = sorted(1 << 61 | dice.getrandbits(61) for _ in range(max(1, answers // len(said))))
    _store(database, [_row(key, str(key), "full", "xx") for key in keys], ())
    rows = [(each.item, each.place, each.value) for each in said]
    if database.startswith("sqlite"):
        _spread_sqlite(database, rows)
    else:
        _spread_postgresql(database, rows)


def _row(key, token, form, language):
    day = datetime.now(UTC).date().isoformat()
    digest = sha256(token.encode()).digest()
    return (key, digest, None, None, language, form, "open", day, day, None, None, None)


def _store(database, attempts, answers):
    if database.startswith("sqlite"):
        with closing(_raw(database)) as raw:
            bank = raw.execute("SELECT digest FROM bank").fetchone()[0]
            raw.execute("BEGIN")
            raw.executemany(BEGUN, (_of_bank(row, bank) for row in attempts))
            raw.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", answers)
            raw.execute("COMMIT")
        return
    with psycopg.connect(plain(database)) as raw:
        bank = raw.execute("SELECT digest FROM bank").fetchone()[0]
        with raw.cursor().copy(f"COPY attempt ({COLUMNS}) FROM STDIN") as copy:
            for row in attempts:
                copy.write_row(_of_bank(row, bank))
        with raw.cursor().copy(ANSWERS) as copy:
            for row in answers:
                copy.write_row(row)


def _of_bank(row, bank):
    return (*row[:2], bank, *row[3:])


def _raw(database):
    raw = sqlite3.connect(plain(database), isolation_level=None)
    raw.execute("PRAGMA synchronous = OFF")
    return raw


def _spread_sqlite(database, rows):
    with closing(_raw(database)) as raw:
        raw.execute("CREATE TEMP TABLE said (item, position, value)")
        raw.executemany("INSERT INTO said VALUES (?, ?, ?)", sorted(rows))
        raw.execute("BEGIN")
        raw.execute(SPREAD)
        raw.execute("UPDATE attempt SET language = 'en' WHERE language = 'xx'")
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _spread_postgresql(database, rows):
    with psycopg.connect(plain(database), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        raw.execute("CREATE TEMP TABLE said (item text, position smallint, value text)")
        raw.cursor().executemany("INSERT INTO said VALUES (%s, %s, %s)", rows)
        raw.execute(SPREAD)
        raw.execute("UPDATE attempt SET language = 'en' WHERE language = 'xx'")
        raw.execute("VACUUM ANALYZE")
        raw.execute("CHECKPOINT")


def copied(source, target):
    """Copy a SQLite file that nobody has open."""
    subprocess.run(["cp", plain(source), plain(target)], check=True)


def cloned(server, source, target):
    """Copy a PostgreSQL database that nobody has open, in the same server; its address."""
    server.ask(f"CREATE DATABASE {target} TEMPLATE {source}")
    return server.url.replace("/postgres?", f"/{target}?")
