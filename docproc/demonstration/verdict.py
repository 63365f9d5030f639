"""Whether a run over the samples came out as it must: every fault is one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docproc.chain import links_of
from docproc.demonstration.manifest import ExpectedLink, Manifest
from docproc.expected import compare_readings
from docproc.link_evidence import same_office
from docproc.wiring import Service
from models.status import LinkState, SourceStatus

ENDS = (SourceStatus.DONE, SourceStatus.NEEDS_REVIEW)


@dataclass(frozen=True, slots=True)
class ReadSample:
    """A sample that went through the service: its reading as the interface gives it, and how long it took."""

    source_id: str
    reading: dict[str, Any]
    seconds: float


def faults(service: Service, manifest: Manifest, read: Mapping[str, ReadSample]) -> Iterator[str]:
    """What is not as expected, by file name of the samples in `read`; nothing where all is well."""
    for sample in manifest.demonstrated:
        yield from _faults_of_reading(sample.path.name, sample.expected(), read[sample.path.name].reading)
    for link in manifest.links:
        yield from _faults_of_link(service, link, read)
    for name, stamp in manifest.receipts:
        yield from _faults_of_receipt(name, stamp, read[name].reading)


def unsure_counts(manifest: Manifest, read: Mapping[str, ReadSample]) -> dict[str, int]:
    """How the values fared that nothing corroborates: asked for, right, wrong, not read."""
    results = [
        result
        for sample in manifest.demonstrated
        for result in compare_readings(sample.expected(), read[sample.path.name].reading)
        if not result.sure and result.expected not in (None, [], "")
    ]
    right, wrong = sum(one.right for one in results), sum(one.is_wrong for one in results)
    return {"asked": len(results), "right": right, "wrong": wrong, "missing": len(results) - right - wrong}


def _faults_of_reading(name: str, expected: dict[str, Any], reading: dict[str, Any]) -> Iterator[str]:
    if reading["status"] not in ENDS:
        yield f"{name}: did not reach its end ({reading['status']}, {reading.get('error')})"
        return
    for result in compare_readings(expected, reading):
        if result.is_wrong_and_sure:
            yield f"{name}: {result.field} is called sure and is wrong: {result.got!r}, not {result.expected!r}"
        if result.field in ("doc_type", "n_signed") and not result.right:
            yield f"{name}: {result.field} is {result.got!r}, not {result.expected!r}"


def _faults_of_link(service: Service, expected: ExpectedLink, read: Mapping[str, ReadSample]) -> Iterator[str]:
    upper = _document_id(read[expected.upper].reading, expected.upper_document)
    lower = _document_id(read[expected.lower].reading, expected.lower_document)
    links = links_of(service, lower) if upper and lower else []
    state = next((link.state for link in links if (link.from_document, link.to_document) == (lower, upper)), None)
    if state != LinkState(expected.state):
        yield f"link {expected.upper} -> {expected.lower} is {state}, not {expected.state}"


def _faults_of_receipt(name: str, stamp: dict[str, Any], reading: dict[str, Any]) -> Iterator[str]:
    """The hop must be shown; a part of the stamp may be unread, never wrong and called sure (seen above)."""
    stamps = [found for document in reading["documents"] for found in document.get("stamps") or []]
    if not any(same_office(stamp["office"], found["office"]) for found in stamps):
        yield f"{name}: no receipt by {stamp['office']}"


def _document_id(reading: dict[str, Any], number: int) -> str | None:
    """Id of the file's document of that number, counted from 1; None where fewer were found."""
    documents = reading["documents"]
    return documents[number - 1]["id"] if number <= len(documents) else None
