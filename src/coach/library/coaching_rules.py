"""The table of coaching rules: read and checked."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from coach.coaching.reasons import BLANKS, EXIT_BLANKS, PLACE_BLANKS, blanks_of
from coach.errors import LibraryError, Problem
from coach.library.cache import NO_CACHE, DrillFileCache
from coach.library.catalogue import Library
from coach.library.discover import FoundFile
from coach.library.phrasing import did_you_mean, quoted
from coach.library.value_problem import PathPart, ValueProblem
from coach.model.rule import ANY, Coaching, PlaceRule, Rule
from coach.model.terms import Base
from coach.text.listed import listed


def read_coaching(
    library: Library, cache: DrillFileCache = NO_CACHE
) -> tuple[Coaching, tuple[Problem, ...]]:
    """Return the table in use, and the problems of the user's tables that are left out.

    A table of the user's replaces the bundled one; a table with a mistake is left out as a
    whole. If a table says nothing about body areas, exits or races, the bundled rules about
    these apply.

    Raises:
        LibraryError: if even the bundled table cannot be used.
    """
    problems: list[Problem] = []
    for file in reversed(library.coaching_files):
        try:
            table = _read(file, library, cache)
            is_own = file is not library.coaching_files[0]
            if is_own and not (table.places and table.exits and table.races):
                bundled = _read(library.coaching_files[0], library, cache)
                table = replace(
                    table,
                    places=table.places or bundled.places,
                    exits=table.exits or bundled.exits,
                    races=table.races or bundled.races,
                )
            return table, tuple(problems)
        except LibraryError as error:
            problems += error.problems
    raise LibraryError(
        tuple(problems) or (Problem("coaching.yaml", 0, 0, "the file is missing"),),
        hint="start without the rules: `coach start --coach off`",
    )


def coaching_problems(library: Library) -> list[Problem]:
    """Return the problems of all tables."""
    problems: list[Problem] = []
    for file in library.coaching_files:
        try:
            _read(file, library, NO_CACHE)
        except LibraryError as error:
            problems += error.problems
    return problems


def file_that_counts(library: Library) -> FoundFile | None:
    """Return the file of the table in use, the last one without a problem, or None."""
    for file in reversed(library.coaching_files):
        try:
            _read(file, library, NO_CACHE)
        except LibraryError:
            continue
        return file
    return None


def _read(file: FoundFile, library: Library, cache: DrillFileCache) -> Coaching:
    # A cached table had no mistakes, but drills may have gone since then.
    table, promises = cache.read(file.path, tuple[Coaching, bool], lambda: _load(file))
    findings = [*_findings(table, library), *(_promises(table) if promises else ())]
    if findings:
        raise _at_their_places(file, findings)
    return table


def _load(file: FoundFile) -> tuple[Coaching, bool]:
    """Return a table, and whether its texts contain promises."""
    # YAML is loaded only for files that are not cached.
    from coach.library.decode import decode  # noqa: PLC0415
    from coach.library.one_file import bytes_of  # noqa: PLC0415
    from coach.library.yaml.guarded_load import load  # noqa: PLC0415

    table = decode(load(bytes_of(file.path, file.shown), file.shown), Coaching)
    return table, any(_promises(table))


def _at_their_places(file: FoundFile, findings: list[ValueProblem]) -> LibraryError:
    from coach.library.one_file import bytes_of  # noqa: PLC0415  only for mistakes
    from coach.library.yaml.guarded_load import load  # noqa: PLC0415

    document = load(bytes_of(file.path, file.shown), file.shown)
    return LibraryError(
        tuple(document.problem(f.path, f.message, f.hint) for f in findings)
    )


def _findings(table: Coaching, library: Library) -> Iterator[ValueProblem]:
    yield from _unknown_drills(table, library)
    patterns = {entry.value.pattern for entry in library.drills.values()}
    seen: set[str] = set()
    if not table.places and any(rule.then.clinician for rule in table.rules):
        yield ValueProblem(
            ("rules",),
            "this table is in an older format, without rules about pain in body areas",
            "copy `places:` from the bundled coaching.yaml",
        )
    for index, rule in enumerate(table.rules):
        if rule.id in seen:
            yield ValueProblem(("rules", index, "id"), f"{quoted(rule.id)} appears twice")
        seen.add(rule.id)
        for finding in _rule_findings(rule, patterns, library):
            path = ("rules", index, *finding.path)
            yield ValueProblem(path, finding.message, finding.hint)
    for index, row in enumerate(table.places):
        if row.id in seen:
            yield ValueProblem(("places", index, "id"), f"{quoted(row.id)} appears twice")
        seen.add(row.id)
        for finding in _place_findings(row):
            path = ("places", index, *finding.path)
            yield ValueProblem(path, finding.message, finding.hint)

    yield from _exit_findings(table, seen)
    distances = [race.distance for race in table.races]
    for index, distance in enumerate(distances):
        if distance in distances[:index]:
            path = ("races", index, "distance")
            yield ValueProblem(path, f"{quoted(distance)} appears twice")


def _exit_findings(table: Coaching, seen: set[str]) -> Iterator[ValueProblem]:
    if table.exits is None:
        return
    drill, routine = table.exits.drill, table.exits.routine
    for key, id_ in (("drill", drill.id), ("routine", routine.id)):
        if id_ in seen:
            yield ValueProblem(("exits", key, "id"), f"{quoted(id_)} appears twice")
        seen.add(id_)
    texts = (
        (("exits", "drill", "why"), drill.why, EXIT_BLANKS[:1]),
        (("exits", "drill", "why_changed"), drill.why_changed, EXIT_BLANKS[:1]),
        (("exits", "drill", "why_easier"), drill.why_easier, ("drill", "easier")),
        (("exits", "drill", "why_least"), drill.why_least, EXIT_BLANKS[:1]),
        (("exits", "drill", "why_many"), drill.why_many, ("n",)),
        (("exits", "routine", "why"), routine.why, EXIT_BLANKS[1:]),
    )
    for path, text, known in texts:
        hint = f"use {listed((f'{{{each}}}' for each in known), 'or')}"
        for blank in sorted(blanks_of(text) - set(known)):
            yield ValueProblem(path, f"{{{blank}}} has no meaning here", hint)


def _place_findings(rule: PlaceRule) -> Iterator[ValueProblem]:
    for key, said in rule.sentences.items():
        blanks = PLACE_BLANKS
        if key in {"why_checked", "why_first"}:
            blanks = blanks & {"where", "loads"}  # no report of pain counts any more
        known = listed((f"{{{each}}}" for each in sorted(blanks)), "or")
        for blank in sorted(blanks_of(said) - blanks):
            yield ValueProblem((key,), f"{{{blank}}} has no meaning here", f"use {known}")
    if rule.pain is None and not rule.flags:
        yield ValueProblem((), "this rule needs 'pain' or 'flags'", "add one of them")
    low, high = rule.pain or (0, 0)
    if low > high:
        message = f"the range {low} to {high} runs backwards"
        yield ValueProblem(("pain",), message, f"write [{high}, {low}]")


def _unknown_drills(table: Coaching, library: Library) -> Iterator[ValueProblem]:
    named: list[tuple[tuple[PathPart, ...], str]] = [
        *((("siblings", pattern), drill) for pattern, drill in table.siblings.items()),
        *((("find", pattern), drill) for pattern, drill in table.find.items()),
        *(
            (("rules", index, "then", "first"), rule.then.first)
            for index, rule in enumerate(table.rules)
            if rule.then.first
        ),
    ]
    for path, drill in named:
        if drill not in library.drills:
            yield ValueProblem(path, *library.why_missing("drill", drill))


def _rule_findings(
    rule: Rule, patterns: set[str], library: Library
) -> Iterator[ValueProblem]:
    for key, said in rule.sentences.items():
        for blank in sorted(blanks_of(said) - BLANKS):
            known = listed((f"{{{each}}}" for each in sorted(BLANKS)), "or")
            yield ValueProblem((key,), f"{{{blank}}} has no meaning here", f"use {known}")
    cued = patterns | library.drills.keys() | {str(base) for base in Base}
    yield from _cue_findings(rule, cued)
    for number, when in enumerate(rule.when):
        for key in ("pain", "effort", "morning_pain", "days_since"):
            span: tuple[int, int] | None = getattr(when, key)
            if span is not None and span[0] > span[1]:
                message = f"the range {span[0]} to {span[1]} runs backwards"
                swapped = f"write [{span[1]}, {span[0]}]"
                yield ValueProblem(("when", number, key), message, swapped)
        is_alarm = when.pain or when.flags or when.stopped or when.skipped
        if rule.then.clinician and not is_alarm:
            message = (
                "a rule that sends the runner to a doctor or physio needs 'pain', 'flags',"
                " 'stopped' or 'skipped' here"
            )
            yield ValueProblem(("when", number), message)
        for routine in when.routine or ():
            if routine not in library.routines:
                path = ("when", number, "routine")
                yield ValueProblem(path, *library.why_missing("routine", routine))


def _cue_findings(rule: Rule, cued: set[str]) -> Iterator[ValueProblem]:
    for key, cues in (("cue", rule.cue), ("gentle_cue", rule.gentle_cue)):
        for name in cues.keys() - cued - {ANY}:
            hint = did_you_mean(name, cued)
            yield ValueProblem(
                (key, name), f"no drill, pattern or base is called {quoted(name)}", hint
            )


def _promises(table: Coaching) -> Iterator[ValueProblem]:
    from coach.library.check.promises import find_promise  # noqa: PLC0415  only for what is not kept

    texts: list[tuple[tuple[PathPart, ...], str]] = [(("honesty",), table.honesty)]
    for index, rule in enumerate(table.rules):
        texts += [(("rules", index, key), said) for key, said in rule.sentences.items()]
        for kind, cues in (("cue", rule.cue), ("gentle_cue", rule.gentle_cue)):
            texts += [(("rules", index, kind, key), cue) for key, cue in cues.items()]
    for index, row in enumerate(table.places):
        texts += [(("places", index, key), said) for key, said in row.sentences.items()]
    if table.exits is not None:
        texts += [(("exits", *at), said) for at, said in table.exits.sentences.items()]
    for path, text in texts:
        promise = find_promise(text)
        if promise:
            said, instead = promise
            message = f"{quoted(said)} promises too much"
            yield ValueProblem(path, message, instead)
