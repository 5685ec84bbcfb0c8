"""The YAML 1.2 core schema: values of unquoted scalars."""

from __future__ import annotations

import re

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_STARTS = frozenset("+-.0123456789")
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"([-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MOST_DIGITS = 18
"""Most digits in a whole number, far fewer than ``int`` refuses."""


def plain_value(text: str) -> str | int | float | bool | None:
    """Return the value of an unquoted scalar: null, a boolean, a number or its text.

    Raises:
        ValueError: for a whole number with too many digits.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    is_decimal = _INT.fullmatch(text) is not None
    if is_decimal or _BASED.fullmatch(text):
        if len(text) > _MOST_DIGITS:
            raise ValueError(text)
        return int(text) if is_decimal else int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    special = _SPECIAL.fullmatch(text)
    if special is None:
        return text
    return float(f"{special[1] or ''}{text[-3:]}")
