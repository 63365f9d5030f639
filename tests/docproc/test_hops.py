"""Addressed offices against received stamps: counts, the missing by page, and stamps read one glyph off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docproc.hops import hops_of
from docproc.registers.office_seed import seed_offices
from docproc.wiring import Service
from models.letter import Stamp
from tests.docproc.web.held import field, hold, letter, letter_document, picture, stamp

DISTRICTS = 9  # of the province of Phayao, พะเยา


@pytest.fixture
def registered(service: Service) -> Service:
    with service.database.writing() as session:
        seed_offices(session)
    return service


def circular(service: Service, *stamps: Stamp) -> str:
    content = letter(issuer=field("ศาลากลางจังหวัดพะเยา", 100), to=field("นายอำเภอทุกอำเภอ", 300), stamps=stamps)
    return hold(service, [letter_document(content)], data=picture(1, (40, 40)))[1][0]


def test_offices_without_a_stamp_are_missing(registered: Service) -> None:
    hops = hops_of(registered, circular(registered, stamp("ที่ว่าการอำเภอแม่ใจ")))
    assert hops is not None
    assert (hops.addressed, hops.received, hops.suspected, hops.missing) == (DISTRICTS, 1, 0, DISTRICTS - 1)
    assert "อำเภอแม่ใจ" not in {name for _, name in hops.missing_offices}


def test_stamp_one_glyph_off_is_suspected_and_not_missing(registered: Service) -> None:
    hops = hops_of(registered, circular(registered, stamp("ที่ว่าการอำเภอแม่ไจ")))
    assert hops is not None
    assert (hops.received, hops.suspected, hops.missing) == (0, 1, DISTRICTS - 1)


def test_missing_offices_come_in_pages(registered: Service) -> None:
    document = circular(registered)
    first = hops_of(registered, document, limit=5)
    assert first is not None
    rest = hops_of(registered, document, first.next_code or "", limit=5)
    assert rest is not None
    assert (len(first.missing_offices), len(rest.missing_offices), rest.next_code) == (5, DISTRICTS - 5, None)
    assert first.missing == rest.missing == DISTRICTS


def test_letter_to_the_country_counts_every_province(registered: Service) -> None:
    content = letter(stamps=(replace(stamp("ศาลากลางจังหวัดพะเยา")), stamp("ศาลากลางจังหวัดน่าน")))
    (document,) = hold(registered, [letter_document(content)], data=picture(2, (40, 40)))[1]
    hops = hops_of(registered, document)
    assert hops is not None
    assert (hops.addressed, hops.received, hops.missing) == (76, 2, 74)


def test_letter_that_addresses_nobody_has_no_hops(service: Service) -> None:
    assert hops_of(service, "nobody") is None
