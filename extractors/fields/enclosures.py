"""สิ่งที่ส่งมาด้วย: what comes with the letter, and how much of it."""

from __future__ import annotations

import re

from extractors.fields.head import NEXT_ITEM, NUMBERED_ITEM, Block, join_wrapped
from extractors.fields.passage import Passage, joined
from extractors.fields.witnesses import proved
from extractors.thai.digits import ANY_DIGIT, to_arabic
from models.letter import Enclosure

UNITS = (
    "ชุด", "ฉบับ", "แผ่น", "เล่ม", "หน้า", "รายการ", "ราย", "คน", "เรื่อง", "ใบ", "แฟ้ม", "อัน", "ตัว", "กล่อง", "ซอง", "ไฟล์",
    "โครงการ", "ตาราง", "แบบ", "นาย", "เครื่อง",
)  # fmt: skip
# จำนวน ๑ ชุด | จำนวน ๒ แผ่น | ๑ ฉบับ | จำนวน ๑ เล่ม/๑ แผ่น
QUANTITY = re.compile(
    rf"(?:จำนวน|อย่างละ)\s*{ANY_DIGIT}+\s*[^\s{ANY_DIGIT[1:-1]}]\S{{0,12}}$|(?<=\s){ANY_DIGIT}+\s*(?:{'|'.join(UNITS)})$"
)


def enclosures_in(block: Block | None) -> tuple[Enclosure, ...]:
    """The items in printed order, numbers taken off; `qty` as printed, None where none stands there."""
    if block is None:
        return ()
    return tuple(_enclosure(text, qty) for text, qty in _items(block) if text)


def _items(block: Block) -> list[tuple[Passage, Passage | None]]:
    """Rows of one item joined. An item ends with its quantity, or where the next number begins."""
    items: list[tuple[list[Passage], list[bool], Passage | None]] = []
    number = 0
    for row, ended in zip(block.rows, block.breaks, strict=True):
        text, qty = _split_quantity(joined(row))
        numbered = NUMBERED_ITEM.match(text.text) or _next_number(text.text, number)
        number = int(to_arabic(numbered[1])) if numbered else number
        if numbered is not None or not items or (items[-1][2] is not None and text):
            items.append(([text.cut(numbered.end() if numbered else 0)], [ended], qty))
        else:
            rows, breaks, earlier = items[-1]
            items[-1] = ([*rows, text], [*breaks, ended], qty or earlier)
    # A quantity that was itself broken over two rows is whole only now.
    return [_with_quantity(join_wrapped(rows, breaks), qty) for rows, breaks, qty in items]


def _next_number(text: str, number: int) -> re.Match[str] | None:
    """`๒ แบบรายงาน` below `๑. โครงการ`: the next number of the list, its stop faded."""
    match = NEXT_ITEM.match(text) if number else None
    return match if match is not None and int(to_arabic(match[1])) == number + 1 else None


def _with_quantity(passage: Passage, qty: Passage | None) -> tuple[Passage, Passage | None]:
    return (passage, qty) if qty is not None else _split_quantity(passage)


def _split_quantity(passage: Passage) -> tuple[Passage, Passage | None]:
    match = QUANTITY.search(passage.text)
    if match is None:
        return passage, None
    return passage.cut(0, match.start()), passage.cut(match.start())


def _enclosure(text: Passage, qty: Passage | None) -> Enclosure:
    proof = proved(text, text.text, prose=True)
    return Enclosure(text.text, qty.text if qty is not None else None, text.page, text.box, proof)
