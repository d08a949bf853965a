"""What the operator reads of requests: routes and figures, never an address or an answer."""

import json
import logging

import pytest

from tests.web.conftest import build, settings_in
from tests.web.sitting import Sitting

KEY = "m" * 40


@pytest.fixture
def kept_loggers():
    """Loggers are the process's own: give them back as they were."""
    names = ("quiz", "quiz.requests")
    before = {n: (logging.getLogger(n).handlers, logging.getLogger(n).propagate) for n in names}
    yield
    for name, (handlers, propagate) in before.items():
        logging.getLogger(name).handlers = handlers
        logging.getLogger(name).propagate = propagate


@pytest.fixture
def app(tmp_path, clock, kept_loggers, capfd):
    return build(settings_in(tmp_path, json_log=True), clock)


def lines(capfd):
    return [json.loads(line) for line in capfd.readouterr().err.splitlines()]


def test_each_request_is_a_line_with_route_status_and_duration(app, capfd):
    answered = app.test_client().get("/privacy?secret=1")
    (line,) = lines(capfd)
    assert (line["method"], line["route"], line["status"]) == ("GET", "/privacy", 200)
    assert line["ms"] > 0
    assert line["request"] == answered.headers["X-Request-Id"]
    assert "secret" not in json.dumps(line)


def test_a_whole_sitting_leaves_no_token_answer_or_verdict_in_the_log(app, capfd):
    person = Sitting(app.test_client()).start()
    token = person.token
    chosen = person.values("most")
    person.answer(12)
    person.client.post(person.leaf("finish"))
    person.open(person.leaf("result"))
    said = capfd.readouterr().err
    assert said.count("\n") > 20
    assert token not in said
    assert not [value for value in chosen if value in said]
    assert not [word for word in ("product", "owner", "start=") if word in said]


def test_a_failure_carries_the_number_of_its_request_and_a_trace_without_values(
    app, capfd, monkeypatch
):
    def breaks(*_args, **_kwargs):
        raise RuntimeError("planted")

    monkeypatch.setattr("quiz.web.method.render_template", breaks)
    answered = app.test_client().get("/privacy")
    told = lines(capfd)
    assert answered.status_code == 500
    assert b"planted" not in answered.data
    (failure,) = [line for line in told if "trace" in line]
    assert "planted" in failure["trace"]
    assert {line["request"] for line in told} == {answered.headers["X-Request-Id"]}


@pytest.fixture
def counted(tmp_path, clock):
    return build(settings_in(tmp_path, metrics_key=KEY), clock).test_client()


def test_figures_are_for_whoever_brings_the_key(counted):
    assert counted.get("/metrics").status_code == 404
    wrong = counted.get("/metrics", headers={"Authorization": "Bearer " + "n" * 40})
    assert wrong.status_code == 404
    assert counted.get("/metrics", headers={"Authorization": f"Bearer {KEY}"}).status_code == 200


def test_figures_count_by_route_and_hold_no_address(counted):
    person = Sitting(counted).start()
    person.answer(1)
    said = counted.get("/metrics", headers={"Authorization": f"Bearer {KEY}"}).text
    wanted = 'method="POST",route="/a/<token>/items/<item>",status="303"} 1.0'
    assert wanted in said
    assert person.token not in said


def test_without_a_key_there_are_no_figures(client):
    assert client.get("/metrics").status_code == 404
