"""Cohorts on the command line: opened with a question, listed, closed, deleted."""

import re

import pytest
from click.testing import CliRunner

from quiz.cli import main

ADD = ["cohort", "add", "Spring", "--organisation", "Example Company"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("FOURWAYS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FOURWAYS_URL", "https://quiz.example.org")
    for name in ("FOURWAYS_ENV", "FOURWAYS_SECRET_KEY", "FOURWAYS_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words, typed="": CliRunner().invoke(main, list(words), input=typed)


def test_opening_one_prints_its_two_addresses(run):
    told = run(*ADD, "--development-only", "--origin", "https://intranet.example.com")
    link, frame = re.findall(r"https://quiz\.example\.org/(?:q|embed)/(\w+)", told.output)
    assert told.exit_code == 0
    assert link == frame


def test_it_asks_what_results_are_for_and_no_opens_it(run):
    told = run(*ADD, typed="n\n")
    assert "Will results inform hiring, promotion, pay" in told.output
    assert "/q/" in told.output


def test_with_yes_nothing_is_opened_and_the_reason_is_said(run):
    told = run(*ADD, typed="y\n")
    assert told.exit_code == 1
    assert "own development" in told.output
    assert run("cohort", "list").output == ""


def test_everything_that_has_to_change_is_said_at_once(run):
    told = run(
        *ADD, "--development-only", "--batch", "4", "--origin", "*", "--closes", "2020-01-01"
    )
    assert told.exit_code == 1
    for option in ("--batch", "--origin", "--closes"):
        assert option in told.output


def test_names_of_roles_are_those_of_the_careers(run):
    assert (
        run(*ADD, "--development-only", "--names", "project-title=delivery-manager").exit_code == 0
    )
    told = run(*ADD, "--development-only", "--names", "project-title=chief")
    assert told.exit_code == 1
    assert "project-title=delivery-manager" in told.output


def test_it_is_listed_closed_and_deleted(run):
    opened = run(*ADD, "--development-only", "--opens", "2026-03-02", "--closes", "2026-03-31")
    address = re.search(r"/q/(\w+)", opened.output)[1]
    assert run("cohort", "list").output == (
        f"{address}  Example Company: Spring  from 2026-03-02 to 2026-03-31\n"
    )
    assert run("cohort", "close", address).exit_code == 0
    assert "ended on" in run("cohort", "list").output
    assert run("cohort", "delete", address, typed="n\n").exit_code == 1
    assert run("cohort", "delete", address, "--yes").exit_code == 0
    assert run("cohort", "list").output == ""


def test_what_is_not_there_cannot_be_closed(run):
    told = run("cohort", "close", "nowhere")
    assert (told.exit_code, told.output) == (1, "Error: There is no cohort at this address.\n")


def test_a_broken_setting_is_said_plainly(run, monkeypatch):
    monkeypatch.setenv("FOURWAYS_URL", "nonsense")
    told = run("cohort", "list")
    assert told.exit_code == 1
    assert "FOURWAYS_URL" in told.output
