"""PDF pages as pictures and as text layers; the only file that knows pypdfium2 and pdfplumber."""

from __future__ import annotations

import ctypes
import io
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2
from pdfminer.pdfparser import PDFSyntaxError
from pypdfium2 import raw

from extractors.formats.resolution import READING_SIDE, has_large_letters, is_larger_than_needed
from extractors.page_image import LONGEST_SIDE, PageImage, is_one_bit
from extractors.pdf_text import Char, TextLayer, text_layer_of
from extractors.readers.reader import ColourImage
from models.errors import EncryptedFile, NoPages, TruncatedFile, UnreadablePage

POINTS_PER_INCH = 72
BORN_DIGITAL_DPI = 200
SCAN_DPI = (100, 300)
FULL_PAGE_SHARE = 0.6  # of the page's area; scanners leave margins, letterheads and pictures stay well below
TAIL_BYTES = 65536

_pdfium = threading.RLock()  # PDFium is not thread-safe, not even across documents


class PdfPages:
    """The pages of one PDF. Nothing but the page asked for is in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._plumber: Any = None
        with _pdfium:
            try:
                self._document = pypdfium2.PdfDocument(data)
                self.count = len(self._document)
            except pypdfium2.PdfiumError as error:
                raise _opening_error(data) from error
        if self.count and b"%%EOF" not in data[-TAIL_BYTES:]:
            self.close()
            # PDFium rebuilds a cut file from what is left; the pages it cannot find would be lost silently.
            raise TruncatedFile("PDF")

    def page(self, number: int) -> PageImage:
        with _pdfium:
            try:
                page = self._document[number - 1]
                width, height = page.get_size()
                scan = _scan_on(page, width * height)
                dpi = float(scan.dpi if scan else BORN_DIGITAL_DPI)
                dpi = min(dpi, LONGEST_SIDE * POINTS_PER_INCH / max(width, height, 1))
                dpi, pixels = _drawn(page, dpi, max(width, height, 1))
                has_text = page.get_textpage().count_chars() > 0
                invisible = _has_invisible_text(page) if has_text else False
                page.close()
            except (pypdfium2.PdfiumError, ValueError, MemoryError, ctypes.ArgumentError) as error:
                raise UnreadablePage(f"page {number}") from error
        layer = self._text_layer(number, dpi / POINTS_PER_INCH, scan is not None, invisible) if has_text else None
        return PageImage(number, pixels, dpi, layer, (scan is not None and scan.is_one_bit) or is_one_bit(pixels))

    def _text_layer(self, number: int, scale: float, over_scan: bool, invisible: bool) -> TextLayer:
        """The layer with its trust; characters of a scan's layer are not even fetched: they are some OCR's."""
        chars = [] if over_scan or invisible else self._chars(number, scale)
        return text_layer_of(chars, over_scan=over_scan, invisible=invisible)

    def _chars(self, number: int, scale: float) -> list[Char]:
        try:
            if self._plumber is None:
                self._plumber = pdfplumber.open(io.BytesIO(self._data))
            page = self._plumber.pages[number - 1]
            found = [_char(raw_char, scale, float(page.height)) for raw_char in page.chars if raw_char["upright"]]
            page.close()
        except (PDFSyntaxError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError):
            # pdfminer raises whatever a broken font or stream leads it to; the page's picture is still there.
            return []
        return found

    def close(self) -> None:
        with _pdfium:
            self._document.close()
        if self._plumber is not None:
            self._plumber.close()


def _drawn(page: Any, dpi: float, longest_side: float) -> tuple[float, ColourImage]:
    """The page drawn at this resolution, or at the lower one that its letters need; sides in points."""
    if is_larger_than_needed(longest_side * dpi / POINTS_PER_INCH):
        lower = READING_SIDE * POINTS_PER_INCH / longest_side
        pixels = _rendered(page, lower)
        if has_large_letters(pixels):
            return lower, pixels
    return dpi, _rendered(page, dpi)


def _rendered(page: Any, dpi: float) -> ColourImage:
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=False, prefer_bgrx=False)
    return _bgr(bitmap.to_numpy())


def _opening_error(data: bytes) -> Exception:
    code = raw.FPDF_GetLastError()
    # Where a file without pages is refused, PDFium leaves standing the code of the file before.
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in data:
        return EncryptedFile("PDF")
    if b"%%EOF" in data[-TAIL_BYTES:] and b"/Page" in data and b"/Kids" in data and b"/Kids []" in data:
        return NoPages("PDF")
    return TruncatedFile("PDF")


@dataclass(frozen=True, slots=True)
class _Scan:
    """The one picture that fills a page; `dpi` is kept within SCAN_DPI."""

    dpi: int
    is_one_bit: bool


def _scan_on(page: Any, page_area: float) -> _Scan | None:
    """The picture that fills the page; None for other pages."""
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        wide, high = right - left, top - bottom
        if wide <= 0 or high <= 0 or wide * high < FULL_PAGE_SHARE * page_area:
            continue
        pixels_wide, pixels_high = item.get_px_size()
        # A turned picture lies with its width along the page's height; the larger resolution is the true one.
        dpi = POINTS_PER_INCH * max(min(pixels_wide, pixels_high) / min(wide, high), pixels_wide / max(wide, high))
        return _Scan(int(min(max(dpi, SCAN_DPI[0]), SCAN_DPI[1]) + 0.5), item.get_metadata().bits_per_pixel == 1)
    return None


def _has_invisible_text(page: Any) -> bool:
    modes = [
        raw.FPDFTextObj_GetTextRenderMode(item)
        for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=3)
    ]
    hidden = sum(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)
    return bool(modes) and hidden > 0.5 * len(modes)


def _bgr(pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> ColourImage:
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, :3])


def _char(found: dict[str, Any], scale: float, page_height: float) -> Char:
    baseline = page_height - float(found["matrix"][5])
    return Char(
        text=str(found["text"]),
        x0=float(found["x0"]) * scale,
        x1=float(found["x1"]) * scale,
        top=float(found["top"]) * scale,
        bottom=float(found["bottom"]) * scale,
        baseline=baseline * scale,
        size=float(found["size"]) * scale,
    )
