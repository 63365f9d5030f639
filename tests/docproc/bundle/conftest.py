"""Bundles need a service with its files, on SQLite alone: their queries are plain ones."""

from __future__ import annotations

import pytest


@pytest.fixture
def database_url(sqlite_database_url: str) -> str:
    return sqlite_database_url
