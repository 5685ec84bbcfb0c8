"""A real browser for the phone's page, and the page as a runner meets it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright
from tests.terminal.ptys import Terminal

PATIENCE_MS = 10_000
_URL = re.compile(r"http://\S+/[a-z0-9]{26}/")


def chromium() -> str | None:
    """The system's browser; the package's own is never downloaded."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A browser without a window; skips where there is none."""
    program = chromium()
    if program is None:
        pytest.skip("no chromium here: on Debian, apt-get install chromium")
    with sync_playwright() as playwright:
        # Without a sandbox of its own, which root may not have.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        try:
            browser = playwright.chromium.launch(executable_path=program, args=arguments)
        except Error as error:
            pytest.skip(f"chromium does not start here: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


def url_on(terminal: Terminal) -> str:
    """The address of the phone that stands on a terminal."""
    terminal.wait_for(_URL.pattern)
    found = _URL.search(terminal.text)
    assert found
    return found[0]


def open_page(
    browser: Browser, url: str, size: tuple[int, int] = (390, 844), *, is_calm: bool = False
) -> Page:
    """The page on a phone; whatever goes wrong in it fails the test."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce" if is_calm else "no-preference",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", _fail)
    page.goto(url)
    return page


def _fail(error: Error) -> None:
    raise AssertionError(error.message)
