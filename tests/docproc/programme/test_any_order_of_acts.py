"""Whatever people and machines do in whatever order: one payment, two people, sure proof, inside the rights."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from sqlalchemy import select

from docproc.config import Settings
from docproc.corrections import ChangedMeanwhileError, confirm_field
from docproc.db import migrate
from docproc.documents import NotFoundError
from docproc.programme import submissions
from docproc.programme.activities import attach_proof, remove_proof, withdraw_activity
from docproc.programme.asd_rules import CODE
from docproc.programme.refusals import RefusedError
from docproc.programme.rules import change_rule
from docproc.programme.settling import settle_of_file
from docproc.programme.views import standing_of
from docproc.repository import documents as document_rows
from docproc.repository.clock import moment
from docproc.wiring import open_service
from models.programme import RuleKey, SubmissionAct, SubmissionState
from models.rights import Actor, DeniedError, Grant, Right, Role
from models.tables.documents import DocumentRecord
from models.tables.programme import PaymentRecord, SubmissionEventRecord, SubmissionRecord
from tests.docproc.programme import district as d
from tests.docproc.programme.district import Shown
from tests.docproc.queueing.scripted_stages import VERSION

BOTH = Actor("both", "นายสอง หน้าที่", d.PROVINCE, (Grant(Role.CLERK, d.PROVINCE), Grant(Role.TREASURER, d.PROVINCE)))
BORDER = d.actor("border", Role.TREASURER, f"{d.PROVINCE}{d.THERE}/")
PEOPLE = (d.LEADER, d.SECOND_LEADER, d.THERE_LEADER, d.CLERK, d.TREASURER, d.AUDITOR, d.EVERYTHING, BOTH, BORDER)
DISTRICTS = (d.HERE, d.THERE)
REFUSALS = (RefusedError, DeniedError, NotFoundError, ChangedMeanwhileError)

people = st.sampled_from(PEOPLE)
districts = st.sampled_from(DISTRICTS)
screens = st.sampled_from((None, None, Shown(), Shown(), Shown(poster=None), Shown(poster="ประชาชน คนหนึ่ง")))


@contextlib.contextmanager
def may_be_refused() -> Iterator[None]:
    with contextlib.suppress(*REFUSALS):
        yield


class Gate(RuleBasedStateMachine):
    """The real use cases on SQLite; the invariants look at the rows alone."""

    activities: Bundle[Any] = Bundle("activities")
    documents: Bundle[Any] = Bundle("documents")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="docproc-")
        folder = Path(self._folder.name)
        self.service = open_service(
            Settings(data=folder, database_url=f"sqlite:///{folder}/a.db", redis_url=f"unix://{folder}/nobody.sock"),
            VERSION,
        )
        migrate(self.service.database)
        d.furnish(self.service)
        self.shade = 0
        self.seals = dict.fromkeys(DISTRICTS, "")
        # What the gate should know, kept apart from it: documents that prove nothing, and whether today counts.
        self.unsure: set[str] = set()
        self.lost: set[str] = set()
        self.is_in_window = True

    def teardown(self) -> None:
        self.service.close()
        self._folder.cleanup()

    @initialize(target=documents, is_checked=st.sampled_from((True, True, True, False)))
    def begins(self, is_checked: bool) -> str:
        """Chance alone would seldom bring a district to its payment, and never to what may follow."""
        screen = self._all_of_a_leader(d.LEADER)
        if is_checked:
            self._check(d.CLERK, d.HERE, None, fresh=True)
        return screen

    def _sheet(self, office: str) -> str:
        self.shade += 1
        return d.sheet(self.service, self.shade, office=office)

    @rule(target=activities, who=people, district=districts)
    def publish(self, who: Actor, district: str) -> str:
        with may_be_refused():
            return d.publish(self.service, who, district)
        return "no activity"

    @rule(target=documents, office=districts, shown=screens)
    def arrives(self, office: str, shown: Shown | None) -> str:
        if shown is None:
            return self._sheet(office)
        self.shade += 1
        document = d.screen(self.service, self.shade, shown, office)
        if shown.poster != Shown().poster:
            self.unsure.add(document)
        return document

    @rule(who=people, activity=activities, document=documents)
    def attach(self, who: Actor, activity: str, document: str) -> None:
        with may_be_refused():
            attach_proof(self.service, who, activity, document)

    @rule(target=documents, who=st.sampled_from((d.LEADER, d.THERE_LEADER)))
    def do_all_of_a_leader(self, who: Actor) -> str:
        return self._all_of_a_leader(who)

    def _all_of_a_leader(self, who: Actor) -> str:
        district = d.HERE if who is d.LEADER else d.THERE
        self.shade += 1
        screen = d.screen(self.service, self.shade, Shown(poster=who.name), district)
        with may_be_refused():
            activity = d.publish(self.service, who, district)
            attach_proof(self.service, who, activity, self._sheet(district))
            attach_proof(self.service, who, activity, screen)
            submissions.hand_in(self.service, who, CODE, district)
        return screen

    @rule(who=people, activity=consumes(activities))
    def withdraw(self, who: Actor, activity: str) -> None:
        with may_be_refused():
            withdraw_activity(self.service, who, activity, d.LOOKED)

    @rule(who=people, district=districts, which=st.integers(0, 3))
    def remove(self, who: Actor, district: str, which: int) -> None:
        items = standing_of(self.service, d.EVERYTHING, CODE, district).items
        if items:
            with may_be_refused():
                remove_proof(self.service, who, items[which % len(items)].record.id, d.LOOKED)

    @rule(who=people, district=districts, act=st.sampled_from(("hand_in", "take_back", "return_to_leader")))
    def move(self, who: Actor, district: str, act: str) -> None:
        with may_be_refused():
            if act == "hand_in":
                submissions.hand_in(self.service, who, CODE, district)
            else:
                getattr(submissions, act)(self.service, who, CODE, district, d.LOOKED)

    @rule(district=districts)
    def look(self, district: str) -> None:
        """Somebody opens the page; what is checked or paid later is what was seen now."""
        self.seals[district] = d.seal(self.service, district)

    @rule(district=districts, payee=st.sampled_from((d.LEADER, d.THERE_LEADER)))
    def clerk_checks(self, district: str, payee: Actor) -> None:
        self._check(d.CLERK, district, payee, fresh=True)

    @rule(district=st.sampled_from((d.HERE, d.HERE, d.THERE)))
    def treasurer_pays(self, district: str) -> None:
        self._pay(d.TREASURER, district, fresh=True)

    @rule(who=people, district=districts, payee=st.sampled_from((None, d.LEADER, d.SECOND_LEADER)), fresh=st.booleans())
    def check(self, who: Actor, district: str, payee: Actor | None, fresh: bool) -> None:
        self._check(who, district, payee, fresh=fresh)

    def _check(self, who: Actor, district: str, payee: Actor | None, *, fresh: bool) -> None:
        seen = d.seal(self.service, district) if fresh else self.seals[district]
        named = payee.user_id if payee is not None else None
        with may_be_refused():
            submissions.check(self.service, who, CODE, district, seen, d.LOOKED, named)

    @rule(who=people, district=districts, fresh=st.booleans())
    def pay(self, who: Actor, district: str, fresh: bool) -> None:
        self._pay(who, district, fresh=fresh)

    def _pay(self, who: Actor, district: str, *, fresh: bool) -> None:
        seen = d.seal(self.service, district) if fresh else self.seals[district]
        before = standing_of(self.service, d.EVERYTHING, CODE, district)
        with may_be_refused():
            submissions.pay(self.service, who, CODE, district, seen, d.LOOKED)
            assert before.verdict.state is SubmissionState.PAYABLE
            assert before.verdict.missing == () and seen == before.verdict.seal
            assert who.may(Right.PAY, before.district.path)
            assert before.facts.check is not None and before.facts.check.seal == seen
            assert self.is_in_window
            assert not {item.document.id for item in before.items} & (self.unsure | self.lost)

    @rule(
        which=st.integers(0, 3),
        what=st.sampled_from(("ประชาชน คนหนึ่ง", "ประชาชน คนหนึ่ง", "สมมุติ ทดสอบดี", "lost", "2026-01-10", "2099-12-31")),
        goes_on=st.booleans(),
    )
    def something_changes(self, which: int, what: str, goes_on: bool) -> None:
        """A person corrects a poster, a file is read anew without its document, or the window is moved.

        Clerk and treasurer may go on at once as if nothing had happened.
        """
        items = standing_of(self.service, d.EVERYTHING, CODE, d.HERE).items
        if items:
            self._change(items[which % len(items)].document.id, what)
        if goes_on:
            self._check(d.CLERK, d.HERE, d.LEADER, fresh=True)
            self._pay(d.TREASURER, d.HERE, fresh=True)

    def _change(self, document: str, what: str) -> None:
        if what.startswith("20"):
            change_rule(self.service, d.ADMINISTRATOR, CODE, RuleKey.WINDOW_END, what, d.LOOKED)
            self.is_in_window = what.startswith("2099")
        elif what == "lost":
            with self.service.database.writing() as session:
                record = session.get_one(DocumentRecord, document)
                document_rows.save(session, record.source_id, "2", [], {}, moment(session))
                settle_of_file(session, record.source_id)
            self.lost.add(document)
        else:
            with contextlib.suppress(ValueError, NotFoundError):
                confirm_field(self.service, document, "poster", what, "clerk")
                (self.unsure.add if what.startswith("ประชาชน") else self.unsure.discard)(document)

    @invariant()
    def one_payment_a_district_by_two_people(self) -> None:
        with self.service.database.reading() as session:
            payments = list(session.scalars(select(PaymentRecord)))
            steps = list(session.scalars(select(SubmissionEventRecord).order_by(SubmissionEventRecord.number)))
        assert len({payment.district_id for payment in payments}) == len(payments)
        for payment in payments:
            assert len({payment.payee_id, payment.checked_by, payment.paid_by}) == 3
            own = [step for step in steps if step.submission_id == payment.submission_id]
            at = next(n for n, step in enumerate(own) if step.act is SubmissionAct.PAID)
            handed_in = [step.made_by for step in own[:at] if step.act is SubmissionAct.HANDED_IN]
            assert handed_in and handed_in[-1] not in (payment.checked_by, payment.paid_by)
            assert (own[at].from_state, own[at].made_by) == (SubmissionState.PAYABLE, payment.paid_by)
            assert all(step.to_state is SubmissionState.PAID for step in own[at:])

    @invariant()
    def steps_lead_from_one_to_the_next(self) -> None:
        with self.service.database.reading() as session:
            for submission in session.scalars(select(SubmissionRecord)):
                own = list(
                    session.scalars(
                        select(SubmissionEventRecord)
                        .where(SubmissionEventRecord.submission_id == submission.id)
                        .order_by(SubmissionEventRecord.number)
                    )
                )
                assert [step.number for step in own] == list(range(1, len(own) + 1))
                states = [SubmissionState.DRAFT, *(step.to_state for step in own)]
                assert [step.from_state for step in own] == states[:-1]
                assert submission.state is states[-1]


Gate.TestCase.settings = settings(
    max_examples=20, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyOrderOfActs = Gate.TestCase
