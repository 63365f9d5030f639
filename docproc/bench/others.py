"""What is measured against: bare `tesseract -l tha`, and OCRmyPDF where it is installed, on the same pages."""

from __future__ import annotations

import functools
import os
import resource
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import pytesseract

from extractors.opening import open_source
from extractors.readers.tesseract import tesseract_is_present

OCRMYPDF_SECONDS = 120
PHOTO_DPI = "200"  # a photograph does not say; OCRmyPDF asks for a number


@dataclass(frozen=True, slots=True)
class OtherText:
    """The text of a file as another program gives it, and the CPU seconds that it took."""

    text: str
    cpu_seconds: float


def read_tesseract(data: bytes, name: str) -> OtherText | None:
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
    return OtherText("\n".join(texts), children_seconds() - before)


@functools.cache
def ocrmypdf_version() -> str | None:
    """None where the program is not installed."""
    if shutil.which("ocrmypdf") is None:
        return None
    return subprocess.run(["ocrmypdf", "--version"], capture_output=True, text=True, check=True).stdout.strip()


def read_ocrmypdf(path: Path) -> OtherText | None:
    """The text OCRmyPDF puts beside the file (Thai, deskewed, one job); None where it is missing or gives up."""
    if ocrmypdf_version() is None:
        return None
    before = children_seconds()
    with tempfile.TemporaryDirectory(prefix="docproc-ocrmypdf-") as folder:
        sidecar = Path(folder) / "text.txt"
        command = ["ocrmypdf", "-l", "tha", "--force-ocr", "--deskew", "--jobs", "1", "--quiet", "--optimize", "0"]
        command += ["--output-type", "pdf", "--sidecar", str(sidecar)]
        command += ["--image-dpi", PHOTO_DPI] if path.suffix != ".pdf" else []
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            subprocess.run(
                [*command, str(path), str(Path(folder) / "out.pdf")],
                check=True, capture_output=True, timeout=OCRMYPDF_SECONDS, env=environment,
            )  # fmt: skip
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return None
        return OtherText(sidecar.read_text(encoding="utf-8"), children_seconds() - before)


def children_seconds() -> float:
    """CPU seconds of the processes that this one started and waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
