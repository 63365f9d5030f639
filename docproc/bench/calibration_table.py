"""For each field: what "corroborated" is worth, and from what confidence on a value may be believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rich.table import Table

from docproc.bench.cells import MISSED, per_cent
from docproc.bench.field_table import ORDER
from docproc.bench.measure import new_table
from docproc.bench.one_file import FileReading
from docproc.bench.targets import PRECISION


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that was given with a proof."""

    confidence: float
    right: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least confidence from which on given values are right often enough, and how many values it keeps."""

    confidence: float
    kept: int


def least_threshold(claims: Sequence[Claim], precision_per_cent: float) -> Threshold | None:
    """None where even the surest values are not right often enough."""
    found: Threshold | None = None
    right = kept = 0
    by_confidence = sorted(claims, key=lambda claim: -claim.confidence)
    for confidence, equal in groupby(by_confidence, key=lambda claim: claim.confidence):
        for claim in equal:
            kept += 1
            right += claim.right
        if 100 * right >= precision_per_cent * kept:
            found = Threshold(confidence, kept)
    return found


class CalibrationTable:
    """Over all held-out letters; wrong values that were called sure are named one by one."""

    name = "calibration"

    def __init__(self) -> None:
        self.asked: dict[str, int] = defaultdict(int)
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        self.wrong_and_sure: list[dict[str, Any]] = []

    def add(self, one: FileReading) -> None:
        if one.file.font or not one.true_lines:
            return
        for result in one.comparisons():
            if result.field not in ORDER or result.doc_type == "attendance_sheet":
                continue
            self.asked[result.field] += result.expected not in (None, [], "")
            if result.confidence is not None and result.got not in (None, [], ""):
                self.claims[result.field].append(Claim(result.confidence, result.right, result.sure))
            if result.is_wrong_and_sure:
                self.wrong_and_sure.append({
                    "file": one.file.path.name, "field": result.field, "expected": result.expected, "got": result.got,
                })  # fmt: skip

    def tables(self) -> Iterator[Table]:
        if not self.claims:
            return
        table = new_table(f"Calibration of fields (%), and the least confidence that gives {PRECISION:g} % precision")
        table.add_column("field")
        for heading in (
            "there", "given", "given right", "corroborated", "of those right", "coverage", "threshold", "it keeps",
        ):  # fmt: skip
            table.add_column(heading, justify="right")
        for field in ORDER:
            if field in self.claims:
                table.add_row(field, *self._cells(field))
        yield table
        if self.wrong_and_sure:
            yield self._named()

    def as_json(self) -> dict[str, Any]:
        return {
            "fields": {field: self._figures(field) for field in self.claims},
            "wrong_and_sure": self.wrong_and_sure,
        }

    def _figures(self, field: str) -> dict[str, Any]:
        claims, asked = self.claims[field], self.asked[field]
        sure = [claim for claim in claims if claim.sure]
        threshold = least_threshold(claims, PRECISION)
        return {
            "there": asked,
            "given": len(claims),
            "given_right": _share(sum(claim.right for claim in claims), len(claims)),
            "corroborated": len(sure),
            "corroborated_right": _share(sum(claim.right for claim in sure), len(sure)),
            "coverage": _share(len(sure), asked),
            "threshold": threshold.confidence if threshold else None,
            "threshold_keeps": _share(threshold.kept if threshold else 0, asked),
        }

    def _cells(self, field: str) -> list[str]:
        figures = self._figures(field)
        threshold = figures["threshold"]
        return [
            str(figures["there"]), str(figures["given"]), per_cent(figures["given_right"], 1),
            str(figures["corroborated"]), per_cent(figures["corroborated_right"], 1), per_cent(figures["coverage"], 1),
            "none" if threshold is None else f"{threshold:.4f}", per_cent(figures["threshold_keeps"], 1),
        ]  # fmt: skip

    def _named(self) -> Table:
        table = new_table("Wrong and called sure")
        for heading in ("file", "field", "on the page", "given"):
            table.add_column(heading, style=MISSED)
        for one in self.wrong_and_sure:
            table.add_row(one["file"], one["field"], str(one["expected"]), str(one["got"]))
        return table


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
