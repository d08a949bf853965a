"""`fourways items` and `fourways calibrate`, driven as a person types them."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from quiz.cli import main
from quiz.content.bank import load_bank
from quiz.content.catalogue import load
from quiz.content.pinned import bank_to_json
from quiz.core.codec import answer_to_json
from quiz.core.model import compile_model
from quiz.core.simulation.people import NOISY, answer, populate, truth
from quiz.operations import keep_bank
from quiz.store.canonical import canonical
from quiz.store.engine import make_engine, make_sessions, prepare_sqlite
from quiz.store.migrate import upgrade
from quiz.store.models import AnswerRow, AttemptRow
from quiz.store.tokens import new_token, token_hash

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.now(UTC).astimezone().date()
BEGUN = TODAY - timedelta(days=3)


@pytest.fixture
def folder(tmp_path):
    """A content folder of one's own."""
    content = tmp_path / "content"
    content.mkdir()
    for name in ("questions.yaml", "tracks.yaml"):
        shutil.copy(ROOT / name, content)
    shutil.copytree(ROOT / "careers", content / "careers")
    return content


@pytest.fixture
def run(tmp_path, folder, monkeypatch):
    monkeypatch.setenv("FOURWAYS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FOURWAYS_CONTENT_DIR", str(folder))
    for name in ("FOURWAYS_ENV", "FOURWAYS_URL", "FOURWAYS_SECRET_KEY", "FOURWAYS_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(main, [str(w) for w in words])


@pytest.fixture(scope="module")
def catalogue():
    return load(ROOT)


@pytest.fixture(scope="module")
def sheets(catalogue):
    """What 120 simulated people answer, as JSON values by item."""
    model = compile_model(catalogue.bank, catalogue.rules)
    rng = np.random.default_rng(5)
    people = populate(120, len(model.traits), NOISY, rng=rng)
    rows = answer(model, truth(model, NOISY, rng), people, NOISY, rng=rng)
    return [
        {
            item: answer_to_json(model.answers[number][place])
            for number, (item, place) in enumerate(zip(model.items, row, strict=True))
        }
        for row in rows.tolist()
    ]


def exported(folder, sheets, digest, *, state="finished", first=0):
    folder.mkdir(exist_ok=True)
    for number, sheet in enumerate(sheets, first):
        content = {"bank": digest, "state": state, "order": list(sheet), "answers": sheet}
        (folder / f"{number:03}.json").write_text(json.dumps(content))
    return folder


def stored(data, catalogue, sheets, *, finished):
    """A database in the folder `data`; all but the first `finished` people never finished."""
    url = f"sqlite:///{data / 'fourways.sqlite3'}"
    prepare_sqlite(url)
    engine = make_engine(url)
    upgrade(engine)
    sessions = make_sessions(engine)
    content = bank_to_json(catalogue.bank, catalogue.rules)
    keep_bank(sessions, catalogue.digest, content, today=BEGUN)
    with sessions.write.begin() as session:
        for number, sheet in enumerate(sheets):
            session.add(attempt(catalogue.digest, number + 1, over=number < finished))
            session.flush()
            for position, (item, value) in enumerate(sheet.items(), 1):
                session.add(
                    AnswerRow(
                        attempt_id=number + 1, item=item, position=position, value=canonical(value)
                    )
                )
    engine.dispose()


def attempt(digest, key, *, over):
    return AttemptRow(
        id=key,
        token_hash=token_hash(new_token()),
        bank_digest=digest,
        language="en",
        form="full",
        state="finished" if over else "open",
        started_day=BEGUN,
        changed_day=BEGUN,
        finished_day=BEGUN if over else None,
        result="{}" if over else None,
        result_answers="{}" if over else None,
    )


@pytest.mark.parametrize("command", ["items", "calibrate"])
def test_every_command_has_help_worth_reading(run, command):
    told = run(command, "--help")
    assert told.exit_code == 0
    assert "100" in told.output


def test_exports_become_a_proposal_beside_the_questions(run, folder, tmp_path, catalogue, sheets):
    before = (folder / "questions.yaml").read_bytes()
    told = run("calibrate", "--from-export", exported(tmp_path / "in", sheets, catalogue.digest))
    assert told.exit_code == 0, told.output
    assert "Tuned on 120 people" in told.output
    assert (folder / "questions.yaml").read_bytes() == before
    proposed = load_bank(folder / "questions.proposed.yaml")
    assert proposed.version == f"{catalogue.bank.version}-tuned-120"
    assert (proposed.calibration.people, proposed.calibration.day) == (120, TODAY.isoformat())
    assert any(option.popularity for item in proposed.scored for option in item.options)
    assert [item.expects for item in proposed.items] == [i.expects for i in catalogue.bank.items]


def test_the_report_says_what_changed_and_how_sure_it_is(run, folder, tmp_path, catalogue, sheets):
    run("calibrate", "--from-export", exported(tmp_path / "in", sheets, catalogue.digest))
    report = (folder / "questions.proposed.md").read_text()
    proposed = load_bank(folder / "questions.proposed.yaml")
    assert "from the answers of 120 people" in report
    for item in proposed.scored:
        assert f"### {item.id}\n" in report
        for option in item.options:
            assert f"{option.popularity:.2f} ±" in report
    assert "Adopt it only if they are as varied as those who will take the quiz" in report


def test_a_proposal_is_never_written_over(run, folder, tmp_path, catalogue, sheets):
    (folder / "questions.proposed.md").write_text("mine")
    files = exported(tmp_path / "in", sheets, catalogue.digest)
    refused = run("calibrate", "--from-export", files)
    assert refused.exit_code == 1
    assert "is there already" in refused.output
    assert not (folder / "questions.proposed.yaml").exists()
    elsewhere = run("calibrate", "--from-export", files, "--out", tmp_path / "other.yaml")
    assert elsewhere.exit_code == 0, elsewhere.output
    assert (tmp_path / "other.md").exists()


def test_too_few_people_are_refused_with_the_reason(run, folder, tmp_path, catalogue, sheets):
    files = exported(tmp_path / "in", sheets[:99], catalogue.digest)
    exported(files, sheets[99:], catalogue.digest, state="open", first=99)
    refused = run("calibrate", "--from-export", files)
    assert refused.exit_code == 1
    assert "99 people answered enough, at least 100 are needed" in refused.output
    assert "21 never finished" in refused.output
    assert list(folder.glob("*proposed*")) == []


def test_a_file_counts_once_and_other_questions_not_at_all(
    run, folder, tmp_path, catalogue, sheets
):
    files = exported(tmp_path / "in", sheets[:110], catalogue.digest)
    exported(files, sheets[:3], catalogue.digest, first=200)
    exported(files, sheets[:2], "0" * 64, first=300)
    assert "Tuned on 110 people" in run("calibrate", "--from-export", files).output
    report = (folder / "questions.proposed.md").read_text()
    assert "2 exports of other questions, 3 that were there twice" in report


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "is not readable as JSON"), ('{"answers": {"nowhere": 1}}', "this bank has no item")],
)
def test_a_file_that_is_no_export_is_named(run, tmp_path, content, said):
    (tmp_path / "odd.json").write_text(content)
    refused = run("calibrate", "--from-export", tmp_path / "odd.json")
    assert refused.exit_code == 1
    assert "odd.json" in refused.output
    assert said in refused.output


@pytest.mark.parametrize("command", ["items", "calibrate"])
def test_before_anybody_has_answered_the_commands_say_so_and_how_to_give_an_export(
    run, tmp_path, command
):
    refused = run(command)
    assert refused.exit_code == 1
    assert "No answers are stored here yet" in refused.output
    assert "--from-export" in refused.output
    assert not (tmp_path / "data").exists()
    prepare_sqlite(f"sqlite:///{tmp_path / 'data' / 'fourways.sqlite3'}")
    assert "The database has no tables" in run(command).output


@pytest.mark.parametrize(
    ("command", "said"),
    [("items", "Nobody has finished the questions 1.1"), ("calibrate", "0 people answered enough")],
)
def test_where_nobody_has_finished_an_export_is_asked_for(run, tmp_path, catalogue, command, said):
    stored(tmp_path / "data", catalogue, [], finished=0)
    told = run(command)
    assert said in told.output
    assert "--from-export FOLDER" in told.output


def test_a_database_that_does_not_answer_is_not_called_empty(run, monkeypatch):
    monkeypatch.setenv("FOURWAYS_DATABASE_URL", "postgresql+psycopg://localhost:1/none")
    assert "No answers can be read" in run("items").output


def test_tables_of_another_version_are_refused(run, tmp_path):
    url = f"sqlite:///{tmp_path / 'data' / 'fourways.sqlite3'}"
    prepare_sqlite(url)
    engine = make_engine(url)
    upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    engine.dispose()
    refused = run("items")
    assert refused.exit_code == 1
    assert "fourways db upgrade" in refused.output


def test_exports_show_how_the_questions_do(run, tmp_path, catalogue, sheets):
    files = exported(tmp_path / "in", sheets, catalogue.digest)
    exported(files, sheets[:3], catalogue.digest, first=200)
    told = run("items", "--from-export", files)
    assert "120 people finished" in told.output
    assert "0 exports of other questions, 3 that were there twice" in told.output


def test_stored_answers_tune_the_questions_too(run, folder, tmp_path, catalogue, sheets):
    stored(tmp_path / "data", catalogue, sheets, finished=115)
    told = run("calibrate", "--at-most", "popularity")
    assert "Tuned on 115 people" in told.output
    assert "5 never finished" in (folder / "questions.proposed.md").read_text()
    items = json.loads(run("items", "--json").output)
    assert (items["people"], items["watched"]) == (115, 120)
    assert items["finishing"] == pytest.approx(115 / 120)
    assert items["reliability"] is None
    first = items["items"][0]
    assert (first["asked"], first["answered"], first["skipped"]) == (115, 115, 0)
    assert sum(use["chosen"] for use in first["uses"]) == pytest.approx(1)
    assert first["item_rest"] is None
    plain = run("items").output
    assert "115 people finished" in plain
    assert "with the rest not known yet" in plain


def test_an_adopted_proposal_takes_in_no_answer_twice(run, folder, tmp_path, catalogue, sheets):
    stored(tmp_path / "data", catalogue, sheets, finished=120)
    text = (folder / "questions.yaml").read_text()
    other_figures = text.replace("weights: {how: 3}", "weights: {how: 2.5}", 1)
    (folder / "questions.yaml").write_text(other_figures)
    assert "Tuned on 120 people" in run("calibrate").output  # the same words, never tuned
    shutil.move(folder / "questions.proposed.yaml", folder / "questions.yaml")
    (folder / "questions.proposed.md").unlink()
    assert "0 people answered enough" in run("calibrate").output
    (folder / "questions.yaml").write_text(text.replace("Friends plan", "Some friends plan", 1))
    assert "0 people answered enough" in run("calibrate").output  # other words


def test_settings_and_questions_that_make_no_sense_are_told(run, folder, monkeypatch):
    (folder / "questions.yaml").write_text("version: 1\n")
    refused = run("items")
    assert refused.exit_code == 1
    assert "questions.yaml:1:" in refused.output
    monkeypatch.setenv("FOURWAYS_ENV", "holiday")
    assert "use development or production" in run("calibrate").output


def test_stored_answers_that_do_not_fit_are_refused_without_repeating_them(
    run, tmp_path, catalogue, sheets
):
    odd = dict(sheets[0]) | {catalogue.bank.items[0].id: "my secret"}
    stored(tmp_path / "data", catalogue, [odd], finished=1)
    for command in ("items", "calibrate"):
        refused = run(command)
        assert refused.exit_code == 1
        assert "do not fit the questions" in refused.output
        assert "secret" not in refused.output


def test_a_kept_bank_that_cannot_be_read_is_passed_over(run, tmp_path, catalogue, sheets):
    stored(tmp_path / "data", catalogue, sheets[:2], finished=2)
    engine = make_engine(f"sqlite:///{tmp_path / 'data' / 'fourways.sqlite3'}")
    keep_bank(make_sessions(engine), "c" * 64, "{}", today=TODAY)
    engine.dispose()
    assert json.loads(run("items", "--json").output)["people"] == 2


def test_a_folder_that_takes_no_file_is_told(run, tmp_path, catalogue, sheets):
    files = exported(tmp_path / "in", sheets, catalogue.digest)
    told = run("calibrate", "--from-export", files, "--out", tmp_path / "nowhere" / "next.yaml")
    assert told.exit_code == 1
    assert "cannot be written" in told.output
