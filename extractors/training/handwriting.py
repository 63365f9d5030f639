"""Handwriting to compose lines from: Thai digits and consonants, and Arabic digits, of many writers; free strokes.

The sets are `.npz` files with `images` (uint8, n x 48 x 48, 0 = ink), `labels`, `writer` and, for the consonants,
`chars`; docs/line-reader.md says where they come from. Writers are split, never images; of the Arabic digits the
writers are not known. A third of the Arabic digits are drawn from fonts that imitate handwriting, bent and varied: they
have shapes that the American writers of the set do not.
"""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extractors.training.alphabet import PEN_ARABIC_DIGITS, PEN_SLASH, PEN_THAI_DIGITS, PEN_WO_WAEN
from extractors.training.fonts import load_font
from extractors.training.strokes import random_stroke

Split = Literal["train", "held_out"]
Ink = NDArray[np.float32]  # 0 = paper, 1 = full ink

_GRID: Final = 96
_HELD_OUT_EVERY: Final = 6  # every sixth writer is kept for measuring
_FONT_SHARE: Final = 0.35  # of the writers of Arabic digits


@dataclass(frozen=True, slots=True)
class Pen:
    """What stays the same while one person writes one entry."""

    slant: float
    stroke: int  # change of stroke width, pixels on the drawing grid
    darkness: float
    aspect: float
    arabic_font: str | None  # a font that imitates handwriting; None: digits of the set
    writer: int


class Handwriting:
    """Draws pen characters from one split of the writers."""

    def __init__(self, folder: Path, hand_fonts: Path, split: Split) -> None:
        digits, letters = np.load(folder / "thai_digits.npz"), np.load(folder / "thai_chars.npz")
        self._digits = {d: _of_split(digits, digits["labels"] == d, split) for d in range(10)}
        self._by_writer = _digits_by_writer(digits, split)
        wo_waen = int(np.flatnonzero(letters["chars"] == "ว")[0])
        arabic = np.load(folder / "arabic_digits.npz")
        self._arabic = {d: _of_split(arabic, arabic["labels"] == d, split) for d in range(10)}
        self._letters = _of_split(letters, np.ones(len(letters["labels"]), bool), split)
        self._wo_waen = _of_split(letters, letters["labels"] == wo_waen, split)
        self._fonts = sorted(str(path) for path in hand_fonts.glob("*.ttf"))

    @property
    def writers(self) -> int:
        """How many people wrote this split's digits."""
        return len(self._by_writer)

    def pen(self, rng: Random) -> Pen:
        return Pen(
            slant=rng.gauss(0.05, 0.16),
            stroke=rng.choice([-2, -2, -1, 0, 0, 1, 2, 3]),
            darkness=rng.uniform(0.5, 1.0),
            aspect=rng.uniform(0.75, 1.15),
            arabic_font=rng.choice(self._fonts) if self._fonts and rng.random() < _FONT_SHARE else None,
            writer=rng.randrange(len(self._by_writer)),
        )

    def character(self, rng: Random, char: str, pen: Pen) -> Ink:
        """The ink of one pen class, cropped to its ink; its body is the full height of the array."""
        if char in PEN_THAI_DIGITS:
            own = self._by_writer[pen.writer].get(PEN_THAI_DIGITS.index(char))
            grid = (
                own if own is not None and rng.random() < 0.7 else _pick(rng, self._digits[PEN_THAI_DIGITS.index(char)])
            )
            return _vary(rng, grid, pen)
        if char in PEN_ARABIC_DIGITS:
            digit = PEN_ARABIC_DIGITS.index(char)
            if pen.arabic_font is None:
                return _vary(rng, _pick(rng, self._arabic[digit]), pen)
            return _vary(rng, _drawn(rng, str(digit), pen.arabic_font), pen)
        if char == PEN_WO_WAEN:
            return _vary(rng, _pick(rng, self._wo_waen), pen)
        if char == PEN_SLASH:
            return _slash(rng)
        raise ValueError(f"not a pen character: {char!r}")

    def word(self, rng: Random, pen: Pen, letters: int) -> Ink:
        """The ink of a handwritten word nobody could read from this drawing: letters run together with strokes."""
        height, step = 96, rng.randint(26, 44)
        canvas = np.zeros((height, step * letters + 60), np.float32)
        for index in range(letters):
            glyph = _resize_to_height(_vary(rng, _pick(rng, self._letters), pen), rng.randint(30, 44))
            _stamp_ink(canvas, glyph, 8 + index * step + rng.randint(-4, 4), 70 - glyph.shape[0] + rng.randint(-6, 6))
            if rng.random() < 0.45:  # vowels and tone marks above and below
                y = rng.choice([rng.randint(6, 26), rng.randint(72, 88)])
                random_stroke(rng, canvas, (8 + index * step, y), rng.randint(6, 20), thickness=rng.randint(1, 3))
        return np.asarray(np.minimum(_crop_to_ink(canvas) * (1.6 * pen.darkness), 1.0), np.float32)


def _drawn(rng: Random, digit: str, font_path: str) -> NDArray[np.uint8]:
    """The digit from a font, bent."""
    grid = Image.new("L", (_GRID, _GRID), 255)
    font = load_font(font_path, 72)
    ImageDraw.Draw(grid).text((_GRID / 2, _GRID / 2), digit, font=font, fill=0, anchor="mm")
    wave = rng.uniform(-5, 5)
    rows = np.arange(_GRID, dtype=np.float32)[:, None]
    x = np.arange(_GRID, dtype=np.float32)[None, :] + wave * np.sin(rows / rng.uniform(14, 30) + rng.uniform(0, 6))
    y = rows + rng.uniform(-4, 4) * np.sin(x / rng.uniform(14, 30) + rng.uniform(0, 6))
    bent = cv2.remap(np.asarray(grid), x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR, borderValue=255)
    return np.asarray(bent, np.uint8)


def _is_held_out(writers: NDArray[np.integer]) -> NDArray[np.bool_]:
    return np.asarray(writers % _HELD_OUT_EVERY == 0)


def _of_split(data: np.lib.npyio.NpzFile, chosen: NDArray[np.bool_], split: Split) -> NDArray[np.uint8]:
    held = _is_held_out(data["writer"])
    return np.asarray(data["images"][chosen & (held if split == "held_out" else ~held)], np.uint8)


def _digits_by_writer(data: np.lib.npyio.NpzFile, split: Split) -> list[dict[int, NDArray[np.uint8]]]:
    writers: dict[int, dict[int, NDArray[np.uint8]]] = {}
    held = _is_held_out(data["writer"])
    for image, label, writer, is_held in zip(data["images"], data["labels"], data["writer"], held, strict=True):
        if bool(is_held) == (split == "held_out"):
            writers.setdefault(int(writer), {})[int(label)] = image
    return list(writers.values())


def _pick(rng: Random, images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(images[rng.randrange(len(images))], np.uint8)


def _vary(rng: Random, image: NDArray[np.uint8], pen: Pen) -> Ink:
    """One drawing of a character: another stroke width, slant, proportion and shade than the stored one."""
    big = cv2.resize(image, (_GRID, _GRID), interpolation=cv2.INTER_CUBIC)
    ink = np.clip((235.0 - big.astype(np.float32)) / max(235.0 - float(big.min()), 60.0), 0, 1)
    if pen.stroke:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (abs(pen.stroke) + 1, abs(pen.stroke) + 1))
        changed = cv2.dilate(ink, kernel) if pen.stroke > 0 else cv2.erode(ink, kernel)
        ink = changed if changed.max() > 0.6 and changed.sum() > 0.35 * ink.sum() else ink
    slant, turn = pen.slant + rng.gauss(0, 0.05), rng.gauss(0, 0.06)
    aspect = pen.aspect * rng.uniform(0.9, 1.1)
    matrix = np.array([[aspect, -slant, 0], [turn, 1, 0]], np.float32)
    centre = np.array([_GRID / 2, _GRID / 2], np.float32)
    matrix[:, 2] = centre * 1.5 - matrix[:, :2] @ centre
    size = (_GRID * 3 // 2, _GRID * 3 // 2)
    return _crop_to_ink(np.asarray(cv2.warpAffine(ink, matrix, size), np.float32)) * pen.darkness


def _slash(rng: Random) -> Ink:
    canvas = np.zeros((80, 50), np.float32)
    lean = rng.randint(8, 20)
    cv2.line(canvas, (25 - lean, 76), (25 + lean, 4), 1.0, rng.randint(2, 5), cv2.LINE_AA)
    return _crop_to_ink(canvas)


def _crop_to_ink(ink: Ink) -> Ink:
    rows, columns = np.flatnonzero(ink.max(1) > 0.15), np.flatnonzero(ink.max(0) > 0.15)
    if not len(rows) or not len(columns):
        return ink
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _resize_to_height(ink: Ink, height: int) -> Ink:
    width = max(2, round(ink.shape[1] * height / ink.shape[0]))
    return np.asarray(cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA), np.float32)


def _stamp_ink(canvas: Ink, ink: Ink, x: int, y: int) -> None:
    """Lays ink on the canvas with its upper left corner at x, y; what falls outside is lost."""
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(canvas.shape[1], x + ink.shape[1]), min(canvas.shape[0], y + ink.shape[0])
    if x0 < x1 and y0 < y1:
        np.maximum(canvas[y0:y1, x0:x1], ink[y0 - y : y1 - y, x0 - x : x1 - x], out=canvas[y0:y1, x0:x1])
