"""Content that was found good is written down and given back the same, or made anew."""

import shutil

import pytest

from quiz.content.catalogue import read
from quiz.content.compiled import FILE, content_of, from_json, to_json
from quiz.content.kept import Kept
from quiz.content.problems import ContentError
from quiz.content.ready import CAREERS
from quiz.paths import files_root
from quiz.sealed import Sealed

KEY = "a key for tests"


@pytest.fixture(scope="module")
def shipped():
    return read(files_root())


@pytest.fixture
def shelf(tmp_path):
    return Sealed(tmp_path / "compiled", KEY)


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    for name in ("questions.yaml", "tracks.yaml", "quality.json"):
        shutil.copy(files_root() / name, folder)
    shutil.copytree(files_root() / CAREERS, folder / CAREERS)
    return folder


def bare(value):
    """A value in words, whichever kind of mapping holds its pairs."""
    return repr(value).replace("mappingproxy({", "({").replace("=({", "={").replace("})", "}")


def test_all_content_comes_back_as_it_was_to_the_last_number_and_type(shipped):
    back = from_json(to_json(shipped))
    assert back == shipped
    assert bare(back) == bare(shipped)
    assert back.catalogue.warnings == shipped.catalogue.warnings


def test_a_good_copy_is_read_once_and_then_taken_from_what_was_written(
    tmp_path, shelf, source, shipped, monkeypatch
):
    place = Kept(tmp_path / "content", shelf).take(source)
    monkeypatch.setattr("quiz.content.catalogue.read", None)  # whoever reads files now fails
    assert Kept(tmp_path / "content", shelf).take(source) == place
    assert content_of(place, shelf) == shipped


def test_a_changed_file_is_read_anew(tmp_path, shelf, source):
    kept = Kept(tmp_path / "content", shelf)
    kept.take(source)
    file = source / "questions.yaml"
    file.write_text(file.read_text().replace("version: ", "version: later-", 1))
    changed = content_of(kept.take(source), shelf).catalogue
    assert "later-" in changed.bank.version
    file.write_text("items: 3")
    with pytest.raises(ContentError):
        kept.take(source)


def put_other_content(shelf, place, shipped):
    Sealed(shelf.folder, "another key").write(FILE, to_json(shipped), of=place.name)


def change_a_letter(shelf, _place, _shipped):
    file = shelf.folder / FILE
    file.write_bytes(file.read_bytes().replace(b"WHY", b"WHO", 1))


def cut_it_short(shelf, _place, _shipped):
    file = shelf.folder / FILE
    file.write_bytes(file.read_bytes()[:-1])


def empty_it(shelf, _place, _shipped):
    (shelf.folder / FILE).write_bytes(b"")


@pytest.mark.parametrize("harm", [put_other_content, change_a_letter, cut_it_short, empty_it])
def test_what_bears_no_seal_of_ours_is_not_used(tmp_path, shelf, source, shipped, harm):
    place = Kept(tmp_path / "content", shelf).take(source)
    harm(shelf, place, shipped)
    assert shelf.read(FILE, of=place.name) is None
    assert content_of(place, shelf) == shipped
    assert shelf.read(FILE, of=place.name) == to_json(shipped)


def test_a_seal_holds_for_one_name_one_origin_and_one_program(shelf, monkeypatch):
    shelf.write("page", b"bytes", of="text")
    assert shelf.read("page", of="text") == b"bytes"
    assert shelf.read("page", of="other text") is None
    (shelf.folder / "page").rename(shelf.folder / "other")
    assert shelf.read("other", of="text") is None
    shelf.write("page", b"bytes", of="text")
    monkeypatch.setattr("quiz.sealed._program", lambda: b"the next release")
    assert shelf.read("page", of="text") is None


def test_files_are_this_users_alone_and_a_disk_that_refuses_costs_only_time(tmp_path, shelf):
    shelf.write("page", b"bytes", of="text")
    assert shelf.folder.stat().st_mode & 0o777 == 0o700
    assert (shelf.folder / "page").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in shelf.folder.iterdir()] == ["page"]
    (tmp_path / "file").write_text("no folder can be made here")
    nowhere = Sealed(tmp_path / "file", KEY)
    nowhere.write("page", b"bytes", of="text")
    assert nowhere.read("page", of="text") is None
