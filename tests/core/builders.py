"""Knows how to build small banks, rules and answers in a line each, for all tests here."""

from quiz.core.bank import (
    Bank,
    Calibration,
    Format,
    Item,
    ItemId,
    MostLeast,
    Option,
    OptionId,
    Trait,
    TraitId,
)
from quiz.core.model import compile_model
from quiz.core.report import assess
from quiz.core.rules import Rules, Thresholds, TrackId, TrackProfile

TRAITS = ("why", "what", "how", "when")
CALIBRATED = Calibration(people=300, day="2030-01-01")
THRESHOLDS = Thresholds(
    clear=0.80,
    leaning=0.60,
    close_call=0.85,
    balanced=0.40,
    precision=0.60,
    tie=1e-9,
    pattern=0.80,
    pattern_from=6,
    offer_finish=12,
    accept_finish=6,
)


def track(name, **weights):
    return TrackProfile(TrackId(name), name.replace("-", " ").capitalize(), weights)


MANAGER = track("product-manager", why=1, what=1)
OWNER = track("product-owner", what=1, how=1)
PROJECT = track("project-manager", how=1, when=1)


def rules(*tracks, thresholds=THRESHOLDS):
    return Rules(
        discrimination=0.35,
        extreme_penalty=0.25,
        pilot_variance=0.06,
        thresholds=thresholds,
        tracks=tracks or (MANAGER, OWNER, PROJECT),
    )


def option(name, weights=None, popularity=0.0):
    return Option(OptionId(name), name, weights or {}, popularity)


def item(name, kind, *options, extra=False):
    return Item(ItemId(name), kind, f"The situation of {name}", options, extra=extra)


def four(points=3):
    """Four options, named and weighted after the four traits."""
    return tuple(option(trait, {trait: points}) for trait in TRAITS)


def block(name, *options, extra=False):
    return item(name, Format.MOST_LEAST, *(options or four()), extra=extra)


def pick(name, *options):
    return item(name, Format.PICK, *(options or four()))


def rank(name, *options):
    return item(name, Format.RANK, *(options or four()))


def slider(name, left="why", right="how", *, points=2, extra=False):
    sides = (option("left", {left: points}), option("right", {right: points}))
    return item(name, Format.SLIDER, *sides, extra=extra)


def likert(name, trait="why", points=2):
    return item(name, Format.LIKERT, option("statement", {trait: points}))


def bank(*items, traits=TRAITS, calibration=CALIBRATED):
    return Bank(
        version="test",
        traits=tuple(Trait(TraitId(t), t.upper(), f"{t}?", "vision", t) for t in traits),
        items=items,
        calibration=calibration,
    )


def blocks(count):
    return bank(*(block(f"b{number}") for number in range(count)))


def model(some_bank, some_rules=None):
    return compile_model(some_bank, some_rules or rules())


def most_least(most, least):
    return MostLeast(OptionId(most), OptionId(least))


def alike(some_bank, *answers):
    """Give these answers in turn to every item of the bank."""
    return {each.id: answers[number % len(answers)] for number, each in enumerate(some_bank.items)}


def result(some_bank, responses, some_rules=None):
    return assess(model(some_bank, some_rules), responses, digest="digest")
