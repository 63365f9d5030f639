"""One page as it came out of its file, before any preparation."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.pdf_text import TextLayer
from extractors.readers.reader import ColourImage

LONGEST_SIDE = 3600  # pixels; A4 at 300 dpi is 3508, and no line reads better above it


@dataclass(frozen=True)
class PageImage:
    """`number` counts from 1 inside the file.

    `pixels` are upright by the file's own orientation tag only. `dpi` is None where neither the file nor the
    page's shape tells. `text_layer` is None for pages without one, trusted or not otherwise. `scale` is how many of
    these pixels one pixel of a picture file became, at most 1.
    """

    number: int
    pixels: ColourImage
    dpi: float | None
    text_layer: TextLayer | None
    is_one_bit: bool
    scale: float = 1.0


def is_one_bit(pixels: ColourImage) -> bool:
    """True for a page of black and white alone: a photocopy or fax, where grey levels tell nothing."""
    sample = np.ascontiguousarray(pixels[::3, ::3])
    black = cv2.countNonZero(cv2.inRange(sample, (0, 0, 0), (23, 23, 23)))
    white = cv2.countNonZero(cv2.inRange(sample, (232, 232, 232), (255, 255, 255)))
    return bool(
        black + white > 0.995 * sample.shape[0] * sample.shape[1]
    )  # smooth edges of a clean 200-dpi print leave 2-4 % in between
