"""Answers about a session, typed as options, and the records made from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError, UsageError
from coach.model.bounds import NOTE
from coach.model.places import place_meant, place_words, with_urgent_sign
from coach.model.terms import (
    FORMER_PLACES,
    BackFelt,
    BodyPlace,
    Flag,
    PainPlace,
    PainSide,
    SafetyAnswer,
)
from coach.text.harmless import harmless_words
from coach.text.listed import listed

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.app.history.changes import HistoryChanges
    from coach.journal.manual_records import Build
    from coach.model.records import AnyRecord
    from coach.model.session_facts import SessionFacts


_SHORT = {"tingling": "numb", "faint": "dizzy"}
"""Shorter words that a runner may type, and the word of the journal for each."""


FIELD_WORDS = {
    "note": "the note",
    "rpe": "the effort",
    "pain": "the pain",
    "where_pain": "where it hurt",
    "felt": "where you felt the work",
    "flags": "the signs you reported",
    "back": "how your low back felt",
    "side": "the side",
}
"""Words for what was corrected."""


def changed_words(fields: Mapping[str, Any], sets: Sequence[tuple[str, int]]) -> str:
    """Return words for all corrections: ``the note and the sets of glute-bridge``."""
    said = [FIELD_WORDS.get(field, field) for field in fields]
    return listed([*said, *(f"the sets of {name}" for name, _ in sets)])


def correction_builds(
    facts: SessionFacts,
    fields: dict[str, Any],
    sets: list[tuple[str, int]],
    changes: HistoryChanges,
    drill: str | None,
) -> list[Build]:
    """Return the builders of all records that the corrections need; none for no change."""
    from coach.journal.manual_records import other_sets_done, other_words
    from coach.model.records import AcknowledgedRecord, CorrectedRecord
    from coach.safety_text import URGENT_TEXT

    builds: list[Build] = []
    records = changes.records() if sets else ()
    for name, number in sets:
        builds += other_sets_done(facts, records, name, number)
    if fields and drill is not None:
        builds += other_words(facts, drill, fields)
        if Flag.URGENT in fields.get("flags", ()):
            # A typed sign locks every session, as does a sign reported during one.
            builds.append(
                lambda stamp: AcknowledgedRecord(
                    **stamp.fields, text=URGENT_TEXT, answer=SafetyAnswer.YES
                )
            )
    elif fields:
        builds.append(
            lambda stamp: CorrectedRecord(**stamp.fields, target=facts.id, fields=fields)
        )
    return builds


def urgent_words(
    context: Context, fields: dict[str, Any], changes: HistoryChanges
) -> list[str]:
    """Return the advice about an urgent sign that was typed; mostly there is none.

    Args:
        context: whose history it is.
        fields: the corrected fields.
        changes: the changes of this command, which are written already.
    """
    from coach.safety_text import STOP_NOW, URGENT_TEXT

    if Flag.URGENT in fields.get("flags", ()):
        return [f"Get urgent help now if you have: {STOP_NOW}"]
    is_locked = context.index.acknowledged.get(URGENT_TEXT) == SafetyAnswer.YES
    if "flags" not in fields or not is_locked:
        return []
    if not _is_typed_before(changes.records(), context.device):
        return ["You still can't start a session until a doctor has cleared you."]
    return ["Did you report the urgent sign by mistake? Run coach history undo twice."]


def _is_typed_before(records: Sequence[AnyRecord], device: str) -> bool:
    """Return whether the change before the last one reported an urgent sign."""
    from coach.journal.undo import last_change
    from coach.model.records import AcknowledgedRecord
    from coach.safety_text import URGENT_TEXT

    last = last_change(records, device)
    own = {record.id for record in last.records} if last else set()
    before = last_change([record for record in records if record.id not in own], device)
    return before is not None and any(
        isinstance(record, AcknowledgedRecord) and record.text == URGENT_TEXT
        for record in before.records
    )


def one_note(text: str) -> str | None:
    """Return a note as one line; None if it is empty.

    Raises:
        UsageError: if the note is too long to keep.
    """
    line = harmless_words(text)
    if not NOTE.holds(len(line)):
        raise UsageError(
            f"a note can have up to {NOTE.most:,} characters; this one has {len(line):,}",
            hint="keep the long version in a separate file",
        )
    return line or None


def drill_fields(
    where: str | None,
    flags: str | None,
    back: BackFelt | None,
    side: PainSide | None = None,
) -> dict[str, Any]:
    """Return the answers that apply to one drill only."""
    fields: dict[str, Any] = {}
    if where is not None:
        (fields["where_pain"], *_) = listed_words(where, PainPlace, "body area")
    if flags is not None:
        is_none = flags.strip().casefold() in {"", "none"}
        fields["flags"] = [] if is_none else listed_words(flags, Flag, "flag")
    if back is not None:
        # As in a session, this question follows the answer that the low back was felt.
        fields |= {"back": str(back), "felt": [str(BodyPlace.LOW_BACK)]}
    if side is not None:
        fields["side"] = str(side)
    if flags is not None:
        signs = fields["flags"], fields.get("where_pain"), fields.get("side")
        fields["flags"] = [str(flag) for flag in with_urgent_sign(*signs)]
    return fields


def listed_words(words: str, kind: type[StrEnum], what: str) -> list[str]:
    """Return a comma-separated list of words as records name them.

    Raises:
        UsageError: if a word is not one of its kind.
    """
    from coach.app.context import tell

    found: list[str] = []
    for word in words.split(","):
        name = word.strip().casefold()
        meant = place_meant(_SHORT.get(name, name), kind)
        if meant is None:
            known = ", ".join(place_words(each) for each in kind)
            raise UsageError(f"unknown {what} '{word.strip()}'", hint=f"use {known}")
        if name.replace(" ", "_") in FORMER_PLACES:
            tell(f"'{word.strip()}' is now called '{place_words(meant)}'; both work")
        found.append(str(meant))
    return list(dict.fromkeys(found))


def drill_and_number(word: str) -> tuple[str, int]:
    """Return the drill and the number in ``DRILL=N``.

    Raises:
        CoachError: if the word is not written like that, or has too many digits.
    """
    drill, sign, number = word.partition("=")
    if not sign or not drill or not (number.isascii() and number.isdecimal()):
        raise UsageError(
            f"'{word}' does not name a drill and a number of sets",
            hint="write the drill's id and a number, such as glute-bridge=2",
        )
    try:
        return drill.strip(), int(number)
    except ValueError:  # the number has more digits than Python converts
        raise CoachError(
            f"'{drill}' does not have that many sets", hint="use the number of sets you did"
        ) from None
