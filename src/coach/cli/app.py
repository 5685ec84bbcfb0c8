"""The ``coach`` command and its one error boundary."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, NoReturn

import typer

from coach import __version__
from coach.cli import streams
from coach.cli.on_demand import OnDemand
from coach.cli.options import Drills
from coach.errors import CoachError, UsageError


class _Commands(OnDemand):
    """All commands; a reader who goes away ends each of them well."""

    modules: ClassVar = {
        "start": "coach.cli.start",
        "resume": "coach.cli.resume",
        "demo": "coach.cli.demo",
        "list": "coach.cli.browse",
        "show": "coach.cli.browse",
        "config": "coach.cli.settings",
        "doctor": "coach.cli.doctor",
        "history": "coach.cli.history",
        "plan": "coach.cli.plan",
        "why": "coach.cli.why",
        "drill": "coach.cli.drill",
    }

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  a class of Typer's own click
        """Run the command and hand over all it said."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            streams.mute()
            raise typer.Exit from None
        return result


app = typer.Typer(
    name="coach",
    cls=_Commands,
    help="Guided exercise drills for runners, paced by the breath.",
    epilog="A first session: coach start desk-break",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001  the shape of an option's callback
    if wanted:
        typer.echo(f"coach {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def home(
    context: typer.Context,
    drills: Drills = None,
    version: Annotated[  # noqa: ARG001  its callback does the work
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say which."),
    ] = False,
) -> None:
    """Say what to do today; without a command this is the home view."""
    if drills and context.invoked_subcommand is not None:
        raise UsageError(
            "'--drills' belongs after the command",
            hint=f"coach {context.invoked_subcommand} --drills {drills[0]}",
        )
    if context.invoked_subcommand is None:
        from coach.cli.home import show_home

        show_home(drills)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and leave with its exit code.

    0 done, 1 an expected failure, 2 wrong usage, 3 a bug, 128 + n a signal.
    """
    # Starting makes many objects and no garbage: looking for some costs a tenth of it,
    # and as much again at the end, when all of them go with the process anyway.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    streams.prepare()
    try:
        app(args=argv, prog_name="coach")
    except CoachError as error:
        _tell(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001  the boundary: a bug becomes a file and one line
        _report_bug(error)
        sys.exit(3)
    sys.exit(0)


def _tell(error: CoachError) -> None:
    sys.stderr.write(f"coach: {error.message}\n")
    if error.hint:
        sys.stderr.write(f"hint: {error.hint}\n")


def _report_bug(error: Exception) -> None:
    import platform
    import traceback

    from coach.files.atomic import append_private
    from coach.paths import find_paths

    trace = "".join(traceback.format_exception(error))
    about = (
        f"coach {__version__}, Python {platform.python_version()}, {platform.platform()}"
    )
    log = find_paths(os.environ).crash_log
    where = f"details are in {log}"
    try:
        append_private(log, f"{about}\n{trace}\n".encode(errors="backslashreplace"))
    except OSError:
        # Nowhere to write: the traceback is all there is to report the bug with.
        sys.stderr.write(trace)
        where = f"{log} cannot be written, so the details are above"
    sys.stderr.write(
        f"coach: this is a bug in coach, not your mistake: {type(error).__name__}; "
        f"{where}\n"
    )


if __name__ == "__main__":
    main()
