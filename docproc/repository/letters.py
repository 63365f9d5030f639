"""Rows by which letters are found and linked: the letter's own number, those it cites, and its received stamps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, delete, exists, select
from sqlalchemy.orm import Session

from docproc.content_paths import FieldPath
from docproc.field_values import is_well_formed
from docproc.identifiers import new_id
from docproc.office_tiers import tier_of
from docproc.search_keys import code_key, place_key, place_keys, plausible_date, subject_key, text_signatures
from extractors.fields.passage import Mark, Passage
from extractors.fields.reference_no import read_reference
from extractors.thai.confusables import confusion_key
from models.document import Document
from models.field import Field
from models.geometry import Box
from models.letter import Citation, Letter, ReferenceNumber, Stamp
from models.office import Tier
from models.status import DocType, Status
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.letters import (
    CitationRecord,
    LetterRecord,
    ReceiptRecord,
    SheetPlaceRecord,
    TextSignatureRecord,
)
from models.tables.record import MACHINE

LINES_OF_HEAD = 8  # title, activity, date, place, each over two lines at most
# From the least sure on; a receipt is as sure as its least sure part.
_LEAST_SURE_FIRST = (Status.DISPUTED, Status.UNREAD, Status.READ, Status.CORROBORATED, Status.CONFIRMED)


def save(session: Session, document_id: str, document: Document, confirmed: Mapping[str, Any]) -> None:
    """Replace the rows of one document; values in `confirmed` (field to value) come from people and go before."""
    for record in (LetterRecord, CitationRecord, ReceiptRecord, TextSignatureRecord, SheetPlaceRecord):
        session.execute(delete(record).where(record.document_id == document_id))
    if document.doc_type is DocType.ATTENDANCE_SHEET:
        _save_places(session, document_id, document)
        _save_sheet_citations(session, document_id, document, confirmed)
    letter = document.letter
    if letter is None:
        return
    row = LetterRecord(document_id=document_id, **_letter_values(letter))
    _set_keys(row)
    session.add(row)
    for (position, citation), field in zip(enumerate(letter.citations), _citation_fields(letter), strict=True):
        session.add(_citation(document_id, position, citation, field, letter.date.value))
    for position, stamp in enumerate(letter.stamps):
        session.add(_receipt(document_id, position, stamp))
    session.flush()
    for name, value in confirmed.items():
        set_field(session, document_id, name, StandingValue(value, value or "", Status.CONFIRMED))
    _save_signatures(session, row)


def _save_sheet_citations(session: Session, document_id: str, document: Document, confirmed: Mapping[str, Any]) -> None:
    """The letters that the sheet's head names, and what people said of them."""
    if document.sheet is None:
        return
    read = [one for one in document.sheet.citations if one.reference_no.value is not None]
    for position, citation in enumerate(read):
        field = f"cited_refs[{position}]"
        session.add(_citation(document_id, position, citation, field, document.sheet.date.value))
    session.flush()
    for name, value in confirmed.items():
        if name.startswith("cited_refs["):
            set_field(session, document_id, name, StandingValue(value, value or "", Status.CONFIRMED))


def head_of(text: str) -> str:
    """What stands above the rows of an attendance sheet: title, activity, date and place."""
    return " ".join(text.splitlines()[:LINES_OF_HEAD])


def _save_places(session: Session, document_id: str, document: Document) -> None:
    day = document.sheet.date.value if document.sheet is not None else None
    if day is not None:
        for key in place_keys(head_of(document.text)):
            session.add(SheetPlaceRecord(document_id=document_id, place_key=key, date=day))
        session.flush()


def _save_signatures(session: Session, row: LetterRecord) -> None:
    """Of letters that another may repeat, or that may repeat another without naming it."""
    session.execute(delete(TextSignatureRecord).where(TextSignatureRecord.document_id == row.document_id))
    names_some = session.scalar(select(exists().where(CitationRecord.document_id == row.document_id)))
    if row.tier is None or row.date is None or (names_some and row.tier is Tier.LOCAL):
        return
    text = session.scalars(select(DocumentRecord.text).where(DocumentRecord.id == row.document_id)).one()
    sender = {"document_id": row.document_id, "tier": row.tier, "place_key": row.place_key, "date": row.date}
    session.add_all(TextSignatureRecord(signature=signature, **sender) for signature in text_signatures(text))
    session.flush()


def _set_keys(row: LetterRecord) -> None:
    """What the letter is looked up by, from the values that stand."""
    row.tier, row.place_key = tier_of(row.issuer), place_key(row.issuer)
    row.code_key, row.subject_key = code_key(row.printed), subject_key(row.subject)


@dataclass(frozen=True, slots=True)
class StandingValue:
    """What the service stands by for a field: its value as in the contract's JSON, its print, its status."""

    value: Any
    printed: str
    status: Status


def set_field(session: Session, document_id: str, field: str, said: StandingValue) -> None:
    """This value stands now: what the document is found and linked by follows."""
    path = FieldPath.of(field)
    if path.index is None:
        letter = session.get(LetterRecord, document_id)
        if letter is not None:
            _set_letter(letter, path.name, said)
            session.flush()
            if path.name in ("date", "issuer"):
                _save_signatures(session, letter)
    elif path.name == "stamps":
        _set_receipt(session, document_id, path, said)
    else:
        _set_citation(session, document_id, path, said)
    session.flush()


def _set_letter(row: LetterRecord, field: str, said: StandingValue) -> None:
    if field == "reference_no":
        _set_number(row, said)
    elif field == "date":
        row.date, row.date_status = _day(said.value), said.status
    elif field == "subject":
        row.subject = said.value
    elif field == "issuer":
        row.issuer = said.value
    elif field == "to":
        row.addressee = said.value
    else:
        return
    row.key = _key(number_of(row), row.date)
    _set_keys(row)


def _set_citation(session: Session, document_id: str, path: FieldPath, said: StandingValue) -> None:
    item = f"{path.name}[{path.index}]"
    row = session.scalars(
        select(CitationRecord).where(CitationRecord.document_id == document_id, CitationRecord.field == item)
    ).one_or_none()
    if row is None:
        return
    if path.part == "ref":
        _set_number(row, said)
    elif path.part == "date":
        row.date, row.date_status = _day(said.value), said.status
        row.near_date = row.date or row.near_date  # what a person says is no misreading
    row.key, row.code_key = _key(number_of(row), row.date), code_key(row.printed)


def _set_number(row: LetterRecord | CitationRecord, said: StandingValue) -> None:
    # A person may say that the paper bears a number of another form: nothing can be found or linked by it.
    number = _parse_number(said.value) if said.value and is_well_formed(said.value) else None
    for name, part in _number_values(number).items():
        setattr(row, name, part)
    row.printed, row.status = said.printed, said.status


def _set_receipt(session: Session, document_id: str, path: FieldPath, said: StandingValue) -> None:
    row = session.scalars(
        select(ReceiptRecord).where(ReceiptRecord.document_id == document_id, ReceiptRecord.position == path.index)
    ).one_or_none()
    if row is None or path.part is None:
        return
    setattr(row, path.part, _day(said.value) if path.part == "date" else said.value)
    row.status = _least_sure_part(session, document_id, path)


def _least_sure_part(session: Session, document_id: str, path: FieldPath) -> Status:
    """Of the stamp's parts as they stand, a person's word before the machine's."""
    rows = session.scalars(
        select(AssertionRecord).where(
            AssertionRecord.document_id == document_id,
            AssertionRecord.superseded_at.is_(None),
            AssertionRecord.field.startswith(f"stamps[{path.index}].", autoescape=True),
        )
    ).all()
    statuses = {row.field: row.status for row in rows if row.made_by == MACHINE}
    statuses |= {row.field: row.status for row in rows if row.made_by != MACHINE and row.act.stands}
    return min(statuses.values(), key=_LEAST_SURE_FIRST.index)


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _citation_fields(letter: Letter) -> list[str | None]:
    """For each citation the name of its item in the evidence of the contract's JSON."""
    readable = [citation for citation in letter.citations if citation.reference_no.value is not None]
    fields: list[str | None] = []
    for citation in letter.citations:
        same = [
            n for n, one in enumerate(letter.references) if citation.where == "references" and _same_spot(one, citation)
        ]
        if same:
            fields.append(f"references[{same[0]}]")
        elif citation in readable:
            fields.append(f"cited_refs[{readable.index(citation)}]")
        else:
            fields.append(None)
    return fields


def _same_spot(one: Citation, other: Citation) -> bool:
    return (one.page, one.box, one.printed) == (other.page, other.box, other.printed)


def _parse_number(text: str) -> ReferenceNumber:
    number = read_reference(Passage(tuple(Mark(char) for char in text))).value
    if number is None:
        raise ValueError(f"{text} is not the number of a letter")
    return number


def number_of(row: LetterRecord | CitationRecord | Row[Any]) -> ReferenceNumber | None:
    """The number that the row's parts make; None where it was not wholly read."""
    if row.code is None or row.owner is None or row.sub is None or row.number is None or row.tag is None:
        return None
    return ReferenceNumber(row.code, row.owner, row.sub, bool(row.is_circular), row.number, row.printed, row.tag)


def _letter_values(letter: Letter) -> dict[str, Any]:
    number, day = letter.reference_no.value, letter.date.value
    return {
        **_number_values(number),
        "printed": number.printed if number is not None else letter.reference_no.printed,
        "status": letter.reference_no.status,
        "key": _key(number, day),
        "date": day,
        "date_status": letter.date.status,
        "subject": letter.subject.value,
        "issuer": letter.issuer.value,
        "addressee": letter.to.value,
    }


def _number_values(number: ReferenceNumber | None) -> dict[str, Any]:
    names = ("code", "owner", "sub", "is_circular", "number", "tag")
    if number is None:
        return {**dict.fromkeys(names), "confusion_key": None}
    parts = asdict(number)
    return {**{name: parts[name] for name in names}, "confusion_key": confusion_key(number.register_key)}


def _key(number: ReferenceNumber | None, day: dt.date | None) -> str | None:
    return number.key(day.year) if number is not None and day is not None else None


def _citation(
    document_id: str, position: int, citation: Citation, field: str | None, written_on: dt.date | None
) -> CitationRecord:
    number, day = citation.reference_no.value, citation.date.value
    printed = number.printed if number is not None else citation.printed
    return CitationRecord(
        id=new_id(),
        document_id=document_id,
        position=position,
        where=citation.where,
        field=field,
        **_number_values(number),
        printed=printed,
        status=citation.reference_no.status,
        key=_key(number, day),
        date=day,
        date_status=citation.date.status,
        near_date=plausible_date(day, written_on) or written_on,
        code_key=code_key(printed),
        text=citation.text or citation.printed,
        page=citation.page,
        box=_box(citation.box),
    )


def _receipt(document_id: str, position: int, stamp: Stamp) -> ReceiptRecord:
    parts: tuple[Field[Any], ...] = (stamp.office, stamp.number, stamp.date, stamp.time)
    return ReceiptRecord(
        id=new_id(),
        document_id=document_id,
        position=position,
        office=stamp.office.value,
        number=stamp.number.value,
        date=stamp.date.value,
        time=stamp.time.value,
        page=stamp.page,
        box=stamp.box.as_list(),
        colour=stamp.colour,
        status=min((part.status for part in parts), key=_LEAST_SURE_FIRST.index),
    )


def _box(box: Box | None) -> list[int] | None:
    return box.as_list() if box is not None else None
