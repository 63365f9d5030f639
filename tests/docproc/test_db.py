"""The tables as the migrations make them, and the two session scopes."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, select, text

from docproc.db import Database, UnsuitableDatabaseError, migrate
from docproc.repository import leaders
from models.tables.metadata import METADATA
from models.tables.work import LeaderRecord


@pytest.fixture
def empty_database(empty_database_url: str) -> Database:
    return Database(empty_database_url)


def test_migrations_make_the_tables_of_the_models(empty_database: Database) -> None:
    migrate(empty_database)
    with empty_database.engine.connect() as connection:
        # The index of search is the database's own: FTS5 with its tables, or one over trigrams.
        names = {"include_name": lambda name, kind, _: not str(name).startswith("search_index")}
        context = MigrationContext.configure(connection, opts={"compare_type": True, **names})
        assert compare_metadata(context, METADATA) == []
    empty_database.close()


def test_processes_that_start_at_once_migrate_once(empty_database: Database) -> None:
    start = threading.Barrier(3)

    def begin(_: int) -> None:
        database = Database(str(empty_database.url.render_as_string(hide_password=False)))
        start.wait()
        migrate(database)
        database.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(begin, range(3)))
    with empty_database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    empty_database.close()


def test_tables_of_a_newer_version_are_left_alone(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnsuitableDatabaseError, match="newer version"):
        migrate(database)


def test_writers_wait_for_each_other(database: Database) -> None:
    """Read, then write: without the write lock from the start SQLite refuses the second writer at once."""

    def take(number: int) -> None:
        with database.writing() as session:
            session.scalar(select(func.count()).select_from(LeaderRecord))
            leaders.take(session, f"duty-{number}", "a", 60)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(take, range(40)))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LeaderRecord)) == 40


def test_failed_block_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        leaders.take(session, "duty", "a", 60)
        raise ZeroDivisionError
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LeaderRecord)) == 0


def test_sqlite_commits_reach_the_disk(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    with database.reading() as session:
        pragmas = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    database.close()


def test_postgresql_that_knows_no_thai_letters_is_refused(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE DATABASE plain TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    database = Database(postgres_url.replace("/postgres?", "/plain?"))
    with pytest.raises(UnsuitableDatabaseError, match="initdb"):
        migrate(database)
    database.close()


def test_postgresql_without_trigrams_is_refused_with_what_to_do(postgres_url: str) -> None:
    """Where the extension is not installed, and where the user may not add it; once it is there either goes on."""
    plain = postgres_url.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("CREATE DATABASE bare")
        connection.execute("CREATE ROLE visitor LOGIN")
    with psycopg.connect(plain.replace("/postgres?", "/bare?"), autocommit=True) as connection:
        connection.execute("GRANT ALL ON SCHEMA public TO visitor")
        connection.execute("CREATE SCHEMA hidden")
        connection.execute("CREATE VIEW hidden.pg_available_extensions AS SELECT ''::name AS name WHERE false")
        bare = postgres_url.replace("/postgres?", "/bare?")
        not_installed = Database(f"{bare}&options=-csearch_path%3Dhidden,pg_catalog")
        visitor = Database(bare.replace("docproc@", "visitor@"))
        for database, told in ((not_installed, "contributed modules"), (visitor, "CREATE EXTENSION pg_trgm")):
            with pytest.raises(UnsuitableDatabaseError, match=told):
                migrate(database)
        connection.execute("CREATE EXTENSION pg_trgm")
        migrate(visitor)
    for database in (not_installed, visitor):
        database.close()
