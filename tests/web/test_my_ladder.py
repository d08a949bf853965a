"""A person's own ladder, as a story: found by links, filled by forms, kept, given back, erased."""

import json
from urllib.parse import urlsplit

import pytest

from quiz.store.models import LadderRow
from tests.golden.sheets import HERE, told
from tests.web.page import Page
from tests.web.sitting import Sitting

WHOLE = {"scope": "whole", "decides": "limits"}


class Climber(Sitting):
    """Somebody with a result, in front of their ladder."""

    def answers_like(self, persona):
        """Take the whole quiz as one of the golden people did, and open the ladder."""
        bank = self.client.application.extensions["front"].catalogue.bank
        sheet = told(HERE / "people" / f"{persona}.yaml")["answers"]
        begun = urlsplit(self.client.get("/start?form=full").location)
        home = begun.path.rpartition("/")[0]
        for item in bank.form:
            most, least = sheet[item.id]
            address = f"{home}/{item.id}?{begun.query}"
            said = {"most": most, "least": least, "seen": ""}
            assert self.client.post(address, data=said).status_code == 303
        private = home.removesuffix("/items")
        assert self.client.post(f"{private}/finish").status_code == 303
        self.open(f"{private}/ladder")
        return self

    def form_to(self, leaf, number=0):
        forms = [f for f in self.page.all("form") if (f["action"] or "").endswith(f"/{leaf}")]
        return forms[number]

    def fills(self, leaf, *, number=0, **fields):
        """Send one of the page's forms with some fields changed; None leaves one out."""
        form = self.form_to(leaf, number)
        held = self.page._held(form) | fields
        return self.post(
            form["action"], {name: value for name, value in held.items() if value is not None}
        )

    def places(self, **said):
        return self.fills("place", **(WHOLE | said))

    def boxes(self, number=0):
        form = self.form_to("tick", number)
        return [
            box["name"]
            for box in self.page.all("input", type="checkbox")
            if box.inside("form") is form
        ]

    def presses(self, words):
        """Press a button that carries a value of its own."""
        button = next(b for b in self.page.all("button") if b.text.startswith(words))
        return self.post(button.inside("form")["action"], {button["name"]: button["value"]})

    def exported(self):
        return json.loads(self.client.get(self.leaf("export.json")).text)["ladder"]


@pytest.fixture
def owner(client):
    return Climber(client).answers_like("interpreter")


@pytest.fixture
def placed(owner):
    owner.places(years="3")
    return owner


@pytest.fixture
def torn(client):
    """Somebody whose result is a close call."""
    return Climber(client).answers_like("between-two-neighbours")


@pytest.fixture
def leaning(client):
    return Climber(client).answers_like("leaning-towards-owner")


@pytest.fixture
def balanced(client):
    return Climber(client).answers_like("all-four-equally")


def headings(page, tag="h2"):
    return [h.text for h in page.all(tag)]


def points(page):
    """The focus points by their labels."""
    labels = page.all("p", class_="which")
    steps = page.all("ol", class_="steps")
    names = [h.text for h in page.all("h3") if h.inside("ol") in steps]
    return {label.text: name for label, name in zip(labels, names, strict=True)}


FOUR = ["Where you stand", "New on the next rung", "This month", "Where else"]


def answers(page):
    """The lines of the summary by their names."""
    return {dt.text: dd.text for dt, dd in zip(page.all("dt"), page.all("dd"), strict=True)}


def here(page):
    return [li for li in page.all("li") if li["class"] == "here"]


def test_before_there_is_a_result_the_ladder_leads_to_the_check_page(sitting):
    sitting.answer(3)
    sitting.open(sitting.leaf("ladder"))
    assert sitting.page.address.endswith("/check")


def test_a_form_sent_before_there_is_a_result_leads_to_the_check_page(sitting):
    sitting.answer(3)
    page = sitting.post(sitting.leaf("ladder/place"), {"scope": "moon", "years": "", "view": ""})
    assert page.address.endswith("/check")


def test_before_anything_is_said_the_question_comes_first_and_then_what_each_rung_is_about(owner):
    assert owner.page.heading == "Your ladder: product owner"
    assert headings(owner.page)[:2] == ["Where do you stand?", "Chief product owner Rung 5 of 5"]
    told = [p for p in owner.page.all("p", class_="scope") if not p.inside("details")]
    assert len(told) == 5
    questions = owner.page.one("input", id="scope-0").inside("details")
    assert "open" not in questions.attrs
    assert len(owner.page.all("input", type="radio")) == 10
    assert here(owner.page) == []
    assert "Your result says which ladder, never how high." in owner.page.text


def test_two_answers_open_the_ladder_at_ones_own_rung_and_say_why(placed):
    page = placed.page
    assert page.status == 200
    assert "You are about here: product owner, rung 2 of 5." in page.text
    assert "the largest thing you answer for is “One whole thing”" in page.text
    assert "who decides when you disagree is “I do, inside agreed limits”" in page.text
    assert "on the higher people often have 4 years or more, you said 3." in page.text
    assert here(page)[0].text.startswith("You Product owner")


def test_without_years_the_lower_rung_is_taken_and_the_page_says_so(owner):
    owner.places(years="")
    assert "You gave no years, so we take the lower one." in owner.page.text
    assert owner.exported()["placement"]["years"] is None


def test_ones_own_rung_and_the_next_are_open_and_the_rest_folded(placed):
    summaries = {id(summary): summary for summary in placed.page.all("summary")}
    (ladder,) = placed.page.all("ol", class_="ladder")
    inside = [h for h in placed.page.all("h2") if h.inside("ol") is ladder]
    titles = [h for h in inside if id(h.inside("summary")) in summaries]
    assert [h.text for h in titles] == [
        "Chief product owner Rung 5 of 5",
        "Lead product owner Rung 4 of 5",
        "Associate product owner Rung 1 of 5",
    ]


def test_the_four_answers_stand_before_the_picture(placed):
    terms = [dt.text for dt in placed.page.all("dt")][:4]
    assert terms == FOUR
    ids = {element["id"] for element in placed.page.elements}
    assert {placed.page.link(term).removeprefix("#") for term in terms} <= ids
    first = placed.page.source.index("New on the next rung")
    assert first < placed.page.source.index("<ol class")


def test_rungs_are_an_ordered_list_from_the_top(placed):
    (ladder,) = placed.page.all("ol", class_="ladder")
    assert "reversed" in ladder.attrs
    names = [h.text for h in placed.page.all("h2") if h.inside("ol") is ladder]
    assert names[0].startswith("Chief product owner")
    assert names[-1].startswith("Associate product owner")


@pytest.mark.parametrize(
    ("said", "problem", "control"),
    [
        ({"scope": None}, "Choose the largest thing you answer for.", "#scope-0"),
        ({"decides": None}, "Choose who decides when you disagree.", "#decides-0"),
        ({"scope": "moon"}, "That answer does not belong to this question.", "#scope-0"),
        ({"years": "many"}, "Write the years as a whole number from 0 to 70", "#years"),
        ({"years": "-1"}, "Write the years as a whole number from 0 to 70", "#years"),
        ({"years": "71"}, "Write the years as a whole number from 0 to 70", "#years"),
        ({"years": "٣"}, "Write the years as a whole number from 0 to 70", "#years"),
    ],
)
def test_what_is_missing_or_wrong_is_said_first_and_the_rest_kept(owner, said, problem, control):
    page = owner.places(**said)
    assert page.status == 422
    assert page.title.startswith("Error:")
    assert page.link(problem) == control
    if "years" in said:
        assert page.one("input", id="years")["value"] == said["years"]
        assert "checked" in page.one("input", id="scope-2").attrs
    assert owner.exported()["placement"] is None


def test_years_may_have_spaces_around_them(owner):
    owner.places(years=" 4 ")
    assert "rung 3 of 5" in owner.page.text


def test_what_would_lead_higher_is_named_below_the_top_only(owner):
    owner.places(scope="several", decides="limits", years="1")
    told = "It would be higher if the answer to who decides were “I do, and answer for it to a few"
    assert told in owner.page.text
    owner.places(scope="part", decides="rules")
    assert "It would be higher if you answered for “One whole thing”." in owner.page.text
    owner.places(scope="part", decides="asked", years="3")
    told = "you would need both: to answer for “One whole thing”, and “I do, inside agreed limits”"
    assert told in owner.page.text
    owner.places(scope="system", decides="rules", years="30")
    assert "rung 5 of 5" in owner.page.text
    assert "It would be higher" not in owner.page.text


def test_where_no_rung_fits_well_the_roles_beside_the_ladder_are_offered(owner):
    page = owner.places(scope="part", decides="asked", years="3")
    assert "You may already work as business analyst or systems analyst." in page.text
    assert page.link("business analyst") == "/roles#business-analyst"
    owner.fills("move", rung="product-owner")
    assert "You may already work as" not in owner.page.text
    owner.open(owner.leaf("ladder?track=project-manager"))
    page = owner.places(scope="system", decides="asked", years="6")
    assert "You may already work as project office specialist or lead." in page.text


def test_moving_oneself_is_kept_with_the_reason(placed):
    placed.fills("move", rung="senior-product-owner")
    assert "You are about here: senior product owner, rung 3 of 5." in placed.page.text
    assert "You put yourself here. Your answers point to product owner." in placed.page.text
    placed.fills("move", rung="product-owner")
    assert "You put yourself here." not in placed.page.text


def test_someone_who_knows_their_rung_needs_no_questions(owner):
    owner.fills("move", rung="chief-product-owner")
    assert "You put yourself here." in owner.page.text
    assert "rung 5 of 5" in owner.page.text
    assert "This is the top rung; from here the ways lead sideways." in owner.page.text


def test_answering_again_forgets_the_move(placed):
    placed.fills("move", rung="chief-product-owner")
    placed.places(scope="task", decides="others", years="")
    assert "rung 1 of 5" in placed.page.text
    assert placed.exported()["moved_to"] == {}


def test_ticks_of_two_rungs_are_asked_and_change_picture_gaps_and_points(placed):
    before = placed.page.text
    assert placed.boxes() == [
        *("ordering-by-value.3", "clear-definition.3", "aligning-people.2", "vision-strategy.2"),
        *("clear-definition.4", "aligning-people.3", "evidence-feedback.3"),
        "customer-understanding.3",
    ]
    assert "Nothing is ticked for these rungs yet" in before
    ticked = {"ordering-by-value.3": "y", "clear-definition.3": "y", "aligning-people.2": "y"}
    page = placed.fills("tick", **ticked)
    assert "Nothing is ticked for these rungs yet" not in page.text
    assert "You are here. 3 of 4 skills. Not ticked: vision and strategy." in page.text
    assert "Next rung. 0 of 4 skills, 2 started." in page.text
    assert (
        "Vision and strategy Gap. Needed: using. Not ticked, so counted as learning." in page.text
    )
    assert points(page)["One of your gaps"] == "Vision and strategy"
    assert "It grows on your own rung already." in page.text
    assert "Clear definition of work Started. Needed: shaping. Ticked: leading." in page.text
    assert page.one("input", id="product-owner-ordering-by-value-3").attrs["checked"] is None
    assert "checked" not in page.one("input", id="product-owner-vision-strategy-2").attrs


def test_a_point_says_which_it_is_and_what_to_try(placed):
    assert points(placed.page) == {
        "Close to what you reach for": "Evidence and feedback",
        "One of your gaps": "Customer understanding",
        "If there is room": "Clear definition of work",
    }
    assert "Write down what must be true for your current plan" in placed.page.text
    assert "It belongs to WHAT, which you reach for more than the others." in placed.page.text


def test_ticking_everything_leaves_nothing_missing(placed):
    page = placed.fills("tick", **dict.fromkeys(placed.boxes(), "y"))
    assert "Nothing is missing among the skills that grow most" in headings(page)
    assert "Next rung. 4 of 4 skills." in page.text
    month = answers(page)["This month"]
    assert month.startswith("Nothing is missing among the skills that grow most. Talk with")
    assert page.link("A guide for a talk: product owner").endswith("/guide/product-owner")
    assert "more skills rise a little there, and we do not ask you to tick them:" in page.text


def test_at_the_top_ones_own_rung_is_what_is_ticked_and_tried(owner):
    page = owner.fills("move", rung="chief-product-owner")
    assert "What your rung asks" in headings(page)
    assert "what stays open on your rung will stand here" in page.text
    assert list(points(page)) == ["From your own rung"]
    assert list(answers(page))[:4] == FOUR
    skill, _, attempt = answers(page)["This month"].partition(". ")
    assert f"{skill} {attempt}" in page.one("ol", class_="steps").text
    assert len(owner.boxes()) == 4
    page = owner.fills("tick", **dict.fromkeys(owner.boxes()[1:], "y"))
    assert points(page)["What holds you back most"] == "Vision and strategy"
    page = owner.fills("tick", **dict.fromkeys(owner.boxes(), "y"))
    assert "Nothing is missing among the skills that grow most" in headings(page)
    assert "Nothing is missing among the skills that grow on your rung." in page.text
    assert "growing means going deeper, growing others, or another way" in page.text


def test_ticking_little_calls_the_rung_below_the_solid_ground(placed):
    page = placed.fills("tick")
    assert "take associate product owner as solid ground and this rung as in reach" in page.text


def test_the_page_speaks_of_reaching_and_never_of_being_good_at_something(placed):
    said = placed.fills("tick", **{"ordering-by-value.3": "y"}).text.lower()
    assert "what you reach for, not how well you do it" in said
    assert [
        words for words in ("good at", "talent", "you will be", "you are a ") if words in said
    ] == []


def test_nobody_is_called_to_a_question_they_do_not_reach_for(balanced):
    balanced.presses("Open this ladder: product owner")
    page = balanced.places()
    assert "No question comes clearly first for you" in page.text
    assert "Close to what you reach for" not in page.text


def test_an_expert_looks_to_the_branch_without_reports(client):
    climber = Climber(client).answers_like("need-seeker")
    page = climber.places(years="6", expert="y")
    assert "To reach principal product manager" in headings(page)
    climber.places(scope="several", decides="answering", expert="y")
    assert "principal product manager, beside rung 4 of 6" in climber.page.text
    assert "you stand on the expert rung beside product lead" in climber.page.text


def test_a_ladder_without_an_expert_rung_says_so(owner):
    page = owner.places(years="3", expert="y")
    assert "Our texts know no rung for experts without reports on this ladder." in page.text


def test_without_a_named_track_three_equal_doors_and_the_choice_is_kept(balanced):
    assert balanced.page.heading == "Which ladder is yours?"
    doors = [b for b in balanced.page.all("button") if b["name"] == "track"]
    assert [door["value"] for door in doors] == [
        "product-manager",
        "product-owner",
        "project-manager",
    ]
    balanced.presses("Open this ladder: project manager")
    assert balanced.page.heading == "Your ladder: project manager"
    assert "You picked this ladder yourself" in balanced.page.text
    balanced.open(balanced.leaf("ladder"))
    assert balanced.page.heading == "Your ladder: project manager"
    balanced.presses("Undo my choice")
    assert balanced.page.heading == "Which ladder is yours?"


def test_a_close_call_shows_both_ladders_with_a_switch_and_one_form(torn):
    assert torn.page.heading == "Your ladders: product manager and product owner"
    switch = torn.page.one("nav", class_="switch jump")
    links = [a["href"] for a in torn.page.all("a") if a.inside("nav") is switch]
    assert links == ["#product-manager", "#product-owner"]
    page = torn.places(scope="several", years="6")
    assert "senior product manager, rung 3 of 6" in page.text
    assert "senior product owner, rung 3 of 5" in page.text
    assert len(page.all("ol", class_="ladder")) == 2


def test_both_summaries_of_a_close_call_come_before_either_ladder(torn):
    page = torn.places(scope="several", years="6")
    assert page.source.count("This month</a>") == 2
    assert page.source.rindex("Where else</a>") < page.source.index('id="product-manager"')
    assert page.link("Jump to: product owner") == "#product-owner"


def test_whatever_is_saved_is_answered_in_one_line(torn):
    def reply():
        return torn.page.one("p", role="status").text

    torn.places(scope="several", years="6")
    assert reply() == (
        "Saved. You stand here: senior product manager (rung 3 of 6); senior product owner "
        "(rung 3 of 5)."
    )
    torn.fills("tick", number=1, **{"ordering-by-value.4": "y"})
    assert "product owner, 1 of 8 ticked; " in reply()
    torn.fills("name", method="steps")
    assert reply() == "Saved: your names for these roles."
    torn.presses("Settle on this ladder: Product owner")
    assert reply() == "Saved: this is your ladder now."
    torn.fills("tick", **dict.fromkeys(torn.boxes(), "y"))
    assert reply() == "Saved: 8 of 8 ticked; no gap left."
    torn.fills("tick", **dict.fromkeys(torn.boxes()[1:], "y") | {torn.boxes()[0]: None})
    assert reply() == "Saved: 7 of 8 ticked; 1 gap left."
    torn.open(torn.leaf("ladder?saved=everything"))
    assert torn.page.all("p", role="status") == []


def test_a_leaning_result_says_under_the_heading_which_track_is_near(leaning):
    said = "Your result leans this way; product manager is near."
    assert said in leaning.page.text
    assert leaning.page.link("See that ladder").endswith("?track=product-manager")
    leaning.follow("See that ladder")
    assert said not in leaning.page.text
    leaning.presses("Make this my ladder")
    assert "leans this way" not in leaning.page.text


def test_each_ladder_of_a_close_call_has_ticks_and_moves_of_its_own(torn):
    torn.places(years="3")
    torn.fills("move", number=1, rung="lead-product-owner")
    assert "lead product owner, rung 4 of 5" in torn.page.text
    assert "product manager, rung 2 of 6" in torn.page.text
    torn.fills("tick", number=1, **{"ordering-by-value.4": "y"})
    assert {"competency": "ordering-by-value", "level": 4, "done": True} in torn.exported()["ticks"]


def test_settling_on_one_of_two_can_be_undone(torn):
    torn.presses("Settle on this ladder: Product owner")
    assert torn.page.heading == "Your ladder: product owner"
    assert "you settled on this one" in torn.page.text
    torn.presses("Undo my choice")
    assert torn.page.heading.startswith("Your ladders:")


def test_looking_at_another_ladder_changes_nothing_until_one_says_so(placed):
    placed.follow("Project manager")
    assert placed.page.heading == "A ladder: project manager"
    assert placed.exported()["track"] is None
    placed.fills("move", rung="program-manager")
    assert placed.page.heading == "A ladder: project manager"
    assert "rung 5 of 7" in placed.page.text
    placed.presses("Make this my ladder")
    assert placed.page.heading == "Your ladder: project manager"
    assert "your result names another track" in placed.page.text


def test_a_ladder_that_does_not_exist_is_a_page_not_found(owner):
    assert owner.open(owner.leaf("ladder?track=baker")).status == 404


def test_the_companys_names_rewrite_the_titles(client):
    climber = Climber(client).answers_like("calm-planner")
    climber.places(years="3")
    assert "about here: project manager" in climber.page.text
    page = climber.fills("name", **{"project-title": "program-manager"})
    assert page.heading == "Your ladder: program manager"
    assert "about here: program manager" in page.text
    assert "Senior program manager Rung 4 of 7. We say: senior project manager" in page.text
    assert climber.exported()["names"]["project-title"] == "program-manager"


@pytest.mark.parametrize(
    ("leaf", "fields"),
    [
        ("move", {"rung": "baker", "view": ""}),
        ("tick", {"rung": "baker", "view": ""}),
        ("choose", {"track": "baker"}),
        (
            "name",
            {"project-title": "baker", "product-title": "owners", "method": "steps", "view": ""},
        ),
    ],
)
def test_an_unknown_id_is_refused_and_changes_nothing(owner, leaf, fields):
    page = owner.post(owner.leaf(f"ladder/{leaf}"), fields)
    assert page.status == 422
    assert page.heading == "We do not know that choice"
    assert page.link("Open your ladder again") == owner.leaf("ladder")
    kept = owner.exported()
    assert (kept["track"], kept["moved_to"], kept["ticks"], kept["names"]) == (None, {}, [], {})


@pytest.mark.parametrize(
    ("leaf", "fields"),
    [
        ("place", {"scope": "task", "decides": "asked"}),
        ("place", {"scope": "task", "decides": "asked", "years": "", "view": "", "more": "1"}),
        ("move", {"rung": "product-owner"}),
        ("tick", {"rung": "product-owner", "view": "", "risk.4": "y"}),
        ("tick", {"rung": "product-owner"}),
        ("choose", {}),
        ("name", {"method": "steps", "view": ""}),
    ],
)
def test_a_field_too_many_or_too_few_is_refused(owner, leaf, fields):
    assert owner.post(owner.leaf(f"ladder/{leaf}"), fields).status == 400


@pytest.mark.parametrize("leaf", ["place", "move", "tick", "choose", "name"])
def test_looking_at_the_address_of_a_form_changes_nothing(owner, leaf):
    assert owner.open(owner.leaf(f"ladder/{leaf}")).status == 405


@pytest.mark.parametrize("leaf", ["place", "move", "tick", "choose", "name"])
def test_an_unused_link_takes_nothing(client, leaf):
    fields = {
        "place": WHOLE | {"years": "", "view": ""},
        "move": {"rung": "product-owner", "view": ""},
        "tick": {"rung": "product-owner", "view": ""},
        "choose": {"track": ""},
        "name": {
            "project-title": "delivery-manager",
            "product-title": "owners",
            "method": "steps",
            "view": "",
        },
    }[leaf]
    page = Page(client.post(f"/a/nobody/ladder/{leaf}", data=fields))
    assert page.status == 404
    assert page.heading == "This link is not in use"


def test_everything_said_is_exported_and_readable(placed):
    placed.fills("tick", **{"ordering-by-value.3": "y"})
    placed.fills("move", rung="senior-product-owner")
    placed.fills("name", method="steps")
    kept = placed.exported()
    assert kept["placement"] == {
        "scope": "whole",
        "decides": "limits",
        "years": 3,
        "expert": False,
    }
    assert kept["moved_to"] == {"product-owner": "senior-product-owner"}
    assert kept["names"]["method"] == "steps"
    assert [t["competency"] for t in kept["ticks"] if t["done"]] == ["ordering-by-value"]
    assert len(kept["ticks"]) == 8
    page = placed.open(placed.leaf("answers"))
    text = page.text
    assert "What you said for your ladder" in headings(page)
    for said in ("One whole thing", "I do, inside agreed limits", "Ordering by value, level"):
        assert said in text
    assert "Senior product owner" in text
    assert "In short steps" in text


def test_a_picked_ladder_and_the_wish_to_be_an_expert_are_given_back_too(balanced):
    balanced.presses("Open this ladder: product manager")
    balanced.places(expert="y", years="")
    page = balanced.open(balanced.leaf("answers"))
    said = {dt.text: dd.text for dt, dd in zip(page.all("dt"), page.all("dd"), strict=False)}
    assert said["The ladder you picked"] == "Product manager"
    assert said["Deeper or higher"] == "Rather an expert, without reports"
    assert "Years in this kind of work" not in said


def test_an_answer_that_the_content_has_dropped_is_given_back_and_asked_for_again(owner, app):
    owner.places(years="37")
    with app.extensions["front"].sessions.write.begin() as session:
        session.query(LadderRow).filter_by(years=37).one().scope = "an-older-answer"
    owner.open(owner.leaf("ladder"))
    assert "Where do you stand?" in headings(owner.page)
    assert "an-older-answer" in owner.open(owner.leaf("answers")).text


def test_before_anything_is_said_the_export_says_nothing(owner):
    assert owner.exported() == {
        "track": None,
        "placement": None,
        "moved_to": {},
        "ticks": [],
        "names": {},
    }
    assert "What you said for your ladder" not in owner.open(owner.leaf("answers")).text


def test_deleting_takes_the_ladder_along(placed):
    placed.open(placed.leaf("delete"))
    assert "what you said for your ladder" in placed.page.text
    leaf = placed.leaf("ladder")
    placed.send()
    assert placed.open(leaf).status == 404


def test_a_change_of_the_ladder_leaves_the_result_as_it_is(placed):
    assert placed.open(placed.leaf("result")).status == 200
    assert "Finish again to renew it" not in placed.page.text


def test_the_ways_out_name_the_nearest_and_always_the_other_ladders(client):
    climber = Climber(client).answers_like("calm-planner")
    page = climber.places(years="6")
    assert "about here: senior project manager" in page.text
    said = [dd.text for dd in page.all("dd")][3]
    assert said.startswith("Operations manager; consultant; product owner.")
    section = page.one("section", class_="fold ways")
    names = [h.text for h in page.all("h3") if h.inside("section") is section]
    assert names[:2] == ["Operations manager", "Consultant"]
    assert {"Product manager", "Product owner"} <= set(names)
    assert "Program manager" not in names


def test_public_pages_are_linked_in_the_persons_own_words(placed):
    page = placed.fills("name", method="steps")
    assert page.link("All about this rung").endswith("?method=steps")
