"""The files that the bench reads: the committed samples, and pages generated now that nothing was tuned on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from docproc.bench.one_file import BenchFile
from docproc.demonstration.manifest import load_manifest
from models.status import DocType
from samples.generate import generate_heldout, generate_kind
from samples.heldout import HeldoutFile
from samples.heldout_kinds import KINDS, write_fonts


class Part(StrEnum):
    """What the bench can be asked for. The last two are counted on the pages of the others."""

    SAMPLES = "samples"
    LETTERS = "letters"
    SHEETS = "sheets"
    ANNOUNCEMENTS = "announcements"
    FORMS = "forms"
    MEMOS = "memos"
    RECEIVED = "received"
    FONTS = "fonts"
    RELIABILITY = "reliability"
    INDEPENDENCE = "independence"


DRAWN = (Part.LETTERS, Part.SHEETS, Part.ANNOUNCEMENTS, Part.FORMS, Part.MEMOS, Part.RECEIVED)
# Of every eight letters: how many files of the part are drawn; a sheet is drawn in four qualities, a letter in three.
_OF_EIGHT = {
    Part.LETTERS: 8, Part.SHEETS: 4, Part.ANNOUNCEMENTS: 2, Part.FORMS: 3, Part.MEMOS: 4, Part.RECEIVED: 5,
    Part.FONTS: 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What to draw: `letters` sets the size of everything; `fonts` is a folder of further fonts."""

    parts: frozenset[Part]
    seed: int
    letters: int
    handwriting: Path | None = None
    fonts: Path | None = None

    @property
    def drawn(self) -> frozenset[Part]:
        """The parts whose pages are needed: reliability and independence are measured on all of them."""
        on_all = self.parts & {Part.RELIABILITY, Part.INDEPENDENCE}
        return self.parts | frozenset(DRAWN) if on_all else self.parts

    def count(self, part: Part) -> int:
        return max(1, self.letters * _OF_EIGHT[part] // 8)


def planned_files(plan: Plan, folder: Path) -> Iterator[BenchFile]:
    """The files of the plan, each part drawn when its first file is asked for."""
    drawn = plan.drawn
    if Part.LETTERS in drawn:
        letters = generate_heldout(
            plan.seed, folder / "letters", plan.count(Part.LETTERS), 0, handwriting=plan.handwriting
        )
        yield from _as_files(letters, Part.LETTERS)
    if Part.SHEETS in drawn:
        sheets = generate_heldout(
            plan.seed, folder / "sheets", 0, plan.count(Part.SHEETS), handwriting=plan.handwriting
        )
        yield from _as_files(sheets, Part.SHEETS)
    for kind in KINDS:
        part = Part(kind)
        if part in drawn:
            made = generate_kind(kind, plan.seed, folder / kind, plan.count(part), plan.handwriting)
            yield from _as_files(made, part)
    if Part.FONTS in drawn:
        for family, file in write_fonts(plan.seed, folder / "fonts", plan.count(Part.FONTS), ("scan",), plan.fonts):
            yield _as_file(file, Part.FONTS, family.name)
    if Part.SAMPLES in drawn:
        yield from sample_files()


def sample_files() -> list[BenchFile]:
    """Every committed sample that holds paper (pictures have no text to measure)."""
    return [
        BenchFile(sample.path, sample.expected_path, Part.SAMPLES, _kind_of_sample(sample.doc_types), sample.quality)
        for sample in load_manifest().samples
        if not set(sample.doc_types) & {DocType.PHOTO, DocType.SCREENSHOT}
    ]


def _as_files(made: Iterable[HeldoutFile], part: Part) -> Iterator[BenchFile]:
    return (_as_file(file, part) for file in made)


def _as_file(made: HeldoutFile, part: Part, font: str = "") -> BenchFile:
    return BenchFile(made.path, made.expected, part, part.value, made.quality, made.lines, font)


def _kind_of_sample(doc_types: Sequence[str]) -> str:
    return f"samples, {'sheets' if DocType.ATTENDANCE_SHEET in doc_types else 'letters'}"
