"""What people were told is saved, written down outside the server: the only judge.

For each answer it keeps what was acknowledged last, and what was sent since without a reply: such
a write may or may not have taken place, and either is right.
"""

import json
import threading
from dataclasses import dataclass, field

NOTHING = "nothing"


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass
class Page:
    """One person's side of one attempt. Values are canonical JSON."""

    token: str
    saved: dict = field(default_factory=dict)
    unsure: dict = field(default_factory=dict)
    erased: bool = False
    finished: bool = False
    history: list = field(default_factory=list)

    def sends(self, item, value):
        self.unsure.setdefault(item, set()).add(value)

    def is_told(self, item, value):
        self.saved[item] = value
        self.unsure.pop(item, None)
        self.history.append((item, value))

    def right(self, item):
        """What may be stored for an item now."""
        return {self.saved.get(item, NOTHING)} | self.unsure.get(item, set())


class Ledger:
    def __init__(self):
        self.pages = {}
        self.acknowledged = 0
        self.unanswered = 0
        self.refused = 0
        self.unclean = []
        self._lock = threading.Lock()

    def open(self, token):
        page = Page(token)
        with self._lock:
            self.pages[token] = page
        return page

    def count(self, name, by=1):
        with self._lock:
            setattr(self, name, getattr(self, name) + by)

    def complain(self, what):
        with self._lock:
            self.unclean.append(what)

    def wrongs(self, stored):
        """What differs between what people know and what is stored.

        `stored` maps the tokens to what is stored for each: item to canonical JSON, or None.
        """
        found = []
        for token, page in self.pages.items():
            kept = stored.get(token)
            if page.erased:
                found += [f"{token[:6]} came back after it was erased"] if kept is not None else []
                continue
            kept = kept or {}
            for item in {*page.saved, *page.unsure, *kept}:
                if (there := kept.get(item, NOTHING)) not in page.right(item):
                    found.append(f"{token[:6]} {item}: {there} is stored, not {page.right(item)}")
        return found
