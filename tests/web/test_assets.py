"""Static files: an address names the bytes, so a browser may keep them for ever."""

import gzip

from quiz.web.assets import Assets
from tests.web.page import Page

KIB = 1024


def linked(client):
    page = Page(client.get("/"))
    return [e["href"] for e in page.all("link")] + [e["src"] for e in page.all("script")]


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
    zipped = {"Accept-Encoding": "gzip"}
    files = [client.get(address, headers=zipped).data for address in linked(client)]
    assert len(client.get("/").data) + sum(len(file) for file in files) < 25 * KIB


def test_style_and_script_stay_small(client):
    plain = {"Accept-Encoding": "identity"}
    sizes = [len(client.get(address, headers=plain).data) for address in linked(client)[1:]]
    assert len(sizes) == 2
    assert sum(sizes) <= 30 * KIB


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
