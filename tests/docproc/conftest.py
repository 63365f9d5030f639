"""A service on an empty database of each kind, without its queue: the bell's rings go unheard and are not missed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from docproc.config import Settings
from docproc.db import Database
from docproc.wiring import Service, open_service
from tests.docproc.queueing.scripted_stages import VERSION


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Service]:
    settings = Settings(
        data=tmp_path,
        database_url=database_url,
        redis_url=f"unix://{tmp_path}/nobody.sock",
        max_upload_bytes=4096,
        retry_wait_seconds=0,
    )
    opened = open_service(settings, VERSION)
    yield opened
    opened.close()


@pytest.fixture
def database(service: Service) -> Database:
    return service.database
