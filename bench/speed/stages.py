"""Knows the order of a run and its goals; each stage measures one thing and tells it.

It refuses to know how anything is measured.
"""

import time

from bench.speed import databases
from bench.speed.pairs import ratios, rounds
from bench.speed.report import CELLS, Report, compared, each, rate, spread

BOTH = ("product", "bare")
AT = 16


def plan_of(connections, *, relaxed=False):
    """Every page for each number of connections; NORMAL only where it is compared."""
    plan = [("hello", AT, ("bare",))]
    for count in connections:
        plan.append(("item", count, BOTH))
        sides = (*BOTH, "relaxed") if relaxed and count == AT else BOTH
        plan.append(("answer", count, sides))
    return plan


def judged(report, name, cells):
    """The goals of answer and item page on one database."""
    for page, words in (("answer", "answer POST"), ("item", "item page GET")):
        ours, bare = cells["product", page, AT], cells["bare", page, AT]
        fast, light = ratios(ours, bare, rate), ratios(bare, ours, each)
        figure = f"{words} / bare view, {AT} connections, req/s, {name}"
        report.goal(figure, spread(fast), ">= 0.8", reached=fast[1] >= 0.8)
        print(f"{'':<4}the same in processor time: {spread(light)}")
    wrong = sum(cell.wrong for cell in cells.values())
    if wrong:
        report.goal(f"wrong answers, {name}", str(wrong), "0", reached=False)


def durable(report, cells):
    """What safety against a loss of power costs, and how steady answers are."""
    full, normal = cells["product", "answer", AT], cells["relaxed", "answer", AT]
    paid = ratios(full, normal, rate)
    report.goal(
        "answer POST FULL / NORMAL, req/s, SQLite", spread(paid), ">= 0.7", reached=paid[1] >= 0.7
    )
    steady = sorted(seen.at(0.99) / seen.at(0.5) for seen in full.seen)
    three = (steady[0], steady[len(steady) // 2], steady[-1])
    report.goal(
        f"p99 / p50 of the answer POST, {AT} connections, SQLite FULL",
        spread(three, 1),
        "<= 3",
        reached=three[1] <= 3,
    )


def pages(report, *, connections, times, seconds):
    """Item page and answer on both databases, beside the bare views."""
    rows = []
    plan = plan_of(connections, relaxed=True)
    with databases.place() as here, databases.sqlite(here, relaxed=True) as sides:
        cells = rounds(sides, plan, times=times, seconds=seconds)
    judged(report, "SQLite FULL", cells)
    durable(report, cells)
    rows += compared("SQLite FULL", cells, plan)
    hello = cells["bare", "hello", AT]
    with (
        databases.server() as running,
        databases.place() as here,
        databases.on_postgresql(here, running) as sides,
    ):
        plan = plan_of(connections)
        cells = rounds(sides, plan, times=times, seconds=seconds)
    judged(report, "PostgreSQL", cells)
    rows += compared("PostgreSQL", cells, plan)
    note = (
        f"Bare Flask hello, {AT} connections: {hello.middle(rate):.0f} req/s, "
        f"{hello.middle(each) * 1e6:.0f} µs CPU. On PostgreSQL the CPU is that of the web server; "
        f"the database used {cells['product', 'answer', AT].middle(_of_database) * 1e6:.0f} µs "
        "more for an answer of the product, "
        f"{cells['bare', 'answer', AT].middle(_of_database) * 1e6:.0f} µs for one of the bare view."
    )
    report.table("Pages beside a bare view", CELLS, rows, note)


def _of_database(seen):
    return seen.cpu_db / seen.count


def quick(only):
    report = Report("make bench-quick")
    began = time.monotonic()
    if not only or "pages" in only:
        pages(report, connections=(AT,), times=3, seconds=0.7)
    print(f"{time.monotonic() - began:.0f} s")


def full(only):
    report = Report("make bench")
    began = time.monotonic()
    if not only or "pages" in only:
        pages(report, connections=(1, AT, 64), times=5, seconds=1.2)
    report.write()
    print(f"{(time.monotonic() - began) / 60:.1f} minutes")
