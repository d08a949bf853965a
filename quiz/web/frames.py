"""Knows which addresses belong to a frame, and which pages may hold it.

It refuses to let anything but the cohort in the path decide: not the token, not the visitor, not
whether the page is an error. Whatever lies outside `/embed/` is framed by nobody.
"""

from collections.abc import Iterable

from flask import Flask, current_app, g, request

from quiz.operations import StoreUnavailable
from quiz.store import cohorts
from quiz.store.cohorts import CohortView
from quiz.web.request import sessions

HOME = "/embed/"
POLICY = "Content-Security-Policy"
_NOBODY = "frame-ancestors 'none'"


def cohort_of(path: str) -> str | None:
    """The part of a path that names a cohort, if the path belongs to a frame."""
    return path.removeprefix(HOME).split("/", 1)[0] if path.startswith(HOME) else None


def is_framed() -> bool:
    """Whether this request is for a page in a frame."""
    return request.path.startswith(HOME)


def find_group(address: str) -> CohortView | None:
    """The cohort of an address, read once a request."""
    if g.get("group_address") != address:
        with sessions().read() as session:
            g.group = cohorts.cohort(session, address)
        g.group_address = address
    group: CohortView | None = g.group
    return group


def ancestors() -> tuple[str, ...]:
    """List the pages that may hold a frame with the answer to this request; mostly none.

    While the database cannot be reached, what it last said of a cohort holds.
    """
    address = cohort_of(request.path)
    if address is None:
        return ()
    try:
        group = find_group(address)
    except StoreUnavailable:
        return remembered(current_app, request.path)
    known = _known(current_app)
    if group is None:
        known.pop(address, None)
        return ()
    known[address] = group.ancestors
    return group.ancestors


def remembered(app: Flask, path: str) -> tuple[str, ...]:
    """List what this process last heard of the pages that may hold the frame of a path."""
    return _known(app).get(cohort_of(path) or "", ())


def framed_policy(content_policy: str, places: Iterable[str]) -> str:
    """Let these pages hold a page that by itself lets nobody.

    Pages of this site may then hold it too: staff see there what they put into theirs.
    """
    listed = " ".join(places)
    if not listed:
        return content_policy
    return content_policy.replace(_NOBODY, f"frame-ancestors 'self' {listed}")


def _known(app: Flask) -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = app.extensions.setdefault("ancestors", {})
    return known
