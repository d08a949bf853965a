"""The result as a person meets it: every kind of verdict, keeping, reading, deleting."""

import json
import re

import pytest

from quiz.core.bank import Bank
from quiz.core.codec import responses_from_json
from quiz.core.report import assess, result_to_json
from quiz.web.reading import read_result
from quiz.web.request import NotInUse, current_attempt
from tests.web import finished as people
from tests.web.finished import (
    change_first,
    finish,
    finished,
    front,
    judged,
    put,
    sheet,
    store,
)


@pytest.fixture
def result(visitor, app):
    """Open the result of somebody who answered like this."""

    def see(code, leaf="result"):
        visitor.token = finished(app, code)
        return visitor.open(f"/a/{visitor.token}/{leaf}")

    return see


def numbers(page):
    """The signed points that a page prints, in order, as numbers."""
    return [
        float(cell.text.replace("\u2212", "-"))
        for cell in page.all("b")
        if re.fullmatch(r"[+\u2212]?[\d.]+", cell.text)
    ]


# The verdicts


def test_a_clear_result_names_the_track_first_and_shares_before_all_else(result):
    page = result(people.CLEAR)
    assert page.heading == "Project manager"
    assert page.title == "Your result: Project manager - Fourways"
    buttons = [a.text for a in page.all("a") if "btn" in (a["class"] or "").split()]
    assert buttons[:2] == ["Share a read-only link", "See your ladder"]


def test_a_clear_result_words_its_confidence_and_its_doubt(result):
    page = result(people.CLEAR)
    assert "/quality/" in page.link("How well this measures")
    assert (
        "With many more questions like these, the result would be project manager about 94 times "
        "in 100, product owner 6 and product manager under 1." in page.text
    )
    assert page.text.count("Each dot is one of those 100 times") == 1
    assert "Trial version: not checked against real answers yet" in page.text
    assert "HOW comes first for you. Project manager stands on HOW and WHEN" in page.text
    assert "For development, not for selection. Result of 22 November 2026" in page.foot
    assert "questions 1.1, formula 1" in page.foot


def test_the_picture_holds_a_hundred_dots_and_says_the_same_in_words(result):
    page = result(people.CLEAR)
    picture = page.one("div", role="img")
    dots = [
        dot for dot in page.all("circle") if dot.inside("g") and dot["cx"] and not dot.inside("td")
    ]
    assert len(dots) == 100
    assert "project manager (HOW and WHEN) 94" in picture["aria-label"]


def test_the_work_of_the_track_is_shown_with_its_day_its_duties_and_its_price(result):
    page = result(people.CLEAR)
    for heading in ("An ordinary day", "What it costs", "The duties"):
        assert heading in page.text
    assert "how good you are at any of this" in page.text


def test_three_reasons_for_and_three_against_are_quoted_and_add_up(result):
    page = result(people.CLEAR)
    table = page.all("table")[0]
    rows = [row for row in page.all("tr") if row.inside("table") is table]
    printed = [
        float(cell.text.replace("\u2212", "-"))
        for cell in page.all("b")
        if cell.inside("tr") in rows and cell.inside("tbody") is not None
    ]
    assert len(printed) == 7
    assert [points > 0 for points in printed[:6]] == [True] * 3 + [False] * 3
    assert sum(printed) == 33
    assert "Sum: project manager leads product owner by33 points" in table.text
    assert "Most: " in table.text


def test_the_full_list_adds_up_to_the_same_margin(result):
    page = result(people.CLEAR)
    points = [
        float(cell.text.replace("\u2212", "-"))
        for cell in page.all("dd")
        if re.fullmatch(r"[+\u2212]?[\d.]+", cell.text)
    ]
    assert len(points) == 18
    assert "These gave both the same, 0 points each: situations" in page.text
    assert sum(points[:-1]) == points[-1] == 33


def test_the_smallest_change_and_the_runner_up_are_told(result):
    page = result(people.CLEAR)
    assert "With 3 different answers out of 24, and no fewer, project manager would" in page.text
    assert page.text.count("Instead: most “") == 3
    assert "The runner-up: product owner" in page.text
    assert "the result would be product owner instead about 6 times in 100" in page.text


def test_a_leaning_result_says_that_it_leans(result):
    page = result(people.LEANING)
    assert page.heading == "Project manager"
    assert "Your answers lean this way without settling it." in page.text


def test_a_close_call_names_both_gives_reasons_for_each_and_leads_to_trade_offs(result, visitor):
    page = result(people.CLOSE)
    assert page.heading == "Product owner or product manager"
    assert "For product owner" in page.text
    assert "For product manager" in page.text
    assert page.all("table") == []
    assert page.text.count("An ordinary day") == page.text.count("The duties") == 2
    assert page.text.count("Sum of all answers, compared with") == 2
    assert "Both stand on WHAT." in page.text
    extra = visitor.follow("Answer some of them")
    assert "Trade-off" in extra.title


def test_a_tie_calls_no_track_the_leader(result):
    page = result(people.TIE)
    assert page.heading == "Product manager or project manager"
    assert "Your points for these two are exactly equal" in page.text
    assert "leads" not in page.text
    assert "runner-up" not in page.text


def test_three_open_tracks_have_three_sides_and_three_doors(visitor, app):
    tracks = ("product-manager", "product-owner", "project-manager")
    token = judged(app, people.UNFINISHED, "three-way", *tracks)
    page = visitor.open(f"/a/{token}/result")
    assert page.heading == "All three are open"
    for track in tracks:
        assert f"For {track.replace('-', ' ')}" in page.text
    assert "Made from 13 of the 24 situations." in page.text


def test_a_balanced_result_names_no_track_and_shows_no_table(result):
    page = result(people.BALANCED)
    assert page.heading == "All four questions, about equally"
    assert page.all("table") == []
    assert "so we name none of them" in page.text
    assert "no larger than chance could bring" in page.text
    assert "All answers and their points" in page.text
    assert "Instead:" not in page.text
    doors = [a for a in page.all("a") if a["class"] == "card"]
    assert [door.inside("section") is not None for door in doors] == [True] * 3


def test_too_few_answers_lead_to_the_first_skipped_one(visitor, app):
    token = judged(app, "-- 21 30 12 20 32 31 03", "not-enough")
    page = visitor.open(f"/a/{token}/result")
    assert page.heading == "5 more answers first"
    assert "answered 7 of the 24 situations. You skipped one question." in page.text
    assert page.all("div", role="img") == []
    first = front(app).catalogue.bank.form[0].id
    assert page.link("Go to the first skipped one").endswith(f"/items/{first}?change=1")


@pytest.fixture
def clicked(visitor, app):
    """Somebody who chose the same two places on every page, at their result."""
    visitor.token = store(app, people.by_place(app, most=0, least=3))
    finish(app, visitor.token)
    visitor.open(f"/a/{visitor.token}/result")
    return visitor


def test_answers_in_a_pattern_are_described_and_named_to_be_changed(clicked, app):
    page = clicked.page
    assert page.heading == "Please look at your answers once more"
    assert "In 23 of your 24 answers you chose the same places on the page" in page.text
    assert page.all("div", role="img") == []
    named = [a for a in page.all("a") if a.text.startswith("Situation")]
    assert [a.text for a in named] == [f"Situation {place}" for place in range(2, 25)]
    second = front(app).catalogue.bank.form[1]
    assert second.situation in page.text
    clicked.open(named[0]["href"])
    assert clicked.page.heading == second.situation
    options = [option.id for option in second.options]
    clicked.send(most=options[2], least=options[1])
    assert clicked.page.address == f"/a/{clicked.token}/check", "and back to the list"


def test_a_flagged_result_is_shown_anyway_by_a_button_and_says_first_what_is_in_doubt(clicked):
    asked = clicked.page.heading
    form, button = clicked.page.one("form"), clicked.page.one("button")
    assert (form["method"], button.text) == (None, "Show my result anyway")
    page = clicked.open(f"{form['action']}?{button['name']}={button['value']}")
    assert page.address == f"/a/{clicked.token}/result"
    assert page.heading != asked
    words = "This result may not describe you. The answers look like clicks that follow a pattern."
    assert page.text.startswith(words)
    assert "not a failure" not in page.text
    assert page.has_link("Situation 2")
    assert clicked.open(f"/a/{clicked.token}/result?show=1").heading == page.heading
    assert clicked.open(f"/a/{clicked.token}/result").heading == asked


def test_a_reader_of_a_flagged_result_is_told_so_too(clicked):
    clicked.open(f"/a/{clicked.token}/share")
    clicked.send(verdict="y")
    clicked.follow("See what they will see")
    assert "This result may not describe the person who shared it." in clicked.page.text
    assert not clicked.page.has_link("Situation")


def test_an_unfinished_form_offers_what_was_skipped(result):
    page = result(people.UNFINISHED)
    assert "Made from 13 of the 24 situations" in page.text
    assert page.has_link("Answer a situation you skipped")


# Around the result


def test_before_there_is_a_result_every_page_of_it_leads_to_the_check_page(visitor, app):
    token = store(app, sheet(app, people.UNFINISHED))
    for leaf in ("result", "share", "ladder"):
        assert visitor.open(f"/a/{token}/{leaf}").heading == "Check your answers"


def test_every_leaf_of_an_unknown_link_is_the_same_page(visitor):
    pages = {
        visitor.open(f"/a/{'x' * 43}/{leaf}").source
        for leaf in ("result", "answers", "share", "delete", "ladder", "export.json")
    } | {visitor.open("/s/nothing").source}
    assert len(pages) == 1
    assert visitor.page.status == 404


def test_a_changed_answer_leaves_the_old_result_under_its_date(result, visitor, app):
    before = result(people.CLEAR)
    change_first(app, visitor.token, people.CLEAR)
    page = visitor.open(f"/a/{visitor.token}/result")
    assert "From before your change of 22 November 2026." in page.text
    assert page.heading == before.heading
    assert numbers(page) == numbers(before), "old answers are quoted with their own points"
    assert visitor.follow("Finish again to renew it").heading == "Check your answers"


def test_a_result_is_told_again_word_for_word(result, visitor):
    first = result(people.CLOSE).source
    assert visitor.open(f"/a/{visitor.token}/result").source == first


# Keep, read, delete


def exported(client, token):
    response = client.get(f"/a/{token}/export.json")
    assert response.mimetype == "application/json"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    return json.loads(response.text)


def test_the_export_holds_answers_in_the_order_of_asking_and_the_result(app, client):
    answers = sheet(app, people.UNFINISHED)
    token = store(app, dict(reversed(answers.items())))
    finish(app, token)
    file = exported(client, token)
    catalogue = front(app).catalogue
    assert file["format"] == "fourways-export-1"
    assert file["bank"] == catalogue.digest
    assert file["order"] == list(file["answers"]) == list(reversed(answers))
    assert file["agrees"] is True
    assert file["days"] == {
        "started": "2026-11-22",
        "changed": "2026-11-22",
        "finished": "2026-11-22",
    }
    assert token not in json.dumps(file)


def test_an_export_can_be_scored_again_to_the_same_result(app, client):
    token = finished(app, people.CLOSE)
    file = exported(client, token)
    pinned = front(app).pinned(file["bank"])
    assert isinstance(pinned.bank, Bank)
    responses = responses_from_json(pinned.bank, file["answers"])
    scored = assess(pinned.model, responses, digest=file["bank"])
    assert result_to_json(scored) == file["result"]


def test_an_export_says_when_answers_and_result_no_longer_agree(app, client):
    token = finished(app, people.CLEAR)
    change_first(app, token, people.CLEAR)
    file = exported(client, token)
    assert file["agrees"] is False
    assert file["answers"] != file["result_answers"]


def test_an_export_without_a_result_claims_no_agreement(app, client):
    file = exported(client, store(app, sheet(app, people.UNFINISHED)))
    assert (file["result"], file["agrees"], file["days"]["finished"]) == (None, None, None)


def test_all_answers_can_be_read_and_their_columns_add_up(result):
    page = result(people.CLEAR, "answers")
    table = page.one("table")
    cells = [
        float(cell.text.rpartition("manager")[2].rpartition("owner")[2].replace("\u2212", "-"))
        for cell in page.all("td")
        if cell.inside("table") is table
    ]
    rows = [cells[start : start + 3] for start in range(0, len(cells), 3)]
    assert len(rows) == 25
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1] == [-45, 12, 45]


def test_skipped_answers_are_listed_without_points(result):
    page = result(people.UNFINISHED, "answers")
    assert page.text.count("Skipped") == 1
    assert "no points" in page.text


def test_answers_can_be_read_before_and_after_a_result(visitor, app):
    token = store(app, sheet(app, people.CLEAR))
    page = visitor.open(f"/a/{token}/answers")
    assert page.has_link("Back to your answers")
    assert "Result of" not in page.text
    finish(app, token)
    change_first(app, token, people.CLEAR)
    page = visitor.open(f"/a/{token}/answers")
    assert "These are your answers as they are now." in page.text


def test_deleting_asks_once_and_then_leaves_nothing(result, visitor):
    result(people.CLEAR)
    page = visitor.follow("Delete my answers")
    assert page.heading == "Delete your answers?"
    assert visitor.open(f"/a/{visitor.token}/result").heading == "Project manager"
    visitor.open(f"/a/{visitor.token}/delete")
    assert visitor.send().heading == "Deleted: nothing is stored under that link"
    assert visitor.page.address == "/erased"
    assert visitor.open(f"/a/{visitor.token}/result").status == 404


def test_deleting_takes_no_field_that_does_not_belong_to_it(result, visitor):
    result(people.CLEAR)
    assert visitor.post(f"/a/{visitor.token}/delete", {"sure": "1"}).status == 400
    assert visitor.open(f"/a/{visitor.token}/result").status == 200


def test_there_is_nothing_to_lay_out_before_the_first_finish(app):
    token = store(app, sheet(app, people.CLEAR))
    with app.test_request_context(f"/a/{token}"), pytest.raises(NotInUse):
        read_result(current_attempt(token), looked_again=False)


def test_a_clear_result_of_an_early_stop_says_how_often_that_is_right_and_offers_to_go_on(result):
    page = result(people.UNFINISHED)
    assert page.heading == "Project manager"
    assert re.search(
        r"“Clear” is right for \d\d of a hundred; over those who answer everything, for \d\d\.",
        page.text,
    )
    assert "more=1" in page.link("Answer more situations")
    assert "“Clear” is right for" not in result(people.CLEAR).text


def test_a_tie_counts_the_trade_offs_that_are_left(app, visitor):
    token = finished(app, people.TIE)
    extra = front(app).catalogue.bank.extras[0].id
    page = visitor.open(f"/a/{token}/result")
    assert "Short trade-offs can tell such tracks apart." in page.text
    put(app, token, extra, None)
    page = visitor.open(f"/a/{token}/result")
    assert "11 short trade-offs are left that can tell such tracks apart." in page.text


def test_a_tie_of_answers_that_never_tell_the_two_apart_says_so_in_one_sentence(result):
    page = result(" ".join(["13"] * 24))
    assert page.heading in {
        "Product manager or product owner",
        "Product owner or product manager",
    }
    assert "No answer of yours gave one of them more points than another" in page.text
    assert "Against it, and all other answers, together" not in page.text
