"""Knows how a private or shared link gets its secret, and what of it may be stored: a hash.

It refuses to know whose token it is; nothing stored leads back to a link.
"""

import hashlib
import secrets

TOKEN_BYTES = 32
HASH_BYTES = 32


def new_token() -> str:
    """A fresh secret of 256 random bits, 43 characters that are safe in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """The 32 bytes (SHA-256) under which a token is stored and found; takes any text."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
