"""Every page of staff in the real Chromium: accessible, no wider than its window, and on paper."""

import re

import pytest

from tests.browser.showing import Screen
from tests.browser.test_every_page import look_at_all
from tests.web.cohorts import INTRANET
from tests.web.conftest import Clock, build, settings_in
from tests.web.staff import FIVE, SECRET, Colleague, invited, takes_part
from tests.web.states import Album

pytestmark = pytest.mark.browser

FILES = {"figures.sheet", "figures.workbook"}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return build(settings_in(tmp_path_factory.mktemp("staff"), url="http://quiz.example"), Clock())


@pytest.fixture(scope="module")
def states(app):
    album = Album(app, "staff ")
    ines = Colleague(app.test_client())
    link = invited(app)
    album.get("link", link)
    album.get("sign in", "/staff/sign-in")
    ines.comes_by(link)
    album.get("link used", link)
    group = ines.opens(origins=INTRANET, closes="2027-01-31")
    album.client = ines.client
    album.get("no group", "/staff/groups/nothing")
    album.get("no figures", f"/staff/groups/{group}")
    for code in FIVE:
        takes_part(app, group, code)
    for name in ("", "account", "groups/new"):
        album.get(name or "index", f"/staff/{name}")
    for leaf in ("ways-in", "poster", "progress", "guide", "settings", "close", "delete"):
        album.get(leaf, f"/staff/groups/{group}/{leaf}")
    album.get("figures", f"/staff/groups/{group}")
    album.get("ways-in by code", f"/staff/groups/{ines.opens(by_code='y')}/ways-in")
    action, held = ines.follow("Codes").form
    album.get("codes", action)
    album.keep("cards", ines.client.post(action, data=held))
    album.keep("codes refused", ines.client.post(action, data=held | {"count": "0"}))
    ines.open("/staff/groups/new")
    refused = ines.page.form[1] | {"decides": "yes", "batch": "1"}
    album.keep("refused", ines.client.post("/staff/groups/new", data=refused))
    stranger = app.test_client()
    album.client = stranger
    secret = Colleague(stranger).open("/staff/sign-in").form[1]["csrf_token"]
    wrong = {"csrf_token": secret, "login": "ines@example.com", "password": SECRET[1:]}
    album.keep("wrong password", stranger.post("/staff/sign-in", data=wrong))
    return album.pages


def test_every_page_of_staff_is_looked_at(app, states):
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/staff/")]
    pages = {rule.endpoint for rule in rules if "GET" in rule.methods} - FILES
    assert pages <= {shown.endpoint for shown in states.values()}


@pytest.mark.parametrize(
    "window",
    [
        {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
        {"viewport": {"width": 1280, "height": 900}},
    ],
    ids=["small and dark", "desk"],
)
def test_every_page_of_staff_is_accessible(browser, app, states, window):
    assert look_at_all(browser, (app,), states, **window) == {}


@pytest.mark.parametrize(
    ("name", "pages"), [("poster", 1), ("figures", 2), ("guide", 1), ("cards", 1)]
)
def test_on_paper_it_takes_so_many_pages(browser, app, states, name, pages):
    context = browser.new_context()
    page = Screen(context, app.test_client()).show(states[f"staff {name}"])
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    context.close()
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= pages
