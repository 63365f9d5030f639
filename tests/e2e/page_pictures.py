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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, sync_playwright

from docproc.config import Settings
from docproc.db import migrate
from docproc.demonstration.gate import CODE
from docproc.demonstration.people import OFFICE, PEOPLE
from docproc.demonstration.run import serving
from docproc.repository.sources import ENDED
from docproc.users.invitations import first_start
from docproc.wiring import service_for
from models.rights import Role
from tests.conftest import QUIET_CHROMIUM
from tests.e2e.every_page import PAGES, ShownPage

PICTURES = Path(__file__).parents[2] / "docs" / "pictures" / "pages"
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# Side by side at the same height, large enough to see how a page is laid out and small enough for fifty of them.
DESK_SHOWN, PHONE_SHOWN, GAP = (740, 520), (240, 520), 15
QUALITY = 70
SETTLED_MS = 400  # for what a script draws once all is loaded
DISTRICT, PROVINCE = OFFICE, OFFICE[:2]
LOGINS = {role: login for login, _, role, _ in PEOPLE}
READING_SECONDS = 120  # for one page
# Sign-ins by one name until the limit is reached.
TOO_OFTEN = 21


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

    def pictures(self, shown: ShownPage) -> Iterator[tuple[Page, bytes]]:
        """The page on a desk and on a phone; nothing where the demonstration has no such page."""
        if not all(self._found.get(word) for word in shown.words):
            return
        for size in (DESK, PHONE):
            page = self.window(shown.role, size)
            page.goto(self._address + shown.address.format_map(self._found))
            page.wait_for_load_state("networkidle")
            if shown.scroll_to:
                page.locator(shown.scroll_to).evaluate("part => part.scrollIntoView()")
            page.wait_for_timeout(SETTLED_MS)
            yield page, page.screenshot()

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


def of_an_empty_service(browser: Browser, language: str) -> Iterator[tuple[str, Page, bytes]]:
    """What nobody sees at a demonstration: the first start, and the answer to who tries too often."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), redis_url=f"unix://{folder}/nobody.sock")
        with service_for(settings) as service:
            migrate(service.database)
            secret = first_start(service)
            with serving(service, "127.0.0.1", 0) as address:
                for size in (DESK, PHONE):
                    page = browser.new_context(viewport=size, locale="th-TH").new_page()
                    page.goto(f"{address}first-start/{secret}?lang={language}")
                    page.wait_for_load_state("networkidle")
                    yield "first-start", page, page.screenshot()
                    for _ in range(TOO_OFTEN):
                        page.goto(f"{address}sign-in")
                        page.fill("#login", "saraban")
                        page.fill("#password", "not the password")
                        page.keyboard.press("Enter")
                        page.wait_for_load_state("networkidle")
                    yield "too-often", page, page.screenshot()


def side_by_side(desk: bytes, phone: bytes) -> Image.Image:
    """Both pictures in one, on white."""
    whole = Image.new("RGB", (DESK_SHOWN[0] + GAP + PHONE_SHOWN[0], DESK_SHOWN[1]), "white")
    for data, size, at in ((desk, DESK_SHOWN, 0), (phone, PHONE_SHOWN, DESK_SHOWN[0] + GAP)):
        one = Image.open(io.BytesIO(data)).convert("RGB").resize(size, Image.Resampling.LANCZOS)
        whole.paste(one, (at, 0))
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
    with chromium() as browser:
        demonstration = Demonstration(browser, told.address, told.language)
        demonstration.prepare()
        for shown in PAGES:
            if not told.only or shown.name in told.only:
                _save(told.out, shown.name, list(demonstration.pictures(shown)))
        taken: dict[str, list[tuple[Page, bytes]]] = {}
        for name, page, picture in of_an_empty_service(browser, told.language):
            taken.setdefault(name, []).append((page, picture))
        for name, pictures in taken.items():
            _save(told.out, name, pictures)


def _save(folder: Path, name: str, pictures: Sequence[tuple[Page, bytes]]) -> None:
    if not pictures:
        sys.stdout.write(f"{name:20} nothing to show\n")
        return
    for page, _ in pictures:
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        sys.stdout.write(f"{name:20} {page.viewport_size} wider by {wider}: {page.title()}\n")
    (_, desk), (_, phone) = pictures
    side_by_side(desk, phone).save(folder / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
