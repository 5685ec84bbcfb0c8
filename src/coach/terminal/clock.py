"""The one module that reads the machine's clocks."""

from __future__ import annotations

import os
import time
from datetime import datetime

from coach.errors import CoachError

_BOOT_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)
"""Linux: monotonic time that goes on during suspend."""
_AWAKE_CLOCK = getattr(time, "CLOCK_UPTIME_RAW", None)
"""macOS, not yet run: monotonic time that stands still during sleep."""


class SystemClock:
    """Real time in whole milliseconds."""

    def now_ms(self) -> int:
        """Time that never goes back and, where the system can, stands still in sleep."""
        if _AWAKE_CLOCK is not None:
            return time.clock_gettime_ns(_AWAKE_CLOCK) // 1_000_000
        return time.monotonic_ns() // 1_000_000

    def boot_ms(self) -> int:
        """Time that never goes back and goes on in sleep."""
        if _BOOT_CLOCK is not None:
            return time.clock_gettime_ns(_BOOT_CLOCK) // 1_000_000
        return time.monotonic_ns() // 1_000_000

    def wall_ns(self) -> int:
        """Time since the epoch, as file systems write it down."""
        return time.time_ns()

    def wall(self) -> datetime:
        """Local date and time with its offset from UTC.

        Raises:
            CoachError: if the time zone of the environment is a day or more from UTC.
        """
        try:
            return datetime.now().astimezone()  # noqa: TID251  the one place; astimezone adds the offset
        except (ValueError, OverflowError):
            zone = os.environ.get("TZ", "")
            raise CoachError(
                f"there is no time zone '{zone}'",
                hint="set TZ to a name like Europe/Berlin, or leave it unset",
            ) from None
