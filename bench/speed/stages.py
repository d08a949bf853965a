"""Knows the order of a run and its goals; each stage measures one thing and tells it.

It refuses to know how anything is measured.
"""

import re
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from itertools import product as product_of

from bench.speed import databases, journeys, machine, single, stored
from bench.speed import sizes as sizes_
from bench.speed.client import Connection, get
from bench.speed.pairs import Side, ratios, rounds
from bench.speed.report import CELLS, Report, compared, each, rate, spread, told
from bench.speed.servers import ROOT, product

BOTH = ("product", "bare")
PAGES = ("item", "answer")
AT = 16
SITTINGS = 1000


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
    few = {key: cell.wrong for key, cell in cells.items() if key[2] <= AT and cell.wrong}
    if few:
        report.goal(f"wrong answers, {name}", str(few), "0", reached=False)


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


def starts(report):
    """Start to first page and memory, of the very first start and of those that follow."""
    rows = []
    for workers, most in ((1, 110), (2, 180)):
        with databases.place() as here:
            for which in ("first ever", "again"):
                with product(here.folder, here.sqlite("product"), workers=workers) as server:
                    spent = machine.busy(server.pid)
                    _look_around(server)
                    rows.append((workers, which, server.started, spent, machine.memory(server.pid)))
        held = rows[-1][4]
        figure = f"memory, PSS, {workers} worker{'s' if workers > 1 else ''}"
        words = f"{held:.0f} MB ({rows[-2][4]:.0f} after the first ever)"
        report.goal(figure, words, f"<= {most} MB", reached=held <= most)
    first, again = rows[0], rows[1]
    report.goal(
        "start to first page (processor time)",
        f"{again[2]:.2f} s ({again[3]:.2f}); first ever {first[2]:.2f} s ({first[3]:.2f})",
        "<= 1.0 s",
        reached=again[2] <= 1.0,
    )
    shown = [(w, which, f"{a:.2f}", f"{b:.2f}", f"{c:.0f}") for w, which, a, b, c in rows]
    head = "workers | start | s to first page | s of processor time | PSS MB"
    report.table("Start and memory", head, shown, "The first start makes tables and keys.")


def _look_around(server):
    """Every worker serves pages before it is weighed."""
    for _ in range(40):
        connection = Connection(server.port)
        for path in ("/", "/tracks", "/healthz"):
            connection.ask(get(path))
        connection.close()
    time.sleep(0.3)


def singles(report):
    """What single pages cost, what they weigh, and whether memory grows."""
    with databases.place() as here:
        url = here.sqlite("product")
        stored.make(here.folder, url)
        led, done = single.adaptive(url, here.said, 120), single.done(url, here.said, 200)
        tokens = stored.people(url, SITTINGS + 120, here.said)
        with product(here.folder, url) as server:
            side = Side("product", server, tokens, here.said)
            _singles(report, side, led, done)
            _weights(report, side, led[-1], done[10])
            grown = single.growth(side, SITTINGS)
    _tell_growth(report, SITTINGS, grown)


def soak(report, *, sittings=10_000):
    """Memory over ten thousand sittings; it takes minutes, so `--only soak` asks for it."""
    with databases.place() as here, databases.sqlite(here, people=sittings + 120, bare=False) as s:
        _tell_growth(report, sittings, single.growth(s[0], sittings))


def _tell_growth(report, sittings, grown):
    figure = f"memory growth over {sittings:,} sittings"
    report.goal(figure, f"{grown:.1f} MB", "<= 5 MB over 10,000", reached=grown <= 5)


def _singles(report, side, led, done):
    step = single.step(side, led)
    finish, result, ladder = single.finished(side, done)
    for figure, found, most in (
        ("adaptive step: answer, redirect, next page", step, 1.5),
        ("finish and result page", finish, 8),
        ("result page again", result, 2),
        ("ladder page again", ladder, 2),
    ):
        report.goal(f"{figure}, CPU", f"{found:.2f} ms", f"<= {most} ms", reached=found <= most)


def _weights(report, side, beginner, finisher):
    for name, token, page, most in (
        ("item page", beginner, f"/a/{{token}}/items/{side.said[3].item}", 10),
        ("result", finisher, "/a/{token}/result?show=1", 25),
    ):
        parts = single.first_visit(side, token, page)
        size, requests = sum(parts.values()), len(parts)
        kept = size <= most and (requests <= 3 or name == "result")
        wanted = f"<= {most} KB" + (", 3 requests" if name == "item page" else "")
        by_part = ", ".join(f"{part} {its:.1f}" for part, its in parts.items())
        words = f"{size:.1f} KB, {requests} requests ({by_part})"
        report.goal(f"{name}, everything over the wire, first visit", words, wanted, reached=kept)


def onboarding(report, *, people=1000, seconds=40):
    """A thousand people who begin together and answer every six seconds."""
    with databases.place() as here, databases.sqlite(here, people=10, bare=False) as sides:
        seen = journeys.onboarding(sides[0], people, every=6, seconds=seconds)
    late, share = seen.at(0.99) * 1000, seen.cpu / seen.seconds
    wrong = sum(seen.wrong.values())
    words = f"{wrong} errors {seen.wrong or ''} of {seen.count}, p99 {late:.0f} ms"
    words += f", {share:.0%} of a core"
    report.goal(
        f"{people:,} people, an answer in 6 s each, {seconds} s",
        words,
        "0, <= 140 ms, < 60 %",
        reached=not wrong and late <= 140 and share < 0.6,
    )


def workers(report):
    """One process or two, on SQLite: answers and item pages, each asked of both in turn."""
    with ExitStack() as stack:
        sides = []
        for count in (1, 2):
            here = stack.enter_context(databases.place())
            (side,) = stack.enter_context(databases.sqlite(here, workers=count, bare=False))
            sides.append(replace(side, name=f"{count} worker{'s' if count > 1 else ''}"))
        names = tuple(side.name for side in sides)
        cells = rounds(sides, [(page, AT, names) for page in PAGES], times=5, seconds=0.8)
    rows = [("SQLite", n, page, told(cells[n, page, AT])) for page in PAGES for n in names]
    for page in PAGES:
        more = spread(ratios(*(cells[name, page, AT] for name in reversed(names)), rate))
        rows.append(("SQLite", "2 workers / 1, req/s: min / median / max", page, more))
    report.table(
        "One process or two", "database | workers | page | req/s, p50, p99 ms, CPU µs", rows
    )


def growths(report, sizes, *, times, seconds):
    """What an answer costs with many answers stored, and with a large bank."""
    rows = []
    with databases.place() as here, sizes_.grown(here, sizes) as sides:
        rows += _grown(report, "SQLite", sides, times, seconds)
    with (
        databases.server() as running,
        databases.place() as here,
        sizes_.grown(here, (sizes[0], sizes[-1]), running=running) as sides,
    ):
        rows += _grown(report, "PostgreSQL", sides, times, seconds)
    with databases.place() as here, sizes_.large_bank(here, 300) as sides:
        plan = [(page, AT, tuple(s.name for s in sides)) for page in PAGES]
        cells = rounds(sides, plan, times=times, seconds=seconds)
        for page, side in product_of(PAGES, sides):
            rows.append(("SQLite", f"bank: {side.name}", page, told(cells[side.name, page, AT])))
    head = "database | what is stored | page | req/s, p50, p99 ms, CPU µs"
    report.table("As it grows", head, rows)


def _grown(report, database, sides, times, seconds):
    names = tuple(side.name for side in sides)
    cells = rounds(sides, [("answer", AT, names)], times=times, seconds=seconds)
    more = ratios(cells[names[-1], "answer", AT], cells[names[0], "answer", AT], _of_both)
    figure = f"an answer at {names[-1]} stored answers / at {names[0]}, CPU, {database}"
    report.goal(figure, spread(more), "<= 1.3", reached=more[1] <= 1.3)
    return [
        (database, f"{name} answers", "answer", told(cells[name, "answer", AT])) for name in names
    ]


def cohort(report):
    """The pages of a group of ten thousand people, in a process of its own."""
    command = [sys.executable, "-m", "bench.group_page"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = [float(ms) for ms in re.findall(r": ([\d.]+) ms of processor", done.stdout)]
    if len(found) < 3:
        raise AssertionError(done.stderr[-80:])
    names = ("figures", "progress", "CSV", "workbook")  # the last only where its extra is there
    words = ", ".join(f"{name} {ms:.1f} ms" for name, ms in zip(names, found, strict=False))
    report.goal("cohort of 10,000 people, CPU", words, "<= 30 ms", reached=max(found[:3]) <= 30)


def _of_both(seen):
    """Processor time of web server and database server for one request."""
    return (seen.cpu + seen.cpu_db) / seen.count


def quick(only):
    report, began = Report("make bench-quick"), time.monotonic()
    if not only or "pages" in only:
        pages(report, connections=(AT,), times=3, seconds=0.7)
    print(f"{time.monotonic() - began:.0f} s")


STAGES = {
    "starts": starts,
    "pages": lambda report: pages(report, connections=(1, AT, 64), times=3, seconds=0.8),
    "singles": singles,
    "onboarding": onboarding,
    "workers": workers,
    "cohort": cohort,
    "soak": soak,
    "growth": lambda report: growths(report, (10**3, 10**5, 10**7), times=3, seconds=0.8),
}


def full(only):
    """Every stage; a run of some stages only is printed and not written."""
    report, began = Report("make bench"), time.monotonic()
    for name, stage in STAGES.items():
        if name in only or (not only and name != "soak"):
            try:
                stage(report)
            except (AssertionError, OSError, SystemExit) as error:
                report.goal(f"{name}: not measured to its end", str(error)[:80], "", reached=False)
            if not only:
                report.write()  # so that a run that is cut short leaves what it has found
            print(f"-- {name}: {time.monotonic() - began:.0f} s so far", flush=True)
