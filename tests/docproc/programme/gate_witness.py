"""What the gate should know, kept apart from it: told of every damage, and reading rows instead of judging facts."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.wiring import Service
from models.programme import SubmissionAct
from models.status import DocType
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.offices import OfficeRecord
from models.tables.programme import ActivityRecord, EvidenceItemRecord, SubmissionEventRecord, SubmissionRecord

COMPARED = ("poster", "date", "title")


@dataclass(frozen=True, slots=True)
class Standing:
    """A proof that nobody took away, of an activity that nobody withdrew."""

    item: str
    activity: str
    document: str
    source: str
    doc_type: DocType
    publisher: str
    attached_by: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of a district's. `in_view` is what a person who looks at it sees."""

    proofs: tuple[Standing, ...]
    publishers: tuple[str, ...]
    handed_in_by: str | None
    in_view: tuple[object, ...]

    @property
    def whose(self) -> set[str]:
        attached = {one.attached_by for one in self.proofs}
        return {*self.publishers, *attached, *({self.handed_in_by} if self.handed_in_by else ())}


@dataclass
class Witness:
    """`posters`: user id of whoever the screen shows. `unsure`: documents, each with what is wrong with it."""

    service: Service
    posters: dict[str, str | None] = field(default_factory=dict)
    unsure: dict[str, set[str]] = field(default_factory=dict)
    alike: list[tuple[str, str]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)  # screens of which a person said who posted: no reading changes that
    in_window: bool = True
    checked: dict[str, bool] = field(default_factory=dict)  # whether nothing has undone the last check of a district

    def evidence(self, district: str) -> Evidence:
        with self.service.database.reading() as session:
            office = select(OfficeRecord.id).where(OfficeRecord.code == district).scalar_subquery()
            published = list(
                session.scalars(
                    select(ActivityRecord)
                    .where(ActivityRecord.district_id == office, ActivityRecord.withdrawn_at.is_(None))
                    .order_by(ActivityRecord.id)
                )
            )
            proofs = tuple(one for activity in published for one in _proofs(session, activity))
            handed = session.execute(
                select(SubmissionEventRecord.made_by, SubmissionEventRecord.act)
                .join(SubmissionRecord, SubmissionRecord.id == SubmissionEventRecord.submission_id)
                .where(
                    SubmissionRecord.district_id == office,
                    SubmissionEventRecord.act.in_(
                        (SubmissionAct.HANDED_IN, SubmissionAct.TAKEN_BACK, SubmissionAct.RETURNED)
                    ),
                )
                .order_by(SubmissionEventRecord.number.desc())
                .limit(1)
            ).first()
            shown = _in_view(session, published, proofs)
        by = handed.made_by if handed is not None and handed.act is SubmissionAct.HANDED_IN else None
        return Evidence(proofs, tuple(one.publisher_id for one in published), by, shown)

    def damaged(self, document: str, how: str) -> None:
        self.unsure.setdefault(document, set()).add(how)

    def mended(self, document: str, how: str) -> None:
        self.unsure.get(document, set()).discard(how)

    def doubts(self, district: str, other: str) -> list[str]:
        """Why the district may not be paid, in words of this witness; nothing where it may."""
        ours, theirs = self.evidence(district), {one.document for one in self.evidence(other).proofs}
        found = [f"{one.document} {how}" for one in ours.proofs for how in sorted(self.unsure.get(one.document, ()))]
        for one in ours.proofs:
            if one.doc_type is DocType.SCREENSHOT and self.posters[one.document] != one.publisher:
                found.append(f"{one.document} posted by {self.posters[one.document]}")
            beside = {b for pair in self.alike for a, b in (pair, pair[::-1]) if a == one.document}
            if any("lost" not in self.unsure.get(copy, ()) for copy in beside & theirs):
                found.append(f"{one.document} serves another district")
        if not self.in_window:
            found.append("window")
        if ours.handed_in_by is None:
            found.append("not handed in")
        kinds: dict[str, set[DocType]] = {}
        for one in ours.proofs:
            kinds.setdefault(one.activity, set()).add(one.doc_type)
        if not any({DocType.SCREENSHOT, DocType.ATTENDANCE_SHEET} <= there for there in kinds.values()):
            found.append("no activity with a sheet and a screen")
        return found


def _proofs(session: Session, activity: ActivityRecord) -> list[Standing]:
    rows = session.execute(
        select(EvidenceItemRecord, DocumentRecord)
        .join(DocumentRecord, DocumentRecord.id == EvidenceItemRecord.document_id)
        .where(EvidenceItemRecord.activity_id == activity.id, EvidenceItemRecord.removed_at.is_(None))
        .order_by(EvidenceItemRecord.id)
    )
    return [
        Standing(
            item.id, activity.id, document.id, document.source_id, document.doc_type,
            activity.publisher_id, item.attached_by,
        )
        for item, document in rows
    ]  # fmt: skip


def _in_view(session: Session, published: list[ActivityRecord], proofs: tuple[Standing, ...]) -> tuple[object, ...]:
    said = session.execute(
        select(AssertionRecord.document_id, AssertionRecord.field, AssertionRecord.value)
        .where(
            AssertionRecord.document_id.in_([one.document for one in proofs]),
            AssertionRecord.field.in_(COMPARED),
            AssertionRecord.superseded_at.is_(None),
        )
        .order_by(AssertionRecord.document_id, AssertionRecord.field, AssertionRecord.id)
    )
    return (
        tuple((one.id, one.title, one.publisher_id) for one in published),
        tuple((one.activity, one.document) for one in proofs),
        tuple((row.document_id, row.field, str(row.value)) for row in said),
    )
