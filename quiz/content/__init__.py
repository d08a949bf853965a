"""Knows how content files become core values. It refuses to know store, web and settings."""
