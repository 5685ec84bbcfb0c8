"""Guarded loading of YAML 1.2, with the line and column of every value."""
