"""Make the sample files: `python -m samples.generate` for the committed set, `--set heldout` for fresh ones."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from samples.damage import Quality
from samples.demonstration import DISTRICTS, LINKS, SAMPLES, Sample
from samples.drawn import Drawn, write_sample
from samples.heldout import HeldoutFile, write_heldout
from samples.heldout_kinds import KINDS, write_kind
from samples.pen import DigitBank, load_digits
from samples.truth import to_json

FOLDER = Path(__file__).parent


def draw_sample(sample: Sample, seed: int, digits: DigitBank | None) -> Drawn:
    return sample.make(random.Random(f"{seed}/{sample.name}"), digits)


def generate_committed(out: Path, seed: int = 1, digits: DigitBank | None = None) -> Path:
    """Write the committed samples into `out/demonstration` and `out/bench`; returns the manifest's path."""
    entries: list[dict[str, Any]] = []
    for sample in SAMPLES:
        drawn = draw_sample(sample, seed, digits)
        for quality in sample.qualities:
            shown = quality == sample.shown
            folder = out / ("demonstration" if shown else "bench")
            folder.mkdir(parents=True, exist_ok=True)
            path = write_sample(
                drawn, folder / f"{sample.name}-{quality}", quality, random.Random(f"{seed}/{sample.name}/{quality}"),
                bad_kind=sample.bad_kind, orientation=sample.orientation,
            )  # fmt: skip
            entries.append(_entry(sample, drawn, quality, shown, path.relative_to(out)))
    manifest = out / "manifest.json"
    manifest.write_text(
        to_json(
            {
                "files": entries,
                "links": _links(entries),
                "receipts": _receipts(entries),
                "districts": _districts(entries),
            }
        ),
        encoding="utf-8",
    )
    return manifest


def generate_heldout(
    seed: int,
    out: Path,
    letters: int,
    sheets: int,
    qualities: Sequence[Quality] = ("clean", "scan", "bad", "photo"),
    handwriting: Path | None = None,
) -> list[HeldoutFile]:
    """Draw fresh letters and sheets into `out`, in each quality; letters are not photographed.

    Beside each file lie `<name>.expected.json` and `<name>.truth-lines.json` (page from 1, box in pixels of the page
    image, text, kind). Other fonts found on the machine are used too; with `handwriting` pen digits are real ones.
    """
    digits = load_digits(handwriting) if handwriting else None
    return write_heldout(seed, out, letters, sheets, qualities, digits)


def generate_kind(kind: str, seed: int, out: Path, count: int, handwriting: Path | None = None) -> list[HeldoutFile]:
    """`count` fresh files of one of `heldout_kinds.KINDS`, each in the one quality that its kind arrives in."""
    return write_kind(kind, seed, out, count, load_digits(handwriting) if handwriting else None)


def _entry(sample: Sample, drawn: Drawn, quality: str, shown: bool, path: Path) -> dict[str, Any]:
    sheets = [document["n_signed"] for document in drawn.documents if "n_signed" in document]
    return {
        "file": path.as_posix(),
        "expected": path.with_name(f"{path.stem}.expected.json").as_posix(),
        "sample": sample.name,
        "group": sample.group,
        "quality": quality,
        "demonstration": shown,
        "doc_types": [document["doc_type"] for document in drawn.documents],
        "stamps": [stamp for document in drawn.documents for stamp in document["stamps"]],
        "signatures": drawn.signatures,
        "n_signed": sum(sheets) if sheets else None,
    }


def _shown(entries: Sequence[dict[str, Any]]) -> dict[str, str]:
    return {entry["sample"]: entry["file"] for entry in entries if entry["demonstration"]}


def _links(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    shown = _shown(entries)
    return [
        {
            "from": shown[earlier],
            "from_document": earlier_number,
            "to": shown[later],
            "to_document": later_number,
            "state": state,
        }
        for (earlier, earlier_number), (later, later_number), state in LINKS
    ]


def _receipts(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"file": entry["file"], **stamp} for entry in entries if entry["demonstration"] for stamp in entry["stamps"]
    ]


def _districts(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    shown = _shown(entries)
    return [{**asdict(one), "proofs": [shown[proof] for proof in one.proofs]} for one in DISTRICTS]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Draw sample letters and sheets with their expected files.")
    parser.add_argument("--set", choices=("committed", "heldout"), default="committed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write into")
    parser.add_argument("--letters", type=int, default=20, help="how many letters a held-out set has")
    parser.add_argument("--sheets", type=int, default=6, help="how many sheets a held-out set has")
    parser.add_argument("--others", type=int, default=0, help="how many files of each other kind a held-out set has")
    parser.add_argument("--handwriting", type=Path, help="file of handwritten digits (.npz: images, labels, writer)")
    options = parser.parse_args(arguments)
    if options.set == "heldout":
        generate_heldout(options.seed, options.out, options.letters, options.sheets, handwriting=options.handwriting)
        for kind in KINDS:
            generate_kind(kind, options.seed, options.out, options.others, options.handwriting)
        return
    digits = load_digits(options.handwriting) if options.handwriting else None
    generate_committed(options.out, options.seed, digits)


if __name__ == "__main__":
    main()
