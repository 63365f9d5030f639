"""The figures aimed at. Errors in per cent at most, shares in per cent at least."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CharacterTarget:
    """Most error line by line and on the whole page, most Thai digits wrong; None where nothing is aimed at."""

    line: float | None = None
    page: float | None = None
    thai_digits: float | None = None


CPU_SECONDS_A_PAGE = 0.8
CHARACTERS: dict[str, CharacterTarget] = {
    "letters clean": CharacterTarget(0.5, 1.5, 0.5),
    "letters scan": CharacterTarget(0.8, 2.0, 0.5),
    "letters bad": CharacterTarget(3.0, 6.0, 3.0),
    "sheets clean": CharacterTarget(1.5, 4.0, 0.5),
    "sheets scan": CharacterTarget(1.5, 4.0, 0.5),
    "sheets bad": CharacterTarget(6.0, 12.0, 3.0),
    "sheets photo": CharacterTarget(3.0, 8.0),
    "announcements bilevel": CharacterTarget(None, 1.5),
    "forms scan": CharacterTarget(None, 6.0),
    "memos scan": CharacterTarget(1.5, 4.0),
    "received scan": CharacterTarget(3.0, 8.0),
}
# Exact values of a field, by kind of page, for clean, scan and bad; received letters are scans.
_LETTERS: dict[str, tuple[float, float, float]] = {
    "reference_no": (98, 98, 85),
    "date": (98, 98, 90),
    "cited_refs": (95, 95, 80),
    "subject": (90, 90, 70),
    "to": (90, 90, 70),
    "signatory_name": (95, 92, 70),
    "signatory_position": (95, 92, 70),
    "tel": (95, 95, 75),
    "email": (95, 95, 75),
    "stamp_number": (60, 60, 30),
    "stamp_date": (60, 60, 30),
}
_RECEIVED: dict[str, float] = {
    "reference_printed_part": 90, "reference_no": 55, "date": 60, "subject": 80, "to": 80, "signatory_name": 75,
    "stamp_office": 60, "stamp_date": 50,
}  # fmt: skip
_QUALITIES = ("clean", "scan", "bad")
PEN_STRINGS_EXACT = 70.0
PRECISION = 99.5
SHEETS: dict[str, dict[str, float]] = {
    "rows_found": {"clean": 99.5, "scan": 99.5, "bad": 97, "photo": 98},
    "signed_right": {"clean": 99, "scan": 98, "bad": 93, "photo": 96},
    "signed_wrong": {"clean": 0.3, "scan": 0.5, "bad": 2, "photo": 1},
    "names_exact": {"clean": 95, "scan": 95, "bad": 75, "photo": 88},
    "count_exact": {"clean": 87.5, "scan": 87.5, "photo": 87.5},
    "seconds_a_sheet": {"clean": 1.5, "scan": 1.5, "bad": 1.5, "photo": 1.5},
    "gate_seconds": {"photo": 0.5},
}


def field_target(kind: str, quality: str, field: str) -> float | None:
    """The least share of exact values, in per cent; None where none is stated."""
    if kind == "received":
        return _RECEIVED.get(field)
    if kind != "letters" or quality not in _QUALITIES or field not in _LETTERS:
        return None
    return _LETTERS[field][_QUALITIES.index(quality)]
