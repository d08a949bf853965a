"""Read-only links: made on purpose, showing what was ticked and no more, and taken back."""

import pytest

from tests.web import finished as people
from tests.web.finished import change_first, finished


@pytest.fixture
def owner(visitor, app):
    visitor.token = finished(app, people.CLEAR)
    visitor.open(f"/a/{visitor.token}/share")
    return visitor


def link_of(page):
    return page.one("input", id="link")["value"].replace("http://localhost", "")


def test_nothing_is_shared_and_nothing_ticked_until_someone_does(owner):
    assert "No link works now. Nothing is shared until you make one." in owner.page.text
    action, held = owner.page.form
    assert action == f"/a/{owner.token}/share"
    assert held == {"days": "30"}


def test_a_link_is_shown_once_and_works_for_a_stranger(owner, someone_else):
    link = link_of(owner.send(verdict="y", picture="y"))
    page = someone_else.open(link)
    assert page.heading == "Project manager"
    assert "It is read-only and works until 22 December 2026." in page.text
    assert owner.token not in page.source
    assert owner.page.has_link("See what they will see")
    later = owner.open(f"/a/{owner.token}/share")
    assert link.rpartition("/")[2] not in later.source
    assert "Works until 22 December 2026" in later.text


def test_a_link_without_anything_to_show_is_refused_kindly(owner):
    page = owner.send()
    assert page.status == 422
    assert page.title.startswith("Error:")
    assert page.link("Tick at least one thing") == "#show-verdict"


def test_a_length_that_was_not_offered_is_refused_and_the_ticks_are_kept(owner):
    page = owner.send(verdict="y", days="9999")
    assert page.status == 422
    assert "Choose how long the link works." in page.text
    assert page.form[1]["verdict"] == "y"


def test_unknown_and_repeated_fields_are_refused(owner):
    assert owner.send(verdict="y", everything="y").status == 400
    twice = owner.client.post(f"/a/{owner.token}/share", data={"verdict": ["y", "y"], "days": "30"})
    assert twice.status_code == 400


@pytest.mark.parametrize(
    ("tick", "shown", "hidden"),
    [
        ("verdict", ["Project manager", "about 94 times"], ["comes first.", "Sum:", "Most:"]),
        ("picture", ["project manager (HOW and WHEN) 94"], ["comes first.", "Sum:", "about 94"]),
        ("traits", ["HOW comes first."], ["94%", "94.", "roject manager stands", "Sum:", "Most:"]),
        ("reasons", ["Sum: project manager leads", "Most:"], ["comes first.", "about 94"]),
    ],
)
def test_a_link_shows_what_was_ticked_and_nothing_else(owner, someone_else, tick, shown, hidden):
    page = someone_else.open(link_of(owner.send(**{tick: "y"})))
    said = page.source
    for words in shown:
        assert words in said
    for words in hidden:
        assert words not in said


def test_a_shared_page_speaks_of_the_person_and_not_to_them(owner, someone_else):
    page = someone_else.open(link_of(owner.send(traits="y")))
    assert "below their own average" in page.text
    assert "your own average" not in page.text


def test_a_shared_page_changes_nothing_and_leads_to_no_private_page(owner, someone_else):
    everything = dict.fromkeys(("verdict", "picture", "traits", "reasons"), "y")
    page = someone_else.open(link_of(owner.send(**everything)))
    assert page.all("form") == []
    assert not [a for a in page.all("a") if (a["href"] or "").startswith("/a/")]
    assert page.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("code", [people.CLOSE, people.BALANCED])
def test_reasons_of_an_open_result_can_be_shared_too(visitor, someone_else, app, code):
    visitor.token = finished(app, code)
    visitor.open(f"/a/{visitor.token}/share")
    page = someone_else.open(link_of(visitor.send(reasons="y", verdict="y")))
    assert "The reasons" in page.text


def test_a_shared_close_call_says_that_it_is_one(visitor, someone_else, app):
    visitor.token = finished(app, people.CLOSE)
    visitor.open(f"/a/{visitor.token}/share")
    page = someone_else.open(link_of(visitor.send(verdict="y")))
    assert "The quiz cannot tell these two apart, so treat both as open." in page.text


@pytest.mark.parametrize(("tick", "told"), [("traits", False), ("verdict", True)])
def test_what_gives_the_verdict_away_is_shared_with_the_verdict_alone(
    visitor, someone_else, app, tick, told
):
    visitor.token = finished(app, people.UNFINISHED)
    visitor.open(f"/a/{visitor.token}/share")
    page = someone_else.open(link_of(visitor.send(**{tick: "y"})))
    assert "Made from 13 of the 24 situations." in page.text
    assert ("“Clear” is right for" in page.text) is told
    assert ("roject manager" in page.text.partition("What this is")[0]) is told


def test_a_link_ends_with_its_last_day(owner, someone_else, clock):
    link = link_of(owner.send(verdict="y", days="7"))
    clock.later(days=7)
    assert someone_else.open(link).status == 200
    clock.later(days=1)
    assert someone_else.open(link).heading == "This link is not in use"
    assert owner.open(f"/a/{owner.token}/share").has_link("Back to your result")
    assert "No link works now." in owner.page.text


def test_a_link_can_be_taken_back_alone(owner, someone_else):
    kept = link_of(owner.send(verdict="y", days="90"))
    owner.open(f"/a/{owner.token}/share")
    taken = link_of(owner.send(traits="y", days="7"))
    first = owner.page.all("button", name="link")[0]
    owner.post(f"/a/{owner.token}/share/revoke", {"link": first["value"]})
    assert "The link was taken back." in owner.page.text
    assert someone_else.open(taken).status == 404
    assert someone_else.open(kept).status == 200
    again = owner.post(f"/a/{owner.token}/share/revoke", {"link": first["value"]})
    assert again.status == 200


def test_nobody_can_take_back_a_link_of_someone_else(owner, someone_else, app):
    link = link_of(owner.send(verdict="y"))
    number = owner.page.one("button", name="link")["value"]
    other = finished(app, people.CLOSE)
    someone_else.post(f"/a/{other}/share/revoke", {"link": number})
    assert someone_else.open(link).status == 200


@pytest.mark.parametrize("number", ["", "one", "-1", "1.5"])
def test_a_link_number_is_a_number(owner, number):
    assert owner.post(f"/a/{owner.token}/share/revoke", {"link": number}).status == 400


def test_a_made_up_link_is_not_shown_as_ours(owner):
    page = owner.open(f"/a/{owner.token}/share?made=stranger")
    assert page.all("input", id="link") == []


def test_a_shared_result_says_when_its_answers_have_changed(owner, someone_else, app):
    link = link_of(owner.send(verdict="y"))
    change_first(app, owner.token, people.CLEAR)
    page = someone_else.open(link)
    assert "The answers have changed since this result was made." in page.text
    assert page.heading == "Project manager"


def test_deleting_ends_every_shared_link(owner, someone_else):
    link = link_of(owner.send(verdict="y"))
    owner.open(f"/a/{owner.token}/delete")
    owner.send()
    assert someone_else.open(link).status == 404


def test_without_a_result_no_link_can_be_made(sitting):
    sitting.answer(1)
    page = sitting.post(sitting.leaf("share"), {"verdict": "y", "days": "30"})
    assert page.heading == "Check your answers"
