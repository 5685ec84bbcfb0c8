"""Errors from the operating system: their reasons and the user's next steps."""

from __future__ import annotations

import errno

from coach.errors import JournalError

_FREE = "free some space"
_ELSEWHERE = "choose a folder you can write to"
_PERMIT = "check the permissions or choose another folder"
_NEXT_STEPS = {
    errno.ENOSPC: _FREE,
    errno.EDQUOT: _FREE,
    errno.EFBIG: "choose another folder",
    errno.EROFS: _ELSEWHERE,
    errno.EACCES: _PERMIT,
    errno.EPERM: _PERMIT,
    errno.ENOTDIR: "move the file that is in the way or choose another folder",
    errno.EEXIST: "move the file that is in the way or choose another folder",
    errno.ENAMETOOLONG: "use a shorter name",
    errno.EISDIR: "move the folder that is in the way",
}


def reason(error: OSError | ValueError) -> str:
    """Return the system's reason in words that fit after a colon."""
    if isinstance(error, OSError):
        text = error.strerror or str(error) or type(error).__name__
    else:  # ValueError: the name contains a NUL
        text = str(error)
    return text[:1].lower() + text[1:]


def next_step(error: OSError) -> str:
    """Return a sentence that tells the user what to do."""
    return _NEXT_STEPS.get(error.errno or 0, "check the disk or choose another folder")


def refused(what: str, error: OSError, kept: str = "") -> JournalError:
    """Return an error with the reason and the next step.

    Args:
        what: a clause that says what failed, such as ``cannot write 'notes.txt'``.
        error: the operating system's error.
        kept: words about what is safe, if any.
    """
    step = next_step(error)
    return JournalError(
        f"{what}: {reason(error)}", hint=f"{step}; {kept}" if kept else step
    )
