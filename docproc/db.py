"""The one engine and the two session scopes: reading, and writing with one commit at the end."""

from __future__ import annotations

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.orm import Session, sessionmaker

from docproc.repository.folding import pairs_as_hex
from models.tables import metadata

BUSY_TIMEOUT_MS = 30_000  # shorter ones fail under eight writers
METADATA = metadata.METADATA  # whoever opens a database needs every table known: foreign keys name theirs
MIGRATION_LOCK = 0x646F6370  # any fixed number; every process of one database asks for the same one


class UnsuitableDatabaseError(Exception):
    """The database cannot keep or search Thai text; the message says what to do."""


class Database:
    """Sessions of one database. `reading()` never waits for writers; `writing()` commits once, at its end.

    On SQLite a writing session takes the write lock when it begins: a transaction that starts by reading and
    writes later fails at once, without waiting, when another writer came between (SQLITE_BUSY_SNAPSHOT).
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._make_engine()
        self._reading = sessionmaker(self.engine, expire_on_commit=False)
        self._writing = sessionmaker(self.engine.execution_options(begins_writing=True), expire_on_commit=False)

    def _make_engine(self) -> Engine:
        if not self.is_sqlite:
            engine = create_engine(self.url, pool_pre_ping=True, pool_size=5, max_overflow=10)
            event.listen(engine, "connect", _prepare_postgres)
            return engine
        if self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(self.url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self._reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self._writing.begin() as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()


def _prepare_postgres(connection: Any, _record: Any) -> None:
    """No query here runs long enough to be worth compiling: a search took 60 ms, and 620 to be compiled.

    Reading ends with a rollback, at which psycopg forgets what it prepared: each question of a page is planned for its
    own area. What is read to write, as linking does, is planned once and for all after ten times.
    """
    connection.execute("SET jit = off")
    connection.commit()


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # this module says BEGIN itself
    # For the triggers that keep the index of searches of one and two letters.
    connection.create_function("search_pairs_of", 1, pairs_as_hex, deterministic=True)
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _log_ahead(cursor)
    # FULL: a commit is on the disk when it returns. The upload answers only then.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _log_ahead(cursor: sqlite3.Cursor) -> None:
    """Turn the write-ahead log on: the one statement that does not wait for others who open a new database just now."""
    given_up_at = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > given_up_at:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("begins_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def migrate(database: Database) -> None:
    """Bring the tables to this version; several processes may ask at once. Raises UnsuitableDatabaseError."""
    if not database.is_sqlite:
        _check_postgres(database)
    config = _migration_config()
    scripts = ScriptDirectory.from_config(config)
    current = _current_revision(database)
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise UnsuitableDatabaseError(
            f"The tables are those of a newer version of docproc ({current}): start that version, or put back a backup"
        )
    with _one_migration_at_a_time(database), database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def _migration_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _current_revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _one_migration_at_a_time(database: Database) -> Iterator[None]:
    if database.is_sqlite:
        with Path(f"{database.url.database}.migrating").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with database.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})


def _check_postgres(database: Database) -> None:
    """Under the locale `C` PostgreSQL takes no Thai letter for a letter, and pg_trgm finds no Thai trigram.

    Without pg_trgm a search would read every text; that is said at the start rather than felt after a year.
    """
    name = database.url.database
    with database.engine.connect() as connection:
        encoding = connection.scalar(text("SHOW server_encoding"))
        knows_thai = connection.scalar(text("SELECT 'กข' ~ '^[[:alpha:]]+$'")) if encoding == "UTF8" else False
        has_trigrams, can_add = connection.execute(text(_TRIGRAMS)).one()
    if not knows_thai:
        raise UnsuitableDatabaseError(
            f"The PostgreSQL database {name} (encoding {encoding}) cannot search Thai text; "
            "create its cluster with: initdb -E UTF8 --locale=C.UTF-8"
        )
    if not has_trigrams and can_add is None:
        raise UnsuitableDatabaseError(
            f"The PostgreSQL server of the database {name} lacks pg_trgm, which searching needs; install the package "
            "of its contributed modules (Debian: part of postgresql; RPM: postgresql-contrib)"
        )
    if not has_trigrams and not can_add:
        raise UnsuitableDatabaseError(
            f"The PostgreSQL database {name} lacks the extension pg_trgm, which searching needs, and this user may not "
            "add it; have its owner say in it: CREATE EXTENSION pg_trgm"
        )


# Whether the extension is there; whether this user may add it (null where the server does not have it).
_TRIGRAMS = """
    SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'),
           (SELECT has_database_privilege(current_database(), 'CREATE') FROM pg_available_extensions
            WHERE name = 'pg_trgm')
"""
