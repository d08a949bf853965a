"""The rungs as open data, for programs and for sheets."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.content.catalogue import load
from quiz.core.rungs import Statement
from quiz.paths import files_root
from quiz.web.presenters.open_data import rungs_as_csv, rungs_as_json, safe_cell

CAREERS = load(files_root()).careers


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_file_for_programs_holds_every_rung_with_every_sentence_and_its_sources(client):
    response = client.get("/rungs.json")
    assert response.mimetype == "application/json"
    data = json.loads(response.text)
    assert data["licence"] == "CC BY 4.0"
    assert [rung["id"] for rung in data["rungs"]] == [rung.id for rung in CAREERS.rungs]
    known = {source["id"] for source in data["sources"]}
    for rung, given_ in zip(CAREERS.rungs, data["rungs"], strict=True):
        for name in ("scope", "new", "decides", "doors_in", "ready_when"):
            statement = getattr(rung, name)
            assert given_[name] == {"says": statement.text, "sources": list(statement.sources)}
            assert set(statement.sources) <= known
        assert given_["skills"] == rung.wants
        assert given_["years"]["high"] == rung.years.high


def test_no_field_of_a_rung_is_left_out():
    first = rungs_as_json(CAREERS)["rungs"][0]
    renamed = {"wants": "skills"}
    fields = {renamed.get(name, name) for name in CAREERS.rungs[0].__slots__}
    assert set(first) == fields


def test_the_table_has_one_line_per_rung_and_a_column_per_skill(client):
    response = client.get("/rungs.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "\r\n" in response.text
    found = rows(response.text)
    assert [row["id"] for row in found] == [rung.id for rung in CAREERS.rungs]
    owner = next(row for row in found if row["id"] == "product-owner")
    assert owner["skill_ordering-by-value"] == "3"
    assert owner["years_high"] == "4"
    assert owner["days_1_to_30"].startswith("Clear the list")
    assert all(row["licence"].startswith("CC BY 4.0") for row in found)
    assert all(row["checked"] == CAREERS.checked for row in found)


@pytest.mark.parametrize("address", ["/rungs.json", "/rungs.csv"])
def test_an_open_file_names_its_licence_and_may_be_kept(client, address):
    response = client.get(address)
    assert 'rel="license"' in response.headers["Link"]
    assert "attachment" in response.headers["Content-Disposition"]
    assert "X-Robots-Tag" not in response.headers


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u00a0=1"])
def test_a_cell_that_looks_like_a_formula_gets_an_apostrophe(start):
    assert safe_cell(start) == "'" + start


@given(st.text())
def test_no_cell_begins_like_a_formula(text):
    assert not safe_cell(text).lstrip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_content_full_of_formulas_makes_a_harmless_table():
    hostile = "=cmd|' /C calc'!A0, \"x\"\n@y"
    rung = replace(CAREERS.rungs[0], scope=Statement(hostile))
    careers = replace(CAREERS, rungs=(rung,))
    (row,) = rows(rungs_as_csv(careers))
    assert row["scope"] == "'" + hostile
