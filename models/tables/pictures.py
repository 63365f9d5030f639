"""Prints of pictures, to be found again among a million, and what was found."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.finding import FindingKind, FindingState
from models.picture import PictureKind
from models.tables.record import Id, Record


class PictureRecord(Record):
    """One print of one page. The four bands are the 64 bits of its key, 16 each, by which near ones are found."""

    __tablename__ = "pictures"
    __table_args__ = (
        Index("ix_pictures_band0", "kind", "band0"),
        Index("ix_pictures_band1", "kind", "band1"),
        Index("ix_pictures_band2", "kind", "band2"),
        Index("ix_pictures_band3", "kind", "band3"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), index=True)
    page: Mapped[int] = mapped_column(Integer)
    kind: Mapped[PictureKind]
    band0: Mapped[int] = mapped_column(Integer)
    band1: Mapped[int] = mapped_column(Integer)
    band2: Mapped[int] = mapped_column(Integer)
    band3: Mapped[int] = mapped_column(Integer)
    check_print: Mapped[str] = mapped_column(String(64))
    box: Mapped[list[Any]]  # of what the print is of, on the page as shown


class FindingRecord(Record):
    """Something to look at, with its places, and what a person said that it is."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_state_id", "state", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[FindingKind]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), index=True)
    other_id: Mapped[str | None] = mapped_column(Id, ForeignKey("documents.id"), index=True)
    detail: Mapped[str]
    places: Mapped[list[Any]]
    state: Mapped[FindingState]
    explained_by: Mapped[str | None]
    reason: Mapped[str | None]
    explained_at: Mapped[dt.datetime | None]
    at: Mapped[dt.datetime]
