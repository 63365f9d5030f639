"""Free pen strokes: parts of letters nobody reads, signatures, scribbles over print."""

from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray


def random_stroke(
    rng: Random, ink: NDArray[np.float32], start: tuple[float, float], reach: float, *, thickness: int, points: int = 4
) -> None:
    """Draws a smooth curve of full ink from `start`, its control points within `reach` of the one before."""
    x, y = start
    control = [(x, y)]
    for _ in range(points - 1):
        x, y = x + rng.uniform(-0.4, 1.0) * reach, y + rng.uniform(-0.7, 0.7) * reach
        control.append((x, y))
    curve = _smooth(np.array(control, np.float32))
    cv2.polylines(ink, [np.round(curve * 8).astype(np.int32)], False, 1.0, thickness, cv2.LINE_AA, 3)


def scribble(rng: Random, width: int, height: int) -> NDArray[np.float32]:
    """The ink of a signature: a few long loops across the area."""
    ink = np.zeros((height, width), np.float32)
    thickness = max(1, round(height * rng.uniform(0.015, 0.05)))
    for _ in range(rng.randint(1, 4)):
        start = (rng.uniform(0.0, 0.5) * width, rng.uniform(0.2, 0.8) * height)
        random_stroke(rng, ink, start, max(height * 0.8, width * 0.2), thickness=thickness, points=rng.randint(4, 10))
    return ink


def _smooth(control: NDArray[np.float32]) -> NDArray[np.float32]:
    """A Catmull-Rom spline through the control points, twelve steps for each span."""
    padded = np.vstack([control[:1], control, control[-1:]])
    t = np.linspace(0, 1, 12, dtype=np.float32)[:, None]
    spans = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        spans.append(
            0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        )
    return np.vstack(spans)
