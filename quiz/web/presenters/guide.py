"""Knows what a conversation guide holds: questions, two experiments, a person to shadow.

It refuses to know any one person's result: nobody needs a score for a talk.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from quiz.core.careers import Careers
from quiz.core.rules import TrackId
from quiz.core.rungs import Competency, TrackPage
from quiz.web.presenters.calendar import Event
from quiz.web.presenters.faces import Faces, TraitFace
from quiz.web.presenters.phrases import continuing
from quiz.web.presenters.titles import Titles
from quiz.web.wording import gettext as _

DAYS = 30
"""Days an experiment runs."""
_LEVEL = 2  # experiments lead to using a skill alone: useful early on a ladder, honest later


@dataclass(frozen=True, slots=True)
class Experiment:
    """Something to try for 30 days. `face` is the question its skill belongs to."""

    skill: str
    face: TraitFace
    attempt: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide for one track; `ladder` holds the titles of its rungs from entry upwards."""

    page: TrackPage
    questions: tuple[str, ...]
    experiments: tuple[Experiment, ...]
    ladder: tuple[str, ...]


def guide(careers: Careers, faces: Faces, words: Titles, track: TrackId) -> Guide:
    """Make up the guide for a track; raises KeyError when there is no such track."""
    page = careers.track(track)
    return Guide(
        page=page,
        questions=_questions(page),
        experiments=tuple(
            _experiment(careers, track, face) for face in faces.tracks[track].traits[:2]
        ),
        ladder=tuple(words.inline(rung.id) for rung in careers.ladder(track)),
    )


def events(guide: Guide, start: date) -> tuple[Event, ...]:
    """Put the experiments on days, one after the other, with a look back at the end of each.

    Raises OverflowError where the calendar ends before the last day.
    """
    found = []
    for place, experiment in enumerate(guide.experiments):
        begins = start + timedelta(days=DAYS * place)
        ends = begins + timedelta(days=DAYS)
        found += [
            Event(
                f"{guide.page.id}-{place + 1}-{begins:%Y%m%d}",
                begins,
                ends,
                _("Try for 30 days: %(skill)s", skill=experiment.skill.lower()),
                experiment.attempt,
            ),
            Event(
                f"{guide.page.id}-{place + 1}-back-{begins:%Y%m%d}",
                ends - timedelta(days=1),
                ends,
                _("Look back: %(skill)s", skill=experiment.skill.lower()),
                _("What surprised you? Keep it, change it or stop it. It shows in something like: ")
                + experiment.evidence,
            ),
        ]
    return tuple(found)


def _questions(page: TrackPage) -> tuple[str, ...]:
    return (
        _(
            "The work of this track turns on: “%(questions)s” Where in my week do I already "
            "answer that?",
            questions=page.questions.text,
        ),
        _("What may I decide today without asking, and which decision could be next?"),
        _("When did I last do something you would like to see more of? What was it?"),
        _("Where do I step on other people’s work, and where do I leave a gap?"),
        _("What would you need to see before you gave me a larger piece of this work?"),
    )


def _experiment(careers: Careers, track: TrackId, face: TraitFace) -> Experiment:
    """Choose the skill of a question that grows most often on this ladder; ties in file order."""
    skills = [skill for skill in careers.competencies if skill.trait == face.id]
    ladder = careers.ladder(track)

    def rises(skill: Competency) -> int:
        return sum(skill.id in rung.grows for rung in ladder)

    chosen = max(skills or careers.competencies, key=rises)
    level = chosen.level(_LEVEL)
    return Experiment(chosen.name, face, level.attempt, continuing(level.evidence))
