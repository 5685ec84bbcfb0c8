"""Text that nobody should have to see, and everything it can come in by."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, get_args

from msgspec import inspect

from coach.model.records import AnyRecord, Record, SessionStartedRecord

WORD = "OWNED"
HOSTILE = (
    f"\x1b]0;{WORD}\x07\x1b]52;c;aGk=\x1b\\\x1b[2J\x1bP1$r\x1b\\\x9b31m\x9d0;x\x9c\x85\x00\x7f\r"
    "\u202e\u2066\u200f\u061c\u2028\ufff9\U000e0041[bold][link=file:x]"
)
ESCAPED = json.dumps(HOSTILE)
"""As it stands in JSON, in TOML nearly and in YAML."""

_REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_OBEYED = {"Cc", "Cs", "Zl", "Zp"}
_MARKS = "\u200e\u200f\u061c\ufeff"
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_DRAWING = re.compile(r"\x1b\[(?:[0-9;]*[mHJKCD]|[0-9]*B\x08*|\?2026[hl])")


def unsafe_in(text: str, *, is_styled: bool = False, is_drawn: bool = False) -> set[str]:
    """What in it a terminal obeys or shows in another order, by another list than ours."""
    if is_styled or is_drawn:
        text = (_DRAWING if is_drawn else _STYLE).sub("", text)
    return {
        f"U+{ord(character):04X}"
        for character in set(text)
        if (character != "\n" and unicodedata.category(character) in _OBEYED)
        or unicodedata.bidirectional(character) in _REORDERING
        or character in _MARKS
        or 0xE0000 <= ord(character) <= 0xE007F
    }


class Journal:
    """One record of every type, each text of it hostile, by looking at the types."""

    def __init__(self, now: datetime, device: str, *, are_ids_hostile: bool) -> None:
        self._now = now
        self._n = 0
        self._tail = HOSTILE if are_ids_hostile else ""
        self._known = {
            "device": device,
            "drill": "glute-bridge",
            "slot": "glute-bridge",
            "plan": "six-week",
            "text": "urgent",
            "answer": "checked",
            "compared": "same",
            "felt": "glutes",
        }
        """What has to be right for a command to look any further."""

    def records(self) -> list[dict[str, Any]]:
        kinds: tuple[type[Record], ...] = get_args(AnyRecord)
        # What ends or leaves something comes before what begins it.
        first = sorted(kinds, key=lambda kind: kind.__name__ == "PlanBegun")
        done = [self._record(kind, "aaaaaaaaaa") for kind in first]
        unfinished = self._record(SessionStartedRecord, "bbbbbbbbbb")
        of_a_test = self._record(SessionStartedRecord, "cccccccccc")
        tag = SessionStartedRecord.__struct_config__.tag
        for record in (*(each for each in done if each["type"] == tag), unfinished):
            for block in record["prescription"]["blocks"]:
                del block["test"]  # what is a test is no training, and not resumed
        return [*done, unfinished, of_a_test]

    def _record(self, kind: type[Record], session: str) -> dict[str, Any]:
        self._n += 1
        self._known |= {"session": session, "target": session, "id": f"{self._n:010}"}
        made = self._fill(inspect.type_info(kind), "")
        assert isinstance(made, dict)
        return made | {"n": self._n, "type": kind.__struct_config__.tag}

    def _fill(self, kind: inspect.Type, name: str) -> Any:  # noqa: ANN401, C901, PLR0911  one case a type
        match kind:
            case inspect.UnionType(types=types):
                return self._fill(types[0], name)
            case inspect.EnumType(cls=cls):
                return next(iter(cls)).value
            case inspect.StrType():
                known = self._known.get(name)
                return HOSTILE if known is None else known + self._tail
            case inspect.BoolType():
                return False
            case inspect.IntType(ge=least):
                is_length = name.endswith("_ms") or name == "block"
                # A breath of its own length, and short: nobody waits for it.
                is_hundred = name in {"duration_ms", "pace"}
                return max(least or 0, 100 if is_hundred else int(not is_length))
            case inspect.DateTimeType():
                return (self._now - timedelta(minutes=20 - self._n / 10)).isoformat()
            case inspect.DateType():
                return self._now.date().isoformat()
            case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
                return [self._fill(item, name)]
            case inspect.DictType():
                return {"note": HOSTILE, "days": [HOSTILE], HOSTILE: HOSTILE}
            case inspect.StructType(fields=fields):
                return {
                    field.encode_name: self._fill(field.type, field.name)
                    for field in fields
                }
            case _:
                return HOSTILE


def lines(records: list[dict[str, Any]], *, is_raw: bool) -> bytes:
    """The records as a file, with escapes, or with as few as JSON allows."""
    texts = (json.dumps(record, ensure_ascii=not is_raw) for record in records)
    return "".join(f"{text}\n" for text in texts).encode()


def every_text_in(value: Any, make: str = HOSTILE) -> Iterator[Any]:  # noqa: ANN401  any YAML
    """The value once for every text in it, with that text hostile."""
    match value:
        case str():
            yield make
            yield value + make
        case list():
            for at, item in enumerate(value):
                for changed in every_text_in(item, make):
                    yield [*value[:at], changed, *value[at + 1 :]]
        case dict():
            for key, item in value.items():
                yield {
                    (f"{name}{make}" if name == key else name): v
                    for name, v in value.items()
                }
                for changed in every_text_in(item, make):
                    yield value | {key: changed}
        case _:
            yield make
