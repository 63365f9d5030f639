"""The tiers a circular travels through, told from how an office or an addressee is named."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from extractors.thai.normal_form import without_spaces
from models.office import Tier

# The first word found decides, so the words of lower tiers come first: ที่ว่าการอำเภอ… จังหวัด… is a district's
# address, and องค์การบริหารส่วนจังหวัด is a local government although it names a province.
_NAMES: tuple[tuple[str, Tier], ...] = (
    ("องค์การบริหารส่วน", Tier.LOCAL),
    ("เทศบาล", Tier.LOCAL),
    ("เทศมนตรี", Tier.LOCAL),
    ("องค์กรปกครองส่วนท้องถิ่น", Tier.LOCAL),
    ("กำนัน", Tier.LOCAL),
    ("ผู้ใหญ่บ้าน", Tier.LOCAL),
    ("อบต.", Tier.LOCAL),
    ("อบจ.", Tier.LOCAL),
    ("ที่ว่าการอำเภอ", Tier.DISTRICT),
    ("ที่ทำการปกครองอำเภอ", Tier.DISTRICT),
    ("นายอำเภอ", Tier.DISTRICT),
    ("อำเภอ", Tier.DISTRICT),
    ("ศาลากลางจังหวัด", Tier.PROVINCE),
    ("ผู้ว่าราชการจังหวัด", Tier.PROVINCE),
    ("จังหวัด", Tier.PROVINCE),
    ("กระทรวง", Tier.MINISTRY),
    ("กรม", Tier.MINISTRY),
    ("สำนักงานปลัด", Tier.MINISTRY),
)


LEAST_WORD = 6  # glyphs: a shorter word with a glyph misread may be any word


@lru_cache(16_384)
def tier_of(name: str | None) -> Tier | None:
    """The tier that an office's or addressee's name shows, one glyph of its word misread at most; None for no tier."""
    plain = without_spaces(name or "")
    spelt_so = next((tier for word, tier in _NAMES if word in plain), None)
    if spelt_so is not None or not plain:
        return spelt_so
    return next((tier for word, tier in _NAMES if len(word) >= LEAST_WORD and _holds_nearly(plain, word)), None)


def _holds_nearly(plain: str, word: str) -> bool:
    """Whether the word stands there with one glyph taken for another; as a share, so many of its glyphs agree."""
    return len(plain) >= len(word) and fuzz.partial_ratio(word, plain) >= 100 * (1 - 1 / len(word)) - 0.01
