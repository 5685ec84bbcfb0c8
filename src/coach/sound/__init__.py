"""Spoken words and tones, played by programs on this computer."""
