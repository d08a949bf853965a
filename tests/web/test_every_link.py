"""Every link of every public page leads somewhere, down to the place within the page."""

import re
import shutil
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest

from quiz.paths import files_root
from quiz.web.security import PUBLIC
from tests.web.conftest import build, settings_in
from tests.web.page import Page, assert_sound

SITTING = "/start"
"""Begins a sitting; what lies behind it belongs to one person."""


SMALL = Path(__file__).parents[1] / "content" / "small_careers"


@pytest.fixture(scope="module")
def site(app):
    """Every page that can be reached from the first one, by address without its fragment."""
    return crawl(app)


@pytest.fixture(scope="module")
def bakery(tmp_path_factory, one_clock):
    """The same for a company with careers of its own: two tracks, none of which names a rung."""
    folder = tmp_path_factory.mktemp("bakery")
    content = shutil.copytree(SMALL, folder / "content")
    shutil.copy(files_root() / "questions.yaml", content)
    shipped = (files_root() / "tracks.yaml").read_text()
    scoring = re.search(r"^scoring:.*?(?=^tracks:)", shipped, re.DOTALL | re.MULTILINE)[0]
    tracks = content / "tracks.yaml"
    tracks.write_text(tracks.read_text().replace("scoring: {}\n", scoring))
    return crawl(build(settings_in(folder, content_dir=content), one_clock))


def crawl(app):
    client, pages, waiting = app.test_client(), {}, ["/"]
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        response = client.get(address)
        if response.mimetype != "text/html" or response.status_code != 200:
            pages[address] = response
            continue
        pages[address] = page = Page(response)
        waiting += [target for target, _ in inner_links(page)]
    return pages


def inner_links(page):
    found = [urldefrag(a["href"]) for a in page.all("a") if not a["href"].startswith("#")]
    return [(to.url, to.fragment) for to in found if not urlsplit(to.url).netloc]


def html(site):
    return {address: page for address, page in site.items() if isinstance(page, Page)}


@pytest.mark.parametrize("pages", ["site", "bakery"])
def test_every_link_is_answered(pages, request):
    site = request.getfixturevalue(pages)
    broken = {a: r.status_code for a, r in site.items() if not isinstance(r, Page)}
    files = {a for a, code in broken.items() if code == 200}
    assert {a.rpartition(".")[2] for a in files} <= {"json", "csv", "ics"}
    rest = {a: code for a, code in broken.items() if a not in files}
    assert rest == {SITTING: 303}


@pytest.mark.parametrize("pages", ["site", "bakery"])
def test_every_link_into_a_page_finds_its_place(pages, request):
    site = request.getfixturevalue(pages)
    lost = []
    for address, page in html(site).items():
        for target, fragment in inner_links(page):
            other = site[target]
            ids = {e["id"] for e in other.elements} if isinstance(other, Page) else set()
            if fragment and fragment not in ids:
                lost.append(f"{address}: {target}#{fragment}")
    assert lost == []


def test_every_public_page_can_be_reached_from_the_first(site, app):
    rules = app.url_map.bind("localhost")
    reached = {rules.match(urlsplit(address).path)[0] for address in site}
    forms = {"guide.experiments"}
    assert reached - {"take.start"} == PUBLIC - forms


@pytest.mark.parametrize("pages", ["site", "bakery"])
def test_every_public_page_is_sound(pages, request):
    site = request.getfixturevalue(pages)
    for page in html(site).values():
        assert_sound(page)
        assert page.headers["Cache-Control"] == "no-cache"


def test_every_public_page_has_a_title_of_its_own(site):
    titles = {}
    for address, page in html(site).items():
        titles.setdefault(page.title, []).append(address)
    shared = [sorted(same, key=len) for same in titles.values() if len(same) > 1]
    lasting = [same for same in shared if all(a.startswith(same[0] + "/") for a in same[1:])]
    assert [same for same in shared if same not in lasting] == [], "a page and its lasting address"


def test_no_public_page_says_what_we_never_say(site):
    for address, page in html(site).items():
        assert not re.search(r"\bPMs?\b", page.text), address
        assert not re.search(r"(?i)\bceo of the product\b|\bmini-ceo\b", page.text), address


def test_rungs_stand_in_ordered_lists(site):
    """The branch of experts, which has no order, follows the rungs of its ladder."""
    for address, page in html(site).items():
        lists = [e for e in page.all("ol", "ul") if "ladder" in (e["class"] or "").split()]
        tags = [element.tag for element in lists]
        assert tags[:1] in ([], ["ol"]), address
        assert "ul ul" not in " ".join(tags), address
