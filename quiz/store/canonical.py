"""Knows the one text under which a JSON value is stored, compared and shown to a form.

It refuses to know what the value means; equal values have equal text, byte for byte.
"""

import json


def canonical(value: object) -> str:
    """The value as JSON with sorted keys and no spaces; None (a skipped item) is `null`.

    Raises ValueError for NaN and infinity, TypeError for what JSON cannot hold.
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def ordered(value: object) -> str:
    """The same, but keys keep their order: for documents whose order says something."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
