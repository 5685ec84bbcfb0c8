"""The user's settings, one line for each, and where each value came from.

A flag overrides an environment variable, which overrides the file, which overrides the
default. The command line reads the flags; this module reads everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from coach.config.choices import (
    LEAVE_OUT,
    PHRASE_KINDS,
    Movement,
    SoundMode,
    ThemeName,
    VoiceEngine,
    VoiceLevel,
    WaitMode,
)
from coach.config.setting import (
    Origin,
    Setting,
    command,
    duration,
    folder,
    latency,
    member_of,
    sessions,
    some_of,
    switch,
    text,
    things,
    variable_of,
)
from coach.config.toml_file import read_toml
from coach.errors import Problem
from coach.model.days_and_weeks import ClockFace, WeekStart
from coach.model.terms import BreathPreset
from coach.model.weights import WeightUnit
from coach.units import Milliseconds

T = TypeVar("T")

STANDARD, TEN_SECONDS = BreathPreset.STANDARD, Milliseconds(10_000)
NO_WORDS: tuple[str, ...] = ()


class Config(msgspec.Struct, frozen=True):
    """The settings of this run."""

    given: Mapping[str, tuple[Any, Origin]]
    """Values that are not the default, by the setting's name."""
    problems: tuple[Problem, ...] = ()
    """Values that coach did not understand and ignores."""

    breath = Setting(
        "breath",
        member_of(BreathPreset),
        STANDARD,
        "length of the breaths: short, standard, long",
    )
    lead_in = Setting("lead_in", duration, TEN_SECONDS, "time before the first drill")
    rest = Setting(
        "rest", duration, None, "rest between sets; by default, the drill's own rest"
    )
    change = Setting(
        "change", duration, None, "time between drills; coach chooses if not set"
    )
    plain = Setting(
        "plain",
        switch,
        False,
        "print plain lines, without animation or tables",
    )
    theme = Setting(
        "theme",
        member_of(ThemeName),
        ThemeName.AUTO,
        "colours: auto, dark, light, contrast",
    )
    motion = Setting(
        "motion",
        member_of(Movement),
        Movement.FULL,
        "movement on the screen: full, reduced",
    )
    week = Setting("week", sessions, None, "sessions you plan to do each week")
    week_starts = Setting(
        "week_starts",
        member_of(WeekStart),
        WeekStart.MONDAY,
        "first day of the week, such as monday or sunday",
    )
    clock = Setting("clock", member_of(ClockFace), ClockFace.H24, "clock times: 24h, 12h")
    wait = Setting(
        "wait",
        member_of(WaitMode),
        WaitMode.NEW,
        "wait until you are in position: new (for new drills), always, never",
    )
    coach = Setting("coach", switch, True, "let your answers change drills and doses")
    equipment = Setting(
        "equipment",
        things,
        NO_WORDS,
        "equipment you have, such as band, bench, step 20 cm, dumbbells 2-10 kg",
        formerly="kit",
    )
    weight_unit = Setting(
        "weight_unit",
        member_of(WeightUnit),
        WeightUnit.KG,
        "unit of weights: kg, lb; ignored if 'equipment' names a weight",
    )
    leave_out = Setting(
        "leave_out",
        some_of(LEAVE_OUT),
        NO_WORDS,
        "drills to leave out: forced-breaths, on-the-back, face-down, kneeling",
    )
    ask = Setting(
        "ask", switch, True, "ask how drills felt, about pain, and about the next morning"
    )
    phone = Setting("phone", switch, False, "show sessions on your phone, as --phone does")
    stay_awake = Setting(
        "stay_awake", switch, True, "keep the computer awake during a session"
    )
    sound_mode = Setting(
        "sound.mode",
        member_of(SoundMode),
        None,
        "voice, tones or none; if not set, your choice on the start card",
    )
    sound_player = Setting(
        "sound.player",
        command,
        None,
        "program that plays a sound file; coach finds one if not set",
    )
    sound_latency = Setting(
        "sound.latency",
        latency,
        Milliseconds(0),
        "delay of your headphones; `coach doctor --sound` measures it",
    )
    voice_level = Setting(
        "voice.level",
        member_of(VoiceLevel),
        VoiceLevel.FULL,
        "how much the voice says: full, essential, tones (no words)",
    )
    voice_engine = Setting(
        "voice.engine",
        member_of(VoiceEngine),
        None,
        "speech program: hibari, say, espeak-ng, espeak; coach chooses the best if not set",
    )
    voice_command = Setting(
        "voice.command", command, None, "program that speaks; coach finds one if not set"
    )
    voice_name = Setting(
        "voice.name", text, None, "name of the voice; the default voice if not set"
    )
    voice_skip = Setting(
        "voice.skip",
        some_of(PHRASE_KINDS),
        NO_WORDS,
        "kinds of phrases that coach doesn't speak",
    )
    on_set_end = Setting("hooks.on_set_end", command, None, "program to run after each set")
    on_session_end = Setting(
        "hooks.on_session_end", command, None, "program to run after each session"
    )
    journal_folder = Setting("journal.folder", folder, None, "folder for the journal")

    def value(self, setting: Setting[T]) -> T:
        """Return a setting's value: ``value(Config.breath)`` is ``config.breath``."""
        return setting.__get__(self, Config)

    def origin(self, setting: Setting[Any]) -> Origin:
        """Return the source of a setting's value: ``config.origin(Config.breath)``."""
        return self.given[setting.name][1] if setting.name in self.given else Origin.DEFAULT


SETTINGS: tuple[Setting[Any], ...] = tuple(
    member for member in vars(Config).values() if isinstance(member, Setting)
)
"""All settings, in the order in which they are shown."""

ACCESSIBLE = "ACCESSIBLE"
"""Variable with which people with a screen reader ask all programs for plain lines of
text."""

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_FORMERLY = {setting.formerly: setting for setting in SETTINGS if setting.formerly}


def read_config(file: Path, env: Mapping[str, str]) -> Config:
    """Return the settings from the file, if there is one, and from the environment.

    Never raises for what a user wrote: wrong values are left out and named in ``problems``.
    """
    given: dict[str, tuple[Any, Origin]] = {}
    toml = read_toml(file)
    problems = [toml.problem] if toml.problem else []
    lines = toml.lines() if toml.table else {}
    for name, value in _named(toml.table):
        line = lines.get(name, 0)
        if name in _FORMERLY and _FORMERLY[name].name not in given:
            problems.append(_renamed(str(file), line, name, _FORMERLY[name].name))
            name = _FORMERLY[name].name  # noqa: PLW2901  the setting by its present name
        if name not in _BY_NAME:
            problems.append(_unknown(file, line, name))
            continue
        try:
            given[name] = _BY_NAME[name].parse(value), Origin.FILE
        except ValueError as error:
            what, _, hint = str(error).partition("; ")
            problems.append(Problem(str(file), line, 0, f"'{name}': {what}", hint or None))
    for variable, setting in _variables().items():
        # An empty variable is how a shell says "not set".
        if word := env.get(variable):
            if variable != setting.variable:
                problems.append(_renamed(variable, 0, variable, setting.variable))
            try:
                given[setting.name] = setting.parse(word), Origin.ENVIRONMENT
            except ValueError as error:
                what, _, hint = str(error).partition("; ")
                problems.append(Problem(variable, 0, 0, what, hint or None))
    if env.get(ACCESSIBLE, "0") != "0" and Config.plain.name not in given:
        given[Config.plain.name] = True, Origin.ENVIRONMENT
    return Config(given, tuple(problems))


def _named(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield every value with its dotted name; enters only tables of settings."""
    for key, value in table.items():
        name = prefix + key
        if isinstance(value, dict) and any(
            known.startswith(f"{name}.") for known in _BY_NAME
        ):
            yield from _named(value, f"{name}.")
        else:
            yield name, value


def _variables() -> dict[str, Setting[Any]]:
    """Return every setting by its environment variable; old names come first."""
    old = {variable_of(name): setting for name, setting in _FORMERLY.items()}
    return old | {setting.variable: setting for setting in SETTINGS}


def _renamed(place: str, line: int, old: str, new: str) -> Problem:
    message = f"'{old}' is now called '{new}'; both work"
    return Problem(place, line, 0, message, f"write '{new}'", is_advice=True)


def _settings_in(table: str) -> list[str]:
    return [known for known in _BY_NAME if known.startswith(f"{table}.")]


def _unknown(file: Path, line: int, name: str) -> Problem:
    import difflib  # noqa: PLC0415  only for a mistake

    close = difflib.get_close_matches(name.lower(), _BY_NAME, n=1)
    close = close or _settings_in(name)
    shown = "list the settings with `coach config`"
    hint = f"did you mean '{close[0]}'?" if close else shown
    return Problem(str(file), line, 0, f"there is no setting '{name}'", hint)
