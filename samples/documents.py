"""Any letter to its pages: which layout its kind has."""

from __future__ import annotations

import random

from samples.directive_page import draw_directive
from samples.letter import Letter
from samples.letter_page import Layout, draw_letter
from samples.memo_page import draw_memo
from samples.page import Page
from samples.pen import DigitBank


def draw_document(letter: Letter, layout: Layout, rng: random.Random, digits: DigitBank | None) -> list[Page]:
    if letter.kind == "memo":
        return draw_memo(letter, layout, rng, digits)
    if letter.kind in ("order", "announcement"):
        return draw_directive(letter, layout, rng, digits)
    return draw_letter(letter, layout, rng, digits)
