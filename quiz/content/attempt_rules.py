"""Knows that nobody is told to try what others have to decide: an attempt needs no more say.

It refuses to know anything while the careers are not whole.
"""

from collections.abc import Iterator

from quiz.content.careers_files import Files
from quiz.content.problems import Problem, quoted
from quiz.core.careers import Careers
from quiz.core.focus import beyond_say


def attempt_problems(files: Files, careers: Careers) -> Iterator[Problem]:
    """Find attempts that a rung can meet whose people may not decide that much."""
    document = files.competencies.document
    if document is None:
        return
    order = {skill.id: place for place, skill in enumerate(careers.competencies)}
    for rung, skill, level in beyond_say(careers):
        where = ("competencies", order[skill.id], "levels", level.number - 1, "takes")
        message = f"needs more say than {quoted(rung.id)} may have, where it can be tried"
        yield document.problem(where, f"{message}: write an attempt that takes less")
