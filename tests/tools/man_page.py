"""The man page, made from the commands, keys, settings and texts of the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.tools.reference import HIDDEN, command_tree, first_sentence, values_of

from coach import __version__
from coach.cli.help_notes import EXAMPLES, default_words
from coach.config.settings import SETTINGS
from coach.keymap import BINDINGS
from coach.safety_text import DISCLAIMER, IN_SHORT

EXIT_CODES = {
    "0": "done, also when you stopped with q",
    "1": "something expected went wrong; the message says what to do",
    "2": "coach did not understand the command",
    "3": "a bug in coach; the message names the crash log",
    "129, 143": "the terminal closed, or the process was ended",
    "130": "Ctrl-C",
}
_FILES = {
    "~/.config/drill-coach/config.toml": "settings",
    "~/.local/share/drill-coach/journal/": "everything you did",
    "~/.local/share/drill-coach/drills/": "your own drills",
    "~/.local/state/drill-coach/": "locks, crash log, rescued records",
    "~/.cache/drill-coach/": "may be deleted at any time",
}


def page() -> str:
    """Return the page in the language of man."""
    return "\n".join([*_head(), *_commands(), *_end(), ""])


def _head() -> Iterator[str]:
    yield f'.TH COACH 1 "" "coach {__version__}" "User Commands"'
    yield from (
        ".SH NAME",
        r"coach \- guided exercise drills for runners, paced by the breath",
    )
    yield from (".SH SYNOPSIS", r".B coach", r"[\fICOMMAND\fR] [\fIOPTIONS\fR]")
    yield ".SH DESCRIPTION"
    yield _text(
        "coach leads short sets of exercises in the terminal. Large text, a moving figure, "
        "tones and a voice pace each rep by the breath. coach keeps a journal on "
        "this computer and changes the next session according to rules you can read."
    )
    yield ".PP"
    yield _text(f"{DISCLAIMER} {IN_SHORT}")
    yield from _examples("coach")


def _commands() -> Iterator[str]:
    yield ".SH COMMANDS"
    for name, command in command_tree().items():
        yield f".SS {_text(name)}"
        yield _text(first_sentence(command))
        for parameter in command.params:
            if getattr(parameter, "hidden", False) or HIDDEN & {*parameter.opts}:
                continue
            yield ".TP"
            yield _spelling(parameter)
            yield _text(" ".join(filter(None, (parameter.help, _default(parameter, name)))))
        if name != "coach":
            yield from _examples(name)


def _examples(name: str) -> Iterator[str]:
    for example in EXAMPLES.get(name, ()):
        yield from (".TP", f"\\fB{_text(example.line)}\\fR", _text(example.does))


def _spelling(parameter: Any) -> str:  # noqa: ANN401  a class of Typer's own click
    if parameter.param_type_name == "argument":
        return f"\\fI{_text(parameter.metavar or parameter.name.upper())}\\fR"
    names = ", ".join(
        f"\\fB{_text(n)}\\fR" for n in (*parameter.opts, *parameter.secondary_opts)
    )
    if parameter.is_flag:
        return names
    return f"{names} \\fI{_text(' '.join(values_of(parameter)))}\\fR"


def _default(parameter: Any, name: str) -> str:  # noqa: ANN401  as above
    words = default_words(parameter, name)
    if not words and parameter.default not in {None, False}:
        words = str(getattr(parameter.default, "value", parameter.default))
    return f"Default: {words}." if words else ""


def _end() -> Iterator[str]:
    yield ".SH KEYS"
    yield "During a session:"
    for binding in BINDINGS:
        yield from (".TP", f"\\fB{_text(', '.join(binding.keys))}\\fR", _text(binding.help))
    yield ".SH ENVIRONMENT"
    yield from (".TP", r"\fBCOACH_HOME\fR", "One folder for everything that coach stores.")
    yield from (".TP", r"\fBCOACH_DRILLS\fR", "Folders of drills, with a colon between.")
    yield from (".TP", r"\fBNO_COLOR\fR, \fBCLICOLOR\fR=0", "No colours.")
    yield from (".TP", r"\fBFORCE_COLOR\fR, \fBCLICOLOR_FORCE\fR", "Colours in a pipe too.")
    yield from (".TP", r"\fBACCESSIBLE\fR", _text("Lines of text for a screen reader."))
    for setting in SETTINGS:
        yield from (".TP", f"\\fB{_text(setting.variable)}\\fR", _text(setting.about))
    yield ".SH FILES"
    for file, what in _FILES.items():
        yield from (".TP", f"\\fI{_text(file)}\\fR", _text(what))
    yield ".SH EXIT STATUS"
    for code, what in EXIT_CODES.items():
        yield from (".TP", f"\\fB{code}\\fR", _text(what))


def _text(text: str) -> str:
    """Return text that man prints as it is."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
