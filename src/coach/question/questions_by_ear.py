"""Texts of the questions to hear, with their keys, and what confirms an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from coach.model.places import place_words
from coach.model.terms import Flag, PainPlace
from coach.question.answer import Answer
from coach.question.dialog import (
    CLOSER,
    EFFORTS,
    FLAGS,
    HIP_PLACES,
    PAIN_PLACES,
    PAINS,
    PLACES,
    REST_PLACES,
    SIDES,
    Dialog,
    Step,
    is_of_morning,
)
from coach.question.question_text import ASKED, felt_in, in_time

_FELT_WORDS = {"1": "easy", "2": "good", "3": "too hard, so easier next time if possible"}
_SPOKEN_FLAGS: dict[str, str] = {
    Flag.SHARP: "sharp",
    Flag.NUMB: "numb",
    Flag.GIVING_WAY: "giving way",
    Flag.DIZZY: "dizzy",
    Flag.CRAMP: "cramp",
}
_SHORT_BY_EAR = (
    "One easy, two good, three too hard, four elsewhere or not at all, five it hurt."
)
_FIRST_BY_EAR = (
    "For an emergency, such as chest pain, press E, now or at any later question. "
    "From the bump on F, E is one key left, then one up. "
)
_EMERGENCY = " For an emergency, press E."
"""Said once more, when the pain gets its number; the key works in each question."""
_IF_DIZZY = "Dizzy or faint? Press six. "
_WHERE_KEYS_ARE = "One is second from the left, just above the letters."
"""Said with the first question about a drill and about pain, for closed eyes."""
_BY_MISTAKE = " Pressed H by mistake? Space continues."
_BY_EAR = {
    Step.FELT: (
        "Press one if it was easy, two good, three too hard, "
        "four elsewhere or not at all, five if it hurt."
    ),
    Step.PLACES: (
        "Where did you feel it? Press one for glutes, two hamstrings, three quads, "
        "four abs, five low back, six knee, seven front of hip, eight nowhere. Then Enter."
    ),
    Step.BACK: "How was your low back? Press one for working, two tight or pinching.",
    Step.WHERE: (
        f"{_FIRST_BY_EAR}Where does it hurt? Press one for low back, two knee, three hip "
        "or groin, four hamstrings, five elsewhere, such as buttock or calf. "
        f"{_IF_DIZZY}{_WHERE_KEYS_ARE}{_BY_MISTAKE}"
    ),
    Step.HIP: (
        "Where in the hip? Press one for groin or deep inside, two front, "
        "three outer side, Enter if you are not sure."
    ),
    Step.REST: (
        "Where? Press one for buttock, two shin or calf, three ankle or foot, "
        "four shoulder or wrist, five neck, Enter for none of these."
    ),
    Step.SIDE: "Which side? Press one for left, two right, three both.",
    Step.PAIN: (
        "How much does it hurt? Press zero to nine; zero is the third key left of "
        "Backspace. For ten, press T, as in ten, above and to the right of the bump on F."
        f"{_EMERGENCY}"
    ),
    Step.FLAGS: (
        "Anything else? Zero for no. One sharp, two numb, three giving way, "
        "four dizzy, five cramp: press all that apply, then Enter."
    ),
    Step.SKIP: (
        "Why did you skip the set? Press one for no time, two too hard, three it hurts."
    ),
    Step.MORNING: (
        "How sore were you the next morning? Press one for less than usual, two the same, "
        "three more."
    ),
    Step.SORE: (
        "What is the pain like? Press one for a dull ache on both sides, "
        "two for one spot or a joint."
    ),
}
"""Spoken questions, with their keys."""
HOW_TO_CORRECT = "Wrong key? Press backspace, at the right end of the number row."
"""Said once, after the first answer that it takes back."""
HOW_TO_CORRECT_LATER = f"{HOW_TO_CORRECT} You can do that until the next drill starts."
"""The same after an answer about a drill, which the words about the next one follow."""
_TAKE_OUT = (
    "{chosen}. Press {key} again to take it back. When that is all, press Enter, "
    "below Backspace."
)
"""Said once, after the first of several answers to a question."""
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")
_FELT_THERE_BY_EAR = (
    "Press one for yes, easy, two for yes, good, three for yes, too hard, "
    "four for elsewhere or not at all, five if it hurt."
)


def spoken_questions(drill: str, target: Sequence[str] = ()) -> tuple[str, str]:
    """Return the spoken first question about a drill: with its keys, and its short form."""
    is_word = drill[1:2].islower()
    named = drill[:1].lower() + drill[1:] if is_word else drill
    places = felt_in(target)
    asked = f"Did you feel the {named} {places}?" if places else f"How was the {named}?"
    keys = _FELT_THERE_BY_EAR if places else _BY_EAR[Step.FELT]
    return f"{asked} {keys} {_WHERE_KEYS_ARE}", f"{asked} {_SHORT_BY_EAR}"


def spoken_step(dialog: Dialog, *, is_new: bool) -> str:
    """Return a spoken question, with its keys unless they are known by now.

    Keys that are rarely needed are always said.
    """
    whole, short = _BY_EAR[dialog.step], ASKED.get(dialog.step, "")
    if is_of_morning(dialog):
        whole = whole.removeprefix(_FIRST_BY_EAR).removesuffix(_BY_MISTAKE)
        whole = whole.replace(_IF_DIZZY, "").removesuffix(_EMERGENCY)
    if dialog.is_over:
        whole = whole.removesuffix(_BY_MISTAKE)
    if dialog.step is Step.FELT:
        return spoken_questions(dialog.drill, dialog.target)[0 if is_new else 1]
    is_whole = is_new or not short or dialog.is_about_pain or dialog.step is Step.SIDE
    return in_time(whole, dialog) if is_whole else short.capitalize()


def spoken_place(place: PainPlace) -> str:
    """Return a place that hurts as people say it: ``buttock``, not ``glutes``."""
    return "buttock" if place is PainPlace.GLUTES else place_words(place)


def is_taken_back(before: Dialog, after: Dialog | None) -> bool:
    """Return whether the runner went back to the question before."""
    return after is not None and after == before.before


def spoken_answer(before: Dialog, after: Dialog | None, answer: Answer) -> str:
    """Return the word that confirms an answer, or the places and signs just chosen."""
    said = after.answer if after is not None else answer
    had = {*(before.answer.felt or ()), *before.answer.flags}
    has = {*(said.felt or ()), *said.flags}
    if before.step in {Step.PLACES, Step.FLAGS} and has != had:
        added = [_SPOKEN_FLAGS.get(one, place_words(one)) for one in has - had]
        gone = [_SPOKEN_FLAGS.get(one, place_words(one)) for one in had - has]
        return ", ".join([*added, *(f"not {word}" for word in gone)])
    if before.step is Step.FELT and said.rpe is not None:
        word = next(_FELT_WORDS[key] for key, rpe in EFFORTS.items() if rpe == said.rpe)
        return f"noted: {word}"
    if before.step in CLOSER.values() or before.step is Step.WHERE:
        return spoken_place(said.where_pain) if said.where_pain else ""
    if before.step is Step.SIDE and said.side is not None:
        return said.side.value
    if before.step is Step.PAIN and said.pain is not None:
        return f"pain {said.pain}"
    return "" if after is not None else "thank you"


def how_to_take_out(before: Dialog, after: Dialog) -> str:
    """Return a place or sign just chosen, and the key that takes it back; or nothing."""
    if before.step is not after.step:
        return ""
    new = {*(after.answer.felt or ()), *after.answer.flags}
    new -= {*(before.answer.felt or ()), *before.answer.flags}
    keys: Mapping[str, str] = PLACES if before.step is Step.PLACES else FLAGS
    key = next((key for key, one in keys.items() if one in new), "")
    word = spoken_answer(before, after, after.answer)
    return _TAKE_OUT.format(chosen=word, key=_DIGITS[int(key)]) if key else ""


def _all_take_out() -> Iterator[str]:
    """Yield those words for each sign."""
    asked = Dialog(step=Step.FLAGS)
    for flag in FLAGS.values():
        if flag in _SPOKEN_FLAGS:
            yield how_to_take_out(asked, replace(asked, answer=Answer(flags=(flag,))))


def spoken_about_pain() -> Iterator[str]:
    """Yield all words of the questions about pain, in the order in which they may come."""
    yield _BY_EAR[Step.WHERE]
    over = Dialog(step=Step.WHERE, is_over=True)
    told = (_BY_EAR[step].removesuffix(_BY_MISTAKE) for step in (Step.WHERE, Step.PAIN))
    yield from (in_time(text, over) for text in told)
    yield from (spoken_place(place) for place in PAIN_PLACES.values())
    yield _BY_EAR[Step.SIDE]
    yield from (_BY_EAR[step] for step in (Step.PAIN, Step.HIP, Step.REST))
    yield from SIDES.values()
    yield from (f"pain {number}" for number in PAINS.values())
    yield HOW_TO_CORRECT
    yield _BY_EAR[Step.FLAGS]
    yield from _all_take_out()
    closer = (*HIP_PLACES.values(), *REST_PLACES.values())
    yield from (spoken_place(place) for place in closer)
    yield from (_SPOKEN_FLAGS[flag] for flag in FLAGS.values() if flag in _SPOKEN_FLAGS)
