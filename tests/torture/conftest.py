"""What the short tortures need; each is left out with a line where the machine cannot do it."""

import pytest

from tests import postgresql
from tests.torture import trace


@pytest.fixture
def needs_strace():
    if not trace.usable():
        pytest.skip(trace.ABSENT)


@pytest.fixture
def own_postgresql():
    """A server that may be killed."""
    if not postgresql.programs():
        pytest.skip(postgresql.ABSENT)
    with postgresql.server() as server:
        yield server
