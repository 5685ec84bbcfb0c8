from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace
from tests.builders import make_block, make_prescription
from tests.doubles import FakeClock, Press, play
from tests.screen.stills import STILLS

from coach.event import PauseReason
from coach.model.terms import BodyPlace, Sides
from coach.phone.link import ShownNumbers, State
from coach.phone.listener import PhoneListener
from coach.phone.question_choices import question_fields
from coach.question.answer import Answer
from coach.question.dialog import KEYS, Dialog, Step
from coach.timeline import Timeline, compile_timeline


class SentStates:
    """Remembers the states that were sent, made at once."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.shown = ShownNumbers()
        self.sent: list[tuple[int, str, Any]] = []

    def send(self, states: Mapping[str, State]) -> None:
        now_ms = self._clock.now_ms()
        self.sent += ((now_ms, name, state()) for name, state in states.items())

    def of(self, name: str) -> list[Any]:
        """All states of a name."""
        return [state for _, named, state in self.sent if named == name]


def follow(timeline: Timeline, *script: Press, speed: float = 1.0) -> SentStates:
    """Play a session, and return what phones were told."""
    clock = FakeClock()
    phones = SentStates(clock)
    listener = PhoneListener(phones, clock.now_ms, {}, speed=speed)
    played = play(timeline, script, clock=clock, others=[listener], speed=speed, asks=True)
    assert played.dropped == []
    return phones


def short_day(**changes: Any) -> Timeline:  # noqa: ANN401  any field of a block
    return compile_timeline(make_prescription(make_block(**changes), make_block("bridge")))


@pytest.mark.parametrize("step", Step)
def test_each_key_of_a_question_has_its_button(step: Step) -> None:
    dialog = Dialog(step=step, drill="Wall reach", target=(BodyPlace.GLUTES,), day="Monday")
    choices = question_fields(dialog)["choices"]
    keys = [choice["key"] for choice in choices]
    assert sorted(keys) == sorted(KEYS[step])
    assert all(choice["label"] for choice in choices)


def test_a_choice_that_is_picked_is_marked() -> None:
    picked = Answer(felt=(BodyPlace.KNEE,))
    fields = question_fields(Dialog(step=Step.PLACES, answer=picked))
    assert [c["label"] for c in fields["choices"] if c["on"]] == ["Knee"]


def test_a_steady_session_needs_twenty_messages_a_minute() -> None:
    timeline = compile_timeline(make_prescription(make_block(sets=1, reps=30)))
    phones = follow(timeline)
    minutes = timeline.total_ms / 60_000
    assert len(phones.of("now")) <= 21 * minutes + 3
    # At its start and at its end.
    assert len(phones.of("timeline")) == len(phones.of("sounds")) == 2


def test_the_page_draws_from_one_state_where_the_session_is_later() -> None:
    sent = follow(short_day(), speed=2.0).sent
    began_ms = sent[0][0]
    running = [state for _, name, state in sent if name == "now" and state["runs"]]
    assert len(running) > 5
    for state in running:
        later_ms = state["position"] + (began_ms + 90_000 - state["at"]) * state["speed"]
        assert later_ms == pytest.approx(180_000, abs=2)


def test_a_key_that_changes_the_plan_sends_the_new_one() -> None:
    phones = follow(short_day(), (15_000, "]"), (60_000, "q"), (61_000, "q"))
    assert len(phones.of("timeline")) >= 2
    assert phones.of("now")[-1]["number"] == phones.of("timeline")[-1]["number"]
    assert "from the next rep" in "".join(now["note"] for now in phones.of("now"))


def test_a_pause_is_told_at_once_and_says_how_to_go_on() -> None:
    phones = follow(short_day(), (12_000, "space"), (20_000, "space"))
    paused = [(at, now) for at, name, now in phones.sent if name == "now" and now["big"]]
    at_ms, now = paused[0]
    assert at_ms - phones.sent[0][0] == 12_000
    assert (now["big"], now["main"]) == ("PAUSED", ("space", "Continue"))
    assert not now["runs"]


def test_pain_offers_to_leave_the_drill_first() -> None:
    phones = follow(short_day(), (12_000, "h"), (14_000, "2"), (16_000, "7"), (18_000, "0"))
    hurting = next(now for now in phones.of("now") if now["hurts"])
    assert hurting["big"] == "STOP"
    assert hurting["main"] == ("n", "Leave this drill")
    assert hurting["third"] == ("space", "Pain gone")
    assert hurting["question"]["step"] == Step.WHERE
    spoken = {now["spoken"] for now in phones.of("now")}
    assert (1, "See a doctor or physio this week.") in spoken


def test_each_question_and_each_meaning_of_the_large_button_has_its_number() -> None:
    phones = follow(
        short_day(),
        (12_000, "h"),
        (14_000, "2"),
        (16_000, "2"),
        (18_000, "0"),
        (20_000, "n"),
        (60_000, "space"),
    )
    numbers: dict[str, int] = {}
    for now in phones.of("now"):
        if now["question"]:
            seen = now["seen"]["question"]
            assert numbers.setdefault(now["question"]["step"], seen) == seen
    assert len(set(numbers.values())) == len(numbers) == 3
    paused = {now["seen"]["main"] for now in phones.of("now") if now["hurts"]}
    running = {now["seen"]["main"] for now in phones.of("now") if now["runs"]}
    assert not paused & running


def test_the_side_that_works_stands_beside_each_set() -> None:
    timeline = follow(short_day(sides=Sides.EACH)).of("timeline")[0]
    assert [bout["set"] for bout in timeline["bouts"]][:2] == [
        "set 1 of 2, left side",
        "set 1 of 2, right side",
    ]
    assert timeline["bouts"][0]["next"] == "next: right side"


def test_waiting_for_the_runner_has_a_button_of_its_own() -> None:
    phones = follow(short_day(waits=True), (20_000, "space"), (40_000, "q"), (41_000, "q"))
    waiting = [now for now in phones.of("now") if now["ready"]]
    assert waiting[0]["main"] == ("space", "I'm in position")
    assert PauseReason.READY not in {now["big"] for now in waiting}
    sounds = phones.of("sounds")[0]
    assert sounds["standing"][0][-1] == "tap when you are in position"


def test_a_second_tap_on_next_step_does_not_start_the_set() -> None:
    clock = FakeClock()
    phones = SentStates(clock)
    listener = PhoneListener(phones, clock.now_ms, {})
    waiting = STILLS["awaiting"]
    for has_more in (True, False):
        listener.on_moment(replace(waiting, has_more_to_hear=has_more))
    before, after = phones.of("now")
    assert before["main"] == ("space", "Next step")
    assert after["main"] == ("space", "I'm in position")
    assert before["seen"]["main"] != after["seen"]["main"]


def test_the_end_is_told() -> None:
    phones = follow(short_day())
    last = phones.of("now")[-1]
    assert last["ended"]
    assert last["main"] is None
