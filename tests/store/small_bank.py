"""A bank of eight blocks and a slider, with the shipped figures: just enough to finish."""

from quiz.core.bank import Bank, Format, Item, ItemId, Option, OptionId, Trait, TraitId
from quiz.core.rules import Rules, Thresholds, TrackId, TrackProfile

DIGEST = "a" * 64
CONTENT = '{"bank":"small"}'
TRAITS = ("why", "what", "how", "when")
BLOCKS = tuple(ItemId(f"block-{number}") for number in range(1, 9))
SLIDER = ItemId("slider")
MOST_WHY = {"least": "when", "most": "why"}
MOST_HOW = {"least": "why", "most": "how"}


def _option(trait):
    return Option(OptionId(trait), f"answer about {trait}", {TraitId(trait): 3.0})


def _trait(name):
    pole = "vision" if name in {"why", "what"} else "execution"
    return Trait(TraitId(name), name.upper(), f"{name}?", pole, f"about {name}")


BANK = Bank(
    version="1",
    traits=tuple(map(_trait, TRAITS)),
    items=(
        *(
            Item(block, Format.MOST_LEAST, "a day at work", tuple(map(_option, TRAITS)))
            for block in BLOCKS
        ),
        Item(SLIDER, Format.SLIDER, "two ways", (_option("why"), _option("when")), extra=True),
    ),
)

RULES = Rules(
    discrimination=0.35,
    extreme_penalty=0.25,
    pilot_variance=0.06,
    thresholds=Thresholds(
        clear=0.8,
        leaning=0.6,
        close_call=0.85,
        balanced=0.4,
        precision=0.6,
        tie=1e-9,
        pattern=0.8,
        pattern_from=6,
        offer_finish=12,
        accept_finish=6,
    ),
    tracks=tuple(
        TrackProfile(TrackId(name), name, {TraitId(one): 1.0, TraitId(other): 1.0})
        for name, one, other in (
            ("product-manager", "why", "what"),
            ("product-owner", "what", "how"),
            ("project-manager", "how", "when"),
        )
    ),
)
