"""The hash that finds near copies."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.preparation.quality import perceptual_hash
from tests.extractors.drawing import DrawnPage, letter


def distance(first: str, second: str) -> int:
    return (int(first, 16) ^ int(second, 16)).bit_count()


def test_a_copy_in_another_size_and_brightness_is_near_and_another_page_far() -> None:
    page = letter().pixels
    copy = np.asarray(cv2.resize(page, (800, 1131), interpolation=cv2.INTER_AREA) * 0.85, np.uint8)
    other = DrawnPage().text(100, 2000, "ประกาศ", size=200).text(100, 300, "รูปภาพ", size=300).pixels
    assert distance(perceptual_hash(page), perceptual_hash(copy)) <= 6
    assert distance(perceptual_hash(page), perceptual_hash(other)) > 16
