"""The formats of an export. Each has a module here that builds its bytes."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """Formats of an export."""

    CSV = "csv"
    """One row per set, for spreadsheets."""
    JSON = "json"
    """The complete history, which can be imported again."""
    FIT = "fit"
    """Activities, for training diaries."""
