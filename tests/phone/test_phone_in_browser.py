"""The page in a real browser: one browser, started once, for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.cli.conftest import QUICK
from tests.cli.unfinished import answer_safety
from tests.library.drillfiles import write
from tests.phone.browser import open_browser, open_page, url_on
from tests.terminal.ptys import Terminal, coach

from coach.app.context import Context
from coach.model.terms import BodyPlace, PainPlace


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def drills(tmp_path: Path) -> str:
    other = QUICK.replace("Quick slide", "Other slide")
    files = {"exhale/quick-slide.yaml": QUICK, "exhale/other-slide.yaml": other}
    return str(write(tmp_path / "drills", files))


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
        answer(page, "Quick slide: abs?", "Yes, easy")
        other.get_by_role("heading", name="Quick slide: abs?").wait_for(state="hidden")
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
    assert (first.drill, first.rpe, first.felt) == ("quick-slide", 3, (BodyPlace.ABS_CORE,))
    assert (second.drill, second.pain, second.where_pain) == (
        "other-slide",
        4,
        PainPlace.KNEE,
    )
