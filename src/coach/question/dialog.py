"""Dialogs with one key per step: a frozen state plus a key gives the next state.

    felt -> places -> back -> side        skip -> where        morning -> sore -> where
    felt -> where -> hip, rest -> side -> pain -> flags

Enter skips a step; Backspace takes the last answer back. No key of a dialog is also the
key of a command, so the runner can pause, continue or stop while a question is open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import msgspec
from msgspec.structs import replace

from coach.model.places import with_urgent_sign
from coach.model.prescription import Block
from coach.model.terms import (
    BackFelt,
    BodyPlace,
    Compared,
    Flag,
    PainPlace,
    PainSide,
    Sides,
    SkipReason,
)
from coach.question.answer import NOTHING, Answer


class Step(StrEnum):
    """Steps of a dialog."""

    FELT = "felt"
    """Whether the drill was felt in the right place, and how hard it was."""
    PLACES = "places"
    """Other places where the drill was felt; allows several choices."""
    BACK = "back"
    """Whether the low back worked or pinched."""
    WHERE = "where"
    """The place that hurts."""
    HIP = "hip"
    """The part of the hip that hurts."""
    REST = "rest"
    """Other places that hurt."""
    SIDE = "side"
    """The side that hurt, in a drill that has two sides."""
    PAIN = "pain"
    FLAGS = "flags"
    """Other symptoms; allows several choices."""
    SKIP = "skip"
    """The reason for skipping a set."""
    MORNING = "morning"
    """Pain on the morning after a session, compared with usual."""
    SORE = "sore"
    """Whether the extra pain is sore muscles or a single spot."""


ENTER = "enter"
TAKE_BACK = "backspace"
"""The key that returns to the question before, without its answer."""
EFFORTS = {"1": 3, "2": 6, "3": 8}
"""RPE for each key when the drill was felt in the right place: easy, good, too hard."""
TOO_HARD, ELSEWHERE, HURTS = "3", "4", "5"
PLACES = {
    "1": BodyPlace.GLUTES,
    "2": BodyPlace.HAMSTRINGS,
    "3": BodyPlace.QUADS,
    "4": BodyPlace.ABS,
    "5": BodyPlace.LOW_BACK,
    "6": BodyPlace.KNEE,
    "7": BodyPlace.FRONT_OF_HIP,
    "8": BodyPlace.NOWHERE,
}
BACKS = {"1": BackFelt.WORKING, "2": BackFelt.TIGHT}
PAIN_PLACES = {
    "1": PainPlace.LOW_BACK,
    "2": PainPlace.KNEE,
    "3": PainPlace.HIP,
    "4": PainPlace.HAMSTRINGS,
    "5": PainPlace.ELSEWHERE,
}
HIP_PLACES = {
    "1": PainPlace.GROIN_OR_DEEP_HIP,
    "2": PainPlace.FRONT_OF_HIP,
    "3": PainPlace.OUTER_HIP,
}
REST_PLACES = {
    "1": PainPlace.GLUTES,
    "2": PainPlace.SHIN_OR_CALF,
    "3": PainPlace.ANKLE_OR_FOOT,
    "4": PainPlace.SHOULDER_OR_WRIST,
    "5": PainPlace.NECK,
}
SIDES = {"1": PainSide.LEFT, "2": PainSide.RIGHT, "3": PainSide.BOTH}
MIDDLES = frozenset({PainPlace.LOW_BACK, PainPlace.NECK})
"""Places for which no side is asked."""
CLOSER = {PainPlace.HIP: Step.HIP, PainPlace.ELSEWHERE: Step.REST}
"""Places that lead to a closer question; Enter keeps the place itself."""
PAINS = {str(number): number for number in range(10)} | {"t": 10}
NO_FLAG = "0"
EMERGENCY = "e"
"""The key for an urgent sign, the same in every question about pain during a session.

In the other questions of a session, the key opens the questions about pain.
"""
FLAGS = {
    "1": Flag.SHARP,
    "2": Flag.NUMB,
    "3": Flag.GIVING_WAY,
    "4": Flag.DIZZY,
    "5": Flag.CRAMP,
    EMERGENCY: Flag.URGENT,
}
DIZZY = "6"
"""The key for a runner who is dizzy or faint, in the first question about pain."""
SKIPS = {"1": SkipReason.NO_TIME, "2": SkipReason.TOO_HARD, "3": SkipReason.HURTS}
MORNINGS = {"1": Compared.LESS, "2": Compared.SAME, "3": Compared.MORE}
MUSCLES, SPOT = "1", "2"

KEYS: Mapping[Step, frozenset[str]] = {
    Step.FELT: frozenset({*EFFORTS, ELSEWHERE, HURTS, EMERGENCY, ENTER}),
    Step.PLACES: frozenset({*PLACES, EMERGENCY, ENTER}),
    Step.BACK: frozenset({*BACKS, EMERGENCY, ENTER}),
    Step.WHERE: frozenset({*PAIN_PLACES, DIZZY, EMERGENCY, ENTER}),
    Step.HIP: frozenset({*HIP_PLACES, EMERGENCY, ENTER}),
    Step.REST: frozenset({*REST_PLACES, EMERGENCY, ENTER}),
    Step.SIDE: frozenset({*SIDES, EMERGENCY, ENTER}),
    Step.PAIN: frozenset({*PAINS, EMERGENCY, ENTER}),
    Step.FLAGS: frozenset({*FLAGS, NO_FLAG, ENTER}),
    Step.SKIP: frozenset({*SKIPS, EMERGENCY, ENTER}),
    Step.MORNING: frozenset({*MORNINGS, ENTER}),
    Step.SORE: frozenset({MUSCLES, SPOT, ENTER}),
}
"""Keys of each step; those in `SIGNS` are of no use in questions about a morning."""
SIGNS = frozenset({(Step.WHERE, DIZZY), *((step, EMERGENCY) for step in KEYS)})
"""Keys for signs, which the answers about a morning don't hold."""
ABOUT_PAIN = frozenset({Step.WHERE, Step.HIP, Step.REST, Step.PAIN, Step.FLAGS})
"""Steps during which the session stays paused; so does a side question that follows."""


class Dialog(msgspec.Struct, frozen=True, kw_only=True):
    """An open question with the answers so far."""

    step: Step
    answer: Answer = NOTHING
    target: tuple[BodyPlace, ...] = ()
    """Places where the drill should be felt."""
    back_works: bool = False
    """Whether the low back muscles are expected to work."""
    has_sides: bool = False
    """Whether each side has sets of its own, so that an answer can be about one of them."""
    alternates: bool = False
    """Whether the sides take turns from rep to rep, so that one of them may hurt."""
    drill: str = ""
    """Name of the drill."""
    day: str = ""
    """Day of the session before the morning in question."""
    is_over: bool = False
    """Whether the drill is over, so that the questions are about pain in the past."""
    before: Dialog | None = None
    """The question before, as it was."""

    @property
    def is_about_pain(self) -> bool:
        """Return whether the runner reported pain."""
        is_side_of_pain = self.step is Step.SIDE and self.answer.where_pain is not None
        return self.step in ABOUT_PAIN or is_side_of_pain


def ask_felt(block: Block) -> Dialog:
    """Return the dialog about where a drill was felt."""
    feel = block.feel
    return replace(_about(block), target=feel.target, back_works=feel.back_works)


def ask_why_skipped(block: Block | None = None) -> Dialog:
    """Return the dialog about a skipped set."""
    return replace(_about(block), step=Step.SKIP)


def ask_pain(block: Block | None = None) -> Dialog:
    """Return the dialog about the pain that made the runner stop a drill."""
    return replace(_about(block), step=Step.WHERE)


def _about(block: Block | None) -> Dialog:
    """Return a dialog with the drill's name and how its sides work."""
    if block is None:
        return Dialog(step=Step.FELT)
    return Dialog(
        step=Step.FELT,
        drill=block.name,
        has_sides=len(block.working_sides) > 1,
        alternates=block.sides is Sides.ALTERNATE,
    )


def ask_morning(day: str) -> Dialog:
    """Return the dialog about the morning after a session."""
    return Dialog(step=Step.MORNING, day=day)


def press(dialog: Dialog, key: str) -> Dialog | Answer | None:
    """Return the next question, the complete answer, or None if the key has no use here."""
    if key == TAKE_BACK:
        return dialog.before
    following = _after(dialog, key)
    if isinstance(following, Dialog):
        if following.step is dialog.step:
            return replace(following, before=dialog.before)
        # The session has stopped because of the pain: only the stop itself can end that.
        is_same_matter = following.is_about_pain is dialog.is_about_pain
        return replace(following, before=dialog if is_same_matter else None)
    if following is None:
        return None
    flags = with_urgent_sign(following.flags, following.where_pain, following.side)
    return replace(following, flags=flags)


def _after(dialog: Dialog, key: str) -> Dialog | Answer | None:
    if key not in keys_of(dialog):
        return None
    if key == ENTER:
        return _pass_over(dialog)
    if key == EMERGENCY:
        return _emergency(dialog)
    return _TAKE[dialog.step](dialog, key)


def _felt(dialog: Dialog, key: str) -> Dialog | Answer:
    if key == ELSEWHERE:
        return replace(dialog, step=Step.PLACES)
    if key == HURTS:
        return hurting(dialog)
    said = _with(dialog, felt=dialog.target, rpe=EFFORTS[key])
    return _side_or_end(said) if key == TOO_HARD else said.answer


def _place(dialog: Dialog, key: str) -> Dialog:
    """Add or remove a place; "nowhere" excludes all others."""
    place, felt = PLACES[key], dialog.answer.felt or ()
    if place in felt:
        felt = tuple(each for each in felt if each is not place)
    elif place is BodyPlace.NOWHERE:
        felt = (place,)
    else:
        felt = (*(each for each in felt if each is not BodyPlace.NOWHERE), place)
    return _with(dialog, felt=felt or None)


def _back(dialog: Dialog, key: str) -> Dialog | Answer:
    return _side_or_end(_with(dialog, back=BACKS[key]))


def is_of_morning(dialog: Dialog) -> bool:
    """Return whether a question is about pain of the morning after."""
    return dialog.answer.compared is not None


def keys_of(dialog: Dialog) -> frozenset[str]:
    """Return the keys that answer an open question."""
    keys = KEYS[dialog.step]
    if not is_of_morning(dialog):
        return keys
    return frozenset(key for key in keys if (dialog.step, key) not in SIGNS)


def _emergency(dialog: Dialog) -> Dialog | Answer:
    """End a question about pain with an urgent sign; a slip elsewhere only asks first."""
    if not dialog.is_about_pain:
        return hurting(dialog)
    answer = dialog.answer
    place = None if dialog.step is Step.WHERE else answer.where_pain
    return replace(answer, where_pain=place, flags=(*answer.flags, Flag.URGENT))


def _where(dialog: Dialog, key: str) -> Dialog | Answer:
    if key == DIZZY:
        return replace(dialog.answer, where_pain=None, flags=(Flag.DIZZY,))
    place = PAIN_PLACES[key]
    said = _with(dialog, where_pain=place)
    return replace(said, step=CLOSER[place]) if place in CLOSER else _side_or_pain(said)


def _hip(dialog: Dialog, key: str) -> Dialog:
    return _side_or_pain(_with(dialog, where_pain=HIP_PLACES[key]))


def _rest(dialog: Dialog, key: str) -> Dialog:
    return _side_or_pain(_with(dialog, where_pain=REST_PLACES[key]))


def _side(dialog: Dialog, key: str) -> Dialog | Answer:
    return _after_side(_with(dialog, side=SIDES[key]))


def _after_side(dialog: Dialog) -> Dialog | Answer:
    return replace(dialog, step=Step.PAIN) if dialog.is_about_pain else dialog.answer


def _side_or_pain(dialog: Dialog) -> Dialog:
    """Ask which side hurts if drill and place have sides; otherwise ask how much."""
    has_sides = dialog.has_sides or dialog.alternates
    asks = has_sides and dialog.answer.where_pain not in MIDDLES
    return replace(dialog, step=Step.SIDE if asks else Step.PAIN)


def _side_or_end(dialog: Dialog) -> Dialog | Answer:
    """Ask which side hurts if the drill has sides; otherwise end the dialog."""
    return replace(dialog, step=Step.SIDE) if dialog.has_sides else dialog.answer


def _pain(dialog: Dialog, key: str) -> Dialog | Answer:
    said = _with(dialog, step=Step.FLAGS, pain=PAINS[key])
    return said.answer if dialog.answer.compared else said


def _flag(dialog: Dialog, key: str) -> Dialog | Answer:
    """Add or remove a symptom."""
    answer, flags = dialog.answer, dialog.answer.flags
    if key == NO_FLAG:
        return replace(answer, flags=())
    flag = FLAGS[key]
    left = tuple(each for each in flags if each is not flag)
    return _with(dialog, flags=left if flag in flags else (*flags, flag))


def _skip(dialog: Dialog, key: str) -> Dialog | Answer:
    if SKIPS[key] is SkipReason.HURTS:
        return hurting(dialog)
    return replace(dialog.answer, skipped=SKIPS[key])


def _morning(dialog: Dialog, key: str) -> Dialog | Answer:
    said = _with(dialog, step=Step.SORE, compared=MORNINGS[key])
    return said if MORNINGS[key] is Compared.MORE else said.answer


def _sore(dialog: Dialog, key: str) -> Dialog | Answer:
    """Count sore muscles on both sides as no pain, and a single spot as pain."""
    if key == MUSCLES:
        return replace(dialog.answer, muscles=True)
    return _with(dialog, step=Step.WHERE, where_pain=PainPlace.ELSEWHERE)


_TAKE: Mapping[Step, Callable[[Dialog, str], Dialog | Answer]] = {
    Step.FELT: _felt,
    Step.PLACES: _place,
    Step.BACK: _back,
    Step.WHERE: _where,
    Step.HIP: _hip,
    Step.REST: _rest,
    Step.SIDE: _side,
    Step.PAIN: _pain,
    Step.FLAGS: _flag,
    Step.SKIP: _skip,
    Step.MORNING: _morning,
    Step.SORE: _sore,
}
"""Effect of a key at each step."""


def hurting(dialog: Dialog) -> Dialog:
    """Return the dialog at its first question about pain, with the answers so far."""
    if dialog.is_about_pain:
        return dialog
    skipped = SkipReason.HURTS if dialog.step is Step.SKIP else None
    said = replace(dialog, is_over=dialog.step is not Step.SKIP)
    where = PainPlace.ELSEWHERE
    return _with(said, step=Step.WHERE, where_pain=where, skipped=skipped)


def _with(dialog: Dialog, step: Step | None = None, **said: Any) -> Dialog:  # noqa: ANN401  fields of an answer
    answer = replace(dialog.answer, **said)
    return replace(dialog, step=step or dialog.step, answer=answer)


def _pass_over(dialog: Dialog) -> Dialog | Answer:
    answer = dialog.answer
    match dialog.step:
        case Step.PLACES if dialog.back_works and BodyPlace.LOW_BACK in (answer.felt or ()):
            return replace(dialog, step=Step.BACK)
        case Step.PLACES | Step.BACK if answer.felt or answer.back:
            return _side_or_end(dialog)
        case Step.WHERE | Step.HIP | Step.REST:
            return _side_or_pain(dialog)
        case Step.SIDE:
            return _after_side(dialog)
        case Step.PAIN if not answer.compared:
            return replace(dialog, step=Step.FLAGS)
        case _:
            return answer
