"""Knows what the fields of moves, neighbours, credentials, duties and placement mean to each other.

It refuses to know the rungs' own rules (`quiz.content.careers_rules`).
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

from quiz.content.bank_rules import duplicate_ids
from quiz.content.careers_files import Files, Read
from quiz.content.careers_known import Known, unknown_keys, unknown_words
from quiz.content.problems import Problem, quoted
from quiz.content.schema_moves import (
    DialectsFile,
    DutiesFile,
    MissingFields,
    PairsFile,
    PivotFields,
)
from quiz.content.tree import Document, Location, Scalar

_FEWEST_SOURCES = {"several": 2, "one": 1, "judgement": 0}


def moves_problems(files: Files, known: Known) -> Iterator[Problem]:
    """Find what is wrong with moves and all that lies around the ladders, lazily."""
    for read, part, noun in (
        (files.pivots, "pivots", "move"),
        (files.pivots, "others", "role"),
        (files.neighbours, "neighbours", "neighbour"),
        (files.credentials, "credentials", "credential"),
        (files.duties, "duties", "duty"),
        (files.together, "pairs", "pair"),
        (files.dialects, "dialects", "dialect"),
    ):
        if read.document:
            yield from duplicate_ids(read.document, (part,), noun)
    yield from _roles_named_twice(files)
    yield from _pivots(files, known)
    yield from _neighbours(files, known)
    yield from _duties(files, known)
    if files.together.document and files.together.fields:
        yield from _pairs(files.together.document, files.together.fields, known)
    if files.dialects.document and files.dialects.fields:
        places = _places(files, known)
        yield from _dialects(files.dialects.document, files.dialects.fields, known, places=places)


def _roles_named_twice(files: Files) -> Iterator[Problem]:
    """Find ids that two files give to different roles; a rung in two ladders is one of them."""
    seen: dict[str, str] = {}
    for document, part in _role_lists(files):
        for index in range(len(getattr(document.node((part,)), "entries", ()))):
            name = document.node((part, index, "id"))
            if not isinstance(name, Scalar):
                continue
            first = seen.setdefault(name.raw, document.file)
            if first != document.file:
                message = f"the id {quoted(name.raw)} is a role of {first}: choose a new one"
                yield document.problem((part, index, "id"), message)


def _role_lists(files: Files) -> Iterator[tuple[Document, str]]:
    documents = [(read.document, "rungs") for read in files.ladders]
    documents += [(files.neighbours.document, "neighbours"), (files.pivots.document, "others")]
    for document, part in documents:
        if document is not None:
            yield document, part


def _pivots(files: Files, known: Known) -> Iterator[Problem]:
    document, fields = files.pivots.document, files.pivots.fields
    if document is None or fields is None:
        return
    for index, _ in enumerate(fields.others):
        where = ("others", index, "traits")
        yield from unknown_words(document, where, "trait", known=known.traits)
    for index, pivot in enumerate(fields.pivots):
        yield from _pivot(document, ("pivots", index), pivot, known)


def _pivot(
    document: Document, where: Location, pivot: PivotFields, known: Known
) -> Iterator[Problem]:
    for end in ("out_of", "into"):
        yield from unknown_words(document, (*where, end), "role", known=known.roles)
    fewest = _FEWEST_SOURCES[pivot.strength]
    count = len(pivot.sources or ())
    if count < fewest or (fewest == 0 and count):
        wanted = f"at least {fewest} of them" if fewest else "from: judgement"
        message = f"is {quoted(pivot.strength)} with {count} sources: it needs {wanted}"
        yield document.problem((*where, "strength"), message)
    ends = (pivot.out_of, pivot.into)
    yield from _gaps(document, (*where, "missing"), pivot.missing, known, ends=ends)
    if pivot.back:
        place = (*where, "back", "missing")
        yield from _gaps(document, place, pivot.back.missing, known, ends=ends[::-1])


def _gaps(
    document: Document,
    where: Location,
    missing: list[MissingFields],
    known: Known,
    *,
    ends: tuple[list[str], list[str]],
) -> Iterator[Problem]:
    """Hold gaps against the levels where both ends are one rung; elsewhere refuse figures."""
    rises = _rises(known, ends)
    told = {entry.competency for entry in missing}
    for index, entry in enumerate(missing):
        place = (*where, index)
        if entry.competency is not None:
            yield from unknown_words(
                document, (*place, "competency"), "competency", known=known.competencies
            )
        if rises is None and known.rungs is not None and entry.gap is not None:
            message = "needs one rung at each end: take the figure out"
            yield document.problem((*place, "gap"), message)
        if rises is not None and entry.gap != rises.get(entry.competency or ""):
            right = rises.get(entry.competency or "")
            message = (
                f"is {entry.gap or 'not given'}: by the levels of both rungs it is {right or 0}"
            )
            yield document.problem((*place, "gap"), message)
    absent = [name for name in rises or () if name not in told]
    if absent:
        yield document.problem(where, f"leaves out {', '.join(absent)}: the target asks for more")


def _rises(known: Known, ends: tuple[list[str], list[str]]) -> Mapping[str, int] | None:
    """Give the levels to gain between two single rungs; None where an end is something else."""
    start, goal = ends
    if known.rungs is None or len(start) != 1 or len(goal) != 1:
        return None
    if start[0] not in known.rungs or goal[0] not in known.rungs:
        return None
    before = known.rungs[start[0]].wants
    after = known.rungs[goal[0]].wants
    return {n: level - before.get(n, 0) for n, level in after.items() if level > before.get(n, 0)}


def _neighbours(files: Files, known: Known) -> Iterator[Problem]:
    document, fields = files.neighbours.document, files.neighbours.fields
    if document is None:
        return
    for index, neighbour in enumerate(fields.neighbours if fields else ()):
        where = ("neighbours", index)
        yield from unknown_words(document, (*where, "traits"), "trait", known=known.traits)
        yield from unknown_words(document, (*where, "nearest"), "track", known=known.tracks)
        if neighbour.rung is not None:
            yield from unknown_words(document, (*where, "rung"), "rung", known=known.rungs)


def _duties(files: Files, known: Known) -> Iterator[Problem]:
    document, fields = files.duties.document, files.duties.fields
    if document is None:
        return
    for index, duty in enumerate(fields.duties if fields else ()):
        for number in range(len(duty.claims)):
            where = ("duties", index, "claims", number, "role")
            yield from unknown_words(document, where, "role", known=known.titles)
        wanted = ("duties", index, "wanted_by")
        yield from unknown_words(document, wanted, "track", known=known.tracks)


def _pairs(document: Document, fields: PairsFile, known: Known) -> Iterator[Problem]:
    told = set()
    for index, pair in enumerate(fields.pairs):
        told.add(frozenset(side.role for side in pair.sides))
        for number in range(len(pair.sides)):
            where = ("pairs", index, "sides", number, "role")
            yield from unknown_words(document, where, "role", known=known.titles)
    for one, other in combinations(known.tracks or (), 2):
        if frozenset((one, other)) not in told:
            message = f"has no pair of {quoted(one)} and {quoted(other)}: add it"
            yield document.problem(("pairs",), message)


def _places(files: Files, known: Known) -> list[str] | None:
    """List what a choice of words can say something of: titles, duties and pairs."""
    if known.titles is None or _broken(files.duties) or _broken(files.together):
        return None
    duties, pairs = files.duties.fields, files.together.fields
    found = [duty.id for duty in duties.duties] if duties else []
    return [*known.titles, *found, *(pair.id for pair in (pairs.pairs if pairs else ()))]


def _broken(read: Read[DutiesFile] | Read[PairsFile]) -> bool:
    return read.fields is None and not read.absent


def _dialects(
    document: Document, fields: DialectsFile, known: Known, *, places: list[str] | None
) -> Iterator[Problem]:
    for index, dialect in enumerate(fields.dialects):
        where = ("dialects", index, "choices")
        yield from duplicate_ids(document, where, "choice of this question")
        for number in range(len(dialect.choices)):
            titles = (*where, number, "titles")
            yield from unknown_keys(document, titles, "role", known=known.titles)
            yield from unknown_keys(
                document, (*where, number, "here"), "role, duty or pair", known=places
            )
        for part in ("titles", "here"):
            if getattr(dialect.choices[0], part):
                message = "must be empty at the first choice, which is our own use of the words"
                yield document.key_problem((*where, 0, part), message)
