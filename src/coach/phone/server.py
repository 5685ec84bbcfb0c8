"""The process that serves the page to phones, which knows only one session's state.

    python -m coach.phone.server FD HOST

FD is a listening socket. The first line on standard input is the secret. Each other line is
a message for the page: its name and its JSON. Each line on standard output is a tap. The
process ends when its input ends. From coach, the process imports only limits and a parser
for requests. So a flood of requests costs the session no time, and there is nothing else
to read here.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from coach.phone.http_request import (
    MOST_HEAD_BYTES,
    BadRequestError,
    Door,
    HttpRequest,
    read_request,
)
from coach.phone.limits import (
    KEYS_A_SECOND,
    KEYS_AT_ONE_GO,
    MOST_PHONES,
    Allowance,
    Visitors,
)

PATIENCE_S = 5.0
"""Time limit in which a request must arrive and its answer must be read."""
MOST_UNREAD_BYTES = 1_000_000
"""Unread bytes at which a phone is dropped; it then connects again and gets the state."""
QUIET_S = 15.0
"""Time between the comments that keep a phone's connection alive."""
GOODBYE_S = 0.2
"""Time that phones have to read the last message."""
MOST_LINE_BYTES = 16_000_000
"""Longest message from the session."""
END = "end"
"""Name of the last message."""

_KEY = re.compile(r"[a-z]{1,5}|[0-9]|[-+\[\]]")
_PAGE = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
_HEADERS = (
    (
        "Content-Security-Policy: default-src 'none'; script-src 'self'; "
        "style-src 'self'; connect-src 'self'; media-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "Referrer-Policy: no-referrer",
    "Cross-Origin-Resource-Policy: same-origin",
    "Cross-Origin-Opener-Policy: same-origin",
    "Cache-Control: no-store",
)
_WORDS = {
    404: "There is nothing here. Use the code or the address that your computer shows.",
    429: "Too many requests. Wait a moment.",
    503: "Too many phones. Close the page on another phone.",
}


def read_page() -> dict[str, tuple[str, bytes]]:
    """Return the type and content of each file of the page, by its path after the token."""
    files = {
        file.name: (_TYPES[file.suffix], file.read_bytes())
        for file in _PAGE.iterdir()
        if file.suffix in _TYPES
    }
    return {f"/{name}": file for name, file in files.items()} | {"/": files["index.html"]}


class Server:
    """Sends phones the page, the state and its changes; collects their taps."""

    def __init__(self, door: Door, files: Mapping[str, tuple[str, bytes]]) -> None:
        self._door = door
        self._files = files
        self._visitors = Visitors()
        self._keys = Allowance(KEYS_A_SECOND, KEYS_AT_ONE_GO)
        self._latest: dict[str, bytes] = {}
        """Last message with each name; together they are the full state."""
        self._phones: dict[asyncio.StreamWriter, str] = {}
        """Each phone that follows the session, with the number that it gave itself."""
        self._heard_on: set[str] = set()
        """Numbers of the phones that are playing the sound."""
        self._was_heard = False

    def publish(self, name: str, data: str) -> None:
        """Send a message to all phones, and keep it for those that come later."""
        message = f"event: {name}\ndata: {data}\n\n".encode()
        self._latest.pop(name, None)  # a later phone gets the newest message last
        self._latest[name] = message
        for phone in tuple(self._phones):
            self._send(phone, message)

    def keep_alive(self) -> None:
        """Send every phone a comment; drop phones that do not read."""
        for phone in tuple(self._phones):
            self._send(phone, b": \n\n")

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one connection."""
        peer = writer.get_extra_info("peername") or ("",)
        sender = str(peer[0])
        is_welcome = self._visitors.enter(sender, _now_s())
        try:
            if not is_welcome:
                await self._refuse(writer, 429)
                return
            await self._answer(reader, writer)
        except BadRequestError as error:
            await self._refuse(writer, error.status)
        except (OSError, TimeoutError):
            pass  # the phone went away, or was too slow
        finally:
            self._visitors.leave(sender)
            self._forget(writer)
            writer.close()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        async with asyncio.timeout(PATIENCE_S):
            request = await read_request(reader)
        path, _, query = self._door.admitted(request).partition("?")
        match request.method, path:
            case "GET", "":
                # The address was typed without its final slash.
                await _respond(writer, 307, "text/plain", b"", request)
            case "GET", "/events":
                await self._follow(reader, writer, query)
            case "GET", "/clock":
                now = json.dumps(_now_s() * 1e3)
                await _respond(writer, 200, "application/json", now.encode())
            case "GET", _ if path in self._files:
                kind, content = self._files[path]
                await _respond(writer, 200, kind, content, request)
            case "POST", "/tap":
                await _respond(writer, self._tap(request), "text/plain", b"")
            case "POST", "/sound":
                await _respond(writer, self._hear(request), "text/plain", b"")
            case (("GET" | "POST"), _):
                raise BadRequestError(404)
            case _:
                raise BadRequestError(405)

    async def _follow(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, phone: str
    ) -> None:
        """Send the full state, then every change, until the phone disconnects."""
        if len(self._phones) >= MOST_PHONES:
            raise BadRequestError(503)
        head = _head(200, "text/event-stream; charset=utf-8", None)
        writer.write(head + b"retry: 1000\n\n" + b"".join(self._latest.values()))
        self._phones[writer] = phone
        while await reader.read(1024):
            pass  # a phone sends nothing more here

    def _forget(self, writer: asyncio.StreamWriter) -> None:
        phone = self._phones.pop(writer, None)
        if phone is not None and phone not in self._phones.values():
            self._heard_on.discard(phone)
            self._tell_heard()

    def _send(self, phone: asyncio.StreamWriter, message: bytes) -> None:
        """Write without waiting; drop a phone that does not read."""
        if phone.transport.get_write_buffer_size() > MOST_UNREAD_BYTES:
            phone.transport.abort()
            return
        phone.write(message)

    def _tap(self, request: HttpRequest) -> int:
        """Pass on a tap; return the HTTP status."""
        match _json(request):
            case {"key": str(key), "seen": int(seen)} if _KEY.fullmatch(key):
                if not self._keys.take(_now_s()):
                    raise BadRequestError(429)
                _say(f"tap {seen} {key}")
                return 204
            case _:
                raise BadRequestError(400)

    def _hear(self, request: HttpRequest) -> int:
        """Note whether a phone plays the sound; return the HTTP status."""
        match _json(request):
            case {"phone": str(phone), "on": bool(is_on)}:
                if is_on and phone in self._phones.values():
                    self._heard_on.add(phone)
                else:
                    self._heard_on.discard(phone)
                self._tell_heard()
                return 204
            case _:
                raise BadRequestError(400)

    def _tell_heard(self) -> None:
        if self._was_heard != bool(self._heard_on):
            self._was_heard = bool(self._heard_on)
            _say(f"sound {'on' if self._was_heard else 'off'}")

    async def _refuse(self, writer: asyncio.StreamWriter, status: int) -> None:
        words = _WORDS.get(status, HTTPStatus(status).phrase)
        with suppress(OSError, TimeoutError):
            await _respond(writer, status, "text/plain; charset=utf-8", words.encode())


def _now_s() -> float:
    """Return the time of the monotonic clock, which the session uses too."""
    return asyncio.get_running_loop().time()


def _json(request: HttpRequest) -> object:
    """Return the fields in the body of a request.

    Raises:
        BadRequestError: if the body is not JSON.
    """
    if request.headers.get("content-type") != "application/json":
        raise BadRequestError(415)
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadRequestError(400) from None


def _head(status: int, kind: str, length: int | None) -> bytes:
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        f"Content-Type: {kind}",
        *([] if length is None else [f"Content-Length: {length}"]),
        "Connection: close",
        *_HEADERS,
    ]
    return "\r\n".join([*lines, "", ""]).encode()


async def _respond(
    writer: asyncio.StreamWriter,
    status: int,
    kind: str,
    content: bytes,
    request: HttpRequest | None = None,
) -> None:
    """Answer a request in full, or with the part of a video that it asks for."""
    head = _head(status, kind, len(content))
    if request is not None and status == HTTPStatus.TEMPORARY_REDIRECT:
        head = head[:-2] + f"Location: {request.path}/\r\n\r\n".encode("latin-1")
    if request is not None and kind.startswith("video/"):
        # Safari plays a video only from a server that supports ranges.
        first, last = _part(request.headers.get("range", ""), len(content))
        part = f"Accept-Ranges: bytes\r\nContent-Range: bytes {first}-{last}/{len(content)}"
        content = content[first : last + 1]
        head = _head(206, kind, len(content))[:-2] + f"{part}\r\n\r\n".encode()
    writer.write(head + content)
    async with asyncio.timeout(PATIENCE_S):
        await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()


def _part(wish: str, length: int) -> tuple[int, int]:
    """Return the first and last byte of a range; the whole content if there is no range."""
    first, _, last = wish.removeprefix("bytes=").partition("-")
    if not first.isdecimal() or not (last.isdecimal() or not last):
        return 0, length - 1
    if len(first + last) > len(str(length)) * 2 or int(first) >= length:
        return 0, length - 1
    return int(first), min(int(last or length), length - 1)


def _say(line: str) -> None:
    """Write a line for the session, which is lost if the session does not read."""
    with suppress(BlockingIOError, BrokenPipeError):
        os.write(1, f"{line}\n".encode())


async def run(listening: socket.socket, host: str) -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    messages = asyncio.StreamReader(limit=MOST_LINE_BYTES)
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(messages), sys.stdin.buffer
    )
    token = (await messages.readline()).decode().strip()
    server = Server(Door(token, host), read_page())
    # A context manager would wait for clients, which may never leave.
    listener = await asyncio.start_server(
        server.serve, sock=listening, limit=MOST_HEAD_BYTES
    )
    try:
        await _pass_on(messages, server)
    finally:
        listener.close()


async def _pass_on(messages: asyncio.StreamReader, server: Server) -> None:
    """Publish everything that the session sends, until it ends."""
    while True:
        try:
            async with asyncio.timeout(QUIET_S):
                line = await messages.readline()
        except TimeoutError:
            server.keep_alive()
            continue
        name, _, data = line.decode().strip().partition(" ")
        server.publish(name or END, data or "{}")
        if name in {"", END}:
            await asyncio.sleep(GOODBYE_S)
            return


def main() -> None:
    """Serve on the socket given on the command line."""
    fd, host = sys.argv[1:]
    os.set_blocking(1, False)
    listening = socket.socket(fileno=int(fd))
    listening.setblocking(False)
    with suppress(KeyboardInterrupt):
        asyncio.run(run(listening, host))


if __name__ == "__main__":
    main()
