"""Which device this is: a short id of its own, bound to the machine it was made on."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from coach.file_lock import take
from coach.journal.failure import refused
from coach.journal.identity import ALPHABET

WIDTH = 6
MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
LARGEST_BYTES = 4096
UNNAMED = "unnamed"
"""Who writes where no id can be stored."""

_VALID = re.compile(f"[{ALPHABET}]{{{WIDTH}}}")


class _Device(msgspec.Struct, frozen=True):
    """What the device file holds."""

    device: str
    machine: str


def machine_fingerprint(
    files: Sequence[Path] = MACHINE_FILES, host: str | None = None
) -> str:
    """Tell machines apart without giving away which one it is.

    The first of the files that says something, else the host's name.
    """
    for file in files:
        try:
            name = file.read_bytes()[:LARGEST_BYTES].strip()
        except OSError:
            continue
        if name:
            return _hashed(name)
    # The domain changes with the network a laptop is in.
    return _hashed((host or _host_name()).partition(".")[0].encode(errors="replace"))


def device_id(
    file: Path, machine: str, entropy: Callable[[int], bytes] = os.urandom
) -> str:
    """Read this device's id, or make one if there is none or it is another machine's.

    Raises:
        JournalError: if a new id cannot be stored.
    """
    known = _stored(file, machine)
    if known:
        return known
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            take(lock, wait=True)
            # Another first start may have been quicker.
            return _stored(file, machine) or _make(file, machine, entropy)
        finally:
            os.close(lock)
    except OSError as error:
        raise refused(f"store this device's id in '{file}'", error) from error


def _stored(file: Path, machine: str) -> str | None:
    try:
        with file.open("rb") as opened:
            known = msgspec.json.decode(opened.read(LARGEST_BYTES), type=_Device)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    mine = known.machine == machine and _VALID.fullmatch(known.device)
    return known.device if mine else None


def _make(file: Path, machine: str, entropy: Callable[[int], bytes]) -> str:
    device = "".join(ALPHABET[byte % len(ALPHABET)] for byte in entropy(WIDTH))
    fresh = file.with_suffix(".new")
    with fresh.open("wb") as opened:
        opened.write(msgspec.json.encode(_Device(device, machine)) + b"\n")
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(file)
    return device


def _host_name() -> str:
    import socket  # noqa: PLC0415  most machines have a file that names them

    return socket.gethostname()


def _hashed(name: bytes) -> str:
    return hashlib.sha256(b"drill-coach device\0" + name).hexdigest()[:32]
