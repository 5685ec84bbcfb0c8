"""Paths of the user's folders and files. Computes paths only; creates nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

APP = "drill-coach"


class Paths(msgspec.Struct, frozen=True):
    """The user's four folders, and what is in them."""

    config: Path
    data: Path
    cache: Path
    state: Path

    @property
    def config_file(self) -> Path:
        """The settings."""
        return self.config / "config.toml"

    @property
    def own_drills(self) -> Path:
        """Drills and routines the user wrote."""
        return self.data / "drills"

    @property
    def journal(self) -> Path:
        """Where the journal is, unless the settings name another folder."""
        return self.data / "journal"

    @property
    def remembered(self) -> Path:
        """What was answered once."""
        return self.data / "remembered.json"

    @property
    def history_index(self) -> Path:
        """What the journal adds up to; may be deleted at any time."""
        return self.cache / "history.sqlite"

    @property
    def kept_drills(self) -> Path:
        """What drill files said; may be deleted at any time."""
        return self.cache / "drills.msgpack"

    @property
    def crash_log(self) -> Path:
        """Tracebacks of bugs."""
        return self.state / "crash.log"

    @property
    def rescued(self) -> Path:
        """Records that the journal did not take."""
        return self.state / "rescued"

    @property
    def named_damage(self) -> Path:
        """Which damage of the journal was named before."""
        return self.state / "named.json"

    @property
    def locks(self) -> Path:
        """One file per running session."""
        return self.state / "locks"

    @property
    def device_file(self) -> Path:
        """Which device this is."""
        return self.state / "device.json"


def find_paths(env: Mapping[str, str]) -> Paths:
    """Put everything under ``COACH_HOME`` if it is set, else where the system wants it.

    The system's folders follow the process's own environment (``XDG_DATA_HOME`` and the
    like), whatever ``env`` says.
    """
    home = env.get("COACH_HOME")
    if home:
        root = Path(os.path.expanduser(home)).absolute()  # noqa: PTH111  Path's own raises when there is no home
        return Paths(root / "config", root / "data", root / "cache", root / "state")
    import platformdirs  # noqa: PLC0415  not needed with COACH_HOME, and start-up counts

    return Paths(
        config=platformdirs.user_config_path(APP, appauthor=False),
        data=platformdirs.user_data_path(APP, appauthor=False),
        cache=platformdirs.user_cache_path(APP, appauthor=False),
        state=platformdirs.user_state_path(APP, appauthor=False),
    )
