"""Why the system refused, and what to do about it."""

from __future__ import annotations

import errno

_FREE = "free some space"
_ELSEWHERE = "choose a folder that can be written to"
_PERMIT = "make it writable or choose another folder"
_NEXT_STEPS = {
    errno.ENOSPC: _FREE,
    errno.EDQUOT: _FREE,
    errno.EFBIG: _FREE,
    errno.EROFS: _ELSEWHERE,
    errno.EACCES: _PERMIT,
    errno.EPERM: _PERMIT,
    errno.ENOTDIR: "move the file that is in the way or choose another folder",
    errno.EEXIST: "move the file that is in the way or choose another folder",
    errno.EISDIR: "move the folder that is in the way",
}


def reason(error: OSError | ValueError) -> str:
    """Return why, in the system's words, to stand behind a colon."""
    if isinstance(error, OSError):
        text = error.strerror or str(error) or type(error).__name__
    else:  # a name with a NUL in it
        text = str(error)
    return text[:1].lower() + text[1:]


def next_step(error: OSError) -> str:
    """Return what the user can do."""
    return _NEXT_STEPS.get(error.errno or 0, "check the disk or choose another folder")
