"""What a leader is told of one photograph of a sheet."""

from __future__ import annotations

from dataclasses import dataclass

from docproc.documents import reading_json
from docproc.messages.catalogue import Catalogue
from docproc.photo_check import check_photo
from docproc.wiring import Service
from models.status import DocType, SourceStatus


@dataclass(frozen=True, slots=True)
class SheetVerdict:
    """`remarks` say what to do better, none for a good picture; `count` is None until the sheet is read."""

    source_id: str
    is_photo: bool
    remarks: tuple[str, ...]
    count: str | None
    is_under_way: bool
    fault: str | None

    @property
    def is_good(self) -> bool:
        return not self.remarks


def sheet_verdict(service: Service, source_id: str, shown: Catalogue) -> SheetVerdict:
    """The verdict as it stands now. Raises NotFoundError."""
    remarks = check_photo(service, source_id)
    reading = reading_json(service, source_id)
    under_way = reading["status"] in (SourceStatus.RECEIVED, SourceStatus.READING)
    error = reading["error"]
    return SheetVerdict(
        source_id=source_id,
        is_photo=remarks is not None,
        remarks=tuple(shown.text(remark) for remark in remarks or ()),
        count=None if under_way or error else _count(reading["documents"], shown),
        is_under_way=under_way,
        fault=shown.fault(error["code"], error["detail"]) if error else None,
    )


def _count(documents: list[dict[str, object]], shown: Catalogue) -> str:
    """Signatures of all sheets in the picture, as a range where cells are unsure."""
    sheets = [document for document in documents if document["doc_type"] == DocType.ATTENDANCE_SHEET]
    if not sheets:
        return shown.text("leader.not_a_sheet")
    marks = [row["signed"] for sheet in sheets for row in sheet["rows"]]  # type: ignore[attr-defined]
    signed, unsure = marks.count(True), marks.count(None)
    if unsure:
        return shown.text("leader.count_range", n=signed, most=signed + unsure, m=len(marks), k=unsure)
    return shown.text("leader.count", n=signed, m=len(marks))
