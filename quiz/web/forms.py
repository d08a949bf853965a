"""Knows the form of each kind of item: its fields, what may be wrong with them, and its answer.

It refuses to know pages and storage: an answer leaves here as the JSON value that the core reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import StopValidation, ValidationError

from quiz.core.bank import STEPS, Format, Item
from quiz.core.codec import JSON
from quiz.web.presenters.answers import LIKERT_STEPS, SLIDER_STEPS

Fields = MultiDict[str, str]
"""What arrived in a request."""

_FOREIGN = lazy_gettext("That answer does not belong to this question. Choose again.")
_CHOOSE_BOTH = lazy_gettext("Choose one answer as most like you and one as least, or skip.")
_CHOOSE_MOST = lazy_gettext("Choose the one that sounds most like you.")
_CHOOSE_LEAST = lazy_gettext("Choose the one that sounds least like you.")
_CHOOSE_TWO = lazy_gettext("One answer cannot be both: choose another one as most or as least.")
_CHOOSE_ONE = lazy_gettext("Choose one answer, or skip.")
_PLACE_ALL = lazy_gettext("Give every answer a place, or skip.")
_PLACE_ONCE = lazy_gettext("Give every place once: two answers share one.")


@dataclass(frozen=True, slots=True)
class Problem:
    """What to mend, and the HTML id of the control to go to."""

    control: str
    text: str


class Radios(RadioField):
    """Radio buttons that say `missing` when none is chosen; only offered values are taken."""

    def __init__(self, *, missing: object = _CHOOSE_ONE, **kwargs: object) -> None:
        super().__init__(invalid_choice_message=_FOREIGN, **kwargs)
        self.missing = missing

    def pre_validate(self, form: Form) -> None:
        """Tell an empty field from a value that was never offered."""
        if not self.data:
            raise StopValidation(self.missing)
        super().pre_validate(form)


class Place(SelectField):
    """The place of one option in a ranking, from 1."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(invalid_choice_message=_FOREIGN, **kwargs)

    def pre_validate(self, form: Form) -> None:
        """Tell an empty field from a value that was never offered."""
        if not self.data:
            raise StopValidation(_PLACE_ALL)
        super().pre_validate(form)


class ItemForm(Form):
    """What the form of every item has: the answer its page showed, and skip.

    `seen` is canonical JSON, or empty when the page showed no answer. `fields` is what arrived,
    `shown` the answer to show instead when nothing did.
    """

    seen = StringField()
    skip = StringField()

    def __init__(self, item: Item, fields: Fields | None = None, *, shown: JSON = None) -> None:
        super().__init__(fields, data=self.filled(item, shown) if shown is not None else {})
        self.item = item
        self.offer()

    @property
    def names(self) -> frozenset[str]:
        """The fields that this form may hold."""
        return frozenset(field.name for field in self)

    @property
    def problems(self) -> list[Problem]:
        """What `validate` found, each thing once, in the order of the page."""
        found: dict[str, Problem] = {}
        for field in self:
            for error in field.errors:
                found.setdefault(str(error), Problem(f"{field.name}-0", str(error)))
        return list(found.values())

    @property
    def foreign(self) -> bool:
        """Whether `validate` found a value that the page of this item never offered."""
        return any(str(error) == str(_FOREIGN) for field in self for error in field.errors)

    @staticmethod
    def filled(item: Item, shown: JSON) -> Mapping[str, object]:  # noqa: ARG004 - formats differ
        """Turn an answer into the values of the fields that show it."""
        return {"choice": str(shown)}

    def offer(self) -> None:
        """Set the choices of the fields."""
        raise NotImplementedError

    def answer(self) -> JSON:
        """Read the answer of a valid form as JSON."""
        raise NotImplementedError


class MostLeastForm(ItemForm):
    """Four cards, each answer once, with two radios each."""

    most = Radios(missing=_CHOOSE_MOST)
    least = Radios(missing=_CHOOSE_LEAST)

    @staticmethod
    def filled(item: Item, shown: JSON) -> Mapping[str, object]:  # noqa: ARG004 - formats differ
        """Name the two options."""
        return dict(shown) if isinstance(shown, Mapping) else {}

    def offer(self) -> None:
        """Offer every option in both groups."""
        self.most.choices = self.least.choices = _options(self.item)

    def validate_least(self, field: Radios) -> None:
        """Refuse the answer that was chosen as most too."""
        if field.data == self.most.data:
            raise ValidationError(_CHOOSE_TWO)

    @property
    def same(self) -> bool:
        """Whether one answer was chosen for both."""
        return bool(self.most.data) and self.most.data == self.least.data

    @property
    def problems(self) -> list[Problem]:
        """An empty block is one thing to mend, not two."""
        if self.errors and not self.most.data and not self.least.data:
            return [Problem("most-0", str(_CHOOSE_BOTH))]
        return super().problems

    def answer(self) -> JSON:
        """Read the two option ids by name."""
        return {"most": self.most.data, "least": self.least.data}


class PickForm(ItemForm):
    """One radio for each option."""

    choice = Radios()

    def offer(self) -> None:
        """Offer every option."""
        self.choice.choices = _options(self.item)

    def answer(self) -> JSON:
        """Read the option's id."""
        return str(self.choice.data)


class StepForm(ItemForm):
    """Five labelled steps: between two good things, or of agreement."""

    choice = Radios()

    def offer(self) -> None:
        """Offer the steps from the left, or from the least."""
        words = SLIDER_STEPS if self.item.format is Format.SLIDER else LIKERT_STEPS
        self.choice.choices = [
            SelectChoice(str(step), str(word)) for step, word in zip(STEPS, words, strict=True)
        ]

    def answer(self) -> JSON:
        """Read the step as a number."""
        return int(self.choice.data)


class RankForm(ItemForm):
    """A place for every option; `place_0` belongs to the first option as written."""

    @property
    def places(self) -> list[Place]:
        """The fields of the options, in bank order."""
        return [field for field in self if isinstance(field, Place)]

    @staticmethod
    def filled(item: Item, shown: JSON) -> Mapping[str, object]:
        """Find the place of each option."""
        order = list(shown) if isinstance(shown, list | tuple) else []
        return {
            f"place_{index}": str(order.index(option.id) + 1)
            for index, option in enumerate(item.options)
            if option.id in order
        }

    def offer(self) -> None:
        """Offer as many places as there are options, and an empty one that is chosen at first."""
        choices = [
            SelectChoice("", "–"),
            *(SelectChoice(str(place + 1)) for place in range(len(self.item.options))),
        ]
        for field in self.places:
            field.choices = choices

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Refuse a place that is given twice."""
        if not super().validate(extra_validators):
            return False
        seen: set[str] = set()
        for field in self.places:
            if field.data in seen:
                field.errors = [_PLACE_ONCE]
                return False
            seen.add(field.data)
        return True

    @property
    def problems(self) -> list[Problem]:
        """A ranking's controls are lists, not groups of radios."""
        return [
            Problem(problem.control.removesuffix("-0"), problem.text)
            for problem in super().problems
        ]

    def answer(self) -> JSON:
        """Read the option ids, the first place first."""
        places = [int(field.data) for field in self.places]
        ranked = sorted(zip(places, self.item.options, strict=True), key=lambda pair: pair[0])
        return [option.id for _, option in ranked]


@lru_cache(maxsize=16)
def _rank_form(count: int) -> type[RankForm]:
    return type("RankForm", (RankForm,), {f"place_{index}": Place() for index in range(count)})


_FORMS: Mapping[Format, type[ItemForm]] = {
    Format.MOST_LEAST: MostLeastForm,
    Format.PICK: PickForm,
    Format.SLIDER: StepForm,
    Format.LIKERT: StepForm,
}


def item_form(item: Item, fields: Fields | None = None, *, shown: JSON = None) -> ItemForm:
    """Make the form of an item: empty, with what arrived (`fields`), or showing an answer."""
    if item.format is Format.RANK:
        return _rank_form(len(item.options))(item, fields, shown=shown)
    return _FORMS[item.format](item, fields, shown=shown)


def _options(item: Item) -> list[SelectChoice]:
    return [SelectChoice(option.id, option.text) for option in item.options]
