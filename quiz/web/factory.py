"""Knows how the parts become one application: content, sessions, security, pages. Nothing else.

It refuses to do the work of any part; only it and the command line read settings. Building comes in
two steps, since a process that hands the application on to copies of itself must not have opened
what no copy may share: a connection, a lock of a thread, a file.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from types import ModuleType, TracebackType
from typing import Any

from flask import Flask, request
from flask_babel import Babel, get_locale
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from quiz.content.compiled import content_of
from quiz.content.kept import Kept
from quiz.content.pinned import bank_to_json
from quiz.content.ready import Catalogue
from quiz.operations import keep_bank
from quiz.paths import files_root
from quiz.sealed import Sealed
from quiz.settings import Settings, from_env
from quiz.store.engine import Sessions, make_engine, make_sessions
from quiz.store.watched import watch_statements
from quiz.web import (
    api,
    cards,
    careers_files,
    chairs,
    compare,
    components,
    counting,
    embed,
    errors,
    gate,
    ground,
    groups,
    guide,
    health,
    ladders,
    limits,
    method,
    moves,
    quality,
    receipts,
    results,
    rungs,
    security,
    take,
    together,
    what_if,
)
from quiz.web.again import keep_pages
from quiz.web.around import wished_locale
from quiz.web.assets import Assets, serve_asset, serve_embed_script
from quiz.web.circles import circles
from quiz.web.excerpt import add_sitting_sheet
from quiz.web.item_pages import print_items
from quiz.web.journal import keep_journal
from quiz.web.kept_templates import KeptTemplates
from quiz.web.pace import keep_pace
from quiz.web.packing import pack_pages
from quiz.web.pieces import keep_pieces
from quiz.web.receipt import Receipts
from quiz.web.request import Front, pinned_banks, taker_url
from quiz.web.social import social
from quiz.web.staff import codes, cohorts, door, figures, ways
from quiz.web.staff.passwords import guard_passwords
from quiz.web.staff.signed_in import let_staff_in
from quiz.web.start import Starts
from quiz.web.wording import word_pages

_ExcInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


class Site(Flask):
    """Flask with strict templates and logs that name a page by its route, never by its address."""

    jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}  # noqa: RUF012 - Flask's own attribute

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Give a view as it is: none of ours is asynchronous, and Flask would look each time."""
        return func

    def log_exception(self, exc_info: _ExcInfo) -> None:
        """Log what broke without the path: a private address must not reach a log."""
        self.logger.error("failure at %s %s", request.method, request.url_rule, exc_info=exc_info)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Built:
    """An application with all its pages that has opened nothing yet: no database, no file."""

    app: Flask
    settings: Settings
    catalogue: Catalogue


def create_app(settings: Settings, *, clock: Callable[[], datetime] = _utc_now) -> Flask:
    """Build the application for these settings. `clock` gives this moment with its time zone.

    Tables and key are made ready beforehand, once for all workers (`quiz.cli.prepare`). Raises
    ContentError when the content cannot be used, StoreUnavailable when the database cannot.
    """
    return open_app(build(settings), clock=clock)


def build(settings: Settings) -> Built:
    """Make all that copies of this process may share; raises ContentError."""
    files = files_root()
    app = Site("quiz", template_folder=str(files / "templates"), static_folder=None)
    app.secret_key = settings.secret_key
    shelf = _shelf(settings)
    content = content_of(settings.content_dir, shelf)
    if shelf is not None:
        app.jinja_env.bytecode_cache = KeptTemplates(shelf)
    keep_pages(app)
    pack_pages(app)
    security.protect(app, hosts=settings.trusted_hosts)
    _dress(app, Assets(files / "static"))
    errors.register(app)
    for part in _parts(settings):
        app.register_blueprint(part.blueprint)
    let_staff_in(app, https=(settings.url or "").startswith("https:"))
    guard_passwords(app)
    embed.mount(app)
    print_items(app)
    quality.prepare(app, content)
    gate.guard(app)
    return Built(app, settings, content.catalogue)


def _shelf(settings: Settings) -> Sealed | None:
    """Where work is kept for later starts, for content that was prepared: its bytes name it."""
    prepared = settings.content_dir.parent == settings.kept_content
    return Sealed(settings.compiled, settings.secret_key) if prepared else None


def open_app(built: Built, *, clock: Callable[[], datetime] = _utc_now) -> Flask:
    """Give what was built its database, and its own counts of this process; do it once.

    Raises StoreUnavailable.
    """
    app, settings, catalogue = built.app, built.settings, built.catalogue
    sessions = make_sessions(make_engine(settings.database_url))
    content = bank_to_json(catalogue.bank, catalogue.rules)
    keep_bank(sessions, catalogue.digest, content, today=clock().date())
    app.extensions["front"] = _front(settings, catalogue, sessions, clock)
    limits.limit(app, api.blueprint)
    _watch(app, settings, sessions)
    if settings.rate_limits:
        keep_pace(app, behind_proxy=settings.proxies > 0)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
    return app


def _parts(settings: Settings) -> tuple[ModuleType, ...]:
    """Name the modules with a blueprint each: of everybody, of takers, of staff, of programs."""
    roles = (ladders, rungs, moves, compare, ground, together, chairs, guide, careers_files)
    takers = (take, results, cards, what_if, counting, receipts, groups)
    staff = (door, cohorts, ways, codes, figures)
    built_with = (components,) if settings.development else ()
    return (*takers, *roles, method, *staff, quality, health, api, *built_with)


def _watch(app: Flask, settings: Settings, sessions: Sessions) -> None:
    """Write and count what the operator, or who builds, wants to know of each request."""
    if settings.development:
        tell_times = import_module("quiz.web.timing").tell_times
        tell_times(app, partial(watch_statements, sessions.engine))
    if settings.json_log:
        keep_journal(app)
    if settings.metrics_key:
        count_requests = import_module("quiz.web.metrics").count_requests
        count_requests(app, key=settings.metrics_key, folder=settings.metrics_dir)


def create_app_from_env() -> Flask:
    """Build the application for the settings of this process: what a worker starts with."""
    return create_app(from_env(os.environ))


def _front(
    settings: Settings,
    catalogue: Catalogue,
    sessions: Sessions,
    clock: Callable[[], datetime],
) -> Front:
    return Front(
        catalogue=catalogue,
        sessions=sessions,
        pinned=pinned_banks(catalogue, sessions),
        starts=Starts(settings.secret_key),
        receipts=Receipts(settings.secret_key),
        clock=clock,
        url=settings.url,
        content_problems=Kept(settings.kept_content).problems,
        keep_drafts=settings.keep_drafts,
        keep_results=settings.keep_results,
    )


def _dress(app: Flask, assets: Assets) -> None:
    """Give pages their language, their static files and their way to neighbouring pages."""
    babel = Babel(app, default_locale="en", locale_selector=wished_locale)  # type: ignore[no-untyped-call]
    word_pages(app, babel)
    keep_pieces(app)
    app.extensions["assets"] = assets
    add_sitting_sheet(assets, files_root() / "templates")
    app.add_url_rule("/static/<name>", "static", serve_asset)
    app.add_url_rule("/embed.js", "embed_script", serve_embed_script)
    app.jinja_env.filters["circles"] = circles
    app.jinja_env.globals.update(static_url=assets.url, taker_url=taker_url, social=social)
    app.jinja_env.globals["icon"] = assets.inline("icon.svg")
    app.context_processor(_language)


def _language() -> dict[str, str]:
    locale = get_locale()
    return {
        "page_language": locale.language if locale else "en",
        "page_direction": locale.text_direction if locale else "ltr",
    }
