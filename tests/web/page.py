"""A page as a visitor without script meets it: its words, links, forms and headers."""

import re
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "link", "input", "br", "img", "hr", "col", "wbr"}
SHAPES = {"path", "circle", "rect", "line", "stop"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ASKING = {"input", "select", "textarea"}


class Element:
    def __init__(self, tag, attrs, parent):
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.words = []

    def __getitem__(self, name):
        return self.attrs.get(name)

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    def inside(self, tag):
        above = self.parent
        while above is not None and above.tag != tag:
            above = above.parent
        return above


class Page(HTMLParser):
    def __init__(self, response):
        super().__init__()
        self.status = response.status_code
        self.headers = response.headers
        self.address = response.request.path
        self.source = response.text
        self.elements = []
        self._open = []
        self.feed(self.source)
        assert self._open == [], f"left open: {[e.tag for e in self._open]}"

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs), self._open[-1] if self._open else None)
        assert len(element.attrs) == len(attrs), f"an attribute stands twice in {tag}"
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes {self._open[-1].tag}"
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element.words.append(data)

    def all(self, *tags, **attrs):
        wanted = {name.rstrip("_"): value for name, value in attrs.items()}
        return [
            element
            for element in self.elements
            if element.tag in tags and wanted.items() <= element.attrs.items()
        ]

    def one(self, *tags, **attrs):
        found = self.all(*tags, **attrs)
        assert len(found) == 1, f"{len(found)} of {tags} {attrs} at {self.address}"
        return found[0]

    @property
    def title(self):
        return self.one("title").text

    @property
    def heading(self):
        return self.one("h1").text

    @property
    def text(self):
        return self.one("main").text

    @property
    def foot(self):
        return self.one("footer").text

    @property
    def form(self):
        """The first form of the page: where it is sent, and what it holds as it stands."""
        form = self.all("form")[0]
        return form["action"], self._held(form)

    def _held(self, form):
        held = {}
        for field in self.all("input"):
            if field.inside("form") is form and field["name"]:
                chosen = field["type"] not in {"radio", "checkbox"} or "checked" in field.attrs
                if chosen:
                    held[field["name"]] = field["value"] or ""
        for option in self.all("option"):
            name = option.inside("select")["name"]
            if option.inside("form") is form and ("selected" in option.attrs or name not in held):
                held[name] = option["value"] or ""
        return held

    def link(self, words):
        found = [a for a in self.all("a") if a.text.startswith(words)]
        assert found, f"no link {words!r} at {self.address}: {[a.text for a in self.all('a')]}"
        return found[0]["href"]

    def has_link(self, words):
        return any(a.text.startswith(words) for a in self.all("a"))


def assert_sound(page):
    """What holds for every page, whatever it says."""
    assert page.title.endswith(" - Fourways")
    assert page.heading
    assert page.one("html")["lang"] == "en"
    unfilled = re.search(r"\bNone\b(?! (?:is|of) )|\{\{|\{%|%\(", page.text)
    assert not unfilled, "an unfilled place in the text"
    _assert_nothing_inline(page)
    _assert_ids_and_labels(page)
    _assert_headings_in_order(page)
    _assert_headers(page)


def _assert_nothing_inline(page):
    assert page.all("style") == []
    for element in page.elements:
        handlers = [name for name in element.attrs if name == "style" or name.startswith("on")]
        assert handlers == [], f"{element.tag}: {handlers}"
        for name in ("src", "action", "formaction"):
            assert not re.match(r"(?:[a-z]+:)?//", element[name] or ""), element[name]
    for script in page.all("script"):
        assert script["src"]
        assert script.text == ""
    for sheet in page.all("link"):
        assert sheet["href"].startswith(("/static/", "data:image/svg+xml,"))


def _assert_ids_and_labels(page):
    ids = [element["id"] for element in page.elements if element["id"]]
    assert len(ids) == len(set(ids)), f"an id stands twice at {page.address}"
    for element in page.elements:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set((element[name] or "").split()) <= set(ids), f"{name}: {element[name]}"
        if element.tag == "a" and (element["href"] or "").startswith("#"):
            assert element["href"][1:] in ids
    labelled = {label["for"] for label in page.all("label")}
    for field in page.all(*ASKING):
        if field["type"] != "hidden":
            named = field["id"] in labelled or field["aria-labelledby"] or field["aria-label"]
            assert named, f"a field without a label: {field.attrs}"
    for picture in page.all("svg"):
        if not picture.inside("svg"):
            assert picture["aria-label"] or picture["aria-hidden"] == "true"


def _assert_headings_in_order(page):
    levels = [int(heading.tag[1]) for heading in page.all(*HEADINGS)]
    assert levels[0] == 1 or page.all("div", role="alert"), "the first heading is the page's own"
    after = levels[levels.index(1) :]
    steps = [below - above for above, below in pairwise(after)]
    assert all(step <= 1 for step in steps), f"a heading level is left out: {levels}"


def _assert_headers(page):
    headers = page.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    if not page.address.startswith("/embed/"):
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers or page.address.startswith("/staff/")
    if page.address.startswith(("/a/", "/s/")) or page.status >= 400:
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex"
