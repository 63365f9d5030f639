"""What people may see of districts: one as it stands now, all of an area in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from docproc.documents import NotFoundError
from docproc.programme.collecting import facts_of
from docproc.programme.districts import Place, place_of
from docproc.programme.facts import Facts
from docproc.programme.gate import Verdict, judge
from docproc.repository import activities, offices, programmes, submissions
from docproc.repository.activities import Attachable, Item
from docproc.repository.submissions import Listed
from docproc.wiring import Service
from models.programme import Programme, SubmissionState
from models.rights import Actor, DeniedError, Right
from models.tables.offices import OfficeRecord
from models.tables.programme import PaymentRecord, SubmissionEventRecord, SubmissionRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """A district as it stands now. `offices` are those above it, from the top down, and itself."""

    programme: Programme
    offices: tuple[OfficeRecord, ...]
    facts: Facts
    verdict: Verdict
    items: tuple[Item, ...]
    steps: tuple[SubmissionEventRecord, ...]
    payment: PaymentRecord | None
    sent_by: Mapping[str, str]  # activity to the citizen whose it is

    @property
    def district(self) -> OfficeRecord:
        return self.offices[-1]


def standing_of(service: Service, actor: Actor, programme_code: str, district_code: str) -> Standing:
    """Judged now, whatever the last step said. Raises NotFoundError, DeniedError."""
    with service.database.reading() as session:
        place = place_of(session, programme_code, district_code)
        actor.require(Right.SEE_SUBMISSIONS, place.district.path)
        return _standing(session, place)


def _standing(session: Session, place: Place) -> Standing:
    programme, district = place.programme, place.district
    submission = submissions.find(session, programme.id, district.id) or SubmissionRecord(
        id="", programme_id=programme.id, district_id=district.id
    )
    facts = facts_of(session, submission)
    published = activities.standing(session, programme.id, district.id)
    return Standing(
        programme=facts.programme,
        offices=(*offices.above(session, district), district),
        facts=facts,
        verdict=judge(facts),
        items=tuple(activities.items(session, [one.id for one in facts.activities])),
        steps=tuple(submissions.steps(session, submission.id)),
        payment=submissions.payment_of(session, programme.id, district.id),
        sent_by={one.id: one.sent_by for one in published if one.sent_by},
    )


def attachable(service: Service, actor: Actor, limit: int = 40) -> list[Attachable]:
    """Sheets, photographs and screenshots that the actor may see and that prove nothing yet, the newest first."""
    with service.database.reading() as session:
        return activities.attachable(session, actor.areas(Right.READ_DOCUMENTS), limit)


def list_districts(
    service: Service,
    actor: Actor,
    programme_code: str,
    after: str = "",
    limit: int = 50,
    state: SubmissionState | None = None,
    only_flagged: bool = False,
) -> Sequence[Listed]:
    """The submissions that the actor may see, by the districts' paths, from behind `after` on.

    Raises NotFoundError, and DeniedError where the actor may see none anywhere.
    """
    areas = actor.areas(Right.SEE_SUBMISSIONS)
    if not areas:
        raise DeniedError(Right.SEE_SUBMISSIONS)
    with service.database.reading() as session:
        programme = programmes.find(session, programme_code)
        if programme is None:
            raise NotFoundError(programme_code)
        return submissions.page_after(session, programme.id, areas, after, limit, state, only_flagged)
