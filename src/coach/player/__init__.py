"""The player: a position on a timeline, which time and commands move."""

from __future__ import annotations

from coach.player.player import JUST_STARTED_MS, Player
from coach.player.position import State

__all__ = ["JUST_STARTED_MS", "Player", "State"]
