"""A document and the registers: where it stands, where it may be put down, which line may be the same letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from docproc.registers.letters import OFFICE_TIME, kept_office
from docproc.repository import documents, letter_registers, offices, sources
from docproc.repository.clock import moment
from docproc.repository.folding import fold
from docproc.repository.letter_registers import BookOf
from docproc.repository.visibility import seen_documents
from docproc.sight import code_of
from docproc.wiring import Service
from models.register import Book
from models.rights import Actor, Right
from models.tables.letter_registers import RegisterEntryRecord, RegisterRoutingRecord
from models.tables.offices import OfficeRecord


@dataclass(frozen=True, slots=True)
class Registered:
    """A line that a clerk says is this document, with the routing of the letter, the latest first."""

    office: OfficeRecord
    entry: RegisterEntryRecord
    routings: Sequence[RegisterRoutingRecord]


def lines_about(service: Service, actor: Actor, document_id: str) -> list[Registered]:
    """The lines of registers that the actor keeps; what other offices put down is not told."""
    with service.database.reading() as session:
        found = [
            (offices.by_id(session, entry.office_id), entry)
            for entry in letter_registers.entries_of_document(session, document_id)
        ]
        kept = [(office, entry) for office, entry in found if actor.may(Right.KEEP_REGISTERS, office.path)]
        routed = letter_registers.routings(session, [entry.id for _, entry in kept])
        return [Registered(office, entry, routed[entry.id]) for office, entry in kept]


def last_routings(service: Service, lines: Sequence[RegisterEntryRecord]) -> dict[str, RegisterRoutingRecord]:
    """Where each of these lines was passed last; lines never passed on are left out."""
    with service.database.reading() as session:
        routed = letter_registers.routings(session, [line.id for line in lines])
    return {entry_id: rows[0] for entry_id, rows in routed.items() if rows}


def scans_of_lines(service: Service, actor: Actor, lines: Sequence[RegisterEntryRecord]) -> dict[str, str]:
    """The file of each document that a line is about and the actor may read, by the document's id."""
    wanted = [line.document_id for line in lines if line.document_id is not None]
    with service.database.reading() as session:
        seen = seen_documents(session, wanted, actor.areas(Right.READ_DOCUMENTS))
        return documents.sources_of(session, sorted(seen))


def offices_to_register(service: Service, actor: Actor, source_id: str) -> list[OfficeRecord]:
    """In whose registers the actor may put the file down: the own office first, then those that handed it in."""
    with service.database.reading() as session:
        codes = [code_of(actor.office_path), *(one.office for one in sources.deliveries(session, source_id))]
        known = offices.by_codes(session, {code for code in codes if code})
        found = [known[code] for code in dict.fromkeys(codes) if code in known]
        return [office for office in found if actor.may(Right.KEEP_REGISTERS, office.path)]


def next_number(service: Service, actor: Actor, office_code: str, book: Book) -> int:
    """The number that the next line takes unless somebody is faster. Raises DeniedError, NotFoundError."""
    with service.database.reading() as session:
        office = kept_office(session, actor, office_code)
        own = BookOf(office.id, book, moment(session).astimezone(OFFICE_TIME).year)
        return letter_registers.last_numbers(session, [own])[own] + 1


def line_of_same_letter(
    service: Service, actor: Actor, office_code: str, book: Book, reference_no: str | None, day: dt.date | None
) -> RegisterEntryRecord | None:
    """A line about a letter of this number and day, such as one registered before it was scanned; None without both.

    Raises DeniedError, NotFoundError.
    """
    if not reference_no or day is None:
        return None
    with service.database.reading() as session:
        office = kept_office(session, actor, office_code)
        found = letter_registers.entries_of_day(session, office.id, book, day)
        return next((one for one in found if fold(one.reference_no or "") == fold(reference_no)), None)
