"""From the bytes of a file to its pages, one at a time, whatever the file turns out to be."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

from extractors.formats.pdf import PdfPages
from extractors.formats.raster import RasterPages
from extractors.formats.triage import FileKind, file_kind
from extractors.page_image import LONGEST_SIDE, PageImage
from models.errors import NoPages, TooManyPages


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused rather than opened.

    `max_pixels` bounds what one page may need decoded in memory: 80 million is A3 at 600 dpi in colour
    (240 MB). A JPEG above it is decoded at a half, a quarter or an eighth instead, where that fits; so is every
    JPEG that keeps `needed_side` pixels on its longer side that way.
    """

    max_pages: int = 2000
    max_pixels: int = 80_000_000
    needed_side: int = LONGEST_SIDE


class Pages(Protocol):
    """What every file format offers; `page` counts from 1."""

    @property
    def count(self) -> int: ...

    def page(self, number: int) -> PageImage: ...

    def close(self) -> None: ...


class OpenedSource:
    """An opened file; pages are decoded when asked for and not kept."""

    def __init__(self, pages: Pages, kind: FileKind) -> None:
        self._pages = pages
        self.kind = kind
        self.page_count = pages.count

    def page(self, number: int) -> PageImage:
        """Page `number`, from 1; UnreadablePage or PageTooLarge where it cannot be shown, IndexError beyond."""
        if not 1 <= number <= self.page_count:
            raise IndexError(f"page {number} of {self.page_count}")
        return self._pages.page(number)

    def close(self) -> None:
        self._pages.close()

    def __enter__(self) -> OpenedSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


DEFAULT_LIMITS = Limits()


def open_source(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> OpenedSource:
    """The file's pages. `name` is never trusted: the bytes decide.

    Raises the DocumentError that says what is wrong with the file as a whole; a page that is broken alone
    raises when it is asked for, so that the others are still read.
    """
    kind = file_kind(data)
    pages: Pages = (
        PdfPages(data) if kind is FileKind.PDF else RasterPages(data, kind, limits.max_pixels, limits.needed_side)
    )
    if pages.count == 0:
        pages.close()
        raise NoPages(name)
    if pages.count > limits.max_pages:
        pages.close()
        raise TooManyPages(f"{pages.count} > {limits.max_pages}")
    return OpenedSource(pages, kind)
