"""Knows how to show where the processor time of one page goes, inside one process and no server.

It refuses to compare: a profile slows small calls down more than large ones. Use it to find what to
look at, and `make bench` to see whether it helped.
"""

import cProfile
import pstats
import statistics
import time

from bench.speed import databases
from bench.speed.inside import Inside

PAGES = ("start", "begin", "item", "answer", "step", "finish", "first", "result", "ladder")
TIMES = 200


def profile(page):
    """Print what takes the time of a page, by function itself and with what it calls."""
    if page not in PAGES:
        raise SystemExit(f"Choose one of: {', '.join(PAGES)}.")
    with databases.place() as here:
        inside = Inside(here)
        asked = inside.requests(page)
        spent = [_timed(inside, next(asked)) for _ in range(20 + TIMES)][20:]
        watch = cProfile.Profile(time.thread_time)
        for _ in range(TIMES):
            wanted = next(asked)  # it may ask for other pages first, which are not counted
            watch.enable()
            inside.ask(wanted)
            watch.disable()
    for order in ("tottime", "cumtime"):
        pstats.Stats(watch).sort_stats(order).print_stats(70)
    middle = statistics.median(spent) * 1000
    print(f"{page}: {middle:.3f} ms of processor time without the profile (median of {TIMES})")


def _timed(inside, wanted):
    before = time.thread_time()
    inside.ask(wanted)
    return time.thread_time() - before
