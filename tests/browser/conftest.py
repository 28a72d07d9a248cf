"""A real browser for the tests of pages: the Chromium that is installed, driven by Playwright. Nothing is loaded."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser that TAKEOVER_BROWSER names, or one that is installed; without one the tests are skipped.

    It ends with its file: its driver keeps an event loop running, in which no test of anything else may begin its own.
    """
    driver = pytest.importorskip("playwright.sync_api", reason="Playwright, which drives the browser, is not installed")
    path = os.environ.get("TAKEOVER_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser is installed ({', '.join(NAMES)}), and TAKEOVER_BROWSER names none")
    with driver.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
