"""One page as it came out of its file, before any preparation."""

from __future__ import annotations

from dataclasses import dataclass

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
    sample = pixels[::3, ::3].reshape(-1, 3)
    extreme = np.all(sample < 24, axis=1) | np.all(sample > 231, axis=1)
    return bool(extreme.mean() > 0.995)  # smooth edges of a clean 200-dpi print leave 2-4 % in between
