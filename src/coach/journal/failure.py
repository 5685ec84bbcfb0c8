"""Errors of the operating system as `JournalError`."""

from __future__ import annotations

from coach.errors import JournalError
from coach.files.refusal import next_step, reason


def refused(what: str, error: OSError, kept: str = "") -> JournalError:
    """Return an error with the reason and the next step; ``kept`` says what is safe."""
    step = next_step(error)
    return JournalError(
        f"cannot {what}: {reason(error)}", hint=f"{step}; {kept}" if kept else step
    )
