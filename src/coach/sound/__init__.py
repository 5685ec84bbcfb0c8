"""Spoken words and tones, played by programs of the system."""
