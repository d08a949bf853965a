"""The addresses for programs: what they give, what they refuse, and that nothing is kept."""

import json
import re
import shlex
from io import BytesIO
from pathlib import Path

import pytest
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from quiz.cli import main
from quiz.content.pinned import bank_to_json
from quiz.core.codec import responses_to_json
from quiz.store import queries
from quiz.web.limits import OTHERS_PER_MINUTE, PER_MINUTE
from quiz.web.openapi import INDEX
from quiz.web.security import BODY_LIMIT
from tests.web.conftest import build, settings_in
from tests.web.finished import CLEAR, UNFINISHED, finished, front, sheet
from tests.web.page import Page

ROOT = Path(__file__).resolve().parent.parent.parent
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]


def unbounded(app):
    """The same application, asked more often than a person or their company ever would."""
    app.extensions["limits"].count = lambda _bound: None
    return app


@pytest.fixture(scope="module")
def api(tmp_path_factory, one_clock):
    return unbounded(build(settings_in(tmp_path_factory.mktemp("api")), one_clock))


@pytest.fixture
def ask(api):
    return api.test_client()


def answered(app, code=CLEAR):
    return {"answers": responses_to_json(sheet(app, code))}


def scored(ask, given):
    return ask.post("/api/v1/score", json=given)


def refused(response, status):
    """The problem a refusal tells, once it is told in the right form."""
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    problem = json.loads(response.text)
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem


def printed_by_the_command(tmp_path, given):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(given))
    told = CliRunner().invoke(main, ["score", str(file), "--json"])
    assert told.exit_code == 0, told.output
    return told.output


@pytest.mark.parametrize("code", [CLEAR, UNFINISHED])
def test_score_returns_to_the_letter_what_the_command_prints(api, ask, tmp_path, code):
    given = answered(api, code)
    assert scored(ask, given).text == printed_by_the_command(tmp_path, given)


def test_a_whole_export_is_scored_to_the_result_it_holds(api, ask):
    export = ask.get(f"/a/{finished(api, CLEAR)}/export.json").json
    assert scored(ask, export).json == export["result"]


def test_the_order_of_asking_counts_and_may_leave_items_out(api, ask):
    items = [item.id for item in front(api).catalogue.bank.form]
    answers = {item.id: "x" for item in front(api).catalogue.bank.form}
    for item in front(api).catalogue.bank.form:
        answers[item.id] = {"most": item.options[0].id, "least": item.options[1].id}
    in_rows = scored(ask, {"answers": answers, "order": items[:3]}).json
    assert in_rows["flags"] == ["pattern"]
    assert in_rows["form"]["answered"] == len(items)


def test_nothing_that_is_scored_is_stored(api, ask):
    def stored():
        with front(api).sessions.read() as session:
            return queries.attempt_count(session), queries.last_bank(session)

    before = stored()
    assert scored(ask, answered(api)).status_code == 200
    assert stored() == before
    assert ask._cookies == {}


@pytest.mark.parametrize("address", ["/api/v1", "/api/v1/"])
def test_the_first_address_leads_to_all_others(ask, address):
    given = ask.get(address).json
    assert (given["title"], tuple(given)) == ("Fourways", INDEX)
    for leaf in ("description", "bank", "careers", "method"):
        assert ask.get(given[leaf]).status_code == 200
    refused(ask.get(given["score"]), 405)


def test_whoever_reads_no_json_is_told_so(ask):
    for accepted in ("text/csv", "text/html", "application/json;q=0"):
        refused(ask.get("/api/v1/bank", headers={"Accept": accepted}), 406)
    for accepted in ("application/json", "text/html,*/*;q=0.1", "application/problem+json"):
        assert ask.get("/api/v1/bank", headers={"Accept": accepted}).status_code == 200


def test_every_refusal_is_described_as_the_problem_it_is(ask):
    given = ask.get("/api/v1/openapi.json").json
    told = given["components"]["responses"]
    assert set(told) == {"400", "404", "405", "406", "409", "413", "415", "422", "429"}
    assert all(list(each["content"]) == ["application/problem+json"] for each in told.values())
    assert set(given["paths"]["/score"]["post"]["responses"]) == {"200", *told}
    for path in ("/", "/bank", "/careers", "/openapi.json"):
        assert {"404", "405", "406", "429"} < set(given["paths"][path]["get"]["responses"])


def test_the_bank_is_given_whole_with_the_digest_that_names_it(api, ask):
    catalogue = front(api).catalogue
    given = ask.get("/api/v1/bank").json
    assert given["digest"] == catalogue.digest
    pinned = json.loads(bank_to_json(catalogue.bank, catalogue.rules))
    assert [item["id"] for item in given["bank"]["items"]] == [
        item["id"] for item in pinned["bank"]["items"]
    ]
    assert given["bank"]["items"][0]["options"] == pinned["bank"]["items"][0]["options"]
    assert given["rules"]["tracks"] == pinned["rules"]["tracks"]
    assert given["rules"]["thresholds"] == pinned["rules"]["thresholds"]


def test_the_careers_are_given_whole(api, ask):
    careers = front(api).catalogue.careers
    given = ask.get("/api/v1/careers").json
    assert given["version"] == careers.version
    assert [rung["id"] for rung in given["rungs"]] == [rung.id for rung in careers.rungs]
    assert given["rungs"][0]["wants"] == dict(careers.rungs[0].wants)
    assert given["tracks"][0]["summary"]["text"] == careers.tracks[0].summary.text


def test_no_other_site_may_read_an_answer(ask):
    for address in ("/api/v1/bank", "/api/v1/careers", "/api/v1/openapi.json"):
        response = ask.get(address, headers={"Origin": "https://elsewhere.example"})
        assert "Access-Control-Allow-Origin" not in response.headers
    asked = ask.options("/api/v1/score", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in asked.headers


BLOCK = {"most": "a", "least": "b"}


@pytest.mark.parametrize(
    ("given", "pointer", "words"),
    [
        ([], "#", "object"),
        ({}, "#/answers", "answers"),
        ({"answers": []}, "#/answers", "object"),
        ({"answers": {"no-such-item": 1}}, "#/answers", "no-such-item"),
        ({"answers": {}, "order": "x"}, "#/order", "list"),
        ({"answers": {}, "order": [{}]}, "#/order", "list"),
        ({"answers": {}, "order": ["no-such-item"]}, "#/order", "no-such-item"),
        ({"answers": {}, "bank": 7}, "#/bank", "digest"),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused_with_the_place(ask, given, pointer, words):
    (fault,) = refused(scored(ask, given), 422)["errors"]
    assert fault["pointer"] == pointer
    assert words in fault["detail"]


def test_every_wrong_answer_is_named_at_once(api, ask):
    first, second = (item.id for item in front(api).catalogue.bank.form[:2])
    given = {"answers": {first: {"most": "a", "least": "a"}, second: 3}}
    faults = refused(scored(ask, given), 422)["errors"]
    told = {fault["pointer"]: fault["detail"] for fault in faults}
    assert set(told) == {f"#/answers/{first}", f"#/answers/{second}"}
    assert "two different ids" in told[f"#/answers/{first}"]


def test_a_flood_of_unknown_items_is_answered_shortly_and_at_once(ask):
    given = {"answers": {f"late-feature-{place}": 1 for place in range(2500)}}
    problem = refused(scored(ask, given), 422)
    assert len(problem["errors"]) == 20


def test_answers_to_another_bank_are_refused_and_ours_is_named(api, ask):
    problem = refused(scored(ask, {"answers": {}, "bank": "0" * 64}), 409)
    assert front(api).catalogue.digest in problem["errors"][0]["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b'\xef\xbb\xbf{"answers": {}}',
        b'{"answers": {}, "answers": {}}',
        b'{"answers": {}, "order": NaN}',
        b'{"answers": {}, "name": "me"}',
        b'{"answers": {}, "format": "another"}',
        b"[" * 9000,
        b'{"answers": {"a": ' + b"9" * 5000 + b"}}",
    ],
    ids=lambda body: body[:24].decode("utf-8", "replace"),
)
def test_a_body_that_is_no_sound_json_is_refused(ask, body):
    response = ask.post("/api/v1/score", data=body, content_type="application/json")
    assert "errors" not in refused(response, 400)


def test_a_name_that_cannot_be_printed_is_refused_and_not_repeated_raw(ask):
    body = rb'{"answers": {"\ud800\u202e": 1}}'
    response = ask.post("/api/v1/score", data=body, content_type="application/json")
    assert "\\ud800\\u202e" in refused(response, 422)["errors"][0]["detail"]
    assert response.data.isascii()


def test_only_json_is_read(ask):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json-seq", None):
        refused(ask.post("/api/v1/score", data=b'{"answers": {}}', content_type=kind), 415)
    sent = ask.post(
        "/api/v1/score", data=b'{"answers": {}}', content_type="application/json; charset=utf-8"
    )
    assert sent.status_code == 200


def test_more_than_64_kib_is_refused_unread(ask):
    refused(scored(ask, {"answers": {"a": "x" * BODY_LIMIT}}), 413)


@pytest.mark.parametrize(("spaces", "status"), [(9, 200), (BODY_LIMIT, 413)])
def test_a_body_without_a_length_is_held_to_the_same_bound(ask, spaces, status):
    sent = ask.post(
        "/api/v1/score",
        input_stream=BytesIO(b'{"answers": {}}' + b" " * spaces),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert sent.status_code == status


def test_an_unknown_address_and_a_wrong_verb_are_told_as_problems_too(ask):
    for address in ("/api/v1/answers", "/api/v2/bank", "/api/"):
        refused(ask.get(address), 404)
    told = ask.delete("/api/v1/bank")
    refused(told, 405)
    assert set(told.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert Page(ask.get("/apidocs")).heading == "Page not found"


def test_a_failure_is_told_without_what_failed(ask, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("a failure of the test")

    monkeypatch.setattr("quiz.web.api.assess", fail)
    assert "failure of the test" not in refused(scored(ask, {"answers": {}}), 500)["detail"]


def test_whoever_asks_too_often_is_told_when_to_ask_again(tmp_path, one_clock):
    app = build(settings_in(tmp_path), one_clock)
    ask = app.test_client()
    for _ in range(OTHERS_PER_MINUTE):
        assert ask.get("/api/v1/openapi.json").status_code == 200
    told = ask.get("/api/v1/openapi.json")
    refused(told, 429)
    assert 1 <= int(told.headers["Retry-After"]) <= 60
    neighbour = {"REMOTE_ADDR": "192.0.2.7"}
    assert ask.get("/api/v1/openapi.json", environ_base=neighbour).status_code == 200
    assert scored(ask, {"answers": {}}).status_code == 200, "scoring is counted by itself"
    assert ask.get("/").status_code == 200, "pages for people are not counted"
    assert PER_MINUTE["api.score"] > OTHERS_PER_MINUTE


def test_one_subscriber_cannot_ask_from_many_addresses(tmp_path, one_clock):
    ask = build(settings_in(tmp_path), one_clock).test_client()

    def status(address):
        environ = {"REMOTE_ADDR": address}
        return ask.get("/api/v1/openapi.json", environ_base=environ).status_code

    for place in range(OTHERS_PER_MINUTE):
        assert status(f"2001:db8:0:1::{place:x}") == 200
    assert status("2001:db8:0:1::ffff") == 429
    assert status("2001:db8:0:2::1") == 200
    assert status("::ffff:192.0.2.7") == status("not an address") == 200


@pytest.fixture
def validator():
    """Loaded for the one test that asks it: it takes two seconds of each process that does."""
    return pytest.importorskip("openapi_spec_validator").OpenAPIV31SpecValidator


def test_the_description_is_sound_openapi(ask, five_app, validator):
    validator(ask.get("/api/v1/openapi.json").json).validate()
    five = unbounded(five_app).test_client().get("/api/v1/openapi.json").json
    validator(five).validate()


def test_every_address_below_the_api_is_described(api, ask):
    described = ask.get("/api/v1/openapi.json").json["paths"]
    routed = {
        rule.rule.removeprefix("/api/v1"): rule.methods - {"HEAD", "OPTIONS"}
        for rule in api.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    assert {path: {verb.upper() for verb in verbs} for path, verbs in described.items()} == routed


few = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("bank", ["api", "five_app"], ids=["shipped", "one of each format"])
def test_no_request_finds_a_hole(bank, mode, request):
    app = unbounded(request.getfixturevalue(bank))
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if mode.is_negative and operation.method == "get":
            continue  # nothing is sent, so nothing can be wrong with it

        @few
        @given(case=operation.as_strategy(generation_mode=mode))
        def probe(case):
            tried.append(case.call_and_validate(checks=CHECKS).status_code)

        probe()
    assert len(tried) >= 25
    assert (200 in tried) is mode.is_positive


def test_the_example_in_the_document_gives_what_it_says(api, ask):
    text = (ROOT / "docs" / "api.md").read_text()
    command, told = re.search(r"```sh\n(curl .+?)```.*?```json\n(.+?)```", text, re.DOTALL).groups()
    words = shlex.split(command.replace("\\\n", " "))
    address = next(word for word in words if word.startswith("http"))
    sent = ask.post(
        address.partition("5000")[2],
        data=words[words.index("--data") + 1],
        content_type=words[words.index("--header") + 1].removeprefix("Content-Type: "),
    )
    assert sent.status_code == 200
    assert json.loads(told).items() <= sent.json.items()
