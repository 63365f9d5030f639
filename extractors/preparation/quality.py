"""Measured facts of a page image."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.page_image import PageImage
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import GrayImage
from models.page import Quality


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
