"""The same letters in every typeface found on the machine: error and digits for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from rich.table import Table

from docproc.bench.cells import at_most, hundredfold, per_cent
from docproc.bench.character_table import Characters
from docproc.bench.measure import new_table
from docproc.bench.one_file import FileReading
from docproc.bench.targets import CHARACTERS
from extractors.training.fonts import HELD_OUT_FAMILIES


class FontTable:
    """A row for each family and quality."""

    name = "fonts"

    def __init__(self) -> None:
        self.ours: dict[tuple[str, str], Characters] = defaultdict(Characters)
        self.tesseract: dict[tuple[str, str], Characters] = defaultdict(Characters)

    def add(self, one: FileReading) -> None:
        if not one.file.font:
            return
        key = (one.file.font, one.file.quality)
        self.ours[key].add(one.truth, one.text, one.cpu_seconds, one.page_count)
        if one.tesseract:
            self.tesseract[key].add(one.truth, one.tesseract.text, one.tesseract.cpu_seconds, one.page_count)

    def tables(self) -> Iterator[Table]:
        if not self.ours:
            return
        table = new_table("Typefaces (error in %, the same printed letters in each; * never trained on)")
        table.add_column("typeface")
        table.add_column("quality")
        for heading in ("line by line", "whole page", "Thai digits"):
            table.add_column(heading, justify="right")
            table.add_column("tess.", justify="right", style="dim")
        for (font, quality), ours in sorted(self.ours.items(), key=lambda item: -(item[1].line.share or 0)):
            target = CHARACTERS[f"letters {quality}"]
            raw = self.tesseract[font, quality]
            table.add_row(
                f"{font} *" if font in HELD_OUT_FAMILIES else font, quality,
                at_most(hundredfold(ours.line.share), target.line), per_cent(raw.line.share, 1),
                at_most(hundredfold(ours.page.share), target.page), per_cent(raw.page.share, 1),
                at_most(hundredfold(ours.thai_digits.share), target.thai_digits), per_cent(raw.thai_digits.share, 1),
            )  # fmt: skip
        yield table

    def as_json(self) -> dict[str, Any]:
        return {
            f"{font} {quality}": {
                "trained_on": font not in HELD_OUT_FAMILIES,
                "ours": ours.as_json(),
                "tesseract": self.tesseract[font, quality].as_json(),
            }
            for (font, quality), ours in self.ours.items()
        }
