"""ที่: the number of a letter, in its own head and wherever another letter cites it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from extractors.decoding.forms import reference_number, serial_number, short_reference_number
from extractors.fields.passage import Passage
from extractors.fields.weighing import Weighing, weighed
from extractors.fields.well_formed import probability_of_text
from extractors.fields.witnesses import LEAST_SURE, proved
from extractors.thai.dates import find_dates
from extractors.thai.digits import ANY_DIGIT, is_mixed, to_arabic
from extractors.thai.gazetteer import provinces_meant
from extractors.thai.letter_codes import LetterCode, all_codes, codes_like, codes_of_province, find_code
from models.field import Alternative, Field
from models.letter import ReferenceNumber
from models.status import Status

UNREAD_PART = "…"

# The number of an official letter. Each part after printed forms of it.
REFERENCE = re.compile(
    rf"""(?<![ก-๎])
    # ลป | ล.ป. | กค (กวจ)
    (?P<code>[ก-ฮ]\s?\.?\s?[ก-ฮ])[\s.]*
    (?:\((?P<tag>[ก-ฮ.]{{1,8}})\)\s*)?
    # ๐๔๑๘ | ๐๔๐๘๗ | 04056
    (?P<owner>{ANY_DIGIT}{{4,5}})
    # .๑ | .๑๐.๑ | .005 | (๑๒) | nothing; on a dotted rule the stop is lost and a gap stands in its place
    (?P<sub>(?:\s?[.\s]\s?{ANY_DIGIT}{{1,3}})+|\s?\({ANY_DIGIT}{{1,4}}\))?
    # /ว ๕๑๕๐ | /ว๖๓ | /๑๒๑๓๓ | /0007 | / and nothing more, where the number was to come by pen
    \s?/[\s.]?
    (?:(?P<circular>ว)\s?\.?\s?)?
    (?P<number>{ANY_DIGIT}{{1,6}})?
    (?!{ANY_DIGIT})""",
    re.VERBOSE,
)

# What stands where a cited number must, and is none as read: `ที่ ลป ๐๔๑๘๑๗๕๑๕๐`, its stroke read as a digit.
UNREAD_REFERENCE = re.compile(
    rf"(?<=ที่)\s?[ก-ฮ]\S{{0,3}}\s?[^\sก-ฮ]{{3,16}}(?:\s?ว?\s?[^\sก-ฮ]{{1,8}}(?=\s|$))?(?<={ANY_DIGIT})"
)
FEWEST_DIGITS = 5

# The number a university or school puts on a memo: อว๑.๐๙๗๖ | ศธ 1.234. No slash, no owner code.
SHORT_REFERENCE = re.compile(
    rf"(?<![ก-๎])(?P<code>[ก-ฮ]{{2}})\s?(?P<owner>{ANY_DIGIT}{{1,2}})\.(?P<number>{ANY_DIGIT}{{3,6}})(?!{ANY_DIGIT})"
)

# Orders and announcements: ๑๒๓/๒๕๖๖ | ๒๐๔๘/๖๗. In running text only after ที่.
SERIAL = re.compile(
    rf"(?<!{ANY_DIGIT})(?P<number>{ANY_DIGIT}{{1,5}})\s?/\s?(?P<year>{ANY_DIGIT}{{4}}|{ANY_DIGIT}{{2}})(?![/{ANY_DIGIT[1:-1]}])"
)


@dataclass(frozen=True, slots=True)
class Sender:
    """What the letter says about who sent it, apart from its number: the head's right side, office, signatory."""

    text: str = ""

    @property
    def provinces(self) -> set[str]:
        return provinces_meant(self.text)

    @property
    def ministries(self) -> set[str]:
        return {entry.code for entry in all_codes() if entry.kind == "ministry" and entry.name in self.text}


def find_references(passage: Passage) -> list[tuple[re.Match[str], Field[ReferenceNumber]]]:
    """Every letter number in a text, with its span; numbers without their running part are `unread`.

    What stands behind ที่ without a number's form is one where the line may show a well-formed number there.
    """
    found = [(match, _weighed(match, passage)) for match in REFERENCE.finditer(passage.text)]
    for match in UNREAD_REFERENCE.finditer(passage.text):
        taken = any(match.start() < other.end() and other.start() < match.end() for other, _ in found)
        if taken or len(re.findall(ANY_DIGIT, match[0])) < FEWEST_DIGITS:
            continue
        stretch = passage.cut(match.start(), match.end())
        field = weighed(_nothing_readable(stretch, 0), stretch, _weighing(REFERENCE))
        if field.value is not None:
            found.append((match, field))
    return found


def find_serials(passage: Passage) -> list[tuple[re.Match[str], Field[ReferenceNumber]]]:
    """Numbers of orders in running text: `ที่ ๒๐๔๘/๖๗`."""
    pattern = re.compile(rf"ที่\s?(?:{SERIAL.pattern})")
    return [(match, serial_field(match, passage)) for match in pattern.finditer(passage.text)]


def read_reference(value: Passage, *, pen_words: int = 0, sender: Sender | None = None) -> Field[ReferenceNumber]:
    """The letter's own number, from what stands after ที่. `pen_words` is pen writing on the line left unread."""
    match = REFERENCE.search(value.text) or SHORT_REFERENCE.search(value.text)
    if match is None:
        if SERIAL.fullmatch(value.text.strip(" .…")) is not None:
            return next(serial_field(found, value) for found in SERIAL.finditer(value.text))
        nothing = _nothing_readable(value, pen_words)
        return nothing if pen_words else _of_any_form(nothing, _without_leaders(value))
    field = _weighed(match, value)
    number_is_pen = any(mark.pen for mark in value.marks[match.start() : match.end()])
    if field.value is not None and pen_words and (number_is_pen or not field.value.number):
        field = replace(_number_unread(field, "reference.pen_words_unread"), handwritten=True)
    return checked_against(sender, field, value.cut(match.start(), match.end())) if sender is not None else field


def checked_against(sender: Sender, field: Field[ReferenceNumber], stretch: Passage) -> Field[ReferenceNumber]:
    """Dispute a code that is not in the tables or is another agency's than the sender named on the page.

    The codes it may be instead are offered, each with the probability that the line's `stretch` shows it.
    """
    code = field.value.code if field.value is not None else ""
    if not code:
        return field
    entry = find_code(code)
    if entry is None:
        return _disputed(field, stretch, codes_like(code), "reference.unknown_code")
    provinces = sender.provinces
    if entry.kind == "province" and provinces and entry.province_code not in provinces:
        others = [other for province in sorted(provinces) for other in codes_of_province(province)]
        return _disputed(field, stretch, others, "reference.code_is_another_province")
    ministries = sender.ministries
    if entry.kind == "ministry" and ministries and code not in ministries:
        others = [other for other in codes_like(code) if other.code in ministries]
        if others:
            return _disputed(field, stretch, others, "reference.code_is_another_ministry")
    return field


def serial_field(match: re.Match[str], passage: Passage) -> Field[ReferenceNumber]:
    """The number of an order or announcement; code and owner stay empty, the year is in `printed`."""
    stretch = passage.cut(match.start("number"), match.end("year"))
    return weighed(_field_of(match, passage), stretch, _weighing(SERIAL))


def _field_of_serial(match: re.Match[str], passage: Passage) -> Field[ReferenceNumber]:
    part = passage.cut(match.start("number"), match.end("year"))
    if is_mixed(match["number"]) or is_mixed(match["year"]):
        return proved(part, None, reasons=("reference.mixed_digits",))
    value = ReferenceNumber("", "", "", False, _bare(match["number"]), part.text)
    return proved(part, value, grammar_holds=True)


def _field_of(match: re.Match[str], passage: Passage) -> Field[ReferenceNumber]:
    """The field of the free reading, in whichever form it was found."""
    if "year" in match.groupdict():
        return _field_of_serial(match, passage)
    part = passage.cut(match.start(), match.end())
    groups = match.groupdict()
    code = re.sub(r"[\s.]", "", match["code"])
    circular = bool(groups.get("circular"))
    if not match["number"]:
        unread: Field[ReferenceNumber] = proved(part, None)
        return replace(unread, printed=f"{_as_printed(match)}{' ' if circular else ''}{UNREAD_PART}")
    if (is_mixed(match["number"]) and not passage.has_pen) or is_mixed(match["owner"] + (groups.get("sub") or "")):
        return proved(part, None, reasons=("reference.mixed_digits",))
    # A pen writes the number apart from the printed ว; how far apart says nothing.
    pen_number = bool(groups.get("circular")) and part.has_pen and not passage.marks[match.start("circular")].pen
    value = ReferenceNumber(
        code=code,
        owner=to_arabic(match["owner"]),
        sub=to_arabic(_with_stops(groups.get("sub") or "")).strip("."),
        is_circular=circular,
        number=_bare(match["number"]),
        printed=_as_printed(match, apart=pen_number),
        tag=groups.get("tag") or "",
    )
    is_regular = match.re is REFERENCE and find_code(code) is not None
    reasons: tuple[str, ...] = () if match.re is REFERENCE else ("reference.unusual_form",)
    if _has_lost_stop(groups.get("sub") or ""):
        is_regular, reasons = False, (*reasons, "reference.stop_restored")
    field = proved(part, value, grammar_holds=is_regular, reasons=reasons)
    stem = passage.cut(match.start(), match.start("number"))
    if _goes_on(passage.text[match.end() :]) > 0:
        return _number_unread(field, "reference.number_broken")
    if field.value is None and stem.weakest >= LEAST_SURE:
        return _number_unread(field, "reference.number_doubtful")
    return field


def _weighed(match: re.Match[str], passage: Passage) -> Field[ReferenceNumber]:
    """The number beside the other well-formed readings of the stretch of the line that it stands on."""
    free = _field_of(match, passage)
    if not match["number"]:
        return free
    end = match.end() + _goes_on(passage.text[match.end() :])
    field = weighed(free, passage.cut(match.start(), end), _weighing(match.re))
    if field.value is None and free.value is not None and match.re is REFERENCE:
        return _number_unread(field, "reference.number_doubtful")
    return field


def _of_any_form(nothing: Field[ReferenceNumber], stretch: Passage) -> Field[ReferenceNumber]:
    """What the line may show where the free reading is no number of any form."""
    field = weighed(nothing, stretch, _weighing(REFERENCE))
    return field if field.value is not None else weighed(field, stretch, _weighing(SERIAL))


@cache
def _weighing(pattern: re.Pattern[str]) -> Weighing[ReferenceNumber]:
    """How numbers of one form are weighed. Their key is what is printed, free of gaps."""
    forms = {REFERENCE: reference_number, SHORT_REFERENCE: short_reference_number, SERIAL: serial_number}

    def key_of(text: str) -> str | None:
        match = pattern.fullmatch(text)
        return re.sub(r"\s", "", _as_printed(match)) if match is not None and match["number"] else None

    def field_of(passage: Passage) -> Field[ReferenceNumber]:
        match = pattern.fullmatch(passage.text)
        return _field_of(match, passage) if match is not None else Field()

    return Weighing(forms[pattern](), key_of, field_of)


def _without_leaders(value: Passage) -> Passage:
    return value.cut(0, len(value.text.rstrip(" .…,-")))


def _goes_on(rest: str) -> int:
    """How far the number goes on behind what was read of it: to the last digit with a glyph or a gap before it.

    0 where a date begins there, or nothing follows.
    """
    follows = re.match(rf"(?:\s?[^\sก-๎()]?\s?{ANY_DIGIT}+)+", rest)
    if follows is None or any(found.start < follows.end() for found in find_dates(rest)):
        return 0
    return follows.end()


def _as_printed(match: re.Match[str], *, apart: bool = False) -> str:
    """The number with the digits and the ว of the page, free of leader dots and of gaps the reader saw."""
    if match.re is not REFERENCE:
        return match[0]
    code = re.sub(r"[\s.]", "", match["code"])
    tag = f" ({match['tag']})" if match["tag"] else ""
    sub = _with_stops(match["sub"] or "")
    if sub and match["sub"].strip().startswith("("):
        sub = f"({sub})"
    between = match.string[match.end("circular") : match.start("number")] if match["number"] else ""
    circular = ("ว " if apart or " " in between else "ว") if match["circular"] else ""
    return f"{code}{tag} {match['owner']}{sub}/{circular}{match['number'] or ''}".rstrip()


def _with_stops(sub: str) -> str:
    """`.๑๐.๑` for ` ๑๐.๑` and `. ๑๐ .๑`: between the groups of an owner code only a stop can stand."""
    if "(" in sub:
        return re.sub(r"[\s()]", "", sub)
    return "".join(f".{group}" for group in re.findall(rf"{ANY_DIGIT}+", sub))


def _has_lost_stop(sub: str) -> bool:
    return len(re.findall(rf"{ANY_DIGIT}+", sub)) != sub.count(".") and "(" not in sub


def _bare(number: str) -> str:
    """Arabic digits without leading zeros, one zero at least."""
    return to_arabic(number).lstrip("0") or "0"


def _number_unread(field: Field[ReferenceNumber], reason: str) -> Field[ReferenceNumber]:
    """Keep what is printed of a number whose running part is not wholly read."""
    stem, slash, rest = field.printed.partition("/")
    circular = "ว " if rest.strip().startswith("ว") else ""
    unread = field.with_status(Status.UNREAD, reason)
    return replace(unread, printed=f"{stem}{slash}{circular}{UNREAD_PART}")


def _nothing_readable(value: Passage, pen_words: int) -> Field[ReferenceNumber]:
    """ที่ with nothing usable after it: unread where something stands there, absent where nothing does."""
    if not value and not pen_words:
        return Field()
    unread: Field[ReferenceNumber] = proved(value, None, reasons=("reference.no_number_read",))
    printed = f"{value.text} {UNREAD_PART}".strip()
    return replace(unread, printed=printed, handwritten=bool(pen_words) or value.has_pen)


def _disputed(
    field: Field[ReferenceNumber], stretch: Passage, others: Iterable[LetterCode], reason: str
) -> Field[ReferenceNumber]:
    if field.value is None:
        return field
    seen = field.value.code
    offered = []
    for other in others:
        printed = field.printed.replace(seen, other.code, 1)
        offered.append(Alternative(printed, probability_of_text(stretch, printed) or 0.0, other.name))
    offered.sort(key=lambda alternative: -alternative.confidence)
    said = {alternative.printed for alternative in offered}
    kept = tuple(alternative for alternative in field.alternatives if alternative.printed not in said)
    return replace(field.with_status(Status.DISPUTED, reason), alternatives=(*kept, *offered))
