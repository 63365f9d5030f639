"""Whether a file's picture is paper at all: a photograph of an activity, a screenshot of a post."""

from __future__ import annotations

import numpy as np

from extractors.page_image import PageImage

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
    pixels = page.pixels[::2, ::2]
    height, width = pixels.shape[:2]
    equal = np.all(page.pixels[::3, 1:] == page.pixels[::3, :-1], axis=2).mean()
    if height > PHONE_SHAPE * width and equal > SCREEN_FLATNESS:
        return "screenshot"
    strongest, weakest = pixels.max(axis=2), pixels.min(axis=2)
    dark = float((strongest < 200).mean())
    coloured = float((strongest.astype(np.int16) - weakest > 60).mean())
    if characters < FEW_CHARACTERS and not has_table and dark > SCENE[0] and coloured > SCENE[1]:
        return "photo"
    return None
