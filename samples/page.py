"""A sheet of paper being drawn, and the record of what was put on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw

from samples.typography import Style, clusters, px

PieceKind = Literal["print", "pen", "stamp", "signature"]
Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]

INK_BLACK: Colour = (18, 18, 20)
A4 = (px(210), px(297))
# Two pieces are on one row when their baselines differ by less than this: half the x-height of body text.
SAME_ROW = 14.0


@dataclass(frozen=True)
class Piece:
    """Something readable on the page: its text, its ink box in page pixels, its baseline and how it was made."""

    text: str
    box: Box
    baseline: float
    kind: PieceKind = "print"
    note: int = 0
    """Which routing note of the page it belongs to, counted from 1; 0 for everything else."""
    body: float = 0.0
    """Height of its consonants over the baseline, in pixels; 0 where nobody set it in a font."""
    pen_field: str = ""
    """Which value of the document a pen wrote here: `running_number`, `day`, `stamp_number` or `stamp_date`."""


@dataclass(frozen=True)
class Setting:
    """A line of print as a typesetter would be told it; a PDF born digital is written from these."""

    text: str
    x: float
    baseline: float
    style: Style
    spacing: float
    colour: Colour


@dataclass
class Page:
    """A4 at 300 dpi. Everything is drawn in place; `pieces` keeps what was written where."""

    size: tuple[int, int] = A4
    image: Image.Image = field(init=False)
    pieces: list[Piece] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    cells: list[Box] = field(default_factory=list)
    """Cells of ruled tables whose text may wrap; those of one row have one top."""
    pictures: list[Box] = field(default_factory=list)
    """Where emblems and signatures stand."""

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", self.size, (255, 255, 255))

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    def write(
        self, x: float, baseline: float, text: str, style: Style, *, width: float | None = None,
        colour: Colour = INK_BLACK, recorded: str | None = None, kind: PieceKind = "print",
    ) -> float:  # fmt: skip
        """Draw one line from `x` and return where it ends.

        With `width` the line is stretched to it by space between all clusters, as Word justifies Thai. `recorded` is
        the text kept for the truth where it differs from what is drawn (tab gaps); an empty string records nothing.
        """
        spacing = 0.0
        if width is not None:
            gaps = len(clusters(text)) - 1
            spacing = (width - style.width(text)) / gaps if gaps > 0 else 0.0
        box, end = draw_spaced(self.draw, x, baseline, text, style, spacing, colour)
        self.settings.append(Setting(text, x, baseline, style, spacing, colour))
        kept = text if recorded is None else recorded
        if kept:
            self.pieces.append(Piece(kept, box, baseline, kind, body=style.body))
        return end

    def write_centred(
        self, centre: float, baseline: float, text: str, style: Style, colour: Colour = INK_BLACK
    ) -> None:
        self.write(centre - style.width(text) / 2, baseline, text, style, colour=colour)

    def lay(self, layer: Image.Image, corner: tuple[int, int]) -> None:
        """Multiply an RGBA layer onto the paper, as ink over ink does: nothing below is hidden by it."""
        x, y = corner
        left, top = max(0, x), max(0, y)
        right, bottom = min(self.size[0], x + layer.width), min(self.size[1], y + layer.height)
        if right <= left or bottom <= top:
            return
        cut = np.asarray(layer.crop((left - x, top - y, right - x, bottom - y)), dtype=np.float32) / 255
        below = np.asarray(self.image.crop((left, top, right, bottom)), dtype=np.float32)
        alpha = cut[..., 3:]
        inked = below * (1 - alpha + alpha * cut[..., :3])
        self.image.paste(Image.fromarray(inked.round().astype(np.uint8)), (left, top))


def draw_spaced(
    draw: ImageDraw.ImageDraw, x: float, baseline: float, text: str, style: Style, spacing: float, colour: Colour
) -> tuple[Box, float]:
    """Draw text with extra space between clusters; return its ink box and the end of its advance."""
    font = style.font
    if abs(spacing) < 0.05:
        draw.text((x, baseline), text, font=font, fill=colour, anchor="ls")
        left, top, right, bottom = font.getbbox(text, anchor="ls")
        return (x + left, baseline + top, x + right, baseline + bottom), x + font.getlength(text)
    boxes: list[Box] = []
    for cluster in clusters(text):
        draw.text((x, baseline), cluster, font=font, fill=colour, anchor="ls")
        if not cluster.isspace():
            left, top, right, bottom = font.getbbox(cluster, anchor="ls")
            boxes.append((x + left, baseline + top, x + right, baseline + bottom))
        x += font.getlength(cluster) + spacing
    return union(boxes), x - spacing


def union(boxes: Iterable[Box]) -> Box:
    kept = list(boxes)
    return (
        min(box[0] for box in kept), min(box[1] for box in kept),
        max(box[2] for box in kept), max(box[3] for box in kept),
    )  # fmt: skip


def in_reading_order(page: Page, wanted: Callable[[Piece], bool]) -> list[Piece]:
    """Rows from top to bottom, left to right within a row; a row of a ruled table goes by its cells."""
    rows: list[list[tuple[Piece, Box | None]]] = []
    for piece in sorted((piece for piece in page.pieces if wanted(piece)), key=lambda piece: piece.baseline):
        cell = next((cell for cell in page.cells if _holds(cell, piece)), None)
        first, its_cell = rows[-1][0] if rows else (None, None)
        in_table_row = cell is not None and its_cell is not None and cell[1] == its_cell[1]
        if in_table_row or (first is not None and piece.baseline - first.baseline < SAME_ROW):
            rows[-1].append((piece, cell))
        else:
            rows.append([(piece, cell)])
    return [piece for row in rows for piece, _ in sorted(row, key=_place_in_row)]


def _holds(cell: Box, piece: Piece) -> bool:
    left, top, right, bottom = piece.box
    return cell[0] <= (left + right) / 2 <= cell[2] and cell[1] <= (top + bottom) / 2 <= cell[3]


def _place_in_row(held: tuple[Piece, Box | None]) -> tuple[float, float]:
    piece, cell = held
    return (piece.box[0], 0.0) if cell is None else (cell[0], piece.baseline)


def printed_text(pages: Iterable[Page]) -> str:
    """The `text` field: printed lines alone, a line a line, page after page."""
    return "\n".join(
        piece.text for page in pages for piece in in_reading_order(page, lambda piece: piece.kind == "print")
    )
