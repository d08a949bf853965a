"""Knows how figures are told: a table of goals, tables of what was measured, a section of a file.

It refuses to measure. A rate or a time by the clock never stands alone: processor time or a ratio
of the same round stands beside it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.speed import machine
from bench.speed.pairs import ratios

FILE = Path(__file__).resolve().parents[1] / "RESULTS.md"
HEADING = "## Speed"
CELLS = (
    "database | page | connections | product: req/s, p50, p99 ms, CPU µs | "
    "bare: req/s, p50, p99 ms, CPU µs | product / bare, req/s: min / median / max | "
    "bare / product, CPU: min / median / max"
)


@dataclass(slots=True)
class Report:
    """Everything that a run found, in the order in which it is told."""

    command: str
    goals: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    load_before: float = field(default_factory=machine.load)

    def goal(self, figure, measured, wanted, *, reached):
        """One line of the table of goals; it is printed at once."""
        word = "reached" if reached else "NOT REACHED"
        self.goals.append((figure, measured, wanted, word))
        print(f"{figure:<70} {measured:>28}  {wanted:<18} {word}", flush=True)

    def table(self, title, head, rows, note=""):
        self.tables.append((title, head, rows, note))
        print(f"\n{title}\n{head}")
        for row in rows:
            print(" | ".join(map(str, row)))
        print(flush=True)

    def write(self):
        """Replace the section of the last run; other sections stay as they are."""
        before, _, rest = FILE.read_text().partition(f"\n{HEADING}")
        _, there, after = rest.partition("\n## ")
        later = f"\n## {after}" if there else ""
        FILE.write_text(f"{before.rstrip()}\n\n{self.text()}{later}")

    def text(self):
        lines = [f"{HEADING}, {datetime.now(UTC):%Y-%m-%d}", "", *self._opening(), ""]
        lines += _markdown("figure | measured | goal | ", self.goals)
        for title, head, rows, note in self.tables:
            lines += [f"### {title}", "", *([note, ""] if note else []), *_markdown(head, rows)]
        return "\n".join(lines).rstrip() + "\n"

    def _opening(self):
        return [
            f"`{self.command}` on {machine.described()}.",
            f"Load before {self.load_before:.1f}, after {machine.load():.1f}; the load client ran",
            "on the same cores. Product and baseline were asked in turn; ratios are of one round:",
            "min / median / max. CPU is processor time of the server's whole tree of processes for",
            "one request. The bounds on how fast one link may be used were off",
            "(`FOURWAYS_RATE_LIMITS=0`). How it is measured: [bench/README.md](README.md).",
        ]


def _markdown(head, rows):
    count = head.count("|") + 1
    shown = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return [f"| {head} |", "|" + " --- |" * count, *shown, ""]


def spread(three, digits=2):
    """Smallest, middle and largest in words."""
    return " / ".join(f"{each:.{digits}f}" for each in three)


def rate(seen):
    return seen.rate


def each(seen):
    return seen.each


def told(cell):
    """Rate, p50 and p99 in ms, and processor time of one cell, in words."""
    half, slowest = cell.middle(lambda s: s.at(0.5)), cell.middle(lambda s: s.at(0.99))
    times = f"{half * 1000:.1f}, {slowest * 1000:.1f}"
    away = f"; {cell.wrong / (cell.wrong + cell.right):.0%} turned away" if cell.wrong else ""
    return f"{cell.middle(rate):.0f}, {times}, {cell.middle(each) * 1e6:.0f}{away}"


def compared(name, cells, plan, other="bare"):
    """Rows for the table of pages: each page of the plan that both sides were asked for."""
    rows = []
    for page, connections, sides in plan:
        if not {"product", other} <= set(sides):
            continue
        ours, theirs = cells["product", page, connections], cells[other, page, connections]
        fast, light = ratios(ours, theirs, rate), ratios(theirs, ours, each)
        row = (name, page, connections, told(ours), told(theirs), spread(fast), spread(light))
        rows.append(row)
    return rows
