"""Knows the pages of people who run cohorts: their door, their cohorts, links and figures.

It refuses to show a person: everything here is of an organisation's own cohorts, and of figures
that have closed.
"""
