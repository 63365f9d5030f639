"""An invented circular on its way from a ministry to every local government, with letters that look like its own.

Offices are the country's provinces and districts; every number, date and sentence is invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import geothai

from docproc.bench.misreading import printed
from extractors.thai.confusables import confusable_with
from extractors.thai.digits import THAI, to_arabic, to_thai
from extractors.thai.letter_codes import codes_of_province
from models.letter import ReferenceNumber
from models.office import Tier

LOCAL_GOVERNMENTS: Final = 7850
DISTRICTS: Final = 878  # outside Bangkok
BANGKOK: Final = "10"
MINISTRY: Final = "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม"
FIRST_DAY: Final = date(2023, 11, 10)
TO: Final = {
    Tier.MINISTRY: "ผู้ว่าราชการจังหวัดทุกจังหวัด",
    Tier.PROVINCE: "นายอำเภอทุกอำเภอ",
    Tier.DISTRICT: "นายกองค์กรปกครองส่วนท้องถิ่นทุกแห่ง",
    Tier.LOCAL: "ผู้อำนวยการสำนักทุกสำนัก",
}
MATTER: Final = "การขับเคลื่อนงานอาสาสมัครดิจิทัลประจำหมู่บ้าน"
MATTERS: Final = (
    "ขอเชิญประชุมหัวหน้าส่วนราชการประจำเดือน", "การเตรียมการป้องกันภัยแล้ง", "แผนปฏิบัติการลดอุบัติเหตุทางถนน",
    "การตรวจสอบทรัพย์สินประจำปี", "โครงการอนุรักษ์พันธุ์พืชท้องถิ่น", "การรณรงค์ป้องกันโรคไข้เลือดออก",
    "การสำรวจข้อมูลพื้นฐานระดับหมู่บ้าน", "การจัดงานวันเด็กแห่งชาติ", "ซักซ้อมการเบิกจ่ายงบประมาณ",
)  # fmt: skip
BODY: Final = (
    "ด้วยมีการดำเนินงานเรื่อง {matter} เพื่อสร้างกลไกในระดับพื้นที่และจัดทำฐานข้อมูลผู้ปฏิบัติงานของประเทศ",
    "กำหนดให้ผู้ปฏิบัติงานแต่ละอำเภอเข้าร่วมกิจกรรมของพื้นที่และรายงานผลพร้อมหลักฐานเป็นรายอำเภอ",
    "จึงขอความร่วมมือแจ้งหน่วยงานในสังกัดประชาสัมพันธ์และสนับสนุนการดำเนินงานตามรายละเอียดที่ส่งมาพร้อมนี้",
)


@dataclass(frozen=True, slots=True)
class TrueLetter:
    """A letter as it was written. `above` is the letter it passes on, by its index; it may not name it."""

    index: int
    tier: Tier
    office: str
    number: ReferenceNumber
    date: date
    subject: str
    to: str
    above: int | None = None
    names_it: bool = True
    is_decoy: bool = False
    address: str = ""  # as under the office's name

    @property
    def text(self) -> str:
        lines = (line.format(matter=self.subject) for line in BODY)
        return "\n".join((self.number.printed, self.office, self.address, self.subject, self.to, *lines))


@dataclass(frozen=True, slots=True)
class LocalGovernment:
    """As a register of them says; `district` is the code of the district it lies in."""

    code: str
    name: str
    district: str


class Country:
    """The letters of a chain over some provinces, or all of them, and the local governments that write some."""

    def __init__(self, seed: int, provinces: int | None = None) -> None:
        self._random = random.Random(seed)
        self._provinces = list(geothai.provinces())[:provinces]
        self.letters: list[TrueLetter] = []
        self.local: dict[tuple[str, str], LocalGovernment] = {}  # by district and name
        self._write()

    def _write(self) -> None:
        number = ReferenceNumber("ดศ", "0208", "", False, self._running(9_000, 19_999), "")
        top = self._add(Tier.MINISTRY, MINISTRY, number, FIRST_DAY, None, names_it=True)
        above = {province.code: self._province(province.code, province.name_th, top) for province in self._provinces}
        districts = [
            district
            for province in self._provinces
            if province.code != BANGKOK
            for district in geothai.districts(province.code)
        ]
        local = round(LOCAL_GOVERNMENTS * len(districts) / DISTRICTS)
        for at, district in enumerate(districts):
            # Whole numbers that add up to the total.
            count = local * (at + 1) // len(districts) - local * at // len(districts)
            self._district(district.code, district.name_th, above[district.province_code], count)
        for letter in list(self.letters):
            for decoy in self._decoys(letter):
                self.letters.append(replace(decoy, index=len(self.letters)))

    def _province(self, province: str, name: str, top: int) -> int:
        number = ReferenceNumber(_code(province), "0033", "2", True, self._running(1_000, 29_999), "")
        office, day = f"ศาลากลางจังหวัด{name}", self._after(FIRST_DAY, 20)
        return self._add(Tier.PROVINCE, office, number, day, top, names_it=self._random.random() < 0.7)

    def _district(self, district: str, name: str, above: int, local: int) -> None:
        code, own = _code(district[:2]), f"{int(district[2:]):02d}"
        number = ReferenceNumber(code, f"{own}18", "1", True, self._running(300, 9_999), "")
        day = self._after(self.letters[above].date, 15)
        office = f"ที่ว่าการอำเภอ{name}"
        letter = self._add(Tier.DISTRICT, office, number, day, above, names_it=self._random.random() < 0.9)
        seat = self.letters[above].office.removeprefix("ศาลากลาง")
        self.letters[-1] = replace(self.letters[-1], address=seat)
        places = [one.name_th for one in geothai.subdistricts(district)] or [name]
        for n in range(local):
            kind = "องค์การบริหารส่วนตำบล" if n < len(places) else "เทศบาลตำบล"
            office_code = f"{7 if n < len(places) else 5}{own}{n % 100:02d}"
            reply = ReferenceNumber(code, office_code, "", self._random.random() < 0.5, self._running(50, 2_999), "")
            names = self._random.random() < 0.95
            answered = self._after(day, 20)
            sender = f"{kind}{places[n % len(places)]}"
            self._add(Tier.LOCAL, sender, reply, answered, letter, names_it=names)
            self.local.setdefault((district, sender), LocalGovernment(f"{district}{n:03d}", sender, district))
            self.letters[-1] = replace(self.letters[-1], to=f"นายอำเภอ{name}", address=f"อำเภอ{name}")

    def _add(
        self, tier: Tier, office: str, number: ReferenceNumber, day: date, above: int | None, *, names_it: bool
    ) -> int:
        names = names_it and above is not None
        letter = TrueLetter(len(self.letters), tier, office, printed(number), day, MATTER, TO[tier], above, names)
        self.letters.append(letter)
        return letter.index

    def _decoys(self, true: TrueLetter) -> Iterator[TrueLetter]:
        """Letters of the same office that a slip would turn into this one, or this one into them."""
        draw = self._random.random
        common = 0.1 if true.tier is Tier.LOCAL else 0.6
        other = replace(true, subject=self._random.choice(MATTERS), above=None, names_it=False, is_decoy=True)
        if draw() < common:
            number = printed(replace(true.number, number=self._near(true.number.number)))
            yield replace(other, number=number, date=true.date if draw() < 0.5 else self._after(true.date, 5))
        if draw() < common / 4:  # the same matter on the same day under another number, to another tier
            number = printed(replace(true.number, number=self._near(true.number.number)))
            to = TO[Tier.DISTRICT if true.tier is Tier.MINISTRY else Tier.MINISTRY]
            yield replace(other, number=number, subject=true.subject, to=to)
        if draw() < common / 8:  # the other register: ว or none
            yield replace(other, number=printed(replace(true.number, is_circular=not true.number.is_circular)))
        if draw() < common / 8:  # numbers begin again each year
            yield replace(other, date=true.date - timedelta(days=365))
        if draw() < common / 50:  # two letters with one number
            yield other

    def _near(self, number: str) -> str:
        at = self._random.randrange(len(number))
        others = [to_arabic(one) for one in confusable_with(to_thai(number[at])) if one in THAI]
        other = self._random.choice(sorted(set(others) - {"0"} or {"1"}))
        return number[:at] + other + number[at + 1 :]

    def _running(self, least: int, most: int) -> str:
        return str(self._random.randint(least, most))

    def _after(self, day: date, at_most: int) -> date:
        return day + timedelta(days=self._random.randint(1, at_most))


def _code(province: str) -> str:
    return next(one.code for one in codes_of_province(province))
