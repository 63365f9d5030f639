"""What a reader saw on one page: glyphs, lines, zones, and the page that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from models.geometry import Box
from models.lattice import Lattice
from models.picture import PicturePrint
from models.sheet import Grid


class Ink(StrEnum):
    """What made the marks of a line."""

    PRINT = "print"
    PEN = "pen"
    STAMP = "stamp"


class ZoneKind(StrEnum):
    """A part of the page that is not the document's own printed text."""

    STAMP = "stamp"  # a received stamp or an e-saraban overlay
    NOTE = "note"  # routing notes and other handwriting
    SIGNATURE = "signature"
    EMBLEM = "emblem"
    CODE = "code"  # QR or bar code


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as one reader saw it; `x0`, `x1` in pixels of the crop it was read from."""

    char: str
    confidence: float
    x0: float
    x1: float
    pen: bool = False
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LineReading:
    """One line as one reader saw it. `confidence` is 0..1; `pen_words` counts pen writing seen and not read.

    `lattice` is what else the line may say; kept where a line holds digits, None elsewhere.
    """

    text: str
    confidence: float
    reader: str
    glyphs: tuple[Glyph, ...] = ()
    pen_words: int = 0
    lattice: Lattice | None = None

    @property
    def has_pen(self) -> bool:
        return self.pen_words > 0 or any(glyph.pen for glyph in self.glyphs)

    @property
    def printed_text(self) -> str:
        """The text without what a pen wrote, spaces collapsed."""
        if not any(glyph.pen for glyph in self.glyphs):
            return self.text
        return " ".join("".join(" " if glyph.pen else glyph.char for glyph in self.glyphs).split())


@dataclass(frozen=True, slots=True)
class CellPlace:
    """The cell of a ruled table that a line stands in: tables of the page counted from the top, all from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page. The first reading is the one its text is taken from; the others are witnesses.

    `cell` is None outside ruled tables.
    """

    box: Box
    ink: Ink
    readings: tuple[LineReading, ...]
    cell: CellPlace | None = None

    @property
    def text(self) -> str:
        return self.readings[0].text if self.readings else ""

    @property
    def printed_text(self) -> str:
        return self.readings[0].printed_text if self.readings else ""

    @property
    def confidence(self) -> float:
        return self.readings[0].confidence if self.readings else 0.0

    @property
    def has_pen(self) -> bool:
        return self.ink is Ink.PEN or any(reading.has_pen for reading in self.readings[:1])


@dataclass(frozen=True, slots=True)
class Zone:
    """A stamp, a note, a signature ... with the lines read inside it (none where nothing was readable)."""

    kind: ZoneKind
    box: Box
    lines: tuple[Line, ...] = ()
    colour: str | None = None  # "red", "blue", "violet", "black"; None where not told apart


@dataclass(frozen=True, slots=True)
class Quality:
    """Measured facts about a page image that decide how it is prepared and what a person is told."""

    dpi: float | None = None  # None where neither the file nor the page size tells
    sharpness: float = 0.0  # variance of the Laplacian over the ink, larger is sharper
    contrast: float = 0.0  # paper level minus ink level, 0..255
    one_bit: bool = False
    skew_degrees: float = 0.0
    is_photo: bool = False
    remarks: tuple[str, ...] = ()  # codes from the message catalogue, such as "quality.blurred"


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page as read: its printed lines in reading order, its zones, its table, and how it was read.

    `lines` holds the document's own text only (print, and pen that completes a printed line); stamps, notes
    and signatures are in `zones`. `number` counts from 1 inside the file. `turned_degrees` is the clockwise
    turn (0, 90, 180, 270) given to the page before it was shown and read.
    """

    number: int
    width: int
    height: int
    lines: tuple[Line, ...] = ()
    zones: tuple[Zone, ...] = ()
    grid: Grid | None = None
    quality: Quality = field(default_factory=Quality)
    turned_degrees: int = 0
    from_text_layer: bool = False
    readers: tuple[str, ...] = ()
    is_blank: bool = False
    picture_like: str | None = None  # "screenshot" or "photo" where the page is a picture rather than paper
    page_print: PicturePrint | None = None  # of the page upright and flat; of a photograph as it is
    signature_print: PicturePrint | None = None  # of the signature columns, where people signed
    masks: tuple[Box, ...] = ()  # where citizen numbers and telephone numbers of people stand: never shown

    @property
    def text(self) -> str:
        return "\n".join(line.printed_text for line in self.lines if line.printed_text)

    def zones_of(self, kind: ZoneKind) -> tuple[Zone, ...]:
        return tuple(zone for zone in self.zones if zone.kind is kind)
