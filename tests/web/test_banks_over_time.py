"""A sitting stays on the bank it began with, whatever the content folder holds later."""

import shutil

import pytest

from quiz.operations import OtherBank
from quiz.operations import answer as really_answer
from quiz.paths import files_root
from quiz.web.factory import create_app_from_env
from tests.web.conftest import FIVE_FORMATS, NOON, build, settings_in
from tests.web.sitting import Sitting, Visitor


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    shutil.copy(files_root() / "tracks.yaml", folder)
    shutil.copytree(files_root() / "careers", folder / "careers")
    shutil.copy(FIVE_FORMATS, folder / "questions.yaml")
    return folder


def edit(content, before, after):
    file = content / "questions.yaml"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def test_an_edited_bank_meets_new_sittings_and_leaves_old_ones_alone(tmp_path, content, clock):
    settings = settings_in(tmp_path / "data", content_dir=content)
    old = Sitting(build(settings, clock).test_client()).start()
    old.skip()
    edit(content, "How well does this describe you at work?", "Is this like you?")
    after = build(settings, clock).test_client()
    same = Visitor(after)
    same.open(old.page.address)
    assert same.page.heading == "How well does this describe you at work?"
    new = Sitting(after).start()
    new.skip()
    assert new.page.heading == "Is this like you?"


def test_a_sitting_begun_meanwhile_on_another_bank_keeps_that_bank(sitting, monkeypatch):
    calls = []

    def begun_meanwhile(*args, **given):
        calls.append(given)
        if len(calls) == 1:
            raise OtherBank("f" * 64)
        return really_answer(*args, **given)

    monkeypatch.setattr("quiz.operations.answer", begun_meanwhile)
    sitting.choose(0, 1)
    assert len(calls) == 2
    assert sitting.page.title.startswith("Situation 2 of 24")


def test_a_worker_builds_the_application_from_its_environment(
    tmp_path, monkeypatch, content, clock
):
    settings = settings_in(tmp_path / "data", content_dir=content)
    build(settings, clock)
    monkeypatch.setenv("FOURWAYS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("FOURWAYS_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("FOURWAYS_CONTENT_DIR", str(content))
    monkeypatch.setenv("FOURWAYS_SECRET_KEY", settings.secret_key)
    app = create_app_from_env()
    assert app.extensions["front"].clock() > NOON.replace(year=2020)
    assert app.test_client().get("/readyz").status_code == 200
