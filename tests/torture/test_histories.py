"""Three tabs and a bad network: whatever order things arrive in, the reference agrees."""

import pytest

from tests.store.conftest import opened, ready
from tests.torture.doors import Operations, Pages
from tests.torture.histories import run
from tests.torture.memory import in_memory
from tests.torture.reference import Answer
from tests.web.conftest import Clock, build, settings_in

pytestmark = pytest.mark.torture

HISTORIES = 1000
THROUGH_PAGES = 60


@pytest.fixture(scope="module")
def sessions():
    with in_memory() as folder, opened(f"sqlite:///{folder}/data/a.sqlite3") as database:
        yield ready(database).sessions


def test_no_history_diverges_from_the_reference(sessions):
    told = run(lambda: Operations(sessions), HISTORIES, steps=16)
    assert set(told) == {
        "stored", "conflict", "absent", "finished", "not enough", "erased", "at once"
    }  # fmt: skip
    assert min(told.values()) > 5, "something hardly ever happens"


def test_nor_does_one_that_goes_through_the_pages():
    with in_memory() as folder:
        app = build(settings_in(folder), Clock())
        told = run(lambda: Pages(app, app.extensions["front"].sessions), THROUGH_PAGES)
        app.extensions["front"].sessions.engine.dispose()
    assert told["stored"] > THROUGH_PAGES


class Overwriting(Operations):
    """A product that stores whatever arrives last."""

    def hears(self, message):
        if isinstance(message, Answer):
            now = self.shows(message.item)
            message = Answer(message.item, message.value, now, start=message.start)
        return super().hears(message)


class Forgetful(Operations):
    """A product in which an erased attempt can be begun again."""

    def hears(self, message):
        told = super().hears(message)
        return ("stored",) if told == ("absent",) and isinstance(message, Answer) else told


@pytest.mark.parametrize("door", [Overwriting, Forgetful])
def test_a_product_that_behaves_otherwise_is_found_out(sessions, door):
    with pytest.raises(AssertionError):
        run(lambda: door(sessions), 500, explain=False)
