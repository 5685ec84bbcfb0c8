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
        """Return the file of the settings."""
        return self.config / "config.toml"

    @property
    def own_drills(self) -> Path:
        """Return the folder of the user's own drills and routines."""
        return self.data / "drills"

    @property
    def journal(self) -> Path:
        """Return the default folder of the journal; the settings may name another."""
        return self.data / "journal"

    @property
    def remembered(self) -> Path:
        """Return the file of remembered answers."""
        return self.data / "remembered.json"

    @property
    def history_index(self) -> Path:
        """Return the file of the history index, which may be deleted at any time."""
        return self.cache / "history.sqlite"

    @property
    def kept_drills(self) -> Path:
        """Return the cache of drill files, which may be deleted at any time."""
        return self.cache / "drills.msgpack"

    @property
    def crash_log(self) -> Path:
        """Return the file with tracebacks of bugs."""
        return self.state / "crash.log"

    @property
    def rescued(self) -> Path:
        """Return the folder of records that the journal did not take."""
        return self.state / "rescued"

    @property
    def named_damage(self) -> Path:
        """Return the file of journal problems reported before."""
        return self.state / "named.json"

    @property
    def locks(self) -> Path:
        """Return the folder with one file per running session."""
        return self.state / "locks"

    @property
    def device_file(self) -> Path:
        """Return the file with the id of this device."""
        return self.state / "device.json"


def find_paths(env: Mapping[str, str]) -> Paths:
    """Return the folders under ``COACH_HOME`` if set, otherwise the system's usual ones.

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
