"""A prescription goes into the journal whatever its waits were made of."""

from __future__ import annotations

import msgspec
from tests.builders import make_asked, make_chosen

from coach.prescribe import Wishes, prescribe
from coach.units import Milliseconds


def test_waits_from_the_settings_can_be_written_down() -> None:
    wishes = Wishes(
        lead_in_ms=Milliseconds(7_000),
        rest_ms=Milliseconds(20_000),
        change_ms=Milliseconds(8_000),
    )
    prescription = prescribe(make_asked(), [make_chosen(), make_chosen()], wishes)
    first, second = msgspec.json.decode(msgspec.json.encode(prescription))["blocks"]
    assert (first["change_ms"], second["change_ms"]) == (7_000, 8_000)
    assert second["rest_ms"] == 20_000
