"""How independent two readers are: over the digits of true lines, how often both are wrong, and in the same way.

The lines are cut from the damaged pages where the generator knows their letters to be, so that each reader sees the
same crop and no line finding stands between.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import combinations
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from docproc.bench.alignment import same_characters
from docproc.bench.cells import per_cent
from docproc.bench.characters import ARABIC, squeezed
from docproc.bench.measure import new_table
from docproc.bench.one_file import BenchFile
from extractors.lines.crops import PAD
from extractors.lines.run import ABOVE, BELOW
from extractors.opening import open_source
from extractors.readers.reader import ColourImage, GrayImage, LineReader
from extractors.thai.digits import THAI

LINES_A_CALL = 24


@dataclass(frozen=True, slots=True)
class TrueLine:
    """A line's crop and its printed text without spaces."""

    crop: GrayImage
    text: str


@dataclass(slots=True)
class PairScore:
    """Over the digits of lines of one group: each reader's errors, both wrong, and both wrong with one character.

    `chance` is how many both would get wrong if their errors had nothing in common; it adds up over groups.
    """

    digits: int = 0
    first_wrong: int = 0
    second_wrong: int = 0
    both_wrong: int = 0
    chance: float = 0.0
    same_wrong: int = 0
    agreed: int = 0

    @classmethod
    def of(cls, digits: Sequence[tuple[str, str, str]]) -> PairScore:
        """From the true digit and what each reader has in its place, "" for nothing."""
        score = cls(len(digits))
        for true, first, second in digits:
            score.first_wrong += first != true
            score.second_wrong += second != true
            score.both_wrong += first != true and second != true
            score.same_wrong += first != true and first == second and first != ""
            score.agreed += first == second and first != ""
        score.chance = score.first_wrong * score.second_wrong / max(1, score.digits)
        return score

    def __add__(self, other: PairScore) -> PairScore:
        return PairScore(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def shares(self) -> dict[str, float | None]:
        """Of all digits, the last of those that both agree on."""

        def share(part: float, whole: int) -> float | None:
            return part / whole if whole else None

        of_all = ("first_wrong", "second_wrong", "both_wrong", "chance", "same_wrong", "agreed")
        return {
            **{name: share(getattr(self, name), self.digits) for name in of_all},
            "wrong_of_agreed": share(self.same_wrong, self.agreed),
        }


class IndependenceTable:
    """Every pair of the readers, for each group of pages."""

    name = "independence"

    def __init__(self, readers: Mapping[str, LineReader]) -> None:
        self.readers = dict(readers)
        self.pairs: dict[tuple[str, str, str], PairScore] = {}

    def measure(self, group: str, lines: Sequence[TrueLine]) -> None:
        """Read the lines with every reader and compare each pair of them."""
        crops = [line.crop for line in lines]
        read = {name: _texts(reader, crops) for name, reader in self.readers.items()}
        for first, second in combinations(self.readers, 2):
            digits: list[tuple[str, str, str]] = []
            for line, one, other in zip(lines, read[first], read[second], strict=True):
                theirs = dict(same_characters(line.text, other))
                for index, char in same_characters(line.text, one):
                    if line.text[index] in THAI or line.text[index] in ARABIC:
                        digits.append((line.text[index], char, theirs[index]))
            self.pairs[first, second, group] = PairScore.of(digits)

    def tables(self) -> Iterator[Table]:
        if not self.pairs:
            return
        table = new_table("Independence of witnesses, over the printed digits of true lines (%)")
        for heading in ("readers", "pages"):
            table.add_column(heading)
        for heading in (
            "digits", "first wrong", "second wrong", "both wrong", "by chance", "same wrong", "agreed",
            "wrong of agreed",
        ):  # fmt: skip
            table.add_column(heading, justify="right")
        for (first, second, pages), score in self._by_quality().items():
            shares = [per_cent(share, 3) for share in score.shares().values()]
            table.add_row(f"{first} + {second}", pages, str(score.digits), *shares)
        yield table

    def as_json(self) -> list[dict[str, Any]]:
        return [
            {"first": first, "second": second, "group": group, "digits": score.digits, **score.shares()}
            for (first, second, group), score in self.pairs.items()
        ]

    def _by_quality(self) -> dict[tuple[str, str, str], PairScore]:
        """For each pair all pages, then those of each quality."""
        summed: dict[tuple[str, str, str], PairScore] = {}
        for first, second in combinations(self.readers, 2):
            for pages in ("all", *sorted({group.rpartition(" ")[2] for _, _, group in self.pairs})):
                scores = [
                    score
                    for (one, other, group), score in self.pairs.items()
                    if (one, other) == (first, second) and pages in ("all", group.rpartition(" ")[2])
                ]
                summed[first, second, pages] = sum(scores, PairScore())
        return summed


def lines_with_digits(file: BenchFile, most: int) -> list[TrueLine]:
    """Printed lines of a held-out file that hold digits, evenly taken, at most `most`."""
    assert file.lines is not None
    true_lines = json.loads(Path(file.lines).read_text(encoding="utf-8"))
    wanted = [
        line
        for line in true_lines
        if line["kind"] == "print" and any(char in THAI or char in ARABIC for char in line["text"])
    ]
    kept = wanted[:: max(1, -(-len(wanted) // most))]
    cut: list[TrueLine] = []
    with open_source(file.path.read_bytes(), file.path.name) as source:
        for number in sorted({line["page"] for line in kept}):
            pixels = source.page(number).pixels
            for line in kept:
                if line["page"] == number:
                    scale = pixels.shape[1] / line["page_size"][0]
                    letters = scale * np.asarray(line["letters"], np.float64)
                    cut.append(TrueLine(cut_line(pixels, letters), squeezed(line["text"])))
    return cut


def cut_line(page: ColourImage, letters: NDArray[np.float64]) -> GrayImage:
    """The line of these corners (4, 2), level, with as much paper around its letters as `line_crop` leaves."""
    upper_left, upper_right, _, lower_left = letters
    width, body = float(np.hypot(*(upper_right - upper_left))), float(np.hypot(*(lower_left - upper_left)))
    along, down = (upper_right - upper_left) / width, (lower_left - upper_left) / body
    start = upper_left - PAD * body * along - (ABOVE - 0.5) * body * down
    size = (max(4, round(width + 2 * PAD * body)), max(4, round((ABOVE + BELOW) * body)))
    matrix = np.column_stack([along, down, start])
    gray = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(gray, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _texts(reader: LineReader, crops: Sequence[GrayImage]) -> list[str]:
    texts: list[str] = []
    for start in range(0, len(crops), LINES_A_CALL):
        texts += [squeezed(reading.text) for reading in reader.read(crops[start : start + LINES_A_CALL])]
    return texts
