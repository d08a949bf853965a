"""Staff on the command line: a link for each, and no password ever printed."""

import re

import pytest
from click.testing import CliRunner

from quiz.cli import main

ADD = ["staff", "add", "Ines@example.com", "--organisation", "Example Company"]
LINK = re.compile(r"https://quiz\.example\.org/staff/link/([\w-]{43})\n")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("FOURWAYS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FOURWAYS_URL", "https://quiz.example.org")
    for name in ("FOURWAYS_ENV", "FOURWAYS_SECRET_KEY", "FOURWAYS_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(main, list(words))


def test_adding_somebody_prints_a_link_that_works_once(run):
    told = run(*ADD)
    assert told.exit_code == 0
    assert LINK.search(told.stdout)
    assert "works once, for 7 days" in told.stderr


def test_a_reset_prints_another_link(run):
    first = LINK.search(run(*ADD).stdout)[1]
    second = LINK.search(run("staff", "reset", "ines@example.com").stdout)[1]
    assert first != second


def test_they_are_listed_with_organisation_and_role(run):
    run(*ADD)
    run("staff", "role", "ines@example.com", "member")
    assert run("staff", "list").stdout == (
        "ines@example.com  Example Company  member  (has not set a password)\n"
    )


def test_whoever_is_removed_is_listed_no_more(run):
    run(*ADD)
    assert run("staff", "remove", "ines@example.com").exit_code == 0
    assert run("staff", "list").stdout == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (ADD, "Somebody has this login already"),
        (["staff", "add", " ", "--organisation", "Example Company"], "a line of 1 to 80"),
        (["staff", "reset", "nobody"], "Nobody has this login"),
        (["staff", "role", "nobody", "owner"], "Nobody has this login"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run, words, told):
    run(*ADD)
    refused = run(*words)
    assert refused.exit_code == 1
    assert told in refused.stderr
