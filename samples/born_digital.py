"""PDFs as a word processor makes them: real text in an embedded font, no picture of the page.

Only making the committed samples needs this, and with it HarfBuzz (`uharfbuzz`), which places Thai marks.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from samples.page import Page, Setting
from samples.pdf import add_object, assemble, stream_object, unicode_map
from samples.typography import DPI, clusters

# Fonts of the nineties kept their shifted marks in the private use area; text copied from their PDFs shows these.
_PRIVATE = {
    "\u0e48": "\uf70a",
    "\u0e49": "\uf70b",
    "\u0e4c": "\uf70e",
    "\u0e34": "\uf701",
    "\u0e35": "\uf702",
    "\u0e31": "\uf710",
}


class _Face:
    """One font file: its shaper, and which characters each used glyph stands for."""

    def __init__(self, path: Path) -> None:
        harfbuzz: Any = importlib.import_module("uharfbuzz")
        self._harfbuzz = harfbuzz
        self.data = path.read_bytes()
        self.face = harfbuzz.Face(self.data)
        self.font = harfbuzz.Font(self.face)
        self.characters: dict[int, str] = {}
        self.advances: dict[int, float] = {}

    def shape(self, text: str) -> list[tuple[int, float, float, float]]:
        """Glyph, advance and offsets of each glyph in thousandths of the em."""
        buffer = self._harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        self._harfbuzz.shape(self.font, buffer)
        scale = 1000 / self.face.upem
        # HarfBuzz takes ำ apart, as Thai fonts draw it: a ring over the consonant and the stroke after it.
        parts = text.replace("\u0e33", "\u0e4d\u0e32")
        shaped = []
        for number, (info, place) in enumerate(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)):
            self.characters.setdefault(info.codepoint, _character(parts, number, len(buffer.glyph_infos)))
            self.advances[info.codepoint] = self.font.get_glyph_h_advance(info.codepoint) * scale
            shaped.append((info.codepoint, place.x_advance * scale, place.x_offset * scale, place.y_offset * scale))
        return shaped


def _character(parts: str, number: int, count: int) -> str:
    """The character a glyph of a cluster stands for; HarfBuzz puts the ring of ำ before a tone mark."""
    if count != len(parts):
        return parts if number == 0 else ""
    if "\u0e4d" in parts and len(parts) > 3:
        parts = parts[0] + "\u0e4d" + parts[1:].replace("\u0e4d", "")
    return parts[number]


def write_born_digital(pages: Sequence[Page], private_marks: bool = False) -> bytes:
    """The PDF's bytes. With `private_marks` the marks are private characters, as bad converters leave them."""
    objects: list[bytes] = [b"", b""]
    faces: dict[Path, _Face] = {}
    contents, pictures = [], []
    for page in pages:
        high = page.size[1] * 72 / DPI
        lines = ["BT"] + [_set(setting, faces, high) for setting in page.settings] + ["ET"]
        shown = [(box, add_object(objects, _picture(page, box))) for box in page.pictures]
        for number, (box, _) in enumerate(shown):
            wide, tall = (box[2] - box[0]) * 72 / DPI, (box[3] - box[1]) * 72 / DPI
            corner = f"{box[0] * 72 / DPI:.2f} {high - box[3] * 72 / DPI:.2f}"
            lines.append(f"q {wide:.2f} 0 0 {tall:.2f} {corner} cm /I{number} Do Q")
        contents.append("\n".join(lines))
        pictures.append(" ".join(f"/I{number} {reference} 0 R" for number, (_, reference) in enumerate(shown)))
    fonts = " ".join(
        f"/F{number} {_embed(objects, face, private_marks)} 0 R" for number, face in enumerate(faces.values())
    )
    kids = []
    for page, content, images in zip(pages, contents, pictures, strict=True):
        drawn = add_object(objects, stream_object(zlib.compress(content.encode(), 9), "/Filter /FlateDecode"))
        wide, high = page.size[0] * 72 / DPI, page.size[1] * 72 / DPI
        kids.append(add_object(objects, (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.2f} {high:.2f}] /Contents {drawn} 0 R "
            f"/Resources << /Font << {fonts} >> /XObject << {images} >> >> >>"
        ).encode()))  # fmt: skip
    return assemble(objects, kids)


def _set(setting: Setting, faces: dict[Path, _Face], page_height: float) -> str:
    """The operators that show one line, cluster by cluster so that spaced lines keep their marks."""
    family = setting.style.family
    path = family.bold if setting.style.bold else family.regular
    face = faces.setdefault(path, _Face(path))
    name, size = f"F{list(faces).index(path)}", round(setting.style.size * family.scale) * 72 / DPI
    x, y = setting.x * 72 / DPI, page_height - setting.baseline * 72 / DPI
    red, green, blue = (part / 255 for part in setting.colour)
    out = [f"/{name} {size:.2f} Tf {red:.2f} {green:.2f} {blue:.2f} rg"]
    for cluster in clusters(setting.text):
        for glyph, advance, right, up in face.shape(cluster):
            at = (x + right * size / 1000, y + up * size / 1000)
            out.append(f"1 0 0 1 {at[0]:.2f} {at[1]:.2f} Tm <{glyph:04x}> Tj")
            x += advance * size / 1000
        x += setting.spacing * 72 / DPI
    return "\n".join(out)


def _embed(objects: list[bytes], face: _Face, private_marks: bool) -> int:
    packed = zlib.compress(face.data, 9)
    file = add_object(objects, stream_object(packed, f"/Filter /FlateDecode /Length1 {len(face.data)}"))
    shown = {glyph: _PRIVATE.get(text, text) if private_marks else text for glyph, text in face.characters.items()}
    mapping = add_object(objects, stream_object(unicode_map(shown).encode(), ""))
    descriptor = add_object(objects, (
        "<< /Type /FontDescriptor /FontName /Sarabun /Flags 4 /FontBBox [-600 -500 1400 1300] /ItalicAngle 0 "
        f"/Ascent 1100 /Descent -400 /CapHeight 700 /StemV 80 /FontFile2 {file} 0 R >>"
    ).encode())  # fmt: skip
    widths = " ".join(f"{glyph} [{width:.0f}]" for glyph, width in sorted(face.advances.items()))
    descendant = add_object(objects, (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sarabun /W [{widths}] /FontDescriptor {descriptor} 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity >>"
    ).encode())  # fmt: skip
    return add_object(objects, (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Sarabun /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R] /ToUnicode {mapping} 0 R >>"
    ).encode())  # fmt: skip


def _picture(page: Page, box: tuple[float, float, float, float]) -> bytes:
    left, top, right, bottom = (round(value) for value in box)
    grey = page.image.crop((left, top, right, bottom)).convert("L")
    return stream_object(
        zlib.compress(grey.tobytes(), 9),
        f"/Type /XObject /Subtype /Image /Width {grey.width} /Height {grey.height} "
        "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode",
    )
