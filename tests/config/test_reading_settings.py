from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config.choices import Movement, ThemeName
from coach.config.setting import Origin, switch
from coach.config.settings import SETTINGS, Config, read_config
from coach.config.toml_file import read_toml
from coach.config.toml_slips import SWITCHES, find_slip
from coach.model.terms import BreathPreset
from coach.prescribe import LEAD_IN_MS


def read(folder: Path, text: str | bytes, env: Mapping[str, str] | None = None) -> Config:
    file = folder / "config.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_config(file, env or {})


def told(config: Config) -> list[tuple[int, str, str | None]]:
    return [(problem.line, problem.message, problem.hint) for problem in config.problems]


def test_without_a_file_every_setting_has_its_default(tmp_path: Path) -> None:
    config = read_config(tmp_path / "config.toml", {})
    assert config.problems == ()
    assert config.breath is BreathPreset.STANDARD
    assert (config.lead_in, config.rest, config.change) == (LEAD_IN_MS, None, None)
    assert (config.plain, config.journal_folder) == (False, None)
    assert {config.origin(setting) for setting in SETTINGS} == {Origin.DEFAULT}


def test_the_file_sets_what_it_names(tmp_path: Path) -> None:
    text = """
        breath = "long"
        lead_in = 5
        rest = "1m30s"
        plain = true
        [journal]
        folder = "/srv/sync/journal"
    """
    config = read(tmp_path, text)
    assert config.problems == ()
    assert config.breath is BreathPreset.LONG
    assert (config.lead_in, config.rest, config.plain) == (5_000, 90_000, True)
    assert config.journal_folder == Path("/srv/sync/journal")
    assert config.origin(Config.rest) is Origin.FILE
    assert config.origin(Config.change) is Origin.DEFAULT


def test_the_environment_beats_the_file(tmp_path: Path) -> None:
    env = {
        "COACH_BREATH": "short",
        "COACH_LEAD_IN": "0",
        "COACH_PLAIN": "on",
        "COACH_JOURNAL_FOLDER": "~/journal",
        "COACH_REST": "",
    }
    config = read(tmp_path, 'breath = "long"\nrest = 20', env)
    assert config.problems == ()
    assert config.breath is BreathPreset.SHORT
    assert (config.lead_in, config.rest, config.plain) == (0, 20_000, True)
    assert config.journal_folder == Path.home() / "journal"
    assert config.origin(Config.breath) is Origin.ENVIRONMENT
    assert config.origin(Config.rest) is Origin.FILE


def test_one_bad_value_is_left_out_and_the_others_count(tmp_path: Path) -> None:
    config = read(tmp_path, 'breath = "medium"\nrest = "soon"\nlead_in = "3s"\n')
    assert config.breath is BreathPreset.STANDARD
    assert config.rest is None
    assert config.lead_in == 3_000
    assert told(config) == [
        (1, "'breath': 'medium' is unknown", "write short, standard or long"),
        (
            2,
            "'rest': 'soon' is not a duration",
            "write 3s, 1m30s, 1:30 or a whole number of seconds",
        ),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("breath = 3", "'breath': 3 is unknown"),
        ("breath = {a = 1}", "'breath': a table is unknown"),
        ("plain = 1", "'plain': 1 is neither on nor off"),
        ("rest = true", "'rest': true is not a duration"),
        ("rest = [1]", "'rest': this list is not a duration"),
        ("rest = -1", "'rest': a duration cannot be negative: -1"),
        ("rest = nan", "'rest': nan is not a duration"),
        ("rest = 3601", "'rest': 3601 is longer than an hour"),
        ("rest = 1" + "0" * 400, "'rest': the duration is longer than an hour"),
        ("rest = 07:30:00", "'rest': '07:30:00' is not a duration"),
        ('journal.folder = "here"', "'journal.folder': 'here' is not a full path"),
        ('journal.folder = ""', "'journal.folder': '' is not a full path"),
        (
            'journal.folder = "/a\\u0000b"',
            "'journal.folder': '/a\\x00b' is not a full path",
        ),
        ("journal.folder = false", "'journal.folder': false is not a full path"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_with_its_line(
    tmp_path: Path, line: str, message: str
) -> None:
    config = read(tmp_path, f"# mine\n{line}\nchange = 4\n")
    assert [(n, text) for n, text, _ in told(config)] == [(2, message)]
    assert (config.change, config.rest, config.journal_folder) == (4_000, None, None)


@pytest.mark.parametrize(
    ("text", "line", "name", "hint"),
    [
        ('\nlead-in = "3s"', 2, "lead-in", "did you mean 'lead_in'?"),
        ("Breath = 1", 1, "Breath", "did you mean 'breath'?"),
        ('[journal]\n\nfoldr = "/x"', 3, "journal.foldr", "did you mean 'journal.folder'?"),
        ('journal = "/x"', 1, "journal", "did you mean 'journal.folder'?"),
        ('["journal"]\n"foldr" = 1', 2, "journal.foldr", "did you mean 'journal.folder'?"),
        ("[[sound]]\nx = 1", 1, "sound", "did you mean 'sound.mode'?"),
        ("zebra = 1", 1, "zebra", None),
    ],
)
def test_an_unknown_key_is_named_with_what_may_be_meant(
    tmp_path: Path, text: str, line: int, name: str, hint: str | None
) -> None:
    every = "list the settings with `coach config`"
    config = read(tmp_path, text)
    assert told(config) == [(line, f"there is no setting '{name}'", hint or every)]


def test_a_syntax_error_is_named_with_line_and_column(tmp_path: Path) -> None:
    config = read(tmp_path, 'rest = 20\nbreath = "long')
    (problem,) = config.problems
    assert str(problem).startswith(f"{tmp_path}/config.toml:2:")
    assert config.rest is None


def test_a_file_that_stops_too_early_is_named_with_its_last_line(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "rest = 20\nlead_in = [").problems
    assert problem.line == 2


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"rest = 20\n# caf\xe9\n", 2, "the file is not UTF-8 text"),
        (b"#" * 300_000, 0, "the file is larger than 256 KB"),
        (b"x = " + b"[" * 100_000, 0, "the file has too many nested brackets"),
    ],
)
def test_a_file_that_is_no_settings_file_is_named(
    tmp_path: Path, content: bytes, line: int, message: str
) -> None:
    config = read(tmp_path, content)
    hint = "coach ignores every setting in this file until you fix the file"
    assert told(config) == [(line, message, hint)]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    config = read(tmp_path, b"\xef\xbb\xbfrest = 20\r\nchange = 4\r\n")
    assert (config.rest, config.change, config.problems) == (20_000, 4_000, ())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes of this kind")
def test_a_folder_or_a_pipe_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe"):
        ((_, message, hint),) = told(read_config(place, {}))
        assert message == "this is not a file"
        assert hint == "move or delete this; until then, coach uses no settings file"


def test_a_problem_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    config = read(tmp_path, 'breath = "long"', {"COACH_BREATH": "medium"})
    assert config.breath is BreathPreset.LONG
    assert [str(problem) for problem in config.problems] == [
        "COACH_BREATH: 'medium' is unknown (write short, standard or long)"
    ]


def test_every_setting_says_what_it_is_for() -> None:
    names = [setting.name for setting in SETTINGS]
    assert names == sorted(set(names), key=names.index)
    assert all(setting.about for setting in SETTINGS)
    assert [s.variable for s in SETTINGS][-1] == "COACH_JOURNAL_FOLDER"


@given(st.binary(max_size=200))
def test_no_settings_file_whatsoever_raises(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    config = read(tmp_path_factory.mktemp("config"), content)
    assert config.lead_in == 10_000 or not config.problems


def test_a_week_has_a_number_of_sessions(tmp_path: Path) -> None:
    assert read(tmp_path, "week = 3").week == 3
    assert read(tmp_path, "", {"COACH_WEEK": "4"}).week == 4
    for wrong in ("0", "22", "true", '"often"', "2.5"):
        config = read(tmp_path, f"week = {wrong}")
        assert config.week is None
        ((line, message, hint),) = told(config)
        assert (line, hint) == (1, "write a whole number from 1 to 21")
        assert message.startswith("'week': ")


def test_the_screen_has_themes_and_may_move_less(tmp_path: Path) -> None:
    config = read(tmp_path, 'theme = "light"\nmotion = "reduced"')
    assert (config.theme, config.motion) == (ThemeName.LIGHT, Movement.REDUCED)
    ((_, message, hint),) = told(read(tmp_path, 'theme = "pink"'))
    assert message == "'theme': 'pink' is unknown"
    assert hint == "write auto, dark, light or contrast"


def test_a_lookalike_in_the_settings_is_named_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("# a \u201cremark\u201d\nbreath = \u201clong\u201d\n")
    problem = read_toml(file).problem
    assert problem is not None
    assert (problem.line, problem.column) == (2, 10)
    expected = "this is U+201C (left double quotation mark); use straight quotes instead"
    assert problem.message == expected


def test_lines_of_settings_are_those_of_an_editor(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("# a\u2028b\nbreath = 'long'\n")
    assert read_toml(file).lines() == {"breath": 2}


@pytest.mark.parametrize(
    ("line", "said", "right"),
    [
        ("breath = long", "'breath': the value needs quotation marks", 'breath = "long"'),
        ("rest = 1:30", "'rest': the value needs quotation marks", 'rest = "1:30"'),
        ("rest = 30s  # short", "'rest': the value needs quotation marks", 'rest = "30s"'),
        (
            "plain = True",
            "'plain': write true for on or false for off, in lower case",
            "plain = true",
        ),
        (
            "ask = off",
            "'ask': write true for on or false for off, in lower case",
            "ask = false",
        ),
        (
            "sound.mode = off",
            "'sound.mode': the value needs quotation marks",
            'sound.mode = "off"',
        ),
        ('breath: "long"', "'breath' needs = before its value", 'breath = "long"'),
        ("breath: long", "'breath': the value needs quotation marks", 'breath = "long"'),
        ("rest = 20;", "'rest' has an extra character at the end", "rest = 20"),
        (
            "breath = \"long'",
            "'breath' needs straight quotation marks, the same on both sides",
            'breath = "long"',
        ),
        (
            "breath = 'long",
            "'breath' needs straight quotation marks, the same on both sides",
            'breath = "long"',
        ),
        ("[journal", "this heading needs a [ and a ]", "[journal]"),
    ],
)
def test_a_common_slip_is_named_with_its_line_put_right(
    tmp_path: Path, line: str, said: str, right: str
) -> None:
    config = read(tmp_path, f"# mine\n{line}\nchange = 4\n")
    defaults = "coach ignores every setting in this file until you fix the file"
    assert told(config) == [(2, said, f"write {right}; {defaults}")]


@pytest.mark.parametrize("line", ["plain =", "plain", "plain = # yes"])
def test_a_setting_without_a_value_is_named(tmp_path: Path, line: str) -> None:
    ((number, message, hint),) = told(read(tmp_path, f"rest = 20\n{line}\n"))
    assert (number, message) == (2, "'plain' has no value")
    assert (hint or "").startswith("write a value, or delete the line; ")


def test_on_and_off_are_put_right_for_every_setting_that_is_a_switch() -> None:
    assert {each.name for each in SETTINGS if each.parse is switch} == SWITCHES


@given(st.text(min_size=1, max_size=30))
def test_a_line_put_right_can_always_be_read(line: str) -> None:
    slip = find_slip(line)
    if slip is not None:
        tomllib.loads(slip.corrected)


def test_a_setting_that_was_renamed_still_works_and_says_its_new_name(
    tmp_path: Path,
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('kit = ["band"]\n')
    config = read_config(file, {})
    assert config.equipment == ("band",)
    (note,) = config.problems
    assert str(note) == (
        f"{file}:1: advice: 'kit' is now called 'equipment'; both work (write 'equipment')"
    )
    config = read_config(tmp_path / "none", {"COACH_KIT": "step"})
    assert config.equipment == ("step",)
    (note,) = config.problems
    assert "'COACH_KIT' is now called 'COACH_EQUIPMENT'" in note.message


def test_the_present_name_of_a_setting_beats_its_old_one(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('equipment = ["band"]\nkit = ["step"]\n')
    assert read_config(
        file, {"COACH_KIT": "step", "COACH_EQUIPMENT": "bench"}
    ).equipment == ("bench",)
    assert read_config(file, {}).equipment == ("band",)
