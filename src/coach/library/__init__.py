"""Drill files: found, read, decoded and checked; the only package that uses YAML."""
