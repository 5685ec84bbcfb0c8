"""Cache of valid drill files between commands, which can be deleted at any time.

A file counts as unchanged while its path, size, inode and both times stay the same. Two
kinds of file are not cached: files with problems, because their authors want to see these
every time, and files that changed just before they were read, because a second change in
the same tick of the clock would not show. If the cache is damaged, coach reads the files.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from coach import __version__
from coach.files.regular import open_regular

T = TypeVar("T")

TICK_NS = 2_000_000_000
"""The coarsest clock of any file system in use: FAT counts in steps of two seconds."""
LARGEST_BYTES = 64 * 1024 * 1024
_TITLE = b"coach drills 1\n"
_CRC_BYTES = 4
_CODE = Path(__file__).parent.parent
_ROOMS = (
    ".",
    "coaching",
    "figure",
    "files",
    "library",
    "library/check",
    "library/yaml",
    "model",
    "text",
)
"""Folders of all modules that decide whether a file is valid and what it means."""

Stamp = tuple[int, int, int, int]
"""Inode, size, and the times of the last change to the content and to anything, in ns."""


class _Said(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The decoded value of one file, and the file's state when it was read."""

    stamp: Stamp
    value: msgspec.Raw


_SaidByPath = dict[bytes, _Said]
"""Values by path; the paths are bytes, because a file's name need not be text."""


class _Content(msgspec.Struct, array_like=True, frozen=True):
    program: str
    kinds: dict[str, _SaidByPath]
    """Values by kind, because one file may be read as a drill and as a routine."""


class DrillFileCache:
    """A cache of decoded drill files, stored in one file."""

    def __init__(
        self, path: Path | None, now_ns: int = 0, code: Sequence[Path] | None = None
    ) -> None:
        """Use a cache file, if there is one.

        Args:
            path: the cache file; created with its folder when there is something to cache.
            now_ns: time since the epoch, not later than the first `read`.
            code: folders of the modules that decode the files; None for our own.
        """
        self._path = path
        self._code = code
        self._settled_ns = now_ns - TICK_NS
        self._kinds: dict[str, _SaidByPath] | None = None
        self._decoders: dict[str, msgspec.msgpack.Decoder[Any]] = {}
        self._has_news = False

    def read(self, file: Path, kind: type[T], read: Callable[[], T]) -> T:
        """Return a file's value from the cache, or from ``read`` if it may have changed.

        Raises:
            Exception: any exception that ``read`` raises.
        """
        if self._path is None or (stamp := _stamp_of(file)) is None:
            return read()
        if self._kinds is None:
            self._kinds = _load(self._path, self._program)
        name, place = str(kind), os.path.abspath(os.fsencode(file))  # noqa: PTH100  no Path is made of bytes
        of_kind = self._kinds.setdefault(name, {})
        known = of_kind.get(place)
        if known is not None and known.stamp == stamp:
            with suppress(msgspec.DecodeError, ValueError, TypeError):
                return cast("T", self._decoder(name, kind).decode(known.value))
        value = read()
        if max(stamp[2:]) <= self._settled_ns:
            with suppress(ValueError, TypeError, OverflowError):
                of_kind[place] = _Said(stamp, msgspec.Raw(_encode(value)))
                self._has_news = True
        return value

    def save(self) -> None:
        """Write new values to the cache file, if there are any; ignore failures."""
        if not self._has_news or self._path is None:
            return
        self._has_news = False
        kinds = {kind: dict(_unchanged(said)) for kind, said in (self._kinds or {}).items()}
        body = _encode(_Content(self._program, kinds))
        with suppress(OSError):
            _write(self._path, b"".join((_TITLE, _crc(body), body)))

    @cached_property
    def _program(self) -> str:
        return _fingerprint(code_folders() if self._code is None else self._code)

    def _decoder(self, name: str, kind: Any) -> msgspec.msgpack.Decoder[Any]:  # noqa: ANN401  a type form such as dict[str, Source]
        if name not in self._decoders:
            decoder = msgspec.msgpack.Decoder(kind, dec_hook=_custom_value)
            self._decoders[name] = decoder
        return self._decoders[name]


NO_CACHE = DrillFileCache(None)
"""No cache: every file is read."""


def _stamp_of(file: Path | bytes) -> Stamp | None:
    try:
        found = os.stat(file)  # noqa: PTH116  a thousand files count
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _unchanged(said: _SaidByPath) -> Iterator[tuple[bytes, _Said]]:
    """Yield the cached values of files that still exist unchanged."""
    return ((path, one) for path, one in said.items() if _stamp_of(path) == one.stamp)


def _custom_value(kind: Callable[[object], object], value: object) -> object:
    """Return a duration or a range of counts from its cached form."""
    return kind(value)


def _plain_value(value: object) -> object:
    if isinstance(value, int):
        return int(value)
    if isinstance(value, tuple):
        return tuple(value)
    raise TypeError(f"{type(value)} cannot be cached")


_encode = msgspec.msgpack.Encoder(enc_hook=_plain_value).encode


def code_folders() -> list[Path]:
    """Return the folders of all code that decides about a file, including PyYAML's."""
    yaml = find_spec("yaml")
    places = yaml.submodule_search_locations if yaml else None
    return [*(_CODE / room for room in _ROOMS), *map(Path, places or ())]


def _fingerprint(code: Iterable[Path]) -> str:
    """Return a key of the decoding code, because other code may decode differently."""
    parts = [__version__, sys.version, msgspec.__version__]
    with suppress(OSError):  # in an archive, only the version can be compared
        for folder in code:
            parts += sorted(
                f"{entry.name} {found.st_size} {found.st_mtime_ns}"
                for entry in os.scandir(folder)
                if entry.name.endswith(".py")
                for found in [entry.stat()]
            )
    return f"{__version__} {zlib.crc32(' '.join(parts).encode()):08x}"


def _crc(body: bytes | memoryview) -> bytes:
    return zlib.crc32(body).to_bytes(_CRC_BYTES)


def _load(path: Path, program: str) -> dict[str, _SaidByPath]:
    """Return the cached values by path; empty if the cache is damaged or outdated."""
    try:
        with open_regular(path) as file:
            # A cache written by another user may be a trap.
            owner = os.fstat(file.fileno()).st_uid
            if owner != os.geteuid():
                return {}
            data = file.read(LARGEST_BYTES + 1)
    except OSError:
        return {}
    start = len(_TITLE) + _CRC_BYTES
    body = memoryview(data)[start:]
    if len(data) > LARGEST_BYTES or data[:start] != _TITLE + _crc(body):
        return {}
    try:
        content = msgspec.msgpack.decode(body, type=_Content)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return {}
    return content.kinds if content.program == program else {}


def _write(path: Path, data: bytes) -> None:
    """Write a file atomically: a reader sees the old content or the new.

    The file is not synced: a power cut may damage it, which its checksum shows.
    """
    from coach.files.atomic import write_whole  # noqa: PLC0415  rarely written, and start-up counts
    from coach.files.durable import make_folders  # noqa: PLC0415

    make_folders(path.parent)
    write_whole(path, data, disk=None)
