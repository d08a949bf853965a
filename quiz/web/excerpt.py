"""Knows how to take from the style sheet what the pages made by a few templates can use.

It refuses to change or reorder a rule, so that what is kept looks as it does under the whole sheet.
It leaves out a rule only where a tag or a class that it needs stands nowhere in those templates;
what stands in `:not()`, `:has()` or brackets leaves nothing out. The sheet comes without comments.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from quiz.web.assets import Assets

_SITTING = ("take/item.html", "take/check.html")
_NAMED = re.compile(r'"([\w/]+\.html)"')  # another template that this one is built from
_TAG = re.compile(r"<([a-z][a-z0-9]*)")
_CLASS = re.compile(r'class="([^"]*)"|_class %}([^{]*)')  # of a tag, of a block in base.html
_WORD = re.compile(r"[a-z][\w-]*(?:\{\{)?")  # `r{{` stands for r1, r2 and so on
_INNER = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"
_PART = re.compile(rf"(?:[^(),]|\({_INNER}\))+")
_EITHER = re.compile(rf":is\(({_INNER})\)")
_ASIDE = re.compile(rf"\[[^]]*\]|::?[a-z-]+(?:\({_INNER}\))?")
_NAME = re.compile(r"[a-z][\w-]*")
_IF = ("@media", "@container", "@supports")


def add_sitting_sheet(assets: Assets, templates: Path) -> None:
    """Offer, as `sitting.css`, what question pages and the check page can use of `style.css`."""
    whole = assets.named("style.css").plain.decode()
    assets.add("sitting.css", excerpt(whole, worn(templates, _SITTING)).encode())


def worn(folder: Path, names: Sequence[str]) -> frozenset[str]:
    """Give the tags and classes in these templates and in those they are built from."""
    words: set[str] = set()
    waiting, seen = list(names), set(names)
    while waiting:
        text = (folder / waiting.pop()).read_text("utf-8")
        words.update(_TAG.findall(text))
        for classes in _CLASS.findall(text):
            found = _WORD.findall(" ".join(classes))
            words.update(found, (word.rstrip("{") for word in found))
        fresh = set(_NAMED.findall(text)) - seen
        seen |= fresh
        waiting += fresh
    return frozenset(words)


def excerpt(sheet: str, names: Collection[str]) -> str:
    """Keep the rules whose tags and classes are all among these names."""
    return "".join(_kept(sheet, names))


def _kept(sheet: str, names: Collection[str]) -> Iterator[str]:
    for head, body in _blocks(sheet):
        if head.startswith(_IF):
            if inner := excerpt(body, names):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif able := [one for one in _parts(head) if _possible(one, names)]:
            yield f"{','.join(able)}{{{body}}}"


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each outer pair of braces, and what within."""
    depth = start = opened = 0
    for brace in re.finditer("[{}]", sheet):
        depth += 1 if brace[0] == "{" else -1
        if brace[0] == "{" and depth == 1:
            opened = brace.start()
        elif depth == 0:
            yield sheet[start:opened], sheet[opened + 1 : brace.start()]
            start = brace.end()


def _parts(selectors: str) -> list[str]:
    """Split a list of selectors at its outer commas."""
    return _PART.findall(selectors)


def _possible(selector: str, names: Collection[str]) -> bool:
    for choice in _EITHER.findall(selector):
        if not any(_possible(one, names) for one in _parts(choice)):
            return False
    return all(
        name in names or name.rstrip("0123456789") + "{{" in names
        for name in _NAME.findall(_ASIDE.sub(" ", selector))
    )
