"""The effect of each command on the player, or the request it makes to listeners."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coach.event import Event, PauseReason, Request, Requested, RestChanged
from coach.keymap import Command
from coach.player import Player, State

REST_STEP_MS = 10_000
SKIPPED_MS = 16_000
"""Shortest wait after a skipped set: time to hear what follows, or to skip the drill."""
BREATH_STEP_PERCENT = 10


def _main(player: Player, now_ms: int) -> list[Event]:
    """Do what the main key means now: continue, confirm position, end the set or pause."""
    if player.state is State.PAUSED:
        return player.resume(now_ms)
    if player.is_awaiting_ready:
        return player.ready(now_ms)
    is_open_ended = player.timeline.prescription.self_paced
    if is_open_ended and player.current(now_ms).is_work:
        return player.end_set(now_ms)
    return player.pause(now_ms)


def _pause(player: Player, now_ms: int) -> list[Event]:
    if player.pause_reason is PauseReason.READY:
        return []  # the session is already paused, and the main key would resume it
    if player.state is State.PAUSED:
        return player.resume(now_ms)
    return player.pause(now_ms)


def _skip(player: Player, now_ms: int) -> list[Event]:
    """Skip; after pain, skip the rest of the drill unless it is finished.

    After pain, the next drill waits for the runner. Pressed again after a set was skipped,
    the key skips the rest of the drill.
    """
    hurts_here = player.pause_reason is PauseReason.PAIN and player.pause_about is None
    if hurts_here or player.has_skipped_here(now_ms):
        return player.leave_drill(now_ms, then_waits=hurts_here)
    return player.skip(now_ms, SKIPPED_MS)


def _rest(player: Player, now_ms: int, by_ms: int) -> list[Event]:
    """Change the length of the rest; report it even if no rest is left."""
    events = player.change_rest(now_ms, by_ms)
    if any(isinstance(event, RestChanged) for event in events):
        return events
    return [*events, RestChanged(player.position_ms(now_ms), 0, 0, None)]


_PLAYED: dict[Command, Callable[[Player, int], list[Event]]] = {
    Command.MAIN: _main,
    Command.PAUSE: _pause,
    Command.STOP: Player.pause,
    Command.SKIP: _skip,
    Command.BACK: Player.back,
    Command.REPEAT: Player.repeat,
    Command.MORE_REST: lambda p, now_ms: _rest(p, now_ms, REST_STEP_MS),
    Command.LESS_REST: lambda p, now_ms: _rest(p, now_ms, -REST_STEP_MS),
    Command.SHORTER: lambda p, now_ms: p.change_breath(now_ms, -BREATH_STEP_PERCENT),
    Command.LONGER: lambda p, now_ms: p.change_breath(now_ms, BREATH_STEP_PERCENT),
    Command.WEIGHT: Player.change_weight,
    Command.FREE: lambda p, now_ms: p.pause(now_ms, PauseReason.FREE),
    Command.HURTS: lambda p, now_ms: p.pause(now_ms, PauseReason.PAIN),
}
"""Commands that move the player."""
_REQUESTS = {
    Command.LAYOUT: Request.LAYOUT,
    Command.HELP: Request.HELP,
    Command.WHY: Request.WHY,
    Command.VOICE: Request.VOICE,
    Command.SAY_AGAIN: Request.SAY_AGAIN,
    Command.MUTE: Request.MUTE,
    Command.PHONE: Request.PHONE,
}
"""Commands for listeners that show or play something."""
_READ = {Command.HELP, Command.WHY, Command.PHONE}
"""Requests that show text to read, so that the session pauses first."""


def steer(player: Player, command: Command, now_ms: int) -> Sequence[Event]:
    """Apply a command to the player; return the resulting events."""
    if command in _PLAYED:
        return _PLAYED[command](player, now_ms)
    events: list[Event] = []
    if command in _READ:
        events += player.pause(now_ms)
    request = Requested(player.position_ms(now_ms), 0, _REQUESTS[command])
    return [*events, request]
