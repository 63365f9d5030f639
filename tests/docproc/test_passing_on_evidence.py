"""What speaks for a letter that names none passing another on: never more than suspected, and never a stranger's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docproc.link_evidence import LetterFacts
from docproc.passing_on_evidence import Above, judge_passing_on
from models.chain import LinkKind
from models.letter import ReferenceNumber
from models.status import LinkState
from tests.docproc.test_link_evidence import DISTRICT, PROVINCE, letter

MINISTRY = letter(
    "ministry",
    reference_no=ReferenceNumber("ดศ", "0208", "", False, "12133", "ดศ ๐๒๐๘/๑๒๑๓๓"),
    date=date(2023, 11, 10),
    issuer="กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม",
    addressee="ผู้ว่าราชการจังหวัดทุกจังหวัด",
    subject="การดำเนินงานโครงการการอาสาดิจิทัลชุมชน",
    received_by=("จังหวัดน่าน",),
)
OFFICES = Above(nearest=("จังหวัดน่าน",))  # above the district


def test_a_letter_passed_on_without_a_citation_is_suspected_with_its_clues() -> None:
    link = judge_passing_on(PROVINCE, MINISTRY)
    assert link is not None
    assert (link.state, link.kind) == (LinkState.SUSPECTED, LinkKind.PASSES_ON)
    assert {"link.addressed_to_tier", "link.received_before"} <= {reason.code for reason in link.reasons}


@pytest.mark.parametrize(
    "lower",
    [
        replace(PROVINCE, date=date(2023, 11, 9)),  # before the letter it would pass on
        replace(PROVINCE, date=date(2024, 6, 1)),  # half a year later
        replace(PROVINCE, subject="ขอเชิญประชุมประจำเดือน"),
        replace(PROVINCE, issuer="กระทรวงมหาดไทย"),  # not a lower tier
    ],
)
def test_what_does_not_fit_is_not_passed_on(lower: LetterFacts) -> None:
    assert judge_passing_on(lower, MINISTRY) is None


@pytest.mark.parametrize(
    ("issuer", "is_above"),
    [
        ("ศาลากลางจังหวัดน่าน", True),
        ("ศาลากลางจังหวัดนาน", True),  # a mark lost
        ("ศาลากลางจังหวัดอุตรดิตถ์", None),
    ],
)
def test_the_letter_of_the_office_above_goes_before_and_that_of_another_is_none(
    issuer: str, is_above: bool | None
) -> None:
    link = judge_passing_on(DISTRICT, replace(PROVINCE, issuer=issuer), OFFICES)
    unknown = judge_passing_on(DISTRICT, replace(PROVINCE, issuer=issuer))
    assert unknown is not None
    if is_above is None:
        assert link is None
    else:
        assert link is not None
        assert link.score > unknown.score
        assert "link.office_above" in {reason.code for reason in link.reasons}


def test_above_the_offices_that_are_known_any_letter_may_be_the_one() -> None:
    text = "ขอความร่วมมือแจ้งหน่วยงานในสังกัดประชาสัมพันธ์และสนับสนุนการดำเนินงาน"
    assert judge_passing_on(replace(DISTRICT, text=text), replace(MINISTRY, text=text), OFFICES) is not None


def test_text_in_common_makes_no_link_between_two_matters() -> None:
    text = "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการในส่วนที่เกี่ยวข้องและรายงานผลให้ทราบภายในกำหนด" * 3
    lower, upper = replace(DISTRICT, text=text), replace(PROVINCE, text=text)
    unread = judge_passing_on(replace(lower, subject=None), upper, OFFICES)
    assert unread is not None, "the text alone is enough where the subject was not read"
    assert judge_passing_on(replace(lower, subject="การป้องกันโรคไข้เลือดออก"), upper, OFFICES) is None


def test_everything_together_is_no_more_than_certain() -> None:
    text = f"{PROVINCE.issuer} " + "ขอความร่วมมือแจ้งหน่วยงานในสังกัดประชาสัมพันธ์และสนับสนุนการดำเนินงาน" * 3
    upper = replace(PROVINCE, text=text, code_key="นน", received_by=("อำเภอปัว",))
    link = judge_passing_on(replace(DISTRICT, text=text, code_key="นน"), upper, OFFICES)
    assert link is not None
    assert link.score == pytest.approx(1.0)
    assert link.state is LinkState.SUSPECTED
