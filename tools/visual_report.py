"""Knows how differing pictures are shown to the person who decides: stored, now, and where.

It refuses to judge them.
"""

import shutil
from dataclasses import dataclass
from html import escape
from pathlib import Path

REPORT = Path(__file__).resolve().parent.parent / "dist" / "visual"
_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures that differ</title>
<style>body{font:16px/1.5 sans-serif;margin:2rem}img{max-width:100%;border:1px solid #999}</style>
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A picture that differs: how much of it, before (empty: new), after, and the marked places."""

    name: str
    share: float
    before: bytes
    after: bytes
    marked: bytes


def write_report(found: list[Found], gone: list[str], *, of: int, refreshed: bool) -> str:
    """Write the report with its pictures, and give the lines for the terminal."""
    shutil.rmtree(REPORT, ignore_errors=True)
    if not found and not gone:
        return f"All {of} pictures are as stored."
    REPORT.mkdir(parents=True)
    body = "".join(map(_section, found))
    listed = "".join(f"<li>{escape(name)}</li>" for name in gone)
    page = REPORT / "index.html"
    page.write_text(
        f"{_HEAD}<h1>{len(found)} of {of} differ</h1>{body}<h2>Gone</h2><ul>{listed}</ul>"
    )
    lines = [f"{_worth(one):>8}  {one.name}" for one in found] + [f"    gone  {n}" for n in gone]
    last = (
        "Stored as they are now." if refreshed else "Good as they are? make visual ARGS=--refresh"
    )
    return "\n".join([*lines, f"Look at them in {page}", last])


def _worth(one: Found) -> str:
    return f"{one.share:.2%}" if one.before else "new"


def _section(one: Found) -> str:
    parts = [f"<h2>{escape(one.name)}: {_worth(one)}</h2>"]
    for what, data in (("stored", one.before), ("now", one.after), ("where", one.marked)):
        if data:
            file = REPORT / f"{one.name.replace(' ', '-')}.{what}.webp"
            file.write_bytes(data)
            parts.append(f'<p>{what}<br><img src="{escape(file.name)}" alt="{what}"></p>')
    return "".join(parts)
