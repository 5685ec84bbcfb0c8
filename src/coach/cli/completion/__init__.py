"""Answers to the Tab key, without Typer, whose import takes longer than the answer."""
