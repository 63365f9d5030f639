"""Attendance sheets: rows, signatures, names, the count of signatures, and the time a sheet takes."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table

from docproc.bench.cells import at_least, at_most
from docproc.bench.measure import new_table, quality_order
from docproc.bench.one_file import FileReading
from docproc.bench.targets import SHEETS
from extractors.opening import open_source
from extractors.sheets.quality import photo_quality
from extractors.sheets.sighting import sighted
from models.status import DocType


@dataclass(slots=True)
class SheetScore:
    """Counts over the sheets of one group; names are the printed ones, seconds those of one core."""

    sheets: int = 0
    rows: int = 0
    rows_found: int = 0
    signed_right: int = 0
    signed_wrong: int = 0
    signed_unsure: int = 0
    names: int = 0
    names_exact: int = 0
    count_exact: int = 0
    cpu_seconds: float = 0.0
    gate_seconds: float = 0.0
    gated: int = 0
    good_called_bad: int = 0

    def add(self, one: FileReading, document: int) -> None:
        """One expected sheet of a file."""
        truth = one.expected["documents"][document]
        results = [result for result in one.comparisons() if result.document == document]
        first = truth["pages"][0]
        read: dict[str, Any] = next((got for got in one.got["documents"] if first in got["pages"]), {})
        found = {row.get("no") for row in read.get("rows") or []}
        self.sheets += 1
        self.rows += len(truth["rows"])
        self.rows_found += sum(row["no"] in found for row in truth["rows"])
        for result in results:
            if result.field == "row_signed":
                self.signed_right += result.right
                self.signed_wrong += result.is_wrong
                self.signed_unsure += not result.right and not result.is_wrong
            elif result.field == "row_name" and result.expected is not None:
                self.names += 1
                self.names_exact += result.right
            elif result.field == "n_signed":
                self.count_exact += result.right

    def time_gate(self, one: FileReading) -> None:
        """How long the verdict on a photograph takes, and whether it would send a readable one back."""
        with open_source(one.file.path.read_bytes(), one.file.path.name) as source:
            pixels = source.page(1).pixels
        started = time.process_time()
        verdict = photo_quality(pixels, sighted(pixels))
        self.gate_seconds += time.process_time() - started
        self.gated += 1
        self.good_called_bad += bool(verdict.remarks)

    def figures(self) -> dict[str, float | None]:
        """By the names of the targets; shares in per cent."""

        def share(part: int, whole: int) -> float | None:
            return 100 * part / whole if whole else None

        return {
            "rows_found": share(self.rows_found, self.rows),
            "signed_right": share(self.signed_right, self.rows),
            "signed_wrong": share(self.signed_wrong, self.rows),
            "names_exact": share(self.names_exact, self.names),
            "count_exact": share(self.count_exact, self.sheets),
            "seconds_a_sheet": self.cpu_seconds / self.sheets if self.sheets else None,
            "gate_seconds": self.gate_seconds / self.gated if self.gated else None,
        }


FIGURES = {
    "rows_found": "rows found, %",
    "signed_right": "signed or not: right, % (unsure is not)",
    "signed_wrong": "signed or not: wrong, %",
    "names_exact": "printed names exact, %",
    "count_exact": "count of signatures exact, % of sheets",
    "seconds_a_sheet": "CPU seconds a sheet",
    "gate_seconds": "CPU seconds of the quality gate",
}
AT_MOST = ("signed_wrong", "seconds_a_sheet", "gate_seconds")


class SheetTable:
    """A column for each quality, the committed samples apart from the sheets drawn now."""

    name = "sheets"

    def __init__(self) -> None:
        self.groups: dict[str, SheetScore] = defaultdict(SheetScore)

    def add(self, one: FileReading) -> None:
        documents = one.expected["documents"]
        sheets = [n for n, truth in enumerate(documents) if truth["doc_type"] == DocType.ATTENDANCE_SHEET]
        if not sheets:
            return
        score = self.groups[one.file.group]
        for number in sheets:
            score.add(one, number)
        score.cpu_seconds += one.cpu_seconds * len(sheets) / len(documents)
        if one.file.quality == "photo":
            score.time_gate(one)

    def tables(self) -> Iterator[Table]:
        for kind in sorted({group.rpartition(" ")[0] for group in self.groups}):
            groups = sorted((g for g in self.groups if g.rpartition(" ")[0] == kind), key=quality_order)
            table = new_table(f"Attendance: {kind} (target behind ≥ or ≤)")
            table.add_column("figure")
            for group in groups:
                table.add_column(f"{group.rpartition(' ')[2]} ({self.groups[group].sheets})", justify="right")
            for figure, label in FIGURES.items():
                cells = []
                for group in groups:
                    value = self.groups[group].figures()[figure]
                    target = SHEETS[figure].get(group.rpartition(" ")[2])
                    cells.append((at_most if figure in AT_MOST else at_least)(value, target, 2))
                table.add_row(label, *cells)
            yield table

    def as_json(self) -> dict[str, Any]:
        return {group: {**asdict(score), "figures": score.figures()} for group, score in self.groups.items()}
