"""What happens between a page and its image: scanners, photocopiers, telephones. Points can be followed through it."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from samples.page import Box
from samples.pdf import PdfImage, palette_image
from samples.typography import DPI

Quality = Literal["clean", "scan", "bad", "photo", "bilevel"]
BadKind = Literal["photocopy", "bleed", "shadow"]
BAD_KINDS: tuple[BadKind, ...] = ("photocopy", "bleed", "shadow")
Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Damaged:
    """A page image as a reader gets it, and the matrix (3, 3) from page pixels at 300 dpi to its pixels.

    `bend` moves places (n, 2) of the page before the matrix does, where the paper was not flat.
    """

    pixels: Pixels
    dpi: int
    matrix: Matrix
    encoding: Literal["palette", "jpeg", "bilevel"]
    jpeg_quality: int = 60
    bend: Callable[[Matrix], Matrix] | None = None

    def box(self, box: Box) -> tuple[int, int, int, int]:
        """Where a box of the drawn page lies in this image, as the upright box around its four corners."""
        moved = self._moved(box)
        left, top = np.floor(moved.min(axis=0))
        right, bottom = np.ceil(moved.max(axis=0))
        return int(left), int(top), int(right), int(bottom)

    def corners(self, box: Box) -> list[list[float]]:
        """The four corners of the box themselves, `[x, y]`, clockwise from the upper left."""
        return [[round(float(x), 2), round(float(y), 2)] for x, y in self._moved(box)]

    def _moved(self, box: Box) -> NDArray[np.float64]:
        corners = np.array([[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]]], dtype=np.float64)
        bent = corners if self.bend is None else self.bend(corners)
        return np.asarray(cv2.perspectiveTransform(bent[None], self.matrix)[0], dtype=np.float64)


def clean(image: Image.Image) -> Damaged:
    return Damaged(np.asarray(image), DPI, np.eye(3), "palette")


def scan(image: Image.Image, rng: random.Random, dpi: int = 200) -> Damaged:
    """An office scanner: a small skew, soft edges, sensor noise, JPEG."""
    pixels, matrix = _turned(image, rng.uniform(-1.5, 1.5), dpi, rng)
    softened = _blur(pixels, rng.uniform(0.45, 0.8))
    paper = np.array([rng.uniform(248, 254), rng.uniform(247, 252), rng.uniform(243, 250)], dtype=np.float32)
    toned = softened * (paper / 255) * rng.uniform(0.9, 1.0) + rng.uniform(0, 14)
    return Damaged(_noisy(toned, rng, rng.uniform(1.2, 2.4)), dpi, matrix, "jpeg", rng.randint(52, 66))


def bilevel(image: Image.Image, rng: random.Random, dpi: int = 220) -> Damaged:
    """An office copier that scans in black and white: no greys to go by, edges a pixel to and fro, hardly any dust."""
    pixels, matrix = _turned(image, rng.uniform(-0.7, 0.7), dpi, rng)
    grey = _blur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), rng.uniform(0.45, 0.75))
    noise = np.random.default_rng(rng.getrandbits(32))
    black = grey + _blur(noise.normal(0, 30, grey.shape), 0.7) < rng.uniform(140, 178)
    dust = _blur(noise.random(grey.shape), 1.0) > rng.uniform(0.865, 0.885)
    return Damaged(np.where(black | dust, 0, 255).astype(np.uint8), dpi, matrix, "bilevel")


def bad(image: Image.Image, rng: random.Random, kind: BadKind) -> Damaged:
    kinds: dict[BadKind, Callable[[Image.Image, random.Random], Damaged]] = {
        "photocopy": _photocopy, "bleed": _bleed_through, "shadow": _shadowed,
    }  # fmt: skip
    return kinds[kind](image, rng)


def photo(image: Image.Image, rng: random.Random, longer_side: int = 2100) -> Damaged:
    """A page on a table under a lamp, photographed by hand from a little aside."""
    page = np.asarray(image)
    high, wide = longer_side, round(longer_side * 0.75)
    margin = [rng.uniform(0.035, 0.12) for _ in range(8)]
    corners = np.array([
        [wide * margin[0], high * margin[1]], [wide * (1 - margin[2]), high * margin[3]],
        [wide * (1 - margin[4]), high * (1 - margin[5])], [wide * margin[6], high * (1 - margin[7])],
    ], dtype=np.float32)  # fmt: skip
    source = np.array(
        [[0, 0], [page.shape[1], 0], [page.shape[1], page.shape[0]], [0, page.shape[0]]], dtype=np.float32
    )
    matrix = cv2.getPerspectiveTransform(source, corners).astype(np.float64)
    shrunk = _blur(page, 0.75)
    warped = cv2.warpPerspective(shrunk, matrix, (wide, high), flags=cv2.INTER_AREA).astype(np.float32)
    inside = (
        cv2.warpPerspective(np.full(page.shape[:2], 255, np.uint8), matrix, (wide, high)).astype(np.float32)[..., None]
        / 255
    )
    noise = np.random.default_rng(rng.getrandbits(32))
    table = _table(noise, high, wide, rng)
    edge = _blur(np.roll(inside[..., 0], (14, 18), axis=(0, 1)), 16)[..., None]
    scene = table * (1 - 0.45 * edge) * (1 - inside) + warped * inside * np.array([0.97, 0.95, 0.9], dtype=np.float32)
    lit = scene * _light(noise, high, wide, rng.uniform(0.5, 0.68))[..., None]
    return Damaged(_noisy(lit, rng, 3.2), 0, matrix, "jpeg", rng.randint(58, 68))


def encode(page: Damaged) -> PdfImage:
    """The page image as it is stored in a PDF."""
    high, wide = page.pixels.shape[:2]
    if page.encoding == "bilevel":
        return _fax(page)
    if page.encoding == "jpeg":
        grey = page.pixels.ndim == 2
        space = "/DeviceGray" if grey else "/DeviceRGB"
        return PdfImage(wide, high, page.dpi, jpeg(page), "DCTDecode", space)
    reduced = Image.fromarray(page.pixels).quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = bytes(reduced.getpalette() or [])[: 64 * 3]
    return palette_image(wide, high, page.dpi, reduced.tobytes(), palette)


def jpeg(page: Damaged, orientation: int = 1) -> bytes:
    """JPEG bytes; `orientation` 6 or 8 stores the picture turned, as telephones do, with the EXIF tag saying so."""
    image, out = Image.fromarray(page.pixels), io.BytesIO()
    options: dict[str, object] = {"quality": page.jpeg_quality}
    if orientation != 1:
        turn = Image.Transpose.ROTATE_90 if orientation == 6 else Image.Transpose.ROTATE_270
        image = image.transpose(turn)
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif.tobytes()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def _turned(image: Image.Image, degrees: float, dpi: int, rng: random.Random) -> tuple[Pixels, Matrix]:
    """The page at `dpi`, turned by a small angle and shifted as paper lies on the glass."""
    page, scale = np.asarray(image), dpi / DPI
    wide, high = round(page.shape[1] * scale), round(page.shape[0] * scale)
    turn = np.vstack([cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), degrees, 1.0), [0, 0, 1]])
    move = np.array([[1, 0, rng.uniform(-9, 9)], [0, 1, rng.uniform(-9, 9)], [0, 0, 1]])
    matrix = move @ np.diag([scale, scale, 1.0]) @ turn
    smooth = _blur(page, 0.42 / scale)
    turned = cv2.warpAffine(smooth, matrix[:2], (wide, high), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return np.asarray(turned, dtype=np.uint8), np.asarray(matrix, dtype=np.float64)


def _blur(values: NDArray[Any], sigma: float) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(values.astype(np.float32), (0, 0), sigma), dtype=np.float32)


def _noisy(values: NDArray[np.floating[Any]], rng: random.Random, sigma: float) -> Pixels:
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, sigma, values.shape[:2]).astype(np.float32)
    noisy = values + (noise[..., None] if values.ndim == 3 else noise)
    return np.asarray(np.clip(noisy, 0, 255), dtype=np.uint8)


def _slow(
    noise: np.random.Generator, high: int, wide: int, cells: tuple[int, int], low: float, top: float
) -> NDArray[np.float32]:
    coarse = noise.uniform(low, top, cells).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _photocopy(image: Image.Image, rng: random.Random) -> Damaged:
    """A copy of a copy scanned in black and white: strokes thicken here, break there, dust becomes specks."""
    pixels, matrix = _turned(image, rng.uniform(-1.2, 1.2), 200, rng)
    grey = _blur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), rng.uniform(0.7, 1.0))
    noise = np.random.default_rng(rng.getrandbits(32))
    high, wide = grey.shape
    uneven = _slow(noise, high, wide, (12, 9), -34, 26)
    grain = _blur(noise.normal(0, 60, grey.shape), 0.9)
    black = grey + uneven + grain < rng.uniform(138, 162)
    dust = _blur(noise.random(grey.shape), 1.0) > rng.uniform(0.83, 0.85)
    edge = np.zeros_like(black)
    width = rng.randint(6, 22)
    ragged = width + _blur(noise.normal(0, 14, (high, 3)), 6.0)[:, 1] * 2
    for row in range(high):
        edge[row, : max(0, int(ragged[row]))] = True
    return Damaged(np.where(black | dust | edge, 0, 255).astype(np.uint8), 200, matrix, "bilevel")


def _bleed_through(image: Image.Image, rng: random.Random) -> Damaged:
    """Thin paper at 150 dpi in grey: the back shines through and the print is faint."""
    pixels, matrix = _turned(image, rng.uniform(-1.5, 1.5), 150, rng)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    back = _blur(np.roll(grey[:, ::-1], (37, 11), axis=(0, 1)), 1.6)
    paper = rng.uniform(205, 222)
    faint = paper - (255 - grey) * rng.uniform(0.5, 0.62) - (255 - back) * rng.uniform(0.12, 0.2)
    return Damaged(_noisy(_blur(faint, 0.55), rng, 4.0), 150, matrix, "jpeg", 50)


def _shadowed(image: Image.Image, rng: random.Random) -> Damaged:
    """A book-like scan: grey towards one side, a fold across, uneven light."""
    pixels, matrix = _turned(image, rng.uniform(-1.5, 1.5), 170, rng)
    noise = np.random.default_rng(rng.getrandbits(32))
    high, wide = pixels.shape[:2]
    shade = np.linspace(rng.uniform(0.45, 0.6), 1.0, wide, dtype=np.float32)[None, :] ** np.float32(0.7)
    if rng.random() < 0.5:
        shade = shade[:, ::-1]
    light = shade * _slow(noise, high, wide, (5, 4), 0.86, 1.0)
    fold = round(high * rng.uniform(0.3, 0.7))
    crease: NDArray[np.float64] = np.exp(-(((np.arange(high, dtype=np.float64) - fold) / 5.0) ** 2))
    light = light * (1 - 0.3 * crease[:, None])
    lit = _blur(pixels, 0.8) * light[..., None] * 0.94
    return Damaged(_noisy(lit, rng, 3.0), 170, matrix, "jpeg", 50)


def _table(noise: np.random.Generator, high: int, wide: int, rng: random.Random) -> NDArray[np.float32]:
    """Wood: long soft grain in a brown of its own."""
    grain = cv2.resize(
        noise.uniform(0.7, 1.05, (high // 5, 7)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC
    )
    brown = np.array([rng.uniform(110, 165), rng.uniform(78, 112), rng.uniform(48, 78)], dtype=np.float32)
    return np.asarray(grain[..., None] * brown, dtype=np.float32)


def _light(noise: np.random.Generator, high: int, wide: int, darkest: float) -> NDArray[np.float32]:
    """Lamp light falling off, and the soft shadow of the hand that holds the telephone."""
    ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
    centre = noise.uniform(0.25, 0.75, 2)
    away = np.hypot((ys / high - centre[0]), (xs / wide - centre[1])) / 1.1
    light = 1.03 - (1 - darkest) * 0.75 * away
    at = noise.uniform(0.2, 0.8)
    shadow = 1 / (1 + np.exp(-((xs / wide - at) + 0.5 * (ys / high - 0.55)) / 0.035))
    return np.asarray(light * (1 - (1 - darkest) * 0.55 * shadow), dtype=np.float32)


def _fax(page: Damaged) -> PdfImage:
    """One-bit pages as CCITT group 4, the form photocopiers give."""
    out = io.BytesIO()
    image = Image.fromarray(page.pixels).convert("1")
    image.save(out, "TIFF", compression="group4", tiffinfo={278: image.height})
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        assert isinstance(tiff, TiffImageFile)
        offsets, counts = tiff.tag_v2[273], tiff.tag_v2[279]
        black_is_one = tiff.tag_v2[262] == 0
    stream = out.getvalue()[offsets[0] : offsets[0] + counts[0]]
    parameters = (
        f"/DecodeParms << /K -1 /Columns {image.width} /Rows {image.height} "
        f"/BlackIs1 {'false' if black_is_one else 'true'} >>"
    )
    return PdfImage(image.width, image.height, page.dpi, stream, "CCITTFaxDecode", "/DeviceGray", 1, parameters)
