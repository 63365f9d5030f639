"""Paper and ink levels: what is ink, and a page made even where its paper is not."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.lines.components import Mask
from extractors.readers.reader import GrayImage

SHRINK = 8  # paper changes slowly: its level is measured on an eighth of the page
EVEN_PAPER = 232  # a page whose paper is everywhere above this needs no flattening (it makes good scans slightly worse)
UNEVEN = 6.0  # levels of 255 of spread in the paper that flattening pays for
BACK_SIDE = 0.3  # of the ink's own contrast; 0, 0.2, 0.3, 0.4 left 19, 2.6, 2.1, 2.6 % wrong on see-through sheets
DARKNESS = (14, 45)  # ink is at least so much darker than the paper around it, by the page's own contrast


def paper_level(gray: GrayImage) -> GrayImage:
    """The page without its ink, the same size: each place as bright as the paper around it."""
    height, width = gray.shape
    small = cv2.resize(gray, (max(1, width // SHRINK), max(1, height // SHRINK)), interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    smooth = cv2.GaussianBlur(closed, (0, 0), 4)
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def needs_flattening(paper: GrayImage) -> bool:
    """True where the paper is grey or of several greys: shadows, folds, a copier's lid left open."""
    inner = paper[:: SHRINK * 2, :: SHRINK * 2]
    return bool(np.percentile(inner, 10) < EVEN_PAPER or inner.std() > UNEVEN)


def looks_photographed(paper: GrayImage) -> bool:
    """True where the paper ends inside the picture: what lies around a sheet on a table is darker than its middle.

    Scans with shadows reach a spread of 28 levels, photographs of sheets begin at 50 (measured on samples).
    """
    height, width = paper.shape
    rim = max(8, width // 60)
    border = np.concatenate([part.ravel() for part in (paper[:rim], paper[-rim:], paper[:, :rim], paper[:, -rim:])])
    middle = float(np.median(paper[height // 5 : -height // 5, width // 5 : -width // 5]))
    return float(paper[::16, ::16].std()) > 38 and float(np.median(border)) < 0.75 * middle


def flattened(gray: GrayImage, paper: GrayImage) -> GrayImage:
    """The page on white paper everywhere: each pixel by the level of the paper around it."""
    scaled = gray.astype(np.float32) * (255.0 / np.maximum(paper, 40).astype(np.float32))
    return np.asarray(np.minimum(scaled, 255), np.uint8)


def without_back_side(gray: GrayImage, contrast: float) -> GrayImage:
    """The flattened page without what shines through from its back: ink much weaker than the page's own.

    Levels are shifted rather than cut, so that the soft edges of strokes stay soft.
    """
    weak = BACK_SIDE * contrast
    levels = np.arange(256, dtype=np.float32)
    darkness = np.maximum(255 - levels - weak, 0) * (255 / (255 - weak))
    return np.asarray(cv2.LUT(gray, (255 - darkness).astype(np.uint8)), np.uint8)


def ink_contrast(gray: GrayImage) -> float:
    """How much darker the ink is than the paper around it: 0..255, of the darkest tenth of what stands out."""
    small = gray[::2, ::2]
    around = cv2.blur(small, (31, 31)).astype(np.int16)
    darker = around - small
    standing_out = darker[darker > 12]
    return float(np.percentile(standing_out, 90)) if standing_out.size > 50 else 0.0


def ink_mask(gray: GrayImage, contrast: float) -> Mask:
    """1 where the page is darker than its neighbourhood by a share of its own contrast.

    A quarter keeps thin grey strokes of a weak print and leaves out the back side shining through.
    """
    darkness = int(min(max(0.25 * contrast, DARKNESS[0]), DARKNESS[1]))
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    around = cv2.resize(cv2.GaussianBlur(small, (0, 0), 5), (gray.shape[1], gray.shape[0]))
    return np.asarray(cv2.threshold(cv2.subtract(around, gray), darkness, 1, cv2.THRESH_BINARY)[1], np.uint8)
