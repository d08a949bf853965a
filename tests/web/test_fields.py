"""No form takes more than it asks for: nothing unknown, nothing twice, no file, nothing huge."""

import io

import pytest

from tests.web import doors
from tests.web.doors import MEMBER, WHO, form_of, posting

EXTRA = (
    "score",
    "result",
    "verdict_kind",
    "track_id",
    "role",
    "admin",
    "is_admin",
    "staff",
    "cohort",
    "cohort_id",
    "group",
    "finished",
    "state",
    "rev",
    "revision",
    "version",
    "digest",
    "bank",
    "bank_digest",
    "id",
    "attempt",
    "attempt_id",
    "token",
    "token_hash",
    "link_id",
    "expires",
    "created_day",
    "changed_day",
    "count_me",
    "__class__",
)
"""Names of what is stored, and of what other products took from a form by mistake."""

REFUSED = {400, 422}
"""Not read, or read and lacking what it has to name."""


@pytest.fixture(scope="module")
def town(tmp_path_factory, one_clock):
    return doors.town_in(tmp_path_factory.mktemp("fields"), one_clock)


@pytest.fixture
def send(town):
    client = town.app.test_client()

    def go(rule, data, **how):
        member = WHO[rule.endpoint] == MEMBER
        key = town.member if member else town.owner
        return client.post(town.address(rule, key=key, cohort=town.spring), data=data, **how)

    return go


def forms(town):
    """Every door that takes a form, without the one that takes JSON."""
    return [rule for rule in posting(town.app) if rule.endpoint != "api.score"]


def test_thirty_extra_fields_are_refused_at_every_door(town, send):
    assert len(set(EXTRA)) == 30
    before, taken = town.stored(), []
    for rule in forms(town):
        right = form_of(rule.endpoint)
        for name in EXTRA:
            found = send(rule, {**right, name: "1"})
            if found.status_code != 400:
                taken.append(f"{rule.rule} took {name}: {found.status_code}")
    assert taken == []
    assert town.stored() == before


def test_every_field_sent_twice_is_refused_at_every_door(town, send):
    before, taken, tried = town.stored(), [], 0
    for rule in forms(town):
        right = form_of(rule.endpoint)
        for name, value in right.items():
            found = send(rule, {**right, name: [value, value]})
            tried += 1
            if found.status_code != 400:
                taken.append(f"{rule.rule} took {name} twice: {found.status_code}")
    assert tried > 30
    assert taken == []
    assert town.stored() == before


def test_what_a_form_asks_for_counts_only_in_its_body(town, send):
    """A value in the address is no answer: it would stand in every list of visited pages."""
    before = town.stored()
    for rule in forms(town):
        right = form_of(rule.endpoint)
        if right and rule.endpoint.rpartition(".")[2] != "answer":
            found = send(rule, {}, query_string=right)
            assert found.status_code in REFUSED, rule
    assert town.stored() == before


def test_files_and_other_kinds_of_body_are_refused_at_every_door(town, send):
    before = town.stored()
    for rule in forms(town):
        right = form_of(rule.endpoint)
        name = next(iter(right), "file")
        file = send(rule, {**right, name: (io.BytesIO(b"x"), "x.txt")})
        assert file.status_code in REFUSED, rule
        if not right:
            continue  # it asks for nothing, so any body without fields says nothing to it
        for kind in ("application/json", "text/plain", "application/xml", "text/x;charset=\xff"):
            if rule.endpoint.rpartition(".")[2] != "tried":
                assert send(rule, b'{"skip": 1}', content_type=kind).status_code in REFUSED, rule
    assert town.stored() == before


def test_64_kib_are_the_most_that_any_door_takes(town, send):
    before = town.stored()
    for rule in posting(town.app):
        right = form_of(rule.endpoint)
        many = {f"x{number}": "" for number in range(2_000)}
        kind = {"content_type": "application/json"} if rule.endpoint == "api.score" else {}
        if not kind:
            assert send(rule, right | many).status_code in {400, 413}, rule
        huge = b"x=" + b"y" * (64 * 1024)
        kind = kind or {"content_type": "application/x-www-form-urlencoded"}
        assert send(rule, huge, **kind).status_code == 413, rule
        if rule.endpoint != "api.score":
            parts = {**right, "x": "y" * (64 * 1024)}
            whole = send(rule, parts, content_type="multipart/form-data")
            assert whole.status_code == 413, rule
    assert town.stored() == before
