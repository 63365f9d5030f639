"""Many treasurers at one moment: the database gives one of them the payment, whatever the order."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from docproc.corrections import ChangedMeanwhileError, confirm_field
from docproc.programme import submissions
from docproc.programme.activities import attach_proof
from docproc.programme.asd_rules import CODE
from docproc.programme.refusals import AlreadyPaidError, RefusedError
from docproc.programme.settling import settle_serving
from docproc.programme.views import standing_of
from docproc.wiring import Service
from models.programme import SubmissionAct, SubmissionState
from models.rights import Role
from models.tables.programme import PaymentRecord
from tests.docproc.programme import district as d

AT_ONCE = 6


@pytest.fixture
def payable(service: Service) -> Service:
    d.furnish(service)
    d.complete(service)
    d.check(service)
    return service


def test_one_of_many_treasurers_pays(payable: Service) -> None:
    seen, start = d.seal(payable), threading.Barrier(AT_ONCE)

    def pay(number: int) -> str | None:
        start.wait()
        with contextlib.suppress(AlreadyPaidError):
            treasurer = d.actor(f"treasurer-{number}", Role.TREASURER, d.PROVINCE)
            return submissions.pay(payable, treasurer, CODE, d.HERE, seen, d.LOOKED)
        return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        paid = [answer for answer in pool.map(pay, range(AT_ONCE)) if answer is not None]
    standing = standing_of(payable, d.AUDITOR, CODE, d.HERE)
    assert standing.payment is not None and paid == [standing.payment.id]
    assert [step.act for step in standing.steps].count(SubmissionAct.PAID) == 1


def test_correction_and_payment_at_once_end_reopened_or_flagged(payable: Service) -> None:
    """Whichever comes first, no payment stands on what was corrected away without an auditor being told."""
    seen, start = d.seal(payable), threading.Barrier(2)
    screen = next(item.document.id for item in standing_of(payable, d.AUDITOR, CODE, d.HERE).items[1:])

    def pay() -> None:
        start.wait()
        with contextlib.suppress(RefusedError, ChangedMeanwhileError):
            submissions.pay(payable, d.TREASURER, CODE, d.HERE, seen, d.LOOKED)

    def correct() -> None:
        start.wait()
        confirm_field(payable, screen, "poster", "ประชาชน คนหนึ่ง", "clerk")
        with payable.database.writing() as session:
            settle_serving(session, [screen])

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(pay), pool.submit(correct)]:
            done.result()
    standing = standing_of(payable, d.AUDITOR, CODE, d.HERE)
    assert [need.code for need in standing.verdict.missing][:1] == ["gate.lacks"]
    last = SubmissionAct.FLAGGED if standing.payment is not None else SubmissionAct.REOPENED
    assert standing.steps[-1].act is last


def test_one_document_attached_at_once_proves_one_activity(service: Service) -> None:
    d.furnish(service)
    activities = [d.publish(service, title=f"กิจกรรมครั้งที่ {number}") for number in range(AT_ONCE)]
    sheet, start = d.sheet(service, 1), threading.Barrier(AT_ONCE)

    def attach(activity: str) -> bool:
        start.wait()
        with contextlib.suppress(RefusedError):
            attach_proof(service, d.LEADER, activity, sheet)
            return True
        return False

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sum(pool.map(attach, activities)) == 1


def test_database_itself_refuses_a_second_payment_and_one_person_for_two(payable: Service) -> None:
    d.pay(payable)
    with payable.database.reading() as session:
        payment = session.scalars(select(PaymentRecord)).one()
        row = {column.key: getattr(payment, column.key) for column in PaymentRecord.__mapper__.column_attrs}
    changes: tuple[dict[str, str | None], ...] = (
        {},
        {"district_id": None, "paid_by": "clerk"},
        {"district_id": None, "payee_id": "treasurer"},
    )
    for change in changes:
        with pytest.raises(IntegrityError), payable.database.writing() as session:
            other = standing_of(payable, d.AUDITOR, CODE, d.THERE).district.id
            values = {**row, "id": "f" * 32, **change}
            session.add(PaymentRecord(**{**values, "district_id": values["district_id"] or other}))
    assert standing_of(payable, d.AUDITOR, CODE, d.HERE).verdict.state is SubmissionState.PAID
