"""Contrast, computed from the colours in the style sheet: text at least 4.5, marks at least 3."""

import re
from itertools import pairwise

import pytest

from quiz.paths import files_root

SHEET = (files_root() / "static" / "style.css").read_text()
BACKGROUNDS = ("paper", "panel")
TEXT = ("ink", "ink2", "bad")
MARKS = ("edge", "focus", "why", "what", "how", "when")


def colours(block):
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", block))


LIGHT = colours(re.search(r":root \{(.*?)\n\}", SHEET, re.DOTALL)[1])
DARK = colours(re.search(r"prefers-color-scheme: dark\) \{ :root \{(.*?)\n\}", SHEET, re.DOTALL)[1])
THEMES = {"light": LIGHT, "dark": DARK}


def channels(colour):
    digits = colour.lstrip("#")
    whole = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    return [int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)]


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one_and_a_known_grey_is_as_published():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_both_themes_name_the_same_colours():
    assert LIGHT.keys() == DARK.keys()
    assert LIGHT.keys() == {*BACKGROUNDS, *TEXT, *MARKS, "line"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("behind", BACKGROUNDS)
def test_text_can_be_read(theme, behind):
    tokens = THEMES[theme]
    ratios = {name: contrast(tokens[name], tokens[behind]) for name in TEXT}
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("behind", BACKGROUNDS)
def test_marks_and_edges_of_controls_can_be_seen(theme, behind):
    tokens = THEMES[theme]
    ratios = {name: contrast(tokens[name], tokens[behind]) for name in MARKS}
    assert {name: ratio for name, ratio in ratios.items() if ratio < 3} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_words_of_a_button_can_be_read_while_it_is_pointed_at(theme):
    """A button pointed at lets the page shine through by what its rule says."""
    tokens = THEMES[theme]
    opacity = float(re.search(r"\.btn:hover \{ opacity: ([.\d]+);", SHEET)[1])
    seen = [
        "#"
        + "".join(
            f"{round(255 * (opacity * own + (1 - opacity) * page)):02x}"
            for own, page in zip(channels(tokens[name]), channels(tokens["paper"]), strict=True)
        )
        for name in ("paper", "ink")
    ]
    assert contrast(*seen) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_colours_between_two_questions_can_be_seen_too(theme):
    """The line runs from colour to colour, and arches are filled with what lies between."""
    tokens = THEMES[theme]
    stops = [channels(tokens[name]) for name in ("why", "what", "how", "when")]
    for left, right in pairwise(stops):
        for step in range(11):
            mixed = [a + (b - a) * step / 10 for a, b in zip(left, right, strict=True)]
            shown = "#" + "".join(f"{round(255 * part):02x}" for part in mixed)
            assert contrast(shown, tokens["panel"]) >= 3, (theme, shown)


def test_no_rule_names_a_colour_that_is_no_token():
    """Colours stand in the tokens alone; the paper of a QR code is white for every camera."""
    rules = SHEET.replace("background: #fff;", "", 1)
    outside = re.sub(r":root \{.*?\n\}", "", rules, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-f]{3,8}\b", outside) == []


def test_no_trait_colour_is_ever_text():
    lines = [line for line in SHEET.splitlines() if re.search(r"(?<!-)\bcolor: var\(--t", line)]
    assert lines == []
