"""Chromium, opened on a page from the disk; what it asks for and what it complains of is written down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str:
    """The browser on PATH. AssertionError where there is none: requirements/system.txt names the package."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    assert found, f"none of {', '.join(NAMES)} is on PATH"
    return found


@contextmanager
def start_browser() -> Iterator[Browser]:
    """Headless, with a folder of its own that is thrown away."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


Scheme = Literal["light", "dark"]


@dataclass(slots=True)
class Opened:
    """A page, the addresses that it asked for, and what went wrong in it."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def open_page(
    browser: Browser,
    path: Path,
    anchor: str = "",
    width: int = 1200,
    scheme: Scheme = "light",
    scripts: bool = True,
) -> Iterator[Opened]:
    """The file in a new window."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=scripts,
        bypass_csp=False,
    )
    try:
        opened = Opened(context.new_page())
        opened.page.on("request", lambda request: opened.asked.append(request.url))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on(
            "console",
            lambda message: opened.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        opened.page.goto(path.absolute().as_uri() + anchor)
        yield opened
    finally:
        context.close()
