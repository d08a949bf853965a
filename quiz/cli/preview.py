"""`fourways preview`: knows how to show an author the bank while it is being written.

It refuses to touch the real data folder: the pages run on a folder that is gone afterwards.
"""

import tempfile
from pathlib import Path

import click
from werkzeug.serving import WSGIRequestHandler, make_server

from quiz.cli.prepare import prepare
from quiz.paths import files_root
from quiz.settings import from_env
from quiz.web.factory import create_app
from quiz.web.preview import add_preview


class _Quiet(WSGIRequestHandler):
    """Says nothing of each request: the page asks once a second whether a file was saved."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Leave the terminal to what the author needs to read."""


@click.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--port", default=5050, show_default=True, type=click.IntRange(1, 65535))
def preview(folder: Path | None, port: int) -> None:
    """Show every item of FOLDER as on a phone, with its weights and problems.

    The page loads again whenever questions.yaml or tracks.yaml is saved; a broken save shows what
    is wrong and keeps the last good bank. It runs on this machine only and stores nothing.
    """
    place = (folder or files_root()).absolute()
    with tempfile.TemporaryDirectory() as data:
        settings = prepare(
            from_env({"FOURWAYS_DATA_DIR": data, "FOURWAYS_CONTENT_DIR": str(place)})
        )
        app = create_app(settings)
        add_preview(app, place)
        click.echo(f"The bank of {place} is at http://127.0.0.1:{port}/preview/")
        click.echo("Stop with Ctrl+C.")
        make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet).serve_forever()
