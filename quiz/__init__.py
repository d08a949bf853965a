"""Fourways, a career-path self-assessment; this module knows the version and nothing else."""

__version__ = "0.1.0"
