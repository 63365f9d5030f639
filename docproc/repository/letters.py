"""Rows by which letters are found and linked: the letter's own number, those it cites, and its received stamps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from extractors.fields.passage import Mark, Passage
from extractors.fields.reference_no import read_reference
from extractors.thai.confusables import confusion_key
from models.field import Field
from models.geometry import Box
from models.letter import Citation, Letter, ReferenceNumber, Stamp
from models.records import CitationRecord, LetterRecord, ReceiptRecord
from models.status import Status

# From the least sure on; a receipt is as sure as its least sure part.
_LEAST_SURE_FIRST = (Status.DISPUTED, Status.UNREAD, Status.READ, Status.CORROBORATED, Status.CONFIRMED)


def save(session: Session, document_id: str, letter: Letter | None, confirmed: Mapping[str, Any]) -> None:
    """Replace the rows of one document; values in `confirmed` (field to value) come from people and go before."""
    for record in (LetterRecord, CitationRecord, ReceiptRecord):
        session.execute(delete(record).where(record.document_id == document_id))
    if letter is None:
        return
    row = LetterRecord(document_id=document_id, **_letter_values(letter))
    for field, value in confirmed.items():
        _overrule(row, field, value)
    session.add(row)
    for position, citation in enumerate(letter.citations):
        session.add(_citation(document_id, position, citation))
    for position, stamp in enumerate(letter.stamps):
        session.add(_receipt(document_id, position, stamp))
    session.flush()


def confirm(session: Session, document_id: str, field: str, value: Any) -> None:
    """A person set this field: what the letter is found and linked by follows. ValueError where it is no number."""
    row = session.get(LetterRecord, document_id)
    if row is not None:
        _overrule(row, field, value)
        session.flush()


def _overrule(row: LetterRecord, field: str, value: Any) -> None:
    if field == "reference_no":
        number = _parse_number(value) if value else None
        for name, part in _number_values(number).items():
            setattr(row, name, part)
        row.printed, row.status = value or "", Status.CONFIRMED
    elif field == "date":
        row.date, row.date_status = (dt.date.fromisoformat(value) if value else None), Status.CONFIRMED
    elif field == "subject":
        row.subject = value
    elif field == "issuer":
        row.issuer = value
    elif field == "to":
        row.addressee = value
    else:
        return
    row.key = _key(number_of(row), row.date)


def _parse_number(text: str) -> ReferenceNumber:
    number = read_reference(Passage(tuple(Mark(char) for char in text))).value
    if number is None:
        raise ValueError(f"{text} is not the number of a letter")
    return number


def number_of(row: LetterRecord | CitationRecord) -> ReferenceNumber | None:
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


def _citation(document_id: str, position: int, citation: Citation) -> CitationRecord:
    number, day = citation.reference_no.value, citation.date.value
    return CitationRecord(
        id=new_id(),
        document_id=document_id,
        position=position,
        where=citation.where,
        **_number_values(number),
        printed=number.printed if number is not None else citation.printed,
        status=citation.reference_no.status,
        key=_key(number, day),
        date=day,
        date_status=citation.date.status,
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
