"""A script, an attribute or a template in every text and field: shown as text, never obeyed."""

from dataclasses import replace
from html import unescape

import pytest

from tests.browser.showing import Screen
from tests.hostile_words import PAYLOADS, payload, write_poisoned
from tests.web import doors, states
from tests.web.conftest import Clock, build, settings_in

pytestmark = pytest.mark.browser

WATCH = """window.told = [];
addEventListener('securitypolicyviolation', e => told.push('policy: ' + e.violatedDirective));"""
FOUND = """(icon) => {
  for (const one of document.querySelectorAll('*')) {
    for (const kind of ['mouseover', 'focus', 'toggle', 'load', 'error'])
      one.dispatchEvent(new Event(kind));
    for (const name of one.getAttributeNames()) {
      if (/^on|^style$|^srcdoc$/.test(name)) told.push(one.tagName + ' has ' + name);
      if (/^\\s*(javascript|data|vbscript):/i.test(one.getAttribute(name)) && name !== 'value'
          && one.getAttribute(name) !== icon
          && !/^(content|aria-|data-|alt|title|id|name)/.test(name))
        told.push(one.tagName + ' leads to code by ' + name);
    }
  }
  for (const one of document.querySelectorAll(
      'script:not([src^="/static/"]), iframe, object, embed, base, style, audio, video, template'))
    told.push(one.tagName + ' in the page');
  for (const one of document.forms)
    if (new URL(one.action).origin !== location.origin) told.push('a form to elsewhere');
  if (window.ran !== undefined) told.push('ran ' + window.ran);
  return told;
}"""
WORKED_OUT = ("536969", "<class ", "kkkkkk", "uid=0", "root:x", "&lt;class ")
"""What a page would say that had taken a payload for a template."""


@pytest.fixture(scope="module")
def poisoned_app(tmp_path_factory):
    """The product on careers and questions in which every text is hostile."""
    folder = tmp_path_factory.mktemp("poisoned")
    assert write_poisoned(folder / "content") > 1_500
    settings = settings_in(folder, content_dir=folder / "content", rate_limits=False)
    return build(settings, Clock())


@pytest.fixture
def screen(browser, poisoned_app):
    context = browser.new_context()
    context.add_init_script(WATCH)
    screen = Screen(context, poisoned_app.test_client())
    screen.dialogs = []
    screen.icon = unescape(poisoned_app.jinja_env.globals["icon"])  # of ours, in the page itself
    screen.page.on("dialog", lambda one: hear(screen, one))
    yield screen
    context.close()


def hear(screen, dialog):
    """Leaving a page whose answer is not saved may be asked about; nothing else may."""
    if dialog.type != "beforeunload":
        screen.dialogs.append(dialog.message)
    dialog.accept()


def obeyed(screen, pages):
    """What a browser did or was given to do on these pages, by name."""
    wrong = {}
    for name, shown in pages.items():
        told = screen.show(shown).evaluate(FOUND, screen.icon)
        told += [f"says {said}" for said in WORKED_OUT if said in shown.html]
        if told + screen.dialogs:
            wrong[name] = told + screen.dialogs
    return wrong


def test_no_text_of_the_content_is_obeyed_on_any_page(screen, poisoned_app):
    album = states.Album(poisoned_app)
    states.public(album)
    states.questions(album)
    states.sittings(album)
    states.results(album)
    states.around_results(album)
    states.ladders(album)
    hostile = {name: page for name, page in album.pages.items() if "ran=" in unescape(page.html)}
    assert len(hostile) > 70
    assert obeyed(screen, album.pages) == {}
    shown = "".join(page.html for page in hostile.values())
    met = [one for one in range(len(PAYLOADS)) if _words(one) in unescape(shown)]
    assert len(met) >= len(PAYLOADS) - 2, "nearly every payload is on some page"


def _words(number):
    """What is the same in a payload whatever its number."""
    return max(payload(number).split(str(number)), key=len)


def test_a_page_that_forgot_to_escape_would_be_caught(screen, poisoned_app):
    album = states.Album(poisoned_app)
    page = album.get("tracks", "/tracks") and album.pages["tracks"]
    found = obeyed(screen, {"tracks": replace(page, html=unescape(page.html))})
    assert {"SCRIPT in the page", "policy: script-src-elem"} <= set(found["tracks"])


def everything(separator=" "):
    return separator.join(payload(number) for number in range(len(PAYLOADS)))


def echoes(town):
    """Pages that answer hostile values, of every field of every form and of every query."""
    client, shown = town.app.test_client(), {}
    taking = {rule.endpoint for rule in doors.posting(town.app)}

    def keep(name, found):
        while found.status_code in {301, 303}:
            found = client.get(found.location)
        if found.mimetype == "text/html":
            address, headers = found.request.path, dict(found.headers)
            shown[name] = states.Shown("", address, found.status_code, headers, found.text)

    for rule in town.app.url_map.iter_rules():
        member = doors.WHO[rule.endpoint] == doors.MEMBER
        key = town.link if doors.WHO[rule.endpoint] == doors.READER else town.owner
        address = town.address(rule, key=town.member if member else key, cohort=town.spring)
        if "POST" in rule.methods and rule.endpoint in taking - {"results.delete"}:
            right = doors.form_of(rule.endpoint)
            for field in right:
                keep(
                    f"{rule.rule} {field}",
                    client.post(address, data={**right, field: everything()}),
                )
        if "GET" in rule.methods:
            asked = dict.fromkeys(QUERIES.split(), payload(7))
            keep(f"{rule.rule} asked", client.get(address, query_string=asked))
            keep(f"{rule.rule} problem", client.get(address, query_string=asked | {"problem": "1"}))
            below = client.get(address + "/" + payload(7).replace("/", "%2F"))
            keep(f"{rule.rule} below", below)
    return shown


QUERIES = (
    "one other track start day form most least seen choice made taken change more rung show open "
    "project-title product-title method years scope to place_0"
)


def unsaved(town):
    """The page that keeps what could not be saved repeats the whole form."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quiz.operations.answer", states.unavailable)
        patch.setattr("quiz.store.queries.under_way", states.unavailable)
        address = f"/a/{town.owner}/items/x?start={payload(10)}"
        sent = {"seen": everything(), payload(10): everything("\n"), "most": payload(15)}
        found = town.app.test_client().post(address, data=sent)
    assert "ran=" in unescape(found.text)
    headers = dict(found.headers)
    return states.Shown("", "/a/x/items/x", found.status_code, headers, found.text)


def test_nothing_that_is_sent_is_obeyed_on_the_page_that_answers(screen, tmp_path):
    town = doors.town_in(tmp_path, Clock())
    pages = echoes(town) | {"unsaved": unsaved(town)}
    repeating = {name: page for name, page in pages.items() if "ran=" in unescape(page.html)}
    assert len(pages) > 100
    assert len(repeating) >= 5
    assert not [name for name, page in pages.items() if page.status >= 500 and name != "unsaved"]
    distinct = {page.html: (name, page) for name, page in pages.items()}
    assert obeyed(screen, dict(distinct.values())) == {}
