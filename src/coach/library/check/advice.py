"""Advice on drills, routines and programmes that are usable without changes. Pure.

Almost everything here is advice. Only a promise is a mistake, because no drill may make
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coach.breath import spans_of_cycle
from coach.library.check.promises import find_promise
from coach.library.check.requirements import odd_counts
from coach.library.phrasing import quoted
from coach.library.value_problem import PathPart, ValueProblem
from coach.model.drill import Drill, Routine, RoutineItem
from coach.model.loads import AT_REST, is_breathing_at_rest
from coach.model.programme import Programme
from coach.model.self_test import SelfTest
from coach.model.terms import Breath, Group, SideOrder, Sides
from coach.prescribe import LEAD_IN_MS, Chosen, SessionRequest, Wishes, prescribe
from coach.text.lookalikes import QUOTES
from coach.text.speech_length import BETWEEN_MS, MARGIN_MS, estimated_ms
from coach.timeline import READY_MS, TICKS_MS
from coach.units import format_seconds

_REMOVE = "remove the key"
_HOLD = re.compile(r"\bhold\b", re.IGNORECASE)
_PRINTED = re.compile(rf"[{QUOTES}].*[{QUOTES}]")

_Path = tuple[PathPart, ...]


def drill_remarks(drill: Drill) -> Iterator[ValueProblem]:
    """Yield advice on a usable drill."""
    yield from _side_remarks(drill)
    yield from _breath_remarks(drill)
    yield from _range_remarks(drill)
    yield from _cue_remarks(drill)
    yield from _needless_poses(drill)
    yield from _load_remarks(drill)
    yield from _promises(_drill_texts(drill))
    yield from _printed_quotes(_drill_texts(drill))


def routine_remarks(routine: Routine) -> Iterator[ValueProblem]:
    """Yield advice on a usable routine."""
    lines: list[tuple[_Path, str]] = [(("why",), routine.why), (("name",), routine.name)]
    lines += [((key,), getattr(routine, key) or "") for key in ("when", "opens", "closes")]
    yield from _promises(lines)
    yield from _printed_quotes(lines)


def programme_remarks(programme: Programme) -> Iterator[ValueProblem]:
    """Yield advice on a usable programme."""
    lines: list[tuple[_Path, str]] = [(("name",), programme.name)]
    lines.append((("why",), programme.why))
    for index, week in enumerate(programme.weeks):
        lines.append((("weeks", index, "name"), week.name))
        lines.append((("weeks", index, "about"), week.about))
        for place, change in enumerate(week.changes):
            if change.sets == 0:
                path = ("weeks", index, "changes", place, "sets")
                yield _advice(path, "a change of 0 sets has no effect", "remove the change")
    yield from _promises(lines)


def self_test_remarks(test: SelfTest) -> Iterator[ValueProblem]:
    """Yield advice on a usable self-test."""
    texts = {"why": test.why, "name": test.name, "question": test.question or ""}
    lines: list[tuple[_Path, str]] = [((key,), text) for key, text in texts.items()]
    for key, written in (("setup", test.setup), ("ends", test.ends), ("stop", test.stop)):
        lines += [((key, place), line) for place, line in enumerate(written)]
    yield from _promises(lines)
    yield from _printed_quotes(lines)
    if not any("pain" in line.lower() or "hurt" in line.lower() for line in test.stop):
        yield _advice(
            ("stop",),
            "none of the reasons to stop mentions pain",
            "add 'pain of 3 or more'",
        )


def item_remarks(item: RoutineItem, drill: Drill, index: int) -> Iterator[ValueProblem]:
    """Yield advice if a routine's dose does not suit the drill."""
    path = ("items", index)
    if drill.sides is Sides.ALTERNATE:
        for odd in odd_counts(item, path):  # rounded up when the drill is done
            yield _advice(odd.path, odd.message, odd.hint)
    for amount, unit in (("reps", "breaths"), ("breaths", "reps")):
        if getattr(item, amount) is not None and drill.unit == unit:
            message = f"{quoted(drill.id)} counts {unit}, not {amount}"
            yield _advice((*path, amount), message)


def _advice(path: _Path, message: str, hint: str | None = None) -> ValueProblem:
    return ValueProblem(path, message, hint, is_advice=True)


def _side_remarks(drill: Drill) -> Iterator[ValueProblem]:
    each = "this key works only with 'sides: each'"
    if drill.side_text is not None and drill.sides is Sides.BOTH:
        yield _advice(("side_text",), "this key has no effect with 'sides: both'", _REMOVE)
    if drill.side_order is not SideOrder.BY_SET and drill.sides is not Sides.EACH:
        yield _advice(("side_order",), each, _REMOVE)
    if drill.switch is not None and drill.sides is not Sides.EACH:
        yield _advice(("switch",), each, _REMOVE)
    if drill.flip != 1 and drill.sides is not Sides.ALTERNATE:
        yield _advice(("flip",), "this key works only with 'sides: alternate'", _REMOVE)
    count = drill.dose.reps or drill.dose.breaths or 0
    if drill.sides is Sides.ALTERNATE and drill.flip > 1 and count % (2 * drill.flip):
        yield _advice(
            ("flip",),
            f"{count} {drill.unit} can't be shared evenly if the side changes after every"
            f" {drill.flip} {drill.unit}",
            f"make the number of reps or breaths a multiple of {2 * drill.flip}",
        )


def _breath_remarks(drill: Drill) -> Iterator[ValueProblem]:
    inhale_ms, exhale_ms = (
        sum(phase.time for phase in drill.cycle if phase.breath is breath)
        for breath in (Breath.INHALE, Breath.EXHALE)
    )
    if exhale_ms < inhale_ms:
        yield _advice(
            ("cycle",),
            f"the exhales ({format_seconds(exhale_ms)}) are shorter than the inhales"
            f" ({format_seconds(inhale_ms)})",
            "make the exhales at least as long as the inhales",
        )
    for index, phase in enumerate(drill.cycle):
        if _HOLD.search(phase.do):
            yield _advice(
                ("cycle", index, "do"),
                "the word 'hold' can make runners hold their breath",
                "write 'stay' and how to breathe, as in 'stay, keep breathing out'",
            )
    yield from _held_breaths(drill)


def _held_breaths(drill: Drill) -> Iterator[ValueProblem]:
    """Yield advice on breath pauses with full lungs or during effort."""
    spans = spans_of_cycle([phase.breath for phase in drill.cycle])
    works = drill.group is not Group.EXHALE or drill.base not in AT_REST
    for place, span in enumerate(spans):
        path = ("cycle", span[0], "breath")
        if drill.cycle[span[0]].breath is not Breath.PAUSE:
            continue
        if drill.cycle[spans[place - 1][-1]].breath is Breath.INHALE:
            message = (
                "a pause after an inhale makes the runner hold their breath with full lungs"
            )
            yield _advice(path, message, "pause after the exhale, or remove the pause")
        elif works:
            message = (
                "a pause during the effort makes the runner hold their breath under load"
            )
            yield _advice(path, message, "continue the exhale with 'breath: exhale'")


def _range_remarks(drill: Drill) -> Iterator[ValueProblem]:
    wanted = drill.dose.range
    if wanted is None:
        return
    asked = SessionRequest(drill.name, (drill.id,))
    reps = prescribe(asked, [Chosen(drill)], Wishes()).blocks[0].reps
    if not wanted.low <= reps <= wanted.high:
        counts = f" ({reps} reps)" if drill.dose.time is not None else ""
        amount = str(drill.unit)
        yield _advice(
            ("dose", amount),
            f"the dose is outside its range {wanted}{counts}",
            "choose a dose within the range, or widen the range",
        )


def _cue_remarks(drill: Drill) -> Iterator[ValueProblem]:
    """Yield advice on cues too long for the wait before their set and for any phase."""
    has_rest = drill.dose.sets > 1 and drill.dose.rest > 0
    wait_ms = drill.dose.rest if has_rest else LEAD_IN_MS
    word = "rest" if has_rest else drill.name
    is_cued = drill.cycle[0].breath is Breath.EXHALE
    silence_ms = TICKS_MS + MARGIN_MS + (READY_MS if is_cued else 0)
    in_wait_ms = wait_ms - silence_ms - estimated_ms(word) - BETWEEN_MS
    in_phase_ms = max(phase.time for phase in drill.cycle) - MARGIN_MS
    room_ms = max(in_wait_ms, in_phase_ms)
    for index, cue in enumerate(drill.cues):
        if estimated_ms(cue) > room_ms:
            yield _advice(
                ("cues", index),
                f"this cue takes {estimated_ms(cue) / 1000:.1f}s to say, but the longest"
                f" gap for a cue is {room_ms / 1000:.1f}s",
                "shorten the cue, or lengthen the rest" if has_rest else "shorten the cue",
            )


def _load_remarks(drill: Drill) -> Iterator[ValueProblem]:
    if drill.loads is None and not is_breathing_at_rest(drill):
        hint = "write, for example, 'loads: {knee: medium}'; until then, coach estimates"
        yield _advice(("feel",), "the drill does not say which body areas it loads", hint)


def _needless_poses(drill: Drill) -> Iterator[ValueProblem]:
    for index, phase in enumerate(drill.cycle):
        if drill.figure is None and phase.pose is not None:
            path = ("cycle", index, "pose")
            yield _advice(path, "this pose has no effect, because the drill has no figure")


def _drill_texts(drill: Drill) -> Iterator[tuple[_Path, str]]:
    """Yield every text that a runner may see or hear, with its path."""
    yield ("name",), drill.name
    yield ("why",), drill.why
    if drill.warning is not None:
        yield ("warning",), drill.warning
    for key, lines in (
        ("also", drill.also),
        ("setup", drill.setup),
        ("cues", drill.cues),
        ("gentle_cues", drill.gentle_cues),
    ):
        for index, line in enumerate(lines):
            yield (key, index), line
    for index, phase in enumerate(drill.cycle):
        yield ("cycle", index, "do"), phase.do
        if phase.gently is not None:
            yield ("cycle", index, "gently"), phase.gently
    for index, fault in enumerate(drill.faults):
        yield ("faults", index, "see"), fault.see
        yield ("faults", index, "fix"), fault.fix
    if drill.side_text is not None:
        yield ("side_text", "left"), drill.side_text.left
        yield ("side_text", "right"), drill.side_text.right


def _promises(lines: Iterable[tuple[_Path, str]]) -> Iterator[ValueProblem]:
    for path, text in lines:
        found = find_promise(text)
        if found:
            words, instead = found
            yield ValueProblem(path, f"{quoted(words)} promises too much", instead)


def _printed_quotes(lines: Iterable[tuple[_Path, str]]) -> Iterator[ValueProblem]:
    """Yield advice on text in typographic quotation marks instead of YAML's."""
    for path, text in lines:
        if _PRINTED.fullmatch(text):
            yield _advice(
                path,
                f"the marks {text[0]} and {text[-1]} are part of this text, so coach"
                " shows them",
                "use straight quotes, or none",
            )
