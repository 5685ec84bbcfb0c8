"""Requests to the phone's server as a stranger, an attacker or a page makes them."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from itertools import cycle
from typing import NamedTuple
from urllib.parse import urlsplit

from coach.phone.link import PhoneLink

PATIENCE_S = 20.0
_SENDERS = cycle(range(2, 250))
"""Last parts of loopback addresses: limits hold for each sender."""


class Reply(NamedTuple):
    """What the server answered; status 0 if it only closed the connection."""

    status: int
    headers: dict[str, str]
    body: str


@contextmanager
def running() -> Iterator[PhoneLink]:
    """A server for one session on the loopback address."""
    link = PhoneLink(ip_address("127.0.0.1"))
    try:
        yield link
    finally:
        link.close()


def place(link: PhoneLink) -> tuple[str, str]:
    """Host and path of the page."""
    parts = urlsplit(link.url)
    return parts.netloc, parts.path


def connect(link: PhoneLink, sender: str | None = None) -> socket.socket:
    """A connection from a computer of its own, unless the sender is named."""
    host, port = place(link)[0].split(":")
    source = (sender or f"127.0.0.{next(_SENDERS)}", 0)
    return socket.create_connection((host, int(port)), PATIENCE_S, source)


def send(link: PhoneLink, data: bytes, sender: str | None = None) -> Reply:
    """Send bytes as they are; the whole answer."""
    with connect(link, sender) as line:
        answer = b""
        try:
            line.sendall(data)
            while more := line.recv(65_536):
                answer += more
        except OSError:
            pass  # closed before everything was sent
    head, _, body = answer.decode("utf-8", "replace").partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = {n.lower(): v for n, _, v in (each.partition(": ") for each in lines)}
    return Reply(int(first.split(" ")[1]) if first else 0, headers, body)


def ask(
    link: PhoneLink,
    path: str = "",
    *,
    method: str = "GET",
    body: str = "",
    sender: str | None = None,
    **headers: str,
) -> Reply:
    """Make a request behind the token; headers by name with _ for -."""
    host, token = place(link)
    named = {"Host": host, "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in named.items()]
    head = "\r\n".join([f"{method} {token}{path} HTTP/1.1", *lines, "", body])
    return send(link, head.encode(), sender)


def tap(link: PhoneLink, key: str, seen: int = 0) -> int:
    """Tap a button; the status."""
    body = json.dumps({"key": key, "seen": seen})
    return ask(
        link, "tap", method="POST", body=body, Content_Type="application/json"
    ).status


def taken(link: PhoneLink) -> list[str]:
    """Keys that came through to the session."""
    ask(link, "clock")  # answered after all that was tapped before
    return list(iter(link.take, None))
