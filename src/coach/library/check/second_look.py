"""Checks of the valid parts of a drill that does not decode.

A file with a wrong type is refused before its other parts are checked. To report all
mistakes at once, its valid parts are put into a drill whose other parts are faultless.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from coach.errors import LibraryError, Problem
from coach.library.catalogue import Entry, Library
from coach.library.check.advice import drill_remarks
from coach.library.check.references import drill_references
from coach.library.check.requirements import drill_faults
from coach.library.custom_values import custom_value
from coach.library.discover import FoundFile
from coach.library.figures import figure_of
from coach.library.one_file import bytes_of, check_id, placed
from coach.library.value_problem import ValueProblem
from coach.library.yaml.document import Document
from coach.library.yaml.guarded_load import load
from coach.model.bounds import FILE_PHASES
from coach.model.drill import Drill
from coach.model.pose import BasePose
from coach.model.terms import Breath

_BEYOND_REPROACH: Mapping[str, object] = {
    "name": "-",
    "group": "exhale",
    "pattern": "x",
    "level": 1,
    "base": "supine",
    "sides": "both",
    "why": "-",
    "setup": ["-"],
    "dose": {"sets": 1, "reps": 2},
    "cycle": [
        {"do": "-", "breath": "inhale", "time": "3s"},
        {"do": "-", "breath": "exhale", "time": "3s"},
    ],
    "cues": ["-"],
    "feel": {"target": ["nowhere"]},
}
"""Values for the required fields, to which no check objects."""
_LONGEST = 200
"""Longest `Line`; a longer pose name is reported elsewhere."""
_ALSO_ABOUT: Mapping[tuple[str, ...], set[str]] = {
    ("dose", "time"): {"cycle"},
    ("cues",): {"dose", "cycle"},
    ("flip",): {"sides", "dose"},
    ("switch",): {"sides"},
    ("side_order",): {"sides"},
    ("side_text",): {"sides"},
}
"""Keys that must also be valid before advice about a key makes sense."""


def second_look(
    file: FoundFile, library: Library, bases: Mapping[str, BasePose]
) -> Iterator[Problem]:
    """Yield the problems of the valid parts of a drill that does not decode."""
    try:
        check_id(file)
        document = load(bytes_of(file.path, file.shown), file.shown)
    except LibraryError:  # the kind and the parts are unknown then
        return
    good = dict(_good_parts(document))
    if "cycle" not in document.value and "items" in document.value:
        return  # a routine in the wrong place
    poses = _same_poses(document)
    fields = {**_BEYOND_REPROACH, **poses, **good, "id": file.id}
    if "figure" in document.value:  # even a faulty figure counts as a figure
        fields.setdefault("figure", {})
    drill = msgspec.convert(fields, Drill, dec_hook=custom_value)
    entry = Entry(drill, file.path, file.shown, "", is_own=True)
    yield from placed(entry, list(_findings(drill, good.keys(), library)))
    if drill.figure and ("cycle" in good or poses):
        yield from figure_of(entry, bases)[1]


def _same_poses(document: Document) -> dict[str, object]:
    """Return a faultless cycle with the number of phases and the poses of the file."""
    written = document.value.get("cycle")
    phases = written if isinstance(written, list) else []
    poses = [phase.get("pose") for phase in phases if isinstance(phase, dict)]
    if len(poses) != len(phases) or not FILE_PHASES.holds(len(poses)):
        return {}
    breaths = (Breath.INHALE, Breath.EXHALE)
    return {
        "cycle": [
            {"do": "-", "breath": breaths[number % 2], "time": "3s"}
            | (
                {"pose": pose}
                if isinstance(pose, str) and 0 < len(pose) <= _LONGEST
                else {}
            )
            for number, pose in enumerate(poses)
        ]
    }


def _good_parts(document: Document) -> Iterator[tuple[str, object]]:
    for field in msgspec.structs.fields(Drill):
        name = field.encode_name
        if name in document.value and name != "id":
            value = document.value[name]
            try:
                msgspec.convert(value, field.type, dec_hook=custom_value)
            except msgspec.ValidationError:
                continue
            yield name, value


def _findings(
    drill: Drill, good: Collection[str], library: Library
) -> Iterator[ValueProblem]:
    for finding in (*drill_faults(drill), *drill_references(drill, library)):
        if finding.path[0] in good:
            yield finding
    for finding in drill_remarks(drill):
        keys = tuple(str(part) for part in finding.path[:2])
        also = _ALSO_ABOUT.get(keys[:1]) or _ALSO_ABOUT.get(keys) or set()
        if {keys[0]} | (also if finding.is_advice else set()) <= set(good):
            yield finding
