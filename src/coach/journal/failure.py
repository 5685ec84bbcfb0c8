"""What the system refused, as an error the user can act on."""

from __future__ import annotations

from coach.errors import JournalError
from coach.files.refusal import next_step, reason


def refused(what: str, error: OSError, kept: str = "") -> JournalError:
    """Say what was not possible, why, and what to do; ``kept`` says what is not lost."""
    step = next_step(error)
    return JournalError(
        f"cannot {what}: {reason(error)}", hint=f"{step}; {kept}" if kept else step
    )
