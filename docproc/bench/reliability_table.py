"""Is 95 % right 95 times in 100? Characters read, by the reader's own confidence, against the truth under them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.table import Table

from docproc.bench.alignment import best_span, same_characters
from docproc.bench.cells import per_cent
from docproc.bench.characters import squeezed
from docproc.bench.measure import new_table
from docproc.bench.one_file import FileReading
from extractors.thai.digits import THAI
from models.page import Glyph, Line

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999)
OVERLAP = 0.25  # of the lower box's height: beside a slanted line its neighbours are offered too, and do no harm


@dataclass(slots=True)
class Bucket:
    """Characters of one range of confidence; `claimed` adds up their confidences."""

    characters: int = 0
    right: int = 0
    claimed: float = 0.0

    def add(self, confidence: float, right: bool) -> None:
        self.characters += 1
        self.right += right
        self.claimed += confidence


@dataclass(slots=True)
class Reliability:
    """A bucket for each of EDGES, from it up to the next."""

    buckets: list[Bucket] = field(default_factory=lambda: [Bucket() for _ in EDGES])

    def add(self, confidence: float, right: bool) -> None:
        self.buckets[bisect_right(EDGES, confidence) - 1].add(confidence, right)

    @property
    def calibration_error(self) -> float | None:
        """Mean distance of what is claimed from what is right, over all characters."""
        total = sum(bucket.characters for bucket in self.buckets)
        return sum(abs(bucket.claimed - bucket.right) for bucket in self.buckets) / total if total else None


class ReliabilityTable:
    """All printed characters, the digits among them, and digits of a pen, of every held-out page."""

    name = "reliability"
    kinds = ("print", "digits of print", "digits of pen")

    def __init__(self) -> None:
        self.by_kind: dict[str, Reliability] = {kind: Reliability() for kind in self.kinds}
        self.by_quality: dict[str, Reliability] = defaultdict(Reliability)

    def add(self, one: FileReading) -> None:
        if one.file.font or not one.true_lines:
            return
        for page in one.pages:
            true_lines = one.lines_of(page)
            for line in page.lines:
                for glyph, right in judged(line, true_lines):
                    self._add_glyph(glyph, right, one.file.quality)

    def tables(self) -> Iterator[Table]:
        if not self.by_quality:
            return
        table = new_table("Reliability: of characters read with a confidence, how many are right (%)")
        table.add_column("confidence from")
        for kind in self.kinds:
            table.add_column(f"{kind}: characters", justify="right")
            table.add_column("claimed", justify="right")
            table.add_column("right", justify="right")
        for number, edge in enumerate(EDGES):
            cells = [f"{edge:g}"]
            for kind in self.kinds:
                bucket = self.by_kind[kind].buckets[number]
                count = bucket.characters
                cells.append(str(count))
                cells += [per_cent(part / count if count else None) for part in (bucket.claimed, bucket.right)]
            table.add_row(*cells)
        errors = [per_cent(self.by_kind[kind].calibration_error) for kind in self.kinds]
        table.add_row("calibration error", *(cell for error in errors for cell in ("", "", error)))
        yield table

    def as_json(self) -> dict[str, Any]:
        named = {**self.by_kind, **{f"print {quality}": one for quality, one in self.by_quality.items()}}
        return {
            name: {
                "calibration_error": one.calibration_error,
                "buckets": [
                    {"from": edge, "characters": b.characters, "right": b.right, "claimed": b.claimed}
                    for edge, b in zip(EDGES, one.buckets, strict=True)
                ],
            }
            for name, one in named.items()
        }

    def _add_glyph(self, glyph: Glyph, right: bool, quality: str) -> None:
        if glyph.pen:
            self.by_kind["digits of pen"].add(glyph.confidence, right)
            return
        self.by_kind["print"].add(glyph.confidence, right)
        self.by_quality[quality].add(glyph.confidence, right)
        if glyph.char in THAI or glyph.char.isdecimal():
            self.by_kind["digits of print"].add(glyph.confidence, right)


def judged(line: Line, true_lines: list[dict[str, Any]]) -> Iterator[tuple[Glyph, bool]]:
    """Each character of a line as the line reader saw it, and whether it stands there: nothing but air is wrong."""
    if not line.readings:
        return
    glyphs = [glyph for glyph in line.readings[0].glyphs if glyph.char.strip()]
    read = "".join(glyph.char for glyph in glyphs)
    under = "".join(squeezed(true["text"]) for true in true_lines if _beside(line, true["box"]))
    span = best_span(read, under)
    for index, theirs in same_characters(read, under[span.start : span.end]):
        yield glyphs[index], theirs == read[index]


def _beside(line: Line, box: list[int]) -> bool:
    """Whether a true line shares enough of the read line's height, and any of its width."""
    x0, y0, x1, y1 = box
    shared = min(line.box.y1, y1) - max(line.box.y0, y0)
    lower = min(line.box.height, y1 - y0)
    return shared > OVERLAP * lower and min(line.box.x1, x1) > max(line.box.x0, x0)
