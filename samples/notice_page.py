"""A published announcement of several pages: numbered clauses, a list of people, and who signed it."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.directive_page import draw_directive
from samples.drawn import Drawn
from samples.invented import any_letter, fill, person
from samples.letter import Letter, with_arabic_digits
from samples.letter_page import Layout
from samples.pen import DigitBank
from samples.places import Place, any_place
from samples.topics import POSTS, REQUESTS, SITES
from samples.truth import letter_document
from samples.typography import thai_digits

_CLAUSES = (
    "คุณสมบัติของผู้เสนอราคา ต้องเป็นผู้มีอาชีพขายหรือรับจ้างงานดังกล่าว และไม่เป็นผู้ถูกระบุชื่อไว้ในบัญชีรายชื่อผู้ทิ้งงาน",
    "กำหนดยื่นเอกสารตั้งแต่วันที่ {day} ถึงวันที่ {day2} ระหว่างเวลา ๐๘.๓๐ - {time} น. ณ {site} ในวันและเวลาราชการ",
    "ราคากลางเป็นเงิน {money} บาท (รวมภาษีมูลค่าเพิ่มและค่าใช้จ่ายทั้งปวงด้วยแล้ว) แบ่งจ่ายเป็น {k} งวด",
    "ผู้สนใจติดต่อขอรับเอกสาร ในราคาชุดละ {n2} บาท ได้ที่ {site} หรือดาวน์โหลดได้ที่ www.{domain}.go.th",
    "สอบถามรายละเอียดได้ที่หมายเลขโทรศัพท์ {phone} หรือทางไปรษณีย์อิเล็กทรอนิกส์ {domain}@example.go.th",
    "การคัดเลือกใช้วิธีสัมภาษณ์ (๑๐๐ คะแนน) ผู้ผ่านต้องได้คะแนนไม่น้อยกว่าร้อยละ {n} และขึ้นบัญชีไว้ {k} เดือน",
    "ให้ผู้มีรายชื่อมารายงานตัวในวันที่ {day} เวลา {time} น. พร้อมหลักฐาน จำนวน {k} ฉบับ หากพ้นกำหนดถือว่าสละสิทธิ์",
    "ขนาดพื้นที่ดำเนินการ {n2} ตารางเมตร ระยะทาง {n}.{k} กิโลเมตร ปรากฏตามแบบแปลนเลขที่ {serial}",
    "หลักประกันสัญญาร้อยละ {k} ของราคาที่ตกลงจ้าง ค่าปรับรายวันอัตราร้อยละ ๐.๑๐ ของราคางานจ้าง",
)
_SUBJECTS = (
    "ประกวดราคาจ้างก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้าน{tambon}",
    "รายชื่อผู้มีสิทธิเข้ารับการสรรหาและเลือกสรรเป็นพนักงานจ้าง ประจำปีงบประมาณ พ.ศ. {year}",
    "หลักเกณฑ์การขอใช้อาคารสถานที่และอัตราค่าธรรมเนียม พ.ศ. {year}",
    "กำหนดเขตพื้นที่และวันเวลาเก็บขนขยะมูลฝอยในตำบล{tambon}",
)
_FIRST_CLAUSES, _LAST_CLAUSES = 4, 9


def draw_notice(rng: random.Random, layout: Layout, digits: DigitBank | None) -> Drawn:
    """An announcement of two pages or more; one in five types Arabic digits."""
    letter = any_letter(rng, "announcement")
    subject, paragraphs = _filled(rng.choice(_SUBJECTS), rng, letter), _paragraphs(rng, letter)
    letter = replace(letter, subject=subject, paragraphs=paragraphs, arabic=False)
    if rng.random() < 0.2:
        letter = with_arabic_digits(letter)
    pages = draw_directive(letter, layout, rng, digits)
    return Drawn(tuple(pages), (letter_document(letter, pages),))


def _paragraphs(rng: random.Random, letter: Letter) -> tuple[str, ...]:
    clauses = rng.sample(_CLAUSES, rng.randint(_FIRST_CLAUSES, _LAST_CLAUSES))
    numbered: list[str] = []
    for number, clause in enumerate(clauses, 1):
        head = thai_digits(number)
        label = f"ข้อ {head} " if letter.day.year % 2 else f"{head}. "
        numbered.append(label + _filled(clause, rng, letter))
        if rng.random() < 0.4:
            under = rng.sample(REQUESTS, rng.randint(1, 3))
            numbered += [f"{head}.{thai_digits(n)} {_filled(text, rng, letter)}" for n, text in enumerate(under, 1)]
    people = [
        f"{thai_digits(number)}. {person(rng)} {rng.choice(POSTS)} เลขประจำตัวสอบ {thai_digits(f'{number:03d}')}"
        for number in range(1, rng.randint(6, 18))
    ]
    return (
        letter.paragraphs[0], *numbered, "โดยมีรายชื่อผู้เกี่ยวข้อง ดังต่อไปนี้", *people,
        _filled("ทั้งนี้ ตั้งแต่วันที่ {day} เป็นต้นไป", rng, letter), "จึงประกาศให้ทราบโดยทั่วกัน",
    )  # fmt: skip


def _filled(text: str, rng: random.Random, letter: Letter) -> str:
    place: Place = any_place(rng)
    own = {
        "domain": rng.choice(("muangdee", "bansuan", "rongkham", "thatako", "phonsai")),
        "phone": thai_digits(f"0 {rng.randint(2000, 7999)} {rng.randint(0, 9999):04d}"),
        "serial": thai_digits(f"{rng.randint(1, 90)}/{letter.day.year + 543}"),
        "site": rng.choice(SITES),
    }
    for name, value in own.items():
        text = text.replace(f"{{{name}}}", value)
    return fill(text, rng, place, letter.day)
