"""A service that has something to show on every page, made by hand."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select

from docproc import documents
from docproc.programme.asd_rules import CODE
from docproc.registers.letters import NewEntry, register_letter
from docproc.repository import findings
from docproc.repository.clock import moment
from docproc.reprocessing import runs
from docproc.users.invitations import first_start, invite
from docproc.wiring import Service
from models.finding import FindingKind, SeenAt, SeenFinding
from models.geometry import Box
from models.register import Book
from models.reprocessing import Conditions
from models.rights import Role
from models.tables.people import DistrictLeaderRecord
from tests import signed_in
from tests.docproc.linked import link_source
from tests.docproc.programme import district as d
from tests.docproc.queueing import scripted_stages
from tests.docproc.queueing.scripted_stages import scripted_file
from tests.docproc.reprocessing import letter_archive
from tests.docproc.web.held import hold, letter, letter_document, picture, province_letter, sheet_document

NAME_ON_PAPER = "สมมติ ใจดี"  # who signs the letters of tests.docproc.web.held


def furnish(service: Service) -> Mapping[str, str]:
    """Fills the service and lets the browsers of `signed_in.context` in as one person of all roles.

    What the words of `ShownPage.address` are there.
    """
    setup = first_start(service)  # before anybody administers
    run = _run_over_the_archive(service)  # before there are files that are no scripts
    d.furnish(service)
    d.complete(service)
    d.check(service)
    d.pay(service)
    d.register_leader(service, NAME_ON_PAPER)
    d.publish(service, d.THERE_LEADER, d.THERE)
    user = signed_in.known_session(service, *Role, office=d.HERE)
    upper_file, (upper,) = hold(service, [letter_document(letter())], office=d.HERE)
    lower_file, (lower,) = hold(service, [letter_document(province_letter())], "อื่น.png", picture(250), d.HERE)
    sheet_file, _ = hold(service, [sheet_document()], "ใบเซ็นชื่อ.png", picture(240), d.HERE)
    for file in (upper_file, lower_file):
        link_source(service, file)
    _find_something(service, upper, lower, upper_file, lower_file)
    entry = NewEntry("ศาลากลางจังหวัดสมมุติ", "นายอำเภอทุกอำเภอ", "ซักซ้อม", document_id=lower)
    register_letter(service, d.CLERK, d.HERE, Book.RECEIVED, entry)
    return {
        "letter": upper_file,
        "sheet": sheet_file,
        "chain": upper,
        "kind": "leaders",
        "person": _leader(service),
        "user": user,
        "run": run,
        "invitation": invite(service, None, signed_in.user(service, Role.CLERK)),
        "first_start": setup or "",
        "district": d.HERE,
        "province": d.PROVINCE.strip("/"),
        "programme": CODE,
        "year": str(dt.datetime.now(dt.UTC).year),
        "words": "อาสาสมัคร",
    }


def _find_something(service: Service, upper: str, lower: str, upper_file: str, lower_file: str) -> None:
    places = tuple(
        SeenAt(document, file, 1, Box(100, 590, 620, 650))
        for document, file in ((upper, upper_file), (lower, lower_file))
    )
    seen = SeenFinding(FindingKind.PASSAGE_DIFFERS, "x", upper, lower, "๔ ชั่วโมง / ๙ ชั่วโมง", places)
    with service.database.writing() as session:
        findings.add(session, [seen], moment(session))


def _leader(service: Service) -> str:
    with service.database.reading() as session:
        return session.scalars(select(DistrictLeaderRecord.id)).one()


def _run_over_the_archive(service: Service) -> str:
    """Id of a run that would change a number; another file has failed."""
    earlier = replace(service, stage_version="earlier")
    letter_archive.submit(earlier, "หนังสือเก่า.pdf", **{"earlier": "ที่ ลป ๐๐๑๗/๕๑", service.stage_version: "ที่ ลป ๐๐๑๗/๕๗"})
    letter_archive.work(earlier)
    documents.accept(service, io.BytesIO(scripted_file({1: ["unreadable"]})), "หนังสือเสีย.pdf")
    scripted_stages.work(service)
    run = runs.start(service, Conditions(), d.EVERYTHING.name)
    letter_archive.run_to_its_rest(service)
    return run
