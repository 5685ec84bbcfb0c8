"""Drill files: found, read, decoded, checked. The only part that knows YAML."""
