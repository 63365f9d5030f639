"""Two claims on the same ink: the one that reads better stays."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.lines.run import TextRun
from models.geometry import Box
from models.page import LineReading

SHARED = 0.45  # of the smaller claim's letters


def winners(claims: Sequence[tuple[TextRun, LineReading]]) -> list[tuple[TextRun, LineReading]]:
    """The claims that keep their ink, best first."""
    kept: list[tuple[TextRun, LineReading]] = []
    for run, reading in sorted(claims, key=lambda claim: -worth(claim[1])):
        core = run.core_box()
        if not any(_same_ink(core, run, other) or _too_close(run, other) for other, _ in kept):
            kept.append((run, reading))
    return kept


def worth(reading: LineReading) -> float:
    """How much well-read text a claim yields: sure characters count for it, unsure ones against it."""
    return sum(glyph.confidence - 0.55 for glyph in reading.glyphs if not glyph.char.isspace())


def _same_ink(core: Box, run: TextRun, other: TextRun) -> bool:
    held = other.core_box()
    if core.covered_by(held) > SHARED or held.covered_by(core) > SHARED:
        return True
    # A row of a heading's marks lies inside the heading's band but beside its letters.
    return run.body < 0.75 * other.body and core.covered_by(other.box()) > 0.7


def _too_close(run: TextRun, other: TextRun) -> bool:
    """True for two readings of one line, found a little apart: no two lines of text stand so close."""
    x0, x1 = max(run.x0, other.x0), min(run.x1, other.x1)
    if x1 - x0 < 0.5 * min(run.width, other.width):
        return False
    middle = (x0 + x1) / 2
    return abs(run.middle_at(middle) - other.middle_at(middle)) < 0.8 * min(run.body, other.body)
