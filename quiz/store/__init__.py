"""Knows how answers are kept: engine, rows, migrations, reading.

It refuses to know pages and content files.
"""
