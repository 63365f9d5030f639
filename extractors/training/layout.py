"""Lays out and draws one line of text: printed runs, justified or not, gaps, leader dots, and what a pen wrote."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extractors.training.alphabet import PEN_ARABIC_DIGITS, PEN_THAI_DIGITS, PEN_UNREAD
from extractors.training.fonts import Face, body_height, load_font, size_for_body
from extractors.training.handwriting import Handwriting
from extractors.training.markup import GAP, LEADER, STAMPED, STAMPED_END

Ink = NDArray[np.float32]  # 0 = paper, 1 = full ink

# A base character with the marks above and below it; ำ hangs on the consonant before it.
_CLUSTER: Final = re.compile(r".[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*\u0e33?")
_TOKEN: Final = re.compile(
    rf"{GAP}|{LEADER}|{STAMPED}[^{STAMPED_END}]+{STAMPED_END}|[\ue000-\uf8ff]+|[^{GAP}{LEADER}{STAMPED}\ue000-\uf8ff]+"
)
ABOVE: Final = 6.0  # canvas above the baseline, in body heights: room for a neighbouring line
BELOW: Final = 5.0
MARGIN: Final = 3.0  # canvas left and right of the text, in body heights


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face at a size, and how it is set."""

    face: Face
    size: int
    body: float
    tracking: float  # extra pixels after each cluster
    bold_pixels: int

    @classmethod
    def at_body(cls, face: Face, body: int, tracking: float, bold_pixels: int) -> "Typeface":
        size = size_for_body(face.path, body)
        return cls(face, size, body_height(face.path, size), tracking * body, bold_pixels)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The ink of a line; `baseline` is the row the letters stand on, `x0` and `x1` where the text begins and ends."""

    ink: Ink
    baseline: float
    body: float
    x0: float
    x1: float


def draw_line(rng: Random, text: str, type_: Typeface, hand: Handwriting, bold_label: bool = False) -> Drawing:
    """Draws a text with layout marks and pen classes on a canvas with room around it."""
    body = type_.body
    pieces = [
        _piece(rng, token, type_, hand, bold_label and index == 0)
        for index, token in enumerate(_tokens(text, bold_label))
    ]
    width = sum(piece.width for piece in pieces)
    height = int((ABOVE + BELOW) * body)
    ink = np.zeros((height, int(width + 2 * MARGIN * body)), np.float32)
    baseline = ABOVE * body
    x = MARGIN * body
    leaders: list[tuple[float, float]] = []
    for piece in pieces:
        if piece.is_leader:
            leaders.append((x, x + piece.width))
        elif piece.ink is not None:
            _lay(ink, piece.ink, round(x - piece.left), round(baseline - piece.up))
        x += piece.width
    if leaders:
        _draw_leaders(rng, ink, leaders, baseline, body)
    return Drawing(ink, baseline, body, MARGIN * body, x)


def draw_dotted_rule(rng: Random, ink: Ink, x0: float, x1: float, y: float, body: float) -> None:
    """Dots or dashes from x0 to x1 about the row y, as forms print them."""
    thickness = max(1, round(body * rng.uniform(0.05, 0.13)))
    dash = max(1, round(body * rng.choice([0.06, 0.1, 0.1, 0.2, 0.35])))
    period = dash + max(2, round(body * rng.uniform(0.1, 0.4)))
    shade = rng.uniform(0.45, 1.0)
    row = round(y)
    for x in range(round(x0), round(x1), period):
        patch = ink[row : row + thickness, x : x + dash]
        np.maximum(patch, shade, out=patch)


@dataclass(frozen=True, slots=True)
class _Piece:
    width: float
    ink: Ink | None = None
    left: float = 0.0  # ink before the pen position
    up: float = 0.0  # ink above the baseline
    is_leader: bool = False


def _tokens(text: str, split_label: bool) -> list[str]:
    tokens = _TOKEN.findall(text)
    if split_label and tokens and " " in tokens[0].strip():
        label, rest = tokens[0].split(" ", 1)
        return [label + " ", rest, *tokens[1:]]
    return tokens


def _piece(rng: Random, token: str, type_: Typeface, hand: Handwriting, bold: bool) -> _Piece:
    if token == GAP:
        return _Piece(type_.body * rng.choice([rng.uniform(1.3, 4), rng.uniform(3, 14)]))
    if token == LEADER:
        return _Piece(type_.body * rng.uniform(1.5, 14), is_leader=True)
    if "\ue000" <= token[0] <= "\uf8ff":
        return _pen_piece(rng, token, type_.body, hand)
    if token[0] == STAMPED:
        return _stamped_piece(rng, token.strip(STAMPED + STAMPED_END), type_)
    return _printed_piece(token, type_, type_.bold_pixels + (1 if bold else 0))


def _printed_piece(text: str, type_: Typeface, bold_pixels: int) -> _Piece:
    font = load_font(type_.face.path, type_.size)
    clusters = _CLUSTER.findall(text) if type_.tracking else [text]
    advances = [font.getlength(cluster) + type_.tracking for cluster in clusters]
    pad, up = type_.size, 2 * type_.size
    image = Image.new("L", (int(sum(advances)) + 2 * pad, int(3.2 * type_.size)), 0)
    draw = ImageDraw.Draw(image)
    x = float(pad)
    for cluster, advance in zip(clusters, advances, strict=True):
        draw.text((x, up), cluster, font=font, fill=255, anchor="ls", stroke_width=bold_pixels)
        x += advance
    return _Piece(sum(advances), np.asarray(image, np.float32) / 255.0, pad, up)


def _stamped_piece(rng: Random, text: str, type_: Typeface) -> _Piece:
    """Digits and months from a numbering or dating stamp: another size, uneven height, blotched and patchy ink."""
    body = type_.body * rng.uniform(0.95, 1.7)
    size = size_for_body(type_.face.path, max(9, round(body)))
    font = load_font(type_.face.path, size)
    spacing, weight = body * rng.uniform(-0.05, 0.45), rng.choice([0, 0, 1, 1, 2])
    drop, rise = body * rng.uniform(-0.3, 0.35), rng.gauss(0, 0.03)
    clusters = _CLUSTER.findall(text)
    advances = [font.getlength(cluster) + spacing for cluster in clusters]
    pad, up = size, round(2.2 * size)
    image = Image.new("L", (int(sum(advances)) + 2 * pad, round(4 * size)), 0)
    draw = ImageDraw.Draw(image)
    x = float(pad)
    for cluster, advance in zip(clusters, advances, strict=True):
        y = up + drop + rise * (x - pad) + rng.gauss(0, 0.05) * body
        draw.text((x, y), cluster, font=font, fill=255, anchor="ls", stroke_width=weight)
        x += advance
    ink = np.asarray(image, np.float32) / 255.0
    rows, columns = max(2, ink.shape[0] // 9), max(2, ink.shape[1] // 9)
    patchy = np.array([[rng.uniform(0.35, 1.15) for _ in range(columns)] for _ in range(rows)], np.float32)
    shade = cv2.resize(patchy, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_CUBIC)
    return _Piece(sum(advances), np.clip(ink * shade, 0, 1) * np.float32(rng.uniform(0.6, 1.0)), pad, up)


def _pen_piece(rng: Random, token: str, body: float, hand: Handwriting) -> _Piece:
    pen = hand.pen(rng)
    size = body * rng.uniform(1.15, 2.1)
    spacing = body * rng.uniform(-0.12, 0.4)
    drop, rise = body * rng.uniform(-0.35, 0.45), rng.gauss(0, 0.03)
    above, below = int(4 * body), int(3 * body)
    glyphs: list[tuple[float, Ink]] = []
    x = body * rng.uniform(0.0, 0.5)
    for char in token:
        if char == PEN_UNREAD:
            glyph = hand.word(rng, pen, rng.randint(2, 7))
            height = body * rng.uniform(1.4, 3.0)
        else:
            glyph = hand.character(rng, char, pen)
            small = char == PEN_THAI_DIGITS[0] or (char == PEN_ARABIC_DIGITS[0] and rng.random() < 0.5)
            height = size * rng.gauss(1, 0.08) * (rng.uniform(0.6, 0.9) if small else 1.0)
        height = max(5, min(height, 3.6 * body))
        glyph = np.asarray(
            cv2.resize(
                glyph,
                (max(2, round(glyph.shape[1] * height / glyph.shape[0])), round(height)),
                interpolation=cv2.INTER_AREA,
            ),
            np.float32,
        )
        glyphs.append((x, glyph))
        x += glyph.shape[1] + spacing + (body * rng.uniform(0.3, 1.0) if char == PEN_UNREAD else 0)
    ink = np.zeros((above + below, int(x + 2 * body)), np.float32)
    for at, glyph in glyphs:
        bottom = above + drop + rise * at + rng.gauss(0, 0.06) * body
        _lay(ink, glyph, round(at), round(bottom - glyph.shape[0]))
    return _Piece(x + body * rng.uniform(0, 0.4), ink, 0.0, above)


def _draw_leaders(rng: Random, ink: Ink, leaders: list[tuple[float, float]], baseline: float, body: float) -> None:
    """Dots along the leaders; usually the rule goes on under what stands between them."""
    y = baseline + body * rng.uniform(-0.15, 0.3)
    state = rng.random()
    spans = [(leaders[0][0], leaders[-1][1])] if rng.random() < 0.65 else leaders
    for x0, x1 in spans:
        span_rng = Random(state)  # the same dots on every span of a line
        draw_dotted_rule(span_rng, ink, x0, x1, y, body)


def _lay(canvas: Ink, ink: Ink, x: int, y: int) -> None:
    """Lays ink on the canvas with its upper left corner at x, y; what falls outside is lost."""
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(canvas.shape[1], x + ink.shape[1]), min(canvas.shape[0], y + ink.shape[0])
    if x0 < x1 and y0 < y1:
        np.maximum(canvas[y0:y1, x0:x1], ink[y0 - y : y1 - y, x0 - x : x1 - x], out=canvas[y0:y1, x0:x1])
