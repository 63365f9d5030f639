"""Leaders publish activities and attach what proves them. A citizen's own post is none: a leader publishes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from docproc.documents import NotFoundError
from docproc.findings.noting import note_findings
from docproc.programme.districts import Place, held, held_with_proofs, party, place_of
from docproc.programme.refusals import AlreadyPaidError, RefusedError, reason_of
from docproc.programme.settling import settle, settle_of_file
from docproc.repository import activities, documents, programmes, sources, submissions, visibility
from docproc.repository.activities import Post
from docproc.repository.clock import moment
from docproc.repository.submissions import Step
from docproc.wiring import Service
from models.programme import SubmissionAct, SubmissionState
from models.rights import Actor, DeniedError, Right
from models.tables.documents import DocumentRecord
from models.tables.offices import OfficeRecord
from models.tables.programme import ActivityRecord, EvidenceItemRecord, SubmissionRecord

SHORTEST_TITLE: Final = 5  # letters; less than that is found on any screen
LONGEST_TITLE: Final = 500


def publish_activity(service: Service, actor: Actor, programme_code: str, district_code: str, post: Post) -> str:
    """Publish an activity in a district; its id. Raises NotFoundError, DeniedError, RefusedError."""
    title = " ".join(post.title.split())
    with service.database.writing() as session:
        place = place_of(session, programme_code, district_code)
        actor.require(Right.PUBLISH_ACTIVITY, place.district.path)
        _check_post(title, post)
        submission = _open_to_change(session, place)
        at = moment(session)
        shown = Post(" ".join(post.heading.split()), title, post.held_on, post.posted_on, post.sent_by)
        record = activities.add(session, place.programme.id, place.district.id, shown, party(actor), at)
        _changed(session, submission, actor, title)
        return record.id


def _check_post(title: str, post: Post) -> None:
    if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        raise RefusedError("gate.bad_title", {"least": str(SHORTEST_TITLE), "most": str(LONGEST_TITLE)})
    if post.posted_on < post.held_on:
        raise RefusedError("gate.posted_before_held")


def withdraw_activity(service: Service, actor: Actor, activity_id: str, reason: str) -> None:
    """Take an activity back, and with it its proofs. After the payment too: then an auditor is told.

    Raises NotFoundError, DeniedError, RefusedError.
    """
    why = reason_of(reason)
    with service.database.writing() as session:
        activity, district = _standing_activity(session, activity_id)
        actor.require(Right.PUBLISH_ACTIVITY, district.path)
        submission = held_with_proofs(session, Place(programmes.get(session, activity.programme_id), district))
        activity, _ = _standing_activity(session, activity_id)
        at = moment(session)
        activity.withdrawn_at, activity.withdrawn_by, activity.withdrawn_why = at, actor.user_id, why
        items = activities.items(session, [activity.id])
        for item in items:
            item.record.removed_at, item.record.removed_by, item.record.removed_why = at, actor.user_id, why
        session.flush()
        files = sorted({item.document.source_id for item in items})
        _changed(session, submission, actor, why, files)
    _settle_beside(service, files)


def attach_proof(service: Service, actor: Actor, activity_id: str, document_id: str) -> str:
    """Let a document that was handed in prove the activity; the item's id.

    Raises NotFoundError, DeniedError, and RefusedError where it proves an activity already, here or elsewhere.
    """
    with service.database.writing() as session:
        activity, district = _standing_activity(session, activity_id)
        actor.require(Right.SUBMIT_DISTRICT, district.path)
        document = documents.find(session, document_id)
        seen = visibility.seen_documents(session, [document_id], actor.areas(Right.READ_DOCUMENTS))
        if document is None or not document.is_current or document_id not in seen:
            raise NotFoundError(document_id)
        file = sources.lock(session, document.source_id).id
        place = Place(programmes.get(session, activity.programme_id), district)
        submission = _open_to_change(session, place)
        item_id = activities.attach(session, activity.id, document_id, party(actor), moment(session))
        if item_id is None:
            raise RefusedError("gate.proves_already")
        _changed(session, submission, actor, "", [file])
    _settle_beside(service, [file])
    return item_id


def remove_proof(service: Service, actor: Actor, item_id: str, reason: str) -> None:
    """Take a proof away from its activity, by the leader or by whoever checks.

    Raises NotFoundError, DeniedError, RefusedError.
    """
    why = reason_of(reason)
    with service.database.writing() as session:
        item = _standing_item(session, item_id)
        activity, district = _standing_activity(session, item.activity_id)
        if not actor.may(Right.SUBMIT_DISTRICT, district.path) and not actor.may(Right.CHECK_SUBMISSION, district.path):
            raise DeniedError(Right.SUBMIT_DISTRICT)
        file = sources.lock(session, session.get_one(DocumentRecord, item.document_id).source_id).id
        submission = submissions.locked(session, activity.programme_id, district.id, moment(session))
        item = _standing_item(session, item_id)
        item.removed_at, item.removed_by, item.removed_why = moment(session), actor.user_id, why
        session.flush()
        _changed(session, submission, actor, why, [file])
    _settle_beside(service, [file])


def _standing_item(session: Session, item_id: str) -> EvidenceItemRecord:
    item = activities.find_item(session, item_id)
    if item is None or item.removed_at is not None:
        raise NotFoundError(item_id)
    return item


def _standing_activity(session: Session, activity_id: str) -> tuple[ActivityRecord, OfficeRecord]:
    activity = activities.find(session, activity_id)
    if activity is None or activity.withdrawn_at is not None:
        raise NotFoundError(activity_id)
    return activity, activities.district_of(session, activity)


def _open_to_change(session: Session, place: Place) -> SubmissionRecord:
    """The submission, held; what was paid gets no more activities and proofs."""
    submission = held(session, place)
    if submission.state is SubmissionState.PAID:
        raise AlreadyPaidError("gate.already_paid")
    return submission


def _changed(
    session: Session, submission: SubmissionRecord, actor: Actor, reason: str, files: Sequence[str] = ()
) -> None:
    """What the documents of these files, held, prove is another thing now: the day of a sheet may not count for it."""
    for source_id in files:
        note_findings(session, source_id)
    at = moment(session)
    step = Step(SubmissionAct.CHANGED, party(actor), reason, submission.state, ())
    submissions.add_step(session, submission, step, at)
    settle(session, submission, at)


def _settle_beside(service: Service, files: Sequence[str]) -> None:
    """Settle the other districts that a picture like one of these serves.

    In transactions of their own: they hold several submissions, in their order, and this district's may not come first.
    """
    for source_id in files:
        with service.database.writing() as session:
            settle_of_file(session, source_id)
