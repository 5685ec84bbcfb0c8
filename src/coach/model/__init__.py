"""Frozen values that all other packages share, without input, output or a clock."""
