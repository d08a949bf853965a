"""Settings: what starts, what refuses to start, and in which words."""

import stat
from pathlib import Path

import pytest

from quiz.settings import SettingsError, ensure_data_dir, ensure_secret_key, from_env

ROOT = Path(__file__).resolve().parent.parent
KEY = "k" * 43
SOUND = {"FOURWAYS_URL": "https://quiz.example.org", "FOURWAYS_SECRET_KEY": KEY}


def env(tmp_path, **more):
    return {"FOURWAYS_DATA_DIR": str(tmp_path / "data"), **more}


def test_a_fresh_machine_needs_no_setting(tmp_path):
    settings = from_env(env(tmp_path))
    assert settings.database_file == tmp_path / "data" / "fourways.sqlite3"
    assert not settings.production


def test_a_key_is_made_once_and_kept_private(tmp_path):
    first = ensure_secret_key(from_env(env(tmp_path)))
    second = ensure_secret_key(from_env(env(tmp_path)))
    file = tmp_path / "data" / "secret_key"
    assert first.secret_key == second.secret_key == file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_an_existing_data_folder_keeps_its_mode(tmp_path):
    (tmp_path / "data").mkdir(mode=0o750)
    ensure_data_dir(from_env(env(tmp_path)))
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o750


def test_another_address_than_this_machine_is_production(tmp_path):
    with pytest.raises(SettingsError) as refused:
        from_env(env(tmp_path), host="0.0.0.0")  # noqa: S104 - the case under test
    assert any("FOURWAYS_URL" in line for line in refused.value.problems)
    assert any("FOURWAYS_SECRET_KEY" in line for line in refused.value.problems)


def test_sound_production_settings_start(tmp_path):
    settings = from_env(env(tmp_path, FOURWAYS_ENV="production", **SOUND))
    assert settings.production
    assert "quiz.example.org" in settings.trusted_hosts


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"FLASK_DEBUG": "1"}, "Debug is on"),
        ({"FOURWAYS_SECRET_KEY": ""}, "No secret key"),
        ({"FOURWAYS_SECRET_KEY": "short"}, "weak"),
        ({"FOURWAYS_URL": ""}, "No public address"),
        ({"FOURWAYS_URL": "https://*.example.org"}, "wildcard"),
        ({"FOURWAYS_URL": "http://quiz.example.org"}, "plain http"),
        ({"FOURWAYS_URL": "ftp://quiz.example.org"}, "https://"),
        ({"FOURWAYS_ENV": "staging"}, "development or production"),
        ({"FOURWAYS_CONTENT_DIR": "/nowhere/at/all"}, "no folder"),
    ],
)
def test_each_misconfiguration_is_refused_in_one_plain_line(tmp_path, bad, words):
    with pytest.raises(SettingsError) as refused:
        from_env(env(tmp_path, **{"FOURWAYS_ENV": "production", **SOUND, **bad}), host="192.0.2.7")
    (line,) = [line for line in refused.value.problems if words in line]
    assert "\n" not in line


def test_plain_http_is_accepted_when_the_operator_says_so(tmp_path):
    given = {**SOUND, "FOURWAYS_URL": "http://quiz.example.org", "FOURWAYS_PLAIN_HTTP": "1"}
    assert from_env(env(tmp_path, FOURWAYS_ENV="production", **given)).plain_http


@pytest.mark.parametrize("file", ["secret_key", "fourways.sqlite3"])
def test_a_world_readable_secret_is_refused_in_production(tmp_path, file):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / file).write_text(KEY)
    (tmp_path / "data" / file).chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        from_env(env(tmp_path, FOURWAYS_ENV="production", **SOUND))


def test_every_setting_is_documented():
    source = "".join((ROOT / "quiz" / f).read_text() for f in ("settings.py", "cli/serve.py"))
    documented = (ROOT / "docs" / "operating.md").read_text()
    names = {
        w.strip('"')
        for w in source.replace("(", " ").replace(")", " ").split()
        if w.startswith('"FOURWAYS_')
    }
    names = {n.rstrip('",') for n in names}
    assert {n for n in names if n.isidentifier() and n not in documented} == set()
    assert len(names) >= 6


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("FOURWAYS_KEEP_DRAFTS", "0", "FOURWAYS_KEEP_DRAFTS"),
        ("FOURWAYS_KEEP_RESULTS", "731", "FOURWAYS_KEEP_RESULTS"),
        ("FOURWAYS_KEEP_RESULTS", "long", "FOURWAYS_KEEP_RESULTS"),
        ("FOURWAYS_PROXIES", "6", "FOURWAYS_PROXIES"),
        ("FOURWAYS_PROXIES", "all", "FOURWAYS_PROXIES"),
        ("FOURWAYS_LOG", "loud", "FOURWAYS_LOG"),
        ("FOURWAYS_METRICS_KEY", "short", "FOURWAYS_METRICS_KEY is weak"),
    ],
)
def test_a_setting_for_upkeep_that_makes_no_sense_is_told(tmp_path, name, value, word):
    with pytest.raises(SettingsError) as refused:
        from_env({"FOURWAYS_DATA_DIR": str(tmp_path), name: value})
    assert [problem for problem in refused.value.problems if word in problem]


def test_settings_for_upkeep_are_read(tmp_path):
    settings = from_env(
        {
            "FOURWAYS_DATA_DIR": str(tmp_path),
            "FOURWAYS_KEEP_DRAFTS": "7",
            "FOURWAYS_PROXIES": "1",
            "FOURWAYS_LOG": "json",
            "FOURWAYS_RATE_LIMITS": "0",
        }
    )
    assert (settings.keep_drafts, settings.keep_results, settings.proxies) == (7, 180, 1)
    assert settings.json_log
    assert not settings.rate_limits


def test_metrics_without_their_extra_are_refused_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr("quiz.settings.find_spec", lambda _name: None)
    with pytest.raises(SettingsError) as refused:
        from_env({"FOURWAYS_DATA_DIR": str(tmp_path), "FOURWAYS_METRICS_KEY": "k" * 40})
    assert refused.value.problems == (
        "FOURWAYS_METRICS_KEY needs an extra: pip install 'fourways[metrics]'.",
    )
