"""What a mix of results means for people who work together: sentences that rank nobody."""

import pytest

from quiz.web.presenters.faces import faces
from quiz.web.presenters.mix import mix


@pytest.fixture
def said(app):
    content = app.extensions["front"].catalogue
    with app.test_request_context("/"):
        drawn = faces(content.bank, content.rules)
        yield lambda undecided=0, **tracks: mix(
            drawn, {name.replace("_", "-"): people for name, people in tracks.items()}, undecided
        )


def test_a_group_that_points_one_way_is_asked_who_asks_the_other_questions(said):
    (sentence,) = said(project_manager=6, product_owner=2)
    assert sentence == (
        "6 of the 8 who point one way lean to project manager, so to HOW and WHEN. When they share"
        " a piece of work, agree on the first day who asks WHY and WHAT."
    )


def test_half_of_a_group_is_not_most_of_it(said):
    (sentence,) = said(project_manager=4, product_owner=4)
    assert sentence.startswith("No track holds more than half")


@pytest.mark.parametrize(
    ("undecided", "words"), [(1, "One is undecided."), (3, "3 are undecided.")]
)
def test_being_undecided_is_a_result_too(said, undecided, words):
    assert said(undecided, project_manager=2, product_owner=2)[1].startswith(words)


def test_without_figures_nothing_is_said(said):
    assert said() == ()
    assert said(undecided=5) == ()
