"""Knows how events become a calendar file that every calendar reads (RFC 5545).

It refuses to know what the events are about, and the time of day: they are whole days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

_WIDTH = 75
"""Octets in a line before it is folded, without its end (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on whole days; `ends` is the first day after it. `id` tells it from all others."""

    id: str
    begins: date
    ends: date
    title: str
    text: str


def calendar(events: Iterable[Event], *, name: str, made: datetime) -> str:
    """Write events as one calendar file. `made` is this moment in UTC."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fourways//Conversation guide//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in events:
        lines += _event(event, made)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: Event, made: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.id}@fourways.invalid",
        f"DTSTAMP:{made:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_day(event.begins)}",
        f"DTEND;VALUE=DATE:{_day(event.ends)}",
        f"SUMMARY:{_escaped(event.title)}",
        f"DESCRIPTION:{_escaped(event.text)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _day(value: date) -> str:
    """Write a day in eight digits; strftime would leave out leading zeros of an early year."""
    return value.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """Escape what separates values, and write line breaks as the two characters they ask for."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, escaped)
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Break a line into parts of at most 75 octets, never inside a character."""
    parts: list[str] = []
    part = ""
    for sign in line:
        limit = _WIDTH if not parts else _WIDTH - 1
        if len((part + sign).encode()) > limit:
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
