"""The settings as a table and as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from coach.app.context import Context
    from coach.config.setting import Setting
    from coach.config.settings import Config
    from coach.screen.settings_page import ShownSetting


NOT_SET = "-"


def answered_choices(context: Context) -> str:
    """Return a line about movements left out by an answer rather than a setting."""
    from coach.config.setting import Origin
    from coach.config.settings import Config
    from coach.model.left_out import LEAVE_OUT_WORDS

    is_set = context.config.origin(Config.leave_out) is not Origin.DEFAULT
    words = ", ".join(LEAVE_OUT_WORDS[each] for each in context.leaves_out)
    if is_set or not words:
        return ""
    return f"you left out: {words}; to change this, edit leave_out in the settings file"


def settings_named(names: Sequence[str]) -> list[Setting[Any]]:
    """Return the settings with these names; all of them if none is given.

    Raises:
        UsageError: if there is no such setting; suggests a similar name if there is one.
    """
    from coach.config.settings import SETTINGS

    by_name = {setting.name: setting for setting in SETTINGS}
    for name in names:
        if name not in by_name:
            from coach.library.phrasing import did_you_mean

            raise UsageError(
                f"no setting is called '{name}'",
                hint=did_you_mean(name, by_name) or "list the settings with `coach config`",
            )
    return [by_name[name] for name in names] or list(SETTINGS)


def settings_table(config: Config, columns: int, settings: Iterable[Setting[Any]]) -> Table:
    """Return a row for each setting; values that were changed stand out."""
    from coach.config.setting import Origin
    from coach.screen.quick_table import NARROW, table_of

    is_narrow = columns < NARROW
    short = {Origin.DEFAULT: "", Origin.ENVIRONMENT: "env"}
    table = table_of("setting", "value", "from", *([] if is_narrow else ["purpose"]))
    table.columns[0].no_wrap = True
    for setting in settings:
        origin = config.origin(setting)
        value = setting.shown(config.value(setting)) or NOT_SET
        style = "" if origin is Origin.DEFAULT else "bold"
        if is_narrow:
            table.add_row(setting.name, value, short.get(origin, origin), style=style)
        else:
            table.add_row(setting.name, value, origin, setting.about, style=style)
    return table


def shown_settings(config: Config, settings: Iterable[Setting[Any]]) -> list[ShownSetting]:
    """Return each setting as it is shown on a terminal."""
    from coach.config.setting import Origin
    from coach.screen.settings_page import ShownSetting

    return [
        ShownSetting(
            setting.name,
            setting.shown(config.value(setting)),
            "" if config.origin(setting) is Origin.DEFAULT else str(config.origin(setting)),
            setting.about,
        )
        for setting in settings
    ]


def config_json(
    config: Config, file: Path, settings: Iterable[Setting[Any]]
) -> dict[str, Any]:
    """Return the whole answer of ``coach config --json``."""
    from coach.text.json_text import VERSION

    return {
        "version": VERSION,
        "file": str(file),
        "exists": file.exists(),
        "settings": [
            {
                "name": setting.name,
                "value": setting.written(config.value(setting)),
                "origin": config.origin(setting),
                "default": setting.written(setting.default),
                "variable": setting.variable,
                "about": setting.about,
            }
            for setting in settings
        ],
        "problems": [problem._asdict() for problem in config.problems],
    }
