"""JSON as every command writes it."""

from __future__ import annotations

import msgspec

VERSION = 1
"""Grows when a field changes its meaning or goes away; new fields leave it as it is."""


def encode(value: object) -> str:
    """JSON on one line."""
    return msgspec.json.encode(value, enc_hook=_plain).decode()


def _plain(value: object) -> object:
    if isinstance(value, int):
        return int(value)  # milliseconds
    if isinstance(value, tuple):
        return list(value)  # a range of counts
    raise NotImplementedError(type(value))
