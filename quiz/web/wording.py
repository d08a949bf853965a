"""Knows how the texts of a page find their translation without a search for each.

It refuses to know languages and texts. A page has two hundred texts, and the libraries work out
language and catalogue anew for every one; here that is done once for a request.
"""

from typing import Any

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import Babel, Domain, get_locale
from markupsafe import Markup


class OnceARequest(Domain):
    """The texts of the library, found once for a request, or for a stretch of `force_locale`.

    What the library keeps of a request has a place for them, which `force_locale` empties and
    fills again; the library itself has ceased to use it.
    """

    def get_translations(self) -> NullTranslations:
        """Give the texts in the language of this request, or as they are outside of any."""
        try:
            kept = getattr(g, "_flask_babel", None)
        except RuntimeError:
            return NullTranslations()
        found: NullTranslations | None = getattr(kept, "babel_translations", None)
        if found is None:
            found = super().get_translations()  # type: ignore[no-untyped-call]
            g._flask_babel.babel_translations = found  # noqa: SLF001 - the place is the library's
        return found


_TEXTS = OnceARequest()  # type: ignore[no-untyped-call]


def gettext(said: str, /, **values: object) -> str:
    """Give a text in the reader's language, with values put in; modules call it `_`."""
    found: str = _TEXTS.get_translations().ugettext(said)
    return found % values if values else found


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    """Give the text for a number, which may stand in it as `num`."""
    found: str = _TEXTS.get_translations().ungettext(one, many, num)
    return found % ({"num": num} | values)


def language() -> Locale | None:
    """Name the language of this request, None outside of any.

    It is looked for where the library keeps it, which asks four times before it looks there.
    """
    try:
        kept = getattr(g, "_flask_babel", None)
    except RuntimeError:
        return None
    found: Locale | None = getattr(kept, "babel_locale", None)
    return found or get_locale()


def word_pages(app: Flask, babel: Babel) -> None:
    """Let pages and templates find their texts this way.

    Templates put in texts by `_` and `ngettext`, and values into the texts: escaped, as a text may
    hold markup and a value may not.
    """
    texts = babel.domain_instance = _TEXTS

    def text(said: str, /, **values: Any) -> Markup:  # noqa: ANN401 - whatever a template holds
        return _filled(texts.get_translations().ugettext(said), values)

    def text_of_many(one: str, many: str, num: int, /, **values: Any) -> Markup:  # noqa: ANN401
        found = texts.get_translations().ungettext(one, many, num)
        return _filled(found, {"num": num} | values)

    app.jinja_env.globals.update(_=text, gettext=text, ngettext=text_of_many)


def _filled(text: str, values: dict[str, Any]) -> Markup:
    said = Markup(text)  # noqa: S704 - texts are ours or their translators'
    return said % values if values or "%" in text else said
