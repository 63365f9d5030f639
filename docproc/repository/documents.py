"""Queries about the documents inside files: saved by assembly, shown with what people said about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository import assertions, letters, search_entries, secrecy, waiting_letters
from models.contract import document_as_json
from models.document import Document
from models.tables.documents import DocumentRecord, TextPageRecord


def save(
    session: Session,
    source_id: str,
    version: str,
    documents: Sequence[Document],
    page_texts: Mapping[int, str],
    at: dt.datetime,
) -> list[str]:
    """Let these documents be what the file holds; returns their ids in order.

    A document that covers the pages of an earlier one keeps its id, so its address, its links and what people
    said about it stay with it. Earlier documents without pages here are kept and are no longer current.
    """
    earlier = list(session.scalars(select(DocumentRecord).where(DocumentRecord.source_id == source_id)))
    for record in earlier:
        record.is_current = False
    session.flush()
    rows = _successors(earlier, documents)
    for ordinal, (document, row) in enumerate(zip(documents, rows, strict=True), start=1):
        if row.id is None:
            row.id, row.source_id, row.created_at = new_id(), source_id, at
            session.add(row)
        _fill(row, ordinal, version, document, at)
        session.flush()
        assertions.save_machine(session, row.id, row.content, at)
        assertions.mark_doubts(session, row)
        letters.save(session, row.id, document, assertions.confirmed(session, row.id))
        _save_text(session, row, page_texts)
    assertions.forget_doubts(session, [record.id for record in earlier if not record.is_current])
    search_entries.rewrite(session, source_id)
    waiting_letters.rewrite(session, source_id)
    secrecy.mark(session, source_id)
    return [row.id for row in rows]


def _successors(earlier: list[DocumentRecord], documents: Sequence[Document]) -> list[DocumentRecord]:
    """For each document the earlier row that shares most pages with it, each row once; a new row where none does."""
    free = list(earlier)
    rows: list[DocumentRecord] = []
    for document in documents:
        pages = set(document.pages)
        row = max(free, key=lambda old: (len(pages & set(old.pages)), -len(old.pages), old.id), default=None)
        if row is None or not pages & set(row.pages):
            rows.append(DocumentRecord())
        else:
            free.remove(row)
            rows.append(row)
    return rows


def _fill(row: DocumentRecord, ordinal: int, version: str, document: Document, at: dt.datetime) -> None:
    content = document_as_json(document)
    row.ordinal = ordinal
    row.doc_type = document.doc_type
    row.pages = list(document.pages)
    row.text = document.text
    row.notes = content["notes"]
    row.problems = [asdict(problem) for problem in document.problems]
    row.content = content
    row.version = version
    row.is_current = True
    row.updated_at = at


def _save_text(session: Session, row: DocumentRecord, page_texts: Mapping[int, str]) -> None:
    session.execute(delete(TextPageRecord).where(TextPageRecord.document_id == row.id))
    for page in row.pages:
        text = page_texts.get(page, "")
        session.add(TextPageRecord(document_id=row.id, page=page, source_id=row.source_id, text=text))
    session.flush()


def find(session: Session, document_id: str) -> DocumentRecord | None:
    return session.get(DocumentRecord, document_id)


def by_ids(session: Session, document_ids: Iterable[str]) -> list[DocumentRecord]:
    """Those of the documents that there are, in any order."""
    return list(session.scalars(select(DocumentRecord).where(DocumentRecord.id.in_(set(document_ids)))))


def lock(session: Session, document_id: str) -> DocumentRecord | None:
    """The document, held until the transaction ends."""
    return session.scalar(select(DocumentRecord).where(DocumentRecord.id == document_id).with_for_update())


def sources_of(session: Session, document_ids: Sequence[str]) -> dict[str, str]:
    """The file of each document, by the document's id."""
    query = select(DocumentRecord.id, DocumentRecord.source_id).where(DocumentRecord.id.in_(document_ids))
    return {row.id: row.source_id for row in session.execute(query)}


def of_source(session: Session, source_id: str) -> list[DocumentRecord]:
    """The documents that the file holds now, in order."""
    return list(
        session.scalars(
            select(DocumentRecord)
            .where(DocumentRecord.source_id == source_id, DocumentRecord.is_current)
            .order_by(DocumentRecord.ordinal)
        )
    )


def of_sources(session: Session, source_ids: Sequence[str]) -> dict[str, list[DocumentRecord]]:
    """The documents of several files, in order, for lists."""
    found: dict[str, list[DocumentRecord]] = {source_id: [] for source_id in source_ids}
    rows = session.scalars(
        select(DocumentRecord)
        .where(DocumentRecord.source_id.in_(source_ids), DocumentRecord.is_current)
        .order_by(DocumentRecord.source_id, DocumentRecord.ordinal)
    )
    for row in rows:
        found[row.source_id].append(row)
    return found


def has_problems(session: Session, source_id: str) -> bool:
    """Whether a person must look at one of the file's documents."""
    return any(row.problems for row in of_source(session, source_id)) or assertions.has_doubts(session, source_id)
