"""Fields of letters: exact, wrong, unread, and wrong and called sure, for each kind and quality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table
from rich.text import Text

from docproc.bench.cells import at_least
from docproc.bench.measure import new_table, quality_order
from docproc.bench.one_file import FileReading
from docproc.bench.targets import field_target
from docproc.expected import Comparison

ORDER = (
    "doc_type", "reference_no", "is_circular", "date", "subject", "to", "urgency", "secrecy", "cited_refs",
    "signatory_name", "signatory_position", "agency", "tel", "fax", "email",
    "stamp_office", "stamp_number", "stamp_date", "stamp_time",
)  # fmt: skip


@dataclass(slots=True)
class FieldScore:
    """One field in one group. `asked` counts the values on the pages; `invented` those given where there is none."""

    asked: int = 0
    exact: int = 0
    wrong: int = 0
    unread: int = 0
    invented: int = 0
    sure: int = 0
    wrong_and_sure: int = 0

    def add(self, result: Comparison) -> None:
        is_asked = result.expected not in (None, [], "")
        self.asked += is_asked
        self.exact += is_asked and result.right
        self.wrong += is_asked and result.is_wrong
        self.unread += is_asked and not result.right and not result.is_wrong
        self.invented += not is_asked and result.is_wrong
        self.sure += result.sure and result.got not in (None, [], "")
        self.wrong_and_sure += result.is_wrong_and_sure

    @property
    def exact_per_cent(self) -> float | None:
        return 100 * self.exact / self.asked if self.asked else None


class FieldTable:
    """The fields of every letter, memo, order and announcement."""

    name = "fields"

    def __init__(self) -> None:
        self.groups: dict[str, dict[str, FieldScore]] = defaultdict(lambda: defaultdict(FieldScore))

    def add(self, one: FileReading) -> None:
        if one.file.font or one.file.kind == "forms":
            return
        for result in one.comparisons():
            if result.field in ORDER and result.doc_type != "attendance_sheet":
                self.groups[one.file.group][result.field].add(result)

    def tables(self) -> Iterator[Table]:
        kinds = sorted({group.rpartition(" ")[0] for group in self.groups})
        for kind in kinds:
            groups = sorted((g for g in self.groups if g.rpartition(" ")[0] == kind), key=quality_order)
            table = new_table(f"Fields of {kind} (exact in %, target behind ≥)")
            table.add_column("field")
            for group in groups:
                quality = group.rpartition(" ")[2]
                table.add_column(f"{quality}: exact", justify="right", no_wrap=True)
                table.add_column("there", justify="right")
                table.add_column("wrong", justify="right")
                table.add_column("unread", justify="right")
            for field in ORDER:
                if any(self._holds(group, field) for group in groups):
                    table.add_row(field, *(cell for group in groups for cell in self._cells(kind, group, field)))
            yield table

    def as_json(self) -> dict[str, Any]:
        return {
            group: {field: asdict(score) for field, score in fields.items()} for group, fields in self.groups.items()
        }

    def _holds(self, group: str, field: str) -> bool:
        score = self.groups[group].get(field)
        return score is not None and bool(score.asked or score.invented)

    def _cells(self, kind: str, group: str, field: str) -> tuple[Text, str, Text, str]:
        score = self.groups[group].get(field, FieldScore())
        target = field_target(kind, group.rpartition(" ")[2], field)
        wrong = Text(str(score.wrong))
        if score.invented:
            wrong.append(f"+{score.invented}")
        if score.wrong_and_sure:
            wrong.append(f" SURE {score.wrong_and_sure}", style="bold red")
        return at_least(score.exact_per_cent, target, 0), str(score.asked), wrong, str(score.unread)
