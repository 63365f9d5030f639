"""What people do with findings: look through them, and say what one is. Nothing here judges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docproc.documents import NotFoundError
from docproc.programme.settling import settle_serving
from docproc.repository import findings
from docproc.repository.clock import moment
from docproc.repository.visibility import seen_documents
from docproc.wiring import Service
from models.finding import FindingKind, FindingState
from models.rights import Actor, Right
from models.tables.pictures import FindingRecord

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding as somebody may see it. `shown` are its documents that lie in the areas of who looks."""

    record: FindingRecord
    shown: frozenset[str]


def list_findings(
    service: Service,
    actor: Actor,
    after: str | None = None,
    limit: int = 25,
    state: FindingState | None = None,
    kind: FindingKind | None = None,
) -> list[ShownFinding]:
    """Findings of the auditor's areas, the latest first, that come after the id `after`."""
    areas = actor.areas(Right.AUDIT)
    with service.database.reading() as session:
        rows = findings.page_after(session, areas, after, limit, state, kind)
        return _shown(rows, seen_documents(session, _documents(rows), areas))


def findings_about(service: Service, actor: Actor, document_id: str) -> list[ShownFinding]:
    """Every finding in which the document has a part, the oldest first."""
    with service.database.reading() as session:
        rows = findings.about(session, [document_id])
        seen = seen_documents(session, _documents(rows), actor.areas(Right.READ_DOCUMENTS))
        return _shown(rows, seen)


def explain(service: Service, actor: Actor, finding_id: str, reason: str) -> None:
    """An auditor says what it is; what was said before is replaced.

    Raises NotFoundError where it is none, or none of the auditor's areas, and ValueError without a reason.
    """
    text = " ".join(reason.split())
    if not 0 < len(text) <= LONGEST_REASON:
        raise ValueError("an explanation needs a reason in words")
    with service.database.writing() as session:
        row = findings.find(session, finding_id)
        if row is None or not seen_documents(session, _documents([row]), actor.areas(Right.AUDIT)):
            raise NotFoundError(finding_id)
        row.state, row.explained_by, row.reason = FindingState.EXPLAINED, actor.name, text
        row.explained_at = moment(session)
        session.flush()
        settle_serving(session, sorted(_documents([row])))


def open_again(service: Service, actor: Actor, finding_id: str) -> None:
    """An auditor takes an explanation back. Raises NotFoundError."""
    with service.database.writing() as session:
        row = findings.find(session, finding_id)
        if row is None or not seen_documents(session, _documents([row]), actor.areas(Right.AUDIT)):
            raise NotFoundError(finding_id)
        row.state, row.explained_by, row.reason, row.explained_at = FindingState.OPEN, None, None, None
        session.flush()
        settle_serving(session, sorted(_documents([row])))


def _documents(rows: Sequence[FindingRecord]) -> set[str]:
    return {one for row in rows for one in (row.document_id, row.other_id) if one is not None}


def _shown(rows: Sequence[FindingRecord], seen: set[str]) -> list[ShownFinding]:
    return [ShownFinding(row, frozenset(_documents([row]) & seen)) for row in rows]
