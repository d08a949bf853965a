"""`make torture`: the short tortures of `tests/torture` at length, one figure a line.

    python -m bench.torture                 everything, some hours on two cores
    python -m bench.torture kills reloads   these trials
    python -m bench.torture --scale 0.01    everything, a hundredth as long
    python -m bench.torture --record        write the figures into bench/RESULTS.md too

The exit code is 1 when a figure is not what it has to be.
"""

import argparse
import os
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from quiz.core.cohort import GroupRule
from tests import postgresql
from tests.conftest import has_postgresql
from tests.store.conftest import opened, ready, schema_url
from tests.torture import failover, groups, kills, overload, powercut, reloads
from tests.torture.doors import Operations, Pages
from tests.torture.editing import EDITS
from tests.torture.histories import run
from tests.torture.hostile import assault
from tests.torture.learning import learned
from tests.torture.memory import in_memory
from tests.torture.versions import edit_under_people
from tests.web.conftest import Clock, build, settings_in
from tests.web.doors import town_in

RESULTS = Path(__file__).resolve().parent.parent / "RESULTS.md"
FULL = {
    "kills": 10_000,
    "kills-postgresql": 10_000,
    "power": 1_000,
    "power-server": 500,
    "sync-errors": 200,
    "promotions": 50,
    "histories": 100_000,
    "histories-pages": 5_000,
    "histories-postgresql": 5_000,
    "groups": 10_000,
    "groups-learned": 5_000,
    "versions": 1_000,
    "reloads": 30,
    "overload": 600,
    "hostile": 100_000,
    "mutants": 20_000,
}
"""Kills, images, syncs, promotions, histories, groups, attempts, reloads; seconds of overload;
requests and damaged files."""

MUTATIONS = "tests/content/test_mutations.py"
DAMAGED_FILES = 1_640
"""What that file of tests tries by chance, once."""

BATCH = {"kills": 250, "power": 100, "histories": 2_000, "promotions": 10}


def folder():
    return tempfile.TemporaryDirectory(prefix="fw-torture-")


def batches(wanted, size):
    while wanted > 0:
        yield min(size, wanted)
        wanted -= size


def trial_kills(wanted, seed, server=None):
    totals, wrongs, unserved = Counter(), [], []
    for number, part in enumerate(batches(wanted, BATCH["kills"])):
        with folder() as place:
            also = server and (lambda: (server.stop("immediate"), server.start()))
            with ExitStack() as stack:
                database = server and stack.enter_context(schema_url(server.url))
                outcome = kills.kill_under_load(
                    Path(place), database=database, kills=part, seed=seed + number, also=also
                )
        for name in ("kills", "acknowledged", "unanswered", "refused"):
            totals[name] += getattr(outcome, name)
        wrongs += outcome.wrongs
        unserved += outcome.unclean
        said = f"    {dict(totals)} wrong {len(wrongs)} unserved {len(unserved)}"
        print(said, file=sys.stderr, flush=True)
    figure = (
        f"{len(wrongs)} lost, changed or doubled in {totals['kills']:,} kills "
        f"({totals['acknowledged']:,} acknowledged, {totals['unanswered']:,} unanswered, "
        f"{len(unserved)} people not served in the end)"
    )
    return figure, not wrongs + unserved, wrongs + unserved


def trial_kills_postgresql(wanted, seed):
    with postgresql.server() as server:
        return trial_kills(wanted, seed, server)


def trial_power(wanted, seed):
    kept, careless = Counter(), Counter()
    examples = []
    for number, part in enumerate(batches(wanted // 2, BATCH["power"])):
        for counted, normal in ((kept, False), (careless, True)):
            with folder() as place:
                outcome = powercut.cut_the_power(
                    place,
                    acknowledgements=part,
                    seed=seed + number,
                    defect="careless" if normal else None,
                    doubtful=0 if normal else 1,
                )
            counted.update(images=outcome.images, losing=outcome.losing)
            examples += [] if normal else outcome.examples
    bites = careless["losing"] / careless["images"]
    figure = (
        f"{kept['losing']} of {kept['images']:,} crash images lose one; control with NORMAL "
        f"{careless['losing']} of {careless['images']:,} ({bites:.1%})"
    )
    return figure, not examples and bites >= 0.95, examples


def trial_power_server(wanted, seed):
    total = Counter()
    examples = []
    for number, part in enumerate(batches(wanted, BATCH["power"])):
        with folder() as place:
            outcome = powercut.cut_the_power_of_a_server(
                place, acknowledgements=part, seed=seed + number
            )
        total.update(images=outcome.images, losing=outcome.losing)
        examples += outcome.examples
    figure = f"{total['losing']} of {total['images']:,} crash images of the running server lose one"
    return figure, not examples, examples


def trial_sync_errors(wanted, seed):
    total = Counter()
    examples = []
    for number in range(1, wanted + 1):
        call, failing = ("fsync", number // 10) if number % 10 == 0 else ("fdatasync", number)
        with folder() as place:
            outcome = powercut.cut_the_power(
                place,
                acknowledgements=failing + 10,
                seed=seed + number,
                failing=f"{call}:{failing}",
            )
        total.update(runs=1, images=outcome.images)
        examples += outcome.examples
    figure = (
        f"{len(examples)} lost in {total['runs']} runs with one failed sync each "
        f"({total['images']:,} crash images)"
    )
    return figure, not examples, examples


def trial_promotions(wanted, seed):
    total, wrongs, longest = Counter(), [], 0.0
    for number, part in enumerate(batches(wanted, BATCH["promotions"])):
        with folder() as place:
            outcome = failover.promote_under_load(
                place, promotions=part, seed=seed + number, cut_off=0.3 * (number % 2)
            )
        total.update(promotions=part, acknowledged=outcome.acknowledged)
        longest = max(longest, outcome.longest_without)
        wrongs += [*outcome.wrongs, *outcome.unclean]
    with folder() as place:
        control = failover.promote_under_load(place, promotions=1, waits=False, cut_off=0.7)
    figure = (
        f"{len(wrongs)} lost in {total['promotions']} promotions "
        f"({total['acknowledged']:,} acknowledged, at most {longest:.1f} s without); control with "
        f"a standby nobody waits for: {len(control.wrongs)} lost in 1"
    )
    return figure, not wrongs and bool(control.wrongs), wrongs


def told_by(door, wanted):
    told = Counter()
    for part in batches(wanted, BATCH["histories"]):
        told.update(run(door, part))
    return f"0 of {wanted:,} histories diverge ({dict(told)})", True, []


def trial_histories(wanted, _seed):
    with in_memory() as place, opened(f"sqlite:///{place}/data/a.sqlite3") as database:
        sessions = ready(database).sessions
        return told_by(lambda: Operations(sessions), wanted)


def trial_histories_pages(wanted, _seed):
    with in_memory() as place:
        app = build(settings_in(place), Clock())
        return told_by(lambda: Pages(app, app.extensions["front"].sessions), wanted)


def trial_histories_postgresql(wanted, _seed):
    with (
        postgresql.server(fsync="off") as server,
        schema_url(server.url) as url,
        opened(url) as database,
    ):
        sessions = ready(database).sessions
        return told_by(lambda: Operations(sessions), wanted)


def trial_groups(wanted, seed):
    wrongs, done = groups.run(wanted, seed)
    differences = done.pop("differences")
    figure = (
        f"{len(wrongs)} figures or differences that stand for too few, in {wanted:,} histories of "
        f"groups with {differences:,} differences of what two accounts saw ({dict(done)})"
    )
    return figure, not wrongs, wrongs


PLANTED = {(5, 2): (1, 2, 3, 4), (10, 2): (5, 7, 9), (10, 5): (5, 7, 9), (20, 5): (10, 15, 19)}


def trial_groups_learned(wanted, seed):
    """What somebody still learns who planted people: told, not judged."""
    lines = []
    for (size, cell), known in PLANTED.items():
        for planted in known:
            told = learned(GroupRule(size, cell), planted=planted, groups=wanted, seed=seed)
            lines.append(
                f"{planted} of {size} known, cells of {cell}: the rest is {told.rest:.1f} people, "
                f"one person in {told.alone:.1%}, all alike in {told.alike:.1%}, has someone alone "
                f"in a cell in {told.single:.1%}"
            )
    return "; ".join(lines), True, []


def trial_versions(wanted, seed):
    newcomers = -(-wanted // (len(EDITS) + 1))
    with folder() as place:
        outcome = edit_under_people(Path(place), newcomers=newcomers, seed=seed)
    figure = (
        f"{len(outcome.wrongs)} of {outcome.attempts:,} attempts over {len(EDITS)} edits saw "
        f"another version or other numbers ({outcome.versions} versions)"
    )
    return figure, not outcome.wrongs, outcome.wrongs


def trial_reloads(wanted, _seed):
    with folder() as place:
        outcome = reloads.reload_under_load(Path(place), reloads=wanted, workers=2)
    failed = outcome.unanswered + outcome.refused
    figure = (
        f"{failed} failed requests in {wanted} reloads "
        f"({outcome.acknowledged:,} answers acknowledged)"
    )
    return figure, not failed and not outcome.wrongs, outcome.wrongs


def trial_overload(wanted, _seed):
    with folder() as place:
        outcome = overload.flood(Path(place), times=10, seconds=wanted)
    normal = outcome.normal_after
    figure = (
        f"{outcome.offered:.0f} requests/s for {wanted} s on a capacity of {outcome.capacity}: "
        f"{dict(outcome.answered)}, slowest {outcome.slowest:.1f} s, "
        f"normal after {'too long' if normal is None else f'{normal:.2f} s'}"
    )
    good = outcome.clean and normal is not None and normal < overload.NORMAL_WITHIN
    return figure, good, [str(outcome)]


def trial_hostile(wanted, seed):
    with in_memory() as place:
        told, wrongs = assault(town_in(place, Clock()), range(seed, seed + wanted))
    figure = f"{len(wrongs)} of {wanted:,} hostile requests answered uncleanly ({dict(told)})"
    return figure, not wrongs, wrongs


def trial_mutants(wanted, seed):
    times = -(-wanted // DAMAGED_FILES)
    tried = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--hypothesis-seed={seed}", MUTATIONS],
        env=os.environ | {"FOURWAYS_TEST_TIMES": str(times)},
        cwd=RESULTS.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    told = "0" if tried.returncode == 0 else "some"
    figure = f"{told} of {times * DAMAGED_FILES:,} damaged files of questions answered uncleanly"
    return figure, tried.returncode == 0, tried.stdout.splitlines()[-20:]


TRIALS = {name: globals()[f"trial_{name.replace('-', '_')}"] for name in FULL}
NEEDS_POSTGRESQL = {"kills-postgresql", "promotions", "histories-postgresql"}


def arguments():
    parser = argparse.ArgumentParser(prog="make torture ARGS=", description=__doc__)
    parser.add_argument("trials", nargs="*", choices=[*FULL, []], help="default: all")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="how long, against the full length"
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--record", action="store_true", help="append to bench/RESULTS.md")
    return parser.parse_args()


def main():
    given = arguments()
    lines, sound = [], True
    for name in given.trials or FULL:
        if name in NEEDS_POSTGRESQL and not has_postgresql():
            print(f"{name}: {postgresql.ABSENT}")
            continue
        wanted = max(1, round(FULL[name] * given.scale))
        began = time.monotonic()
        figure, good, examples = TRIALS[name](wanted, given.seed)
        line = f"| {name} | {figure} | {time.monotonic() - began:.0f} s |"
        lines.append(line if good else line.replace("| ", "| NOT MET: ", 1))
        sound = sound and good
        print(lines[-1], flush=True)
        if not good:
            print("\n".join(map(str, examples[:20])), flush=True)
    if given.record:
        record(lines, given)
    sys.exit(0 if sound else 1)


def record(lines, given):
    day = datetime.now(UTC).date()
    command = "make torture" + (f" ARGS='{' '.join(sys.argv[1:])}'" if sys.argv[1:] else "")
    heading = (
        f"\n### Torture, {day}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}\n\n`{command}` (seed {given.seed})\n\n"
        "| trial | figure | took |\n|---|---|---|\n"
    )
    with RESULTS.open("a") as out:
        out.write(heading + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
