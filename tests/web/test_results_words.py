"""The words of a result: every kind of verdict, the trait sentence, the reasons and their sums."""

from dataclasses import replace

import pytest
from flask_babel import force_locale

from quiz.core.adaptive import Step, Stop
from quiz.core.bank import ItemId, OptionId, TraitId
from quiz.core.evidence import evidence
from quiz.core.report import assess
from quiz.core.result import FormCount, Kind, Leaning, Verdict
from quiz.core.rules import TrackId
from quiz.web.presenters.answers import Line, answer_lines, in_a_sentence, quoted
from quiz.web.presenters.extent import Extent, completeness, few
from quiz.web.presenters.faces import faces
from quiz.web.presenters.leanings import ahead, first, stands
from quiz.web.presenters.outcome import outcome
from quiz.web.presenters.patterns import Named, doubts
from quiz.web.presenters.phrases import (
    inline,
    listed,
    month,
    number,
    numbered,
    signed,
    to_hundredths,
)
from quiz.web.presenters.pictures import level_picture, share_picture, trait_picture
from quiz.web.presenters.reasons import Dots, Sheet, change_sentence, reasons, sides, swaps
from quiz.web.presenters.take import why_it_may_stop
from quiz.web.presenters.verdicts import confidence, heading
from tests.core import builders
from tests.core.builders import OWNER, PROJECT, alike, most_least, track

TRAITS = [TraitId(name) for name in builders.TRAITS]
BANK = builders.blocks(12)
RULES = builders.rules()
MODEL = builders.model(BANK)
FACES = faces(BANK, RULES)
RULES_IN_ORDER = tuple(profile.id for profile in RULES.tracks)
AHEAD = "No single question stands out; WHAT and HOW together lie a little ahead."
WEIGHED = {"product-manager": 0.47, "product-owner": 0.08, "project-manager": 0.45}

MIXED = {
    ItemId("b0"): most_least("why", "how"),
    ItemId("b1"): most_least("why", "when"),
    ItemId("b2"): most_least("how", "why"),
    ItemId("b3"): None,
    ItemId("b4"): most_least("what", "when"),
    ItemId("b5"): most_least("why", "what"),
    ItemId("b6"): most_least("why", "when"),
    ItemId("b7"): most_least("why", "when"),
    ItemId("b8"): most_least("when", "why"),
}
SHEET = Sheet(BANK, FACES, MIXED)


def assessed(responses):
    return assess(MODEL, responses, digest="digest")


UNFINISHED = FormCount(complete=False, asked=13, answered=13, skipped=0)


def judged(kind, *tracks, shares=None, points=None, **changed):
    """A result of this kind; its other figures do not matter to the words."""
    whole = FormCount(complete=True, asked=12, answered=12, skipped=0)
    base = replace(assessed(MIXED), form=whole)
    if shares:
        changed["tracks"] = {TrackId(name): share for name, share in shares.items()}
    if points:
        changed["points"] = {TrackId(name): value for name, value in points.items()}
    return replace(base, verdict=Verdict(kind, tuple(map(TrackId, tracks))), flags=(), **changed)


def leaning(**centres):
    return {trait: Leaning(centres.get(trait, 0.0), 0.3) for trait in TRAITS}


def top(result, **given):
    return heading(result, FACES, RULES.thresholds, **given)


# The first lines


def test_a_clear_result_says_what_the_track_does_or_else_names_its_questions():
    words = top(judged(Kind.CLEAR, "product-manager"), summary="It finds things out.")
    assert (words.kind, words.head, words.arches) == ("Clear", "Product manager", (0,))
    assert words.lead == "It finds things out."
    bare = top(judged(Kind.CLEAR, "product-manager")).lead
    assert bare == "Its questions, WHY and WHAT, together weigh most in your answers."


def test_a_leaning_result_names_the_track_and_says_that_it_is_not_settled():
    words = top(judged(Kind.LEANING, "product-owner"), summary="It orders things.")
    assert (words.kind, words.head, words.arches) == ("Leaning", "Product owner", (1,))
    assert words.lead == "It orders things. Your answers lean this way without settling it."


def test_a_close_call_names_both_and_calls_the_gap_too_small_to_measure():
    close = judged(Kind.CLOSE_CALL, "product-manager", "project-manager", shares=WEIGHED)
    words = top(close)
    assert (words.kind, words.arches) == ("A close call", (0, 2))
    assert words.head == "Product manager or project manager"
    assert words.lead == (
        "The gap between these two is smaller than the quiz can measure, so treat both as open. "
        "Product owner is further away."
    )


def test_a_tie_is_called_one_and_names_no_leader():
    tie = judged(
        Kind.CLOSE_CALL,
        "product-manager",
        "project-manager",
        shares={"product-manager": 0.4, "product-owner": 0.2, "project-manager": 0.4},
        points={"product-manager": 6.0, "product-owner": -9.0, "project-manager": 6.0},
    )
    equal = "Your points for these two are exactly equal, so treat both as open."
    assert top(tie).lead == equal
    shares = {"product-manager": 0.44, "product-owner": 0.0, "project-manager": 0.56}
    uneven = replace(tie, tracks={TrackId(name): share for name, share in shares.items()})
    assert top(uneven).lead.startswith(equal + " Their shares differ, because these estimate")


def test_points_and_shares_that_disagree_are_both_told():
    split = judged(
        Kind.CLOSE_CALL,
        "product-owner",
        "product-manager",
        shares={"product-manager": 0.48, "product-owner": 0.51, "project-manager": 0.01},
        points={"product-manager": 12.0, "product-owner": 9.0, "project-manager": -30.0},
    )
    assert top(split).lead.startswith(
        "You have most points for product manager, yet many more questions would name product "
    )


def test_three_open_tracks_are_all_open():
    everything = judged(Kind.THREE_WAY, *RULES_IN_ORDER)
    words = top(everything)
    assert (words.kind, words.head, words.arches) == ("Three-way", "All three are open", (0, 1, 2))


def test_a_balanced_result_names_no_track():
    words = top(judged(Kind.BALANCED, leanings=leaning()))
    assert (words.kind, words.head) == ("A balanced profile", "All four questions, about equally")
    assert words.arches == ()
    assert "manager" not in words.lead


@pytest.mark.parametrize(
    ("shares", "explained"), [((0.58, 0.33, 0.09), True), ((0.36, 0.34, 0.30), False)]
)
def test_shares_that_differ_beside_four_level_questions_are_explained(shares, explained):
    tracks = dict(zip(RULES_IN_ORDER, shares, strict=True))
    page = laid_out(judged(Kind.BALANCED, leanings=leaning(), shares=tracks))
    assert ("One share is higher" in page.doubt) is explained
    assert page.doubt.endswith("could be chance, so we name none of them.")


def test_a_balanced_result_of_an_unfinished_form_is_no_finding_yet():
    words = top(replace(judged(Kind.BALANCED), form=UNFINISHED))
    assert words.head == "Nothing stands out so far"
    assert words.lead == "Your answers so far lean to no single track; the next ones still can."


def test_a_balanced_place_with_uneven_questions_is_not_called_equal():
    words = top(judged(Kind.BALANCED, leanings=leaning(why=0.8, how=0.7)))
    assert (words.kind, words.head) == ("No single track", "No one track fits best")
    assert words.lead.startswith("What you ask first belongs to no single track. That is a finding")
    near = top(judged(Kind.BALANCED, leanings=leaning(why=0.8, what=0.7)))
    assert near.lead.startswith("Your answers lean a little, but not far enough to name a track.")


@pytest.mark.parametrize(
    ("situations", "extras", "head", "said"),
    [
        (7, 0, "5 more answers first", "7 of the 24 situations. You skipped 3 questions."),
        (11, 1, "One more answer first", "11 of the 24 situations and one trade-off. You skipped"),
        (4, 9, "8 more answers first", "4 of the 24 situations and 9 trade-offs. You skipped"),
        (13, 0, "A few more answers first", "13 of the 24 situations. You skipped 3 questions."),
    ],
)
def test_too_few_answers_say_how_many_situations_are_missing(situations, extras, head, said):
    form = FormCount(complete=False, asked=20, answered=situations + extras, skipped=3)
    words = top(judged(Kind.NOT_ENOUGH, form=form), made=Extent(situations, 24, extras))
    assert (words.kind, words.head) == ("Not enough answers yet", head)
    assert words.lead.startswith(f"You have answered {said}")
    assert ("From 12 situations on" in words.lead) is (situations < 12)


def test_flagged_answers_ask_for_a_second_look():
    words = top(judged(Kind.CHECK_ANSWERS))
    assert (words.kind, words.head) == (
        "Check your answers",
        "Please look at your answers once more",
    )


# How sure it is, and which questions come first


def test_confidence_is_about_many_more_questions_and_always_gives_all_shares():
    shares = {"product-manager": 0.004, "product-owner": 0.061, "project-manager": 0.935}
    assert confidence(judged(Kind.CLEAR, "project-manager", shares=shares), FACES) == (
        "With many more questions like these, the result would be project manager about 94 times "
        "in 100, product owner 6 and product manager under 1."
    )


def test_confidence_is_never_rounded_to_certainty():
    shares = {"product-manager": 0.999, "product-owner": 0.001, "project-manager": 0.0}
    assert confidence(judged(Kind.CLEAR, "product-manager", shares=shares), FACES) == (
        "With many more questions like these, the result would be product manager more than 99 "
        "times in 100, product owner under 1 and project manager under 1."
    )


def test_confidence_in_an_open_result_claims_nothing_as_well():
    close = judged(Kind.CLOSE_CALL, "product-manager", "project-manager", shares=WEIGHED)
    assert confidence(close, FACES) == (
        "With many more questions like these, the result would be product manager about 47 times "
        "in 100, project manager 45 and product owner 8."
    )


def test_equal_shares_are_told_with_equal_figures_in_file_order_whatever_the_last_digit():
    noise = 1e-16
    shares = {"product-manager": 0.375, "product-owner": 0.25, "project-manager": 0.375 + noise}
    assert confidence(judged(Kind.BALANCED, shares=shares), FACES) == (
        "With many more questions like these, the result would be product manager about 37 times "
        "in 100, project manager 37 and product owner 26."
    )


@pytest.mark.parametrize(
    ("centres", "own", "shared"),
    [
        ({}, "No question comes clearly first.", "No question comes clearly first."),
        ({"why": 1}, "WHY comes first for you.", "WHY comes first."),
        ({"why": 1, "how": 1}, "WHY and HOW come first for you.", "WHY and HOW come first."),
        (
            {"why": 1, "when": -1},
            "WHY comes first for you, WHEN last.",
            "WHY comes first, WHEN last.",
        ),
        (
            {"why": 1, "what": 1, "when": -1},
            "WHY and WHAT come first for you, WHEN last.",
            "WHY and WHAT come first, WHEN last.",
        ),
        (
            {"what": 1, "why": -1, "when": -1},
            "WHAT comes first for you.",
            "WHAT comes first.",
        ),
        (
            {"when": -1},
            "No question comes clearly first. WHEN comes last.",
            "No question comes clearly first. WHEN comes last.",
        ),
    ],
)
def test_one_sentence_says_which_questions_come_first(centres, own, shared):
    assert first(leaning(**centres), FACES) == own
    assert first(leaning(**centres), FACES, own=False) == shared


def test_a_trait_is_worded_by_its_range_and_not_by_its_mark():
    result = judged(
        Kind.BALANCED,
        leanings={
            TRAITS[0]: Leaning(0.4, 0.3),
            TRAITS[1]: Leaning(0.4, 0.5),
            TRAITS[2]: Leaning(-0.4, 0.5),
            TRAITS[3]: Leaning(-0.4, 0.3),
        },
    )
    own = [cell.words for cell in trait_picture(result, FACES, own=True)]
    other = [cell.words for cell in trait_picture(result, FACES, own=False)]
    near = "near your own average"
    assert own == ["above your own average", near, near, "below your own average"]
    near = "near their own average"
    assert other == ["above their own average", near, near, "below their own average"]


@pytest.mark.parametrize(
    ("kind", "named", "centres", "says"),
    [
        (
            Kind.LEANING,
            ["product-owner"],
            {"what": 0.2, "how": 0.2, "why": -0.2, "when": -0.2},
            AHEAD,
        ),
        (
            Kind.LEANING,
            ["product-owner"],
            {"what": 0.2, "how": 0.2, "why": 0.1, "when": -0.5},
            AHEAD + " WHEN comes last.",
        ),
        (Kind.LEANING, ["product-owner"], {"what": -0.1}, "No question comes clearly first."),
        (
            Kind.LEANING,
            ["product-owner"],
            {"what": 0.5},
            "WHAT comes first for you. Product owner stands on WHAT and HOW.",
        ),
        (
            Kind.CLEAR,
            ["product-owner"],
            {"what": 0.5, "how": 0.5},
            "WHAT and HOW come first for you. Product owner stands on exactly these questions.",
        ),
        (
            Kind.THREE_WAY,
            RULES_IN_ORDER,
            {"what": 0.5, "when": 0.5, "why": -0.5},
            "WHAT and WHEN come first for you, WHY last. No track stands on this pair.",
        ),
        (
            Kind.CLOSE_CALL,
            RULES_IN_ORDER[:2],
            {"why": 0.5, "what": 0.5},
            "WHY and WHAT come first for you.",
        ),
        (
            Kind.BALANCED,
            [],
            {"why": 0.5, "how": 0.5},
            "WHY and HOW come first for you.",
        ),
    ],
)
def test_the_sentence_about_questions_fits_the_verdict_above_it(kind, named, centres, says):
    result = judged(kind, *named, leanings=leaning(**centres))
    said = f"{ahead(result, FACES, own=True)} {stands(result, FACES)}"
    assert said.strip() == says


@pytest.mark.parametrize(("points", "adds"), [(9.0, ", which together weigh most"), (1.0, "")])
def test_a_clear_result_leads_from_the_first_question_to_both_of_its_track(points, adds):
    given = {"product-manager": 2.0, "product-owner": points, "project-manager": 0.0}
    result = judged(Kind.CLEAR, "product-owner", points=given, leanings=leaning(what=0.5))
    assert ahead(result, FACES, own=False) == "WHAT comes first."
    assert stands(result, FACES) == f"Product owner stands on WHAT and HOW{adds}."


# Pictures say what they show


def test_the_picture_is_told_in_words_with_every_number():
    result = judged(
        Kind.CLEAR,
        "project-manager",
        shares={"product-manager": 0.0, "product-owner": 0.06, "project-manager": 0.94},
    )
    assert share_picture(result, FACES).says == (
        "With many more questions like these, the result would be product manager (WHY and WHAT) "
        "about 0 times in 100, product owner (WHAT and HOW) 6 and project manager (HOW and WHEN) "
        "94."
    )


def test_only_named_tracks_are_filled_and_a_balanced_result_fills_none():
    close = judged(Kind.CLOSE_CALL, "product-manager", "project-manager", shares=WEIGHED)
    assert [label.lead for label in share_picture(close, FACES).labels] == [True, False, True]
    even = judged(Kind.BALANCED)
    assert not any(label.lead for label in share_picture(even, FACES).labels)


def test_tracks_in_another_order_in_the_file_keep_their_place_on_the_line():
    turned = builders.rules(PROJECT, OWNER, builders.MANAGER)
    drawn = level_picture(faces(BANK, turned))
    assert [label.face.id for label in drawn.labels] == list(RULES_IN_ORDER)
    assert drawn.span is not None


def test_a_fourth_track_is_drawn_as_bars_with_the_same_figures():
    four = builders.rules(builders.MANAGER, OWNER, PROJECT, track("founder", why=1, when=1))
    result = assess(
        builders.model(BANK, four), alike(BANK, most_least("why", "how")), digest="digest"
    )
    drawn = share_picture(result, faces(BANK, four))
    assert drawn.span is None
    assert sum(label.share for label in drawn.labels) == 100
    assert " founder (WHY and WHEN)" in drawn.says


# Reasons


def points_of(rows):
    return [row.points for row in rows]


def as_number(text):
    return float(text.replace("\u2212", "-"))


def test_the_largest_reasons_come_first_and_the_table_adds_up():
    laid = reasons(assessed(MIXED), SHEET)
    assert (laid.leader.id, laid.over.id) == ("product-manager", "product-owner")
    assert points_of(laid.support) == ["+6", "+3", "+3"]
    assert points_of(laid.against) == ["\u22126", "\u22123"]
    assert [row.number for row in laid.support] == [1, 2, 6]
    shown = sum(as_number(text) for text in points_of(laid.support + laid.against))
    assert shown + as_number(laid.rest) == as_number(laid.margin) == 9
    assert sum(as_number(text) for text in points_of(laid.every)) == 9


def test_the_full_list_has_what_counted_largest_first_and_the_rest_in_a_sentence():
    laid = reasons(assessed(MIXED), SHEET)
    numbers = [row.number for row in laid.every]
    sizes = [abs(as_number(row.points)) for row in laid.every]
    assert sizes == sorted(sizes, reverse=True)
    assert 0 not in sizes
    assert sorted(numbers) == [1, 2, 3, 6, 7, 8, 9]
    assert laid.even == "Situation 5 gave both the same: 0 points."


def test_a_reason_quotes_the_answer_with_the_trait_it_shows():
    row = reasons(assessed(MIXED), SHEET).support[0]
    assert row.situation == "The situation of b0"
    assert row.lines == (Line("Most", "why", TRAITS[0]), Line("Least", "how", TRAITS[2]))
    assert row.dots == Dots(whole=6, half=False, against=False)


def test_half_a_point_is_half_a_dot_and_a_flood_of_points_is_cut_off():
    heavy = builders.bank(
        builders.slider("s0", "why", "when", points=3), builders.slider("s1", points=90)
    )
    responses = {ItemId("s0"): 1, ItemId("s1"): -2}
    result = assess(builders.model(heavy), responses, digest="digest")
    rows = reasons(result, Sheet(heavy, faces(heavy, RULES), responses)).every
    assert [(row.points, row.dots) for row in rows] == [
        ("+180", Dots(whole=12, half=False, against=False)),
        ("\u22121.5", Dots(whole=1, half=True, against=True)),
    ]


def test_each_open_track_has_its_own_reasons_and_none_is_the_leader():
    two = [TrackId("product-manager"), TrackId("product-owner")]
    manager, owner = sides(two, evidence(MODEL, MIXED), SHEET)
    assert points_of(manager.support) == ["+6", "+3", "+3"]
    assert points_of(owner.support) == ["+6", "+3"]
    assert points_of(owner.against) == ["\u22126", "\u22123", "\u22123"]
    assert (manager.margin, owner.margin) == ("+9", "\u22129")
    assert [face.id for face in owner.others] == ["product-manager"]


@pytest.mark.parametrize("tracks", [RULES_IN_ORDER[:2], RULES_IN_ORDER])
def test_what_speaks_for_and_against_an_open_track_adds_up_to_its_sum(tracks):
    for side in sides(tracks, evidence(MODEL, MIXED), SHEET):
        shown = points_of(side.support + side.against)
        assert len(shown) + side.rest_count == 8
        total = sum(as_number(text) for text in [*shown, side.rest])
        assert total == pytest.approx(as_number(side.margin))


def test_a_balanced_result_lists_every_answer_with_the_points_for_every_track():
    page = laid_out(judged(Kind.BALANCED, leanings=leaning()))
    assert [len(entry.points) for entry in page.every.entries if entry.lines] == [3] * 8
    assert laid_out(judged(Kind.CLEAR, "product-manager")).every is None


def test_what_would_change_it_is_told_as_now_and_instead():
    result = assessed(MIXED)
    swap = swaps(result, SHEET)[0]
    assert swap.now == "most “why”, least “how”"
    assert swap.instead == "most “how”, least “why”"
    assert len(swaps(result, SHEET)) == len(result.change)


@pytest.mark.parametrize(
    ("kind", "named", "count", "says"),
    [
        (Kind.CLEAR, ["product-manager"], 1, "With a single different answer out of 9, product"),
        (Kind.CLEAR, ["product-manager"], 3, "With 3 different answers out of"),
        (Kind.BALANCED, [], 1, "A single different answer, out of 9, would change which track"),
        (Kind.CLOSE_CALL, list(RULES_IN_ORDER[:2]), 2, "2 different answers, out of 9, would"),
        (Kind.CLEAR, ["product-manager"], 0, "No change of these answers"),
    ],
)
def test_the_size_of_the_smallest_change_is_told(kind, named, count, says):
    result = assessed({**MIXED, ItemId("b3"): most_least("why", "when")})
    assert result.why.leader == "product-manager"
    some = (result.change * 3)[:count]
    result = replace(result, change=some, verdict=Verdict(kind, tuple(named)))
    assert change_sentence(result, FACES).startswith(says)


def test_an_unfinished_form_may_be_led_by_fewer_points():
    result = assessed(MIXED)
    result = replace(result, change=(), why=replace(result.why, margin=-3.0))
    assert change_sentence(result, FACES).startswith("Nothing has to change")
    assert not reasons(result, SHEET).ahead


# Whole pages of words


def laid_out(result, *, own=True):
    return outcome(
        result, RULES, SHEET, given=evidence(MODEL, MIXED), summary="It finds out.", own=own
    )


def test_a_named_track_has_reasons_and_a_runner_up():
    page = laid_out(judged(Kind.CLEAR, "product-manager", why=assessed(MIXED).why))
    assert page.runner_up.face.id == "product-owner"
    assert "It shares WHAT with product manager and adds HOW." in page.runner_up.says
    assert page.runner_up.support == (
        "What speaks most for it are your answers to situations 3 and 9: the rings in the table."
    )
    assert page.reasons is not None
    assert page.sides == ()


def test_a_runner_up_at_the_other_end_shares_no_question():
    why = replace(assessed(MIXED).why, over=TrackId("project-manager"))
    page = laid_out(judged(Kind.LEANING, "product-manager", why=why))
    assert page.runner_up.says.endswith("It stands on HOW and WHEN.")


def test_a_runner_up_that_is_hardly_ever_named_takes_one_line():
    found = judged(Kind.CLEAR, "product-manager", why=assessed(MIXED).why)
    shares = dict(zip(found.tracks, (0.97, 0.02, 0.01), strict=True))
    page = laid_out(replace(found, tracks=shares))
    assert page.runner_up.slight
    assert page.runner_up.says == (
        "With many more questions like these, the result would be product owner instead about "
        "2 times in 100."
    )
    assert not laid_out(found).runner_up.slight
    rare = dict(zip(found.tracks, (0.985, 0.01, 0.005), strict=True))
    assert "product owner instead about once in 100" in (
        laid_out(replace(found, tracks=rare)).runner_up.says
    )


def test_a_runner_up_that_nothing_speaks_for_is_told_so():
    why = replace(assessed(MIXED).why, contributions={ItemId("b0"): 6.0}, margin=6.0)
    page = laid_out(judged(Kind.CLEAR, "product-manager", why=why))
    assert page.runner_up.support == "No answer of yours speaks for it more than for the leader."


def test_a_close_call_has_sides_instead_of_a_table_with_a_leader():
    page = laid_out(judged(Kind.CLOSE_CALL, "product-manager", "product-owner"))
    assert [side.face.id for side in page.sides] == ["product-manager", "product-owner"]
    assert page.shared == "WHAT"
    assert page.reasons is None
    assert page.runner_up is None


def test_open_tracks_at_the_two_ends_share_nothing():
    assert laid_out(judged(Kind.CLOSE_CALL, "product-manager", "project-manager")).shared == ""


def test_a_balanced_result_shows_no_table_and_no_change_that_would_name_a_track():
    page = laid_out(judged(Kind.BALANCED, leanings=leaning()))
    assert page.reasons is None
    assert page.swaps == ()
    assert page.named == ()
    assert page.picture is not None


@pytest.mark.parametrize("kind", [Kind.NOT_ENOUGH, Kind.CHECK_ANSWERS])
def test_without_ground_there_is_no_picture(kind):
    page = laid_out(judged(kind))
    assert page.picture is None
    assert page.cells == ()
    assert (page.first, page.confidence, page.change) == ("", "", "")


def test_the_notes_say_what_makes_a_result_less_sure():
    (trial,) = laid_out(replace(judged(Kind.CLEAR, "product-manager"), pilot=True)).notes
    assert trial.startswith("Trial version")


SHORTER = "A shorter sitting is surer of less; the figures allow for that."


@pytest.mark.parametrize(
    ("form", "made", "said"),
    [
        (UNFINISHED, Extent(13, 24, 0), f"Made from 13 of the 24 situations. {SHORTER}"),
        (
            FormCount(complete=True, asked=24, answered=21, skipped=3),
            Extent(20, 24, 1),
            "Made from 20 of the 24 situations and one trade-off; 3 questions were skipped.",
        ),
        (FormCount(complete=True, asked=24, answered=24, skipped=0), Extent(24, 24, 0), ""),
        (
            FormCount(complete=True, asked=30, answered=30, skipped=0),
            Extent(24, 24, 6),
            "Made from 24 of the 24 situations and 6 trade-offs.",
        ),
    ],
)
def test_what_a_result_lacks_is_told_in_its_notes(form, made, said):
    result = judged(Kind.CLEAR, "product-manager", form=form)
    assert completeness(result, RULES.thresholds, made) == said


@pytest.mark.parametrize(("situations", "extras"), [(6, 0), (11, 3), (4, 9)])
def test_a_result_from_few_situations_says_so_beside_its_name(situations, extras):
    leans = judged(Kind.LEANING, "product-manager", form=UNFINISHED)
    made = Extent(situations, 24, extras)
    assert few(leans, RULES.thresholds, made).startswith(
        f"This result rests on only {situations} of the 24"
    )
    assert completeness(leans, RULES.thresholds, made) == ""


def test_twelve_situations_are_no_longer_few_and_neither_is_the_whole_of_a_short_form():
    leans = judged(Kind.LEANING, "product-manager", form=UNFINISHED)
    assert few(leans, RULES.thresholds, Extent(12, 24, 0)) == ""
    assert few(leans, RULES.thresholds, Extent(8, 8, 0)) == ""


@pytest.mark.parametrize(
    ("changes", "carried"),
    [
        (0, ""),
        (1, " They point one way, yet a single different answer among them would change that."),
        (2, " They point one way, yet 2 different answers among them would change that."),
    ],
)
def test_a_clear_result_from_few_answers_says_how_many_of_them_carry_it(changes, carried):
    change = assessed(MIXED).change[:1] * changes
    clear = judged(Kind.CLEAR, "product-manager", form=UNFINISHED, change=change)
    assert few(clear, RULES.thresholds, Extent(6, 24, 0)) == (
        f"This result rests on 6 of the 24 situations.{carried} Each further situation makes it "
        "surer."
    )


def test_the_page_that_calls_few_answers_enough_speaks_of_further_ones_not_of_other_ones():
    assert why_it_may_stop(Step(None, Stop.SURE)).endswith(
        "further answers would probably not change that."
    )


@pytest.mark.parametrize(
    ("flags", "what"),
    [
        (("pattern",), "clicks that follow a pattern"),
        (("random", "attention"), "answers chosen by chance or answers to questions that were"),
    ],
)
def test_answers_that_look_unread_are_called_so_above_the_result_and_not_praised(flags, what):
    result = replace(judged(Kind.BALANCED, leanings=leaning()), flags=flags)
    page = laid_out(result)
    assert page.caution.startswith(
        f"This result may not describe you. The answers look like {what}"
    )
    assert "not a failure" not in page.heading.lead
    assert "not a failure" in laid_out(replace(result, flags=())).heading.lead


def test_a_doubt_without_a_name_is_told_too_and_none_before_the_second_look():
    result = judged(Kind.BALANCED, leanings=leaning())
    assert laid_out(result).caution == ""
    unknown = laid_out(replace(result, flags=("unheard-of",))).caution
    assert unknown == (
        "This result may not describe you. Something in the answers asked for a second look."
    )
    asked = replace(judged(Kind.CHECK_ANSWERS), flags=("pattern",))
    assert laid_out(asked).caution == ""


def test_a_sure_result_has_no_notes():
    assert laid_out(judged(Kind.CLEAR, "product-manager")).notes == ()


# What asked for a second look


def said(bank, responses, **behind):
    found = doubts(behind, Sheet(bank, faces(bank, RULES), responses))
    return [doubt.says for doubt in found]


def test_a_pattern_is_described_by_the_places_on_the_page():
    same = alike(BANK, most_least("why", "when"))
    assert said(BANK, same, pattern=()) == [
        "In 11 of your 12 answers you chose the same places on the page as in the one before.",
    ]


def test_a_pattern_that_takes_turns_is_found_too():
    turns = alike(BANK, most_least("why", "when"), most_least("what", "how"))
    assert said(BANK, turns, pattern=()) == [
        "In 10 of your 12 answers you chose the same places on the page as 2 answers before.",
    ]


def test_every_format_has_places_and_a_check_of_attention_has_none():
    asked = builders.block("check")
    mixed = builders.bank(
        builders.pick("p0"),
        builders.rank("r0"),
        replace(asked, expects=most_least("why", "when")),
        builders.slider("s0"),
        builders.pick("p1"),
    )
    told = {
        ItemId("p0"): OptionId("why"),
        ItemId("r0"): tuple(OptionId(trait) for trait in ("when", "how", "what", "why")),
        ItemId("check"): most_least("why", "when"),
        ItemId("s0"): -2,
        ItemId("p1"): OptionId("why"),
    }
    (words,) = said(mixed, told, pattern=())
    assert "In 1 of your 4 answers" in words


def test_a_single_answer_has_no_pattern():
    (words,) = said(BANK, {ItemId("b0"): most_least("why", "when")}, pattern=())
    assert words.startswith("In 0 of your 1")


def test_chance_is_said_to_be_guessed_from_the_answers_that_go_least_with_the_others():
    assert said(BANK, MIXED, random=["b2"])[0].endswith("These go least with the others:")
    assert said(BANK, MIXED, random=[])[0].endswith("chosen by chance would.")


def test_one_check_of_attention_or_two_are_told_of():
    assert said(BANK, MIXED, attention=["b2"])[0].startswith("An attention check was not")
    assert said(BANK, MIXED, attention=["b2", "b3"])[0].startswith("2 attention checks were")


def test_the_answers_behind_a_doubt_are_called_as_on_their_own_pages():
    bank = builders.bank(
        builders.block("b0"),
        builders.slider("s0", extra=True),
        replace(builders.block("check"), expects=most_least("why", "when")),
        builders.block("b1"),
    )
    asked = {ItemId(name): None for name in ("check", "b1", "s0", "b0")}
    sheet = Sheet(bank, faces(bank, RULES), asked)
    (doubt,) = doubts({"random": ("b0", "s0", "check")}, sheet)
    assert [named.called for named in doubt.answers] == [
        "Situation 2",
        "Trade-off 1",
        "Attention check",
    ]
    assert doubt.answers[0] == Named("b0", "Situation 2", bank.item(ItemId("b0")).situation)


def test_numbers_follow_the_pages_situations_first_then_extras_then_attention():
    bank = builders.bank(
        builders.block("b0"),
        builders.slider("s0", extra=True),
        replace(builders.block("check"), expects=most_least("why", "when")),
        builders.block("b1"),
    )
    asked = {ItemId(name): None for name in ("check", "s0", "b1", "b0")}
    sheet = Sheet(bank, faces(bank, RULES), asked)
    assert sheet.order == ("b1", "b0", "s0", "check")
    assert sheet.place(ItemId("s0")) == 3
    assert [sheet.called(item) for item in sheet.order] == [
        "",
        "",
        "Trade-off 1",
        "Attention check",
    ]
    names = [sheet.name(item) for item in sheet.order]
    assert names == ["1", "2", "trade-off 1", "attention check"]
    assert numbered(names[:3]) == "situations 1 and 2 and trade-off 1"


# Quotes


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (-2, "definitely “left” rather than “right”"),
        (-1, "probably “left” rather than “right”"),
        (0, "cannot choose between “left” and “right”"),
        (1, "probably “right” rather than “left”"),
        (2, "definitely “right” rather than “left”"),
    ],
)
def test_a_trade_off_is_quoted_from_the_side_that_was_nearer(step, said):
    assert in_a_sentence(quoted(builders.slider("s"), step)) == said


def test_the_other_formats_are_quoted_in_their_own_words():
    assert in_a_sentence(quoted(builders.pick("p"), OptionId("how"))) == "chosen “how”"
    agreed = quoted(builders.likert("l"), 2)
    assert in_a_sentence(agreed) == "very much like me “statement”"
    order = tuple(OptionId(trait) for trait in ("when", "how", "what", "why"))
    assert [line.label for line in quoted(builders.rank("r"), order)] == [
        f"Place {place}" for place in (1, 2, 3, 4)
    ]


def test_a_skipped_answer_has_nothing_to_quote():
    assert answer_lines(builders.pick("p"), None) == ()
    assert answer_lines(builders.pick("p"), "why") == (Line("Chosen", "why", TRAITS[0]),)


def test_an_option_of_two_traits_bears_no_mark():
    both = builders.option("both", {"why": 2, "what": 1})
    item = builders.pick("p", both, builders.option("none"))
    assert quoted(item, OptionId("both"))[0].trait is None
    assert quoted(item, OptionId("none"))[0].trait is None


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (builders.block("b"), OptionId("why")),
        (builders.pick("p"), 2),
        (builders.slider("s"), OptionId("left")),
        (builders.rank("r"), OptionId("why")),
    ],
)
def test_an_answer_of_another_format_is_refused(item, answer):
    with pytest.raises(TypeError):
        quoted(item, answer)


# Phrases


def test_names_are_written_small_inside_a_sentence_but_abbreviations_are_not():
    assert inline("Product owner") == "product owner"
    assert inline("PMO director") == "PMO director"


def test_numbers_and_points_are_written_for_readers():
    assert [number(1234.5), number(3.0)] == ["1,234.5", "3"]
    assert [signed(4.5), signed(-3), signed(0.001)] == ["+4.5", "\u22123", "0"]
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_a_month_or_a_day_is_written_out_and_anything_else_left_alone():
    assert month("2026-11") == "November 2026"
    assert month("2026-11-03") == "3 November 2026"
    assert month("last autumn") == "last autumn"


def test_rounded_rows_always_add_up_to_the_rounded_sum():
    values = [1 / 3] * 7 + [-0.005, 2.005]
    rounded = to_hundredths(values)
    assert round(sum(rounded), 2) == round(sum(values), 2)
    assert all(abs(a - b) <= 0.01 for a, b in zip(rounded, values, strict=True))


def test_another_language_keeps_its_own_capitals_and_figures(app):
    with app.test_request_context(), force_locale("de"):
        assert inline("Product owner") == "Product owner"
        assert number(1234.5) == "1.234,5"
        assert listed(["a", "b", "c"]) == "a, b und c"
