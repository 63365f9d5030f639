"""Text that knows where each of its characters stands, so that a value can show its own place and readers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from extractors.thai.normal_form import normal_form
from models.geometry import Box
from models.page import Line, LineReading


@dataclass(frozen=True, slots=True)
class Mark:
    """One character: its place on the page, how sure its reader was, and the line it was read from.

    `x0` and `x1` are in pixels of the crop that was read. Spaces that only join two lines have neither box nor line.
    `seen` is what the reader took the glyph for, where the words of its line ask for another of its readings.
    """

    char: str
    confidence: float = 1.0
    pen: bool = False
    page: int = 0
    box: Box | None = None
    line: Line | None = None
    alternatives: tuple[tuple[str, float], ...] = ()
    x0: float = 0.0
    x1: float = 0.0
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of marks; slices of it are passages too, so a regular expression's span gives a value's proof."""

    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        return "".join(mark.char for mark in self.marks)

    def __len__(self) -> int:
        return len(self.marks)

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def cut(self, start: int, end: int | None = None) -> Passage:
        """Characters `start:end` without the spaces at either end."""
        marks = list(self.marks[start:end])
        while marks and marks[0].char.isspace():
            marks.pop(0)
        while marks and marks[-1].char.isspace():
            marks.pop()
        return Passage(tuple(marks))

    @property
    def page(self) -> int:
        """The page of its first placed character, 0 where nothing has a place."""
        return next((mark.page for mark in self.marks if mark.box is not None), 0)

    @property
    def box(self) -> Box | None:
        """Around its characters on its first page; later pages have a place of their own."""
        boxes = [mark.box for mark in self.marks if mark.box is not None and mark.page == self.page]
        return Box.around(boxes) if boxes else None

    @property
    def has_pen(self) -> bool:
        return any(mark.pen for mark in self.marks)

    @property
    def as_seen(self) -> str:
        """The text before any glyph was read as its words ask for."""
        return "".join(mark.seen or mark.char for mark in self.marks)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines it was read from, in order."""
        found: list[Line] = []
        for mark in self.marks:
            if mark.line is not None and not any(mark.line is line for line in found):
                found.append(mark.line)
        return tuple(found)

    @property
    def readers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.readings[0].reader for line in self.lines if line.readings))

    @property
    def weakest(self) -> float:
        """The confidence of its least sure letter: for values that are wrong when one glyph is."""
        return min((mark.confidence for mark in self.marks if not mark.char.isspace()), default=0.0)

    @property
    def mean_confidence(self) -> float:
        """The geometric mean over its letters: for prose, which one doubtful glyph does not spoil."""
        logs = [math.log(max(mark.confidence, 1e-6)) for mark in self.marks if not mark.char.isspace()]
        return math.exp(sum(logs) / len(logs)) if logs else 0.0

    def respelt(self, text: str) -> Passage:
        """The same place with another spelling; new characters take their neighbour's place."""
        return Passage(_with_text(self.marks, text))

    def without_pen(self) -> Passage:
        """What is printed alone; a space stands where the pen wrote."""
        marks = tuple(replace(mark, char=" ") if mark.pen else mark for mark in self.marks)
        return Passage(_with_text(marks, normal_form("".join(mark.char for mark in marks))))


def passage_of(line: Line, page: int, reading: LineReading | None = None) -> Passage:
    """A line's text in normal form, from its first reading or the given one.

    Glyph places are in pixels of the reading's crop, which is the line's box at the same scale; a reading
    without glyphs has its characters spread evenly over the box.
    """
    chosen = reading or (line.readings[0] if line.readings else None)
    if chosen is None:
        return Passage()
    glyphs = _glyph_marks(line, page, chosen)
    if glyphs:
        return Passage(_with_text(glyphs, normal_form(chosen.text)))
    text = normal_form(chosen.text)
    step = line.box.width / max(1, len(text))
    return Passage(
        tuple(
            Mark(
                char,
                chosen.confidence,
                page=page,
                box=_slice_of(line.box, line.box.x0 + n * step, line.box.x0 + (n + 1) * step),
                line=line,
            )
            for n, char in enumerate(text)
        )
    )


def joined(passages: Iterable[Passage], separator: str = " ") -> Passage:
    """The passages after each other; separators have no place of their own."""
    marks: list[Mark] = []
    for passage in passages:
        if marks and passage.marks:
            marks += [Mark(char) for char in separator]
        marks += passage.marks
    return Passage(tuple(marks))


def _glyph_marks(line: Line, page: int, reading: LineReading) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            char,
            glyph.confidence,
            glyph.pen,
            page,
            _slice_of(line.box, line.box.x0 + glyph.x0, line.box.x0 + glyph.x1),
            line,
            glyph.alternatives,
            glyph.x0,
            glyph.x1,
        )
        for glyph in reading.glyphs
        for char in glyph.char
    )


def _slice_of(box: Box, x0: float, x1: float) -> Box:
    """The part of a line's box between two abscissae, kept inside it and at least a pixel wide."""
    left = min(max(box.x0, math.floor(x0)), box.x1 - 1)
    right = min(max(left + 1, math.ceil(x1)), max(box.x1, left + 1))
    return Box(left, box.y0, right, box.y1)


def _with_text(marks: tuple[Mark, ...], text: str) -> tuple[Mark, ...]:
    """The marks spelt as `text`: equal characters keep their place, new ones take their neighbour's."""
    spelt = "".join(mark.char for mark in marks)
    if spelt == text or not marks:
        return marks
    kept: list[Mark] = []
    for edit in Levenshtein.opcodes(spelt, text):
        if edit.tag == "equal":
            kept += marks[edit.src_start : edit.src_end]
            continue
        for n, char in enumerate(text[edit.dest_start : edit.dest_end]):
            kept.append(replace(marks[min(edit.src_start + n, len(marks) - 1)], char=char))
    return tuple(kept)
