"""Small tables drawn with plain strokes, for tests that need no font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.readers.reader import GrayImage, LineReader
from models.geometry import Box
from models.page import LineReading

PAPER = 255


@dataclass(frozen=True)
class DrawnTable:
    """Row and column boundaries of a table on a white page of the given (height, width), in pixels."""

    ys: tuple[int, ...]
    xs: tuple[int, ...]
    shape: tuple[int, int] = (1600, 1200)

    def cell(self, row: int, column: int) -> Box:
        return Box(self.xs[column], self.ys[row], self.xs[column + 1], self.ys[row + 1])

    def drawn(self, thickness: int = 2, verticals: bool = True) -> GrayImage:
        page = np.full(self.shape, PAPER, np.uint8)
        for y in self.ys:
            cv2.line(page, (self.xs[0], y), (self.xs[-1], y), 20, thickness)
        for x in self.xs if verticals else ():
            cv2.line(page, (x, self.ys[0]), (x, self.ys[-1]), 20, thickness)
        return page


def sheet_table(rows: int = 8, row_height: int = 64) -> DrawnTable:
    """Number, name and signature columns under a heading."""
    return DrawnTable(tuple(200 + row_height * n for n in range(rows + 2)), (100, 190, 620, 1000))


def scribble(page: GrayImage, box: Box, seed: int = 1, thickness: int = 3, ink: int = 60) -> None:
    """A wound pen stroke that fills the box."""
    rng = np.random.default_rng(seed)
    turns = np.linspace(0, 9 * np.pi, 240)
    x = box.x0 + box.width * (0.08 + 0.84 * turns / turns[-1]) + box.width * 0.07 * np.cos(turns)
    swell = np.interp(turns, np.linspace(0, turns[-1], 10), rng.uniform(0.6, 1.0, 10))
    y = (box.y0 + box.y1) / 2 + box.height * 0.48 * np.sin(turns) * swell
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    cv2.polylines(page, [points], False, ink, thickness, cv2.LINE_AA)


def print_mark(page: GrayImage, box: Box, letters: int) -> None:
    """Upright strokes with feet: as good as print to whoever only measures ink."""
    for n in range(letters):
        x, y = box.x0 + 14 + 16 * n, (box.y0 + box.y1) // 2
        cv2.rectangle(page, (x, y - 9), (x + 9, y + 9), 15, 2)


@dataclass
class ScriptedReader:
    """Says what it is told, crop after crop; a crop without ink reads as nothing and takes no turn."""

    texts: Sequence[str]
    name: str = "scripted"
    version: str = "1"

    def read(self, crops: Sequence[GrayImage], *, with_lattices: bool = False) -> list[LineReading]:
        told = iter(self.texts)
        self.texts = ()
        return [LineReading(next(told, "บุญมี"), 0.9, self.name) for _ in crops]


def as_reader(reader: ScriptedReader) -> LineReader:
    return reader
