"""What the sample files are and what a right run must show of them (`samples/manifest.json`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

SAMPLES = Path(str(files("samples")))


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A committed sample beside its truth; `is_demonstrated` says whether `./run` puts it through the service."""

    path: Path
    expected_path: Path
    quality: str
    doc_types: tuple[str, ...]
    is_demonstrated: bool

    def expected(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.expected_path.read_text(encoding="utf-8"))
        return loaded


@dataclass(frozen=True, slots=True)
class ExpectedLink:
    """From the earlier letter to the one that passes it on or answers it: file names, and which document in each."""

    upper: str
    upper_document: int
    lower: str
    lower_document: int
    state: str


@dataclass(frozen=True, slots=True)
class ExpectedDistrict:
    """What a district's leader publishes, the file names of what proves it, and where the district must end."""

    code: str
    title: str
    held_on: date
    proofs: tuple[str, ...]
    state: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every sample, the links of the demonstrated chain, the receipts in it (file name and stamp), the districts."""

    samples: tuple[SampleFile, ...]
    links: tuple[ExpectedLink, ...]
    receipts: tuple[tuple[str, dict[str, Any]], ...]
    districts: tuple[ExpectedDistrict, ...]

    @property
    def demonstrated(self) -> tuple[SampleFile, ...]:
        return tuple(sample for sample in self.samples if sample.is_demonstrated)


def load_manifest(folder: Path = SAMPLES) -> Manifest:
    """The manifest of the samples in the folder; OSError where there is none."""
    content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    samples = tuple(
        SampleFile(
            path=folder / entry["file"],
            expected_path=folder / entry["expected"],
            quality=entry["quality"],
            doc_types=tuple(entry["doc_types"]),
            is_demonstrated=entry["demonstration"],
        )
        for entry in content["files"]
    )
    links = tuple(
        ExpectedLink(_name(one["from"]), one["from_document"], _name(one["to"]), one["to_document"], one["state"])
        for one in content["links"]
    )
    receipts = tuple((_name(one["file"]), one) for one in content["receipts"])
    return Manifest(samples, links, receipts, tuple(_district(one) for one in content["districts"]))


def _district(one: dict[str, Any]) -> ExpectedDistrict:
    return ExpectedDistrict(
        code=one["code"],
        title=one["title"],
        held_on=date.fromisoformat(one["held_on"]),
        proofs=tuple(map(_name, one["proofs"])),
        state=one["state"],
        missing=tuple(one["missing"]),
    )


def _name(file: str) -> str:
    return Path(file).name
