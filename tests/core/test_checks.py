"""A sound bank passes every rule, and each way of spoiling it is found for the right reason."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from quiz.core.bank import Format
from quiz.core.batch_verdict import KINDS
from quiz.core.checks import Severity, balance_order, check_bank, examine
from quiz.core.checks.texts import text_findings
from quiz.core.checks.trial import trial_findings
from quiz.core.checks.words import reading_ease
from quiz.core.model import compile_model
from quiz.core.simulation.study import Accuracy, Agreement, Steadiness, Study, VerdictShare
from tests.core.builders import TRAITS, bank, block, likert, option, pick, rules, slider, track
from tests.core.sound_bank import (
    changed,
    everywhere,
    item,
    only,
    sound,
    with_items,
    with_option,
    words,
)

SOUND = sound()
FIRST = "block-0"


def statement(name, trait, points=2):
    whole = likert(name, trait, points)
    (only_option,) = whole.options
    return replace(
        whole,
        situation=words(9, name),
        options=(replace(only_option, text=words(seed=f"{name} statement")),),
    )


def weighted(**by_trait):
    """The sound bank with other points for the options of these traits."""

    def change(_, one):
        return replace(one, weights={t: by_trait.get(t, p) for t, p in one.weights.items()})

    return everywhere(SOUND, change)


def in_one_order(some_bank):
    items = (
        replace(i, options=tuple(sorted(i.options, key=lambda o: o.id))) if i.expects is None else i
        for i in some_bank.items
    )
    return replace(some_bank, items=tuple(items))


def popular(trait):
    invented = everywhere(
        SOUND, lambda _, one: replace(one, popularity=0.8 if trait in one.weights else 0.0)
    )
    return replace(invented, calibration=None)


TWELVE_PICKS = bank(
    *(
        item(f"pick-{number}", Format.PICK, order, points=3)
        for number, order in enumerate(list(permutations(TRAITS))[::2])
    )
)

ERRORS = {
    "two options of equal weights": (
        with_option(SOUND, FIRST, 1, weights={"why": 3}),
        "items.block-0.options.what.weights",
        "weighs the same as why",
    ),
    "an option that is nobody's best": (
        with_option(SOUND, FIRST, 0, weights={"what": 1.5, "how": 1.5}),
        "items.block-0.options.why.weights",
        "best answer of 0.0% of people",
    ),
    "statements that all point one way": (
        with_items(
            SOUND, statement("keen", "why"), statement("a", "how"), statement("b", "how", -2)
        ),
        "items",
        "agreeing with every likert statement gives why +2 points",
    ),
    "yes to everything leads to a track": (
        with_items(
            SOUND,
            *(statement(f"keen-{n}", "why") for n in range(6)),
            *(statement(f"calm-{n}", "when", -2) for n in range(6)),
        ),
        "items",
        "agreeing with every statement moves a person",
    ),
    "too few items to tell tracks apart": (
        only(SOUND, 3),
        "items",
        "with an information of 2.",
    ),
    "too few items to place a person": (
        only(SOUND, 3),
        "items",
        "one person in twenty is placed no better than to 0.6",
    ),
    "one order of options throughout": (
        in_one_order(SOUND),
        "items",
        "always taking most = 2nd, least = 1st and elsewhere answer 4 (in 36 of 36 items), unread",
    ),
    "a track for hardly anyone": (
        weighted(why=6.6, when=6.6, what=1.2, how=1.2),
        "items",
        "of people belong to product-owner, 20% are needed",
    ),
    "clickers led to a track by invented popularity": (
        popular("why"),
        "items",
        "1% of random clickers are led to product-manager, but 33%",
    ),
    "a track in the situation": (
        changed(SOUND, FIRST, situation="You meet the Product Owner"),
        "items.block-0.situation",
        "names a track (Product Owner)",
    ),
    "a track in an option": (
        with_option(SOUND, FIRST, 2, text="Be a project manager today"),
        "items.block-0.options.how.text",
        "names a track (project manager)",
    ),
    "an option that is there twice in other letters": (
        with_option(SOUND, FIRST, 3, text=SOUND.item(FIRST).options[0].text.upper()),
        "items.block-0.options.when.text",
        "says the same as block-0.options.why.text",
    ),
}

REJECTED_BY_PEOPLE = {
    "twelve picks": (TWELVE_PICKS, "of simulated people are told the right track"),
    "outer traits outweigh inner ones": (
        weighted(why=6.6, when=6.6, what=1.2, how=1.2),
        "the position along the axis y is reliable to 0.6",
    ),
    "six blocks": (only(SOUND, 6), "are opposites and yet confused"),
}

WARNINGS = {
    "options of unequal worth": (
        with_option(SOUND, FIRST, 0, weights={"why": 4}),
        "items.block-0",
        "its options give 3 to 4 points in all",
    ),
    "an item that tells nothing": (
        changed(
            SOUND,
            FIRST,
            options=tuple(
                replace(o, weights=dict.fromkeys(o.weights, 0.1)) for o in SOUND.item(FIRST).options
            ),
        ),
        "items.block-0",
        "tells 0.001 bits about the track",
    ),
    "tracks told apart unevenly": (
        weighted(why=6),
        "items",
        "times as sharply as others",
    ),
    "a trait that the items hardly ask about": (
        weighted(how=1.5),
        "items",
        "about how (",
    ),
    "liking everything is mistaken for a track": (
        weighted(why=6),
        "items",
        "liking all options much is mistaken for a track",
    ),
    "yes to everything lifts all traits": (
        with_items(SOUND, *(statement(f"{t}-{n}", t) for t in TRAITS for n in range(2))),
        "items",
        "agreeing with every statement lifts all traits by 1.05",
    ),
    "a long text outside of a block": (
        changed(SOUND, "slider-why-how", situation=words(60)),
        "items.slider-why-how.situation",
        "has 239 characters",
    ),
    "options of unequal length": (
        with_option(SOUND, FIRST, 3, text=words(12)),
        "items.block-0.options.when.text",
        "has 47 characters beside 23 of why",
    ),
    "a text that is hard to read": (
        changed(SOUND, FIRST, situation="Institutional accountability considerations " * 3),
        "items.block-0",
        "is very difficult to read",
    ),
    "a word by which roles are known": (
        changed(SOUND, FIRST, situation="The backlog grows and the Sponsor waits"),
        "items.block-0.situation",
        "uses a word by which roles are known (backlog, Sponsor)",
    ),
    "a word that gives the trait away": (
        with_option(SOUND, FIRST, 3, text="Ask when the deadline is"),
        "items.block-0.options.when.text",
        "gives its trait away (when, deadline)",
    ),
    "one trait's options are often the longest": (
        everywhere(
            SOUND,
            lambda _, one: replace(one, text=one.text + " x") if "how" in one.weights else one,
        ),
        "traits.how",
        "its option is the longest in 24 of 24 items",
    ),
    "nearly the same text three times": (
        with_option(
            with_option(SOUND, FIRST, 0, text=SOUND.item("block-7").options[0].text + "s"),
            "block-9",
            0,
            text=SOUND.item("block-7").options[0].text + "t",
        ),
        "items.block-9.options.what.text",
        "is nearly the same as block-0.options.why.text",
    ),
    "nearly the same text twice": (
        with_option(SOUND, FIRST, 0, text=SOUND.item("block-7").options[0].text + "s"),
        "items.block-7.options.what.text",
        "is nearly the same as block-0.options.why.text",
    ),
}


def found(some_bank, severity, some_rules=None):
    findings = check_bank(some_bank, some_rules or rules(), simulate=False)
    assert all(finding.mend for finding in findings), "each finding says what to do"
    return [(".".join(f.path), f.what) for f in findings if f.severity is severity]


def test_a_sound_bank_has_no_findings_even_when_people_are_simulated():
    examination = examine(SOUND, rules(), simulate=True)
    assert [str(finding) for finding in examination.findings] == []
    assert list(examination.studies) == ["exact", "noisy", "biased"]


@pytest.mark.parametrize("case", ERRORS)
def test_a_bad_bank_is_rejected_for_the_right_reason(case):
    spoilt, path, reason = ERRORS[case]
    assert any(p == path and reason in what for p, what in found(spoilt, Severity.ERROR)), found(
        spoilt, Severity.ERROR
    )


@pytest.mark.parametrize("case", REJECTED_BY_PEOPLE)
def test_a_bank_that_looks_well_is_rejected_by_what_simulated_people_show(case):
    spoilt, reason = REJECTED_BY_PEOPLE[case]
    findings = check_bank(spoilt, rules(), simulate=True)
    assert any(reason in f.what for f in findings if f.severity is Severity.ERROR), findings


@pytest.mark.parametrize("case", WARNINGS)
def test_a_weakness_is_a_warning_at_its_place(case):
    spoilt, path, reason = WARNINGS[case]
    assert any(p == path and reason in what for p, what in found(spoilt, Severity.WARNING)), found(
        spoilt, Severity.WARNING
    )


def test_a_finding_says_where_what_and_how_to_mend_it():
    spoilt = with_option(SOUND, FIRST, 1, weights={"why": 3})
    said = str(check_bank(spoilt, rules(), simulate=False)[0])
    assert said == (
        "items.block-0.options.what.weights: weighs the same as why, so that choosing between "
        "them tells nothing: let each option stand for something else"
    )


def test_popularity_from_real_answers_says_nothing_about_clickers():
    tuned = replace(popular("why"), calibration=SOUND.calibration)
    assert found(tuned, Severity.ERROR) == []


def test_an_attention_block_may_use_any_words_that_name_no_track():
    told = changed(SOUND, "attention", situation="Why not: choose the first and the last")
    assert found(told, Severity.WARNING) == []


def test_a_bank_of_three_blocks_is_too_short_to_know_whose_option_is_longest():
    short = replace(
        only(SOUND, 3),
        items=only(WARNINGS["one trait's options are often the longest"][0], 3).items,
    )
    assert not any("longest" in finding.what for finding in text_findings(short, rules()))


def test_two_tracks_and_two_traits_have_one_direction_to_be_told_apart_in():
    two = bank(
        *(slider(f"s{n}", *sides) for n in range(24) for sides in permutations(("why", "how"))),
        traits=("why", "how"),
    )
    numbered = tuple(replace(i, id=f"s{n}", situation=words(9, n)) for n, i in enumerate(two.items))
    two = everywhere(
        replace(two, items=numbered),
        lambda i, one: replace(one, text=words(seed=f"{i.id} {one.id}")),
    )
    sides = rules(track("dreamer", why=1), track("doer", how=1))
    findings = check_bank(two, sides, simulate=True)
    assert [str(finding) for finding in findings] == []


# What simulated people show, from figures written by hand.

MODEL = compile_model(SOUND, rules())
EVEN = np.array([[90, 5, 5], [5, 90, 5], [5, 5, 90]])


def shown(confusion=EVEN, *, right=0.9, reliability=(0.9, 0.9), same=0.99, worst=0.5):
    return Study(
        scenario="exact",
        people=300,
        accuracy=Accuracy(count=0.8, points=right, posterior=right, limit=right, top_two=0.99),
        confusion=np.array(confusion),
        calibration=(),
        calibration_error=0.0,
        verdicts=tuple(VerdictShare(kind, 0.1, 0.9) for kind in KINDS),
        steadiness=Steadiness(0.8, 0.7),
        reliability=reliability,
        agreement=Agreement(same, worst),
        positions=np.zeros((0, 2)),
        belonging=np.zeros(0, dtype=np.intp),
    )


TRIALS = {
    "too often wrong": (shown(right=0.77), "error", "77.0% of simulated people"),
    "one track is seldom recognised": (
        shown([[69, 16, 15], [8, 100, 8], [7, 8, 100]]),
        "error",
        "of those who belong to product-manager, 69.0% are told so",
    ),
    "a track is recommended too often": (
        shown([[90, 10, 0], [0, 100, 0], [0, 10, 90]]),
        "error",
        "product-owner is recommended 1.20 times as often",
    ),
    "a track is recommended too seldom": (
        shown([[84, 8, 8], [0, 95, 5], [0, 5, 95]]),
        "error",
        "product-manager is recommended 0.84 times as often",
    ),
    "opposites are confused": (
        shown([[87, 0, 13], [0, 100, 0], [13, 0, 87]]),
        "error",
        "product-manager and project-manager are opposites and yet confused in 13%",
    ),
    "confusion goes one way": (
        shown([[88, 12, 0], [0, 100, 0], [0, 0, 100]]),
        "warning",
        "product-manager and product-owner are confused one way more than the other (12% and 0%)",
    ),
    "an axis is unreliable": (
        shown(reliability=(0.9, 0.74)),
        "error",
        "the position along the axis y is reliable to 0.74",
    ),
    "points and probability part": (
        shown(same=0.96),
        "error",
        "name one track for 96.0% of people",
    ),
    "points contradict a high probability": (
        shown(worst=0.66),
        "error",
        "even where one is stated to be 66% likely",
    ),
}


@pytest.mark.parametrize("case", TRIALS)
def test_what_simulated_people_show_is_held_against_the_limits(case):
    study, severity, reason = TRIALS[case]
    findings = list(trial_findings(MODEL, study))
    assert [f.severity.value for f in findings if reason in f.what] == [severity], findings
    assert all(finding.mend for finding in findings)


def test_good_figures_raise_nothing():
    assert list(trial_findings(MODEL, shown())) == []


AT_THE_LIMITS = {
    "recall 70 %, opposites confused in 12 %, one way 10 % more": [
        [70, 20, 10],
        [10, 80, 10],
        [12, 8, 80],
    ],
    "recommended .85 and 1.15 times as often": [[80, 15, 5], [5, 90, 5], [0, 10, 90]],
}


@pytest.mark.parametrize("case", AT_THE_LIMITS)
def test_figures_exactly_at_their_limits_raise_nothing(case):
    just = shown(AT_THE_LIMITS[case], right=0.78, reliability=(0.75, 0.75), same=0.97, worst=0.65)
    assert list(trial_findings(MODEL, just)) == []


# The order of options.


def shuffled(some_bank, seed=1):
    draw = np.random.default_rng(seed)

    def mixed(one):
        return tuple(one.options[n] for n in draw.permutation(len(one.options)))

    items = (i if i.expects is not None else replace(i, options=mixed(i)) for i in some_bank.items)
    return replace(some_bank, items=tuple(items))


def options_by_id(one):
    return one.id, {option.id: option for option in one.options}


def test_a_balanced_bank_comes_back_as_it_was():
    assert balance_order(SOUND) == SOUND


@pytest.mark.parametrize("seed", range(3))
def test_balancing_mends_what_always_the_same_place_leads_to(seed):
    spoilt = shuffled(SOUND, seed)
    assert any("unread" in what for _, what in found(spoilt, Severity.ERROR))
    mended = balance_order(spoilt)
    assert found(mended, Severity.ERROR) == []
    assert [options_by_id(i) for i in mended.items] == [options_by_id(i) for i in spoilt.items]


@pytest.mark.parametrize(
    ("made", "said"),
    [(pick, "always taking answer "), (block, "always taking most = ")],
    ids=["picks", "blocks"],
)
def test_a_place_that_is_taken_unread_is_said_in_the_words_of_its_format(made, said):
    told = [what for _, what in found(bank(*(made(f"i{n}") for n in range(24))), Severity.ERROR)]
    places = [what for what in told if what.startswith(said)]
    assert len(places) == 1
    assert "elsewhere" not in places[0]
    assert " (in 24 of 24 items), unread, leads to " in places[0]


def test_balancing_evens_out_the_sides_of_sliders():
    mended = balance_order(bank(slider("one", "why", "how"), slider("two", "why", "how")))
    assert sorted(tuple(next(iter(o.weights)) for o in i.options) for i in mended.items) == [
        ("how", "why"),
        ("why", "how"),
    ]


def test_there_is_nothing_to_balance_in_statements():
    statements = bank(statement("one", "why"), statement("two", "how"))
    assert balance_order(statements) == statements


# Reading ease, by Flesch's own formula.


def test_reading_ease_counts_words_sentences_and_syllables():
    assert reading_ease(["The cat sat on the mat."]) == pytest.approx(206.835 - 1.015 * 6 - 84.6)


def test_a_silent_ending_is_no_syllable():
    assert reading_ease(["Make"]) == reading_ease(["Mat"])


@pytest.mark.parametrize("text", ["", "12", "Größe zählt"])
def test_text_without_english_words_has_no_reading_ease(text):
    assert reading_ease([text]) is None


def test_a_bank_of_one_short_item_is_checked_without_stumbling():
    tiny = bank(block("b", option("a", {"why": 1}), option("b", {"how": 1})))
    assert any("information" in what for _, what in found(tiny, Severity.ERROR))
