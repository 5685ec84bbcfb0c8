"""The result of a probe, and a function that runs probes and never fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from coach.errors import CoachError


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """The result of one probe."""

    name: str
    value: str
    is_ok: bool = True
    hint: str = ""
    """Advice, or further facts."""


Probe = Callable[[], Iterable[ProbeResult]]


def examine(probes: Mapping[str, Probe]) -> dict[str, tuple[ProbeResult, ...]]:
    """Run all probes; report a probe that fails as a problem."""
    return {topic: tuple(_look(probe)) for topic, probe in probes.items()}


def _look(probe: Probe) -> Iterable[ProbeResult]:
    try:
        yield from probe()
    except CoachError as error:
        yield ProbeResult("problem", error.message, is_ok=False, hint=error.hint or "")
    except Exception as error:  # noqa: BLE001  whatever is wrong here is what was asked for
        yield ProbeResult("not checked", f"{type(error).__name__}: {error}", is_ok=False)
