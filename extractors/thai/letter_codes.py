"""The two consonants before a reference number, and whose they are."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractors.thai.confusables import are_confusable


@dataclass(frozen=True, slots=True)
class LetterCode:
    """`kind` is "province", "ministry" or "agency"; `province_code` is empty for the last two."""

    code: str
    name: str
    kind: str
    province_code: str


def find_code(code: str) -> LetterCode | None:
    return _table().get(code)


def codes_of_province(province_code: str) -> tuple[LetterCode, ...]:
    return tuple(entry for entry in _table().values() if entry.province_code == province_code)


def all_codes() -> tuple[LetterCode, ...]:
    return tuple(_table().values())


def codes_like(code: str) -> tuple[LetterCode, ...]:
    """Real codes one confusable glyph away: a misread code is often another real one (ลป, ลบ, สป)."""
    return tuple(
        other
        for other in _table().values()
        if len(other.code) == len(code) and _differing(code, other.code) == 1 and _is_slip(code, other.code)
    )


def _differing(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True))


def _is_slip(a: str, b: str) -> bool:
    return all(x == y or are_confusable(x, y) for x, y in zip(a, b, strict=True))


@cache
def _table() -> dict[str, LetterCode]:
    text = files("extractors.thai").joinpath("data/letter_codes.csv").read_text(encoding="utf-8")
    return {
        row["code"]: LetterCode(row["code"], row["name"], row["kind"], row["province_code"])
        for row in csv.DictReader(text.splitlines())
    }
