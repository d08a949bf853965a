"""Shows how long a restore takes: back up, erase some, restore, look whether all is as it was.

`python bench/restore_drill.py --answers 1_000_000` works in a temporary folder, on SQLite, with the
product's own commands, and prints the seconds each took.
"""

import argparse
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from calibrate_memory import COMMAND, ROOT, TODAY, make_database

from quiz.content.catalogue import load

ERASED = 100


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=lambda text: int(text.replace("_", "")), default=10**6)
    wanted = parser.parse_args().answers
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        live = folder / "live" / "fourways.sqlite3"
        people, answers = make_database(live, load(ROOT), wanted)
        print(f"{answers:,} answers of {people:,} attempts, {live.stat().st_size >> 20} MB")
        before = fingerprint(live)
        taken = [timed("backup", folder / "b.backup", database=live)]
        gone = erase_some(live)
        taken.append(timed("erasures", folder / "erased.txt", database=live))
        fresh = folder / "fresh" / "fourways.sqlite3"
        words = [folder / "b.backup", "--erasures", folder / "erased.txt"]
        taken.append(timed("restore", *words, database=fresh))
        after = fingerprint(fresh)
    kept = {key: value for key, value in before.items() if key not in gone}
    print("as before, without the erased:", "yes" if after == kept else "NO")
    print(f"backup and restore together: {sum(taken):.0f} s, goal 300 s")
    return 0 if after == kept else 1


def timed(*words, database):
    settings = {
        "FOURWAYS_DATABASE_URL": f"sqlite:///{database}",
        "FOURWAYS_DATA_DIR": str(database.parent),
    }
    began = time.monotonic()
    done = subprocess.run(
        [COMMAND, *map(str, words)],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    took = time.monotonic() - began
    print(f"fourways {words[0]}: {took:.1f} s  {done.stdout.strip().splitlines()[-1:]}")
    return took


def fingerprint(file):
    """A hash of each attempt with all its answers, by its key."""
    found = {}
    with closing(sqlite3.connect(file)) as raw:
        for row in raw.execute("SELECT * FROM attempt ORDER BY id"):
            found[row[0]] = hashlib.sha256(repr(row).encode())
        for row in raw.execute("SELECT * FROM answer ORDER BY attempt_id, item"):
            found[row[0]].update(repr(row).encode())
    return {key: value.hexdigest() for key, value in found.items()}


def erase_some(file):
    """Leave what an erasure leaves, for a hundred attempts; returns their keys."""
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = ON")
        chosen = raw.execute("SELECT id, token_hash FROM attempt LIMIT ?", (ERASED,)).fetchall()
        day = TODAY.isoformat()
        raw.executemany("INSERT INTO erasure VALUES (?, ?)", [(h, day) for _, h in chosen])
        raw.executemany("DELETE FROM attempt WHERE id = ?", [(key,) for key, _ in chosen])
    return {key for key, _ in chosen}


if __name__ == "__main__":
    sys.exit(main())
