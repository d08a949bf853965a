"""Knows what the table of placement has to keep: every cell filled, never falling, rungs reached.

It refuses to know whether a person is placed well.
"""

from collections.abc import Iterator

from quiz.content.bank_rules import duplicate_ids
from quiz.content.careers_files import Files
from quiz.content.careers_known import Known, unknown_keys, unknown_words
from quiz.content.problems import Problem, quoted, unknown
from quiz.content.schema_moves import PlacementFile
from quiz.content.tree import Document, Location

Table = list[list[list[str]]]


def placement_problems(files: Files, known: Known) -> Iterator[Problem]:
    """Find what is wrong with the table, lazily; silent while the ladders are broken."""
    document, fields = files.placement.document, files.placement.fields
    if document is None or fields is None:
        return
    for part in ("scopes", "decides"):
        yield from duplicate_ids(document, (part,), "answer")
    yield from unknown_keys(document, ("cells",), "track", known=known.tracks)
    if known.rungs is None:
        return
    yield from _experts(document, fields, known)
    yield from _offers(document, fields, known)
    for track in known.tracks or ():
        if track not in fields.cells:
            yield document.problem(("cells",), f"has no table for {quoted(track)}: add it")
        else:
            yield from _table(document, fields, track, steps=_steps(known, track))


def _steps(known: Known, track: str, branch: str = "ladder") -> list[str]:
    return [
        name
        for name, rung in (known.rungs or {}).items()
        if rung.branch == branch and known.tracks_of[name] == track
    ]


def _table(
    document: Document, fields: PlacementFile, track: str, *, steps: list[str]
) -> Iterator[Problem]:
    table = fields.cells[track]
    shape = (len(fields.scopes), len(fields.decides))
    if len(table) != shape[0] or any(len(row) != shape[1] for row in table):
        message = f"must have {shape[0]} rows of {shape[1]} cells: one row per scope"
        yield document.problem(("cells", track), message)
        return
    strange = list(_strange(document, ("cells", track), table, steps))
    yield from strange
    if strange:
        return
    yield from _falling(document, ("cells", track), table, steps)
    reached = {name for row in table for cell in row for name in cell}
    absent = [step for step in steps if step not in reached]
    if absent:
        yield document.problem(("cells", track), f"never leads to {', '.join(absent)}: add it")


def _strange(
    document: Document, where: Location, table: Table, steps: list[str]
) -> Iterator[Problem]:
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            for number, name in enumerate(cell):
                if name not in steps:
                    place = (*where, row, column, number)
                    yield document.problem(place, unknown("step of this ladder", name, steps))


def _falling(
    document: Document, where: Location, table: Table, steps: list[str]
) -> Iterator[Problem]:
    """Find cells below the one before them in the row or column, and pairs in the wrong order."""
    heights = [[[steps.index(name) for name in cell] for cell in row] for row in table]
    for row, cells in enumerate(heights):
        for column, cell in enumerate(cells):
            place = (*where, row, column)
            if cell != sorted(set(cell)):
                yield document.problem(place, "must name the lower rung first, each once")
            left = cells[column - 1] if column else cell
            over = heights[row - 1][column] if row else cell
            if min(cell) < max(min(left), min(over)) or max(cell) < max(*left, *over):
                message = "lies lower than the cell before it: more scope or say never leads down"
                yield document.problem(place, message)


def _offers(document: Document, fields: PlacementFile, known: Known) -> Iterator[Problem]:
    """Find offers that name no track, no answer of this table, or no role."""
    yield from unknown_keys(document, ("offers",), "track", known=known.tracks)
    answers = {
        "scopes": [choice.id for choice in fields.scopes],
        "decides": [choice.id for choice in fields.decides],
    }
    for track, offers in fields.offers.items():
        for number in range(len(offers)):
            where = ("offers", track, number)
            for part, choices in answers.items():
                yield from unknown_words(document, (*where, part), "answer", known=choices)
            yield from unknown_words(document, (*where, "roles"), "role", known=known.roles)


def _experts(document: Document, fields: PlacementFile, known: Known) -> Iterator[Problem]:
    for step, expert in fields.experts.items():
        track = known.tracks_of.get(step, "")
        where = ("experts", step)
        if step not in _steps(known, track):
            known_steps = [s for t in known.tracks or () for s in _steps(known, t)]
            yield document.key_problem(where, unknown("step", step, known_steps))
        elif expert not in (choices := _steps(known, track, "expert")):
            yield document.problem(where, unknown("expert rung of this track", expert, choices))
