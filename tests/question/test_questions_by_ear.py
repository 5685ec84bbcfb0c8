from __future__ import annotations

import re

import pytest
from tests.builders import make_block

from coach.model.prescription import ExpectedFeel
from coach.model.terms import BodyPlace, Sides
from coach.question.answer import Answer
from coach.question.dialog import KEYS, Dialog, Step, ask_felt, ask_pain, press
from coach.question.questions_by_ear import how_to_take_out, spoken_answer, spoken_step

NUMBERS = "one two three four five six seven eight"
GLUTES = ask_felt(make_block(feel=ExpectedFeel((BodyPlace.GLUTES,))))


def test_by_ear_a_question_about_a_drill_has_a_short_form() -> None:
    dialog = ask_felt(make_block("wall-reach", name="Wall reach"))
    assert spoken_step(dialog, is_new=True) == (
        "Did you feel the wall reach in the abs? Press one for yes, easy, two for yes, "
        "good, three for yes, too hard, four for elsewhere or not at all, five if it hurt. "
        "One is second from the left, just above the letters."
    )
    assert spoken_step(dialog, is_new=False) == (
        "Did you feel the wall reach in the abs? "
        "One easy, two good, three too hard, four elsewhere or not at all, five it hurt."
    )
    pain = ask_pain(make_block("wall-reach", name="Wall reach"))
    assert spoken_step(pain, is_new=True).startswith(
        "For an emergency, such as chest pain, press E, now or at any later question. "
        "From the bump on F, E is one key left, then one up. "
        "Where does it hurt? Press one for"
    )
    assert "Dizzy or faint? Press six." in spoken_step(pain, is_new=True)
    # Keys that are rarely needed are said each time.
    assert spoken_step(pain, is_new=False) == spoken_step(pain, is_new=True)


@pytest.mark.parametrize("step", Step)
def test_every_question_names_all_its_keys_by_ear(step: Step) -> None:
    spoken = spoken_step(Dialog(step=step, drill="Wall reach"), is_new=True).casefold()
    named = dict(zip("12345678", NUMBERS.split(), strict=True))
    keys = KEYS[step] & set(named)
    assert step is Step.PAIN or all(re.search(rf"\b{named[key]}\b", spoken) for key in keys)
    assert ("enter" in spoken) == (step in {Step.PLACES, Step.HIP, Step.REST, Step.FLAGS})


@pytest.mark.parametrize("keys", ["3", "5", "1", "14", "142"])
def test_the_key_for_an_emergency_works_in_each_question_and_is_said_twice(
    keys: str,
) -> None:
    asked: Dialog | Answer | None = ask_pain(make_block(sides=Sides.EACH))
    said: list[str] = []
    for key in keys:
        assert isinstance(asked, Dialog)
        said.append(spoken_step(asked, is_new=False))
        asked = press(asked, key)
    assert isinstance(asked, Dialog)
    said.append(spoken_step(asked, is_new=False))
    told = [text for text in said if "For an emergency" in text]
    assert told[0] == said[0]
    assert "now or at any later question" in said[0]
    numbers = [text for text in said if "How much" in text]
    assert told[1:] == numbers
    assert isinstance(press(asked, "e"), Answer)


def test_the_keys_of_a_scale_are_told_by_what_is_beside_them() -> None:
    asked = spoken_step(Dialog(step=Step.PAIN), is_new=True)
    assert "zero is the third key left of Backspace" in asked
    assert "T, as in ten, above and to the right of the bump on F" in asked


def test_by_ear_a_buttock_is_no_glute() -> None:
    elsewhere = press(ask_pain(), "5")
    assert isinstance(elsewhere, Dialog)
    assert "one for buttock" in spoken_step(elsewhere, is_new=True)
    after = press(elsewhere, "1")
    assert isinstance(after, Dialog)
    assert spoken_answer(elsewhere, after, after.answer) == "buttock"


def test_an_answer_is_confirmed_in_a_word_or_two() -> None:
    def heard(dialog: Dialog, key: str) -> str:
        after = press(dialog, key)
        assert after is not None
        if isinstance(after, Dialog):
            return spoken_answer(dialog, after, after.answer)
        return spoken_answer(dialog, None, after)

    felt = ask_felt(make_block())
    assert [heard(felt, key) for key in "12345"] == [
        "noted: easy",
        "noted: good",
        "noted: too hard, so easier next time if possible",
        "",
        "",
    ]
    places = press(felt, "4")
    assert isinstance(places, Dialog)
    assert heard(places, "2") == "hamstrings"
    chosen = press(places, "2")
    assert isinstance(chosen, Dialog)
    assert heard(chosen, "2") == "not hamstrings"
    assert heard(chosen, "enter") == "thank you"
    assert heard(ask_pain(), "2") == "knee"
    pain = press(ask_pain(), "2")
    assert isinstance(pain, Dialog)
    assert heard(pain, "6") == "pain 6"
    flags = press(pain, "6")
    assert isinstance(flags, Dialog)
    assert (heard(flags, "1"), heard(flags, "0")) == ("sharp", "thank you")


def test_the_same_number_again_takes_one_of_several_answers_back() -> None:
    signs = press(ask_pain(), "2")
    assert isinstance(signs, Dialog)
    signs = press(signs, "6")
    assert isinstance(signs, Dialog)
    numb = press(signs, "2")
    assert isinstance(numb, Dialog)
    told = how_to_take_out(signs, numb)
    assert told.startswith("numb. Press two again to take it back.")
    assert told.endswith("press Enter, below Backspace.")
    without = press(numb, "2")
    assert isinstance(without, Dialog)
    assert without == signs
    assert spoken_answer(numb, without, without.answer) == "not numb"
    assert not how_to_take_out(numb, without)
    places = press(GLUTES, "4")
    assert isinstance(places, Dialog)
    knee = press(places, "6")
    assert isinstance(knee, Dialog)
    assert how_to_take_out(places, knee).startswith("knee. Press six again")
