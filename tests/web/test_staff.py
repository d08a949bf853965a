"""The pages of staff: from `fourways staff add` to figures on paper, and what they never show."""

import csv
import io
import re
import zipfile

import pytest
from click.testing import CliRunner

from quiz.cli import main
from quiz.core.cohort import Figure
from quiz.store import cohorts
from tests.web.cohorts import INTRANET, Member
from tests.web.conftest import NOON, build, settings_in
from tests.web.finished import CLEAR, front
from tests.web.sitting import Visitor
from tests.web.staff import FIVE, SECRET, Colleague, invited, takes_part


@pytest.fixture(scope="module")
def site(tmp_path_factory, one_clock):
    return build(settings_in(tmp_path_factory.mktemp("staff")), one_clock)


@pytest.fixture(scope="module")
def ines(site):
    return Colleague(site.test_client()).comes_by(invited(site))


def cohort(site, address):
    with front(site).sessions.read() as session:
        return cohorts.cohort(session, address)


def test_from_adding_staff_to_figures_on_paper(tmp_path, one_clock):
    app = build(settings_in(tmp_path), one_clock)
    surroundings = {
        "FOURWAYS_DATA_DIR": str(tmp_path),
        "FOURWAYS_DATABASE_URL": f"sqlite:///{tmp_path / 'answers.sqlite3'}",
        "FOURWAYS_URL": "https://quiz.example",
    }
    words = ["staff", "add", "ines@example.com", "--organisation", "Example Company"]
    link = CliRunner().invoke(main, words, env=surroundings).stdout.strip()
    ines = Colleague(app.test_client()).comes_by(link.removeprefix("https://quiz.example"))
    ines.follow("Open a group")
    ines.send(name="October onboarding", decides="no", form="full", origins=INTRANET + "/\n")
    assert ines.page.heading == "October onboarding: ways in"
    address = ines.page.one("input", id="link")["value"]
    assert f"{INTRANET}" in ines.page.text
    group = address.rpartition("/")[2]
    assert ines.follow("Figures").text.count("No figures are shown yet.") == 1

    no = Member(app.test_client()).enters(f"/q/{group}").finishes(count="no")
    assert no.page.address.endswith("/result")
    for code in FIVE[:4]:
        takes_part(app, group, code)
    assert "No figures are shown yet." in ines.at(group).text
    takes_part(app, group, FIVE[4])

    page = ines.at(group)
    assert "5 people chose to be counted." in page.text
    assert "2 undecided" in page.text
    assert page.all("button", type="button")[0].text == "Print"
    assert "At least 5 people have finished." in ines.follow("Progress").text
    assert "5 people chose" not in ines.page.text


def test_a_yes_to_decisions_about_people_is_refused_with_reasons(ines):
    ines.open("/staff/groups/new")
    ines.send(name="Spring", decides="yes")
    assert ines.page.status == 422
    assert "may not inform decisions about people" in ines.page.text
    assert "never tested for telling who does a job well" in ines.page.text
    assert ines.page.one("input", id="name")["value"] == "Spring"


def test_the_question_what_results_are_for_has_to_be_answered(ines):
    ines.open("/staff/groups/new")
    ines.send(name="Spring")
    assert ines.page.status == 422
    assert ines.page.link("Say whether results will inform") == "#decides-no"


@pytest.mark.parametrize(
    ("said", "control"),
    [
        ({"name": " "}, "#name"),
        ({"opens": "soon"}, "#opens"),
        ({"closes": "2020-01-01"}, "#closes"),
        ({"closes": "2027-02-30"}, "#closes"),
        ({"batch": "4"}, "#batch"),
        ({"batch": "many"}, "#batch"),
        ({"batch": "6", "min_cell": "4"}, "#batch"),
        ({"origins": "https://*.example.com"}, "#origins"),
        ({"origins": "https://intranet.example.com/page"}, "#origins"),
        ({"welcome": "x" * 401}, "#welcome"),
        ({"form": "long"}, "#form-adaptive"),
    ],
)
def test_what_has_to_change_is_told_where_it_stands(ines, said, control):
    ines.open("/staff/groups/new")
    ines.send(**({"name": "Spring", "decides": "no"} | said))
    assert ines.page.status == 422
    linked = {a["href"] for a in ines.page.all("a") if a.inside("div")}
    assert control in linked
    wrong = f"{control[1:]}-wrong"
    (told,) = [p.text for p in ines.page.all("p") if p["id"] == wrong]
    assert told in ines.page.one("div", role="alert").text
    fields = [e for tag in ("input", "textarea", "fieldset") for e in ines.page.all(tag)]
    (field,) = [e for e in fields if wrong in (e["aria-describedby"] or "").split()]
    assert field["aria-invalid"] == "true"


def test_everything_said_is_kept_with_the_cohort(site, ines):
    group = ines.opens(
        opens="2026-12-01",
        closes="2026-12-31",
        form="full",
        batch="10",
        min_cell="3",
        origins=f"{INTRANET}\nHTTPS://Wiki.example.com/",
        welcome=" Welcome, all. ",
        **{"preset-teams": "y", "names-project-title": "delivery-manager"},
    )
    found = cohort(site, group)
    assert (found.name, found.organisation) == ("Spring", "Example Company")
    assert (str(found.opens), str(found.closes)) == ("2026-12-01", "2026-12-31")
    assert (found.form, found.rule.batch_size, found.rule.min_cell) == ("full", 10, 3)
    assert found.origins == (INTRANET, "https://wiki.example.com")
    assert found.presets == ("teams",)
    assert (found.names, found.welcome) == ({"project-title": "delivery-manager"}, "Welcome, all.")


def test_a_field_that_does_not_belong_to_the_form_is_refused(ines):
    ines.open("/staff/groups/new")
    assert ines.send(name="Spring", decides="no", organisation="Another").status == 400


def test_the_code_to_paste_is_a_tag_with_a_plain_frame_where_scripts_are_off(ines):
    group = ines.opens(origins=INTRANET)
    code = ines.page.one("textarea", id="snippet").text
    assert code == (
        '<script src="http://localhost/embed.js" defer></script>'
        f' <fourways-quiz src="http://localhost/embed/{group}"'
        ' locale="en" theme="auto" mode="inline" redirect="none" title="Career quiz">'
        "</fourways-quiz> <noscript>"
        f'<iframe src="http://localhost/embed/{group}?locale=en" title="Career quiz"'
        ' width="100%" height="900"></iframe></noscript>'
    )


def test_the_code_follows_what_is_chosen_and_cannot_be_broken_out_of(ines):
    group = ines.opens(origins=INTRANET)
    asked = 'kind=frame&theme=dark&locale=xx&title=Six+"minutes"+<b>&employee=17'
    page = ines.at(group, f"ways-in?{asked}")
    assert page.one("textarea", id="snippet").text == (
        f'<iframe src="http://localhost/embed/{group}?locale=en&amp;theme=dark"'
        ' title="Six &#34;minutes&#34; &lt;b&gt;" width="100%" height="900"></iframe>'
    )
    shown = page.one("iframe")
    assert shown["src"] == f"/embed/{group}?locale=en&theme=dark"
    assert "17" not in page.one("textarea", id="snippet").text


def test_the_way_back_is_one_exact_place_and_part_of_the_code(ines):
    ines.open("/staff/groups/new")
    ines.send(name="Spring", decides="no", back="https://intranet.example.com/page")
    assert ines.page.link("Write where people are led back to") == "#back"
    group = ines.opens(origins=INTRANET, back="https://Intranet.example.com/")
    assert 'redirect="top"' in ines.page.one("textarea", id="snippet").text
    assert 'redirect="none"' in ines.at(group, "ways-in?redirect=none").one("textarea").text
    fixed = [one.text for one in ines.at(group, "settings").all("dd")]
    assert fixed.count("https://intranet.example.com") == 2


def test_without_a_place_there_is_no_code_to_paste(ines):
    ines.opens()
    assert ines.page.all("textarea") == []
    assert "no page can show it inside" in ines.page.text


def test_the_poster_shows_the_address_and_says_what_it_is_not(ines):
    group = ines.opens(closes="2027-01-31")
    page = ines.at(group, "poster")
    assert f"http://localhost/q/{group}" in page.text
    assert page.one("svg", role="img")["aria-label"] == "QR code of the address of the quiz"
    assert "nobody may use it to decide about you" in page.text
    assert "Until 31 January 2027" in page.text


def test_name_last_day_and_welcome_can_be_changed_at_any_time(site, ines):
    group = ines.opens()
    takes_part(site, group, CLEAR)
    ines.at(group, "settings")
    assert "Somebody has started, so this stays" in ines.page.text
    ines.send(name="Summer", closes="2027-01-31", welcome="Hello.")
    found = cohort(site, group)
    assert (found.name, str(found.closes), found.welcome) == ("Summer", "2027-01-31", "Hello.")
    assert "The changes to Summer are kept." in ines.page.text
    ines.at(group, "settings")
    ines.send(name="", closes="2020-01-01")
    assert ines.page.status == 422
    assert cohort(site, group).name == "Summer"


def test_before_anyone_has_started_it_is_said_what_to_do_about_the_rest(ines):
    assert "Nobody has started yet" in ines.at(ines.opens(), "settings").text


def test_closing_asks_first_and_then_lets_nobody_in(site, ines):
    group = ines.opens()
    ines.at(group, "close")
    assert not cohort(site, group).closed_day
    ines.send()
    assert cohort(site, group).closed_day == NOON.date()
    assert "Ended on" in ines.page.text
    assert not [field for field in ines.page.all("input") if field["type"] == "date"]
    ines.send(name="Over")
    assert cohort(site, group).name == "Over"
    assert ines.at(group, "close").heading.endswith("settings")
    assert Visitor(site.test_client()).open(f"/q/{group}").heading == "This group has ended"


def test_deleting_asks_first_and_leaves_results_to_their_people(site, ines):
    group = ines.opens(name="Short-lived")
    token = takes_part(site, group, CLEAR)
    ines.at(group, "delete")
    assert cohort(site, group)
    ines.send()
    assert ines.page.heading == "Groups of Example Company"
    assert "Short-lived is deleted" in ines.page.one("p", role="status").text
    assert "Short-lived" not in ines.open("/staff/").text
    assert cohort(site, group) is None
    assert Visitor(site.test_client()).open(f"/a/{token}/result").status == 200


def test_the_file_and_the_table_hold_what_is_drawn_and_nothing_else(site, ines):
    group = ines.opens()
    for code in FIVE:
        takes_part(site, group, code)
    page = ines.at(group)
    response = ines.client.get(page.link("Download the figures"))
    lines = list(csv.reader(response.text.splitlines()))
    assert response.mimetype == "text/csv"
    assert lines[0] == ["table", "entry", "people"]
    assert sum(int(people) for *_, people in lines[1:]) == 5
    assert {table for table, *_ in lines[1:]} == {"Where their results point"}
    cells = [(entry, people) for _, entry, people in lines[1:]]
    shown = [
        (row.text, num.text)
        for row, num in zip(page.all("th", scope="row"), page.all("td"), strict=True)
    ]
    assert cells == shown
    with front(site).sessions.read() as session:
        tables = cohorts.figures(session, cohort(site, group).id)
    assert sorted(tables[Figure.TRACKS].values()) == [2, 3]


def test_a_name_that_a_spreadsheet_would_reckon_with_is_told_as_text(site, ines, monkeypatch):
    monkeypatch.setattr("quiz.web.presenters.group_rows._", lambda words: "=" + words)
    group = ines.opens()
    for code in FIVE:
        takes_part(site, group, code)
    assert "'=Undecided" in ines.client.get(f"/staff/groups/{group}/figures.csv").text
    sheet = in_workbook(ines.client.get(f"/staff/groups/{group}/figures.xlsx").data)
    assert "<t>=Undecided</t>" in sheet["xl/sharedStrings.xml"]
    assert "<f>" not in sheet["xl/worksheets/sheet1.xml"]


def in_workbook(made):
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_the_workbook_holds_what_the_file_holds_in_cells_of_their_kind(site, ines):
    group = ines.opens(name="=1+1")
    for code in FIVE:
        takes_part(site, group, code)
    page = ines.at(group)
    file = ines.client.get(page.link("Download the figures")).text.splitlines()
    response = ines.client.get(page.link("as a workbook"))
    assert response.mimetype.endswith("spreadsheetml.sheet")
    book = in_workbook(response.data)
    texts = re.findall("<t>(.*?)</t>", book["xl/sharedStrings.xml"])
    cells = re.findall(r'<c r="([A-C])(\d+)"([^>]*)><v>(\d+)</v>', book["xl/worksheets/sheet1.xml"])
    rows = {}
    for column, row, kind, value in cells:
        rows.setdefault(int(row), {})[column] = texts[int(value)] if 't="s"' in kind else int(value)
    assert rows[1]["A"] == "=1+1"
    told = [list(line.values()) for number, line in rows.items() if number > 4]
    assert [[table, entry, str(people)] for table, entry, people in told] == [*csv.reader(file[1:])]


def test_without_the_extra_the_plain_file_is_what_there_is(site, ines, monkeypatch):
    monkeypatch.setattr("quiz.web.staff.figures.HAS_WORKBOOKS", False)
    group = ines.opens()
    for code in FIVE:
        takes_part(site, group, code)
    assert "workbook" not in ines.at(group).text
    answer = ines.client.get(f"/staff/groups/{group}/figures.xlsx")
    assert (answer.status_code, answer.location[-11:]) == (303, "figures.csv")


def test_the_page_is_the_same_while_more_people_wait(site, ines):
    group = ines.opens()
    for code in FIVE:
        takes_part(site, group, code)
    before = ines.at(group).source
    takes_part(site, group, CLEAR)
    assert ines.at(group).source == before


def test_figures_are_drawn_as_people_were_shown_they_would_be(site, ines):
    group = ines.opens()
    for code in FIVE:
        takes_part(site, group, code)
    theirs = Visitor(site.test_client()).open(f"/q/{group}")
    ours = ines.at(group)
    rule = theirs.all("p", class_="note")[0].text
    assert rule.startswith("Figures appear in closed groups of at least 5")
    assert rule in ours.text
    for words in ("Where their results point", "What the mix means"):
        assert words in theirs.text
        assert words in ours.text


def test_the_guide_is_there_before_any_figures(ines):
    page = ines.at(ines.opens(), "guide")
    assert "Never ask for a result" in page.text
    assert "Why is it worth doing" in page.text


def test_nothing_is_said_of_progress_before_a_whole_group_has_finished(site, ines):
    group = ines.opens()
    for code in FIVE[:4]:
        takes_part(site, group, code, count=False)
    assert "Nothing can be said yet." in ines.at(group, "progress").text
    takes_part(site, group, CLEAR, count=False)
    assert "At least 5 people have finished." in ines.at(group, "progress").text


def test_whoever_is_signed_in_is_led_past_the_door(ines):
    assert ines.open("/staff/sign-in").heading == "Groups of Example Company"
    assert SECRET not in ines.page.source
