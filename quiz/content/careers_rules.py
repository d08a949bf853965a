"""Knows what the fields of tracks, rungs and competencies mean to each other, across files.

It refuses to know moves and neighbours (`quiz.content.moves_rules`) and whether a text is good.
"""

from collections.abc import Iterator

from quiz.content.bank_rules import duplicate_ids
from quiz.content.careers_files import Files
from quiz.content.careers_known import Known, unknown_keys, unknown_words
from quiz.content.problems import Problem, quoted
from quiz.content.schema_careers import RungFields
from quiz.content.tree import Document, ListNode, Location, MapNode, Node
from quiz.core.rungs import Band


def careers_problems(files: Files, known: Known) -> Iterator[Problem]:
    """Find what is wrong between tracks, ladders, competencies and sources, lazily."""
    for document in files.documents:
        yield from _unknown_sources(document, (), document.root, known)
    yield from _competencies(files, known)
    yield from _tracks(files, known)
    expected = known.tracks or ()
    for read, track in zip(files.ladders, expected, strict=False):
        if read.document and read.fields:
            if read.fields.track != track:
                message = f"is {quoted(read.fields.track)}: this file is for {quoted(track)}"
                yield read.document.problem(("track",), message)
            yield from _ladder(read.document, read.fields.rungs, known)


def _unknown_sources(
    document: Document, location: Location, node: Node, known: Known
) -> Iterator[Problem]:
    """Walk the tree: whatever is a list under the key `from` names sources."""
    if isinstance(node, MapNode):
        for key, child in node.entries.items():
            where = (*location, key)
            if key == "from" and isinstance(child, ListNode):
                yield from unknown_words(document, where, "source", known=known.sources)
            else:
                yield from _unknown_sources(document, where, child, known)
    elif isinstance(node, ListNode):
        for index, child in enumerate(node.entries):
            yield from _unknown_sources(document, (*location, index), child, known)


def _competencies(files: Files, known: Known) -> Iterator[Problem]:
    for read, part, noun in (
        (files.competencies, "competencies", "competency"),
        (files.sources, "sources", "source"),
    ):
        if read.document:
            yield from duplicate_ids(read.document, (part,), noun)
    document, fields = files.competencies.document, files.competencies.fields
    table = files.placement.fields
    says = None if table is None else [choice.id for choice in table.decides]
    if document is None or fields is None:
        return
    for index, competency in enumerate(fields.competencies):
        if competency.trait is not None:
            where = ("competencies", index, "trait")
            yield from unknown_words(document, where, "trait", known=known.traits)
        for number in range(len(competency.levels)):
            place = ("competencies", index, "levels", number, "takes")
            yield from unknown_words(document, place, "answer", known=says)


def _tracks(files: Files, known: Known) -> Iterator[Problem]:
    document, fields = files.tracks.document, files.tracks.fields
    for index in range(len(fields.tracks) if fields else 0):
        if document:
            where = ("tracks", index, "career", "leads_to")
            yield from unknown_words(document, where, "role", known=known.roles)


def _ladder(document: Document, rungs: list[RungFields], known: Known) -> Iterator[Problem]:
    yield from duplicate_ids(document, ("rungs",), "rung")
    for index, rung in enumerate(rungs):
        where = ("rungs", index)
        yield from _band(document, where, rungs[:index], rung)
        yield from _neighbouring_rungs(document, where, rungs, rung)
        yield from _wants(document, where, rung, known)
        yield from _grows(document, where, rungs, rung)
        yield from _names(document, where, rung, known)
        if rung.years.high is not None and rung.years.high < rung.years.low:
            message = f"is {rung.years.high}: it must be at least low, {rung.years.low}"
            yield document.problem((*where, "years", "high"), message)


def _band(
    document: Document, where: Location, earlier: list[RungFields], rung: RungFields
) -> Iterator[Problem]:
    """Find bands that fall on the way up, and added rungs that claim a source for their band."""
    below = [r for r in earlier if r.branch == "ladder"]
    if below and rung.branch == "ladder" and _height(rung) < _height(below[-1]):
        message = f"is lower than that of {quoted(below[-1].id)} before it: bands only rise"
        yield document.problem((*where, "band"), message)
    if rung.added and rung.source_band is not None:
        message = "is given, but the rung is added: write null, or added: false"
        yield document.problem((*where, "source_band"), message)
    if not rung.added and rung.source_band is None:
        message = "is empty, but the rung is not added: give the band of the source"
        yield document.problem((*where, "source_band"), message)


def _height(rung: RungFields) -> int:
    return Band(rung.band).height


def _neighbouring_rungs(
    document: Document, where: Location, rungs: list[RungFields], rung: RungFields
) -> Iterator[Problem]:
    """Hold `below` and `beside` against the order of the file."""
    steps = [r.id for r in rungs if r.branch == "ladder"]
    earlier = [r.id for r in rungs[: rungs.index(rung)] if r.branch == "ladder"]
    if rung.below is None and earlier:
        message = f"is empty: name the rung it is compared with, as {earlier[-1]}"
        yield document.problem((*where, "below"), message)
    elif rung.below is not None and rung.below not in earlier:
        told = f"{quoted(rung.below)} is no earlier step of this ladder"
        mend = f"use one of {', '.join(earlier)}" if earlier else "write null at the first rung"
        yield document.problem((*where, "below"), f"{told}: {mend}")
    if rung.branch == "ladder" and rung.beside is not None:
        message = "is for the expert branch only: write null"
        yield document.problem((*where, "beside"), message)
    if rung.branch == "expert" and rung.beside not in steps:
        message = f"must be the step at the same height: use one of {', '.join(steps) or 'none'}"
        yield document.problem((*where, "beside"), message)


def _wants(
    document: Document, where: Location, rung: RungFields, known: Known
) -> Iterator[Problem]:
    place = (*where, "wants")
    yield from unknown_keys(document, place, "competency", known=known.competencies)
    absent = [name for name in known.competencies or () if name not in rung.wants]
    if absent:
        message = f"has no level for {', '.join(absent)}: add it, 0 where it is not asked for"
        yield document.key_problem((*place, ""), message)


def _grows(
    document: Document, where: Location, rungs: list[RungFields], rung: RungFields
) -> Iterator[Problem]:
    """Hold the named competencies against the levels: they are those that rise most."""
    before = next((r.wants for r in rungs if r.id == rung.below), {})
    rises = {name: level - before.get(name, 0) for name, level in rung.wants.items()}
    for index, name in enumerate(rung.grows):
        if rises.get(name, 0) <= 0:
            message = f"{quoted(name)} does not rise here: the levels in wants say so"
            yield document.problem((*where, "grows", index), message)
    least = min((rises.get(name, 0) for name in rung.grows), default=0)
    for name, rise in rises.items():
        if rise > max(least, 0) and name not in rung.grows:
            message = f"leaves out {quoted(name)}, which rises by {rise}: name it"
            yield document.problem((*where, "grows"), message)


def _names(
    document: Document, where: Location, rung: RungFields, known: Known
) -> Iterator[Problem]:
    """Find ids of other files that are not there."""
    place = (*where, "credentials")
    yield from unknown_words(document, place, "credential", known=known.credentials)
    own = known.tracks_of.get(rung.id)
    others = None if known.tracks is None else [track for track in known.tracks if track != own]
    yield from unknown_words(document, (*where, "opens"), "other track", known=others)
