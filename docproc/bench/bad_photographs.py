"""The page of documentation that shows what a telephone may send in and what the person is told of it.

`python -m docproc.bench.bad_photographs docs` draws the pictures anew, asks the gate and reads each.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import cv2
import numpy as np

from docproc.messages.catalogue import Catalogue, load_catalogue
from docproc.pipeline import assemble_stage, page_stage
from extractors.readers.reader import ColourImage
from extractors.readers.standard import standard_readers
from extractors.reading import Readers
from extractors.sheets.quality import photo_quality
from extractors.sheets.sighting import sighted
from samples.bad_photographs import BAD_INPUTS

SHOWN_LONG_SIDE = 480  # pixels of the pictures on the page
HEAD = """# Photographs that are not as they should be

What a leader's telephone may send in, what the person is told at once, before anything is read, and what is read of it
after all: a picture is kept whatever is said. Written by `python -m docproc.bench.bad_photographs docs`; everything on
the pictures is drawn (`samples/bad_photographs.py`), the people invented. `tests/extractors/sheets/test_quality.py`
checks what is said of each.

| picture | what it is | what the person is told | rows read, signatures |
|---|---|---|---|
"""


def page_of(readers: Readers, pictures: Path) -> str:
    """The page; its small pictures are written into the folder."""
    pictures.mkdir(parents=True, exist_ok=True)
    thai, english = load_catalogue("th"), load_catalogue("en")
    rows, seconds = [], []
    for name, drawn in BAD_INPUTS.items():
        photo = drawn()
        _write_small(photo, pictures / f"{name}.jpg")
        started = time.process_time()
        remarks = photo_quality(photo, sighted(photo)).remarks
        seconds.append(time.process_time() - started)
        told = "<br>".join(_told(remark, thai, english) for remark in remarks) or _told("leader.good", thai, english)
        what = (drawn.__doc__ or name.replace("-", " ")).strip().splitlines()[0].rstrip(".")
        rows.append(f"| ![](pictures/bad/{name}.jpg) | {what} | {told} | {_read(photo, readers)} |")
    foot = f"\n\nThe gate took {np.mean(seconds):.2f} seconds of one core for each, at most {max(seconds):.2f}.\n"
    return HEAD + "\n".join(rows) + foot


def _told(code: str, thai: Catalogue, english: Catalogue) -> str:
    return f"{thai.text(code)} / {english.text(code)}"


def _read(photo: ColourImage, readers: Readers) -> str:
    data = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
    documents = assemble_stage([page_stage(data, "photo.jpg", 1, readers)])
    people = [row for document in documents if document.sheet for row in document.sheet.rows]
    if not people:
        return "none"
    signed, unsure = (sum(row.signed is mark for row in people) for mark in (True, None))
    return f"{len(people)}, {signed}" + (f" to {signed + unsure}" if unsure else "")


def _write_small(photo: ColourImage, path: Path) -> None:
    factor = SHOWN_LONG_SIDE / max(photo.shape[:2])
    small = cv2.resize(photo, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(path), small, [cv2.IMWRITE_JPEG_QUALITY, 72])


def main(folder: Path) -> None:
    page = page_of(standard_readers(), folder / "pictures" / "bad")
    (folder / "bad-photographs.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
