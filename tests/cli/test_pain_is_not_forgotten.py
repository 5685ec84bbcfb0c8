"""Pain matters until its place was loaded again, however long ago it was."""

from __future__ import annotations

from datetime import timedelta

from tests.cli.commands import Run

from coach.terminal.clock import SystemClock

QUICK = ("--speed", "1000", "--yes", "--plain", "--mute", "--lead-in=0")


def add(run: Run, name: str, ago: int, *said: str) -> None:
    """Add a session so many days ago, and an answer about one of its drills."""
    day = SystemClock().wall().date() - timedelta(days=ago)
    assert run("history", "add", name, "--date", f"{day}").code == 0
    if said:
        session = str(run("history", "--json").json["sessions"][-1]["id"])
        assert run("history", "edit", session, *said).code == 0


def only_breathing(run: Run, since: int) -> None:
    for ago in range(since, 0, -6):
        add(run, "breathing-90-90", ago)


def test_a_drill_that_hurt_stays_small_after_weeks_of_sessions_without_it(run: Run) -> None:
    hurt = ("--drill", "hip-hinge-wall-tap", "--pain", "7", "--where", "hamstrings")
    add(run, "strength-a", 51, *hurt)
    only_breathing(run, 45)
    started = run("start", "strength-a", *QUICK)
    assert "Hip hinge to wall tap  2 x 10" not in started.out
    assert "until you've loaded the hamstrings on two days without pain" in " ".join(
        started.err.split()
    )


def test_harmless_sessions_do_not_shorten_the_advice_about_running(run: Run) -> None:
    hurt = ("--drill", "wall-drive-march", "--pain", "8", "--where", "shin")
    add(run, "pre-run", 60, *hurt)
    only_breathing(run, 54)
    assert "Do not run until a doctor or physio has checked the shin" in " ".join(
        run().out.split()
    )


def test_pain_on_four_days_far_apart_is_pain_that_lasts(run: Run) -> None:
    for ago in (48, 33, 18, 3):
        add(
            run,
            "glute-bridge",
            ago,
            "--drill",
            "glute-bridge",
            "--pain",
            "2",
            "--where",
            "knee",
        )
    assert "for more than three weeks" in " ".join(run().out.split())


def test_a_drill_that_the_last_session_left_out_is_not_taken_for_a_new_one(
    run: Run,
) -> None:
    add(run, "strength-a", 60)
    add(run, "glute-bridge", 50)
    only_breathing(run, 45)
    add(run, "strength-a", 44)
    said = " ".join(run("start", "strength-a", *QUICK).err.split())
    assert "more than four weeks ago" in said


def test_slight_pain_keeps_the_next_harder_routine_away(run: Run) -> None:
    for ago in (10, 8, 6, 4, 2):
        slight = ("--drill", "step-up-drive", "--pain", "1", "--where", "knee")
        add(run, "strength-b", ago, "--rpe", "3", *slight)
    assert "Strength C" not in run().out.split("This week")[0]
