"""The only module that reads the computer's clocks."""

from __future__ import annotations

import os
import time
from datetime import datetime

from coach.errors import CoachError

_BOOT_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)
"""Linux: monotonic time that continues during suspend."""
_AWAKE_CLOCK = getattr(time, "CLOCK_UPTIME_RAW", None)
"""macOS, never run yet: monotonic time that stops during sleep."""


class SystemClock:
    """The clocks of the computer."""

    def now_ms(self) -> int:
        """Return monotonic ms that, where supported, stop during sleep."""
        if _AWAKE_CLOCK is not None:
            return time.clock_gettime_ns(_AWAKE_CLOCK) // 1_000_000
        return time.monotonic_ns() // 1_000_000

    def boot_ms(self) -> int:
        """Return monotonic ms that continue during sleep, where the system supports it."""
        if _BOOT_CLOCK is not None:
            return time.clock_gettime_ns(_BOOT_CLOCK) // 1_000_000
        return time.monotonic_ns() // 1_000_000

    def wall_ns(self) -> int:
        """Return ns since the epoch, as in file times."""
        return time.time_ns()

    def wall(self) -> datetime:
        """Return the local date and time with its offset from UTC.

        Raises:
            CoachError: if the offset of the local time zone is not less than a day.
        """
        try:
            return datetime.now().astimezone()  # noqa: TID251  the one place; astimezone adds the offset
        except (ValueError, OverflowError):
            zone = os.environ.get("TZ", "")
            raise CoachError(
                f"there is no time zone '{zone}'",
                hint="set TZ to a name like Europe/Berlin, or leave TZ unset",
            ) from None
