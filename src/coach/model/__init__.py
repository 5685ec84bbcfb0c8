"""Frozen values that all other packages share; no input, output or clock."""
