"""Trying other answers on a result: the verdict that would be, and nothing stored of it."""

import json
import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from quiz.core.codec import responses_from_json
from quiz.core.report import assess, result_to_json
from quiz.core.result import Kind
from quiz.store import queries
from quiz.store.models import AttemptRow
from quiz.store.tokens import token_hash
from quiz.web.presenters.faces import faces
from quiz.web.presenters.verdicts import heading
from quiz.web.presenters.verdicts import shares as shown_shares
from quiz.web.presenters.what_if import what_if
from quiz.web.reading import _sheet as sheet_of
from tests.web.finished import (
    BALANCED,
    CLEAR,
    UNFINISHED,
    by_place,
    finish,
    finished,
    front,
    put,
    store,
)
from tests.web.sitting import Visitor


def stored(app, token):
    with front(app).sessions.read() as session:
        return queries.attempt(session, token)


@pytest.fixture
def token(app):
    return finished(app, CLEAR)


@pytest.fixture
def trying(visitor, token):
    visitor.token = token
    visitor.open(f"/a/{token}/result")
    visitor.follow("Try other answers")
    return visitor


def items(app):
    return front(app).catalogue.bank.form


def turned(page, item):
    """Fields that swap what was called most and least in one block."""
    _, held = page.form
    return {f"{item}.most": held[f"{item}.least"], f"{item}.least": held[f"{item}.most"]}


def verdict(page):
    """The one sentence about the verdict, after what it says about the change."""
    return page.one("div", id="outcome").text.partition(". ")[2].partition(" How often")[0].strip()


def shares(page):
    """The shares of the tracks in the row of what would be."""
    return [int(each.text.rstrip("%")) for each in page.all("b") if each.inside("td")]


def opened(page):
    return [each.text for each in page.all("details") if "open" in each.attrs]


def said(app, answers):
    """How the engine and the result page word the verdict of these answers."""
    here = front(app).pinned(front(app).catalogue.digest)
    responses = responses_from_json(here.bank, answers)
    result = assess(here.model, responses, digest="d")
    with app.test_request_context():
        words = heading(result, sheet_of(here, responses).faces, here.rules.thresholds)
        return result, f"{words.kind}: {words.head}"


def finish_by_hand(app, token, answers):
    """A form of five items is too short to be finished, yet a result may come from anywhere."""
    result, _ = said(app, answers)
    with front(app).sessions.write.begin() as session:
        row = session.scalar(select(AttemptRow).where(AttemptRow.token_hash == token_hash(token)))
        row.state, row.finished_day = "finished", row.changed_day
        row.result, row.result_answers = json.dumps(result_to_json(result)), json.dumps(answers)


def test_every_answer_is_there_to_be_changed_as_it_was_given(trying, app, token):
    _, held = trying.page.form
    given = stored(app, token).responses
    assert held == {
        f"{item}.{part}": value for item, answer in given.items() for part, value in answer.items()
    }
    assert "Nothing is changed yet." in trying.page.text
    assert opened(trying.page) == []
    assert verdict(trying.page) == "Clear: Project manager"


def test_another_answer_shows_the_verdict_that_it_would_lead_to(trying, app, token):
    answers = dict(stored(app, token).responses)
    changed = {}
    for item in [item.id for item in items(app)][:12]:
        changed |= turned(trying.page, item)
        answers[item] = {"most": answers[item]["least"], "least": answers[item]["most"]}
    page = trying.send(**changed)
    result, words = said(app, answers)
    assert "12 answers changed: situations 1, 2, 3" in page.text
    assert verdict(page) == f"Clear: Project manager → {words}"
    assert len(opened(page)) == 12
    shown = shares(page)
    assert sum(shown) == 100
    assert shown == pytest.approx([100 * share for share in result.tracks.values()], abs=1)


def test_the_verdict_stands_above_the_answers_and_is_where_the_form_leads(trying):
    action, _ = trying.page.form
    panel = trying.page.one("section", id=action.partition("#")[2])
    assert panel["tabindex"] == "-1"
    order = [element.tag for element in trying.page.elements]
    assert trying.page.elements.index(panel) < order.index("details")


def test_a_change_that_changes_nothing_says_so(trying, app):
    page = trying.send(**turned(trying.page, items(app)[0].id))
    assert verdict(page) == "The verdict stays the same: Clear: Project manager"
    assert "One answer changed: situation 1." in page.text


def test_trying_changes_nothing_that_is_stored(trying, app, token):
    before = stored(app, token)
    trying.send(**turned(trying.page, items(app)[0].id))
    assert stored(app, token) == before
    result = trying.open(f"/a/{token}/result")
    assert result.heading == "Project manager"


def test_what_is_tried_stands_in_no_address(trying, app):
    action, _ = trying.page.form
    assert action == f"/a/{trying.token}/what-if#verdict"
    action = action.partition("#")[0]
    page = trying.send(**turned(trying.page, items(app)[0].id))
    assert trying.client.get(action + "?x=1").status_code == 200
    assert page.address == action
    assert page.headers["Cache-Control"] == "no-store"


def test_an_answer_can_be_tried_as_skipped(trying, app, token):
    item = items(app)[0].id
    page = trying.send(**{f"{item}.skip": "1"})
    answers = stored(app, token).responses | {item: None}
    assert page.form[1][f"{item}.skip"] == "1"
    assert verdict(page).endswith(said(app, answers)[1])
    assert shares(page) != shares(trying.open(page.address))


@pytest.mark.parametrize("least", ["", "the same"])
def test_half_an_answer_is_refused_kindly_and_led_to(trying, app, least):
    item = items(app)[2].id
    _, held = trying.page.form
    fields = {f"{item}.least": held[f"{item}.most"] if least else ""}
    page = trying.send(**fields)
    assert page.status == 422
    assert page.title.startswith("Error:")
    told = "3. One answer cannot be both" if least else "3. Choose"
    assert page.link(told) == f"#{item}.least-0"
    assert len(opened(page)) == 1
    assert page.one("div", id="outcome").text.startswith(told)
    assert page.one("table"), "what the other answers lead to stays in sight"
    assert page.form[1].get(f"{item}.least", "") == fields[f"{item}.least"]


@pytest.mark.parametrize("fields", [{"finish": "1"}, {"seen": ""}])
def test_a_field_that_does_not_belong_is_refused(trying, fields):
    assert trying.send(**fields).status == 400


def test_an_option_of_another_question_is_refused(trying, app):
    page = trying.send(**{f"{items(app)[0].id}.most": "no-such-option"})
    assert page.status == 422
    assert "That answer does not belong to this question." in page.text


def test_an_item_whose_fields_are_missing_stays_as_given(trying, app, token):
    page = trying.post(f"/a/{token}/what-if", {})
    assert page.status == 200
    assert "Nothing is changed yet." in page.text


def test_a_skipped_item_can_be_tried_with_an_answer(app, visitor):
    token = finished(app, UNFINISHED)
    given = stored(app, token).responses
    skipped = next(item for item, answer in given.items() if answer is None)
    page = visitor.open(f"/a/{token}/what-if")
    assert f"{skipped}.most" not in page.form[1]
    options = front(app).catalogue.bank.item(skipped).options
    tried = {"most": options[0].id, "least": options[1].id}
    page = visitor.send(**{f"{skipped}.{part}": value for part, value in tried.items()})
    assert verdict(page).endswith(said(app, given | {skipped: tried})[1])
    assert "Skipped" in opened(page)[0]


def test_before_the_result_it_leads_to_the_check_page(app, visitor):
    token = store(app, by_place(app, most=0, least=1))
    assert visitor.open(f"/a/{token}/what-if").heading == "Check your answers"
    assert visitor.post(f"/a/{token}/what-if", {}).heading == "Check your answers"


def test_a_link_that_is_not_in_use_says_so(visitor):
    assert visitor.open("/a/nobody/what-if").heading == "This link is not in use"


def test_flagged_answers_are_compared_by_what_they_lead_to(app, visitor):
    token = store(app, by_place(app, most=0, least=1))
    assert finish(app, token).flags
    page = visitor.open(f"/a/{token}/what-if")
    assert "Check your answers" not in verdict(page)
    assert "This result may not describe you." in page.text
    page = visitor.send(**turned(page, items(app)[0].id))
    assert "Check your answers" not in verdict(page)


def test_after_a_later_change_it_starts_from_the_answers_behind_the_result(app, visitor):
    token = finished(app, CLEAR)
    first = items(app)[0]
    old = stored(app, token)
    new = next(
        {"most": a.id, "least": b.id}
        for a in first.options
        for b in first.options
        if a != b and {"most": a.id, "least": b.id} != old.responses[first.id]
    )
    answer = responses_from_json(front(app).catalogue.bank, {first.id: new})[first.id]
    put(app, token, first.id, answer, seen=old.seen(first.id))
    page = visitor.open(f"/a/{token}/what-if")
    assert page.form[1][f"{first.id}.most"] == old.responses[first.id]["most"]
    assert "You have changed answers since." in page.text


def test_all_formats_can_be_tried(five_app):
    bank = front(five_app).catalogue.bank
    answers = {
        "calls": "a",
        "agree": 2,
        "order": ["a", "b", "c", "d"],
        "block": {"most": "a", "least": "b"},
        "spare": -2,
    }
    token = store(five_app, responses_from_json(bank, answers))
    finish_by_hand(five_app, token, answers)
    visitor = Visitor(five_app.test_client())
    page = visitor.open(f"/a/{token}/what-if")
    assert page.form[1] == {
        "calls.choice": "a",
        "agree.choice": "2",
        **{f"order.place_{place}": str(place + 1) for place in range(4)},
        "block.most": "a",
        "block.least": "b",
        "spare.choice": "-2",
    }
    assert "A Trying the new screen with two more users" in page.text
    page = visitor.send(
        **{
            "calls.choice": "d",
            "agree.choice": "-1",
            "order.place_0": "4",
            "order.place_3": "1",
            "block.most": "c",
            "spare.choice": "1",
        }
    )
    assert page.status == 200
    assert "5 answers changed" in page.text
    tried = {
        "calls": "d",
        "agree": -1,
        "order": ["d", "b", "c", "a"],
        "block": {"most": "c", "least": "b"},
        "spare": 1,
    }
    assert verdict(page).endswith(said(five_app, tried)[1])
    page = visitor.send(**{"order.place_0": "2"})
    assert page.link("3. Give every place once") == "#order.place_1"


def test_the_answer_to_script_and_the_page_without_it_are_one(trying, app):
    """With script only the part with this id is taken over, so it must be all there."""
    page = trying.send(**turned(trying.page, items(app)[0].id))
    outcome = page.one("div", id="outcome")
    assert outcome["role"] == "status"
    for words in ("The verdict", "One answer changed", "Product owner"):
        assert words in outcome.text
    assert re.search(r"connect-src 'self'", page.headers["Content-Security-Policy"])


def test_with_script_the_form_is_the_one_that_works_without(trying):
    form = trying.page.one("form")
    assert form["method"] == "post"
    assert "data-whatif" in form.attrs
    assert {button.text for button in trying.page.all("button")} == {"Compare"}


def test_every_situation_can_be_compared_from_where_it_stands(trying, app):
    buttons = [button for button in trying.page.all("button") if button.inside("details")]
    assert len(buttons) == len(items(app))
    assert all(button.inside("noscript") for button in buttons)


def test_a_balanced_verdict_above_a_high_share_says_how_they_go_together(app, token):
    result = assessed(app, stored(app, token))
    assert max(shown_shares(result).values()) >= 50
    balanced = replace(result, verdict=replace(result.verdict, kind=Kind.BALANCED))
    with app.test_request_context():
        assert "so near the middle" in compared(app, result, balanced).note
        assert compared(app, result, result).note == ""


def test_a_balanced_verdict_above_even_shares_needs_no_such_words(app):
    result = assessed(app, stored(app, finished(app, BALANCED)))
    assert result.verdict.kind is Kind.BALANCED
    even = replace(result, tracks=dict.fromkeys(result.tracks, 1 / len(result.tracks)))
    with app.test_request_context():
        assert compared(app, even, even).note == ""


def assessed(app, attempt):
    return said(app, attempt.result_responses)[0]


def compared(app, now, then):
    here = front(app).catalogue
    drawn = faces(here.bank, here.rules)
    return what_if(now, then, faces=drawn, thresholds=here.rules.thresholds, changed=["1"])
