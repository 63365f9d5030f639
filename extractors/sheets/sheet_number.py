"""แผ่นที่ n จาก m: which of how many sheets of one list this is, as forms print it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.fields.layout import PrintedLine
from extractors.fields.witnesses import proved
from extractors.thai.digits import ANY_DIGIT, to_arabic
from models.field import Field

_NUMBER = rf"({ANY_DIGIT}{{1,2}})(?!{ANY_DIGIT})"
_OF = r"\s*(?:/|จาก|ของ|ใน|รวม|of)\s*(?:ทั้งหมด|ทั้งสิ้น|จำนวน)?\s*"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # แผ่นที่ ๑ จาก ๒ | แผ่นที่ ๑/๒ | หน้า 1 จาก 3 | ใบที่ ๒ ของ ๓ | Page 1 of 2; not เจ้าหน้าที่ ๑/๒
        rf"(?:แผ่น(?:ที่)?|(?<!เจ้า)หน้า(?:ที่)?|ใบที่|sheet|page)\s*[:.]?\s*{_NUMBER}{_OF}{_NUMBER}",
        # จำนวน ๓ แผ่น แผ่นที่ ๑
        rf"(?:จำนวน|รวม|ทั้งหมด)\s*(?P<count>{ANY_DIGIT}{{1,2}})\s*(?:แผ่น|หน้า)\D{{0,6}}(?:แผ่น|หน้า)ที่\s*(?P<number>{ANY_DIGIT}{{1,2}})",
        # แผ่นที่ ๒, and how many there are stands nowhere
        rf"แผ่นที่\s*[:.]?\s*{_NUMBER}(?!{_OF}{ANY_DIGIT})",
    )
)


def find_sheet_number(*places: Sequence[PrintedLine]) -> tuple[Field[int], Field[int]]:
    """The sheet's number and how many there are, from the first place that says so; empty fields where none does."""
    for form in FORMS:
        for line in (line for lines in places for line in lines):
            for match in form.finditer(line.text):
                found = _read(line, match)
                if found is not None:
                    return found
    return Field(), Field()


def _read(line: PrintedLine, match: re.Match[str]) -> tuple[Field[int], Field[int]] | None:
    """The two numbers with their proofs; None where they cannot be: sheet 3 of 2."""
    named = match.groupdict()
    at_number = match.span("number" if named else 1)
    at_count = match.span("count") if named else match.span(2) if match.re.groups > 1 else None
    number = _value(line.text, at_number)
    count = _value(line.text, at_count) if at_count else None
    if number < 1 or (count is not None and number > count):
        return None
    shown = proved(line.passage.cut(*at_number), number)
    if at_count is None or count is None:
        return shown, Field()
    return shown, proved(line.passage.cut(*at_count), count)


def _value(text: str, at: tuple[int, int]) -> int:
    return int(to_arabic(text[at[0] : at[1]]))
