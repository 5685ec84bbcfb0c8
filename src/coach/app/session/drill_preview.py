"""A few reps of a drill, only to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.app.context import Context


LEAD_IN_MS = 1_000


def play_reps(  # noqa: PLR0913  what to play, and how it is shown
    context: Context,
    name: str,
    reps: int,
    *,
    is_plain: bool = False,
    speed: float | None = None,
    phone_wish: str | None = None,
) -> int:
    """Play a few reps of a drill without recording them; return the exit code."""
    from coach.app.session.choose import choose
    from coach.app.session.session_run import SessionRun
    from coach.prescribe import Wishes, prescribe
    from coach.timeline import compile_timeline, refuse_endless

    asked, chosen = choose(context, [name])
    wishes = Wishes(sets=1, reps=reps, lead_in_ms=LEAD_IN_MS)
    prescription = prescribe(asked, chosen, wishes)
    refuse_endless(prescription)
    run = SessionRun(
        context,
        compile_timeline(prescription),
        is_plain=is_plain,
        is_json=False,
        speed=speed,
        asks=False,
        is_demo=True,
        phone_wish=phone_wish,
    )
    return run.play()
