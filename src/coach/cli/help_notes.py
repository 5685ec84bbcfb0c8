"""Examples and defaults for the help of each command; read only when help is shown."""

from __future__ import annotations

from typing import Any, NamedTuple


class Example(NamedTuple):
    """A command line, and what it does."""

    line: str
    does: str


EXAMPLES: dict[str, tuple[Example, ...]] = {
    name: tuple(Example(*example) for example in examples)
    for name, examples in {
        "coach": (
            ("coach start desk-break", "a first session: under three minutes, standing"),
            ("coach start", "today's pick"),
            ("coach help start", "the options of a command"),
        ),
        "coach start": (
            ("coach start pre-run", "a routine"),
            ("coach start 10min standing", "ten minutes at most, nothing on the floor"),
            ("coach start glute-bridge clamshell --sets 1", "two drills, one set each"),
            ("coach start pre-run --speed 20", "rehearse a routine; nothing is saved"),
        ),
        "coach resume": (
            ("coach resume", "choose what to do with an unfinished session"),
            ("coach resume --finish", "end it; the sets you did count"),
        ),
        "coach demo": (
            ("coach demo", "three bridges, about 25 seconds"),
            ("coach demo --plain", "the same as lines of text"),
        ),
        "coach list": (
            ("coach list", "everything"),
            ("coach list --plain", "one line each, for other programs"),
            ("coach list --level 1 --equipment none", "easy drills without equipment"),
        ),
        "coach show": (
            ("coach show glute-bridge", "a drill"),
            ("coach show pre-run --timeline", "every breath of a routine"),
            ("coach show strength-a --html strength-a.html", "a handout to print"),
            ("coach show pre-run --fit pre-run.fit", "a workout for a watch"),
        ),
        "coach config": (
            ("coach config", "all settings"),
            ("coach config theme", "one setting"),
        ),
        "coach doctor": (
            ("coach doctor", "what works here"),
            ("coach doctor --sound", "play a test sound too"),
        ),
        "coach help": (
            ("coach help start", "the help of a command"),
            ("coach help history add", "the help of a command of a command"),
        ),
        "coach history": (
            ("coach history", "your last sessions"),
            ("coach history --since monday", "those since Monday"),
            ("coach history --drill glute-bridge", "those with a drill"),
        ),
        "coach history show": (
            ("coach history show", "your last session"),
            ("coach history show 7kq2", "the session whose id begins so"),
        ),
        "coach history stats": (
            ("coach history stats", "your last weeks"),
            ("coach history stats --weeks 4", "the last four"),
        ),
        "coach history calendar": (
            ("coach history calendar", "the last twelve months"),
            ("coach history calendar --plain", "the weeks in words"),
        ),
        "coach history card": (
            ("coach history card", "this week"),
            ("coach history card --svg week.svg", "the same as a picture"),
        ),
        "coach history edit": (
            ("coach history edit 7kq2 --note 'on wet grass'", "add a note"),
            ("coach history edit 7kq2 --rpe 4", "correct the effort"),
            ("coach history edit 7kq2 --drill clamshell --where knee", "say where it hurt"),
        ),
        "coach history delete": (
            ("coach history delete 7kq2", "delete the session whose id begins so"),
        ),
        "coach history undo": (("coach history undo", "take back your last change"),),
        "coach history add": (
            ("coach history add pre-run --date yesterday", "a routine you did yesterday"),
            ("coach history add clamshell --date 'fri 18:30' --minutes 5", "a drill"),
        ),
        "coach history export": (
            ("coach history export --format csv -o sets.csv", "for a spreadsheet"),
            ("coach history export --format json -o backup.json", "everything, to import"),
        ),
        "coach history import": (
            ("coach history import backup.json", "each record is added once"),
        ),
        "coach plan": (
            ("coach plan", "this week of your programme"),
            ("coach plan --ics plan.ics --at 7:00", "the coming sessions for a calendar"),
        ),
        "coach plan show": (("coach plan show", "this week of your programme"),),
        "coach plan list": (("coach plan list", "all programmes"),),
        "coach plan begin": (
            ("coach plan begin six-week --days mon,wed,fri", "begin on these days"),
            ("coach plan begin four-week --race 2027-03-14", "end with a taper"),
        ),
        "coach plan stop": (("coach plan stop", "your sessions stay"),),
        "coach test": (
            ("coach test", "all tests, and your last results"),
            ("coach test single-leg-bridge", "take one, side by side"),
            ("coach test single-leg-bridge --results", "how it went so far"),
        ),
        "coach why": (
            ("coach why", "everything the coach changed"),
            ("coach why glute-bridge", "one drill"),
        ),
        "coach drill": (
            ("coach drill new my-bridge", "begin a drill of your own"),
            ("coach drill check", "check your drills"),
        ),
        "coach drill new": (
            ("coach drill new my-bridge", "a small drill to edit"),
            ("coach drill new my-clam --from clamshell", "a copy of another drill"),
        ),
        "coach drill check": (
            ("coach drill check", "every folder in use"),
            ("coach drill check my-bridge.yaml", "one file"),
        ),
        "coach drill schema": (
            ("coach drill schema drill --output drill.schema.json", "for your editor"),
        ),
        "coach drill pack": (
            ("coach drill pack my-routine --output for-anna", "a folder for Anna"),
        ),
        "coach drill add": (("coach drill add for-anna", "use the drills of a folder"),),
        "coach drill remove": (("coach drill remove for-anna", "no longer use them"),),
    }.items()
}
"""By the whole name of a command."""

_ANSWERED = "as you answered, else nothing"
_NOT_CHANGED = "not changed"
DEFAULTS = {
    "--drills": "no other folder",
    "--voice": _ANSWERED,
    "--tones": _ANSWERED,
    "--plain": "the setting plain",
    "--since": "your first session",
    "--session": "all",
    "--note": "none",
    "--output": "print",
    "coach start [NAME]...": "today's pick",
    "coach test [NAME]": "list all tests",
    "--png": "no picture",
    "--phone": "the setting phone",
    "coach plan begin --distance": "as for 10 km",
    "coach start --sets": "as drill or routine say",
    "coach start --reps": "as drill or routine say",
    "coach start --load": "as last time",
    "coach start --rest": "the setting rest",
    "coach start --change": "the setting change",
    "coach start --lead-in": "the setting lead_in",
    "coach start --breath": "the setting breath",
    "coach start --speed": "1, and saved",
    "coach start --coach": "the setting coach",
    "coach start --minutes": "no limit",
    "coach demo --speed": "1",
    "coach resume [ID]": "the newest",
    "coach list --group": "all",
    "coach list --focus": "all",
    "coach list --level": "all",
    "coach list --equipment": "all",
    "coach show --fit": "no file",
    "coach show --html": "no file",
    "coach show --for": "a line to write on",
    "coach config [SETTING]...": "all",
    "coach help [COMMAND]...": "all commands",
    "coach history --drill": "all",
    "coach history --routine": "all",
    "coach history --last": "15",
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
    "coach plan begin --days": "spread over the week",
    "coach plan begin --race": "no race",
    "coach why [DRILL]": "all",
    "coach drill new --from": "a small first drill",
    "coach drill check [PATH]...": "every folder in use",
}
"""What happens where an option is not given, where that is no value of its own.

By option, or by command and option.
"""


def note(command: Any, path: str) -> None:  # noqa: ANN401  a class of Typer's own click
    """Put defaults and examples into a command before its help is shown."""
    for parameter in command.params:
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
