"""The head of a letter: its labelled lines with what wraps below them, and where the body begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.fields.labels import ADDRESSEE_LABELS, Label, Labelled, find_label
from extractors.fields.layout import PageLayout, PrintedLine
from extractors.fields.passage import Passage, joined
from extractors.thai.dates import MONTH_AND_YEAR, find_dates
from extractors.thai.digits import ANY_DIGIT, to_arabic

# Words that open the body of a letter, so that a wrapped line of the head is not looked for behind them.
BODY_OPENERS = re.compile(
    r"^(?:(?:[๑1]\.\s*)?(?:ด้วย|ตามที่|ตามหนังสือ|ตามบันทึก|ตามอ้างถึง|ตามสิ่งที่|เนื่องจาก|เนื่องด้วย|อนุสนธิ|สืบเนื่อง|โดยที่|เพื่อให้|ขอ(?=แจ้ง|เรียน)|"
    r"จึง|ในการนี้|ข้าพเจ้า))"
)
NUMBERED_ITEM = re.compile(rf"^\(?({ANY_DIGIT}{{1,2}})[.,)]\s?(?!{ANY_DIGIT})")
NEXT_ITEM = re.compile(rf"^\(?({ANY_DIGIT}{{1,2}})(?:[.,)]\s?|\s)(?!{ANY_DIGIT})")  # its stop may have faded

LATER_LABELS = (*ADDRESSEE_LABELS, Label.REFERENCE, Label.ENCLOSURE)  # they stand between subject and body
NO_LABEL = re.compile(r"เรื่อง(?:นี้|ดัง|ที่)|เรียน(?:รู้|เชิญ|มา|ให้|ว่า)")
ALIGNED = 0.03  # of the text's width: how far a hanging indent may be off, skew and glyph bearings included
WRAPPED_LEADING = 1.55  # of the page's leading; a new paragraph keeps more distance
CLOSE_LEADING = 1.25
ROWS_OF_A_VALUE = 2
STRAY_ROWS = 8  # rows in which the addressee must still come when an unlabelled row stands below the subject


@dataclass(slots=True)
class Block:
    """A label and the rows of its value; `value_x` is where the value begins, `rows` hold its pieces."""

    label: Label
    first: PrintedLine
    value_x: int
    is_exact: bool
    rows: list[list[Passage]] = field(default_factory=list)
    lines: list[PrintedLine] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)  # for each row, whether it ended before the right margin

    @property
    def passage(self) -> Passage:
        """The whole value on one line; see `join_wrapped` for where a space is put."""
        return join_wrapped([joined(row) for row in self.rows], self.breaks)


@dataclass(frozen=True, slots=True)
class Head:
    """`free` are unlabelled lines above the body (sender, date, class marks), `body_row` the body's first row."""

    blocks: tuple[Block, ...]
    free: tuple[PrintedLine, ...]
    body_row: int

    def block(self, *labels: Label) -> Block | None:
        return next((block for block in self.blocks if block.label in labels), None)


def read_head(page: PageLayout) -> Head:
    """Walk down the rows until one neither carries a label nor continues the value above it."""
    blocks: list[Block] = []
    free: list[PrintedLine] = []
    for number, row in enumerate(page.rows):
        opened = _open_blocks(page, row, blocks, free)
        if opened:
            blocks += opened
            continue
        last = blocks[-1] if blocks else None
        goes_on = last is not None and _continues(page, last, row) and not _opens_paragraph(page, last, number)
        if last is not None and (goes_on or _stands_between(page, blocks, number)):
            _append(page, last, row)
            continue
        if _body_begins(page, blocks, number):
            return Head(tuple(blocks), tuple(free), number)
        free += row
    return Head(tuple(blocks), tuple(free), len(page.rows))


def join_wrapped(rows: Sequence[Passage], ended_early: Sequence[bool] = ()) -> Passage:
    """Rows of one value on one line. Thai wraps between words without a space, so a space is put only
    where a number, Latin letters, a bracket or a stop stands at the break, or the line was broken on purpose."""
    whole = Passage()
    for n, row in enumerate(rows):
        if not row:
            continue
        if not whole.marks:
            whole = row
            continue
        broken = n - 1 < len(ended_early) and ended_early[n - 1]
        spaced = broken or _needs_space(whole.text[-1], row.text[0])
        whole = joined([whole, row], " " if spaced else "")
    return whole


def _needs_space(before: str, after: str) -> bool:
    return not (_is_thai_letter(before) and _is_thai_letter(after)) or before in "ฯๆ"


def _is_thai_letter(char: str) -> bool:
    return "ก" <= char <= "๎" and char not in "฿"


def _open_blocks(
    page: PageLayout, row: Sequence[PrintedLine], blocks: Sequence[Block], free: list[PrintedLine]
) -> list[Block]:
    """Blocks that begin in this row. Lines beside a label belong to its value, beside ที่ they are the sender's."""
    opened: list[Block] = []
    seen = {block.label for block in blocks}
    for line in row:
        found = find_label(line.passage) or (find_unspaced(page, line, seen) if line is row[0] else None)
        is_new = (
            found is not None and found.label not in seen and not (found.label in ADDRESSEE_LABELS and _has_to(seen))
        )
        if found is not None and is_new and _may_open(page, line, found.label, seen):
            opened += _split_number_and_date(page, _block(page, line, found.label, found.value_start, found.is_exact))
            seen |= {block.label for block in opened}
        elif opened and opened[-1].label is not Label.NUMBER:
            _append(page, opened[-1], [line], same_row=True)
        elif opened:
            free.append(line)
    if opened and row[0] is not opened[0].first:
        free += [line for line in row if line.box.x0 < opened[0].first.box.x0]
    return opened


def find_unspaced(page: PageLayout, line: PrintedLine, seen: set[Label]) -> Labelled | None:
    """`เรียนนายอำเภอ`: the gap behind the label was lost. Only where that label must come next."""
    expected = Label.DEAR if Label.SUBJECT in seen else Label.SUBJECT
    comes_next = bool(seen) and expected not in seen and not _has_to(seen) and page.is_at_left(line)
    if comes_next and line.text.startswith(expected.value) and not NO_LABEL.match(line.text):
        return Labelled(expected, len(expected.value), False)
    return None


def _has_to(seen: set[Label]) -> bool:
    return any(label in seen for label in ADDRESSEE_LABELS)


def _may_open(page: PageLayout, line: PrintedLine, label: Label, seen: set[Label]) -> bool:
    """Labels stand at the left margin, save วันที่ of a memo, which stands beside ที่."""
    if label is Label.DATE:
        return (Label.NUMBER in seen or Label.OFFICE in seen) and Label.SUBJECT not in seen
    return line.box.x0 < page.left + 0.30 * (page.right - page.left)


def _block(page: PageLayout, line: PrintedLine, label: Label, start: int, is_exact: bool) -> Block:
    value = line.passage.cut(start)
    value_x = value.box.x0 if value.box is not None else line.box.x1
    return Block(label, line, value_x, is_exact, [[value]], [line], [not page.is_full(line)])


def _split_number_and_date(page: PageLayout, block: Block) -> list[Block]:
    """`ที่ … วันที่ …` of a memo read as one line is two blocks."""
    value = block.rows[0][0]
    at = value.text.find("วันที่") if block.label is Label.NUMBER else -1
    if at < 0 or (at > 0 and value.text[at - 1] not in " .…" and not value.marks[at - 1].pen):
        return [block]
    dated = value.cut(at + len("วันที่"))
    date_x = dated.box.x0 if dated.box is not None else block.first.box.x1
    date = Block(Label.DATE, block.first, date_x, True, [[dated]], [block.first], [True])
    block.rows = [[value.cut(0, at)]]
    return [block, date]


def _append(page: PageLayout, block: Block, row: Sequence[PrintedLine], *, same_row: bool = False) -> None:
    pieces = [line.passage for line in row]
    if same_row:
        if not block.rows[-1][-1]:
            block.rows[-1] = []
            block.value_x = row[0].box.x0 if len(block.rows) == 1 else block.value_x
        block.rows[-1] += pieces
        block.breaks[-1] = not page.is_full(row[-1])
    else:
        block.rows.append(pieces)
        block.breaks.append(not page.is_full(row[-1]))
    block.lines += row


def _continues(page: PageLayout, block: Block, row: Sequence[PrintedLine]) -> bool:
    """True where a row is the next line of the value above it."""
    first, above = row[0], block.lines[-1]
    step = first.box.centre[1] - above.box.centre[1]
    if block.label is Label.DATE:
        return _completes_date(block, first.text) and step < page.leading
    if block.label is Label.NUMBER:
        return False
    if step > WRAPPED_LEADING * page.leading * (1.2 if _next_item(block, first.text) else 1.0):
        return False
    if BODY_OPENERS.match(first.text) and not _next_item(block, first.text):
        return False
    width = page.right - page.left
    aligned = abs(first.box.x0 - block.value_x) < ALIGNED * width
    was_full = not block.breaks[-1]
    if block.label in (Label.ENCLOSURE, Label.REFERENCE):
        hanging = first.box.x0 > page.left + 0.05 * width
        if _next_item(block, first.text):
            return hanging
        return hanging and (was_full or (aligned and step < CLOSE_LEADING * page.leading and not page.is_full(first)))
    if aligned:
        return True
    if block.label is Label.OFFICE:
        return was_full and step < CLOSE_LEADING * page.leading
    return (
        was_full
        and step < CLOSE_LEADING * page.leading
        and (page.is_at_left(first) or abs(first.box.x0 - block.value_x) < 3 * ALIGNED * width)
    )


def _opens_paragraph(page: PageLayout, block: Block, number: int) -> bool:
    """True for an indented row that goes on below from the left margin: the body, not the value above it.

    What hangs under a label stays there; its last row is followed by a label or by the body's indented first row.
    """
    if block.label in (Label.NUMBER, Label.DATE, Label.OFFICE) or number + 1 >= len(page.rows):
        return False
    row, below = page.rows[number], page.rows[number + 1]
    if page.is_at_left(row[0]) or not page.is_at_left(below[0]) or _next_item(block, row[0].text):
        return False
    step = below[0].box.centre[1] - row[0].box.centre[1]
    return (
        page.is_full(row[-1])
        and step < CLOSE_LEADING * page.leading
        and find_label(below[0].passage) is None
        and find_unspaced(page, below[0], {block.label}) is None
    )


def _completes_date(block: Block, text: str) -> bool:
    """A day by pen stands off its line, so that month and year are found as a row of their own."""
    return not find_dates(block.passage.text) and MONTH_AND_YEAR.match(text) is not None


def _stands_between(page: PageLayout, blocks: Sequence[Block], number: int) -> bool:
    """True where a label of the head comes soon below: a wrapped word or two stand between, not the body."""
    seen = {block.label for block in blocks}
    if not _has_to(seen):
        return False
    coming = page.rows[number + 1 : number + 1 + ROWS_OF_A_VALUE]
    labels = tuple(label for label in (Label.REFERENCE, Label.ENCLOSURE) if label not in seen)
    return any(page.is_at_left(row[0]) and find_label(row[0].passage, labels) for row in coming)


def _next_item(block: Block, text: str) -> bool:
    """True for `๒.` below `๑.`: the numbered list of the value goes on."""
    match = NEXT_ITEM.match(text)
    if match is None:
        return False
    numbers = [found for row in block.rows if row and (found := NUMBERED_ITEM.match(row[0].text))]
    return bool(numbers) and int(to_arabic(match[1])) == int(to_arabic(numbers[-1][1])) + 1


def _body_begins(page: PageLayout, blocks: Sequence[Block], number: int) -> bool:
    """After the addressee the first other row is body; after a subject alone only if no addressee follows."""
    labels = {block.label for block in blocks}
    if _has_to(labels):
        return True
    if Label.SUBJECT not in labels:
        return False
    coming = page.rows[number : number + STRAY_ROWS]
    return not any(page.is_at_left(row[0]) and find_label(row[0].passage, LATER_LABELS) for row in coming)
