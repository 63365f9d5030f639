"""Every document appears once, under its strongest link; hops without paper are named."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from docproc.chain_tree import ChainDocument, build_trees
from models.chain import ChainNode, Link, LinkKind, Receipt
from models.geometry import Box
from models.status import DocType, LinkState, Status


def document(identity: str, issuer: str | None = None, **changes: object) -> ChainDocument:
    facts: dict[str, object] = {
        "document_id": identity,
        "source_id": identity,
        "doc_type": DocType.EXTERNAL_LETTER,
        "reference_no": None,
        "reference_status": Status.READ,
        "date": date(2023, 11, 1),
        "issuer": issuer,
        "subject": None,
        "addressee": None,
        "pages": (1,),
    }
    return ChainDocument(**{**facts, **changes})  # type: ignore[arg-type]


def link(
    lower: str, upper: str, state: LinkState = LinkState.EXACT, kind: LinkKind = LinkKind.CITES, score: float = 1.0
) -> Link:
    return Link(lower, upper, kind, state, score)


def receipt(office: str) -> Receipt:
    return Receipt(office, "12", date(2023, 11, 2), None, 1, Box(0, 0, 9, 9), Status.READ)


def identities(node: ChainNode) -> list[str]:
    return [node.document_id, *(one for child in node.children for one in identities(child))]


def test_the_chain_runs_from_the_ministry_down() -> None:
    held = [document("district"), document("ministry"), document("province")]
    (root,) = build_trees(held, [link("district", "province"), link("province", "ministry", LinkState.SUSPECTED)])
    assert identities(root) == ["ministry", "province", "district"]


def test_the_stronger_link_decides_under_which_letter_a_letter_hangs() -> None:
    held = [document("a"), document("b"), document("lower")]
    trees = build_trees(held, [link("lower", "a", LinkState.SUSPECTED, score=0.9), link("lower", "b", score=0.8)])
    assert [identities(tree) for tree in trees] == [["a"], ["b", "lower"]]


def test_a_rejected_link_holds_nothing() -> None:
    assert len(build_trees([document("a"), document("b")], [link("b", "a", LinkState.REJECTED)])) == 2


def test_a_copy_is_shown_with_its_original_and_brings_its_stamp() -> None:
    held = [document("a"), document("copy", receipts=(receipt("อำเภอปัว"),)), document("lower")]
    (tree,) = build_trees(held, [link("copy", "a", kind=LinkKind.COPY), link("lower", "copy")])
    assert (tree.document_id, tree.copies, [r.office for r in tree.receipts]) == ("a", ("copy",), ["อำเภอปัว"])
    assert identities(tree) == ["a", "lower"]


def test_an_answer_without_a_received_stamp_is_a_missing_hop() -> None:
    held = [document("province", "จังหวัดน่าน"), document("district", "อำเภอปัว")]
    (tree,) = build_trees(held, [link("district", "province")])
    assert [reason.code for reason in tree.missing] == ["chain.no_receipt_at"]


def test_a_received_stamp_of_the_answering_office_closes_the_hop() -> None:
    stamped = document("province", "จังหวัดน่าน", receipts=(receipt("ที่ว่าการอำเภอปัว"),), addressee="นายอำเภอทุกอำเภอ")
    (tree,) = build_trees([stamped, document("district", "อำเภอปัว")], [link("district", "province")])
    assert tree.missing == ()


def test_an_addressed_tier_that_left_no_trace_is_named() -> None:
    (tree,) = build_trees([document("province", "จังหวัดน่าน", addressee="นายอำเภอทุกอำเภอ")], [])
    assert [reason.code for reason in tree.missing] == ["chain.no_trace_of_addressee"]


NAMES = ["a", "b", "c", "d", "e"]
LINKS = st.builds(
    link,
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from(list(LinkState)),
    st.sampled_from(list(LinkKind)),
    st.floats(0, 1),
)


@given(st.lists(LINKS, max_size=12))
def test_whatever_the_links_every_document_appears_once(links: list[Link]) -> None:
    trees = build_trees([document(name) for name in NAMES], links)
    shown = [one for tree in trees for one in identities(tree)]
    copies = [copy for tree in trees for node in _nodes(tree) for copy in node.copies]
    assert sorted(shown + copies) == NAMES


def _nodes(tree: ChainNode) -> list[ChainNode]:
    return [tree, *(node for child in tree.children for node in _nodes(child))]


def test_a_stamp_one_glyph_off_is_suspected_and_no_missing_hop() -> None:
    stamped = document("province", "จังหวัดน่าน", receipts=(receipt("ที่ว่าการอำเภอบัว"),), addressee="นายอำเภอทุกอำเภอ")
    answer = document("district", "อำเภอปัว", date=date(2023, 11, 3))
    (tree,) = build_trees([stamped, answer], [link("district", "province")])
    assert tree.missing == ()
    assert [flag.code for flag in tree.flags] == ["chain.receipt_suspected"]


def test_letter_receipt_and_next_letter_follow_each_other_in_time() -> None:
    early = receipt("อำเภอปัว")  # of 2 November
    upper = document("province", "จังหวัดน่าน", receipts=(early,), date=date(2023, 11, 5))
    (tree,) = build_trees([upper, document("district", "อำเภอปัว")], [link("district", "province")])
    assert [flag.code for flag in tree.flags] == ["chain.early_receipt", "chain.before_upper", "chain.late_receipt"]


def test_letters_that_name_each_other_in_a_ring_are_shown_once_and_flagged() -> None:
    trees = build_trees([document("a"), document("b")], [link("a", "b"), link("b", "a", score=0.9)])
    assert [identities(tree) for tree in trees] == [["b", "a"]]
    assert [flag.code for node in _nodes(trees[0]) for flag in node.flags] == ["chain.ring"]
