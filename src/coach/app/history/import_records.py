"""Records of an export or of another journal, brought into this one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.text.count_of import count_of

if TYPE_CHECKING:
    from coach.journal.raw_lines import BroughtIn, Line


def import_data(file: Path) -> bytes:
    """Return the bytes of a file to import.

    Raises:
        CoachError: if the path is not a file, or the file is too large, or cannot be read.
    """
    from coach.files.os_error import reason
    from coach.files.regular import NotAFileError, TooLargeError, read_regular
    from coach.model.bounds import IMPORT_MB

    hint = "check the name of the file"
    try:
        return read_regular(file, IMPORT_MB.most << 20)
    except NotAFileError:
        why = "this is not a file"
    except TooLargeError as error:
        why, hint = (
            reason(error),
            "export a shorter period with `coach history export --since`",
        )
    except PermissionError as error:
        why, hint = reason(error), "check the permissions of the file"
    except (OSError, ValueError) as error:
        why = reason(error)
    raise CoachError(f"'{file}' cannot be imported: {why}", hint=hint)


def import_words(lines: Sequence[Line], brought: BroughtIn) -> str:
    """Return a paragraph about the records an import brought in."""
    if not lines:
        return "The file has no records, so there is nothing to import."
    fresh = brought.fresh
    told = [_fresh_words(brought)]
    if brought.repeated:
        copies = count_of(brought.repeated, "duplicate record")
        told.append(f"coach left out {copies} from this file.")
    if brought.other:
        pairs = count_of(brought.other, "pair")
        told.append(
            f"coach found {pairs} of different records with the same id, and uses one "
            "record of each pair."
        )
    newer = sum(line.is_newer for line in fresh)
    if newer:
        later = count_of(newer, "record")
        told.append(f"To read {later} from a newer version of coach, update coach.")
    return " ".join(told)


def _fresh_words(brought: BroughtIn) -> str:
    fresh, known = brought.fresh, brought.known
    if not fresh:
        if known == 1:
            return "Nothing new: you already have this record."
        return f"Nothing new: you already have all {known} records."
    sessions = len({line.session for line in fresh if line.type == "session_started"})
    records, many = count_of(len(fresh), "record"), count_of(sessions, "new session")
    had = count_of(known, "record")
    here = f" You already had {had}." if known else ""
    return f"Imported: {records}, {many}.{here}"
