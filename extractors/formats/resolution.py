"""How many pixels of a page reading needs: above a certain height of its letters more of them only cost time."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.lines.components import body_height, components_of
from extractors.preparation.levels import ink_contrast, ink_mask
from extractors.readers.reader import ColourImage

READING_SIDE = 2340  # pixels of the long side; A4 at 200 dpi
# A page this little larger is left as it is: making it smaller would blur it and save next to nothing.
HARDLY_LARGER = 1.15
# Pixels. The line reader sees letters 13 pixels high; a page's stamps and notes are smaller than most of its letters.
LEAST_LETTER = 13.5
MEASURED_SIDE = 1760  # pixels of the copy on which letters are measured


def is_larger_than_needed(longest_side: float) -> bool:
    """True for a page whose letters may be read as well on fewer pixels."""
    return longest_side > HARDLY_LARGER * READING_SIDE


def has_large_letters(page: ColourImage) -> bool:
    """True where most letters of a page, its long side READING_SIDE pixels, are high enough to be read there."""
    gray = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    factor = MEASURED_SIDE / max(gray.shape)
    gray = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    body = body_height(components_of(ink_mask(gray, ink_contrast(gray))), max(gray.shape))
    return body is not None and body >= LEAST_LETTER * factor


def reduced(page: ColourImage) -> ColourImage:
    """The page with its long side READING_SIDE pixels."""
    factor = READING_SIDE / max(page.shape)
    return np.asarray(cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
