"""The readers that the service and the command line use: our line reader, and Tesseract as its witness."""

from __future__ import annotations

from extractors.readers.line_reader import LineReader
from extractors.readers.tesseract import TesseractReader, tesseract_is_present
from extractors.reading import Readers


def standard_readers() -> Readers:
    """Our line reader with its packaged weights; the witness is left out where Tesseract is not installed."""
    return Readers(line=LineReader(), witness=TesseractReader() if tesseract_is_present() else None)
