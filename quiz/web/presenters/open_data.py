"""Knows how the rungs of all ladders become a file for programs and one for sheets.

It refuses to leave anything out: whoever reuses the texts sees what each rests on.
"""

import csv
import io
from collections.abc import Iterable

from quiz.core.careers import Careers
from quiz.core.rungs import Rung, Statement
from quiz.web.presenters.ladders import sources, statements

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
CREDIT = "Career texts of Fourways"

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a sheet may take for the start of a formula, or of something that leads to one."""


def rungs_as_json(careers: Careers) -> dict[str, object]:
    """Give every rung with its skills and sources, in plain values."""
    return {
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "credit": CREDIT,
        "version": careers.version,
        "checked": careers.checked,
        "judgement": "A statement with an empty list of sources is our own judgement.",
        "sources": [
            {
                "id": source.id,
                "name": source.name,
                "publisher": source.publisher,
                "licence": source.licence,
                "checked": source.checked,
                "url": source.url,
            }
            for source in careers.sources.values()
        ],
        "skills": [
            {
                "id": skill.id,
                "name": skill.name,
                "question": skill.trait,
                "about": _said(skill.about),
                "levels": [
                    {"level": one.number, "can": one.can, "evidence": one.evidence}
                    for one in skill.levels
                ],
            }
            for skill in careers.competencies
        ],
        "tracks": [
            {"id": page.id, "name": page.name, "summary": _said(page.summary)}
            for page in careers.tracks
        ],
        "rungs": [_rung(rung) for rung in careers.rungs],
    }


def rungs_as_csv(careers: Careers) -> str:
    """Give one line per rung, with commas and CRLF (RFC 4180); lists are joined by " | ".

    No cell begins like a formula: such a text gets an apostrophe in front.
    """
    rows = [_row(careers, rung) for rung in careers.rungs]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(safe_cell(name) for name in rows[0])
    for row in rows:
        writer.writerow(safe_cell(text) for text in row.values())
    return file.getvalue()


def safe_cell(text: str) -> str:
    """Put an apostrophe before a text that a sheet could take for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(_RISKY) else text


def _said(statement: Statement) -> dict[str, object]:
    return {"says": statement.text, "sources": list(statement.sources)}


def _listed(said: Iterable[Statement]) -> list[dict[str, object]]:
    return [_said(one) for one in said]


def _rung(rung: Rung) -> dict[str, object]:
    return {
        "id": rung.id,
        "track": rung.track,
        "name": rung.name,
        "also_called": list(rung.also_called),
        "band": rung.band.value,
        "source_band": rung.source_band.value if rung.source_band else None,
        "added": rung.added,
        "branch": rung.branch.value,
        "below": rung.below,
        "beside": rung.beside,
        "opens": list(rung.opens),
        "scope": _said(rung.scope),
        "new": _said(rung.new),
        "decides": _said(rung.decides),
        "shows": _listed(rung.shows),
        "first_days": _listed(rung.first_days),
        "doors_in": _said(rung.doors_in),
        "ready_when": _said(rung.ready_when),
        "years": {"low": rung.years.low, "high": rung.years.high, **_said(rung.years.says)},
        "credentials": list(rung.credentials),
        "credentials_say": _said(rung.credentials_say),
        "skills": dict(rung.wants),
        "grows": list(rung.grows),
    }


def _row(careers: Careers, rung: Rung) -> dict[str, str]:
    days = [statement.text for statement in rung.first_days]
    return {
        "id": rung.id,
        "track": rung.track,
        "name": rung.name,
        "also_called": _joined(rung.also_called),
        "band": rung.band.value,
        "source_band": rung.source_band.value if rung.source_band else "",
        "added": "yes" if rung.added else "no",
        "branch": rung.branch.value,
        "below": rung.below or "",
        "beside": rung.beside or "",
        "scope": rung.scope.text,
        "new": rung.new.text,
        "decides": rung.decides.text,
        "shows": _joined(one.text for one in rung.shows),
        "days_1_to_30": days[0],
        "days_31_to_60": days[1],
        "days_61_to_90": days[2],
        "doors_in": rung.doors_in.text,
        "ready_when": rung.ready_when.text,
        "years_low": f"{rung.years.low:g}",
        "years_high": "" if rung.years.high is None else f"{rung.years.high:g}",
        "years": rung.years.says.text,
        "credentials": _joined(careers.credential(name).name for name in rung.credentials),
        **{f"skill_{name}": str(level) for name, level in rung.wants.items()},
        "grows": _joined(rung.grows),
        "sources": _joined(one.name for one in sources(careers, statements(rung))),
        "checked": careers.checked,
        "licence": f"{LICENCE}, {CREDIT} {careers.version}",
    }


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(texts)
