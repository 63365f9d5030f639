"""What the document page shows: made from the contract's JSON alone, so a page can show any reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from docproc.messages.catalogue import Catalogue
from docproc.messages.thai_dates import full_date
from docproc.repository.folding import fold
from docproc.web.reader_names import reader_name
from models.status import DocType, Status

Json = Mapping[str, Any]

LETTER_FIELDS = (
    "reference_no",
    "date",
    "urgency",
    "secrecy",
    "issuer",
    "subject",
    "to",
    "signatory_name",
    "signatory_position",
    "agency",
    "tel",
    "fax",
    "email",
)
SHEET_FIELDS = ("title", "activity", "date", "place", "sheet_no", "sheet_count")
STAMP_PARTS = ("office", "number", "date", "time")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page that can be pointed at; `key` is unique within the shown document."""

    key: str
    page: int
    box: tuple[int, int, int, int]
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class AlternativeView:
    printed: str
    percent: int
    source: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field in words. `value` is None where it is unread; `printed` is empty where it would repeat the value."""

    name: str
    label: str
    value: str | None
    printed: str
    status: Status
    spot: Spot | None
    percent: int
    readers: tuple[str, ...]
    handwritten: bool
    alternatives: tuple[AlternativeView, ...]
    reasons: tuple[str, ...] = ()
    is_circular: bool = False
    set_by: str | None = None
    contradicted_by: str | None = None  # what a later reading says where a person said something else

    @property
    def is_doubtful(self) -> bool:
        return self.status in (Status.DISPUTED, Status.UNREAD) or self.contradicted_by is not None


@dataclass(frozen=True, slots=True)
class StampView:
    """A received stamp; `absent` names what it leaves blank."""

    number: int
    parts: tuple[FieldView, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitationView:
    """A letter named in this one; `quoted` is the line that names it, `value` its number as read."""

    reference: FieldView
    date: FieldView | None
    quoted: str


@dataclass(frozen=True, slots=True)
class EnclosureView:
    text: str
    qty: str | None
    field: FieldView | None


@dataclass(frozen=True, slots=True)
class NoteView:
    text: str | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class RowView:
    """A line of the attendance sheet; `answer` is "yes", "no_signature" or "unsure"."""

    no: int | None
    name: str | None
    handwritten: bool
    answer: str
    details: tuple[tuple[str, str], ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class ProblemView:
    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    ordinal: int
    document_id: str | None
    doc_type: DocType
    kind: str
    heading: str
    pages: tuple[int, ...]
    fields: tuple[FieldView, ...]
    absent: tuple[str, ...]
    references: tuple[CitationView, ...]
    cited: tuple[CitationView, ...]
    enclosures: tuple[EnclosureView, ...]
    stamps: tuple[StampView, ...]
    notes: tuple[NoteView, ...]
    rows: tuple[RowView, ...]
    n_signed: int
    n_unsure: int
    problems: tuple[ProblemView, ...]
    text: str

    @property
    def is_sheet(self) -> bool:
        return self.doc_type is DocType.ATTENDANCE_SHEET

    @property
    def page_range(self) -> str:
        first, last = self.pages[0], self.pages[-1]
        return str(first) if first == last else f"{first}–{last}"

    @property
    def all_fields(self) -> tuple[FieldView, ...]:
        """Every value with a status, lists and stamps included."""
        cited = [part for citation in (*self.references, *self.cited) for part in (citation.reference, citation.date)]
        listed = [enclosure.field for enclosure in self.enclosures]
        stamped = [part for stamp in self.stamps for part in stamp.parts]
        return tuple(field for field in (*self.fields, *cited, *listed, *stamped) if field is not None)

    @property
    def n_doubtful(self) -> int:
        return sum(field.is_doubtful for field in self.all_fields)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Everything that can be pointed at, in the order it is listed."""
        fields = [field.spot for field in self.all_fields]
        return tuple(
            spot
            for spot in (*fields, *(note.spot for note in self.notes), *(row.spot for row in self.rows))
            if spot is not None
        )


def document_view(document: Json, ordinal: int, catalogue: Catalogue) -> DocumentView:
    """The view of one entry of `documents`; `ordinal` counts from 1 inside the file."""
    return _Shown(document, catalogue).view(ordinal)


class _Shown:
    """One document's JSON with the catalogue it is shown in."""

    def __init__(self, document: Json, catalogue: Catalogue) -> None:
        self.document = document
        self.evidence: Json = document.get("evidence") or {}
        self.catalogue = catalogue

    def view(self, ordinal: int) -> DocumentView:
        document, text = self.document, self.catalogue.text
        doc_type = DocType(document["doc_type"])
        names = SHEET_FIELDS if doc_type is DocType.ATTENDANCE_SHEET else LETTER_FIELDS
        fields = [field for name in names for field in self.fields(name)]
        kind = text(f"doc_type.{doc_type}")
        return DocumentView(
            ordinal=ordinal,
            document_id=document.get("id"),
            doc_type=doc_type,
            kind=kind,
            heading=document.get("subject") or document.get("title") or document.get("activity") or kind,
            pages=tuple(document["pages"]),
            fields=tuple(fields),
            absent=tuple(text(f"field.{name}") for name in self.absent(names)),
            references=self.citations("references"),
            cited=self.other_citations(),
            enclosures=self.enclosures(),
            stamps=self.stamps(),
            notes=tuple(self.note(n, note) for n, note in enumerate(document.get("notes") or ())),
            rows=tuple(self.row(n, row) for n, row in enumerate(document.get("rows") or ())),
            n_signed=document.get("n_signed") or 0,
            n_unsure=document.get("n_unsure") or 0,
            problems=tuple(self.problem(problem) for problem in document.get("problems") or ()),
            text=document.get("text") or "",
        )

    def fields(self, name: str) -> list[FieldView]:
        """The field of that name, or each item of the list of that name; none where it is not on the page."""
        value = self.document.get(name)
        if not isinstance(value, list):
            shown = self.field(name, f"field.{name}", value)
            return [shown] if shown is not None else []
        # An item that nobody could read has its evidence and no value.
        count = max(len(value), sum(key.startswith(f"{name}[") for key in self.evidence))
        items = (
            self.field(f"{name}[{n}]", f"field.{name}", value[n] if n < len(value) else None) for n in range(count)
        )
        return [item for item in items if item is not None]

    def absent(self, names: Sequence[str]) -> list[str]:
        return [name for name in names if self.document.get(name) in (None, []) and not self.fields(name)]

    def field(self, key: str, label_code: str, value: Any) -> FieldView | None:
        """The field under an evidence key; None where nothing of it stands on the page."""
        proof: Json = self.evidence.get(key) or {}
        status = Status(proof.get("status", Status.UNREAD if value is None else Status.READ))
        printed = str(proof.get("printed") or "")
        if value is None and proof.get("box") is None and not printed:
            return None
        label = self.catalogue.text(label_code)
        shown = self.shown_value(key, value)
        return FieldView(
            name=key,
            label=label,
            value=shown,
            printed="" if fold(printed) == fold(shown or "") else printed,
            status=status,
            spot=self.spot(key, proof.get("page"), proof.get("box"), label, status.value),
            percent=_percent(proof.get("confidence")),
            readers=tuple(reader_name(one, self.catalogue) for one in proof.get("readers") or ()),
            handwritten=bool(proof.get("handwritten")),
            alternatives=tuple(
                self.alternative(other) for other in proof.get("alternatives") or () if other["printed"] != printed
            ),
            reasons=tuple(self.reasons(proof)),
            is_circular=key == "reference_no" and self.document.get("is_circular") is True,
            set_by=proof.get("made_by"),
            contradicted_by=self.contradicted_by(key, proof),
        )

    def alternative(self, other: Json) -> AlternativeView:
        source = reader_name(str(other.get("source", "")), self.catalogue)
        return AlternativeView(other["printed"], _percent(other.get("confidence")), source)

    def contradicted_by(self, key: str, proof: Json) -> str | None:
        return self.shown_value(key, proof["machine"]["value"]) if proof.get("later_reading_disagrees") else None

    def reasons(self, proof: Json) -> list[str]:
        """Why the status is what it is, as far as the catalogue has words for it."""
        codes = (f"reason.{reason}" for reason in proof.get("reasons") or ())
        return [self.catalogue.text(code) for code in codes if code in self.catalogue]

    def shown_value(self, key: str, value: Any) -> str | None:
        if value is None:
            return None
        if key == "date" or key.endswith(".date"):
            return full_date(date.fromisoformat(value), self.catalogue)
        return str(value)

    def spot(self, key: str, page: int | None, box: Sequence[float] | None, label: str, tone: str) -> Spot | None:
        return None if page is None or box is None else _place(key, page, box, label, tone)

    def citations(self, name: str) -> tuple[CitationView, ...]:
        return tuple(self.citation(name, n, item) for n, item in enumerate(self.document.get(name) or ()))

    def other_citations(self) -> tuple[CitationView, ...]:
        """Letters cited outside อ้างถึง: those of `cited_refs` whose number no reference line gives."""
        listed = {fold(item.get("ref") or "") for item in self.document.get("references") or ()}
        return tuple(
            self.citation("cited_refs", n, item)
            for n, item in enumerate(self.document.get("cited_refs") or ())
            if fold(item.get("ref") or "") not in listed
        )

    def citation(self, name: str, n: int, item: Json) -> CitationView:
        key = f"{name}[{n}]"
        reference = self.field(f"{key}.ref", "field.reference_no", item.get("ref"))
        return CitationView(
            reference=reference or self.unread(f"{key}.ref", "field.reference_no"),
            date=self.field(f"{key}.date", "field.date", item.get("date")),
            quoted=item.get("text") or "",
        )

    def unread(self, key: str, label_code: str) -> FieldView:
        label = self.catalogue.text(label_code)
        return FieldView(key, label, None, "", Status.UNREAD, None, 0, (), False, ())

    def enclosures(self) -> tuple[EnclosureView, ...]:
        return tuple(
            EnclosureView(
                item["text"], item.get("qty"), self.field(f"enclosures[{n}]", "field.enclosures", item["text"])
            )
            for n, item in enumerate(self.document.get("enclosures") or ())
        )

    def stamps(self) -> tuple[StampView, ...]:
        return tuple(self.stamp(n, stamp) for n, stamp in enumerate(self.document.get("stamps") or ()))

    def stamp(self, n: int, stamp: Json) -> StampView:
        """A part that does not stand on the paper at all is blank, not unread: many stamps leave the time out."""
        found = {part: self.field(f"stamps[{n}].{part}", f"stamp.{part}", stamp.get(part)) for part in STAMP_PARTS}
        return StampView(
            number=n + 1,
            parts=tuple(field for field in found.values() if field is not None),
            absent=tuple(self.catalogue.text(f"stamp.{part}") for part, field in found.items() if field is None),
        )

    def note(self, n: int, note: Json) -> NoteView:
        label = self.catalogue.text("document.notes")
        return NoteView(note.get("text"), _place(f"notes[{n}]", note["page"], note["box"], label, "note"))

    def row(self, n: int, row: Json) -> RowView:
        answer = {True: "yes", False: "no_signature", None: "unsure"}[row.get("signed")]
        label = self.catalogue.text("sheet.show_row", no=row.get("no") or n + 1)
        spot = _place(f"rows[{n}]", row["page"], row["box"], label, answer)
        details = [(self.catalogue.text(f"sheet.{name}"), row.get(name)) for name in ("position", "phone", "remark")]
        return RowView(
            no=row.get("no"),
            name=row.get("name"),
            handwritten=bool(row.get("handwritten_name")),
            answer=answer,
            details=tuple((label, text) for label, text in details if text),
            spot=spot,
        )

    def problem(self, problem: Json) -> ProblemView:
        return ProblemView(self.catalogue.fault(problem.get("code"), problem.get("detail") or ""), problem.get("page"))


def _place(key: str, page: int, box: Sequence[float], label: str, tone: str) -> Spot:
    x0, y0, x1, y1 = (round(edge) for edge in box)
    return Spot(key, page, (x0, y0, x1, y1), label, tone)


def _percent(confidence: float | None) -> int:
    return round(100 * (confidence or 0.0))
