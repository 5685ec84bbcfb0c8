from __future__ import annotations

from datetime import timedelta

from coach.terminal.clock import SystemClock


def test_the_clocks_never_go_back() -> None:
    clock = SystemClock()
    for read in (clock.now_ms, clock.boot_ms):
        times = [read() for _ in range(1_000)]
        assert times == sorted(times)


def test_the_wall_clock_says_which_zone_it_means() -> None:
    assert SystemClock().wall().utcoffset() == timedelta(0)  # the zone of the tests
