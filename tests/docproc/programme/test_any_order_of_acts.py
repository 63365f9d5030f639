"""Whatever people and machines do in whatever order: one payment, two people, sure proof, inside the rights."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from docproc.config import Settings
from docproc.corrections import ChangedMeanwhileError
from docproc.db import migrate
from docproc.documents import NotFoundError
from docproc.programme import submissions
from docproc.programme.activities import attach_proof, remove_proof, withdraw_activity
from docproc.programme.asd_rules import CODE
from docproc.programme.refusals import RefusedError
from docproc.wiring import Service, open_service
from models.programme import SubmissionAct, SubmissionState
from models.rights import Actor, DeniedError, Grant, Right, Role
from models.tables.programme import PaymentRecord, SubmissionEventRecord, SubmissionRecord
from tests.docproc.programme import damages
from tests.docproc.programme import district as d
from tests.docproc.programme.district import Shown
from tests.docproc.programme.gate_witness import Standing, Witness
from tests.docproc.queueing.scripted_stages import VERSION

BOTH = Actor("both", "นายสอง หน้าที่", d.PROVINCE, (Grant(Role.CLERK, d.PROVINCE), Grant(Role.TREASURER, d.PROVINCE)))
BORDER = d.actor("border", Role.TREASURER, f"{d.PROVINCE}{d.THERE}/")
PEOPLE = (d.LEADER, d.SECOND_LEADER, d.THERE_LEADER, d.CLERK, d.TREASURER, d.AUDITOR, d.EVERYTHING, BOTH, BORDER)
DISTRICTS = (d.HERE, d.THERE)
LEADERS = {d.HERE: d.LEADER, d.THERE: d.THERE_LEADER}
REFUSALS = (RefusedError, DeniedError, NotFoundError, ChangedMeanwhileError)
AT_ONCE = 3
SEQUENCES = 20

people = st.sampled_from(PEOPLE)
districts = st.sampled_from(DISTRICTS)
any_of_them = st.integers(0, 3)


@contextlib.contextmanager
def may_be_refused() -> Iterator[None]:
    with contextlib.suppress(*REFUSALS):
        yield


def opened(folder: Path) -> Service:
    return open_service(
        Settings(data=folder, database_url=f"sqlite:///{folder}/a.db", redis_url=f"unix://{folder}/nobody.sock"),
        VERSION,
    )


class Gate(RuleBasedStateMachine):
    """The real use cases on SQLite, each sequence on a copy of a province in which both districts have handed in.

    Every payment is held against a witness who was told of each damage and looks at the rows alone.
    """

    first: ClassVar[Path]
    first_posters: ClassVar[dict[str, str | None]]
    reached: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="docproc-")
        shutil.copytree(self.first, self._folder.name, dirs_exist_ok=True)
        self.service = opened(Path(self._folder.name))
        self.witness = Witness(self.service, dict(self.first_posters), checked=dict.fromkeys(DISTRICTS, False))
        self.shade = 100
        self.seen = {district: self._look(district) for district in DISTRICTS}

    def teardown(self) -> None:
        try:
            for district in DISTRICTS:
                self._go_on(district)
            with self.service.database.reading() as session:
                states = set(session.scalars(select(SubmissionEventRecord.to_state)))
                paid = session.scalar(select(func.count()).select_from(PaymentRecord))
            self.reached.update(
                ["begun", *(["complete"] * (SubmissionState.CHECKED in states)), *["paid"] * bool(paid)]
            )
        finally:
            self.service.close()
            self._folder.cleanup()

    @initialize(is_checked=st.sampled_from((True, True, False)), how=st.sampled_from((None, *sorted(damages.DAMAGES))))
    def begins(self, is_checked: bool, how: str | None) -> None:
        if is_checked:
            self._check(d.CLERK, d.HERE, d.LEADER, fresh=True)
        if how is not None:
            self._happens(d.HERE, how, 0, settles=False)

    # What leaders and others do with the evidence.

    def _screen(self, leader: Actor, office: str, shown: Shown | None = None) -> str:
        self.shade += 1
        shown = shown if shown is not None else Shown(poster=leader.name)
        screen = d.screen(self.service, self.shade, shown, office)
        self.witness.posters[screen] = leader.user_id if shown.poster == leader.name else None
        return screen

    def _changed(self, district: str) -> None:
        self.witness.checked[district] = False

    @rule(
        who=people, district=districts, shown=st.sampled_from((None, Shown(poster=None), Shown(poster="ประชาชน คนหนึ่ง")))
    )
    def publish(self, who: Actor, district: str, shown: Shown | None) -> None:
        with may_be_refused():
            activity = d.publish(self.service, who, district)
            self._changed(district)
            assert who.may(Right.PUBLISH_ACTIVITY, f"{d.PROVINCE}{district}/")
            attach_proof(self.service, who, activity, self._screen(who, district, shown))

    @rule(who=people, to=districts, which=any_of_them, is_own=st.booleans())
    def attach_again(self, who: Actor, to: str, which: int, is_own: bool) -> None:
        """A document that proves something already, here or in the other district."""
        ours = self.witness.evidence(to).proofs
        shown = ours if is_own else self.witness.evidence(_other(to)).proofs
        if ours and shown:
            with pytest.raises(REFUSALS):
                attach_proof(self.service, who, ours[0].activity, shown[which % len(shown)].document)

    @rule(district=districts)
    def all_of_a_leader(self, district: str) -> None:
        leader = LEADERS[district]
        with may_be_refused():
            activity = d.publish(self.service, leader, district)
            self._changed(district)
            self.shade += 1
            attach_proof(self.service, leader, activity, d.sheet(self.service, self.shade, office=district))
            attach_proof(self.service, leader, activity, self._screen(leader, district))
            submissions.hand_in(self.service, leader, CODE, district)

    @rule(who=people, district=districts, which=any_of_them, whole=st.booleans())
    def take_away(self, who: Actor, district: str, which: int, whole: bool) -> None:
        proof = self._one(district, which)
        if proof is not None:
            with may_be_refused():
                if whole:
                    withdraw_activity(self.service, who, proof.activity, d.LOOKED)
                else:
                    remove_proof(self.service, who, proof.item, d.LOOKED)
                self._changed(district)

    @rule(who=people, district=districts, act=st.sampled_from(("hand_in", "take_back", "return_to_leader")))
    def move(self, who: Actor, district: str, act: str) -> None:
        right = Right.CHECK_SUBMISSION if act == "return_to_leader" else Right.SUBMIT_DISTRICT
        with may_be_refused():
            reason = () if act == "hand_in" else (d.LOOKED,)
            getattr(submissions, act)(self.service, who, CODE, district, *reason)
            self._changed(district)
            assert who.may(right, f"{d.PROVINCE}{district}/")

    # What happens to it.

    @rule(
        district=districts,
        which=any_of_them,
        how=st.sampled_from(sorted(damages.DAMAGES)),
        settles=st.booleans(),
        goes_on=st.booleans(),
    )
    def something_happens(self, district: str, which: int, how: str, settles: bool, goes_on: bool) -> None:
        """Clerk and treasurer may go on as if nothing had; `settles` where the machine has been there before."""
        self._happens(district, how, which, settles=settles)
        if goes_on:
            self._go_on(district)

    def _happens(self, district: str, how: str, which: int, *, settles: bool) -> None:
        """To the first proof, from the one named `which` on, to which it can happen."""
        for number in range(which, which + 2):
            proof, beside = self._one(district, number), self._one(_other(district), number)
            if proof is not None and beside is not None and damages.DAMAGES[how](self.witness, proof, beside):
                if settles:
                    self._settle(proof, beside, (district, _other(district)), how)
                return

    def _settle(self, proof: Standing, beside: Standing, where: tuple[str, str], how: str) -> None:
        damages.settle(self.service, proof, beside)
        for district, one in zip(where, (proof, beside), strict=True):
            if self.witness.unsure.get(one.document) or how == "same_picture":
                self._changed(district)

    def _one(self, district: str, which: int) -> Standing | None:
        proofs = self.witness.evidence(district).proofs
        return proofs[which % len(proofs)] if proofs else None

    # Whoever checks and pays.

    @rule(district=districts)
    def look(self, district: str) -> None:
        """Somebody opens the page; what is checked or paid later is what was seen now."""
        self.seen[district] = self._look(district)

    def _look(self, district: str) -> tuple[str, tuple[object, ...]]:
        return d.seal(self.service, district), self.witness.evidence(district).in_view

    @rule(district=districts)
    def go_on(self, district: str) -> None:
        self._go_on(district)

    def _go_on(self, district: str) -> None:
        self._check(d.CLERK, district, LEADERS[district], fresh=True)
        self._pay(d.TREASURER, district, fresh=True)

    @rule(district=districts, who=st.sampled_from((BOTH, d.EVERYTHING, d.LEADER)))
    def one_person_does_both(self, district: str, who: Actor) -> None:
        self._check(who, district, LEADERS[district], fresh=True)
        self._pay(who, district, fresh=True)

    @rule(who=people, district=districts, payee=st.sampled_from((None, d.LEADER, d.SECOND_LEADER)), fresh=st.booleans())
    def check(self, who: Actor, district: str, payee: Actor | None, fresh: bool) -> None:
        self._check(who, district, payee, fresh=fresh)

    def _check(self, who: Actor, district: str, payee: Actor | None, *, fresh: bool) -> None:
        seal, seen = self._look(district) if fresh else self.seen[district]
        before, named = self.witness.evidence(district), payee.user_id if payee is not None else None
        named = named if named in before.publishers else None
        with may_be_refused():
            submissions.check(self.service, who, CODE, district, seal, d.LOOKED, named)
            assert who.may(Right.CHECK_SUBMISSION, f"{d.PROVINCE}{district}/") and who.user_id not in before.whose
            assert seen == before.in_view and self.witness.doubts(district, _other(district)) == []
            self.witness.checked[district] = True

    @rule(who=people, district=districts, fresh=st.booleans())
    def pay(self, who: Actor, district: str, fresh: bool) -> None:
        self._pay(who, district, fresh=fresh)

    @rule(district=districts)
    def pay_at_once(self, district: str) -> None:
        self._pay(d.TREASURER, district, fresh=True, at_once=AT_ONCE)

    def _pay(self, who: Actor, district: str, *, fresh: bool, at_once: int = 1) -> None:
        seal, seen = self._look(district) if fresh else self.seen[district]
        before, doubts = self.witness.evidence(district), self.witness.doubts(district, _other(district))
        was_paid = self._count_paid(district)

        def try_it(_: int) -> bool:
            with may_be_refused():
                submissions.pay(self.service, who, CODE, district, seal, d.LOOKED)
                return True
            return False

        if at_once == 1:
            paid = int(try_it(0))
        else:
            with ThreadPoolExecutor(at_once) as pool:
                paid = sum(pool.map(try_it, range(at_once)))
        if paid:
            assert paid == 1 and was_paid == 0
            assert who.may(Right.PAY, f"{d.PROVINCE}{district}/") and who.user_id not in before.whose
            assert doubts == [] and self.witness.checked[district] and seen == before.in_view

    def _count_paid(self, district: str) -> int:
        with self.service.database.reading() as session:
            vouchers = session.scalars(select(PaymentRecord.voucher))
            return sum(one["number"] == f"{CODE}/{district}" for one in vouchers)

    # What holds after every act.

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
            assert (own[at].from_state, own[at].made_by) == (SubmissionState.PAYABLE, payment.paid_by)
            assert all(step.to_state is SubmissionState.PAID for step in own[at:])

    @invariant()
    def steps_lead_from_one_to_the_next(self) -> None:
        with self.service.database.reading() as session:
            states = {one.id: one.state for one in session.scalars(select(SubmissionRecord))}
            steps = list(session.scalars(select(SubmissionEventRecord).order_by(SubmissionEventRecord.number)))
        for submission, state in states.items():
            own = [step for step in steps if step.submission_id == submission]
            assert [step.number for step in own] == list(range(1, len(own) + 1))
            assert [step.from_state for step in own] == [SubmissionState.DRAFT, *(step.to_state for step in own)][:-1]
            assert state is own[-1].to_state


def _other(district: str) -> str:
    return d.THERE if district == d.HERE else d.HERE


@pytest.fixture(scope="module")
def both_handed_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str | None]]:
    """Database and files of both districts' complete evidence, made once; and whose post each screen shows."""
    folder = tmp_path_factory.mktemp("both")
    service = opened(folder)
    migrate(service.database)
    d.furnish(service)
    posters: dict[str, str | None] = {}
    for number, (district, leader) in enumerate(LEADERS.items()):
        activity = d.publish(service, leader, district)
        screen = d.screen(service, 20 + number, Shown(poster=leader.name), district)
        posters[screen] = leader.user_id
        for document in (d.sheet(service, 10 + number, office=district), screen):
            attach_proof(service, leader, activity, document)
        submissions.hand_in(service, leader, CODE, district)
    service.close()
    return folder, posters


@pytest.mark.parametrize("is_checked", [True, False])
@pytest.mark.parametrize("how", sorted(set(damages.DAMAGES) - damages.MENDINGS))
def test_damaged_evidence_is_neither_checked_nor_paid(
    both_handed_in: tuple[Path, dict[str, str | None]], how: str, is_checked: bool
) -> None:
    """Each kind of damage, after the check and before it; then the next requests find it, or the machine did."""
    Gate.first, Gate.first_posters = both_handed_in
    for settles in (False, True):
        gate = Gate()
        try:
            if is_checked:
                gate._check(d.CLERK, d.HERE, d.LEADER, fresh=True)
            gate._happens(d.HERE, how, 0, settles=settles)
            assert gate.witness.doubts(d.HERE, d.THERE) != []
            gate._pay(d.TREASURER, d.HERE, fresh=True)
            gate._go_on(d.HERE)
            assert gate._count_paid(d.HERE) == 0
        finally:
            gate.teardown()


def test_no_order_of_acts_pays_wrongly(both_handed_in: tuple[Path, dict[str, str | None]]) -> None:
    Gate.first, Gate.first_posters = both_handed_in
    Gate.reached.clear()
    run_state_machine_as_test(
        Gate,
        settings=settings(
            max_examples=SEQUENCES, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    # Sequences that never come near the payment would show nothing.
    assert Gate.reached["complete"] >= 0.6 * Gate.reached["begun"]
    assert Gate.reached["paid"] >= Gate.reached["begun"] / 3
