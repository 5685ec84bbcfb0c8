"""What a rule says is true of every drill that it can be said of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from tests.coaching.course import Course, library, table
from tests.conftest import Golden

from coach.model.drill import Drill
from coach.model.rule import Rule
from coach.model.terms import Base, BodyPlace, Unit

DRILLS = [library().drills[id_].value for id_ in sorted(library().drills)]
PUSHED = {"bridge", "abduction", "march"}
ON_THE_FEET = {"hinge", "lunge-step", "march"}
ONE_HAND_FREE = {"standing-hip-extension-wall", "hip-airplane"}
BOTH_HANDS_BUSY = {"wall-drive-march", "wall-drive-hold", "plank-exhale"}


def is_hand_free(drill: Drill) -> bool:
    return drill.base is not Base.QUADRUPED and drill.id not in BOTH_HANDS_BUSY


def moves(drill: Drill) -> bool:
    return drill.unit is not Unit.BREATHS and drill.pattern != "squeeze"


FITS: tuple[tuple[str, Callable[[Drill], bool]], ...] = (
    (r"sit back|mid-foot", lambda d: d.base is Base.STANDING and d.pattern in ON_THE_FEET),
    (r"heels", lambda d: d.pattern == "bridge"),
    (r"down the wall", lambda d: d.id == "hip-lift-90-90"),
    (r"heels closer|through the heels", lambda d: d.id != "hip-lift-90-90"),
    (r"over the feet|against the wall", lambda d: d.pattern == "bridge"),
    (r"over the feet", lambda d: d.id != "hip-lift-90-90"),
    (r"against the wall", lambda d: d.id == "hip-lift-90-90"),
    (r"lower step", lambda d: d.id == "step-up-drive"),
    (r"shorter step", lambda d: d.id == "reverse-lunge-drive"),
    (r"in line with the toes", lambda d: d.base is Base.STANDING),
    (r"under the knee", lambda d: d.base in {Base.QUADRUPED, Base.HALF_KNEELING}),
    (r"a hand on the muscle", lambda d: is_hand_free(d) and d.id not in ONE_HAND_FREE),
    (r"one hand on", lambda d: d.id in ONE_HAND_FREE),
    (r"hand on the belly", lambda d: d.pattern == "breath" and is_hand_free(d)),
    (r"squeeze", lambda d: BodyPlace.GLUTES in d.feel.target),
    (r"glutes only", lambda d: d.feel.target == (BodyPlace.GLUTES,)),
    (r"standing leg", lambda d: d.pattern == "march"),
    (r"belly|abs do", lambda d: BodyPlace.ABS in d.feel.target),
    (r"then move|two thirds", moves),
    (r"go so far", lambda d: d.pattern not in {"squeeze", "breath"}),
    (r"stretch", lambda d: d.pattern == "hip-flexor-stretch"),
    (r"side of the hip", lambda d: d.pattern == "abduction"),
    (r"push (less|more)|then push", lambda d: d.pattern in PUSHED),
    (r"holds", lambda d: d.unit is Unit.BREATHS),
    (r"at the top", lambda d: d.unit is not Unit.BREATHS),
    (r"just breathe", lambda d: d.pattern == "breath"),
    (r"the back stays (straight|still)", lambda d: d.feel.back_works),
)  # fmt: skip
"""Words of a cue, and the drills in which they make sense."""


def can_hold(rule: Rule, drill: Drill) -> bool:
    """Whether somebody could give the answer that the rule is about."""
    right = {*drill.feel.target, *drill.feel.fine}
    return any(
        (when.felt is None or not when.unexpected or set(when.felt) - right)
        and (when.unit is None or drill.unit in when.unit)
        and (when.group is None or drill.group in when.group)
        and (when.back is None or drill.feel.back_works)
        for when in rule.when
    )


def is_reached(rule: Rule, drill: Drill) -> bool:
    """No rule before it holds for the same answer in a drill of this unit."""
    before = table().rules[: table().rules.index(rule)]
    return not any(
        other.is_about_one
        and when.unit is not None
        and drill.unit in when.unit
        and replace(when, unit=None) in rule.when
        for other in before
        for when in other.when
    )


def cues() -> Iterator[tuple[Rule, Drill, str]]:
    for rule in table().rules:
        for drill in DRILLS:
            cue = rule.cue_for(drill)
            if cue is not None and can_hold(rule, drill) and is_reached(rule, drill):
                yield rule, drill, cue


def test_every_cue_makes_sense_in_every_drill_it_is_said_in() -> None:
    wrong = [
        f"{rule.id} in {drill.id}: {cue!r} for {words!r}"
        for rule, drill, cue in cues()
        for words, fits in FITS
        if re.search(words, cue, re.IGNORECASE) and not fits(drill)
    ]
    assert wrong == []


EMPTYING = re.compile(r"all the (way|air)|empt|out long", re.IGNORECASE)
"""Words that ask for more air out than comes easily."""


def test_who_leaves_out_forced_breaths_is_told_of_none_by_any_rule() -> None:
    said = [
        f"{rule.id} in {drill.id}: {text!r}"
        for each in table().rules
        for rule in (each.gently,)
        for drill in DRILLS
        for text in (rule.why, rule.why_same, rule.why_first, rule.cue_for(drill))
        if text and EMPTYING.search(text)
    ]
    assert said == []
    assert all(rule.then.exhale_ms <= 0 for rule in table().gently.rules)


def test_every_gentle_cue_takes_the_place_of_another_and_fits_its_drills() -> None:
    for rule in table().rules:
        assert rule.gentle_cue.keys() <= rule.cue.keys(), rule.id
    wrong = [
        f"{rule.id} in {drill.id}: {cue!r} for {words!r}"
        for rule, drill, _ in cues()
        for cue in (rule.gently.cue_for(drill) or "",)
        for words, fits in FITS
        if re.search(words, cue, re.IGNORECASE) and not fits(drill)
    ]
    assert wrong == []


def test_every_pair_of_words_that_is_looked_for_is_said_somewhere() -> None:
    said = " ".join(cue for _, _, cue in cues())
    assert [words for words, _ in FITS if not re.search(words, said, re.IGNORECASE)] == []


def test_every_cue_of_the_table_is_said_in_some_drill() -> None:
    said = {(rule.id, cue) for rule, _, cue in cues()}
    theirs = {(rule.id, cue) for rule in table().rules for cue in rule.cue.values()}
    # For drills of one's own, whatever their pattern.
    spare = {("F4", table_cue("F4", name)) for name in ("bridge", "leg-extension", "any")}
    spare |= {(rule.id, rule.cue["any"]) for rule in table().rules if "any" in rule.cue}
    spare |= {("F3", table_cue("F3", name)) for name in ("lunge-step", "side-lying")}
    spare |= {(id_, table_cue(id_, "trunk")) for id_ in ("F7", "F7-easy")}
    spare |= {("F4", table_cue("F4", name)) for name in ("hinge", "lunge-step")}
    spare |= {("F5", table_cue("F5", name)) for name in ("lunge-step", "march")}
    assert theirs - said <= spare


def table_cue(rule: str, name: str) -> str:
    (found,) = [each for each in table().rules if each.id == rule]
    return found.cue[name]


@pytest.mark.parametrize(
    "rule", [r for r in table().rules if r.id[0] != "G"], ids=lambda r: r.id
)
def test_a_reason_speaks_of_no_part_of_the_body_but_the_one_that_was_named(
    rule: Rule,
) -> None:
    gives_orders = "mind the|sit back|heels|hand on|way, after"
    assert not re.search(gives_orders, rule.why, re.IGNORECASE)


def test_felt_in_the_thighs_a_glute_squeeze_is_not_told_to_sit_back() -> None:
    run = Course()
    said = {"felt": ("quads",)}
    run.do("desk-break", {"glute-squeeze": said})
    (told,) = [b for b in run.plan("desk-break").blocks if b.drill == "glute-squeeze"]
    assert told.cues[0] == "Squeeze the glutes only, thighs relaxed"
    (rule,) = told.rules
    assert rule.today == told.cues[0]
    assert rule.reason.startswith("Your thighs took over on ")


def test_a_drill_of_ones_own_is_cued_by_its_base_where_its_pattern_is_new() -> None:
    (rule,) = [each for each in table().rules if each.id == "F7"]
    drill = replace(DRILLS[0], id="mine", pattern="new")
    crawl = rule.cue_for(replace(drill, base=Base.QUADRUPED))
    assert crawl == "Pause at the top; squeeze where you want to feel it"
    assert rule.cue_for(replace(drill, base=Base.SEATED)) == rule.cue["any"]


def test_the_cues_read_as_they_did(golden: Golden) -> None:
    lines = [f"{rule.id:<11}{drill.id:<28}{cue}" for rule, drill, cue in cues()]
    golden("cues", "\n".join(lines) + "\n")
