"""What every page must be, for whoever reads it and on whatever screen."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def assert_open_to_all(page: Page) -> None:
    """Nothing that axe calls serious, and nothing wider than the screen."""
    page.wait_for_load_state("load")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
    assert_no_wider_than_the_screen(page)


def assert_no_wider_than_the_screen(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
