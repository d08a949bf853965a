"""Lighthouse, mobile profile: every kind of public page, a question, check page, result and ladder.

    npm install --prefix /tmp/lighthouse lighthouse
    .venv/bin/python -m bench.lighthouse [--only PART-OF-A-NAME] [--times 3]

LIGHTHOUSE= names the program if it is elsewhere, CHROME_PATH= a Chromium other than Debian's. The
product runs as `fourways serve` runs it. Private pages are closed to search engines on purpose, so
their fourth figure is left out. With --times the middle of several runs counts, for a machine that
has other work. Whatever costs a point is printed below the table.
"""

import argparse
import json
import os
import statistics
import subprocess
from collections import defaultdict

from bench.speed import databases, single
from bench.speed.client import Connection, get, post

PROGRAM = os.environ.get("LIGHTHOUSE", "/tmp/lighthouse/node_modules/.bin/lighthouse")  # noqa: S108 - a default that can be set
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
    missed = False
    faults = defaultdict(set)
    print("| page | performance | accessibility | best practices | SEO | |")
    print("| --- | --- | --- | --- | --- | --- |")
    with databases.place() as here, databases.sqlite(here, people=20, bare=False) as (side,):
        for name, path in pages(here, side).items():
            if wish.only not in name:
                continue
            kinds = KINDS if name in PUBLIC else KINDS[:3]
            seen = [look(side.server.port, path, kinds, faults) for _ in range(wish.times)]
            scores = [statistics.median(each) for each in zip(*seen, strict=True)]
            reached = all(one >= goal for one, goal in zip(scores, WANTED, strict=False))
            missed |= not reached
            cells = [f"{score:.0f}" for score in scores] + [""] * (len(KINDS) - len(kinds))
            print("|", " | ".join([name, *cells, "reached" if reached else "NOT REACHED"]), "|")
    for fault, names in sorted(faults.items()):
        print(f"\n{fault}: {', '.join(sorted(names))}")
    raise SystemExit(missed)


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


def look(port, path, kinds, faults):
    """The scores of one page, of 100; what cost a point goes into `faults`."""
    command = [PROGRAM, f"http://127.0.0.1:{port}{path}", "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(kinds)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage"]
    found = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if found.returncode:
        raise SystemExit(found.stderr or found.stdout)
    report = json.loads(found.stdout)
    for kind in kinds:
        for part in report["categories"][kind]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.99:
                faults[f"{audit['title']} ({audit.get('displayValue', kind)})"].add(path)
    return [100 * report["categories"][kind]["score"] for kind in kinds]


if __name__ == "__main__":
    main()
