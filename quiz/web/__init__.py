"""Knows requests and pages: it translates between them and the operations behind.

It refuses to score, to store and to decide: views load, check, act and show.
"""
