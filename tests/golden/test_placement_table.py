"""The shipped table of placement, cell by cell; a figure is a rung of the ladder, 1 at the foot.

Rows are what someone answers for, from own tasks to the whole organisation; columns who decides,
from someone else to rules that others decide by. A cell is tried without years, which leads to its
lower rung, and with seventy, which leads to its upper one.
"""

from pathlib import Path

import pytest

from quiz.content.catalogue import load
from quiz.core.placement import Said, offers, place

SCOPES = ("task", "part", "whole", "several", "system")
DECIDES = ("others", "asked", "limits", "answering", "rules")

WITHOUT_YEARS = {
    "product-manager": ("11111", "11111", "11222", "11244", "11245"),
    "product-owner": ("11111", "11111", "11222", "11233", "11235"),
    "project-manager": ("11111", "11222", "11333", "11345", "11346"),
}
WITH_SEVENTY = {
    "product-manager": ("11111", "12222", "12333", "12344", "12356"),
    "product-owner": ("11111", "11111", "11333", "11344", "11345"),
    "project-manager": ("11111", "12222", "12444", "12455", "12457"),
}
CELLS = [
    (track, years, row, column)
    for track in WITHOUT_YEARS
    for years in (None, 70)
    for row in range(5)
    for column in range(5)
]


@pytest.fixture(scope="module")
def careers():
    return load(Path(__file__).parent.parent.parent).careers


@pytest.mark.parametrize(
    ("track", "years", "row", "column"),
    CELLS,
    ids=[f"{t} {SCOPES[r]} {DECIDES[c]} {y}" for t, y, r, c in CELLS],
)
def test_a_cell_leads_to_its_rung(careers, track, years, row, column):
    wanted = (WITHOUT_YEARS if years is None else WITH_SEVENTY)[track][row][column]
    placed = place(careers, track, Said(SCOPES[row], DECIDES[column], years))
    assert careers.ladder(track).index(placed.rung) + 1 == int(wanted)


def test_the_questions_are_those_of_the_table(careers):
    table = careers.placement
    assert tuple(choice.id for choice in table.scopes) == SCOPES
    assert tuple(choice.id for choice in table.decides) == DECIDES


@pytest.mark.parametrize("track", WITHOUT_YEARS)
def test_the_lower_of_scope_and_say_counts(careers, track):
    """Nobody stands higher than either answer alone would allow with all the years of a life."""
    table = careers.placement.cells[track]
    steps = [rung.id for rung in careers.ladder(track)]
    tops = [[max(steps.index(name) for name in cell) for cell in row] for row in table]
    for row in range(5):
        for column in range(5):
            assert tops[row][column] <= min(tops[row][4], tops[4][column])


def test_an_expert_stands_beside_the_product_ladder_only(careers):
    said = Said("several", "answering", 8, expert=True)
    assert place(careers, "product-manager", said).rung.id == "principal-product-manager"
    assert place(careers, "product-owner", said).rung.id == "lead-product-owner"
    assert place(careers, "project-manager", said).rung.id == "program-manager"


def test_an_owner_decides(careers):
    """Without a right to decide nobody stands as an owner, however much they answer for."""
    for row in careers.placement.cells["product-owner"]:
        assert row[0] == row[1] == ("associate-product-owner",)


@pytest.mark.parametrize(
    ("track", "scope", "decides"),
    [(t, s, d) for t in WITHOUT_YEARS for s in SCOPES for d in DECIDES],
)
def test_where_two_answers_seldom_meet_roles_beside_the_ladder_are_offered(
    careers, track, scope, decides
):
    """Seldom: one answer alone would lead two rungs higher, and it is not that of a beginner."""
    table = careers.placement.cells[track]
    steps = [rung.id for rung in careers.ladder(track)]
    row, column = SCOPES.index(scope), DECIDES.index(decides)

    def top(row, column):
        return max(steps.index(name) for name in table[row][column])

    apart = max(top(row, 4), top(4, column)) - top(row, column)
    found = offers(careers, track, Said(scope, decides))
    if apart >= 3 and abs(row - column) >= 2:
        assert found
    neighbours = {n.id for n in careers.neighbours if n.rung is None}
    assert {role for offer in found for role in offer.roles} <= neighbours
    assert len(found) <= 1


def test_a_specialist_of_a_project_office_is_offered_that_role(careers):
    (offer,) = offers(careers, "project-manager", Said("system", "asked", 6))
    assert offer.roles == ("project-office",)


def test_an_analyst_of_years_is_offered_the_analysts_roles_and_told_what_owners_have(careers):
    said = Said("part", "asked", 3)
    assert offers(careers, "product-owner", said)[0].roles == (
        "business-analyst",
        "systems-analyst",
    )
    (lever,) = place(careers, "product-owner", said).levers
    assert (lever.scope.id, lever.decides.id) == ("whole", "limits")
