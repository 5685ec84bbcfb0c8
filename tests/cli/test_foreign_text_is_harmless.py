from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import msgspec
import pytest
import yaml
from msgspec.structs import replace
from rich.text import Text
from tests.builders import make_block, make_prescription
from tests.cli.commands import Result, Run, run_apart
from tests.cli.foreign import (
    ESCAPED,
    HOSTILE,
    WORD,
    Journal,
    every_text_in,
    lines,
    unsafe_in,
)
from tests.cli.unfinished import this_device
from tests.library.drillfiles import DRILL, ROUTINE, write

from coach.config.choices import ThemeName
from coach.config.settings import SETTINGS
from coach.export.ics_calendar import Event, calendar_file
from coach.journal.read import record_on
from coach.library.bundled import find_bundled
from coach.model.records import Record
from coach.moment import Moment
from coach.screen.help_pages import why_page
from coach.screen.painter import Painter
from coach.screen.palette import painting_console
from coach.screen.session_view import view
from coach.screen.svg import svg_of
from coach.screen.viewport import Layout, Viewport
from coach.terminal.clock import SystemClock
from coach.timeline import compile_timeline

LOOKING_BACK: list[tuple[str, ...]] = [
    (),
    ("history",),
    ("history", "--drill", "glute-bridge"),
    ("history", "show", "aaaa"),
    ("history", "stats"),
    ("history", "calendar"),
    ("history", "calendar", "--year", "2026"),
    ("history", "card"),
    ("plan",),
    ("plan", "list"),
    ("why",),
    ("why", "glute-bridge"),
    ("doctor",),
]
WITH_JSON = [
    ("history", "--json"),
    ("history", "show", "aaaa", "--json"),
    ("history", "stats", "--json"),
    ("history", "calendar", "--json"),
    ("history", "export", "--format", "json"),
    ("plan", "--json"),
    ("plan", "list", "--json"),
    ("why", "--json"),
    ("why", "glute-bridge", "--json"),
    ("doctor", "--json"),
]
CHANGING = [
    ("history", "edit", "aaaa", "--note", HOSTILE.replace("\0", "")),
    ("history", "delete", "aaaa", "--yes"),
    ("history", "undo"),
    ("history", "undo"),
    ("plan", "stop"),
]
LIBRARY: list[tuple[str, ...]] = [("list",), ("show", "glute-bridge"), ("drill", "check")]
LIBRARY_WITH_JSON = [(*argv, "--json") for argv in LIBRARY]

FROM_ENVIRONMENT = ("TZ", "TERM", "LANG", "EDITOR", "COLUMNS", "COACH_DRILLS")


def check(result: Result, *, is_styled: bool = False) -> Result:
    """It is no bug, and nothing of it steers a terminal."""
    assert result.code in {0, 1, 2}, result.err
    for said in (result.out, result.err):
        assert unsafe_in(said, is_styled=is_styled) == set()
    return result


def journal(home: Path, records: bytes) -> None:
    write(home / "data" / "journal", {"other.jsonl": records})


@pytest.fixture(params=["escaped", "raw"])
def past(
    coach_home: Path,
    request: pytest.FixtureRequest,
    at_noon: None,  # noqa: ARG001  early on Monday, all of it were last week
) -> bytes:
    """A journal of this device in which every text is hostile, but for the ids."""
    made = Journal(SystemClock().wall(), this_device(), are_ids_hostile=False)
    data = lines(made.records(), is_raw=request.param == "raw")
    assert all(isinstance(record_on(line), Record) for line in data.splitlines())
    journal(coach_home, data)
    return data


def test_records_of_every_type_are_harmless_from_the_moment_they_are_read(
    past: bytes,
) -> None:
    for line in past.splitlines():
        fields = msgspec.to_builtins(record_on(line))
        assert WORD in str(fields) or "note" not in fields
        assert unsafe_in(json.dumps(fields, ensure_ascii=False).replace("\\n", "")) == set()
        assert "\\u00" not in json.dumps(fields, ensure_ascii=False)


@pytest.mark.usefixtures("past")
def test_what_a_journal_says_never_steers_the_terminal(run: Run) -> None:
    said = "".join(check(run(*argv)).out for argv in LOOKING_BACK)
    assert said.count(WORD) > 5
    for argv in LOOKING_BACK:
        check(
            run(*argv, env={"FORCE_COLOR": "1", "TERM": "xterm-256color"}), is_styled=True
        )
    for argv in CHANGING:
        check(run(*argv))


@pytest.mark.usefixtures("past")
def test_what_a_journal_says_is_sound_json(run: Run) -> None:
    said = ""
    for argv in WITH_JSON:
        result = check(run(*argv))
        json.loads(result.out)
        said += result.out
    assert said.count(WORD) > 5


@pytest.mark.parametrize("is_raw", [False, True])
def test_ids_are_text_like_any_other(run: Run, coach_home: Path, is_raw: bool) -> None:  # noqa: FBT001  a parameter
    made = Journal(SystemClock().wall(), this_device(), are_ids_hostile=True)
    journal(coach_home, lines(made.records(), is_raw=is_raw))
    for argv in (*LOOKING_BACK, *WITH_JSON, *CHANGING, ("resume", "--json")):
        check(run(*argv))


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("how", ["--plain", "--json"])
def test_a_session_goes_on_harmlessly(run: Run, how: str) -> None:
    result = check(run("resume", "bbbb", "--yes", "--mute", how))
    assert WORD in result.out
    assert how == "--plain" or result.lines


def test_an_export_brings_every_value_back(
    run: Run, past: bytes, coach_home: Path, tmp_path: Path
) -> None:
    printed = check(run("history", "export", "--format", "json")).out
    before = [json.loads(line) for line in past.splitlines()]
    assert json.loads(printed)["records"] == before
    file = tmp_path / "all.json"
    file.write_text(printed, encoding="utf-8")
    (coach_home / "data" / "journal" / "other.jsonl").unlink()
    assert check(run("history", "import", str(file))).code == 0
    (taken,) = (coach_home / "data" / "journal").glob("imported-*.jsonl")
    assert [json.loads(line) for line in taken.read_bytes().splitlines()] == before


@pytest.mark.usefixtures("past")
def test_pictures_and_tables_are_sound(run: Run, tmp_path: Path) -> None:
    picture, table = tmp_path / "card.svg", tmp_path / "sets.csv"
    check(run("history", "card", "--svg", str(picture)))
    assert ET.fromstring(picture.read_bytes()).tag.endswith("svg")  # noqa: S314  our own
    assert unsafe_in(picture.read_text(encoding="utf-8")) == set()
    check(run("history", "export", "--format", "csv", "--output", str(table)))
    printed = run("history", "export", "--format", "csv").out
    assert unsafe_in(printed.replace("\r\n", "\n")) == set()
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 2


def test_an_index_that_somebody_wrote_into_is_harmless(
    run: Run, past: bytes, coach_home: Path
) -> None:
    assert past
    run("history")
    with closing(sqlite3.connect(coach_home / "cache" / "history.sqlite")) as index, index:
        _tamper_with(index)
    assert WORD in check(run("history")).out
    for argv in ((), *LOOKING_BACK, *WITH_JSON):
        check(run(*argv))


def _tamper_with(index: sqlite3.Connection) -> None:
    """Put hostile names and notes into an index, with check sums that agree."""
    plans = index.execute("select digest, body from prescription").fetchall()
    for number, body in plans:
        plan = json.dumps(json.loads(body) | {"name": HOSTILE})
        digest = hashlib.blake2b(plan.encode(), digest_size=8).digest()
        new = int.from_bytes(digest, signed=True)
        index.execute(
            "update prescription set digest = ?, name = ?, words = ?, body = ? "
            "where digest = ?",
            (new, HOSTILE, HOSTILE, plan, number),
        )
        index.execute(
            "update session set prescription = ? where prescription = ?", (new, number)
        )
    for id_, body in index.execute("select id, facts from session").fetchall():
        facts = json.dumps(json.loads(body) | {"note": HOSTILE})
        index.execute(
            "update session set facts = ?, crc32 = ? where id = ?",
            (facts, zlib.crc32(facts.encode()), id_),
        )
    index.execute("update drill_done set name = ?", (HOSTILE,))


def _as_yaml(value: object) -> str:
    return json.dumps(value)  # JSON is YAML


@pytest.mark.parametrize("is_raw", [False, True])
def test_any_text_of_a_drill_or_a_routine_is_harmless(
    run: Run,
    tmp_path: Path,
    is_raw: bool,  # noqa: FBT001  a parameter
) -> None:
    files: dict[str, str | bytes] = {}
    for folder, text in (("", DRILL), ("routines/", ROUTINE)):
        for number, value in enumerate(every_text_in(yaml.safe_load(text))):
            changed = json.dumps(value, ensure_ascii=not is_raw)
            files[f"{folder}odd-{number}.yaml"] = changed.encode()
    files |= {"raw.yaml": DRILL.replace("Heel", HOSTILE), "tag.yaml": f"!{HOSTILE} x"}
    folder = str(write(tmp_path / "own", files))
    for argv in (*LIBRARY, *LIBRARY_WITH_JSON, ("start", "odd-1", "--plain")):
        result = check(run(*argv, "--drills", folder))
        assert argv[-1] != "--json" or json.loads(result.out)
    for name in ("odd-1", "raw", "tag"):
        for command in ("show", "start"):
            check(run(command, f"{folder}/{name}.yaml"))


@pytest.mark.parametrize("kind", ["coaching", "sources", "poses", "programmes/four-week"])
def test_any_text_beside_the_drills_is_harmless(
    run: Run, tmp_path: Path, kind: str
) -> None:
    bundled = find_bundled() / f"{kind}.yaml"
    changed = list(every_text_in(yaml.safe_load(bundled.read_text(encoding="utf-8"))))
    folder = tmp_path / "own"
    # A few spread over all: each is read with the whole library.
    for value in changed[:: max(1, len(changed) // 3)]:
        write(folder, {f"{kind}.yaml": _as_yaml(value)})
        for form in ((), ("--json",)):
            check(run("drill", "check", "--drills", str(folder), *form))
    for words in (("plan", "list"), ("why",), ("show", "glute-bridge")):
        check(run(*words, "--drills", str(folder)))


def test_settings_are_harmless(run: Run, coach_home: Path) -> None:
    tables: dict[str, dict[str, str]] = {"": {}}
    for setting in SETTINGS:
        table, _, name = setting.name.rpartition(".")
        tables.setdefault(table, {})[name] = ESCAPED
    tables[""][ESCAPED] = ESCAPED
    text = "".join(
        (f"[{table}]\n" if table else "")
        + "".join(f"{name} = {value}\n" for name, value in values.items())
        for table, values in tables.items()
    )
    # TOML knows no halves of characters.
    text = text.replace("\\udb40\\udc41", "\\U000e0041")
    write(coach_home / "config", {"config.toml": text})
    assert WORD in check(run("config")).err
    hostile_folder = text.replace(f"folder = {ESCAPED}", 'folder = "/tmp/\\u001b[2J"')
    write(coach_home / "config", {"config.toml": hostile_folder})
    for argv in (("config",), ("config", "--json"), ("doctor",), ("doctor", "--json"), ()):
        check(run(*argv))
    write(coach_home / "config", {"config.toml": f"x = {HOSTILE}"})
    check(run("config"))
    remembered = {
        "format": 1,
        "drills": [f"/{HOSTILE}".replace("\0", "")],
        "sound": HOSTILE,
    }
    write(coach_home / "data", {"remembered.json": json.dumps(remembered)})
    for words in (*LIBRARY, *LIBRARY_WITH_JSON, ("doctor",), ("doctor", "--json")):
        check(run(*words))


def test_names_of_files_and_folders_are_harmless(run: Run, tmp_path: Path) -> None:
    name = HOSTILE.replace("\0", "").replace("/", "").encode() + b"\xff"
    folder = os.fsencode(tmp_path) + b"/" + name
    Path(os.fsdecode(folder)).mkdir()
    for each in (b"bad\xff.yaml", name + b".yaml", b"dir.yaml", b"good.yaml"):
        Path(os.fsdecode(folder + b"/" + each)).write_text(DRILL, encoding="utf-8")
    shown = os.fsdecode(folder)
    for argv in (*LIBRARY, ("plan", "list"), ("why",)):
        check(run(*argv, "--drills", shown))
        check(run(*argv, env={"COACH_DRILLS": shown}))
    for argv in LIBRARY_WITH_JSON:
        result = check(run(*argv, "--drills", shown))
        assert json.loads(result.out)
    assert r"bad\xff.yaml" in check(run("drill", "check", "--drills", shown)).out
    check(run("drill", "add", shown))
    check(run("drill", "remove", shown))
    check(run("show", f"{shown}/good.yaml"))
    for form in ("csv", "json"):
        file = f"{shown}/{form}"
        check(run("history", "export", "--format", form, "-o", file))
        check(run("history", "import", file))


def test_the_environment_is_harmless(run: Run) -> None:
    hostile = HOSTILE.replace("\0", "")
    settings = {setting.variable: hostile for setting in SETTINGS}
    for env in (settings, *({name: hostile} for name in FROM_ENVIRONMENT)):
        for argv in ((), ("config",), ("doctor",), ("doctor", "--json"), ("list",)):
            check(run(*argv, env=env))


@pytest.mark.parametrize("styled", [False, True])
def test_what_was_typed_comes_back_harmless(run: Run, styled: bool) -> None:  # noqa: FBT001  a parameter
    typed = HOSTILE.replace("\0", "") + "\udcff"
    env: Mapping[str, str | None] = (
        {"FORCE_COLOR": "1", "TERM": "xterm-256color"} if styled else {}
    )
    for argv in (
        (typed,),
        (f"--{typed}",),
        *((command, typed) for command in ("list", "show", "start", "why", "resume")),
        *((command, f"--{typed}") for command in ("list", "show", "plan", "config")),
        ("start", "pre-run", "--speed", typed),
        ("start", "pre-run", "--breath", typed),
        ("start", f"{typed}.yaml"),
        ("list", "--group", typed),
        ("drill", typed),
        ("drill", "new", typed),
        ("drill", "check", typed),
        ("drill", "add", typed),
        ("plan", "begin", typed),
        ("plan", "begin", "six-week", "--days", typed),
        ("plan", "begin", "six-week", "--race", typed),
        ("history", "show", typed),
        ("history", "edit", typed, "--note", typed),
        ("history", "delete", typed),
        ("history", "add", typed),
        ("history", "add", "pre-run", "--date", typed),
        ("history", "--drill", typed),
        ("history", "--since", typed),
        ("history", "export", "--format", typed),
        ("history", "import", typed),
        ("history", "card", "--week-of", typed),
    ):
        result = check(run(*argv, env=env), is_styled=styled)
        assert "OWNED" not in result.err or "]" in result.err


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_process_of_its_own_says_nothing_else(encoding: str, past: bytes) -> None:
    assert past
    for argv in (("history", "show", "aaaa"), ("list", HOSTILE.replace("\0", ""))):
        check(run_apart(*argv, env={"PYTHONIOENCODING": encoding}))


def test_a_calendar_is_sound_whatever_stands_in_it() -> None:
    now = SystemClock().wall()
    text = f"{HOSTILE};,\\\r\nDTSTART:x" + "ü" * 90
    event = Event(text, now.replace(tzinfo=None), now - now, text, text)
    data = calendar_file(text, [event], now, 1)
    assert unsafe_in(data.decode().replace("\r\n", "\n")) == set()
    assert max(map(len, data.split(b"\r\n"))) <= 75
    (read,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert WORD in str(read["SUMMARY"])
    assert str(read["SUMMARY"]).endswith("\nDTSTART:x" + "ü" * 90)


def test_the_full_screen_is_drawn_by_nothing_but_ourselves() -> None:
    block = replace(
        make_block(), name=HOSTILE, setup=(HOSTILE,), cues=(HOSTILE,), side_text=None
    )
    block = replace(block, phases=tuple(replace(each, do=HOSTILE) for each in block.phases))
    plan = make_prescription(block, name=HOSTILE, opens=HOSTILE, closes=HOSTILE)
    timeline, now = compile_timeline(plan), SystemClock().wall()
    for layout in Layout:
        out = io.StringIO()
        painter = Painter(out, painting_console(out, ThemeName.DARK, {"FORCE_COLOR": "1"}))
        look = Viewport(100, 40, layout=layout)
        for at_ms in range(0, timeline.total_ms, 2_000):
            for is_paused in (False, True):
                moment = Moment(
                    timeline, at_ms, timeline.at(at_ms), now, is_paused=is_paused
                )
                for page in (None, why_page(block, HOSTILE)):
                    sheet = view(moment, look, None, page, HOSTILE)
                    painter.paint(sheet, moment, look.columns)
        assert WORD in out.getvalue()
        assert unsafe_in(out.getvalue(), is_drawn=True) == set()


def test_a_picture_is_sound_whatever_stands_in_it() -> None:
    picture = svg_of([Text(HOSTILE), Text(f"<&\ufffe{WORD}")], 200, f"<&{HOSTILE}")
    assert WORD in "".join(ET.fromstring(picture).itertext())  # noqa: S314  our own
    assert unsafe_in(picture) == set()
