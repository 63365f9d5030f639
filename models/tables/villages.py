"""The villages of the districts, by import: no list of them under a clear licence was found."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.record import Id, Record


class VillageRecord(Record):
    """One village. `code` is province, district, sub-district and หมู่ที่ (`moo`), two digits each.

    `path` is that of its district; `local_id` the local government in whose area it lies, where that is known.
    """

    __tablename__ = "villages"
    # A district's villages in the order of their codes, and an area's as a range of paths.
    __table_args__ = (Index("ix_villages_path", "path", "code", postgresql_ops={"path": "text_pattern_ops"}),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str]
    moo: Mapped[int] = mapped_column(Integer)
    subdistrict_code: Mapped[str] = mapped_column(String(6))
    subdistrict: Mapped[str]
    district_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"), index=True)
    local_id: Mapped[str | None] = mapped_column(Id, ForeignKey("offices.id"), index=True)
    path: Mapped[str]
