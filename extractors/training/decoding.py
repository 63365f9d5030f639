"""From class scores to text, and how far a text is from the truth."""

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from extractors.training.alphabet import ALPHABET


def best_text(scores: NDArray[np.float32]) -> str:
    """The best-path CTC reading of (steps, classes) scores, with pen classes, spaces collapsed."""
    best = scores.argmax(-1)
    kept = best[(best != 0) & (np.concatenate(([0], best[:-1])) != best)]
    return " ".join("".join(ALPHABET[index - 1] for index in kept).split())


def errors(wanted: str, got: str, spaces: bool = True) -> int:
    """Characters to insert, delete or replace to get from one to the other."""
    if not spaces:
        wanted, got = wanted.replace(" ", ""), got.replace(" ", "")
    return int(Levenshtein.distance(wanted, got))
