"""What is the letter's own below its closing phrase, from lines as they stand on annotated letters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractors.lines.reading_lines import ReadLine
from extractors.lines.run import TextRun
from extractors.zones.structure import added_lines, page_frame
from models.page import CellPlace, LineReading

BODY, WIDTH = 18.0, 1654


def line(
    text: str, x: float, y: float, colour: str = "black", body: float = BODY, confidence: float = 0.95
) -> ReadLine:
    run = TextRun(x, x + 11.0 * len(text), y, 0.0, body, np.arange(len(text)))
    return ReadLine(run, LineReading(text, confidence, "any"), colour)


HEAD = [
    line("เรื่อง การซักซ้อมแนวทางการดูแลสวนสาธารณะ", 240, 500),
    line("ด้วยจังหวัดได้รับแจ้งว่า สวนสาธารณะหลายแห่งขาดการดูแลในช่วงฤดูแล้ง จึงขอให้ทุกอำเภอ", 430, 600),
    line("สำรวจจำนวนต้นไม้ และรายงานผลให้จังหวัดทราบภายในวันที่ ๓๐ มิถุนายน ๒๕๖๗ เพื่อรวบรวมแล้วเสนอ", 240, 652),
    line("ผู้ว่าราชการจังหวัดพิจารณาสนับสนุนงบประมาณในการปลูกทดแทนและจัดหาน้ำให้เพียงพอต่อไปทุกแห่ง", 240, 704),
]
FORMAL = [line("จึงเรียนมาเพื่อพิจารณา", 430, 800), line("ขอแสดงความนับถือ", 880, 880)]
SIGNED = [line("(นายสมมุติ ใจกล้า)", 880, 1080), line("ผู้ว่าราชการจังหวัด", 870, 1132)]
OWNER = [line("สำนักงานจังหวัด", 240, 1800), line("โทร. ๐ ๕๓๐๐ ๐๐๐๐", 240, 1852)]


def added(lines: list[ReadLine]) -> set[str]:
    frame = page_frame(lines, BODY, 0.0, WIDTH)
    return {lines[index].text for index in added_lines(lines, [], frame)}


def test_an_untouched_letter_loses_nothing() -> None:
    assert added(HEAD + FORMAL + SIGNED + OWNER) == set()


def test_a_later_name_beside_the_signatorys_is_not_the_signatory() -> None:
    # The stamp of the next officer stands higher and further right than the letter's own name.
    later = [line("(ดร.ทดลอง มีชัย)", 1240, 1000, body=16), line("รองอธิการบดี", 1250, 1040, body=16)]
    memo = [line("จึงเรียนมาเพื่อโปรดพิจารณา", 430, 800)]
    assert added(HEAD + memo + SIGNED + later) == {one.text for one in later}


def test_routing_with_its_name_and_position_goes_as_a_block() -> None:
    notes = [line("เรียน ปลัดเทศบาล", 200, 1300), line("(นางทดลอง มีสุข)", 210, 1420), line("เจ้าพนักงานธุรการ", 210, 1470)]
    assert added(HEAD + FORMAL + SIGNED + notes + OWNER) == {note.text for note in notes}


def test_a_position_stays_where_the_name_above_it_was_not_read() -> None:
    assert added(HEAD + FORMAL + SIGNED[1:] + OWNER) == set()


def test_the_date_under_a_seal_stays() -> None:
    sealed = [line("จึงแจ้งมาเพื่อทราบ", 430, 800), line("๑๘ ธันวาคม ๒๕๖๖", 900, 1000, confidence=0.75)]
    assert added(HEAD + sealed) == set()


def test_pages_without_a_closing_phrase_keep_their_print() -> None:
    assert added(HEAD + SIGNED + OWNER) == set()


def test_coloured_notes_in_the_margin_go_everywhere() -> None:
    note = line("ด่วน! ทราบแล้ว", 20, 620, colour="blue", confidence=0.7)
    margin = line("ดำเนินการ", 20, 700, colour="blue", confidence=0.7)
    assert added([*HEAD, note, margin]) == {note.text, margin.text}


def test_the_ruled_foot_of_a_form_stays_below_its_closing() -> None:
    foot = [line("ผู้ส่ง", 250, 1300), line("(นางทดลอง มีสุข)", 700, 1300), line("(นายลองดู มีทรัพย์)", 1200, 1300)]
    ruled = [replace(one, cell=CellPlace(0, 0, column)) for column, one in enumerate(foot)]
    assert added(HEAD + FORMAL + SIGNED + ruled) == set()
    assert added(HEAD + FORMAL + SIGNED + foot) != set()


def test_a_bracket_closed_in_the_next_row_begins_no_name() -> None:
    acting = [
        line("(นายสมมุติ ใจกล้า)", 880, 1080),
        line("ปลัดอำเภอ (เจ้าพนักงานปกครอง", 860, 1132),
        line("ชำนาญการพิเศษ) รักษาราชการแทน", 850, 1184),
        line("นายอำเภอตัวอย่าง", 880, 1236),
    ]
    assert added(HEAD + FORMAL + acting + OWNER) == set()


def test_the_owners_block_of_a_last_page_stays_where_no_margin_shows() -> None:
    assert added([line("ขอแสดงความนับถือ", 880, 220), *[replace_y(one, -700) for one in SIGNED + OWNER]]) == set()


def replace_y(one: ReadLine, by: float) -> ReadLine:
    moved = TextRun(one.run.x0, one.run.x1, one.run.middle + by, 0.0, BODY, one.run.members)
    return replace(one, run=moved)


def test_a_name_that_a_later_stamp_was_pressed_over_is_still_the_signatorys() -> None:
    memo = [line("จึงเรียนมาเพื่อโปรดพิจารณา", 430, 800)]
    later = [line("(ดร.ทดลอง มีชัย)", 1240, 1000, body=16)]
    stamped = [
        line("(ผู้ช่วยศาสตราจารย์ ดร.สมมุติ ใจกล้ารองอธิการบดีฝ่ายแผนและกิจการพิเศษ", 780, 1060),
        line("หัวหน้าโครงการ", 880, 1112),
    ]
    assert added(HEAD + memo + later + stamped) == {one.text for one in later}


def test_the_position_under_a_later_officers_name_is_not_the_owner_above_its_telephone() -> None:
    notes = [line("(นางทดลอง มีสุข)", 240, 1700), line("เจ้าพนักงานธุรการ", 236, 1750)]
    assert added(HEAD + FORMAL + SIGNED + notes + OWNER) == {note.text for note in notes}
