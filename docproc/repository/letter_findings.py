"""What linking puts down for an auditor about letters, beside what other parts put down about the same documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from docproc.repository import findings
from models.finding import FindingKind, FindingState, SeenFinding
from models.tables.pictures import FindingRecord

KINDS = (
    FindingKind.PASSAGE_DIFFERS,
    FindingKind.LETTERS_DIFFER,
    FindingKind.SAME_NUMBER,
    FindingKind.EARLY_RECEIPT,
)


def put_down(session: Session, lower_ids: Collection[str], seen: Sequence[SeenFinding], at: dt.datetime) -> None:
    """Let these be the findings in which one of these letters is the lower, or only, one.

    An open one that is seen no more goes, an explained one stays.
    """
    keys = {one.key for one in seen}
    query = select(FindingRecord).where(
        FindingRecord.kind.in_(KINDS),
        FindingRecord.state == FindingState.OPEN,
        or_(
            FindingRecord.other_id.in_(lower_ids),
            and_(FindingRecord.other_id.is_(None), FindingRecord.document_id.in_(lower_ids)),
        ),
    )
    for row in session.scalars(query).all():
        if row.key not in keys:
            session.delete(row)
    session.flush()
    findings.add(session, seen, at)
