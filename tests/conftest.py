"""What every test may ask for: the real servers, an empty database on each kind, a browser."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from docproc.db import Database, migrate
from tests import servers, signed_in

QUIET_CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """A queue server that all tests share: a test that empties or stops it starts its own by `valkey_server()`."""
    with servers.valkey_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The PostgreSQL server all tests share; for tables of your own ask for `postgres_database_url`."""
    with servers.postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with our tables and nothing in them, to be copied: migrating takes a second each time."""
    path = tmp_path_factory.mktemp("migrated") / "docproc.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[str]:
    """The name of such a PostgreSQL database."""
    name = f"migrated_{uuid.uuid4().hex}"
    with servers.fresh_database(postgres_url, name) as url:
        _migrate(url)
        yield name


def _migrate(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.close()


@pytest.fixture
def postgres_database_url(postgres_url: str, migrated_postgres: str) -> Iterator[str]:
    """A PostgreSQL database with our tables and nothing in them."""
    with servers.fresh_database(postgres_url, f"test_{uuid.uuid4().hex}", migrated_postgres) as url:
        yield url


@pytest.fixture
def sqlite_database_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    """An SQLite database with our tables and nothing in them."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'docproc.db')}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with our tables and nothing in them, once of each kind: a test that asks for it runs twice."""
    url: str = request.getfixturevalue(f"{request.param}_database_url")
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with servers.fresh_database(request.getfixturevalue("postgres_url"), f"empty_{uuid.uuid4().hex}") as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: the system's, else the one Playwright brought.

    Ends with its module, because Playwright keeps an event loop running in the thread of the tests meanwhile.
    """
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET_CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page, 1280 by 900, of a browser that remembers nothing but the session of `signed_in.known_session`."""
    context = signed_in.context(browser, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
