"""The quiz as people take it: it asks what tells most, stops when it knows enough, and says so."""

import pytest

from quiz.core.adaptive import Step
from tests.web.sitting import TRAIT_OF, Sitting


@pytest.fixture
def adaptive(client):
    return Sitting(client).start("adaptive")


def lean(sitting, *, most, least):
    """Answer the shown block by leaning; an attention block as it asks."""
    sitting.heed()
    if "/items/" not in sitting.page.address:
        return
    shown = sitting.values("most")
    if not shown:
        sitting.send(choice="0")
        return
    traits = [TRAIT_OF[value] for value in shown]
    sitting.choose(traits.index(most), traits.index(least))


OWNER = {"most": ("how", "what"), "least": ("why", "when")}  # in turn
MANAGER = {"most": ("when", "how"), "least": ("why", "what")}


def until_it_stops(sitting, *, most, least):
    asked = []
    while "/items/" in sitting.page.address:
        asked.append(sitting.page.address.split("?")[0].rsplit("/", 1)[1])
        if asked[-1].startswith("attention"):
            sitting.heed()
        else:
            turn = len(asked) % 2
            lean(sitting, most=most[turn], least=least[turn])
        assert len(asked) <= 40
    return asked


def test_progress_promises_no_more_than_it_can_keep(adaptive):
    assert adaptive.page.title.startswith("Situation 1 of at most 24")


def test_a_decided_person_is_told_early_that_it_may_stop_and_why(adaptive):
    asked = until_it_stops(adaptive, **OWNER)
    assert adaptive.page.address.endswith("/check")
    assert 6 <= len([item for item in asked if not item.startswith("attention")]) <= 12
    assert adaptive.page.heading == "That may be enough"
    assert "One track already stands out, and further answers" in adaptive.page.text
    assert "That saves you" in adaptive.page.text
    for name in ("Product manager", "Product owner", "Project manager"):
        assert name.lower() not in adaptive.page.text.lower()


def test_one_attention_block_comes_before_an_early_stop(adaptive):
    asked = until_it_stops(adaptive, **MANAGER)
    assert [item for item in asked if item.startswith("attention")] == ["attention-clock"]


def test_while_only_that_check_is_left_nobody_is_told_that_much_may_change(adaptive):
    turn = 0
    while "attention" not in adaptive.page.address:
        turn += 1
        lean(adaptive, most=OWNER["most"][turn % 2], least=OWNER["least"][turn % 2])
        assert turn < 24
    page = adaptive.open(adaptive.leaf("check"))
    assert "One short check first" in [heading.text for heading in page.all("h2")]
    assert "often changes" not in page.text
    assert "attention" in page.link("Go on with your questions")


def test_a_check_of_attention_has_no_number_of_its_own(adaptive):
    titles = []
    while "/items/" in adaptive.page.address:
        titles.append(adaptive.page.title.partition(" - ")[0])
        if "attention" in adaptive.page.address:
            assert not adaptive.page.has_link("finish now")
        lean(adaptive, **{side: pair[len(titles) % 2] for side, pair in OWNER.items()})
    assert titles.count("Attention check before your result") == 1
    titles.remove("Attention check before your result")
    numbers = range(1, len(titles) + 1)
    assert titles == [f"Situation {number} of at most 24" for number in numbers]
    assert f"That saves you {24 - len(titles)} situations." in adaptive.page.text
    assert f"You answered {len(titles)} of 24 situations." in adaptive.page.text


def test_a_trade_off_in_between_keeps_the_bar_and_leads_back_to_what_was_asked(adaptive, app):
    for _ in range(4):
        adaptive.choose(0, 1)
    situation = adaptive.page
    extra = app.extensions["front"].catalogue.bank.extras[0].id
    page = adaptive.open(adaptive.leaf(f"items/{extra}"))
    assert page.title.startswith("Trade-off 1, in between")
    assert page.one("rect", class_="fl")["width"] == "16.7%"
    assert situation.one("rect", class_="fl")["width"] == "16.7%"
    assert page.link("Back") == situation.link("Back")


@pytest.fixture
def heedless(adaptive):
    """Somebody decided who answered both checks of attention otherwise than they ask."""
    turn = 0
    while "/items/" in adaptive.page.address:
        if "attention" in adaptive.page.address:
            adaptive.choose(0, 1)
        else:
            turn += 1
            lean(adaptive, **{side: pair[turn % 2] for side, pair in OWNER.items()})
    return adaptive


def test_a_failed_check_of_attention_is_told_before_stopping_is_advised(heedless):
    page = heedless.page
    assert page.address.endswith("/check")
    assert page.heading == "Check your answers"
    assert "Please look at these answers again." in page.text
    assert "2 attention checks were not answered as they asked." in page.text
    assert [a.text for a in page.all("a") if a.text == "Attention check"] == ["Attention check"] * 2
    assert page.text.count("Look again.") == 2
    button = next(b for b in page.all("button") if b["type"] == "submit")
    assert button.text == "Show my result anyway"


def test_a_check_of_attention_can_be_answered_again_and_the_doubt_is_gone(heedless):
    for _ in range(2):
        heedless.follow("Attention check")
        heedless.heed()
        assert heedless.page.address.endswith("/check")
    assert "Look again." not in heedless.page.text
    assert heedless.page.heading == "That may be enough"
    assert heedless.send().heading == "Product owner"


def test_a_missed_check_is_told_also_where_a_heeded_one_and_clear_answers_follow_it(heedless):
    heedless.follow("Attention check")
    heedless.heed()
    for turn in range(12):
        heedless.follow("Go on")
        lean(heedless, **{side: pair[turn % 2] for side, pair in OWNER.items()})
        page = heedless.open(heedless.leaf("check"))
        if "Please look at these answers again." not in page.text:
            break
    assert "You missed an attention check. It does not count" in page.text
    assert page.link("Your answers") == "#answers"
    assert page.text.count("Missed: it asked for another answer.") == 1
    answers = heedless.open(heedless.leaf("answers"))
    assert answers.text.count("Missed: it asked for another answer.") == 1


def test_whoever_sees_the_result_anyway_reads_first_that_it_may_not_describe_them(heedless):
    page = heedless.send(show="1")
    assert page.text.startswith("This result may not describe you.")
    assert page.heading == "Product owner"
    assert heedless.open(heedless.leaf("result")).heading == "Please look at your answers once more"


def test_after_every_situation_nothing_speaks_of_stopping_early(adaptive):
    blocks = len([item for item in until_it_stops(adaptive, **OWNER) if "attention" not in item])
    adaptive.follow("Answer more situations")
    while blocks < 24:
        if adaptive.values("most"):
            blocks += 1
            lean(adaptive, most="how", least="why")
        else:
            adaptive.skip()
    page = adaptive.open(adaptive.leaf("check"))
    assert "You answered 24 of 24 situations" in page.text
    assert page.heading == "Check your answers"
    assert "saves you" not in page.text


def test_an_early_stop_gives_a_result(adaptive):
    until_it_stops(adaptive, **OWNER)
    adaptive.send()
    assert adaptive.page.address.endswith("/result")


def test_a_person_may_go_on_after_the_stop_until_nothing_is_left(adaptive):
    first = until_it_stops(adaptive, **OWNER)
    adaptive.follow("Answer more situations")
    rest = []
    while "/items/" in adaptive.page.address:
        rest.append(adaptive.page.address)
        if adaptive.values("most"):
            lean(adaptive, most="how", least="why")
        else:
            adaptive.skip()
        assert len(rest) <= 40
    assert len(first) + len(rest) == 24 + 12 + 1
    assert "You answered 24 of 24 situations." in adaptive.page.text


def test_whoever_goes_on_may_finish_on_every_page(adaptive):
    asked = until_it_stops(adaptive, **OWNER)
    assert len(asked) < 12
    adaptive.follow("Answer more situations")
    adaptive.skip()
    adaptive.follow("finish now")
    assert adaptive.page.address.endswith("/check")


def test_going_on_from_a_result_asks_further_and_does_not_stop_at_once(adaptive):
    until_it_stops(adaptive, **OWNER)
    adaptive.send()
    assert "Why the quiz could stop early: " in adaptive.page.text
    adaptive.follow("Go on with the situations you have not seen")
    for _ in range(2):
        assert "/items/" in adaptive.page.address
        lean(adaptive, most="how", least="why")
    assert "/items/" in adaptive.page.address
    adaptive.follow("finish now")
    assert "Finish again to renew it." in adaptive.page.text


def test_the_same_answers_lead_everyone_the_same_way(client):
    ways = [until_it_stops(Sitting(client).start("adaptive"), **OWNER) for _ in range(2)]
    assert ways[0] == ways[1]


def test_a_skipped_situation_is_not_asked_again(adaptive):
    skipped = adaptive.page.address.split("?")[0]
    adaptive.skip()
    asked = until_it_stops(adaptive, **OWNER)
    assert skipped.rsplit("/", 1)[1] not in asked


def test_going_back_leads_forward_again_over_the_same_items(adaptive):
    first = adaptive.page.address.split("?")[0]
    lean(adaptive, most="what", least="when")
    second = adaptive.page.address
    adaptive.follow("Back")
    assert adaptive.page.address == first
    adaptive.send()
    assert adaptive.page.address == second


def test_a_link_can_ask_for_every_question_in_the_order_of_the_bank(client):
    sitting = Sitting(client).start("full")
    assert sitting.page.title.startswith("Situation 1 of 24")
    assert len(until_it_stops(sitting, **OWNER)) == 24


def test_an_unknown_form_is_refused(client):
    assert client.get("/start?form=short").status_code == 400


@pytest.fixture
def undecided(adaptive, app):
    """Six answers that settle nothing, one of them to a trade-off in between."""
    extra = app.extensions["front"].catalogue.bank.extras[3].id
    for _ in range(2):
        adaptive.choose(0, 1)
    adaptive.open(adaptive.leaf(f"items/{extra}"))
    adaptive.send(choice="1")
    for _ in range(4):
        if adaptive.values("most"):
            adaptive.choose(0, 1)
        else:
            adaptive.send(choice="-1")
    return adaptive


def test_the_check_page_leads_on_to_situations_also_while_a_trade_off_would_be_next(
    undecided, monkeypatch
):
    bank = undecided.client.application.extensions["front"].catalogue.bank
    trade = Step(bank.extras[0].id)
    monkeypatch.setattr("quiz.web.take.step_after", lambda *_: trade)
    page = undecided.open(undecided.leaf("check"))
    main = page.one("a", class_="btn")
    assert main.text.startswith("Go on: ")
    assert "trade" not in main["href"]
    assert "/items/" in main["href"]
    assert {button.text for button in page.all("button")} == {"Show a first result all the same"}


def test_trade_offs_asked_for_come_in_a_row_and_go_on_counting(undecided):
    undecided.open(undecided.leaf("check"))
    undecided.follow("Answer the trade-offs")
    left = int(undecided.page.title.split()[1])
    assert left in {2, 3}  # the one in between has a number too
    for number in range(left, 13):
        assert undecided.page.title.startswith(f"Trade-off {number} of 12")
        width = undecided.page.one("rect", class_="fl")["width"]
        assert width == f"{100 * (number - 1) / 12:.1f}%"
        if number == left + 1:
            undecided.follow("Back")
            assert undecided.page.title.startswith(f"Trade-off {left} of 12")
            undecided.send()
            assert undecided.page.title.startswith(f"Trade-off {left + 1} of 12")
        undecided.send(choice="1")
    assert undecided.page.address.endswith("/check")
    assert "12 of 12 trade-offs" in undecided.page.text
