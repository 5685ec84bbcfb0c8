"""Questions asked when changes didn't help: leave out or swap a drill, or do less.

The answers are kept in the journal, and `coach why NAME --bring-back` takes them back.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from signal import Signals
from typing import TYPE_CHECKING

from coach.app.session.resume_question import UNBROKEN, say_lines, wait_for_key
from coach.app.session.safety_question import write_down
from coach.coaching.exits import (
    ExitAnswer,
    ExitChoice,
    back_words,
    exit_answers,
    exit_text,
    hard_routine,
)

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.drill_history import DrillHistory
    from coach.coaching.exits import HardRoutine, StuckDrill
    from coach.library.catalogue import Library
    from coach.model.drill import Routine

_LOST = "coach will ask you again"


def ask_about_stuck_drill(context: Context, stuck: StuckDrill) -> bool:
    """Ask about a drill that no change helped; return whether there was an answer."""
    slot, routine = _name(context, stuck.slot), _name(context, stuck.routine or "")
    about = f"{slot} in {routine}"
    if stuck.name != slot:
        about = f"{stuck.name} (instead of {slot}) in {routine}"
    words = {"1": "1 leave out the drill", "3": "3 keep the drill"}
    if stuck.swap:
        words["2"] = f"2 do {stuck.swap_name} instead"
    key = _ask(about, stuck.why, words)
    if key is None:
        return False
    choice = {"1": ExitChoice.OUT, "2": ExitChoice.SWAP, "3": ExitChoice.KEEP}[key]
    drill = stuck.swap if choice is ExitChoice.SWAP else ""
    answer = ExitAnswer(choice, stuck.session, drill)
    text = exit_text(stuck.routine, stuck.slot)
    is_kept = write_down(context, text, answer.words, _LOST)
    context.look_again()
    done = {
        ExitChoice.OUT: f"{slot} is now left out of {routine}. {back_words(stuck.slot)}",
        ExitChoice.SWAP: (
            f"{stuck.swap_name} replaces {slot} in {routine}. {back_words(stuck.slot)}"
        ),
        ExitChoice.KEEP: f"No change to {stuck.name}.",
    }
    if is_kept:
        say_lines(f"Noted. {done[choice]}")
    return True


def hard_routine_of(
    context: Context, routine: str, past: DrillHistory
) -> HardRoutine | None:
    """Return the offer of the easier routine; None if none is due."""
    routines, exits = context.library.routines, context.coaching.exits
    entry = routines.get(routine)
    easier = routines.get(entry.value.easier or "") if entry else None
    if entry is None or easier is None or exits is None:
        return None
    answer = exit_answers(context.index.acknowledged).get((routine, ""))
    return hard_routine(
        (routine, entry.value.name),
        (easier.value.id, easier.value.name),
        past,
        exits.routine,
        answer.session if answer else "",
    )


def first_below(library: Library, routine: str) -> Routine | None:
    """Return the easiest routine in the chain of easier ones; None if there is none."""
    found, seen = None, {routine}
    here = library.routines.get(routine)
    while here is not None and here.value.easier not in seen:
        here = library.routines.get(here.value.easier or "")
        if here is None or here.value.fixed:
            break
        found = here.value
        seen.add(found.id)
    return found


def prefers_easier_routine(context: Context, hard: HardRoutine) -> bool:
    """Ask whether to do the easier routine instead, and keep the answer."""
    routine, easier = _name(context, hard.routine), _name(context, hard.easier)
    key = _ask("", hard.why, {"1": f"1 do {easier}", "2": f"2 stay with {routine}"})
    if key is None:
        return False
    choice = ExitChoice.EASIER if key == "1" else ExitChoice.KEEP
    answer = ExitAnswer(choice, hard.session)
    is_kept = write_down(context, exit_text(hard.routine), answer.words, _LOST)
    context.look_again()
    if not is_kept:
        return choice is ExitChoice.EASIER
    if choice is ExitChoice.KEEP:
        say_lines(f"Noted. You're staying with {routine}.")
    elif context.library.routines[hard.easier].value.fixed:
        say_lines(f"Noted. Today, do {easier}.")
    else:
        say_lines(
            f"Noted. Do {easier} today, and in any programme you follow. "
            f"{back_words(hard.routine)}"
        )
    return choice is ExitChoice.EASIER


def choices_in_force(context: Context) -> list[dict[str, str]]:
    """Return the runner's choices when changes didn't help, and how to undo them."""
    found = []
    for (routine, slot), answer in exit_answers(context.index.acknowledged).items():
        name, where = _name(context, slot or routine or ""), _name(context, routine or "")
        said = {
            ExitChoice.OUT: f"You left {name} out of {where}.",
            ExitChoice.SWAP: (
                f"You swapped {name} in {where} for {_name(context, answer.drill)}."
            ),
            ExitChoice.EASIER: f"You chose an easier routine instead of {name}.",
        }.get(answer.choice)
        if said is not None:
            id_ = slot or routine or ""
            found.append({"about": id_, "said": said, "to_take_back": back_words(id_)})
    return found


def _name(context: Context, id_: str) -> str:
    library = context.library
    entry = library.drills.get(id_) or library.routines.get(id_)
    return entry.value.name if entry else id_


def _ask(head: str, why: str, words: Mapping[str, str]) -> str | None:
    """Print the reason, and return the key that was pressed; None for "not now"."""
    from coach.terminal.console import Console

    with Console(keys_from=sys.stdin) as console:
        said = [words[key] for key in sorted(words)]
        keys = "   ".join(each.replace(" ", UNBROKEN) for each in (*said, "q not now"))
        say_lines(f"{head}: {why}" if head else why, keys)
        key = wait_for_key(console, words)
    if isinstance(key, Signals):
        raise SystemExit(128 + key.value)
    return key


def take_back(context: Context, name: str) -> list[str]:
    """Undo the runner's choices about a drill or a routine; return a line for each.

    There are no lines if there is no choice to undo.
    """
    found = [
        (routine, slot, answer)
        for (routine, slot), answer in exit_answers(context.index.acknowledged).items()
        if name in {slot or routine, answer.drill}
        if answer.choice in {ExitChoice.OUT, ExitChoice.SWAP, ExitChoice.EASIER}
    ]
    said = []
    for routine, slot, answer in found:
        back = ExitAnswer(ExitChoice.BACK, answer.session)
        is_kept = write_down(
            context, exit_text(routine, slot), back.words, "your choice still applies"
        )
        where = f" in {_name(context, routine or '')}" if slot and routine else ""
        name = _name(context, slot or routine or "")
        still = "still applies" if not is_kept else "no longer applies"
        said.append(f"Your choice about {name}{where} {still}.")
    context.look_again()
    return said
