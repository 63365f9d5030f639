"""The files that the bench reads: the committed samples, and pages generated now that nothing was tuned on."""

from __future__ import annotations

from pathlib import Path

from docproc.bench.measure import BenchFile
from docproc.demonstration.manifest import load_manifest
from models.status import DocType
from samples.generate import generate_heldout

SHEETS_TO_LETTERS = 2


def sample_files() -> list[BenchFile]:
    """Every committed sample that holds paper (pictures have no text to measure)."""
    return [
        BenchFile(sample.path, sample.expected_path, _kind(sample.doc_types), sample.quality, "samples")
        for sample in load_manifest().samples
        if not set(sample.doc_types) & {DocType.PHOTO, DocType.SCREENSHOT}
    ]


def held_out_files(seed: int, letters: int, folder: Path) -> list[BenchFile]:
    """Letters and sheets drawn now, each in every quality: other people, offices, fonts and damage than the samples."""
    made = generate_heldout(seed, folder, letters, max(1, letters // SHEETS_TO_LETTERS))
    return [BenchFile(one.path, one.expected, _kind((one.doc_type,)), one.quality, "held-out") for one in made]


def _kind(doc_types: tuple[str, ...]) -> str:
    return "sheets" if DocType.ATTENDANCE_SHEET in doc_types else "letters"
