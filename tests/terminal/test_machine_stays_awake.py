from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coach.terminal.keep_awake import keep_awake

PATIENCE_S = 20.0
NOTICEABLE_S = 0.5
"""It takes 2 ms; here is room for a machine that is busy."""

INHIBIT = """#!/bin/sh
# Does as the real one does: runs a command, and has the machine awake until it ends.
printf '%s\\n' "$@" >> "$SAID"
exec 9> "$ALIVE"
while [ "${1#--}" != "$1" ]; do shift; done
"$@"
"""


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the stand-in for the system's inhibitor was told; it holds ``alive`` open."""
    os.mkfifo(tmp_path / "alive")
    for name, value in (("ALIVE", "alive"), ("SAID", "said")):
        monkeypatch.setenv(name, str(tmp_path / value))
    put(tmp_path / "bin" / "systemd-inhibit", INHIBIT, monkeypatch)
    return tmp_path / "said"


def put(program: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a program be found before all others."""
    program.parent.mkdir(exist_ok=True)
    program.write_text(text)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")


def test_the_machine_is_awake_for_the_session_and_no_longer(said: Path) -> None:
    with keep_awake(platform="linux"), (said.parent / "alive").open("rb") as alive:
        # Opening it waited until the inhibitor ran; reading ends when nobody has it.
        os.set_blocking(alive.fileno(), False)
        assert alive.read() is None
    # A new reader would wait for ever; this one knows whether there is a writer left.
    assert said.read_text().splitlines() == [
        "--what=idle:sleep",
        "--who=coach",
        "--why=drill session",
        "--mode=block",
        "cat",
    ]


def test_it_ends_with_the_session(said: Path) -> None:
    with keep_awake(platform="linux"):
        alive = (said.parent / "alive").open("rb")
    with alive:
        assert alive.read() == b""


KEEP_AWAKE = """
import signal
from coach.terminal.keep_awake import keep_awake
with keep_awake(platform="linux"):
    print("awake", flush=True)
    signal.pause()
"""


def test_it_ends_with_us_even_when_we_are_killed(said: Path) -> None:
    with subprocess.Popen(  # noqa: S603  our own code
        [sys.executable, "-c", KEEP_AWAKE], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"awake\n"
        with (said.parent / "alive").open("rb") as alive:
            process.kill()
            assert alive.read() == b""


def test_without_an_inhibitor_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for platform in ("linux", "darwin", "haiku"):
        with keep_awake(platform=platform):
            pass
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "#!/bin/sh\necho no bus >&2; exit 1\n",
        "#!/bin/sh\necho hello; echo hello >&2; kill -KILL $$\n",
        "#!/no/such/interpreter\n",
        "\0not a program",
    ],
)
def test_an_inhibitor_that_refuses_is_no_error(
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    put(tmp_path / "bin" / "systemd-inhibit", text, monkeypatch)
    for _ in range(3):
        with keep_awake(platform="linux"):
            pass
    assert capfd.readouterr() == ("", "")


def test_an_inhibitor_that_never_answers_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "bin" / "systemd-inhibit", "#!/bin/sh\nexec sleep 60\n", monkeypatch)
    began = time.perf_counter()
    with keep_awake(platform="linux"):
        started = time.perf_counter()
        assert started - began < NOTICEABLE_S
    assert time.perf_counter() - started < NOTICEABLE_S


def test_nobody_who_does_not_want_it_gets_it(said: Path) -> None:
    with keep_awake(is_wanted=False, platform="linux"):
        pass
    with keep_awake(platform="linux"), (said.parent / "alive").open("rb"):
        assert said.read_text().count("--who=coach") == 1


def test_on_macos_it_is_bound_to_our_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "said")
    stub = f"#!/bin/sh\necho \"$@\" > '{tmp_path}/said'\nexec sleep 60\n"
    put(tmp_path / "bin" / "caffeinate", stub, monkeypatch)
    with keep_awake(platform="darwin"):
        assert (tmp_path / "said").read_text() == f"-i -w {os.getpid()}\n"


def test_an_error_in_the_session_comes_through(said: Path) -> None:
    with (
        pytest.raises(LookupError, match="the session's own"),
        keep_awake(platform="linux"),
        (said.parent / "alive").open("rb"),
    ):
        raise LookupError("the session's own")
