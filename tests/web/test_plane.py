"""The picture of the plane on the method page: fields, middle, and two people with their doubt."""

from math import log, sqrt

import numpy as np
import pytest

from quiz.web.presenters import plane
from quiz.web.presenters.faces import faces
from quiz.web.presenters.plane import MIDDLE, UNIT, ellipse, plane_picture
from tests.core import builders
from tests.web.finished import front


def test_a_round_doubt_is_a_circle_that_holds_four_in_five():
    x, y, long, short, _ = ellipse((0, 0), np.eye(2) * 0.25)
    assert (x, y) == MIDDLE
    assert long == short == pytest.approx(UNIT * 0.5 * sqrt(-2 * log(0.2)), abs=0.05)


def test_a_doubt_along_x_lies_flat_and_one_along_y_stands():
    flat = ellipse((0, 0), np.diag([0.4, 0.1]))
    upright = ellipse((0, 0), np.diag([0.1, 0.4]))
    assert flat[4] == 0
    assert upright[4] == 90
    assert flat[2:4] == upright[2:4] == (pytest.approx(2 * flat[3], abs=0.1), flat[3])


def test_what_grows_together_is_turned_by_half_a_right_angle():
    assert ellipse((0, 0), np.array([[0.2, 0.1], [0.1, 0.2]]))[4] == 45


def test_the_first_questions_lie_left_and_the_inner_ones_above():
    x, y, *_ = ellipse((1, 0.5), np.eye(2))
    assert x == MIDDLE[0] - UNIT
    assert y == MIDDLE[1] - UNIT / 2


def test_every_ellipse_stays_in_the_picture(app):
    catalogue = front(app).catalogue
    model = builders.model(catalogue.bank, catalogue.rules)
    with app.test_request_context():
        drawn = plane_picture(model, faces(catalogue.bank, catalogue.rules))
    for one in drawn.ellipses:
        assert one.short <= one.long
        assert 0 < one.x - one.long < one.x + one.long < plane.WIDTH
        assert 0 < one.y - one.long < one.y + one.long < plane.HEIGHT
    assert drawn.balanced == 0.4 * UNIT


def test_tracks_that_are_no_neighbours_have_no_plane():
    model = builders.model(builders.blocks(12))
    shown = faces(model.bank, model.rules)
    assert plane_picture(model, type(shown)(shown.traits, shown.tracks, arched=False)) is None


def test_the_method_page_draws_the_plane_and_says_what_it_shows(visitor):
    page = visitor.open("/how-it-works")
    picture = next(
        e for e in page.elements if "Three fields around a middle" in (e["aria-label"] or "")
    )
    assert "project manager (HOW and WHEN)" in picture["aria-label"]
    assert "A: with many more questions, project manager 96 and" in page.source
    assert "B: with many more questions, product manager 50" in page.source
    assert "nan" not in page.source
