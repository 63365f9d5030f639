"""Words in somebody's hand: from fonts that imitate handwriting, or composed of letters that people wrote.

Fonts and writers are split: what is measured on was written by nobody the classifier has learnt from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extractors.training.handwriting import Split

Ink = NDArray[np.float32]

HELD_OUT_EVERY: Final = 6  # writers of consonants
# By file name. Those held out are drawn by other people than the rest, not other weights of the same.
HELD_OUT_FONTS: Final = ("Sriracha", "sriracha", "Purisa", "ReenieBeanie", "nothing-you-could-do", "Kalam")
_LOWER: Final = "\u0e38\u0e39"
_UPPER: Final = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"


@dataclass
class Hands:
    """Where a split's hands come from: font files with Thai letters, with Latin ones, and written consonants."""

    thai_fonts: list[Path]
    latin_fonts: list[Path]
    consonants: dict[int, dict[str, list[NDArray[np.uint8]]]] = field(repr=False)  # by writer

    @classmethod
    def of(cls, folder: Path, split: Split) -> Hands:
        """`folder` holds `pen/` with fonts named like `*-thai-*` and `*-latin-*`, `hand/` with Latin ones,
        `national/` and `thai_chars.npz`."""
        fonts = [*(folder / "fonts" / "pen").glob("*"), *(folder / "fonts" / "national").glob("*")]
        named = ("THSrisakdi", "THCharmonman", "THMaliGrade6", "THCharmofAU")
        thai = [path for path in fonts if "-thai-" in path.name or path.stem in named]
        thai += [Path("/usr/share/fonts/truetype/tlwg") / f"Purisa{style}.ttf" for style in ("", "-Bold", "-Oblique")]
        latin = [path for path in fonts if "-latin-" in path.name] + list((folder / "fonts" / "hand").glob("*.ttf"))
        return cls(_of_split(thai, split), _of_split(latin, split), _consonants(folder / "handwriting", split))

    def word(self, rng: Random, text: str, height: float) -> Ink:
        """The word with consonants about so high, in one hand."""
        if rng.random() < 0.4:
            return self._composed(rng, text, height)
        font = rng.choice(self.thai_fonts)
        # Subsets for one script hold no brackets and dashes.
        written = re.sub("[^\u0e01-\u0e4e ]", "", text).strip() if "-thai-" in font.name else text
        return from_font(rng, written, font, height / 0.52)

    def latin_word(self, rng: Random, text: str, height: float) -> Ink:
        return from_font(rng, text, rng.choice(self.latin_fonts), height / 0.42)

    def _composed(self, rng: Random, text: str, height: float) -> Ink:
        """Written consonants, the signs around them from a font of the same split."""
        letters = self.consonants[rng.choice(sorted(self.consonants))]
        signs = rng.choice(self.thai_fonts)
        canvas = np.zeros((round(height * 3.2), round(height * 1.3 * (len(text) + 2))), np.float32)
        baseline, x, last = round(height * 2.1), round(height * 0.4), round(height * 0.4)
        thickness = rng.uniform(0.9, 1.8)
        for char in re.sub("[^\u0e01-\u0e4e ]", "", text).strip():
            if char == " ":
                x += round(height * rng.uniform(0.3, 0.7))
                continue
            ink = self._letter(rng, letters, char, signs, height) * thickness
            lift = round(height * rng.uniform(-0.08, 0.08))
            if char in _UPPER:
                at, top = last, baseline - round(height * rng.uniform(1.35, 1.7)) - ink.shape[0] // 2
            elif char in _LOWER:
                at, top = last, baseline + round(height * rng.uniform(0.05, 0.2))
            else:
                at, top, last = x, baseline - ink.shape[0] - lift, x + round(ink.shape[1] * 0.3)
                x += ink.shape[1] + round(height * rng.uniform(-0.1, 0.16))
            _lay(canvas, ink, at, top)
        return bent(rng, cropped(np.minimum(canvas, 1.0).astype(np.float32)), height * 0.03)

    def _letter(
        self, rng: Random, letters: dict[str, list[NDArray[np.uint8]]], char: str, signs: Path, height: float
    ) -> Ink:
        if char in letters:
            image = cropped(np.asarray(rng.choice(letters[char]) / np.float32(255), np.float32))
            tall = height * rng.uniform(0.85, 1.15)
        else:
            image = from_font(rng, char, signs, height / 0.52)
            tall = float(image.shape[0])
        scale = tall / image.shape[0]
        size = (max(2, round(image.shape[1] * scale)), max(2, round(tall)))
        return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.float32)


def from_font(rng: Random, text: str, path: Path, size: float) -> Ink:
    """Text at this type size, slanted and bent a little, from a nib of its own thickness."""
    font = _font(str(path), max(8, round(size)))
    canvas = Image.new("L", (round(font.getlength(text) + 2 * size), round(size * 2.6)), 0)
    ImageDraw.Draw(canvas).text((size, size * 1.7), text, font=font, fill=255, anchor="ls")
    ink: Ink = np.asarray(np.asarray(canvas) / np.float32(255), np.float32)
    slant = rng.gauss(0.05, 0.15)
    turn = np.array([[rng.uniform(0.85, 1.15), -slant, slant * size], [rng.gauss(0, 0.03), 1, 0]], np.float32)
    ink = np.asarray(cv2.warpAffine(ink, turn, (ink.shape[1], ink.shape[0])), np.float32)
    ink = bent(rng, cropped(ink), size * 0.018)
    if rng.random() < 0.6:
        spread = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.4, 1.2)) * rng.uniform(1.2, 2.2)
        ink = np.asarray(np.maximum(ink, np.clip(spread, 0, 1)), np.float32)
    return ink


def bent(rng: Random, ink: Ink, amplitude: float) -> Ink:
    """The ink shifted smoothly to and fro, so that no two drawings of a font are the same."""
    high, wide = ink.shape
    noise = np.random.default_rng(rng.getrandbits(32))
    coarse = [noise.normal(0, amplitude, (3, max(3, wide // 40))).astype(np.float32) for _ in range(2)]
    shifts = [cv2.resize(shift, (wide, high), interpolation=cv2.INTER_CUBIC) for shift in coarse]
    xs, ys = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
    return np.asarray(cv2.remap(ink, xs + shifts[0], ys + shifts[1], cv2.INTER_LINEAR), np.float32)


def cropped(ink: Ink) -> Ink:
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.2), np.flatnonzero(ink.max(axis=0) > 0.2)
    if not len(rows) or not len(columns):
        return ink
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _lay(canvas: Ink, ink: Ink, x: int, y: int) -> None:
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(canvas.shape[1], x + ink.shape[1]), min(canvas.shape[0], y + ink.shape[0])
    if x0 < x1 and y0 < y1:
        view = canvas[y0:y1, x0:x1]
        np.maximum(view, ink[y0 - y : y1 - y, x0 - x : x1 - x], out=view)


def _of_split(paths: list[Path], split: Split) -> list[Path]:
    held = [path for path in paths if path.name.startswith(HELD_OUT_FONTS)]
    chosen = held if split == "held_out" else [path for path in paths if path not in held]
    return sorted(path for path in chosen if path.exists())


def _consonants(folder: Path, split: Split) -> dict[int, dict[str, list[NDArray[np.uint8]]]]:
    data = np.load(folder / "thai_chars.npz")
    written: dict[int, dict[str, list[NDArray[np.uint8]]]] = {}
    for image, label, writer in zip(data["images"], data["labels"], data["writer"], strict=True):
        if (int(writer) % HELD_OUT_EVERY == 0) == (split == "held_out"):
            written.setdefault(int(writer), {}).setdefault(str(data["chars"][label]), []).append(255 - image)
    return written


@lru_cache(maxsize=256)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
