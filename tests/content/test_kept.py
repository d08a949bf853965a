"""The copy of the content in use: only ever made from files that were found good."""

import shutil
from pathlib import Path

import pytest

from quiz.content.catalogue import load
from quiz.content.kept import Kept
from quiz.content.problems import ContentError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    shutil.copytree(ROOT / "careers", folder / "careers")
    for name in ("questions.yaml", "tracks.yaml"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path / "kept")


def renamed(files, version):
    questions = files / "questions.yaml"
    lines = [
        f'version: "{version}"' if line.startswith("version:") else line
        for line in questions.read_text().splitlines()
    ]
    questions.write_text("\n".join(lines) + "\n")


def test_nothing_is_kept_before_anything_was_good(files, kept):
    (files / "tracks.yaml").unlink()
    with pytest.raises(ContentError):
        kept.take(files)
    assert kept.last() is None


def test_a_copy_loads_to_the_same_version(files, kept):
    assert load(kept.take(files)).digest == load(files).digest
    assert kept.last() == kept.take(files)


def test_a_file_that_breaks_later_leaves_the_last_good_one_and_its_problems(files, kept):
    good = kept.take(files)
    (files / "questions.yaml").write_text("version: [")
    with pytest.raises(ContentError):
        kept.take(files)
    assert kept.last() == good
    assert kept.problems()[0].startswith("questions.yaml:1:")
    assert load(good).bank.items


def test_a_copy_that_a_power_cut_left_half_written_is_made_again(files, kept):
    whole = load(kept.take(files)).digest
    (kept.last() / "questions.yaml").write_text("")
    assert load(kept.take(files)).digest == whole


def test_mended_files_take_over_and_the_problems_are_gone(files, kept):
    kept.take(files)
    text = (files / "questions.yaml").read_text()
    (files / "questions.yaml").write_text("")
    with pytest.raises(ContentError):
        kept.take(files)
    (files / "questions.yaml").write_text(text)
    renamed(files, "mended")
    assert load(kept.take(files)).bank.version == "mended"
    assert kept.problems() == ()


def test_the_copy_before_stays_for_a_worker_that_still_reads_it_and_older_ones_go(files, kept):
    places = []
    for version in ("a", "b", "c"):
        renamed(files, version)
        places.append(kept.take(files))
    assert [place.is_dir() for place in places] == [False, True, True]


def test_a_file_nobody_may_read_is_told_as_such(files, kept):
    (files / "questions.yaml").unlink()
    (files / "questions.yaml").mkdir()
    with pytest.raises(ContentError, match=r"questions\.yaml:1:1: cannot be read"):
        kept.take(files)


def test_a_file_too_large_is_told_as_such_and_not_copied_whole(files, kept):
    (files / "questions.yaml").write_text("# " + "x" * (3 << 20))
    with pytest.raises(ContentError, match="512"):
        kept.take(files)
    assert not [p for p in kept.folder.rglob("*") if p.is_dir()]
