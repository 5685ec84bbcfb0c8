"""The settings as a table and as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

    from coach.app.context import Context
    from coach.config.settings import Config


NOT_SET = "-"


def left_out_words(context: Context) -> str:
    """Return the words for movements left out by an answer, not by a setting."""
    from coach.config.setting import Origin
    from coach.config.settings import Config
    from coach.model.left_out import LEAVE_OUT_WORDS

    is_set = context.config.origin(Config.leave_out) is not Origin.DEFAULT
    words = ", ".join(LEAVE_OUT_WORDS[each] for each in context.leaves_out)
    if is_set or not words:
        return ""
    return f"left out, as you chose: {words}; to change that, edit leave_out in the file"


def settings_table(config: Config, columns: int) -> Table:
    """Return a table of all settings; values that somebody set stand out."""
    from coach.config.setting import Origin
    from coach.config.settings import SETTINGS
    from coach.screen.quick_table import NARROW, table_of

    is_narrow = columns < NARROW
    short = {Origin.DEFAULT: "", Origin.ENVIRONMENT: "env"}
    table = table_of("setting", "value", "from", *([] if is_narrow else ["what it is"]))
    table.columns[0].no_wrap = True
    for setting in SETTINGS:
        origin = config.origin(setting)
        value = setting.shown(config.value(setting)) or NOT_SET
        style = "" if origin is Origin.DEFAULT else "bold"
        if is_narrow:
            table.add_row(setting.name, value, short.get(origin, origin), style=style)
        else:
            table.add_row(setting.name, value, origin, setting.about, style=style)
    return table


def config_json(config: Config, file: Path) -> dict[str, Any]:
    """Return the whole answer of ``coach config --json``."""
    from coach.config.settings import SETTINGS
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
            for setting in SETTINGS
        ],
        "problems": [problem._asdict() for problem in config.problems],
    }
