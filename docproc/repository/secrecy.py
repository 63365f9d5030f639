"""Which files bear a secrecy class: kept in the transaction that reads one or says that none is there."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from docproc.repository.inserting import insert_new
from models.status import Act
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.originals import SecretFileRecord
from models.tables.record import MACHINE

FIELD = "secrecy"


def mark(session: Session, source_id: str) -> None:
    """Let the file be secret where a document of it bears a class, as a person says or else as it was read.

    A later reading that sees no class opens nothing: only a person's word does, that none stands there.
    """
    said = _said(session, source_id)
    people = {one.document_id for one in said if one.made_by != MACHINE}
    if any(one.value and (one.made_by != MACHINE or one.document_id not in people) for one in said):
        insert_new(session, SecretFileRecord, [{"source_id": source_id}])
    elif people:
        session.execute(delete(SecretFileRecord).where(SecretFileRecord.source_id == source_id))


def secret_among(session: Session, source_ids: Iterable[str]) -> set[str]:
    """Those of the files that bear a class, whoever asks."""
    return set(
        session.scalars(select(SecretFileRecord.source_id).where(SecretFileRecord.source_id.in_(set(source_ids))))
    )


def _said(session: Session, source_id: str) -> list[AssertionRecord]:
    """What stands about the class of the documents that the file holds now."""
    query = (
        select(AssertionRecord)
        .join(DocumentRecord, DocumentRecord.id == AssertionRecord.document_id)
        .where(
            DocumentRecord.source_id == source_id,
            DocumentRecord.is_current,
            AssertionRecord.field == FIELD,
            AssertionRecord.superseded_at.is_(None),
            AssertionRecord.act != Act.WITHDRAWN,
        )
    )
    return list(session.scalars(query))
