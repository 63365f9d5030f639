"""The pictures of docs/pages.md: every page of a running demonstration, on a desk and beside it on a phone.

    ./run                                                             # in another terminal; it prints its address
    python -m tests.e2e.page_pictures http://127.0.0.1:8000           # all of them, into docs/pictures/pages
    python -m tests.e2e.page_pictures ADDRESS --only inbox --language en --out /somewhere/else

It comes in as the demonstration's own people do, registers a letter, says whom a name means and invites somebody, so
that the pages have something to show. Says of each page how far it is wider than the screen: 0, or something is wrong.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, sync_playwright
from pypdfium2 import PdfDocument

from docproc.config import Settings
from docproc.db import migrate
from docproc.demonstration.gate import CODE
from docproc.demonstration.people import OFFICE, PEOPLE
from docproc.demonstration.run import serving
from docproc.repository.sources import ENDED
from docproc.wiring import service_for
from models.rights import Role
from tests import signed_in
from tests.conftest import QUIET_CHROMIUM
from tests.e2e.every_page import PAGES, ShownPage
from tests.e2e.whole_service import furnish

PICTURES = Path(__file__).parents[2] / "docs" / "pictures" / "pages"
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# Side by side at the same height, large enough to see how a page is laid out and small enough for fifty of them.
DESK_SHOWN, PHONE_SHOWN, GAP = (740, 520), (240, 520), 15
QUALITY = 70
PAPER_SCALE = 1.0  # pixels a point
SETTLED_MS = 400  # for what a script draws once all is loaded
DISTRICT, PROVINCE = OFFICE, OFFICE[:2]
LOGINS = {role: login for login, _, role, _ in PEOPLE}
READING_SECONDS = 120  # for one page


class Demonstration:
    """A running demonstration, looked at by its own people: one browser window for each of them and each width."""

    def __init__(self, browser: Browser, address: str, language: str) -> None:
        self._browser = browser
        self._address = address.rstrip("/")
        self._language = language
        self._windows: dict[tuple[Role | None, int], Page] = {}
        self._found: dict[str, str] = {}

    def window(self, role: Role | None, size: ViewportSize) -> Page:
        """The person's window of that size, signed in."""
        key = (role, size["width"])
        if key not in self._windows:
            page = self._browser.new_context(viewport=size, locale="th-TH").new_page()
            page.goto(f"{self._address}/sign-in?lang={self._language}")
            if role is not None:
                page.locator(f'form:has(input[name="login"][value="{LOGINS[role]}"]) button').click()
                page.wait_for_url(lambda url: "/sign-in" not in url)
            self._windows[key] = page
        return self._windows[key]

    def prepare(self) -> None:
        """Lets people do what leaves something to see, and remembers where it is."""
        clerk = self.window(Role.CLERK, DESK)
        listed = clerk.request.get(f"{self._address}/api/documents?limit=50").json()["documents"]
        files = {one["name"]: one["id"] for one in listed}
        self._register(clerk, files["chain-2-province-scan.pdf"])
        self._hand_in_again(clerk, files["sheet-training-photo.jpg"])
        kind, _, person = self._confirm_a_name(clerk, files["chain-3-district-scan.pdf"]).partition("/")
        chain = self._first_link(Role.AUDITOR, "/chain", "main a[href^='/chain/']")
        self._found = {
            "letter": files["chain-3-district-scan.pdf"],
            "sheet": files["sheet-meeting-scan.pdf"],
            "kind": kind,
            "person": person,
            "chain": chain,
            "user": self._first_link(Role.ADMINISTRATOR, "/users", "#users a[href^='/users/']"),
            "run": self._first_link(Role.OPERATOR, "/operations/reprocessing", "a[href^='/operations/reprocessing/']"),
            "invitation": self._invite(),
            "district": DISTRICT,
            "province": PROVINCE,
            "programme": CODE,
            "year": str(dt.datetime.now(dt.UTC).year),
            "words": "อาสาสมัคร",
        }

    def pictures(self, shown: ShownPage) -> list[Shot]:
        """The page on a desk and on a phone; nothing where the demonstration has no such page."""
        if not all(self._found.get(word) for word in shown.words):
            return []
        address = self._address + shown.address.format_map(self._found)
        if shown.is_printed:
            return [printed(self.window(shown.role, DESK), address)]
        return [shot(self.window(shown.role, size), address, shown) for size in (DESK, PHONE)]

    def _register(self, clerk: Page, letter: str) -> None:
        clerk.goto(f"{self._address}/documents/{letter}/register")
        if clerk.locator(".entry-form").count():  # else it was registered before
            clerk.locator(".entry-form [data-confirm]").click()
            clerk.wait_for_load_state("networkidle")

    def _hand_in_again(self, clerk: Page, sheet: str) -> None:
        """The same sheet as another file, smaller: an auditor has something to look at."""
        original = clerk.request.get(f"{self._address}/api/documents/{sheet}/file").body()
        picture, data = Image.open(io.BytesIO(original)), io.BytesIO()
        picture.reduce(2).convert("RGB").save(data, "JPEG", quality=90)
        file: FilePayload = {"name": "ใบเซ็นชื่อ ส่งอีกครั้ง.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}
        origin = {"Origin": self._address}
        answer = clerk.request.post(f"{self._address}/api/documents", multipart={"files": file}, headers=origin)
        taken = answer.json()["documents"][0]["id"]
        for _ in range(READING_SECONDS):
            if clerk.request.get(f"{self._address}/api/documents/{taken}").json()["status"] in ENDED:
                return
            clerk.wait_for_timeout(1000)

    def _confirm_a_name(self, clerk: Page, letter: str) -> str:
        clerk.goto(f"{self._address}/documents/{letter}")
        if clerk.locator("#people .decided").count() == 0:
            clerk.locator("#people input[type=checkbox]").first.check()
            clerk.locator("#people input[name=reason]").fill("ตรวจกับทะเบียนแล้ว")
            clerk.locator("#people button[value=confirmed]").click()
            clerk.wait_for_load_state("networkidle")
        return (clerk.locator("#people a").first.get_attribute("href") or "").removeprefix("/registers/people/")

    def _invite(self) -> str:
        page = self.window(Role.ADMINISTRATOR, DESK)
        page.goto(f"{self._address}/users")
        page.fill("#login", f"noi-{dt.datetime.now(dt.UTC):%H%M%S}")
        page.fill("#name", "น้อย ตัวอย่าง")
        page.locator('form[action="/users"] button').click()
        return page.locator("code.secret").inner_text().rpartition("/")[2]

    def _first_link(self, role: Role, address: str, where: str) -> str:
        page = self.window(role, DESK)
        page.goto(self._address + address)
        links = page.locator(where)
        return (links.first.get_attribute("href") or "").rpartition("/")[2] if links.count() else ""


@dataclass(frozen=True)
class Shot:
    """A page in its window, and the picture of it."""

    page: Page
    picture: bytes


def shot(page: Page, address: str, shown: ShownPage) -> Shot:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if shown.scroll_to:
        page.locator(shown.scroll_to).evaluate("part => part.scrollIntoView()")
    page.wait_for_timeout(SETTLED_MS)
    return Shot(page, page.screenshot())


def printed(page: Page, address: str) -> Shot:
    """The first sheet of paper that comes of it."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    with PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True)) as paper:
        image, data = paper[0].render(scale=PAPER_SCALE).to_pil(), io.BytesIO()
    image.save(data, "PNG")
    return Shot(page, data.getvalue())


class MadeService:
    """What no demonstration comes to: the first start, a run over an older archive, somebody who tries too often."""

    def __init__(self, browser: Browser, address: str, named: Mapping[str, str], language: str) -> None:
        self._browser = browser
        self._address = address.rstrip("/")
        self._named = named
        self._language = language

    def pictures(self, shown: ShownPage) -> list[Shot]:
        address = f"{self._address}{shown.address.format_map(self._named)}?lang={self._language}"
        return [
            shot(signed_in.context(self._browser, viewport=size).new_page(), address, shown) for size in (DESK, PHONE)
        ]

    def too_often(self) -> list[Shot]:
        shots = []
        for size in (DESK, PHONE):
            page = self._browser.new_context(viewport=size, locale="th-TH").new_page()
            page.goto(f"{self._address}/sign-in?lang={self._language}")
            while page.locator("#login").count():
                page.fill("#login", "saraban")
                page.fill("#password", "not the password")
                with page.expect_navigation():
                    page.keyboard.press("Enter")
            shots.append(Shot(page, page.screenshot()))
        return shots


@contextmanager
def made_service(browser: Browser, language: str) -> Iterator[MadeService]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), redis_url=f"unix://{folder}/nobody.sock", retry_wait_seconds=0)
        with service_for(settings) as service:
            migrate(service.database)
            named = furnish(service)
            with serving(service, "127.0.0.1", 0) as address:
                yield MadeService(browser, address, named, language)


def side_by_side(desk: Image.Image, phone: Image.Image) -> Image.Image:
    """Both pictures in one, on white."""
    whole = Image.new("RGB", (DESK_SHOWN[0] + GAP + PHONE_SHOWN[0], DESK_SHOWN[1]), "white")
    for one, size, at in ((desk, DESK_SHOWN, 0), (phone, PHONE_SHOWN, DESK_SHOWN[0] + GAP)):
        whole.paste(one.resize(size, Image.Resampling.LANCZOS), (at, 0))
    return whole


@contextmanager
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET_CHROMIUM)
        yield browser
        browser.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("address", help="of a running demonstration")
    asked.add_argument("--out", type=Path, default=PICTURES)
    asked.add_argument("--language", choices=("th", "en"), default="th")
    asked.add_argument("--only", nargs="+", default=(), metavar="PAGE")
    told = asked.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in PAGES if (one.name in told.only if told.only else one.is_pictured)]
    with chromium() as browser:
        demonstration = Demonstration(browser, told.address, told.language)
        demonstration.prepare()
        missing = [one for one in wanted if not _save(told.out, one.name, demonstration.pictures(one))]
        with made_service(browser, told.language) as made:
            for one in missing:
                _save(told.out, one.name, made.pictures(one))
            _save(told.out, "too-often", made.too_often())


def _save(folder: Path, name: str, shots: Sequence[Shot]) -> bool:
    """Whether there was something to keep."""
    for one in shots:
        wider = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        sys.stdout.write(f"{name:24} {one.page.viewport_size} wider by {wider}: {one.page.title()}\n")
    if shots:
        pictures = [Image.open(io.BytesIO(one.picture)).convert("RGB") for one in shots]
        (side_by_side(*pictures) if len(pictures) > 1 else pictures[0]).save(
            folder / f"{name}.webp", quality=QUALITY, method=6
        )
    return bool(shots)


if __name__ == "__main__":
    main()
