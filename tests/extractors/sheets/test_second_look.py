"""Names read again from sharper and wider lines, and weighed as Thai names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from extractors.lines.run import TextRun
from extractors.readers.reader import GrayImage
from extractors.sheets.cell_text import CellLine, TextLayer
from extractors.sheets.second_look import SURE, looked_at_again
from models.lattice import BLANK, Lattice, encoded_step
from models.page import Glyph, LineReading

Doubt = Mapping[str, float]


def _lattice(text: str, doubts: Mapping[int, Doubt]) -> Lattice:
    """A look at `text` that held other characters possible at some places."""
    steps = [step for n, char in enumerate(text) for step in (doubts.get(n, {char: 1.0}), {BLANK: 1.0})]
    return Lattice(tuple(encoded_step(step) for step in steps), tuple(range(5, 5 * len(steps) + 5, 5)))


@dataclass
class ToldReader:
    """Sees what it was told to see, look by look, and remembers the crops."""

    looks: list[tuple[str, Mapping[int, Doubt]]]
    seen: list[GrayImage] = field(default_factory=list)
    name: str = "told"
    version: str = "1"

    def read(self, crops: Sequence[GrayImage], *, with_lattices: bool = False) -> list[LineReading]:
        assert with_lattices
        if not crops:
            return []
        self.seen += crops
        text, doubts = self.looks.pop(0)
        return [LineReading(text, 0.9, self.name, lattice=_lattice(text, doubts)) for _ in crops]


def _line(text: str, confidence: float, pen: bool = False) -> CellLine:
    glyphs = tuple(Glyph(char, 0.9, 10.0 * n, 10.0 * n + 10, pen=pen) for n, char in enumerate(text))
    reading = LineReading(text, confidence, "line-reader", glyphs)
    return CellLine(2, 1, TextRun(20, 220, 60, 0.0, 20, np.empty(0, np.intp)), reading)


def _layer() -> TextLayer:
    page = np.full((120, 260), 255, np.uint8)
    page[50:70, 30:200:12] = 40
    return TextLayer(page, page < 128, 20.0, 20.0)


def _again(line: CellLine, *looks: tuple[str, Mapping[int, Doubt]]) -> LineReading:
    (found,) = looked_at_again([line], {(2, 1)}, _layer(), ToldReader(list(looks)))
    return found.reading


def test_a_name_is_spelt_as_the_looks_and_thai_names_have_it() -> None:
    doubt = {5: {"ข": 0.5, "ช": 0.5}}
    found = _again(_line("นายสมขาย", SURE - 0.1), *[("นายสมขาย", doubt)] * 3)
    assert found.text == "นายสมชาย"
    assert [glyph.char for glyph in found.glyphs] == list("นายสมชาย")
    changed = found.glyphs[5]
    assert (changed.x0, changed.x1) == (50.0, 60.0)
    assert changed.alternatives == (("ข", 0.9),)


def test_what_every_look_saw_surely_stays_however_it_is_spelt() -> None:
    found = _again(_line("นายสมฃาย", SURE - 0.1), *[("นายสมฃาย", {})] * 3)
    assert found.text == "นายสมฃาย"


def test_a_name_never_becomes_surer() -> None:
    found = _again(_line("นายสมชาย", 0.6), *[("นายสมชาย", {})] * 3)
    assert found.text == "นายสมชาย" and found.confidence == pytest.approx(0.6)


def test_a_name_that_may_be_another_is_not_sure() -> None:
    doubt = {3: {"ะ": 0.5, "ี": 0.5}}
    found = _again(_line("มานะ", SURE - 0.01), *[("มานะ", doubt)] * 3)
    assert found.confidence < 0.8


def test_a_letter_that_was_missed_at_first_finds_its_place() -> None:
    found = _again(_line("สมาย", SURE - 0.1), *[("สมชาย", {})] * 3)
    assert [(glyph.char, glyph.x0) for glyph in found.glyphs] == [
        ("ส", 0.0),
        ("ม", 10.0),
        ("ช", 20.0),
        ("า", 20.0),
        ("ย", 30.0),
    ]


def test_the_looks_are_at_the_line_itself_sharper_and_wider() -> None:
    reader = ToldReader([("นายสมชาย", {})] * 3)
    looked_at_again([_line("นายสมชาย", SURE - 0.1)], {(2, 1)}, _layer(), reader)
    plain, sharp, wide = reader.seen
    assert plain.shape == sharp.shape and not np.array_equal(plain, sharp)
    assert wide.shape[1] > sharp.shape[1]


@pytest.mark.parametrize(
    ("confidence", "cells", "pen"),
    [(SURE + 0.01, {(2, 1)}, False), (SURE - 0.1, {(3, 1)}, False), (SURE - 0.1, {(2, 1)}, True)],
)
def test_what_is_sure_or_no_name_or_by_pen_is_not_read_again(
    confidence: float, cells: set[tuple[int, int]], pen: bool
) -> None:
    reader = ToldReader([])
    (line,) = looked_at_again([_line("นายสมขาย", confidence, pen)], cells, _layer(), reader)
    assert line.reading.text == "นายสมขาย" and not reader.seen
