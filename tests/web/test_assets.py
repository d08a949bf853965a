"""Static files: an address names the bytes, so a browser may keep them for ever."""

import gzip
import re
from pathlib import Path
from urllib.parse import unquote

import quiz
from quiz.paths import files_root
from quiz.web.assets import Assets
from tests.web.page import Page

KIB = 1024
ZIPPED = {"Accept-Encoding": "gzip"}


def linked(client, path="/"):
    page = Page(client.get(path, follow_redirects=True))
    named = [e["href"] for e in page.all("link")] + [e["src"] for e in page.all("script")]
    return [name for name in named if not name.startswith("data:")]


def test_every_file_of_a_page_is_there_and_may_be_kept_for_ever(client):
    addresses = linked(client)
    assert len(addresses) == 3
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Cross-Origin-Resource-Policy" not in response.headers
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_compressed_file_is_the_same_file(client):
    for address in linked(client):
        plain = client.get(address, headers={"Accept-Encoding": "identity"})
        zipped = client.get(address, headers={"Accept-Encoding": "br, gzip"})
        assert plain.headers.get("Content-Encoding") is None
        assert zipped.headers["Content-Encoding"] == "gzip"
        assert zipped.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(zipped.data) == plain.data


def test_a_changed_file_has_another_address(tmp_path):
    file = tmp_path / "style.css"
    file.write_text("a{}")
    before = Assets(tmp_path).url("style.css")
    file.write_text("b{}")
    assert Assets(tmp_path).url("style.css") != before


def test_an_address_with_another_hash_is_missing(client):
    assert client.get("/static/style.0123456789ab.css").status_code == 404
    assert client.get("/static/style.css").status_code == 404


def test_the_first_page_is_light(client):
    files = [client.get(address, headers=ZIPPED).data for address in linked(client)]
    assert len(client.get("/").data) + sum(len(file) for file in files) < 25 * KIB


def test_a_question_is_lighter_still_and_comes_in_three_requests(client):
    """What its address, its icon and its heads take comes on top: bench/speed counts them too."""
    files = linked(client, "/start")
    answers = [client.get(name, headers=ZIPPED) for name in files]
    page = client.get("/start", headers=ZIPPED, follow_redirects=True)
    assert len(files) == 2
    assert sum(len(answer.data) for answer in (page, *answers)) <= 9 * KIB


def test_a_question_holds_its_icon_and_may_show_it(client):
    answer = client.get("/start", follow_redirects=True)
    icon = next(e["href"] for e in Page(answer).all("link") if e["rel"] == "icon")
    kind, _, drawn = icon.partition(",")
    assert kind == "data:image/svg+xml"
    file = client.get(next(name for name in linked(client) if name.endswith(".svg")))
    assert unquote(drawn).replace("'", '"') == file.text.strip()
    assert "img-src 'self' data:;" in answer.headers["Content-Security-Policy"]
    assert "data:" not in client.get("/").headers["Content-Security-Policy"]


def test_style_and_script_stay_small(client):
    plain = {"Accept-Encoding": "identity"}
    sizes = [len(client.get(address, headers=plain).data) for address in linked(client)[1:]]
    assert len(sizes) == 2
    assert sum(sizes) <= 30 * KIB


COMPOSED = re.compile(r"[rs]\d|gone-\w+")
"""Classes that a template puts together from a word and a number or kind."""


def test_the_style_sheet_has_no_rule_for_a_class_that_no_page_uses():
    root = files_root()
    files = [*root.glob("templates/**/*.html"), *root.glob("static/*.js")]
    files += Path(quiz.__file__).parent.glob("web/**/*.py")
    words = set(re.findall(r"[\w-]+", " ".join(file.read_text() for file in files)))
    sheet = re.sub(r"/\*.*?\*/", "", (root / "static" / "style.css").read_text(), flags=re.DOTALL)
    named = set(re.findall(r"\.([a-z][\w-]*)", sheet))
    assert len(named) > 100
    assert {name for name in named - words if not COMPOSED.fullmatch(name)} == set()


def test_comments_and_spaces_are_not_sent_and_nothing_else_is_missing(tmp_path):
    (tmp_path / "a.css").write_text(
        '/* one\n two */\n.a > b, c :is(d, e) {\n  f: g(1px + 2px);\n  h: "i j"; }\n'
        "@media (k: l) {\n  m { n: o; }\n}\n"
    )
    (tmp_path / "a.js").write_text(
        "// one\n\nf('a = //x', // two\n    1 + 2);\nlet a = `b = c`;\n\n"
        "if (a) {\n  b();\n}\nc();\n"
    )
    assets = Assets(tmp_path, prefix="")
    assert assets.find(assets.url("a.css")).plain == (
        b'.a>b,c :is(d,e){f:g(1px + 2px);h:"i j"}@media (k:l){m{n:o}}'
    )
    assert assets.find(assets.url("a.js")).plain == (
        b"f('a = //x',1 + 2);let a=`b = c`;if(a){b();}c();"
    )
