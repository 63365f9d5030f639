"""A reading set beside its expected file: which values are right, wrong, or not given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractors.thai.digits import to_arabic

SURE = ("corroborated", "confirmed")

# Fields of one value, in the order of the contract.
SINGLE_FIELDS = (
    "reference_no", "is_circular", "date", "subject", "to", "urgency", "secrecy",
    "signatory_name", "signatory_position", "agency", "email", "n_signed",
)  # fmt: skip
NUMBER_LISTS = ("tel", "fax")
STAMP_KEYS = ("office", "number", "date", "time")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One value of one document. `sure` and `confidence` (0..1, None without proof) are the machine's own claim."""

    document: int
    doc_type: str
    field: str
    expected: Any
    got: Any
    right: bool
    sure: bool
    confidence: float | None = None

    @property
    def is_wrong_and_sure(self) -> bool:
        return self.sure and not self.right

    @property
    def is_wrong(self) -> bool:
        """A value was given and it is not the right one (an honest null is not wrong, only missing)."""
        return not self.right and self.got not in (None, [], "")


def compare_readings(expected: dict[str, Any], got: dict[str, Any]) -> list[Comparison]:
    """Every value of every expected document against the document that was read from the same first page."""
    results: list[Comparison] = []
    for index, truth in enumerate(expected["documents"]):
        read = _document_on_page(got, truth["pages"][0])
        results.extend(_compare_document(index, truth, read or {}))
    return results


def same_value(field: str, expected: Any, got: Any) -> bool:
    """True where both say the same, as a clerk would judge: spaces and the shape of digits do not matter."""
    if field in NUMBER_LISTS or field == "cited_refs":
        return sorted(map(_plain, expected or [])) == sorted(map(_plain, got or []))
    return _plain(expected) == _plain(got)


def _compare_document(index: int, truth: dict[str, Any], read: dict[str, Any]) -> Iterator[Comparison]:
    evidence = read.get("evidence", {})
    doc_type = truth["doc_type"]
    got_type = read.get("doc_type")
    yield Comparison(index, doc_type, "doc_type", doc_type, got_type, doc_type == got_type, False)
    for field in (*SINGLE_FIELDS, *NUMBER_LISTS):
        if field in truth:
            right = same_value(field, truth[field], read.get(field))
            claim = _claim(evidence, field)
            yield Comparison(index, doc_type, field, truth[field], read.get(field), right, *claim)
    yield from _compare_citations(index, truth, read)
    yield from _compare_stamps(index, truth, read)
    yield from _compare_rows(index, truth, read)


def _compare_citations(index: int, truth: dict[str, Any], read: dict[str, Any]) -> Iterator[Comparison]:
    listed: list[dict[str, Any]] = read.get("cited_refs") or []
    for cited in truth.get("cited_refs") or []:
        at = next((n for n, one in enumerate(listed) if _plain(one["ref"]) == _plain(cited["ref"])), None)
        found = listed[at] if at is not None else None
        right = found is not None and (cited.get("date") is None or found.get("date") == cited["date"])
        _, confidence = _claim(read.get("evidence", {}), f"cited_refs[{at}].ref")
        yield Comparison(index, truth["doc_type"], "cited_refs", cited, found, right, False, confidence)


def _compare_stamps(index: int, truth: dict[str, Any], read: dict[str, Any]) -> Iterator[Comparison]:
    left: dict[int, dict[str, Any]] = dict(enumerate(read.get("stamps") or []))
    for stamp in truth.get("stamps") or []:
        best = max(left, key=lambda position: _shared(stamp, left[position]), default=None)
        found = left.pop(best) if best is not None else {}
        for key in STAMP_KEYS:
            right = same_value(key, stamp.get(key), found.get(key))
            claim = _claim(read.get("evidence", {}), f"stamps[{best}].{key}")
            yield Comparison(index, truth["doc_type"], f"stamp_{key}", stamp.get(key), found.get(key), right, *claim)


def _compare_rows(index: int, truth: dict[str, Any], read: dict[str, Any]) -> Iterator[Comparison]:
    rows = {row.get("no"): row for row in read.get("rows") or []}
    for row in truth.get("rows") or []:
        found = rows.get(row["no"], {})
        for key in ("name", "signed"):
            right = same_value(key, row[key], found.get(key))
            yield Comparison(index, truth["doc_type"], f"row_{key}", row[key], found.get(key), right, False)


def _document_on_page(reading: dict[str, Any], page: int) -> dict[str, Any] | None:
    return next((document for document in reading["documents"] if page in document["pages"]), None)


def _claim(evidence: dict[str, Any], field: str) -> tuple[bool, float | None]:
    """Whether the field is called sure, and its confidence."""
    entry = evidence.get(field)
    return (entry.get("status") in SURE, entry.get("confidence")) if isinstance(entry, dict) else (False, None)


def _shared(one: dict[str, Any], other: dict[str, Any]) -> int:
    return sum(_plain(one.get(key)) == _plain(other.get(key)) for key in STAMP_KEYS)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return _plain(value.get("ref"))
    text = unicodedata.normalize("NFC", "" if value is None else str(value)).replace("ํา", "ำ")
    return re.sub(r"[\s\-–]", "", to_arabic(text))
