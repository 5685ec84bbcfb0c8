"""Answers to the Tab key, without Typer: importing that takes longer than the answer."""
