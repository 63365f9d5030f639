"""Letters that need no line in an office's registers: said with a reason, kept, and taken back at any time."""

from __future__ import annotations

from dataclasses import dataclass

from docproc.documents import NotFoundError
from docproc.registers.letters import LONGEST_REASON, EntryRefusedError, kept_office
from docproc.repository import offices, register_waivers, sources, waiting_letters
from docproc.repository.clock import moment
from docproc.repository.visibility import seen_files
from docproc.wiring import Service
from models.rights import Actor, Right
from models.tables.letter_registers import RegisterWaiverRecord
from models.tables.offices import OfficeRecord


@dataclass(frozen=True, slots=True)
class Waived:
    """An office whose registers need no line about the file, with who said so and why."""

    office: OfficeRecord
    waiver: RegisterWaiverRecord


def waive(service: Service, actor: Actor, source_id: str, office_code: str, reason: str) -> None:
    """The file's letter waits no more for this office's registers. Said twice it stands once, as it was first said.

    Raises DeniedError, NotFoundError, EntryRefusedError.
    """
    why = " ".join(reason.split())
    if not 0 < len(why) <= LONGEST_REASON:
        raise EntryRefusedError("register_entry.no_reason")
    with service.database.writing() as session:
        office = kept_office(session, actor, office_code)
        if not seen_files(session, [source_id], actor.areas(Right.READ_DOCUMENTS)):
            raise NotFoundError(source_id)
        sources.lock(session, source_id)
        if all(one.office_id != office.id for one in register_waivers.standing(session, source_id)):
            register_waivers.add(session, source_id, office.id, why, actor.name, moment(session))
            waiting_letters.rewrite(session, source_id)


def withdraw_waiver(service: Service, actor: Actor, source_id: str, office_code: str) -> None:
    """The letter waits again. Raises DeniedError, and NotFoundError where the office said nothing that stands."""
    with service.database.writing() as session:
        office = kept_office(session, actor, office_code)
        sources.lock(session, source_id)
        found = register_waivers.standing(session, source_id)
        own = next((one for one in found if one.office_id == office.id), None)
        if own is None:
            raise NotFoundError(source_id)
        register_waivers.withdraw(own, actor.name, moment(session))
        waiting_letters.rewrite(session, source_id)


def waivers_of(service: Service, actor: Actor, source_id: str) -> list[Waived]:
    """What stands of the offices whose registers the actor keeps; what other offices said is not told."""
    with service.database.reading() as session:
        found = [
            Waived(offices.by_id(session, one.office_id), one) for one in register_waivers.standing(session, source_id)
        ]
    return [one for one in found if actor.may(Right.KEEP_REGISTERS, one.office.path)]
