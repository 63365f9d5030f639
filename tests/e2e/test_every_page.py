"""Every page of the route table in Chromium, desk and phone, in both languages: axe, widths, where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from docproc.config import Settings
from docproc.db import migrate
from docproc.demonstration.run import serving
from docproc.web.app import declared_routes
from docproc.wiring import service_for
from tests import signed_in
from tests.e2e.every_page import NO_PAGES, PAGES, ShownPage, is_shown
from tests.e2e.open_to_all import assert_no_wider_than_the_screen, assert_open_to_all
from tests.e2e.whole_service import furnish

SIZES: tuple[ViewportSize, ...] = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
PATIENCE_MS = 60_000
LINKS = """() => [
  ...Array.from(document.links, one => ["GET", one.getAttribute("href")]),
  ...Array.from(document.forms, one => [one.method.toUpperCase(), one.getAttribute("action") ?? ""]),
]"""


@dataclass(frozen=True)
class Whole:
    """A service with something on every page: where it is, what the addresses name, and who looks at it."""

    address: str
    named: Mapping[str, str]
    known: BrowserContext
    nobody: BrowserContext

    def window(self, shown: ShownPage) -> Page:
        context = self.nobody if shown.role is None else self.known
        return context.pages[0] if context.pages else context.new_page()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Whole]:
    folder = tmp_path_factory.mktemp("whole")
    settings = Settings(data=folder, redis_url=f"unix://{folder}/nobody.sock", retry_wait_seconds=0)
    with service_for(settings) as service:
        migrate(service.database)
        named = furnish(service)
        with serving(service, "127.0.0.1", 0) as address:
            known, nobody = signed_in.context(browser), browser.new_context(locale="th-TH")
            for context in (known, nobody):
                context.set_default_timeout(PATIENCE_MS)
            yield Whole(address.rstrip("/"), named, known, nobody)
            known.close()
            nobody.close()


def test_nothing_that_answers_with_a_page_is_left_out() -> None:
    pages = {
        one.path for one in declared_routes() if "GET" in (one.methods or ()) and one.response_class is HTMLResponse
    }
    assert pages >= NO_PAGES
    assert [path for path in sorted(pages - NO_PAGES) if not is_shown(path)] == []


@pytest.mark.parametrize("shown", PAGES, ids=[shown.name for shown in PAGES])
def test_page_is_open_to_all_and_leads_somewhere(whole: Whole, shown: ShownPage) -> None:
    page = whole.window(shown)
    page.emulate_media(media="print" if shown.is_printed else "screen")
    faults: list[str] = []
    page.once("pageerror", lambda error: faults.append(str(error)))
    address = f"{whole.address}{shown.address.format_map(whole.named)}"
    for language in ("en", "th"):
        answer = page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert answer is not None and answer.status == shown.status
        for size in SIZES[:1] if shown.is_printed else SIZES:  # paper is as wide as it is
            page.set_viewport_size(size)
            assert_no_wider_than_the_screen(page)
            if language == "th":  # the same marks in both
                assert_open_to_all(page)
    assert faults == []
    assert [link for link in page.evaluate(LINKS) if not leads_somewhere(*link)] == []


def leads_somewhere(method: str, href: str) -> bool:
    path = urlsplit(href).path
    if not path or href.startswith("#") or path.startswith("/static/"):
        return True
    return any(re.fullmatch(one.path_regex, path) and method in (one.methods or ()) for one in declared_routes())
