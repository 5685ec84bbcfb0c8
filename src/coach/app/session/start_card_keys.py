"""The start card, shown until the runner is in position and presses a key."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from signal import Signals
from typing import TYPE_CHECKING

from msgspec import UNSET
from msgspec.structs import replace

from coach.app.session.display import colours
from coach.config.choices import SoundMode
from coach.keymap import BINDINGS
from coach.moment import Moment
from coach.screen.charset import can_show_blocks, is_poor
from coach.screen.help_pages import KEYS, page_sheet
from coach.screen.key_bar import CardChoice, keys_text
from coach.screen.layout import text_band
from coach.screen.painter import Painter
from coach.screen.phone_code import (
    PhoneCode,
    address_height,
    code_alone,
    columns_beside,
    with_code,
)
from coach.screen.session_needs import is_standing
from coach.screen.session_news import NOTHING_NEW, News
from coach.screen.session_view import spelt
from coach.screen.start_card import PAIN_ALREADY, start_card
from coach.screen.start_lines import choices_line, start_lines
from coach.screen.viewport import Size, Viewport, screen_size
from coach.terminal.stdio import screen_of
from coach.timeline import Timeline

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.app.session.offer import Offer
    from coach.figure.motion import Motion
    from coach.model.prescription import Prescription
    from coach.session import Clock
    from coach.terminal.console import Console

START, LEAVE = {"space", "enter"}, {"q", "escape"}
SOUNDS = {
    "1": (SoundMode.VOICE, "voice and tones"),
    "2": (SoundMode.TONES, "tones"),
    "3": (SoundMode.NONE, "none"),
}
"""Sound mode of each digit, with its words."""
_SOUNDS = tuple(CardChoice(key, word) for key, (_, word) in SOUNDS.items())
_LEAVING = (CardChoice("space", "start"), CardChoice("q", "leave"))
_HURTS, _HELP, _CODE = "h", "?", "c"
_BACK = CardChoice(_HELP, "back")
WAIT_MS = 1_000


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """The runner's choice on the start card."""

    is_start: bool
    timeline: Timeline
    """The session with the runner's last changes."""
    sound: SoundMode | None
    """The sound chosen on the card; None if none was chosen."""
    signal: Signals | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The contents of the start card."""

    timeline: Timeline
    sound: str
    choices: Sequence[Sequence[CardChoice]]
    news: News = NOTHING_NEW
    asked: str = ""
    """The key for pain, help or the phone's code, if one was pressed last."""


ShowCard = Callable[[Card], None]


def sound_words(mode: SoundMode | None) -> str:
    """Return the card's words for a sound mode."""
    return next((word for known, word in SOUNDS.values() if known is mode), "none yet")


def choices(offer: Offer | None) -> tuple[tuple[CardChoice, ...], ...]:
    """Return the keys on the card that change the session."""
    if offer is None:
        return (_SOUNDS, _LEAVING)
    limits = offer.limits
    minutes = f"{limits.minutes} min" if limits.minutes else "shorter"
    standing = "standing: on" if limits.standing else "standing"
    bare = "no equipment: on" if limits.no_equipment else "no equipment"
    prescription = offer.timeline.prescription
    fitting = [CardChoice("m", minutes, is_on=limits.minutes is not None)]
    if limits.standing or not is_standing(prescription):
        fitting.append(CardChoice("s", standing, is_on=limits.standing))
    if limits.no_equipment or any(block.equipment for block in prescription.blocks):
        fitting.append(CardChoice("e", bare, is_on=limits.no_equipment))
    return (_SOUNDS, (*fitting, *_weight_keys(offer)), _LEAVING)


def _weight_keys(offer: Offer) -> tuple[CardChoice, ...]:
    """Return the keys for a weight; none if no drill takes one."""
    if offer.weighed is None:
        return ()
    block, drills = offer.weighed
    held = "no weight" if block.weight is UNSET else f"{block.weight}"
    keys = CardChoice("+ -", f"{block.name}: {held}", is_on=block.weight is not UNSET)
    return (keys, CardChoice("l", "next drill")) if drills > 1 else (keys,)


def card_on_screen(
    context: Context, console: Console, clock: Clock, phone: PhoneCode | None = None
) -> ShowCard:
    """Return a function that paints the card on the full screen."""
    from coach.app.drill_motions import motions_of

    out = screen_of(sys.stdout)
    painter = Painter(out, colours(context, console), is_synchronised=not is_poor())
    console.on_screen_lost = painter.forget
    console.on_background = lambda: painter.recolour(colours(context, console))
    is_ascii = not can_show_blocks(sys.stdout)
    known: dict[str, Motion | None] = {}

    def figures(prescription: Prescription) -> dict[str, Motion]:
        missing = {block.drill for block in prescription.blocks} - known.keys()
        if missing:
            # Problems with a figure are reported after the session.
            known.update(dict.fromkeys(missing) | motions_of(context, missing)[0])
        return {drill: motion for drill, motion in known.items() if motion is not None}

    def paint(card: Card) -> None:
        columns, rows = screen_size(sys.stdout)
        rows_left = rows - address_height(phone, columns)
        left = columns_beside(phone, columns, rows_left, is_ascii=is_ascii)
        look = Viewport(left, rows_left, is_ascii)
        margin = 0
        if phone is None and look.size in {Size.NORMAL, Size.FULL}:
            # The card has the session's margins, so that nothing jumps at the start.
            look, margin = look.inside, look.margin
        moment = Moment(card.timeline, 0, card.timeline.at(0), clock.wall())
        sheet = start_card(
            card.timeline,
            card.sound,
            card.choices,
            look,
            card.news,
            figures=figures(card.timeline.prescription),
            is_hurting=card.asked == _HURTS,
        )
        if card.asked == _HELP:
            keys = text_band([keys_text((_BACK, *card.choices[-1]))])
            sheet = page_sheet(KEYS, moment, look, keys)
        sheet = sheet.shifted(margin)
        sheet = with_code(spelt(sheet, look), phone, columns, is_ascii=is_ascii)
        if phone is not None and card.asked == _CODE:
            sheet = code_alone(phone, columns, rows, is_ascii=is_ascii)
        painter.paint(sheet, moment, columns)

    return paint


def card_in_lines(
    context: Context, *, has_keys: bool, phone: PhoneCode | None = None
) -> ShowCard:
    """Return a function that prints the card, and afterwards only what a key changed.

    Args:
        context: whose output it is.
        phone: the address at which a phone finds the session.
        has_keys: whether keys can be pressed before the start.
    """
    from coach.coaching.differences import difference_lines

    shown: list[str] = []
    answered = ""

    def show(card: Card) -> None:
        nonlocal shown, answered
        lines = start_lines(card.timeline, card.sound)
        if phone:
            lines.append(phone.line)
        if has_keys:
            lines.append(choices_line(card.choices))
        fresh: list[str] = []
        if lines != shown:
            # The news is already on standard error when the card appears.
            news = [*card.news.said, *difference_lines(card.news.differences)]
            fresh = [*(news if shown else ()), *lines]
        if card.asked != answered:
            is_code = phone is not None and card.asked == _CODE
            fresh += [phone.line] if phone and is_code else _answers(card.asked)
        shown, answered = lines, card.asked
        for line in fresh:
            context.console.print(line)

    return show


def _answers(asked: str) -> list[str]:
    if asked == _HURTS:
        return [PAIN_ALREADY]
    return [f"{' '.join(b.keys)}: {b.help}" for b in BINDINGS] if asked == _HELP else []


def wait_for_start(  # noqa: PLR0913  the terminal, the session and its sound
    console: Console,
    offered: Offer | Timeline,
    show: ShowCard,
    mode: SoundMode | None,
    missing: Callable[[SoundMode | None], str],
    *,
    on_sound: Callable[[SoundMode, Timeline], None],
) -> CardAnswer:
    """Show the card until the runner starts or leaves, or a signal comes.

    A sound that is chosen goes to `on_sound`, before the session starts.
    """
    offer = None if isinstance(offered, Timeline) else offered
    chosen: SoundMode | None = None
    asked = ""
    while True:
        card = card_of(offered, chosen or mode, missing, asked)
        show(card)
        timeline = card.timeline
        got = console.read(WAIT_MS)
        if asked and got in {asked, "escape"}:
            asked = ""  # back to the card
            continue
        asked = got if got in {_HURTS, _HELP, _CODE} else asked if got is None else ""
        if got is Signals.SIGTSTP:
            console.suspend()
        elif isinstance(got, Signals):
            return CardAnswer(is_start=False, timeline=timeline, sound=chosen, signal=got)
        elif got in START | LEAVE:
            return CardAnswer(is_start=got in START, timeline=timeline, sound=chosen)
        elif got in SOUNDS:
            chosen = SOUNDS[str(got)][0]
            on_sound(chosen, timeline)
        elif offer is not None:
            _fit(offer, got)


def card_of(
    offered: Offer | Timeline,
    mode: SoundMode | None,
    missing: Callable[[SoundMode | None], str],
    asked: str = "",
    *,
    has_keys: bool = True,
) -> Card:
    """Return the contents of the card."""
    sound = sound_words(mode)
    if mode in {None, SoundMode.NONE} and has_keys:
        sound = f"{sound}; to hear coach, press 1 or 2"
    if lacking := missing(mode):
        sound = f"{sound}, but {lacking}"
    if isinstance(offered, Timeline):
        news = News(offered.prescription.notes, ())
        return Card(offered, sound, _with_sound(choices(None), mode), news, asked)
    news = News(offered.said, offered.differences)
    shown = _with_sound(choices(offered), mode)
    return Card(offered.timeline, sound, shown, news, asked)


def _with_sound(
    rows: Sequence[Sequence[CardChoice]], mode: SoundMode | None
) -> tuple[Sequence[CardChoice], ...]:
    """Return the keys with the chosen sound switched on."""
    sounds = tuple(replace(each, is_on=SOUNDS[each.shown][0] is mode) for each in _SOUNDS)
    return (sounds, *rows[1:])


def _fit(offer: Offer, key: object) -> None:
    """Change the offer as the runner wishes."""
    match key:
        case "m":
            offer.shorten()
        case "s":
            offer.toggle_standing()
        case "e" | "k":
            offer.toggle_equipment()
        case "l":
            offer.weigh_other()
        case "+" | "=" | "up":
            offer.change_weight(is_more=True)
        case "-" | "down":
            offer.change_weight(is_more=False)
        case _:
            pass
