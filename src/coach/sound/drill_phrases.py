"""Spoken wordings for the parts of a drill, the longest first. Pure.

A wording that has nothing to say is left out, so the result may be empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.model.prescription import Block, SideDose
from coach.model.terms import Breath, Side, SideOrder, Sides, Unit
from coach.model.weights import IN_THE_TANK, Weight
from coach.question.question_text import felt_in
from coach.text.count_of import count_of

SPOKEN_BREATHS = {Breath.INHALE: "in", Breath.EXHALE: "out", Breath.PAUSE: ""}
"""The one-syllable word for each breath; a pause has none, and is never called a hold."""

KEEP_BREATHING = "keep breathing out"
"""Spoken in every hold, so that nobody holds their breath."""

THINK = "Think: "
"""Before a cue, so that nobody moves at once."""

WEIGHT_ASIDE = "Put the weight aside"

_TWICE = 2
_NEVER_ALONE = {"inhale", "exhale", "hold"}
_SAYS_ONLY_BREATH = _NEVER_ALONE | {"breathe in", "breathe out"}


_BREATH_MEANT = re.compile(
    r"\b(?:breathe|breath|breathing)(?: \w+){0,3}? (?P<way>in|into|out)\b"
    r"|\bair(?: \w+)? (?P<air>in|out)\b|\b(?P<name>inhale|exhale|blow)\b"
)
_OUT = {"out", "exhale", "blow"}
_FETCHED = re.compile(r"\b(?:band|[Hh]ave an?)\b")
_AT_HAND = re.compile(r"[Hh]ave an?\b")
_THINGS = re.compile(r"\b(?:band|ball|weight|straw|pillow)\b")
_LYING = re.compile(r"Lie (on your (?:left|right) side)\b")
_LIMB = re.compile(r"\b(?:left|right) \w+")
"""``right leg``, short for ``work the right leg``."""


def sayable(candidates: Iterable[str]) -> tuple[str, ...]:
    """Return each text once, leaving out empty ones and a lone inhale, exhale or hold."""
    texts = dict.fromkeys(text.strip() for text in candidates)
    return tuple(text for text in texts if text and _core(text) not in _NEVER_ALONE)


def _core(text: str) -> str:
    return text.strip(" .,;:!?").casefold()


def name_wordings(block: Block) -> tuple[str, ...]:
    """Return wordings for a drill's name."""
    return sayable([block.name])


def dose_wordings(block: Block, number: int, side: Side | None) -> tuple[str, ...]:
    """Return ``2 sets of 8 on each side, left first``, before the first set of a drill.

    Of sides that take turns: ``8 reps, 4 each side, left first``.

    Empty for a self-test, and for a drill of which some sets are done already.

    Args:
        block: the drill.
        number: the set that follows, counted from 1.
        side: the side of that set.
    """
    is_second = block.sides is Sides.EACH and side not in {None, block.working_sides[0]}
    if isinstance(block.test, str) or number > 1 or is_second:
        return ()
    sides = {side: block.dose_of(side) for side in block.working_sides}
    left, right = sides.get(Side.LEFT), sides.get(Side.RIGHT)
    if left is not None and right is not None and left != right:
        return sayable([f"left, {_dose(block, left)}; right, {_dose(block, right)}"])
    dose = _dose(block, next(iter(sides.values())))
    if block.sides is Sides.ALTERNATE:
        each, odd = divmod(block.reps, 2)
        shared = "taking turns" if odd else f"{each} each side"
        return sayable([f"{dose}, {shared}, {block.first_side} first"])
    if len(sides) == 1:
        return sayable([dose])
    first = block.working_sides[0]
    if first and block.side_order is SideOrder.BY_SET and block.sets > 1:
        once = _dose(block, SideDose(1, block.reps)).removeprefix("1 set of ")
        noun = side_noun(block)
        rounds = f"{once} on the {first} {noun}, then {once} on the {first.other}"
        again = "then the same again" if block.sets == _TWICE else f"{block.sets} rounds"
        return sayable([f"{rounds}; {again}"])
    return sayable([f"{dose} on each {side_noun(block)}, {first} first"])


def _dose(block: Block, dose: SideDose) -> str:
    """Return ``2 sets of 8``, ``2 sets of 5 breaths``, or of a single set ``5 breaths``."""
    is_breath = block.unit is Unit.BREATHS
    counted = count_of(dose.reps, "breath" if is_breath else "rep")
    if dose.sets == 1 and is_breath:
        return counted
    return f"{count_of(dose.sets, 'set')} of {counted if is_breath else dose.reps}"


def next_drill_wordings(block: Block) -> tuple[str, ...]:
    """Return wordings that announce the next drill."""
    return sayable(f"next: {name}" for name in name_wordings(block))


def next_set_wordings(block: Block, number: int) -> tuple[str, ...]:
    """Return wordings that announce a set by number."""
    return (f"next: set {number} of {block.sets}", f"set {number} of {block.sets}")


def side_wordings(block: Block, side: Side) -> tuple[str, ...]:
    """Return wordings for the position on the working side."""
    short = short_side_wordings(block, side)
    if block.side_text is None:
        return short
    sentence = block.side_text.for_side(side)
    if block.sides is Sides.ALTERNATE:
        sentence = f"When the first rep starts: {sentence[:1].lower()}{sentence[1:]}"
    return sayable([sentence, sentence.split(";")[0], *short])


def short_side_wordings(block: Block, side: Side) -> tuple[str, ...]:
    """Return short wordings for the side; ``left side`` might be heard as where to lie."""
    if block.sides is Sides.ALTERNATE:
        return (f"{side} first",)
    if block.side_text is None:
        return (f"{side} side",)
    parts = [part.strip() for part in block.side_text.for_side(side).split(";")]
    # In ``work the left leg; the right knee stays down``, only the first part is news.
    own = [part for part in parts if side in part.casefold()]
    if not own or len(parts) == 1:
        return (f"{side} side",)
    limb = _LIMB.search(own[-1].casefold())
    return sayable([own[-1], limb[0] if limb else ""])


def side_noun(block: Block) -> str:
    """Return ``leg`` or ``hip`` if its side is called so; else ``side``."""
    noun = short_side_wordings(block, Side.LEFT)[-1].removeprefix("left ")
    return noun if noun in {"leg", "hip"} else "side"


def turn_wordings(block: Block, side: Side | None) -> tuple[str, ...]:
    """Return wordings for the side of the next rep, if the sides take turns."""
    if side is None:
        return ()
    sentence = block.side_text.for_side(side).split(";")[0] if block.side_text else ""
    return sayable([sentence[:1].lower() + sentence[1:], str(side)])


def stay_wording(block: Block, side: Side) -> str:
    """Return ``stay on your right side``; empty where the position says it by itself."""
    sentence = block.side_text.for_side(side) if block.side_text else ""
    lying = _LYING.match(sentence)
    return f"stay {lying[1]}" if lying else ""


def position_wording(block: Block, side: Side | None) -> str:
    """Return the position in short: its side, or the first step into it."""
    if side and block.side_text and block.sides is not Sides.BOTH:
        return block.side_text.for_side(side)
    return next(iter(sayable(block.setup[block.steps_ahead or 0 :])), "")


def fetched_wordings(block: Block) -> tuple[str, ...]:
    """Return the steps for which the runner needs things, such as a band, and time."""
    ahead = block.setup[: block.steps_ahead or 0]
    return tuple(step for step in sayable(ahead) if _FETCHED.search(step))


def things_wordings(block: Block) -> tuple[str, ...]:
    """Return the steps that name things to have at hand, which come before any move."""
    return tuple(step for step in fetched_wordings(block) if _AT_HAND.match(step))


def is_about_things(text: str) -> bool:
    """Return whether a text is about things, such as a band or a ball."""
    return bool(_THINGS.search(text))


def felt_wordings(block: Block) -> tuple[str, ...]:
    """Return where the drill should be felt: ``You should feel this in the glutes``.

    Empty if a step of the setup says so already.
    """
    places = felt_in(block.feel.target)
    is_told = any("feel" in step and places in step for step in block.setup)
    return (f"You should feel this {places}",) if places and not is_told else ()


def way_out_wording(block: Block, following: Block | None = None) -> str:
    """Return how to come out of a drill's position, and that its weight is put aside.

    Anything that the next drill also needs stays in place.
    """
    told = block.afterwards.rstrip(" .") if isinstance(block.afterwards, str) else ""
    said = ["" if following and following.afterwards == block.afterwards else told]
    is_held_on = following is not None and isinstance(following.weight, Weight)
    if isinstance(block.weight, Weight) and not is_held_on and "weight" not in told:
        said.append(WEIGHT_ASIDE)
    return ". ".join(each for each in said if each)


def ease_wording(block: Block) -> str:
    """Return how to ease out of a stretch before the other side; empty for other drills."""
    told = block.afterwards if isinstance(block.afterwards, str) else ""
    return told.split(" and ")[0].rstrip(" .") if told.startswith("Ease ") else ""


def breath_meant(text: str) -> Breath | None:
    """Return the breath that a text asks for first; None if it asks for none."""
    found = _BREATH_MEANT.search(text.casefold())
    if found is None:
        return None
    return Breath.EXHALE if found[found.lastgroup or 0] in _OUT else Breath.INHALE


def weight_wordings(block: Block) -> tuple[str, ...]:
    """Return wordings for the weight to hold; empty if there is none."""
    if not isinstance(block.weight, Weight):
        return ()
    return (f"{block.weight.spoken}, {IN_THE_TANK}", block.weight.spoken)


def cue_wordings(block: Block, number: int) -> tuple[str, ...]:
    """Return wordings for a set's cue."""
    if not block.cues:
        return ()
    cue = block.cues[(number - 1) % len(block.cues)].strip()
    # The cue of a test says when to press space. Without "think", any other cue would
    # sound like an order to move now.
    is_test = isinstance(block.test, str)
    return sayable([cue if is_test else f"{THINK}{cue}"]) if cue else ()


def phase_wordings(
    do: str, breath: Breath | None, *, is_free: bool = False
) -> tuple[str, ...]:
    """Return wordings for a phase, with the breath first: ``out, push and lift``.

    Args:
        do: the words for the phase in the drill's file.
        breath: the breath that begins with it, if one does.
        is_free: whether the runner breathes freely, so the movement matters more.
    """
    word = SPOKEN_BREATHS[breath] if breath else ""
    parts = [part.strip() for part in do.split(",")]
    if is_hold(do):
        held = ["stay there" if part == "stay" else part for part in parts]
        return sayable([", ".join(held), KEEP_BREATHING])
    parts = [part for part in parts if part and _core(part) not in _SAYS_ONLY_BREATH]
    # A bare ``pause`` sounds as if the session had stopped.
    parts = [part for part in parts if _core(part) != "pause"] or parts
    whole, short = ", ".join(parts), parts[0] if parts else ""
    if not word:
        return sayable([whole, short])
    if not parts:
        return (word,)
    without = (whole, short) if is_free else ()
    return sayable([f"{word}, {whole}", f"{word}, {short}", *without, word])


def is_hold(do: str) -> bool:
    """Return whether a phase holds a position during the out-breath."""
    return KEEP_BREATHING in do
