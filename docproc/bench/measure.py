"""Reads the bench's files and adds up, for each kind and quality, what was right and what it cost."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docproc.bench.characters import Count, line_error, page_error, thai_digit_error
from docproc.bench.raw_tesseract import children_seconds, read_raw
from docproc.expected import compare_readings
from docproc.pipeline import read_source
from extractors.reading import Readers
from models.contract import reading_as_json


@dataclass(frozen=True, slots=True)
class BenchFile:
    """A file with its truth. `part` is "samples" or "held-out"; nothing was ever tuned on the latter."""

    path: Path
    expected: Path
    kind: str
    quality: str
    part: str

    @property
    def group(self) -> str:
        return f"{self.part} {self.kind} {self.quality}"


@dataclass(slots=True)
class FieldScore:
    """One field in one group: how often it was asked for, right, wrong (given and not right), wrong and sure."""

    asked: int = 0
    right: int = 0
    wrong: int = 0
    wrong_and_sure: int = 0
    sure: int = 0


@dataclass(slots=True)
class Characters:
    """Character counts and cost of one way of reading."""

    line: Count = field(default_factory=Count)
    page: Count = field(default_factory=Count)
    thai_digits: Count = field(default_factory=Count)
    cpu_seconds: float = 0.0
    pages: int = 0

    def add(self, truth: str, got: str, cpu_seconds: float, pages: int) -> None:
        self.line += line_error(truth, got)
        self.page += page_error(truth, got)
        self.thai_digits += thai_digit_error(truth, got)
        self.cpu_seconds += cpu_seconds
        self.pages += pages


@dataclass(slots=True)
class Group:
    """All that was measured for one kind in one quality."""

    ours: Characters = field(default_factory=Characters)
    tesseract: Characters = field(default_factory=Characters)
    fields: dict[str, FieldScore] = field(default_factory=lambda: defaultdict(FieldScore))


def measure(files: Iterable[BenchFile], readers: Readers) -> dict[str, Group]:
    """Every file read once by us and once by bare Tesseract, in one process on one core."""
    groups: dict[str, Group] = defaultdict(Group)
    for file in files:
        _measure_file(file, groups[file.group], readers)
    return dict(groups)


def _measure_file(file: BenchFile, group: Group, readers: Readers) -> None:
    data = file.path.read_bytes()
    expected: dict[str, Any] = json.loads(file.expected.read_text(encoding="utf-8"))
    truth = _text_of(expected)
    started = _cpu_seconds()
    outcome = read_source(data, file.path.name, readers)
    spent = _cpu_seconds() - started
    reading = reading_as_json(outcome.name, outcome.sha256, outcome.page_count, outcome.documents, None)
    pages = max(1, outcome.page_count)
    group.ours.add(truth, _text_of(reading), spent, pages)
    raw = read_raw(data, file.path.name)
    if raw is not None:
        group.tesseract.add(truth, raw.text, raw.cpu_seconds, pages)
    for result in compare_readings(expected, reading):
        score = group.fields[result.field]
        score.asked += 1
        score.right += result.right
        score.wrong += result.is_wrong
        score.sure += result.sure
        score.wrong_and_sure += result.is_wrong_and_sure


def _text_of(reading: dict[str, Any]) -> str:
    return "\n".join(document.get("text") or "" for document in reading["documents"])


def _cpu_seconds() -> float:
    """CPU of this process and of the children it has waited for, so that a Tesseract call counts."""
    return time.process_time() + children_seconds()
