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
        "5.3.3",
        "ตั้งแต่บัดนี้ names no day; the date of the ministry's letter is the earliest reasonable one",
    ),
    Rule(
        RuleKey.WINDOW_END,
        "2021-01-31",
        "date",
        "5.3.3",
        "มกราคม ๒๕๖๔ names no day; the last of the month is a reading",
    ),
    Rule(RuleKey.PUBLISHER_HEADING, "ข่าวสารอาสา", "text", "5.3.1, 5.5"),
    Rule(
        RuleKey.REQUIRED_EVIDENCE,
        [[DocType.PHOTO.value, DocType.ATTENDANCE_SHEET.value], [DocType.SCREENSHOT.value]],
        "document types, one of each group",
        "5.3.2",
    ),
    Rule(RuleKey.PAYMENT_AMOUNT, "1000.00", "baht", "5.4"),
    Rule(
        RuleKey.PAYMENT_PER,
        None,
        "",
        "5.4",
        "แกนนำ อสด. อำเภอ ๑,๐๐๐ บาท may mean per leader or per district; the same sum where a district has one leader",
        ("leader", "district"),
    ),
    Rule(
        RuleKey.QUOTA,
        {"least": 3, "most": 5, "per": "province"},
        "people in the classroom",
        "project description, training; letters",
        "ประมาณ ๓-๕ คน is tied to the province; beside one volunteer for each village it looks small",
    ),
    Rule(RuleKey.VOLUNTEERS_PER_VILLAGE, 1, "people, at least", "project description, aims; letters"),
    Rule(
        RuleKey.HOURS,
        None,
        "hours online and in the classroom",
        "project description, training; letters",
        "the description and the letters of province and district say 4 + 4, the ministry's letter 9 + 9; "
        "๔ and ๙ are easily confused and only the paper can tell",
        ({"online": 4, "classroom": 4}, {"online": 9, "classroom": 9}),
    ),
    Rule(
        RuleKey.AGE_FOCUS,
        35,
        "years, at most",
        "project description, training; letters",
        "a focus on young people; nobody older is left out",
    ),
)
