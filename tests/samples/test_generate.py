"""The committed samples are what the generator makes, and every one of them has its expected reading."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest

from samples.demonstration import SAMPLES, Sample
from samples.generate import FOLDER, draw_sample, generate_heldout, generate_kind
from samples.heldout_kinds import KINDS, write_fonts
from samples.typography import every_family

MANIFEST: dict[str, Any] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
MEDIA = (".pdf", ".jpg", ".png")
DOC_KEYS = {
    "doc_type", "pages", "text", "notes", "reference_no", "is_circular", "date", "subject", "to", "urgency", "secrecy",
    "references", "cited_refs", "enclosures", "signatory_name", "signatory_position", "agency", "tel", "fax", "email",
    "stamps",
}  # fmt: skip


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _without_places(document: dict[str, Any]) -> dict[str, Any]:
    """Notes without their boxes: those depend on how the page was damaged, not on what was drawn."""
    return {**document, "notes": [{**note, "box": None} for note in document["notes"]]}


def test_every_sample_has_an_expected_file_and_the_reverse() -> None:
    listed = {entry["file"] for entry in MANIFEST["files"]}
    expected = {entry["expected"] for entry in MANIFEST["files"]}
    folders = [FOLDER / "demonstration", FOLDER / "bench"]
    found = {path.relative_to(FOLDER).as_posix() for folder in folders for path in folder.iterdir()}
    assert {name for name in found if name.endswith(MEDIA)} == listed
    assert found - listed == expected


@pytest.mark.parametrize("entry", MANIFEST["files"], ids=lambda entry: entry["file"])
def test_expected_file_belongs_to_its_sample(entry: dict[str, Any]) -> None:
    expected, content = _read(entry["expected"]), (FOLDER / entry["file"]).read_bytes()
    assert expected["source"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert expected["source"]["name"] == Path(entry["file"]).name
    assert [document["doc_type"] for document in expected["documents"]] == entry["doc_types"]
    pages = [page for document in expected["documents"] for page in document["pages"]]
    assert pages == list(range(1, expected["source"]["pages"] + 1))
    for document in expected["documents"]:
        if document["doc_type"] in ("external_letter", "memo", "stamped_letter", "order", "announcement"):
            assert set(document) == DOC_KEYS
        if document["doc_type"] == "attendance_sheet":
            assert document["n_signed"] == sum(row["signed"] for row in document["rows"])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_drawing_a_sample_again_gives_its_committed_truth(sample: Sample) -> None:
    drawn = draw_sample(sample, seed=1, digits=None)
    for quality in sample.qualities:
        entry = next(e for e in MANIFEST["files"] if e["sample"] == sample.name and e["quality"] == quality)
        committed = [_without_places(document) for document in _read(entry["expected"])["documents"]]
        assert [_without_places(document) for document in drawn.documents] == committed


def test_links_lead_between_demonstrated_documents() -> None:
    shown = {entry["file"]: entry for entry in MANIFEST["files"] if entry["demonstration"]}
    assert {link["state"] for link in MANIFEST["links"]} == {"exact", "suspected"}
    for link in MANIFEST["links"]:
        earlier = _read(shown[link["from"]]["expected"])["documents"][link["from_document"] - 1]
        later = _read(shown[link["to"]]["expected"])["documents"][link["to_document"] - 1]
        cites = {"ref": earlier["reference_no"], "date": earlier["date"]} in later["cited_refs"]
        assert cites == (link["state"] == "exact")
        assert earlier["date"] < later["date"]


def test_one_seed_gives_the_same_bytes_and_another_seed_other_letters(tmp_path: Path) -> None:
    sets = [
        generate_heldout(seed, tmp_path / name, letters=1, sheets=1, qualities=("scan",))
        for seed, name in ((3, "first"), (3, "again"), (4, "other"))
    ]
    first, again, other = [[file.path.read_bytes() for file in files] for files in sets]
    assert first == again
    assert first != other
    texts = [_document(files[0].expected)["text"] for files in sets]
    assert texts[0] == texts[1] != texts[2]


def test_held_out_lines_lie_on_the_damaged_page_and_spell_the_text(tmp_path: Path) -> None:
    seed = random.Random(11).randrange(1000)
    for file in generate_heldout(seed, tmp_path, letters=2, sheets=1, qualities=("clean", "bad", "photo")):
        lines = json.loads(file.lines.read_text(encoding="utf-8"))
        printed = "\n".join(line["text"] for line in lines if line["kind"] == "print")
        assert printed == _document(file.expected)["text"]
        assert all(0 <= line["box"][0] < line["box"][2] and 0 <= line["box"][1] < line["box"][3] for line in lines)


def _document(expected: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(expected.read_text(encoding="utf-8"))["documents"][0]
    return document


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_other_kind_is_drawn_the_same_again_with_lines_that_spell_its_text(kind: str, tmp_path: Path) -> None:
    first, again = (generate_kind(kind, 5, tmp_path / name, 1)[0] for name in ("first", "again"))
    assert first.path.read_bytes() == again.path.read_bytes()
    lines = json.loads(first.lines.read_text(encoding="utf-8"))
    printed = "\n".join(line["text"] for line in lines if line["kind"] == "print")
    assert printed == _document(first.expected)["text"]
    for line in lines:
        # A word has letters as high as its line's; a lone digit may be lower.
        if line["kind"] == "print" and len(line["text"]) > 3:
            xs, ys = ([corner[axis] for corner in line["letters"]] for axis in (0, 1))
            left, top, right, bottom = line["box"]
            assert left - 1 <= min(xs) < max(xs) <= right + 1
            assert top - 3 <= min(ys) < max(ys) <= bottom + 3


def test_a_received_letter_says_what_a_pen_wrote_into_it(tmp_path: Path) -> None:
    files = generate_kind("received", 5, tmp_path, 3)
    written = {}
    for file in files:
        document = _document(file.expected)
        for line in json.loads(file.lines.read_text(encoding="utf-8")):
            if line.get("pen_field") == "running_number":
                written[file.path.name] = document["reference_no"].endswith(line["text"])
            assert line.get("pen_field") in (None, "running_number", "day", "stamp_number", "stamp_date")
    assert written
    assert all(written.values())


def test_one_letter_is_set_in_every_typeface_there_is(tmp_path: Path) -> None:
    made = write_fonts(5, tmp_path, 1, ("scan",), None)
    assert [family.name for family, _ in made] == [family.name for family in every_family()]
    texts = {_document(file.expected)["text"].replace("\n", "").replace(" ", "") for _, file in made}
    assert len(texts) == 1
