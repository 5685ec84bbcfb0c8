"""JSON as every command writes it."""

from __future__ import annotations

import msgspec

from coach.text.harmless import harmless_json

VERSION = 1
"""Grows when a field changes its meaning or goes away; new fields leave it as it is."""


def encode(value: object) -> str:
    """JSON on one line; what a terminal would obey is written as an escape."""
    try:
        text = msgspec.json.encode(value, enc_hook=_plain).decode()
    except UnicodeEncodeError:  # the name of a file that is not UTF-8
        import json  # noqa: PLC0415  rarely needed, and start-up counts

        plain = msgspec.to_builtins(value, enc_hook=_plain)
        text = json.dumps(plain, separators=(",", ":"))
    return harmless_json(text)


def _plain(value: object) -> object:
    if isinstance(value, int):
        return int(value)  # milliseconds
    if isinstance(value, tuple):
        return list(value)  # a range of counts
    raise NotImplementedError(type(value))
