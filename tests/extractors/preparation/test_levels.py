"""Paper and ink levels of even, shaded and photographed pages."""

from __future__ import annotations

import numpy as np

from extractors.preparation.levels import (
    flattened,
    ink_contrast,
    ink_mask,
    looks_photographed,
    needs_flattening,
    paper_level,
    without_back_side,
)
from tests.extractors.drawing import letter

GRAY = np.asarray(letter().image.convert("L"), np.uint8)


def shaded() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """A shadow that falls from the left: paper from 110 to 250."""
    shade = np.linspace(110, 250, GRAY.shape[1])[None, :] / 255
    return (GRAY * shade).astype(np.uint8)


def test_a_clean_page_is_left_alone() -> None:
    assert not needs_flattening(paper_level(GRAY))


def test_a_shadow_is_taken_off() -> None:
    page = shaded()
    paper = paper_level(page)
    assert needs_flattening(paper)
    even = flattened(page, paper)
    ink = GRAY < 128
    assert np.percentile(even[GRAY == 255], 1) > 235
    assert even[ink].mean() < 80


def test_ink_is_the_same_with_and_without_a_shadow() -> None:
    page = flattened(shaded(), paper_level(shaded()))
    clean, dirty = ink_mask(GRAY, ink_contrast(GRAY)), ink_mask(page, ink_contrast(page))
    assert (clean == dirty).mean() > 0.998


def test_a_sheet_on_a_table_looks_photographed_and_a_scan_does_not() -> None:
    photo = np.full_like(GRAY, 60)
    photo[200:-200, 150:-150] = GRAY[200:-200, 150:-150]
    assert looks_photographed(paper_level(photo))
    assert not looks_photographed(paper_level(GRAY))
    assert not looks_photographed(paper_level(shaded()))


def test_the_back_side_shining_through_is_taken_off_and_print_stays() -> None:
    back = 255 - (255 - np.ascontiguousarray(GRAY[:, ::-1])) // 5
    page = np.minimum(GRAY, back).astype(np.uint8)
    cleaned = without_back_side(page, ink_contrast(page))
    print_ink = GRAY < 100
    assert cleaned[print_ink].mean() < 70
    assert (cleaned[(GRAY == 255) & (back < 230)] == 255).mean() > 0.99
