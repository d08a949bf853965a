"""What a mix of results means for people who work together: sentences that rank nobody."""

import pytest

from quiz.web.presenters.faces import faces
from quiz.web.presenters.mix import mix

LAST = (
    "When they share a piece of work, agree on the first day who asks WHEN:"
    " “When will it be there, and with what means?”"
)


@pytest.fixture
def said(app):
    content = app.extensions["front"].catalogue
    with app.test_request_context("/"):
        drawn = faces(content.bank, content.rules)
        yield lambda undecided=0, firsts=None, **tracks: mix(
            drawn,
            {name.replace("_", "-"): people for name, people in tracks.items()},
            undecided,
            firsts=firsts,
        )


def test_a_group_that_points_one_way_is_asked_who_asks_the_other_questions(said):
    assert said(project_manager=6, product_owner=2) == (
        "6 of the 8 who point one way lean to project manager, so to HOW and WHEN.",
        "When they share a piece of work, agree on the first day who asks WHY and WHAT.",
    )


def test_a_question_that_few_lean_to_is_named_with_its_words(said):
    assert said(product_manager=12, product_owner=14, project_manager=6) == (
        "26 of the 32 who point one way lean to a track that asks WHAT, 6 to one that asks WHEN.",
        LAST,
    )


def test_a_question_that_nobody_leans_to_is_named_too(said):
    first, _ = said(product_manager=6, product_owner=6)
    assert first.endswith("lean to a track that asks WHAT, nobody to one that asks WHEN.")


def test_half_of_a_group_is_not_most_of_it(said):
    (sentence,) = said(product_manager=4, project_manager=4)
    assert sentence.startswith("No track holds more than half")


def test_a_question_that_comes_first_for_nobody_is_said_once(said):
    firsts = {"why": 0, "what": 9, "how": 11}
    told = said(product_manager=9, product_owner=9, project_manager=9, firsts=firsts)
    assert told[1:] == ("Nobody reaches for WHY first.", "Nobody reaches for WHEN first.")
    assert said(project_manager=6, product_owner=2, firsts={"how": 20, "what": 20})[2:] == ()


@pytest.mark.parametrize(
    ("undecided", "words"), [(1, "One is undecided."), (3, "3 are undecided.")]
)
def test_being_undecided_is_a_result_too(said, undecided, words):
    assert said(undecided, product_manager=2, project_manager=2)[1].startswith(words)


def test_without_figures_nothing_is_said(said):
    assert said() == ()
    assert said(undecided=5) == ()
