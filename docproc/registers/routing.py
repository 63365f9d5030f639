"""การปฏิบัติ of a registered letter: to which division it was passed, who takes it, what is to be done; each time kept."""

from __future__ import annotations

from dataclasses import dataclass

from docproc.identifiers import new_id
from docproc.registers.letters import EntryRefusedError, locked_entry, short_text
from docproc.repository import letter_registers
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.rights import Actor
from models.tables.letter_registers import RegisterEntryRecord, RegisterRoutingRecord


@dataclass(frozen=True, slots=True)
class Routing:
    """The part of the office, who takes the letter there, and what is to be done; at least one of the three."""

    division: str
    person: str = ""
    note: str = ""


def route_letter(service: Service, actor: Actor, entry_id: str, routing: Routing) -> RegisterEntryRecord:
    """The line, its column การปฏิบัติ now as said; what it said before stays in the history.

    Raises DeniedError, NotFoundError, EntryRefusedError.
    """
    said = [short_text(text) for text in (routing.division, routing.person, routing.note)]
    if not any(said):
        raise EntryRefusedError("register_entry.routed_nowhere")
    with service.database.writing() as session:
        entry = locked_entry(session, actor, entry_id)
        if entry.voided_at is not None:
            raise EntryRefusedError("register_entry.is_void")
        division, person, note = said
        letter_registers.add_routing(
            session,
            RegisterRoutingRecord(
                id=new_id(),
                entry_id=entry.id,
                division=division,
                person=person,
                note=note,
                made_by=actor.name,
                at=moment(session),
            ),
        )
        entry.action = " · ".join(text for text in said if text)
        return entry
