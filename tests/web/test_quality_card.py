"""The quality card: real figures in closed steps, simulated ones marked, and what nobody knows."""

import json
import shutil
import tomllib
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, insert, select

from quiz.cli import main
from quiz.content.catalogue import load
from quiz.content.quality import load_quality
from quiz.core.bank import Calibration
from quiz.core.card import Told
from quiz.core.report import FORMULA
from quiz.core.result import Kind
from quiz.core.simulation.card import simulate_card
from quiz.paths import files_root
from quiz.store.models import AttemptRow, random_id
from quiz.store.tokens import token_hash
from quiz.web.presenters.faces import faces
from quiz.web.presenters.quality import axis_names, quality
from quiz.web.quality import _observed
from tests.core import builders
from tests.web.conftest import build, settings_in
from tests.web.finished import BALANCED, CLEAR, finished, front, judged
from tests.web.sitting import Visitor


@pytest.fixture(scope="module")
def card_app(tmp_path_factory, one_clock):
    """An application whose store these tests may fill with as many results as they like."""
    return build(settings_in(tmp_path_factory.mktemp("card")), one_clock)


@pytest.fixture
def reader(card_app):
    """Somebody who looks at the card for the first time today, before anyone has finished."""
    _observed.cache_clear()
    with front(card_app).sessions.write.begin() as session:
        session.execute(delete(AttemptRow))
    return Visitor(card_app.test_client())


def copies(app, code, count, *, days_ago):
    """So many more finished attempts like this one, finished some days ago."""
    token = finished(app, code)
    with front(app).sessions.write.begin() as session:
        row = session.scalar(select(AttemptRow).where(AttemptRow.token_hash == token_hash(token)))
        kept = {column.key: getattr(row, column.key) for column in AttemptRow.__table__.columns}
        session.delete(row)
        day = front(app).clock().date() - timedelta(days=days_ago)
        days = {"started_day": day, "changed_day": day, "finished_day": day}
        rows = [
            kept | days | {"id": random_id(), "token_hash": random_id().to_bytes(32)}
            for _ in range(count)
        ]
        session.execute(insert(AttemptRow), rows)


def test_the_shipped_figures_belong_to_the_shipped_questions_and_arithmetic():
    digest = load(files_root()).digest
    card = load_quality(files_root()).get(digest)
    assert card, "the questions or rules have changed: run `fourways card`"
    assert card.formula == FORMULA, "the arithmetic has changed: run `fourways card`"
    assert card.people >= 20_000


def test_the_figures_are_shipped_with_the_package():
    project = tomllib.loads((files_root() / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"]["quality.json"] == "quiz/_files/quality.json"


def test_simulated_figures_are_marked_as_such(visitor, app):
    page = visitor.open("/quality")
    (first, *_others) = load_quality(files_root())[front(app).catalogue.digest].simulated
    captions = [caption.text for caption in page.all("caption")]
    assert captions
    assert all(caption.startswith("Simulated") for caption in captions)
    assert f"Exact{first.reliability[0]:.2f}" in page.text
    assert "20,000 imaginary people" in page.text
    assert "no news of real people or careers" in page.text


def test_the_axes_are_named_by_the_questions_that_pull_to_either_side(visitor):
    said = visitor.open("/quality").text
    assert "Reliability, WHY and WHAT against HOW and WHEN" in said
    assert "Standard error, WHAT and HOW against WHY and WHEN" in said


def test_the_card_opens_with_what_it_means_and_ends_with_the_fingerprint(visitor, app):
    page = visitor.open("/quality")
    heads = [head.text for head in page.all("h2")]
    assert heads[0] == "What this means for you"
    assert heads[-1] == "Which questions this card is about"
    digest = front(app).catalogue.digest
    card = load_quality(files_root())[digest]
    (biased,) = (each for each in card.simulated if each.scenario == "biased")
    assert f"it tells {100 * biased.right:.0f} the track they belong to" in page.text
    assert digest[:16] in page.text.partition(heads[-1])[2]
    assert digest[:16] not in page.text.partition(heads[-1])[0]


def test_verdicts_that_nobody_got_take_one_sentence_and_no_rows(visitor):
    page = visitor.open("/quality")
    assert "Verdicts that nobody got: Three-way" in page.text
    assert "Three-way" not in [head.text for head in page.all("th")]


def test_the_card_says_that_stopping_early_measures_less(visitor):
    assert "Whoever stops early is measured less" in visitor.open("/quality").text


def test_the_card_says_how_often_an_early_clear_is_right(visitor, app):
    page = visitor.open("/quality")
    card = load_quality(files_root())[front(app).catalogue.digest]
    (biased,) = (each for each in card.simulated if each.scenario == "biased")
    whole, early = biased.verdicts[Kind.CLEAR], biased.early.verdicts[Kind.CLEAR]
    assert early.right < whole.right
    assert (
        f"Where it says “Clear”, it is right for {100 * whole.right:.0f} of a hundred" in page.text
    )
    assert f"half of them after {biased.early.items:.0f} answers or fewer" in page.text
    assert f"a “Clear” is right for {100 * early.right:.0f} of a hundred" in page.text
    assert "Simulated: stopping as soon as the quiz allows" in page.text


def test_figures_from_before_early_stops_were_followed_say_nothing_of_them(app):
    kept = front(app).catalogue
    card = load_quality(files_root())[kept.digest]
    (first, *others) = card.simulated
    old = replace(card, simulated=(replace(first, early=None), *others))
    shown = faces(kept.bank, kept.rules)
    with app.test_request_context():
        without, told = (quality(kept.bank, shown, card=c, seen=(0, None)) for c in (old, card))
    assert len(without.simulated) == len(told.simulated) - 1


def test_before_the_first_hundred_results_real_figures_are_not_known_yet(reader, card_app):
    copies(card_app, CLEAR, 99, days_ago=3)
    said = reader.open("/quality").text
    assert "Fewer than 100, so nothing is told from them." in said
    assert "Not known yet. How reliable the answers of real people are" in said
    assert "real results" not in said.partition("Simulated")[0].replace("real results of", "")


def test_from_the_first_hundred_on_real_results_are_told_in_closed_steps(reader, card_app):
    copies(card_app, CLEAR, 150, days_ago=9)
    copies(card_app, BALANCED, 149, days_ago=4)
    page = reader.open("/quality")
    assert "At least 200. They count in closed steps of 100" in page.text
    assert "From 200 real results" in page.text
    assert "299" not in page.text
    told = {row.text for row in page.all("tr")}
    assert "ClearReal results75" in told
    assert "A balanced profileReal results25" in told


def test_a_result_of_today_moves_no_figure_before_tomorrow(reader, card_app, clock):
    copies(card_app, CLEAR, 99, days_ago=2)
    finished(card_app, CLEAR)
    assert "Fewer than 100" in reader.open("/quality").text
    clock.later(days=1)
    assert "At least 100" in reader.open("/quality").text


def test_drafts_are_no_results(reader, card_app):
    copies(card_app, CLEAR, 99, days_ago=2)
    for _ in range(3):
        reader.client.get(reader.client.get("/start").location)
    assert "Fewer than 100" in reader.open("/quality").text


def test_a_version_is_found_by_the_first_digits_of_its_fingerprint(visitor, app):
    digest = front(app).catalogue.digest
    for name in (digest[:8], digest[:16], digest):
        page = visitor.open(f"/quality/{name}")
        assert page.status == 200
        assert digest[:16] in page.text
        assert "An earlier version" not in page.text


@pytest.mark.parametrize("name", ["0" * 16, "abc", "1.0", "%25%25%25%25%25%25%25%25", "F" * 16])
def test_an_unknown_version_has_no_page(visitor, name):
    assert visitor.open(f"/quality/{name}").status == 404


def test_a_version_that_is_no_longer_in_use_keeps_its_card(tmp_path, one_clock):
    content = tmp_path / "content"
    content.mkdir()
    for name in ("questions.yaml", "tracks.yaml", "quality.json"):
        shutil.copy(files_root() / name, content)
    shutil.copytree(files_root() / "careers", content / "careers")
    settings = settings_in(tmp_path, content_dir=content)
    old = front(build(settings, one_clock)).catalogue.digest
    rules = content / "tracks.yaml"
    rules.write_text(rules.read_text().replace("offer_finish: 12", "offer_finish: 13"))
    reader = Visitor(build(settings, one_clock).test_client())
    page = reader.open(f"/quality/{old[:16]}")
    assert "An earlier version." in page.text
    assert "imaginary people" in page.text
    page = reader.follow("The card of today's questions")
    assert old[:16] not in page.text
    assert "Nobody has worked out the simulated figures of this version." in page.text
    assert "fourways card" in page.text


def test_figures_of_other_arithmetic_are_not_shown(app, visitor, monkeypatch):
    monkeypatch.setattr("quiz.web.request.FORMULA", "another")
    assert "Nobody has worked out the simulated figures" in visitor.open("/quality").text


def test_a_broken_file_of_figures_is_logged_and_the_site_starts(tmp_path, one_clock, caplog):
    content = tmp_path / "content"
    content.mkdir()
    for name in ("questions.yaml", "tracks.yaml"):
        shutil.copy(files_root() / name, content)
    shutil.copytree(files_root() / "careers", content / "careers")
    (content / "quality.json").write_text("{")
    app = build(settings_in(tmp_path, content_dir=content), one_clock)
    assert "quality.json" in caplog.text
    page = Visitor(app.test_client()).open("/quality")
    assert "Nobody has worked out the simulated figures" in page.text


@pytest.mark.parametrize(
    "kind", ["clear", "close-call", "three-way", "balanced", "not-enough", "check-answers"]
)
def test_every_result_links_to_the_card_of_its_own_questions(app, visitor, kind):
    tracks = list(front(app).catalogue.rules.tracks)
    named = {"clear": 1, "close-call": 2, "three-way": 3}.get(kind, 0)
    token = judged(app, CLEAR, kind, *(track.id for track in tracks[:named]))
    digest = front(app).catalogue.digest
    address = visitor.open(f"/a/{token}/result").link("How well it measures")
    assert address == f"/quality/{digest[:16]}"
    assert visitor.open(address).heading == "How well it measures"


def test_a_shared_result_links_to_it_too(app, visitor):
    token = finished(app, CLEAR)
    visitor.open(f"/a/{token}/share")
    visitor.send(verdict="y")
    shared = visitor.page.one("input", id="link")["value"]
    page = visitor.open("/s/" + shared.rpartition("/")[2])
    assert page.has_link("How well it measures")


def test_the_page_about_scoring_links_to_it(visitor):
    visitor.open("/how-it-works")
    assert visitor.follow("How well it measures").heading == "How well it measures"


def test_a_calibrated_bank_says_on_whose_answers_and_when():
    bank = builders.bank(builders.block("b"), calibration=Calibration(1300, "2026-03-09"))
    page = quality(bank, faces(bank, builders.rules()), card=None, seen=(0, None))
    assert page.tuned == "On the answers of 1,300 people, 9 March 2026."


def test_what_is_seldom_is_not_rounded_to_nothing_and_a_tuned_bank_is_no_trial():
    bank = builders.blocks(6)
    card = simulate_card(builders.model(bank), people=20, seed=1)
    seldom = {kind: Told(0.002 if kind is Kind.CLEAR else 0.0, 1.0) for kind in Kind}
    drawn = replace(card, simulated=(replace(card.simulated[0], verdicts=seldom),))
    page = quality(bank, faces(bank, builders.rules()), card=drawn, seen=(0, None))
    told = {row.label: row.cells[0] for row in page.simulated[2].rows}
    assert (told["Clear"].text, told["Clear"].note) == ("under 1", "100% right")
    assert list(told) == ["Clear"]
    assert page.simulated[2].nobody.startswith("Verdicts that nobody got: Leaning, ")
    assert "trial version" not in page.made


def test_the_command_keeps_figures_that_the_page_then_shows(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    for name in ("questions.yaml", "tracks.yaml"):
        shutil.copy(files_root() / name, content)
    shutil.copytree(files_root() / "careers", content / "careers")
    told = CliRunner().invoke(main, ["card", "--content", str(content), "--people", "20"])
    assert told.exit_code == 0, told.output
    digest = load(content).digest
    kept = json.loads((content / "quality.json").read_text())
    assert kept[digest]["people"] == 20


def test_the_command_says_plainly_what_it_cannot_do(tmp_path):
    told = CliRunner().invoke(main, ["card", "--content", str(tmp_path), "--people", "20"])
    assert told.exit_code == 1
    assert "questions.yaml" in told.output
    content = tmp_path / "content"
    shutil.copytree(files_root() / "careers", content / "careers")
    for name in ("questions.yaml", "tracks.yaml"):
        shutil.copy(files_root() / name, content)
    (content / "quality.json").write_text("[]")
    told = CliRunner().invoke(main, ["card", "--content", str(content), "--people", "20"])
    assert told.exit_code == 1
    assert "could not be kept" in told.output


def test_a_card_is_laid_out_for_tracks_of_other_traits_too():
    two = builders.bank(builders.slider("s"), traits=("why", "how"))
    rules = builders.rules(builders.track("one", why=1), builders.track("other", how=1))
    assert axis_names(faces(two, rules)) == ("WHY against HOW", "nothing left to compare")
