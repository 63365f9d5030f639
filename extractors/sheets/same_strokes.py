"""Signatures that are the same stroke for stroke, which no hand does twice: copied, traced or pasted.

A finding for a person who looks at both pictures, never a verdict.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.sheet import Finding, Place, Row

SIZE = (96, 48)  # width and height in pixels that the ink is brought to
WAVES = (24, 12)  # low cosines kept across and down: 288 bits
# Bits that two prints of one signature differ in. Copies at two thirds of the size, blurred and noisy, differed in 60
# at most, nine in ten of them in less than 44; of 1,770 pairs of drawings by two hands the nearest differed in 80.
SAME_BITS = 57
SAME_STROKES = "finding.same_strokes"


def stroke_print(ink: NDArray[np.bool_]) -> str | None:
    """288 bits in hex that stay nearly the same when the strokes (height, width; cut to their box) are copied."""
    if min(ink.shape) < 4 or ink.sum() < 30:
        return None
    drawn = cv2.resize(ink.astype(np.float32), SIZE, interpolation=cv2.INTER_AREA)
    waves = np.asarray(cv2.dct(cv2.GaussianBlur(drawn, (0, 0), 1.2)))[: WAVES[1], : WAVES[0]].ravel()
    bits = waves > np.median(waves[1:])
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):072x}"


def differing_bits(first: str, second: str) -> int:
    """In how many of 288 bits two stroke prints differ."""
    return (int(first, 16) ^ int(second, 16)).bit_count()


def find_same_strokes(rows: Sequence[Row]) -> tuple[Finding, ...]:
    """One finding for each two rows whose signatures are the same."""
    signed = [row for row in rows if row.signed is not False and row.strokes and row.signature_box]
    return tuple(
        Finding(SAME_STROKES, f"{_named(first, rows)}, {_named(second, rows)}", (_place(first), _place(second)))
        for first, second in itertools.combinations(signed, 2)
        if differing_bits(first.strokes or "", second.strokes or "") <= SAME_BITS
    )


def _named(row: Row, rows: Sequence[Row]) -> str:
    return str(row.no if row.no is not None else rows.index(row) + 1)


def _place(row: Row) -> Place:
    return Place(row.page, row.signature_box or row.box)
