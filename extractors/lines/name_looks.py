"""Names that were not read surely, read again from the line made sharper and wider, and weighed as names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

import cv2
import numpy as np

from extractors.decoding.unbound import likeliest_text
from extractors.lines.crops import line_crop
from extractors.lines.reading_lines import ReadLine
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import GrayImage, LineReader
from extractors.thai.name_spelling import spelling_log_probability
from extractors.thai.names import split_title
from models.page import Glyph, LineReading

SURE: Final = 0.97  # confidence from which a reading needs no second look
# Chosen on development sheets, where they mend the most names that blur or a copier spoilt.
SHARPENING: Final = 0.7
BLUR: Final = 1.5  # pixels
WIDENING: Final = 1.08
# Chosen on development sheets with names that the spelling was not counted from: with more, names of unusual spelling
# turn into usual ones.
SPELLING_WEIGHT: Final = 0.2
_BRACKETS: Final = "() "


def with_signers_read_again(lines: Sequence[ReadLine], page: PreparedPage, reader: LineReader) -> list[ReadLine]:
    """The lines; those that are a titled name in brackets, as below a signature, say what all looks agree on."""
    doubtful = [n for n, line in enumerate(lines) if _is_signer(line) and is_doubtful(line.reading)]
    crops = [line_crop(page.black if lines[n].colour == "black" else page.full, lines[n].run) for n in doubtful]
    seen = list(lines)
    for n, reading in zip(doubtful, read_again([lines[n].reading for n in doubtful], crops, reader), strict=True):
        seen[n] = replace(lines[n], reading=reading)
    return seen


def is_doubtful(reading: LineReading) -> bool:
    """True for a reading that is not sure; what a pen wrote is not for spelling to mend."""
    return reading.confidence < SURE and not reading.has_pen


def read_again(readings: Sequence[LineReading], crops: Sequence[GrayImage], reader: LineReader) -> list[LineReading]:
    """The readings of these crops, each of which holds a name, as three looks and Thai spelling agree on.

    Only what some look holds possible is weighed, and a text never becomes surer than it was at first sight.
    """
    sharp = [_sharpened(crop) for crop in crops]
    looks = zip(
        *(reader.read(of, with_lattices=True) for of in (crops, sharp, [_widened(crop) for crop in sharp])), strict=True
    )
    return [_agreed(reading, seen) for reading, seen in zip(readings, looks, strict=True)]


def _is_signer(line: ReadLine) -> bool:
    text = line.text.strip()
    return text.startswith("(") and bool(split_title(text.strip(_BRACKETS))[0])


def _agreed(first: LineReading, looks: Sequence[LineReading]) -> LineReading:
    """The first reading, respelled as the looks together have it."""
    steps = [look.lattice.between(-math.inf, math.inf) for look in looks if look.lattice is not None]
    likeliest = likeliest_text(steps, _log_prior, SPELLING_WEIGHT)
    if likeliest is None:
        return first
    glyphs = _respelled(first.glyphs, likeliest.text)
    sure = min(first.confidence, likeliest.probability)
    return replace(first, text=likeliest.text, glyphs=glyphs, confidence=sure, lattice=None)


def _log_prior(text: str) -> float:
    return spelling_log_probability(text.strip(_BRACKETS))


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
