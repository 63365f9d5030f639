"""Who passes on, names or answers whom, and what people said about it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.chain import LinkKind
from models.status import LinkState
from models.tables.record import Id, Record


class LinkRecord(Record):
    """From the lower document (which cites, encloses ...) to the upper one, and how far that is proved."""

    __tablename__ = "links"
    __table_args__ = (
        UniqueConstraint("from_document_id", "to_document_id", "kind"),
        # Those that wait for a person.
        Index(
            "ix_links_suspected",
            "id",
            sqlite_where=text("state = 'suspected'"),
            postgresql_where=text("state = 'suspected'"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    from_document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
    to_document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), index=True)
    kind: Mapped[LinkKind]
    state: Mapped[LinkState]
    score: Mapped[float] = mapped_column(Float)
    reasons: Mapped[list[Any]]
    citation_position: Mapped[int | None] = mapped_column(Integer)
    made_by: Mapped[str]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]


class LinkDecisionRecord(Record):
    """What a person said about a link, kept whether or not a machine still sees that link.

    `state` is confirmed, rejected, or suspected where a person takes back what was said. `machine` is how the link
    stood before anybody said anything: its state, score and reasons.
    """

    __tablename__ = "link_decisions"
    __table_args__ = (
        Index(
            "uq_link_decisions_current",
            "from_document_id",
            "to_document_id",
            "kind",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    from_document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
    to_document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), index=True)
    kind: Mapped[LinkKind]
    state: Mapped[LinkState]
    reason: Mapped[str]
    machine: Mapped[dict[str, Any]]
    made_by: Mapped[str]
    at: Mapped[dt.datetime]
    superseded_at: Mapped[dt.datetime | None]


class ChainRootRecord(Record):
    """The uppermost document of a chain, with what the list of chains says of it.

    `counted_at` is null while links in the chain have changed since it was counted.
    """

    __tablename__ = "chain_roots"

    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), primary_key=True)
    documents: Mapped[int] = mapped_column(Integer)
    verified_links: Mapped[int] = mapped_column(Integer)
    suspected_links: Mapped[int] = mapped_column(Integer)
    receipts: Mapped[int] = mapped_column(Integer)
    counted_at: Mapped[dt.datetime | None]
