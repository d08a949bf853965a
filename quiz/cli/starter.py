"""`fourways starter`: knows how to copy the questions and careers into a folder of one's own.

It refuses to write over anything, and to change what it copies.
"""

import shutil
from pathlib import Path

import click

from quiz.paths import files_root

FILES = ("questions.yaml", "tracks.yaml", "careers")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def starter(folder: Path) -> None:
    """Copy the questions, tracks and careers into FOLDER, to make them your own.

    FOLDER is made where it is missing. Change the copies as you like: `fourways preview FOLDER`
    shows them, `fourways check FOLDER` says what is wrong, and FOURWAYS_CONTENT_DIR=FOLDER serves
    them.
    """
    there = [name for name in FILES if (folder / name).exists()]
    if there:
        raise click.ClickException(
            f"{folder / there[0]} is there already. Name another folder; nothing was written."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            _copy(files_root() / name, folder / name)
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}.") from None
    click.echo(f"Copied to {folder}: {', '.join(FILES)}.")
    click.echo(f"Look at them with: fourways preview {folder}")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)
