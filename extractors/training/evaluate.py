"""Measures readers on the fixed sets of `recipe.MEASURED`: character error, digits, empty crops, calibration."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from rapidfuzz.distance import Levenshtein

from extractors.readers.reader import LineReader
from extractors.training.alphabet import THAI_DIGITS, plain_with_pen, to_plain
from extractors.training.decoding import errors
from extractors.training.rendering import Sample
from models.page import LineReading

CONFIDENCE_BINS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares (0..1) over one set; None where the set holds nothing to count."""

    error: float | None
    error_without_spaces: float | None
    thai_digits_right: float | None
    pen_strings_right: float | None
    pen_marked: float | None  # pen digits that were also called pen, of those read
    print_marked: float | None  # printed characters wrongly called pen
    empty_right: float | None
    lines_a_second: float


def figures(reader: LineReader, samples: Sequence[Sample]) -> Figures:
    began = time.perf_counter()
    readings = reader.read([sample.image for sample in samples])
    seconds = time.perf_counter() - began
    pairs = [(sample.text, reading) for sample, reading in zip(samples, readings, strict=True)]
    plain = [(to_plain(text), reading.text) for text, reading in pairs]
    letters = sum(len(wanted) for wanted, _ in plain)
    tight = sum(len(wanted.replace(" ", "")) for wanted, _ in plain)
    digit_counts = [_digits_right(wanted, got) for wanted, got in plain]
    digits = sum(total for _, total in digit_counts)
    strings = [string for text, reading in pairs for string in _pen_strings(text, reading)]
    marks = [_marks(text, reading) for text, reading in pairs]
    empty = [reading.text == "" and reading.pen_words == 0 for text, reading in pairs if text == ""]
    return Figures(
        error=_share(sum(errors(*pair) for pair in plain), letters),
        error_without_spaces=_share(sum(errors(*pair, spaces=False) for pair in plain), tight),
        thai_digits_right=_share(sum(right for right, _ in digit_counts), digits),
        pen_strings_right=_share(sum(strings), len(strings)),
        pen_marked=_share(sum(m[0] for m in marks), sum(m[1] for m in marks)),
        print_marked=_share(sum(m[2] for m in marks), sum(m[3] for m in marks)),
        empty_right=_share(sum(empty), len(empty)),
        lines_a_second=len(samples) / seconds,
    )


def figures_table(readers: Mapping[str, LineReader], sets: Mapping[str, Sequence[Sample]]) -> str:
    """A Markdown table: a row for each set, for each reader the error without spaces and what else the set shows."""
    names = list(readers)
    lines = [
        "| set | lines | "
        + " | ".join(f"{name}: CER, without spaces" for name in names)
        + " | Thai digits right | pen strings exact | empty |"
    ]
    lines.append("|" + "---|" * (len(names) + 5))
    for set_name, samples in sets.items():
        found = [figures(reader, samples) for reader in readers.values()]
        cells = [f"{_percent(f.error)}, {_percent(f.error_without_spaces)}" for f in found]
        extra = [
            " / ".join(_percent(value) for value in values)
            for values in zip(*((f.thai_digits_right, f.pen_strings_right, f.empty_right) for f in found), strict=True)
        ]
        lines.append(f"| {set_name} | {len(samples)} | " + " | ".join(cells + extra) + " |")
    return "\n".join(lines)


def pen_sentence(reader: LineReader, samples: Sequence[Sample]) -> str:
    """How well pen is told from print, in one sentence."""
    found = figures(reader, samples)
    return (
        f"Of the pen digits read right {_percent(found.pen_marked)} were called pen, "
        f"of the printed characters read right {_percent(found.print_marked)} were."
    )


def reliability_table(reader: LineReader, samples: Sequence[Sample]) -> str:
    """A Markdown table: for each range of glyph confidence how many glyphs, their mean confidence, how many right."""
    readings = reader.read([sample.image for sample in samples])
    pairs = zip(readings, samples, strict=True)
    seen = [judged for reading, sample in pairs for judged in judged_glyphs(reading, to_plain(sample.text))]
    lines = ["| confidence | glyphs | mean confidence | right |", "|---|---|---|---|"]
    for low, high in pairwise(CONFIDENCE_BINS):
        inside = [(confidence, right) for confidence, right in seen if low <= confidence < high]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            lines.append(f"| {low:g} to {min(high, 1):g} | {len(inside)} | {_percent(mean)} | {_percent(right)} |")
    return "\n".join(lines)


def judged_glyphs(reading: LineReading, wanted: str) -> list[tuple[float, bool]]:
    """Each glyph's confidence, and whether the alignment with the truth keeps it."""
    right = _aligned(reading.text, wanted)
    return [(glyph.confidence, index in right) for index, glyph in enumerate(reading.glyphs)]


def _digits_right(wanted: str, got: str) -> tuple[int, int]:
    """How many of the truth's Thai digits the reading has in place, and how many there are."""
    kept = _aligned(wanted, got)
    places = [index for index, char in enumerate(wanted) if char in THAI_DIGITS]
    return sum(index in kept for index in places), len(places)


def _pen_strings(text: str, reading: LineReading) -> list[bool]:
    """For each handwritten number of the truth, whether the reading has exactly that number at its place."""
    wanted = plain_with_pen(text)
    aligned = _aligned("".join(char for char, _ in wanted), reading.text)
    results = []
    for is_pen, run in groupby(range(len(wanted)), key=lambda index: wanted[index][1]):
        if is_pen:
            places = [aligned.get(index, -1) for index in run]
            whole = -1 not in places and places == list(range(places[0], places[0] + len(places)))
            beside = reading.text[max(0, places[0] - 1) : places[0]] + reading.text[places[-1] + 1 : places[-1] + 2]
            results.append(whole and not any(char.isdigit() for char in beside))
    return results


def _aligned(wanted: str, got: str) -> dict[int, int]:
    """Places in the truth to places in the reading, where they agree."""
    places: dict[int, int] = {}
    for block in Levenshtein.editops(wanted, got).as_matching_blocks():
        places.update({block.a + i: block.b + i for i in range(block.size)})
    return places


def _marks(text: str, reading: LineReading) -> tuple[int, int, int, int]:
    """Pen digits called pen, pen digits read, printed characters called pen, printed characters read."""
    wanted = plain_with_pen(text)
    pen = read = wrong = printed = 0
    for at, place in _aligned("".join(char for char, _ in wanted), reading.text).items():
        glyph = reading.glyphs[place]
        if wanted[at][1]:
            read += 1
            pen += glyph.pen
        elif glyph.char not in " ว/":  # these may be either, and the truth's flag is for digits
            printed += 1
            wrong += glyph.pen
    return pen, read, wrong, printed


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.2f} %"
