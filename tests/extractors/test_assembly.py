"""Whole pages in, documents out: fields found by where they stand on the page."""

from __future__ import annotations

from datetime import date

from extractors.assembly import assemble
from models.document import Document
from models.geometry import Box
from models.letter import Letter
from models.page import PageReading, Zone, ZoneKind
from models.status import DocType, Status
from tests.factories import LEFT, centred, letter_lines, line, page, paragraph, stamp_zone


def the_letter(document: Document) -> Letter:
    assert document.letter is not None
    return document.letter


def read_one(*pages: PageReading) -> Document:
    (document,) = assemble(pages)
    return document


def test_external_letter() -> None:
    document = read_one(page(letter_lines()))
    letter = the_letter(document)
    assert document.doc_type is DocType.EXTERNAL_LETTER
    assert letter.reference_no.value is not None
    assert letter.reference_no.value.printed == "ลป ๐๔๑๘.๑/ว ๕๑๕๐"
    assert letter.date.value == date(2020, 12, 2)
    assert letter.subject.value == "ขอเชิญประชุมผู้ใหญ่บ้าน"
    assert letter.to.value == "ผู้ใหญ่บ้านทุกหมู่บ้าน"
    assert letter.issuer.value == "ที่ว่าการอำเภอเถิน"
    assert letter.signatory_name.value == "นายสมมุติ ตัวอย่าง"
    assert letter.signatory_position.value == "ปลัดอำเภอ รักษาราชการแทน นายอำเภอเถิน"
    assert letter.agency.value == "ที่ทำการปกครองอำเภอเถิน"
    assert [tel.value for tel in letter.tel] == ["0 5400 0000"]
    assert [*letter.references, *letter.citations, *letter.enclosures, *letter.stamps] == []
    assert document.problems == ()


def test_text_is_the_printed_lines_in_rows() -> None:
    text = read_one(page(letter_lines(number_pen="๕๑๕๐"))).text
    first, second, *_ = text.split("\n")
    assert first == "ที่ ลป ๐๔๑๘.๑/ว"
    assert second == "ที่ว่าการอำเภอเถิน"


def test_wrapped_subject_and_addressees() -> None:
    letter = the_letter(
        read_one(
            page(
                letter_lines(
                    subject=(
                        "การดำเนินการโครงการพัฒนาเครือข่ายอาสาสมัครดิจิทัลประจำหมู่บ้านและการจัดทำทะเบียนกลางของ",
                        "อาสาสมัคร",
                    ),
                    to=("นายกองค์การบริหารส่วนตำบลทุกแห่ง กำนันทุกตำบล และผู้ใหญ่บ้านทุกหมู่บ้าน", "ในอำเภอ"),
                )
            )
        )
    )
    assert letter.subject.value == (
        "การดำเนินการโครงการพัฒนาเครือข่ายอาสาสมัครดิจิทัลประจำหมู่บ้านและการจัดทำทะเบียนกลางของอาสาสมัคร"
    )
    assert letter.to.value is not None
    assert letter.to.value.endswith("ในอำเภอ")


def test_misread_labels_are_still_labels() -> None:
    lines = letter_lines()
    swapped = [
        line(one.text.replace("เรื่อง", "เรือง").replace("เรียน", "เรีียน"), x=one.box.x0, y=one.box.y0) for one in lines
    ]
    letter = the_letter(read_one(page(swapped)))
    assert letter.subject.value == "ขอเชิญประชุมผู้ใหญ่บ้าน"
    assert letter.to.value == "ผู้ใหญ่บ้านทุกหมู่บ้าน"


def test_letters_cited_in_all_three_places() -> None:
    letter = the_letter(
        read_one(
            page(
                letter_lines(
                    references=("หนังสือจังหวัดลำปาง ที่ ลป ๐๐๑๗.๒/ว ๑๐๐ ลงวันที่ ๑ ธันวาคม ๒๕๖๓",),
                    enclosures=(("สำเนาหนังสือจังหวัดลำปาง ที่ ลป ๐๐๑๗.๒/ว ๒๐๐ ลงวันที่ ๑๕ พ.ย. ๒๕๖๓", "จำนวน ๑ ชุด"),),
                    body=(
                        "ด้วยอำเภอเถินได้รับแจ้งตามหนังสือสำนักงานสถิติจังหวัดลำปาง ที่ ลป ๐๐๑๙/",
                        "๓๐๐ ลงวันที่ ๓๐ พฤศจิกายน พ.ศ.๒๕๖๓ ให้จัดประชุม",
                    ),
                )
            )
        )
    )
    cited = [(c.where, c.reference_no.value and c.reference_no.value.printed, c.date.value) for c in letter.citations]
    assert cited == [
        ("references", "ลป ๐๐๑๗.๒/ว ๑๐๐", date(2020, 12, 1)),
        ("enclosure", "ลป ๐๐๑๗.๒/ว ๒๐๐", date(2020, 11, 15)),
        ("body", "ลป ๐๐๑๙/๓๐๐", date(2020, 11, 30)),
    ]
    assert [(e.text, e.qty) for e in letter.enclosures] == [
        ("สำเนาหนังสือจังหวัดลำปาง ที่ ลป ๐๐๑๗.๒/ว ๒๐๐ ลงวันที่ ๑๕ พ.ย. ๒๕๖๓", "จำนวน ๑ ชุด")
    ]


def test_numbered_enclosures_end_where_the_body_begins() -> None:
    letter = the_letter(
        read_one(page(letter_lines(enclosures=(("๑. คำสั่งจังหวัด", "จำนวน ๑ ฉบับ"), ("๒. ตารางประชุม", "จำนวน ๒ แผ่น")))))
    )
    assert [(e.text, e.qty) for e in letter.enclosures] == [
        ("คำสั่งจังหวัด", "จำนวน ๑ ฉบับ"),
        ("ตารางประชุม", "จำนวน ๒ แผ่น"),
    ]


def test_memo_with_number_and_date_on_one_line() -> None:
    lines = [
        centred("บันทึกข้อความ", y=200),
        line("ส่วนราชการ กองแผนงาน (ฝ่ายธุรการ โทร. ๐ ๒๑๐๐ ๐๐๐๐, โทร.ภายใน ๑๒๓๔๕)", y=300),
        line("ที่ กห ๐๖๑๒.๓๐.๔/๑๒๓   วันที่ ๔ มิ.ย. ๖๖", y=360, pen="๑๒๓"),
        line("เรื่อง ขอความเห็นชอบการฝึกอบรม", y=420),
        line("เสนอ ผู้อำนวยการกองฝึก", y=490),
        *paragraph(("๑. ด้วยกองแผนงานมีความประสงค์จัดฝึกอบรมหลักสูตรดิจิทัลให้แก่ข้าราชการในสังกัดจำนวน ๖ นาย", "ตามแนบ"), y=570),
        line("พ.อ.", x=800, y=800),
        centred("(สมมุติ ตัวอย่าง)", y=880, centre=1010),
        centred("ผอ.กองแผนงาน", y=932, centre=1010),
    ]
    document = read_one(page(lines))
    letter = the_letter(document)
    assert document.doc_type is DocType.MEMO
    assert letter.reference_no.value is not None
    assert letter.reference_no.value.printed == "กห ๐๖๑๒.๓๐.๔/๑๒๓"
    assert letter.reference_no.handwritten
    assert letter.date.value == date(2023, 6, 4)
    assert not letter.date.handwritten
    assert letter.to.value == "ผู้อำนวยการกองฝึก"
    assert letter.agency.value == "กองแผนงาน"
    assert [tel.value for tel in letter.tel] == ["0 2100 0000", "12345"]
    assert letter.signatory_name.value == "สมมุติ ตัวอย่าง"
    assert letter.signatory_position.value == "ผอ.กองแผนงาน"


def test_unread_pen_day_leaves_the_date_open() -> None:
    letter = the_letter(read_one(page(letter_lines(day="ธันวาคม ๒๕๖๓"))))
    assert letter.date.value is None
    assert letter.date.printed == "… ธันวาคม ๒๕๖๓"
    assert letter.date.box is not None


def test_day_that_does_not_exist_is_a_problem() -> None:
    document = read_one(page(letter_lines(day="๓๑ พฤศจิกายน ๒๕๖๓")))
    assert the_letter(document).date.value is None
    assert [problem.code for problem in document.problems] == ["problem.date_no_such_day"]


def test_later_signatures_are_not_the_signatory() -> None:
    lines = letter_lines()
    lowest = max(one.box.y1 for one in lines)
    lines += [
        centred("(นางสาวสมมุติ ผู้รับ)", y=lowest + 100, centre=1010),
        centred("ปลัดเทศบาล", y=lowest + 152, centre=1010),
    ]
    letter = the_letter(read_one(page(lines)))
    assert letter.signatory_name.value == "นายสมมุติ ตัวอย่าง"
    assert letter.signatory_position.value == "ปลัดอำเภอ รักษาราชการแทน นายอำเภอเถิน"


def test_received_stamp_is_a_receipt_and_not_the_sender() -> None:
    zone = stamp_zone("เทศบาลเมืองสมมุติ", "เลขรับ ๑๒๓๔", "วันที่ - 8 ธ.ค. 2563", "เวลา 09.30 น.", colour="red")
    letter = the_letter(read_one(page(letter_lines(), zones=[zone])))
    (stamp,) = letter.stamps
    assert stamp.office.value == "เทศบาลเมืองสมมุติ"
    assert stamp.number.value == "๑๒๓๔"
    assert stamp.date.value == date(2020, 12, 8)
    assert stamp.time.value == "09:30"
    assert stamp.colour == "red"
    assert letter.issuer.value == "ที่ว่าการอำเภอเถิน"


def test_receipt_before_the_letter_is_a_problem() -> None:
    zone = stamp_zone("เทศบาล", "เลขรับ 1", "วันที่ 1 ธ.ค. 2563")
    document = read_one(page(letter_lines(), zones=[zone]))
    assert "problem.received_before_written" in [problem.code for problem in document.problems]
    assert the_letter(document).stamps[0].date.status is Status.DISPUTED


def test_receipt_years_before_the_letter_is_a_misreading() -> None:
    zone = stamp_zone("เทศบาล", "เลขรับ 1", "วันที่ 8 ธ.ค. 2523")
    document = read_one(page(letter_lines(), zones=[zone]))
    assert the_letter(document).stamps[0].date.value is None


def test_letter_without_a_number_says_so() -> None:
    document = read_one(page(letter_lines(number="")))
    assert the_letter(document).reference_no.status is Status.UNREAD
    assert [problem.code for problem in document.problems] == ["problem.no_reference_number"]


def test_order() -> None:
    lines = [
        centred("คำสั่งอำเภอเถิน", y=300),
        centred("ที่ ๑๒๓/๒๕๖๖", y=352),
        centred("เรื่อง แต่งตั้งคณะทำงานอาสาสมัครดิจิทัล", y=404),
        *paragraph(("ด้วยอำเภอเถินได้รับมอบหมายให้ดำเนินโครงการอาสาสมัครดิจิทัลประจำหมู่บ้านให้ครบทุกหมู่บ้าน จึงแต่ง", "ตั้ง"), y=500),
        line("สั่ง ณ วันที่ ๔ กันยายน พ.ศ. ๒๕๖๖", x=LEFT + 300, y=760),
        centred("(นายสมมุติ ตัวอย่าง)", y=900, centre=1010),
        centred("นายอำเภอเถิน", y=952, centre=1010),
    ]
    document = read_one(page(lines))
    letter = the_letter(document)
    assert document.doc_type is DocType.ORDER
    assert letter.reference_no.value is not None
    assert letter.reference_no.value.printed == "๑๒๓/๒๕๖๖"
    assert letter.subject.value == "แต่งตั้งคณะทำงานอาสาสมัครดิจิทัล"
    assert letter.date.value == date(2023, 9, 4)
    assert letter.issuer.value == "อำเภอเถิน"
    assert letter.signatory_position.value == "นายอำเภอเถิน"


def test_stamped_letter_is_dated_at_its_foot() -> None:
    lines = [
        line("ที่ ลป ๐๔๑๘.๑/๕๑", y=420),
        line("ถึง เทศบาลเมืองสมมุติ", y=520),
        *paragraph(("พร้อมหนังสือนี้ อำเภอเถินขอส่งสำเนาระเบียบว่าด้วยการปฏิบัติงานของอาสาสมัครดิจิทัลมาให้ จำนวน ๑", "เล่ม"), y=600),
        centred("อำเภอเถิน", y=800, centre=1010),
        centred("๔ กันยายน ๒๕๖๖", y=900, centre=1010),
        line("ที่ทำการปกครองอำเภอเถิน", y=1000),
        line("โทร. ๐ ๕๔๐๐ ๐๐๐๐", y=1052),
    ]
    document = read_one(page(lines))
    letter = the_letter(document)
    assert document.doc_type is DocType.STAMPED_LETTER
    assert letter.to.value == "เทศบาลเมืองสมมุติ"
    assert letter.date.value == date(2023, 9, 4)
    assert letter.signatory_name.value is None
    assert letter.agency.value == "ที่ทำการปกครองอำเภอเถิน"


def test_letter_the_letter_it_forwards_and_an_enclosure_in_one_file() -> None:
    cover = letter_lines(enclosures=(("สำเนาหนังสือ ที่ ลป ๐๐๑๗.๒/ว ๒๐๐ ลงวันที่ ๑๕ พฤศจิกายน ๒๕๖๓", "จำนวน ๑ ชุด"),))
    forwarded = letter_lines(number="ที่ ลป ๐๐๑๗.๒/ว ๒๐๐", day="๑๕ พฤศจิกายน ๒๕๖๓", sender=("ศาลากลางจังหวัดลำปาง",),
                             closing=None, name="", owner=())  # fmt: skip
    second = [centred("- ๒ -", y=120), *paragraph(("ให้อำเภอดำเนินการและรายงานผลให้จังหวัดทราบภายในเดือน", "รายชื่อ"), y=220),
              centred("ขอแสดงความนับถือ", y=500, centre=1010), centred("(นายสมมุติ อีกคน)", y=700, centre=1010),
              centred("ผู้ว่าราชการจังหวัดลำปาง", y=752, centre=1010)]  # fmt: skip
    annex = [
        centred("รายละเอียดโครงการ", y=200),
        *paragraph(("๑. หลักการและเหตุผลของโครงการพัฒนาอาสาสมัคร", "ปี"), y=300),
    ]
    documents = assemble(
        [
            page(cover),
            page(forwarded, number=2),
            page(second, number=3),
            page(number=4, is_blank=True),
            page(annex, number=5),
        ]
    )
    assert [(one.doc_type, one.pages) for one in documents] == [
        (DocType.EXTERNAL_LETTER, (1,)),
        (DocType.EXTERNAL_LETTER, (2, 3)),
        (DocType.ENCLOSURE, (5,)),
    ]
    # The cover's citation and the copy behind it name the same number and day: two witnesses in one file.
    citing, copy = the_letter(documents[0]), the_letter(documents[1])
    assert citing.citations[0].reference_no.status is Status.CORROBORATED
    assert copy.reference_no.status is Status.CORROBORATED
    assert copy.date.status is Status.CORROBORATED
    assert copy.signatory_position.value == "ผู้ว่าราชการจังหวัดลำปาง"


def test_unsure_or_handwritten_copies_vouch_for_nothing() -> None:
    cover = letter_lines(enclosures=(("สำเนาหนังสือ ที่ ลป ๐๐๑๗.๒/ว ๒๐๐ ลงวันที่ ๑๕ พฤศจิกายน ๒๕๖๓", "จำนวน ๑ ชุด"),))
    copy = letter_lines(
        number="ที่ ลป ๐๐๑๗.๒/ว ๒๐๐", number_pen="๒๐๐", day="๑๕ พฤศจิกายน ๒๕๖๓", sender=("ศาลากลางจังหวัดลำปาง",)
    )
    first, second = (the_letter(one) for one in assemble([page(cover), page(copy, number=2)]))
    assert first.citations[0].reference_no.status is Status.READ
    assert second.reference_no.status is Status.READ


def test_handwriting_beside_the_letter_is_a_note_with_its_place() -> None:
    zone = Zone(ZoneKind.NOTE, Box(100, 1800, 500, 2000))
    document = read_one(page(letter_lines(), zones=[zone]))
    (note,) = document.notes
    assert (note.page, note.box, note.text) == (1, Box(100, 1800, 500, 2000), None)


def note(text: str, *, x: int, y: int) -> Zone:
    written = line(text, x=x, y=y)
    return Zone(ZoneKind.NOTE, written.box, (written,), "blue")


def test_notes_are_not_joined_to_an_open_number_or_date_by_their_place_alone() -> None:
    zones = [note("๕๑๕๐", x=LEFT + 240, y=425), note("๑๒", x=830, y=548)]
    document = read_one(page(letter_lines(number="ที่ ลป ๐๔๑๘.๑/ว", day="ธันวาคม ๒๕๖๓"), zones=zones))
    letter = the_letter(document)
    assert letter.reference_no.value is None
    assert letter.date.value is None
    assert [one.text for one in document.notes] == ["๕๑๕๐", "๑๒"]
    assert "๕๑๕๐" not in document.text


def test_stamp_that_lost_its_frame_is_still_a_receipt() -> None:
    zone = stamp_zone("เทศบาลเมืองสมมุติ", "เลขรับ ๑๒๓๔", "วันที่ 8 ธ.ค. 2563")
    document = read_one(page(letter_lines(), zones=[Zone(ZoneKind.NOTE, zone.box, zone.lines)]))
    assert [stamp.number.value for stamp in the_letter(document).stamps] == ["๑๒๓๔"]
    assert document.notes == ()


def test_speck_before_the_bracket_does_not_hide_the_name() -> None:
    letter = the_letter(read_one(page(letter_lines(name="โ(นายสมมุติ ตัวอย่าง)"))))
    assert letter.signatory_name.value == "นายสมมุติ ตัวอย่าง"


def test_pages_of_no_known_kind_ask_for_a_person() -> None:
    document = read_one(page([line("Dear Sir or Madam, please find attached the minutes.", y=300)]))
    assert document.doc_type is DocType.UNKNOWN
    assert [problem.code for problem in document.problems] == ["problem.kind_not_known"]


def test_pictures_are_documents_of_their_own() -> None:
    documents = assemble([page(picture_like="screenshot"), page(number=2, picture_like="photo")])
    assert [one.doc_type for one in documents] == [DocType.SCREENSHOT, DocType.PHOTO]
