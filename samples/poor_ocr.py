"""The hidden text that a program without Thai leaves under a scan: it looks like text and says something else."""

from __future__ import annotations

import random

from samples.page import Page, in_reading_order
from samples.pdf import TextRun
from samples.typography import DPI

# What programs without the Thai digits 4, 6, 7, 8 and 9 write for them, and letters for letters of like shape.
_TAKEN_FOR = str.maketrans("๔๖๗๘๙ดถภศษฎ", "๕๒๓๕๓คกกสบฏ")
_ABOVE = "่้๊๋์ัิีึื็"


def poor_ocr(page: Page) -> list[TextRun]:
    """A run for each printed line in its place: signs mistaken, marks lost or moved, words pulled apart."""
    rng = random.Random(len(page.pieces))
    runs = []
    for piece in in_reading_order(page, lambda piece: piece.kind == "print"):
        left, _, right, _ = piece.box
        text = _misread(piece.text, rng)
        y = (page.size[1] - piece.baseline) * 72 / DPI
        runs.append(TextRun(left * 72 / DPI, y, 12.0, (right - left) * 72 / DPI, text))
    return runs


def _misread(text: str, rng: random.Random) -> str:
    out = ""
    for character in text.translate(_TAKEN_FOR):
        roll = rng.random()
        if character in _ABOVE and roll < 0.45:
            continue
        if character in _ABOVE and roll < 0.6 and out:
            out = out[:-1] + character + out[-1]
            continue
        out += rng.choice("ulnwIs|,") if roll < 0.12 else character
        if rng.random() < 0.25:
            out += " "
    return out
