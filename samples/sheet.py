"""What an attendance sheet says, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Mark = Literal["signature", "empty", "dash", "absent_note", "overflow"]


@dataclass(frozen=True)
class Row:
    """One line of the roster. `mark` is what stands in its signature cell; `overflow` = only the row above's stroke."""

    number: int
    name: str
    cells: tuple[str, ...]
    mark: Mark = "signature"
    handwritten: bool = False
    note: str = "ลา"

    @property
    def signed(self) -> bool:
        return self.mark == "signature"


@dataclass(frozen=True)
class Sheet:
    """Head lines, the columns between name and signature, and the rows."""

    title: str
    head: tuple[str, ...]
    day: date
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    number_label: str = "ลำดับ"
    name_label: str = "ชื่อ - สกุล"
    signature_label: str = "ลายมือชื่อ"
    remark_label: str | None = None
    foot: tuple[str, ...] = ()
