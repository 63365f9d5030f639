"""The names on a document and the lines of the registers they mean: proposed by likeness, said by a person.

A clerk sees and says it for people whose registers the clerk keeps, an auditor sees it. What was said of a name
counts for that spelling: when the value is set right later, the question is open again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from docproc.documents import NotFoundError
from docproc.overlay import document_json
from docproc.registers.directory import LISTS, Person, shown_person
from docproc.registers.person_candidates import Candidate, Clues, candidates
from docproc.repository import assertions, documents, identifications, offices, people, sources, visibility
from docproc.repository.clock import moment
from docproc.repository.identifications import NameAt, PersonKey, Verdict
from docproc.repository.offices import Naming
from docproc.sheet_people import district_of
from docproc.wiring import Service
from models.register import PeopleKind
from models.rights import EVERYWHERE, Actor, Right
from models.status import DocType, LinkState
from models.tables.documents import DocumentRecord
from models.tables.identifications import IdentificationRecord

LONGEST_REASON: Final = 500
STATES: Final = frozenset({LinkState.CONFIRMED, LinkState.REJECTED, LinkState.SUSPECTED})
_OF_SHEETS: Final = (PeopleKind.LEADERS, PeopleKind.VOLUNTEERS)
_OF_SCREENS: Final = (PeopleKind.LEADERS,)
_OF_LETTERS: Final = (PeopleKind.OFFICIALS,)


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody a name may mean. `state` is suspected, or what a person said of it: then `said` is that."""

    candidate: Candidate
    state: LinkState
    said: IdentificationRecord | None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A name on the document, by its place in the evidence, with those it may mean; the likeliest first."""

    field: str
    name: str
    meant: tuple[Meant, ...]


def people_named(service: Service, actor: Actor, document_id: str) -> list[NamedPerson]:
    """The names of whom somebody stands in a register that the actor keeps or audits, in the document's order.

    Raises NotFoundError where the actor may not read the document.
    """
    areas = (*actor.areas(Right.KEEP_REGISTERS), *actor.areas(Right.AUDIT))
    with service.database.reading() as session:
        document = _seen(session, actor, Right.READ_DOCUMENTS, document_id)
        if not areas:
            return []
        shown = document_json(document, assertions.current(session, [document_id]))
        names = _names(document.doc_type, shown)
        found = candidates(session, names, _kinds(document.doc_type), _clues(session, document, shown))
        said = _standing(session, document_id)
        return [
            NamedPerson(field, names[field], meant)
            for field in names
            if (meant := tuple(_meant(one, field, names[field], said) for one in found[field] if _lies(one, areas)))
        ]


def identify(
    service: Service, actor: Actor, document_id: str, field: str, person: PersonKey, state: LinkState, reason: str
) -> IdentificationRecord:
    """Put down whom a name means or does not mean; SUSPECTED takes back what was said.

    Raises NotFoundError where the document, the name on it or the person is none the actor decides on, and
    ValueError without a reason.
    """
    why = " ".join(reason.split())
    if not 0 < len(why) <= LONGEST_REASON or state not in STATES:
        raise ValueError("whom a name means needs a reason, of at most 500 characters")
    with service.database.writing() as session:
        document = _seen(session, actor, Right.DECIDE_VALUES, document_id)
        sources.lock(session, document.source_id)
        shown = document_json(document, assertions.current(session, [document_id]))
        name = _names(document.doc_type, shown).get(field)
        record = people.find(session, LISTS[person.kind], person.person_id)
        if name is None or record is None or not actor.may(Right.KEEP_REGISTERS, record.path):
            raise NotFoundError(f"{field} of {document_id}")
        at_name = NameAt(document_id, field, name)
        verdict = Verdict(state, why, actor.name)
        return identifications.add(session, at_name, person, record.path, verdict, moment(session))


@dataclass(frozen=True, slots=True)
class Appearance:
    """A document on which somebody confirmed a person's name."""

    said: IdentificationRecord
    source_id: str


def appearances(
    service: Service, actor: Actor, key: PersonKey, after: str | None, limit: int
) -> tuple[Person, list[Appearance]]:
    """A person of a register with the documents, among those the actor may read, that were confirmed to name them.

    Raises NotFoundError where the person is in none of the actor's registers.
    """
    with service.database.reading() as session:
        record = people.find(session, LISTS[key.kind], key.person_id)
        areas = (*actor.areas(Right.KEEP_REGISTERS), *actor.areas(Right.AUDIT))
        if record is None or not any(record.path.startswith(area) for area in areas):
            raise NotFoundError(key.person_id)
        said = identifications.of_person(session, key, after, limit)
        wanted = {one.document_id for one in said}
        seen = visibility.seen_documents(session, wanted, actor.areas(Right.READ_DOCUMENTS))
        files = documents.sources_of(session, sorted(seen))
        found = [Appearance(one, files[one.document_id]) for one in said if one.document_id in files]
        return shown_person(session, record), found


def _seen(session: Session, actor: Actor, right: Right, document_id: str) -> DocumentRecord:
    document = documents.find(session, document_id)
    if document is None or not visibility.seen_documents(session, [document_id], actor.areas(right)):
        raise NotFoundError(document_id)
    return document


def _kinds(doc_type: DocType) -> Sequence[PeopleKind]:
    if doc_type is DocType.ATTENDANCE_SHEET:
        return _OF_SHEETS
    return _OF_SCREENS if doc_type is DocType.SCREENSHOT else _OF_LETTERS


def _names(doc_type: DocType, shown: Mapping[str, Any]) -> dict[str, str]:
    """The names that were read, by their places in the evidence."""
    if doc_type is DocType.ATTENDANCE_SHEET:
        rows = enumerate(shown.get("rows") or ())
        return {f"rows[{number}].name": row["name"] for number, row in rows if row.get("name")}
    if doc_type is DocType.SCREENSHOT:
        # ชลธิชา ตัวอย่าง (แกนนำ อสด.)
        poster = (shown.get("poster") or "").partition("(")[0].strip()
        return {"poster": poster} if poster else {}
    name = (shown.get("signatory_name") or "").strip("() ")
    return {"signatory_name": name} if name else {}


def _clues(session: Session, document: DocumentRecord, shown: Mapping[str, Any]) -> Clues:
    """What the letter says of itself; of a sheet or a screen the district it is of, else who handed it in."""
    if document.doc_type in (DocType.ATTENDANCE_SHEET, DocType.SCREENSHOT):
        district = district_of(session, document)
        codes = {one.office for one in sources.deliveries(session, document.source_id) if one.office}
        handed_in = sorted(office.path for office in offices.by_codes(session, codes).values())
        return Clues(areas=(district.path,) if district is not None else tuple(handed_in) or (EVERYWHERE,))
    named = offices.by_name(session, shown["issuer"]) if shown.get("issuer") else []
    date = shown.get("date")
    return Clues(
        offices=tuple(one.office for one in named if one.naming in (Naming.NAMED, Naming.WITHIN)),
        position=shown.get("signatory_position"),
        on=dt.date.fromisoformat(date) if date else None,
    )


def _standing(session: Session, document_id: str) -> dict[tuple[str, PersonKey], IdentificationRecord]:
    return {
        (one.field, PersonKey(one.kind, one.person_id)): one for one in identifications.standing(session, document_id)
    }


def _meant(one: Candidate, field: str, name: str, said: Mapping[tuple[str, PersonKey], IdentificationRecord]) -> Meant:
    word = said.get((field, one.key))
    if word is None or word.name != name:
        return Meant(one, LinkState.SUSPECTED, None)
    return Meant(one, word.state, word)


def _lies(one: Candidate, areas: Sequence[str]) -> bool:
    return any(one.path.startswith(area) for area in areas)
