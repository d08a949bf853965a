"""Knows how an author sees a bank: every item as on a phone, its weights, its problems beside it.

It refuses to store anything and is never part of a public site: `fourways preview` alone adds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, make_response, render_template
from flask.typing import ResponseReturnValue

from quiz.content.catalogue import Catalogue, load
from quiz.content.findings import to_problems
from quiz.content.problems import ContentError, Problem
from quiz.content.source import read_file
from quiz.core.bank import Item, ItemId
from quiz.core.checks import check_bank
from quiz.web.forms import item_form
from quiz.web.security import CONTENT_POLICY, SAVING_POLICY

blueprint = Blueprint("preview", __name__, url_prefix="/preview")

_WATCHED = ("questions.yaml", "tracks.yaml")


@dataclass(slots=True)
class Workbench:
    """The files of one folder as they are now; a broken save leaves the last good bank on show."""

    folder: Path
    stamp: tuple[int, ...] = ()
    catalogue: Catalogue | None = None
    problems: Sequence[Problem] = field(default_factory=tuple)

    def look(self) -> None:
        """Read the files again where they were saved since the last look."""
        stamp = tuple((self.folder / name).stat().st_mtime_ns for name in _WATCHED)
        if stamp == self.stamp:
            return
        self.stamp = stamp
        try:
            self.catalogue = load(self.folder)
        except ContentError as error:
            self.problems = error.problems
        else:
            self.problems = [*self.catalogue.warnings, *self._findings(self.catalogue)]

    def _findings(self, catalogue: Catalogue) -> Sequence[Problem]:
        document, _ = read_file(self.folder / "questions.yaml")
        found = check_bank(catalogue.bank, catalogue.rules, simulate=False)
        return to_problems(document, found) if document else ()


def add_preview(app: Flask, folder: Path) -> None:
    """Give the application the author's pages for the files in this folder."""
    app.extensions["workbench"] = Workbench(folder)
    app.register_blueprint(blueprint)


def _bench() -> Workbench:
    bench: Workbench = current_app.extensions["workbench"]
    bench.look()
    return bench


@blueprint.get("/")
def bank() -> ResponseReturnValue:
    """Show every item in a phone-wide frame, with its weights and problems."""
    bench = _bench()
    items = bench.catalogue.bank.items if bench.catalogue else ()
    known = {item.id for item in items}
    inline = {item: [p for p in bench.problems if _about(p, item)] for item in known}
    general = [p for p in bench.problems if not any(_about(p, item) for item in known)]
    page = render_template("preview/bank.html", items=items, inline=inline, general=general)
    return _framing(page, SAVING_POLICY)  # its script asks whether a file was saved


@blueprint.get("/items/<name>")
def item(name: str) -> ResponseReturnValue:
    """Show one item exactly as the quiz does, with nothing behind its buttons."""
    bench = _bench()
    if bench.catalogue is None:
        abort(404)
    try:
        shown: Item = bench.catalogue.bank.item(ItemId(name))
    except KeyError:
        abort(404)
    form = item_form(shown)
    form.seen.data = ""
    return _framing(render_template("preview/item.html", item=shown, form=form), CONTENT_POLICY)


@blueprint.get("/stamp")
def stamp() -> ResponseReturnValue:
    """Tell in which state the files are, so that the page knows when to load again."""
    return Response(str(_bench().stamp), mimetype="text/plain")


def _about(problem: Problem, item: ItemId) -> bool:
    return problem.path == f"items.{item}" or problem.path.startswith(f"items.{item}.")


def _framing(page: str, policy: str) -> Response:
    """Allow the page to hold, and to be held in, frames of this site: nothing else ever is."""
    answer = make_response(page)
    held = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    answer.headers["Content-Security-Policy"] = held + "; frame-src 'self'"
    return answer
