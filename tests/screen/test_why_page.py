"""The page of reasons, as it is read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from rich.text import Text
from tests.doubles import MORNING

from coach.coaching.drill_story import Coming, Told
from coach.model.prescription import AppliedRule
from coach.screen.cut_page import fitting
from coach.screen.roles import Role
from coach.screen.why_drill_page import one_drill_lines
from coach.screen.why_page import (
    basis_lines,
    coming_lines,
    coming_page,
    pain_lines,
    past_page,
    verdict_lines,
    why_lines,
)

WHY = "Easy twice, and felt in the right place: a little more today."
PLAIN = Told(MORNING, "bridge", "bridge", "Glute bridge", "2 x 8 reps", "effort 3 of 10")
CHANGED = Told(
    MORNING + timedelta(days=2),
    "bridge",
    "bridge",
    "Glute bridge",
    "2 x 10 reps",
    "",
    (AppliedRule("E1", WHY),),
)
TODAY = MORNING.date()


def test_a_day_is_named_once_above_its_drills() -> None:
    lines = why_lines([PLAIN, PLAIN, CHANGED], TODAY, 80)
    days = [line.plain for line in lines if line.plain.startswith(f"{MORNING:%a %d}")]
    assert len(days) == 1


def test_of_one_drill_the_sessions_that_changed_are_bright() -> None:
    lines = list(one_drill_lines([PLAIN, CHANGED], TODAY, 80))
    bright = [
        line.plain for line in lines if any(s.style == Role.LOUD.style for s in line.spans)
    ]
    (changed,) = {line for line in bright if not line.startswith("Glute bridge")}
    assert lines[0].plain == "Glute bridge   effort out of 10"
    assert changed.endswith("2 x 10 reps")
    assert lines[1].plain == changed  # the newest comes first
    assert lines[-1].plain.endswith("2 x 8 reps   effort 3 of 10")


def test_of_one_drill_long_answers_stand_below_the_dose() -> None:
    said = "felt in glutes, effort 3 out of 10, pain 4 out of 10, painful area: low back"
    brief = said.replace("3 out of 10", "3")
    lines = one_drill_lines([replace(PLAIN, said=said)], TODAY, 60)
    shown = [line.plain for line in lines]
    assert shown[1].endswith("2 x 8 reps")
    assert " ".join(" ".join(shown[2:]).split()) == f"you said: {brief}"


def test_each_drill_that_changes_next_time_has_a_line_of_its_own() -> None:
    said = f"Next time: Glute bridge, 2 x 10 reps; Bird dog, 2 x 9 reps. {WHY}"
    first, second, reason = (line.plain for line in coming_lines([said], 80))
    assert first == "Next time: Glute bridge, 2 x 10 reps;"
    assert second == "           Bird dog, 2 x 9 reps."
    assert reason.strip() == WHY


def coming(name: str, dose: str, reason: str, **more: str) -> Coming:
    return Coming("slot", (), name, dose, reason, is_change=True, **more)


def test_on_a_terminal_a_reason_stands_once_above_its_drills() -> None:
    well = "went well on Friday, so we're adding a little back today."
    page = coming_page(
        [
            (coming("Glute bridge", "2 x 8 reps a side", f"Glute bridge {well}"), "A"),
            (coming("Clam", "9 reps", f"Bird dog {well}", instead_of="Bird dog"), "B"),
            (coming("Plank", "", "Plank hurt on Monday."), "B"),
        ],
        80,
    )
    lines = [" ".join(line.plain.split()) for line in page]
    assert lines == [
        "Next time: A",
        well.capitalize().replace("friday", "Friday"),
        "Glute bridge 2 x 8 reps/side",
        "",
        "Next time: B",
        well.capitalize().replace("friday", "Friday"),
        "Clam 9 reps instead of Bird dog",
        "",
        "Next time",
        "Hurt on Monday.",
        "Plank left out",
        "",
    ]


def test_a_dose_that_stays_the_same_is_shown_and_does_not_stand_out() -> None:
    rule = AppliedRule("E1", WHY, today="the same")
    told = [replace(CHANGED, rules=(rule,))]
    past = [*past_page(told, TODAY, 80)]
    drill = [*one_drill_lines(told, TODAY, 80, 17)]
    for rows in (past, drill):
        (row,) = (row for row in rows if "2 x 10 reps" in row.plain)
        assert Role.LOUD.style not in {span.style for span in row.spans}
        assert not any("the same" in row.plain for row in rows)


def test_pain_has_its_mark_on_the_page_of_one_drill() -> None:
    hurt = replace(PLAIN, said="pain 4 out of 10 (left knee), felt in knee")
    (_, row) = one_drill_lines([hurt], TODAY, 80, 17)
    assert row.plain.endswith("2 x 8 reps  ◆ pain 4/10 (left knee), felt in knee")


def test_a_sentence_that_stands_above_is_not_said_again_at_the_changes() -> None:
    reason = "Your back hurt on Monday. Every drill stays easy."
    page = coming_page(
        [(coming("Clam", "9 reps", reason), "A")], 80, [f"{reason} See one."]
    )
    assert [line.plain for line in page][1] == "Every drill stays easy."


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_no_row_of_a_change_is_wider_than_the_page(columns: int) -> None:
    name = "Standing hip extension at the wall, slowly"
    changed = coming(name, "2 x 10 breaths a side", WHY, instead_of="Glute bridge")
    lines = [line.plain for line in coming_page([(changed, "Pre-run activation")], columns)]
    assert max(map(len, lines)) <= columns
    assert any("2 x 10 breaths/side" in line for line in lines)


def test_on_a_terminal_past_changes_stand_in_rows_too() -> None:
    rule = AppliedRule("E1", WHY, today="2 x 10 reps, not 2 x 8")
    other = replace(CHANGED, name="Bird dog", rules=(rule,))
    told = [replace(CHANGED, rules=(rule,)), other]
    lines = [" ".join(line.plain.split()) for line in past_page(told, TODAY, 80)]
    assert lines[1:4] == [
        WHY,
        "Bird dog 2 x 8 → 2 x 10 reps",
        "Glute bridge 2 x 8 → 2 x 10 reps",
    ]


def test_the_number_of_changes_is_read_first() -> None:
    assert len([*verdict_lines(1, 80, is_ascii=False)]) > 1
    assert [row.plain for row in verdict_lines(9, 40, is_ascii=False)] == ["9 changes"]
    assert not [*verdict_lines(0, 40, is_ascii=False)]


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(("is_ascii", "mark"), [(False, "◆ "), (True, "x ")])
def test_pain_comes_with_a_mark_and_its_day(
    columns: int, mark: str, *, is_ascii: bool
) -> None:
    said = [("Bird dog", "pain 4 out of 10 (low back)", TODAY)]
    lines = [line.plain for line in pain_lines(said, TODAY, columns, is_ascii=is_ascii)]
    day = f"{TODAY:%a} {TODAY.day} {TODAY:%b}"
    (row,) = (" ".join(line.split()) for line in lines if line)
    name = "Bird dog " if columns > 40 else ""
    assert row == f"{mark}{day} {name}pain 4/10 (low back)"
    assert max(map(len, lines)) <= columns


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_reason_stands_below_its_change_and_fits(columns: int) -> None:
    said = f"Next time: Glute bridge in Strength A, 2 x 10 reps. {WHY}"
    lines = [line.plain for line in coming_lines([said], columns)]
    assert " ".join(" ".join(lines).split()) == said
    assert max(map(len, lines)) <= columns
    assert next(line for line in lines if line.startswith("  ")).strip() in WHY


@pytest.mark.parametrize("dose", ["2 x 10 reps a side", "left 8, right 10 reps"])
@pytest.mark.parametrize("columns", range(36, 60))
def test_no_line_breaks_a_dose(columns: int, dose: str) -> None:
    said = f"Next time: Glute bridge in Strength A, {dose}. {WHY}"
    lines = [line.plain for line in coming_lines([said], columns)]
    assert any(dose in line for line in lines)


def test_a_change_is_told_with_what_it_was_before_and_without_codes() -> None:
    today = "2 x 10 reps, not 2 x 8"
    told = replace(CHANGED, rules=(AppliedRule("E1", WHY, today=today),))
    lines = [line.plain for line in why_lines([told], TODAY, 80)]
    assert f"  Glute bridge: {today}" in lines
    assert not any("E1" in line or "[" in line for line in lines)


def test_a_basis_of_several_rules_is_told_once() -> None:
    lines = [line.plain for line in basis_lines(["session effort"] * 2, 80)]
    assert lines == ["", "These changes are based on:", "- session effort"]


def test_a_reason_that_several_drills_have_is_told_once_below_them() -> None:
    other = replace(CHANGED, name="Bird dog", drill="bird-dog", slot="bird-dog")
    lines = list(why_lines([CHANGED, other], TODAY, 80))
    said = [line.plain for line in lines]
    assert said.count(f"  {WHY}") == 1
    assert said.index(f"  {WHY}") > said.index("  Bird dog, 2 x 10 reps")


def test_a_drill_named_above_its_reason_is_not_named_in_it_again() -> None:
    rule = AppliedRule("P-easy", "Your knee hurt.", "Step-up", "now Low step-up, 6 reps")
    told = replace(CHANGED, name="Low step-up", rules=(rule,))
    lines = [line.plain for line in why_lines([told], TODAY, 80)]
    assert lines[1:3] == ["  Step-up: now Low step-up, 6 reps", "  Your knee hurt."]


@pytest.mark.parametrize("rows", [8, 12, 24])
def test_a_long_page_shows_its_top_and_no_reason_without_its_change(rows: int) -> None:
    lines = [*why_lines([PLAIN] + [CHANGED] * 3, TODAY, 40)]
    page = [Text("Danger"), *(lines * 3)]
    about = [Text("about")]
    shown = fitting(page, about, 40, rows)
    assert len(shown) < rows
    assert shown[0].plain == "Danger"
    assert shown[-1].plain.endswith("coach why | less")
    assert fitting(page[:3], about, 40, rows) == [*page[:3], *about]
    last = shown[-3].plain
    following = page[len(shown) - 2].plain
    assert not (last.startswith("  ") and following.strip() in WHY and following.strip())


def test_a_page_never_ends_with_a_reason_whose_drills_are_cut_away() -> None:
    rows = [Text("Next time", Role.LOUD.style)]
    for _ in range(9):
        rows.append(Text.assemble((WHY, Role.QUIET.style)))
        rows.append(Text.assemble("  Bird dog  ", ("4 reps", Role.LOUD.style)))
        rows.append(Text(""))
    for high in range(8, 24):
        *shown, _, _ = fitting(rows, [], 80, high, 9)
        assert "Bird dog" in shown[-1].plain or not shown[-1].plain


def test_a_danger_is_never_cut() -> None:
    rows = [Text(f"danger {number}") for number in range(20)] + [Text("")]
    shown = [row.plain for row in fitting([*rows, *rows], [], 40, 12, whole=21)]
    assert shown[:20] == [f"danger {number}" for number in range(20)]


def test_many_drills_left_out_for_one_reason_stand_in_columns_and_count() -> None:
    names = [f"Drill number {number}" for number in range(9)]
    out = [(coming(name, "", "Your hip hurt on Monday."), "") for name in names]
    rows = [*coming_page(out, 80)]
    text = "\n".join(row.plain for row in rows)
    assert "9 drills left out:" in text
    assert all(name in text for name in names)
    assert len(rows) < 9
    (last,) = (row.plain for row in fitting(rows * 3, [], 80, 8, 9)[-1:])
    assert last.startswith("3 more drills")


def test_sessions_in_a_row_with_one_reason_have_it_once() -> None:
    rule = AppliedRule("E1", WHY, today="2 x 10 reps, not 2 x 8")
    told = [replace(CHANGED, rules=(rule,), at=MORNING + timedelta(days=n)) for n in (1, 2)]
    text = "\n".join(x.plain for x in one_drill_lines(told, TODAY, 80))
    assert text.count(WHY) == 1


def test_what_does_not_fit_is_counted_with_what_is_shown() -> None:
    rows = [Text("Next time", Role.LOUD.style)]
    rows += [Text.assemble("  Bird dog  ", ("4 reps", Role.LOUD.style)) for _ in range(9)]
    shown = [row.plain for row in fitting(rows, [], 80, 9, 9)]
    assert shown[-1] == "4 more changes: coach why | less"
    assert sum(row.startswith("  Bird dog") for row in shown) == 5


def test_a_cut_page_never_ends_with_a_drill_without_its_dose() -> None:
    page = [Text("Next time", Role.LOUD.style), Text("It went well.", Role.QUIET.style)]
    for name in ("Bird dog", "Side-lying hip abduction"):
        page += [Text(f"  {name}"), Text("    ").append("2 x 8 reps", Role.LOUD.style)]
    for rows in range(7, 12):
        kept = [row.plain for row in fitting(page * 3, [], 40, rows, 6)]
        shown = [row for row in kept[:-2] if row]
        assert "2 x 8" in shown[-1]
