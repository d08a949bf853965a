"""Knows the form that asks where someone stands: two questions, years, and the wish to lead nobody.

It refuses to know what the answers lead to.
"""

from flask_babel import lazy_gettext
from wtforms import BooleanField, Form, SelectChoice, StringField
from wtforms.validators import ValidationError

from quiz.core.moves import Placement
from quiz.core.placement import Said
from quiz.operations.placing import MOST_YEARS
from quiz.web.forms import Fields, Problem, Radios

_SCOPE = lazy_gettext("Choose the largest thing you answer for.")
_DECIDES = lazy_gettext("Choose who decides when you disagree.")
_YEARS = lazy_gettext("Write the years as a whole number from 0 to 70, or leave the field empty.")


class PlacementForm(Form):
    """Two groups of radios in the words of the content, a number, and a tick."""

    scope = Radios(missing=_SCOPE)
    decides = Radios(missing=_DECIDES)
    years = StringField()
    expert = BooleanField()

    def __init__(
        self, table: Placement, fields: Fields | None = None, *, shown: Said | None = None
    ) -> None:
        super().__init__(fields, data=_filled(shown) if shown else {})
        self.scope.choices = [SelectChoice(c.id, c.label) for c in table.scopes]
        self.decides.choices = [SelectChoice(c.id, c.label) for c in table.decides]

    @property
    def names(self) -> frozenset[str]:
        """The fields that this form may hold."""
        return frozenset(field.name for field in self)

    @property
    def problems(self) -> list[Problem]:
        """What `validate` found, in the order of the page, with the control to go to."""
        controls = {"scope": "scope-0", "decides": "decides-0", "years": "years"}
        return [
            Problem(control, str(error))
            for name, control in controls.items()
            for error in self[name].errors
        ]

    def validate_years(self, field: StringField) -> None:
        """Refuse what is no whole number of years in a life."""
        text = (field.data or "").strip()
        if text and not (text.isascii() and text.isdigit() and len(text) <= 2):
            raise ValidationError(_YEARS)
        if text and int(text) > MOST_YEARS:
            raise ValidationError(_YEARS)

    def said(self) -> Said:
        """Read the answers of a valid form."""
        text = (self.years.data or "").strip()
        return Said(
            scope=self.scope.data,
            decides=self.decides.data,
            years=int(text) if text else None,
            expert=bool(self.expert.data),
        )


def _filled(shown: Said) -> dict[str, object]:
    return {
        "scope": shown.scope,
        "decides": shown.decides,
        "years": "" if shown.years is None else str(shown.years),
        "expert": shown.expert,
    }
