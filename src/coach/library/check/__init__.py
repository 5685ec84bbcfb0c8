"""Checks of drill files: faults that make one unusable, and advice."""
