"""The text of new drill files: a commented example, or a copy of another drill."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from coach.errors import CoachError, LibraryError
from coach.library.catalogue import AnyEntry
from coach.library.discover import COACHING, POSES, SOURCES
from coach.library.docstrings import field_docs
from coach.library.ids import id_of
from coach.library.json_schema import file_name
from coach.library.one_file import bytes_of
from coach.library.yaml.document import Document
from coach.library.yaml.guarded_load import load
from coach.model.drill import Drill
from coach.text.harmless import harmless_words
from coach.text.lookalikes import named

_LONGEST_TITLE = 200
_PORTS = range(1, 10)
RESERVED = {
    **dict.fromkeys((COACHING, POSES, SOURCES), "coach needs the name for another file"),
    **dict.fromkeys(
        (
            "con",
            "prn",
            "aux",
            "nul",
            *(f"{port}{n}" for port in ("com", "lpt") for n in _PORTS),
        ),
        "Windows reserves the name",
    ),
}
"""Ids that no new drill can have, and why."""
_EDITOR_LINE = re.compile(r"# yaml-language-server:.*\n")

_FIRST_DRILL = """\
name: {name}
group: glute-activation  # what the drill trains: hip-extension, exhale or glute-activation
pattern: bridge  # your own word for drills with the same movement
level: 1  # 1 is easy, 3 is hard
base: supine  # or prone, side-lying, quadruped, half-kneeling, seated, standing
sides: both  # each: one side, then the other; alternate: taking turns
equipment: []  # what you need, such as [band]
why: One or two plain sentences about what the drill trains, without promises.
setup:
  - Lie on your back, knees bent, feet flat
dose: {{sets: 2, reps: 8, rest: 30s, range: 6-12}}  # or breaths, or time, instead of reps

# One rep. Phases in a row with the same breath form one breath: here, 4 s out.
cycle:
  - {{do: push and lift, breath: exhale, time: 3s, pose: lifted}}
  - {{do: "stay up, keep breathing out", breath: exhale, time: 1s, pose: lifted}}
  - {{do: lower slowly, breath: inhale, time: 3s, pose: lying}}

cues:  # one per set, short enough to say
  - Push the floor away with the whole foot
  - Ribs stay heavy
faults:
  - {{see: Low back arches at the top, fix: "Breathe out first, and lift less"}}
feel: {{target: [glutes], fine: [hamstrings]}}
# if a body area hurts, coach may leave out drills with a medium or high load on that area
# for the neck, the groin or the deep hip, or after severe pain, even a low load counts
loads: {{low_back: medium, groin_or_deep_hip: low, glutes: medium, hamstrings: medium,
  knee: low, neck: low}}
# easier: glute-squeeze  # id of an easier drill
# harder: bridge-march  # id of a harder drill
# sources: [kang-2016]  # ids of sources in sources.yaml

# Each phase of the cycle ends in one of these poses.
figure:
  scale: lying  # or kneeling, standing
  working: [legs]  # limbs in colour
  poses:
    lying: {{from: supine-hooklying}}  # a base position, as listed in docs/authoring.md
    lifted: {{from: lying, trunk: 206}}  # the only change: the direction from hip to neck
"""


def new_id(name: str) -> str:
    """Return the id of a new drill with this name.

    Raises:
        CoachError: if no drill can have this name, or no file on some systems.
    """
    text = " ".join(name.split())
    odd = next((each for each in text if not each.isprintable()), None)
    if odd is not None:
        raise CoachError(
            f"the name contains an invisible character, {named(odd)}",
            hint="type the name again",
        )
    if len(text) > _LONGEST_TITLE:
        raise CoachError(
            f"the name has {len(text)} characters; the limit is {_LONGEST_TITLE}",
            hint="choose a shorter name",
        )
    id_ = id_of(text)
    if not id_ and any(each.isalnum() for each in text):
        raise CoachError(
            f"'{text}' has letters that coach can't use in a file name",
            hint="choose a name such as my-bridge; then write the name you want"
            " after 'name:' in the file",
        )
    if not id_:
        raise CoachError(
            f"'{text}' has no letters or digits, so it can't name a file",
            hint="write a name such as my-bridge",
        )
    if id_ in RESERVED:
        raise CoachError(
            f"a new file cannot be called '{id_}': {RESERVED[id_]}",
            hint=f"choose another name, such as my-{id_}",
        )
    return id_


def title_of(name: str) -> str:
    """Return the title for a drill given as a file name: ``my-bridge`` is My bridge."""
    text = harmless_words(name)
    return text.replace("-", " ").capitalize() if text == id_of(text) else text


def first_drill(name: str) -> str:
    """Return the text of a short valid drill, with a comment for each key."""
    return editor_line("drill") + _FIRST_DRILL.format(name=_written(name))


def copied(entry: AnyEntry, name: str) -> str:
    """Return the text of a copied drill or routine with a new name and a comment per key.

    The copy has none of the other names, which still belong to the original.

    Raises:
        CoachError: if the file is written in a way that cannot be copied.
    """
    data = bytes_of(entry.path, entry.shown)
    document = load(data, entry.shown)
    text = _EDITOR_LINE.sub("", data.decode("utf-8-sig"))
    kind = "drill" if isinstance(entry.value, Drill) else "routine"
    document = load(text.encode(), entry.shown)
    lines = list(_lines(text, document, name, field_docs(type(entry.value))))
    start = f"# Started as a copy of {entry.value.id}.\n"
    copy = "".join((editor_line(kind), start, *lines))
    wanted = {key: item for key, item in document.value.items() if key != "also"}
    try:
        is_whole = load(copy.encode(), "copy").value == wanted | {"name": name}
    except LibraryError:
        is_whole = False
    if not is_whole:
        raise CoachError(
            f"'{entry.shown}' is written in a way that coach can't copy",
            hint="copy the file by hand, then change the name in the copy",
        )
    return copy


def _lines(text: str, document: Document, name: str, docs: dict[str, str]) -> Iterator[str]:
    """Yield the lines of a file, with a comment above each key."""
    lines = text.splitlines(keepends=True)
    starts = [document.place((key,), key=True)[0] - 1 for key in document.value]
    yield from lines[: starts[0]]
    for key, start, end in zip(
        document.value, starts, [*starts[1:], len(lines)], strict=True
    ):
        if key == "also":
            continue
        if key in docs and not lines[start - 1].startswith("#"):
            yield f"# {docs[key]}\n"
        yield from [f"name: {_written(name)}\n"] if key == "name" else lines[start:end]


def _written(text: str) -> str:
    """Return text as a YAML scalar, quoted only if necessary."""
    try:
        is_plain = load(f"name: {text}".encode(), "").value == {"name": text}
    except LibraryError:
        is_plain = False
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def editor_line(kind: str) -> str:
    """Return the first line of a new file, which tells editors the path of its schema."""
    above = "" if kind == "drill" else "../"
    return f"# yaml-language-server: $schema={above}{file_name(kind)}\n"
