"""`docproc bench --part pages`: how long pages take, through the whole application, among so many files."""

from __future__ import annotations

import logging
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.table import Table

from docproc.bench.held_documents import BUSY_DISTRICT, BUSY_PROVINCE, LONG_EVERY, LONG_PAGES, NOW, document_id, fill
from docproc.bench.measure import new_table
from docproc.config import Settings
from docproc.repository.users import NewUser
from docproc.users.accounts import add_user
from docproc.users.api_tokens import add_token
from docproc.web.app import create_app
from docproc.web.kept_in_memory import keep_what_is_loaded
from docproc.wiring import Service, service_for
from models.rights import Role

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

TARGET_MS: Final = 150.0
ASKED: Final = 60
WARM: Final = 3
# Who looks: over the whole country, over a busy province (a tenth of all), over its busiest district (a twentieth).
PEOPLE: Final = (("the country", None), ("a province", BUSY_PROVINCE), ("a district", BUSY_DISTRICT))
Address = Callable[[random.Random, list[str]], str]
# Whose page it is: another role sees another menu, and may ask for other things.
CLERKS: Final[dict[str, Address]] = {
    "files": lambda draw, ids: "/",
    "files, further down": lambda draw, ids: f"/?after={draw.choice(ids)}",
    "what waits": lambda draw, ids: "/inbox",
    "letters to register": lambda draw, ids: "/inbox/letters",
    "the same, further down": lambda draw, ids: f"/inbox/letters?before={draw.choice(ids)}",
    "links to decide": lambda draw, ids: "/inbox/links",
    "a document": lambda draw, ids: f"/documents/{draw.choice(ids)}",
    "its form for the register": lambda draw, ids: f"/documents/{draw.choice(ids)}/register?book=sent",
    "the register": lambda draw, ids: (
        f"/registers/letters/{BUSY_DISTRICT}/received/{NOW.year}?after={draw.randrange(1000)}"
    ),
    "the review queue": lambda draw, ids: "/review",
    "chains": lambda draw, ids: "/chain",
    "chains, further down": lambda draw, ids: f"/chain?before={draw.choice(ids)}",
    "a chain": lambda draw, ids: f"/chain/{draw.choice(ids)}",
    f"a document of {LONG_PAGES} pages": lambda draw, ids: f"/documents/{_long(ids)}",
    "search, a word": lambda draw, ids: "/search?q=การดำเนินงาน",
    "search, a number": lambda draw, ids: f"/search?q=ลป {int(draw.choice(ids)) % 40:04d}/",
    "districts": lambda draw, ids: "/districts",
    "coverage": lambda draw, ids: "/coverage",
    "coverage of a province": lambda draw, ids: f"/coverage/provinces/{BUSY_PROVINCE}",
    "villages without anybody": lambda draw, ids: f"/coverage/districts/{BUSY_DISTRICT}",
    "volunteers": lambda draw, ids: "/registers/people/volunteers",
}
AUDITORS: Final[dict[str, Address]] = {
    "findings": lambda draw, ids: "/findings",
    "findings, further down": lambda draw, ids: f"/findings?after={draw.choice(ids)}",
}
OTHERS: Final[dict[Role, dict[str, Address]]] = {
    Role.AUDITOR: AUDITORS,
    Role.OPERATOR: {"operations": lambda draw, ids: "/operations"},
    Role.ADMINISTRATOR: {"users": lambda draw, ids: "/users"},
}
PAGES: Final = {Role.CLERK: CLERKS, **OTHERS}


@dataclass(frozen=True, slots=True)
class PageSpeed:
    """Milliseconds of one page: wall time of half of the requests, of 95 of 100, and CPU time of 95 of 100."""

    page: str
    who: str
    half: float
    most: float
    most_cpu: float


class PageSpeedTable:
    """On SQLite, or on the empty PostgreSQL database that is given. The application runs in this process."""

    name = "pages"

    def __init__(self, seed: int, documents: int, postgres: str | None, asked: int = ASKED) -> None:
        self.documents = documents
        self.database = "PostgreSQL" if postgres else "SQLite"
        logging.getLogger("httpx").setLevel(logging.WARNING)
        with tempfile.TemporaryDirectory(prefix="docproc-bench-") as folder:
            settings = Settings(data=Path(folder), redis_url=f"unix://{folder}/nobody.sock", database_url=postgres)
            with service_for(settings) as service:
                fill(service.database, seed, documents)
                self.speeds = list(_measure(service, seed, documents, asked))

    def tables(self) -> Iterator[Table]:
        table = new_table(f"Pages among {self.documents:,} files, {self.database} (ms)")
        for column in ("page", "who sees", "half within", "95 of 100 within", "the same, CPU", "target"):
            table.add_column(column)
        for one in self.speeds:
            colour = "red" if one.most > TARGET_MS else "default"
            most = f"[{colour}]{one.most:.0f}[/]"
            table.add_row(one.page, one.who, f"{one.half:.0f}", most, f"{one.most_cpu:.0f}", f"{TARGET_MS:.0f}")
        yield table

    def as_json(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "database": self.database,
            "speeds": [
                {"page": one.page, "who": one.who, "half_ms": one.half, "p95_ms": one.most, "p95_cpu_ms": one.most_cpu}
                for one in self.speeds
            ],
        }


def _measure(service: Service, seed: int, documents: int, asked: int) -> Iterator[PageSpeed]:
    from fastapi.testclient import TestClient  # warns of its age as it is loaded: nobody else is to see that

    app = create_app(service)
    keep_what_is_loaded()  # as `docproc serve` does
    for who, office in PEOPLE:
        with TestClient(app) as client:
            client.headers["Accept"] = "text/html"
            ids: list[str] = []
            for role, pages in PAGES.items():
                client.headers.update(_signed_in(service, role, office))
                ids = ids or _seen(client, documents, random.Random(seed))
                for page, address in pages.items():
                    draw = random.Random(seed)
                    yield PageSpeed(page, who, *_times(client, [address(draw, ids) for _ in range(asked)]))


def _signed_in(service: Service, role: Role, office: str | None) -> dict[str, str]:
    """Somebody of the office; of the busy district with rights over everything where none is named."""
    login = f"{role}-{office or 'all'}"
    user_id = add_user(service, None, NewUser(login, "ผู้ใช้ ทดลอง", office or BUSY_DISTRICT), role, office)
    return {"Authorization": f"Bearer {add_token(service, user_id, 'bench', 1)}"}


def _seen(client: TestClient, documents: int, draw: random.Random) -> list[str]:
    """Some files that this person may open, from all over the list."""
    found: set[str] = set()
    for _ in range(10):
        listed = client.get(f"/api/documents?after={document_id(draw.randrange(documents))}&limit=20").json()
        found.update(one["id"] for one in listed["documents"] if one["status"] == "done")
    return sorted(found | _books(client, documents))


def _books(client: TestClient, documents: int) -> set[str]:
    """The long files that this person may open."""
    every = {document_id(index) for index in range(LONG_EVERY // 2, documents, LONG_EVERY)}
    return {one for one in every if client.get(f"/documents/{one}").status_code == 200}


def _long(ids: list[str]) -> str:
    return next((one for one in ids if int(one) % LONG_EVERY == LONG_EVERY // 2), ids[0])


def _times(client: TestClient, addresses: list[str]) -> tuple[float, float, float]:
    for address in addresses[:WARM]:
        _fetch(client, address)
    wall, cpu = zip(*(_fetch(client, address) for address in addresses), strict=True)
    place = len(addresses) * 95 // 100
    return sorted(wall)[len(wall) // 2], sorted(wall)[place], sorted(cpu)[place]


def _fetch(client: TestClient, address: str) -> tuple[float, float]:
    begun, begun_cpu = time.perf_counter(), time.process_time()
    answer = client.get(address)
    taken = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - begun_cpu)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return taken
