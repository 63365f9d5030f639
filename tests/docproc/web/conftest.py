"""A service on an empty database in a folder of its own, without its queue, and a client of its web application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from docproc.config import Settings
from docproc.db import migrate
from docproc.web.app import create_app
from docproc.wiring import Service, service_for


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    # Nobody listens at that queue: a service without its queue still accepts and shows files.
    settings = Settings(data=tmp_path, redis_url=f"unix://{tmp_path}/nobody.sock", max_upload_bytes=1024 * 1024)
    with service_for(settings) as opened:
        migrate(opened.database)
        yield opened


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service), raise_server_exceptions=False) as opened:
        yield opened
