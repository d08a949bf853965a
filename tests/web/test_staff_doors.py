"""Who gets in where staff work: by a link once, by a password, only to their own organisation."""

import re
from types import SimpleNamespace

import pytest
from werkzeug.test import Client

from quiz import operations
from quiz.web.staff.passwords import TRIES_OF_A_LOGIN
from tests.web.conftest import Clock, build, settings_in
from tests.web.doors import INVITED, STAFF, WHO
from tests.web.finished import front
from tests.web.page import Page
from tests.web.sitting import Visitor
from tests.web.staff import SECRET, Colleague, invited


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A site with two organisations: Ines owns a cohort of one, Omar is a member there."""
    app = build(settings_in(tmp_path_factory.mktemp("office")), Clock())
    ines = Colleague(app.test_client()).comes_by(invited(app))
    omar = Colleague(app.test_client()).comes_by(invited(app, "omar", role="member"))
    eve = Colleague(app.test_client()).comes_by(invited(app, "eve", organisation="Another"))
    return SimpleNamespace(app=app, ines=ines, omar=omar, eve=eve, group=ines.opens())


@pytest.fixture
def stranger(office):
    return Colleague(office.app.test_client())


def staff_rules(app, who):
    return [rule for rule in app.url_map.iter_rules() if WHO[rule.endpoint] == who]


def ways_through(app, group):
    """Every staff page of a cohort, with every way of asking that it takes."""
    for rule in staff_rules(app, STAFF):
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield method, rule.rule.replace("<group>", group)


def test_without_a_session_every_page_leads_to_the_door(office, stranger):
    for method, address in ways_through(office.app, office.group):
        response = stranger.client.open(address, method=method)
        assert (response.status_code, response.location) == (303, "/staff/sign-in"), address


def test_a_cohort_of_another_organisation_is_not_in_use(office):
    for method, address in ways_through(office.app, office.group):
        if office.group in address:
            page = Page(office.eve.client.open(address, method=method))
            heading = "You have no group at this address"
            assert (page.status, page.heading) == (404, heading), address
    assert "Spring" not in office.eve.open("/staff/").text


def test_a_form_without_its_secret_changes_nothing(office):
    for rule in staff_rules(office.app, STAFF):
        if "POST" in rule.methods:
            address = rule.rule.replace("<group>", office.group)
            fields = {"name": "Taken over", "decides": "no", "form": "full"}
            if not address.endswith("/new"):
                fields = {"name": "Taken over"} if address.endswith("/settings") else {}
            page = Page(office.ines.client.post(address, data=fields))
            assert page.status == 422, address
            assert "open in another session" in page.text
    listed = office.ines.open("/staff/").text
    assert "Spring" in listed
    assert "Taken over" not in listed


def test_another_sessions_secret_is_none(office):
    theirs = office.omar.open("/staff/account").one("input", name="csrf_token")["value"]
    page = Page(office.ines.client.post("/staff/sign-out", data={"csrf_token": theirs}))
    assert page.status == 422
    assert office.ines.open("/staff/").heading == "Groups of Example Company"


def test_a_member_cannot_delete_a_cohort(office):
    page = office.omar.at(office.group, "delete")
    assert page.all("form") == []
    secret = office.omar.open("/staff/account").one("input", name="csrf_token")["value"]
    address = f"/staff/groups/{office.group}/delete"
    assert office.omar.client.post(address, data={"csrf_token": secret}).status_code == 404
    assert "Spring" in office.ines.open("/staff/").text


def test_a_link_works_once_and_signs_in(office, stranger):
    link = invited(office.app, "lena")
    stranger.comes_by(link)
    assert stranger.page.heading == "Groups of Example Company"
    spent = Page(office.app.test_client().get(link))
    assert (spent.status, spent.heading) == (404, "This invitation cannot be used any more")
    assert spent.link("Sign in") == "/staff/sign-in"
    again = Colleague(office.app.test_client())
    assert again.signs_in("LENA ").page.heading == "Groups of Example Company"


@pytest.mark.parametrize("rest", ["nobody", "%00", "x" * 43])
def test_any_other_link_is_not_in_use(office, stranger, rest):
    for rule in staff_rules(office.app, INVITED):
        for method in rule.methods & {"GET", "POST"}:
            page = Page(stranger.client.open(f"/staff/link/{rest}", method=method))
            heading = "This invitation cannot be used any more"
            assert (page.status, page.heading) == (404, heading)


@pytest.mark.parametrize(
    ("given", "again", "told"),
    [
        ("short", "short", "12 to 200"),
        ("x" * 201, "x" * 201, "12 to 200"),
        ("password-of-kim", "password-of-tim", "differ"),
        ("kim@example.com", "kim@example.com", "other than your login"),
    ],
)
def test_a_password_is_long_typed_twice_and_not_the_login(office, stranger, given, again, told):
    if not hasattr(office, "kim"):
        office.kim = invited(office.app, "kim@example.com")
    stranger.open(office.kim)
    stranger.send(password=given, again=again)
    assert stranger.page.status == 422
    assert told in stranger.page.text
    assert given not in stranger.page.source or given == "kim@example.com"


def test_a_wrong_password_and_an_unknown_login_meet_the_same_page(office, stranger):
    stranger.signs_in("omar", "not the one")
    wrong = stranger.page
    stranger.signs_in("nobody", "not the one")
    assert (wrong.status, stranger.page.status) == (422, 422)
    alike = [re.sub(r'value="[^"]*"', "", page.source) for page in (wrong, stranger.page)]
    assert alike[0] == alike[1]
    assert "do not fit together" in wrong.text


@pytest.mark.parametrize("login", ["ines@example.com", "nobody", "waits"])
def test_a_password_is_checked_at_the_same_cost_for_every_login(
    office, stranger, monkeypatch, login
):
    """For one that exists, one that does not, and one that has set no password yet."""
    if login == "waits":
        invited(office.app, login)
    checked = []

    def check(stored, given):
        checked.append(stored.split("$")[0])
        return False

    monkeypatch.setattr("quiz.web.staff.passwords.check_password_hash", check)
    stranger.signs_in(login, "wrong words here")
    assert checked == ["scrypt:32768:8:1"]


def test_whoever_is_removed_while_signing_in_meets_the_same_page(office, stranger, monkeypatch):
    wrong = stranger.signs_in("nobody").page.text

    def gone(*_args, **_kwargs):
        raise operations.StaffAbsent

    monkeypatch.setattr("quiz.operations.sign_in", gone)
    page = stranger.signs_in("ines@example.com").page
    assert page.status == 422
    assert page.text == wrong


def test_whoever_has_set_no_password_cannot_sign_in(office, stranger):
    invited(office.app, "new")
    for given in ("", "None", SECRET):
        stranger.signs_in("new", given)
        assert stranger.page.status == 422


@pytest.mark.parametrize("login", ["ines@example.com", "nobody@example.com"])
def test_after_too_many_tries_even_the_right_password_has_to_wait(tmp_path, login):
    app = build(settings_in(tmp_path), Clock())
    Colleague(app.test_client()).comes_by(invited(app))
    person = Colleague(app.test_client())
    for _ in range(TRIES_OF_A_LOGIN.amount):
        assert person.signs_in(login, "not the one").page.status == 422
    page = person.signs_in(login.upper()).page
    assert page.status == 429
    assert 0 < int(page.headers["Retry-After"]) <= 15 * 60
    assert "Wait a quarter of an hour" in page.text
    assert person.signs_in("somebody else").page.status == 422


def test_signing_out_ends_the_session_wherever_its_cookie_went(office):
    person = Colleague(office.app.test_client()).signs_in("omar")
    taken = person.client.get_cookie("staff", path="/staff").value
    person.open("/staff/account")
    person.send()
    assert person.page.heading == "Sign in"
    thief = office.app.test_client()
    thief.set_cookie("staff", taken, path="/staff")
    assert thief.get("/staff/").location == "/staff/sign-in"
    assert office.omar.open("/staff/").status == 200


def test_signing_out_everywhere_ends_the_other_browsers_too(office):
    one, two = (Colleague(office.app.test_client()).signs_in("omar") for _ in range(2))
    one.open("/staff/account")
    one.send(everywhere="yes")
    assert two.open("/staff/").heading == "Sign in"
    office.omar.signs_in("omar")


def test_whoever_is_removed_is_out_at_once(office, stranger):
    stranger.comes_by(invited(office.app, "gone"))
    operations.remove_staff(front(office.app).sessions, "gone")
    assert stranger.open("/staff/").heading == "Sign in"


def test_the_cookie_is_for_staff_pages_and_forms_of_this_site_alone(office, stranger):
    response = stranger.client.get("/staff/sign-in")
    assert re.search(r"; HttpOnly; Path=/staff; SameSite=Lax$", response.headers["Set-Cookie"])
    assert "Set-Cookie" not in office.ines.client.get("/").headers
    assert "Cookie" not in office.ines.client.get("/").headers.get("Vary", "")


def test_under_https_the_cookie_is_never_sent_in_the_open(tmp_path):
    app = build(settings_in(tmp_path, url="https://quiz.example"), Clock())
    response = app.test_client().get("/staff/sign-in", base_url="https://quiz.example")
    assert "; Secure; HttpOnly; Path=/staff" in response.headers["Set-Cookie"]
    assert "without encryption" not in response.text


def test_plain_http_is_told_on_every_page_and_not_on_ones_own_machine(tmp_path, stranger):
    app = build(settings_in(tmp_path, url="http://quiz.example"), Clock())
    client = Client(app)
    assert "without encryption" in client.get("/staff/sign-in", base_url="http://quiz.example").text
    assert "without encryption" not in stranger.open("/staff/sign-in").text


def test_broken_questions_on_the_disk_are_told_to_staff_alone(office, monkeypatch):
    problems = ("questions.yaml:1:1 items: what is wrong",)
    plain = front(office.app)
    told = SimpleNamespace(
        **{name: getattr(plain, name) for name in plain.__slots__},
    )
    told.content_problems = lambda: problems
    monkeypatch.setitem(office.app.extensions, "front", told)
    assert "questions on this site's disk are broken" in office.ines.open("/staff/").text
    assert "broken" not in Visitor(office.app.test_client()).open("/").text
