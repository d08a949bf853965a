"""Knows how values of the core become words, numbers and coordinates that a page can show.

It refuses to know HTML, requests and the database: a template lays out what it is given.
"""
