"""The code that a phone's camera reads; only this module needs the extra ``phone``."""

from __future__ import annotations

from collections.abc import Sequence

BORDER = 2
"""Light cells around the code; four are usual, but cameras can read it with two."""


def qr_cells(url: str) -> Sequence[Sequence[bool]] | None:
    """Return the rows of a code, with True for dark; None without the extra ``phone``."""
    try:
        import segno  # noqa: PLC0415  starting without a phone must not cost its import
    except ImportError:
        return None
    # Capitals make the code smaller, and mean the same in address and token.
    code = segno.make_qr(url.upper(), error="m", boost_error=False)
    return [[bool(cell) for cell in row] for row in code.matrix_iter(border=BORDER)]
