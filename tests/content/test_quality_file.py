"""The file of worked-out figures: kept by digest, read whole or not at all."""

import json

import pytest

from quiz.content.quality import FILE, BadQualityFile, load_quality, save_card
from quiz.core.simulation.card import simulate_card
from tests.core.builders import blocks, model


@pytest.fixture(scope="module")
def card():
    return simulate_card(model(blocks(6)), people=20, seed=1)


def test_a_folder_without_the_file_has_no_cards(tmp_path):
    assert load_quality(tmp_path) == {}


def test_a_card_is_kept_under_its_digest_beside_the_others(tmp_path, card):
    save_card(tmp_path, "a" * 64, card)
    save_card(tmp_path, "b" * 64, card)
    cards = load_quality(tmp_path)
    assert set(cards) == {"a" * 64, "b" * 64}
    read = cards["a" * 64]
    assert (read.people, read.seed, read.formula) == (card.people, card.seed, card.formula)
    for kept, made in zip(read.simulated, card.simulated, strict=True):
        assert kept.reliability == pytest.approx(made.reliability, abs=1e-4)
        assert kept.verdicts.keys() == made.verdicts.keys()
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_a_card_made_again_gives_the_same_bytes(tmp_path, card):
    first = save_card(tmp_path, "a" * 64, card).read_bytes()
    assert save_card(tmp_path, "a" * 64, card).read_bytes() == first


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "JSON"),
        ("[]", "object"),
        ('{"a": {}}', "a.version"),
        ('{"a": {"version": 1}}', "a.version"),
    ],
)
def test_a_broken_file_is_told_of_and_never_written_over(tmp_path, card, text, words):
    file = tmp_path / FILE
    file.write_text(text)
    with pytest.raises(BadQualityFile, match=words):
        load_quality(tmp_path)
    with pytest.raises(BadQualityFile):
        save_card(tmp_path, "a" * 64, card)
    assert file.read_text() == text


def test_a_missing_figure_is_a_broken_file(tmp_path, card):
    file = save_card(tmp_path, "a" * 64, card)
    kept = json.loads(file.read_text())
    del kept["a" * 64]["simulated"][0]["error"]
    file.write_text(json.dumps(kept))
    with pytest.raises(BadQualityFile, match=r"simulated\.0\.error"):
        load_quality(tmp_path)
