"""Coloured ink told from black print, and highlighter taken off the paper."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.lines.components import Mask
from extractors.readers.reader import ColourImage, GrayImage

COLOURED = 55  # of 255 between a pixel's strongest and weakest channel; JPEG fringes of black print stay below 45
PALE = 32  # the same for what touches surely coloured ink: a blurred stroke is pale at its edges and in its thin parts
DARKEST = 100  # of 255, the strongest channel of dark blue ballpoint
# Hue in OpenCV's half degrees.
HUES = (("red", 0, 12), ("red", 158, 180), ("violet", 128, 158), ("blue", 88, 128))


def chroma_of(colour: ColourImage) -> GrayImage:
    """How coloured each pixel is: strongest channel less weakest."""
    strongest, weakest = extremes(colour)
    return np.asarray(cv2.subtract(strongest, weakest), np.uint8)


def extremes(colour: ColourImage) -> tuple[GrayImage, GrayImage]:
    """The strongest and the weakest channel of each pixel."""
    first, second, third = cv2.split(colour)
    strongest, weakest = cv2.max(cv2.max(first, second), third), cv2.min(cv2.min(first, second), third)
    return np.asarray(strongest, np.uint8), np.asarray(weakest, np.uint8)


def coloured_ink(colour: ColourImage) -> Mask | None:
    """1 where ink is coloured; None for a page with next to none (a hundredth of a per cent)."""
    strongest, weakest = extremes(colour)
    chroma = cv2.subtract(strongest, weakest)
    # Print under a stamp takes on some of its colour and stays darker than any coloured ink.
    _, bright = cv2.threshold(strongest, DARKEST, 1, cv2.THRESH_BINARY)
    vivid, pale = (
        cv2.bitwise_and(cv2.threshold(chroma, least, 1, cv2.THRESH_BINARY)[1], bright) for least in (COLOURED, PALE)
    )
    if np.asarray(vivid)[::2, ::2].mean() <= 1e-4:
        return None
    return np.asarray(cv2.bitwise_and(cv2.dilate(vivid, np.ones((5, 5), np.uint8)), pale), np.uint8)


def without_highlighter(gray: GrayImage, colour: ColourImage, coloured: Mask, stroke: int) -> GrayImage:
    """The page with marker pen bleached; `stroke` in pixels is thicker than any letter's stroke.

    Marker covers areas, ink draws strokes: what is left of the colour after opening by `stroke` is marker (or a logo).
    """
    half = coloured[::2, ::2]
    area = cv2.morphologyEx(half, cv2.MORPH_OPEN, np.ones((max(3, stroke // 2),) * 2, np.uint8))
    if not area.any():
        return gray
    area = cv2.dilate(area, np.ones((7, 7), np.uint8))
    marked = cv2.resize(area, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_NEAREST) > 0
    brightest = extremes(colour)[0][marked]
    level = max(60.0, float(np.percentile(brightest, 75)))
    out = gray.copy()
    out[marked] = np.minimum(255, brightest.astype(np.float32) * (255 / level)).astype(np.uint8)
    return out


def ink_colour(colour: ColourImage, mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
    """ "red", "blue", "violet" or "black" of the masked pixels; both arrays are the same part of the page."""
    pixels = colour[mask]
    if not len(pixels):
        return "black"
    spread = pixels.max(axis=1).astype(np.int16) - pixels.min(axis=1)
    if float((spread > COLOURED).mean()) < 0.4:
        return "black"
    vivid = np.ascontiguousarray(pixels[spread > COLOURED][None])
    hue = float(np.median(cv2.cvtColor(vivid, cv2.COLOR_BGR2HSV)[0, :, 0]))
    return next((name for name, low, high in HUES if low <= hue < high), "black")
