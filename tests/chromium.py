"""Chromium without a window, as Debian has it, led by Playwright; who lacks it skips and says why.

Playwright brings its own driver and here downloads no browser; nothing but this machine is reached.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = (
    "no-proxy-server",
    "host-resolver-rules=MAP * 127.0.0.1:9, EXCLUDE 127.0.0.1",
    "disable-gpu",
)
PATIENCE = 60_000  # milliseconds that a step may take where much else is going on


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser, and stop it at the end.

    While it runs, its thread has a loop of asyncio: a fixture of a session would be in the way of
    tests that need their own.
    """
    program = shutil.which("chromium")
    if not program:
        pytest.skip("Chromium is not installed (Debian: chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[f"--{flag}" for flag in FLAGS], timeout=PATIENCE
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, **how: Any) -> Iterator[Page]:
    """Open a page with cookies, size, colours and network of its own (`Browser.new_context`)."""
    context = browser.new_context(**how)
    try:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
    finally:
        context.close()


def complaints(page: Page) -> list[str]:
    """Return a list that fills with what the page complains about: blocked, not found, broken."""
    said: list[str] = []
    page.on(
        "console", lambda one: said.append(one.text) if one.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return said
