"""What the system refused, as an error the user can act on."""

from __future__ import annotations

import errno

from coach.errors import JournalError

_NEXT_STEPS = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.EFBIG: "free some space",
    errno.EROFS: "choose a folder that can be written to",
    errno.EACCES: "make it writable or choose another folder",
    errno.EPERM: "make it writable or choose another folder",
    errno.ENOTDIR: "move the file that is in the way or choose another folder",
    errno.EEXIST: "move the file that is in the way or choose another folder",
    errno.EISDIR: "move the folder that is in the way",
}


def reason(error: OSError) -> str:
    """Why, in the system's words."""
    text = error.strerror or type(error).__name__
    return text[:1].lower() + text[1:]


def refused(what: str, error: OSError, kept: str = "") -> JournalError:
    """Say what was not possible, why, and what to do; ``kept`` says what is not lost."""
    step = _NEXT_STEPS.get(error.errno or 0, "check the disk or choose another folder")
    return JournalError(
        f"cannot {what}: {reason(error)}", hint=f"{step}; {kept}" if kept else step
    )
