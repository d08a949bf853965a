"""A real server and the real Chromium for browser tests."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

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


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a server started as an operator starts it, with one data folder for all."""
    port = free_port()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOURWAYS_", "FLASK_"))}
    process = subprocess.Popen(
        [Path(sys.executable).parent / "fourways", "serve", "--port", str(port)],
        env=kept | {"FOURWAYS_DATA_DIR": str(tmp_path_factory.mktemp("data"))},
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            with urllib.request.urlopen(address + "/"):  # noqa: S310 - own server
                break
        except OSError:
            time.sleep(0.05)
    else:
        process.kill()
        pytest.fail("the server did not start within ten seconds")
    yield address
    process.send_signal(signal.SIGINT)
    process.wait(20)
