"""Examples and defaults for the help of each command; read only when help is shown."""

from __future__ import annotations

from typing import Any, NamedTuple

from coach.cli.help_colours import set_styles


class Example(NamedTuple):
    """A command line and its effect."""

    line: str
    does: str


EXAMPLES: dict[str, tuple[Example, ...]] = {
    name: tuple(Example(*example) for example in examples)
    for name, examples in {
        "coach": (
            ("coach start desk-break", "a first session of about three minutes, standing"),
            ("coach start", "today's pick"),
            ("coach help start", "the help for a command"),
        ),
        "coach start": (
            ("coach start pre-run", "a routine"),
            ("coach start 10min standing", "a standing session of up to ten minutes"),
            ("coach start glute-bridge clamshell --sets 1", "two drills, one set each"),
            ("coach start pre-run --speed 20", "rehearse a routine; nothing is saved"),
        ),
        "coach resume": (
            ("coach resume", "choose what to do with an unfinished session"),
            ("coach resume --finish", "end the session and keep the sets you've done"),
        ),
        "coach demo": (
            ("coach demo", "three bridge reps in about 25 seconds"),
            ("coach demo --plain", "the demo as lines of text"),
        ),
        "coach list": (
            ("coach list", "all drills and routines"),
            ("coach list --plain", "one line per drill or routine, for other programs"),
            ("coach list --level 1 --equipment none", "easy drills without equipment"),
        ),
        "coach show": (
            ("coach show glute-bridge", "a drill"),
            ("coach show pre-run --timeline", "every breath in a routine"),
            ("coach show strength-a --html strength-a.html", "a handout to print"),
            ("coach show pre-run --fit pre-run.fit", "a workout for a watch"),
        ),
        "coach config": (
            ("coach config", "all settings"),
            ("coach config theme", "one setting"),
        ),
        "coach doctor": (
            ("coach doctor", "what works on this computer"),
            ("coach doctor --sound", "play test sounds too"),
        ),
        "coach help": (
            ("coach help start", "the help for a command"),
            ("coach help history add", "the help for a subcommand"),
        ),
        "coach history": (
            ("coach history", "your latest sessions"),
            ("coach history --since monday", "sessions since Monday"),
            ("coach history --drill glute-bridge", "sessions with this drill"),
        ),
        "coach history show": (
            ("coach history show", "your last session"),
            ("coach history show 7kq2", "the session whose id begins with 7kq2"),
        ),
        "coach history stats": (
            ("coach history stats", "your recent weeks"),
            ("coach history stats --weeks 4", "the last four weeks"),
        ),
        "coach history calendar": (
            ("coach history calendar", "the days on which you exercised"),
            ("coach history calendar --plain", "the weeks as lines of text"),
        ),
        "coach history card": (
            ("coach history card", "this week"),
            ("coach history card --svg week.svg", "save the card as a picture"),
        ),
        "coach history edit": (
            ("coach history edit 7kq2 --note 'on wet grass'", "add a note"),
            ("coach history edit 7kq2 --rpe 4", "correct the session's effort"),
            (
                "coach history edit 7kq2 --drill clamshell --where knee",
                "add the body area that hurt",
            ),
        ),
        "coach history delete": (
            ("coach history delete 7kq2", "delete the session whose id begins with 7kq2"),
        ),
        "coach history undo": (
            ("coach history undo", "undo your last correction, deletion or addition"),
        ),
        "coach history add": (
            ("coach history add pre-run --date yesterday", "a routine you did yesterday"),
            (
                "coach history add clamshell --date 'fri 18:30' --minutes 5",
                "a drill you did for five minutes",
            ),
        ),
        "coach history export": (
            ("coach history export --format csv -o sets.csv", "a file for a spreadsheet"),
            (
                "coach history export --format json -o backup.json",
                "a complete backup that coach can import",
            ),
        ),
        "coach history import": (
            (
                "coach history import backup.json",
                "import a backup; duplicate records are left out",
            ),
        ),
        "coach plan": (
            ("coach plan", "this week of your programme"),
            (
                "coach plan --ics plan.ics --at 7:00",
                "a calendar file with the upcoming sessions",
            ),
        ),
        "coach plan show": (("coach plan show", "this week of your programme"),),
        "coach plan list": (("coach plan list", "all programmes"),),
        "coach plan begin": (
            (
                "coach plan begin six-week --days mon,wed,fri",
                "begin a programme and choose your strength days",
            ),
            ("coach plan begin four-week --race 2027-03-14", "prepare for a race"),
        ),
        "coach plan stop": (
            ("coach plan stop", "stop your programme; your sessions are kept"),
        ),
        "coach test": (
            ("coach test", "all tests and your last results"),
            ("coach test single-leg-bridge", "take a test, one side at a time"),
            ("coach test single-leg-bridge --results", "your results so far"),
        ),
        "coach why": (
            ("coach why", "what coach has changed, and what it will change next time"),
            ("coach why glute-bridge", "changes to one drill"),
        ),
        "coach drill": (
            ("coach drill new my-bridge", "create your own drill"),
            ("coach drill check", "check your drills"),
        ),
        "coach drill new": (
            ("coach drill new my-bridge", "a small drill to edit"),
            ("coach drill new my-clam --from clamshell", "a copy of another drill"),
        ),
        "coach drill check": (
            ("coach drill check", "check every folder in use"),
            ("coach drill check my-bridge", "check one drill"),
        ),
        "coach drill schema": (
            (
                "coach drill schema drill --output drill.schema.json",
                "write the schema for your editor",
            ),
        ),
        "coach drill pack": (
            ("coach drill pack my-routine --output for-anna", "make a folder for Anna"),
        ),
        "coach drill add": (("coach drill add for-anna", "use the drills in a folder"),),
        "coach drill remove": (
            ("coach drill remove for-anna", "stop using the drills in a folder"),
        ),
    }.items()
}
"""Examples, keyed by the full name of a command."""

_ANSWERED = "the 'sound.mode' setting or your choice on the start card"
_NOT_CHANGED = "not changed"
DEFAULTS = {
    "--drills": "the folders in use",
    "--voice": _ANSWERED,
    "--tones": _ANSWERED,
    "--plain": "the 'plain' setting",
    "--since": "your first session",
    "--session": "all",
    "--note": "none",
    "--output": "print",
    "coach start [NAME]...": "today's pick",
    "coach test [NAME]": "list all tests",
    "--png": "no picture",
    "--phone": "the 'phone' setting",
    "coach plan begin --distance": "10k",
    "coach start --sets": "as in the drill or routine",
    "coach start --reps": "as in the drill or routine",
    "coach start --load": "the weight that coach chooses",
    "coach start --rest": "the 'rest' setting",
    "coach start --change": "the 'change' setting",
    "coach start --lead-in": "the 'lead_in' setting",
    "coach start --breath": "the 'breath' setting",
    "coach start --speed": "normal speed; coach saves the session",
    "coach start --coach": "the 'coach' setting",
    "coach start --minutes": "no limit",
    "coach demo --speed": "1",
    "coach resume [ID]": "a session that you choose",
    "coach list --group": "all",
    "coach list --focus": "all",
    "coach list --level": "all",
    "coach list --equipment": "all",
    "coach show --fit": "no file",
    "coach show --html": "no file",
    "coach show --for": "a line to write the name on",
    "coach config [SETTING]...": "all",
    "coach help [COMMAND]...": "all commands",
    "coach history --drill": "all",
    "coach history --routine": "all",
    "coach history --last": (
        "as many as fit in the window, 15 with --plain or outside a terminal, or all with "
        "--json"
    ),
    "coach history show [ID]": "the last session",
    "coach history stats --weeks": "12",
    "coach history calendar --year": "the last twelve months",
    "coach history card --week-of": "this week",
    "coach history card --svg": "no file",
    "coach history edit --note": _NOT_CHANGED,
    "coach history edit --rpe": _NOT_CHANGED,
    "coach history edit --pain": _NOT_CHANGED,
    "coach history edit --felt": _NOT_CHANGED,
    "coach history edit --drill": "the whole session",
    "coach history edit --where": _NOT_CHANGED,
    "coach history edit --flags": _NOT_CHANGED,
    "coach history edit --back": _NOT_CHANGED,
    "coach history edit --side": _NOT_CHANGED,
    "coach history edit --sets-done": _NOT_CHANGED,
    "coach history add --minutes": "the planned length",
    "coach plan --ics": "no file",
    "coach plan begin --days": "days that coach chooses",
    "coach plan begin --race": "no race",
    "coach why [DRILL]": "all drills",
    "coach drill new --from": "a small example drill",
    "coach drill check [PATH]...": "every folder in use",
}
"""Words for the defaults of options that have no default value.

They are keyed by option, or by command and option.
"""


_TAB_KEY = {
    "--install-completion": "Let the Tab key complete commands.",
    "--show-completion": "Print the completion script, so you can install it yourself.",
}
"""Help for the options that Typer adds."""


def note(command: Any, path: str) -> None:  # noqa: ANN401  a class from Typer's own click
    """Add defaults and examples to a command's help, and remove its colours."""
    set_styles()
    for parameter in command.params:
        parameter.help = _TAB_KEY.get(parameter.opts[0]) or getattr(parameter, "help", None)
        default = default_words(parameter, path)
        if default and parameter.default in {None, False}:
            parameter.show_default = default
    examples = EXAMPLES.get(path, ())
    if examples:
        lines = (f"  {line}\n      {does}" for line, does in examples)
        command.epilog = "\n".join(["Examples:", *lines])


def default_words(parameter: Any, path: str) -> str:  # noqa: ANN401  as above
    """Return the words for the default of an option or argument; empty if it has none."""
    if parameter.required:
        return ""
    names = (*parameter.opts, parameter.metavar or "")
    for name in names:
        words = DEFAULTS.get(f"{path} {name}") or DEFAULTS.get(name)
        if words and (parameter.default is None or not getattr(parameter, "is_flag", 0)):
            return words
    return ""
