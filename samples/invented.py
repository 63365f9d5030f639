"""Random letters: offices, people, numbers and wording drawn anew for every seed, none of them committed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from samples.letter import (
    Citation,
    Enclosure,
    Letter,
    LetterKind,
    Owner,
    Reference,
    Routing,
    long_date,
    with_arabic_digits,
)
from samples.places import Place, any_place
from samples.stamp import BLUE, RED, VIOLET, ReceivedStamp
from samples.topics import CLOSINGS, ENCLOSED, MATTERS, MINISTRIES, POSTS, REQUESTS, ROUTED, SITES, UNITS, Matter
from samples.typography import thai_digits


@dataclass(frozen=True)
class Office:
    """Who writes: how its letters are numbered and headed, who signs, who owns the matter."""

    name: str
    code: str
    owner_code: str
    head: tuple[str, ...]
    chief: str
    deputy: str
    unit: str


@lru_cache(maxsize=1)
def _names() -> tuple[list[str], list[str], list[str]]:
    return sorted(thai_male_names()), sorted(thai_female_names()), sorted(thai_family_names())


def person(rng: random.Random) -> str:
    male, female, family = _names()
    title = rng.choices(("นาย", "นาง", "นางสาว", "ว่าที่ร้อยตรี ", "ดร."), (50, 18, 24, 4, 4))[0]
    given = rng.choice(female if title in ("นาง", "นางสาว") else male)
    return f"{title}{given} {rng.choice(family)}"


def telephone(rng: random.Random) -> str:
    area, rest = rng.choice(("๒", "๓๒", "๓๕", "๔๒", "๔๔", "๕๓", "๕๕", "๗๔", "๗๖")), f"{rng.randrange(10**7):07d}"
    tail = thai_digits(rest[-4:])
    front = f"{area}{thai_digits(rest[: 4 - len(area)])}"
    return rng.choice((f"๐ {front} {tail}", f"๐-{front}-{tail}", f"๐{front[:2]}-{front[2:]}{tail}"))


def any_day(rng: random.Random) -> date:
    return date(2019, 1, 7) + timedelta(days=rng.randrange(2500))


def _office(rng: random.Random, place: Place) -> Office:
    tier = rng.choices(("ministry", "province", "district", "municipality", "tambon"), (18, 28, 24, 16, 14))[0]
    sub = f".{rng.randint(1, 12)}" if rng.random() < 0.6 else ""
    unit = rng.choice(UNITS[tier])
    if tier == "ministry":
        code, ministry, chief = rng.choice(MINISTRIES)
        number = rng.choice(("02", "03", "04", "05")) + f"{rng.randint(1, 19):02d}{sub}"
        street = (
            f"ถนน{rng.choice(('พหลโยธิน', 'พิษณุโลก', 'แจ้งวัฒนะ', 'ราชดำเนิน'))}",
            f"กรุงเทพมหานคร {thai_digits(rng.randint(101, 109))}๐๐",
        )
        return Office(ministry, code, number, (ministry, " ".join(street)), chief, f"รอง{chief}", unit)
    if tier == "province":
        name = f"จังหวัด{place.province}"
        head = (
            f"ศาลากลาง{name}",
            f"ถนน{rng.choice(('ศรีราชา', 'สุขประชา', 'ประชารักษ์', 'มิตรภาพ'))} {place.code} {place.postcode}",
        )
        chief = f"ผู้ว่าราชการ{name}"
        return Office(name, place.code, f"00{rng.randint(11, 39)}{sub}", head, chief, "รองผู้ว่าราชการจังหวัด", unit + name)
    if tier == "district":
        name = f"อำเภอ{place.district}"
        head = (f"ที่ว่าการ{name}", f"{rng.choice(('ถนนเทศบาล ๒', 'ถนนประชาอุทิศ', 'หมู่ที่ ๓'))} {place.code} {place.postcode}")
        return Office(
            name, place.code, f"{rng.randint(1, 22):02d}18{sub}", head, f"นาย{name}", f"ปลัด{name}", unit + name
        )
    kind = "เทศบาลตำบล" if tier == "municipality" else "องค์การบริหารส่วนตำบล"
    name = kind + place.subdistrict
    seat = ("สำนักงาน" if tier == "municipality" else "ที่ทำการ") + name
    head = (seat, f"อำเภอ{place.district} {place.code} {place.postcode}")
    chief = f"นายก{'เทศมนตรี' if tier == 'municipality' else 'องค์การบริหารส่วน'}ตำบล{place.subdistrict}"
    number = f"{rng.choice((52, 53, 54) if tier == 'municipality' else (71, 72, 74))}{rng.randint(1, 19):03d}"
    return Office(name, place.code, number, head, chief, f"รอง{chief}", unit)


def fill(text: str, rng: random.Random, place: Place, day: date) -> str:
    """The sentence with its blanks drawn: places, days after the letter's, counts, times, sums."""
    values: dict[str, object] = {
        "province": place.province, "district": place.district, "tambon": place.subdistrict,
        "day": long_date(day + timedelta(days=rng.randint(5, 60))),
        "day2": long_date(day + timedelta(days=rng.randint(61, 120))),
        "past": long_date(day - timedelta(days=rng.randint(5, 90))),
        "year": thai_digits(day.year + 543 + rng.randint(0, 1)),
        "n": thai_digits(rng.randint(2, 98)), "n2": thai_digits(rng.randint(100, 990)),
        "k": thai_digits(rng.randint(2, 9)),
        "time": thai_digits(f"{rng.randint(8, 15):02d}.{rng.choice(('00', '30'))}"),
        "money": thai_digits(f"{rng.randint(12, 960) * 250:,}"), "site": rng.choice(SITES),
    }  # fmt: skip
    return text.format(**values)


def _citation(rng: random.Random, place: Place, day: date, copy: bool) -> Citation:
    office = _office(rng, replace(place, district=place.district))
    past = day - timedelta(days=rng.randint(3, 70))
    reference = _reference(rng, office)
    era = rng.choices(("", "พ.ศ. ", "พ.ศ."), (80, 14, 6))[0]
    words = f"{'สำเนา' if copy else ''}หนังสือ{office.name} ที่ {reference.text} ลงวันที่ {long_date(past, era)}"
    return Citation(reference, past, words)


def _reference(rng: random.Random, office: Office) -> Reference:
    number = rng.randint(1, 10 ** rng.randint(2, 5) - 1)
    return Reference(office.code, office.owner_code, number, rng.random() < 0.5)


def any_letter(rng: random.Random, kind: LetterKind) -> Letter:
    """A letter of the kind, all its parts agreeing with each other; about one in seven types Arabic digits."""
    letter = _letter(rng, kind)
    return with_arabic_digits(letter) if rng.random() < 0.15 else letter


def _letter(rng: random.Random, kind: LetterKind) -> Letter:
    place, day, matter = any_place(rng), any_day(rng), rng.choice(MATTERS)
    office = _office(rng, place)
    subject = fill(matter.subject, rng, place, day)
    paragraphs = [fill(text, rng, place, day) for text in _body(rng, matter, kind)]
    letter = Letter(kind, day, subject, tuple(paragraphs), person(rng), _position(rng, office))
    if kind in ("order", "announcement"):
        serial = thai_digits(f"{rng.randint(1, 2400)}/{day.year + 543}") if kind == "order" else None
        return replace(letter, issuer=office.name, closing="", serial=serial)
    owner = Owner((office.unit,), (telephone(rng),), tel_label=rng.choice(("โทร.", "โทร.", "โทรศัพท์")))
    letter = replace(
        letter, reference=_reference(rng, office), owner=owner, sender_lines=office.head,
        to=rng.choice(_addressees(place)),
        pen_number=rng.random() < 0.5, pen_day=rng.random() < 0.45,
        urgency=rng.choice(("ด่วนที่สุด", "ด่วนมาก", "ด่วน")) if rng.random() < 0.2 else None,
        stamps=_stamps(rng, place, day), routing=_routing(rng, day),
    )  # fmt: skip
    if kind == "memo":
        memo = Owner(
            (f"{office.name} {office.unit}" if len(office.name + office.unit) < 32 else office.unit,), owner.tel
        )
        return replace(letter, closing="", owner=memo, position_lines=(rng.choice(POSTS),), stamps=letter.stamps[:1])
    if kind == "stamped_letter":
        return replace(
            letter, subject="", signatory_name=None, position_lines=(office.name,), routing=(), urgency=None,
            pen_day=False, issuer="|".join(office.name[:18]), paragraphs=letter.paragraphs[:1],
        )  # fmt: skip
    return _with_attachments(rng, replace(letter, owner=_full_owner(rng, owner)), place)


def _body(rng: random.Random, matter: Matter, kind: LetterKind) -> list[str]:
    # One letter in eight is long enough to run over to a second page.
    middle = rng.sample(REQUESTS, len(REQUESTS) if rng.random() < 0.15 else rng.randint(1, 2))
    items = (
        [f"{thai_digits(number)}. {text}" for number, text in enumerate(matter.items, 1)] if rng.random() < 0.35 else []
    )
    if kind == "order":
        return [matter.opening + " จึงให้ดำเนินการ ดังนี้", *items, *middle, "ทั้งนี้ ตั้งแต่วันที่ {day} เป็นต้นไป"]
    if kind == "announcement":
        return [matter.opening, *items, *middle, "จึงประกาศมาให้ทราบโดยทั่วกัน"]
    return [matter.opening, *middle, *items, rng.choice(CLOSINGS)]


def _position(rng: random.Random, office: Office) -> tuple[str, ...]:
    roll = rng.random()
    if roll < 0.45:
        return (office.chief,)
    if roll < 0.75:
        return (f"{office.deputy} ปฏิบัติราชการแทน", office.chief)
    if roll < 0.92:
        return (f"{office.deputy} รักษาราชการแทน", office.chief)
    return (rng.choice(POSTS), f"รักษาการแทน {office.chief}")


def _addressees(place: Place) -> tuple[str, ...]:
    return (
        "ผู้ว่าราชการจังหวัดทุกจังหวัด", f"นายอำเภอทุกอำเภอในจังหวัด{place.province}", f"นายอำเภอ{place.district}",
        f"ผู้ว่าราชการจังหวัด{place.province}", f"นายกเทศมนตรีตำบล{place.subdistrict}",
        f"กำนัน ผู้ใหญ่บ้าน และนายกองค์กรปกครองส่วนท้องถิ่นทุกแห่งในอำเภอ{place.district}",
        f"หัวหน้าส่วนราชการประจำจังหวัด{place.province}", f"ผู้อำนวยการโรงเรียนบ้าน{place.subdistrict}",
    )  # fmt: skip


def _full_owner(rng: random.Random, owner: Owner) -> Owner:
    fax = (telephone(rng),) if rng.random() < 0.5 else ()
    email = (
        f"{rng.choice(('saraban', 'admin', 'office'))}{rng.randint(1, 99)}@example.go.th"
        if rng.random() < 0.35
        else None
    )
    more = (telephone(rng),) if rng.random() < 0.15 else ()
    return replace(owner, tel=owner.tel + more, fax=fax, email=email)


def _with_attachments(rng: random.Random, letter: Letter, place: Place) -> Letter:
    references = tuple(_citation(rng, place, letter.day, False) for _ in range(rng.choices((0, 1, 2), (50, 38, 12))[0]))
    copies = tuple(_citation(rng, place, letter.day, True) for _ in range(rng.choices((0, 1), (72, 28))[0]))
    enclosures = [Enclosure(copy.words, "จำนวน ๑ ชุด") for copy in copies]
    for text in rng.sample(ENCLOSED, rng.choices((0, 1, 2), (40, 40, 20))[0]):
        quantity = f"จำนวน {thai_digits(rng.randint(1, 9))} {rng.choice(('ชุด', 'ฉบับ', 'แผ่น'))}"
        enclosures.append(Enclosure(text, quantity))
    opening = letter.paragraphs[0]
    in_body: tuple[Citation, ...] = ()
    if references:
        opening = "ตามหนังสือที่อ้างถึง " + opening
    elif rng.random() < 0.2:
        cited = _citation(rng, place, letter.day, False)
        opening, in_body = f"ตาม{cited.words} {opening}", (cited,)
    return replace(
        letter, references=references, cited_in_enclosure=copies, cited_in_body=in_body, enclosures=tuple(enclosures),
        paragraphs=(opening, *letter.paragraphs[1:]),
    )  # fmt: skip


def _stamps(rng: random.Random, place: Place, day: date) -> tuple[ReceivedStamp, ...]:
    stamps = []
    for order in range(rng.choices((0, 1, 2), (30, 52, 18))[0]):
        office = rng.choice((
            f"เทศบาลตำบล{place.subdistrict}", f"ที่ว่าการอำเภอ{place.district}", f"อบต.{place.subdistrict}",
            f"ศาลากลางจังหวัด{place.province}", "สำนักปลัด", "กองช่าง", "งานธุรการ",
        ))  # fmt: skip
        number = str(rng.randint(1, 10 ** rng.randint(2, 5) - 1)) if rng.random() < 0.92 else None
        received = day + timedelta(days=order + rng.randint(1, 6)) if rng.random() < 0.92 else None
        at = time(rng.randint(8, 16), rng.randint(0, 59)) if rng.random() < 0.6 else None
        stamps.append(ReceivedStamp(
            office, number, received, at, rng.choice(("เลขรับ", "เลขที่รับ", "รับเลขที่", "เลขที่")),
            rng.choice((RED, BLUE, VIOLET)), rng.random() < 0.35, rng.random() < 0.25, rng.uniform(-4, 4),
        ))  # fmt: skip
    return tuple(stamps)


def _routing(rng: random.Random, day: date) -> tuple[Routing, ...]:
    notes = []
    for order in range(rng.choices((0, 1, 2), (45, 35, 20))[0]):
        later = day + timedelta(days=3 + order)
        written = f"{later.day}/{later.month}/{(later.year + 543) % 100}"
        name = (f"({person(rng)})", rng.choice(POSTS)) if rng.random() < 0.7 else ()
        notes.append(Routing(rng.choice(ROUTED), None, name, written, rng.random() < 0.3))
    return tuple(notes)
