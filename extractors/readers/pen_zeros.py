"""The zero of handwritten numbers: one ring in Thai and Arabic script, so its neighbours say which it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from extractors.thai.digits import ARABIC, THAI
from models.page import Glyph

THAI_ZERO, ARABIC_ZERO = THAI[0], ARABIC[0]


def with_zeros_in_kind(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs with each handwritten zero in the script of the other handwritten digits of its number."""
    kept: list[Glyph] = []
    for by_pen, group in groupby(glyphs, key=lambda glyph: glyph.pen):
        run = list(group)
        zero = _zero_of(run) if by_pen else None
        kept += [replace(g, char=zero) if zero and g.char in (THAI_ZERO, ARABIC_ZERO) else g for g in run]
    return kept


def _zero_of(run: Sequence[Glyph]) -> str | None:
    """The zero of the script that all other digits of the run are in; None where they are in both or in none."""
    thai = any(glyph.char in THAI[1:] for glyph in run)
    arabic = any(glyph.char in ARABIC[1:] for glyph in run)
    return None if thai == arabic else THAI_ZERO if thai else ARABIC_ZERO
