"""`fourways serve`: knows how to prepare everything once and then start the web server.

It refuses to know pages: the workers build the application from the same settings.
"""

import gc
import os
import shutil
import signal
import socket
from pathlib import Path
from urllib.parse import urlsplit

import click
import segno

from quiz.cli import listening, worker
from quiz.cli.prepare import newer_content, prepare
from quiz.cli.watching import ring_on_save
from quiz.settings import LOOPBACK, Settings, SettingsError, from_env
from quiz.web.factory import build


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes."
)
@click.option("--lan", is_flag=True, help="Try it in the local network, over plain http.")
@click.option("--watch", is_flag=True, help="Go over to changed questions when they are saved.")
def serve(host: str, port: int, workers: int, *, lan: bool, watch: bool) -> None:
    """Start the quiz.

    On this machine's own address nothing needs to be set: the database and a secret key are made
    in the data folder. Any other address is production: it needs FOURWAYS_URL and
    FOURWAYS_SECRET_KEY, unless --lan fills them in for a trial with colleagues.
    """
    _refuse_busy_port(host, port)
    environ = dict(os.environ)
    if lan:
        environ = _lan_environment(environ, port)
    try:
        given = from_env(environ, host=host)
        settings = prepare(given)
    except SettingsError as error:
        raise click.ClickException("\n".join(error.problems)) from None
    os.environ.update(_for_workers(environ, settings))
    if settings.metrics_key:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_emptied(settings.data_dir / "metrics"))
    _announce(settings, host, port)
    if watch and hasattr(signal, "SIGHUP"):
        ring_on_save(given.content_dir)
    # Built here, the application costs workers no time: they begin as copies of this process. They
    # share its memory as long as the search for garbage does not touch, and so copy, every page.
    worker.hand_on(build(from_env(os.environ)))
    gc.freeze()
    listening.serve(
        f"{worker.__name__}:create_app",
        host=host,
        port=port,
        workers=workers,
        may_reload=lambda: _go_over(given),
        before_worker=worker.be_number,
    )


def _emptied(folder: Path) -> Path:
    """The folder in which workers put their counts together, without those of an earlier start."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def _go_over(given: Settings) -> bool:
    """Let the workers that come next read the files as they are now, if these are good."""
    folder = newer_content(given)
    if folder is not None:
        os.environ["FOURWAYS_CONTENT_DIR"] = str(folder)
        _renew()
    return folder is not None


def _renew() -> None:
    """Build the application anew for the workers that come next, and let go of the one before."""
    gc.unfreeze()
    worker.hand_on(build(from_env(os.environ)))
    gc.collect()
    gc.freeze()


def _refuse_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"Cannot listen on {host}, port {port}: {error.strerror}. "
            raise click.ClickException(
                message + f"Choose another with --port {port + 1} (make run PORT={port + 1})."
            ) from None


def _lan_environment(environ: dict[str, str], port: int) -> dict[str, str]:
    """A trial in the local network keeps production's rules and fills in what it needs."""
    given = dict(environ)
    given.setdefault("FOURWAYS_URL", f"http://{_lan_address()}:{port}")
    given.setdefault("FOURWAYS_PLAIN_HTTP", "1")
    if not given.get("FOURWAYS_SECRET_KEY"):
        local = prepare(from_env({**given, "FOURWAYS_ENV": "development"}))
        given["FOURWAYS_SECRET_KEY"] = local.secret_key
    return given


def _lan_address() -> str:
    """This machine's address in its network; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _for_workers(environ: dict[str, str], settings: Settings) -> dict[str, str]:
    """What workers read: the parent's decisions, so that no worker makes its own key or guess."""
    passed = {name: value for name, value in environ.items() if name.startswith("FOURWAYS_")}
    passed |= {
        "FOURWAYS_CONTENT_DIR": str(settings.content_dir),
        "FOURWAYS_SECRET_KEY": settings.secret_key,
    }
    # The address decides too, and workers do not see it. Development is only what is called so.
    return passed | ({"FOURWAYS_ENV": "production"} if settings.production else {})


def _announce(settings: Settings, host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = settings.url or f"http://{shown}:{port}"
    click.echo(f"Fourways is at {address}/")
    click.echo(f"Answers are kept in {settings.database_file or 'the database you named'}")
    if host not in LOOPBACK and urlsplit(address).scheme == "http":
        click.echo("Plain http: fine for a trial, not for real use.")
        segno.make(address + "/").terminal(compact=True)
    click.echo("Stop with Ctrl+C.")
