"""The news of a session: the choice of it, and the coach's changes with their reasons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from rich.text import Text

from coach.coaching.differences import Difference
from coach.model.prescription import Block
from coach.screen.danger import danger_lines, is_danger
from coach.screen.even_lines import SET_IN, cut_words, filled, hung, wrapped
from coach.screen.layout import Band, text_band
from coach.screen.roles import Role
from coach.text.count_of import count_of

_BEFORE = ", not "
"""Words between today's dose and the one before."""
_SAME = "the same"
"""The words for a drill that the coach looked at and did not change."""
_LEFT_OUT = "left out"
_MOST_NAMED = 2
"""Most drills named before a reason that they share."""
_NEW = "now "
"""The start of a change to another drill."""


ARROW = (" → ", " -> ")
"""Between the dose of before and the one of today, also without Unicode."""
_ONE_SET, _HAS_SETS = "1 x ", re.compile(r"\d+ x ")


@dataclass(frozen=True)
class News:
    """The news shown below the name."""

    said: Sequence[str] = ()
    """Sentences about the choice of this session and what was left out."""
    differences: Sequence[Difference] = ()
    """Changes by the coach."""
    told: Sequence[str] = ()
    """Reasons that stand above, because they are about danger."""


NOTHING_NEW = News()


class Changed(msgspec.Struct, frozen=True):
    """The change of one drill, as far as its row on the card tells it."""

    before: str = ""
    """The dose before, if only the dose has changed."""
    instead_of: str = ""
    """The name of the drill whose place it takes."""
    is_left_out: bool = False

    @property
    def is_told(self) -> bool:
        """Return whether the row tells the change; otherwise a sentence does."""
        return self != MARKED


MARKED = Changed()
"""A change that a sentence tells, so that the row has only a mark."""


def changes_of(blocks: Sequence[Block], news: News) -> dict[str, Changed]:
    """Return the changes of drills by name: in the session, and left out of it."""
    changed: dict[str, Changed] = {}
    for each in news.differences:
        if each.today.startswith(_LEFT_OUT):
            changed[each.name] = Changed(is_left_out=True)
    for block in blocks:
        for each in news.differences:
            if each.today.startswith(f"{_NEW}{block.name}"):
                changed[block.name] = Changed(instead_of=each.name)
            elif each.name == block.name and each.today != _SAME:
                before, _ = before_and_now(each.today)
                changed[block.name] = Changed(before) if before else MARKED
    return changed


def both_with_sets(before: str, now: str) -> tuple[str, str]:
    """Return two doses with their sets, so that one is read against the other."""
    if _HAS_SETS.match(now) and not _HAS_SETS.match(before):
        return f"{_ONE_SET}{before}", now
    if _HAS_SETS.match(before) and not _HAS_SETS.match(now):
        return before, f"{_ONE_SET}{now}"
    return before, now


def before_and_now(today: str) -> tuple[str, str]:
    """Return the doses of a change, or an empty text and all of another change."""
    now, colon, before = today.partition(_BEFORE)
    return (before, now) if colon and ", " not in f"{now}{before}" else ("", today)


def with_arrow(today: str, *, is_ascii: bool) -> str:
    """Return ``2 x 8 → 1 x 8 reps`` for ``8 reps, not 2 x 8``, or another change."""
    before, now = before_and_now(today)
    if not before:
        return today
    return ARROW[is_ascii].join(both_with_sets(before, now))


def dangers_first(news: News) -> tuple[News, list[str]]:
    """Return the news without messages about danger, and these messages, each once."""
    reasons = (each.reason for each in news.differences)
    dangers = [each for each in dict.fromkeys((*news.said, *reasons)) if is_danger(each)]
    said = [each for each in news.said if each not in dangers]
    return News(said, news.differences, dangers), dangers


class NewsRoom(msgspec.Struct, frozen=True):
    """The room that the news has on the card."""

    columns: int
    usual: int
    """Rows that the news may always take."""
    most: int
    """Rows if nothing but the news needs them."""
    kept: int
    """How many of these rows belong to the drills, which matter more than the reasons."""
    is_ascii: bool = False


def news_band(
    news: News, room: NewsRoom, changed: Mapping[str, Changed]
) -> tuple[Band, bool]:
    """Return whole reasons if they fit into the usual rows, otherwise a line per drill.

    Sentences about the whole session are not cut, and give way only if there is no room.
    The flag is true for the short form, which shows changes of doses beside the drills.
    """
    columns = room.columns
    said = [row for each in news.said for row in _told(each, room)]
    instead = {each.instead_of for each in changed.values()}
    told = {name for name, each in changed.items() if each.is_told}
    if told:
        brief = [*said, *_reasons_alone(news, told | instead, room)]
        if len(brief) <= room.usual:
            return text_band(brief), True
    whole = [*said, *_changes(news, room)]
    if len(whole) <= room.usual:
        return text_band(whole), False
    short = [
        _one_line(each, columns, is_ascii=room.is_ascii)
        for each in news.differences
        if each.name not in told | instead
    ]
    # What is dangerous comes first, and is told even if nothing else has room.
    _, dangers = dangers_first(news)
    first = [each for each in dangers if each not in news.told]
    if news.said:
        said_ = [*first, *(each for each in news.said if each not in first)]
        news = News(said_, news.differences, news.told)
    above = _whole(news.said, room.most - min(1, len(short)), room)
    # A reason that many drills share comes last, as `coach why` gives it, too.
    free = min(room.usual, room.most - room.kept) - len(short) - len(above)
    if not above:
        free = max(free, min(1, room.most - len(short)))
    known = {*news.said, *news.told}
    reasons = [each for each in _shared_reasons(news) if each not in known]
    above += _whole(reasons, free, room, cuts=False)
    if len(above) + len(short) > room.most:
        shown = short[: max(0, room.most - len(above) - 1)]
        more = len(short) - len(shown)
        last = f"and {more} more changes" if shown else f"{count_of(more, 'change')} today"
        short = [*shown, last[:columns]]
    return text_band([*above, *(Text(row, Role.PLAIN.style) for row in short)]), True


def _told(words: str, room: NewsRoom) -> list[Text]:
    """Return the rows of a message, about danger with its mark and colour."""
    if is_danger(words):
        return danger_lines(words, room.columns, is_ascii=room.is_ascii)
    return [Text(row, Role.CUE.style) for row in hung([words], room.columns)]


def _whole(
    messages: Sequence[str], most: int, room: NewsRoom, *, cuts: bool = True
) -> list[Text]:
    """Return the messages that fit whole; the first may be cut if it fits nowhere."""
    rows: list[Text] = []
    for each in messages:
        lines = _told(each, room)
        if is_danger(each) and len(rows) + len(lines) > most:
            lines = _first_sentences(each, most - len(rows), room) or lines
        if len(rows) + len(lines) <= most:
            rows += lines
    if rows or not cuts or not messages:
        return rows
    cut = _first(hung(messages[:1], room.columns), max(0, most), room.columns)
    return [Text(row, Role.CUE.style) for row in cut]


def _first_sentences(words: str, most: int, room: NewsRoom) -> list[Text]:
    """Return the first sentences of a danger, which say what to do; none of them is cut."""
    sentences = words.split(". ")
    for number in range(len(sentences) - 1, 0, -1):
        lines = _told(f"{'. '.join(sentences[:number])}.", room)
        if len(lines) <= most:
            return lines
    return []


def _reasons_alone(
    news: News, at_drills: Collection[str], room: NewsRoom
) -> Iterator[Text]:
    """Yield each reason once, for changes that stand at their drills; others are whole."""
    others = [each for each in news.differences if each.name not in at_drills]
    names: dict[str, list[str]] = {}
    for each in news.differences:
        if each.name in at_drills:
            reason = without_name(each.name, each.reason)
            names.setdefault(reason, []).append(each.name)
    for reason, drills in names.items():
        if reason in {*news.said, *news.told}:
            continue
        about = ", ".join(drills[:_MOST_NAMED])
        more = f" and {len(drills) - _MOST_NAMED} more" if len(drills) > _MOST_NAMED else ""
        words = reason if len(names) == 1 else f"{about}{more}: {reason}"
        for row in filled(words, room.columns):
            yield Text(row, Role.CUE.style)
    told = [each.reason for each in news.differences if each.name in at_drills]
    yield from _changes(News(news.said, others, (*news.told, *told)), room)


def without_name(name: str, reason: str) -> str:
    """Return a reason that stands beside its drill, without the drill's name."""
    rest = reason.removeprefix(f"{name} ")
    return f"{rest[:1].upper()}{rest[1:]}"


def _changes(news: News, room: NewsRoom) -> Iterator[Text]:
    """Yield what is different today; a shared reason comes once, below all its changes."""
    columns = room.columns
    for reason, differences in _by_reason(news).items():
        # A reason that stands above is not repeated here.
        is_told = reason in {*news.said, *news.told}
        if differences[0].today == _SAME:
            words = "Same dose." if is_told else f"Same dose. {reason}"
            for row in filled(words, columns):
                yield Text(row, Role.QUIET.style)
            continue
        if len(differences) == 1:
            (each,) = differences
            what = f"{each.name}: {with_arrow(each.today, is_ascii=room.is_ascii)}."
            rows = hung([what if is_told else f"{what} {each.reason}"], columns)
            yield from _with_reason(rows, len("".join(what.split())))
            continue
        for each in differences:
            today = with_arrow(each.today, is_ascii=room.is_ascii)
            for row in hung([f"{each.name}: {today}"], columns):
                yield Text(row, Role.PLAIN.style)
        if not is_told:
            for row in wrapped(reason, columns - len(SET_IN)):
                yield Text(SET_IN + row, Role.CUE.style)


def _by_reason(news: News) -> dict[str, list[Difference]]:
    """Return the changes by reason; of a dose that stays, its first sentence is enough."""
    by_reason: dict[str, list[Difference]] = {}
    for each in news.differences:
        first, _, _ = each.reason.partition(". ")
        reason = f"{first.rstrip('.')}." if each.today == _SAME else each.reason
        by_reason.setdefault(reason, []).append(each)
    return by_reason


def _with_reason(rows: Sequence[str], letters_: int) -> Iterator[Text]:
    """Yield rows whose first letters are the change, and the others its reason."""
    for row in rows:
        end = len(row)
        for at, letter in enumerate(row):
            if not letters_:
                end = at
                break
            letters_ -= not letter.isspace()
        yield Text.assemble((row[:end], Role.PLAIN.style), (row[end:], Role.CUE.style))


def _shared_reasons(news: News) -> list[str]:
    """Return the reasons that more than one drill has, each once."""
    reasons = [each.reason for each in news.differences]
    return [reason for reason in dict.fromkeys(reasons) if reasons.count(reason) > 1]


def _first(rows: list[str], room: int, columns: int) -> list[str]:
    if len(rows) <= room:
        return rows
    if room == 0:
        return []
    last, following = rows[room - 1].lstrip(), rows[room].lstrip()
    indent = rows[room - 1][: -len(last)]
    return [
        *rows[: room - 1],
        indent + cut_words(f"{last} {following}", columns - len(indent)),
    ]


def _one_line(each: Difference, columns: int, *, is_ascii: bool) -> str:
    """Return the name and the change in one line, as much of them as fits.

    Where there is no room for both, a new drill comes before the one that it replaces.
    """
    brief = each.today.partition(", ")[0]
    today = with_arrow(each.today, is_ascii=is_ascii)
    forms = [f"{each.name}: {today}", f"{each.name}: {brief}"]
    if brief.startswith(_NEW):
        forms += (f"{form[:1].upper()}{form[1:]}" for form in (each.today, brief))
    fitting = next((form for form in forms if len(form) <= columns), None)
    if fitting is not None:
        return fitting
    # The first words of a name still tell which drill it is.
    words = each.name.split()
    names = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    shorter = (f"{name}: {change}" for change in (today, brief) for name in names)
    whole = next((form for form in shorter if len(form) <= columns), None)
    return whole or cut_words(f"{each.name}: {today}", columns)
