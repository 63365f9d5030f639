"""What a pen wrote in one go is pen throughout: single letters of it read as print otherwise stay in the text."""

from __future__ import annotations

import re
from dataclasses import replace

from models.page import LineReading

# A pen goes on from print after a space or the stroke of a number: ที่ กห ๐๖๑๓/ | ๒๔๖๓
WORD = re.compile(r"[^\s/]+")


def with_whole_pen_words(reading: LineReading) -> LineReading:
    """The reading with every word that is pen for at least a half made pen wholly."""
    if not any(glyph.pen for glyph in reading.glyphs) or all(glyph.pen for glyph in reading.glyphs):
        return reading
    glyphs = list(reading.glyphs)
    for word in WORD.finditer("".join(glyph.char for glyph in glyphs)):
        place = slice(word.start(), word.end())
        by_pen = sum(glyph.pen for glyph in glyphs[place])
        if 2 * by_pen >= len(glyphs[place]):
            glyphs[place] = [replace(glyph, pen=True) for glyph in glyphs[place]]
    return replace(reading, glyphs=tuple(glyphs))
