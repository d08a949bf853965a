"""The picture of a shared result in a real browser: no word is wider than was thought."""

import pytest

from quiz.web.cards import INK
from quiz.web.presenters.lettering import width
from tests.browser.showing import Screen
from tests.web.finished import CLOSE, finished
from tests.web.states import Shown, applications

pytestmark = pytest.mark.browser

TEXTS = (
    "Product owner or product manager",
    "WILLIAM WORMWOOD WMWM @@ %% && mmmm wwww",
    "illicit till, it fits: 'fjord' (1, 2, 3)",
    "Für Größe und Maß: Verantwortliche, Führungskräfte",
    "Владелец продукта, руководитель проекта",
    "Ιδιοκτήτης προϊόντος και υπεύθυνος έργου",
    "0123456789 94% 100%",
)
MEASURE = """([text, bold]) => {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.body.appendChild(document.createElementNS(space, "svg"));
  const line = svg.appendChild(document.createElementNS(space, "text"));
  line.setAttribute("font-size", 100);
  line.setAttribute("font-family", "system-ui,'DejaVu Sans',Verdana,sans-serif");
  line.setAttribute("font-weight", bold ? 650 : 400);
  line.textContent = text;
  return line.getComputedTextLength();
}"""
OUTSIDE = """([wide, tall]) => [...document.querySelectorAll("text")]
  .map((line) => [line.textContent, line.getBoundingClientRect()])
  .filter(([, box]) => box.left < 0 || box.top < 0 || box.right > wide || box.bottom > tall)
  .map(([words]) => words)"""


def test_words_are_drawn_no_wider_than_thought(browser):
    page = browser.new_page()
    for text in TEXTS:
        for bold in (True, False):
            thought = width(text, 100, bold=bold)
            assert 0.6 * thought < page.evaluate(MEASURE, [text, bold]) <= thought, text
    page.close()


def test_no_word_leaves_the_picture_and_nothing_is_refused(browser, tmp_path):
    app = applications(tmp_path)[0]
    client, token = app.test_client(), finished(app, CLOSE)
    ticks = dict.fromkeys(("verdict", "picture", "traits", "reasons"), "y")
    made = client.post(f"/a/{token}/share", data={"days": "30"} | ticks)
    address = f"/s/{made.location.rpartition('made=')[2]}/card"
    answer = client.get(address)
    context = browser.new_context(viewport={"width": 1200, "height": 630})
    screen = Screen(context, client)
    refused = []
    screen.page.on("console", lambda said: refused.append(said.text))
    page = screen.show(Shown("", address, 200, dict(answer.headers), answer.text))
    assert page.locator("text").count() > 10
    assert page.evaluate(OUTSIDE, [1200, 630]) == []
    assert INK["paper"] in page.content()
    assert refused == []
    context.close()
