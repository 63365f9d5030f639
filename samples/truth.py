"""Expected files: what a faultless reading of a sample says, in the form readings are given."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from samples.letter import Citation, Letter
from samples.page import Page, printed_text, union
from samples.sheet import Sheet
from samples.stamp import ReceivedStamp

Document = dict[str, Any]


def letter_document(letter: Letter, pages: Sequence[Page], first: int = 1) -> Document:
    """The expected entry of a letter whose first page is page `first` of its file."""
    owner = letter.owner
    return {
        "doc_type": letter.kind,
        "pages": list(range(first, first + len(pages))),
        "text": printed_text(pages),
        "notes": _notes(pages, first),
        "reference_no": letter.reference.text if letter.reference else letter.serial,
        "is_circular": bool(letter.reference and letter.reference.circular),
        "date": letter.day.isoformat(),
        "subject": letter.subject or None,
        "to": letter.to,
        "urgency": letter.urgency,
        "secrecy": None,
        "references": [{**_cited(citation), "text": citation.words} for citation in letter.references],
        "cited_refs": [_cited(citation) for citation in letter.cited],
        "enclosures": [{"text": item.text, "qty": item.quantity} for item in letter.enclosures],
        "signatory_name": letter.signatory_name,
        "signatory_position": " ".join(letter.position_lines) if letter.signatory_name else None,
        "agency": " ".join(owner.lines) if owner else None,
        "tel": list(owner.tel) if owner else [],
        "fax": list(owner.fax) if owner else [],
        "email": owner.email if owner else None,
        "stamps": [stamp_entry(stamp) for stamp in letter.stamps],
    }


def sheet_document(sheet: Sheet, pages: Sequence[Page], first: int = 1) -> Document:
    rows = [
        {"no": row.number, "name": None if row.handwritten else row.name, "signed": row.signed} for row in sheet.rows
    ]
    return {
        "doc_type": "attendance_sheet",
        "pages": list(range(first, first + len(pages))),
        "text": _without_phones(sheet, printed_text(pages)),
        "notes": [],
        "date": sheet.day.isoformat(),
        "stamps": [],
        "rows": rows,
        "n_signed": sum(row.signed for row in sheet.rows),
    }


def _without_phones(sheet: Sheet, text: str) -> str:
    """The text with the telephone column as it is shown: the last two digits alone."""
    for row in sheet.rows:
        for label, cell in zip(sheet.columns, row.cells, strict=False):
            if "โทร" in label and cell:
                text = text.replace(cell, re.sub(r"[0-9๐-๙](?=(?:[^0-9๐-๙]*[0-9๐-๙]){2})", "x", cell))
    return text


def plain_document(kind: str, pages: Sequence[Page], first: int = 1) -> Document:
    """An enclosure, a screenshot or a photo: its printed text and nothing else."""
    numbers = list(range(first, first + len(pages)))
    return {"doc_type": kind, "pages": numbers, "text": printed_text(pages), "notes": [], "stamps": []}


def expected_reading(name: str, content: bytes, pages: int, documents: Iterable[Document]) -> dict[str, Any]:
    source = {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "pages": pages}
    return {"source": source, "error": None, "documents": list(documents)}


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def stamp_entry(stamp: ReceivedStamp) -> dict[str, str | None]:
    number = stamp.written()[stamp.label]
    return {
        "office": stamp.office,
        "number": number or None,
        "date": stamp.day.isoformat() if stamp.day else None,
        "time": f"{stamp.at:%H:%M}" if stamp.at else None,
    }


def _cited(citation: Citation) -> dict[str, str]:
    return {"ref": citation.reference.text, "date": citation.day.isoformat()}


def _notes(pages: Sequence[Page], first: int) -> list[dict[str, Any]]:
    """Routing notes, one entry a note; boxes are of the drawn page until the file's damage has moved them."""
    notes = []
    for page_number, page in enumerate(pages, first):
        for number in sorted({piece.note for piece in page.pieces if piece.note}):
            lines = [piece for piece in page.pieces if piece.note == number]
            text = "\n".join(piece.text for piece in lines)
            notes.append({"page": page_number, "box": list(union(piece.box for piece in lines)), "text": text})
    return notes
