"""Knows how the code is written that puts a cohort into a page, and what can be chosen about it.

It refuses fields for anything about a person: the code says which cohort, in which language and
colours, and how it looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from quiz.web.around import LANGUAGES

THEMES = ("auto", "light", "dark")
MODES = ("inline", "popup")
KINDS = ("tag", "frame")
LONGEST_TITLE = 80
_TITLE = "Career quiz"
_HEIGHT = 900  # pixels of a frame that cannot follow what is in it

_TAG = Markup(
    '<script src="{site}/embed.js" defer></script>\n'
    '<fourways-quiz src="{frame}"\n'
    '  locale="{locale}" theme="{theme}" mode="{mode}" redirect="{redirect}"\n'
    '  title="{title}"></fourways-quiz>\n'
    "<noscript>{plain}</noscript>"
)
_FRAME = Markup(
    '<iframe src="{address}"\n  title="{title}" width="100%" height="{height}"></iframe>'
)


@dataclass(frozen=True, slots=True)
class Look:
    """What was chosen: a tag that follows the height or a plain frame, colours, and so on.

    `redirect` is "top" where people are led back in the end; it matters only to a cohort that
    names where to.
    """

    kind: str = "tag"
    theme: str = "auto"
    locale: str = "en"
    mode: str = "inline"
    redirect: str = "top"
    title: str = _TITLE


def look_of(chosen: Mapping[str, str], *, leads_back: bool) -> Look:
    """Read a choice from an address; whatever is not on offer is as if nothing were chosen."""

    def one(name: str, offered: tuple[str, ...]) -> str:
        return chosen.get(name, "") if chosen.get(name) in offered else offered[0]

    title = " ".join(chosen.get("title", "").split())[:LONGEST_TITLE]
    back = one("redirect", ("top", "none")) if leads_back else "none"
    return Look(
        kind=one("kind", KINDS),
        theme=one("theme", THEMES),
        locale=one("locale", LANGUAGES),
        mode=one("mode", MODES),
        redirect=back,
        title=title if title.isprintable() and title else _TITLE,
    )


def snippet(look: Look, *, site: str, frame: str) -> str:
    """Write the code to paste; `site` and `frame` are whole addresses."""
    wishes = [f"locale={look.locale}"] + ([f"theme={look.theme}"] * (look.theme != "auto"))
    address = f"{frame}?{'&'.join(wishes)}"
    plain = _FRAME.format(address=address, title=look.title, height=_HEIGHT)
    if look.kind == "frame":
        return str(plain)
    return str(
        _TAG.format(
            site=site,
            frame=frame,
            locale=look.locale,
            theme=look.theme,
            mode=look.mode,
            redirect=look.redirect,
            title=look.title,
            plain=plain,
        )
    )
