"""Measured facts of a page image."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.page_image import PageImage
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import ColourImage, GrayImage
from models.page import Quality

HASH_SIDE = 32


def page_quality(page: PageImage, sheet: PreparedPage | None, skew_degrees: float, is_photo: bool) -> Quality:
    """Quality of the page; contrast and sharpness are 0 where nothing looks like letters."""
    if sheet is None:
        return Quality(dpi=page.dpi, one_bit=page.is_one_bit, is_photo=is_photo)
    return Quality(
        dpi=page.dpi,
        sharpness=_sharpness(sheet.full, sheet.ink),
        contrast=sheet.contrast,
        one_bit=page.is_one_bit,
        skew_degrees=skew_degrees,
        is_photo=is_photo,
        remarks=page.text_layer.doubts if page.text_layer else (),
    )


def _sharpness(gray: GrayImage, ink: GrayImage) -> float:
    """Variance of the Laplacian on the ink and next to it."""
    edges = cv2.Laplacian(gray, cv2.CV_16S)[::2, ::2]
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8))[::2, ::2] > 0
    return float(np.asarray(edges)[near].var(dtype=np.float64)) if near.any() else 0.0


def perceptual_hash(pixels: ColourImage) -> str:
    """64 bits in hex that stay nearly the same under scaling, compression and brightness: signs of the low cosines."""
    factor = max(1, min(pixels.shape[:2]) // (4 * HASH_SIDE))  # whole blocks first, which is ten times as fast
    blocks = pixels[: pixels.shape[0] // factor * factor, : pixels.shape[1] // factor * factor]
    size = blocks.shape[1] // factor, blocks.shape[0] // factor
    gray = cv2.cvtColor(cv2.resize(blocks, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    small = cv2.resize(gray, (HASH_SIDE, HASH_SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = np.asarray(cv2.dct(small))[:8, :8].ravel()
    bits = low > np.median(low[1:])
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"
