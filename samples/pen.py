"""Writing and signing by hand: digits of real writers where a file of them is given, else an unsteady pen font."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.page import Box, Colour, Page, Piece
from samples.typography import THAI_DIGITS, clusters, is_latin, load_font

FONTS = Path(__file__).parent / "fonts"
# Thai and Latin glyphs come in two files of one family; both families are OFL.
PEN_FONTS = (
    (FONTS / "mali-thai-200-italic.woff", FONTS / "mali-latin-200-italic.woff"),
    (FONTS / "sriracha-thai-400-normal.woff", FONTS / "sriracha-latin-400-normal.woff"),
)
PEN_BLUE: Colour = (28, 52, 150)
PEN_BLACK: Colour = (30, 30, 36)
# The line reader's training leaves out every writer whose number this divides (`extractors.training.handwriting`):
# the pages are written by those alone.
HELD_OUT_EVERY = 6


@dataclass(frozen=True)
class DigitBank:
    """Handwritten Thai digits by writer: alpha masks, uint8 (48, 48), 255 = ink."""

    by_writer: dict[str, dict[int, list[NDArray[np.uint8]]]]

    def pick(self, rng: random.Random, writer: str, digit: int) -> NDArray[np.uint8]:
        """One image of the digit by this writer, or by another writer of the bank who wrote it."""
        own = self.by_writer[writer].get(digit)
        if own:
            return rng.choice(own)
        others = [self.by_writer[name][digit] for name in sorted(self.by_writer) if digit in self.by_writer[name]]
        return rng.choice(rng.choice(others))


def load_digits(path: Path) -> DigitBank:
    """Read `images` (N, 48, 48; 0 = ink), `labels` and `writer`; keep the writers that no training saw."""
    with np.load(path) as data:
        images, labels, writers = data["images"], data["labels"], data["writer"]
    by_writer: dict[str, dict[int, list[NDArray[np.uint8]]]] = {}
    for image, label, writer in zip(images, labels, writers, strict=True):
        if int(writer) % HELD_OUT_EVERY == 0:
            by_writer.setdefault(str(writer), {}).setdefault(int(label), []).append(255 - image)
    return DigitBank(by_writer)


@dataclass
class Pen:
    """One person's hand: the same family, writer, slant and ink through a note."""

    rng: random.Random
    colour: Colour = PEN_BLUE
    digits: DigitBank | None = None

    def __post_init__(self) -> None:
        self._thai, self._latin = self.rng.choice(PEN_FONTS)
        heavy = self._thai.name.startswith("sriracha")
        self._nib = self.rng.uniform(0.1, 0.4) if heavy else self.rng.uniform(0.5, 1.2)
        self._writer = self.rng.choice(sorted(self.digits.by_writer)) if self.digits else ""

    def write(self, page: Page, x: float, baseline: float, text: str, height: float, pen_field: str = "") -> float:
        """Write at `x`; `height` is that of a digit in pixels. Returns where the hand stopped."""
        mask, origin, box = self.mask(text, height)
        left, top = x - origin[0], baseline - origin[1]
        page.lay(_inked(mask, self.colour), (round(left), round(top)))
        placed: Box = (left + box[0], top + box[1], left + box[2], top + box[3])
        page.pieces.append(Piece(text, placed, baseline, "pen", pen_field=pen_field))
        return placed[2]

    def mask(self, text: str, height: float) -> tuple[NDArray[np.uint8], tuple[int, int], Box]:
        """The ink (uint8, 255 = ink), where its baseline starts inside, and the box of the ink."""
        rng, margin = self.rng, round(height)
        width = round(sum(height * 1.15 for _ in clusters(text))) + 2 * margin
        canvas = Image.new("L", (width, round(height * 3.4)), 0)
        x, baseline = float(margin), round(height * 2.2)
        for cluster in clusters(text):
            if cluster.isspace():
                x += height * rng.uniform(0.35, 0.6)
            elif self.digits and cluster in THAI_DIGITS:
                x += self._digit(canvas, x, baseline, THAI_DIGITS.index(cluster), height)
            else:
                x += self._glyph(canvas, x, baseline, cluster, height)
        mask = _thickened(_unsteady(np.asarray(canvas), rng, height), self._nib)
        ys, xs = np.nonzero(mask > 64)
        box = (float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
        return mask, (margin, baseline), box

    def _digit(self, canvas: Image.Image, x: float, baseline: int, digit: int, height: float) -> float:
        assert self.digits is not None
        image = self.digits.pick(self.rng, self._writer, digit)
        ys, xs = np.nonzero(image > 100)
        cut = image[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
        # ๐ and ๑ are written lower than digits with tails, whose ink box is scaled as a whole.
        tall = height * (self.rng.uniform(0.72, 0.86) if digit in (0, 1) else self.rng.uniform(1.0, 1.2))
        scale = tall / cut.shape[0]
        if cut.shape[1] * scale > height * 1.5:
            scale = height * 1.5 / cut.shape[1]
        size = (max(3, round(cut.shape[1] * scale)), max(3, round(cut.shape[0] * scale)))
        drawn = Image.fromarray(cut).resize(size, Image.Resampling.LANCZOS)
        lift = round(self.rng.uniform(-0.05, 0.08) * height)
        canvas.paste(Image.new("L", drawn.size, 255), (round(x), baseline - drawn.height - lift), drawn)
        return drawn.width + height * self.rng.uniform(0.1, 0.22)

    def _glyph(self, canvas: Image.Image, x: float, baseline: int, cluster: str, height: float) -> float:
        font = load_font(self._latin if is_latin(cluster[0]) else self._thai, round(height * 1.75))
        lift = round(self.rng.uniform(-0.06, 0.06) * height)
        ImageDraw.Draw(canvas).text((x, baseline - lift), cluster, font=font, fill=255, anchor="ls")
        return font.getlength(cluster) * self.rng.uniform(0.86, 1.0)

    def sign(self, page: Page, centre: tuple[float, float], width: float, *, height: float | None = None) -> Box:
        """A scribble about `width` pixels wide around `centre`; returns its ink box."""
        mask = signature_mask(self.rng, width, height or width * self.rng.uniform(0.3, 0.5))
        left, top = centre[0] - mask.shape[1] / 2, centre[1] - mask.shape[0] / 2
        page.lay(_inked(mask, self.colour), (round(left), round(top)))
        ys, xs = np.nonzero(mask > 64)
        box: Box = (left + xs.min(), top + ys.min(), left + xs.max() + 1, top + ys.max() + 1)
        page.pieces.append(Piece("", box, box[3], "signature"))
        page.pictures.append(box)
        return box


def signature_mask(rng: random.Random, width: float, height: float) -> NDArray[np.uint8]:
    """A run of loops, of peaks, or a large initial with a tail, often underlined: uint8, 255 = ink."""
    scale, pad = 3, 12
    habit = rng.choice((_loops, _loops, _peaks, _initial))
    points = habit(rng, width, height)
    if rng.random() < 0.45:
        end = points[-1]
        points.append((width * 0.05, height * rng.uniform(0.85, 1.05)))
        points.append((width * rng.uniform(0.9, 1.05), min(end[1], height) * rng.uniform(0.6, 1.0)))
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    canvas = Image.new("L", (round((right - left + 2 * pad) * scale), round((bottom - top + 2 * pad) * scale)), 0)
    draw, weight, phase = ImageDraw.Draw(canvas), rng.uniform(3.2, 5.2), rng.uniform(0, math.tau)
    shifted = [((x - left + pad) * scale, (y - top + pad) * scale) for x, y in points]
    for number, (start, end) in enumerate(pairwise(shifted)):
        thick = weight * scale * (0.75 + 0.35 * math.sin(number / 9 + phase))
        draw.line((start, end), fill=255, width=max(2, round(thick)))
        draw.ellipse((end[0] - thick / 2, end[1] - thick / 2, end[0] + thick / 2, end[1] + thick / 2), fill=255)
    return np.asarray(canvas.resize((canvas.width // scale, canvas.height // scale), Image.Resampling.LANCZOS))


def _loops(rng: random.Random, width: float, height: float) -> list[tuple[float, float]]:
    loops = rng.randint(2, 6)
    phase, drift, lean = rng.uniform(0, math.tau), rng.uniform(-0.3, 0.12), rng.uniform(0.25, 0.6)
    swell = [rng.uniform(0.2, 1.0) for _ in range(loops + 2)]
    swell[rng.randrange(2)] = 1.0
    points = []
    for step in range(loops * 26 + 1):
        at = step / 26
        turn, along = at * math.tau + phase, at / loops
        size = swell[int(at)] * (1 - at % 1) + swell[int(at) + 1] * (at % 1)
        x = along * width * 0.86 + math.cos(turn) * width / loops * lean * size
        points.append((x, height * (0.5 + drift * along) + math.sin(turn) * height * 0.46 * size))
    return points


def _peaks(rng: random.Random, width: float, height: float) -> list[tuple[float, float]]:
    """Quick strokes up and down, rounded by the hand, flattening into a line."""
    count = rng.randint(4, 9)
    knots = [(0.0, height * rng.uniform(0.3, 0.7))]
    for number in range(count):
        tall = 1 - 0.75 * number / count
        knots.append((
            width * (number + rng.uniform(0.6, 1.2)) / (count + 2),
            height * (0.5 + (0.5 if number % 2 else -0.5) * tall * rng.uniform(0.5, 1.0)),
        ))  # fmt: skip
    knots.append((width, height * rng.uniform(0.35, 0.6)))
    return _rounded(knots)


def _initial(rng: random.Random, width: float, height: float) -> list[tuple[float, float]]:
    """One large open loop, a small knot, and a long tail."""
    wide = width * rng.uniform(0.3, 0.45)
    knots = [
        (wide * 0.2, height * 0.95), (wide * rng.uniform(0.0, 0.3), height * 0.25), (wide * 0.7, 0.0),
        (wide, height * 0.4), (wide * 0.5, height * rng.uniform(0.7, 1.0)), (wide * 0.9, height * 0.55),
        (wide * 1.25, height * rng.uniform(0.3, 0.5)), (wide * 1.2, height * 0.75), (wide * 1.5, height * 0.5),
        (width * 0.8, height * rng.uniform(0.5, 0.75)), (width, height * rng.uniform(0.2, 0.5)),
    ]  # fmt: skip
    return _rounded(knots)


def _rounded(knots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A smooth path through the knots (Catmull-Rom), twelve points a stretch."""
    padded = [knots[0], *knots, knots[-1]]
    path = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(12):
            t = step / 12
            path.append(
                tuple(
                    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return [(x, y) for x, y in path] + [knots[-1]]


def _unsteady(mask: NDArray[np.uint8], rng: random.Random, height: float) -> NDArray[np.uint8]:
    """Bend the ink a little, at about the length of a letter, so that no two glyphs of a font are the same."""
    rows, columns = mask.shape
    grid = np.random.default_rng(rng.getrandbits(32))
    coarse = (max(2, round(rows / height) + 1), max(2, round(columns / height) + 1))
    shifts = [
        cv2.resize(
            grid.normal(0, height * 0.045, coarse).astype(np.float32), (columns, rows), interpolation=cv2.INTER_CUBIC
        )
        for _ in range(2)
    ]
    xs, ys = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    bent = cv2.remap(mask, xs + shifts[0], ys + shifts[1], cv2.INTER_LINEAR, borderValue=0)
    return np.asarray(bent, dtype=np.uint8)


def _thickened(mask: NDArray[np.uint8], nib: float) -> NDArray[np.uint8]:
    """The same strokes from a broader nib: `nib` is about how many pixels they gain."""
    spread = cv2.GaussianBlur(mask, (0, 0), nib).astype(np.float32) * (1.25 + 0.55 * nib)
    return np.asarray(np.maximum(mask, np.clip(spread, 0, 255)), dtype=np.uint8)


def _inked(mask: NDArray[np.uint8], colour: Colour) -> Image.Image:
    layer = np.empty((*mask.shape, 4), dtype=np.uint8)
    layer[..., :3] = colour
    layer[..., 3] = (mask.astype(np.float32) * 0.93).astype(np.uint8)
    return Image.fromarray(layer)
