"""Texts of pages are found once a request: in its language, with values that are escaped."""

import pytest
from babel.support import Translations
from flask import render_template_string
from flask_babel import force_locale, get_locale

from quiz.web.wording import OnceARequest, gettext, language, ngettext

TWO = "{{ ngettext('%(num)s dot', '%(num)s dots', count) }}"


@pytest.fixture(autouse=True)
def request_here(app):
    with app.test_request_context("/"):
        yield


@pytest.fixture
def german(monkeypatch):
    texts = Translations()
    texts._catalog = {"Yours": "Deins"}
    plain = OnceARequest.__mro__[1].get_translations

    def found(self):
        return texts if get_locale().language == "de" else plain(self)

    monkeypatch.setattr(OnceARequest.__mro__[1], "get_translations", found)


def test_a_text_may_hold_markup_and_a_value_may_not():
    page = render_template_string("{{ _('<b>%(name)s</b> & co', name=name) }}", name="<i>")
    assert page == "<b>&lt;i&gt;</b> & co"


def test_a_percent_sign_is_written_twice_with_and_without_values():
    assert render_template_string("{{ _('all 100%%') }}") == "all 100%"
    assert render_template_string("{{ _('%(n)s%%', n=7) }}") == "7%"


def test_one_and_many():
    assert render_template_string(TWO, count=1) == "1 dot"
    assert render_template_string(TWO, count=3) == "3 dots"
    assert ngettext("%(num)s dot", "%(num)s dots", 1) == "1 dot"


@pytest.mark.usefixtures("german")
def test_a_forced_language_holds_for_its_stretch_alone():
    assert gettext("Yours") == "Yours"
    with force_locale("de"):
        assert gettext("Yours") == "Deins"
        assert render_template_string("{{ _('Yours') }}") == "Deins"
    assert render_template_string("{{ _('Yours') }}") == "Yours"


def test_modules_put_values_in_as_they_are():
    assert gettext("%(n)s%%", n="<7>") == "<7>%"
    assert ngettext("%(n)s of %(num)s dot", "%(n)s of %(num)s dots", 3, n=2) == "2 of 3 dots"


@pytest.mark.usefixtures("german")
def test_the_language_is_the_forced_one_for_its_stretch():
    assert language().language == "en"
    with force_locale("de"):
        assert language().language == "de"
    assert language().language == "en"
