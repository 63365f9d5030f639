"""The readers that the service and the command line use: two line readers of our own, and Tesseract."""

from __future__ import annotations

from extractors.readers.line_reader import WITNESS_WEIGHTS, LineReader
from extractors.readers.tesseract import TesseractReader, tesseract_is_present
from extractors.reading import Readers


def standard_readers() -> Readers:
    """The line readers with their packaged weights; Tesseract is left out where it is not installed."""
    tesseract = TesseractReader() if tesseract_is_present() else None
    return Readers(line=LineReader(), witness=LineReader(WITNESS_WEIGHTS), prose_witness=tesseract)
