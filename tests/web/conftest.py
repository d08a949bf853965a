"""One application for all web tests, on the shipped content and a database of its own."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.cli.prepare import upgrade_database
from quiz.paths import files_root
from quiz.settings import Settings
from quiz.web.factory import create_app
from tests.web.sitting import Sitting, Visitor

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIVE_FORMATS = Path(__file__).with_name("five_formats.yaml")


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now

    def later(self, **span):
        self.now += timedelta(**span)


def settings_in(folder, **changed):
    given = {
        "data_dir": folder,
        "database_url": f"sqlite:///{folder / 'answers.sqlite3'}",
        "content_dir": files_root(),
        "secret_key": "k" * 43,
    }
    return Settings(**(given | changed))


def build(settings, clock):
    upgrade_database(settings)
    app = create_app(settings, clock=clock)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture(scope="session")
def one_clock():
    return Clock()


@pytest.fixture
def clock(one_clock):
    yield one_clock
    one_clock.now = NOON


@pytest.fixture(scope="session")
def app(tmp_path_factory, one_clock):
    return build(settings_in(tmp_path_factory.mktemp("web")), one_clock)


@pytest.fixture(scope="session")
def five_app(tmp_path_factory, one_clock):
    """The same on a bank of five items, one of each format; the slider is an extra."""
    folder = tmp_path_factory.mktemp("five")
    content = folder / "content"
    content.mkdir()
    shutil.copy(files_root() / "tracks.yaml", content)
    shutil.copytree(files_root() / "careers", content / "careers")
    shutil.copy(FIVE_FORMATS, content / "questions.yaml")
    return build(settings_in(folder, content_dir=content), one_clock)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def visitor(client):
    return Visitor(client)


@pytest.fixture
def sitting(client):
    return Sitting(client).start()


@pytest.fixture
def someone_else(app):
    """A second browser."""
    return Sitting(app.test_client())


@pytest.fixture
def five(five_app):
    return Sitting(five_app.test_client()).start()
