"""A receipt says that somebody finished in a group on a day; it is checked without the database."""

import io
import re
from unittest.mock import patch

import pytest

from quiz import operations
from quiz.operations import StoreUnavailable
from quiz.store import queries
from quiz.web.receipt import Receipts
from tests.web.cohorts import Member, opened, sessions
from tests.web.conftest import NOON, build, settings_in
from tests.web.finished import CLEAR, CLOSE, finished
from tests.web.staff import takes_part

TODAY = NOON.date()


@pytest.fixture(scope="module")
def spring(app):
    return opened(app, name="Spring")


@pytest.fixture(scope="module")
def token(app, spring):
    return takes_part(app, spring, CLEAR)


@pytest.fixture(scope="module")
def receipt(app, token):
    return app.test_client().get(f"/a/{token}/receipt.txt").text.strip()


def check(visitor, text, **more):
    return visitor.post("/verify", {"receipt": text, **more})


def test_somebody_of_a_group_takes_a_receipt_and_it_is_found_good(app, visitor, spring):
    person = Member(app.test_client()).enters(f"/q/{spring}").finishes()
    person.follow("Get a receipt")
    assert "in the group Spring of Example Company on 22 November 2026" in person.page.text
    line = person.page.one("input", id="receipt")["value"]
    page = check(visitor, line)
    assert page.status == 200
    assert "Written by this site" in page.text
    assert "Spring Example Company" in page.text
    assert "22 November 2026" in page.text


def test_the_file_is_the_line_that_the_page_shows(app, visitor, token, receipt):
    found = app.test_client().get(f"/a/{token}/receipt.txt")
    assert found.mimetype == "text/plain"
    assert "attachment" in found.headers["Content-Disposition"]
    assert visitor.open(f"/a/{token}/receipt").one("input", id="receipt")["value"] == receipt


def test_a_receipt_holds_group_day_and_a_number_and_nothing_of_the_person(app, token, receipt):
    said = re.fullmatch(r"fw1\.([a-z0-9]{16})\.2026-11-22\.([0-9a-f]{32})\.[\w-]{43}", receipt)
    assert said
    assert token not in receipt
    with sessions(app).read() as session:
        attempt = queries.attempt(session, token)
    assert format(attempt.id, "x") not in receipt
    assert said[2] not in str(attempt)


def test_it_is_the_same_whatever_the_result_and_the_yes(app, spring):
    """Another verdict, another yes: only number and mark differ, and neither tells which."""
    lines = [
        app.test_client()
        .get(f"/a/{takes_part(app, spring, code, count=count)}/receipt.txt")
        .text.split(".")
        for code, count in ((CLEAR, True), (CLOSE, False))
    ]
    assert lines[0][:3] == lines[1][:3]
    assert lines[0][3] != lines[1][3]
    assert [len(part) for part in lines[0]] == [len(part) for part in lines[1]]


def test_the_number_follows_from_link_and_key_so_that_a_copy_shows(visitor, token, receipt):
    same = Receipts("k" * 43)
    cohort = receipt.split(".")[1]
    assert same.write(token, cohort=cohort, day=TODAY) == receipt
    assert "2 times the same" in check(visitor, f"{receipt}\n{receipt}").text


def test_another_key_signs_otherwise_and_takes_none_of_ours(token, receipt):
    other = Receipts("j" * 43)
    assert other.write(token, cohort=receipt.split(".")[1], day=TODAY) != receipt
    assert (other.check(receipt).good, other.check(receipt).bad) == ((), 1)


def test_a_line_that_was_cut_short_is_told_beside_a_good_one(receipt):
    found = Receipts("k" * 43).check(f"{receipt}\n{receipt[:40]}\nfw1.bad\n{receipt}")
    assert ([one.copies for one in found.good], found.bad) == ([2], 2)


def test_a_receipt_with_any_letter_changed_is_none(receipt):
    ours = Receipts("k" * 43)
    assert len(ours.check(receipt).good) == 1
    for place, letter in enumerate(receipt):
        for other in {"a", "1", "_"} - {letter}:
            assert ours.check(receipt[:place] + other + receipt[place + 1 :]).good == ()


def test_mail_may_break_the_line_and_put_words_around_it(visitor, receipt):
    broken = f"Hello,\nhere it is:\n{receipt[:50]}\n  {receipt[50:]}\n"
    assert "Written by this site" in check(visitor, broken).text


def test_several_are_checked_at_once_and_a_strange_one_is_told(app, visitor, spring, receipt):
    second = app.test_client().get(f"/a/{takes_part(app, spring, CLOSE)}/receipt.txt").text
    strange = receipt.replace("2026-11-22", "2026-11-23")
    page = check(visitor, f"{receipt}\n{second}\n{strange}")
    assert "Some were written by this site, some not" in page.text
    assert "1 receipt was not written here, or was changed since." in page.text
    assert len(page.all("th", scope="row")) == 2
    assert "Not written by this site" in check(visitor, strange).text


def test_the_saved_file_can_be_sent_instead(client, receipt):
    sent = {"receipt": "", "file": (io.BytesIO(receipt.encode()), "fourways-receipt.txt")}
    found = client.post("/verify", data=sent, content_type="multipart/form-data")
    assert "Written by this site" in found.text


@pytest.mark.parametrize("text", ["", "hello", "fw1.", "x" * 5000, "fw1.é\x00.2026"])
def test_what_is_no_receipt_is_refused_at_its_field(visitor, text):
    page = check(visitor, text)
    assert page.status == 422
    assert page.link("No whole receipt") == "#receipt"


@pytest.mark.parametrize(
    "form", [{}, {"receipt": "a", "x": "y"}, {"x": "y"}, {"receipt": list("ab")}]
)
def test_a_field_that_does_not_belong_is_refused(client, form):
    assert client.post("/verify", data=form).status_code == 400


def test_it_works_without_the_database(app, visitor, receipt):
    def gone(*_args, **_kwargs):
        raise StoreUnavailable("busy")

    with patch("quiz.web.receipts.find_group", gone):
        page = check(visitor, receipt)
    assert page.status == 200
    assert "Written by this site" in page.text
    assert "22 November 2026" in page.text


def test_it_outlives_its_group_and_the_answers(app, visitor):
    group = opened(app, name="Short-lived")
    token = takes_part(app, group, CLEAR)
    line = app.test_client().get(f"/a/{token}/receipt.txt").text
    operations.delete_cohort(sessions(app), group)
    operations.erase(sessions(app), token, today=TODAY)
    page = check(visitor, line)
    assert "Written by this site" in page.text
    assert "Short-lived" not in page.text


def test_without_a_group_there_is_none(app, visitor):
    token = finished(app, CLEAR)
    assert not visitor.open(f"/a/{token}/result").has_link("Get a receipt")
    assert visitor.open(f"/a/{token}/receipt").address == f"/a/{token}/result"
    assert visitor.open(f"/a/{token}/receipt.txt").address == f"/a/{token}/result"


def test_before_the_finish_there_is_none(app, spring):
    person = Member(app.test_client()).enters(f"/q/{spring}").answer(3)
    assert person.open(person.here("receipt")).address != person.here("receipt")


def test_the_framed_result_carries_it_for_the_page_around(app, spring):
    person = Member(app.test_client()).enters(f"/embed/{spring}").finishes()
    (line,) = [e for e in person.page.elements if e["data-receipt"]]
    assert Receipts("k" * 43).check(line["data-receipt"]).good[0].cohort == spring
    outside = Member(app.test_client()).enters(f"/q/{spring}").finishes()
    assert not [e for e in outside.page.elements if e["data-receipt"]]


def test_checking_is_bounded_for_an_address(tmp_path, one_clock):
    app = build(settings_in(tmp_path, rate_limits=True, proxies=1), one_clock)
    client = app.test_client()
    sent = {"data": {"receipt": "x"}, "headers": {"X-Forwarded-For": "192.0.2.1"}}
    answers = [client.post("/verify", **sent).status_code for _ in range(61)]
    assert answers == [422] * 60 + [429]
