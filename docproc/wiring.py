"""The one place where the parts of the service are put together from the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from docproc.config import Settings
from docproc.db import Database
from docproc.kept_originals import KeptOriginals
from docproc.queueing.bell import Bell
from docproc.storage import Storage, open_storage
from extractors.reading import Readers


@dataclass(frozen=True)
class Service:
    """What every use case is handed. One a process: connections do not survive a fork."""

    settings: Settings
    database: Database
    storage: Storage
    bell: Bell
    stage_version: str

    @cached_property
    def readers(self) -> Readers:
        """The line reader and its witness, loaded on first use: only processes that read pages pay for them."""
        from extractors.readers.standard import standard_readers

        return standard_readers()

    def close(self) -> None:
        self.bell.close()
        self.database.close()


def open_service(settings: Settings, stage_version: str | None = None) -> Service:
    """Connects to nothing yet: a service whose queue is away still accepts files and shows them."""
    return Service(
        settings=settings,
        database=Database(settings.database),
        storage=open_storage(
            settings.blobs, KeptOriginals(settings.kept_originals_folder, settings.kept_originals_bytes)
        ),
        bell=Bell.of(settings),
        stage_version=stage_version or _stage_version(),
    )


def _stage_version() -> str:
    from docproc.pipeline import STAGE_VERSION

    return STAGE_VERSION


@contextmanager
def service_for(settings: Settings) -> Iterator[Service]:
    """A service for as long as the block runs."""
    service = open_service(settings)
    try:
        yield service
    finally:
        service.close()
