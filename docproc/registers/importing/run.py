"""One import: read the file, check every row, and save all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from docproc.registers.importing import people, places
from docproc.registers.importing.cells import Faults, Row, rows_of
from docproc.registers.importing.columns import find_heading
from docproc.registers.importing.letters import plan_letters
from docproc.registers.importing.planned import Plan
from docproc.registers.importing.report import Counts, Fault, FileRefusedError, ImportKind, Report
from docproc.registers.importing.table_file import read_table
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.rights import Actor, DeniedError, Right

MOST_FAULTS = 1000  # a file with more has one cause, and nobody reads on


def import_file(service: Service, actor: Actor, kind: ImportKind, data: bytes, *, is_dry_run: bool) -> Report:
    """What the file says, checked row by row; saved in one transaction where nothing is wrong and it is no dry run.

    Raises FileRefusedError where it is no such file, DeniedError where the actor keeps no registers anywhere.
    """
    if not actor.has(Right.KEEP_REGISTERS):
        raise DeniedError(Right.KEEP_REGISTERS)
    heading, behind = find_heading(kind, read_table(data))
    faults = Faults()
    rows = rows_of(behind, heading, faults)
    if not rows:
        raise FileRefusedError("import_file.empty")
    faults.hints += [Fault(heading.number, column, "not_kept") for column in heading.dropped]
    if is_dry_run:
        with service.database.reading() as session:
            counts = _plan(session, actor, kind, rows).counts()
        return _report(kind, rows, faults, counts, is_saved=False)
    with service.database.writing() as session:
        plan = _plan(session, actor, kind, rows)
        counts = plan.counts()
        if not faults.found:
            _save(session, plan)
    return _report(kind, rows, faults, counts, is_saved=not faults.found)


def _plan(session: Session, actor: Actor, kind: ImportKind, rows: Sequence[Row]) -> Plan:
    now: dt.datetime = moment(session)
    match kind:
        case ImportKind.LOCAL_GOVERNMENTS:
            return places.plan_local_governments(session, actor, rows)
        case ImportKind.VILLAGES:
            return places.plan_villages(session, actor, rows)
        case ImportKind.LEADERS:
            return people.plan_leaders(session, actor, rows, now)
        case ImportKind.VOLUNTEERS:
            return people.plan_volunteers(session, actor, rows, now)
        case ImportKind.OFFICIALS:
            return people.plan_officials(session, actor, rows, now)
        case ImportKind.QUOTAS:
            return people.plan_quotas(session, actor, rows, now)
        case ImportKind.LETTERS_RECEIVED | ImportKind.LETTERS_SENT:
            return plan_letters(session, actor, rows, now, kind)


def _save(session: Session, plan: Plan) -> None:
    try:
        plan.save(session)
    except LookupError as error:
        raise FileRefusedError("import_file.changed_meanwhile") from error


def _report(kind: ImportKind, rows: Sequence[Row], faults: Faults, counts: Counts, *, is_saved: bool) -> Report:
    found = sorted(faults.found, key=lambda fault: fault.row)[:MOST_FAULTS]
    hints = sorted(faults.hints, key=lambda hint: hint.row)[:MOST_FAULTS]
    return Report(kind, len(rows), tuple(dict.fromkeys(found)), tuple(hints), counts, is_saved)
