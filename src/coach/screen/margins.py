"""The margins of pages that are printed once on a terminal."""

MARGIN = 2
"""Columns left free at each side."""
MARGIN_FROM = 72, 24
"""Fewest columns and rows of a terminal whose pages have margins and a free first row."""
