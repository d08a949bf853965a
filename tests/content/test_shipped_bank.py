"""Knows what was promised about the shipped bank: its numbers, its words and its balance.

It refuses to know how a bank is read, and what its answers lead to for a person.
"""

import difflib
import itertools
import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from quiz.content.bank import load_bank
from quiz.content.rules import to_rules
from quiz.content.source import read_file
from quiz.core.bank import Calibration, Format, Item, MostLeast, Option
from quiz.core.model import compile_model
from quiz.core.rules import Rules
from quiz.core.scoring import read, score

ROOT = Path(__file__).resolve().parents[2]
BANK = load_bank(ROOT / "questions.yaml")
BLOCKS = [item for item in BANK.scored if item.format is Format.MOST_LEAST]
SLIDERS = [item for item in BANK.scored if item.format is Format.SLIDER]
ATTENTION = [item for item in BANK.items if item.expects]
EVERY_OPTION = [option for item in BANK.scored for option in item.options]
TRAITS = ("why", "what", "how", "when")

SIDECAR = YAML(typ="safe").load(ROOT / "tests" / "golden" / "themes.yaml")
NO_EXPERIENCE = SIDECAR.pop("no_experience")
THEMES = {
    "why": {"need": 6, "people": 6, "aim": 6, "upside": 6},
    "what": {"order": 8, "value": 8, "feedback": 8},
    "how": {"clarity": 5, "bridge": 5, "sequence": 4, "team": 5, "change": 5},
    "when": {"dates": 5, "capacity": 5, "money": 5, "risk": 5, "closing": 4},
}
"""In how many blocks an answer speaks to each theme of its trait."""

KINDS = {"office", "health", "construction", "public-service", "software", "manufacturing"} | {
    *("events", "community", "everyday")
}

ROLES = (
    r"products?|projects?|programmes?|programs?|managers?|managing|manage|owners?|sponsors?"
    r"|backlogs?|stakeholders?|sprints?|scrum|agile|milestones?|roadmaps?|portfolios?|mvp|kpis?"
    r"|epics?|user stor(y|ies)|deliver(y|ies|ables?)"
)
"""Words that name a track or a role, or that only people in projects use."""

GIVE_AWAYS = (
    r"why|what|whatever|how|however|when|whenever"
    r"|purpose|mission|visions?|visionary|strateg(y|ies|ic)|goals?|priorit(y|ies|ise|ised)"
    r"|deadlines?|schedules?|budgets?|forecasts?|resources?|risks?|risky|scope|requirements?"
    r"|features?|hand-?overs?|iterat(e|es|ion|ions)|roll-?outs?|value|team spirit"
)
"""Words by which a reader could aim at a trait."""


def trait_of(option: Option) -> str:
    (trait,) = option.weights
    return trait


def by_trait(item: Item) -> dict[str, Option]:
    return {trait_of(option): option for option in item.options}


def shipped_rules() -> Rules:
    document, problems = read_file(ROOT / "tracks.yaml")
    assert document is not None, problems
    rules, problems = to_rules(document, traits=list(TRAITS))
    assert rules is not None, problems
    return rules


def found(pattern: str, text: str) -> list[str]:
    return [match.group() for match in re.finditer(rf"\b({pattern})\b", text, re.IGNORECASE)]


def test_there_are_24_blocks_12_sliders_and_2_attention_blocks_and_nothing_else():
    assert (len(BLOCKS), len(SLIDERS), len(ATTENTION), len(BANK.items)) == (24, 12, 2, 38)


@pytest.mark.parametrize("block", ATTENTION, ids=lambda item: item.id)
def test_an_attention_block_says_in_words_what_it_is_for_and_which_answer_it_expects(block):
    named = [
        next(o.text for o in block.options if o.id == wanted)
        for wanted in (block.expects.most, block.expects.least)
    ]
    most, least = (text.split()[-1] for text in named)
    assert "only checks attention" in block.situation
    assert re.search(rf"\b{most} as most and .*\b{least} as least", block.situation)


def test_no_one_place_answers_both_attention_blocks():
    for side in ("most", "least"):
        places = {
            [option.id for option in block.options].index(getattr(block.expects, side))
            for block in ATTENTION
        }
        assert len(places) == len(ATTENTION)


def test_blocks_make_the_complete_form_and_sliders_are_extra():
    assert list(BANK.form) == BLOCKS
    assert all(slider.extra for slider in SLIDERS)


def test_the_bank_is_not_calibrated_and_says_so():
    assert BANK.pilot


def test_the_traits_are_the_four_questions_in_their_order():
    assert [trait.id for trait in BANK.traits] == list(TRAITS)
    assert [trait.name for trait in BANK.traits] == [trait.upper() for trait in TRAITS]
    assert [trait.pole for trait in BANK.traits] == ["vision", "vision", "execution", "execution"]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda item: item.id)
def test_a_block_has_one_answer_for_each_trait_at_equal_weight(block):
    assert sorted(by_trait(block)) == sorted(TRAITS)
    assert [list(option.weights.values()) for option in block.options] == [[3]] * 4


def test_sliders_hold_each_pair_of_traits_against_each_other_once_either_way_round():
    met = [tuple(trait_of(option) for option in slider.options) for slider in SLIDERS]
    assert sorted(met) == sorted(itertools.permutations(TRAITS, 2))
    assert {points for s in SLIDERS for o in s.options for points in o.weights.values()} == {2}


def test_no_answer_is_held_to_be_more_popular_before_people_have_answered():
    assert {option.popularity for option in EVERY_OPTION} == {0}


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_an_item_fits_one_phone_screen(item):
    assert len(item.situation) <= 110
    assert max(len(option.text) for option in item.options) <= 75


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_answers_of_an_item_are_of_like_length(item):
    lengths = [len(option.text) for option in item.options]
    assert max(lengths) <= 1.6 * min(lengths)


@pytest.mark.parametrize("extreme", [max, min])
def test_no_trait_is_longest_or_shortest_in_more_than_four_blocks_of_ten(extreme):
    counts = Counter()
    for block in BLOCKS:
        length = extreme(len(option.text) for option in block.options)
        tied = [trait_of(option) for option in block.options if len(option.text) == length]
        counts.update(tied)
    assert max(counts.values()) <= 0.4 * len(BLOCKS), counts


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_a_situation_is_a_finished_sentence_and_an_answer_carries_no_full_stop(item):
    assert item.situation[0].isupper()
    assert item.situation[-1] in ".?"
    for option in item.options:
        assert option.text[0].isupper()
        assert option.text[-1].isalnum()


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_no_role_is_named_and_no_word_is_known_from_projects_only(item):
    texts = [item.situation, *(option.text for option in item.options)]
    assert [word for text in texts for word in found(ROLES, text)] == []


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_no_answer_gives_its_trait_away_by_a_word(item):
    assert [word for option in item.options for word in found(GIVE_AWAYS, option.text)] == []
    slugs = [part for thing in (item, *item.options) for part in thing.id.split("-")]
    assert not set(TRAITS) & set(slugs)


def test_the_word_lists_catch_what_they_are_for():
    assert found(ROLES, "Ask the Product Owner about the backlog") == [
        "Product",
        "Owner",
        "backlog",
    ]
    assert found(GIVE_AWAYS, "Ask why, and what the goal is") == ["why", "what", "goal"]
    assert found(GIVE_AWAYS, "Show somewhat more") == []


def test_no_word_of_four_letters_or_more_belongs_to_one_trait():
    uses = defaultdict(Counter)
    for option in EVERY_OPTION:
        for word in set(re.findall(r"[a-z]{4,}", option.text.lower())):
            uses[word][trait_of(option)] += 1
    telling = {
        word: dict(counts)
        for word, counts in uses.items()
        if max(counts.values()) >= 4 and max(counts.values()) > 0.75 * counts.total()
    }
    assert telling == {}


def test_no_trait_keeps_opening_with_the_same_word():
    openings = Counter((trait_of(option), option.text.split()[0]) for option in EVERY_OPTION)
    for_blocks = {key: count for key, count in openings.items() if key[1] not in {"You", "It"}}
    assert max(for_blocks.values()) <= 3, openings.most_common(3)


def test_answers_of_a_block_share_one_grammar():
    for block in BLOCKS:
        first_words = [option.text.split()[0] for option in block.options]
        gerunds = sum(
            word.endswith("ing") and word not in {"Bring", "Ring"} for word in first_words
        )
        assert gerunds in {0, 4}, first_words
        pronouns = sum(word in {"You", "It", "I", "We", "That"} for word in first_words)
        assert pronouns in {0, 4}, first_words


def test_no_two_texts_are_nearly_the_same():
    texts = [option.text.lower() for option in EVERY_OPTION]
    texts += [item.situation.lower() for item in BANK.items]
    near = [
        pair
        for pair in itertools.combinations(texts, 2)
        if difflib.SequenceMatcher(None, *pair).ratio() >= 0.85
    ]
    assert near == []


def test_every_item_is_set_in_a_known_kind_of_work_and_the_blocks_in_at_least_two_of_each():
    assert {item.kind for item in BANK.items} == KINDS
    in_blocks = Counter(block.kind for block in BLOCKS)
    assert set(in_blocks) == KINDS
    assert min(in_blocks.values()) >= 2
    assert max(in_blocks.values()) <= 5


def test_consecutive_blocks_are_set_in_different_kinds_of_work():
    assert all(a.kind != b.kind for a, b in itertools.pairwise(BLOCKS))


def test_at_least_eight_blocks_need_no_work_experience_and_the_first_three_are_among_them():
    ids = [block.id for block in BLOCKS]
    assert len(set(NO_EXPERIENCE)) >= 8
    assert set(NO_EXPERIENCE) <= set(ids)
    assert set(ids[:3]) <= set(NO_EXPERIENCE)
    assert {b.kind for b in BLOCKS if b.id in NO_EXPERIENCE} <= {"everyday", "community", "events"}


def test_every_option_has_a_theme_of_its_own_trait():
    assert SIDECAR.keys() == {item.id for item in BANK.scored}
    for item in BANK.scored:
        themes = SIDECAR[item.id]
        assert themes.keys() == {option.id for option in item.options}
        assert all(themes[option.id] in THEMES[trait_of(option)] for option in item.options)


@pytest.mark.parametrize("trait", TRAITS)
def test_the_themes_of_a_trait_are_spread_over_the_blocks(trait):
    themes = [SIDECAR[block.id][by_trait(block)[trait].id] for block in BLOCKS]
    assert Counter(themes) == THEMES[trait]


def test_each_order_of_the_four_answers_occurs_once_so_each_place_holds_each_trait_six_times():
    orders = [tuple(map(trait_of, block.options)) for block in BLOCKS]
    assert sorted(orders) == sorted(itertools.permutations(TRAITS))
    for place in range(4):
        assert set(Counter(order[place] for order in orders).values()) == {6}


def test_no_trait_stands_in_the_same_place_in_two_consecutive_blocks():
    orders = [tuple(map(trait_of, block.options)) for block in BLOCKS]
    for before, after in itertools.pairwise(orders):
        assert all(a != b for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("pilot", [True, False], ids=["pilot", "calibrated"])
def test_answering_by_place_favours_no_track(pilot):
    tuned = None if pilot else Calibration(people=1000, day="2026-01-01")
    model = compile_model(replace(BANK, calibration=tuned), shipped_rules())
    for most, least in itertools.permutations(range(4), 2):
        answers = {b.id: MostLeast(b.options[most].id, b.options[least].id) for b in BLOCKS}
        profile = score(model, read(model, answers))
        assert profile.points == pytest.approx(0)
        assert profile.probabilities.max() <= 0.45


def test_a_slider_pulled_to_one_side_throughout_favours_no_track():
    model = compile_model(BANK, shipped_rules())
    for step in (-2, 2):
        profile = score(model, read(model, {slider.id: step for slider in SLIDERS}))
        assert profile.points == pytest.approx(0)
        assert profile.probabilities.max() <= 0.45
