"""Fits the temperature that makes a glyph's confidence mean what it says, on lines nobody trained on."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from extractors.readers.line_reader import LineReader
from extractors.training.alphabet import to_plain
from extractors.training.evaluate import judged_glyphs
from extractors.training.export import describe
from extractors.training.rendering import Sample

CALIBRATION_SETS: Final = ("scan", "bad scan", "pen digits", "tight or loose crop", "table", "Latin")
_TEMPERATURES: Final = (0.6, 0.75, 0.9, 1.05, 1.25, 1.5, 1.8)


def fit_temperature(weights: Path, name: str, version: str, samples: Sequence[Sample]) -> float:
    """The temperature with the least log loss of right and wrong glyphs; it is also written into the file."""
    losses = {}
    for temperature in _TEMPERATURES:
        describe(weights, name, version, temperature)
        losses[temperature] = _log_loss(LineReader(weights), samples)
    best = min(losses, key=lambda temperature: losses[temperature])
    describe(weights, name, version, best)
    return best


def _log_loss(reader: LineReader, samples: Sequence[Sample]) -> float:
    readings = reader.read([sample.image for sample in samples])
    total, count = 0.0, 0
    for reading, sample in zip(readings, samples, strict=True):
        for confidence, right in judged_glyphs(reading, to_plain(sample.text)):
            sure = min(max(confidence, 1e-6), 1 - 1e-6)
            total -= math.log(sure if right else 1 - sure)
            count += 1
    return total / max(1, count)
