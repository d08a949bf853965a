"""Knows under which name an address or a link is counted.

It refuses to keep either: the name is a keyed hash, made anew by every start, and worth nothing to
anybody else.
"""

import secrets
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network

_KEY = secrets.token_bytes(32)
_ONE_SUBSCRIBER = 64  # bits of an IPv6 address that one subscriber is given


def someone(known_by: str, *, is_address: bool = False) -> str:
    """Give a name to count under: the same for the same address or link, and worth nothing else."""
    name = _subscriber(known_by) if is_address else known_by
    return blake2b(name.encode(), key=_KEY).hexdigest()


def _subscriber(address: str) -> str:
    """Give the address itself, or for IPv6 the network that belongs to one subscriber."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(ip_network((known, _ONE_SUBSCRIBER), strict=False))
    return str(known)
