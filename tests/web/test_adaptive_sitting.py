"""The quiz as people take it: it asks what tells most, stops when it knows enough, and says so."""

import pytest

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
    assert "You can stop here. One track is already likely enough." in adaptive.page.text
    assert "That saves you" in adaptive.page.text
    for name in ("Product manager", "Product owner", "Project manager"):
        assert name.lower() not in adaptive.page.text.lower()


def test_one_attention_block_comes_before_an_early_stop(adaptive):
    asked = until_it_stops(adaptive, **MANAGER)
    assert [item for item in asked if item.startswith("attention")] == ["attention-clock"]


def test_an_early_stop_gives_a_result(adaptive):
    until_it_stops(adaptive, **OWNER)
    adaptive.send()
    assert adaptive.page.address.endswith("/result")


def test_a_person_may_go_on_after_the_stop_until_nothing_is_left(adaptive):
    first = until_it_stops(adaptive, **OWNER)
    adaptive.follow("Go on all the same")
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
