"""Where the time of a request went: told while one builds, and to nobody else."""

import re

import pytest

from tests.web.conftest import Clock, build, settings_in


def times(answer):
    said = answer.headers["Server-Timing"]
    return {name: float(ms) for name, ms in re.findall(r"([a-z]+);dur=([0-9.]+)(?:, |$)", said)}


@pytest.fixture
def workshop(tmp_path):
    return build(settings_in(tmp_path, development=True), Clock()).test_client()


def test_in_development_an_answer_tells_its_times_and_the_parts_fit_into_the_whole(workshop):
    seen = times(workshop.get("/readyz"))
    assert list(seen) == ["db", "render", "total"]
    assert 0 < seen["db"] < seen["total"]
    assert seen["render"] == 0
    page = times(workshop.get("/privacy"))
    assert 0 < page["render"] < page["total"]
    assert page["db"] == 0


def test_nobody_else_is_told(client):
    for address in ("/", "/start", "/readyz", "/nowhere"):
        assert "Server-Timing" not in client.get(address).headers
