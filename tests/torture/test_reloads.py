"""A reload is noticed by nobody."""

import os
import re
import shutil
import signal
import time
from contextlib import closing

import pytest

from quiz.paths import files_root
from tests.torture.people import Browser
from tests.torture.reloads import reload_under_load
from tests.torture.serving import Served

pytestmark = pytest.mark.torture

RELOADS = 5


def test_no_request_fails_while_the_server_reloads(tmp_path):
    outcome = reload_under_load(tmp_path, reloads=RELOADS, people=2)
    assert (outcome.unanswered, outcome.refused, outcome.wrongs) == (0, 0, [])
    assert outcome.acknowledged > RELOADS


def test_a_server_told_to_end_while_it_reloads_ends(tmp_path):
    with Served(tmp_path) as served:
        served.parent.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        served.parent.send_signal(signal.SIGTERM)
        assert served.parent.wait(20) == 0


def test_a_server_starts_without_a_warning_and_each_worker_keeps_to_a_core(tmp_path):
    with Served(tmp_path, workers=2) as served:
        assert len(served.log.splitlines()) == 3, served.log

        def cores_of_each():
            return [os.sched_getaffinity(pid) for pid in served.worker_pids()]

        # One worker that serves makes the server ready; the other may be starting still.
        until(lambda: [len(each) for each in cores_of_each()] == [1, 1])
        cores = cores_of_each()
        allowed = os.sched_getaffinity(0)
        assert set.union(*cores) <= allowed
        assert len(set.union(*cores)) == min(2, len(allowed))


def test_a_broken_file_is_not_taken_over(tmp_path):
    content = copied_content(tmp_path)
    with Served(tmp_path, FOURWAYS_CONTENT_DIR=str(content)) as served:
        workers = served.worker_pids()
        (content / "questions.yaml").write_text("version: [")
        served.parent.send_signal(signal.SIGHUP)
        until(lambda: "Not reloaded" in served.log)
        assert "questions.yaml:1" in served.log
        assert served.worker_pids() == workers
        assert served.is_ready()


def test_a_changed_file_is_taken_over(tmp_path):
    content = copied_content(tmp_path)
    with Served(tmp_path, FOURWAYS_CONTENT_DIR=str(content)) as served:
        questions = content / "questions.yaml"
        text = questions.read_text()
        questions.write_text(text.replace(f"version: {version(text)}", "version: reloaded", 1))
        served.reload()
        with closing(Browser(served.port)) as browser:
            until(lambda: b"reloaded" in browser.ask("GET", "/how-it-works")[2])


def test_a_server_starts_on_the_last_good_files_when_the_newest_are_broken(tmp_path):
    content = copied_content(tmp_path)
    with Served(tmp_path, FOURWAYS_CONTENT_DIR=str(content)):
        pass
    (content / "tracks.yaml").write_text("")
    with Served(tmp_path, FOURWAYS_CONTENT_DIR=str(content)) as served:
        assert "tracks.yaml:1" in served.log
        assert "last good" in served.log
        with closing(Browser(served.port)) as browser:
            assert b"are not used" in browser.ask("GET", "/readyz")[2]
            assert browser.ask("GET", "/start")[0] == 303


def test_saving_a_file_is_enough_where_the_server_watches(tmp_path):
    content = copied_content(tmp_path)
    with Served(tmp_path, options=["--watch"], FOURWAYS_CONTENT_DIR=str(content)) as served:
        questions = content / "questions.yaml"
        text = questions.read_text()
        questions.write_text(text.replace(f"version: {version(text)}", "version: saved", 1))
        with closing(Browser(served.port)) as browser:
            until(lambda: b"saved" in browser.ask("GET", "/how-it-works")[2], seconds=30)


def copied_content(folder):
    content = folder / "content"
    content.mkdir()
    for name in ("questions.yaml", "tracks.yaml"):
        shutil.copy(files_root() / name, content)
    shutil.copytree(files_root() / "careers", content / "careers")
    return content


def version(text):
    return re.search("^version: (.*)$", text, re.MULTILINE)[1]


def until(holds, seconds=10):
    last = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.05)
