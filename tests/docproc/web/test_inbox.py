"""The clerk's first page: lists in their order, each row a link to where it is decided; nothing of other areas."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from docproc.messages.catalogue import load_catalogue
from docproc.repository import offices, sources
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.rights import Role
from models.status import SourceStatus
from tests.docproc.web.conftest import ClientAs
from tests.docproc.web.held import hold, letter, letter_document

T = load_catalogue("th").text


@pytest.fixture(autouse=True)
def seeded(service: Service) -> None:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(one, Tier.PROVINCE, f"จังหวัด{one}", None) for one in ("52", "56")])


def clerk_of(browser_as: ClientAs, code: str) -> TestClient:
    return browser_as(Role.CLERK, area=f"/{code}/", office=code)


def test_what_waits_stands_in_order_with_where_it_is_decided(service: Service, browser_as: ClientAs) -> None:
    source_id, (document_id,) = hold(service, [letter_document(letter())], office="52")
    failed, _ = hold(service, [], "เสีย<b>.pdf", b"broken", office="52")
    with service.database.writing() as session:
        source = sources.lock(session, failed)
        source.status, source.error_code = SourceStatus.FAILED, "document.encrypted"
    page = clerk_of(browser_as, "52").get("/inbox").text
    heads = re.findall(r'<section class="block inbox-section" aria-labelledby="(\w+)"', page)
    assert heads == ["failed", "values", "letters"]
    assert f'href="/documents/{failed}"' in page and "เสีย&lt;b&gt;.pdf" in page
    assert f'href="/documents/{source_id}/register?d={document_id}"' in page
    assert 'href="/review"' in page
    empty = clerk_of(browser_as, "56").get("/inbox").text
    assert T("inbox.nothing") in empty and source_id not in empty


def test_each_list_is_paged_by_key_to_its_end(service: Service, browser_as: ClientAs) -> None:
    made = [hold(service, [letter_document(letter())], data=b"%%PDF %d" % n, office="52")[0] for n in range(27)]
    clerk = clerk_of(browser_as, "52")
    assert "/inbox/letters" in clerk.get("/inbox").text
    first = clerk.get("/inbox/letters").text
    (more,) = re.findall(r'href="(/inbox/letters\?before=\w+)"', first)
    listed = re.findall(r'class="inbox-title"><a href="/documents/(\w+)\?', first + clerk.get(more).text)
    assert listed == list(reversed(made))
    for nothing in ("values", "unknown"):
        assert clerk.get(f"/inbox/{nothing}").status_code == 404


def test_a_clerks_day_begins_here_and_who_decides_nothing_has_none(service: Service, browser_as: ClientAs) -> None:
    clerk = clerk_of(browser_as, "52")
    assert '<a class="brand" href="/inbox">' in clerk.get("/").text
    auditor = browser_as(Role.AUDITOR)
    assert 'href="/inbox"' not in auditor.get("/").text
    assert auditor.get("/inbox").status_code == 403


def test_a_letter_that_needs_no_line_is_dealt_with_in_its_row(service: Service, browser_as: ClientAs) -> None:
    source_id, _ = hold(service, [letter_document(letter())], office="52")
    address = f"/documents/{source_id}/register/waiver"
    clerk = clerk_of(browser_as, "52")
    for here in ("/inbox", "/inbox/letters"):
        page = clerk.get(here).text
        assert f'action="{address}"' in page and f'name="back" value="{here}"' in page
    said = {"office": "52", "back": "/inbox/letters", "reason": "สำเนาของฉบับที่ลงแล้ว"}
    answer = clerk.post(address, data=said, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox/letters")
    assert source_id not in clerk.get("/inbox/letters").text
    assert "สำเนาของฉบับที่ลงแล้ว" in clerk.get(f"/documents/{source_id}").text


def test_who_keeps_no_registers_of_their_own_office_is_not_asked_for_them(
    service: Service, browser_as: ClientAs
) -> None:
    source_id, _ = hold(service, [letter_document(letter())], office="52")
    page = browser_as(Role.CLERK).get("/inbox/letters").text
    assert source_id in page and "register/waiver" not in page
