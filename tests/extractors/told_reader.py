"""A reader that sees what a test tells it to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.readers.reader import GrayImage
from models.lattice import BLANK, Lattice, encoded_step
from models.page import Glyph, LineReading

Doubt = Mapping[str, float]


def lattice_of(text: str, doubts: Mapping[int, Doubt]) -> Lattice:
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
        return [LineReading(text, 0.9, self.name, lattice=lattice_of(text, doubts)) for _ in crops]


def reading_of(text: str, confidence: float, pen: bool = False) -> LineReading:
    """What a reader said at first sight: a glyph every ten pixels."""
    glyphs = tuple(Glyph(char, 0.9, 10.0 * n, 10.0 * n + 10, pen=pen) for n, char in enumerate(text))
    return LineReading(text, confidence, "line-reader", glyphs)
