"""Pages that are pictures and not paper: a screenshot of a post, a photograph of an activity."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.readers.reader import ColourImage
from models.page import Line

THUMBNAIL_WIDTH = 200
# Sheets of paper are at most 1.53 times as long as wide (F4); screens of telephones begin at 1.6 (8:5 to 22:9).
LEAST_SCREEN_ASPECT = 1.6
# Share of a screenshot that has, within two steps, the one colour of its background. Scanned paper is as even, so
# the shape or the words must speak too.
LEAST_EVEN_SHARE = 0.25
EVEN_STEPS = 2
# Words under every post, in both languages of the usual applications.
POST_WORDS = ("ถูกใจ", "ความคิดเห็น", "ความเห็น", "แชร์", "แบ่งปัน", "ผู้ติดตาม", "Like", "Comment", "Share")
LEAST_POST_WORDS = 2

MOST_LETTERS_OF_PHOTO = 60  # banners and shop signs; a photographed sheet has more
MOST_PAPER_OF_PHOTO = 0.6  # pale pixels without colour; halls with white walls stay below


def picture_kind(pixels: ColourImage, lines: Sequence[Line], has_table: bool) -> str | None:
    """ "screenshot", "photo", or None for a page of paper. `lines`: what was read on it."""
    if has_table:
        return None
    thumbnail = _thumbnail(pixels)
    if _is_screenshot(thumbnail, pixels.shape[0] / pixels.shape[1], lines):
        return "screenshot"
    letters = sum(len(line.printed_text) for line in lines)
    if letters <= MOST_LETTERS_OF_PHOTO and _paper_share(thumbnail) < MOST_PAPER_OF_PHOTO:
        return "photo"
    return None


def _is_screenshot(thumbnail: ColourImage, aspect: float, lines: Sequence[Line]) -> bool:
    text = "".join(line.printed_text for line in lines)
    words = sum(word in text for word in POST_WORDS)
    if words < LEAST_POST_WORDS and max(aspect, 1 / aspect) < LEAST_SCREEN_ASPECT:
        return False
    return _even_share(thumbnail) >= LEAST_EVEN_SHARE


def _thumbnail(pixels: ColourImage) -> ColourImage:
    """Nearest pixels, not means: a mean would even out what a camera or a scanner made uneven."""
    height = max(1, round(THUMBNAIL_WIDTH * pixels.shape[0] / pixels.shape[1]))
    return np.asarray(cv2.resize(pixels, (THUMBNAIL_WIDTH, height), interpolation=cv2.INTER_NEAREST), np.uint8)


def _even_share(thumbnail: ColourImage) -> float:
    """Share of pixels close to the commonest colour, 0..1."""
    flat = thumbnail.reshape(-1, 3)
    colours, counts = np.unique(flat, axis=0, return_counts=True)
    distance = np.abs(flat.astype(np.int16) - colours[int(counts.argmax())].astype(np.int16)).max(axis=1)
    return float((distance <= EVEN_STEPS).mean())


def _paper_share(thumbnail: ColourImage) -> float:
    hsv = cv2.cvtColor(thumbnail, cv2.COLOR_BGR2HSV)
    return float(((hsv[..., 1] < 50) & (hsv[..., 2] > 140)).mean())
