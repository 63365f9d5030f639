"""What kind of file some bytes are, told by the bytes alone: names and endings lie."""

from __future__ import annotations

from enum import StrEnum

from models.errors import EmptyFile, UnsupportedFormat


class FileKind(StrEnum):
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    HEIC = "image/heic"
    WEBP = "image/webp"
    BMP = "image/bmp"


HEADER_BYTES = 1024  # a PDF may begin with this much of something else (ISO 32000-1, implementation note 13)
HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"}

# First bytes of what people send by mistake, with the word a person is told.
FOREIGN = (
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
    (b"PK\x03\x04", "ZIP archive or Office document"),
    (b"PK\x05\x06", "empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "old Office document"),
    (b"{\\rtf", "RTF document"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"GIF8", "GIF picture"),
    (b"<!DOCTYPE", "web page"),
    (b"<html", "web page"),
    (b"ID3", "sound"),
)


def file_kind(data: bytes) -> FileKind:
    """The kind of file; EmptyFile without bytes, UnsupportedFormat (naming what it is) for all else."""
    if not data:
        raise EmptyFile()
    head = data[:HEADER_BYTES]
    if b"%PDF-" in head:
        return FileKind.PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return FileKind.TIFF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return FileKind.HEIC
    if head.startswith(b"BM") and int.from_bytes(head[2:6], "little") <= 2 * len(data) and len(data) > 26:
        return FileKind.BMP
    raise UnsupportedFormat(_foreign_name(head))


def _foreign_name(head: bytes) -> str:
    for start, name in FOREIGN:
        if head.startswith(start):
            return name
    if b"\x00" not in head:
        try:
            head.decode("utf-8", errors="strict" if len(head) < HEADER_BYTES else "ignore")
        except UnicodeDecodeError:
            return "unknown content"
        return "text file"
    return "unknown content"
