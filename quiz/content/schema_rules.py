"""Knows which fields of `tracks.yaml` decide scoring: `scoring`, and each track's id and weights.

It refuses to know the career fields beside them, and passes over them; their own schema holds the
complete list of keys and refuses unknown ones.
"""

from typing import Annotated

from pydantic import ConfigDict, Field

from quiz.content.fields import Line, Slug, StrictModel, at_most

Share = Annotated[float, Field(ge=0, le=1)]
Deviations = Annotated[float, Field(ge=0, le=5)]
Answers = Annotated[int, Field(ge=1, le=500)]
Bits = Annotated[float, Field(ge=0, le=10)]
Odds = Annotated[float, Field(gt=0, le=1_000_000)]


class ThresholdFields(StrictModel):
    """Where one kind of verdict ends and the next begins."""

    clear: Annotated[Share, Field(description="Probability of the leader for a clear verdict")]
    leaning: Annotated[Share, Field(description="Probability of the leader for a leaning")]
    close_call: Annotated[Share, Field(description="Joint probability of two for a close call")]
    balanced: Annotated[Deviations, Field(description="Position nearer to the middle: no track")]
    precision: Annotated[Deviations, Field(description="Deviation above it: not enough answers")]
    tie: Annotated[float, Field(ge=0, le=1, description="Points closer than this are equal")]
    pattern: Annotated[Share, Field(description="Share of answers that repeat a position")]
    pattern_from: Annotated[Answers, Field(description="Answers from which the pattern counts")]
    offer_finish: Annotated[Answers, Field(description="Answered blocks from which to offer it")]
    accept_finish: Annotated[Answers, Field(description="Answered items from which to accept it")]


class AdaptiveFields(StrictModel):
    """When an adaptive sitting may stop early, and when it asks whether the page is being read."""

    least: Annotated[Answers, Field(description="Answers before it may stop")]
    stop: Annotated[Share, Field(description="Probability of a track from which it may stop")]
    tell: Annotated[Bits, Field(description="It may stop when no item left tells more")]
    unread: Annotated[Odds, Field(description="Odds of reading below which it goes on")]
    doubt: Annotated[Odds, Field(description="Odds of reading below which it checks twice")]
    random: Annotated[Share, Field(description="Share of honest people who may be asked again")]


class ScoringFields(StrictModel):
    """The figures of the response model, and the thresholds."""

    discrimination: Annotated[float, Field(gt=0, le=5, description="Logits per point")]
    extreme_penalty: Annotated[float, Field(ge=0, le=5, description="Cost of an extreme step")]
    pilot_variance: Annotated[float, Field(ge=0, le=5, description="Added until calibrated")]
    thresholds: ThresholdFields
    adaptive: Annotated[
        AdaptiveFields | None, Field(description="When it may stop; best left out")
    ] = None


class TrackFields(StrictModel):
    """The scoring part of a track."""

    model_config = ConfigDict(extra="ignore")

    id: Annotated[Slug, Field(description="Part of addresses; never change it")]
    name: Annotated[Line, at_most(60), Field(description="As pages show it")]
    weights: Annotated[
        dict[str, Annotated[float, Field(ge=-20, le=20)]],
        Field(min_length=1, max_length=12, description="Weight by trait id; left out means 0"),
    ]


class RulesFile(StrictModel):
    """The scoring part of the file `tracks.yaml`."""

    model_config = ConfigDict(extra="ignore")

    version: Annotated[Line, at_most(40), Field(description='In quotes, as "1.0"')]
    scoring: ScoringFields
    tracks: Annotated[list[TrackFields], Field(min_length=2, max_length=12)]
