"""Taking the quiz, as a story: every page is met through links and forms alone."""

from urllib.parse import unquote

from tests.web.page import Page


def test_a_person_takes_the_whole_quiz_and_arrives_at_a_result(sitting):
    assert sitting.page.title == "Situation 1 of 24 - Fourways"
    sitting.answer(24)
    assert sitting.page.address.endswith("/check")
    assert "You answered 24 of 24 situations." in sitting.page.text
    sitting.send()
    assert sitting.page.address.endswith("/result")
    assert sitting.page.status == 200


def test_progress_counts_what_was_asked(sitting):
    sitting.answer(13)
    assert sitting.page.title == "Situation 14 of 24 - Fourways"
    assert sitting.page.one("rect", class_="fl")["width"] == "54.2%"


def test_a_question_names_no_track_and_its_values_no_trait(sitting, app):
    content = app.extensions["front"].catalogue
    said = sitting.page.text.lower()
    assert [track.id for track in content.rules.tracks if track.name.lower() in said] == []
    assert not {trait.id for trait in content.bank.traits} & set(sitting.values("most"))


def test_the_first_page_says_when_the_link_starts_to_work_and_later_ones_how_to_keep_it(sitting):
    assert "starts to work with your first answer" in sitting.page.foot
    assert not sitting.page.has_link("Stop for now")
    sitting.choose(0, 1)
    for _ in range(2):
        foot = sitting.page.foot
        assert "Private address: whoever has it can see, change and delete your answers" in foot
        assert "Lose it and nobody can find them again." in foot
        assert sitting.page.link("Keep this link").endswith("/keep")
        sitting.choose(0, 1)


def test_a_skipped_situation_is_kept_as_skipped_and_counts_as_asked(sitting):
    sitting.skip()
    assert sitting.page.title.startswith("Situation 2 of 24")
    sitting.follow("Back")
    assert "Saved as skipped" in sitting.page.text
    assert sitting.chosen() == []


def test_going_back_shows_the_answer_and_going_on_passes_it_again(sitting):
    sitting.choose(2, 3)
    sitting.choose(0, 1)
    sitting.follow("Back")
    sitting.follow("Back")
    chosen = dict(sitting.chosen())
    assert chosen == {"most": sitting.values("most")[2], "least": sitting.values("least")[3]}
    assert "Saved" in sitting.page.text
    sitting.send()
    assert sitting.page.title.startswith("Situation 2 of 24")
    sitting.send()
    assert sitting.page.title.startswith("Situation 3 of 24")


def test_back_from_the_first_situation_leads_to_the_start_page(sitting):
    assert sitting.page.link("Back") == "/"


def test_the_same_answer_for_both_is_refused_kindly_and_shown_again(sitting):
    page = sitting.choose(1, 1)
    assert page.title.startswith("Error: ")
    assert page.one("div", role="alert").text == (
        "One answer cannot be both: choose another one as most or as least."
    )
    assert page.link("One answer cannot be both") == "#least-0"
    assert len(sitting.chosen()) == 2
    assert len([e for e in page.all("div") if "clash" in (e["class"] or "").split()]) == 1


def test_a_missing_half_is_named_and_the_other_half_kept(sitting):
    page = sitting.send(most=sitting.values("most")[2])
    assert page.link("Choose the one that sounds least like you.") == "#least-0"
    assert sitting.chosen() == [("most", sitting.values("most")[2])]
    page = sitting.send(most=None, least=sitting.values("least")[2])
    assert page.link("Choose the one that sounds most like you.") == "#most-0"


def test_the_group_that_lacks_its_choice_says_so_itself(sitting):
    def groups():
        return [each.text for each in sitting.page.all("legend")]

    assert groups() == ["Most like me", "Least like me"]
    sitting.send(most=sitting.values("most")[2])
    assert groups() == ["Most like me", "Least like me: missing"]
    sitting.send(most=None, least=sitting.values("least")[2])
    assert groups() == ["Most like me: missing", "Least like me"]
    sitting.choose(1, 1)
    assert groups() == ["Most like me", "Least like me"]


def test_an_empty_block_is_one_thing_to_mend(sitting):
    page = sitting.send()
    assert len(page.one("div", role="alert").text.split("Choose")) == 2


def test_a_page_that_says_what_is_missing_can_be_opened_again(sitting):
    """It has an address of its own, so Back and reload send nothing."""
    response = sitting.client.post(sitting.page.form[0], data={"seen": ""})
    assert response.status_code == 303
    for _ in range(2):
        page = sitting.open(response.location)
        assert page.status == 200
        assert page.title.startswith("Error: Situation 1 of 24")


def test_a_page_that_says_what_is_missing_still_asks_before_it_overwrites(sitting, someone_else):
    someone_else.open(sitting.page.form[0])
    sitting.send()
    someone_else.choose(2, 3)
    assert sitting.choose(0, 1).status == 409


def test_an_error_can_be_mended_on_the_same_page(sitting):
    sitting.choose(1, 1)
    sitting.choose(1, 2)
    assert sitting.page.title.startswith("Situation 2 of 24")


def test_an_option_of_another_question_is_refused(sitting):
    page = sitting.send(most="nowhere", least=sitting.values("least")[0])
    assert page.status == 422
    assert "does not belong to this question" in page.text


def test_finishing_is_offered_after_twelve_answers_and_not_before(sitting):
    sitting.skip()
    sitting.answer(11)
    assert not sitting.page.has_link("finish now")
    sitting.answer(1)
    sitting.follow("finish now")
    sitting.heed()
    assert "You answered 12 of 24 situations." in sitting.page.text
    assert sitting.page.has_link("Go on: 11 situations left")


def test_an_early_finish_gives_a_result(sitting):
    sitting.answer(12)
    sitting.follow("finish now")
    sitting.heed()
    sitting.send()
    assert sitting.page.address.endswith("/result")


def test_changing_an_answer_from_the_check_page_comes_straight_back(sitting):
    sitting.answer(24)
    before = sitting.page.text
    assert "open" not in sitting.page.one("details").attrs
    sitting.follow("Change")
    assert sitting.page.link("Back").endswith("/check?open=1")
    assert not sitting.page.has_link("finish now")
    sitting.choose(3, 2)
    assert sitting.page.address.endswith("/check")
    assert "open" in sitting.page.one("details").attrs
    assert sitting.page.text != before


def test_skipped_situations_are_marked_and_can_be_answered_from_the_check_page(sitting):
    sitting.skip()
    sitting.answer(23)
    assert "One situation skipped." in sitting.page.text
    sitting.follow("Answer situation 1")
    sitting.choose(0, 1)
    assert "You answered 24 of 24 situations." in sitting.page.text


def test_the_trade_offs_are_offered_after_the_situations_and_lead_back_to_the_check_page(sitting):
    sitting.answer(24)
    assert "Twelve are left. Each sets two good things against each other" in sitting.page.text
    sitting.follow("Answer the trade-offs")
    assert sitting.page.title.startswith("Trade-off 1 of 12")
    assert sitting.page.link("Back").endswith("/check")
    for step in range(12):
        sitting.send(choice=str(step % 5 - 2))
    assert sitting.page.address.endswith("/check")
    assert "if you like" not in sitting.page.text
    assert "You answered 24 of 24 situations and 12 of 12 trade-offs." in sitting.page.text


def test_the_check_page_has_one_main_way_and_says_of_each_other_what_it_is_good_for(sitting):
    sitting.skip()
    sitting.answer(13)
    page = sitting.open(sitting.leaf("check"))
    main = [e for e in page.all("a", "button") if e["class"] == "btn" and not e.inside("details")]
    assert [e.text for e in main] == ["Show my result"]
    (further,) = page.all("a", class_="btn btn2")
    assert further.text == "Go on: 10 situations left"
    assert "Each further answer makes the result surer." in page.text
    others = [item.text for item in page.all("li") if item.inside("section")]
    reasons = {
        "Answer situation 1": "Each skipped one makes the result a little less sure.",
        "Answer the trade-offs": "They help most where two roles lie close together.",
    }
    assert len(others) == len(reasons)
    for other, (way, reason) in zip(others, reasons.items(), strict=True):
        assert other.startswith(way)
        assert other.endswith(reason)


def test_too_few_answers_are_told_on_the_check_page_without_a_button_to_finish(sitting):
    sitting.skip()
    sitting.answer(2)
    sitting.open(sitting.leaf("check"))
    assert "4 more answers are needed" in sitting.page.text
    assert "That is fine" not in sitting.page.text
    assert sitting.page.all("button") == []


def test_between_six_and_twelve_answers_the_check_page_advises_to_go_on(sitting):
    sitting.answer(6)
    page = sitting.open(sitting.leaf("check"))
    assert [button.text for button in page.all("button")] == ["Show a first result all the same"]
    assert page.one("a", class_="btn").text == "Go on: 18 situations left"
    assert "So few answers carry a first guess at most" in page.text
    sitting.send()
    assert sitting.page.address.endswith("/result")


def test_twelve_answers_are_enough_to_be_shown_a_result_without_a_doubt(sitting):
    sitting.answer(12)
    page = sitting.open(sitting.leaf("check"))
    assert {button.text for button in page.all("button")} == {"Show my result"}


def test_a_trade_off_offers_to_finish_too(sitting):
    sitting.answer(24)
    sitting.follow("Answer the trade-offs")
    sitting.follow("finish now")
    sitting.heed()
    assert sitting.page.address.endswith("/check")


def test_finishing_too_early_says_how_many_are_missing_and_leads_to_the_first_skipped(sitting):
    sitting.skip()
    first = sitting.page.link("Back")
    sitting.answer(4)
    page = sitting.post(sitting.leaf("finish"), {})
    assert page.status == 422
    assert page.heading == "2 more answers first"
    assert page.link("Go to the first skipped one") == f"{first}?change=1"


def test_extra_trade_offs_count_towards_the_six_answers_that_finishing_needs(sitting):
    sitting.answer(5)
    sitting.open(sitting.leaf("check"))
    sitting.follow("Answer the trade-offs")
    sitting.send(choice="2")
    sitting.open(sitting.leaf("check"))
    sitting.send()
    assert sitting.page.address.endswith("/result")


def test_trade_offs_that_cannot_be_chosen_between_do_not_count_towards_the_six(sitting):
    sitting.answer(4)
    sitting.open(sitting.leaf("check"))
    sitting.follow("Answer the trade-offs")
    sitting.send(choice="0")
    sitting.send(choice="0")
    page = sitting.open(sitting.leaf("check"))
    assert "2 more answers are needed" in page.text
    assert page.all("button") == []
    assert sitting.post(sitting.leaf("finish"), {}).status == 422


def test_a_change_after_the_result_reopens_and_finishing_again_renews(sitting):
    sitting.answer(24)
    sitting.send()
    sitting.open(sitting.leaf("check"))
    sitting.follow("Change")
    sitting.choose(3, 2)
    assert "Finish again to renew it." in sitting.page.text
    sitting.send()
    assert sitting.page.address.endswith("/result")


def test_the_private_address_leads_to_where_someone_left_off(sitting):
    sitting.answer(3)
    home = sitting.leaf()
    sitting.open(home)
    assert sitting.page.title.startswith("Situation 4 of 24")
    sitting.answer(21)
    sitting.open(home)
    assert sitting.page.address.endswith("/check")
    sitting.send()
    sitting.open(home)
    assert sitting.page.address.endswith("/result")


def test_an_address_of_this_machine_alone_is_not_offered_to_a_phone(sitting):
    sitting.choose(0, 1)
    for host in ("http://localhost", "http://127.0.0.1:5000", "http://[::1]:5000"):
        page = Page(sitting.client.get(sitting.leaf("keep"), base_url=host))
        assert page.all("svg", role="img") == []
        assert "works on this machine only" in page.text


def test_keeping_the_link_offers_a_field_a_code_and_a_mail(sitting):
    sitting.choose(0, 1)
    page = Page(sitting.client.get(sitting.leaf("keep"), base_url="https://quiz.example"))
    whole = f"https://quiz.example{sitting.leaf()}"
    field = page.one("input", id="own")
    assert field["value"] == whole
    assert "readonly" in field.attrs
    assert page.one("svg", role="img")["aria-label"] == "QR code of your private address"
    assert page.link("Draft a mail to myself").startswith("mailto:?subject=")
    assert page.one("button")["hidden"] is None
    assert "hidden" in page.one("button").attrs
    assert "bookmark this page" in page.text


def briefly(sitting, **fields):
    """Send the page's form as the script does that saves while the page stays."""
    action, held = sitting.page.form
    return sitting.client.post(action, data=held | fields, headers={"Prefer": "return=minimal"})


def test_an_answer_saved_while_the_page_stays_is_acknowledged_with_what_is_stored_now(sitting):
    first, second = sitting.values("most")[:2]
    saved = briefly(sitting, most=first, least=second)
    assert (saved.status_code, saved.data) == (204, b"")
    seen = unquote(saved.headers["Seen"])
    assert briefly(sitting, most=second, least=first).status_code == 409
    assert briefly(sitting, most=second, least=first, seen=seen).status_code == 204
    assert sitting.open(sitting.page.form[0]).form[1]["most"] == second


def test_a_script_may_ask_this_site_where_it_saves_and_on_public_pages_and_nothing_else(
    sitting, client
):
    def asked(address):
        policy = client.get(address).headers["Content-Security-Policy"]
        return [part for part in policy.split("; ") if part.startswith("connect-src")]

    for open_one in (sitting.page.form[0], "/", "/tracks", "/how-it-works"):
        assert asked(open_one) == ["connect-src 'self'"]
    for closed in ("/nowhere", "/staff", "/verify"):
        assert asked(closed) == []


def test_whoever_stops_is_told_once_their_answers_are_enough_for_a_result(sitting):
    sitting.answer(5)
    assert "enough for a result" not in sitting.follow("Stop for now").text
    sitting.open(sitting.leaf("next"))
    sitting.answer(1)
    assert "enough for a result already" in sitting.follow("Stop for now").text
    sitting.follow("See it now")
    sitting.heed()
    assert sitting.page.address.endswith("/check")


def test_a_change_after_the_result_leads_back_to_it(sitting):
    sitting.answer(24)
    sitting.send()
    sitting.open(sitting.leaf("check"))
    sitting.follow("Change")
    assert not sitting.page.has_link("Stop for now")
    assert sitting.page.link("Your result").endswith("/result")
