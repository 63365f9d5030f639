"""What names a document in lists and links: its kind, number and subject, as people set them, else as read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from docproc.repository import assertions, documents
from docproc.wiring import Service
from models.status import DocType
from models.tables.documents import DocumentRecord

NAMING_FIELDS = ("reference_no", "subject", "activity")


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """`subject` is that of a letter, or a sheet's activity."""

    document_id: str
    source_id: str
    doc_type: DocType
    reference_no: str | None
    subject: str | None


def heads_of_files(service: Service, source_ids: Iterable[str]) -> dict[str, list[DocumentHead]]:
    """The documents of each file, in order; an empty list where there are none yet."""
    with service.database.reading() as session:
        held = documents.of_sources(session, list(source_ids))
        heads = {head.document_id: head for head in _heads(session, [one for found in held.values() for one in found])}
    return {source_id: [heads[one.id] for one in found] for source_id, found in held.items()}


def find_heads(service: Service, document_ids: Iterable[str]) -> dict[str, DocumentHead]:
    """These documents by id; unknown ids are left out."""
    with service.database.reading() as session:
        heads = _heads(session, documents.by_ids(session, document_ids))
    return {head.document_id: head for head in heads}


def _heads(session: Session, found: Sequence[DocumentRecord]) -> list[DocumentHead]:
    said = assertions.words_of_people(session, [one.id for one in found], NAMING_FIELDS)
    return [_head(one, {**one.content, **said.get(one.id, {})}) for one in found]


def _head(document: DocumentRecord, values: dict[str, str | None]) -> DocumentHead:
    return DocumentHead(
        document_id=document.id,
        source_id=document.source_id,
        doc_type=document.doc_type,
        reference_no=values.get("reference_no"),
        subject=values.get("subject") or values.get("activity"),
    )
