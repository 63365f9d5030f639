"""Rows that are made at most once, whoever comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.tables.record import Record

ROWS_A_STATEMENT = 500  # far below the number of parameters that either database takes


def insert_new(session: Session, record: type[Record], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Insert the rows whose unique keys are not there yet; the (one-column) primary keys of those that were new."""
    (key,) = inspect(record).primary_key
    new: list[str] = []
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        new += session.scalars(_insert(session, record, rows[start : start + ROWS_A_STATEMENT]).returning(key))
    return new


def insert_missing(session: Session, record: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose unique keys, of any number of columns, are not there yet."""
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        session.execute(_insert(session, record, rows[start : start + ROWS_A_STATEMENT]))


def _insert(
    session: Session, record: type[Record], rows: Sequence[Mapping[str, Any]]
) -> sqlite.Insert | postgresql.Insert:
    values = [dict(row) for row in rows]
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(record).values(values).on_conflict_do_nothing()
    return postgresql.insert(record).values(values).on_conflict_do_nothing()
