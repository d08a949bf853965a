"""The rules of the house: sizes, directions of imports, words that the project never says."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "quiz"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "versions" not in p.parts)
FILES_OF_ONE_ROOM = sorted(
    [*PACKAGE.rglob("*.py"), *(ROOT / "templates").rglob("*.*"), *(ROOT / "static").glob("*.js")]
)


def name(path):
    return str(path.relative_to(ROOT))


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    ).stdout.split(b"\0")
    return [ROOT / part.decode() for part in listed if part and (ROOT / part.decode()).is_file()]


def functions(path):
    tree = ast.parse(path.read_text())
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", FILES_OF_ONE_ROOM, ids=name)
def test_no_file_has_more_than_300_lines(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_function_has_more_than_40_lines(path):
    long = [f.name for f in functions(path) if f.end_lineno - f.lineno + 1 > 40]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_knows(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("path", [m for m in MODULES if "cli" not in m.parts], ids=name)
def test_no_import_stands_inside_a_function(path):
    inside = [
        f"{f.name}:{node.lineno}"
        for f in functions(path)
        for node in ast.walk(f)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_room_is_called_a_drawer_for_everything(path):
    assert path.stem not in {"utils", "util", "helpers", "common", "misc"}


PLANTED = {
    "quiz/core/scoring.py": "import flask",
    "quiz/core/verdict.py": "from quiz.store import models",
    "quiz/operations": "from quiz.web import factory",
    "quiz/store/queries.py": "from quiz.content import catalogue",
    "quiz/content/catalogue.py": "from quiz.settings import Settings",
}


@pytest.mark.parametrize("place", PLANTED, ids=str)
def test_a_planted_import_against_the_arrows_is_found(place, tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "quiz", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    target = tmp_path / place
    if target.is_dir():
        target /= "__init__.py"
    elif not target.exists():
        target = target.with_suffix(".py")
    target.write_text(target.read_text() + f"\n{PLANTED[place]}\n")
    found = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1, found.stdout


SAYS_NOTHING_OF = {
    "a machine's folders": r"/(?:work|farm|root|home/\w+)/\w",
    "working papers": r"\.\./shared|\.library|DEVELOPERS\.md|decisions\.md",
    "issue numbers": r"\bissues? #?\d",
    "registry hosts": r"https?://(?:pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian)",
    "how it was made": r"(?i)\b(?:language model|chatgpt|claude|copilot|anthropic|openai|llm)\b",
    "a bare abbreviation that two roles share": r"\bPMs?\b(?! Nirvana)",
}
MAY_NAME_THE_WORDS = {"tests/test_house.py"}
TEXT = {
    ".py",
    ".md",
    ".html",
    ".yaml",
    ".yml",
    ".css",
    ".js",
    ".toml",
    ".sh",
    ".txt",
    ".json",
    ".svg",
    "",
}


@pytest.mark.parametrize("subject", SAYS_NOTHING_OF)
def test_the_project_speaks_of_itself_alone(subject):
    pattern = re.compile(SAYS_NOTHING_OF[subject])
    found = [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in tracked_files()
        if path.suffix in TEXT and name(path) not in MAY_NAME_THE_WORDS
        for number, line in enumerate(path.read_text(errors="ignore").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=name)
def test_locks_name_no_host_and_no_folder(path):
    lines = path.read_text().splitlines()
    assert len(lines) > 20
    assert [ln for ln in lines if re.search(r"index|find-links|file:|\./|^/", ln)] == []
    assert all(ln.startswith((" ", "#")) or "==" in ln for ln in lines if ln)
