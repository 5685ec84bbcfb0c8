"""Drill files as no author would write them: bundled ones that were mutilated, and worse.

Everything follows from a `random.Random`, so that a number is enough to see a file again.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import yaml

PLACES = (
    "mine.yaml",
    "exhale/mine.yml",
    "routines/mine.yaml",
    "sources.yaml",
    "poses.yaml",
    "programmes/mine.yaml",
    "coaching.yaml",
)
"""Where a file may lie, and what it is there."""

WORDS = (
    *("", "~", "null", "true", "yes", "no", "on", "010", "0o17", "0x1F", "1e3", "1_000"),
    *(".nan", ".NaN", ".inf", "-.inf", "-1", "0", "1000000000", "-1000000000", "1e308"),
    *("9" * 18, "9" * 19, "9" * 5000, "0x" + "f" * 16, "1e999", "0.1e-999", "1:30", "1:99"),
    *("3s", "-3s", "0s", "1h", "9999999m", "1m30s", "3 s", "٣s", "3ms", "1" * 400 + "s"),
    *(
        "6-12",
        "12-6",
        "0-0",
        "6 - 12",
        "-",
        "- -",
        "? a",
        ": b",
        "a: b",
        "{",
        "}",
        "[",
        "]",
    ),
    *("&a b", "*a", "!!python/object:os.system x", "!!python/name:os.system", "!x y"),
    *("!!binary aGk=", "!!set {a}", "!!timestamp 2001-01-01", "!!float 1", "! x"),
    *(
        "<<",
        "<<: {a: b}",
        "|\n  text\n",
        ">\n  text\n",
        "# text",
        "%YAML 1.1",
        "---",
        "...",
    ),
    *("'", '"', '"\\x00"', '"\\u202e"', '"\\ud800"', '"\\UFFFFFFFF"', '"\\t"', '"\\e[2J"'),
    *(
        "\t",
        "\r",
        "\x00",
        "\x1b[2J",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ufffe",
        "\u202e",
    ),
    *("é", "漢字", "\N{RUNNER}\u200d\N{MALE SIGN}\ufe0f", "e" + "\u0301" * 300, "\u200b"),
    *(
        "id",
        "format",
        "format: 2",
        "format: .nan",
        "from",
        "glute-bridge",
        "mine",
        "../mine",
    ),
    *(
        "[" * 60,
        "{" * 60,
        "- " * 60,
        "[[]]",
        "{}",
        "[]",
        "a" * 300,
        "a b " * 3000,
        "@",
        "`",
    ),
)
"""What is put in the place of something right."""

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 10**9, 10**18, -(10**18), 0.5, 1e308, -1e308),
    *(
        float("nan"),
        float("inf"),
        float("-inf"),
        "",
        " ",
        "a" * 300,
        "a\nb",
        "a\tb",
        "\x1b",
    ),
    *(
        [],
        {},
        [[]],
        [{}],
        {"a": {}},
        [None],
        {"": ""},
        {"a": [1, 2]},
        [0] * 5000,
        ["a"] * 50,
    ),
    *(
        dict.fromkeys(map(str, range(500))),
        {"to": [0, 0]},
        {"dir": [0, 0]},
        {"from": "mine"},
    ),
    *(
        [0, 0],
        [1e9, -1e9],
        ["left", 1],
        "near_leg",
        ["near_leg", "nowhere"],
        "lying",
        "3s",
        "6-12",
    ),
)

_TOKENS = re.compile(r"\s+|[\w.-]+|.", re.DOTALL)


def _nested(opening: str, closing: str = "") -> Callable[[int], bytes]:
    return lambda depth: (opening * depth + closing * depth).encode()


_REPEATED: tuple[Callable[[int], bytes], ...] = (
    *(_nested("["), _nested("[", "]"), _nested("{"), _nested("{a: ", "}"), _nested("[{")),
    *(_nested("- "), _nested("? "), _nested("a: ["), _nested("[a, "), _nested("!x ")),
    *(
        _nested("&a "),
        _nested("*a "),
        _nested("'"),
        _nested('"'),
        _nested("|\n"),
        _nested("\t"),
    ),
    *(_nested("\n"), _nested("\r"), _nested(" "), _nested("#"), _nested("---\n")),
    *(_nested("a: b\n"), _nested("a"), _nested("9"), _nested("- a\n"), _nested(",")),
    *(
        _nested("x: &a [*a]\n"),
        _nested("é"),
        _nested("\0"),
        _nested("\ufeff"),
        _nested("%A\n"),
    ),
    lambda number: "".join(f"k{n}: {n}\n" for n in range(number)).encode(),
    lambda number: "".join(f"{' ' * n}k:\n" for n in range(min(number, 500))).encode(),
    lambda number: b"\n".join(
        b"l%d: &l%d [%s]" % (n, n, b", ".join([b"*l%d" % (n - 1)] * 9) if n else b"1")
        for n in range(min(number, 2_000))
    ),
)
"""One thing, as often as it takes to hurt."""


def bundled_files(drills: Path) -> dict[str, list[bytes]]:
    """Files of each kind, by the places of such files."""
    routines = sorted(drills.glob("routines/*.yaml"))
    programmes = sorted(drills.glob("programmes/*.yaml"))
    others = sorted(set(drills.glob("*/*.yaml")) - {*routines, *programmes})
    drill_texts = [path.read_bytes() for path in others]
    return {
        "mine.yaml": drill_texts,
        "exhale/mine.yml": drill_texts,
        "routines/mine.yaml": [path.read_bytes() for path in routines],
        "sources.yaml": [(drills / "sources.yaml").read_bytes()],
        "poses.yaml": [(drills / "poses.yaml").read_bytes()],
        "programmes/mine.yaml": [path.read_bytes() for path in programmes],
        "coaching.yaml": [(drills / "coaching.yaml").read_bytes()],
    }


def write_case(chance: Random, folder: Path, bundled: dict[str, list[bytes]]) -> str:
    """Put one bad thing into a folder; say in a word which kind it is."""
    place = chance.choice(PLACES)
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if chance.random() < 0.05:
        return _odd_file(chance, folder, path, bundled[place])
    name, mutilate = chance.choice(_WAYS)
    path.write_bytes(mutilate(chance, bundled[place]))
    return f"{name} in {place}"


def _bytes(chance: Random, texts: Sequence[bytes]) -> bytes:
    data = bytearray(chance.choice(texts))
    for _ in range(chance.choice((1, 1, 2, 5, 50))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 1, 2, 20, 500)))
        new = (
            chance.randbytes(chance.choice((0, 1, 3))),
            bytes(data[start:end]) * 2,
            bytes([chance.choice(b"\t\r\n\0\x1b\x85\xff:{}[]&*!|>'\"%@`#,-? ")]),
        )
        data[start:end] = chance.choice(new)
    return bytes(data)


def _tokens(chance: Random, texts: Sequence[bytes]) -> bytes:
    tokens = _TOKENS.findall(chance.choice(texts).decode())
    for _ in range(chance.choice((1, 1, 1, 2, 10))):
        place = chance.randrange(len(tokens))
        other = chance.randrange(len(tokens))
        match chance.randrange(4):
            case 0:
                tokens[place] = chance.choice(WORDS)
            case 1:
                tokens[place] = ""
            case 2:
                tokens[place] += tokens[other]
            case _:
                tokens[place], tokens[other] = tokens[other], tokens[place]
    return "".join(tokens).encode("utf-8", "surrogatepass")


def _lines(chance: Random, texts: Sequence[bytes]) -> bytes:
    lines = chance.choice(texts).splitlines(keepends=True)
    other = chance.choice(texts).splitlines(keepends=True)
    for _ in range(chance.choice((1, 2, 5))):
        start = chance.randrange(len(lines) + 1)
        end = start + chance.choice((0, 0, 1, 3))
        place = chance.randrange(len(other))
        lines[start:end] = other[place : place + chance.choice((0, 1, 3))]
    return b"".join(lines)


def _structure(chance: Random, texts: Sequence[bytes]) -> bytes:
    value = yaml.load(chance.choice(texts), yaml.CSafeLoader)
    for _ in range(chance.choice((1, 1, 2, 5))):
        holder, key = chance.choice(list(_parts(value)))
        match chance.randrange(4):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[chance.choice([*WORDS[:30], "from", "id", "see"])] = holder.pop(key)
            case 2:
                holder[key] = [
                    deepcopy(holder[key]) for _ in range(chance.choice((1, 2, 60)))
                ]
            case _:
                holder[key] = deepcopy(chance.choice(VALUES))
    is_flow = chance.choice((None, True, False))
    text = yaml.dump(value, Dumper=_NoAliases, default_flow_style=is_flow, width=1000)
    return str(text).encode()


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  the dumper's own method
        return True


def _parts(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401  what YAML gives
    """Every value below another, by what holds it and its key there."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(items):
        yield value, key
        if isinstance(item, dict | list):
            yield from _parts(item)


def _repeated(chance: Random, texts: Sequence[bytes]) -> bytes:
    much = chance.choice(_REPEATED)(chance.choice((30, 60, 1_000, 4_000, 15_000, 120_000)))
    if chance.random() < 0.3:
        return much
    lines = chance.choice(texts).splitlines(keepends=True)
    place = chance.randrange(len(lines) + 1)
    if chance.random() < 0.3:  # below a key of its own
        key = re.match(rb"[a-z_]+:", lines[place - 1]) or re.match(rb".*", b"figure:\n")
        assert key is not None
        much = (
            key[0]
            + b"\n"
            + b"".join(b"  " + line for line in much.splitlines(keepends=True))
        )
    opening = chance.choice((b"", b"why: ", b"  "))
    return b"".join((*lines[:place], opening, much, b"\n", *lines[place:]))


def _encoded(chance: Random, texts: Sequence[bytes]) -> bytes:
    text = chance.choice(texts).decode()
    form = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "latin-1"))
    match chance.randrange(5):
        case 0:
            return text.encode(form, "replace")
        case 1:
            return text.replace("\n", chance.choice(("\r\n", "\r", "\x85"))).encode()
        case 2:
            return b"\xef\xbb\xbf" * chance.choice((1, 2)) + text.encode()
        case 3:
            return text.replace("  ", "\t").encode()
        case _:
            return text.encode() * chance.choice((2, 20, 6_000))


_WAYS = (
    ("bytes", _bytes),
    ("tokens", _tokens),
    ("tokens", _tokens),
    ("lines", _lines),
    ("structure", _structure),
    ("structure", _structure),
    ("repeated", _repeated),
    ("encoded", _encoded),
)


def _odd_file(chance: Random, folder: Path, path: Path, texts: Sequence[bytes]) -> str:
    outside = folder.parent / "outside.yaml"
    outside.write_bytes(chance.choice(texts))
    name = chance.choice(
        ("a\nb", "\x1b[2J", "\udcff", "a" * 250, "A b", "-", "é", "mine.x")
    )
    odd: dict[str, Callable[[], object]] = {
        "a folder": path.mkdir,
        "a dangling link": lambda: path.symlink_to("nowhere"),
        "a link to itself": lambda: path.symlink_to(path.name),
        "a link to its folder": lambda: path.symlink_to("."),
        "a link out": lambda: path.symlink_to(outside),
        "a link to a device": lambda: path.symlink_to("/dev/zero"),
        "a pipe": lambda: os.mkfifo(path),
        "a socket": lambda: socket.socket(socket.AF_UNIX).bind(str(path)),
        "an odd name": lambda: path.with_name(f"{name}.yaml").write_bytes(texts[0]),
        "10 MB": lambda: path.write_bytes(
            chance.choice(texts) * (10_000_000 // len(texts[0]))
        ),
        "a hole of 1 TB": lambda: _hole(path),
        "two with one id": lambda: [
            path.with_suffix(ending).write_bytes(texts[0]) for ending in (".yaml", ".yml")
        ],
        "a folder in a folder": lambda: (folder / "/".join("a" * 500)).mkdir(parents=True),
    }
    kind = chance.choice(list(odd))
    with suppress(OSError):  # this file system has no such thing
        odd[kind]()
    return f"{kind} as {path.name}"


def _hole(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)
