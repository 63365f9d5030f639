"""Queries about what people said of links. A decision outlives its link: when a machine sees it anew, it is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from models.chain import LinkKind
from models.status import LinkState
from models.tables.documents import DocumentRecord
from models.tables.links import LinkDecisionRecord, LinkRecord
from models.tables.record import MACHINE


@dataclass(frozen=True, slots=True)
class LinkName:
    """What tells a link from every other: the lower document, the upper one, and the kind."""

    from_document: str
    to_document: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of a link and why; SUSPECTED takes back what was said."""

    state: LinkState
    reason: str
    person: str


def find_link(session: Session, name: LinkName) -> LinkRecord | None:
    return session.scalars(
        select(LinkRecord).where(
            LinkRecord.from_document_id == name.from_document,
            LinkRecord.to_document_id == name.to_document,
            LinkRecord.kind == name.kind,
        )
    ).one_or_none()


def add(session: Session, link: LinkRecord, decision: Decision, at: dt.datetime) -> LinkDecisionRecord:
    """Put the decision down in place of an earlier one, and let the link stand accordingly."""
    name = LinkName(link.from_document_id, link.to_document_id, link.kind)
    earlier = _current(session, name)
    machine = earlier.machine if earlier is not None else _as_seen(link)
    if earlier is not None:
        earlier.superseded_at = at
        session.flush()
    taken_back = decision.state is LinkState.SUSPECTED
    link.state = LinkState(machine["state"]) if taken_back else decision.state
    link.made_by = MACHINE if taken_back else decision.person
    link.updated_at = at
    row = LinkDecisionRecord(
        id=new_id(),
        from_document_id=name.from_document,
        to_document_id=name.to_document,
        kind=name.kind,
        state=decision.state,
        reason=decision.reason,
        machine=machine,
        made_by=decision.person,
        at=at,
    )
    session.add(row)
    session.flush()
    return row


def _as_seen(link: LinkRecord) -> dict[str, Any]:
    return {"state": link.state.value, "score": link.score, "reasons": link.reasons}


def _current(session: Session, name: LinkName) -> LinkDecisionRecord | None:
    return session.scalars(
        select(LinkDecisionRecord).where(
            LinkDecisionRecord.from_document_id == name.from_document,
            LinkDecisionRecord.to_document_id == name.to_document,
            LinkDecisionRecord.kind == name.kind,
            LinkDecisionRecord.superseded_at.is_(None),
        )
    ).one_or_none()


def of_documents(session: Session, document_ids: Iterable[str]) -> list[LinkDecisionRecord]:
    """Everything people ever said of the links from and to these documents, the oldest first."""
    ids = list(document_ids)
    touches = or_(LinkDecisionRecord.from_document_id.in_(ids), LinkDecisionRecord.to_document_id.in_(ids))
    return list(session.scalars(select(LinkDecisionRecord).where(touches).order_by(LinkDecisionRecord.id)))


def rejected_above(session: Session, document_id: str) -> set[tuple[str, LinkKind]]:
    """The documents above this one that a person said it does not hang under, each with the kind of link meant."""
    query = select(LinkDecisionRecord.to_document_id, LinkDecisionRecord.kind).where(
        LinkDecisionRecord.from_document_id == document_id,
        LinkDecisionRecord.state == LinkState.REJECTED,
        LinkDecisionRecord.superseded_at.is_(None),
    )
    return {(upper, kind) for upper, kind in session.execute(query)}


def source_of(session: Session, document_id: str) -> str:
    """The file that holds the document."""
    return session.scalars(select(DocumentRecord.source_id).where(DocumentRecord.id == document_id)).one()
