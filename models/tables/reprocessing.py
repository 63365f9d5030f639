"""Reading many files again: what was asked for, and how each file stands in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from models.reprocessing import ItemState, ReprocessingState
from models.tables.record import Id, Json, Record


class ReprocessingRecord(Record):
    """One run over the files that met `conditions` when it was asked for."""

    __tablename__ = "reprocessings"
    # Two runs at once would each compare with what the other is about to change.
    __table_args__ = (
        Index(
            "uq_reprocessings_open",
            "is_open",
            unique=True,
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    conditions: Mapped[dict[str, Any]]
    version: Mapped[str]
    state: Mapped[ReprocessingState]
    is_open: Mapped[bool]  # neither promoted nor discarded
    asked_by: Mapped[str]
    asked_at: Mapped[dt.datetime]
    promoted_by: Mapped[str | None]
    finished_at: Mapped[dt.datetime | None]


class ReprocessedSourceRecord(Record):
    """One file of a run. `pages_queued` pages have their tasks; `difference` is a `models.reprocessing.Difference`."""

    __tablename__ = "reprocessed_sources"
    __table_args__ = (Index("ix_reprocessed_sources_state", "reprocessing_id", "state", "source_id"),)

    reprocessing_id: Mapped[str] = mapped_column(Id, ForeignKey("reprocessings.id"), primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"), primary_key=True, index=True)
    state: Mapped[ItemState]
    pages: Mapped[int] = mapped_column(Integer)
    pages_queued: Mapped[int] = mapped_column(Integer, default=0)
    difference: Mapped[dict[str, Any] | None] = mapped_column(Json)
    changed: Mapped[int] = mapped_column(Integer, default=0)
    surer: Mapped[int] = mapped_column(Integer, default=0)
    disputed: Mapped[int] = mapped_column(Integer, default=0)
    kept: Mapped[int] = mapped_column(Integer, default=0)
    links_gained: Mapped[int] = mapped_column(Integer, default=0)
    links_lost: Mapped[int] = mapped_column(Integer, default=0)
    compared_at: Mapped[dt.datetime | None]
