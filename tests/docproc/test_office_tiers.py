from __future__ import annotations

import pytest

from docproc.office_tiers import tier_of
from models.office import Tier


@pytest.mark.parametrize(
    ("name", "tier"),
    [
        ("กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม", Tier.MINISTRY),
        ("ผู้ว่าราชการจังหวัดทุกจังหวัด", Tier.PROVINCE),
        ("ศาลากลางจังหวัดน่าน ถนนสุริยพงษ์ นน ๕๕๐๐๐", Tier.PROVINCE),
        ("ที่ว่าการอำเภอปัว จังหวัดน่าน", Tier.DISTRICT),  # the address names the province too
        ("นายอำเภอทุกอำเภอ", Tier.DISTRICT),
        ("องค์การบริหารส่วนจังหวัดน่าน", Tier.LOCAL),  # named after a province, yet a local government
        ("นายกเทศมนตรีตำบลปัว", Tier.LOCAL),
        ("กำ นันทุกตำบล", Tier.LOCAL),  # justified lines are read with stray spaces
        ("องค์ทารบริหารส่วนตำบลนาสมมุติ", Tier.LOCAL),  # ก read as ท
        ("ศาลากลางจังหวด", Tier.PROVINCE),
        ("สำนักงานเขตพื้นที่การศึกษา", None),
        ("ห้างหุ้นส่วน", None),
        (None, None),
    ],
)
def test_the_tier_shows_in_the_name(name: str | None, tier: Tier | None) -> None:
    assert tier_of(name) is tier
