"""The ``coach`` command and its one error boundary."""

# Annotations are not postponed: Typer would compile each of them twice at every start.

import atexit
import errno
import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, ClassVar, NoReturn

import typer
from typer.exceptions import TyperException

from coach import __version__
from coach.cli.lazy_group import LazyGroup
from coach.cli.options import Drills
from coach.errors import CoachError, UsageError
from coach.terminal import stdio
from coach.text.harmless import harmless

KILLED_BY_QUIT = 128 + 3
"""The exit code of a command ended with Ctrl-\\."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EAGAIN}
"""Errors that mean nothing more can be written."""


class _Commands(LazyGroup):
    """The commands of ``coach``, loaded on demand."""

    modules: ClassVar = {
        "start": "coach.cli.start",
        "resume": "coach.cli.resume",
        "demo": "coach.cli.demo",
        "list": "coach.cli.list",
        "show": "coach.cli.show",
        "config": "coach.cli.config",
        "doctor": "coach.cli.doctor",
        "history": "coach.cli.history",
        "plan": "coach.cli.plan",
        "test": "coach.cli.take_test",
        "why": "coach.cli.why",
        "drill": "coach.cli.drill",
        "help": "coach.cli.help_command",
    }

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002  a class of Typer's own click
        """Show the help with examples."""
        from coach.cli.help_notes import note
        from coach.cli.help_page import print_help

        note(self, "coach")
        print_help(self, ctx)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  as above
        """Run the command; its error messages contain no control codes."""
        with _harmless_mistakes():
            return super().invoke(ctx)

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401  as above
        """Parse the command line; its error messages contain no control codes."""
        with _harmless_mistakes():
            return super().make_context(*args, **extra)


@contextmanager
def _harmless_mistakes() -> Iterator[None]:
    """Remove control codes from Typer's errors, which quote typed text."""
    try:
        yield
    except TyperException as error:
        from coach.cli.help_colours import set_styles

        set_styles()
        message = harmless(error.format_message())
        _refuse_on_a_page(error, message)
        setattr(error, "format_message", lambda: message)  # noqa: B010  every kind of error has its own
        raise


def _refuse_on_a_page(error: TyperException, message: str) -> None:
    """Raise Typer's error as one of coach's, if errors are shown as a page."""
    from coach.app.error_report import looked_at

    context = getattr(error, "ctx", None)
    if not message or not looked_at(sys.argv[1:]):
        return  # without a message it has printed the help
    message, _, meant = message.partition(" Did you mean ")
    see = None
    if context is not None:
        what = "commands" if hasattr(context.command, "commands") else "options"
        see = f"`{context.command_path} --help` shows all {what}"
    if near := getattr(error, "possibilities", None):
        message = f"no such option: '{getattr(error, 'option_name', '')}'"
        meant = f"'{near[0]}'?"
    hint = f"did you mean {meant} {see}" if meant else see
    raise UsageError(message.rstrip("."), hint=hint) from None


app = typer.Typer(
    name="coach",
    cls=_Commands,
    help="Guided exercise drills for runners, paced by the breath.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001  the shape of an option's callback
    if wanted:
        typer.echo(f"coach {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def home(
    invocation: typer.Context,
    drills: Drills = None,
    version: Annotated[  # noqa: ARG001  its callback does the work
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Show today's pick, this week and your last session."""
    if drills and invocation.invoked_subcommand is not None:
        from shlex import quote

        raise UsageError(
            "'--drills' can't come before a command",
            hint=f"use this option as in `coach list --drills {quote(str(drills[0]))}`",
        )
    if invocation.invoked_subcommand is None:
        from coach.cli.home import show_home

        show_home(drills)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and exit with its code.

    0: success, 1: an error, 2: wrong usage, 3: a bug in coach, 128 + n: signal n.
    """
    # A start makes many objects but no garbage, so collecting would waste a tenth of the
    # time, and as much again at the end, when the process frees everything anyway.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    stdio.prepare()
    code = _exit_code(argv)
    if code == KILLED_BY_QUIT:
        _die_of(signal.SIGQUIT)
    sys.exit(code)


def _exit_code(argv: Sequence[str] | None) -> int:
    """Run the command and flush its output; return the exit code."""
    try:
        code = _run(argv)
        sys.stdout.flush()
    except CoachError as error:
        _tell(error, argv)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        stdio.mute()  # the program that reads the output has closed the pipe
        return 0
    except (OSError, MemoryError) as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001  the boundary: a bug becomes a file and one line
        from coach.app.crash_log import report_bug

        report_bug(error)
        return 3
    return code


def _run(argv: Sequence[str] | None) -> int:
    try:
        app(args=argv, prog_name="coach")
    except SystemExit as leaving:
        # Rich and Typer exit with 1 when the reader of their output has gone.
        reason = leaving.__context__
        if isinstance(reason, OSError) and reason.errno == errno.EPIPE:
            raise reason from None
        return leaving.code if isinstance(leaving.code, int) else 0
    return 0


def _refused(error: OSError | MemoryError) -> int:
    """Print the operating system's error and a next step; return the exit code."""
    if isinstance(error, MemoryError):
        _tell(
            CoachError(
                "this computer doesn't have enough free memory", hint="close other programs"
            )
        )
        return 1
    why = (error.strerror or str(error)).lower()
    if isinstance(error, FileNotFoundError) and not _is_somewhere():
        what, hint = (
            "the folder you are in no longer exists",
            "change to another folder with cd",
        )
    elif error.filename is not None:
        what, hint = f"'{error.filename}' cannot be used: {why}", "see `coach doctor`"
    elif error.errno in _FULL:
        # The remaining output would fail again when the process ends.
        stdio.give_up_output()
        is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        free = "free some space, or " if is_full else ""
        what, hint = (
            f"the output cannot be written: {why}",
            f"{free}send the output somewhere else",
        )
    else:
        what, hint = f"the operating system reported an error: {why}", "see `coach doctor`"
    _tell(CoachError(what, hint=hint))
    return 1


def _is_somewhere() -> bool:
    try:
        os.getcwd()  # noqa: PTH109  Path's own asks the same
    except OSError:
        return False
    return True


def _die_of(number: signal.Signals) -> None:
    """End by the signal's default action, so that a shell can tell."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _tell(error: CoachError, argv: Sequence[str] | None = None) -> None:
    from coach.app.error_report import report

    report(error, sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    main()
