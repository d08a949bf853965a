"""The product starts from a checkout, as an editable install and as a wheel in another folder."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

# Tests that were started in the background of a shell pass on that this signal is not heard.
_DEFAULT = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
HEARS_CTRL_C = (sys.executable, "-c", _DEFAULT + "os.execv(sys.argv[1], sys.argv[1:])")

pytestmark = pytest.mark.packaging


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(tmp_path, **more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOURWAYS_", "FLASK_"))}
    return kept | {"FOURWAYS_DATA_DIR": str(tmp_path / "data")} | more


def first_page(port, process):
    for _ in range(600):
        if process.poll() is not None:
            raise AssertionError(process.stdout.read())
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within a minute")


def status(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def starts(command, port, *, cwd, env, meanwhile=lambda: None):
    process = subprocess.Popen(
        [*HEARS_CTRL_C, *command],
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        page = first_page(port, process)
        meanwhile()
    finally:
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
    return page, output


def test_flask_run_works_from_a_checkout(tmp_path):
    port = free_port()
    page, _ = starts(
        [BIN / "flask", "run", "--port", str(port)], port, cwd=ROOT, env=environment(tmp_path)
    )
    assert "Fourways" in page


def test_an_editable_install_serves_from_another_folder(tmp_path):
    port, found = free_port(), []
    page, output = starts(
        [BIN / "fourways", "serve", "--port", str(port)],
        port,
        cwd=tmp_path,
        env=environment(tmp_path),
        meanwhile=lambda: found.append(status(port, "/components")),
    )
    assert found == [404], "pages for people who build are there only where that is asked for"
    assert "Fourways" in page
    assert f"http://127.0.0.1:{port}/" in output
    assert str(tmp_path / "data") in output
    assert "warn" not in output.lower()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_pages_and_content_but_not_the_checkout_entry(wheel):
    names = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", wheel], check=True, capture_output=True, text=True
    ).stdout
    for wanted in ("questions.yaml", "tracks.yaml", "templates/base.html", "static/style.css"):
        assert f"quiz/_files/{wanted}" in names
    assert not re.search(r"^app\.py", names, re.MULTILINE)
    assert "tests/" not in names


def test_an_installed_wheel_serves_from_another_folder(wheel, tmp_path):
    """The wheel is unpacked before the checkout on the path, as pip would, without a network."""
    site = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel, site], check=True)
    port = free_port()
    page, output = starts(
        [
            sys.executable,
            "-P",
            "-c",
            "from quiz.cli import main; main()",
            "serve",
            "--port",
            str(port),
        ],
        port,
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONPATH=str(site)),
    )
    assert "Fourways" in page
    assert "Fourways is at" in output
    where = subprocess.run(
        [sys.executable, "-P", "-c", "import quiz.paths as p; print(p.files_root())"],
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONPATH=str(site)),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert where.startswith(str(site))


def test_an_installed_wheel_gives_its_questions_to_be_made_one_s_own(wheel, tmp_path):
    site = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel, site], check=True)

    def fourways(*words):
        return subprocess.run(
            [sys.executable, "-P", "-c", "from quiz.cli import main; main()", *words],
            cwd=tmp_path,
            env=environment(tmp_path, PYTHONPATH=str(site)),
            capture_output=True,
            text=True,
            check=False,
        )

    assert fourways("starter", "our-quiz").returncode == 0
    assert (tmp_path / "our-quiz" / "questions.yaml").is_file()
    assert fourways("check", "--quick", "our-quiz").returncode == 0
    refused = fourways("card", "--people", "10", "--replace")
    assert refused.returncode == 1
    assert "come with the package" in refused.stderr
