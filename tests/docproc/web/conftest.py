"""A service on an empty database in a folder of its own, without its queue, and clients of its web application."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from docproc.config import Settings
from docproc.web.app import create_app
from docproc.wiring import Service, service_for
from models.rights import EVERYWHERE, Role
from tests import signed_in

ClientAs = Callable[..., TestClient]


@pytest.fixture
def service(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Service]:
    shutil.copy(migrated_sqlite, tmp_path / "docproc.sqlite3")
    # Nobody listens at that queue: a service without its queue still accepts and shows files.
    settings = Settings(data=tmp_path, redis_url=f"unix://{tmp_path}/nobody.sock", max_upload_bytes=1024 * 1024)
    with service_for(settings) as opened:
        yield opened


@pytest.fixture
def client_as(service: Service) -> Iterator[ClientAs]:
    """`client_as(Role.CLERK, area="/52/", office="5208")`: a program that speaks for a user with these roles.

    `area` is everywhere and `office` none where they are left out; without a role nobody is signed in.
    """
    app = create_app(service)
    with ExitStack() as opened:

        def made(*roles: Role, area: str = EVERYWHERE, office: str | None = None) -> TestClient:
            client = opened.enter_context(TestClient(app, raise_server_exceptions=False))
            if roles:
                user_id = signed_in.user(service, *roles, area=area, office=office)
                client.headers.update(signed_in.bearer(service, user_id))
            return client

        yield made


@pytest.fixture
def browser_as(service: Service, client_as: ClientAs) -> ClientAs:
    """As `client_as`, by the session's cookie and as a page of this service asks."""

    def made(*roles: Role, area: str = EVERYWHERE, office: str | None = None) -> TestClient:
        browser = client_as()
        browser.headers.update({"Accept": "text/html", "Origin": str(browser.base_url)})
        if roles:
            browser.cookies.update(
                signed_in.session_cookie(service, signed_in.user(service, *roles, area=area, office=office))
            )
        return browser

    return made


@pytest.fixture
def client(client_as: ClientAs) -> TestClient:
    """Whoever may do everything: one person of all roles."""
    return client_as(*Role)
