"""Officials, leaders and volunteers, and how many volunteers a province may train.

No citizen number is kept, not even hashed: there are so few that whoever holds the key finds each by trying, and no
rule asks for them. No birth date either: the focus on people of 35 and younger needs a yes or no.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.register import TwinState
from models.tables.record import Id, Record


class OfficialRecord(Record):
    """Who holds or held a position in an office; null days are not known. `name_key` is the name as it is compared."""

    __tablename__ = "officials"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    office_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"), index=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    position: Mapped[str]
    acting: Mapped[str | None]
    since: Mapped[dt.date | None] = mapped_column(Date)
    until: Mapped[dt.date | None] = mapped_column(Date)
    path: Mapped[str]
    made_by: Mapped[str]
    at: Mapped[dt.datetime]


class DistrictLeaderRecord(Record):
    """A trained leader (แกนนำ อสด.) of a district."""

    __tablename__ = "district_leaders"
    __table_args__ = (UniqueConstraint("district_id", "name_key"), Index("ix_district_leaders_name_key", "name_key"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    district_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"))
    name: Mapped[str]
    name_key: Mapped[str]
    agency: Mapped[str | None]
    trained_on: Mapped[dt.date | None] = mapped_column(Date)
    certificate_no: Mapped[str | None]
    path: Mapped[str] = mapped_column(index=True)
    made_by: Mapped[str]
    at: Mapped[dt.datetime]


class VolunteerRecord(Record):
    """A volunteer of a village: each step has its day, in their order. `is_focus_age` is null where nobody said."""

    __tablename__ = "volunteers"
    __table_args__ = (
        UniqueConstraint("village_id", "name_key"),
        Index("ix_volunteers_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
        Index("ix_volunteers_name_key", "name_key"),
        # Coverage is counted in it, and reads no row.
        Index("ix_volunteers_coverage", "path", "village_id", "certified_on"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    village_id: Mapped[str] = mapped_column(Id, ForeignKey("villages.id"))
    name: Mapped[str]
    name_key: Mapped[str]
    is_focus_age: Mapped[bool | None] = mapped_column(Boolean)
    online_on: Mapped[dt.date | None] = mapped_column(Date)
    online_hours: Mapped[int | None] = mapped_column(Integer)
    selected_on: Mapped[dt.date | None] = mapped_column(Date)
    classroom_on: Mapped[dt.date | None] = mapped_column(Date)
    classroom_hours: Mapped[int | None] = mapped_column(Integer)
    certified_on: Mapped[dt.date | None] = mapped_column(Date)
    certificate_no: Mapped[str | None]
    path: Mapped[str]
    made_by: Mapped[str]
    at: Mapped[dt.datetime]


class VolunteerTwinRecord(Record):
    """Two volunteers of one village who may be one person spelt twice: for a person to decide, never joined."""

    __tablename__ = "volunteer_twins"
    __table_args__ = (
        UniqueConstraint("volunteer_id", "other_id"),
        Index(
            "ix_volunteer_twins_open",
            "path",
            "id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    volunteer_id: Mapped[str] = mapped_column(Id, ForeignKey("volunteers.id"))
    other_id: Mapped[str] = mapped_column(Id, ForeignKey("volunteers.id"), index=True)
    state: Mapped[TwinState]
    path: Mapped[str]
    decided_by: Mapped[str | None]
    decided_at: Mapped[dt.datetime | None]
    reason: Mapped[str | None]


class QuotaRecord(Record):
    """How many volunteers a province may send to the classroom in a fiscal year (B.E.), and who says so."""

    __tablename__ = "quotas"
    __table_args__ = (UniqueConstraint("province_id", "fiscal_year"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    province_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"))
    fiscal_year: Mapped[int] = mapped_column(Integer)
    places: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(500))
    made_by: Mapped[str]
    at: Mapped[dt.datetime]
