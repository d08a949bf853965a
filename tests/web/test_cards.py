"""The picture of a shared result: what was ticked and no more, in words that fit, and harmless."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import render_template

from quiz import operations
from quiz.web.cards import INK
from quiz.web.presenters import card_layout
from quiz.web.presenters.card import card
from quiz.web.presenters.lettering import fit, width
from quiz.web.reading import read_result
from quiz.web.request import find_attempt
from tests.web import finished as people
from tests.web.finished import change_first, finished, front

STYLE = Path(__file__).resolve().parents[2] / "static" / "style.css"
SVG = "{http://www.w3.org/2000/svg}"
EVERYTHING = ("verdict", "picture", "traits", "reasons")
DAY = date(2026, 11, 22)
LONG = "Donaudampfschifffahrtsgesellschaftsverantwortliche für alle Angelegenheiten " * 3
HOSTILE = "</text><script>alert(1)</script> & \"' {{ 7 * 7 }}"


def shared(app, token, *shows, days=30):
    today = front(app).clock().date()
    return operations.share(
        front(app).sessions, token, shows=shows, expires=today + timedelta(days=days), today=today
    )


def drawn(client, link):
    response = client.get(f"/s/{link}/card")
    assert response.status_code == 200
    return response, ET.fromstring(response.data)  # noqa: S314 - our own answer


def words(tree):
    return " ".join(e.text for e in tree.iter(f"{SVG}text"))


def twin(tree):
    return f"{tree.find(f'{SVG}title').text}. {tree.find(f'{SVG}desc').text}"


@pytest.mark.parametrize(
    ("tick", "shown", "hidden"),
    [
        (
            "verdict",
            ["Project manager", "Clear. What", "about 94 times in 100", "trial version"],
            ["94%", "HOW comes first"],
        ),
        ("picture", ["94%", "6%", "0%"], ["Clear", "comes first", "average"]),
        ("traits", ["HOW comes first.", "above their own average"], ["94", "roject manager"]),
        ("reasons", ["The page of the link gives the reasons."], ["94", "roject", "average"]),
    ],
)
def test_a_picture_shows_what_was_ticked_and_nothing_else(app, client, tick, shown, hidden):
    link = shared(app, finished(app, people.CLEAR), tick)
    response, tree = drawn(client, link)
    said = words(tree)
    for found in shown:
        assert found in said
    for left_out in hidden:
        assert left_out not in response.text


def test_the_words_of_a_picture_are_all_in_its_text_twin(app, client):
    _, tree = drawn(client, shared(app, finished(app, people.CLOSE), *EVERYTHING))
    said = twin(tree)
    for found in (
        "A close call: Product owner or product manager.",
        "product manager (WHY and WHAT) about 44 times in 100",
        "product owner (WHAT and HOW) 56",
        "WHAT is above their own average",
        "WHAT comes first, WHEN last.",
    ):
        assert found in said


@pytest.mark.parametrize("shows", [("verdict",), ("picture",), ("traits",), EVERYTHING])
def test_a_picture_says_what_it_is_not_for_in_full(app, client, shows):
    _, tree = drawn(client, shared(app, finished(app, people.CLEAR), *shows))
    assert "For development, not for selection." in words(tree)
    assert "…" not in words(tree)


@pytest.mark.parametrize("tick", ["verdict", "picture", "traits"])
def test_a_picture_with_room_says_what_each_trait_asks(app, client, tick):
    _, tree = drawn(client, shared(app, finished(app, people.CLEAR), tick))
    for question in ("Why is it worth doing, and for whom?", "When will it be there,"):
        assert question in words(tree)


def test_a_picture_has_a_hundred_dots_and_four_marks(app, client):
    _, tree = drawn(client, shared(app, finished(app, people.CLEAR), "picture"))
    dots = [e for e in tree.iter(f"{SVG}circle") if e.get("cx")]
    assert len(dots) == 100
    assert [w for w in words(tree).split() if w in {"WHY", "WHAT", "HOW", "WHEN"}] == [
        "WHY",
        "WHAT",
        "HOW",
        "WHEN",
    ]


def test_a_picture_says_that_answers_have_changed(app, client):
    token = finished(app, people.CLEAR)
    link = shared(app, token, "verdict")
    change_first(app, token, people.CLEAR)
    _, tree = drawn(client, link)
    assert "The answers have changed since this result was made." in words(tree)


def test_a_picture_says_when_its_answers_look_unread(app, client):
    token = people.store(app, people.by_place(app, most=0, least=3))
    people.finish(app, token)
    _, tree = drawn(client, shared(app, token, "verdict", "picture"))
    assert "look like clicks that follow a pattern" in words(tree)


def test_nothing_in_a_picture_can_run_or_load(app, client):
    response, tree = drawn(client, shared(app, finished(app, people.CLEAR), *EVERYTHING))
    assert response.mimetype == "image/svg+xml"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "sandbox" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not {"script", "style", "image", "use", "a", "foreignObject"} & {
        e.tag.removeprefix(SVG) for e in tree.iter()
    }
    named = {name for e in tree.iter() for name in e.attrib}
    assert not {n for n in named if n.startswith("on") or "href" in n or n in {"style", "class"}}


def test_every_link_without_a_use_gives_the_same_answer(app, client, clock):
    token = finished(app, people.CLEAR)
    expired, taken = shared(app, token, "verdict", days=1), shared(app, token, "picture", days=9)
    first = client.get(f"/s/{'A' * 43}/card")
    assert first.status_code == 404
    assert client.get(f"/s/{taken}/card").status_code == 200
    clock.later(days=2)
    (number,) = re.findall(r'name="link" value="(\d+)"', client.get(f"/a/{token}/share").text)
    client.post(f"/a/{token}/share/revoke", data={"link": number})
    for link in (expired, taken, "x", token):
        answer = client.get(f"/s/{link}/card")
        assert (answer.status_code, answer.data) == (first.status_code, first.data)
        assert "This link is not in use" in answer.text


@pytest.fixture
def reading(app):
    """A result as a reader of a link gets it, to be drawn under other names."""
    with app.test_request_context():
        yield read_result(find_attempt(finished(app, people.CLOSE)), looked_again=True)


def renamed(reading, name):
    """The same result where every track and trait has this name."""
    faces = reading.sheet.faces
    traits = {key: replace(face, name=name) for key, face in faces.traits.items()}
    tracks = {
        key: replace(
            face, name=name, inline=name, lines=(name, name), traits=tuple(traits.values())
        )
        for key, face in faces.tracks.items()
    }
    page = reading.page
    labels = tuple(replace(label, face=tracks[label.face.id]) for label in page.picture.labels)
    cells = tuple(replace(cell, face=traits[cell.face.id]) for cell in page.cells)
    return replace(
        page,
        heading=replace(page.heading, head=name, kind=name),
        picture=replace(page.picture, labels=labels),
        cells=cells,
        first=name,
        caution=name,
    ), tuple(traits.values())


def every_word(drawn):
    parts = [drawn.words]
    parts += [part.words for part in (drawn.arches, drawn.road) if part]
    parts += [part.words for part in (*drawn.columns, *drawn.bars)]
    return [words for part in parts for words in part]


@pytest.mark.parametrize("shows", [("verdict",), ("picture",), ("traits",), EVERYTHING])
@pytest.mark.parametrize(
    "name", [LONG, "W" * 200, "\u8a2d\u8a08\u8005" * 60, "Eigentümerin " * 20, "x"]
)
def test_no_word_leaves_the_picture_however_long_names_are(reading, shows, name):
    page, traits = renamed(reading, name)
    made = card(page, traits, shows=shows, made=DAY, changed=True)
    for words in every_word(made):
        assert words.size >= 11
        assert words.y - words.size > 0
        assert words.y + 0.3 * words.size <= card_layout.CARD_HEIGHT
        wide = width(words.text, words.size, bold=words.bold)
        left = words.x - (wide / 2 if words.middle else 0)
        assert left >= 0
        assert left + wide <= card_layout.CARD_WIDTH


def without_arches(page, count=3):
    """The same shares as tracks that stand on no two neighbouring questions."""
    labels = (page.picture.labels * count)[:count]
    return replace(page, picture=replace(page.picture, span=None, labels=labels))


@pytest.mark.parametrize("shows", [("picture",), EVERYTHING])
@pytest.mark.parametrize("count", [2, 3, 12])
def test_tracks_that_are_no_neighbours_are_bars_one_below_the_other(reading, shows, count):
    traits = tuple(reading.sheet.faces.traits.values())
    page = without_arches(reading.page, count)
    made = card(page, traits, shows=shows, made=DAY, changed=False)
    assert made.arches is None
    assert len(made.bars) == count
    for above, below in zip(made.bars, made.bars[1:], strict=False):
        assert above.y + above.height < below.y
    shares = [label.share for label in page.picture.labels]
    lengths = [bar.length for bar in made.bars]
    assert lengths == pytest.approx([max(lengths) * s / max(shares) for s in shares], abs=0.1)
    assert made.bars[-1].y + made.bars[-1].height <= 500
    assert page.picture.says in made.says


def test_the_arches_stand_on_the_line_and_below_the_headline(reading):
    traits = tuple(reading.sheet.faces.traits.values())
    made = card(reading.page, traits, shows=("verdict", "picture"), made=DAY, changed=False)
    span = made.arches.span
    assert made.arches.y + made.arches.scale * span.base == pytest.approx(made.road.y, abs=0.1)
    ends = [made.arches.x + made.arches.scale * end for end in (90, 630)]
    assert [made.road.start, made.road.end] == pytest.approx(ends, abs=0.1)
    headline = max(words.y for words in made.words if words.y < 300)
    assert min(words.y - words.size for words in made.arches.words) > headline


def test_names_are_text_and_never_markup(reading):
    page, traits = renamed(reading, HOSTILE)
    made = card(page, traits, shows=EVERYTHING, made=DAY, changed=False)
    size = (card_layout.CARD_WIDTH, card_layout.CARD_HEIGHT)
    text = render_template("results/card.svg", card=made, ink=INK, size=size)
    tree = ET.fromstring(text)  # noqa: S314 - our own answer
    assert tree.find(f"{SVG}title").text == f"{HOSTILE}: {HOSTILE}"
    assert list(tree.iter(f"{SVG}script")) == []


def test_the_colours_are_those_of_the_light_pages():
    tokens = dict(re.findall(r"--(\w+): ?(#\w+)", STYLE.read_text().split("@media")[0]))
    spelled = {name: value if len(value) > 4 else "#ffffff" for name, value in tokens.items()}
    flat = {name: value for name, value in INK.items() if isinstance(value, str)} | INK["traits"]
    assert flat == {name: spelled["ink2" if name == "soft" else name] for name in flat}


def test_a_text_that_fits_is_not_made_smaller():
    assert fit("Product owner", 1040, sizes=(45, 32)).size == 45
    assert fit("Product owner", 350, sizes=(45, 32)).size == 32


def test_a_text_that_fits_at_no_size_is_cut_and_says_so():
    cut = fit("a very long name " * 20, 300, sizes=(20, 14), most=2)
    assert len(cut.lines) == 2
    assert cut.lines[-1].endswith("\u2026")
    assert all(width(line, cut.size) <= 300 for line in cut.lines)


def test_marks_above_letters_take_no_room():
    assert width("e\u0301", 10) == width("e", 10)


def test_the_share_page_previews_the_picture_and_offers_to_save_it(visitor, app):
    token = finished(app, people.CLEAR)
    visitor.open(f"/a/{token}/share")
    page = visitor.send(verdict="y")
    address = page.link("Save the picture")
    assert f'href="{address}" width' in page.source
    assert page.one("a", download="fourways-result.svg")["href"] == address
    assert visitor.client.get(address).mimetype == "image/svg+xml"
    link = page.one("input", id="link")["value"]
    assert address == link.removeprefix("http://localhost") + "/card"
    assert visitor.open(address.removesuffix("/card")).link("This result as a picture") == address
