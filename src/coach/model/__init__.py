"""Frozen values that every other part shares; no input, no output, no clock."""
