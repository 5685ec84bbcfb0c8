"""Every moment in every design, as plain text: `pytest --update-golden` writes it anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from tests.conftest import GOLDEN, Golden
from tests.screen.stills import FLAGS, PLACES, STILLS, framed, inside, motion_for, text_of

from coach.moment import Moment
from coach.question.dialog import NO_FLAG, Dialog, Step
from coach.question.question_text import choices_of
from coach.question.reaction import BOOK
from coach.safety_text import STOP_NOW
from coach.screen.above_figure import lines_above, place_of_side
from coach.screen.big_letters import (
    big,
    fitted,
    fitted_alike,
    forms_of_height,
    letters_in,
    low_letters,
)
from coach.screen.block_signs import lowered
from coach.screen.even_lines import wrapped
from coach.screen.figure_view import start_and_end
from coach.screen.head_foot import side_letters
from coach.screen.help_pages import KEYS, why_page
from coach.screen.key_cap import large_cap
from coach.screen.letter_answers import letter_answers, letter_answers_beside_enter
from coach.screen.roles import BREATH_ROLES, Role
from coach.screen.sentence_letters import sentence
from coach.screen.session_view import view
from coach.screen.stage_sizes import sizes_of
from coach.screen.urgent_signs import signs_list
from coach.screen.viewport import Layout, Viewport

ASCII_STILLS = ("work-exhale", "rest", "ready", "leaving")
LAYOUT_STILLS = ("work-exhale", "work-inhale", "work-pause", "rest")
FIGURELESS_STILLS = ("work-exhale", "rest")
WHY = "Trains opening the hip while the pelvis stays where it is."
PAGES = {
    "keys": KEYS,
    "why": why_page(
        STILLS["paused"].block,
        WHY,
        start_and_end(motion_for(STILLS["paused"]), is_ascii=False),
    ),
}
SIZES = ((100, 30), (80, 24), (40, 12), (20, 6), (3, 10))


def pictures(name: str, *looks: Viewport, has_figure: bool = True) -> str:
    moment = STILLS[name]
    motion = motion_for(moment) if has_figure else None
    return "\n".join(
        f"{look.columns}x{look.rows}\n{framed(text_of(moment, look, motion), look.columns)}"
        for look in looks
    )


@pytest.mark.parametrize("name", STILLS)
def test_the_screen_looks_as_it_did(name: str, golden: Golden) -> None:
    golden(f"screen-{name}", pictures(name, *(Viewport(*size) for size in SIZES)))


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_of_a_pause_look_as_they_did(page: str, golden: Golden) -> None:
    moment = STILLS["paused"]
    texts = []
    for columns, rows in SIZES[1:4]:
        lines = text_of(moment, Viewport(columns, rows), page=PAGES[page])
        texts.append(f"{columns}x{rows}\n{framed(lines, columns)}")
    golden(f"screen-page-{page}", "\n".join(texts))


@pytest.mark.parametrize("name", FIGURELESS_STILLS)
def test_a_drill_without_a_figure_looks_as_it_did(name: str, golden: Golden) -> None:
    looks = [Viewport(*size) for size in SIZES[:3]]
    golden(f"screen-figureless-{name}", pictures(name, *looks, has_figure=False))


@pytest.mark.parametrize("name", ASCII_STILLS)
def test_the_screen_looks_as_it_did_without_unicode(name: str, golden: Golden) -> None:
    looks = [Viewport(*size, is_ascii=True) for size in SIZES]
    golden(f"screen-ascii-{name}", pictures(name, *looks))


@pytest.mark.parametrize("layout", [Layout.FIGURE, Layout.GIANT])
@pytest.mark.parametrize("name", LAYOUT_STILLS)
def test_the_other_layouts_look_as_they_did(
    name: str, layout: Layout, golden: Golden
) -> None:
    looks = [Viewport(*size, layout=layout) for size in SIZES[1:4]]
    golden(f"screen-{layout.name.lower()}-{name}", pictures(name, *looks))


def test_no_picture_is_left_over_from_a_screen_that_is_gone() -> None:
    kept = {file.stem for file in GOLDEN.glob("screen-*.txt")}
    assert kept == {
        *(f"screen-{name}" for name in STILLS),
        *(f"screen-ascii-{name}" for name in ASCII_STILLS),
        *(f"screen-figureless-{name}" for name in FIGURELESS_STILLS),
        *(f"screen-page-{page}" for page in PAGES),
        *(f"screen-{way}-{name}" for way in ("figure", "giant") for name in LAYOUT_STILLS),
    }


@pytest.mark.parametrize(
    "size", [(100, 30), (80, 24), (60, 18), (40, 12), (32, 9), (20, 6)]
)
def test_stop_is_seen_after_pain_at_every_size(size: tuple[int, int]) -> None:
    shown = inside([line.plain for line in text_of(STILLS["pain"], Viewport(*size))], *size)
    letters = [row.rstrip() for scale in (1, 2, 3, 4) for row in big("STOP", scale)]
    # Closer letters leave room for what to do now at their right.
    for rows in (7, 11, 14, 18, 21):
        letters += fitted("STOP", round(0.6 * Viewport(*size).inside.columns), rows)
    beside = fitted("STOP", Viewport(*size).inside.columns - 12, 4)
    letters += (row.rstrip() for row in beside)
    lit = tuple(row for row in letters if row)
    assert "STOP" in shown or len([row for row in shown if row.startswith(lit)]) >= 4


@pytest.mark.parametrize("size", [(200, 60), (100, 30), (80, 24), (60, 18), (40, 12)])
def test_advice_comes_first_and_never_says_stop_as_the_runner_may_continue(
    size: tuple[int, int],
) -> None:
    look, moment = Viewport(*size), STILLS["advice"]
    lines = text_of(moment, look)
    shown = inside([line.plain for line in lines], *size)
    stop = [row.rstrip() for rows in (4, 7, 11, 14) for row in fitted("STOP", 72, rows)]
    assert not any(row.startswith(tuple(stop)) for row in shown if row)
    # The advice itself comes first.
    rows = [row.strip() for row in shown[1:] if row.strip(" ━─")]
    words = wrapped(BOOK, Viewport(*size).inside.columns)
    first = {row.strip() for high in range(4, 40) for row in _in_letters(high, size)}
    begun = sentence("See a doctor", look.inside.columns, 4)
    first |= {row.strip() for row in lowered(tuple(begun))}
    assert rows[0] in first or rows[0] == words[0]
    styles = {span.style for line in lines for span in line.spans}
    assert Role.WARNING.style not in styles
    assert not any("(1 of" in row for row in shown)


def _in_letters(high: int, size: tuple[int, int]) -> tuple[str, ...]:
    return sentence(BOOK, Viewport(*size).inside.columns, high)


@pytest.mark.parametrize("size", [(200, 60), (120, 40), (80, 24)])
def test_the_advice_to_see_somebody_is_in_the_largest_letters(
    size: tuple[int, int],
) -> None:
    lines = text_of(STILLS["advice"], Viewport(*size))
    shown = inside([line.plain for line in lines], *size)
    letters = [
        sentence(BOOK, Viewport(*size).inside.columns, rows) for rows in range(4, 40)
    ]
    assert any(rows and {row.rstrip() for row in rows} <= {*shown} for rows in letters)


@pytest.mark.parametrize("name", ["asked", "asked-where", "asked-skip", "asked-flags"])
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
def test_a_question_has_the_screen_to_itself_and_keeps_the_keys(
    name: str, size: tuple[int, int]
) -> None:
    moment = STILLS[name]
    sheet = view(moment, Viewport(*size), motion_for(moment))
    shown = [line.plain for line in text_of(moment, Viewport(*size), motion_for(moment))]
    assert not any("\u2800" < c <= "\u28ff" for row in shown for c in row)
    assert "q stop" in shown[-1]
    # While a breath is coming, the time until then is told, and told once.
    time_left = "0:04" if name == "asked-skip" else "0:10"
    clocks = (fitted_alike((time_left, "0:00"), room, 4) for room in range(8, 21))
    is_large = any(
        all(any(row.rstrip() in line for line in shown) for row in clock)
        for clock, _ in filter(None, clocks)
    )
    waits = "\n".join(shown).count("starts in") + is_large
    assert waits == (not moment.is_paused)
    assert sheet.height == size[1]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
def test_the_first_question_about_pain_stands_below_stop(size: tuple[int, int]) -> None:
    shown = [line.plain for line in text_of(STILLS["asked-pain"], Viewport(*size))]
    columns = Viewport(*size).inside.columns
    stop = fitted("STOP", columns, 4)
    if size == (80, 24):
        stop = lowered(fitted("STOP", columns // 2, 4, is_wide=True))
        assert any("Where does it hurt?" in row for row in shown)
    elif size > (40, 12):
        # Both share the width.
        forms = forms_of_height(14)
        words = ("STOP", "WHERE?")
        form = next(x for x in forms if sum(map(x.width, words)) <= 2 * (columns - 6))
        stop, where = map(form.lines, words)
        assert all(any(row.rstrip() in line for line in shown) for row in where)
    assert all(any(row.rstrip() in line for line in shown) for row in stop)
    later = [line.plain for line in text_of(STILLS["asked-flags"], Viewport(*size))]
    assert not all(any(row.rstrip() in line for line in later) for row in stop)


@pytest.mark.parametrize(
    "size", [(32, 9), (32, 12), (40, 12), (50, 14), (60, 18), (70, 20), (80, 24), (100, 30)]
)
@pytest.mark.parametrize(
    ("name", "last"),
    [("asked", "5"), ("asked-where", "8"), ("asked-pain", "e"), ("asked-flags", "e")],
)
def test_no_answer_is_cut_off_between_the_usual_sizes(
    name: str, last: str, size: tuple[int, int]
) -> None:
    shown = [row.plain for row in text_of(STILLS[name], Viewport(*size))]
    keys = re.findall(r"(?<!\S)(\d|e(?= ))(?= ?\*?[ \[a-z])", "\n".join(shown))
    forms = (fitted(last, 5, 4), fitted(last, 10, 7), *low_letters((last,), 8))
    is_large = any(
        all(any(row.strip() in line for line in shown) for row in digits)
        for digits in forms
    )
    assert last in keys or is_large
    if name == "asked-pain" and size >= (32, 12):
        assert "only if" in " ".join(" ".join(shown).split())
    if name == "asked-pain" and size >= (40, 12):
        assert any("urgent help now" in row for row in shown)


def test_what_is_picked_is_marked_apart_from_its_key_and_never_green() -> None:
    for size in ((40, 12), (80, 24), (120, 40)):
        lines = text_of(STILLS["asked-where"], Viewport(*size))
        shown = " ".join(line.plain for line in lines)
        boxes = [
            line.plain[span.start : span.end].strip()
            for line in lines
            for span in line.spans
            if span.style == Role.LOUD.style
        ]
        rows_of_a_box = 2  # and a half
        assert shown.count("[x] ") + boxes.count("████") / rows_of_a_box == 2
        assert "*" not in shown
        greens = {
            line.plain[span.start : span.end].strip("━ ")
            for line in lines
            for span in line.spans
            if span.style == Role.PROGRESS.style
        }
        assert greens <= {""}


@pytest.mark.parametrize("name", ["pain", "asked-pain", "asked-flags"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_all_urgent_signs_are_on_one_screen_with_stop(
    name: str, size: tuple[int, int]
) -> None:
    shown = [line.plain for line in text_of(STILLS[name], Viewport(*size))]
    words = {word for row in shown for word in row.split()}
    assert {word.strip(";.") for word in STOP_NOW.split()} <= {w.strip(";.") for w in words}
    assert not any("(1 of" in row for row in shown)
    signs = re.findall(r"(?<!\S)- (?=\w)", "\n".join(shown))
    assert len(signs) == len(STOP_NOW.split("; "))  # a list, never a paragraph


def leg_letters(moment: Moment, look: Viewport) -> tuple[str, ...]:
    """The big letters for the side and the leg above the figure."""
    place = place_of_side(moment, look.inside, motion_for(moment))
    assert place is not None
    assert place.is_whole
    return place.lines(side_letters(moment))


def test_a_side_is_nearly_as_high_as_a_breath_on_a_usual_screen() -> None:
    for size in ((80, 24), (100, 30)):
        look = Viewport(*size)
        for name in ("work-exhale", "switch", "paused"):
            letters = leg_letters(STILLS[name], look)
            assert len(letters) >= sizes_of(look.inside).letters - 1


def test_a_wait_for_the_key_never_counts_a_breath() -> None:
    for size in ((40, 12), (80, 24), (120, 40)):
        lines = text_of(STILLS["awaiting"], Viewport(*size), motion_for(STILLS["awaiting"]))
        shown = "\n".join(line.plain for line in lines)
        assert not re.search(r"EMPTY \d|■ \d", shown)
        assert "when you are ready" in shown or "space ready" in shown


@pytest.mark.parametrize(
    ("size", "letters"),
    [((80, 24), ("SWITCH", "RIGHT LEG")), ((40, 12), ("SWITCH", "RIGHT"))],
)
def test_a_change_of_sides_is_seen_in_letters_with_the_leg_that_works(
    size: tuple[int, int], letters: tuple[str, str]
) -> None:
    look = Viewport(*size)
    moment = STILLS["switch"]
    shown = "\n".join(line.plain for line in text_of(moment, look, motion_for(moment)))
    own = sizes_of(look.inside)
    for word in letters:
        whole = fitted(word, own.side, 7)
        heights = iter([lowered(whole) if size == (40, 12) else whole])
        if word == "RIGHT LEG":
            heights = iter([leg_letters(moment, look)])
        if word == "RIGHT":
            place = place_of_side(moment, look.inside, motion_for(moment))
            assert place is not None
            heights = iter([lowered(place.lines(side_letters(moment)))])
        assert any(
            lines and all(row.rstrip() in shown for row in lines) for lines in heights
        )
    if size == (40, 12):
        assert "right leg" in shown
        assert "starts in" not in shown  # the time is told once, in big letters
        (clock, _) = fitted_alike(("0:04", "0:00"), own.side, 4)
        assert all(row.rstrip() in shown for row in lowered(clock))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_the_leg_that_works_stands_above_the_figure_and_leaves_the_number_its_size(
    size: tuple[int, int],
) -> None:
    moment, look = STILLS["work-exhale"], Viewport(*size)
    shown = [line.plain for line in text_of(moment, look, motion_for(moment))]
    assert not any("LEFT LEG" in row for row in shown)
    own = sizes_of(look.inside)
    leg = leg_letters(moment, look)
    assert len(leg) >= 0.5 * own.letters
    assert all(row.rstrip() in line for row, line in zip(leg, shown[4:], strict=False))
    digits = fitted(str(moment.shown_reps), own.side, own.letters)
    assert len(digits) == own.letters
    assert all(any(row.rstrip() in line for line in shown) for row in digits)


def test_a_narrow_screen_says_the_leg_that_works_during_the_set() -> None:
    moment = STILLS["work-exhale"]
    shown = text_of(moment, Viewport(40, 12), motion_for(moment))
    assert "LEFT LEG" in shown[0].plain


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
def test_the_time_of_a_rest_is_told_once(size: tuple[int, int]) -> None:
    moment = STILLS["rest"]
    shown = "\n".join(
        line.plain for line in text_of(moment, Viewport(*size), motion_for(moment))
    )
    own = sizes_of(Viewport(*size).inside)
    clock, _ = fitted_alike(("0:18", "0:00"), own.side, own.letters)
    assert size == (40, 12) or all(row.rstrip() in shown for row in clock)
    assert shown.count("until you start") == (size != (40, 12))
    assert "18" not in shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_question_after_a_drill_is_about_that_drill_and_has_large_keys(
    size: tuple[int, int],
) -> None:
    shown = [line.plain for line in text_of(STILLS["asked"], Viewport(*size))]
    assert "drill 1 of 3" in shown[0]
    assert "90/90 breathing: did you feel it in the abs?" in "\n".join(shown)
    high = 3 if size == (80, 24) else 7
    word, key = fitted("ABS?", Viewport(*size).inside.columns, high), fitted("5", 5, 4)
    if size == (80, 24):
        (key,), (word,) = low_letters(("5",), 8), low_letters(("ABS?",), 76)
        word = lowered(word)
    for letters in (word, key):
        assert all(any(row.strip() in line for line in shown) for row in letters)
    narrow = text_of(STILLS["asked"], Viewport(40, 12))
    assert "90/90 breathing" in narrow[0].plain


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_question_about_other_signs_has_whole_answers(size: tuple[int, int]) -> None:
    shown = "\n".join(
        line.plain for line in text_of(STILLS["asked-flags"], Viewport(*size))
    )
    is_large = size > (100, 30)
    if is_large:
        assert any(in_letters("asked-flags", size, shown))
    else:
        assert "numb or tingling" in shown
        assert "dizzy or faint" in shown
    # The key for an emergency is told once, before the signs.
    assert shown.count(" e  emergency: get urgent help now") == 1
    assert "see below" not in shown


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        (
            "asked",
            ("YES, EASY", "YES, GOOD WORK", "YES, TOO HARD", "NO, ELSEWHERE", "IT HURTS"),
        ),
        ("asked-skip", ("NO TIME", "OR EQUIPMENT", "TOO HARD", "IT HURTS")),
    ],
)
def test_few_answers_are_in_letters_like_their_keys(
    name: str, answers: tuple[str, ...]
) -> None:
    shown = [line.plain for line in text_of(STILLS[name], Viewport(80, 24))]
    large = low_letters(answers, Viewport(80, 24).inside.columns - 9)
    assert len(large) == len(answers)
    for answer in large:
        assert all(any(row.rstrip() in line for line in shown) for row in answer)


def test_a_question_is_in_big_letters_on_a_narrow_screen_too() -> None:
    for name, word in (("asked", "ABS?"), ("asked-skip", "WHY?")):
        shown = [line.plain for line in text_of(STILLS[name], Viewport(40, 12))]
        letters = fitted(word, 36, 4)
        assert letters
        assert all(any(row.strip() in line for line in shown) for row in letters)


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
def test_answers_are_in_letters_of_one_size_on_a_large_screen(
    size: tuple[int, int],
) -> None:
    for name in ("asked-where", "asked-pain", "asked-flags"):
        lines = text_of(STILLS[name], Viewport(*size))
        assert any(in_letters(name, size, "\n".join(line.plain for line in lines)))


def in_letters(name: str, size: tuple[int, int], shown: str) -> Iterator[bool]:
    """Whether a screen shows all answers in letters, for every form of those."""
    dialog = STILLS[name].question
    assert dialog is not None
    choices = [
        each._replace(words=each.words.partition(":")[0], is_picked=each.is_picked or False)
        if each.is_urgent
        else each
        for each in next(choices_of(dialog))
        if each.key != NO_FLAG
    ]
    if name == "asked-pain":
        choices = [each._replace(is_picked=None) for each in choices]
    columns = Viewport(*size).inside.columns
    if name == "asked-flags":  # the answer for an emergency stands before the signs
        others = [each for each in choices if not each.is_urgent]
        for band in letter_answers_beside_enter(others, columns):
            yield all(row.plain in shown for row in band.rows)
    for high in (5, 7, 9, 11, 14):
        for beside in (1, 2):
            band = letter_answers(choices, columns, high, beside=beside)
            yield bool(band.height) and all(row.plain in shown for row in band.rows)


@pytest.mark.parametrize("name", ["paused", "gap", "free", "leaving"])
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
def test_nothing_has_a_breaths_colour_while_no_breath_is_asked_for(
    name: str, size: tuple[int, int]
) -> None:
    moment = STILLS[name]
    breaths = {role.style for role in BREATH_ROLES.values()}
    lines = text_of(moment, Viewport(*size), motion_for(moment))
    assert not breaths & {span.style for line in lines for span in line.spans}
    lines = text_of(STILLS["work-exhale"], Viewport(*size), motion_for(moment))
    assert breaths & {span.style for line in lines for span in line.spans}


@pytest.mark.parametrize("name", ["rest", "change", "ready"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_big_letters_name_the_leg_that_works(name: str, size: tuple[int, int]) -> None:
    look = Viewport(*size)
    moment = STILLS[name]
    shown = "\n".join(line.plain for line in text_of(moment, look, motion_for(moment)))
    assert all(row.rstrip() in shown for row in leg_letters(moment, look))


@pytest.mark.parametrize(("rows", "words"), [(40, "stop and save"), (24, "q      stop")])
def test_keys_are_explained_in_sentences_where_there_is_room(rows: int, words: str) -> None:
    lines = text_of(STILLS["paused"], Viewport(80, rows), page=KEYS)
    shown = "\n".join(line.plain for line in lines)
    assert words in shown
    assert "Breath" in shown
    assert "phone" in shown


def test_the_reps_left_stay_in_big_letters_on_a_narrow_screen() -> None:
    moment = STILLS["work-inhale"]
    shown = [line.plain for line in text_of(moment, Viewport(40, 12), motion_for(moment))]
    digits = lowered(fitted(str(moment.shown_reps), 16, 4))
    assert digits
    assert all(any(row.rstrip() in line for line in shown) for row in digits)


def test_a_large_figure_on_a_narrow_screen_keeps_the_whole_movement() -> None:
    moment = STILLS["work-exhale"]
    look = Viewport(40, 12, layout=Layout.FIGURE)
    shown = [line.plain for line in text_of(moment, look, motion_for(moment))]
    assert "3 reps to go" in shown[0]
    assert "left: press and lift" in shown[-1]
    assert not any("…" in line for line in shown)


def test_giant_letters_say_the_leg_that_works_beside_the_number() -> None:
    moment = STILLS["work-exhale"]
    look = Viewport(80, 24, layout=Layout.GIANT)
    shown = [line.plain for line in text_of(moment, look, motion_for(moment))]
    sizes = [fitted_alike(("LEFT", "RIGHT"), room, 7)[0] for room in range(24, 34)]
    assert any(
        all(any(row.strip() in line for line in shown) for row in letters)
        for letters in sizes
    )


def test_a_large_figure_has_breath_and_reps_in_big_letters_where_it_leaves_room() -> None:
    moment = STILLS["work-exhale"]
    look = Viewport(80, 24, layout=Layout.FIGURE)
    shown = [line.plain for line in text_of(moment, look, motion_for(moment))]
    for word in ("OUT", str(moment.shown_reps)):
        letters = fitted(word, 37, 7)
        assert all(any(row.strip() in line for line in shown) for row in letters)
    assert "press and lift" in shown[0]
    assert "reps to go" in shown[0]


def test_where_a_drill_was_felt_is_asked_in_whole_words_on_a_narrow_screen() -> None:
    moment = STILLS["asked-where"]
    shown = [line.plain for line in text_of(moment, Viewport(40, 12), motion_for(moment))]
    for words in (
        "2 [x] hamstrings",
        "7 [ ] front of hip",
        "8 [ ] nowhere",
        "Enter that's all",
    ):
        assert any(words in line for line in shown)
    assert "q stop" in shown[-1]
    about = replace(moment, question=replace(PLACES, drill="Wall-supported exhale reach"))
    shown = [line.plain for line in text_of(about, Viewport(40, 12), motion_for(moment))]
    assert "  Wall-supported exhale reach:" in shown


def test_the_key_that_leaves_a_drill_stays_below_the_questions_about_pain() -> None:
    asked = replace(STILLS["asked-pain"], question=FLAGS)
    shown = [line.plain for line in text_of(asked, Viewport(40, 12))]
    assert "  q stop   n leave" in [line.rstrip() for line in shown]


def test_the_questions_about_pain_have_a_word_in_letters_above_all_urgent_signs() -> None:
    columns = Viewport(80, 24).inside.columns
    asked = {
        "asked-pain": lowered(fitted("STOP", columns // 2, 4, is_wide=True)),
        "asked-flags": letters_in(("ANYTHING ELSE?",), columns, 5)[0],
    }
    for name, letters in asked.items():
        shown = [line.plain for line in text_of(STILLS[name], Viewport(80, 24))]
        assert letters
        assert all(any(row.rstrip() in line for line in shown) for row in letters)
        assert any("urgent help now" in row for row in shown)
    shown = [
        line.plain
        for line in text_of(STILLS["asked-pain"], Viewport(80, 24, is_ascii=True))
    ]
    letters = fitted("STOP", round(0.6 * columns), 5, is_ascii=True)
    assert all(any(row.rstrip() in line for line in shown) for row in letters)


def test_answers_about_pain_stand_apart_and_name_the_key_for_an_emergency() -> None:
    for name, answer in (("asked-pain", "hamstrings"), ("asked-flags", "cramp")):
        for is_ascii in (False, True):
            look = Viewport(80, 24, is_ascii=is_ascii)
            shown = [line.plain for line in text_of(STILLS[name], look)]
            (at,) = [at for at, row in enumerate(shown) if answer in row]
            assert not shown[at - 1].strip()
            assert not shown[at + 1].strip()
            assert " e  emergency: get urgent help now" in shown[at + 2]


def test_large_keys_without_unicode_are_letters_on_the_background() -> None:
    for size in ((80, 24), (120, 40)):
        moment, look = STILLS["leaving"], Viewport(*size, is_ascii=True)
        shown = [row.plain for row in text_of(moment, look, motion_for(moment))]
        assert not any("#" * 20 in row[look.columns // 2 :] for row in shown)
        (at,) = [at for at, row in enumerate(shown) if "stop " in row and "continue" in row]
        assert "#" in shown[at - 1][look.columns // 2 :]
        assert not shown[at + 1].strip(), "what the keys do stands apart from the sentence"


def test_what_a_large_key_does_stands_below_it_on_a_narrow_screen() -> None:
    for name in ("paused", "gap", "free"):
        moment = STILLS[name]
        shown = [row.plain for row in text_of(moment, Viewport(40, 12), motion_for(moment))]
        assert any(row.rstrip().endswith("to continue") for row in shown[:-1])
    moment = STILLS["awaiting"]
    shown = [row.plain for row in text_of(moment, Viewport(40, 12), motion_for(moment))]
    at = next(at for at, row in enumerate(shown) if "wait until the air comes" in row)
    assert "then press space" in shown[at + 1]


def test_the_words_below_two_large_keys_stand_apart_on_a_narrow_screen() -> None:
    shown = [row.plain for row in text_of(STILLS["leaving"], Viewport(40, 12))]
    row = next(row for row in shown if "stop and save" in row)
    assert re.search(r"save {4,}continue", row)
    assert not shown[-2].strip()


def test_ten_is_apart_from_nine_on_a_narrow_screen() -> None:
    asked = replace(STILLS["asked-pain"], question=Dialog(step=Step.PAIN))
    shown = [row.plain for row in text_of(asked, Viewport(40, 12))]
    (nine, one) = letters_in(("9", "1"), 4, 5)
    assert any(f"{nine[0]}   {one[0]}" in row for row in shown)


def test_a_cue_in_a_rest_is_bright_and_named_on_a_large_screen() -> None:
    moment, look = STILLS["rest"], Viewport(200, 60)
    motion = motion_for(moment)
    cue = lines_above(moment, look.inside, motion)
    assert cue
    lines = text_of(moment, look, motion)
    bright = "\n".join(
        line.plain[span.start : span.end]
        for line in lines
        for span in line.spans
        if span.style == Role.PLAIN.style
    )
    assert all(row.strip() in bright for row in cue)
    assert not any("Think" in line.plain for line in lines)  # it is told once


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
@pytest.mark.parametrize("name", ["change", "switch", "paused"])
def test_a_large_screen_says_how_to_lie_or_what_is_left_in_big_letters(
    name: str, size: tuple[int, int]
) -> None:
    moment, look = STILLS[name], Viewport(*size)
    motion = motion_for(moment)
    said = lines_above(moment, look.inside, motion)
    shown = [line.plain for line in text_of(moment, look, motion)]
    assert said
    assert all(any(row.rstrip() in line for line in shown) for row in said)
    assert not any("3 reps to go" in line for line in shown)


def test_the_position_in_big_letters_is_what_every_runner_does() -> None:
    moment, look = STILLS["lead-in"], Viewport(120, 40)
    motion = motion_for(moment)
    lying = lines_above(moment, look.inside, motion)
    setup = ("If you use a band, put it on", *moment.block.setup)
    block = replace(moment.block, setup=setup)
    timeline = replace(
        moment.timeline,
        prescription=replace(
            moment.timeline.prescription,
            blocks=(block, *moment.timeline.prescription.blocks[1:]),
        ),
    )
    banded = replace(moment, timeline=timeline)
    assert banded.block.setup == setup
    assert lines_above(banded, look.inside, motion) == lying != ()


@pytest.mark.parametrize("name", ["pain", "asked-pain", "asked-flags"])
def test_the_list_of_urgent_signs_stands_apart_from_the_keys(name: str) -> None:
    *_, above, keys = text_of(STILLS[name], Viewport(80, 24))
    assert keys.plain.strip()
    assert not above.plain.strip()


@pytest.mark.parametrize("columns", [60, 74, 110, 188])
def test_no_urgent_sign_is_lost_in_two_columns(columns: int) -> None:
    words = " ".join(row.plain for row in signs_list("", columns)).split()
    assert sorted(word for word in words if word != "-") == sorted(
        STOP_NOW.replace(";", "").rstrip(".").split()
    )


def test_a_narrow_screen_has_the_side_as_large_as_the_number() -> None:
    for name in ("work-exhale", "change"):
        moment = STILLS[name]
        shown = [row.plain for row in text_of(moment, Viewport(40, 12), motion_for(moment))]
        left = lowered(fitted_alike(("LEFT", "RIGHT"), 18, 4)[0])
        assert all(row.rstrip() in line for row, line in zip(left, shown[1:5], strict=True))


@pytest.mark.parametrize(
    ("name", "word", "purpose"),
    [
        ("paused", "PAUSED", "space continue"),
        ("free", "BREATHE", "space continue"),
        ("awaiting", "EMPTY", "space ready"),
    ],
)
def test_a_narrow_screen_has_a_key_cap_in_big_letters_below_a_whole_word(
    name: str, word: str, purpose: str
) -> None:
    moment = STILLS[name]
    shown = [row.plain for row in text_of(moment, Viewport(40, 12), motion_for(moment))]
    letters = [
        fitted(word, room, 4, is_wide=True)
        for room in (16, Viewport(40, 12).inside.columns)
    ]
    assert any(
        rows and all(any(row.rstrip() in line for line in shown) for row in lowered(rows))
        for rows in letters
    )
    cap = large_cap(16, 4, "SPACE", is_ascii=False, is_lowered=True)
    at = next(at for at, row in enumerate(shown) if cap.lines[0] in row)
    assert all(row in line for row, line in zip(cap.lines, shown[at:], strict=False))
    assert purpose in shown[-1]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("full", ["█", "#"])
def test_the_question_whether_to_stop_has_a_key_cap_for_each_answer(
    size: tuple[int, int], full: str
) -> None:
    moment, look = STILLS["leaving"], Viewport(*size, full == "#")
    shown = [row.plain for row in text_of(moment, look, motion_for(moment))]
    # The blank between two caps, as high as they are.
    lit = rf"[{full}▛▜▙▟▀▄▌▐]"
    assert sum(bool(re.search(rf"{lit} {{2,}}{lit}\S.*{lit}$", row)) for row in shown) > 3
    words = " ".join(shown).casefold()
    assert "stop and save" in words or "q stops and saves" in words
    # A key is told once.
    assert "q stop" not in shown[-1]
    assert "h it hurts" in shown[-1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_the_figure_stays_while_the_runner_is_asked_whether_to_stop(
    size: tuple[int, int],
) -> None:
    paused, asked = (
        text_of(STILLS[name], Viewport(*size), motion_for(STILLS[name]))
        for name in ("paused", "leaving")
    )
    columns = sizes_of(Viewport(*size).inside).columns
    rows = range(4, size[1] - 6)
    assert [paused[row].plain[:columns].rstrip() for row in rows] == [
        asked[row].plain[:columns].rstrip() for row in rows
    ]


def test_the_strokes_of_words_are_as_thick_as_those_of_numbers() -> None:
    for word, columns, high in (("GET SET", 33, 7), ("CLAMSHELL", 33, 4), ("0:20", 11, 4)):
        stroke = "█"  # a column, not half of one
        assert any(stroke in row for row in fitted(word, columns, high))


def test_thick_letters_are_not_read_as_one_bar() -> None:
    for word in ("SWITCH", "PAUSED", "READY?"):
        rows = fitted(word, 86, 21)
        gaps = [at for at in range(len(rows[0])) if all(row[at] == " " for row in rows)]
        assert len(gaps) >= 2 * (len(word) - 1)


def test_an_ascii_figure_is_solid() -> None:
    moment = STILLS["work-exhale"]
    look = Viewport(80, 24, is_ascii=True)
    shown = [line.plain for line in text_of(moment, look, motion_for(moment))]
    assert any("####" in row[:30] for row in shown[-9:])
    assert not any(sign in row[:30] for row in shown[-9:-4] for sign in "/\\|")


def test_a_narrow_ascii_screen_tells_what_is_left_and_when_the_work_starts() -> None:
    look = Viewport(40, 12, is_ascii=True)
    for name, words in (
        ("work-exhale", "3 reps to go"),
        ("lead-in", "starts in 8"),
        ("rest", "starts in 18"),
    ):
        shown = text_of(STILLS[name], look, motion_for(STILLS[name]))
        assert words in "\n".join(line.plain for line in shown)


@pytest.mark.parametrize("name", ["lead-in", "rest", "change", "switch"])
def test_the_digits_of_a_wait_are_wide_enough_on_a_narrow_screen(name: str) -> None:
    moment, look = STILLS[name], Viewport(40, 12)
    shown = "\n".join(line.plain for line in text_of(moment, look, motion_for(moment)))
    time_left = {"lead-in": "0:08", "rest": "0:18", "change": "0:10", "switch": "0:04"}
    (digits, _) = fitted_alike((time_left[name], "0:00"), 16, 4)
    assert all(row.rstrip() in shown for row in lowered(digits))


@pytest.mark.parametrize("signs", ["unicode", "ascii"])
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
def test_the_columns_of_keys_stand_apart_and_above_the_foot(
    size: tuple[int, int], signs: str
) -> None:
    look = Viewport(*size, is_ascii=signs == "ascii")
    shown = [line.plain for line in text_of(STILLS["paused"], look, page=KEYS)]
    assert not shown[-2].strip()
    for row in shown[:-1]:
        assert not re.search(r"(rest|pause|skip|weight|again) [nbrlfwvmsc] +\w", row)


@pytest.mark.parametrize("name", ["pain", "asked-pain"])
def test_no_urgent_sign_is_cut_on_a_narrow_screen(name: str) -> None:
    look, seen = Viewport(40, 12), ""
    for second in range(0, 90, 4):
        moment = replace(STILLS[name], stood_ms=second * 1000)
        lines = text_of(moment, look)
        at = next(at for at, row in enumerate(lines) if "urgent help now" in row.plain)
        heading = lines[at].plain[: lines[at].spans[0].end]
        assert heading.strip() == "Get urgent help now if you have:"
        page = " ".join(row.plain.strip() for row in lines[at + 1 : -1]).strip()
        assert page.startswith("- ")
        seen += f" {page}"
    for sign in STOP_NOW.rstrip(".").split("; "):
        assert f"- {sign}" in seen


def test_the_sides_are_in_letters_on_a_narrow_screen() -> None:
    asked = replace(STILLS["asked-pain"], question=Dialog(step=Step.SIDE))
    shown = [line.plain for line in text_of(asked, Viewport(40, 12))]
    for letters in letters_in(("LEFT", "RIGHT", "BOTH"), 27, 5):
        assert all(any(row.rstrip() in line for line in shown) for row in letters)
    assert any("Which side?" in row and "Enter not sure" in row for row in shown)
    assert "q stop" in shown[-1]


def test_a_narrow_screen_shows_the_position_while_it_waits_for_the_runner() -> None:
    moment = STILLS["ready"]
    shown = [row.plain for row in text_of(moment, Viewport(40, 12), motion_for(moment))]
    assert any("\u2801" <= sign <= "\u28ff" for row in shown for sign in row)
    cap = large_cap(16, 4, "SPACE", is_ascii=False, is_lowered=True)
    assert all(any(row in line for line in shown) for row in cap.lines)
    words = " ".join(" ".join(shown).split())
    assert "Lie on your right side; the left leg works." in words
    assert "Lie on your side, knees bent." in words


def test_advice_begins_with_whom_to_see_at_every_size() -> None:
    for size in ((40, 12), (80, 24), (120, 40)):
        shown = [row.plain for row in text_of(STILLS["advice"], Viewport(*size))]
        columns = Viewport(*size).inside.columns
        forms = [
            sentence("See a doctor", room, rows)
            for room in range(columns // 2, columns + 1)
            for rows in (4, 7)
        ]
        assert any(
            form and all(any(row.rstrip() in line for line in shown) for row in form)
            for each in forms
            for form in (each, lowered(tuple(each)))
        )
        assert "Press space to continue" not in "\n".join(shown)  # the keys say so


def test_a_narrow_page_with_the_purpose_of_a_drill_has_its_figure() -> None:
    moment = STILLS["paused"]
    motion = motion_for(moment)
    assert motion is not None
    inside = Viewport(40, 12).inside
    art = start_and_end(motion, is_ascii=False, columns=inside.columns, rows=11)
    page = why_page(moment.block, "Trains the side of the hip.", art)
    shown = [row.plain for row in text_of(moment, Viewport(40, 12), page=page)]
    assert any("\u2801" <= sign <= "\u28ff" for row in shown for sign in row)
    assert "Trains the side of the hip." in "\n".join(shown)


def test_groups_of_keys_and_the_way_out_stand_apart_on_a_narrow_screen() -> None:
    shown = [row.plain for row in text_of(STILLS["paused"], Viewport(40, 12), page=KEYS)]
    (breath,) = [at for at, row in enumerate(shown) if "Breath" in row]
    assert not shown[breath - 1][:14].strip()
    assert not shown[-2].strip()
    asked = [row.plain for row in text_of(STILLS["asked-flags"], Viewport(40, 12))]
    assert "Enter that's all" in asked[-3]
    assert not asked[-2].strip()


def test_the_cue_of_a_rest_is_whole_in_two_lines_of_big_letters() -> None:
    moment = STILLS["rest"]
    for size in ((120, 40), (200, 60)):
        look, motion = Viewport(*size), motion_for(moment)
        rows = lines_above(moment, look.inside, motion)
        blank = [at for at, row in enumerate(rows) if not row.strip()]
        assert len(blank) == 1, "one blank row parts two lines"
        shown = "\n".join(line.plain for line in text_of(moment, look, motion))
        assert moment.cue not in shown, "the letters say the whole cue"


def test_ascii_says_a_movement_in_text_that_only_letters_like_bars_could_say() -> None:
    moment = STILLS["work-inhale"]
    look, motion = Viewport(120, 40, is_ascii=True), motion_for(moment)
    assert not lines_above(moment, look.inside, motion)
    shown = "\n".join(line.plain for line in text_of(moment, look, motion))
    assert "fill the back of the ribs" in shown


def test_the_smallest_stage_has_the_side_that_takes_turns_in_letters() -> None:
    moment, look = STILLS["last-rep"], Viewport(40, 12)
    motion = motion_for(moment)
    place = place_of_side(moment, look.inside, motion)
    assert place is not None
    shown = [line.plain for line in text_of(moment, look, motion)]
    for row in lowered(place.lines("RIGHT")):
        assert any(row.strip() in line for line in shown)


@pytest.mark.parametrize("name", ["asked", "asked-skip"])
def test_a_row_parts_the_last_answer_from_what_comes_next(name: str) -> None:
    shown = [line.plain for line in text_of(STILLS[name], Viewport(80, 24))]
    at = next(number for number, row in enumerate(shown) if "Next:" in row)
    assert not shown[at - 1].strip()
