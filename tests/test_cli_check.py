"""`fourways check` on good and bad folders: places, words, exit codes, and what --fix rewrites."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli import main
from quiz.content.bank import load_bank, to_bank
from quiz.content.reorder import reordered
from quiz.content.source import read
from quiz.core.checks import balance_order

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = (ROOT / "questions.yaml").read_text(encoding="utf-8")
BEDS = """\
      - id: beds-and-trains
        text: "Booking beds and trains early so that every connection works"
        weights: {when: 3}
"""
PICTURE = """\
      - id: same-picture
        text: "Passing wishes back and forth until we all picture the same trip"
        weights: {how: 3}
"""
COMMENTED_BEDS = BEDS.replace(
    "      - id: beds-and-trains\n",
    "      # Trains are booked first,\n      # beds later.\n      - id: beds-and-trains  # both\n",
)


def run(*words):
    return CliRunner().invoke(main, ["check", *map(str, words)])


@pytest.fixture
def folder(tmp_path):
    for name in ("questions.yaml", "tracks.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "careers", tmp_path / "careers")
    return tmp_path


def rewrite(folder, *changes):
    file = folder / "questions.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    return text


def line_of(text, start):
    return text[: text.index(start)].count("\n") + 1


def in_one_order(text):
    """The same bank, with the options of every item in the order of their traits."""
    document, _ = read(text.encode(), "questions.yaml")
    bank, _ = to_bank(document)
    traits = [trait.id for trait in bank.traits]

    def place(option):
        return [traits.index(trait) for trait in option.weights]

    items = (replace(i, options=tuple(sorted(i.options, key=place))) for i in bank.items)
    bank = replace(bank, items=tuple(items))
    return reordered(text, bank)


def test_the_shipped_bank_has_nothing_to_mend_when_people_are_simulated():
    checked = run()
    assert checked.exit_code == 0, checked.output
    assert "warning" not in checked.output
    assert "Simulated people, noisy weights" in checked.output


def test_a_quick_check_simulates_nobody():
    checked = run("--quick")
    assert checked.exit_code == 0
    assert "Simulated" not in checked.output


def test_a_finding_is_told_with_file_line_column_path_and_mend(folder):
    text = rewrite(folder, ("weights: {when: 3}", "weights: {how: 3}"))
    checked = run(folder, "--quick")
    assert checked.exit_code == 1
    line = line_of(text, BEDS.splitlines()[0]) + 2
    assert (
        f"questions.yaml:{line}:9 items.trip-with-friends.options.beds-and-trains.weights: "
        "error: weighs the same as same-picture, so that choosing between them tells nothing: "
        "let each option stand for something else"
    ) in checked.output
    assert "Not fit for use yet" in checked.output


def test_warnings_alone_leave_the_bank_fit_for_use(folder):
    rewrite(folder, ("Booking beds and trains early", "Keeping the schedule and the budget"))
    checked = run(folder, "--quick")
    assert checked.exit_code == 0
    assert "warning: gives its trait away (schedule, budget)" in checked.output
    assert "Fine: bank" in checked.output


def test_a_finding_about_a_trait_stands_at_the_trait(folder):
    file = folder / "questions.yaml"
    text = file.read_text(encoding="utf-8").replace(
        '"\n        weights: {how: 3}', ' and much more of that"\n        weights: {how: 3}'
    )
    file.write_text(text, encoding="utf-8")
    checked = run(folder, "--quick")
    line = line_of(text, "  - id: how\n")
    assert (
        f"questions.yaml:{line}:5 traits.how: warning: its option is the longest" in checked.output
    )


def test_findings_and_figures_can_be_had_as_json(folder):
    rewrite(folder, ("weights: {when: 3}", "weights: {how: 3}"))
    checked = run(folder, "--json")
    assert checked.exit_code == 1
    told = json.loads(checked.output)
    first = next(p for p in told["problems"] if p["severity"] == "error")
    assert first["path"].startswith("items.trip-with-friends")
    assert first["file"] == "questions.yaml"
    assert told["simulated"]["exact"]["people"] == 4000
    assert (told["ok"], told["stopped_early"], told["simulation_left_out"]) == (False,) * 3
    assert told["errors"] + told["warnings"] == len(told["problems"])


def test_a_quick_check_says_in_json_that_nobody_was_simulated():
    told = json.loads(run("--quick", "--json").output)
    assert told["ok"]
    assert told["errors"] == 0
    assert told["simulation_left_out"]
    assert told["simulated"] == {}
    assert len(told["digest"]) == 64
    assert (told["items"], told["extra"]) == (24, 12)


def test_a_file_that_cannot_be_read_is_told_as_json_too(folder):
    (folder / "questions.yaml").write_text("version: 1\n")
    checked = run(folder, "--json", "--fix")
    assert checked.exit_code == 1
    told = json.loads(checked.output)
    assert told["problems"][0]["file"] == "questions.yaml"
    assert told["stopped_early"]
    assert not told["ok"]


def test_a_check_that_stopped_early_closes_with_how_much_is_known(folder):
    (folder / "questions.yaml").write_text("version: 1\n")
    checked = run(folder)
    last = checked.output.splitlines()[-1]
    assert last.startswith("Not fit for use yet: ")
    assert last.endswith("once this is mended.")
    assert ": error: " in checked.output


# --fix.


def test_a_fair_order_is_left_alone_byte_for_byte(folder):
    checked = run(folder, "--fix", "--quick")
    assert checked.exit_code == 0
    assert (folder / "questions.yaml").read_text(encoding="utf-8") == SHIPPED


def test_fix_mends_an_unfair_order_and_keeps_every_comment(folder):
    file = folder / "questions.yaml"
    spoilt = in_one_order(SHIPPED.replace(BEDS, COMMENTED_BEDS))
    file.write_text(spoilt, encoding="utf-8")
    said = run(folder, "--quick").output
    assert (
        "always taking most = 1st, least = 3rd and elsewhere answer 2 (in 36 of 36 items), "
        "unread, leads to"
    ) in said
    mended = run(folder, "--fix", "--quick")
    assert mended.exit_code == 0, mended.output
    assert "items are in a fairer order now" in mended.output
    text = file.read_text(encoding="utf-8")
    assert COMMENTED_BEDS in text
    assert sorted(text.splitlines()) == sorted(spoilt.splitlines())
    bank = load_bank(file)
    assert balance_order(bank) == bank
    assert [entry.name for entry in folder.iterdir() if "new" in entry.name] == []


def test_a_file_in_which_options_cannot_be_moved_is_left_as_it_was(folder, monkeypatch):
    file = folder / "questions.yaml"
    spoilt = in_one_order(SHIPPED)
    file.write_text(spoilt, encoding="utf-8")
    monkeypatch.setattr("quiz.cli.check.reordered", lambda text, _: text)
    refused = run(folder, "--fix", "--quick")
    assert refused.exit_code == 1
    assert "could not be moved" in refused.output
    assert file.read_text(encoding="utf-8") == spoilt


def swapped(text, item):
    """The text with the first two options of an item the other way round."""
    document, _ = read(text.encode(), "questions.yaml")
    bank, problems = to_bank(document)
    assert bank is not None, problems
    one, two, *others = bank.item(item).options
    items = (replace(i, options=(two, one, *others)) if i.id == item else i for i in bank.items)
    return reordered(text, replace(bank, items=tuple(items)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "      - {id: a, text: A, weights: {why: 1}}",
            "      - {id: b, text: B, weights: {how: 1}} # b",
        ),
        (
            "      - id: a\n        weights:\n          why: 1\n        text: A",
            "      -   id: b\n          text: B\n          weights: {how: 1}",
        ),
        (
            "      # on a\n      - id: a\n        text: >-\n          A\n        weights: {}",
            "      - weights: {how: 1}\n        id: b\n        # last\n        text: B",
        ),
        (
            "      - id: a\n        weights: {}\n        text: |\n          Lines",
            "      - id: b\n        weights: {why: 1}\n        text: 'B'",
        ),
    ],
    ids=["in braces", "spread out", "folded", "a text of lines"],
)
@pytest.mark.parametrize("end", ["\n", "", "\n\n  # the end\n"], ids=["end", "no end", "comment"])
def test_options_change_places_in_every_way_of_writing(first, second, end):
    head = """\
version: "1"
calibration: none
traits:
  - {id: why, name: WHY, question: why, pole: vision, description: d}
  - {id: how, name: HOW, question: how, pole: execution, description: d}
items:
  - id: one
    format: pick
    situation: S
    options:
"""
    assert swapped(f"{head}{first}\n{second}{end}", "one") == f"{head}{second}\n{first}{end}"


def test_options_on_one_line_change_places():
    text = """\
version: "1"
calibration: none
traits:
  - {id: why, name: WHY, question: why, pole: vision, description: d}
  - {id: how, name: HOW, question: how, pole: execution, description: d}
items:
  - {id: one, format: pick, situation: S, options:
    [{id: a, text: A, weights: {why: 1}}, {id: b, text: B, weights: {}}]}
"""
    assert "[{id: b, text: B, weights: {}}, {id: a, text: A" in swapped(text, "one")
