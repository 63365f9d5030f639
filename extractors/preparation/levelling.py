"""Turning a skewed page level, and finding the way back to the page as shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import Mask
from extractors.preparation.prepared import PAPER, Inks, PreparedPage
from extractors.readers.reader import GrayImage
from models.geometry import Box

HALF: Final = 0.5  # of a pixel: a turned mask holds what is covered by half


@dataclass(frozen=True)
class Levelled:
    """A page turned about its middle by a small angle, the same size; `to_shown` maps its boxes back."""

    page: PreparedPage
    back: NDArray[np.float64]  # 2x3, from the level page to the page as shown

    def to_shown(self, box: Box) -> Box:
        """The upright box around the turned-back box, kept inside the page."""
        height, width = self.page.shape
        corners = np.array([[x, y, 1.0] for x in (box.x0, box.x1) for y in (box.y0, box.y1)]) @ self.back.T
        x0, y0 = corners.min(axis=0)
        x1, y1 = corners.max(axis=0)
        return Box.from_list((max(0.0, x0), max(0.0, y0), min(width, x1), min(height, y1)))


def levelled(page: PreparedPage, slope: float) -> Levelled:
    """The page with lines of this slope made level: its layers are turned as they are, and not prepared again."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.degrees(np.arctan(slope))), 1.0)

    def turned(layer: GrayImage) -> GrayImage:
        level = cv2.warpAffine(
            layer, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=PAPER
        )
        return np.asarray(level, np.uint8)

    def turned_ink(ink: Mask) -> Mask:
        shares = cv2.warpAffine(ink * np.uint8(255), turn, (width, height), flags=cv2.INTER_LINEAR)
        return np.asarray(cv2.threshold(shares, HALF * 255, 1, cv2.THRESH_BINARY)[1], np.uint8)

    inks = Inks(turned_ink(page.inks.black), None if page.inks.tinted is None else turned_ink(page.inks.tinted))
    full = turned(page.full)
    black = full if page.black is page.full else turned(page.black)
    colour = cv2.warpAffine(page.colour, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    level = replace(page, full=full, black=black, colour=np.asarray(colour, np.uint8), inks=inks)
    return Levelled(level, np.asarray(cv2.invertAffineTransform(turn), np.float64))
