"""The JSON of the contract: one object for each input file, one entry for each document inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.document import Document, Note, Problem
from models.field import Field
from models.letter import Citation, Enclosure, Letter, ReferenceNumber, Stamp
from models.post import Post
from models.sheet import Finding, Row, Sheet
from models.status import Status

Json = dict[str, Any]

LIST_FIELDS = ("references", "cited_refs", "enclosures", "tel", "fax", "stamps")
DOUBT = (Status.CONFIRMED, Status.CORROBORATED, Status.READ, Status.DISPUTED, Status.UNREAD)  # most trusted first


def reading_as_json(
    name: str,
    sha256: str,
    pages: int,
    documents: Sequence[Document],
    error: Problem | None = None,
    problems: Sequence[Problem] = (),
) -> Json:
    """The reading of one file. `error` says why nothing of it could be read, `problems` which pages could not."""
    return {
        "source": {"name": name, "sha256": sha256, "pages": pages},
        "error": _problem(error) if error is not None else None,
        "documents": [document_as_json(document) for document in documents],
        "problems": [_problem(problem) for problem in problems],
    }


def document_as_json(document: Document) -> Json:
    """One entry of `documents`: letters carry the letter keys, sheets theirs, every kind the shared ones."""
    shown: Json = {
        "doc_type": document.doc_type.value,
        "pages": list(document.pages),
        "text": document.text,
        "notes": [_note(note) for note in document.notes],
    }
    evidence: Json = {}
    if document.letter is not None:
        shown |= _letter(document.letter)
        evidence |= _letter_evidence(document.letter)
    if document.sheet is not None:
        shown |= _sheet(document.sheet)
        evidence |= _sheet_evidence(document.sheet)
    if document.post is not None:
        shown |= _post(document.post)
        evidence |= _post_evidence(document.post)
    shown["evidence"] = evidence
    shown["page_sizes"] = [list(size) for size in document.page_sizes]
    shown["problems"] = [_problem(problem) for problem in document.problems]
    return shown


def evidence_as_json(field: Field[Any]) -> Json:
    """The proof of one field. `box` is `[x0, y0, x1, y1]` on `page`, both null where the field has no place."""
    return {
        "printed": field.printed,
        "page": field.page or None,
        "box": field.box.as_list() if field.box is not None else None,
        "status": field.status.value,
        "confidence": round(field.confidence, 4),
        "readers": list(field.readers),
        "handwritten": field.handwritten,
        "alternatives": [
            {"printed": other.printed, "confidence": round(other.confidence, 4), "source": other.source}
            for other in field.alternatives
        ],
        "reasons": list(field.reasons),
    }


def _letter(letter: Letter) -> Json:
    return {
        "reference_no": _printed_reference(letter.reference_no),
        "is_circular": _is_circular(letter.reference_no),
        "date": _iso(letter.date),
        "subject": letter.subject.value,
        "to": letter.to.value,
        "issuer": letter.issuer.value,
        "urgency": letter.urgency.value,
        "secrecy": letter.secrecy.value,
        "references": [_reference(citation) for citation in letter.references],
        "cited_refs": [_cited(citation) for citation in letter.citations if _is_readable(citation)],
        "enclosures": [_enclosure(enclosure) for enclosure in letter.enclosures],
        "signatory_name": letter.signatory_name.value,
        "signatory_position": letter.signatory_position.value,
        "agency": letter.agency.value,
        "tel": [tel.value for tel in letter.tel if tel.value is not None],
        "fax": [fax.value for fax in letter.fax if fax.value is not None],
        "email": letter.email.value,
        "stamps": [_stamp(stamp) for stamp in letter.stamps],
    }


def _letter_evidence(letter: Letter) -> Json:
    """Single fields by their name, items of lists as `name[n]` or `name[n].part`, and each list as a whole."""
    fields: dict[str, Field[Any]] = {
        "reference_no": letter.reference_no,
        "is_circular": _mark_of_circular(letter.reference_no),
        "date": letter.date,
        "subject": letter.subject,
        "to": letter.to,
        "issuer": letter.issuer,
        "urgency": letter.urgency,
        "secrecy": letter.secrecy,
        "signatory_name": letter.signatory_name,
        "signatory_position": letter.signatory_position,
        "agency": letter.agency,
        "email": letter.email,
    }
    for list_name, phones in (("tel", letter.tel), ("fax", letter.fax)):
        fields |= {f"{list_name}[{n}]": phone for n, phone in enumerate(phones)}
    cited = [citation for citation in letter.citations if _is_readable(citation)]
    for list_name, citations in (("references", letter.references), ("cited_refs", cited)):
        fields |= _citation_fields(list_name, citations)
    for n, stamp in enumerate(letter.stamps):
        parts: dict[str, Field[Any]] = {
            "office": stamp.office,
            "number": stamp.number,
            "date": stamp.date,
            "time": stamp.time,
        }
        fields |= {f"stamps[{n}].{part}": field for part, field in parts.items()}
    fields |= {f"enclosures[{n}]": enclosure.proof for n, enclosure in enumerate(letter.enclosures)}
    return _with_lists(fields)


def _citation_fields(list_name: str, citations: Sequence[Citation]) -> dict[str, Field[Any]]:
    fields: dict[str, Field[Any]] = {}
    for n, citation in enumerate(citations):
        fields[f"{list_name}[{n}].ref"] = citation.reference_no
        fields[f"{list_name}[{n}].date"] = citation.date
    return fields


def _with_lists(fields: Mapping[str, Field[Any]]) -> Json:
    """The proof of each field, and of each list as a whole."""
    evidence: Json = {name: evidence_as_json(field) for name, field in fields.items()}
    for list_name in LIST_FIELDS:
        items = [field for name, field in fields.items() if name.startswith(f"{list_name}[") and field.is_present]
        if items:
            evidence[list_name] = evidence_as_json(whole_list(items))
    return evidence


def whole_list(items: Sequence[Field[Any]]) -> Field[str]:
    """One proof for a list: the place of its first item, and of all items the least trusted status."""
    printed = "; ".join(field.printed for field in items)
    status = max((field.status for field in items), key=DOUBT.index)
    return Field(
        value=None if status is Status.UNREAD else printed,
        printed=printed,
        page=items[0].page,
        box=items[0].box,
        status=status,
        confidence=min(field.confidence for field in items),
        readers=tuple(dict.fromkeys(reader for field in items for reader in field.readers)),
        handwritten=any(field.handwritten for field in items),
    )


def _sheet(sheet: Sheet) -> Json:
    return {
        "title": sheet.title.value,
        "activity": sheet.activity.value,
        "date": _iso(sheet.date),
        "place": sheet.place.value,
        "sheet_no": sheet.sheet_no.value,
        "sheet_count": sheet.sheet_count.value,
        "cited_refs": [_cited(citation) for citation in sheet.citations if _is_readable(citation)],
        "rows": [_row(row) for row in sheet.rows],
        "n_signed": sheet.n_signed,
        "n_unsure": sheet.n_unsure,
        "findings": [_finding(finding) for finding in sheet.findings],
    }


def _sheet_evidence(sheet: Sheet) -> Json:
    fields: dict[str, Field[Any]] = {
        "title": sheet.title,
        "activity": sheet.activity,
        "date": sheet.date,
        "place": sheet.place,
        "sheet_no": sheet.sheet_no,
        "sheet_count": sheet.sheet_count,
    }
    fields |= _citation_fields("cited_refs", [one for one in sheet.citations if _is_readable(one)])
    for n, row in enumerate(sheet.rows):
        fields |= _row_fields(f"rows[{n}]", row)
    return _with_lists(fields)


def _row_fields(name: str, row: Row) -> dict[str, Field[Any]]:
    """Whether the row is signed, and the name in it where something stands there."""
    fields: dict[str, Field[Any]] = {}
    if row.signature_box is not None:
        status = Status.UNREAD if row.signed is None else Status.READ
        fields[f"{name}.signed"] = Field(row.signed, "", row.page, row.signature_box, status, row.signed_confidence)
    if row.name_box is not None and (row.name or row.handwritten_name):
        status = Status.UNREAD if row.name is None else Status.READ
        fields[f"{name}.name"] = Field(
            row.name,
            row.name or "",
            row.page,
            row.name_box,
            status,
            row.name_confidence,
            handwritten=row.handwritten_name,
        )
    return fields


def _post(post: Post) -> Json:
    return {
        "poster": post.poster.value,
        "date": _iso(post.date),
        "title": post.title.value,
    }


def _post_evidence(post: Post) -> Json:
    fields: dict[str, Field[Any]] = {
        "poster": post.poster,
        "date": post.date,
        "title": post.title,
    }
    return {name: evidence_as_json(field) for name, field in fields.items()}


def _finding(finding: Finding) -> Json:
    places = [{"page": place.page, "box": place.box.as_list()} for place in finding.places]
    return {"code": finding.code, "detail": finding.detail, "places": places}


def _row(row: Row) -> Json:
    return {
        "no": row.no,
        "name": row.name,
        "signed": row.signed,
        "position": row.position,
        "phone": row.phone,
        "remark": row.remark,
        "page": row.page,
        "box": row.box.as_list(),
        "name_box": row.name_box.as_list() if row.name_box is not None else None,
        "signature_box": row.signature_box.as_list() if row.signature_box is not None else None,
        "name_confidence": round(row.name_confidence, 4),
        "signed_confidence": round(row.signed_confidence, 4),
        "handwritten_name": row.handwritten_name,
        "name_glimpse": row.name_glimpse,
    }


def _stamp(stamp: Stamp) -> Json:
    return {
        "office": stamp.office.value,
        "number": stamp.number.value,
        "date": _iso(stamp.date),
        "time": stamp.time.value,
    }


def _enclosure(enclosure: Enclosure) -> Json:
    return {"text": enclosure.text, "qty": enclosure.qty}


def _reference(citation: Citation) -> Json:
    return {**_cited(citation), "text": citation.text or citation.printed}


def _cited(citation: Citation) -> Json:
    return {"ref": _printed_reference(citation.reference_no), "date": _iso(citation.date)}


def _is_readable(citation: Citation) -> bool:
    return citation.reference_no.value is not None


def _printed_reference(field: Field[ReferenceNumber]) -> str | None:
    return field.value.printed if field.value is not None else None


def _is_circular(field: Field[ReferenceNumber]) -> bool | None:
    """Known too where ว is printed before a number that was not read; None where the pen may have written it."""
    if field.value is not None:
        return field.value.is_circular
    if "/ว" in field.printed:
        return True
    return None if field.printed else False


def _mark_of_circular(field: Field[ReferenceNumber]) -> Field[ReferenceNumber]:
    """The proof of `is_circular`: a printed ว is read although the number behind it is not."""
    is_read = field.status is Status.UNREAD and bool(_is_circular(field))
    return replace(field, status=Status.READ) if is_read else field


def _iso(field: Field[date]) -> str | None:
    return field.value.isoformat() if field.value is not None else None


def _note(note: Note) -> Json:
    return {"page": note.page, "box": note.box.as_list(), "text": note.text}


def _problem(problem: Problem) -> Json:
    return {"code": problem.code, "page": problem.page, "detail": problem.detail}
