"""Which way up a page lies, told by how well its longest lines read each way."""

from __future__ import annotations

import numpy as np

from extractors.lines.components import body_height, components_of
from extractors.lines.contest import worth
from extractors.lines.crops import line_crop
from extractors.lines.finding import find_runs
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import LineReader

SAMPLE_LINES = 8
CLEARLY = 1.5  # times as much well-read text as the page as it lies


def best_turn(page: PreparedPage, reader: LineReader) -> int:
    """Clockwise turn (0, 90, 180, 270) that makes the page read best; 0 where no turn is clearly better."""
    as_it_lies = _text_read(page, 0, reader)
    turned = {turn: _text_read(page, turn, reader) for turn in (180, 90, 270)}
    best = max(turned, key=lambda turn: turned[turn])
    return best if turned[best] > max(4.0, CLEARLY * as_it_lies) else 0


def _text_read(page: PreparedPage, turn: int, reader: LineReader) -> float:
    """Worth of what a sample of the turned page's lines reads as, never negative for a line."""
    quarter_turns = -turn // 90  # numpy turns anticlockwise
    ink = np.ascontiguousarray(np.rot90(page.ink, quarter_turns))
    gray = np.ascontiguousarray(np.rot90(page.full, quarter_turns))
    found = components_of(ink)
    body = body_height(found, max(gray.shape)) or page.body  # letters lying on their side measure another height
    runs = find_runs(found, body, (gray.shape[0], gray.shape[1]))
    usual = [run for run in runs if 0.7 < run.body / body < 1.5]
    sample = sorted(usual, key=lambda run: -run.width)[:SAMPLE_LINES]
    return sum(max(0.0, worth(reading)) for reading in reader.read([line_crop(gray, run) for run in sample]))
