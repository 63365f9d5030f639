"""Renders one training line: text, typeface, clutter, bending, cropping, scanning."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.training.clutter import add_clutter
from extractors.training.damage import damaged, scanned_body
from extractors.training.fonts import Face, has_glyph
from extractors.training.handwriting import Handwriting
from extractors.training.layout import Drawing, Ink, Typeface, draw_line
from extractors.training.markup import transcription
from extractors.training.not_text import not_text
from extractors.training.recipe import Crop, Quality, Recipe
from extractors.training.texts import Texts

T = TypeVar("T")

LINE_HEIGHT: Final = 40  # pixels the reader sees
MAX_WIDTH: Final = 1500
_PIXELS_PER_STEP: Final = 2  # the reader's horizontal stride


@dataclass(frozen=True, slots=True)
class Sample:
    """A crop as line finding would deliver it, `LINE_HEIGHT` high, and the reading wanted of it."""

    image: NDArray[np.uint8]
    text: str


class Renderer:
    """Renders lines by a recipe; the same seed gives the same lines."""

    def __init__(self, seed: int, recipe: Recipe, faces: Sequence[Face], hand: Handwriting) -> None:
        self._rng = Random(seed)
        self._texts = Texts(self._rng)
        self._recipe, self._faces, self._hand = recipe, faces, hand
        self._weights = [face.weight for face in faces]

    def sample(self) -> Sample:
        while True:
            sample = self._not_text() if self._rng.random() < self._recipe.not_text else self._line()
            if sample is not None:
                return sample

    def _line(self) -> Sample | None:
        rng, recipe = self._rng, self._recipe
        text = self._texts.line(recipe.kind, recipe.favoured)
        type_ = self._typeface(text)
        drawing = draw_line(rng, text, type_, self._hand, bold_label=rng.random() < recipe.bold)
        add_clutter(rng, drawing, recipe, type_, self._texts, self._hand)
        ink = drawing.ink
        if rng.random() < recipe.bent:
            ink = _bend(rng, drawing)
        if rng.random() < recipe.italic:
            ink = _slant(rng, ink, drawing.baseline)
        kind = _draw(rng, recipe.crops)
        cut = _crop(rng, kind, ink, drawing)
        quality = _draw(rng, recipe.qualities)
        image = self._scan(cut, drawing.body, quality)
        wanted = transcription(text)
        if not 8 <= image.shape[1] <= MAX_WIDTH or image.shape[1] < _PIXELS_PER_STEP * 1.15 * _steps_needed(wanted):
            return None
        return Sample(image, wanted)

    def _not_text(self) -> Sample | None:
        quality = _draw(self._rng, self._recipe.qualities)
        image = self._scan(not_text(self._rng), 22.0, quality)
        return Sample(image, "") if 8 <= image.shape[1] <= MAX_WIDTH else None

    def _typeface(self, text: str) -> Typeface:
        rng, recipe = self._rng, self._recipe
        tracking = 0.0
        if rng.random() < recipe.justified:
            tracking = rng.choice([rng.uniform(0.02, 0.15), rng.uniform(0.05, 0.45), rng.uniform(-0.06, 0.0)])
        face = self._face(text)
        return Typeface.at_body(
            face, rng.randint(17, 26), tracking, rng.choice([1, 1, 2]) if rng.random() < recipe.bold else 0
        )

    def _face(self, text: str) -> Face:
        """A face that has every printed character of the text; where none of the tries has, the last one tried."""
        printed = {char for char in text if char.isprintable() and not "\ue000" <= char <= "\uf8ff" and char != " "}
        for _ in range(20):
            face = self._rng.choices(self._faces, self._weights)[0]
            if all(has_glyph(face.path, char) for char in printed):
                break
        return face

    def _scan(self, ink: Ink, body: float, quality: Quality) -> NDArray[np.uint8]:
        rng = self._rng
        page = (255.0 * (1.0 - ink * np.float32(rng.uniform(0.7, 1.0)))).astype(np.float32)
        scale = min(1.3, scanned_body(rng, quality) / body)
        page = _resize(page, max(8, round(page.shape[1] * scale)), max(10, round(page.shape[0] * scale)))
        scanned = damaged(rng, page, quality)
        height, width = scanned.shape
        stretch = rng.uniform(0.92, 1.09)
        return np.asarray(
            _resize(scanned, max(8, round(width * stretch * LINE_HEIGHT / height)), LINE_HEIGHT), np.uint8
        )


def _steps_needed(text: str) -> int:
    """CTC steps: one a character, and a blank between equal neighbours."""
    return len(text) + sum(a == b for a, b in itertools.pairwise(text))


def _draw(rng: Random, weighted: Sequence[tuple[T, float]]) -> T:
    return rng.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def _crop(rng: Random, kind: Crop, ink: Ink, drawing: Drawing) -> Ink:
    """Cuts the line out as line finding does (by body height), by its ink, or too tight or too loose."""
    body, baseline = drawing.body, drawing.baseline
    left, right = drawing.x0 - body * rng.uniform(0.05, 1.0), drawing.x1 + body * rng.uniform(0.05, 1.0)
    if kind == "finder":
        # The finder's body height is an estimate, or the page's: a heading or small print gets a crop that is off.
        seen = body * rng.choice([rng.uniform(0.85, 1.2), rng.uniform(0.85, 1.2), rng.uniform(0.66, 1.4)])
        centre = baseline - 0.5 * body + body * rng.gauss(0, 0.1)
        top, bottom = centre - seen * rng.uniform(1.5, 2.0), centre + seen * rng.uniform(1.05, 1.5)
    elif kind == "ink":
        own = ink[round(baseline - 2.3 * body) : round(baseline + 1.1 * body), round(drawing.x0) : round(drawing.x1)]
        rows = np.flatnonzero(own.max(1) > 0.3) if own.size else np.array([0])
        first, last = (rows[0], rows[-1]) if len(rows) else (0, own.shape[0])
        top = baseline - 2.3 * body + first - body * rng.uniform(0.0, 0.4)
        bottom = baseline - 2.3 * body + last + 1 + body * rng.uniform(0.0, 0.4)
    else:
        top = baseline - body * rng.choice([rng.uniform(1.25, 1.8), rng.uniform(2.4, 3.6)])
        bottom = baseline + body * rng.choice([rng.uniform(0.05, 0.4), rng.uniform(0.8, 2.0)])
        left += body * rng.uniform(-2, 0.5)
        right -= body * rng.uniform(-2, 0.3)
    first_row, end_row = max(0, round(top)), min(ink.shape[0], max(round(bottom), round(top) + 8))
    return ink[first_row:end_row, max(0, round(left)) : min(ink.shape[1], max(round(right), round(left) + 8))]


def _bend(rng: Random, drawing: Drawing) -> Ink:
    """What deskewing left over, or a sheet that did not lie flat; at most a third of a body height at the ends."""
    ink = drawing.ink
    reach = drawing.body * rng.uniform(-0.33, 0.33)
    middle = ink.shape[1] / 2
    if rng.random() < 0.75:
        slope = max(-0.035, min(0.035, reach / middle))
        matrix = np.array([[1, 0, 0], [slope, 1, -slope * middle]], np.float32)
        return np.asarray(cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0])), np.float32)
    across = np.arange(ink.shape[1], dtype=np.float32)
    curve = reach * np.sin(across / ink.shape[1] * rng.uniform(2, 7) + rng.uniform(0, 6)).astype(np.float32)
    y = np.arange(ink.shape[0], dtype=np.float32)[:, None] + curve[None, :]
    x = np.broadcast_to(across[None, :], y.shape)
    return np.asarray(cv2.remap(ink, np.ascontiguousarray(x), y.astype(np.float32), cv2.INTER_LINEAR), np.float32)


def _slant(rng: Random, ink: Ink, baseline: float) -> Ink:
    slant = rng.uniform(0.08, 0.28)
    matrix = np.array([[1, -slant, slant * baseline], [0, 1, 0]], np.float32)
    return np.asarray(cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0])), np.float32)


def _resize(image: NDArray[Any], width: int, height: int) -> NDArray[Any]:
    shrinks = height < image.shape[0]
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR))
