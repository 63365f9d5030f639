"""Lets each submission stand where the facts put it, and puts down every step that follows from them.

Acts of people settle their own submission. What happens to a document elsewhere (read anew, corrected, a link
rejected, a finding opened) settles the submissions it serves when its file is linked anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy.orm import Session

from docproc.programme.collecting import facts_of
from docproc.programme.facts import Facts
from docproc.programme.gate import Verdict, judge
from docproc.repository import activities, findings, submissions
from docproc.repository.clock import moment
from docproc.repository.submissions import Step
from docproc.wiring import Service
from models.programme import Need, Party, SubmissionAct, SubmissionState
from models.tables.programme import SubmissionRecord
from models.tables.record import MACHINE

THE_MACHINE: Final = Party(MACHINE, MACHINE)


def settle(session: Session, submission: SubmissionRecord, at: dt.datetime) -> tuple[Facts, Verdict]:
    """Judge the facts anew. The submission's row must be held by this transaction."""
    facts = facts_of(session, submission)
    verdict = judge(facts)
    step = _step(submission, verdict)
    if step is not None:
        submissions.add_step(session, submission, step, at)
    submission.missing = [need.as_json() for need in verdict.missing]
    session.flush()
    return facts, verdict


def _step(submission: SubmissionRecord, verdict: Verdict) -> Step | None:
    old, new, missing = submission.state, verdict.state, verdict.missing
    if new is SubmissionState.PAID:
        known = [Need.of_json(one) for one in submission.missing]
        is_news = any(need not in known for need in missing)
        return Step(SubmissionAct.FLAGGED, THE_MACHINE, "", new, missing) if is_news else None
    if new is old:
        return None
    if new.rank > old.rank:
        return Step(SubmissionAct.ADVANCED, THE_MACHINE, "", new, missing)
    return Step(SubmissionAct.REOPENED, THE_MACHINE, "", new, missing or (Need("gate.changed_after_check"),))


def settle_of_file(session: Session, source_id: str) -> None:
    """Settle the submissions that the file's documents serve, and those of documents found to be like them."""
    own = activities.documents_of_file(session, source_id)
    beside = {one for row in findings.about(session, own) for one in (row.document_id, row.other_id) if one}
    settle_serving(session, sorted({*own, *beside}))


def settle_serving(session: Session, document_ids: list[str]) -> None:
    """Settle the submissions in which one of these documents is a proof."""
    for found in submissions.of_documents(session, document_ids):
        held = submissions.locked(session, found.programme_id, found.district_id, moment(session))
        settle(session, held, moment(session))


def settle_programme(service: Service, programme_id: str) -> None:
    """Settle every district that has handed in and is not paid, each in a transaction of its own."""
    with service.database.reading() as session:
        districts = submissions.waiting_for_payment(session, programme_id)
    for district_id in districts:
        with service.database.writing() as session:
            now = moment(session)
            settle(session, submissions.locked(session, programme_id, district_id, now), now)
