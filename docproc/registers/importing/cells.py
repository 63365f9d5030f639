"""One row of an import, cell by cell: each question gives the value, or notes what is wrong with the cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from docproc.registers.importing.columns import Heading
from docproc.registers.importing.report import Fault
from docproc.registers.importing.table_file import FORMULA, LONGEST_CELL, TableRow
from extractors.thai.dates import parse_date
from extractors.thai.digits import to_arabic

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME: Final = re.compile(r"(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?:\s*น\.?)?")
_NUMBER: Final = re.compile(r"\d{1,9}")
_THIRTEEN: Final = re.compile(r"(?<!\d)\d(?:[ -]?\d){12}(?!\d)")
FIRST_BE_YEAR: Final = 2400  # a year from here on is of the Buddhist era, in a spreadsheet's date cell too
_YES: Final = frozenset(("ใช่", "1", "y", "yes", "true", "x", "✓", "✔", "มี", "ผ่าน"))
_NO: Final = frozenset(("ไม่ใช่", "ไม่", "0", "n", "no", "false", "-", "ไม่มี", "ไม่ผ่าน"))


@dataclass(slots=True)
class Faults:
    """What was found wrong, and what a person should look at, in the order of the file."""

    found: list[Fault] = field(default_factory=list)
    hints: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """A row by field names. Every method notes a fault and gives None where the cell does not hold such a value."""

    number: int
    values: Mapping[str, str]
    printed: Mapping[str, str]
    faults: Faults

    def blame(self, name: str, code: str, detail: str = "") -> None:
        self.faults.found.append(Fault(self.number, self.printed.get(name, ""), code, detail))

    def hint(self, name: str, code: str, detail: str = "") -> None:
        self.faults.hints.append(Fault(self.number, self.printed.get(name, ""), code, detail))

    def text(self, name: str) -> str | None:
        """What stands there; None for nothing."""
        return self.values.get(name) or None

    def needed(self, name: str) -> str | None:
        value = self.text(name)
        if value is None:
            self.blame(name, "missing")
        return value

    def day(self, name: str) -> dt.date | None:
        """A date as ISO, or as people write it, in either era."""
        text = self.text(name)
        if text is None:
            return None
        plain = to_arabic(text)
        iso = _ISO.fullmatch(plain.split(" ")[0].split("T")[0])
        try:
            if iso is None:
                return parse_date(text)
            year = int(iso[1])
            return dt.date(year - 543 if year >= FIRST_BE_YEAR else year, int(iso[2]), int(iso[3]))
        except ValueError:
            self.blame(name, "not_a_date", text)
            return None

    def count(self, name: str, least: int = 0, most: int = 1_000_000) -> int | None:
        text = self.text(name)
        if text is None:
            return None
        plain = to_arabic(text).replace(",", "")
        if _NUMBER.fullmatch(plain) is None or not least <= int(plain) <= most:
            self.blame(name, "not_a_number", text)
            return None
        return int(plain)

    def clock(self, name: str) -> str | None:
        """Hours and minutes as 09:30."""
        text = self.text(name)
        if text is None:
            return None
        found = _TIME.fullmatch(to_arabic(text))
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            self.blame(name, "not_a_time", text)
            return None
        return f"{int(found[1]):02}:{found[2]}"

    def yes_or_no(self, name: str) -> bool | None:
        text = self.text(name)
        if text is None:
            return None
        plain = to_arabic(text).casefold()
        if plain not in _YES | _NO:
            self.blame(name, "not_yes_or_no", text)
            return None
        return plain in _YES


def rows_of(rows: Sequence[TableRow], heading: Heading, faults: Faults) -> list[Row]:
    """The rows by field names; formulas, citizen numbers and cells that are too long are faults."""
    found = []
    for one in rows:
        values = {name: one.cells[at] for name, at in heading.places.items() if at < len(one.cells)}
        row = Row(one.number, values, heading.printed, faults)
        if not any(values.values()):
            continue
        for name, value in values.items():
            if value == FORMULA:
                row.blame(name, "formula")
            elif len(value) > LONGEST_CELL:
                row.blame(name, "too_long")
            elif holds_citizen_number(value):
                row.blame(name, "citizen_number")  # the number is not repeated here
        found.append(row)
    return found


def holds_citizen_number(text: str) -> bool:
    """Whether thirteen digits with the check digit of a citizen number stand in the text, dashed or not."""
    return any(_checks(re.sub(r"\D", "", found[0])) for found in _THIRTEEN.finditer(to_arabic(text)))


def _checks(digits: str) -> bool:
    total = sum(int(digit) * (13 - at) for at, digit in enumerate(digits[:12]))
    return digits[0] in "12345678" and int(digits[12]) == (11 - total % 11) % 10
