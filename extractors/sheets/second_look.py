"""Names that were not read surely, read again from the line made sharper and wider, and weighed as names."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

import cv2
import numpy as np

from extractors.decoding.unbound import likeliest_text
from extractors.lines.crops import line_crop
from extractors.readers.reader import GrayImage, LineReader
from extractors.sheets.cell_text import CellLine, TextLayer
from extractors.thai.name_spelling import spelling_log_probability
from models.page import Glyph, LineReading

SURE: Final = 0.97  # confidence from which a reading needs no second look
# Chosen on development sheets, where they mend the most names that blur or a copier spoilt.
SHARPENING: Final = 0.7
BLUR: Final = 1.5  # pixels
WIDENING: Final = 1.08
# Chosen on development sheets with names that the spelling was not counted from: with more, names of unusual spelling
# turn into usual ones.
SPELLING_WEIGHT: Final = 0.2


def looked_at_again(
    lines: Sequence[CellLine], cells: Collection[tuple[int, int]], layer: TextLayer, reader: LineReader
) -> list[CellLine]:
    """The lines; those in the cells (row, column) that are not sure say what three looks and Thai spelling agree on.

    Only what some look holds possible is weighed, and a text never becomes surer than it was at first sight. Lines in
    which a pen wrote stay as they are.
    """
    doubtful = [
        n
        for n, line in enumerate(lines)
        if (line.row, line.column) in cells and line.reading.confidence < SURE and not line.reading.has_pen
    ]
    crops = [line_crop(layer.page, lines[n].run) for n in doubtful]
    sharp = [_sharpened(crop) for crop in crops]
    looks = zip(
        *(reader.read(of, with_lattices=True) for of in (crops, sharp, [_widened(c) for c in sharp])), strict=True
    )
    seen = list(lines)
    for n, readings in zip(doubtful, looks, strict=True):
        seen[n] = replace(lines[n], reading=_agreed(lines[n].reading, readings))
    return seen


def _agreed(first: LineReading, looks: Sequence[LineReading]) -> LineReading:
    """The first reading, respelled as the looks together have it."""
    steps = [look.lattice.between(-math.inf, math.inf) for look in looks if look.lattice is not None]
    likeliest = likeliest_text(steps, spelling_log_probability, SPELLING_WEIGHT)
    if likeliest is None:
        return first
    glyphs = _respelled(first.glyphs, likeliest.text)
    sure = min(first.confidence, likeliest.probability)
    return replace(first, text=likeliest.text, glyphs=glyphs, confidence=sure, lattice=None)


def _respelled(glyphs: Sequence[Glyph], text: str) -> tuple[Glyph, ...]:
    """A glyph for each character: as it was where it is the same, else in the place of those it stands for."""
    before = "".join(glyph.char for glyph in glyphs)
    found: list[Glyph] = []
    for change, start, end, new_start, new_end in SequenceMatcher(None, before, text, autojunk=False).get_opcodes():
        old = glyphs[start:end]
        if change == "equal":
            found += old
            continue
        x0, x1 = (old[0].x0, old[-1].x1) if old else (found[-1].x1,) * 2 if found else (0.0, 0.0)
        possible = {char: share for glyph in old for char, share in glyph.alternatives}
        rest = tuple((glyph.char, glyph.confidence) for glyph in old)
        found += [Glyph(char, possible.get(char, 0.0), x0, x1, alternatives=rest) for char in text[new_start:new_end]]
    return tuple(found)


def _sharpened(crop: GrayImage) -> GrayImage:
    soft = cv2.GaussianBlur(crop, (0, 0), BLUR)
    return np.asarray(cv2.addWeighted(crop, 1 + SHARPENING, soft, -SHARPENING, 0), np.uint8)


def _widened(crop: GrayImage) -> GrayImage:
    return np.asarray(cv2.resize(crop, None, fx=WIDENING, fy=1.0, interpolation=cv2.INTER_CUBIC), np.uint8)
