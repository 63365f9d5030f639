"""Every setting of the service, read from the environment once, at start."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ENVIRONMENT_PREFIX = "DOCPROC_"


class Settings(BaseSettings):
    """Environment variables with the prefix `DOCPROC_`; units stand in the names.

    An unset (or empty) URL means the embedded default inside the `data` folder.
    """

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT_PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    data: Path = Path("data")
    database_url: str | None = None
    redis_url: str | None = None
    blob_url: str | None = None
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=256)

    max_upload_bytes: int = Field(default=200 * 1024 * 1024, ge=1)
    # Of an object store's originals so many bytes are kept on each machine: else each page fetches its whole file.
    kept_originals_bytes: int = Field(default=2 * 1024**3, ge=0)

    # A browser that is not used for so long has to sign in anew, and at the latest after a week.
    session_idle_seconds: int = Field(default=12 * 3600, ge=60)
    session_seconds: int = Field(default=7 * 24 * 3600, ge=60)

    # Sign-in at the agency's own provider (OpenID Connect), where all three are given.
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None

    # A page that needs longer than this is given up for now and tried again.
    page_timeout_seconds: int = Field(default=300, ge=1)
    step_timeout_seconds: int = Field(default=180, ge=1)

    lease_seconds: float = Field(default=60, gt=0)
    reconcile_seconds: float = Field(default=15, gt=0)
    max_attempts: int = Field(default=4, ge=1)
    max_crashes: int = Field(default=3, ge=1)
    # The wait before the second attempt; every later one is six times as long: 10 s, 1 min, 6 min.
    retry_wait_seconds: float = Field(default=10, ge=0)

    # Pages of a run over the archive that may wait in the queue at once: so many an upload waits for at most.
    reprocess_pages_ahead: int = Field(default=16, ge=1)

    # A stopping worker may end the page at hand for so long; RQ takes a second signal only after a second.
    stop_seconds: float = Field(default=10, gt=1)

    # RQ's own defaults (420 s, 600 s, 30 s) leave a dead worker unnoticed for minutes.
    worker_ttl_seconds: int = Field(default=30, ge=1)
    maintenance_seconds: int = Field(default=10, ge=1)
    monitoring_seconds: int = Field(default=5, ge=1)

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data / 'docproc.sqlite3'}"

    @property
    def blobs(self) -> str:
        """A folder, or `s3://bucket/prefix`."""
        return self.blob_url or str(self.data / "files")

    @property
    def has_embedded_queue(self) -> bool:
        return self.redis_url is None

    @property
    def queue_folder(self) -> Path:
        """Where the embedded queue server keeps its append-only file."""
        return self.data / "queue"

    @property
    def incoming_folder(self) -> Path:
        """Where uploads lie until they are whole."""
        return self.data / "incoming"

    @property
    def kept_originals_folder(self) -> Path:
        """Where originals of an object store lie for a while."""
        return self.data / "kept-originals"

    def as_environment(self) -> dict[str, str]:
        """The variables that give a child process these same settings."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return {ENVIRONMENT_PREFIX + name.upper(): str(value) for name, value in values.items() if value is not None}

    @classmethod
    def from_environment(cls) -> Self:
        return cls()
