"""Crops without text that line finding hands over all the same; the right reading is empty."""

from collections.abc import Callable
from random import Random

import cv2
import numpy as np

from extractors.training.layout import Ink
from extractors.training.strokes import random_stroke, scribble

HEIGHT = 66  # drawn about as high as a crop of a 300-dpi page


def not_text(rng: Random) -> Ink:
    """The ink of a signature, an emblem's part, a QR code's part, rules, a table corner, specks or nothing."""
    kinds: tuple[Callable[[Random, int], Ink], ...] = (
        _signature, _signature, _emblem, _code, _rules, _corner, _specks, _blank, _dots, _boxes,
    )  # fmt: skip
    width = rng.randint(30, rng.choice([120, 400, 900]))
    return rng.choice(kinds)(rng, width)


def _signature(rng: Random, width: int) -> Ink:
    tall = scribble(rng, width, rng.choice([HEIGHT, HEIGHT * 2]))
    top = rng.randint(0, tall.shape[0] - HEIGHT)
    return tall[top : top + HEIGHT]


def _emblem(rng: Random, width: int) -> Ink:
    """Feathers and curls: many short filled curves side by side."""
    ink = np.zeros((HEIGHT, width), np.float32)
    for _ in range(width // 5):
        x, y = rng.uniform(0, width), rng.uniform(-10, HEIGHT + 10)
        if rng.random() < 0.5:
            random_stroke(rng, ink, (x, y), rng.uniform(6, 22), thickness=rng.randint(1, 5))
        else:
            axes = (rng.randint(2, 14), rng.randint(2, 10))
            cv2.ellipse(
                ink,
                (int(x), int(y)),
                axes,
                rng.uniform(0, 180),
                0,
                rng.uniform(120, 360),
                1.0,
                rng.choice([-1, 1, 2, 3]),
            )
    return ink


def _code(rng: Random, width: int) -> Ink:
    module = rng.randint(2, 7)
    noise = np.random.default_rng(rng.getrandbits(32))
    cells = (noise.random((HEIGHT // module + 1, width // module + 1)) < 0.5).astype(np.float32)
    if rng.random() < 0.3:  # a bar code
        cells[:] = cells[:1]
    return np.kron(cells, np.ones((module, module), np.float32))[:HEIGHT, :width]


def _rules(rng: Random, width: int) -> Ink:
    ink = np.zeros((HEIGHT, width), np.float32)
    for _ in range(rng.randint(1, 3)):
        y, thickness = rng.randint(2, HEIGHT - 6), rng.randint(1, 4)
        cv2.line(ink, (0, y), (width, y + rng.randint(-3, 3)), rng.uniform(0.5, 1), thickness, cv2.LINE_AA)
    return ink


def _corner(rng: Random, width: int) -> Ink:
    ink = _rules(rng, width)
    for _ in range(rng.randint(1, 4)):
        x = rng.randint(0, width - 1)
        cv2.line(ink, (x, rng.choice([0, HEIGHT // 2])), (x, HEIGHT), 1.0, rng.randint(1, 4))
    return ink


def _specks(rng: Random, width: int) -> Ink:
    ink = np.zeros((HEIGHT, width), np.float32)
    for _ in range(rng.randint(1, 25)):
        cv2.circle(ink, (rng.randint(0, width), rng.randint(0, HEIGHT)), rng.randint(0, 3), rng.uniform(0.4, 1), -1)
    return ink


def _blank(rng: Random, width: int) -> Ink:
    return np.zeros((HEIGHT, width), np.float32)


def _dots(rng: Random, width: int) -> Ink:
    """A dotted rule nobody wrote on."""
    ink = np.zeros((HEIGHT, width), np.float32)
    y, size, period = rng.randint(20, 55), rng.randint(1, 3), rng.randint(4, 14)
    for x in range(rng.randint(0, 10), width, period):
        ink[y : y + size, x : x + size] = 1.0
    return ink


def _boxes(rng: Random, width: int) -> Ink:
    """Empty or ticked boxes and large shapes."""
    ink = np.zeros((HEIGHT, width), np.float32)
    for _ in range(rng.randint(1, 3)):
        side, x, y = rng.randint(18, 44), rng.randint(0, width), rng.randint(0, 30)
        cv2.rectangle(ink, (x, y), (x + side, y + side), 1.0, rng.randint(1, 3))
        if rng.random() < 0.4:
            cv2.polylines(
                ink,
                [np.array([[x, y + side // 2], [x + side // 3, y + side], [x + side, y - 6]], np.int32)],
                False,
                1.0,
                2,
            )
    return ink
