"""What migrations do to rows that were there before them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text

import docproc.migrations
from docproc.db import Database, migrate
from models.tables.letters import SheetPlaceRecord

ROW = {
    "page": 1,
    "printed": "ก",
    "confidence": 0.95,
    "readers": "[]",
    "alternatives": "[]",
    "handwritten": False,
    "at": "2026-01-01 00:00:00+00:00",
}
# field, status, confidence, box, whose, and what it waits for afterwards
SAID = (
    ("subject", "disputed", 0.95, True, "machine", 1),
    ("to", "unread", 0.0, True, "machine", 2),
    ("agency", "read", 0.5, True, "machine", 3),
    ("email", "read", 0.95, True, "machine", 4),
    ("date", "corroborated", 0.95, True, "machine", None),
    ("urgency", "unread", 0.0, False, "machine", None),
    ("stamps", "read", 0.95, True, "machine", None),
    ("issuer", "disputed", 0.95, True, "machine", None),
    ("issuer", "confirmed", 1.0, True, "สมศรี", None),
)


@contextmanager
def alembic(database: Database) -> Iterator[Config]:
    """Alembic's settings for these migrations over a connection of this database."""
    config = Config()
    (folder,) = docproc.migrations.__path__
    config.set_main_option("script_location", str(Path(folder)))
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        yield config
        connection.commit()


def add_document(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO sources (id, sha256, name, size_bytes, media_type, status, received_at)"
            " VALUES ('s', 'x', 'a.pdf', 1, 'application/pdf', 'done', '2026-01-01 00:00:00+00:00')"
        )
    )
    connection.execute(
        text(
            "INSERT INTO documents (id, source_id, ordinal, doc_type, pages, text, notes, problems, content, version,"
            " is_current, created_at, updated_at) VALUES ('d', 's', 1, 'external_letter', '[1]', '', '[]', '[]', '{}',"
            " '1', true, '2026-01-01 00:00:00+00:00', '2026-01-01 00:00:00+00:00')"
        )
    )


def test_values_in_doubt_wait_for_a_person_after_the_migration(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    with alembic(database) as config:
        command.upgrade(config, "0001")
    with database.engine.connect() as connection:
        add_document(connection)
        for number, (field, status, confidence, is_placed, made_by, _) in enumerate(SAID):
            box = json.dumps([1, 2, 3, 4]) if is_placed else None
            row = {**ROW, "id": str(number), "field": field, "status": status, "confidence": confidence}
            connection.execute(
                text(
                    "INSERT INTO assertions (id, document_id, field, printed, page, box, status, confidence, readers,"
                    " handwritten, alternatives, made_by, at) VALUES (:id, 'd', :field, :printed, :page,"
                    " :box, :status, :confidence, :readers, :handwritten, :alternatives, :made_by, :at)"
                ),
                {**row, "box": box, "made_by": made_by},
            )
        connection.commit()
    migrate(database)
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT field, made_by, doubt, act FROM assertions ORDER BY id")).all()
    assert [(one.field, one.doubt) for one in found] == [(field, doubt) for field, *_, doubt in SAID]
    assert {one.act for one in found if one.made_by == "machine"} == {"read"}
    assert [one.act for one in found if one.made_by != "machine"] == ["corrected"]
    database.close()


def add_sheet(connection: Connection, day: str | None = "2023-09-15") -> None:
    add_document(connection)
    content, head = json.dumps({"date": day}), "ใบลงชื่อ ณ ที่ว่าการอำเภอแม่ใจ"
    connection.execute(
        text("UPDATE documents SET doc_type = 'attendance_sheet', content = :content, text = :head"),
        {"content": content, "head": head},
    )


def places_of(database: Database) -> list[tuple[str, date]]:
    with database.reading() as session:
        return [(one.place_key, one.date) for one in session.scalars(select(SheetPlaceRecord))]


def test_places_and_days_of_sheets_are_kept_after_the_migration(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    with alembic(database) as config:
        command.upgrade(config, "0005")
    with database.engine.connect() as connection:
        add_sheet(connection)
        connection.commit()
    migrate(database)
    ((_, day),) = places_of(database)
    assert day == date(2023, 9, 15)
    database.close()


@pytest.mark.parametrize(("day", "places"), [("2023-09-15", ["ก", "ข"]), (None, ["ข"])])
def test_days_kept_as_years_are_mended(day: str | None, places: list[str], tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'docproc.sqlite3'}")
    with alembic(database) as config:
        command.upgrade(config, "0025")
    with database.engine.connect() as connection:
        add_sheet(connection, day)
        for row in ("('d', 'ก', 2023)", "('d', 'ข', '2023-09-15')"):
            connection.execute(text(f"INSERT INTO sheet_places (document_id, place_key, date) VALUES {row}"))
        connection.commit()
    migrate(database)
    assert places_of(database) == [(place, date(2023, 9, 15)) for place in places]
    database.close()


def test_reviews_can_be_taken_out_again(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    migrate(database)
    with alembic(database) as config:
        command.downgrade(config, "0001")
    migrate(database)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM link_decisions")) == 0
    database.close()


def test_letters_held_wait_for_a_register_after_the_migration(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    with alembic(database) as config:
        command.upgrade(config, "0015")
    at = "'2026-01-01 00:00:00+00:00'"
    with database.engine.connect() as connection:
        add_document(connection)
        for statement in (
            "INSERT INTO letters (document_id, printed, status, date_status) VALUES ('d', '', 'read', 'unread')",
            "INSERT INTO offices (id, code, tier, name, path) VALUES ('p', '52', 'province', 'ก', '/52/')",
            "INSERT INTO offices (id, code, tier, name, path) VALUES ('o', '5208', 'district', 'ข', '/52/5208/')",
            f"INSERT INTO deliveries (id, source_id, name, office, at) VALUES ('v', 's', 'a.pdf', '5208', {at})",
            "INSERT INTO register_entries (id, office_id, book, year, number, entered_on, sender, addressee, subject,"
            " document_id, made_by, at)"
            f" VALUES ('e', 'p', 'received', 2026, 1, '2026-01-01', 'ก', 'ข', 'ค', 'd', 'ง', {at})",
        ):
            connection.execute(text(statement))
        connection.commit()
    migrate(database)
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT area, source_id, document_id FROM waiting_letters")).all()
    assert [tuple(one) for one in found] == [("/52/5208/", "s", "d")]  # the province has registered it
    database.close()
