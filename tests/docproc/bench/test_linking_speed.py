"""Letters are found by indexes on both databases, however many are held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, text

from docproc.bench.linking_speed import QUESTIONS, fill
from docproc.db import Database
from docproc.repository import letter_search

LETTERS = 3_000


@pytest.fixture
def held(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    fill(database, 1, LETTERS)
    yield database
    database.close()


def test_no_question_scans_a_table(held: Database) -> None:
    """Plans of every statement that the questions make; PostgreSQL is told not to scan where an index will do."""
    asked: list[tuple[str, Any]] = []
    with held.reading() as session:
        if not held.is_sqlite:
            session.execute(text("SET LOCAL enable_seqscan = off"))
        connection = session.connection()
        letters = letter_search.letters_by_id(session, [f"{1:032d}", f"{2:032d}"])
        event.listen(held.engine, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
        for ask in QUESTIONS.values():
            for letter in letters:
                ask(session, letter)
        explain = "EXPLAIN QUERY PLAN " if held.is_sqlite else "EXPLAIN "
        for statement, values in list(asked):
            plan = "\n".join(str(row) for row in connection.exec_driver_sql(explain + statement, values))
            assert "SCAN letters" not in plan, plan
            assert "SCAN citations" not in plan, plan
            assert "Seq Scan" not in plan, plan
    assert len(asked) > 20  # so many that the questions were asked at all
