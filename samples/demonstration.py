"""The committed samples: what is drawn, in which qualities, and what the demonstration run must find in them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from samples import programme
from samples.damage import BadKind, Quality
from samples.drawn import Drawn
from samples.letter import Letter
from samples.letter_page import Layout, draw_letter
from samples.pen import DigitBank
from samples.truth import letter_document

Maker = Callable[[random.Random, DigitBank | None], Drawn]


@dataclass(frozen=True)
class Sample:
    """One drawing and the files made of it. `shown` is the quality uploaded by the demonstration, if any."""

    name: str
    group: str
    make: Maker
    qualities: tuple[Quality, ...] = ("clean", "scan", "bad")
    shown: Quality | None = None
    bad_kind: BadKind = "photocopy"
    orientation: int = 1


def of_letter(make: Callable[[], Letter]) -> Maker:
    def draw(rng: random.Random, digits: DigitBank | None) -> Drawn:
        letter = make()
        pages = draw_letter(letter, Layout(), rng, digits)
        return Drawn(tuple(pages), (letter_document(letter, pages),))

    return draw


SAMPLES: tuple[Sample, ...] = (
    Sample("chain-1-ministry", "chain", of_letter(programme.ministry_letter), shown="scan"),
    Sample("chain-2-province", "chain", of_letter(programme.province_letter), shown="scan", bad_kind="bleed"),
    Sample("chain-3-district", "chain", of_letter(programme.district_letter), shown="scan", bad_kind="shadow"),
    Sample("chain-4-municipality", "chain", of_letter(programme.municipal_letter), shown="clean"),
)

# What the demonstration must say of the chain: from the earlier letter to the one that passes it on or answers it.
LINKS: tuple[tuple[str, str, str], ...] = (
    ("chain-1-ministry", "chain-2-province", "suspected"),
    ("chain-2-province", "chain-3-district", "exact"),
    ("chain-3-district", "chain-4-municipality", "exact"),
)
