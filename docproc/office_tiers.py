"""The tiers a circular travels through, told from how an office or an addressee is named."""

from __future__ import annotations

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


def tier_of(name: str | None) -> Tier | None:
    """The tier that an office's or addressee's name shows; None where it shows none."""
    plain = without_spaces(name or "")
    return next((tier for word, tier in _NAMES if word in plain), None)
