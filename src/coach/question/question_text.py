"""Texts of the questions, for each width of the screen and for the voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.model.places import place_words
from coach.model.prescription import Block
from coach.model.terms import BodyPlace
from coach.question.dialog import FLAGS, PLACES, Dialog, Step

_BY_EAR = {BodyPlace.FRONT_OF_HIP: "hip"}
"""Shorter words for the voice, which has no time for three."""

_FORMS: dict[Step, tuple[str, ...]] = {
    Step.FELT: (
        "{all}?|1 yes, easy|2 yes, good work|3 yes, too hard|4 felt elsewhere|5 it hurts",
        "{all}?|1 easy|2 good work|3 too hard|4 elsewhere|5 it hurts",
        "{first}?|1easy|2good|3hard|4no|5hurts",
        "{first}?|1-3 yes|4 no|5 hurts",
        "1-3 yes|4 no|5 hurts",
    ),
    Step.PLACES: (
        (
            "where?|1 glutes|2 hamstrings|3 quads|4 abs|5 low back|6 knee|7 front of hip"
            "|8 nowhere|Enter: that is all"
        ),
        "where?|1 glutes|2 hams|3 quads|4 abs|5 low back|6 knee|7 hip|8 none|Enter",
        "1glu|2ham|3quad|4abs|5back|6knee|7hip|8no",
    ),
    Step.BACK: (
        "the low back:|1 working|2 tight or pinching",
        "back?|1 works|2 tight",
    ),
    Step.WHERE: (
        "where does it hurt?|1 low back|2 knee|3 hip|4 hamstrings|5 elsewhere",
        "where?|1 low back|2 knee|3 hip|4 hamstrings|5 elsewhere",
        "1back|2knee|3hip|4hams|5elsewhere",
    ),
    Step.HIP: (
        "where in the hip?|1 groin or deep|2 front|3 outer side|Enter: not sure",
        "hip?|1 groin|2 front|3 outer side|Enter",
        "1groin|2front|3outer",
    ),
    Step.REST: (
        (
            "where?|1 glutes|2 shin or calf|3 ankle or foot|4 shoulder or wrist|5 neck"
            "|Enter: none of these"
        ),
        "where?|1 glutes|2 calf|3 foot|4 shoulder|5 neck|Enter",
        "1glu|2calf|3foot|4arm|5neck",
    ),
    Step.SIDE: (
        "which side?|1 left|2 right|3 both|Enter: not sure",
        "side?|1 left|2 right|3 both",
        "1left|2right|3both",
    ),
    Step.PAIN: (
        "how much does it hurt?|0 to 9, or t for ten",
        "how much?|0-9, t for ten",
        "pain 0-9, t = ten?",
    ),
    Step.FLAGS: (
        (
            "was it also?|0 no|1 sharp|2 numb or tingling|3 giving way|4 dizzy or faint"
            "|5 cramp|6 one of the urgent signs|Enter: that is all"
        ),
        "also?|0 no|1 sharp|2 numb|3 giving way|4 dizzy|5 cramp|6 urgent|Enter",
        "0no|1sharp|2numb|3weak|4dizzy|5cramp|6urgent",
    ),
    Step.SKIP: (
        "why skipped?|1 no time or equipment|2 too hard|3 it hurts",
        "why?|1 no time|2 too hard|3 hurts",
        "1time|2hard|3hurts",
    ),
    Step.MORNING: (
        "the morning after {day}, compared with usual:|1 less|2 same|3 more pain",
        "after {day}:|1 less|2 same|3 more pain",
        "pain: 1less|2same|3more",
    ),
    Step.SORE: (
        "what is it like?|1 both sides, dull, in the muscle|2 one spot, or a joint",
        "what?|1 both sides, dull|2 one spot or joint",
        "1both dull|2one spot",
    ),
}
"""Forms of each question, the longest first. Choices never wrap; the last form fits 20
columns."""
_ASKED = {
    Step.FELT: "where did you feel it?",
    Step.PLACES: "where else did you feel it?",
    Step.BACK: "how was your low back?",
    Step.WHERE: "where does it hurt?",
    Step.HIP: "where in the hip?",
    Step.REST: "where does it hurt?",
    Step.SIDE: "which side?",
    Step.PAIN: "how much does it hurt?",
    Step.FLAGS: "was anything else wrong?",
    Step.SKIP: "why did you skip the set?",
}
"""Heading of a question about a drill, above the keys."""
MOST_ROWS = {Step.FELT: 1, Step.SKIP: 1, Step.FLAGS: 3}
_ROWS = 2
_ROOMY = 2
"""Number of forms, from the longest, with two spaces between the choices."""
PICKED = "*"
"""Mark behind the key of a choice that is selected."""


def question_rows(
    dialog: Dialog, columns: int, *, has_room: bool = True
) -> tuple[str, ...]:
    """Return a question with its choices, the drill above if there is room for a row."""
    named = heading(dialog, columns) if has_room else ""
    if not named:
        return question_lines(dialog, columns)
    is_asked = named.endswith(_ASKED.get(dialog.step, "\n"))
    return (named, *question_lines(dialog, columns, is_asked=is_asked))


def question_lines(
    dialog: Dialog, columns: int, *, is_asked: bool = False
) -> tuple[str, ...]:
    """Return the longest form that fits, in as few lines as possible.

    Args:
        dialog: the open question.
        columns: the width of a line.
        is_asked: whether the question itself stands above, so that only the choices are
            wanted. The first question names the places in its first word, and keeps it.
    """
    rows = MOST_ROWS.get(dialog.step, _ROWS)
    lines: list[str] = []
    for number, form in enumerate(_FORMS[dialog.step]):
        between = "  " if number < _ROOMY else " "
        choices = _choices(form, dialog)
        if is_asked and dialog.step is not Step.FELT and len(choices) > 1:
            choices = choices[1:]
        lines = _wrapped(choices, between, columns)
        if len(lines) <= rows and max(map(len, lines)) <= columns:
            return tuple(lines)
    return tuple(line[: max(1, columns)] for line in lines[:rows])


def heading(dialog: Dialog, columns: int) -> str:
    """Return ``Wall reach: where did you feel it?``, or "" without a drill or room."""
    if not dialog.drill:
        return ""
    asked = _ASKED.get(dialog.step, "")
    whole, short = f"{dialog.drill}: {asked}", f"{dialog.drill}?"
    fitting = (words for words in (whole, short) if asked and len(words) <= columns)
    return next(fitting, "")


def spoken_questions(drill: str, target: Sequence[BodyPlace]) -> tuple[str, ...]:
    """Return spoken forms of the question, the longest first."""
    short = spoken_question(target)
    if not short:
        return ()
    return (f"{drill}: {_ASKED[Step.FELT]}", f"{drill}: {short}", short)


def spoken_question(target: Sequence[BodyPlace]) -> str:
    """Return the question in at most two spoken words, or ""."""
    if not target:
        return ""
    return f"{_BY_EAR.get(target[0], place_words(target[0]))}?"


def left_out_words(blocks: Sequence[Block], numbers: Iterable[int]) -> str:
    """Return ``Left out today: Glute bridge, Bridge march.``."""
    names = dict.fromkeys(blocks[number].name for number in numbers)
    return f"Left out today: {', '.join(names)}."


def _choices(form: str, dialog: Dialog) -> list[str]:
    places = [place_words(place) for place in dialog.target] or ["felt it"]
    words = form.format(all=", ".join(places), first=places[0], day=dialog.day)
    picked = {key for key, place in PLACES.items() if place in (dialog.answer.felt or ())}
    if dialog.step is Step.FLAGS:
        picked = {key for key, flag in FLAGS.items() if flag in dialog.answer.flags}
    return [
        f"{choice[0]}{PICKED}{choice[1:].lstrip()}" if choice[0] in picked else choice
        for choice in words.split("|")
    ]


def _wrapped(choices: Sequence[str], between: str, columns: int) -> list[str]:
    lines = [choices[0]]
    for choice in choices[1:]:
        longer = lines[-1] + between + choice
        if len(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(choice)
    return lines
