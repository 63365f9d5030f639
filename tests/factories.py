"""Pages and lines for tests: a test names only what it is about, the rest has plain values."""

from __future__ import annotations

from collections.abc import Sequence

from models.geometry import Box
from models.page import Glyph, Ink, Line, LineReading, PageReading, Zone, ZoneKind
from models.sheet import Grid

PAGE_WIDTH, PAGE_HEIGHT = 1654, 2339  # A4 at 200 dpi
LEFT, RIGHT = 236, 1536  # the usual margins: 3 cm and 2 cm
ROW_STEP = 52
LINE_HEIGHT = 40
GLYPH_WIDTH = 14  # of a spacing letter at this size
MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"


def reading(text: str, *, reader: str = "line-reader", confidence: float = 0.98, pen: str = "", pen_words: int = 0,
            glyph_width: float = GLYPH_WIDTH) -> LineReading:  # fmt: skip
    """A reading with a glyph for each character; the characters of `pen`, a part of the text, are pen writing."""
    at = text.find(pen) if pen else -1
    glyphs = []
    x = 0.0
    for index, char in enumerate(text):
        width = 0.0 if char in MARKS else glyph_width
        by_pen = at >= 0 and at <= index < at + len(pen)
        glyphs.append(Glyph(char, confidence, x - (glyph_width if width == 0 else 0), x + width, by_pen))
        x += width
    return LineReading(text, confidence, reader, tuple(glyphs), pen_words)


def line(text: str, *, x: int = LEFT, y: int = 200, ink: Ink = Ink.PRINT, witness: str | None = None, pen: str = "",
         pen_words: int = 0, confidence: float = 0.98, width: int | None = None) -> Line:  # fmt: skip
    """A line as wide as its letters, or stretched to `width` as justified print is; `witness` is Tesseract's text."""
    spacing = sum(char not in MARKS for char in text)
    glyph_width = GLYPH_WIDTH if width is None else width / max(1, spacing)
    own = reading(text, pen=pen, pen_words=pen_words, confidence=confidence, glyph_width=glyph_width)
    box = Box(x, y, x + max(1, round(spacing * glyph_width)), y + LINE_HEIGHT)
    others = () if witness is None else (LineReading(witness, 0.9, "tesseract"),)
    return Line(box, ink, (own, *others))


def centred(text: str, *, y: int, centre: int = (LEFT + RIGHT) // 2, **options: object) -> Line:
    width = sum(char not in MARKS for char in text) * GLYPH_WIDTH
    return line(text, x=centre - width // 2, y=y, **options)  # type: ignore[arg-type]


def page(lines: Sequence[Line] = (), *, number: int = 1, zones: Sequence[Zone] = (), grid: Grid | None = None,
         is_blank: bool = False, picture_like: str | None = None) -> PageReading:  # fmt: skip
    return PageReading(
        number, PAGE_WIDTH, PAGE_HEIGHT, tuple(lines), tuple(zones), grid, is_blank=is_blank, picture_like=picture_like
    )


def stamp_zone(*texts: str, y: int = 60, x: int = 1000, colour: str | None = "blue", pen: Sequence[str] = ()) -> Zone:
    """A received stamp whose lines stand below each other; `pen` names the part of each line a pen wrote."""
    pens = [*pen, *([""] * (len(texts) - len(pen)))]
    lines = tuple(
        line(text, x=x, y=y + n * ROW_STEP, ink=Ink.STAMP, pen=part)
        for n, (text, part) in enumerate(zip(texts, pens, strict=True))
    )
    return Zone(ZoneKind.STAMP, Box(x - 10, y - 10, x + 500, y + len(texts) * ROW_STEP + 10), lines, colour)


def paragraph(text: Sequence[str], *, y: int, indent: int = 197) -> list[Line]:
    """Body lines: the first indented by 2.5 cm, all but the last as wide as the text."""
    lines = []
    for n, words in enumerate(text):
        x = LEFT + indent if n == 0 else LEFT
        width = RIGHT - x if n < len(text) - 1 else None
        lines.append(line(words, x=x, y=y + n * ROW_STEP, width=width))
    return lines


def letter_lines(*, number: str = "ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐", number_pen: str = "", number_pen_words: int = 0,
                 day: str = "๒ ธันวาคม ๒๕๖๓", sender: Sequence[str] = ("ที่ว่าการอำเภอเถิน", "ถนนประชาราษฎร์ ลป ๕๒๑๖๐"),
                 subject: Sequence[str] = ("ขอเชิญประชุมผู้ใหญ่บ้าน",), to: Sequence[str] = ("ผู้ใหญ่บ้านทุกหมู่บ้าน",),
                 references: Sequence[str] = (), enclosures: Sequence[tuple[str, str]] = (),
                 body: Sequence[str] = ("ด้วยอำเภอเถินกำหนดประชุมผู้ใหญ่บ้านประจำเดือน ณ หอประชุม จึงขอเชิญท่าน", "เข้าร่วม"),
                 closing: str | None = "ขอแสดงความนับถือ", name: str = "(นายสมมุติ ตัวอย่าง)",
                 position: Sequence[str] = ("ปลัดอำเภอ รักษาราชการแทน", "นายอำเภอเถิน"),
                 owner: Sequence[str] = ("ที่ทำการปกครองอำเภอเถิน", "โทร. ๐ ๕๔๐๐ ๐๐๐๐")) -> list[Line]:  # fmt: skip
    """An external letter in the official layout, a row for each text; empty texts leave their row out."""
    y = 420
    lines: list[Line] = []
    if number:
        lines.append(line(number, y=y, pen=number_pen, pen_words=number_pen_words))
    for text in sender:
        lines.append(line(text, x=1000, y=y))
        y += ROW_STEP
    if day:
        lines.append(line(day, x=880, y=y + 20))
        y += ROW_STEP + 20
    y += 20
    for label, values in (("เรื่อง", subject), ("เรียน", to), ("อ้างถึง", references)):
        for n, value in enumerate(values):
            # A wrapped row hangs below where the value began: five letters and a space after the margin.
            hanging = LEFT + (sum(c not in MARKS for c in label) + 1) * GLYPH_WIDTH
            lines.append(line(f"{label} {value}", y=y) if n == 0 else line(value, x=hanging, y=y))
            y += ROW_STEP
        y += 16 if values else 0
    for n, (text, quantity) in enumerate(enclosures):
        label = "สิ่งที่ส่งมาด้วย "
        hanging = LEFT + sum(c not in MARKS for c in label) * GLYPH_WIDTH
        lines.append(line(f"{label}{text}", y=y) if n == 0 else line(text, x=hanging, y=y))
        if quantity:
            lines.append(line(quantity, x=1330, y=y))
        y += ROW_STEP
    y += 20
    lines += paragraph(body, y=y)
    y += len(body) * ROW_STEP + 20
    axis = 1010
    if closing:
        lines.append(centred(closing, y=y, centre=axis))
        y += 3 * ROW_STEP
    if name:
        for text in (name, *position):
            lines.append(centred(text, y=y, centre=axis))
            y += ROW_STEP
    y += ROW_STEP
    for text in owner:
        lines.append(line(text, y=y))
        y += ROW_STEP
    return lines
