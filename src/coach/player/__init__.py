"""The player: a position on a timeline, moved by time and by commands."""

from __future__ import annotations

from coach.player.player import JUST_STARTED_MS, Player
from coach.player.position import State

__all__ = ["JUST_STARTED_MS", "Player", "State"]
