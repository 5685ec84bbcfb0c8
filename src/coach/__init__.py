"""Guided exercise drills for runners, paced by the breath."""

# The build reads this literal; importlib.metadata would take a third of a start-up.
__version__ = "0.1.0"
