"""A second look at the names of a sheet that were not read surely."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.lines.crops import line_crop
from extractors.lines.name_looks import is_doubtful, read_again
from extractors.readers.reader import LineReader
from extractors.sheets.cell_text import CellLine, TextLayer


def looked_at_again(
    lines: Sequence[CellLine], cells: Collection[tuple[int, int]], layer: TextLayer, reader: LineReader
) -> list[CellLine]:
    """The lines; those in the cells (row, column) that are not sure say what all looks at the name agree on."""
    doubtful = [n for n, line in enumerate(lines) if (line.row, line.column) in cells and is_doubtful(line.reading)]
    crops = [line_crop(layer.page, lines[n].run) for n in doubtful]
    seen = list(lines)
    for n, reading in zip(doubtful, read_again([lines[n].reading for n in doubtful], crops, reader), strict=True):
        seen[n] = replace(lines[n], reading=reading)
    return seen
