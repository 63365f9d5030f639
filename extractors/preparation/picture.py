"""Whether a file's picture is paper at all: a photograph of an activity, a screenshot of a post."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.page_image import PageImage
from extractors.preparation.colour import extremes
from extractors.readers.reader import ColourImage

PHONE_SHAPE = 1.5  # long side to short: screens begin at 16:10, A4 is 1.41
SCREEN_FLATNESS = 0.75  # share of pixels equal to their neighbour: screens are drawn, cameras and scanners add noise
FEW_CHARACTERS = 60  # read surely; banners and signs in a photograph reach about forty
SCENE = (0.25, 0.04)  # least shares of pixels darker than paper and of coloured ones


def picture_like(page: PageImage, characters: int, has_table: bool) -> str | None:
    """ "screenshot", "photo" or None for paper; `characters` is how many were read surely.

    Pages of a PDF and pictures in the shape of paper have a resolution and are taken for paper.
    """
    if page.dpi is not None or page.is_one_bit:
        return None
    height, width = page.pixels.shape[:2]
    if height > PHONE_SHAPE * width and is_drawn(page.pixels):
        return "screenshot"
    if characters >= FEW_CHARACTERS or has_table:
        return None
    strongest, weakest = extremes(np.ascontiguousarray(page.pixels[::2, ::2]))
    dark = float((strongest < 200).mean())
    coloured = float((cv2.subtract(strongest, weakest) > 60).mean())
    return "photo" if dark > SCENE[0] and coloured > SCENE[1] else None


def is_drawn(pixels: ColourImage) -> bool:
    """True where most pixels equal their left neighbour: a screen's picture, made without a camera or a scanner."""
    rows = np.ascontiguousarray(pixels[::3])
    equal = np.all(rows[:, 1:] == rows[:, :-1], axis=2)
    return float(equal.mean()) > SCREEN_FLATNESS
