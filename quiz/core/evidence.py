"""Knows what lies behind a result: what each answer gave to each track, and the verdict unflagged.

It refuses to word any of it, and to store it: both follow from the answers at any time.
"""

from collections.abc import Mapping

from quiz.core.bank import ItemId, Responses
from quiz.core.model import Model
from quiz.core.result import Verdict
from quiz.core.rules import TrackId
from quiz.core.scoring import read, score
from quiz.core.verdict import judge, standing

Evidence = Mapping[ItemId, Mapping[TrackId, float]]
"""Points by answered item and track; over the items they add up to the points of the tracks."""


def evidence(model: Model, responses: Responses) -> Evidence:
    """Points of each answer for each track, against someone with no leaning.

    Answer i adds profile_track . (W_chosen - E[W_i | no leaning]). Items come in the order of the
    bank. Raises KeyError for an item or an answer that the bank does not have.
    """
    sheet = read(model, responses)
    chosen = model.curves.weights[sheet.rows, sheet.places]
    points = (chosen - model.neutral.means[sheet.rows]) @ model.profiles.T
    return {
        model.items[row]: dict(zip(model.tracks, gains, strict=True))
        for row, gains in zip(sheet.rows.tolist(), points.tolist(), strict=True)
    }


def unflagged_verdict(model: Model, responses: Responses) -> Verdict:
    """Judge as if nothing asked for a second look: for a person who says their answers are right.

    Raises KeyError for an item or an answer that the bank does not have.
    """
    profile = score(model, read(model, responses))
    return judge(model, profile, standing(profile, model.rules.thresholds.tie), ())
