"""Queries about findings: what the machine sees now is put down once, and what a person said of it stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.inserting import insert_new
from docproc.repository.visibility import document_is_seen, one_file_is_seen
from models.finding import FindingKind, FindingState, SeenFinding
from models.rights import Areas
from models.tables.documents import DocumentRecord
from models.tables.originals import DeliveryRecord
from models.tables.pictures import FindingRecord
from models.tables.programme import ActivityRecord, EvidenceItemRecord


def put_down(session: Session, document_id: str, seen: Sequence[SeenFinding], at: dt.datetime) -> None:
    """Let these be the findings about the document; an open one that is seen no more goes, an explained one stays."""
    keys = {one.key for one in seen}
    for row in about(session, [document_id]):
        if row.state is FindingState.OPEN and row.key not in keys:
            session.delete(row)
    session.flush()
    add(session, seen, at)


def add(session: Session, seen: Sequence[SeenFinding], at: dt.datetime) -> None:
    """Put down those that are not there yet."""
    insert_new(session, FindingRecord, [_row(one, at) for one in seen])


def _row(one: SeenFinding, at: dt.datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "kind": one.kind,
        "key": one.key,
        "document_id": one.document_id,
        "other_id": one.other_id,
        "detail": one.detail,
        "places": [
            {"document": place.document_id, "source": place.source_id, "page": place.page, "box": place.box.as_list()}
            for place in one.places
        ],
        "state": FindingState.OPEN,
        "at": at,
    }


def about(session: Session, document_ids: Iterable[str]) -> list[FindingRecord]:
    """Every finding in which one of these documents has a part, the oldest first."""
    ids = list(document_ids)
    query = select(FindingRecord).where(or_(FindingRecord.document_id.in_(ids), FindingRecord.other_id.in_(ids)))
    return list(session.scalars(query.order_by(FindingRecord.id)))


def find(session: Session, finding_id: str) -> FindingRecord | None:
    return session.get(FindingRecord, finding_id)


def page_after(
    session: Session,
    areas: Areas,
    after: str | None,
    limit: int,
    state: FindingState | None,
    kind: FindingKind | None,
) -> list[FindingRecord]:
    """Findings with a document seen from these areas, the latest first, that come after the id `after`."""
    return list(session.scalars(listed(areas, after, state, kind).limit(limit)))


def listed(
    areas: Areas, after: str | None, state: FindingState | None, kind: FindingKind | None
) -> Select[FindingRecord]:
    """The whole list of which `page_after` gives a stretch."""
    query = (
        select(FindingRecord)
        .join(DocumentRecord, DocumentRecord.id == FindingRecord.document_id)
        .where(
            DocumentRecord.is_current,
            or_(
                one_file_is_seen(DocumentRecord.source_id, areas),
                and_(FindingRecord.other_id.is_not(None), document_is_seen(FindingRecord.other_id, areas)),
            ),
        )
        .order_by(FindingRecord.id.desc())
    )
    if after is not None:
        query = query.where(FindingRecord.id < after)
    if state is not None:
        query = query.where(FindingRecord.state == state)
    if kind is not None:
        query = query.where(FindingRecord.kind == kind)
    return query


def programme_of(session: Session, document_id: str) -> str | None:
    """The programme of which the document proves an activity; None where it proves none."""
    return session.scalars(
        select(ActivityRecord.programme_id)
        .join(EvidenceItemRecord, EvidenceItemRecord.activity_id == ActivityRecord.id)
        .where(EvidenceItemRecord.document_id == document_id, EvidenceItemRecord.removed_at.is_(None))
    ).one_or_none()


def offices_of(session: Session, source_ids: Iterable[str]) -> dict[str, set[str]]:
    """The offices in whose name each file was handed in."""
    query = select(DeliveryRecord.source_id, DeliveryRecord.office).where(
        DeliveryRecord.source_id.in_(list(source_ids))
    )
    found: dict[str, set[str]] = {}
    for source_id, office in session.execute(query):
        if office:
            found.setdefault(source_id, set()).add(office)
    return found
