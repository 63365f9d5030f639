"""Classes of urgency and secrecy: large red words in a letter's head, often under a received stamp or over one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.decoding.named import log_likelihoods
from extractors.lines.reading_lines import ReadLine
from extractors.thai.confusables import confusable_with, weighted_distance
from models.lattice import BLANK, Step
from models.page import Glyph, LineReading

# What a word of each begins with, and the words.
CLASSES = {"ด่วน": ("ด่วนที่สุด", "ด่วนมาก", "ด่วน"), "ลับ": ("ลับที่สุด", "ลับมาก", "ลับ")}
HEAD = 1 / 3  # of the page's height
LARGE = 1.25  # of the page's letters
BEGINNING_SLIP = 0.5  # a lost tone mark
LONGEST_BEYOND = 6  # characters of a stamp below, behind the longest word
CONFUSED = 0.2  # of a glyph's doubt: another letter that readers mix it up with
CLEAR = 0.9  # share of a word among those of its class


def class_line(line: ReadLine, page_body: float, page_height: int) -> ReadLine | None:
    """The line as the class that it says; None for any other line."""
    if line.colour != "red" or line.run.body < LARGE * page_body or line.run.middle > HEAD * page_height:
        return None
    glyphs = [glyph for glyph in line.reading.glyphs if not glyph.char.isspace()]
    text = "".join(glyph.char for glyph in glyphs)
    words = next((words for begin, words in CLASSES.items() if _begins(text, begin)), ())
    if not words or len(text) > len(words[0]) + LONGEST_BEYOND:
        return None
    likely = log_likelihoods(_steps(glyphs), words)
    shares = np.exp(likely - likely.max())
    best = int(shares.argmax())
    if shares[best] / shares.sum() < CLEAR:
        return None
    if text == words[best]:
        return line
    return replace(line, reading=LineReading(words[best], line.reading.confidence, line.reading.reader))


def _begins(text: str, beginning: str) -> bool:
    ends = range(len(beginning) - 1, min(len(text), len(beginning) + 1) + 1)
    return any(weighted_distance(text[:end], beginning, BEGINNING_SLIP) <= BEGINNING_SLIP for end in ends)


def _steps(glyphs: Sequence[Glyph]) -> list[Step]:
    steps: list[Step] = [{BLANK: 1.0}]
    for glyph in glyphs:
        held = dict.fromkeys(confusable_with(glyph.char), CONFUSED * (1 - glyph.confidence))
        for char, confidence in ((glyph.char, glyph.confidence), *glyph.alternatives):
            held[char] = max(held.get(char, 0.0), confidence)
        steps += [held, {BLANK: 1.0}]
    return steps
