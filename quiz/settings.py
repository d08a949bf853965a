"""Knows every setting of the product and refuses to start on a bad one, in one plain line each.

It refuses to read anything but the mapping it is given, and is itself read only by the factory
and the command line.
"""

import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from quiz.paths import default_data_dir, files_root

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
KEY_BYTES = 32
MOST_DAYS = 730
_KEEPING = {"keep_drafts": "FOURWAYS_KEEP_DRAFTS", "keep_results": "FOURWAYS_KEEP_RESULTS"}
ENVIRONMENTS = ("development", "production")


class SettingsError(Exception):
    """One or more settings make no sense; `problems` holds one plain line for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decided. Paths are absolute; `url` has no slash at its end."""

    data_dir: Path
    database_url: str
    content_dir: Path
    secret_key: str
    url: str | None = None
    production: bool = False
    development: bool = False
    plain_http: bool = False
    proxies: int = 0
    rate_limits: bool = True
    json_log: bool = False
    metrics_key: str = ""
    metrics_dir: str | None = None
    keep_drafts: int = 30
    keep_results: int = 180

    @property
    def trusted_hosts(self) -> tuple[str, ...]:
        """Host names that requests may carry; in development any name of this machine is let in."""
        if self.url is None:
            return ()
        return tuple({urlsplit(self.url).hostname or "", "localhost", "127.0.0.1"})

    @property
    def kept_content(self) -> Path:
        """Where copies of good content are kept, for workers and for a start with broken files."""
        return self.data_dir / "content"

    @property
    def compiled(self) -> Path:
        """Where work is kept that the next start need not do again; it may be deleted any time."""
        return self.data_dir / "compiled"

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None when another database is used."""
        prefix = "sqlite:///"
        return (
            Path(self.database_url.removeprefix(prefix))
            if self.database_url.startswith(prefix)
            else None
        )


def from_env(environ: Mapping[str, str], *, host: str = "127.0.0.1") -> Settings:
    """Read `FOURWAYS_*` for a server bound to `host`; raises SettingsError with every problem.

    In development a missing secret key is made and kept in the data folder. Production, that is
    `FOURWAYS_ENV=production` or any address but this machine's own, never makes one up.
    """
    data_dir = Path(environ.get("FOURWAYS_DATA_DIR") or default_data_dir()).absolute()
    content_dir = Path(environ.get("FOURWAYS_CONTENT_DIR") or files_root()).absolute()
    url = (environ.get("FOURWAYS_URL") or "").rstrip("/") or None
    production = environ.get("FOURWAYS_ENV") == "production" or host not in LOOPBACK
    settings = Settings(
        data_dir=data_dir,
        database_url=environ.get("FOURWAYS_DATABASE_URL")
        or f"sqlite:///{data_dir / 'fourways.sqlite3'}",
        content_dir=content_dir,
        secret_key=environ.get("FOURWAYS_SECRET_KEY") or _stored_key(data_dir),
        url=url,
        production=production,
        development=environ.get("FOURWAYS_ENV") == "development" and not production,
        plain_http=environ.get("FOURWAYS_PLAIN_HTTP") == "1",
        proxies=int(environ.get("FOURWAYS_PROXIES") or 0) if _counts_proxies(environ) else 0,
        rate_limits=environ.get("FOURWAYS_RATE_LIMITS") != "0",
        json_log=environ.get("FOURWAYS_LOG") == "json",
        metrics_key=environ.get("FOURWAYS_METRICS_KEY") or "",
        metrics_dir=environ.get("PROMETHEUS_MULTIPROC_DIR") or None,
        **{name: days for name in _KEEPING if (days := _days(environ, name)) is not None},
    )
    problems = [
        *_always(environ, settings),
        *_for_upkeep(environ, settings),
        *(_in_production(environ, settings) if production else ()),
    ]
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def ensure_data_dir(settings: Settings) -> None:
    """Make the data folder, readable by its owner only; an existing one keeps its mode."""
    if not settings.data_dir.is_dir():
        settings.data_dir.mkdir(parents=True, mode=0o700)
        settings.data_dir.chmod(0o700)


def ensure_secret_key(settings: Settings) -> Settings:
    """In development, make and keep a key when there is none yet; returns settings that hold it."""
    if settings.secret_key:
        return settings
    ensure_data_dir(settings)
    file = settings.data_dir / "secret_key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker: its key is the one
        key = _stored_key(settings.data_dir)
    else:
        key = secrets.token_urlsafe(KEY_BYTES)
        with os.fdopen(handle, "w") as out:
            out.write(key)
    return replace(settings, secret_key=key)


def _stored_key(data_dir: Path) -> str:
    file = data_dir / "secret_key"
    return file.read_text().strip() if file.is_file() else ""


def _counts_proxies(environ: Mapping[str, str]) -> bool:
    given = environ.get("FOURWAYS_PROXIES") or "0"
    return len(given) == 1 and given in "012345"


def _days(environ: Mapping[str, str], name: str) -> int | None:
    """Read a number of days; None where it is not set or makes no sense, which is told apart."""
    given = environ.get(_KEEPING[name]) or ""
    fits = given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= MOST_DAYS
    return int(given) if fits else None


def _always(environ: Mapping[str, str], settings: Settings) -> list[str]:
    problems = []
    if (given := environ.get("FOURWAYS_ENV")) and given not in ENVIRONMENTS:
        problems.append(f'FOURWAYS_ENV is "{given}": use development or production.')
    if not settings.content_dir.is_dir():
        problems.append(f"FOURWAYS_CONTENT_DIR: there is no folder {settings.content_dir}.")
    if settings.url is not None and urlsplit(settings.url).scheme not in {"http", "https"}:
        problems.append("FOURWAYS_URL must start with https:// (or http:// for a trial).")
    if 0 < len(settings.secret_key) < KEY_BYTES:
        problems.append(f"FOURWAYS_SECRET_KEY is weak: use at least {KEY_BYTES} random characters.")
    return problems


def _for_upkeep(environ: Mapping[str, str], settings: Settings) -> list[str]:
    problems = []
    if environ.get("FOURWAYS_LOG") not in {None, "", "json"}:
        problems.append("FOURWAYS_LOG must be json, or not set.")
    if settings.metrics_key and len(settings.metrics_key) < KEY_BYTES:
        problems.append(f"FOURWAYS_METRICS_KEY is weak: use at least {KEY_BYTES} characters.")
    if settings.metrics_key and find_spec("prometheus_client") is None:
        problems.append("FOURWAYS_METRICS_KEY needs an extra: pip install 'fourways[metrics]'.")
    if not _counts_proxies(environ):
        problems.append("FOURWAYS_PROXIES must be the number of proxies in front, from 0 to 5.")
    for name, variable in _KEEPING.items():
        if environ.get(variable) and _days(environ, name) is None:
            problems.append(f"{variable} must be a number of days from 1 to {MOST_DAYS}.")
    return problems


def _in_production(environ: Mapping[str, str], settings: Settings) -> list[str]:
    problems = []
    if environ.get("FLASK_DEBUG") not in {None, "", "0"}:
        problems.append("Debug is on (FLASK_DEBUG): production refuses to start with it.")
    if not settings.secret_key:
        problems.append("No secret key: set FOURWAYS_SECRET_KEY to at least 32 random characters.")
    if settings.url is None:
        problems.append(
            "No public address: set FOURWAYS_URL, for example https://quiz.example.org."
        )
    else:
        problems += _unsafe_url(settings)
    for file in (settings.data_dir / "secret_key", settings.database_file):
        if file is not None and file.is_file() and file.stat().st_mode & stat.S_IROTH:
            problems.append(f"Everyone on this machine can read {file}: run chmod 600 on it.")
    return problems


def _unsafe_url(settings: Settings) -> list[str]:
    problems = []
    address = urlsplit(settings.url or "")
    if "*" in (address.hostname or "*"):
        problems.append("FOURWAYS_URL needs a real host name, not a wildcard.")
    if address.scheme == "http" and not settings.plain_http:
        problems.append(
            "FOURWAYS_URL is plain http: use https, or accept the risk with FOURWAYS_PLAIN_HTTP=1."
        )
    return problems
