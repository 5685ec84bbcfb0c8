"""The id of this device, bound to the computer it was created on."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from coach.files.atomic import PRIVATE, write_whole
from coach.files.durable import make_folders
from coach.files.lock import take
from coach.files.os_error import refused
from coach.files.regular import open_regular
from coach.journal.record_ids_and_order import ALPHABET

WIDTH = 6
MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
LARGEST_BYTES = 4096
UNNAMED = "unnamed"
"""Device id used when none can be stored."""

_LOCK = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
_VALID = f"[{ALPHABET}]{{{WIDTH}}}"


class _Device(msgspec.Struct, frozen=True):
    """Content of the device file."""

    device: str
    machine: str


def machine_fingerprint(
    files: Sequence[Path] = MACHINE_FILES, host: str | None = None
) -> str:
    """Return a hash that distinguishes computers without identifying them.

    The hash comes from the first file that is not empty, otherwise from the host name.
    """
    for file in files:
        try:
            name = file.read_bytes()[:LARGEST_BYTES].strip()
        except OSError:
            continue
        if name:
            return _hashed(name)
    # The domain changes with the network that a laptop is on.
    return _hashed((host or _host_name()).partition(".")[0].encode(errors="replace"))


def device_id(
    file: Path, machine: str, entropy: Callable[[int], bytes] = os.urandom
) -> str:
    """Return this device's id; create one if the file has none or is from elsewhere.

    Raises:
        JournalError: if a new id cannot be stored.
    """
    known = _stored(file, machine)
    if known:
        return known
    try:
        make_folders(file.parent)
        lock = os.open(file.with_suffix(".lock"), _LOCK, PRIVATE)
        try:
            take(lock, wait=True)
            # Another process may have created the id in the meantime.
            return _stored(file, machine) or _make(file, machine, entropy)
        finally:
            os.close(lock)
    except OSError as error:
        raise refused(f"cannot store this computer's id in '{file}'", error) from error


def _stored(file: Path, machine: str) -> str | None:
    try:
        with open_regular(file) as opened:
            known = msgspec.json.decode(opened.read(LARGEST_BYTES), type=_Device)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    mine = known.machine == machine and re.fullmatch(_VALID, known.device)
    return known.device if mine else None


def _make(file: Path, machine: str, entropy: Callable[[int], bytes]) -> str:
    device = "".join(ALPHABET[byte % len(ALPHABET)] for byte in entropy(WIDTH))
    write_whole(file, msgspec.json.encode(_Device(device, machine)) + b"\n")
    return device


def _host_name() -> str:
    import socket  # noqa: PLC0415  most machines have a file that names them

    return socket.gethostname()


def _hashed(name: bytes) -> str:
    return hashlib.sha256(b"drill-coach device\0" + name).hexdigest()[:32]
