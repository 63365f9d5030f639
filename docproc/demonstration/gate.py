"""The demonstration's districts: one is paid once a checker and a payer have done their step, one is refused.

Everything is done by the demonstration's users through the same use cases as in the web.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from rich.console import Console

from docproc.demonstration.manifest import ExpectedDistrict
from docproc.demonstration.verdict import ReadSample
from docproc.documents import NotFoundError
from docproc.messages.catalogue import Catalogue
from docproc.programme import asd_rules, submissions
from docproc.programme.activities import attach_proof, publish_activity
from docproc.programme.refusals import RefusedError
from docproc.programme.rules import change_rule, copy_programme, find_programme
from docproc.programme.views import Standing, standing_of
from docproc.repository import users
from docproc.repository.activities import Post
from docproc.users.demonstration import DemonstrationUser
from docproc.web.programme_words import need_in_words
from docproc.wiring import Service
from models.programme import RuleKey
from models.rights import Actor, Role

CODE: Final = "asd-2567"
NAME: Final = "โครงการขับเคลื่อนงาน อสด. ปีงบประมาณ พ.ศ. 2567 (ตัวอย่าง)"
WINDOW_START: Final = "2023-08-14"  # the day of the ministry's letter among the samples
OPEN_FOR: Final = dt.timedelta(days=60)  # from today: the samples are handed in when somebody runs them
WHY: Final = "การสาธิต"


def put_districts_through(
    service: Service,
    people: Sequence[DemonstrationUser],
    expected: Sequence[ExpectedDistrict],
    read: Mapping[str, ReadSample],
) -> list[Standing]:
    """Publish, attach, hand in, check and pay, as far as the gate lets them; how each district stands then."""
    actors = _actors(service, people)
    _open_programme(service, actors[Role.ADMINISTRATOR])
    for district in expected:
        _hand_in(service, actors[Role.LEADER], district, read)
        for role, act in ((Role.CLERK, submissions.check), (Role.TREASURER, submissions.pay)):
            seen = standing_of(service, actors[Role.AUDITOR], CODE, district.code).verdict.seal
            with suppress(RefusedError):  # what keeps it shut is looked at below
                act(service, actors[role], CODE, district.code, seen, WHY)
    return [standing_of(service, actors[Role.AUDITOR], CODE, district.code) for district in expected]


def district_faults(expected: Sequence[ExpectedDistrict], standings: Sequence[Standing]) -> list[str]:
    """Where a district does not stand where it must, one sentence each."""
    found = []
    for district, standing in zip(expected, standings, strict=True):
        state, missing = standing.verdict.state.value, sorted({need.code for need in standing.verdict.missing})
        if (state, missing) != (district.state, sorted(district.missing)):
            found.append(f"district {district.code} is {state}, missing {missing}, not {district.state}")
        if (standing.payment is not None) != (district.state == "paid"):
            found.append(f"district {district.code} has a payment that it must not have, or lacks one")
    return found


def print_districts(console: Console, standings: Sequence[Standing], catalogue: Catalogue) -> None:
    """A line for each district, and below it what is missing."""
    console.print(catalogue.text("demo_gate.title"))
    for standing in standings:
        state = catalogue.text(f"submission_state.{standing.verdict.state}")
        values = {"district": standing.district.name, "state": state}
        if standing.payment is not None:
            voucher = standing.payment.voucher
            values |= {"words": voucher["amount_in_words"], **{name: voucher[name] for name in _IN_VOUCHER}}
            console.print(f"  [green]✓[/] {catalogue.text('demo_gate.paid', **values)}", highlight=False)
        else:
            console.print(f"  [yellow]✗[/] {catalogue.text('demo_gate.refused', **values)}", highlight=False)
        for need in standing.verdict.missing:
            console.print(f"      {need_in_words(need, catalogue)}", highlight=False)


_IN_VOUCHER: Final = ("amount", "payee", "checker", "payer")


def _actors(service: Service, people: Sequence[DemonstrationUser]) -> dict[Role, Actor]:
    with service.database.reading() as session:
        held = {one.role: users.by_login(session, one.login) for one in people}
        return {role: users.actor(session, user) for role, user in held.items() if user is not None}


def _open_programme(service: Service, administrator: Actor) -> None:
    """The programme of the samples' year, its window open today."""
    with suppress(NotFoundError):
        find_programme(service, CODE)
        return
    copy_programme(service, administrator, asd_rules.CODE, CODE, NAME, WHY)
    last = dt.datetime.now(dt.UTC).date() + OPEN_FOR
    change_rule(service, administrator, CODE, RuleKey.WINDOW_END, last.isoformat(), WHY)
    change_rule(service, administrator, CODE, RuleKey.WINDOW_START, WINDOW_START, WHY)


def _hand_in(service: Service, leader: Actor, district: ExpectedDistrict, read: Mapping[str, ReadSample]) -> None:
    """Nothing where the district did so in an earlier run."""
    if standing_of(service, leader, CODE, district.code).facts.activities:
        return
    heading = find_programme(service, CODE).heading
    post = Post(heading, district.title, district.held_on, district.held_on)
    activity = publish_activity(service, leader, CODE, district.code, post)
    for name in district.proofs:
        for document in read[name].reading["documents"]:
            attach_proof(service, leader, activity, document["id"])
    submissions.hand_in(service, leader, CODE, district.code)
