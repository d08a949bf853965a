"""The pure core: items, traits, tracks and the arithmetic between them; no web, no database."""
