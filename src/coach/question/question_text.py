"""Texts of the questions to read, for each screen width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coach.model.places import place_words
from coach.model.prescription import Block
from coach.model.terms import BodyPlace
from coach.question.dialog import (
    DIZZY,
    EMERGENCY,
    FLAGS,
    NO_FLAG,
    PAINS,
    PLACES,
    Dialog,
    Step,
    is_of_morning,
)

_FELT_AT: dict[str, str] = {
    BodyPlace.HIP_STRETCH: "hips",
    BodyPlace.FRONT_OF_HIP: "front of the hip",
}
_FELT_AT_BY: dict[str, str] = {
    BodyPlace.HIP_STRETCH: "as a stretch in",
    BodyPlace.FRONT_OF_HIP: "at",
}
"""Words for places that are not felt simply in a muscle."""
_FORMS: dict[Step, tuple[str, ...]] = {
    Step.FELT: (
        "{felt}|1 yes, easy|2 yes, good work|3 yes, too hard|4 no, elsewhere|5 it hurts",
        "{felt}|1 yes, easy|2 yes, good|3 yes, too hard|4 no, elsewhere|5 it hurts",
        "{all}?|1 easy|2 good work|3 too hard|4 elsewhere|5 it hurts",
        "{first}?|1 easy|2 good|3 hard|4 no|5 hurts",
        "{first}?|1easy|2good|3hard|4no|5hurts",
        "{first}?|1-3 yes|4 no|5 hurts",
        "1-3 yes|4 no|5 hurts",
    ),
    Step.PLACES: (
        (
            "where?|1 glutes|2 hamstrings|3 quads|4 abs|5 low back|6 knee|7 front of hip"
            "|8 nowhere|Enter: that's all"
        ),
        "where?|1 glutes|2 hams|3 quads|4 abs|5 low back|6 knee|7 hip|8 none|Enter: done",
        "1 glutes|2 hams|3 quads|4 abs|5 back|6 knee|7 hip|8 none|Enter: done",
        "1glu|2ham|3quad|4abs|5back|6knee|7hip|8no",
    ),
    Step.BACK: (
        "how was your low back?|1 working|2 tight or pinching",
        "back?|1 works|2 tight",
    ),
    Step.WHERE: (
        (
            "where does it hurt?|1 low back|2 knee|3 hip|4 hamstrings|5 elsewhere"
            "|6 dizzy or faint|e emergency"
        ),
        "where?|1 back|2 knee|3 hip|4 hams|5 other|6 dizzy|e emergency",
        "1bk|2knee|3hip|4hams|5else|6dizzy|e help",
    ),
    Step.HIP: (
        "where in the hip?|1 groin or deep|2 front|3 outer side|Enter: not sure",
        "hip?|1 groin or deep|2 front|3 outer|Enter: unsure",
        "1groin|2front|3outer",
    ),
    Step.REST: (
        (
            "where?|1 buttock|2 shin or calf|3 ankle or foot|4 shoulder or wrist|5 neck"
            "|Enter: none of these"
        ),
        "where?|1 buttock|2 calf|3 foot|4 shoulder|5 neck|Enter: none",
        "1butt|2calf|3foot|4arm|5neck",
    ),
    Step.SIDE: (
        "which side?|1 left|2 right|3 both|Enter: not sure",
        "side?|1 left|2 right|3 both",
        "1left|2right|3both",
    ),
    Step.PAIN: (
        "how much does it hurt?|0 to 9, or t for ten|e emergency",
        "how much?|0-9, t for ten|e emergency",
        "pain 0-9? t is ten|e urgent",
    ),
    Step.FLAGS: (
        (
            "anything else?|0 no|1 sharp|2 numb or tingling|3 giving way|4 dizzy or faint"
            "|5 cramp|e emergency: an urgent sign|Enter: that's all"
        ),
        "also?|0 no|1 sharp|2 numb|3 giving way|4 dizzy|5 cramp|e emergency|Enter: done",
        "0no|1sharp|2numb|3weak|4dizzy|5cramp|e urgent",
    ),
    Step.SKIP: (
        "why did you skip the set?|1 no time or equipment|2 too hard|3 it hurts",
        "why?|1 no time|2 too hard|3 hurts",
        "1time|2hard|3hurts",
    ),
    Step.MORNING: (
        (
            "Pain or soreness the morning after {day}'s session, compared with usual?"
            "|1 less|2 same|3 more"
        ),
        "Pain or soreness after {day}?|1 less|2 same|3 more",
        "ache: 1less|2same|3more",
    ),
    Step.SORE: (
        "what is the pain like?|1 dull muscle ache, both sides|2 one spot, or a joint",
        "what kind?|1 dull, both sides|2 one spot or joint",
        "1 dull, both sides|2 one spot or joint",
    ),
}
"""Forms of each question, the longest first. Choices never wrap; the last form fits 20
columns."""
_IN_PAST = (
    ("much does it hurt", "much did it hurt at its worst"),
    ("does it hurt", "did it hurt"),
)
ASKED = {
    Step.FELT: "{felt}",
    Step.PLACES: "where did you feel it?",
    Step.BACK: "how was your low back?",
    Step.WHERE: "where does it hurt?",
    Step.HIP: "where in the hip?",
    Step.REST: "where does it hurt?",
    Step.SIDE: "which side?",
    Step.PAIN: "how much does it hurt?",
    Step.FLAGS: "was anything else wrong?",
    Step.SKIP: "why did you skip the set?",
}
"""The question about a drill, shown above the keys."""
MOST_ROWS = {Step.FELT: 1, Step.SKIP: 1, Step.FLAGS: 3}
_ROWS = 2
_APART = "   "
"""Space between choices below their question."""
_WITH_URGENT = frozenset({Step.WHERE, Step.FLAGS})
"""Steps with an answer for the urgent signs."""
_ROOMY, _ROOMY_FELT = 2, 3
"""Number of forms, from the longest, with two spaces between the choices."""
ENTER_WORD = "Enter"
_DONE = "done"
"""Short word for the effect of Enter."""
PICKED = "*"
"""Mark behind the key of a choice that is selected."""


def question_rows(
    dialog: Dialog, columns: int, *, has_room: bool = True
) -> tuple[str, ...]:
    """Return a question with its choices, below the drill's name if there is room."""
    named = heading(dialog, columns) if has_room else ""
    if not named:
        return question_lines(dialog, columns)
    is_asked = not named.endswith(f"{dialog.drill}?")
    return (named, *question_lines(dialog, columns, is_asked=is_asked))


def question_lines(
    dialog: Dialog, columns: int, *, is_asked: bool = False
) -> tuple[str, ...]:
    """Return the longest form that fits, in as few lines as possible.

    Args:
        dialog: the open question.
        columns: the width of a line.
        is_asked: whether the question is shown above already, so that only the choices
                are needed.
    """
    rows = MOST_ROWS.get(dialog.step, _ROWS)
    lines: list[str] = []
    for number, form in enumerate(_FORMS[dialog.step]):
        roomy = _ROOMY_FELT if dialog.step is Step.FELT else _ROOMY
        between = "  " if number < roomy else " "
        choices = _choices(form, dialog)
        # Short forms have only choices, without a question.
        if is_asked and len(choices) > 1 and choices[0].endswith(("?", ":")):
            choices = choices[1:]
        lines = _wrapped(choices, between, columns)
        if len(lines) <= rows and max(map(len, lines)) <= columns:
            return tuple(lines)
    return tuple(line[: max(1, columns)] for line in lines[:rows])


class Choice(NamedTuple):
    """One answer to a question."""

    key: str
    words: str
    is_picked: bool | None = None
    """Whether it is selected, in a step that takes several; None in other steps."""
    is_urgent: bool = False
    """Whether the answer is for the urgent signs."""


SEVERAL = frozenset({Step.PLACES, Step.FLAGS})
"""Steps that take several answers."""


def question_of(dialog: Dialog) -> str:
    """Return the whole question, without the drill's name and the answers."""
    return _sentence(_asked(dialog) or _choices(_FORMS[dialog.step][0], dialog)[0])


def choices_of(dialog: Dialog) -> Iterator[list[Choice]]:
    """Yield the answers in whole words, then in shorter ones."""
    if dialog.step is Step.PAIN:
        yield [Choice(key, "") for key in PAINS]
        return
    picked = _picked(dialog)
    for form in _FORMS[dialog.step][:_ROOMY]:
        choices = [choice for choice in _choices(form, dialog)[1:] if choice]
        yield [
            Choice(ENTER_WORD, choice.partition(": ")[2] or _DONE)
            if choice.startswith(ENTER_WORD)
            else Choice(
                choice[0],
                choice[1:].lstrip(f"{PICKED} "),
                choice[0] in picked if _is_picking(dialog.step, choice[0]) else None,
                choice[0] == EMERGENCY and dialog.step in _WITH_URGENT,
            )
            for choice in choices
        ]


def _is_picking(step: Step, key: str) -> bool:
    """Return whether a key selects one of several answers."""
    ends = step is Step.FLAGS and key in {NO_FLAG, EMERGENCY}
    return step in SEVERAL and not ends


class Apart(NamedTuple):
    """A question, and the lines of its choices."""

    asked: str
    choices: tuple[str, ...]


def question_apart(dialog: Dialog, columns: int) -> Apart:
    """Return the longest form of a question, for places with room for more lines."""
    asked, *choices = _choices(_FORMS[dialog.step][0], dialog)
    asked = heading(dialog, columns) or asked
    return Apart(_sentence(asked), _in_columns(choices, columns, len(choices)))


def question_grid(dialog: Dialog, columns: int, rows: int) -> Apart | None:
    """Return a question and its answers in aligned columns, in as few lines as possible.

    The longest words that fit are used; None if none of them fit.

    Args:
        dialog: the open question.
        columns: the width of a line.
        rows: the most lines, with that of the question.
    """
    forms = _FORMS[dialog.step]
    roomy = _ROOMY_FELT if dialog.step is Step.FELT else _ROOMY
    few = min(rows - 1, MOST_ROWS.get(dialog.step, _ROWS))
    for form, most in (
        *((form, few) for form in forms[:roomy]),
        *((form, rows - 1) for form in forms),
    ):
        own, *choices = _choices(form, dialog)
        if not own.endswith(("?", ":")):
            continue  # a form with only answers
        asked = _heading_of(dialog, columns, own)
        lines = _in_columns(choices, columns, most)
        if asked and lines:
            return Apart(asked, lines)
    return None


def _heading_of(dialog: Dialog, columns: int, own: str) -> str:
    """Return a question with the drill's name if it fits; empty if nothing fits."""
    named = heading(dialog, columns)
    if named and not named.endswith(f"{dialog.drill}?"):
        return named
    forms = [_sentence(_asked(dialog)), named, _sentence(own)]
    if dialog.step is Step.FELT:  # the next drill is on the screen already
        forms.insert(0, named)
    return next((words for words in forms if words and len(words) <= columns), "")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _in_columns(choices: Sequence[str], columns: int, most: int) -> tuple[str, ...]:
    """Return answers below each other in columns; empty if they need too many lines.

    The Enter key follows the last answer, or has a line of its own.
    """
    numbered = [choice for choice in choices if not choice.startswith(ENTER_WORD)]
    enter = choices[len(numbered) :]
    for beside in range(len(numbered), 0, -1):
        rows = [numbered[at : at + beside] for at in range(0, len(numbered), beside)]
        widths = [max(map(len, numbered[at::beside])) for at in range(beside)]
        for apart in (_APART, _APART[1:]):
            lines = [
                apart.join(
                    choice.ljust(width) for choice, width in zip(row, widths, strict=False)
                )
                for row in rows
            ]
            for last in enter:
                longer = f"{lines[-1]}{apart}{last}"
                lines[-1:] = [longer] if len(longer) <= columns else [lines[-1], last]
            lines = [line.rstrip() for line in lines]
            if max(map(len, lines)) <= columns:
                # Fewer columns would need more lines still.
                return tuple(lines) if len(lines) <= most else ()
    return ()


def heading(dialog: Dialog, columns: int) -> str:
    """Return ``Wall reach: how much does it hurt?`` or the like; empty if none fits."""
    if not dialog.drill:
        return ""
    asked = _asked(dialog)
    forms = [f"{dialog.drill}: {asked}", f"{dialog.drill}?"]
    if dialog.step is Step.FELT and dialog.target:
        first = dialog.target[0]
        at = felt_in([first]) if first in _FELT_AT else f"in {place_words(first)}"
        forms.insert(1, f"{dialog.drill}: felt {at}?")
    fitting = (words for words in forms if asked and len(words) <= columns)
    return next(fitting, "")


def _asked(dialog: Dialog) -> str:
    """Return the question without its choices; empty if it has none."""
    asked = ASKED.get(dialog.step, "").format(felt=_felt_question(dialog))
    return in_time(asked, dialog)


def _felt_question(dialog: Dialog) -> str:
    """Return a question such as ``did you feel it in the glutes or hamstrings?``."""
    places = felt_in(dialog.target)
    return f"did you feel it {places}?" if places else "did you feel it?"


def felt_in(target: Sequence[str]) -> str:
    """Return ``in the glutes or hamstrings``; empty if no place is meant."""
    found = list(dict.fromkeys(_FELT_AT.get(one, place_words(one)) for one in target))
    if not found:
        return ""
    return f"{_FELT_AT_BY.get(target[0], 'in')} the {' or '.join(found)}"


def in_time(text: str, dialog: Dialog) -> str:
    """Return a question about pain in the past if the drill is over."""
    if not dialog.is_over:
        return text
    for now, then in _IN_PAST:
        text = text.replace(now, then)
    return text


def left_out_words(blocks: Sequence[Block], numbers: Iterable[int]) -> str:
    """Return ``Left out:``, with the names of the drills."""
    names = dict.fromkeys(blocks[number].name for number in numbers)
    return f"Left out: {', '.join(names)}."


def _choices(form: str, dialog: Dialog) -> list[str]:
    places = [place_words(place) for place in dialog.target] or ["felt it"]
    words = form.format(
        felt=_felt_question(dialog),
        all=", ".join(places),
        first=places[0],
        day=dialog.day,
    )
    words = in_time(words, dialog)
    picked = _picked(dialog)
    # The answers about a morning hold no signs.
    gone = (f"{EMERGENCY} ", DIZZY) if is_of_morning(dialog) else ("|",)
    return [
        f"{choice[0]}{PICKED}{choice[1:]}" if choice[0] in picked else choice
        for choice in words.split("|")
        if not choice.startswith(gone)
    ]


def _picked(dialog: Dialog) -> set[str]:
    """Return the keys of the choices that are selected, in a step that takes several."""
    if dialog.step is Step.PLACES:
        return {key for key, at in PLACES.items() if at in (dialog.answer.felt or ())}
    if dialog.step is Step.FLAGS:
        return {key for key, flag in FLAGS.items() if flag in dialog.answer.flags}
    return set()


def _wrapped(choices: Sequence[str], between: str, columns: int) -> list[str]:
    lines = [choices[0]]
    for choice in choices[1:]:
        longer = lines[-1] + between + choice
        if len(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(choice)
    return lines
