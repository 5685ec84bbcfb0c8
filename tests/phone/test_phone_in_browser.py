"""The page in a real browser: one browser, started once, for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page
from tests.builders import make_block, make_prescription
from tests.cli.conftest import QUICK
from tests.cli.unfinished import answer_safety
from tests.doubles import MORNING
from tests.library.drillfiles import write
from tests.phone.asking import running
from tests.phone.browser import open_browser, open_page, url_on
from tests.terminal.ptys import Terminal, coach

from coach.app.context import Context
from coach.event import PauseReason
from coach.model.terms import BodyPlace, Breath, PainPlace, Sides
from coach.moment import Moment
from coach.phone.link import PhoneLink
from coach.phone.listener import PhoneListener
from coach.phone.state import card_fields
from coach.question.dialog import Dialog, Step, ask_felt
from coach.safety_text import STOP_NOW
from coach.terminal.clock import SystemClock
from coach.timeline import Timeline, compile_timeline

PATIENCE = 250
"""How often 20 ms are waited for a busy computer."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def drills(tmp_path: Path) -> str:
    other = QUICK.replace("Quick slide", "Other slide")
    files: dict[str, str | bytes] = {
        "exhale/quick-slide.yaml": QUICK,
        "exhale/other-slide.yaml": other,
    }
    return str(write(tmp_path / "drills", files))


@pytest.fixture
def link() -> Iterator[PhoneLink]:
    with running() as link:
        yield link


def long_day() -> Timeline:
    block = make_block(
        "half-kneeling-hip-flexor-opener",
        sides=Sides.EACH,
        cues=("Slow and smooth, and tuck before you lift",),
        setup=("Lie on your back with both knees bent", "Arms long beside you"),
        cycle="exhale 4, inhale 3, exhale 2",
    )
    return compile_timeline(make_prescription(block, block))


def moments(timeline: Timeline) -> dict[str, Moment]:
    """What the page can show, each at an instant."""

    def at(position_ms: int, **changes: Any) -> Moment:  # noqa: ANN401  any field
        return Moment(timeline, position_ms, timeline.at(position_ms), MORNING, **changes)

    (exhale, *_) = (s for s in timeline.segments if s.is_work and s.breath is Breath.EXHALE)
    work, pain = exhale.at_ms + 1_500, PauseReason.PAIN

    def asked(step: Step) -> Dialog:
        return Dialog(step=step, drill="Half-kneeling hip-flexor opener")

    return {
        "work": at(work),
        "wait": at(1_000),
        "ready": at(1_000, is_paused=True, pause_reason=PauseReason.READY),
        "paused": at(work, is_paused=True, pause_reason=PauseReason.RUNNER),
        "leaving": at(work, is_paused=True, is_leaving=True),
        "felt": at(1_000, question=ask_felt(timeline.prescription.blocks[0])),
        "places": at(1_000, question=asked(Step.PLACES)),
        "where": at(
            work,
            is_paused=True,
            pause_reason=pain,
            question=asked(Step.WHERE),
        ),
        "pain": at(
            work,
            is_paused=True,
            pause_reason=pain,
            question=asked(Step.PAIN),
        ),
        "flags": at(
            work,
            is_paused=True,
            pause_reason=pain,
            question=asked(Step.FLAGS),
        ),
    }


def listen(link: PhoneLink) -> PhoneListener:
    return PhoneListener(link, SystemClock().now_ms, {})


def arrived(page: Page, link: PhoneLink) -> str | None:
    """The key that arrives at the session after a tap."""
    for _ in range(PATIENCE):
        if (key := link.take()) is not None:
            return key
        page.wait_for_timeout(20)
    return None


def start(drills: str, *names: str) -> Terminal:
    answer_safety()
    options = ("--drills", drills, "--sets", "1", "--reps", "1", "--rest", "0")
    waits = ("--lead-in", "1s", "--change", "20s", "--phone=127.0.0.1")
    # In lines: nobody reads the terminal while the browser is waited for.
    return Terminal(*coach("start", "--plain", *names, *options, *waits))


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def answer(page: Page, question: str, name: str) -> None:
    page.get_by_role("heading", name=question).wait_for()
    page.wait_for_timeout(320)  # nobody has read a question sooner
    tap(page, name)


def test_a_session_with_questions_and_pain_is_done_by_the_phone_alone(
    browser: Browser, drills: str
) -> None:
    with start(drills, "quick-slide", "other-slide") as terminal:
        page = open_page(browser, url_on(terminal))
        other = open_page(browser, page.url)
        tap(page, "Start")
        tap(page, "I'm in position")
        # Eight seconds to get ready, then the work.
        page.get_by_role(
            "heading", name="Quick slide: did you feel it in the abs?"
        ).wait_for(timeout=20_000)
        answer(page, "Quick slide: did you feel it in the abs?", "Yes, easy")
        other.get_by_role(
            "heading", name="Quick slide: did you feel it in the abs?"
        ).wait_for(state="hidden")
        tap(other, "It hurts")
        page.get_by_text("It hurts: stop this drill.").wait_for()
        answer(page, "where does it hurt?", "Knee")
        answer(page, "how much does it hurt?", "4")
        answer(page, "was anything else wrong?", "No")
        page.get_by_text("You can close this page.").wait_for()
        terminal.wait_for("Details: coach history show")
        assert terminal.wait_for_end() == 0
    (facts,) = Context().read_history().sessions
    first, second = facts.feedback
    assert (first.drill, first.rpe, first.felt) == ("quick-slide", 3, (BodyPlace.ABS,))
    assert (second.drill, second.pain, second.where_pain) == (
        "other-slide",
        4,
        PainPlace.KNEE,
    )


SIZES = [(320, 568), (390, 844), (844, 390), (568, 320), (820, 1180), (1180, 820)]
_FITS = """() => {
  const screen = document.documentElement;
  const buttons = [...document.querySelectorAll("button")];
  const seen = buttons.filter((each) => each.checkVisibility());
  return {
    scrolls: screen.scrollHeight > innerHeight || screen.scrollWidth > innerWidth,
    outside: seen.filter((each) => {
      const box = each.getBoundingClientRect();
      return box.top < 0 || box.left < 0
        || box.bottom > innerHeight || box.right > innerWidth;
    }).map((each) => each.textContent),
    small: seen.filter((each) => each.getBoundingClientRect().height < 39).length,
    count: seen.length,
  };
}"""


def test_everything_fits_without_scrolling_from_small_phones_to_tablets(
    browser: Browser, link: PhoneLink
) -> None:
    page = open_page(browser, link.url)
    listener = listen(link)
    for name, moment in moments(long_day()).items():
        listener.on_moment(moment)
        words = moment.question.step if moment.question else name
        page.wait_for_function(
            "words => coach.state.now && JSON.stringify(coach.state.now).includes(words)",
            arg=words if moment.question else str(link.shown.main),
        )
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("() => new Promise(requestAnimationFrame)")
            fits = page.evaluate(_FITS)
            assert not fits["scrolls"], (name, width, height)
            assert fits["outside"] == [], (name, width, height)
            assert fits["small"] == 0, (name, width, height)
            assert fits["count"] >= 2


def test_the_page_is_told_by_a_screen_reader_and_calm_for_those_who_want_it(
    browser: Browser, link: PhoneLink
) -> None:
    page = open_page(browser, link.url, is_calm=True)
    listener, shown = listen(link), moments(long_day())
    listener.on_moment(shown["work"])
    page.get_by_role("button", name="Pause").wait_for()
    tree = page.locator("main").aria_snapshot()
    for name in ("Back", "It hurts", "Skip", "Stop", "Shorter breath", "Longer breath"):
        assert f'button "{name}"' in tree
    assert 'heading "Half kneeling hip flexor opener" [level=1]' in tree
    assert "Slow and smooth, and tuck before you lift" in tree
    assert page.locator("#breath").get_attribute("aria-live") == "polite"
    assert page.locator("#breath").inner_text() == "OUT"
    # In steps of a second, not in every frame.
    style = "getComputedStyle(document.getElementById('air')).transform"
    heights = {page.evaluate(style) for _ in range(20)}
    assert len(heights) <= 3
    listener.on_moment(shown["flags"])
    page.get_by_text(STOP_NOW[:40]).wait_for()
    listener.on_moment(shown["places"])
    page.get_by_role("button", name="Glutes", pressed=False).wait_for()


def test_with_letters_twice_as_large_every_button_can_be_reached(
    browser: Browser, link: PhoneLink
) -> None:
    page = open_page(browser, link.url)
    large = {"fontSizes": {"standard": 32, "fixed": 26}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", large)
    page.reload()
    listen(link).on_moment(moments(long_day())["work"])
    page.get_by_role("button", name="Pause").wait_for()
    size = "parseFloat(getComputedStyle(document.getElementById('do')).fontSize)"
    assert page.evaluate(size) >= 32
    for button in page.get_by_role("button").all():
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_a_page_that_was_lost_is_right_again_at_once(
    browser: Browser, link: PhoneLink
) -> None:
    page = open_page(browser, link.url)
    listener, shown = listen(link), moments(long_day())
    listener.on_moment(shown["work"])
    page.get_by_role("button", name="Pause").wait_for()
    page.reload()
    page.get_by_role("button", name="Pause").wait_for()
    page.context.set_offline(True)
    tap(page, "Pause")
    page.get_by_text("Not sent").wait_for()
    assert link.take() is None
    # Whatever ends the connection, the page looks for the session again.
    page.evaluate("coach.connect()")
    page.get_by_text("No connection. The session continues on your computer.").wait_for()
    listener.on_moment(shown["paused"])
    page.context.set_offline(False)
    page.get_by_role("button", name="Continue").wait_for()
    page.get_by_text("No connection").wait_for(state="hidden")


def test_sound_is_played_by_the_phone_that_was_asked_for_it(
    browser: Browser, link: PhoneLink
) -> None:
    page = open_page(browser, link.url)
    listen(link).on_moment(moments(long_day())["work"])
    sound = page.get_by_role("button", name="Sound")
    for level, is_heard in (("voice", True), ("tones", True), ("off", False)):
        sound.click()
        page.get_by_role("button", name=f"Sound: {level}", pressed=is_heard).wait_for()
        for _ in range(PATIENCE):
            link.take()
            if link.is_heard is is_heard:
                break
            page.wait_for_timeout(20)
        assert link.is_heard is is_heard


def test_the_phone_says_how_to_lie_as_soon_as_a_drill_waits(
    browser: Browser, link: PhoneLink
) -> None:
    setup = ("Lie on your back", "Feet flat")
    block = make_block(waits=True, setup=setup, change_ms=20_000)
    timeline = compile_timeline(make_prescription(block))
    page = open_page(browser, link.url)
    page.evaluate(
        """() => {
          window.heard = [];
          speechSynthesis.speak = (words) => words.text && heard.push(words.text);
          speechSynthesis.cancel = () => heard.push("hush");
        }"""
    )
    listener = listen(link)
    listener.on_moment(moments(long_day())["paused"])
    page.get_by_role("button", name="Sound").click()
    waiting = Moment(timeline, 0, timeline.at(0), MORNING, is_awaiting_ready=True)
    listener.on_moment(waiting)
    # A busy computer may be too late for the name.
    felt = "You should feel this in the abs"
    how_to_lie = ["2 sets of 2", *setup, felt, "tap when you are in position"]
    page.wait_for_function("() => heard.length > 2")
    assert page.evaluate("heard") in (how_to_lie, [block.name, *how_to_lie])
    listener.on_moment(replace(waiting, is_paused=True, pause_reason=PauseReason.READY))
    page.wait_for_function("() => coach.state.now.ready")
    assert page.evaluate("heard")[-1] == how_to_lie[-1]
    listener.on_moment(replace(waiting, is_awaiting_ready=False))
    page.wait_for_function("() => heard.at(-1) === 'hush'")


def test_where_no_wake_lock_is_a_silent_video_keeps_the_screen_on(
    browser: Browser, link: PhoneLink
) -> None:
    page = open_page(browser, link.url)
    # The loopback address is the only one without https that may have a lock.
    page.evaluate("delete Navigator.prototype.wakeLock")
    listen(link).on_moment(moments(long_day())["work"])
    tap(page, "Pause")
    page.wait_for_function("document.getElementById('awake').played.length > 0")
    assert page.evaluate("document.getElementById('awake').muted")


def test_two_taps_on_two_phones_at_once_are_one(browser: Browser, link: PhoneLink) -> None:
    pages = [open_page(browser, link.url) for _ in range(2)]
    listener, shown = listen(link), moments(long_day())
    listener.on_moment(shown["work"])
    for page in pages:
        page.get_by_role("button", name="Pause").wait_for()
    for page in pages:
        page.get_by_role("button", name="Pause").dispatch_event("click")
    assert arrived(pages[0], link) == "space"
    listener.on_moment(shown["paused"])
    assert link.take() is None
    for page in pages:
        page.get_by_role("button", name="Continue").wait_for()


def test_the_card_starts_the_session_from_the_phone(
    browser: Browser, link: PhoneLink
) -> None:
    page = open_page(browser, link.url)
    card = card_fields(long_day())
    seen = link.shown._asdict()
    link.send({"now": lambda: card | {"mode": "card", "runs": False, "seen": seen}})
    tap(page, "Start")
    assert arrived(page, link) == "space"
