"""Pictures of cells to learn from, cut out of drawn pages exactly as those of real pages are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from extractors.sheets.cell_ink import column_ink
from extractors.sheets.cell_text import TextLayer
from extractors.sheets.darkness import darkness_of
from extractors.sheets.rule_erasing import erase_ruling
from extractors.sheets.ruling import find_tables
from extractors.training.cells.pages import SIGNATURE_COLUMNS, CellPage, CellPages


@dataclass(frozen=True)
class Pictures:
    """`cells` is uint8 (n, 2, height, width) in units of LEVEL; `signed` and `kinds` say what they show."""

    cells: NDArray[np.uint8]
    signed: NDArray[np.bool_]
    kinds: NDArray[np.str_]


LEVEL = 1 / 170  # a picture's values go to 1.5


def draw_pictures(pages: CellPages, count: int, rng: Random) -> Pictures:
    """The cells of so many pages; of a page whose table is not found as it was drawn, none."""
    cells, signed, kinds = [], [], []
    for _ in range(count):
        page = pages.page(rng)
        for place, picture in cell_pictures(page):
            cells.append(np.clip(np.round(picture / LEVEL), 0, 255).astype(np.uint8))
            signed.append(page.signed[place])
            kinds.append(page.kinds[place])
    return Pictures(np.array(cells), np.array(signed), np.array(kinds))


def cell_pictures(drawn: CellPage) -> list[tuple[tuple[int, int], NDArray[np.float32]]]:
    """Pictures of the page's signature cells that hold ink, each with its (row, signature column)."""
    tables = [table for table in find_tables(drawn.page) if table.row_count == drawn.rows]
    if not tables or tables[0].column_count != SIGNATURE_COLUMNS + 2:
        return []
    table = tables[0]
    layer = TextLayer.of(erase_ruling(drawn.page, [table]), table.box)
    columns = [[table.cell_at(row, 2 + n).box for row in range(drawn.rows)] for n in range(SIGNATURE_COLUMNS)]
    darkness = darkness_of(layer, table.box, [box for column in columns for box in column])
    return [
        ((row, number), ink.picture)
        for number, column in enumerate(columns)
        for row, ink in enumerate(column_ink(darkness, column))
        if ink.box is not None
    ]


def save(pictures: Sequence[Pictures], path: Path) -> None:
    """All of them in one file."""
    np.savez_compressed(
        path,
        cells=np.concatenate([p.cells for p in pictures]),
        signed=np.concatenate([p.signed for p in pictures]),
        kinds=np.concatenate([p.kinds for p in pictures]),
    )


def load(path: Path) -> Pictures:
    with np.load(path) as data:
        return Pictures(data["cells"], data["signed"], data["kinds"])
