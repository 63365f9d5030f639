"""How likely a cell is signed, by a small network that has seen drawn cells of many hands."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

WEIGHTS: Final = Path(__file__).parents[1] / "readers" / "weights" / "signature_cells.onnx"
# Chosen on drawn cells of held-out writers and fonts so that of a hundred sure verdicts fewer than half a one is wrong;
# the card beside the weights has the figures.
LEAST_SIGNED: Final = 0.88
MOST_UNSIGNED: Final = 0.15
# A verdict from measures alone must not be less likely than this. Measures take what hangs in for a signature sooner
# than a signature for nothing.
LEAN_SIGNED: Final = 0.7
LEAN_UNSIGNED: Final = 0.5
# Measures this sure of no signature saw a dash, or no ink but that of another row: there the network must be surer.
PLAINLY_UNSIGNED: Final = 0.9
LEAST_AGAINST: Final = 0.95
_BATCH: Final = 16


class SignatureJudge:
    """Runs the network. Keeps no state between calls."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = ort.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])

    def probabilities(self, pictures: NDArray[np.float32]) -> NDArray[np.float32]:
        """For pictures as `cell_ink` makes them, (n, 2, height, width), n probabilities of being signed."""
        told = [self._of(pictures[start : start + _BATCH]) for start in range(0, len(pictures), _BATCH)]
        return np.concatenate(told) if told else np.zeros(0, np.float32)

    def _of(self, pictures: NDArray[np.float32]) -> NDArray[np.float32]:
        logits: Any = self._session.run(None, {"cells": np.ascontiguousarray(pictures)})[0]
        return np.asarray(1 / (1 + np.exp(-logits[:, 0])), np.float32)


@cache
def signature_judge() -> SignatureJudge:
    """The judge with the weights that are shipped, loaded once."""
    return SignatureJudge()
