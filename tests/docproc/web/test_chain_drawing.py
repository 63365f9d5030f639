"""The drawing of a chain: every card on its level, joined to the one above, and never more than can be looked at."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from docproc.messages.catalogue import load_catalogue
from docproc.web.chain_drawing import CARD_HEIGHT, CARD_WIDTH, MOST_DRAWN, MOST_SIBLINGS, Drawing, drawing_of
from docproc.web.chain_views import Decisions, NodeView, node_view
from models.chain import ChainNode, Link, LinkKind, Reason
from models.status import DocType, LinkState, Status


def node(name: str, *children: ChainNode, missing: tuple[Reason, ...] = ()) -> ChainNode:
    link = Link(name, "above", LinkKind.CITES, LinkState.EXACT, 1.0, ())
    return ChainNode(
        document_id=name, source_id=f"file-{name}", doc_type=DocType.EXTERNAL_LETTER, pages=(1,), reference_no=name,
        reference_status=Status.CORROBORATED, date=None, issuer="ที่ว่าการอำเภอสมมติ", subject=None, link=link,
        receipts=(), children=children, missing=missing, flags=(), copies=(), n_rows=None, n_signed=None, n_unsure=None,
    )  # fmt: skip


def view(root: ChainNode) -> NodeView:
    return node_view(root, load_catalogue("th"), Decisions((), ()))


def drawn(root: ChainNode, current: str = "") -> Drawing:
    return drawing_of(view(root), current, load_catalogue("th"))


def test_cards_lie_inside_the_drawing_and_never_over_each_other() -> None:
    low = [node(f"ล{n}", missing=(Reason("chain.no_receipt_at", "ก"),)) for n in range(4)]
    made = drawn(node("บน", node("ก", *low[:3]), node("ข"), node("ค", low[3])))
    assert made.documents == made.n_drawn == 8
    assert made.levels == 3
    for card in made.cards:
        assert 0 <= card.x <= made.width - CARD_WIDTH
        assert 0 <= card.y <= made.height - CARD_HEIGHT
    for one, other in combinations(made.cards, 2):
        assert abs(one.x - other.x) >= CARD_WIDTH or abs(one.y - other.y) >= CARD_HEIGHT
    assert len(made.joints) == len(made.cards) - 1


def test_a_country_of_letters_is_drawn_in_part_and_says_so() -> None:
    root = node("บน", *(node(f"{p}", *(node(f"{p}-{n}") for n in range(20))) for p in range(76)))
    made = drawn(root, current="70-19")
    assert made.documents == 1 + 76 + 76 * 20
    assert made.n_drawn <= MOST_DRAWN + 2
    shown = {card.lines[0] for card in made.cards}
    assert {"70", "70-19"} <= shown  # the way to the letter one came from
    assert f"อีก {76 - MOST_SIBLINGS}" in shown


def test_a_letter_elsewhere_is_no_link_and_says_so() -> None:
    root = view(node("บน", node("ล่าง")))
    assert all(card.address for card in drawing_of(root, "บน", load_catalogue("th")).cards)
    hidden = drawing_of(replace(root, address=""), "บน", load_catalogue("th"))
    assert [card.address for card in hidden.cards if card.lines[0] == "บน"] == [""]
    assert any("นอกพื้นที่" in card.label for card in hidden.cards)
