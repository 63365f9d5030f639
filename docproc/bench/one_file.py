"""One file read by us, and beside us: what every table of the bench is counted from."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docproc.bench.others import OtherText, children_seconds, read_ocrmypdf, read_tesseract
from docproc.expected import Comparison, compare_readings
from docproc.pipeline import assemble_stage, open_stage, page_stage
from extractors.reading import Readers
from models.contract import reading_as_json
from models.errors import DocumentError
from models.page import PageReading


@dataclass(frozen=True, slots=True)
class BenchFile:
    """A file with its truth. `part` is that of the bench it belongs to; `lines` are its true lines, if drawn now."""

    path: Path
    expected: Path
    part: str
    kind: str
    quality: str
    lines: Path | None = None
    font: str = ""

    @property
    def group(self) -> str:
        return f"{self.kind} {self.quality}"


@dataclass(frozen=True, slots=True)
class FileReading:
    """The truth of a file and everything read of it; `cpu_seconds` is the whole reading on one core."""

    file: BenchFile
    expected: dict[str, Any]
    true_lines: tuple[dict[str, Any], ...]
    got: dict[str, Any]
    pages: tuple[PageReading, ...]
    page_count: int
    cpu_seconds: float
    tesseract: OtherText | None
    ocrmypdf: OtherText | None

    @property
    def truth(self) -> str:
        return text_of(self.expected)

    @property
    def text(self) -> str:
        return text_of(self.got)

    def lines_of(self, page: PageReading) -> list[dict[str, Any]]:
        """The true lines of a page with their boxes in pixels of the page as read: a 300-dpi page is read at 200."""
        return [
            {**line, "box": _scaled(line["box"], page.width / line["page_size"][0])}
            for line in self.true_lines
            if line["page"] == page.number
        ]

    def comparisons(self) -> list[Comparison]:
        return compare_readings(self.expected, self.got)


def read_file(file: BenchFile, readers: Readers, *, with_tesseract: bool, with_ocrmypdf: bool) -> FileReading:
    """The file read by us and, if asked and installed, by bare Tesseract and by OCRmyPDF, all on one core."""
    data = file.path.read_bytes()
    started = _cpu_seconds()
    pages: list[PageReading] = []
    page_count = open_stage(data, file.path.name)
    for number in range(1, page_count + 1):
        try:
            pages.append(page_stage(data, file.path.name, number, readers))
        except DocumentError:
            continue  # as in the service: the page is lost, the others are read
    documents = assemble_stage(pages)
    spent = _cpu_seconds() - started
    lines = json.loads(file.lines.read_text(encoding="utf-8")) if file.lines else []
    return FileReading(
        file, json.loads(file.expected.read_text(encoding="utf-8")), tuple(lines),
        reading_as_json(file.path.name, "", page_count, documents), tuple(pages), page_count, spent,
        read_tesseract(data, file.path.name) if with_tesseract else None,
        read_ocrmypdf(file.path) if with_ocrmypdf else None,
    )  # fmt: skip


def _scaled(box: list[int], scale: float) -> list[int]:
    return [round(scale * side) for side in box]


def text_of(reading: dict[str, Any]) -> str:
    return "\n".join(document.get("text") or "" for document in reading["documents"])


def _cpu_seconds() -> float:
    """CPU of this process and of the children it has waited for, so that a Tesseract call counts."""
    return time.process_time() + children_seconds()
