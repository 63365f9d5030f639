"""What is waiting, who works on it, and until when."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.status import Stage, TaskStatus
from models.tables.record import Id, Record


class TaskRecord(Record):
    """One step of the work on a file. The row is the truth; a job in the queue only says "look here"."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("source_id", "stage", "page_number", "version"),
        Index("ix_tasks_status_due_at", "status", "due_at"),
        # The operator's page counts in these two alone, and reads no row.
        Index("ix_tasks_status_finished_at_stage", "status", "finished_at", "stage"),
        Index("ix_tasks_status_stage", "status", "stage"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"))
    stage: Mapped[Stage]
    page_number: Mapped[int] = mapped_column(Integer)
    version: Mapped[str]
    status: Mapped[TaskStatus]
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    crashes: Mapped[int] = mapped_column(Integer, default=0)
    fencing_token: Mapped[int] = mapped_column(Integer, default=0)
    holder: Mapped[str | None]
    lease_expires_at: Mapped[dt.datetime | None]
    due_at: Mapped[dt.datetime]
    rung_at: Mapped[dt.datetime | None]
    error_code: Mapped[str | None]
    error_detail: Mapped[str | None]
    created_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]


class LeaderRecord(Record):
    """Who does a duty that only one process may do at a time, and until when."""

    __tablename__ = "leaders"

    duty: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str]
    expires_at: Mapped[dt.datetime]
