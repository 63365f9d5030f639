"""Pages of signature cells as a scanner, a photocopier or a telephone hands them over, and what each cell holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.reader import GrayImage
from extractors.training.cells.habits import Ink
from extractors.training.cells.hands import Hands, from_font
from extractors.training.cells.marks import SIGNED, UNSIGNED, Place, mark

SIGNATURE_COLUMNS: Final = 4
_DPI: Final = 200
_PEN: Final = (0.55, 0.65, 0.75, 0.85, 0.95, 0.95)  # darkness of inks as a grey picture shows them
_PENCIL: Final = 0.4


@dataclass(frozen=True)
class CellPage:
    """A grey page with one ruled table, and for each (row, signature column) whether its cell is signed.

    The lattice has a number and a name column before the signature columns and no heading.
    """

    page: GrayImage
    rows: int
    signed: dict[tuple[int, int], bool]
    kinds: dict[tuple[int, int], str]


@dataclass(frozen=True)
class _Layout:
    xs: list[float]
    ys: list[float]
    mm: float


class CellPages:
    """Draws pages from one split of the hands."""

    def __init__(self, hands: Hands, names: tuple[str, ...], print_fonts: list[Path]) -> None:
        self._hands, self._names, self._print_fonts = hands, names, print_fonts

    def page(self, rng: Random) -> CellPage:
        mm = _DPI / 25.4
        row_height = rng.uniform(4.6, 9) if rng.random() < 0.3 else rng.uniform(7.5, 16)
        rows = min(30, int(265 / row_height))
        left = rng.uniform(8, 14)
        edges = [left, left + 12, left + 42]
        width = min(rng.uniform(24, 50), (204 - edges[-1]) / SIGNATURE_COLUMNS)
        edges += [edges[-1] + width * (n + 1) for n in range(SIGNATURE_COLUMNS)]
        layout = _Layout([x * mm for x in edges], [(15 + row_height * n) * mm for n in range(rows + 1)], mm)
        ink = np.zeros((round(297 * mm), round(210 * mm)), np.float32)
        self._print(rng, ink, layout)
        kinds = self._kinds(rng, rows)
        pen = np.zeros_like(ink)
        for place, kind in kinds.items():
            self._write(rng, pen, layout, place, kind, kinds)
        if rng.random() < 0.25:
            self._stamp(rng, pen, layout)
        np.maximum(ink, pen, out=ink)
        if rng.random() < 0.3:
            _shine_through(rng, ink, pen)
        signed = {place: kind in SIGNED for place, kind in kinds.items()}
        return CellPage(rng.choice(MACHINES)(rng, ink), rows, signed, kinds)

    def _print(self, rng: Random, ink: Ink, layout: _Layout) -> None:
        """Rules, numbers, names, and in some forms a dotted line or a number to sign on."""
        thickness, shade = rng.randint(1, 4), rng.choice((0.95, 0.95, 0.85, 0.7))
        for y in layout.ys:
            cv2.line(ink, (round(layout.xs[0]), round(y)), (round(layout.xs[-1]), round(y)), shade, thickness)
        for x in layout.xs:
            cv2.line(ink, (round(x), round(layout.ys[0])), (round(x), round(layout.ys[-1])), shade, thickness)
        font, size = rng.choice(self._print_fonts), rng.uniform(3.6, 5.2) * layout.mm
        leader, numbered = rng.random() < 0.18, rng.random() < 0.06
        for row in range(len(layout.ys) - 1):
            baseline = (layout.ys[row] + layout.ys[row + 1]) / 2 + size * 0.2
            _print_text(rng, ink, str(row + 1), font, size, layout.xs[0] + 2 * layout.mm, baseline)
            _print_text(rng, ink, rng.choice(self._names), font, size, layout.xs[1] + layout.mm, baseline)
            for column in range(SIGNATURE_COLUMNS):
                start, end = layout.xs[2 + column] + layout.mm, layout.xs[3 + column] - layout.mm
                if numbered:
                    _print_text(rng, ink, f"{row + 1}.", font, size * 0.8, start, baseline)
                    start += 6 * layout.mm
                if leader:
                    for x in np.arange(start, end, 0.9 * layout.mm):
                        cv2.circle(ink, (round(x), round(baseline)), 1, 0.9, -1)

    def _kinds(self, rng: Random, rows: int) -> dict[tuple[int, int], str]:
        kinds: dict[tuple[int, int], str] = {}
        for column in range(SIGNATURE_COLUMNS):
            signing = rng.choice((0.25, 0.5, 0.75))
            for row in range(rows):
                of = SIGNED if rng.random() < signing else UNSIGNED
                kinds[row, column] = rng.choices(list(of), list(of.values()))[0]
        return kinds

    def _write(
        self, rng: Random, pen: Ink, layout: _Layout, at: tuple[int, int], kind: str, kinds: dict[tuple[int, int], str]
    ) -> None:
        row, column = at
        x0, x1, y0, y1 = layout.xs[2 + column], layout.xs[3 + column], layout.ys[row], layout.ys[row + 1]
        ink = mark(rng, kind, Place(x1 - x0, y1 - y0, layout.mm), self._hands, self._names, self._print_fonts)
        if not ink.size:
            return
        x = (x0 + x1) / 2 + rng.uniform(-0.5, 0.5) * max(0.0, (x1 - x0) - ink.shape[1]) * rng.choice((0.3, 0.95))
        y = (y0 + y1) / 2 + rng.uniform(-0.14, 0.14) * (y1 - y0)
        if kind == "signature" and rng.random() < 0.35:
            # Larger than its row: what reaches into the next cell, signed or not, is no signature there.
            tall = rng.uniform(1.1, 1.6) * (y1 - y0)
            scale = min(tall / ink.shape[0], (x1 - x0) / ink.shape[1], 14 * layout.mm / ink.shape[0])
            ink = np.asarray(cv2.resize(ink, None, fx=max(scale, 1.0), fy=max(scale, 1.0)), np.float32)
            y += rng.choice((-1, 1, 1)) * rng.uniform(0.1, 0.36) * (y1 - y0)
        shade = _PENCIL if rng.random() < 0.05 else rng.choice(_PEN)
        _lay(pen, ink * (0.95 if kind == "printed absence" else shade), x - ink.shape[1] / 2, y - ink.shape[0] / 2)

    def _stamp(self, rng: Random, pen: Ink, layout: _Layout) -> None:
        """An office stamp over some of the cells: ring or box, with print in it."""
        radius = rng.uniform(9, 18) * layout.mm
        x, y = rng.uniform(layout.xs[2], layout.xs[-1]), rng.uniform(layout.ys[0], layout.ys[-1])
        stamp, shade = np.zeros_like(pen), rng.uniform(0.35, 0.6)
        if rng.random() < 0.6:
            for share in (1.0, 0.72):
                cv2.circle(stamp, (round(x), round(y)), round(radius * share), shade, 2, cv2.LINE_AA)
        else:
            corner = (round(x - radius), round(y - radius / 2)), (round(x + radius), round(y + radius / 2))
            cv2.rectangle(stamp, *corner, shade, 2, cv2.LINE_AA)
        words = rng.choice(("ที่ว่าการอำเภอ", "สำเนาถูกต้อง", "รับแล้ว"))
        text = from_font(rng, words, rng.choice(self._print_fonts), 4 * layout.mm)
        _lay(stamp, text * shade, x - text.shape[1] / 2, y - text.shape[0] / 2)
        np.maximum(pen, stamp, out=pen)


def _print_text(rng: Random, ink: Ink, text: str, font: Path, size: float, x: float, baseline: float) -> None:
    drawn = from_font(rng, text, font, size)
    _lay(ink, drawn * 0.93, x, baseline - drawn.shape[0])


def _lay(canvas: Ink, ink: Ink, x: float, y: float) -> None:
    x0, y0 = max(0, round(x)), max(0, round(y))
    x1, y1 = min(canvas.shape[1], round(x) + ink.shape[1]), min(canvas.shape[0], round(y) + ink.shape[0])
    if x0 < x1 and y0 < y1:
        view = canvas[y0:y1, x0:x1]
        np.maximum(view, ink[y0 - round(y) : y1 - round(y), x0 - round(x) : x1 - round(x)], out=view)


def _shine_through(rng: Random, ink: Ink, pen: Ink) -> None:
    """The back of the page: pens pressed through, mirrored and shifted, faint."""
    shift = np.array([[1, 0, rng.uniform(-60, 60)], [0, 1, rng.uniform(-60, 60)]], np.float32)
    back = cv2.warpAffine(np.ascontiguousarray(pen[:, ::-1]), shift, (ink.shape[1], ink.shape[0]))
    np.maximum(ink, cv2.GaussianBlur(back, (0, 0), rng.uniform(0.8, 1.6)) * rng.uniform(0.08, 0.2), out=ink)


def _clean(rng: Random, ink: Ink) -> GrayImage:
    factor = rng.choice((1.0, 1.0, 1.5))
    sized = ink if factor == 1.0 else cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return _grey(255 * (1 - np.clip(sized, 0, 1)))


def _scan(rng: Random, ink: Ink) -> GrayImage:
    noise = np.random.default_rng(rng.getrandbits(32))
    paper = 255 * rng.uniform(0.86, 1.0)
    page = paper * (1 - _soft(_turned(rng, ink), rng.uniform(0.3, 0.9))) + rng.uniform(0, 20)
    return _jpeg(rng, page + noise.normal(0, rng.uniform(0.8, 4), page.shape))


def _telephone(rng: Random, ink: Ink) -> GrayImage:
    """Fewer pixels to a letter, uneven focus, light from a side."""
    noise = np.random.default_rng(rng.getrandbits(32))
    factor = rng.uniform(0.62, 0.95)
    small = cv2.resize(_soft(_turned(rng, ink), 0.6), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    light = 1 - rng.uniform(0, 0.3) * np.linspace(0, 1, small.shape[rng.randint(0, 1)])
    shade = light[:, None] if len(light) == small.shape[0] else light[None, :]
    page = 238 * (1 - 0.95 * _soft(small, rng.uniform(0.2, 0.8))) * shade
    taken = _jpeg(rng, page + noise.normal(0, rng.uniform(1, 5), page.shape))
    even = taken / shade
    return _grey(cv2.resize(even, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_LINEAR))


def _copier(rng: Random, ink: Ink) -> GrayImage:
    """Black and white: strokes thicken here, break there, dust becomes specks."""
    noise = np.random.default_rng(rng.getrandbits(32))
    grey = 255 * (1 - _soft(_turned(rng, ink), rng.uniform(0.5, 1.0)))
    high, wide = grey.shape
    uneven = cv2.resize(noise.uniform(-34, 26, (12, 9)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    grain = _soft(noise.normal(0, rng.uniform(10, 60), grey.shape).astype(np.float32), 0.9)
    black = grey + uneven + grain < rng.uniform(135, 185)
    dust = _soft(noise.random(grey.shape).astype(np.float32), 1.0) > rng.uniform(0.835, 0.885)
    return _grey(np.where(black | dust, rng.uniform(0, 40), rng.uniform(240, 255)))


def _grainy(rng: Random, ink: Ink) -> GrayImage:
    """A copy scanned coarsely: every pixel strewn on its own, pepper, pale strokes; grey or cut at one level."""
    noise = np.random.default_rng(rng.getrandbits(32))
    factor = rng.uniform(0.72, 0.95)
    small = cv2.resize(_turned(rng, ink), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    grey = 255 * (1 - _soft(small, rng.uniform(0.5, 1.1))) + noise.normal(0, rng.uniform(6, 20), small.shape)
    if rng.random() < 0.5:
        grey = np.where(grey < rng.uniform(130, 190), rng.uniform(0, 40), 255)
    else:
        grey = grey * rng.uniform(0.6, 0.85) + rng.uniform(30, 60)
    grey[noise.random(grey.shape) < rng.choice((0.0, 0.0005, 0.001, 0.002))] = 0
    stored = _jpeg(rng, grey)
    return _grey(cv2.resize(stored, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_LINEAR))


def _turned(rng: Random, ink: Ink) -> Ink:
    turn = cv2.getRotationMatrix2D((ink.shape[1] / 2, ink.shape[0] / 2), rng.uniform(-0.3, 0.3), 1.0)
    return np.asarray(cv2.warpAffine(ink, turn, (ink.shape[1], ink.shape[0])), np.float32)


def _soft(values: NDArray[Any], sigma: float) -> Ink:
    return np.asarray(cv2.GaussianBlur(values, (0, 0), sigma), np.float32)


def _jpeg(rng: Random, page: NDArray[Any]) -> GrayImage:
    stored = cv2.imencode(".jpg", _grey(page), [cv2.IMWRITE_JPEG_QUALITY, rng.randint(45, 85)])[1]
    return np.asarray(cv2.imdecode(stored, cv2.IMREAD_GRAYSCALE), np.uint8)


def _grey(values: NDArray[Any]) -> GrayImage:
    return np.asarray(np.clip(values, 0, 255), np.uint8)


MACHINES: Final[tuple[Callable[[Random, Ink], GrayImage], ...]] = (_clean, _scan, _scan, _telephone, _copier, _grainy)
