"""Which letters head the chains that somebody sees part of."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from docproc.repository.visibility import document_is_seen
from models.rights import Areas
from models.status import LinkState
from models.tables.documents import DocumentRecord
from models.tables.letters import LetterRecord
from models.tables.links import LinkRecord


def tops(session: Session, areas: Areas, before: str | None, limit: int) -> list[str]:
    """Letters of these areas that hang together with others and under none that is seen too, the latest first."""
    linked, upper = aliased(LinkRecord), aliased(LinkRecord)
    query = (
        select(DocumentRecord.id)
        .join(LetterRecord, LetterRecord.document_id == DocumentRecord.id)
        .where(
            DocumentRecord.is_current,
            document_is_seen(DocumentRecord.id, areas),
            exists().where(
                or_(linked.to_document_id == DocumentRecord.id, linked.from_document_id == DocumentRecord.id),
                linked.state != LinkState.REJECTED,
            ),
            ~exists().where(
                upper.from_document_id == DocumentRecord.id,
                upper.state != LinkState.REJECTED,
                document_is_seen(upper.to_document_id, areas),
            ),
        )
        .order_by(DocumentRecord.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(DocumentRecord.id < before)
    return list(session.scalars(query))
