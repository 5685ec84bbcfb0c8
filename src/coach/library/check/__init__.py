"""Checks of drill files: faults that make a file unusable, and advice."""
