"""Knows how a read-only link is described to its owner. It refuses to know the link itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.store.views import ShareView
from quiz.web.presenters.phrases import day
from quiz.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link that works: its number for taking it back, what it shows, and until when."""

    id: int
    shows: tuple[str, ...]
    until: str


def link_rows(links: Sequence[ShareView], sections: Mapping[str, object]) -> tuple[LinkRow, ...]:
    """Describe each link; `sections` are the words for what links may show."""
    return tuple(
        LinkRow(
            link.id,
            tuple(str(words) for name, words in sections.items() if name in link.shows),
            _("Works until %(day)s", day=day(link.expires)),
        )
        for link in links
    )
