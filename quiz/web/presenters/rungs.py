"""Knows how one rung is laid out as a page: its place, what grows, all its skills, certificates.

It refuses to know who stands on the rung, and addresses.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext

from quiz.core.careers import Careers
from quiz.core.moves import Confidence, Credential
from quiz.core.rules import TrackId
from quiz.core.rungs import Branch, RoleId, Rung, Statement
from quiz.web.presenters.faces import Faces
from quiz.web.presenters.ladders import BANDS, rung_place, statements
from quiz.web.presenters.phrases import month
from quiz.web.presenters.skills import SkillLine, skill_lines
from quiz.web.wording import gettext as _

CONFIDENCES = {
    Confidence.SEVERAL: lazy_gettext("Several pages agree on this"),
    Confidence.ONE: lazy_gettext("Read on one page"),
    Confidence.UNCONFIRMED: lazy_gettext("Not confirmed"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A rung in the small picture of its ladder; `state` is "here", "done" (below) or empty."""

    rung: Rung
    grows: tuple[SkillLine, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A credential with how sure its conditions are, and when they were read, in words."""

    credential: Credential
    useful: Statement
    asks_for: Statement
    test: Statement
    keep: Statement
    sure: str
    read: str


@dataclass(frozen=True, slots=True)
class RungPage:
    """Everything the page of one rung shows. `steps` from the top; `others` do not grow most here.

    `unasked` names the skills that the rung does not ask for.
    """

    rung: Rung
    place: str
    steps: tuple[Step, ...]
    experts: tuple[Rung, ...]
    grows: tuple[SkillLine, ...]
    others: tuple[SkillLine, ...]
    unasked: tuple[str, ...]
    certificates: tuple[Certificate, ...]
    below: Rung | None
    onward: tuple[Rung, ...]


def rung_page(careers: Careers, faces: Faces, track: TrackId, rung: RoleId) -> RungPage:
    """Lay out a rung of a track; raises KeyError when this track has no such rung."""
    here = careers.rung(rung)
    if here.track != track:
        raise KeyError(rung)
    asked = [skill.id for skill in careers.competencies if here.wants[skill.id]]
    return RungPage(
        rung=here,
        place=rung_place(careers, here),
        steps=_steps(careers, faces, here),
        experts=careers.experts(track),
        grows=skill_lines(careers, faces, here, here.grows),
        others=skill_lines(careers, faces, here, [n for n in asked if n not in here.grows]),
        unasked=tuple(skill.name for skill in careers.competencies if skill.id not in asked),
        certificates=tuple(_certificate(careers.credential(name)) for name in here.credentials),
        below=careers.below(here),
        onward=onward(careers, here),
    )


def onward(careers: Careers, rung: Rung) -> tuple[Rung, ...]:
    """List where a rung leads on its own ladder: up, and over to the rung beside it, both ways."""
    up = careers.ways_up(rung)
    beside = [one for one in careers.experts(rung.track) if one.beside == rung.id]
    if rung.beside is not None:
        beside.append(careers.rung(rung.beside))
    return (*up, *(one for one in beside if one not in up))


def said_on(careers: Careers, page: RungPage) -> tuple[Statement, ...]:
    """Collect every sentence of the page in its order, for the numbers of the sources."""
    rung = page.rung
    notes = [note for note in (careers.notes.credentials,) if note and page.certificates]
    return (
        *statements(rung),
        careers.notes.levels,
        careers.notes.wants,
        rung.credentials_say,
        *notes,
        *(certificate.asks_for for certificate in page.certificates),
    )


def band_words(rung: Rung, title: str) -> str:
    """Say how much a rung answers for, among the four bands, in a sentence or two.

    The band that our source texts give is named where it is another. Titles use the words of bands
    in their own way: where this one does, that is said, so that the two do not seem to disagree.
    """
    step, words = list(BANDS).index(rung.band) + 1, str(BANDS[rung.band]).lower()
    said = _("Step %(step)s of 4, from entry to executive: %(band)s", step=step, band=words)
    if rung.source_band is not None and rung.source_band is not rung.band:
        other = str(BANDS[rung.source_band]).lower()
        said += " " + _("(the article we started from says %(other)s)", other=other)
    for band, name in BANDS.items():
        if band is not rung.band and str(name).lower() in title.lower().split():
            return said + _("; job titles say “%(word)s” earlier.", word=str(name).lower())
    return said + "."


def _steps(careers: Careers, faces: Faces, here: Rung) -> tuple[Step, ...]:
    ladder = careers.ladder(here.track)
    at = ladder.index(here if here.beside is None else careers.rung(here.beside))
    states = ["here" if i == at else "done" if i < at else "" for i in range(len(ladder))]
    if here.branch is Branch.EXPERT:
        states[at] = ""
    steps = [
        Step(rung, skill_lines(careers, faces, rung, rung.grows), state)
        for rung, state in zip(ladder, states, strict=True)
    ]
    return tuple(reversed(steps))


def _certificate(credential: Credential) -> Certificate:
    """Mark each line: what an issuer asks rests on its pages, when it helps is our judgement."""
    return Certificate(
        credential=credential,
        useful=Statement(credential.useful_when),
        asks_for=Statement(credential.asks_for, credential.sources),
        test=Statement(credential.test, credential.sources),
        keep=Statement(credential.keep, credential.sources),
        sure=str(CONFIDENCES[credential.confidence]),
        read=month(credential.checked),
    )
