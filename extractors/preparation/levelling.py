"""Turning a skewed page level, and finding the way back to the page as shown."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.reader import ColourImage
from models.geometry import Box


@dataclass(frozen=True)
class Levelled:
    """A page turned about its middle by a small angle, the same size; `to_shown` maps its boxes back."""

    pixels: ColourImage
    back: NDArray[np.float64]  # 2x3, from the level page to the page as shown

    def to_shown(self, box: Box) -> Box:
        """The upright box around the turned-back box, kept inside the page."""
        height, width = self.pixels.shape[:2]
        corners = np.array([[x, y, 1.0] for x in (box.x0, box.x1) for y in (box.y0, box.y1)]) @ self.back.T
        x0, y0 = corners.min(axis=0)
        x1, y1 = corners.max(axis=0)
        return Box.from_list((max(0.0, x0), max(0.0, y0), min(width, x1), min(height, y1)))


def levelled(pixels: ColourImage, slope: float) -> Levelled:
    """The page with lines of this slope made level."""
    height, width = pixels.shape[:2]
    degrees = float(np.degrees(np.arctan(slope)))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    level = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Levelled(np.asarray(level, np.uint8), np.asarray(cv2.invertAffineTransform(turn), np.float64))
