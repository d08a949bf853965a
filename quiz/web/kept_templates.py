"""Knows how a template that was translated into Python once is kept for the next process.

It refuses to run anything that does not bear the site's own seal (`quiz.sealed`).
"""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from quiz.sealed import Sealed


class KeptTemplates(BytecodeCache):
    """Translated templates in sealed files, each by its name and the digest of its text."""

    def __init__(self, shelf: Sealed) -> None:
        self._shelf = shelf

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was kept of the same text, if anything was."""
        kept = self._shelf.read(bucket.key, of=bucket.checksum)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket was filled with."""
        self._shelf.write(bucket.key, bucket.bytecode_to_string(), of=bucket.checksum)
