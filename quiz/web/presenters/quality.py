"""Knows how a quality card reads: what is known of a bank, what is only simulated, what neither.

It refuses to compute a figure, and to show one without saying where it comes from.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from quiz.core.bank import Bank
from quiz.core.card import STABILITY, STEP, Card, Early, Observed, Simulated
from quiz.core.model import plane
from quiz.core.result import Kind
from quiz.web.presenters.faces import Faces, TraitFace
from quiz.web.presenters.phrases import listed, month, number
from quiz.web.presenters.quality_tables import (
    Table,
    early_tables,
    hundred,
    measure,
    real_tables,
    simulated_tables,
)
from quiz.web.wording import gettext as _

SCENARIOS = {
    "exact": (
        lazy_gettext("Exact"),
        lazy_gettext("They answer just as the weights say. Nobody does; it shows the best case."),
    ),
    "noisy": (
        lazy_gettext("Noisy"),
        lazy_gettext("Every weight is a little off, as in questions that nobody has tuned."),
    ),
    "biased": (
        lazy_gettext("Biased"),
        lazy_gettext("Noisy, drawn to what sounds good, and one answer in twenty is a guess."),
    ),
    "careless": (
        lazy_gettext("Careless"),
        lazy_gettext("Biased, and one person in ten does not read the questions."),
    ),
}
"""The ways in which imaginary people answer: name, and what it means."""
LIKE_PEOPLE = "biased"
"""The way of answering that is told first: nobody is exact, and few do not read at all."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of answering, explained."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Everything a quality card shows; without figures a table tuple is empty.

    `means` says the figures that matter most in one breath; empty without simulated ones.
    """

    means: str
    tuned: str
    kept: str
    real: tuple[Table, ...]
    simulated: tuple[Table, ...]
    made: str
    stability: str  # of true leanings over a month, as assumed
    ways: tuple[Way, ...]


def quality(
    bank: Bank, faces: Faces, *, card: Card | None, seen: tuple[int, Observed | None]
) -> QualityPage:
    """Lay out a card. `seen` is how many real results there are in whole steps, and their say."""
    count, found = seen
    axes = axis_names(faces)
    return QualityPage(
        means=_means(card.simulated) if card else "",
        tuned=_tuned(bank),
        kept=_kept(count),
        real=real_tables(found, axes) if found else (),
        simulated=_simulated(card.simulated, axes) if card else (),
        made=_made(card) if card else "",
        stability=measure(STABILITY),
        ways=tuple(_way(each.scenario) for each in card.simulated) if card else (),
    )


def _simulated(found: Sequence[Simulated], axes: tuple[str, str]) -> tuple[Table, ...]:
    columns = tuple(_way(each.scenario).name for each in found)
    return (*simulated_tables(found, axes, columns), *early_tables(found, columns))


def axis_names(faces: Faces) -> tuple[str, str]:
    """Name the axes of the plane by the traits that pull to either side."""
    drawn = list(faces.traits.values())
    x, y = plane(len(drawn)).tolist()
    return _against(drawn, x), _against(drawn, y)


def _against(traits: Sequence[TraitFace], axis: Sequence[float]) -> str:
    pairs = list(zip(traits, axis, strict=True))
    some = [trait.loud for trait, pull in pairs if pull > 0]
    others = [trait.loud for trait, pull in pairs if pull < 0]
    if not some or not others:  # too few traits for a second axis
        return _("nothing left to compare")
    return _("%(some)s against %(others)s", some=listed(some), others=listed(others))


def early_clear(card: Card) -> str:
    """Say how often a clear verdict is right, early and at the end; empty where it is not known."""
    like_people = _like_people(card.simulated)
    if like_people.early is None:
        return ""
    return _(
        "Over all imaginary people who stop as soon as the quiz allows, “Clear” is right for "
        "%(early)s of a hundred; over those who answer everything, for %(whole)s.",
        early=hundred(like_people.early.verdicts[Kind.CLEAR].right),
        whole=hundred(like_people.verdicts[Kind.CLEAR].right),
    )


def _like_people(found: Sequence[Simulated]) -> Simulated:
    named = {each.scenario: each for each in found}
    return named.get(LIKE_PEOPLE, found[-1])


def _means(found: Sequence[Simulated]) -> str:
    """Say what a reader may hope for, by the last way of answering in which everybody reads."""
    like_people = _like_people(found)
    said = _(
        "No one knows yet how often it is right for real people. Of a hundred imaginary ones who "
        "answer everything, though not quite carefully, it tells %(right)s the track they belong "
        "to, and %(again)s the same track a month later. Where it says “Clear”, it is right for "
        "%(clear)s of a hundred.",
        right=hundred(like_people.right),
        again=hundred(like_people.a_month_later),
        clear=hundred(like_people.verdicts[Kind.CLEAR].right),
    )
    return f"{said} {_stopped(like_people.early)}".strip()


def _stopped(early: Early | None) -> str:
    """Go on with those who stop as soon as they may, where that was simulated."""
    if early is None:
        return ""
    return _(
        "Where they stop as soon as the quiz allows, half of them after %(items)s answers or "
        "fewer, a “Clear” is right for %(clear)s of a hundred.",
        clear=hundred(early.verdicts[Kind.CLEAR].right),
        items=number(early.items),
    )


def _tuned(bank: Bank) -> str:
    if bank.calibration is None:
        return _(
            "Not yet. People wrote the questions and their weights, and no real answers have "
            "corrected them; results say so and draw the doubt wider."
        )
    return _(
        "On the answers of %(people)s people, %(day)s.",
        people=number(bank.calibration.people),
        day=month(bank.calibration.day),
    )


def _kept(count: int) -> str:
    if not count:
        return _("Fewer than %(step)s, so nothing is told from them.", step=number(STEP))
    return _(
        "At least %(count)s. They count in closed steps of %(step)s, and figures from them change "
        "once a day at most.",
        count=number(count),
        step=number(STEP),
    )


def _made(card: Card) -> str:
    said = _(
        "%(people)s imaginary people for each column, each answering every question; seed "
        "%(seed)s, formula %(formula)s.",
        people=number(card.people),
        seed=str(card.seed),
        formula=card.formula,
    )
    early = [each.early.people for each in card.simulated if each.early]
    if early:
        said += " " + _("%(people)s others stop early.", people=number(min(early)))
    if not card.pilot:
        return said
    return said + " " + _("With the wider doubt of a trial version.")


def _way(scenario: str) -> Way:
    name, says = SCENARIOS.get(scenario, (scenario, ""))
    return Way(str(name), str(says))
