"""The chain as a tree: where each letter stands in the drawing, and the lines that join it to the one above.

Levels go to the right, so that names have room; what has many below it takes many rows. The list under the drawing
holds the same in words.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from docproc.messages.catalogue import Catalogue
from docproc.messages.thai_dates import short_date
from docproc.web.chain_views import NodeView

CARD_WIDTH, CARD_HEIGHT = 230, 62
LEVEL, ROW = 290, 78  # from one card's edge to the next's
EDGE = 8
MOST_DRAWN = 60  # cards; more is read in the list
MOST_SIBLINGS = 8  # below one letter; the others stand as a number
LETTERS_A_LINE = 24


@dataclass(frozen=True, slots=True)
class Card:
    """A letter in the drawing, in its units. `state` is that of its link upwards, "" for the root."""

    x: int
    y: int
    lines: tuple[str, ...]
    label: str
    address: str
    state: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """A line from a card to the one below it, as an SVG path."""

    path: str
    state: str


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    cards: tuple[Card, ...]
    joints: tuple[Joint, ...]
    documents: int
    levels: int
    n_drawn: int


def drawing_of(root: NodeView, current: str, catalogue: Catalogue, documents: int = 0) -> Drawing:
    """Everything under the root; of what is too much, what is near the root or leads to `current`.

    `documents` of the whole chain, where they are known to be more than stand here.
    """
    chosen = _chosen(root, current)
    made = _Drawing(chosen, current, catalogue)
    made.place(root, 0)
    return Drawing(
        width=2 * EDGE + made.deepest * LEVEL + CARD_WIDTH,
        height=2 * EDGE + made.rows * ROW - (ROW - CARD_HEIGHT),
        cards=tuple(made.cards),
        joints=tuple(made.joints),
        documents=max(documents, sum(1 for _ in _nodes(root))),
        levels=_levels(root),
        n_drawn=len(chosen),
    )


def _nodes(node: NodeView) -> Iterator[NodeView]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _levels(node: NodeView) -> int:
    return 1 + max((_levels(child) for child in node.children), default=0)


def _chosen(root: NodeView, current: str) -> set[str]:
    """The documents that are drawn, level by level."""
    leading = _leading_to(root, current)
    chosen, waiting = {root.document_id} | leading, deque([root])
    while waiting:
        node = waiting.popleft()
        for child in sorted(node.children, key=lambda one: one.document_id not in leading)[:MOST_SIBLINGS]:
            if len(chosen) >= MOST_DRAWN and child.document_id not in chosen:
                break
            chosen.add(child.document_id)
            waiting.append(child)
    return chosen


def _leading_to(node: NodeView, wanted: str) -> set[str]:
    """The documents on the way down to the wanted one, itself too; empty where it is not below."""
    if node.document_id == wanted:
        return {wanted}
    below = next((found for child in node.children if (found := _leading_to(child, wanted))), set())
    return below | {node.document_id} if below else set()


class _Drawing:
    """Cards are placed from the leaves: a leaf takes the next row, a letter the middle of those below it."""

    def __init__(self, chosen: set[str], current: str, catalogue: Catalogue) -> None:
        self.chosen = chosen
        self.current = current
        self.catalogue = catalogue
        self.cards: list[Card] = []
        self.joints: list[Joint] = []
        self.rows = 0
        self.deepest = 0

    def place(self, node: NodeView, level: int) -> int:
        """Draws the letter and what is below it; gives the height of its middle."""
        drawn = [child for child in node.children if child.document_id in self.chosen]
        below = [(self.place(child, level + 1), str(child.link.state) if child.link else "") for child in drawn]
        hidden = len(node.children) - len(drawn) + node.hidden
        if hidden:
            below.append((self.note(self.catalogue.text("drawing.hidden", n=hidden), level + 1), "hidden"))
        if node.missing:
            below.append((self.note(node.missing[0], level + 1), "missing"))
        middle = (below[0][0] + below[-1][0]) // 2 if below else self.next_row()
        self.cards.append(self.card(node, level, middle))
        self.joints += [_joint(level, middle, other, state) for other, state in below]
        self.deepest = max(self.deepest, level)
        return middle

    def next_row(self) -> int:
        self.rows += 1
        return EDGE + (self.rows - 1) * ROW + CARD_HEIGHT // 2

    def note(self, words: str, level: int) -> int:
        """A card that is no letter: what is missing there, or how many more there are."""
        middle = self.next_row()
        self.deepest = max(self.deepest, level)
        lines = (words[:LETTERS_A_LINE], words[LETTERS_A_LINE : 2 * LETTERS_A_LINE])
        self.cards.append(Card(_left(level), middle - CARD_HEIGHT // 2, lines, words, "", "missing", is_current=False))
        return middle

    def card(self, node: NodeView, level: int, middle: int) -> Card:
        named = node.reference_no or node.title or node.kind
        day = short_date(node.date, self.catalogue) if node.date else ""
        elsewhere = "" if node.address else self.catalogue.text("drawing.elsewhere")
        lines = (_short(named), _short(node.issuer or node.kind), " · ".join(one for one in (day, elsewhere) if one))
        label = " · ".join(one for one in (node.kind, named, node.issuer, day, elsewhere) if one)
        state = str(node.link.state) if node.link else ""
        return Card(
            x=_left(level),
            y=middle - CARD_HEIGHT // 2,
            lines=lines,
            label=label,
            address=node.address,
            state=state,
            is_current=node.document_id == self.current,
        )


def _left(level: int) -> int:
    return EDGE + level * LEVEL


def _short(words: str) -> str:
    return words if len(words) <= LETTERS_A_LINE else words[: LETTERS_A_LINE - 1] + "…"


def _joint(level: int, upper: int, lower: int, state: str) -> Joint:
    start, end = _left(level) + CARD_WIDTH, _left(level + 1)
    turn = (start + end) // 2
    return Joint(f"M{start} {upper}H{turn}V{lower}H{end}", state)
