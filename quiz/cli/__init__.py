"""The command `fourways`: knows which commands exist and what each is for.

It refuses to do their work: every command lives in a module of its own, imported when it runs,
so that `fourways --help` starts in a moment.
"""

import gc
import os
from importlib import import_module
from types import ModuleType

import click

from quiz import __version__

_COMMANDS = {
    "serve": "quiz.cli.serve:serve",
    "check": "quiz.cli.check:check",
    "starter": "quiz.cli.starter:starter",
    "preview": "quiz.cli.preview:preview",
    "score": "quiz.cli.score:score",
    "simulate": "quiz.cli.simulate:simulate",
    "items": "quiz.cli.items:items",
    "calibrate": "quiz.cli.calibrate:calibrate",
    "card": "quiz.cli.card:card",
    "cohort": "quiz.cli.cohort:cohort",
    "staff": "quiz.cli.staff:staff",
    "db": "quiz.cli.database:database",
    "purge": "quiz.cli.upkeep:purge",
    "backup": "quiz.cli.upkeep:backup",
    "restore": "quiz.cli.upkeep:restore",
    "erasures": "quiz.cli.upkeep:erasures",
}


os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Read once, by numpy's arithmetic: our arrays are small, and each thread of it holds memory."""


class _Lazy(click.Group):
    """A group that imports a command only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(_imported(module), name)
        return command


def _imported(module: str) -> ModuleType:
    """Import without searching for garbage: what is imported stays, now and in later searches."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()


@click.command(cls=_Lazy)
@click.version_option(__version__, prog_name="fourways")
def main() -> None:
    """Fourways: a career-path self-assessment you can host yourself.

    Start it with `fourways serve`. Settings are read from the environment: FOURWAYS_DATA_DIR,
    FOURWAYS_DATABASE_URL, FOURWAYS_CONTENT_DIR, FOURWAYS_URL, FOURWAYS_SECRET_KEY, FOURWAYS_ENV,
    FOURWAYS_PLAIN_HTTP, FOURWAYS_KEEP_DRAFTS, FOURWAYS_KEEP_RESULTS. Each is explained in
    docs/operating.md.
    """
