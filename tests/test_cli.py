"""The command `fourways`, driven as a person types it."""

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz import __version__
from quiz.cli import main
from quiz.content.catalogue import load

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ["serve", "check", "score", "simulate", "starter", "card", "db", "db upgrade"]
COMMANDS += ["cohort", "cohort add"]
COMMANDS += ["purge", "backup", "restore", "erasures"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("FOURWAYS_DATA_DIR", str(tmp_path / "data"))
    for name in ("FOURWAYS_ENV", "FOURWAYS_URL", "FOURWAYS_SECRET_KEY", "FOURWAYS_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(main, [str(w) for w in words])


@pytest.fixture(scope="module")
def bank():
    return load(ROOT).bank


def always(bank, *, most, least):
    return {
        item.id: {
            "most": next(o.id for o in item.options if most in o.weights),
            "least": next(o.id for o in item.options if least in o.weights),
        }
        for item in bank.form
    }


def written(tmp_path, content):
    file = tmp_path / "answers.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


def test_the_version_is_printed(run):
    assert __version__ in run("--version").output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_worth_reading(run, command):
    told = run(*command.split(), "--help")
    assert told.exit_code == 0
    assert len(told.output.split()) > 20


def test_the_shipped_content_passes_its_own_check(run):
    checked = run("check")
    assert checked.exit_code == 0, checked.output
    assert "Fine: bank" in checked.output


def test_check_lists_the_problems_of_another_folder(run, tmp_path):
    (tmp_path / "questions.yaml").write_text("version: 1\n")
    checked = run("check", tmp_path)
    assert checked.exit_code == 1
    assert "questions.yaml:1:" in checked.output


def test_score_names_the_track_and_adds_up(run, tmp_path, bank):
    scored = run(
        "score", written(tmp_path, {"answers": always(bank, most="how", least="why")}), "--json"
    )
    result = json.loads(scored.output)
    assert result["sums"] == {"why": -72, "what": 0, "how": 72, "when": 0}
    assert sum(result["why"]["contributions"].values()) == pytest.approx(result["why"]["margin"])
    assert sum(result["tracks"].values()) == pytest.approx(1)


def test_score_speaks_to_people_too(run, tmp_path, bank):
    scored = run("score", written(tmp_path, {"answers": always(bank, most="why", least="when")}))
    assert "Product manager" in scored.output
    assert "Answers: 24. That is the whole form of 24 questions." in scored.output


def test_score_says_how_much_of_the_form_a_few_answers_are(run, tmp_path, bank):
    answers = always(bank, most="why", least="when")
    few = {item: answers[item] for item in list(answers)[:7]} | {bank.form[0].id: None}
    scored = run("score", written(tmp_path, {"answers": few}))
    assert "Answers: 6, 1 skipped. The whole form has 24 questions" in scored.output


def test_a_starter_folder_is_written_once_and_is_sound(run, tmp_path):
    folder = tmp_path / "deep" / "own"
    assert run("starter", folder).exit_code == 0
    assert load(folder).digest == load(ROOT).digest
    (folder / "questions.yaml").unlink()
    (folder / "tracks.yaml").write_text("mine")
    refused = run("starter", folder)
    assert refused.exit_code == 1
    assert "tracks.yaml is there already" in refused.output
    assert not (folder / "questions.yaml").exists()
    assert (folder / "tracks.yaml").read_text() == "mine"
    (tmp_path / "file").write_text("")
    assert "cannot be written" in run("starter", tmp_path / "file" / "own").output


def test_figures_of_the_card_are_never_lost_without_a_word(run, tmp_path):
    few = ("card", "--people", "10", "--out", tmp_path)
    assert f"in {tmp_path / 'quality.json'}." in run(*few).output
    before = (tmp_path / "quality.json").read_bytes()
    refused = run(*few, "--seed", "3")
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert (tmp_path / "quality.json").read_bytes() == before
    assert run(*few, "--seed", "3", "--replace").output.endswith("quality.json.\n")
    assert (tmp_path / "quality.json").read_bytes() != before
    (tmp_path / "quality.json").write_text("[]")
    assert "could not be kept" in run(*few).output


def test_the_shipped_figures_are_never_written_over(run, monkeypatch):
    before = (ROOT / "quality.json").read_bytes()
    assert "--replace" in run("card", "--people", "10").output
    monkeypatch.setattr("quiz.cli.card.in_checkout", lambda: False)
    refused = run("card", "--people", "10", "--replace")
    assert refused.exit_code == 1
    assert "come with the package" in refused.output
    assert (ROOT / "quality.json").read_bytes() == before


def test_skipped_items_are_counted_as_asked(run, tmp_path, bank):
    answers = always(bank, most="why", least="when") | {bank.form[0].id: None}
    result = json.loads(run("score", written(tmp_path, {"answers": answers}), "--json").output)
    assert result["form"] == {"complete": True, "asked": 24, "answered": 23, "skipped": 1}


def test_an_export_of_another_bank_is_refused_unless_its_file_is_named(run, tmp_path, bank):
    file = written(tmp_path, {"bank": "0" * 64, "answers": always(bank, most="why", least="when")})
    assert "another version" in run("score", file).output
    assert run("score", file, "--bank", ROOT / "questions.yaml").exit_code == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not readable"),
        ("[]", "answers"),
        ({"answers": {"no-such-item": 1}}, "no-such-item"),
    ],
)
def test_unreadable_answers_are_refused_plainly(run, tmp_path, content, words):
    refused = run("score", written(tmp_path, content))
    assert refused.exit_code == 1
    assert words in refused.output
    assert "Traceback" not in refused.output


def test_the_database_is_made_and_upgraded_twice(run, tmp_path):
    assert run("db", "upgrade").exit_code == 0
    assert run("db", "upgrade").exit_code == 0
    assert (tmp_path / "data" / "fourways.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_busy_port_is_said_plainly(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("serve", "--port", taken.getsockname()[1])
    assert refused.exit_code == 1
    assert "--port" in refused.output
    assert "PORT=" in refused.output


def test_a_public_address_without_settings_is_refused(run):
    refused = run("serve", "--host", "0.0.0.0", "--port", "5999")  # noqa: S104 - the case under test
    assert refused.exit_code == 1
    assert "FOURWAYS_URL" in refused.output
