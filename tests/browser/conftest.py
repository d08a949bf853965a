"""A real server and the real Chromium for browser tests."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=30_000)  # a bound for a machine that does other things too, not a wait

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)


def chrome():
    for name in (os.environ.get("FOURWAYS_BROWSER", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    for app in ("Google Chrome", "Chromium"):
        path = Path(f"/Applications/{app}.app/Contents/MacOS/{app}")
        if path.exists():
            return str(path)
    pytest.fail("No Chrome or Chromium found; `make browser` says how to get one.")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chrome(), "args": [*QUIET, *root]}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(data, **settings):
    """The address of a server started as an operator starts it, on this data folder."""
    port = free_port()
    process = subprocess.Popen(
        [Path(sys.executable).parent / "fourways", "serve", "--port", str(port)],
        env=surroundings(data) | settings,
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            with urllib.request.urlopen(address + "/"):  # noqa: S310 - own server
                break
        except OSError:
            time.sleep(0.05)
    else:
        process.kill()
        process.wait()
        pytest.fail("the server did not start within half a minute")
    yield address
    process.send_signal(signal.SIGINT)
    process.wait(20)


def surroundings(data):
    """The environment of a command on this data folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOURWAYS_", "FLASK_"))}
    return kept | {"FOURWAYS_DATA_DIR": str(data)}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """One server for all tests, with one data folder."""
    with serving(tmp_path_factory.mktemp("data")) as address:
        yield address
