"""Lighthouse, mobile profile: every kind of public page, a question, check page, result and ladder.

    npm install --global lighthouse
    .venv/bin/python -m bench.lighthouse [--only PART-OF-A-NAME] [--times 3]

LIGHTHOUSE= names the program if it is elsewhere, CHROME_PATH= a Chromium other than Debian's. The
product runs as `fourways serve` runs it. Private pages are closed to search engines on purpose, so
their fourth figure is left out. Performance is reckoned from processor time, and other work on the
machine can only take points away: with --times a page that misses a goal is looked at again, up to
so many times, and its best look counts. The table says how many there were; what still costs
a point stands below it.
"""

import argparse
import json
import os
import subprocess
from collections import defaultdict

from bench.speed import databases, single
from bench.speed.client import Connection, get, post

PROGRAM = os.environ.get("LIGHTHOUSE", "lighthouse")
CHROMIUM = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
KINDS = ("performance", "accessibility", "best-practices", "seo")
WANTED = (99, 100, 100, 100)
PUBLIC = {
    "start": "/",
    "tracks": "/tracks",
    "ladder of a track": "/ladders/product-owner",
    "rung": "/ladders/product-owner/senior-product-owner",
    "pivots": "/pivots/product-owner",
    "neighbour roles": "/roles",
    "compare": "/compare",
    "two rungs compared": "/compare?one=product-owner&other=senior-product-owner",
    "contested ground": "/contested",
    "working together": "/together",
    "a pair": "/together/product-manager-and-product-owner",
    "two chairs": "/two-chairs",
    "guide": "/guide/product-owner",
    "method": "/how-it-works",
    "privacy": "/privacy",
    "sources": "/sources",
    "quality": "/quality",
}
"""Every public page of `quiz.web.security.PUBLIC`, one address of each kind."""

PRIVATE = {
    "question": ("begun", "items/{item}"),
    "check": ("begun", "check"),
    "result": ("finished", "result?show=1"),
    "own ladder": ("finished", "ladder"),
}


def main():
    wish = argparse.ArgumentParser()
    wish.add_argument("--only", default="")
    wish.add_argument("--times", type=int, default=1)
    wish = wish.parse_args()
    missed, faults = False, defaultdict(list)
    print("| page | performance | accessibility | best practices | SEO | looks | |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with databases.place() as here, databases.sqlite(here, people=20, bare=False) as (side,):
        for name, path in pages(here, side).items():
            if wish.only not in name:
                continue
            kinds = KINDS if name in PUBLIC else KINDS[:3]
            scores, found, looks = best(side.server.port, path, kinds, times=wish.times)
            missed |= not reached(scores)
            for fault in found:
                faults[fault].append(name)
            cells = [f"{score:.0f}" for score in scores] + [""] * (len(KINDS) - len(kinds))
            words = "reached" if reached(scores) else "NOT REACHED"
            print("|", " | ".join([name, *cells, str(looks), words]), "|", flush=True)
    for fault, names in sorted(faults.items()):
        print(f"\n{fault}: {', '.join(names)}")
    raise SystemExit(missed)


def best(port, path, kinds, *, times):
    """The scores of the best look at a page, what cost it points, and how many looks there were."""
    seen = []
    while len(seen) < times and not (seen and reached(seen[-1][0])):
        seen.append(look(port, path, kinds))
    return (*max(seen), len(seen))


def reached(scores):
    return all(score >= wanted for score, wanted in zip(scores, WANTED, strict=False))


def pages(here, side):
    """All pages by name, those of somebody who has begun and of somebody who is done among them."""
    done = single.done(here.sqlite("product"), here.said, 1)[0]
    connection = Connection(side.server.port)
    connection.ask(post(f"/a/{done}/finish", ""))
    connection.ask(get(f"/a/{done}/result?show=1"))
    connection.close()
    token = {"begun": side.tokens[0], "finished": done}
    item = here.said[1].item
    private = {
        name: f"/a/{token[who]}/{leaf.format(item=item)}" for name, (who, leaf) in PRIVATE.items()
    }
    return PUBLIC | private


def look(port, path, kinds):
    """The scores of one page, of 100, and what cost it points."""
    command = [PROGRAM, f"http://127.0.0.1:{port}{path}", "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(kinds)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage"]
    report, faults = json.loads(_output(command)), []
    for kind in kinds:
        for part in report["categories"][kind]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.99:
                faults.append(f"{audit['title']} ({audit.get('displayValue', kind)})")
    return [100 * report["categories"][kind]["score"] for kind in kinds], faults


def _output(command):
    """What it prints; where Chromium got no time to start its trace, it is asked again."""
    for _ in range(3):
        found = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": CHROMIUM},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if not found.returncode:
            return found.stdout
    raise SystemExit(found.stderr or found.stdout)


if __name__ == "__main__":
    main()
