"""Knows how often one address may ask the addresses for programs, and when it may ask again.

It refuses to keep an address: what it counts by is a keyed hash, made anew by every process. The
bounds are generous, since a whole company may stand behind one address; they hold per process.
"""

import secrets
import time
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Blueprint, Flask, current_app, request
from flask_limiter import Limiter

PER_MINUTE = {"api.score": 600}
"""Requests a minute by endpoint."""
OTHERS_PER_MINUTE = 120
"""The same for endpoints that are not named: whole documents, larger and seldom needed twice."""

_KEY = secrets.token_bytes(32)
_ONE_SUBSCRIBER = 64  # bits of an IPv6 address that one subscriber is given


def limit(app: Flask, blueprint: Blueprint) -> None:
    """Bound how often one address may ask for each endpoint of a blueprint."""
    limiter = Limiter(_whose, app=app, storage_uri="memory://", strategy="fixed-window")
    limiter.limit(_bound)(blueprint)
    # The library looks for a bound before every page; only pages of this blueprint have one.
    look = app.before_request_funcs[None].pop()
    app.before_request_funcs.setdefault(blueprint.name, []).append(look)
    app.extensions["limits"] = limiter


def seconds_to_wait() -> int:
    """Whole seconds until the address that was just refused may ask again; at least one."""
    limiter: Limiter = current_app.extensions["limits"]
    reached = limiter.current_limit
    return max(1, round(reached.reset_at - time.time())) if reached else 1


def _bound() -> str:
    return f"{PER_MINUTE.get(request.endpoint or '', OTHERS_PER_MINUTE)} per minute"


def someone(known_by: str, *, is_address: bool = False) -> str:
    """Give a name to count under: the same for the same address or link, and worth nothing else."""
    name = _subscriber(known_by) if is_address else known_by
    return blake2b(name.encode(), key=_KEY).hexdigest()


def _whose() -> str:
    return someone(request.remote_addr or "", is_address=True)


def _subscriber(address: str) -> str:
    """Give the address itself, or for IPv6 the network that belongs to one subscriber."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(ip_network((known, _ONE_SUBSCRIBER), strict=False))
    return str(known)
