"""One HTTP request, read within limits, and whether coach may answer it."""

from __future__ import annotations

import hmac
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader
from dataclasses import dataclass

MOST_HEAD_BYTES = 8_192
"""Longest request line with headers; a phone's browser sends about 500 bytes."""
MOST_BODY_BYTES = 128
"""Longest body; a command has about 30 bytes."""
_PARTS = 3
_END = b"\r\n\r\n"


class BadRequestError(Exception):
    """A request that is refused, with the HTTP status of the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request as it was sent, in which nothing is trusted yet."""

    method: str
    path: str
    headers: dict[str, str]
    """Values, by name in lower case."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Door:
    """The secret and the address that every request must name."""

    token: str
    host: str
    """Address and port, as a browser sends them in the Host header."""

    def admitted(self, request: HttpRequest) -> str:
        """Return the path after the token, with its slash if there is one.

        Raises:
            BadRequestError: if the host or the token is wrong, or another page sent the
                request.
        """
        # Another name for this computer would let a foreign page rebind it.
        if request.headers.get("host", "").lower() != self.host:
            raise BadRequestError(421)
        token, slash, path = request.path.removeprefix("/").partition("/")
        given = token.lower().encode("utf-8", "replace")
        if not hmac.compare_digest(given, self.token.encode()):
            raise BadRequestError(404)
        origin = request.headers.get("origin")
        if origin is not None and origin.lower() != f"http://{self.host}":
            raise BadRequestError(403)
        return slash + path


async def read_request(reader: StreamReader) -> HttpRequest:
    """Return the next request.

    Raises:
        BadRequestError: if the request is too large, or is not HTTP.
    """
    try:
        head = await reader.readuntil(_END)
    except LimitOverrunError:
        raise BadRequestError(431) from None
    except IncompleteReadError:
        raise BadRequestError(400) from None
    if len(head) > MOST_HEAD_BYTES:
        raise BadRequestError(431)
    first, *lines = head.removesuffix(_END).decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != _PARTS or not parts[2].startswith("HTTP/1."):
        raise BadRequestError(400)
    method, path, _ = parts
    headers = _headers(lines)
    if "transfer-encoding" in headers:
        raise BadRequestError(411)
    return HttpRequest(method, path, headers, await _body(reader, headers))


def _headers(lines: list[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name = name.lower()
        # Programs disagree on the meaning of a header that appears twice.
        if not colon or not name or name != name.strip() or name in headers:
            raise BadRequestError(400)
        headers[name] = value.strip()
    return headers


async def _body(reader: StreamReader, headers: dict[str, str]) -> bytes:
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()):
        raise BadRequestError(400)
    if len(length) > len(str(MOST_BODY_BYTES)) or int(length) > MOST_BODY_BYTES:
        raise BadRequestError(413)
    try:
        return await reader.readexactly(int(length))
    except IncompleteReadError:
        raise BadRequestError(400) from None
