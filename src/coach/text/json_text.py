"""The JSON encoder of all commands."""

from __future__ import annotations

import msgspec

from coach.text.harmless import harmless_json

VERSION = 1
"""Version of the output, which grows when a field changes its meaning or is removed."""


def encode(value: object) -> str:
    """Return a value as one line of JSON, with unsafe characters escaped."""
    try:
        text = msgspec.json.encode(value, enc_hook=_plain).decode()
    except UnicodeEncodeError:  # the name of a file that is not UTF-8
        import json  # noqa: PLC0415  rarely needed, and start-up counts

        plain = msgspec.to_builtins(value, enc_hook=_plain)
        text = json.dumps(plain, separators=(",", ":"))
    return harmless_json(text)


def _plain(value: object) -> object:
    if isinstance(value, int):
        return int(value)  # Milliseconds, a subclass
    if isinstance(value, tuple):
        return list(value)  # CountRange, a subclass
    raise NotImplementedError(type(value))
