"""Invented message forms: a ruled head, numbered paragraphs, a table of items with sums, a ruled foot."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from samples.invented import any_day, fill, person
from samples.places import Place, any_place
from samples.topics import MATTERS, MINISTRIES, POSTS, REQUESTS, UNITS
from samples.typography import THAI_MONTHS_SHORT, thai_digits


@dataclass(frozen=True)
class MessageForm:
    """What the form says. `pen_group` is written by hand into the head; the last row of `items` is the sum."""

    title: str
    urgency: str
    secrecy: str
    pen_group: str
    month: str
    reference: str
    sender: str
    to: str
    informed: str
    paragraphs: tuple[str, ...]
    columns: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]
    unit: str
    phones: tuple[str, ...]
    writer: tuple[str, str]
    approver: tuple[str, str]


_TITLES = ("แบบส่งข้อความราชการ", "กระดาษส่งข่าวราชการ", "แบบวิทยุราชการทางโทรสาร", "ใบแจ้งข้อความด่วน (สื่อสาร)")
_GOODS = (
    ("กระดาษถ่ายเอกสาร A4 80 แกรม", "รีม"), ("หมึกพิมพ์ LaserJet CF-{n2}A", "ตลับ"), ("หลอดไฟ LED T8 {n}W", "หลอด"),
    ("สาย UTP CAT6 ยาว {n2} เมตร", "กล่อง"), ("ยางรถยนต์ {n2}/70 R15", "เส้น"), ("น้ำมันดีเซล B7", "ลิตร"),
    ("แบตเตอรี่ 12V {n} Ah", "ลูก"), ("จอภาพ LCD {n} นิ้ว", "เครื่อง"), ("เครื่องกรองอากาศ รุ่น AX-{n2}", "เครื่อง"),
    ("ผ้าห่มกันหนาว ขนาด ๑๕๐ x ๒๐๐ ซม.", "ผืน"), ("ถุงยังชีพ ชุดที่ {k}", "ชุด"), ("วิทยุสื่อสาร VHF {n} CH", "เครื่อง"),
)  # fmt: skip
_REMARKS = ("", "-", "ด่วน", "ชำรุด", "ส่งคืนแล้ว", "รอบที่ {k}/{year}", "ตามสัญญา {n}/{year}", "Serial No. {n2}-{n}", "ของเดิม")
_COLUMNS = ("ลำดับ", "รายการ", "จำนวน", "หน่วย", "ราคารวม (บาท)", "หมายเหตุ")


def any_form(rng: random.Random) -> MessageForm:
    """A form whose table mixes Thai digits, Arabic digits and Latin letters; its head is all in Thai digits."""
    place, day = any_place(rng), any_day(rng)
    code, ministry, chief = rng.choice(MINISTRIES)
    unit = rng.choice(UNITS["ministry"])
    matter = rng.choice(MATTERS)
    texts = [matter.opening, *rng.sample(REQUESTS, rng.randint(1, 2)), "รายการตามตารางท้ายข้อความนี้"]
    group = thai_digits(f"{day.day:02d}{rng.randint(6, 17):02d}{rng.choice((0, 15, 30, 45)):02d}")
    offices = [f"{name[:2]}.{place.province[:4]}" for name in ("สนง", "กอง", "ศูนย์", "ฝ่าย")]
    return MessageForm(
        rng.choice(_TITLES), rng.choice(("ด่วนมาก", "ด่วนที่สุด", "ด่วน", "-")), rng.choice(("-", "ปกติ", "")),
        group, f"{THAI_MONTHS_SHORT[day.month - 1]} {thai_digits((day.year + 543) % 100)}",
        thai_digits(f"ที่ {code} {rng.randint(2, 9):02d}{rng.randint(1, 19):02d}/{rng.randint(11, 9999)}"),
        unit, ", ".join([*offices, f"จังหวัด{place.province}", f"อำเภอ{place.district} และหน่วยขึ้นตรงทุกหน่วย"]),
        rng.choice(("-", f"สำนักงาน{ministry}", "หน่วยเกี่ยวข้อง")),
        tuple(f"{thai_digits(n)}. {fill(text, rng, place, day)}" for n, text in enumerate(texts, 1)),
        _COLUMNS, _items(rng, place, day), unit,
        (f"โทร. {_phone(rng)}", f"โทรสาร {_phone(rng)}", f"E-mail {_mailbox(rng)}@example.go.th"),
        (person(rng), rng.choice(POSTS)), (person(rng), chief),
    )  # fmt: skip


def _mailbox(rng: random.Random) -> str:
    return f"{rng.choice(('comm', 'signal', 'msg'))}{rng.randint(1, 99)}"


def _phone(rng: random.Random) -> str:
    number = f"0 {rng.randint(2000, 7999)} {rng.randint(0, 9999):04d}"
    return number if rng.random() < 0.4 else thai_digits(number)


def _items(rng: random.Random, place: Place, day: date) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    total = 0
    for number, (name, unit) in enumerate(rng.sample(_GOODS, rng.randint(3, 8)), 1):
        count, price = rng.randint(1, 240), rng.randint(4, 1900) * 5
        total += count * price
        digits = thai_digits if rng.random() < 0.6 else str
        rows.append((
            thai_digits(number), _with_arabic(fill(name, rng, place, day)), digits(f"{count:,}"), unit,
            digits(f"{count * price:,}.00"), fill(rng.choice(_REMARKS), rng, place, day),
        ))  # fmt: skip
    return (*rows, ("", "รวมเป็นเงินทั้งสิ้น", "", "", thai_digits(f"{total:,}.00"), ""))


def _with_arabic(name: str) -> str:
    """Model numbers are typed in Arabic digits beside Latin letters, other counts stay Thai."""
    has_latin = any("A" <= char <= "z" for char in name)
    return name.translate({ord(d): str(n) for n, d in enumerate("๐๑๒๓๔๕๖๗๘๙")}) if has_latin else name
