"""A reload is noticed by nobody."""

import pytest

from tests.torture.reloads import reload_under_load

pytestmark = pytest.mark.torture

RELOADS = 5


def test_no_request_fails_while_the_server_reloads(tmp_path):
    outcome = reload_under_load(tmp_path, reloads=RELOADS)
    assert outcome.failed == 0
    assert outcome.wrongs == []
    assert outcome.acknowledged > RELOADS
