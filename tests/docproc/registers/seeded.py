"""A database that holds the country's offices and a few invented ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from docproc.db import Database, migrate
from docproc.registers.office_seed import seed_offices
from docproc.repository import offices
from docproc.repository.offices import NewOffice


@contextmanager
def seeded_database(folder: Path, more: Sequence[NewOffice] = ()) -> Iterator[Database]:
    database = Database(f"sqlite:///{folder / 'offices.sqlite3'}")
    migrate(database)
    with database.writing() as session:
        seed_offices(session)
        offices.save_all(session, more)
    yield database
    database.close()
