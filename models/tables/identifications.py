"""What people said of a name on a paper: that it means this line of a register, or does not."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.register import PeopleKind
from models.status import LinkState
from models.tables.record import Id, Record

_STANDS = text("superseded_at IS NULL")


class IdentificationRecord(Record):
    """`field` is the name's place in the document's evidence, `name` how it read there when it was said.

    `state` is confirmed, rejected, or suspected where a person takes back what was said. `person_id` is an id in the
    list that `kind` names, `path` the area in which that person is registered.
    """

    __tablename__ = "identifications"
    __table_args__ = (
        Index(
            "uq_identifications_standing",
            "document_id",
            "field",
            "kind",
            "person_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_identifications_person", "kind", "person_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
    field: Mapped[str]
    kind: Mapped[PeopleKind]
    person_id: Mapped[str] = mapped_column(Id)
    path: Mapped[str]
    name: Mapped[str]
    state: Mapped[LinkState]
    reason: Mapped[str]
    made_by: Mapped[str]
    at: Mapped[dt.datetime]
    superseded_at: Mapped[dt.datetime | None]
