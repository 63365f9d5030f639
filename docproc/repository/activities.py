"""Queries about activities that leaders published, and the documents that prove them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository import sources
from docproc.repository.inserting import insert_new
from docproc.repository.visibility import file_is_seen
from models.programme import Party
from models.rights import Areas
from models.status import DocType
from models.tables.documents import DocumentRecord
from models.tables.offices import OfficeRecord
from models.tables.originals import SourceRecord
from models.tables.programme import ActivityRecord, EvidenceItemRecord


@dataclass(frozen=True, slots=True)
class Post:
    """What a leader publishes. `sent_by`: the citizen whose activity it is, where one asked for it."""

    heading: str
    title: str
    held_on: dt.date
    posted_on: dt.date
    sent_by: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A standing proof with its document and the SHA-256 of its file."""

    record: EvidenceItemRecord
    document: DocumentRecord
    sha256: str


@dataclass(frozen=True, slots=True)
class Attachable:
    """A document that may become a proof, with the name of its file."""

    document: DocumentRecord
    file_name: str


def attachable(session: Session, areas: Areas, limit: int) -> list[Attachable]:
    """Current sheets, photographs and screenshots of these areas that prove no activity, the newest first."""
    proving = select(EvidenceItemRecord.document_id).where(EvidenceItemRecord.removed_at.is_(None))
    found = session.scalars(
        select(DocumentRecord)
        .where(
            DocumentRecord.is_current,
            DocumentRecord.doc_type.in_((DocType.ATTENDANCE_SHEET, DocType.PHOTO, DocType.SCREENSHOT)),
            DocumentRecord.id.not_in(proving),
            file_is_seen(DocumentRecord.source_id, areas),
        )
        .order_by(DocumentRecord.id.desc())
        .limit(limit)
    ).all()
    names = sources.first_deliveries(session, [one.source_id for one in found], areas)
    return [Attachable(one, names[one.source_id].name) for one in found]


def proving(session: Session, document_ids: Sequence[str]) -> set[str]:
    """Those of the documents that prove an activity."""
    return set(
        session.scalars(
            select(EvidenceItemRecord.document_id).where(
                EvidenceItemRecord.document_id.in_(document_ids), EvidenceItemRecord.removed_at.is_(None)
            )
        )
    )


def add(
    session: Session, programme_id: str, district_id: str, post: Post, publisher: Party, at: dt.datetime
) -> ActivityRecord:
    record = ActivityRecord(
        id=new_id(),
        programme_id=programme_id,
        district_id=district_id,
        heading=post.heading,
        title=post.title,
        held_on=post.held_on,
        posted_on=post.posted_on,
        publisher_id=publisher.user_id,
        publisher_name=publisher.name,
        sent_by=post.sent_by,
        published_at=at,
    )
    session.add(record)
    session.flush()
    return record


def find(session: Session, activity_id: str) -> ActivityRecord | None:
    return session.get(ActivityRecord, activity_id, populate_existing=True)


def standing(session: Session, programme_id: str, district_id: str) -> list[ActivityRecord]:
    """The district's activities that nobody withdrew, in the order in which they were published."""
    return list(
        session.scalars(
            select(ActivityRecord)
            .where(
                ActivityRecord.programme_id == programme_id,
                ActivityRecord.district_id == district_id,
                ActivityRecord.withdrawn_at.is_(None),
            )
            .order_by(ActivityRecord.id)
            .execution_options(populate_existing=True)
        )
    )


def attach(session: Session, activity_id: str, document_id: str, by: Party, at: dt.datetime) -> str | None:
    """The new item's id; None, and nothing written, where the document proves an activity already."""
    row = {
        "id": new_id(),
        "activity_id": activity_id,
        "document_id": document_id,
        "attached_by": by.user_id,
        "attached_name": by.name,
        "attached_at": at,
    }
    return next(iter(insert_new(session, EvidenceItemRecord, [row])), None)


def find_item(session: Session, item_id: str) -> EvidenceItemRecord | None:
    return session.get(EvidenceItemRecord, item_id, populate_existing=True)


def items(session: Session, activity_ids: Sequence[str]) -> list[Item]:
    """The standing proofs of these activities, in the order in which they were attached."""
    rows = session.execute(
        select(EvidenceItemRecord, DocumentRecord, SourceRecord.sha256)
        .join(DocumentRecord, DocumentRecord.id == EvidenceItemRecord.document_id)
        .join(SourceRecord, SourceRecord.id == DocumentRecord.source_id)
        .where(EvidenceItemRecord.activity_id.in_(activity_ids), EvidenceItemRecord.removed_at.is_(None))
        .order_by(EvidenceItemRecord.id)
        .execution_options(populate_existing=True)
    )
    return [Item(record, document, sha256) for record, document, sha256 in rows]


def districts_served(session: Session, programme_id: str, document_ids: Iterable[str]) -> dict[str, OfficeRecord]:
    """For each of the documents that proves an activity of the programme, that activity's district."""
    rows = session.execute(
        select(EvidenceItemRecord.document_id, OfficeRecord)
        .join(ActivityRecord, ActivityRecord.id == EvidenceItemRecord.activity_id)
        .join(OfficeRecord, OfficeRecord.id == ActivityRecord.district_id)
        .where(
            EvidenceItemRecord.document_id.in_(list(document_ids)),
            EvidenceItemRecord.removed_at.is_(None),
            ActivityRecord.withdrawn_at.is_(None),
            ActivityRecord.programme_id == programme_id,
        )
    )
    return {row.document_id: row.OfficeRecord for row in rows}


def sources_of_proofs(session: Session, programme_id: str, district_id: str) -> list[str]:
    """The files in which the district's standing proofs lie, in the order in which they are locked."""
    query = (
        select(DocumentRecord.source_id)
        .join(EvidenceItemRecord, EvidenceItemRecord.document_id == DocumentRecord.id)
        .join(ActivityRecord, ActivityRecord.id == EvidenceItemRecord.activity_id)
        .where(
            ActivityRecord.programme_id == programme_id,
            ActivityRecord.district_id == district_id,
            ActivityRecord.withdrawn_at.is_(None),
            EvidenceItemRecord.removed_at.is_(None),
        )
        .distinct()
        .order_by(DocumentRecord.source_id)
    )
    return list(session.scalars(query))


def district_of(session: Session, activity: ActivityRecord) -> OfficeRecord:
    return session.get_one(OfficeRecord, activity.district_id)


def documents_of_file(session: Session, source_id: str) -> list[str]:
    """Ids of every document that the file ever held: a proof may be one that a later reading did away with."""
    return list(session.scalars(select(DocumentRecord.id).where(DocumentRecord.source_id == source_id)))
