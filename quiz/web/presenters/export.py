"""Knows the file a person takes along: answers in the order of asking, result, bank, days, ladder.

It refuses to leave anything out that is stored about the answers, and to name the private link.
"""

from datetime import date
from typing import Any

from quiz.core.bank import Bank
from quiz.store.cohorts import CountedView
from quiz.store.ladders import LadderView
from quiz.store.views import AttemptView
from quiz.web.presenters.ladder_record import ladder_json
from quiz.web.presenters.phrases import day
from quiz.web.wording import gettext as _

FORMAT = "fourways-export-1"
"""The first line of an export; `fourways score` reads files of this format."""


def export(
    attempt: AttemptView, bank: Bank, ladder: LadderView, *, counted: CountedView
) -> dict[str, Any]:
    """Everything stored for an attempt, as JSON values.

    `agrees` says whether the result was made from these answers; it is null before there is one.
    `result_answers` are those it was made from. `ladder` is what the person said for their ladder,
    `counted` what they said to being counted in the figures of their cohort.
    """
    return {
        "format": FORMAT,
        "bank": attempt.bank_digest,
        "bank_version": bank.version,
        "language": attempt.language,
        "form": attempt.form,
        "cohort": attempt.cohort,
        "state": attempt.state,
        "days": {
            "started": attempt.started_day.isoformat(),
            "changed": attempt.changed_day.isoformat(),
            "finished": _iso(attempt.finished_day),
        },
        "order": list(attempt.responses),
        "answers": dict(attempt.responses),
        "result": attempt.result,
        "result_answers": attempt.result_responses,
        "agrees": None if attempt.result is None else attempt.agrees,
        "ladder": ladder_json(ladder),
        "counted": {"yes": counted.yes, "done": counted.counted},
    }


def dated(attempt: AttemptView, bank: Bank) -> str:
    """Say in words when an attempt was made and to which version of the questions."""
    begun = _(
        "Questions %(version)s. Begun on %(started)s, last changed on %(changed)s.",
        version=bank.version,
        started=day(attempt.started_day),
        changed=day(attempt.changed_day),
    )
    if attempt.finished_day is None:
        return begun
    return begun + " " + _("Result of %(day)s.", day=day(attempt.finished_day))


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
