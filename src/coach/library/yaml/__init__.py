"""YAML 1.2 as drill files use it: guarded, with the place of every value."""
