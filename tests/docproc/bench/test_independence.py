from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from docproc.bench.independence import IndependenceTable, PairScore, TrueLine, cut_line
from extractors.readers.reader import GrayImage
from models.page import LineReading

CROP = np.full((40, 200), 255, np.uint8)


class Says:
    """Reads the same texts whatever it is shown."""

    version = "1"

    def __init__(self, name: str, *texts: str) -> None:
        self.name, self._texts = name, texts

    def read(self, crops: Sequence[GrayImage], *, with_lattices: bool = False) -> list[LineReading]:
        return [LineReading(text, 1.0, self.name) for text, _ in zip(self._texts, crops, strict=True)]


def test_errors_are_counted_apart_in_common_and_in_the_same_way() -> None:
    # Of eight digits: ๖ read as ๒ by both, ๓ as two other digits, ๑ wrong by the second alone.
    table = IndependenceTable({"a": Says("a", "พ.ศ. ๒๕๒๗", "๑๙ ๘๐"), "b": Says("b", "พ.ศ. ๒๕๒๘", "๗๙ ๘๐")})
    table.measure("letters clean", [TrueLine(CROP, "พ.ศ.๒๕๖๓"), TrueLine(CROP, "๑๙๘๐")])
    (figures,) = table.as_json()
    assert figures["digits"] == 8
    assert (figures["first_wrong"], figures["second_wrong"]) == (2 / 8, 3 / 8)
    assert (figures["both_wrong"], figures["same_wrong"]) == (2 / 8, 1 / 8)
    assert figures["chance"] == 2 * 3 / 8 / 8
    assert (figures["agreed"], figures["wrong_of_agreed"]) == (6 / 8, 1 / 6)


def test_every_pair_of_readers_is_compared() -> None:
    table = IndependenceTable({name: Says(name, "๑") for name in "abc"})
    table.measure("letters clean", [TrueLine(CROP, "๑")])
    assert [(one["first"], one["second"]) for one in table.as_json()] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_slanted_line_is_cut_out_level_with_room_above_and_below() -> None:
    page = np.full((400, 600, 3), 255, np.uint8)
    along = np.array([np.cos(0.05), np.sin(0.05)])
    down = np.array([-along[1], along[0]])
    start, width, body = np.array([60.0, 100.0]), 400, 20
    corners = [start, start + width * along, start + width * along + body * down, start + body * down]
    cv2.fillPoly(page, [np.round(corners).astype(np.int32)], (0, 0, 0))
    crop = cut_line(page, np.array(corners))
    assert crop.shape == (3 * body, width + round(0.8 * body))
    ink = np.flatnonzero((crop[:, 20:-20] < 128).mean(axis=1) > 0.5)
    assert abs(int(ink.min()) - 1.25 * body) <= 2
    assert abs(int(ink.max()) - 2.25 * body) <= 2


def test_chance_is_that_of_each_group_of_pages() -> None:
    good, bad = PairScore.of([("๑", "๑", "๑")] * 8), PairScore.of([("๑", "๒", "๓")] * 2)
    both = good + bad
    assert (both.digits, both.both_wrong, both.same_wrong) == (10, 2, 0)
    assert both.shares()["chance"] == 2 / 10
