"""Tuning a bank on real answers: what may move, by how much, and how sure it is; never in use."""
