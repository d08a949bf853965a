"""Shows what `fourways items` and `fourways calibrate` need on a database of many stored answers.

`python bench/calibrate_memory.py --answers 10_000_000` makes the database in a temporary folder
and prints time and peak memory of both commands. Its people are simulated, in the biased scenario;
one in ten left before the end, and half took a shorter form. Seeds are fixed.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from quiz.content.catalogue import load
from quiz.content.pinned import bank_to_json
from quiz.core.codec import answer_to_json
from quiz.core.model import compile_model
from quiz.core.simulation.people import BIASED, answer, populate, truth
from quiz.operations import keep_bank
from quiz.store.canonical import canonical
from quiz.store.engine import make_engine, make_sessions, prepare_sqlite
from quiz.store.migrate import upgrade

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).parent / "fourways"
TODAY = datetime.now(UTC).astimezone().date()
AT_ONCE = 5000
LEAVING, SHORT = 0.1, 0.5
SHORTEST = 12
INSERT = (
    "INSERT INTO attempt (id, token_hash, bank_digest, cohort, language, form, state,"
    " started_day, changed_day, finished_day, result, result_answers)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def make_database(file, catalogue, answers):
    """The number of attempts and of answers stored."""
    url = f"sqlite:///{file}"
    prepare_sqlite(url)
    engine = make_engine(url)
    upgrade(engine)
    content = bank_to_json(catalogue.bank, catalogue.rules)
    keep_bank(make_sessions(engine), catalogue.digest, content, today=TODAY)
    engine.dispose()
    raw = sqlite3.connect(file, isolation_level=None)
    raw.execute("PRAGMA synchronous = OFF")
    stored = people = 0
    for attempts, rows in attempts_of(catalogue):
        if stored >= answers:
            break
        raw.execute("BEGIN")
        raw.executemany(INSERT, attempts)
        raw.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", rows)
        raw.execute("COMMIT")
        people += len(attempts)
        stored += len(rows)
    raw.close()
    return people, stored


def attempts_of(catalogue):
    """Rows of attempts and of their answers, without end."""
    model = compile_model(catalogue.bank, catalogue.rules)
    rng = np.random.default_rng(20240601)
    curves = truth(model, BIASED, rng)
    texts = [[canonical(answer_to_json(a)) for a in answers] for answers in model.answers]
    begun = TODAY - timedelta(days=10)
    key = 1 << 61
    while True:
        people = populate(AT_ONCE, len(model.traits), BIASED, rng=rng)
        places = answer(model, curves, people, BIASED, rng=rng)
        lengths = np.where(
            rng.random(AT_ONCE) < SHORT, rng.integers(SHORTEST, 37, AT_ONCE), len(model.items)
        )
        left = rng.random(AT_ONCE) < LEAVING
        attempts, rows = [], []
        for person in range(AT_ONCE):
            key += int(rng.integers(1, 1 << 40))
            attempts.append(attempt_row(key, catalogue.digest, begun, left=bool(left[person])))
            order = rng.permutation(len(model.items))[: lengths[person]].tolist()
            rows += [
                (key, model.items[row], position, texts[row][places[person, row]])
                for position, row in enumerate(order, 1)
            ]
        rows.sort()
        yield attempts, rows


def attempt_row(key, digest, day, *, left):
    token = key.to_bytes(8, "big") * 4
    if left:
        return (key, token, digest, None, "en", "adaptive", "open", day, day, None, None, None)
    return (key, token, digest, None, "en", "adaptive", "finished", day, day, day, "{}", "{}")


def run(*words, environ):
    """Seconds, peak megabytes and output of a command.

    The peak is what the kernel noted for the process itself (VmHWM); Linux only.
    """
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen([COMMAND, *words], env=environ, stdout=out)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, high_water(process.pid))
            time.sleep(0.02)
        if process.returncode:
            sys.exit(f"fourways {words[0]} failed")
        out.seek(0)
        return time.perf_counter() - began, peak, out.read()


def high_water(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--answers", type=int, default=360_000)
    answers = options.parse_args().answers
    catalogue = load(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data" / "fourways.sqlite3"
        began = time.perf_counter()
        people, stored = make_database(file, catalogue, answers)
        size = file.stat().st_size / 1e6
        print(f"{stored:,} answers of {people:,} attempts, {size:,.0f} MB on the disk,")
        print(f"made in {time.perf_counter() - began:.0f} s")
        environ = os.environ | {"FOURWAYS_DATA_DIR": str(file.parent)}
        proposed = Path(folder) / "proposed.yaml"
        _, idle, _ = run("--version", environ=environ)
        print(f"a command that reads nothing: {idle:.0f} MB")
        for words in (("items", "--json"), ("calibrate", "--out", str(proposed))):
            wall, peak, output = run(*words, environ=environ)
            print(f"fourways {words[0]}: {wall:.0f} s, peak {peak:.0f} MB")
            if words[0] == "items":
                found = json.loads(output)
                axes = " and ".join(f"{axis:.3f}" for axis in found["reliability"])
                print(f"  {found['people']:,} people, reliability {axes}")
            else:
                print("  " + output.splitlines()[0].split(" Proposed")[0])


if __name__ == "__main__":
    main()
