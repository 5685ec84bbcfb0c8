"""Each promise about safety, and somebody who tries to break it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.phone.asking import (
    PATIENCE_S,
    Reply,
    ask,
    connect,
    place,
    running,
    send,
    taken,
    tap,
)

from coach.errors import CoachError
from coach.phone import limits
from coach.phone.link import TOKEN_LENGTH, TOKEN_LETTERS, PhoneLink
from coach.phone.server import MOST_UNREAD_BYTES, read_page

TOLD = "Glute bridge"
"""What the session shows; no stranger may read it."""


@pytest.fixture(scope="module")
def link() -> Iterator[PhoneLink]:
    """A server that outlives what is done to it."""
    with running() as link:
        link.send({"now": lambda: {"mode": "card", "title": TOLD}})
        yield link


@pytest.fixture
def own() -> Iterator[PhoneLink]:
    """A server for one test, whose limits it uses up."""
    with running() as link:
        link.send({"now": lambda: {"mode": "card", "title": TOLD}})
        yield link


def follow(link: PhoneLink, phone: str = "me") -> socket.socket:
    """A phone that follows; its first bytes are read."""
    host, token = place(link)
    line = connect(link)
    line.sendall(f"GET {token}events?{phone} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    return line


def read_until(line: socket.socket, word: str) -> str:
    text, ends = "", time.perf_counter() + PATIENCE_S
    while word not in text:
        assert time.perf_counter() < ends, text[-200:]
        more = line.recv(65_536)
        assert more, text
        text += more.decode()
    return text


def test_the_runner_gets_the_page_and_the_whole_state(link: PhoneLink) -> None:
    assert "<title>coach</title>" in ask(link).body
    with follow(link) as line:
        assert f'"title":"{TOLD}"' in read_until(line, TOLD)


# Who may ask


def test_without_the_token_nothing_is_there(link: PhoneLink) -> None:
    host, _ = place(link)
    for path in ("/", "/events", "/page.js", "/../server.py", "//events", "", "/%2e%2e/"):
        reply = send(link, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert reply.status in {400, 404}, path
        assert TOLD not in reply.body


def test_a_token_that_is_nearly_right_is_wrong(link: PhoneLink) -> None:
    host, path = place(link)
    token = path.strip("/")
    other = ("a" if token[-1] != "a" else "b", "é")
    for wrong in (token[:-1], token + "a", *(token[:-1] + end for end in other), "x" * 26):
        line = f"GET /{wrong}/ HTTP/1.1\r\nHost: {host}\r\n\r\n"
        assert send(link, line.encode()).status == 404


def test_a_token_cannot_be_guessed_and_is_another_one_each_time(link: PhoneLink) -> None:
    assert len(set(TOKEN_LETTERS)) ** TOKEN_LENGTH >= 2**128
    with running() as other:
        assert place(other)[1] != place(link)[1]


def test_capitals_from_the_code_mean_the_same_token(link: PhoneLink) -> None:
    host, path = place(link)
    line = f"GET {path.upper()} HTTP/1.1\r\nHost: {host}\r\n\r\n"
    assert send(link, line.encode()).status == 200


def test_a_name_that_was_bound_to_this_computer_opens_nothing(link: PhoneLink) -> None:
    for host in ("evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]", ""):
        assert ask(link, Host=host).status == 421, host


def test_a_request_without_a_host_or_with_two_is_refused(link: PhoneLink) -> None:
    host, path = place(link)
    two = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n"
    assert send(link, two.encode()).status == 400
    assert send(link, f"GET {path} HTTP/1.1\r\n\r\n".encode()).status == 421


def test_another_page_in_the_browser_cannot_tap(link: PhoneLink) -> None:
    body = json.dumps({"key": "h", "seen": 0})
    foreign = {"Origin": "http://evil.example", "Content_Type": "application/json"}
    assert ask(link, "tap", method="POST", body=body, **foreign).status == 403
    # A form, or a script that asks nobody for leave, sends other types.
    assert (
        ask(link, "tap", method="POST", body=body, Content_Type="text/plain").status == 415
    )
    assert taken(link) == []


def test_the_page_may_load_nothing_from_elsewhere_and_nobody_may_frame_it(
    link: PhoneLink,
) -> None:
    for path in ("", "page.js", "clock", "nothing"):
        headers = ask(link, path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "set-cookie" not in headers
        assert not any(name.startswith("access-control") for name in headers)


def test_the_page_names_no_other_server() -> None:
    for name, (_, content) in read_page().items():
        if not name.endswith((".mp4", ".webm")):
            text = content.decode().replace("http://www.w3.org/2000/svg", "")
            assert "//" not in text.replace("// ", ""), name


def test_only_the_address_that_was_chosen_is_open(link: PhoneLink) -> None:
    port = int(place(link)[0].split(":")[1])
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), 1)


def test_an_address_of_ipv6_works_with_its_brackets() -> None:
    try:
        link = PhoneLink(ip_address("::1"))
    except CoachError:
        pytest.skip("no IPv6 here")
    try:
        with urlopen(link.url, timeout=PATIENCE_S) as page:  # noqa: S310  our own http
            assert page.status == 200
    finally:
        link.close()


def test_the_secret_is_not_on_the_command_line(link: PhoneLink) -> None:
    token = place(link)[1].strip("/")
    lines = [file.read_bytes() for file in Path("/proc").glob("[0-9]*/cmdline")]
    assert not any(token.encode() in line for line in lines)


# What may be asked


def test_there_are_no_files_but_those_of_the_page(link: PhoneLink) -> None:
    for path in ("../server.py", "..%2fserver.py", "/etc/passwd", "index.html/..", "x"):
        assert ask(link, path).status == 404, path


def test_keys_of_a_runner_come_through_and_no_others(own: PhoneLink) -> None:
    keys = ["space", "n", "b", "[", "h", "q", "1", "t"]
    for key in (*keys, "r", "f", "escape", "x"):
        assert tap(own, key) in {204, 400}
    assert taken(own) == keys


def test_taps_faster_than_anybody_are_refused(own: PhoneLink) -> None:
    statuses = [tap(own, "+") for _ in range(3 * limits.KEYS_AT_ONE_GO)]
    assert statuses[: limits.KEYS_AT_ONE_GO] == [204] * limits.KEYS_AT_ONE_GO
    assert 429 in statuses
    assert len(taken(own)) == statuses.count(204)


def test_a_command_that_is_none_has_no_effect(own: PhoneLink) -> None:
    for body in (
        "",
        "{",
        "[]",
        "null",
        '{"key":"space"}',
        '{"key":"space\\nspace","seen":0}',
        '{"key":"space","seen":"0"}',
        '{"key":["space"],"seen":0}',
        '{"key":"","seen":0}',
        '{"key":"\\u0663","seen":0}',
        "[" * 120,
    ):
        reply = ask(own, "tap", method="POST", body=body, Content_Type="application/json")
        assert reply.status == 400, body
    assert taken(own) == []


def test_a_tap_for_what_is_no_longer_shown_has_no_effect(own: PhoneLink) -> None:
    own.shown = own.shown._replace(main=7, place=8, question=9)
    for key, seen in (("space", 6), ("n", 7), ("1", 8), ("enter", 8), ("q", 8)):
        assert tap(own, key, seen) == 204
    assert taken(own) == []
    for key, seen in (("space", 7), ("n", 8), ("1", 9), ("+", 0), ("h", 99)):
        tap(own, key, seen)
    assert taken(own) == ["space", "n", "1", "+", "h"]


def test_other_methods_are_refused(link: PhoneLink) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "x" * 99):
        assert ask(link, "tap", method=method).status == 405, method


# How much may be asked


def test_huge_requests_are_refused_before_they_are_read(link: PhoneLink) -> None:
    host, path = place(link)
    start = f"POST {path}tap HTTP/1.1\r\nHost: {host}\r\n"
    length = f"{start}Content-Length: 999999999999\r\n\r\n"
    assert send(link, length.encode()).status == 413
    assert send(link, f"{start}Transfer-Encoding: chunked\r\n\r\n".encode()).status == 411
    assert send(link, f"{start}Content-Length: -1\r\n\r\n".encode()).status == 400
    assert send(link, f"{start}X: {'x' * 50_000}\r\n\r\n".encode()).status in {431, 0}
    assert send(link, f"GET /{'x' * 50_000} HTTP/1.1\r\n\r\n".encode()).status in {431, 0}
    assert ask(link, "clock").status == 200


def test_what_is_not_http_is_refused(link: PhoneLink) -> None:
    for data in (b"", b"\0" * 64, b"GET", b"GET / HTTP/2", b"\x16\x03\x01"):
        assert send(link, data + b"\r\n\r\n").status == 400, data


def test_more_phones_than_a_handful_are_told_so(own: PhoneLink) -> None:
    lines = [follow(own) for _ in range(limits.MOST_PHONES)]
    for line in lines:
        read_until(line, TOLD)
    with follow(own) as one_more:
        assert "Too many phones" in read_until(one_more, "phones")
    for line in lines:
        line.close()


def test_connections_that_say_nothing_leave_room_for_the_phone(own: PhoneLink) -> None:
    with follow(own) as phone:
        read_until(phone, TOLD)
        idle = [connect(own) for _ in range(200)]
        own.send({"now": lambda: {"mode": "card", "title": "still here"}})
        read_until(phone, "still here")
        for line in idle:
            line.close()


def test_a_flood_is_slowed_down_and_the_phone_goes_on(own: PhoneLink) -> None:
    with follow(own) as phone:
        read_until(phone, TOLD)
        replies: list[Reply] = [
            ask(own, "clock", sender="127.0.0.251") for _ in range(limits.BURST + 60)
        ]
        assert {reply.status for reply in replies} == {200, 429}
        own.send({"now": lambda: {"mode": "card", "title": "still here"}})
        read_until(phone, "still here")


def test_a_phone_that_does_not_read_is_given_up(own: PhoneLink) -> None:
    with follow(own, "slow") as slow, follow(own, "fast") as fast:
        read_until(fast, TOLD)
        much = "x" * MOST_UNREAD_BYTES
        for number in range(9):
            own.send({"now": partial(dict, title=f"{number}{much}")})
            read_until(fast, f'{much[:9]}"')
        own.send({"now": lambda: {"title": "the last one"}})
        read_until(fast, "the last one")
        with pytest.raises((OSError, AssertionError)):
            read_until(slow, "the last one")


# The sound, and the end


def test_the_computer_is_silent_as_long_as_a_phone_plays_the_sound(own: PhoneLink) -> None:
    def hear(phone: str, *, is_on: bool) -> bool:
        body = json.dumps({"phone": phone, "on": is_on})
        ask(own, "sound", method="POST", body=body, Content_Type="application/json")
        taken(own)
        return own.is_heard

    assert not hear("nobody", is_on=True)
    with follow(own, "mine") as line:
        read_until(line, TOLD)
        assert hear("mine", is_on=True)
    taken(own)
    assert not own.is_heard


def test_the_server_ends_with_the_session_even_if_that_is_killed() -> None:
    code = (
        "import os, sys; from ipaddress import ip_address\n"
        "from coach.phone.link import PhoneLink\n"
        "link = PhoneLink(ip_address('127.0.0.1'))\n"
        "print(link.url, flush=True); sys.stdin.read(); os._exit(9)"
    )
    with subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as session:
        assert session.stdout is not None
        assert session.stdin is not None
        host, port = session.stdout.readline().split("/")[2].split(":")
        with socket.create_connection((host, int(port)), 5) as line:
            session.stdin.close()
            assert line.recv(1) == b""


def test_phones_are_told_that_the_session_is_over() -> None:
    with running() as link:
        line = follow(link)
        link.send({"now": lambda: {"title": TOLD}})
        read_until(line, TOLD)
    assert "event: end" in read_until(line, "event: end")
    assert line.recv(1) == b""
    line.close()


def test_a_server_that_is_gone_is_told_and_costs_the_session_nothing(
    own: PhoneLink,
) -> None:
    server = own._process  # noqa: SLF001  nobody else may end it
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    own.send({"now": dict})
    assert own.take() is None
    assert own.fileno() is None
    assert (
        own.problem == "the phone disconnected: coach's web server stopped (exit code -9)"
    )


def test_the_server_knows_nothing_of_journal_drills_and_settings() -> None:
    code = (
        "import sys, coach.phone.server\n"
        "print(*[name for name in sys.modules if name.startswith('coach.')])"
    )
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == {
        "coach.phone",
        "coach.phone.http_request",
        "coach.phone.limits",
        "coach.phone.server",
    }


def test_the_page_is_small() -> None:
    contents = {name: content for name, (_, content) in read_page().items()}
    assert sum(map(len, contents.values())) - len(contents["/"]) <= 60_000
