"""Who of two colleagues may want which duty, by what their results lean to."""

from itertools import product

import pytest

from quiz.content.catalogue import load
from quiz.core.chairs import Who, leaning, shared
from quiz.core.rules import TrackId
from quiz.paths import files_root

MANAGER, OWNER, PROJECT = map(TrackId, ("product-manager", "product-owner", "project-manager"))
LEANINGS = ((), (MANAGER,), (OWNER,), (PROJECT,), (MANAGER, OWNER), (OWNER, PROJECT))


@pytest.fixture(scope="module")
def careers():
    return load(files_root()).careers


def ids(duties):
    return {duty.id for duty in duties}


def test_two_of_one_track_want_the_same_and_leave_the_same(careers):
    found = shared((PROJECT,), (PROJECT,), careers)
    assert ids(found.both) == {
        "how-and-when",
        "roadmap",
        "who-leads-the-team",
        "stakeholder-communication",
        "task-management",
    }
    assert ids(found.nobody) == {"vision-and-strategy", "requirements", "setting-priorities"}
    assert (found.talks, found.crossing) == (Who.NOBODY, None)


def test_a_product_manager_and_an_owner_meet_over_direction_and_leave_the_tasks(careers):
    found = shared((MANAGER,), (OWNER,), careers)
    assert ids(found.both) == {"vision-and-strategy", "requirements", "setting-priorities"}
    assert ids(found.nobody) == {"how-and-when", "task-management"}
    assert found.talks is Who.BOTH
    assert found.crossing.pair.id == "product-manager-and-product-owner"


def test_each_chair_says_the_sentence_of_its_own_role(careers):
    one = shared((PROJECT,), (MANAGER,), careers).crossing
    other = shared((MANAGER,), (PROJECT,), careers).crossing
    assert (one.left.role, one.right.role) == (PROJECT, MANAGER)
    assert (other.left, other.right) == (one.right, one.left)


def test_an_open_chair_claims_nothing_and_leaves_nothing_for_sure(careers):
    found = shared((), (MANAGER,), careers)
    assert found.both == ()
    assert ids(found.nobody) == {"how-and-when", "stakeholder-communication", "task-management"}
    assert found.talks is Who.RIGHT
    both_open = shared((), (), careers)
    assert (both_open.both, both_open.nobody, both_open.talks) == ((), (), Who.OPEN)


def test_swapping_the_chairs_changes_nothing_but_their_names(careers):
    swapped = {Who.LEFT: Who.RIGHT, Who.RIGHT: Who.LEFT}
    for left, right in product(LEANINGS, repeat=2):
        one, other = shared(left, right, careers), shared(right, left, careers)
        assert (one.both, one.nobody) == (other.both, other.nobody)
        assert one.talks == swapped.get(other.talks, other.talks)


def test_no_duty_is_both_claimed_and_left_and_customers_stand_apart(careers):
    for left, right in product(LEANINGS, repeat=2):
        found = shared(left, right, careers)
        assert not ids(found.both) & ids(found.nobody)
        assert found.customers.id == "customer-contact"
        assert "customer-contact" not in ids(found.both) | ids(found.nobody)


def test_a_result_that_names_every_track_or_none_or_unknown_ones_is_open(careers):
    assert leaning((MANAGER, OWNER, PROJECT), careers) == ()
    assert leaning((), careers) == ()
    assert leaning((TrackId("miller"),), careers) == ()
    assert leaning((OWNER, MANAGER), careers) == (MANAGER, OWNER)  # in the order of the file
