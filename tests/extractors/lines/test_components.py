"""Components and their measures, against what OpenCV counts pixel by pixel."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.lines.components import components_of


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 1.0])  # of ink: none, specks, letters, blots, all
@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (60, 47)])
def test_measures_are_those_of_every_pixel(shape: tuple[int, int], share: float) -> None:
    ink = (np.random.default_rng(7).random(shape) < share).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = components_of(ink)
    assert np.array_equal(found.labels, labels)
    measured = np.stack([found.x, found.y, found.width, found.height, found.area], axis=1)
    assert np.array_equal(measured, stats[1:])


def test_ink_that_touches_both_sides_of_the_page_is_not_carried_over_to_the_next_row() -> None:
    ink = np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], np.uint8)
    found = components_of(ink)
    assert found.width.tolist() == [1, 1]
    assert found.area.tolist() == [1, 1]
