"""Text and code agree: the examples in the documents are run, the links lead somewhere."""

import re
from pathlib import Path

import pytest

from quiz.content.catalogue import load
from quiz.core.bank import MostLeast
from quiz.core.model import compile_model
from quiz.core.report import assess

ROOT = Path(__file__).resolve().parent.parent
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
MOST = {"why": 2, "what": 9, "how": 10, "when": 3}
LEAST = {"why": 9, "what": 3, "how": 2, "when": 10}


def by_trait(item, trait):
    return next(option.id for option in item.options if trait in option.weights)


def paired(most, least):
    """A sheet of 24 blocks with these counts and no block choosing one trait twice."""
    down = [trait for trait, n in most.items() for _ in range(n)]
    up = sorted((trait for trait, n in least.items() for _ in range(n)), key=list(most).index)
    up = up[-8:] + up[:-8]
    for i in range(24):
        if down[i] == up[i]:
            j = next(j for j in range(24) if up[j] != down[i] and up[i] != down[j])
            up[i], up[j] = up[j], up[i]
    return list(zip(down, up, strict=True))


def test_the_worked_example_of_the_method_comes_out_of_the_engine():
    catalogue = load(ROOT)
    sheet = {
        item.id: MostLeast(by_trait(item, most), by_trait(item, least))
        for item, (most, least) in zip(catalogue.bank.form, paired(MOST, LEAST), strict=True)
    }
    result = assess(compile_model(catalogue.bank, catalogue.rules), sheet, digest="x")
    assert result.sums == {"why": -21, "what": 18, "how": 24, "when": -21}
    assert list(result.points.values()) == pytest.approx([-3, 42, 3])
    text = (ROOT / "docs" / "method.md").read_text()
    for said in ("−21 | 18 | 24 | −21", "= −3.", "= 42.", "= 3."):
        assert said in text


def test_the_figures_of_the_method_are_those_of_the_rules():
    text = (ROOT / "docs" / "method.md").read_text()
    rules = load(ROOT).rules
    limits = rules.thresholds
    for figure in (rules.discrimination, rules.extreme_penalty, rules.pilot_variance):
        assert f"{figure:g}" in text
    for figure in (limits.precision, limits.balanced):
        assert f"{figure:g}" in text
    for share in (limits.clear, limits.leaning, limits.close_call, limits.pattern):
        assert f"{share:.0%}".replace("%", " %") in text


@pytest.mark.parametrize("path", DOCS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text()):
        assert (path.parent / target).exists(), target


def test_the_readme_shows_both_commands_first():
    readme = (ROOT / "README.md").read_text()
    first = readme.index("```")
    assert readme.index("make run") < readme.index("##", first)
    assert readme.index("make test") < readme.index("##", first)


def test_every_make_target_in_the_documents_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {t for path in DOCS for t in re.findall(r"`make ([a-z-]+)", path.read_text())}
    assert named <= targets


def test_every_command_in_the_documents_exists():
    commands = set(
        re.findall(r'^    "([a-z]+)":', (ROOT / "quiz/cli/__init__.py").read_text(), re.MULTILINE)
    )
    named = {c for path in DOCS for c in re.findall(r"`fourways ([a-z]+)", path.read_text())}
    assert named <= commands


def test_every_test_that_stands_against_a_threat_is_there():
    text = (ROOT / "docs" / "threats.md").read_text()
    named = set(re.findall(r"`((?:[a-z]+/)?(?:test|conftest)[a-z_]*\.py)`", text))
    assert len(named) > 30
    assert [name for name in sorted(named) if not (ROOT / "tests" / name).is_file()] == []
