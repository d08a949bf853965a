"""What a broken file of the folder `broken` should say, and what it says."""

from pathlib import Path

from quiz.content.bank import to_bank
from quiz.content.problems import Problem, in_order
from quiz.content.rules import to_rules
from quiz.content.source import read_file

FOLDER = Path(__file__).parent / "broken"
MARK = "# expect: "


def problems_of(path: Path) -> list[Problem]:
    document, problems = read_file(path)
    if document is not None and path.name.startswith("tracks-"):
        problems += to_rules(document, traits=["why", "how"])[1]
    elif document is not None:
        problems += to_bank(document)[1]
    return in_order(problems)


def expected_of(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]
