"""What somebody is told of the documents of a chain that lie elsewhere, part by part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docproc import chain_sight
from docproc.chain_sight import seen_chain, seen_chains_of, seen_hops
from docproc.repository import offices
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.chain import ChainNode, Link, LinkKind, Reason, Receipt
from models.geometry import Box
from models.office import Tier
from models.rights import Areas
from models.status import DocType, LinkState, Status
from tests.docproc.linked import link_source
from tests.docproc.web.held import field, hold, letter, letter_document, province_letter

UPPER_AREA, LOWER_AREA = Areas(("/52/",)), Areas(("/56/",))
OWN_SUBJECT = "เรื่องของฉบับล่าง"
QUOTED = Reason("link.other_subject", "เรื่องของอีกฉบับ")
NUMBERED = Reason("link.same_number", "ดศ ๐๒๐๘/๑๒๑๓๓")


@pytest.fixture
def held(service: Service) -> tuple[str, str]:
    """The upper letter, of one province, and the lower one, of another."""
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(one, Tier.PROVINCE, f"จังหวัด{one}", None) for one in ("52", "56")])
    lower_letter = replace(province_letter(), subject=field(OWN_SUBJECT, 250))
    upper_file, (upper,) = hold(service, [letter_document(letter())], data=b"upper", office="52")
    lower_file, (lower,) = hold(service, [letter_document(lower_letter)], data=b"lower", office="56")
    for source_id in (upper_file, lower_file):
        link_source(service, source_id)
    return upper, lower


def full(document_id: str, link: Link | None = None, children: tuple[ChainNode, ...] = ()) -> ChainNode:
    """A node with something in every part."""
    return ChainNode(
        document_id=document_id,
        source_id=f"file of {document_id}",
        doc_type=DocType.ATTENDANCE_SHEET,
        reference_no="ดศ ๐๒๐๘/๑๒๑๓๓",
        reference_status=Status.READ,
        date=date(2023, 8, 10),
        issuer="กระทรวงสมมติ",
        subject="เรื่องที่อยู่ที่อื่น",
        pages=(1, 2),
        link=link,
        receipts=(Receipt("ที่ว่าการอำเภอ", "12", None, None, 1, Box(0, 0, 9, 9), Status.READ),),
        children=children,
        missing=(Reason("chain.no_trace", "นายอำเภอ"),),
        flags=(Reason("chain.ring"),),
        copies=("another",),
        n_rows=3,
        n_signed=2,
        n_unsure=1,
    )


def test_of_a_document_elsewhere_nothing_is_told_but_what_names_it(
    service: Service, held: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    upper, lower = held
    link = Link(lower, upper, LinkKind.CITES, LinkState.EXACT, 1.0, reasons=(NUMBERED, QUOTED))
    tree = full(upper, children=(full(lower, link),))
    monkeypatch.setattr(chain_sight, "chain_around", lambda *_: tree)

    from_below = seen_chain(service, LOWER_AREA, lower)
    assert from_below is not None
    bare = ChainNode(
        document_id=upper,
        source_id="",
        doc_type=tree.doc_type,
        reference_no=tree.reference_no,
        reference_status=tree.reference_status,
        date=tree.date,
        issuer=tree.issuer,
        subject=None,
        pages=(),
        link=None,
        receipts=(),
        children=from_below.children,
        missing=(),
    )
    assert from_below == bare
    assert from_below.children == (full(lower, replace(link, reasons=(NUMBERED,))),)  # its own, but for the quotation

    from_above = seen_chain(service, UPPER_AREA, upper)
    assert from_above is not None
    (child,) = from_above.children
    assert from_above == replace(tree, children=(child,))
    assert child == replace(
        bare, document_id=lower, link=replace(link, reasons=()), children=()
    )  # the reasons are the lower letter's


def test_list_names_a_chain_by_the_uppermost_letter_that_is_seen(service: Service, held: tuple[str, str]) -> None:
    (from_below,) = seen_chains_of(service, LOWER_AREA)
    assert (from_below.document_id, from_below.subject) == (held[1], OWN_SUBJECT)
    (from_above,) = seen_chains_of(service, UPPER_AREA)
    assert from_above.document_id == held[0] and from_above.subject != OWN_SUBJECT


def test_hops_of_a_letter_elsewhere_are_not_told(service: Service, held: tuple[str, str]) -> None:
    assert seen_hops(service, UPPER_AREA, held[0]) is not None
    assert seen_hops(service, LOWER_AREA, held[0]) is None
