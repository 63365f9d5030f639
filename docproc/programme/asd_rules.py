"""The อสด. programme of fiscal years 2563-2564, rule by rule with the clause that says so.

Sources are clauses of the project description that the ministry sent with its letter (its part 5 is about evidence
and payment). Where it leaves something open the rule says so; the value is then a reading of it, or none.
"""

from __future__ import annotations

from typing import Final

from models.programme import Rule, RuleKey
from models.status import DocType

CODE: Final = "asd-2564"
NAME: Final = "โครงการพัฒนาอาสาสมัครดิจิทัล (อสด.) ปีงบประมาณ พ.ศ. 2563 - 2564"

RULES: Final = (
    Rule(
        RuleKey.WINDOW_START,
        "2020-11-10",
        "date",
        "ข้อ 5.3.3",
        "“ตั้งแต่บัดนี้” ไม่ระบุวัน วันที่ของหนังสือกระทรวงเป็นวันแรกสุดที่สมเหตุผล",
    ),
    Rule(
        RuleKey.WINDOW_END,
        "2021-01-31",
        "date",
        "ข้อ 5.3.3",
        "“มกราคม ๒๕๖๔” ไม่ระบุวัน วันสิ้นเดือนเป็นการตีความ",
    ),
    Rule(RuleKey.PUBLISHER_HEADING, "ข่าวสารอาสา", "text", "ข้อ 5.3.1, 5.5"),
    Rule(
        RuleKey.REQUIRED_EVIDENCE,
        [[DocType.PHOTO.value, DocType.ATTENDANCE_SHEET.value], [DocType.SCREENSHOT.value]],
        "document types, one of each group",
        "ข้อ 5.3.2",
    ),
    Rule(RuleKey.PAYMENT_AMOUNT, "1000.00", "baht", "ข้อ 5.4"),
    Rule(
        RuleKey.PAYMENT_PER,
        None,
        "",
        "ข้อ 5.4",
        "“แกนนำ อสด. อำเภอ ๑,๐๐๐ บาท” อาจหมายถึงต่อคนหรือต่ออำเภอ ได้เงินเท่ากันเมื่ออำเภอมีแกนนำคนเดียว",
        ("leader", "district"),
    ),
    Rule(
        RuleKey.QUOTA,
        {"least": 3, "most": 5, "per": "province"},
        "people in the classroom",
        "รายละเอียดโครงการ ส่วนการอบรม และหนังสือนำส่ง",
        "“ประมาณ ๓-๕ คน” ผูกกับจังหวัด ซึ่งดูน้อยเมื่อเทียบกับหมู่บ้านละหนึ่งคน",
    ),
    Rule(RuleKey.VOLUNTEERS_PER_VILLAGE, 1, "people, at least", "รายละเอียดโครงการ ส่วนวัตถุประสงค์ และหนังสือนำส่ง"),
    Rule(
        RuleKey.HOURS,
        None,
        "hours online and in the classroom",
        "รายละเอียดโครงการ ส่วนการอบรม และหนังสือนำส่ง",
        "รายละเอียดโครงการและหนังสือจังหวัดกับอำเภอว่า 4 + 4 หนังสือกระทรวงว่า 9 + 9 เลข ๔ กับ ๙ คล้ายกัน ต้องดูต้นฉบับ",
        ({"online": 4, "classroom": 4}, {"online": 9, "classroom": 9}),
    ),
    Rule(
        RuleKey.AGE_FOCUS,
        35,
        "years, at most",
        "รายละเอียดโครงการ ส่วนการอบรม และหนังสือนำส่ง",
        "เน้นคนรุ่นใหม่ ไม่ได้ตัดผู้ที่อายุมากกว่า",
    ),
)
