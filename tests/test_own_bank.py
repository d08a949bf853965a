"""A company's own bank, step by step as the document tells it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli import main
from quiz.cli.prepare import prepare
from quiz.content.catalogue import load
from quiz.settings import from_env
from quiz.web.factory import create_app
from quiz.web.preview import add_preview

ROOT = Path(__file__).resolve().parent.parent
TOLD = (ROOT / "docs" / "your-own-bank.md").read_text()


@pytest.fixture
def folder(tmp_path):
    """Step 1, by the command that the document names."""
    command, name = re.search(r"^fourways (starter) (.+)$", TOLD, re.MULTILINE).groups()
    place = tmp_path / name
    begun = CliRunner().invoke(main, [command, str(place)])
    assert begun.exit_code == 0, begun.output
    return place


def save(folder, old, new):
    file = folder / "questions.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


@pytest.fixture
def author(folder, tmp_path):
    settings = prepare(
        from_env({"FOURWAYS_DATA_DIR": str(tmp_path / "data"), "FOURWAYS_CONTENT_DIR": str(folder)})
    )
    app = create_app(settings)
    add_preview(app, folder)
    return app.test_client()


def test_the_preview_shows_every_item_with_its_weights(author, folder):
    page = author.get("/preview/").get_data(as_text=True)
    bank = load(folder).bank
    for item in bank.items:
        assert f'src="/preview/items/{item.id}"' in page
        assert author.get(f"/preview/items/{item.id}").status_code == 200
    assert "why +3" in page
    assert author.get("/preview/items/no-such-item").status_code == 404


def test_a_save_is_seen_and_a_broken_one_is_explained_beside_the_last_good_bank(author, folder):
    before = author.get("/preview/stamp").data
    save(folder, "Friends plan a week away together.", "Your team plans a day out together.")
    assert (
        "Your team plans a day out together." in author.get("/preview/items/trip-with-friends").text
    )
    assert author.get("/preview/stamp").data != before
    save(folder, "weights: {how: 3}", "weights: {hwo: 3}")
    page = author.get("/preview/").text
    assert "did you mean" in page
    assert "trip-with-friends" in page


def test_a_real_site_has_no_preview(folder, tmp_path):
    settings = prepare(from_env({"FOURWAYS_DATA_DIR": str(tmp_path / "data")}))
    assert create_app(settings).test_client().get("/preview/").status_code == 404


def test_the_changed_bank_passes_its_check_and_keeps_its_own_version(folder):
    version = re.search(r'^version: (".+")$', TOLD, re.MULTILINE)[1]
    save(folder, 'version: "1.1"', f"version: {version}")
    save(folder, "Friends plan a week away together.", "Your team plans a day out together.")
    checked = CliRunner().invoke(main, ["check", "--quick", str(folder)])
    assert checked.exit_code == 0, checked.output
    assert "Fine: bank 1.0-our-company" in checked.output


def test_an_unfair_order_is_mended_on_demand(folder):
    text = (folder / "questions.yaml").read_text()
    assert CliRunner().invoke(main, ["check", "--quick", "--fix", str(folder)]).exit_code == 0
    assert (folder / "questions.yaml").read_text() == text, "the shipped order is fair already"


def test_the_preview_says_what_it_is_for():
    told = CliRunner().invoke(main, ["preview", "--help"])
    assert told.exit_code == 0
    assert "as on a phone" in told.output
