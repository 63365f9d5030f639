"""Whether a reading is text at all: a signature, an emblem or a scribble reads as something, but not surely."""

from __future__ import annotations

from extractors.lines.reading_lines import ReadLine
from extractors.pdf_text import word_share

# Least confidence by the number of characters: a long line keeps its sense with some letters lost under a stamp, one
# or two letters are the usual reading of a scribble. Measured on stamped and annotated scans.
LEAST_CONFIDENCE = ((12, 0.62), (6, 0.66), (3, 0.72), (0, 0.8))
LABELS = frozenset({"ที่", "วันที่", "เรื่อง", "เรียน", "ถึง", "เสนอ", "อ้างถึง", "โทร"})  # no scribble reads as one
LEAST_OF_LABEL = 0.45
DOUBTFUL = 0.18  # above the least confidence a line must also be made of words
LEAST_WORD_SHARE = 0.45


def is_text(line: ReadLine) -> bool:
    """True where the line reads as printed text."""
    confidence = line.reading.confidence
    length = sum(not glyph.char.isspace() and not glyph.pen for glyph in line.reading.glyphs)
    if length == 0:
        return False
    if line.reading.printed_text.strip(" .:") in LABELS:
        return confidence >= LEAST_OF_LABEL
    least = next(value for count, value in LEAST_CONFIDENCE if length >= count)
    if confidence < least:
        return False
    if confidence > least + DOUBTFUL or length < 6:
        return True
    text = line.reading.printed_text
    thai = sum("ก" <= char <= "๎" for char in text)
    return thai < 0.5 * length or word_share(text) >= LEAST_WORD_SHARE
