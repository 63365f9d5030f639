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
    channels = cv2.split(colour)
    strongest = cv2.max(cv2.max(channels[0], channels[1]), channels[2])
    weakest = cv2.min(cv2.min(channels[0], channels[1]), channels[2])
    return np.asarray(cv2.subtract(strongest, weakest), np.uint8)


def coloured_ink(colour: ColourImage) -> Mask | None:
    """1 where ink is coloured; None for a page with next to none (a hundredth of a per cent)."""
    # Print under a stamp takes on some of its colour and stays darker than any coloured ink.
    bright = cv2.max(cv2.max(colour[:, :, 0], colour[:, :, 1]), colour[:, :, 2]) > DARKEST
    chroma = chroma_of(colour)
    mask = ((chroma > COLOURED) & bright).astype(np.uint8)
    if mask[::2, ::2].mean() <= 1e-4:
        return None
    near = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    return np.asarray(near & ((chroma > PALE) & bright).astype(np.uint8), np.uint8)


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
    brightest = colour.max(axis=2)
    level = max(60.0, float(np.percentile(brightest[marked], 75)))
    bleached = np.minimum(255, brightest[marked].astype(np.float32) * (255 / level))
    out = gray.copy()
    out[marked] = bleached.astype(np.uint8)
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
