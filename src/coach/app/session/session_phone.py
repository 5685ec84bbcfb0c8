"""The phone that follows a session, from the start card to the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Self

from coach.app.context import tell
from coach.errors import CoachError, UsageError
from coach.phone.address import (
    choose_address,
    own_addresses,
    parse_address,
    usual_addresses,
)
from coach.phone.link import PhoneLink
from coach.phone.qr_code import qr_cells
from coach.phone.question_choices import question_fields
from coach.phone.state import card_fields, summary_fields
from coach.screen.phone_code import PhoneCode
from coach.text.listed import listed

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.app.session.start_card_keys import Card, ShowCard
    from coach.event import SetFinished
    from coach.figure.motion import Motion
    from coach.phone.listener import PhoneListener
    from coach.question.dialog import Dialog
    from coach.session import Outcome
    from coach.timeline import Timeline

AUTO = "auto"
"""The wish for whichever address coach finds."""
NO_CODE = (
    "type the address into your phone's browser; for a code that your phone can scan, run "
    "pip install 'drill-coach[phone]', or pip install segno in coach's own environment"
)


class SessionPhone:
    """A phone that follows one session; a context manager."""

    def __init__(self, context: Context, wish: str) -> None:
        """Open the phone's page; without a network, the session runs without it.

        Raises:
            UsageError: if the requested address is not a valid one.
        """
        self._context = context
        self.link: PhoneLink | None = None
        """The link to phones, or None."""
        self.code: PhoneCode
        """The address and code that the screen shows."""
        self._ended: dict[str, Any] = {}
        try:
            ip = self._address(wish)
            self.link = PhoneLink(ip)
        except UsageError:
            raise
        except CoachError as error:
            tell(f"no phone in this session: {error.message}; {error.hint}")
            self.code = PhoneCode(f"{error.message}; {error.hint}")
            return
        cells = qr_cells(self.link.url)
        if cells is None:
            tell(NO_CODE)
        self.code = PhoneCode("", self.link.url, cells)
        self._send("waiting", lambda: {"say": ["Please answer on your computer first."]})

    def _address(self, wish: str) -> Any:  # noqa: ANN401  of either family
        if wish != AUTO:
            return parse_address(wish)
        chosen = choose_address(own_addresses(), usual_addresses())
        if chosen.others:
            others = listed([f"--phone={other.ip}" for other in chosen.others], "or")
            tell(
                f"your phone must be on the same network as {chosen.ip}; for another "
                f"network, use {others}"
            )
        return chosen.ip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.link is not None:
            self.link.close()

    @property
    def is_heard(self) -> bool:
        """Return whether a phone plays the sound, so that the computer is silent."""
        return self.link is not None and self.link.is_heard

    @property
    def problem(self) -> str | None:
        """Return what went wrong with the phone, or None."""
        return self.link.problem if self.link else None

    def showing(self, show: ShowCard) -> ShowCard:
        """Return a function that also shows the start card on the phone."""
        shown: list[Timeline] = []

        def show_both(card: Card) -> None:
            if shown != [card.timeline]:
                shown[:] = [card.timeline]
                self._send("card", lambda: card_fields(card.timeline))
            show(card)

        return show_both

    def listener(
        self, motions: dict[str, Motion | None], speed: float
    ) -> PhoneListener | None:
        """Return the listener that keeps phones up to date; None if no phone is used."""
        if self.link is None:
            return None
        from coach.phone.listener import PhoneListener

        config = self._context.config
        return PhoneListener(
            self.link,
            self._context.clock.now_ms,
            motions,
            speed=speed,
            level=config.voice_level,
            skip=config.voice_skip,
        )

    def end(
        self, outcome: Outcome, earlier: Sequence[SetFinished] | None, *, is_kept: bool
    ) -> None:
        """Show how the session ended, and the finished sets of each drill."""
        from coach.app.session.summary import last_words
        from coach.screen.summary_page import done_texts, how_it_ended

        finished = (*(earlier or ()), *outcome.finished)
        line = how_it_ended(
            outcome.status,
            outcome.moment,
            finished,
            is_kept=is_kept,
            is_resumed=earlier is not None,
            last_words=last_words(self._context, outcome),
        )
        prescription = outcome.moment.timeline.prescription
        done = done_texts(prescription, finished, outcome.hurt)
        names = (block.name for block in prescription.blocks)
        rows = [(name, text.plain) for name, text in zip(names, done, strict=True)]
        self._ended = summary_fields(line, rows, is_urgent=outcome.is_urgent)
        self.ask(None)

    def ask(self, dialog: Dialog | None) -> None:
        """Show a question after the session; None removes it."""
        question = question_fields(dialog) if dialog else None
        ended = self._ended | {"question": question}
        self._send("summary", lambda: ended)

    def advise(self, words: Sequence[str], *, is_urgent: bool) -> None:
        """Show the advice that follows an answer after the session."""
        if is_urgent:
            self._ended = summary_fields("", (), is_urgent=True)
        else:
            self._ended = self._ended | {"say": [*self._ended["say"], *words]}
        self.ask(None)

    def _send(self, mode: str, fields: Callable[[], dict[str, Any]]) -> None:
        if self.link is None:
            return
        # Each piece of advice is a page of its own: a tap on an earlier one has no effect.
        shown = self.link.shown
        shown = shown._replace(main=shown.main + 1, question=shown.question + 1)
        self.link.shown = shown
        still = {"mode": mode, "runs": False, "ended": mode == "summary"}
        self.link.send({"now": lambda: still | fields() | {"seen": shown._asdict()}})
