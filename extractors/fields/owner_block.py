"""ส่วนราชการเจ้าของเรื่อง: the office that handles the matter, with its telephone, fax and e-mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.fields.head import Block
from extractors.fields.layout import PageLayout, PrintedLine
from extractors.fields.lost_stops import as_spelt_elsewhere
from extractors.fields.passage import Passage, joined
from extractors.fields.telephone import telephone_numbers
from extractors.fields.witnesses import proved
from extractors.thai.confusables import weighted_distance
from models.field import Field

# โทร. | โทรศัพท์ | โทร.ทหาร | โทรสาร | ไปรษณีย์อิเล็กทรอนิกส์ | E-mail : | อีเมล
CONTACT_LABEL = re.compile(
    r"(?P<fax>โทรสาร\.?|แฟกซ์|Fax\.?)|(?P<tel>โทร(?:ศัพท์|\.)?(?:\s?(?:ทหาร|มือถือ|ภายใน))?(?!ส)\.?|Tel\.?)"
    r"|(?P<email>ไปรษณีย์อิเล็กทรอนิกส์|อี-?เมล์?|[Ee]-?[Mm]ail)",
)
EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+\s?@\s?[A-Za-z0-9\-]+(?:\s?\.\s?[A-Za-z0-9\-]+)+")
WHOLE_LABELS = {"โทรศัพท์": "tel", "โทร": "tel", "โทรสาร": "fax", "ไปรษณีย์อิเล็กทรอนิกส์": "email"}
LABEL_SLIP = 0.2  # of the word's letters and marks
SHARED = re.compile(r"\s?(?:/|และ)\s?")  # between two labels of one number
COPIES = re.compile(r"^สำเนา(?:ส่ง|เรียน)|^สำเนาแจ้ง")
LEFT_SIDE = 0.10  # of the text's width: owner block lines begin at the left margin
SAME_MARGIN = 0.025
BLOCK_STEP = 1.3  # of the block's own pitch: routing notes and stamped names keep more distance
BLOCK_LINES = 6
SHORTEST_NAME = 3  # consonants of an office's name, กนก; fewer are a stroke beside the block


NO_EMAIL: Field[str] = Field()


@dataclass(frozen=True, slots=True)
class OwnerBlock:
    agency: Field[str]
    tel: tuple[Field[str], ...] = ()
    fax: tuple[Field[str], ...] = ()
    email: Field[str] = NO_EMAIL


def owner_block(pages: Sequence[PageLayout], below: PrintedLine | None) -> OwnerBlock:
    """The block at the left foot, below the closing or the signatory (`below`); empty where neither is known."""
    if below is None:
        return OwnerBlock(Field())
    for page in pages:
        if page.page.number < below.page:
            continue
        top = below.box.y0 if page.page.number == below.page else 0
        lines = _block_lines(page, top, below)
        if lines:
            return _read_block(lines)
    return OwnerBlock(Field())


def memo_office(block: Block | None, body: str) -> OwnerBlock:
    """`ส่วนราชการ กองแผนงาน (ฝ่ายธุรการ โทร. ๐ ๒๑๐๐ ๐๐๐๐)`: the office before the bracket or the telephone.

    `body` is the memo's running text, which spells the office's name without a dotted rule below it.
    """
    if block is None:
        return OwnerBlock(Field())
    passage = block.passage
    contacts = contact_labels(passage.text)
    end = contacts[0].start if contacts else len(passage)
    bracket = passage.text.rfind("(", 0, end)
    office = passage.cut(0, bracket if contacts and bracket > 0 else end)
    office = as_spelt_elsewhere(office.cut(0, len(office.text.rstrip(" .,(…-"))), body)
    tel, fax, email = read_contacts([passage])
    agency = proved(office, office.text, prose=True) if office else Field()
    return OwnerBlock(agency, tel, fax, email)


@dataclass(frozen=True, slots=True)
class ContactLabel:
    kind: str  # "tel", "fax" or "email"
    start: int
    end: int


def contact_labels(text: str) -> list[ContactLabel]:
    """The labels in a line; where none stands as printed, its first word if that is one with a slip in it."""
    found = [ContactLabel(match.lastgroup or "", match.start(), match.end()) for match in CONTACT_LABEL.finditer(text)]
    if found:
        return found
    first = re.match(r"[^\s๐-๙0-9]+", text)
    for word, kind in WHOLE_LABELS.items():
        allowed = LABEL_SLIP * len(word)
        if first is not None and weighted_distance(first[0].rstrip(".:"), word, allowed) <= allowed:
            return [ContactLabel(kind, 0, first.end())]
    return []


def read_contacts(lines: Sequence[Passage]) -> tuple[tuple[Field[str], ...], tuple[Field[str], ...], Field[str]]:
    """Telephone numbers, fax numbers and the e-mail address behind their labels, numbers in Arabic digits."""
    tel: list[Field[str]] = []
    fax: list[Field[str]] = []
    email: Field[str] = NO_EMAIL
    for passage in lines:
        labels = contact_labels(passage.text)
        for n, label in enumerate(labels):
            end = labels[n + 1].start if n + 1 < len(labels) else len(passage)
            if label.kind == "email":
                email = _email(passage, label.end, end) or email
                continue
            numbers = telephone_numbers(passage.cut(label.end, end))
            (fax if label.kind == "fax" else tel).extend(numbers)
            # `โทร./โทรสาร ๐-๕๔๐๐-๓๓๔๔`: one number for both
            earlier = labels[n - 1] if n else None
            if earlier is not None and SHARED.fullmatch(passage.text[earlier.end : label.start]):
                (fax if earlier.kind == "fax" else tel).extend(numbers)
        if not email.is_present and "@" in passage.text:
            email = _email(passage, 0, len(passage)) or email
    return tuple(tel), tuple(fax), email


def _email(passage: Passage, start: int, end: int) -> Field[str] | None:
    match = EMAIL.search(passage.text, start, end)
    if match is None:
        return None
    part = passage.cut(match.start(), match.end())
    return proved(part, re.sub(r"\s", "", part.text), grammar_holds=True)


def _block_lines(page: PageLayout, top: int, below: PrintedLine) -> list[PrintedLine]:
    """The lines of the block: those above the first contact on its margin, and the contacts themselves."""
    width = page.right - page.left
    left = sorted(
        (
            line
            for line in page.lines
            if line.box.y0 >= top and line is not below and line.box.x0 < page.left + LEFT_SIDE * width
        ),
        key=lambda one: one.box.centre[1],
    )
    copies = next((n for n, line in enumerate(left) if COPIES.match(line.text)), len(left))
    left = left[:copies]
    contacts = [n for n, line in enumerate(left) if _is_contact(line.text)]
    if not contacts:
        return _run_down(page, left)
    contact_lines = [left[n] for n in contacts]
    steps = [_step(upper, lower) for upper, lower in pairwise(contact_lines)]
    return [*_run_up(page, left[: contacts[0] + 1], steps), *contact_lines[1:]]


def _is_contact(text: str) -> bool:
    return bool(contact_labels(text)) or "@" in text


def _run_up(page: PageLayout, lines: Sequence[PrintedLine], steps: Sequence[float]) -> list[PrintedLine]:
    """The last line and those above it on the same margin, as close as the lines below: notes stand elsewhere."""
    run = [lines[-1]]
    pitch = min(steps, default=page.leading)
    for line in reversed(lines[:-1]):
        if not _belongs(page, line, run[0], pitch) or len(run) == BLOCK_LINES:
            break
        pitch = min(pitch, _step(line, run[0]))
        run.insert(0, line)
    return run


def _run_down(page: PageLayout, lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """A block without any contact: the first left line below the signatory and what follows it closely."""
    run = list(lines[:1])
    for line in lines[1:BLOCK_LINES]:
        if not _belongs(page, run[-1], line, page.leading):
            break
        run.append(line)
    return run


def _belongs(page: PageLayout, upper: PrintedLine, lower: PrintedLine, pitch: float) -> bool:
    aligned = abs(upper.box.x0 - lower.box.x0) < SAME_MARGIN * (page.right - page.left)
    return aligned and _step(upper, lower) < BLOCK_STEP * pitch and not upper.text.startswith("(")


def _step(upper: PrintedLine, lower: PrintedLine) -> float:
    return lower.box.centre[1] - upper.box.centre[1]


def _read_block(lines: Sequence[PrintedLine]) -> OwnerBlock:
    names: list[Passage] = []
    for line in lines:
        contacts = contact_labels(line.text)
        before = line.passage.cut(0, contacts[0].start) if contacts else line.passage
        letters = sum("ก" <= char <= "ฮ" for char in before.text)
        if letters >= SHORTEST_NAME and "@" not in before.text:
            names.append(before)
        if contacts:
            break
    tel, fax, email = read_contacts([line.passage for line in lines])
    whole = joined(names)
    return OwnerBlock(proved(whole, whole.text, prose=True) if whole else Field(), tel, fax, email)
