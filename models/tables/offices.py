"""The offices that send and receive letters, in their hierarchy from the ministries down."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.office import Tier
from models.tables.record import Id, Record


class OfficeRecord(Record):
    """One office. `code` names it everywhere outside the database; `path` holds the codes from the top down to it.

    `path` is `/52/5208/` for a district of a province: an office lies in an area when its path begins with the
    area's path. Codes of provinces and districts are those of the Department of Provincial Administration.
    """

    __tablename__ = "offices"
    # An office's area is a range of paths, whatever the database's collation.
    __table_args__ = (
        Index("ix_offices_path", "path", unique=True, postgresql_ops={"path": "text_pattern_ops"}),
        Index("ix_offices_tier_path", "tier", "path", postgresql_ops={"path": "text_pattern_ops"}),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    tier: Mapped[Tier]
    name: Mapped[str] = mapped_column(index=True)
    parent_id: Mapped[str | None] = mapped_column(Id, ForeignKey("offices.id"), index=True)
    path: Mapped[str]
    letter_code: Mapped[str | None]  # such as ลป, where letters of the office begin with one
    is_active: Mapped[bool] = mapped_column(server_default=text("true"), default=True)
