"""The same strokes found in two rows, however they were copied; two hands kept apart."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.sheets.same_strokes import SAME_BITS, differing_bits, find_same_strokes, stroke_print
from models.geometry import Box
from models.sheet import Row
from samples.pen import signature_mask


def ink(seed: int, scale: float = 1.0) -> NDArray[np.bool_]:
    mask = signature_mask(random.Random(seed), 320, 110)
    small = cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(small > 100)
    return np.asarray(small[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1] > 100)


def printed(strokes: NDArray[np.bool_]) -> str:
    found = stroke_print(strokes)
    assert found is not None
    return found


def row(no: int, strokes: str | None, signed: bool | None = True) -> Row:
    box = Box(0, 100 * no, 500, 100 * no + 90)
    return Row(no, "คำแปง ใจตรง", signed, 1, box, signature_box=box, strokes=strokes)


def test_a_copy_at_another_size_is_the_same() -> None:
    for seed in range(12):
        assert differing_bits(printed(ink(seed)), printed(ink(seed, 0.7))) <= SAME_BITS


def test_two_hands_differ() -> None:
    prints = [printed(ink(seed)) for seed in range(24)]
    closest = min(differing_bits(a, b) for n, a in enumerate(prints) for b in prints[:n])
    assert closest > SAME_BITS


def test_both_rows_are_named_and_shown() -> None:
    rows = (row(1, printed(ink(1))), row(2, printed(ink(2))), row(3, printed(ink(1, 0.8))), row(4, None, False))
    (finding,) = find_same_strokes(rows)
    assert finding.detail == "1, 3"
    assert [place.box for place in finding.places] == [rows[0].box, rows[2].box]


def test_a_speck_has_no_print() -> None:
    assert stroke_print(np.ones((2, 2), np.bool_)) is None
