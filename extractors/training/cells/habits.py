"""Signatures drawn from stroke models: each habit is a way of moving a pen, each call one person's signature.

Lengths are in pixels; ink is float32, 0 = paper, 1 = full ink, cropped to what was drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.float32]
Path = NDArray[np.float64]  # (n, 2): x and y, in shares of the signature's width and height

_STEPS: Final = 14  # points of a curve between two knots
_SHIFT: Final = 4  # sub-pixel bits of OpenCV's lines


def signature(rng: Random, width: float, height: float, nib: float) -> Ink:
    """A signature about so wide and high from a nib of that thickness."""
    strokes = rng.choice(HABITS)(rng)
    if rng.random() < 0.3:
        strokes.append(_underline(rng))
    if rng.random() < 0.2:
        strokes += [_dot(rng) for _ in range(rng.randint(1, 2))]
    lean = rng.gauss(0.12, 0.22) * height / width
    return drawn(rng, [_leaning(stroke, lean) for stroke in strokes], width, height, nib)


def drawn(rng: Random, strokes: list[Path], width: float, height: float, nib: float) -> Ink:
    """The strokes with a pressure that swells and fades along them."""
    points = np.concatenate(strokes)
    low = points.min(axis=0)
    pad = nib + 3
    size = np.array([width, height])
    reach = (points.max(axis=0) - low) * size + 2 * pad
    ink = np.zeros((max(4, math.ceil(reach[1])), max(4, math.ceil(reach[0]))), np.float32)
    phase, swell = rng.uniform(0, math.tau), rng.uniform(0.05, 0.45)
    for stroke in strokes:
        places = np.round(((stroke - low) * size + pad) * 2**_SHIFT).astype(int)
        for number in range(len(places) - 1):
            thickness = nib * (1 + swell * math.sin(number / 10 + phase))
            start, end = (int(v) for v in places[number]), (int(v) for v in places[number + 1])
            cv2.line(ink, tuple(start), tuple(end), 1.0, max(1, round(thickness)), cv2.LINE_AA, _SHIFT)
    return ink


def curve(knots: Path) -> Path:
    """A smooth path through the knots (Catmull-Rom)."""
    padded = np.vstack([knots[:1], knots, knots[-1:]])
    t = np.linspace(0, 1, _STEPS, endpoint=False)[:, None]
    spans = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.vstack([*spans, knots[-1:]])


def _wander(rng: Random) -> list[Path]:
    """Knots anywhere, from left to right."""
    count = rng.randint(5, 13)
    across = rng.uniform(0.02, 0.22)
    knots = [(i / (count - 1) + rng.uniform(-across, across), rng.random()) for i in range(count)]
    return [curve(np.array(knots))]


def _zigzag(rng: Random) -> list[Path]:
    count, fading = rng.randint(5, 14), rng.uniform(0.0, 0.8)
    knots = []
    for i in range(count + 1):
        swing = (0.5 if i % 2 else -0.5) * rng.uniform(0.3, 1) * (1 - fading * i / count)
        knots.append((i / count + rng.uniform(-0.03, 0.03), 0.5 + swing))
    return [curve(np.array(knots))]


def _running_loops(rng: Random) -> list[Path]:
    """A point turning on a wheel that rolls along, its size changing from letter to letter."""
    turns = rng.uniform(2, 8)
    t = np.linspace(0, 1, int(turns * 22))
    sizes = np.interp(t * turns, np.arange(10), [rng.uniform(0.15, 1.0) for _ in range(10)])
    angle = rng.choice((-1, 1)) * t * turns * math.tau + rng.uniform(0, math.tau)
    drift, arch = rng.uniform(-0.25, 0.25), rng.uniform(-0.2, 0.2)
    x = t + np.cos(angle) * sizes * rng.uniform(0.3, 1.3) / (turns + 1)
    y = 0.5 + drift * (t - 0.5) + arch * np.sin(t * math.pi) + 0.45 * np.sin(angle) * sizes
    return [np.stack([x, y], axis=1)]


def _cursive(rng: Random) -> list[Path]:
    """Small waves of two frequencies with a few ascenders and descenders: a name nobody can read."""
    t = np.linspace(0, 1, 260)
    waves = rng.uniform(4, 11)
    base = 0.18 * np.sin(t * waves * math.tau + rng.uniform(0, 6)) + 0.08 * np.sin(t * waves * 2.7 * math.tau)
    for _ in range(rng.randint(1, 4)):
        at, wide = rng.random(), rng.uniform(0.015, 0.05)
        base += rng.choice((-1, -1, 1)) * rng.uniform(0.25, 0.6) * np.exp(-(((t - at) / wide) ** 2))
    x = t + rng.uniform(0.2, 0.8) / waves * np.cos(t * waves * math.tau + rng.uniform(0, 6))
    fade = np.interp(t, [0, 0.6, 1], [1, 1, rng.uniform(0.1, 1)])
    return [np.stack([x, 0.5 + base * fade + rng.uniform(-0.2, 0.2) * t], axis=1)]


def _great_initial(rng: Random) -> list[Path]:
    """An oval or a hook as high as the signature, and a flat tail."""
    angle = np.linspace(rng.uniform(0, 3), rng.uniform(6, 11), 40) * rng.choice((-1, 1))
    wide = rng.uniform(0.12, 0.3)
    x = wide * (1 + np.cos(angle) * np.linspace(1, 0.5, 40))
    head = np.stack([x, 0.5 + 0.5 * np.sin(angle) * np.linspace(1, 0.4, 40)], axis=1)
    count = rng.randint(3, 8)
    tail = [(wide * 2 + (1 - wide * 2) * i / count, 0.55 + rng.uniform(-0.16, 0.16)) for i in range(count + 1)]
    return [head, curve(np.vstack([head[-1:], np.array(tail)]))]


def _strokes_apart(rng: Random) -> list[Path]:
    """Two to five separate curves across each other."""
    strokes = []
    for _ in range(rng.randint(2, 5)):
        x, y, wide = rng.uniform(0, 0.6), rng.random(), rng.uniform(0.2, 0.6)
        heights = [min(1.0, max(0.0, y + rng.uniform(-0.6, 0.6))) for _ in range(4)]
        knots = [(x + wide * i / 3 + rng.uniform(-0.1, 0.1), height) for i, height in enumerate(heights)]
        strokes.append(curve(np.array(knots)))
    return strokes


def _letters(rng: Random) -> list[Path]:
    """Joined invented letters: loops with heads, as Thai letters have."""
    strokes = []
    count = rng.randint(2, 6)
    for i in range(count):
        x, wide, tall = i / count, rng.uniform(0.6, 1.1) / count, rng.uniform(0.45, 1.0)
        head = np.linspace(0, math.tau, 12) + rng.uniform(0, 3)
        ring = np.stack([x + 0.15 * wide * (1 + np.cos(head)), 1 - tall + 0.12 * tall * (1 + np.sin(head))], axis=1)
        knots = [(x + wide * rng.uniform(0, 1), 1 - tall * rng.uniform(0, 1)) for _ in range(rng.randint(2, 4))]
        strokes.append(np.vstack([ring, curve(np.array([tuple(ring[-1]), *knots]))]))
    if rng.random() < 0.6:
        return [np.vstack(strokes)]
    return strokes


def _underline(rng: Random) -> Path:
    y, rise = rng.uniform(0.75, 1.1), rng.uniform(-0.25, 0.1)
    start, end = rng.uniform(-0.1, 0.3), rng.uniform(0.7, 1.15)
    return curve(np.array([(start, y), ((start + end) / 2, y + rise / 2 + rng.uniform(-0.06, 0.06)), (end, y + rise)]))


def _dot(rng: Random) -> Path:
    x, y = rng.uniform(0.2, 1.0), rng.uniform(0.0, 1.0)
    return np.array([(x, y), (x + 0.01, y + 0.01)])


def _leaning(stroke: Path, lean: float) -> Path:
    return np.stack([stroke[:, 0] - lean * stroke[:, 1], stroke[:, 1]], axis=1)


HABITS: Final[tuple[Callable[[Random], list[Path]], ...]] = (
    _wander, _zigzag, _running_loops, _running_loops, _cursive, _cursive, _great_initial, _strokes_apart, _letters,
)  # fmt: skip
