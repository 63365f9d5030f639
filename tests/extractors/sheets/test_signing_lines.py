"""Dotted lines to sign on are nobody's ink."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.sheets.cell_text import TextLayer
from extractors.sheets.signing_lines import without_signing_lines
from models.geometry import Box

CELL = Box(20, 20, 320, 80)
UNIT = 60.0


def _paper() -> NDArray[np.uint8]:
    return np.full((100, 340), 255, np.uint8)


def _dotted(page: NDArray[np.uint8], slope: float = 0.0, step: int = 8, end: int = 310) -> NDArray[np.uint8]:
    for x in range(30, end, step):
        cv2.circle(page, (x, round(64 + slope * (x - 30))), 1, 0, -1)
    return page


def _layer(page: NDArray[np.uint8]) -> TextLayer:
    return TextLayer(page, page < 128, 20.0, 14.0)


@pytest.mark.parametrize("slope", [0.0, 0.03, -0.03])
def test_a_dotted_line_leaves_the_cell_empty(slope: float) -> None:
    layer = _layer(_dotted(_paper(), slope))
    bare = without_signing_lines(layer, [CELL], UNIT)
    assert layer.ink.any() and not bare.ink.any() and bare.page.min() > 200


def test_strokes_over_the_line_stay_whole() -> None:
    signature = _paper()
    cv2.ellipse(signature, (150, 50), (40, 18), 0, 0, 360, 0, 2)
    bare = without_signing_lines(_layer(_dotted(signature.copy())), [CELL], UNIT)
    assert bare.ink[signature < 128].all()
    assert bare.ink.sum() < 1.1 * (signature < 128).sum()


def test_only_the_given_cells_lose_their_dots() -> None:
    layer = _layer(_dotted(_paper()))
    assert (without_signing_lines(layer, [Box(20, 20, 320, 50)], UNIT).ink == layer.ink).all()


@pytest.mark.parametrize("page", [_dotted(_paper(), step=25), _dotted(_paper(), end=120)], ids=["far apart", "short"])
def test_dots_that_make_no_line_across_the_cell_stay(page: NDArray[np.uint8]) -> None:
    layer = _layer(page)
    assert (without_signing_lines(layer, [CELL], UNIT).ink == layer.ink).all()


def test_dust_stays() -> None:
    page = _paper()
    for x, y in np.random.default_rng(4).integers((25, 25), (315, 75), (40, 2)):
        cv2.circle(page, (int(x), int(y)), 1, 0, -1)
    layer = _layer(page)
    assert (without_signing_lines(layer, [CELL], UNIT).ink == layer.ink).all()
