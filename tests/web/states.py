"""Every page in every state that a person can meet, as the product itself answers.

For whatever looks at all pages: rules of accessibility, sizes, pictures, validity of the markup.
"""

import shutil
from dataclasses import dataclass
from unittest.mock import patch
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException

from quiz import operations
from quiz.operations import StoreUnavailable
from quiz.paths import files_root
from tests.golden.sheets import HERE, told
from tests.web import finished as people
from tests.web.cohorts import opened
from tests.web.conftest import FIVE_FORMATS, Clock, build, settings_in
from tests.web.finished import change_first, finish, finished, front, judged, sheet, store
from tests.web.page import Page

TRACKS = ("product-manager", "product-owner", "project-manager")
ELSEWHERE = {"project-title": "delivery-manager", "product-title": "owners", "method": "plan-led"}
PLACE = {"scope": "whole", "decides": "limits", "years": "3"}
SHARED = ("verdict", "picture", "traits", "reasons")


@dataclass(frozen=True)
class Shown:
    """One answer of the product: `endpoint` says which view gave it."""

    endpoint: str
    address: str
    status: int
    headers: dict[str, str]
    html: str


class Album:
    """Pages by name, taken by a browser without script."""

    def __init__(self, app, prefix=""):
        self.app = app
        self.prefix = prefix
        self.client = app.test_client()
        self.pages = {}

    def keep(self, name, response):
        """Follow where the answer leads and keep the page it ends at."""
        while response.status_code == 303:
            response = self.client.get(response.location)
        assert response.mimetype == "text/html", f"{name}: {response.mimetype}"
        rule, _ = _rule(self.app, response.request)
        self.pages[self.prefix + name] = Shown(
            rule,
            response.request.full_path.rstrip("?"),
            response.status_code,
            dict(response.headers),
            response.text,
        )
        return Page(response)

    def get(self, name, address):
        return self.keep(name, self.client.get(address))

    def post(self, name, address, **fields):
        return self.keep(name, self.client.post(address, data=fields))


def _rule(app, request):
    try:
        return app.url_map.bind("localhost").match(request.path, method=request.method)
    except HTTPException:
        return "", {}


def unavailable(*_args, **_kwargs):
    raise StoreUnavailable("busy")


def applications(folder):
    """The shipped product, the same on a bank of five formats, and one that may be harmed."""
    content = folder / "five_formats"
    shutil.copytree(files_root() / "careers", content / "careers")
    shutil.copy(files_root() / "tracks.yaml", content)
    shutil.copy(FIVE_FORMATS, content / "questions.yaml")
    made = []
    for name, changed in (
        ("shipped", {"url": "https://quiz.example"}),
        ("formats", {"content_dir": content}),
        ("broken", {}),
    ):
        data = folder / name
        data.mkdir()
        made.append(build(settings_in(data, **changed), Clock()))
    return made


def every_state(app, five_app, broken_app):
    """All states by name, of the three applications."""
    album = Album(app)
    public(album)
    questions(album)
    sittings(album)
    results(album)
    around_results(album)
    ladders(album)
    groups(album)
    by_code(album)
    chairs(album)
    formats = Album(five_app, "five ")
    five_formats(formats)
    failing = Album(broken_app, "error ")
    failures(failing)
    return album.pages | formats.pages | failing.pages


def public(album):
    careers = ("tracks", "roles", "contested", "together")
    leaves = (*careers, "how-it-works", "privacy", "accessibility", "sources")
    album.get("welcome", "/")
    for leaf in (*leaves, "quality", "erased", "compare"):
        album.get(leaf, f"/{leaf}")
    digest = front(album.app).catalogue.digest[:16]
    album.get("quality of a version", f"/quality/{digest}")
    for track in TRACKS:
        album.get(f"ladder of {track}", f"/ladders/{track}")
    album.get("rung", "/ladders/product-owner/senior-product-owner")
    album.get("first rung", "/ladders/project-manager/project-coordinator")
    album.get("expert rung", "/ladders/product-manager/principal-product-manager")
    album.get("pivots", "/pivots/product-owner")
    album.get("pivots of the top", "/pivots/chief-product-owner")
    album.get("compare rungs", "/compare?one=product-owner&other=senior-product-owner")
    album.get("compare tracks", "/compare?one=product-owner&other=project-manager")
    album.get("compare refused", "/compare?one=product-owner&other=product-owner")
    said = "&".join(f"{name}={value}" for name, value in ELSEWHERE.items())
    album.get("contested in other words", f"/contested?{said}")
    album.get("pair", "/together/product-manager-and-product-owner")
    album.get("guide", "/guide/product-owner")
    album.get("guide refused", "/guide/product-owner.ics?start=soon")


def questions(album):
    """The block in all its states, on the page of the longest situation."""
    bank = front(album.app).catalogue.bank
    first = album.get("first question", "/start")
    begun = urlsplit(first.address)
    home = begun.path.rpartition("/")[0]
    value = first.form[0].partition("?")[2]
    longest = max(bank.form, key=lambda i: len(i.situation) + sum(len(o.text) for o in i.options))
    most, least = longest.options[0].id, longest.options[1].id
    fresh = f"{home}/{longest.id}?{value}"
    album.post("nothing chosen", fresh, seen="")
    album.post("most alone", fresh, seen="", most=most)
    album.post("least alone", fresh, seen="", least=least)
    album.post("same answer", fresh, seen="", most=most, least=most)
    album.post("foreign answer", fresh, seen="", most="nothing", least=least)
    with patch("quiz.operations.answer", unavailable):
        album.post("not saved", fresh, seen="", most=most, least=least)
    album.post("second question", fresh, seen="", most=most, least=least)
    album.get("saved answer", f"{home}/{longest.id}")
    album.post("conflict", f"{home}/{longest.id}", seen="", most=least, least=most)
    album.post("conflict with a skip", f"{home}/{longest.id}", seen="", skip="1")
    attention = next(item for item in bank.items if item.expects)
    album.get("attention", f"{home}/{attention.id}")


def every_question(app):
    """Each block and each trade-off of the bank, answered and with each thing that can be wrong."""
    album = Album(app)
    bank = front(app).catalogue.bank
    own = f"/a/{store(app, sheet(app, people.CLEAR))}/items/"
    for item in bank.form:
        most = item.options[0].id
        album.get(f"{item.id} answered", own + item.id)
        album.post(f"{item.id} same", own + item.id, seen="", most=most, least=most)
        album.post(f"{item.id} one missing", own + item.id, seen="", most=most)
        album.post(f"{item.id} both missing", own + item.id, seen="")
    for item in (one for one in bank.scored if one.extra):
        album.get(f"{item.id} asked", f"{own}{item.id}?more=1")
        album.post(f"{item.id} missing", f"{own}{item.id}?more=1", seen="")
    return album.pages


def every_component(folder):
    """The page of all pieces, and each state of a question on its own page."""
    data = folder / "components"
    data.mkdir()
    album = Album(build(settings_in(data, development=True), Clock()), "component ")
    page = album.get("overview", "/components")
    for link in page.all("a"):
        _, found, state = (link["href"] or "").partition("/components/")
        if found:
            album.get(state.replace("/", " "), link["href"])
    return album.pages


def sittings(album):
    app = album.app
    bank = front(app).catalogue.bank
    sheet_of = list(sheet(app, people.CLEAR).items())
    early = store(app, dict(sheet_of[:3]) | {sheet_of[3][0]: None})
    album.get("check too early", f"/a/{early}/check")
    album.post("not enough to finish", f"/a/{early}/finish")
    album.get("private link", f"/a/{early}/keep")
    six = store(app, dict(sheet_of[:7]))
    album.get("check with a few", f"/a/{six}/check?open=1")
    album.get(
        "enough for a result", f"/a/{store(app, dict(sheet_of[:13]))}/items/{bank.form[13].id}"
    )
    skipped = store(app, sheet(app, people.UNFINISHED))
    album.get("check with a skipped one", f"/a/{skipped}/check?open=1")
    whole = store(app, dict(sheet_of))
    album.get("check when all are answered", f"/a/{whole}/check?open=1")
    album.get("answers before a result", f"/a/{whole}/answers")
    slider = next(item for item in bank.scored if item.extra)
    album.get("trade-off", f"/a/{whole}/items/{slider.id}?more=1")
    album.post("trade-off without an answer", f"/a/{whole}/items/{slider.id}?more=1", seen="")


def results(album):
    app = album.app
    for name in ("CLEAR", "LEANING", "CLOSE", "TIE", "BALANCED", "UNFINISHED"):
        album.get(f"result {name.lower()}", f"/a/{finished(app, getattr(people, name))}/result")
    three = judged(app, people.UNFINISHED, "three-way", *TRACKS)
    album.get("result three-way", f"/a/{three}/result")
    few = judged(app, "-- 21 30 12 20 32 31 03", "not-enough")
    album.get("result not enough", f"/a/{few}/result")
    flagged = store(app, people.by_place(app, most=0, least=3))
    finish(app, flagged)
    album.get("result to check", f"/a/{flagged}/result")
    album.get("result shown all the same", f"/a/{flagged}/result?show=1")
    album.get("check with doubts", f"/a/{flagged}/check?open=1")
    changed = finished(app, people.CLEAR)
    change_first(app, changed, people.CLEAR)
    album.get("result before a change", f"/a/{changed}/result")
    album.get("check after a change", f"/a/{changed}/check?open=1")


def around_results(album):
    token = finished(album.app, people.CLEAR)
    own = f"/a/{token}"
    album.get("what if", f"{own}/what-if")
    held = (
        album.get("answers", f"{own}/answers") and Page(album.client.get(f"{own}/what-if")).form[1]
    )
    first = next(name for name in held if name.endswith(".most"))
    item = first.removesuffix(".most")
    turned = held | {first: held[f"{item}.least"], f"{item}.least": held[first]}
    album.post("what if it were otherwise", f"{own}/what-if", **turned)
    album.post("what if half", f"{own}/what-if", **(held | {first: ""}))
    album.get("private link with a result", f"{own}/keep")
    album.get("delete", f"{own}/delete")
    album.get("share", f"{own}/share")
    album.post("share nothing", f"{own}/share", days="30")
    ticks = dict.fromkeys(SHARED, "y")
    made = album.post("share made", f"{own}/share", days="30", **ticks)
    album.get("shared", link_of(made))
    album.get("shared verdict", shared(album, own, verdict="y"))
    number = Page(album.client.get(f"{own}/share")).all("button", name="link")[0]["value"]
    album.post("share taken back", f"{own}/share/revoke", link=number)
    for name in ("CLOSE", "BALANCED"):
        other = finished(album.app, getattr(people, name))
        album.get(f"shared {name.lower()}", shared(album, f"/a/{other}", **ticks))


def shared(album, own, **ticks):
    """Make a read-only link and give its address."""
    sent = album.client.post(f"{own}/share", data={"days": "30", **ticks})
    return link_of(Page(album.client.get(sent.location)))


def link_of(page):
    return "/s/" + page.one("input", id="link")["value"].partition("/s/")[2]


def like(app, persona):
    """A finished sitting with the answers of one of the golden people."""
    bank = front(app).catalogue.bank
    answers = told(HERE / "people" / f"{persona}.yaml")["answers"]
    kept = {item.id: people.MostLeast(*answers[item.id]) for item in bank.form}
    token = store(app, kept)
    finish(app, token)
    return f"/a/{token}/ladder"


def ladders(album):
    app = album.app
    own = like(app, "interpreter")
    album.get("own ladder unplaced", own)
    album.post("own ladder refused", f"{own}/place", view="", scope="whole", years="many")
    album.post("own ladder placed", f"{own}/place", view="", **PLACE)
    page = Page(album.client.get(own))
    boxes = [box["name"] for box in page.all("input", type="checkbox") if "." in box["name"]]
    form = next(f for f in page.all("form") if (f["action"] or "").endswith("/tick"))
    ticks = dict.fromkeys(boxes[:3], "y")
    album.post("own ladder ticked", form["action"], **(page._held(form) | ticks))
    album.get("another ladder", f"{own}?track=project-manager")
    for leaf in ("moves", "compare"):
        album.get(f"own {leaf}", f"{own}/{leaf}?track=product-owner")
    album.post("own ladder in other words", f"{own}/name", view="", **ELSEWHERE)
    expert = like(app, "need-seeker")
    album.post("own ladder of an expert", f"{expert}/place", view="", expert="y", **PLACE)
    torn = like(app, "between-two-neighbours")
    album.get("two ladders", torn)
    album.post("two ladders placed", f"{torn}/place", view="", **PLACE)
    even = like(app, "all-four-equally")
    album.get("three doors", even)
    album.post("a door taken", f"{even}/choose", track="product-owner")


def groups(album):
    """A sitting by the link of a cohort, and one inside a frame of another site."""
    cohort = opened(album.app)
    for name, mount in (("group", f"/q/{cohort}"), ("frame", f"/embed/{cohort}")):
        album.get(f"{name} welcome", mount)
        first = album.get(f"{name} first question", f"{mount}/start")
        home = first.address.rpartition("/")[0]
        value = first.form[0].partition("?")[2]
        for item, answer in sheet(album.app, people.CLEAR).items():
            said = {"seen": "", "most": answer.most, "least": answer.least}
            album.client.post(f"{home}/{item}?{value}", data=said)
        own = home.removesuffix("/items")
        album.get(f"{name} check", f"{own}/check")
        album.post(f"{name} result", f"{own}/finish", count="yes")
        for leaf in ("counted", "ladder", "what-if"):
            album.get(f"{name} {leaf}", f"{own}/{leaf}")
    own = own.removeprefix(f"/embed/{cohort}")
    page = album.get("receipt", f"{own}/receipt")
    line = page.one("input", id="receipt")["value"]
    album.get("verify", "/verify")
    album.post("verified", "/verify", receipt=f"{line} {line} {line[:-1]}A {line[:-1]}B")
    album.post("nothing to verify", "/verify", receipt="hello")


def by_code(album):
    """Coming into a group by a code: typed wrongly, and used before."""
    cohort = opened(album.app, by_code=True)
    (code,) = operations.make_codes(front(album.app).sessions, cohort, count=1)
    album.get("code asked for", f"/q/{cohort}")
    album.get("code unknown", f"/q/{cohort}/start?code=kwm4")
    for name in ("code used first", "code used again"):
        question = album.get(name, f"/q/{cohort}/start?code={code}")
        album.post(name, question.form[0], seen="", skip="1")


def chairs(album):
    """Two colleagues with a read-only link each, of verdicts that name one, several or no track."""
    made = [finished(album.app, getattr(people, name)) for name in ("CLEAR", "CLOSE", "BALANCED")]
    links = [shared(album, f"/a/{token}", verdict="y") for token in made]
    album.get("two chairs", "/two-chairs")
    album.post("two chairs refused", "/two-chairs", left="/a/" + "x" * 43, right="hello")
    album.post("two chairs taken", "/two-chairs", left=links[0], right=links[1])
    album.post("two chairs, one open", "/two-chairs", left=links[2], right=links[0])


def five_formats(album):
    page = album.get("pick", "/start?form=full")
    home = page.address.rpartition("/")[0]
    value = page.form[0].partition("?")[2]
    album.post("pick without an answer", f"{home}/calls?{value}", seen="")
    album.get("likert", f"{home}/agree?{value}")
    album.get("rank", f"{home}/order?{value}")
    places = {"place_0": "2", "place_1": "1", "place_2": "2", "place_3": "3"}
    album.post("rank with twins", f"{home}/order?{value}", seen="", **places)
    album.get("slider", f"{home}/spare?{value}")
    album.get("most-least", f"{home}/block?{value}")
    answers = {"calls": {"choice": "a"}, "agree": {"choice": "2"}, "spare": {"choice": "-2"}}
    answers["order"] = dict(zip(places, "2143", strict=True))
    answers["block"] = {"most": "a", "least": "b"}
    for item, fields in answers.items():
        album.client.post(f"{home}/{item}?{value}", data={"seen": ""} | fields)
        album.get(f"{item} answered", f"{home}/{item}")
    token = home.split("/")[2]
    album.get("check", f"/a/{token}/check?open=1")


def failures(album):
    client = album.client
    answers = sheet(album.app, people.CLEAR)
    token, item = store(album.app, answers), next(iter(answers))
    album.get("404", "/nothing")
    album.post("405", "/")
    album.get("400", "/start?form=nothing")
    album.get("link not in use", "/a/nothing")
    album.get("unknown question", f"/a/{token}/items/nothing")
    album.post("unknown answer", f"/a/{token}/share", verdict="y", everything="y")
    album.keep("413", client.post(f"/a/{token}/finish", data={"x": "x" * 70_000}))
    with patch("quiz.store.queries.attempt", unavailable):
        album.get("503", f"/a/{token}/check")
        album.post("503 with an answer", f"/a/{token}/items/{item}", seen="", most="a", least="b")
    with patch("quiz.web.take.catalogue", side_effect=RuntimeError("broken on purpose")):
        album.get("500", "/")
