"""What a pen wrote, exact, wrong, unread, wrong and called sure; and its digits, apart from those of print."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rapidfuzz.distance import Levenshtein
from rich.table import Table
from rich.text import Text

from docproc.bench.cells import at_least, per_cent
from docproc.bench.field_table import FieldScore
from docproc.bench.measure import new_table, quality_order
from docproc.bench.one_file import FileReading
from docproc.bench.targets import PEN_STRINGS_EXACT, field_target
from docproc.expected import SURE, Comparison
from extractors.thai.digits import to_arabic

# `ลป ๐๔๑๘.๑/ว ` of `ลป ๐๔๑๘.๑/ว ๕๑๕๐`: what the office prints before the number is known.
PRINTED_PART = re.compile(r"(.*/\s*ว?)\s*([0-9๐-๙]*)")
STRINGS = ("running_number", "day", "stamp_number", "stamp_date")
PRINTED = "reference_printed_part"


@dataclass(slots=True)
class PenScore(FieldScore):
    """`digits_right` of `digits` written: those of a string that was not read count as wrong."""

    digits: int = 0
    digits_right: int = 0

    def add_string(self, result: Comparison) -> None:
        self.add(result)
        if result.field == "stamp_date":
            return  # written with the name of its month, given as an ISO date
        want, got = (re.sub(r"\D", "", to_arabic(str(value or ""))) for value in (result.expected, result.got))
        self.digits += len(want)
        self.digits_right += sum(block.size for block in Levenshtein.editops(want, got).as_matching_blocks())


class HandwritingTable:
    """Counts the values that the true lines of a page say a pen wrote."""

    name = "handwriting"

    def __init__(self) -> None:
        self.groups: dict[str, dict[str, PenScore]] = defaultdict(lambda: defaultdict(PenScore))

    def add(self, one: FileReading) -> None:
        written = [(line["pen_field"], line["text"]) for line in one.true_lines if line.get("pen_field")]
        if not written:
            return
        scores = self.groups[one.file.group]
        truth = one.expected["documents"][0]
        got: dict[str, Any] = next((document for document in one.got["documents"] if 1 in document["pages"]), {})
        for field, text in written:
            if field == "running_number":
                scores[field].add_string(_compared(truth, got, "reference_no", text, _running(got)))
                scores[PRINTED].add_string(_printed_part(truth, got))
            elif field == "day":
                day = got.get("date")
                scores[field].add_string(_compared(truth, got, "date", str(int(to_arabic(text))), _day(day)))
        for result in _pen_stamps(one, [text for field, text in written if field.startswith("stamp_")]):
            scores[result.field].add_string(result)

    def tables(self) -> Iterator[Table]:
        if not self.groups:
            return
        table = new_table("Handwritten digits (exact in % of the strings, target behind ≥)")
        for heading in ("pages", "string"):
            table.add_column(heading)
        for heading in ("exact", "there", "wrong", "unread", "digits right, %"):
            table.add_column(heading, justify="right")
        for group in sorted(self.groups, key=quality_order):
            kind, _, quality = group.rpartition(" ")
            for field in (PRINTED, *STRINGS):
                score = self.groups[group].get(field)
                if score is None:
                    continue
                target = field_target(kind, quality, field)
                if field in ("running_number", "day"):
                    target = PEN_STRINGS_EXACT
                wrong = Text(str(score.wrong))
                if score.wrong_and_sure:
                    wrong.append(f" SURE {score.wrong_and_sure}", style="bold red")
                digits = per_cent(score.digits_right / score.digits if score.digits else None, 1)
                exact = at_least(score.exact_per_cent, target, 0)
                table.add_row(group, field, exact, str(score.asked), wrong, str(score.unread), digits)
        yield table

    def as_json(self) -> dict[str, Any]:
        return {
            group: {field: asdict(score) for field, score in fields.items()} for group, fields in self.groups.items()
        }


def _compared(truth: dict[str, Any], got: dict[str, Any], field: str, want: str, read: str | None) -> Comparison:
    """A handwritten part of the field: the machine's claim about the whole field is its claim about the part."""
    proof = got.get("evidence", {}).get(field) or {}
    right = read is not None and to_arabic(read) == to_arabic(want)
    sure = read is not None and proof.get("status") in SURE
    return Comparison(0, truth["doc_type"], field, want, read, right, sure, proof.get("confidence"))


def _running(got: dict[str, Any]) -> str | None:
    """The running number of a reference that was wholly read."""
    match = PRINTED_PART.fullmatch((got.get("reference_no") or "").strip())
    return match.group(2) or None if match else None


def _printed_part(truth: dict[str, Any], got: dict[str, Any]) -> Comparison:
    """The code before the pen number; where the whole was not read, as far as the proof quotes it."""
    printed = got.get("reference_no") or (got.get("evidence", {}).get("reference_no") or {}).get("printed", "")
    read = PRINTED_PART.match(printed)
    want = PRINTED_PART.match(truth["reference_no"])
    assert want is not None  # the generator prints a stroke in every reference number
    wanted, found = (_plain(match.group(1)) if match else None for match in (want, read))
    return Comparison(0, truth["doc_type"], PRINTED, wanted, found, wanted == found, False)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", to_arabic(text))


def _day(iso: str | None) -> str | None:
    return str(int(iso[8:10])) if iso else None


def _pen_stamps(one: FileReading, written: list[str]) -> Iterator[Comparison]:
    """The number and date of each expected stamp into which a pen wrote."""
    lines = [to_arabic(text) for text in written]
    results = [result for result in one.comparisons() if result.document == 0]
    numbers = [result for result in results if result.field == "stamp_number"]
    dates = [result for result in results if result.field == "stamp_date"]
    for number, date in zip(numbers, dates, strict=True):
        if number.expected and any(line.endswith(f" {to_arabic(number.expected)}") for line in lines):
            yield number
            yield date
