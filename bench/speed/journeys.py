"""Knows how people go through the quiz: start, read, answer, go on, each at a natural pace.

It refuses to measure pages alone: what counts is whether everybody is served, and how soon.
"""

from bench.speed.client import get, paced, post
from bench.speed.inside import body_of, item_of


def person(known):
    """One sitting of the adaptive form after another, as a script for `paced`.

    A turn is an answer and, at once, the page it leads to.
    """

    def sitting():
        answer = yield get("/start", status=303)
        path = answer.header("location")
        if path is None:  # turned away, which is counted; somebody else begins in six seconds
            return
        yield (0, get(path))
        while (item := item_of(path)) in known:
            answer = yield post(path, body_of(known[item]))
            path = answer.header("location")
            if path is None:
                return
            yield (0, get(path))

    return sitting


def onboarding(side, people, *, every, seconds):
    """So many people who each give an answer in so many seconds; what came of it."""
    known = {each.item: each for each in side.said}
    scripts = [person(known) for _ in range(people)]
    return paced(side.server.port, scripts, every=every, seconds=seconds, pid=side.server.pid)
