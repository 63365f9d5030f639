"""What is measured against: bare `tesseract -l tha` on the same page images, nothing done before or after."""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass

import cv2
import pytesseract

from extractors.opening import open_source
from extractors.readers.tesseract import tesseract_is_present


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a file as bare Tesseract gives it, and the CPU seconds that it took."""

    text: str
    cpu_seconds: float


def read_raw(data: bytes, name: str) -> RawText | None:
    """Every page of the file, one thread; None where Tesseract or its Thai data is not installed."""
    if not tesseract_is_present():
        return None
    os.environ["OMP_THREAD_LIMIT"] = "1"  # four threads on two cores are six times slower (measured)
    before = children_seconds()
    texts: list[str] = []
    with open_source(data, name) as source:
        for number in range(1, source.page_count + 1):
            gray = cv2.cvtColor(source.page(number).pixels, cv2.COLOR_BGR2GRAY)
            texts.append(pytesseract.image_to_string(gray, lang="tha"))
    return RawText("\n".join(texts), children_seconds() - before)


def children_seconds() -> float:
    """CPU seconds of the processes that this one started and waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
