"""A content folder becomes one catalogue, or all problems of all its files are told."""

import hashlib
import shutil
from pathlib import Path

import pytest

from quiz.content.catalogue import load
from quiz.content.pinned import bank_from_json, bank_to_json
from quiz.content.problems import ContentError
from tests.content.small import BANK

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped content that a test may change."""
    for name in ("questions.yaml", "tracks.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "careers", tmp_path / "careers")
    return tmp_path


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(folder):
    with pytest.raises(ContentError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_content_loads_without_a_warning():
    catalogue = load(ROOT)
    assert catalogue.warnings == ()
    assert [track.id for track in catalogue.rules.tracks] == [
        "product-manager",
        "product-owner",
        "project-manager",
    ]
    assert [page.id for page in catalogue.careers.tracks] == [
        track.id for track in catalogue.rules.tracks
    ]
    assert catalogue.careers_version == catalogue.careers.version


def test_the_digest_is_that_of_what_is_kept_for_an_attempt():
    catalogue = load(ROOT)
    kept = bank_to_json(catalogue.bank, catalogue.rules)
    assert catalogue.digest == hashlib.sha256(kept.encode()).hexdigest()
    assert bank_from_json(kept) == (catalogue.bank, catalogue.rules)


def test_another_threshold_is_another_digest_but_other_career_words_are_not(folder):
    before = load(folder).digest
    change(folder / "tracks.yaml", "good_month: {says: ", "good_month: {says:  ")
    change(folder / "tracks.yaml", "People can do something", "People are able to do something")
    assert load(folder).digest == before

    change(folder / "tracks.yaml", "clear: 0.8", "clear: 0.82")
    assert load(folder).digest != before


def test_problems_of_all_files_are_told_together_in_order(folder):
    change(folder / "questions.yaml", "{how: 3}", "{hwo: 3}")
    change(folder / "tracks.yaml", "leaning:", "leanin:")
    change(folder / "careers" / "competencies.yaml", "competencies:", "competences:")

    told = problems_of(folder)

    assert {line.partition(":")[0] for line in told} >= {
        "questions.yaml",
        "tracks.yaml",
        "careers/competencies.yaml",
    }
    assert any(line.endswith('unknown trait "hwo", did you mean "how"?') for line in told)
    assert any(line.endswith('unknown key "leanin", did you mean "leaning"?') for line in told)
    assert told == [str(p) for p in sorted_problems(folder)]


def sorted_problems(folder):
    with pytest.raises(ContentError) as caught:
        load(folder)
    return sorted(caught.value.problems, key=lambda p: (p.file, p.line, p.column))


def test_profiles_are_checked_against_traits_even_when_the_bank_is_broken(folder):
    change(folder / "questions.yaml", "calibration: none", "calibration: nun")
    change(folder / "tracks.yaml", "{why: 1, what: 1}", "{why: 1, waht: 1}")
    told = problems_of(folder)
    assert len(told) == 2
    assert told[1].endswith('unknown trait "waht", did you mean "what"?')


@pytest.mark.parametrize("name", ["questions.yaml", "tracks.yaml"])
def test_a_missing_file_is_told_by_name(folder, name):
    (folder / name).unlink()
    assert f"{name}:1:1: is not there: put the file into the folder" in problems_of(folder)


def test_an_empty_folder_tells_of_both_files(tmp_path):
    assert [line.partition(":")[0] for line in problems_of(tmp_path)] == [
        "questions.yaml",
        "tracks.yaml",
    ]


def test_a_key_that_nobody_knows_is_refused_in_tracks_too(folder):
    change(folder / "tracks.yaml", "checked:", "colour: red\nchecked:")
    [told] = problems_of(folder)
    assert 'unknown key "colour"' in told


def test_one_key_in_another_shape_is_told_once_though_two_readers_see_it(folder):
    change(folder / "tracks.yaml", 'version: "', 'version: !!str "')
    assert len(problems_of(folder)) == 1
    change(folder / "tracks.yaml", "!!str ", "")
    change(folder / "tracks.yaml", "id: product-manager", "id: Product-Manager")
    told = problems_of(folder)
    assert len([line for line in told if "is no id" in line]) == 1


def test_warnings_stay_with_the_catalogue_in_order(folder):
    change(folder / "questions.yaml", "Friends plan a week away together.", "Friends plan. " * 9)
    catalogue = load(folder)
    [warning] = catalogue.warnings
    assert "fit a phone screen" in str(warning)


def test_another_question_file_may_take_the_place_of_the_folders_own(folder):
    path = folder / "mine.yaml"
    path.write_text(BANK.replace("{id: how", "{id: what").replace("{how:", "{what:"))
    with pytest.raises(ContentError) as caught:
        load(folder, questions=path)
    assert all(problem.file != "questions.yaml" for problem in caught.value.problems)

    shutil.copy(ROOT / "questions.yaml", path)
    change(path, 'version: "', 'version: "mine ')
    catalogue = load(folder, questions=path)
    assert catalogue.bank.version.startswith("mine ")
    assert catalogue.digest != load(folder).digest


def test_a_bank_too_small_to_finish_loads_with_a_warning(folder):
    text = (folder / "questions.yaml").read_text(encoding="utf-8")
    third = [i for i in range(len(text)) if text.startswith("\n  - id: ", i)]
    items = text.index("\nitems:")
    start = [place for place in third if place > items][3]
    (folder / "questions.yaml").write_text(text[:start] + "\n", encoding="utf-8")
    [warning] = load(folder).warnings
    assert "the bank has 3 items: nobody can finish" in str(warning)
