"""`docproc bench`: reads every file of the plan once, counts all tables from it, and prints them, or JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
from rich.console import Console
from rich.table import Table

from docproc.bench.calibration_table import CalibrationTable
from docproc.bench.character_table import CharacterTable
from docproc.bench.field_table import FieldTable
from docproc.bench.files import Part, Plan, planned_files
from docproc.bench.font_table import FontTable
from docproc.bench.handwriting_table import HandwritingTable
from docproc.bench.independence import IndependenceTable, TrueLine, lines_with_digits
from docproc.bench.measure import Measure
from docproc.bench.one_file import BenchFile, read_file
from docproc.bench.others import ocrmypdf_version
from docproc.bench.reliability_table import ReliabilityTable
from docproc.bench.sheet_table import SheetTable
from extractors.readers.reader import LineReader
from extractors.readers.standard import standard_readers
from extractors.reading import Readers
from samples.heldout import HELD_OUT_SEEDS_FROM

OCRMYPDF_FILES = 2  # of each group: it takes four times as long as Tesseract alone
LINES_A_GROUP = 120  # for the independence of readers
LINES_A_FILE = 24
WIDTH = 170  # columns where the output is no terminal


class Bench:
    """The tables asked for; `add` reads one file and counts it in all of them."""

    def __init__(self, plan: Plan, readers: Readers, *, ocrmypdf: bool) -> None:
        self.plan, self.readers, self._ocrmypdf = plan, readers, ocrmypdf
        self._lines: dict[str, list[TrueLine]] = defaultdict(list)
        self._beside_ocrmypdf: dict[str, int] = defaultdict(int)
        self.independence = IndependenceTable(readers_by_role(readers))
        self.measures: list[Measure] = []
        if plan.parts - {Part.RELIABILITY, Part.INDEPENDENCE, Part.FONTS}:
            self.measures += [CharacterTable(), FieldTable(), HandwritingTable(), SheetTable()]
        if Part.FONTS in plan.parts:
            self.measures.append(FontTable())
        if Part.RELIABILITY in plan.parts:
            self.measures += [ReliabilityTable(), CalibrationTable()]

    def add(self, file: BenchFile) -> None:
        if Part.INDEPENDENCE in self.plan.parts and file.lines and not file.font:
            lines = self._lines[file.group]
            if len(lines) < LINES_A_GROUP:
                lines += lines_with_digits(file, LINES_A_FILE)
        if not self.measures:
            return
        shown = not file.font and Part(file.part) in self.plan.parts
        beside = self._ocrmypdf and shown and self._beside_ocrmypdf[file.group] < OCRMYPDF_FILES
        self._beside_ocrmypdf[file.group] += beside
        one = read_file(file, self.readers, with_tesseract=shown or bool(file.font), with_ocrmypdf=beside)
        for measure in self.measures:
            if shown or file.font or isinstance(measure, ReliabilityTable | CalibrationTable):
                measure.add(one)

    def finish(self) -> None:
        for group, lines in self._lines.items():
            self.independence.measure(group, lines)

    def tables(self) -> Iterator[Table]:
        for measure in self.measures:
            yield from measure.tables()
        yield from self.independence.tables()

    def as_json(self) -> dict[str, Any]:
        return {
            "seed": self.plan.seed,
            "held_out": self.plan.seed >= HELD_OUT_SEEDS_FROM,
            "parts": sorted(self.plan.parts),
            "handwriting": "writers' digits" if self.plan.handwriting else "pen fonts",
            "ocrmypdf": ocrmypdf_version() if self._ocrmypdf else None,
            **{measure.name: measure.as_json() for measure in self.measures},
            self.independence.name: self.independence.as_json(),
        }


def readers_by_role(readers: Readers) -> dict[str, LineReader]:
    """The readers there are, by what the service uses them for."""
    roles = {"line reader": readers.line, "witness": readers.witness, "Tesseract": readers.prose_witness}
    return {role: reader for role, reader in roles.items() if reader is not None}


def run_bench(plan: Plan, *, print_json: bool, ocrmypdf: bool) -> None:
    """Draw the pages of the plan, read and measure them on one core, and print what came out."""
    cv2.setNumThreads(1)
    progress = Console(stderr=True)
    bench = Bench(plan, standard_readers(), ocrmypdf=ocrmypdf)
    with tempfile.TemporaryDirectory(prefix="docproc-bench-") as folder, progress.status("drawing") as status:
        for number, file in enumerate(planned_files(plan, Path(folder)), 1):
            message = f"{number}: {file.path.name}"
            status.update(message)
            if not progress.is_terminal:
                progress.print(message, highlight=False)
            bench.add(file)
        status.update("comparing readers")
        bench.finish()
    if print_json:
        sys.stdout.write(json.dumps(bench.as_json(), ensure_ascii=False, indent=1) + "\n")
    else:
        _print(plan, list(bench.tables()))


def _print(plan: Plan, tables: Sequence[Table]) -> None:
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    if plan.seed >= HELD_OUT_SEEDS_FROM:
        console.print(f"Seed {plan.seed}: held out. Measure and report; tune nothing on what it shows.")
    else:
        console.print(
            f"Seed {plan.seed}: for developing. Figures to report come from seeds from {HELD_OUT_SEEDS_FROM}."
        )
    hands = "digits of writers kept out of training" if plan.handwriting else "pen fonts (no file of digits was given)"
    console.print(f"Handwriting: {hands}. Red: short of its target. SURE n: so many wrong values were called sure;")
    console.print("+n beside wrong: so many values were given where the page has none.\n")
    for table in tables:
        console.print(table)
        console.print()
