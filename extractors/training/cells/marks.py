"""What stands in signature cells: signatures and written names, and all that is none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import cv2
import numpy as np

from extractors.training.cells.habits import Ink, curve, drawn, signature
from extractors.training.cells.hands import Hands, from_font

ABSENCES: Final = (
    "ลา", "ลา", "ไม่มา", "ไม่มา", "ลากิจ", "ลาป่วย", "ป่วย", "ขาด", "ไม่อยู่", "ติดราชการ", "ไปราชการ", "ติดภารกิจ",
    "ติดประชุม", "ไม่เข้าร่วม", "ขาดประชุม", "ลาพัก", "ลาคลอด", "ไม่มาประชุม", "ลาออก", "ติดธุระ", "เสียชีวิต", "ย้าย",
    "ลาป่วย", "ลากิจ", "ไม่ได้มา", "ขอลา", "แจ้งลา", "ลาประชุม", "ไม่ร่วม", "ติดงาน", "ไม่เข้า", "งด", "ต่างจังหวัด", "ย้ายออก",
)  # fmt: skip
NICKNAMES: Final = (
    "นิด", "อ้อย", "ดำ", "คำ", "พร", "แก้ว", "ก้อน", "น้อย", "แดง", "ต้อม", "หนู", "เล็ก", "มาลา", "ลัดดา", "ลาวัลย์", "มานะ",
)  # fmt: skip
LATIN: Final = ("Somchai", "Wanna K.", "Prasert", "Mali", "Boonmee", "S. Kham", "Nid", "Araya P.", "T. Chai", "Wipa")
SIGNED: Final = {"signature": 30, "small signature": 5, "name": 12, "nickname": 4, "latin": 5, "initials": 5}
# A cross is left out: it may be the sign of somebody who cannot write.
UNSIGNED: Final = {
    "empty": 22, "dash": 7, "dots": 2, "long stroke": 3, "ditto": 4, "tick": 4, "absence": 18, "printed absence": 3,
    "smear": 2, "speck": 3, "number": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Sizes of a cell in pixels, and how many pixels a millimetre takes."""

    width: float
    height: float
    mm: float


def mark(rng: Random, kind: str, place: Place, hands: Hands, names: tuple[str, ...], print_fonts: list[Path]) -> Ink:
    """The ink of one mark, cropped; of no size for an empty cell."""
    nib = place.mm * rng.uniform(0.22, 0.75)
    if kind in ("signature", "small signature"):
        wide = rng.uniform(0.3, 0.95) if kind == "signature" else rng.uniform(0.13, 0.3)
        tall = min(place.height * rng.uniform(0.45, 1.15), place.mm * 14)
        if kind == "small signature":
            tall *= rng.uniform(0.5, 0.9)
        return signature(rng, min(place.width * wide, place.mm * 45), tall, nib)
    if kind in ("name", "nickname", "initials", "latin", "absence"):
        return _written(rng, kind, place, hands, names)
    if kind == "printed absence":
        return from_font(rng, _absence(rng), rng.choice(print_fonts), place.mm * rng.uniform(3.5, 5.5))
    if kind == "empty":
        return np.zeros((0, 0), np.float32)
    return _small_mark(rng, kind, place, nib, hands)


def _written(rng: Random, kind: str, place: Place, hands: Hands, names: tuple[str, ...]) -> Ink:
    letters = min(place.height * rng.uniform(0.22, 0.55), place.mm * rng.uniform(2.2, 4.5))
    if rng.random() < 0.15:
        letters = min(letters * rng.uniform(1.0, 1.6), place.height * 0.62)
    if kind == "latin":
        ink = hands.latin_word(rng, rng.choice(LATIN), letters)
    elif kind == "initials":
        initials = [rng.choice("กขคจชดตถทนบปพมยรลวสหอ") + rng.choice((".", "", " ")) for _ in range(rng.randint(1, 3))]
        ink = hands.word(rng, "".join(initials), letters * 1.3)
    elif kind == "nickname":
        ink = hands.word(rng, rng.choice(NICKNAMES), letters)
    elif kind == "name":
        ink = hands.word(rng, rng.choice(names) + (" " + rng.choice(names) if rng.random() < 0.35 else ""), letters)
    else:
        ink = hands.word(rng, _absence(rng), letters)
    widest = place.width * rng.uniform(0.8, 1.0)
    if ink.shape[1] > widest:
        scale = widest / ink.shape[1]
        ink = np.asarray(cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.float32)
    return ink


def _absence(rng: Random) -> str:
    word = rng.choice(ABSENCES)
    return rng.choice((word,) * 7 + (f"({word})", f"- {word} -", f"{word}."))


def _small_mark(rng: Random, kind: str, place: Place, nib: float, hands: Hands) -> Ink:
    unit = place.mm
    if kind == "dash":
        width = rng.choice((rng.uniform(1, 6), rng.uniform(5, 20))) * unit
        strokes = [_level(rng) for _ in range(rng.choice((1, 1, 1, 2)))]
        if len(strokes) == 2:
            strokes[1] = strokes[1] + np.array([rng.uniform(0, 0.4), rng.uniform(0.3, 1.0)])
        return drawn(rng, strokes, width, unit * rng.uniform(0.3, 2.0), nib)
    if kind == "long stroke":
        return drawn(rng, [_level(rng)], place.width * rng.uniform(0.8, 1.1), unit * rng.uniform(0.5, 3), nib)
    if kind == "dots":
        count = rng.randint(3, 24)
        dots = [np.array([(i / count, 0.5), (i / count + 0.002, 0.5)]) for i in range(count)]
        return drawn(rng, dots, place.width * rng.uniform(0.2, 0.9), unit, nib)
    if kind == "ditto":
        lean = rng.uniform(-0.5, 0.2)
        strokes = [np.array([(x, 0.0), (x + lean * 0.3, 1.0)]) for x in (0.0, rng.uniform(0.4, 0.9))]
        return drawn(rng, strokes, unit * rng.uniform(1.2, 2.5), unit * rng.uniform(1, 2.5), nib)
    if kind == "tick":
        knots = [(0, rng.uniform(0.4, 0.7)), (rng.uniform(0.2, 0.4), 1), (rng.uniform(0.35, 0.5), 0.85), (1, 0)]
        path = curve(np.array(knots, np.float64)) if rng.random() < 0.5 else np.array(knots, np.float64)
        return drawn(rng, [path], unit * rng.uniform(2.5, 7), unit * rng.uniform(2.5, 6.5), nib)
    if kind == "number":
        return hands.latin_word(rng, rng.choice(("1", "0", "x1", "2", "13.00", "08.30")), unit * rng.uniform(1.8, 3))
    if kind == "smear":
        size = max(8, round(unit * rng.uniform(3, 12)))
        noise = np.random.default_rng(rng.getrandbits(32)).random((size, size)).astype(np.float32)
        blot = cv2.GaussianBlur(noise, (0, 0), size / 6)
        return np.asarray(np.clip((blot - blot.mean()) * rng.uniform(2, 8), 0, 0.8), np.float32)
    dots = [np.array([(rng.random(), rng.random())] * 2) for _ in range(rng.randint(1, 5))]
    return drawn(rng, dots, place.width * 0.5, place.height * 0.6, nib * rng.uniform(0.6, 1.8))


def _level(rng: Random) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    knots = [(i / 4, 0.5 + rng.uniform(-0.5, 0.5) * rng.choice((0.3, 1.0))) for i in range(5)]
    return curve(np.array(knots))
