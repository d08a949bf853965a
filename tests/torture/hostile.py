"""Requests that no page of ours would send, from a grammar, each made from its own number."""

import random
import sqlite3
import time
from collections import Counter
from contextlib import closing
from urllib.parse import quote

from tests.hostile_words import payload
from tests.web.doors import FORMS

METHODS = ("GET", "GET", "HEAD", "POST", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "A B")
SLOW = 2.0
SIGNS = ("%00", "%0d%0aX-Evil:%201", "%ff%fe", "%e2%80%ae", "..%2f", "%2e%2e/", "%252e", "\\", ";")
SIGNS += ("?", "#", "//", "/.", "/../", "%", "%zz", "*", "'", '"', "<", "{{7*7}}", "%c0%af", "é")
NAMES = "seen skip most least choice show count days verdict link view rung track scope years start"
NAMES += " problem change more open one other day made form place_0 __class__ seen[] seen[0] . ''"
KINDS = ("application/x-www-form-urlencoded",) * 6 + (
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "y" * 500,
    "application/json",
    "text/plain; charset=utf-7",
    "application/x-www-form-urlencoded; charset=idna",
    "application/json; charset=punycode",
    "x",
    "",
)
HEADERS = {
    "Accept": ("*/*", "x", "application/json;q=nan", ",;=", "text/html" * 500),
    "Accept-Encoding": ("gzip", "gzip;q=-1", "*;q=1e999", "\x7f"),
    "Accept-Language": ("xx", "de;q=x", "*", "-" * 300),
    "Cookie": ("staff=x", "staff=.eJw", "=;=;=", "a" * 4_000),
    "Authorization": ("Bearer ", "Basic !!!", "Digest realm", "Bearer " + "m" * 40),
    "Prefer": ("return=minimal", "x"),
    "Range": ("bytes=0-0", "bytes=9-1"),
    "If-Modified-Since": ("never", "Sat, 01 Jan 0000 00:00:00 GMT"),
    "If-None-Match": ("*", '"'),
    "X-Forwarded-For": ("evil.example", "::", "1" * 300),
    "Content-Length": ("-1", "x", "99999999999999999999", "1e3"),
    "Transfer-Encoding": ("chunked", "identity, chunked"),
    "Expect": ("100-continue",),
    "Date": ("x",),
}


class Grammar:
    """Requests for an application, by number."""

    def __init__(self, town):
        self.town = town
        rules = town.app.url_map.iter_rules()
        self.rules = [rule for rule in rules if not rule.rule.endswith("/delete")]
        self.begun = town.app.test_client().get("/start?form=full").location
        self.keys = [town.owner, town.member, town.link, "x" * 43, self.begun.split("/")[2]]
        self.items = [item.id for item in town.app.extensions["front"].catalogue.bank.items]

    def request(self, number):
        """Arguments for a client that asks."""
        chance = random.Random(number)
        rule = chance.choice(self.rules)
        if chance.random() < 0.05:
            return self._well_formed(chance)
        method = chance.choice(METHODS)
        path = self._path(rule, chance)
        asked = {"method": method, "path": path, "headers": self._headers(chance)}
        if chance.random() < 0.5:
            asked["query_string"] = self._fields(chance, rule)
        if method not in {"GET", "HEAD"}:
            asked["data"] = self._body(chance, rule)
            asked["content_type"] = chance.choice(KINDS)
        return asked

    def _well_formed(self, chance):
        """What a page of ours would send."""
        rule = chance.choice([one for one in self.rules if one.endpoint in FORMS])
        path = self.town.address(rule, key=self.town.owner)
        return {"method": "POST", "path": path, "data": FORMS[rule.endpoint]}

    def _path(self, rule, chance):
        if chance.random() < 0.15:
            path = self.begun.partition("?")[0] + "?" + self.begun.partition("?")[2]
        else:
            cohort = chance.choice((self.town.spring, self.town.autumn, "nobody"))
            path = self.town.address(rule, key=chance.choice(self.keys), cohort=cohort)
            path = path.replace("trip-with-friends", chance.choice(self.items))
        if chance.random() < 0.4:
            place = chance.randrange(1, len(path) + 1)
            sign = chance.choice((*SIGNS, quote(payload(chance.randrange(999)), safe="")))
            path = path[:place] + sign + path[place + chance.choice((0, 0, 1, 5)) :]
        return path

    def _headers(self, chance):
        names = chance.sample(sorted(HEADERS), k=chance.choice((0, 0, 1, 2, 4)))
        return {name: chance.choice(HEADERS[name]) for name in names}

    def _value(self, chance):
        return chance.choice(
            (
                "",
                "1",
                "-1",
                "y",
                "no",
                "null",
                '{"most":"a","least":"b"}',
                "9" * 400,
                "٣",
                "\x00",
                "\ud7ff\ue000",
                "\u202e" * 9,
                "1e999",
                "2026-02-30",
                "product-owner",
                payload(chance.randrange(9_999)),
                "x" * chance.choice((1, 300, 70_000)),
            )
        )

    def _fields(self, chance, rule):
        right = FORMS.get(rule.endpoint.removeprefix("embed."), {})
        fields = [(name, value) for name, value in right.items() if chance.random() < 0.8]
        names = chance.choices(NAMES.split(), k=chance.choice((0, 0, 1, 2, 40)))
        fields += [(name, self._value(chance)) for name in names]
        chance.shuffle(fields)
        return "&".join(f"{quote(name)}={quote(value)}" for name, value in fields)[:80_000]

    def _body(self, chance, rule):
        fields = self._fields(chance, rule).encode()
        return chance.choice(
            (
                fields,
                fields,
                fields,
                fields.replace(b"&", b";"),
                fields[: chance.randrange(99)],
                chance.randbytes(chance.randrange(300)),
                b"--x\r\nContent-Disposition: form-data; name=seen\r\n\r\nx\r\n--x--",
                b'--x\r\nContent-Disposition: form-data; name="f"; filename="../x"\r\n\r\nx',
                b"[" * 20_000,
                b'{"answers": ' * 3_000,
                b'{"answers": {"x": NaN}, "answers": 1}',
                b'{"answers": {"trip-with-friends": {"most": 1, "least": [[]]}}}',
                b"x=" + b"%" * 30_000,
                b"&" * 60_000,
            )
        )


class Changes:
    """Whether anything was committed since the last look, as another connection sees it."""

    def __init__(self, file):
        self._database = sqlite3.connect(file)
        self._last = self._version()

    def _version(self):
        return self._database.execute("PRAGMA data_version").fetchone()

    def any(self):
        before, self._last = self._last, self._version()
        return self._last != before

    def close(self):
        self._database.close()


def assault(town, numbers):
    """Send the requests of these numbers: what was answered, and what should not have been."""
    grammar, client, told, wrongs = Grammar(town), town.app.test_client(), Counter(), []
    with closing(Changes(town.file)) as changes:
        for number in numbers:
            asked = grammar.request(number)
            began = time.monotonic()
            try:
                found = client.open(**asked)
            except (UnicodeError, ValueError):  # the client itself cannot write it down
                told["not sent"] += 1
                continue
            told[found.status_code] += 1
            changed = changes.any()
            told["changes"] += changed
            if problem := _wrong(asked, found, time.monotonic() - began, changed):
                wrongs.append(f"{number}: {problem}: {asked['method']} {asked['path'][:90]}")
    return told, wrongs


def _wrong(asked, found, took, changed):
    if found.status_code >= 500:
        return found.status_code
    if took > SLOW:
        return f"{took:.1f} s"
    if "X-Evil" in found.headers or found.headers.get("Location", "/")[:2] in {"//", "/\\"}:
        return "led astray"
    if changed and asked["method"] != "POST":
        return "changed something"
    return None
