"""What was seen, by whom, in which version; never updated."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.status import Stage
from models.tables.record import Id, Record


class ReadingRecord(Record):
    """What was seen on one page by these readers in this version. Never updated, never deleted."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("sha256", "page_number", "stage", "reader", "version"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    page_number: Mapped[int] = mapped_column(Integer)
    stage: Mapped[Stage]
    reader: Mapped[str]
    version: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime]
