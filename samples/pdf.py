"""A small writer of PDFs that hold one image a page, the same bytes for the same images."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PdfImage:
    """An encoded page image: pixels, dots per inch, and its stream with the filter that undoes it."""

    width: int
    height: int
    dpi: int
    stream: bytes
    filter: str
    colour_space: str
    bits: int = 8
    parameters: str = ""


@dataclass(frozen=True)
class TextRun:
    """Text of a hidden layer: where its baseline starts in points from the lower left, its size and its width."""

    x: float
    y: float
    size: float
    width: float
    text: str


def palette_image(width: int, height: int, dpi: int, indices: bytes, palette: bytes) -> PdfImage:
    """A lossless page of up to 256 colours: small, and free of JPEG noise."""
    space = f"[/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>]"
    return PdfImage(width, height, dpi, zlib.compress(indices, 6), "FlateDecode", space)


def write_pdf(pages: Sequence[PdfImage], layers: Sequence[Sequence[TextRun]] = ()) -> bytes:
    """The file's bytes. `layers`, if given, holds each page's hidden text, searchable but never drawn."""
    objects: list[bytes] = [b"", b""]
    font = _hidden_font(objects, layers) if layers else None
    kids = []
    for number, page in enumerate(pages):
        image = add_object(objects, stream_object(page.stream, (
            f"/Type /XObject /Subtype /Image /Width {page.width} /Height {page.height} "
            f"/ColorSpace {page.colour_space} /BitsPerComponent {page.bits} /Filter /{page.filter} {page.parameters}"
        )))  # fmt: skip
        wide, high = page.width * 72 / page.dpi, page.height * 72 / page.dpi
        drawing = f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /I Do Q\n"
        if font:
            drawing += _hidden_text(layers, number)
        content = add_object(objects, stream_object(drawing.encode(), ""))
        fonts = f"/Font << /F {font} 0 R >>" if font else ""
        kids.append(add_object(objects, (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.2f} {high:.2f}] "
            f"/Resources << /XObject << /I {image} 0 R >> {fonts} >> /Contents {content} 0 R >>"
        ).encode()))  # fmt: skip
    return assemble(objects, kids)


def add_object(objects: list[bytes], body: bytes) -> int:
    objects.append(body)
    return len(objects)


def stream_object(data: bytes, entries: str) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def unicode_map(texts: Mapping[int, str]) -> str:
    """The ToUnicode program that gives each two-byte code its text."""
    entries = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items()) if text]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    ranges = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Codes def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{ranges}\nendcmap end end\n"
    )


def _hidden_font(objects: list[bytes], layers: Sequence[Sequence[TextRun]]) -> int:
    """A font without outlines whose codes are UTF-16 units, as OCR programs use for text under a scan."""
    characters = sorted({character for layer in layers for run in layer for character in run.text})
    mapping = add_object(objects, stream_object(unicode_map({ord(text): text for text in characters}).encode(), ""))
    descriptor = add_object(objects, (
        b"<< /Type /FontDescriptor /FontName /Hidden /Flags 4 /FontBBox [0 -200 500 900] /ItalicAngle 0 "
        b"/Ascent 900 /Descent -200 /CapHeight 900 /StemV 80 >>"
    ))  # fmt: skip
    descendant = add_object(objects, (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Hidden /DW 500 /FontDescriptor {descriptor} 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity >>"
    ).encode())  # fmt: skip
    return add_object(objects, (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Hidden /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R] /ToUnicode {mapping} 0 R >>"
    ).encode())  # fmt: skip


def _hidden_text(layers: Sequence[Sequence[TextRun]], number: int) -> str:
    lines = ["BT 3 Tr"]
    for run in layers[number] if number < len(layers) else ():
        stretch = 100 * run.width / (len(run.text) * run.size * 0.5)
        codes = "".join(f"{ord(character):04x}" for character in run.text)
        lines.append(f"/F {run.size:.1f} Tf {stretch:.1f} Tz 1 0 0 1 {run.x:.1f} {run.y:.1f} Tm <{codes}> Tj")
    return "\n".join([*lines, "ET\n"])


def assemble(objects: list[bytes], kids: Sequence[int]) -> bytes:
    """The file of these objects, whose first two are kept free for the catalogue and the list of pages."""
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    out, offsets = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
