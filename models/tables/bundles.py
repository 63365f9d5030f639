"""Bundles that were taken away: what a later one can be held against."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.record import Id, Record


class BundleRecord(Record):
    """One bundle. `seal` is the SHA-256 of its manifest, which names every file in it."""

    __tablename__ = "bundles"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    seal: Mapped[str] = mapped_column(String(64), unique=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
    documents: Mapped[int] = mapped_column(Integer)
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
