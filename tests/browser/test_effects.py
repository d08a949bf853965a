"""What the headers promise, seen by what the browser does; each beside a control without them."""

import re

import pytest

from tests.browser.test_framed import answer_all

pytestmark = pytest.mark.browser

PLANTED = """<script>window.ran = 'inline'</script>
<img src="x" onerror="window.ran = 'handler'"><svg onload="window.ran = 'svg'"></svg>
<script src="data:text/javascript,window.ran='data'"></script>
<script src="{elsewhere}/script.js"></script>
<link rel="stylesheet" href="{elsewhere}/style.css">
<img src="{elsewhere}/picture"><iframe src="{elsewhere}/frame"></iframe>
<style>h1 {{ outline: 7px solid red }}</style><base href="{elsewhere}/">
<a id="out" href="{elsewhere}/out">out</a>
<a id="code" href="javascript:void(window.ran='link')">x</a>
<form id="away" action="{elsewhere}/form"><button>away</button></form></main>"""


@pytest.fixture
def elsewhere():
    return "http://elsewhere.example"


class Window:
    """A browser that writes down every request, and pages into which somebody planted things."""

    def __init__(self, browser, site):
        self.context = browser.new_context()
        self.page = self.context.new_page()
        self.site = site
        self.asked = []
        self.reached = set()
        self.context.on("request", self._hear)

    def _hear(self, request):
        self.asked.append(request)

    def plant(self, what, without=()):
        """From now on every page holds this, and lacks these headers."""

        def answer(route):
            reply = route.fetch(max_redirects=0)
            kept = {k: v for k, v in reply.headers.items() if k not in without}
            body = reply.text().replace("</main>", what)
            route.fulfill(status=reply.status, headers=kept, body=body)

        pages = re.compile(re.escape(self.site) + r"/(?!static/).*")
        self.context.route(pages, answer)
        self.context.route(lambda url: not url.startswith(self.site), self._note)

    def _note(self, route):
        self.reached.add(route.request.url)
        route.fulfill(status=200, content_type="text/plain", body="")

    def begin(self):
        """Open the first question; what was planted is not put into a page one is led to."""
        led = self.context.request.get(self.site + "/start?form=full", max_redirects=0)
        self.page.goto(self.site + led.headers["location"])
        return self.page

    def elsewhere(self):
        """What was sent to anywhere else; what the browser stops is not sent."""
        return sorted(self.reached)

    def is_sent(self, address):
        """Wait until it was sent: what a page asks for is heard a moment later."""
        for _ in range(200):
            if address in self.reached:
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"{address} was not sent")


@pytest.fixture
def window(browser, site):
    window = Window(browser, site)
    yield window
    window.context.close()


def outline(page):
    return page.evaluate("getComputedStyle(document.querySelector('h1')).outlineStyle")


def click_all(page):
    page.locator("#code").click()
    page.evaluate("document.getElementById('away').requestSubmit()")
    page.wait_for_timeout(300)


def test_nothing_that_was_planted_runs_or_leaves(window, elsewhere):
    window.plant(PLANTED.format(elsewhere=elsewhere))
    page = window.begin()
    assert page.locator("#away").count() == 1
    click_all(page)
    assert page.evaluate("window.ran") is None
    assert outline(page) == "none"
    assert window.elsewhere() == []
    assert page.url.startswith(window.site + "/a/")


def test_without_the_policy_all_of_it_would_have(window, elsewhere):
    window.plant(PLANTED.format(elsewhere=elsewhere), without={"content-security-policy"})
    page = window.begin()
    page.wait_for_function("window.ran !== undefined")
    page.wait_for_function("getComputedStyle(document.querySelector('h1')).outlineStyle == 'solid'")
    window.is_sent(f"{elsewhere}/picture")
    click_all(page)
    page.wait_for_url(f"{elsewhere}/form*")


LINK = '<a id="out" href="{elsewhere}/out">out</a></main>'


def referer_of_a_way_out(window, elsewhere, without=()):
    window.plant(LINK.format(elsewhere=elsewhere), without=without)
    page = window.begin()
    with page.expect_request(f"{elsewhere}/out") as sent:
        page.locator("#out").click()
    return sent.value.all_headers().get("referer")


def test_another_site_is_not_told_where_somebody_came_from(window, elsewhere):
    assert referer_of_a_way_out(window, elsewhere) is None


def test_without_the_policy_it_would_be_told(window, elsewhere):
    said = referer_of_a_way_out(window, elsewhere, without={"referrer-policy"})
    assert said == window.site + "/"


KEPT = """async () => [document.cookie, localStorage.length, sessionStorage.length,
    (await indexedDB.databases()).length, await caches.keys().then(keys => keys.length),
    (await navigator.serviceWorker.getRegistrations()).length]"""


def test_a_whole_sitting_asks_nobody_else_and_leaves_nothing_in_the_browser(window):
    page = window.begin()
    answer_all(page)
    page.get_by_role("button", name="result").first.click()
    page.wait_for_url("**/result*")
    private = page.url.split("?")[0].removesuffix("/result")
    for leaf in ("/ladder", "/what-if", "/share", "/answers", "/keep", "/delete"):
        page.goto(private + leaf)
        assert page.locator("h1").count() == 1
    assert len(window.asked) > 50
    assert [one.url for one in window.asked if not one.url.startswith(window.site)] == []
    assert {one.headers.get("cookie") for one in window.asked} == {None}
    assert window.context.cookies() == []
    assert window.context.storage_state() == {"cookies": [], "origins": []}
    assert page.evaluate(KEPT) == ["", 0, 0, 0, 0, 0]


def test_a_private_page_is_not_kept_for_whoever_comes_after(window):
    """Going back to a page that may not be stored asks the server again."""
    page = window.begin()
    address = page.url
    page.goto(window.site + "/privacy")
    before = len([one for one in window.asked if one.url == address])
    page.go_back()
    assert len([one for one in window.asked if one.url == address]) == before + 1
