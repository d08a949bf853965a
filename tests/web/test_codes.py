"""Codes with which people enter a group: each is good for one start, and nobody sees which."""

import csv
import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from quiz import operations
from quiz.operations import NoCodes
from quiz.store.code_models import CodeRow
from quiz.store.codes import code_hash, spelled_code
from tests.web.cohorts import Member, opened, sessions
from tests.web.conftest import NOON, build, settings_in
from tests.web.sitting import Visitor
from tests.web.staff import Colleague, invited


@pytest.fixture(scope="module")
def lots(app):
    return opened(app, name="Lots", by_code=True)


@pytest.fixture
def code(app, lots):
    return operations.make_codes(sessions(app), lots, count=1)[0]


def types(visitor, code):
    """Fill in the form of the start page, which is sent as an address."""
    action, held = visitor.page.form
    return visitor.open(f"{action}?{urlencode(held | {'code': code})}")


def enters(app, home, code):
    person = Member(app.test_client())
    person.home = home
    person.open(home)
    types(person, code)
    return person


def used(app, group, code):
    with sessions(app).read() as session:
        own = CodeRow.code_hash == code_hash(group, code)
        return session.scalar(select(CodeRow.used).where(own))


def attempts(app, group):
    with sessions(app).read() as session:
        return session.connection().exec_driver_sql("SELECT count(*) FROM attempt").scalar()


@pytest.mark.parametrize("mount", ["/q/", "/embed/"])
def test_a_code_opens_the_questions_and_the_first_answer_uses_it_up(app, lots, code, mount):
    person = enters(app, f"{mount}{lots}", code)
    assert "/items/" in person.page.address
    assert used(app, lots, code) == 0
    person.answer(1)
    assert used(app, lots, code) == 1
    assert person.answer(1).page.status == 200


def test_a_second_start_with_it_is_refused_at_its_first_answer(app, lots, code):
    first, second = (enters(app, f"/q/{lots}", code) for _ in range(2))
    first.answer(1)
    before = attempts(app, lots)
    second.answer(1)
    assert (second.page.status, second.page.heading) == (422, "This code has been used")
    assert attempts(app, lots) == before


def test_before_an_answer_a_used_code_and_an_unused_one_look_the_same(app, lots):
    """Whoever handed out the codes could otherwise try them and learn who has started."""
    one, other = operations.make_codes(sessions(app), lots, count=2)
    enters(app, f"/q/{lots}", one).answer(1)
    shown = []
    for code in (one, other):
        visitor = Visitor(app.test_client())
        welcome = visitor.open(f"/q/{lots}?code={code}").source.replace(code, "")
        types(visitor, code)
        question = re.sub(r"/a/[^/]+/|start=[\w.~=-]+", "", visitor.page.source)
        shown.append((welcome, visitor.page.status, question))
    assert shown[0] == shown[1]


def test_the_address_on_a_card_brings_the_code_along(app, visitor, lots, code):
    visitor.open(f"/q/{lots}?code={code}")
    assert visitor.page.one("input", id="code")["value"] == code
    assert "/items/" in types(visitor, code).address


def test_the_same_person_goes_on_without_a_code(app, lots, code):
    person = enters(app, f"/q/{lots}", code)
    person.answer(24)
    person.send()
    assert person.page.address.endswith("/result")


@pytest.mark.parametrize("given", ["", " ", "kwm4", "kwm4-7hpt-x2re", "' OR 1=1 --", "é" * 12])
def test_what_is_no_code_is_told_at_its_field_and_starts_nothing(app, visitor, lots, given):
    visitor.open(f"/q/{lots}")
    page = types(visitor, given)
    assert page.status == 422
    assert "#code" in {a["href"] for a in page.all("a")}


def test_a_code_may_be_typed_in_capitals_and_without_dashes(app, visitor, lots, code):
    visitor.open(f"/q/{lots}")
    typed = f" {code.upper().replace('-', ' ')} "
    assert "/items/" in types(visitor, typed).address


def test_a_code_of_another_group_is_none(app, visitor, lots):
    other = opened(app, by_code=True)
    (theirs,) = operations.make_codes(sessions(app), other, count=1)
    visitor.open(f"/q/{lots}")
    assert types(visitor, theirs).status == 422


def test_deleting_answers_does_not_bring_the_code_back(app, lots, code):
    person = enters(app, f"/q/{lots}", code)
    person.answer(1)
    operations.erase(sessions(app), person.token, today=NOON.date())
    again = enters(app, f"/q/{lots}", code)
    assert again.answer(1).page.heading == "This code has been used"


def test_nothing_stored_leads_from_a_code_to_who_used_it(app, lots, code):
    enters(app, f"/q/{lots}", code).answer(1)
    assert {column.name for column in CodeRow.__table__.columns} == {
        "code_hash",
        "cohort_id",
        "used",
    }
    with sessions(app).read() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM attempt").fetchall()
    assert code_hash(lots, code).hex() not in str(rows)
    assert code not in str(rows)


def test_codes_go_with_their_group(app):
    group = opened(app, by_code=True)
    (code,) = operations.make_codes(sessions(app), group, count=1)
    operations.delete_cohort(sessions(app), group)
    assert used(app, group, code) is None


def test_a_group_that_everybody_may_enter_has_no_codes(app):
    with pytest.raises(NoCodes):
        operations.make_codes(sessions(app), opened(app), count=1)


def test_so_many_as_a_group_can_have_and_no_more(app, monkeypatch):
    group = opened(app, by_code=True)
    monkeypatch.setattr("quiz.operations.codes.MOST", 3)
    operations.make_codes(sessions(app), group, count=3)
    with pytest.raises(NoCodes):
        operations.make_codes(sessions(app), group, count=1)


def test_a_code_is_spelled_as_it_was_made():
    assert spelled_code("KWM4 7hpt-x2rd") == "kwm4-7hpt-x2rd"
    assert spelled_code("kwm4-7hpt-x2r") == ""
    assert spelled_code("kwm4-7hpt-x2r0") == ""  # no nought: it looks like an o


def test_staff_make_cards_and_a_file_of_the_same_codes(tmp_path, one_clock):
    app = build(settings_in(tmp_path), one_clock)
    ines = Colleague(app.test_client()).comes_by(invited(app))
    group = ines.opens(by_code="y")
    ines.follow("Codes")
    page = ines.send(count="3")
    codes = [one.text for one in page.all("b", class_="lot")]
    assert len(set(codes)) == 3
    assert all(re.fullmatch(r"([a-z2-9]{4}-){2}[a-z2-9]{4}", code) for code in codes)
    assert len(page.all("svg", role="img")) == 3
    action, held = page.form
    found = ines.client.post(action, data=held)
    lines = list(csv.reader(found.text.splitlines()))
    assert lines[0] == ["code", "address"]
    assert lines[1:] == [[code, f"http://localhost/q/{group}?code={code}"] for code in codes]
    enters(app, f"/q/{group}", codes[0]).answer(1)
    page = ines.at(group, "codes")
    assert "3 codes were made so far" in page.text
    assert not any(code in page.source for code in codes)
    assert "Whoever has a code" in ines.at(group, "settings").text
    assert "You need a code from a card." in ines.at(group, "poster").text


def words_of(page):
    """All of a page but the secret of its form, which is signed anew each second."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.source)


def test_the_page_of_codes_is_the_same_whether_or_not_any_was_used(tmp_path, one_clock):
    app = build(settings_in(tmp_path), one_clock)
    ines = Colleague(app.test_client()).comes_by(invited(app))
    group = ines.opens(by_code="y")
    (code,) = operations.make_codes(sessions(app), group, count=1)
    before = words_of(ines.at(group, "codes"))
    enters(app, f"/q/{group}", code).answer(1)
    assert words_of(ines.at(group, "codes")) == before


def test_only_codes_go_into_the_file(tmp_path, one_clock):
    app = build(settings_in(tmp_path), one_clock)
    ines = Colleague(app.test_client()).comes_by(invited(app))
    group = ines.opens(by_code="y")
    ines.at(group, "codes")
    action, held = ines.send(count="1").form
    sent = held | {"codes": "=1+1 kwm4-7hpt-x2rd <b>"}
    lines = ines.client.post(action, data=sent).text.splitlines()
    assert [line.split(",")[0] for line in lines] == ["code", "kwm4-7hpt-x2rd"]
    for count in ("0", "101", "many", ""):
        ines.at(group, "codes")
        assert ines.send(count=count).status == 422
    assert ines.at(ines.opens(), "codes").heading.endswith("ways in")


def test_searching_for_codes_is_bounded_for_an_address(tmp_path, one_clock):
    app = build(settings_in(tmp_path, rate_limits=True, proxies=1), one_clock)
    group = opened(app, by_code=True)
    client = app.test_client()
    headers = {"X-Forwarded-For": "192.0.2.1"}
    answers = [
        client.get(f"/q/{group}/start?code=x", headers=headers).status_code for _ in range(101)
    ]
    assert answers == [422] * 100 + [429]
