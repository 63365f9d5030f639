"""A letter that has travelled: pen numbers, up to three tilted stamps over the head, notes in its margins."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from samples.invented import any_letter, person
from samples.letter import Letter, Routing
from samples.places import any_place
from samples.stamp import BLUE, RED, VIOLET, ReceivedStamp
from samples.topics import POSTS, ROUTED

_MARGIN_WORDS = (("ทราบ",), ("มอบ", "กองช่าง"), ("แจ้ง", "เวียน"), ("สำเนา", "ปลัด"), ("ด่วน!",), ("เข้า", "แฟ้ม"))


def any_received_letter(rng: random.Random) -> Letter:
    """What reaches a local office: the running number by pen on five of six, the day on three of four."""
    letter = any_letter(rng, "external_letter")
    return replace(
        letter, pen_number=rng.random() < 0.85, pen_day=rng.random() < 0.75, stamped_name=rng.random() < 0.3,
        stamps=tuple(_stamps(rng, letter.day)), routing=(*_margin_notes(rng), *_routing(rng, letter.day)),
    )  # fmt: skip


def _stamps(rng: random.Random, day: date) -> Iterator[ReceivedStamp]:
    place, received = any_place(rng), day
    for _ in range(rng.choices((1, 2, 3), (30, 40, 30))[0]):
        received += timedelta(days=rng.randint(1, 5))
        office = rng.choice((
            f"ศาลากลางจังหวัด{place.province}", f"ที่ว่าการอำเภอ{place.district}", f"เทศบาลตำบล{place.subdistrict}",
            f"อบต.{place.subdistrict}", f"สำนักงานท้องถิ่นอำเภอ{place.district}",
        ))  # fmt: skip
        yield ReceivedStamp(
            office, str(rng.randint(11, 39999)), received,
            time(rng.randint(8, 16), rng.randint(0, 59)) if rng.random() < 0.6 else None,
            rng.choice(("เลขรับ", "เลขที่รับ", "รับที่", "ลงรับเลขที่")), rng.choice((RED, BLUE, VIOLET)),
            rng.random() < 0.25, rng.random() < 0.3, rng.uniform(-11, 11),
        )  # fmt: skip


def _margin_notes(rng: random.Random) -> Iterator[Routing]:
    for _ in range(rng.randint(1, 3)):
        at = (
            (rng.uniform(5, 9), rng.uniform(85, 235))
            if rng.random() < 0.7
            else (rng.uniform(183, 188), rng.uniform(120, 235))
        )
        yield Routing(rng.choice(_MARGIN_WORDS), at, black=rng.random() < 0.3)


def _routing(rng: random.Random, day: date) -> Iterator[Routing]:
    for order in range(rng.randint(1, 2)):
        later = day + timedelta(days=2 + order)
        written = f"{later.day}/{later.month}/{(later.year + 543) % 100}"
        name = (f"({person(rng)})", rng.choice(POSTS)) if rng.random() < 0.7 else ()
        yield Routing(rng.choice(ROUTED), None, name, written, rng.random() < 0.3)
