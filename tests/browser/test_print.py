"""On paper: a result on two pages at most, a ladder on one, own or public."""

import re

import pytest

from tests.browser.showing import Screen
from tests.web.conftest import Clock, build, settings_in
from tests.web.states import Album, ladders, results

pytestmark = pytest.mark.browser

LADDERS = ("product-manager", "product-owner", "project-manager")
PAGES = {
    "result clear": 2,
    "result leaning": 2,
    "result close": 2,
    "result three-way": 2,
    "result balanced": 1,
    "own ladder placed": 1,
    "own ladder ticked": 1,
    "own ladder of an expert": 1,
    "two ladders placed": 1,
    "guide": 2,
    **{f"ladder {track}": 1 for track in LADDERS},
}


def test_results_and_ladders_take_few_pages(browser, tmp_path):
    app = build(settings_in(tmp_path), Clock())
    album = Album(app)
    album.get("guide", "/guide/product-owner")
    for track in LADDERS:
        album.get(f"ladder {track}", f"/ladders/{track}")
    results(album)
    ladders(album)
    context = browser.new_context(reduced_motion="reduce")
    screen = Screen(context, app.test_client())
    taken = {}
    for name in PAGES:
        page = screen.show(album.pages[name])
        page.emulate_media(media="null")
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        taken[name] = len(re.findall(rb"/Type\s*/Page\b", printed))
    context.close()
    assert {name: n for name, n in taken.items() if n > PAGES[name]} == {}
