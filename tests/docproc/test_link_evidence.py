"""Links are judged by number, date, sender, order; only equal and uncontradicted facts are exact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docproc.link_evidence import (
    CitationFacts,
    Judgement,
    LetterFacts,
    SheetFacts,
    judge_citation,
    judge_copy,
    judge_showing,
    repeated_share,
    same_office,
    settle,
)
from models.chain import LinkKind
from models.letter import ReferenceNumber
from models.status import LinkState, Status


def number(running: str, owner: str = "0017", code: str = "นน", circular: bool = True) -> ReferenceNumber:
    printed = f"{code} {owner}.๒/{'ว ' if circular else ''}{running}"
    return ReferenceNumber(code, owner, "2", circular, running, printed)


def letter(identity: str, **changes: object) -> LetterFacts:
    facts = LetterFacts(
        document_id=identity,
        source_id=f"source-{identity}",
        reference_no=number("27455"),
        date=date(2023, 11, 30),
        subject="การดำเนินงานโครงการอาสาดิจิทัลชุมชน",
        issuer="ศาลากลางจังหวัดน่าน",
        addressee="นายอำเภอทุกอำเภอ",
        number_status=Status.CORROBORATED,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


PROVINCE = letter("province")
DISTRICT = letter(
    "district",
    reference_no=number("5150", owner="0418"),
    date=date(2023, 12, 2),
    issuer="ที่ว่าการอำเภอปัว",
    addressee="นายกเทศมนตรีทุกแห่ง",
)
CITATION = CitationFacts(
    document_id="district",
    position=0,
    where="enclosure",
    printed="สำเนาหนังสือจังหวัดน่าน ที่ นน ๐๐๑๗.๒/ว ๒๗๔๕๕ ลงวันที่ ๓๐ พฤศจิกายน ๒๕๖๖",
    reference_no=number("27455"),
    date=date(2023, 11, 30),
    number_status=Status.CORROBORATED,
)


def judged(citation: CitationFacts = CITATION, cited: LetterFacts = PROVINCE) -> Judgement | None:
    return judge_citation(citation, DISTRICT, cited)


def test_the_same_number_and_date_are_an_exact_link() -> None:
    link = judged()
    assert link is not None
    assert (link.state, link.kind) == (LinkState.EXACT, LinkKind.FORWARDS)
    assert {"link.same_number", "link.same_date", "link.same_sender"} <= {reason.code for reason in link.reasons}


@pytest.mark.parametrize(
    ("citation", "why"),
    [
        (replace(CITATION, reference_no=number("27555")), "one digit of a confusable pair differs"),
        (replace(CITATION, date=date(2023, 11, 20)), "the date differs"),
        (replace(CITATION, date=None), "the citation shows no date"),
        (replace(CITATION, reference_no=number("27455", circular=False)), "ว is missing: another register"),
        (
            replace(CITATION, printed=CITATION.printed.replace("จังหวัดน่าน", "จังหวัดเชียงราย")),
            "the citation names another province",
        ),
    ],
)
def test_a_near_match_is_suspected_whatever_else_agrees(citation: CitationFacts, why: str) -> None:
    link = judged(citation)
    assert link is not None, why
    assert link.state is LinkState.SUSPECTED, why


def test_without_a_date_the_order_of_the_letters_speaks_for_a_link() -> None:
    undated = replace(CITATION, date=None)
    before, long_before = judged(undated), judged(undated, replace(PROVINCE, date=date(2022, 11, 30)))
    assert before is not None and long_before is not None
    assert before.score > long_before.score
    assert "link.in_date_order" in {reason.code for reason in before.reasons}


def test_a_pen_number_nobody_could_read_is_suspected_by_its_printed_part_and_date() -> None:
    unread = replace(PROVINCE, reference_no=None, printed_number="นน ๐๐๑๗.๒/ว …")
    link = judged(cited=unread)
    assert link is not None
    assert link.state is LinkState.SUSPECTED
    assert judged(cited=replace(unread, printed_number="นน ๐๐๑๘.๒/ว …")) is None
    assert judged(cited=replace(unread, printed_number="…")) is None


def test_an_unrelated_number_is_no_link() -> None:
    assert judged(replace(CITATION, reference_no=number("11862"))) is None


def test_a_letter_does_not_cite_itself() -> None:
    assert judge_citation(CITATION, DISTRICT, replace(DISTRICT, reference_no=CITATION.reference_no)) is None


def test_a_cited_letter_later_than_the_citing_one_is_never_exact() -> None:
    late = date(2024, 1, 5)
    link = judged(replace(CITATION, date=late), replace(PROVINCE, date=late))
    assert link is None or link.state is LinkState.SUSPECTED


def test_two_exact_candidates_go_to_a_person() -> None:
    first, second = judged(), judged(cited=replace(PROVINCE, document_id="second copy"))
    assert first is not None
    assert second is not None
    states = {judgement.state for _, judgement in settle([(PROVINCE, first), (PROVINCE, second)])}
    assert states == {LinkState.SUSPECTED}


def test_one_exact_candidate_silences_the_near_ones() -> None:
    exact, near = judged(), judged(replace(CITATION, reference_no=number("27555")))
    assert exact is not None
    assert near is not None
    assert [judgement.state for _, judgement in settle([(PROVINCE, near), (PROVINCE, exact)])] == [LinkState.EXACT]


def test_an_office_is_known_by_its_place_within_its_tier() -> None:
    assert same_office("ศาลากลางจังหวัดน่าน", "จังหวัดน่าน")
    assert not same_office("อำเภอเมืองน่าน", "จังหวัดน่าน")
    assert not same_office("", "จังหวัดน่าน")


def test_repeated_text_is_a_share_of_the_lower_letter() -> None:
    upper = "ขอให้จังหวัดแจ้งอำเภอและองค์กรปกครองส่วนท้องถิ่นประชาสัมพันธ์โครงการให้ประชาชนทราบโดยทั่วกัน"
    assert repeated_share(upper, upper) == 1.0
    assert repeated_share("ขอเชิญประชุมหัวหน้าส่วนราชการประจำเดือน", upper) < 0.1
    assert repeated_share("", upper) == 0.0


SHEET = SheetFacts("sheet", "source", date(2023, 12, 15), "บัญชีลงชื่อผู้เข้าร่วมประชุมอาสาดิจิทัลชุมชน ณ ที่ว่าการอำเภอปัว")


def test_a_sheet_of_the_same_place_and_matter_is_suspected_to_show_it() -> None:
    link = judge_showing(SHEET, replace(DISTRICT, subject="การดำเนินงานโครงการอาสาดิจิทัลชุมชน"))
    assert link is not None
    assert (link.state, link.kind) == (LinkState.SUSPECTED, LinkKind.SHOWS)


@pytest.mark.parametrize(
    "sheet",
    [
        replace(SHEET, date=None),
        replace(SHEET, date=date(2023, 12, 1)),  # before the letter that would ask for it
        replace(SHEET, head=SHEET.head.replace("อำเภอปัว", "อำเภอเวียงสา")),
        replace(SHEET, head="บัญชีลงชื่อผู้มาบริจาคโลหิต ณ ที่ว่าการอำเภอปัว"),
    ],
)
def test_a_sheet_of_another_place_day_or_matter_is_not_linked(sheet: SheetFacts) -> None:
    assert judge_showing(sheet, replace(DISTRICT, subject="การดำเนินงานโครงการอาสาดิจิทัลชุมชน")) is None


def test_one_number_on_two_matters_is_never_exact() -> None:
    """An office may use a number twice; the letter meant may be the other one, not handed in yet."""
    link = judged(cited=replace(PROVINCE, subject="ขอเชิญประชุมหัวหน้าส่วนราชการประจำเดือน"))
    assert link is not None
    assert link.state is LinkState.SUSPECTED


def test_numbers_that_are_not_sure_need_all_else_to_agree() -> None:
    unsure = replace(CITATION, number_status=Status.READ)
    alone = judged(unsure)
    assert alone is not None
    assert alone.state is LinkState.EXACT
    elsewhere = judged(unsure, replace(PROVINCE, addressee="นายกเทศมนตรีทุกแห่ง"))
    assert elsewhere is not None
    assert elsewhere.state is LinkState.SUSPECTED


@pytest.mark.parametrize(
    ("changes", "is_copy"),
    [
        ({}, True),
        ({"date": date(2023, 12, 1)}, False),
        ({"date": None}, False),
        ({"reference_no": number("27456")}, False),
        ({"reference_no": None}, False),
        ({"subject": "ขอเชิญประชุมกรมการจังหวัด"}, False),
        # One number in the province's own register, sent with the name of each office: the same letter.
        ({"addressee": "นายอำเภอปัว"}, True),
        # Two letters of one day, one of whose numbers may be misread for the other's.
        ({"addressee": "นายอำเภอปัว", "number_status": Status.READ}, False),
        ({"addressee": "นายอำเภอทุกอำเภอ", "number_status": Status.READ}, True),
        ({"addressee": "นายอำเภอทกอำเภอ", "number_status": Status.READ}, True),
        ({"addressee": None, "number_status": Status.READ}, True),
    ],
)
def test_a_second_scan_is_one_letter_with_the_first_and_never_another_of_the_day(
    changes: dict[str, object], is_copy: bool
) -> None:
    judgement = judge_copy(PROVINCE, letter("second-scan", **changes))
    assert (judgement is not None) is is_copy
    if judgement is not None:
        assert (judgement.kind, judgement.state) == (LinkKind.COPY, LinkState.EXACT)
