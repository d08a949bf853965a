"""Thousands of requests that no page of ours would send: refused or served, never broken by."""

from itertools import product

import jinja2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz import operations
from tests.torture.hostile import Changes, assault
from tests.web import doors

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*SpooledTemporaryFile.*:pytest.PytestUnraisableExceptionWarning"
)  # the framework leaves a file that breaks off half-way to the garbage collector

DRAWN, ALL = 4_000, 10_000


@pytest.fixture(scope="module")
def town(tmp_path_factory, one_clock):
    return doors.town_in(tmp_path_factory.mktemp("hostile"), one_clock)


def test_no_request_of_the_grammar_breaks_slows_or_changes_what_it_should_not(town):
    told, wrongs = assault(town, range(DRAWN))
    assert wrongs == []
    assert set(told) >= {200, 303, 400, 404, 405, 413, 415, 422}
    assert told["changes"] > 20, "some are well formed, or they would try nothing"
    assert told["not sent"] < DRAWN / 10


def test_nor_does_one_of_as_many_again_whose_pages_are_worked_out_and_not_drawn(town, monkeypatch):
    """Drawing costs most and was tried above; here everything before it is."""
    monkeypatch.setattr(jinja2.Template, "render", lambda *_given, **_named: "")
    told, wrongs = assault(town, range(DRAWN, ALL))
    assert wrongs == []
    assert set(told) >= {200, 303, 400, 404, 405, 413, 415, 422}


UPWARDS = ("..", "%2e%2e", "..%2f.", "%252e%252e", "..;", "....", "..%5c", "%c0%ae%c0%ae", ".%00.")
BELOW = ("/static/", "/ladders/", "/quality/", "/embed/", "/a/", "/s/")
WANTED = ("etc/passwd", "secret_key", "answers.sqlite3", "questions.yaml", "proc/self/environ")


def test_no_address_leads_to_a_file_outside(town):
    """What is served by name comes from lists made at the start; no address names a file."""
    client = town.app.test_client()
    tried = 0
    for below, up, depth, file in product(BELOW, UPWARDS, (0, 1, 3, 8), WANTED):
        found = client.get(below + f"{up}/" * depth + file)
        tried += 1
        assert found.status_code in {303, 308, 400, 404}, (below, up, depth, file)
        assert b"root:" not in found.data
        assert b"discrimination:" not in found.data
    assert tried > 1_000


def test_a_look_that_changes_something_would_be_noticed(town, monkeypatch):
    rule = next(r for r in town.app.url_map.iter_rules() if r.endpoint == "take.check")
    view = town.app.view_functions[rule.endpoint]

    def careless(token):
        operations.choose_track(
            town.sessions,
            token,
            track="project-manager",
            careers=town.app.extensions["front"].catalogue.careers,
            today=town.app.extensions["front"].clock().date(),
        )
        return view(token)

    monkeypatch.setitem(town.app.view_functions, rule.endpoint, careless)
    changes = Changes(town.file)
    assert town.app.test_client().get(f"/a/{town.owner}/check").status_code == 200
    assert changes.any()
    changes.close()


TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT"]),
    parts=st.lists(TEXT, max_size=5),
    query=st.dictionaries(TEXT, TEXT, max_size=4),
    body=st.dictionaries(TEXT, TEXT, max_size=4) | st.binary(max_size=200),
    below=st.sampled_from(["", "/a", "/s", "/embed", "/q", "/ladders", "/static", "/api/v1/score"]),
)
def test_no_request_at_all_breaks_anything(town, method, parts, query, body, below):
    path = (below + "".join("/" + part for part in parts)).encode().decode("latin-1")
    found = town.app.test_client().open(
        "/", method=method, query_string=query, data=body, environ_overrides={"PATH_INFO": path}
    )
    assert found.status_code < 500
