"""How often the judge of cells is right, wrong and unsure about each kind of mark."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from extractors.sheets.signature_judge import LEAST_SIGNED, MOST_UNSIGNED, SignatureJudge
from extractors.training.cells.pictures import LEVEL, Pictures


def report(weights: Path, pictures: Pictures) -> str:
    """A table in Markdown, a line for each kind of mark."""
    signed = SignatureJudge(weights).probabilities(pictures.cells.astype(np.float32) * np.float32(LEVEL))
    says = np.where(signed >= LEAST_SIGNED, 1, np.where(signed <= MOST_UNSIGNED, 0, -1))
    lines = ["| mark | cells | right % | wrong % | unsure % |", "|---|---|---|---|---|"]
    for kind in (*sorted(set(pictures.kinds.tolist())), "all"):
        chosen = pictures.kinds == kind if kind != "all" else np.ones(len(says), bool)
        said, truth = says[chosen], pictures.signed[chosen].astype(int)
        right, unsure = float((said == truth).mean()), float((said < 0).mean())
        wrong = float(((said >= 0) & (said != truth)).mean())
        lines.append(f"| {kind} | {chosen.sum()} | {right:.1%} | {wrong:.2%} | {unsure:.1%} |".replace("%", ""))
    return "\n".join(lines)
