"""The taker's pages can be mounted a second time, and stay there."""

import pytest
from flask import Blueprint

from quiz.web import results, take
from tests.web.conftest import build, settings_in
from tests.web.sitting import Sitting


@pytest.fixture(scope="module")
def framed(tmp_path_factory, one_clock):
    app = build(settings_in(tmp_path_factory.mktemp("framed")), one_clock)
    mount = Blueprint("mount", __name__, url_prefix="/mounted/<cohort>")
    mount.url_value_preprocessor(lambda _, values: values and values.pop("cohort", None))
    mount.url_defaults(lambda _, values: values.setdefault("cohort", "spring"))
    mount.register_blueprint(take.blueprint)
    mount.register_blueprint(results.blueprint)
    app.register_blueprint(mount)
    return app


def test_a_sitting_that_begins_in_the_mount_ends_in_it(framed):
    person = Sitting(framed.test_client())
    person.open("/mounted/spring/start?form=full")
    for _ in range(24):
        person.answer(1)
        assert person.page.address.startswith("/mounted/spring/a/")
    person.follow("Change")
    person.choose(1, 0)
    assert person.page.address.endswith("/check")
    person.send()
    assert person.page.address.startswith("/mounted/spring/a/")
    assert person.page.address.endswith("/result")


def test_the_link_to_keep_leads_out_of_the_mount(framed):
    person = Sitting(framed.test_client())
    person.open("/mounted/spring/start")
    person.skip()
    person.follow("Keep this link")
    assert person.page.one("input", id="own")["value"].startswith("http://localhost/a/")
