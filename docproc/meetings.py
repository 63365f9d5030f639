"""Sheets of one meeting and how many people signed in all: never one sheet twice, and a range where that is not sure.

Sheets belong together by their heads (day, activity, place), and a sheet without a head goes on with the one whose row
numbers it continues, in the same file or handed in by the same office within the hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from docproc.overlay import document_json
from docproc.repository import assertions, findings, meeting_sheets
from docproc.repository.folding import fold
from docproc.repository.visibility import seen_documents
from docproc.wiring import Service
from models.rights import Actor, Right
from models.status import DocType
from models.tables.documents import DocumentRecord

LIKE_ACTIVITY, LIKE_PLACE = 75, 60  # of 100: two readings of one line, one of them from a bad photograph
LIKE_NAME = 80


@dataclass(frozen=True, slots=True)
class SheetRow:
    no: int | None
    name: str | None
    signed: bool | None


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """A sheet as it stands, people's words included. `offices` are those in whose name its file was handed in."""

    document_id: str
    source_id: str
    first_page: int
    offices: frozenset[str]
    date: str | None
    activity: str | None
    place: str | None
    sheet_no: int | None
    sheet_count: int | None
    has_title: bool
    rows: tuple[SheetRow, ...]

    @property
    def has_head(self) -> bool:
        return self.has_title or self.date is not None or self.activity is not None


@dataclass(frozen=True, slots=True)
class Count:
    """At least and at most so many people signed."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """`sheets` in the order of their numbers; `twins` are documents that show a sheet which another one shows too."""

    sheets: tuple[MeetingSheet, ...]
    twins: frozenset[str]
    signed: Count

    @property
    def missing(self) -> tuple[int, ...]:
        """Numbers of sheets that there must be, by what the others say of their count, and that are not here."""
        held = {sheet.sheet_no for sheet in self.sheets}
        count = max((sheet.sheet_count or 0 for sheet in self.sheets), default=0)
        return tuple(number for number in range(1, count + 1) if number not in held)


def meeting_of(service: Service, actor: Actor, document_id: str) -> Meeting | None:
    """The meeting of a sheet, of the sheets that the actor may see; None where the document is no sheet."""
    with service.database.reading() as session:
        record = session.get(DocumentRecord, document_id)
        if record is None or record.doc_type is not DocType.ATTENDANCE_SHEET:
            return None
        records = meeting_sheets.near(session, record)
        seen = seen_documents(session, [one.id for one in records], actor.areas(Right.READ_DOCUMENTS)) | {document_id}
        sheets = _sheets(session, [one for one in records if one.id in seen])
        together = joined(sheets, document_id)
        pairs = meeting_sheets.same_sheet_pairs(session, [one.document_id for one in together])
    twins = _twins(together, pairs)
    counted = [sheet for sheet in together if sheet.document_id not in twins]
    return Meeting(tuple(sorted(together, key=_order)), twins, count_signed(counted))


def joined(sheets: Sequence[MeetingSheet], document_id: str) -> list[MeetingSheet]:
    """Those of the sheets that are of one meeting with the one named, itself among them."""
    together = [sheet for sheet in sheets if sheet.document_id == document_id]
    rest = [sheet for sheet in sheets if sheet.document_id != document_id]
    grew = True
    while grew:
        more = [sheet for sheet in rest if any(_belong(sheet, other) for other in together)]
        together += more
        rest = [sheet for sheet in rest if sheet not in more]
        grew = bool(more)
    return together


def count_signed(sheets: Sequence[MeetingSheet]) -> Count:
    """How many people signed on sheets of which none shows another one.

    A person printed on two sheets under one number is one. Rows without a name that share a number may be one person or
    two, unless their sheets bear different numbers: they make the range.
    """
    least = most = 0
    for marks, is_one in _people(sheets):
        signed, unsure = marks.count(True), marks.count(None)
        least += min(signed, 1)
        most += min(signed + unsure, 1) if is_one else signed + unsure
    return Count(least, most)


def _people(sheets: Sequence[MeetingSheet]) -> Iterable[tuple[list[bool | None], bool]]:
    """The marks of rows that are or may be of one person, and whether they surely are."""
    named: dict[int | None, list[tuple[str, list[bool | None]]]] = {}
    unnamed: dict[object, list[bool | None]] = {}
    for at, sheet in enumerate(sheets):
        for n, row in enumerate(sheet.rows):
            if row.name is None:
                numbered = (sheet.sheet_no, row.no) if row.no is not None else (at, n, "row")
                unnamed.setdefault(numbered, []).append(row.signed)
                continue
            name = fold(row.name)
            same = [marks for other, marks in named.get(row.no, ()) if fuzz.ratio(name, other) >= LIKE_NAME]
            if same and row.no is not None:
                same[0].append(row.signed)
            else:
                named.setdefault(row.no, []).append((name, [row.signed]))
    yield from ((marks, True) for people in named.values() for _, marks in people)
    yield from ((marks, len(marks) == 1) for marks in unnamed.values())


def _belong(one: MeetingSheet, other: MeetingSheet) -> bool:
    if one.has_head and other.has_head:
        return _same_head(one, other)
    return _continues(one, other) or _continues(other, one)


def _same_head(one: MeetingSheet, other: MeetingSheet) -> bool:
    if one.date is None or one.date != other.date or one.activity is None or other.activity is None:
        return False
    if one.source_id != other.source_id and one.offices != other.offices:
        return False
    if fuzz.ratio(fold(one.activity), fold(other.activity)) < LIKE_ACTIVITY:
        return False
    return not one.place or not other.place or fuzz.ratio(fold(one.place), fold(other.place)) >= LIKE_PLACE


def _continues(earlier: MeetingSheet, later: MeetingSheet) -> bool:
    """Whether the later one, without a head, begins with the number after the earlier one's last."""
    if later.has_head or (earlier.source_id != later.source_id and earlier.offices != later.offices):
        return False
    if earlier.source_id == later.source_id and earlier.first_page > later.first_page:
        return False
    last = [row.no for row in earlier.rows if row.no is not None][-1:]
    first = [row.no for row in later.rows if row.no is not None][:1]
    return bool(last and first) and first[0] == last[0] + 1


def _twins(sheets: Sequence[MeetingSheet], pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Of documents that show one sheet all but the one with the fewest unsure rows."""
    groups: dict[str, set[str]] = {sheet.document_id: {sheet.document_id} for sheet in sheets}
    for one, other in pairs:
        if one in groups and other in groups:
            whole = groups[one] | groups[other]
            for member in whole:
                groups[member] = whole
    by_id = {sheet.document_id: sheet for sheet in sheets}
    kept = {min(group, key=lambda one: (_unsure(by_id[one]), -len(by_id[one].rows), one)) for group in groups.values()}
    return frozenset(groups) - kept


def _unsure(sheet: MeetingSheet) -> int:
    return sum(row.signed is None for row in sheet.rows)


def _order(sheet: MeetingSheet) -> tuple[int, int, str, int]:
    first = next((row.no for row in sheet.rows if row.no is not None), 0)
    return (sheet.sheet_no or 0, first, sheet.source_id, sheet.first_page)


def _sheets(session: Session, records: Sequence[DocumentRecord]) -> list[MeetingSheet]:
    said = assertions.current(session, [record.id for record in records])
    offices = findings.offices_of(session, {record.source_id for record in records})
    return [
        _sheet(record, document_json(record, said), frozenset(offices.get(record.source_id, ()))) for record in records
    ]


def _sheet(record: DocumentRecord, shown: dict[str, Any], offices: frozenset[str]) -> MeetingSheet:
    return MeetingSheet(
        document_id=record.id,
        source_id=record.source_id,
        first_page=record.pages[0],
        offices=offices,
        date=shown.get("date"),
        activity=shown.get("activity"),
        place=shown.get("place"),
        sheet_no=shown.get("sheet_no"),
        sheet_count=shown.get("sheet_count"),
        has_title=shown.get("title") is not None,
        rows=tuple(SheetRow(row["no"], row["name"], row["signed"]) for row in shown.get("rows") or ()),
    )
