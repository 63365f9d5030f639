"""Pictures as pages: PNG, JPEG, TIFF with several pages, HEIC, WebP, BMP."""

from __future__ import annotations

import io
import struct
import zlib

import cv2
import numpy as np
import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from extractors.formats.resolution import has_large_letters, is_larger_than_needed, reduced
from extractors.formats.triage import FileKind
from extractors.page_image import LONGEST_SIDE, PageImage, is_one_bit
from extractors.readers.reader import ColourImage
from models.errors import PageTooLarge, PageTooSmall, TruncatedFile, UnreadablePage

# Pillow's own bomb check fires on opening, before a JPEG could be asked for a smaller size; `max_pixels` replaces it.
Image.MAX_IMAGE_PIXELS = None
pi_heif.register_heif_opener()

BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, MemoryError, RuntimeError)
A4_LONG_INCHES = 11.69
PAPER_INCHES = (7.0, 17.5)  # long side of A5 to A3: a resolution that makes the page another size is not believed


class RasterPages:
    """The frames of one picture file."""

    def __init__(self, data: bytes, kind: FileKind, max_pixels: int, needed_side: int = LONGEST_SIDE) -> None:
        self._max_pixels = max_pixels
        self._needed_side = needed_side
        try:
            self._image = Image.open(io.BytesIO(data))
            # Frames of a HEIC are bursts and thumbnails, of a WebP an animation: only a TIFF has pages.
            self.count = getattr(self._image, "n_frames", 1) if kind is FileKind.TIFF else 1
        except UnidentifiedImageError as error:
            raise TruncatedFile(kind.value) from error
        except BROKEN as error:
            raise TruncatedFile(kind.value) from error

    def page(self, number: int) -> PageImage:
        try:
            if self.count > 1:
                self._image.seek(number - 1)
            longest, dpi = max(self._image.size), _believable_dpi(self._image)
            self._shrink_while_decoding()
            pixels = _shown(ImageOps.exif_transpose(self._image))
        except (PageTooLarge, PageTooSmall):
            raise
        except BROKEN as error:
            failure = UnreadablePage if self.count > 1 else TruncatedFile
            raise failure(f"page {number}") from error
        one_bit = is_one_bit(pixels)
        # In a photograph what lies around the sheet is no measure of its letters: rectifying decides about those.
        if dpi and is_larger_than_needed(max(pixels.shape)) and has_large_letters(smaller := reduced(pixels)):
            pixels = smaller
        scale = max(pixels.shape) / longest
        return PageImage(number, pixels, dpi * scale if dpi else None, None, one_bit, scale)

    def _shrink_while_decoding(self) -> None:
        """Asks a huge JPEG for fewer pixels; PageTooLarge where what has to be decoded is still too much."""
        image = self._image
        width, height = image.size
        if width * height <= self._max_pixels and self._needed_side >= LONGEST_SIDE:
            return
        # A progressive JPEG keeps all its coefficients in memory whatever size is asked for.
        if image.format == "JPEG" and not image.info.get("progressive"):
            scale = self._needed_side / max(width, height)
            image.draft(image.mode, (round(width * scale), round(height * scale)))
        if image.size[0] * image.size[1] > self._max_pixels:
            raise PageTooLarge(f"{width} x {height}")

    def close(self) -> None:
        self._image.close()


def _shown(image: Image.Image) -> ColourImage:
    """Blue-green-red pixels on white with the long side at most LONGEST_SIDE."""
    if image.mode in ("I;16", "I;16L", "I;16B", "I", "F"):
        levels = np.asarray(image, dtype=np.float32)
        top = float(levels.max()) or 1.0
        image = Image.fromarray(np.clip(levels * (255 / top), 0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        opaque = image.convert("RGBA")
        paper = Image.new("RGBA", opaque.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, opaque)
    scale = min(1.0, LONGEST_SIDE / max(image.size))
    rgb = image.convert("RGB")
    if scale < 1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        rgb = rgb.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    if min(rgb.size) < 8:
        raise PageTooSmall(f"{rgb.width} x {rgb.height}")
    return np.asarray(cv2.cvtColor(np.asarray(rgb), cv2.COLOR_RGB2BGR), np.uint8)


def _believable_dpi(image: Image.Image) -> float | None:
    """Dots per inch of the picture: what the file says where that makes a sheet of paper, else what A4 would need."""
    longest, shortest = max(image.size), min(image.size)
    stored = image.info.get("dpi")
    if stored and (dpi := float(stored[0])) >= 100 and PAPER_INCHES[0] <= longest / dpi <= PAPER_INCHES[1]:
        return dpi
    if shortest and abs(longest / shortest - 1.414) < 0.06 and longest >= 1000:
        return longest / A4_LONG_INCHES
    return None
