"""Names of Thai offices that receive letters, put together from provinces, districts and sub-districts.

A witness for what a stamp says, never a list of all offices: schools, companies and many municipalities are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import geothai
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractors.thai.letter_codes import all_codes
from extractors.thai.normal_form import without_spaces

# ท้องถิ่น is the office's short name, ส่งเสริมการปกครองท้องถิ่น the whole one.
_OF_PROVINCE = (
    "ศาลากลางจังหวัด", "จังหวัด", "สำนักงานจังหวัด", "ที่ทำการปกครองจังหวัด", "องค์การบริหารส่วนจังหวัด", "อบจ.", "ตำรวจภูธรจังหวัด",
    "โรงพยาบาล", "เทศบาลนคร", "เทศบาลเมือง", "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา", "สพม.",
    *(f"สำนักงาน{work}จังหวัด" for work in (
        "ท้องถิ่น", "ส่งเสริมการปกครองท้องถิ่น", "พัฒนาชุมชน", "ศึกษาธิการ", "สาธารณสุข", "เกษตร", "เกษตรและสหกรณ์", "คลัง", "สถิติ",
        "แรงงาน", "จัดหางาน", "ประกันสังคม", "สวัสดิการและคุ้มครองแรงงาน", "ที่ดิน", "ปศุสัตว์", "ประมง", "พาณิชย์", "วัฒนธรรม",
        "ประชาสัมพันธ์", "ขนส่ง", "พระพุทธศาสนา", "พลังงาน", "อุตสาหกรรม", "สหกรณ์", "พัฒนาสังคมและความมั่นคงของมนุษย์",
        "ป้องกันและบรรเทาสาธารณภัย", "โยธาธิการและผังเมือง", "ทรัพยากรธรรมชาติและสิ่งแวดล้อม", "คุมประพฤติ", "การท่องเที่ยวและกีฬา",
        "อัยการ", "ธนารักษ์พื้นที่", "สรรพากรพื้นที่",
    )),
)  # fmt: skip
_SCHOOL_AREAS = ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษา", "สำนักงานเขตพื้นที่การศึกษา", "สพป.", "สพท.")
_MOST_SCHOOL_AREAS = "๑๒๓๔๕๖๗"  # of one province
_OF_DISTRICT = (
    "ที่ว่าการอำเภอ", "อำเภอ", "ที่ทำการปกครองอำเภอ", "สถานีตำรวจภูธร", "โรงพยาบาล", "เทศบาลเมือง", "เทศบาลตำบล",
    *(f"สำนักงาน{work}อำเภอ" for work in (
        "ท้องถิ่น", "ส่งเสริมการปกครองท้องถิ่น", "สาธารณสุข", "เกษตร", "พัฒนาชุมชน", "ปศุสัตว์", "ประมง",
    )),
)  # fmt: skip
_OF_SUBDISTRICT = (
    "เทศบาลตำบล", "สำนักงานเทศบาลตำบล", "องค์การบริหารส่วนตำบล", "ที่ทำการองค์การบริหารส่วนตำบล", "อบต.", "ทต.", "เทศบาลเมือง",
)  # fmt: skip
_DEPARTMENTS = (
    "กรมการปกครอง", "กรมส่งเสริมการปกครองท้องถิ่น", "กรมการพัฒนาชุมชน", "กรมที่ดิน", "กรมโยธาธิการและผังเมือง",
    "กรมป้องกันและบรรเทาสาธารณภัย", "กรมบัญชีกลาง", "กรมธนารักษ์", "กรมสรรพากร", "กรมศุลกากร", "กรมสรรพสามิต", "กรมอนามัย",
    "กรมควบคุมโรค", "กรมการแพทย์", "กรมสุขภาพจิต", "กรมสนับสนุนบริการสุขภาพ", "กรมวิชาการเกษตร", "กรมส่งเสริมการเกษตร", "กรมปศุสัตว์",
    "กรมประมง", "กรมชลประทาน", "กรมพัฒนาที่ดิน", "กรมส่งเสริมสหกรณ์", "กรมตรวจบัญชีสหกรณ์", "กรมทางหลวง", "กรมทางหลวงชนบท",
    "กรมการขนส่งทางบก", "กรมเจ้าท่า", "กรมป่าไม้", "กรมอุทยานแห่งชาติ สัตว์ป่า และพันธุ์พืช", "กรมทรัพยากรน้ำ", "กรมทรัพยากรน้ำบาดาล",
    "กรมควบคุมมลพิษ", "กรมการจัดหางาน", "กรมพัฒนาฝีมือแรงงาน", "กรมสวัสดิการและคุ้มครองแรงงาน", "กรมกิจการเด็กและเยาวชน",
    "กรมกิจการผู้สูงอายุ", "กรมพัฒนาสังคมและสวัสดิการ", "กรมส่งเสริมวัฒนธรรม", "กรมศิลปากร", "กรมการศาสนา", "กรมราชทัณฑ์",
    "กรมคุมประพฤติ", "กรมบังคับคดี", "กรมประชาสัมพันธ์", "กรมอุตุนิยมวิทยา", "กรมพัฒนาธุรกิจการค้า", "กรมการค้าภายใน",
    "กรมโรงงานอุตสาหกรรม", "กรมส่งเสริมอุตสาหกรรม", "กรมการท่องเที่ยว", "กรมพลศึกษา", "สำนักงานสถิติแห่งชาติ", "สำนักงบประมาณ",
    "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน", "สำนักงานคณะกรรมการการอาชีวศึกษา", "สำนักงานคณะกรรมการข้าราชการพลเรือน",
    "สำนักงานตำรวจแห่งชาติ", "สำนักงานการตรวจเงินแผ่นดิน", "สำนักงานประกันสังคม",
)  # fmt: skip
# Divisions that ministries, universities and municipalities have alike.
_DIVISIONS = (
    "กองกลาง", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองการเจ้าหน้าที่", "กองบริหารงานบุคคล",
    "กองบริหารทรัพยากรบุคคล", "กองแผนงาน", "กองนโยบายและแผน", "กองยุทธศาสตร์และแผนงาน",
    "กองยุทธศาสตร์และงบประมาณ", "กองวิชาการและแผนงาน", "กองกฎหมาย", "กองพัฒนานักศึกษา",
    "กองบริการการศึกษา", "กองสวัสดิการสังคม", "กองส่งเสริมการเกษตร", "กองสาธารณสุข",
    "กองสาธารณสุขและสิ่งแวดล้อม", "กองอาคารสถานที่", "กองพัสดุ", "สำนักปลัดเทศบาล",
    "สำนักปลัด อบต.", "สำนักงานปลัด", "สำนักงานเลขานุการกรม", "สำนักงานอธิการบดี",
    "สำนักงานปลัดกระทรวง", "สำนักงานคณบดี", "งานสารบรรณ", "งานธุรการ", "งานบริหารทั่วไป",
    "งานการเจ้าหน้าที่", "งานบริหารงานทั่วไป", "สำนักปลัด", "ฝ่ายอำนวยการ", "ฝ่ายปกครอง",
    "กลุ่มอำนวยการ", "กลุ่มบริหารงานบุคคล", "กลุ่มนโยบายและแผน", "ฝ่ายบริหารทั่วไป",
    "ฝ่ายบริหารงานทั่วไป", "ฝ่ายแผนงานและงบประมาณ", "หน่วยตรวจสอบภายใน", "บัณฑิตวิทยาลัย",
    "สำนักบริหารกลาง", "สำนักนโยบายและยุทธศาสตร์",
)  # fmt: skip
LEAST_ALIKE = 0.55  # of the letters, before the ink is asked: two thirds of a worn stamp read right
MOST_ALIKE = 30


@dataclass(frozen=True, slots=True)
class OfficeName:
    """`kind` is what all offices of a kind begin with, `place` whose it is; `bare` is both without spaces."""

    kind: str
    place: str = ""

    @property
    def written(self) -> str:
        return self.kind + self.place

    @property
    def bare(self) -> str:
        return without_spaces(self.written)


def count_of_names() -> int:
    return len(_by_bare_name())


@cache
def count_of_kinds() -> int:
    return len({name.kind for name in _by_bare_name().values() if name.place})


def offices_like(text: str) -> list[OfficeName]:
    """Known names that may be misread as `text`, the most alike first."""
    names = _by_bare_name()
    found = process.extract(
        without_spaces(text), names.keys(), scorer=Levenshtein.normalized_similarity,
        limit=MOST_ALIKE, score_cutoff=LEAST_ALIKE,
    )  # fmt: skip
    return [names[bare] for bare, _, _ in found]


@cache
def _by_bare_name() -> dict[str, OfficeName]:
    return {name.bare: name for name in _names()}


def _names() -> Iterator[OfficeName]:
    central = (entry.name for entry in all_codes() if entry.kind != "province")
    yield from map(OfficeName, (*_DEPARTMENTS, *_DIVISIONS, *central))
    for province in geothai.provinces():
        yield from (OfficeName(kind, province.name_th) for kind in _OF_PROVINCE)
        for kind in _SCHOOL_AREAS:
            yield from (OfficeName(kind, f"{province.name_th} เขต {number}") for number in _MOST_SCHOOL_AREAS)
        for district in geothai.districts(province.code):
            if province.code == "10":
                yield OfficeName("สำนักงาน", district.name_th)  # เขตพระนคร
                continue
            yield from (OfficeName(kind, district.name_th) for kind in _OF_DISTRICT)
            for subdistrict in geothai.subdistricts(district.code):
                yield from (OfficeName(kind, subdistrict.name_th) for kind in _OF_SUBDISTRICT)
