"""Changes quiz/core in one small place at a time and tells how many such changes no test notices.

`make mutants` runs it, for hours; `ARGS="--sample 1000"` takes that many, drawn by a fixed seed
from every module in proportion to its size, and `--only quiz/core/verdict.py` a single file. It
needs mutmut, which says what a small change is (`.venv/bin/pip install mutmut`), and nothing is
written into the source: every change lives in a process of its own.

Why not `mutmut run`: it keeps all changes beside each other in one process that has imported and
run everything before. Constants, decorated functions and whatever is kept in a cache would never be
tried. Here every change is imported afresh, and the tests that reach its lines run from the
quickest to the slowest until one fails or eight seconds are spent.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import argparse
import contextlib
import io
import json
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from math import ceil
from pathlib import Path

import coverage
import hypothesis
import pytest
from mutations import Changed, Changes, Mutant

ROOT = Path(__file__).resolve().parent.parent
SUITES = ("tests/core", "tests/golden")
SEED = 20240601
MEMORY = 4 << 30
QUIET = ("-q", "-x", "--tb=no", "--no-header", "-p", "no:cacheprovider")
BUDGET = 8  # processor seconds of tests for one change; what they do not notice counts as unnoticed
PATIENCE = 5, 3  # processor seconds: so many, and so many times what the tests took unchanged
FAILED, SURVIVED, LATE = "killed", "survived", "killed by the clock"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change."""

    mutant: Mutant
    status: str
    tests: int
    seconds: float


class Tests:
    """Which tests reach a line, and what each costs."""

    def __init__(self, folder: Path, budget: float) -> None:
        self.budget = budget
        data = coverage.CoverageData(str(folder / "lines"))
        data.read()
        self.seconds: dict[str, float] = json.loads((folder / "seconds.json").read_text())
        self.reached: dict[str, dict[int, set[str]]] = {}
        for file in data.measured_files():
            lines = data.contexts_by_lineno(file)
            self.reached[str(Path(file).relative_to(ROOT))] = {
                line: {name.rpartition("|")[0] for name in names} for line, names in lines.items()
            }

    def for_change(self, mutant: Mutant) -> list[str]:
        """Those of the module's own file first, quickest first, until the budget is spent.

        A line that runs at import concerns every test that reaches its module.
        """
        lines = self.reached.get(mutant.file, {})
        names = set().union(*(lines.get(line, set()) for line in mutant.lines))
        if "" in names or not names:
            names |= set().union(*lines.values())
        own = f"/test_{Path(mutant.file).stem}.py::"
        turn = sorted(names & self.seconds.keys(), key=lambda n: (own not in n, self.seconds[n]))
        spent = accumulate(self.seconds[name] for name in turn)
        return [name for name, so_far in zip(turn, spent, strict=True) if so_far <= self.budget]


class Stopwatch:
    """Notes how much processor time each test takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        began = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - began
        return result


class Chosen:
    """Lets pytest run the chosen tests only, in the order in which they were chosen."""

    def __init__(self, names: Iterable[str]) -> None:
        self.turn = {name: turn for turn, name in enumerate(names)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.turn), key=lambda i: self.turn[i.nodeid]
        )


def survey(folder: Path) -> None:
    """Run all tests once, unchanged, and note lines and times; in a process of its own."""
    watch = Stopwatch()
    plugins = ("-p", "pytest_cov", "--cov=quiz.core", "--cov-context=test", "--cov-report=")
    os.environ["COVERAGE_FILE"] = str(folder / "lines")
    code = pytest.main([*QUIET, *plugins, *SUITES], plugins=[watch])
    (folder / "seconds.json").write_text(json.dumps(watch.seconds))
    raise SystemExit(code)


def warm() -> None:
    """Import whatever the tests need, then forget our own modules: each change imports them."""
    hypothesis.settings.register_profile("mutants", database=None, deadline=None, derandomize=True)
    hypothesis.settings.load_profile("mutants")
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*QUIET, "--collect-only", *SUITES])
    for name in [n for n in sys.modules if n.partition(".")[0] in {"quiz", "tests"}]:
        del sys.modules[name]


def attempt(mutant: Mutant, names: list[str], seconds: float) -> None:
    """In the child: change, run, and leave with what pytest says."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    patience = ceil(PATIENCE[0] + PATIENCE[1] * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (patience, patience + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.meta_path.insert(0, Changed(ROOT, mutant))
    code = 1
    with contextlib.suppress(BaseException):
        code = run(names)
    os._exit(code)


def run(names: list[str]) -> int:
    """Run the first test's file alone first: most changes are noticed there."""
    first = names[0].partition("::")[0] + "::"
    parts = ([n for n in names if n.startswith(first)], [n for n in names if first not in n])
    for part in filter(None, parts):
        files = dict.fromkeys(name.partition("::")[0] for name in part)
        if code := pytest.main([*QUIET, *files], plugins=[Chosen(part)]):
            return code
    return 0


def tried(mutants: list[Mutant], tests: Tests, workers: int) -> Iterable[Outcome]:
    """Try every change, `workers` at a time."""
    waiting, running = list(reversed(mutants)), {}
    while waiting or running:
        while waiting and len(running) < workers:
            mutant = waiting.pop()
            names = tests.for_change(mutant)
            seconds = sum(tests.seconds[name] for name in names)
            if (child := os.fork()) == 0:
                attempt(mutant, names, seconds)
            running[child] = mutant, len(names), time.monotonic()
        child, status = os.wait()
        mutant, count, began = running.pop(child)
        yield Outcome(mutant, meaning(status), count, round(time.monotonic() - began, 2))


def control(tests: Tests) -> None:
    """Unchanged source must pass, or every change would seem to be noticed."""
    file = "quiz/core/model.py"
    unchanged = Mutant(file, "nothing", (), (ROOT / file).read_text(encoding="utf-8"))
    names = tests.for_change(unchanged)
    if (child := os.fork()) == 0:
        attempt(unchanged, names, sum(tests.seconds[name] for name in names))
    if meaning(os.waitpid(child, 0)[1]) != SURVIVED:
        raise SystemExit("The tests fail on unchanged source: nothing can be said.")


def meaning(status: int) -> str:
    """A process that used up its time was killed by a signal; pytest ends with 0 if all passed."""
    if os.WIFSIGNALED(status):
        clock = os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}
        return LATE if clock else FAILED
    return SURVIVED if os.WEXITSTATUS(status) == 0 else FAILED


def drawn(files: list[Changes], sample: int | None) -> list[Mutant]:
    """Draw from every file in proportion to its number of changes, at least one from each."""
    whole, dice = sum(map(len, files)), random.Random(SEED)
    drawn_from = (
        (file, dice.sample(range(len(file)), max(1, round(sample * len(file) / whole))))
        if sample and sample < whole
        else (file, range(len(file)))
        for file in files
    )
    made = [file[number] for file, numbers in drawn_from for number in numbers]
    dice.shuffle(made)  # so that a run that is broken off has tried a fair sample too
    return made


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    z, share = 1.96, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * (share * (1 - share) / whole + z * z / (4 * whole**2)) ** 0.5 / (1 + z * z / whole)
    return middle - half, middle + half


def show(outcomes: list[Outcome], population: int) -> None:
    by_module: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        by_module[outcome.mutant.file][outcome.status] += 1
    for file, counts in by_module.items():
        noticed = sum(counts.values()) - counts[SURVIVED]
        print(f"{file:<44} {noticed:>5} of {sum(counts.values()):>5}")
    counts = Counter(outcome.status for outcome in outcomes)
    noticed, whole = len(outcomes) - counts[SURVIVED], len(outcomes)
    low, high = wilson(noticed, whole)
    print(f"{noticed} of {whole} noticed: {noticed / whole:.3f} ({counts[LATE]} by the clock)")
    if whole < population:
        print(f"drawn from {population}; 95 % interval {low:.3f} to {high:.3f}")


def asked_for() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sample", type=int, help="how many changes; all without it")
    asked.add_argument("--only", action="append", default=[], help="a file, or the start of one")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--budget", type=float, default=BUDGET, help="seconds of tests for each")
    asked.add_argument("--again", type=Path, help="only the survivors in this list")
    asked.add_argument(
        "--folder", type=Path, default=ROOT / ".mutants", help="for lists of results"
    )
    asked.add_argument("--surveyed", action="store_true", help="lines and times are known")
    asked.add_argument("--survey", action="store_true", help=argparse.SUPPRESS)
    return asked.parse_args()


def chosen_mutants(chosen: argparse.Namespace) -> tuple[list[Mutant], int]:
    paths = sorted(path.relative_to(ROOT) for path in (ROOT / "quiz" / "core").rglob("*.py"))
    wanted = [path for path in paths if not chosen.only or str(path).startswith(tuple(chosen.only))]
    files = [changes for path in wanted if len(changes := Changes(ROOT, path))]
    mutants = drawn(files, chosen.sample)
    if chosen.again:
        listed = map(json.loads, chosen.again.read_text().splitlines())
        lived = {each["mutant"]["change"] for each in listed if each["status"] == SURVIVED}
        mutants = [mutant for mutant in mutants if mutant.change in lived]
    return mutants, sum(map(len, files))


def main() -> None:
    chosen = asked_for()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    chosen.folder.mkdir(exist_ok=True)
    if chosen.survey:
        survey(chosen.folder)
    if not chosen.surveyed:
        again = [sys.executable, *sys.argv, "--survey"]
        subprocess.run(again, check=True, stdout=subprocess.DEVNULL)
    tests = Tests(chosen.folder, chosen.budget)
    mutants, population = chosen_mutants(chosen)
    warm()
    control(tests)
    outcomes = []
    with (chosen.folder / "outcomes.jsonl").open("w") as listed:
        for outcome in tried(mutants, tests, chosen.workers):
            outcomes.append(outcome)
            kept = replace(outcome, mutant=replace(outcome.mutant, source=""))
            print(json.dumps(asdict(kept)), file=listed, flush=True)
            if outcome.status == SURVIVED:
                print(f"survived: {outcome.mutant.change}", flush=True)
    show(outcomes, population)


if __name__ == "__main__":
    main()
