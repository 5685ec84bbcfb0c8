"""Guided exercise drills for runners, paced by the breath."""

# A literal that the build reads: asking importlib.metadata costs a third of a start-up.
__version__ = "0.1.0"
