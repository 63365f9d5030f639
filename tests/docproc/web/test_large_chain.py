"""The page and the interface of a chain that is too large to be shown whole: each level leads to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from fastapi.testclient import TestClient

from docproc.wiring import Service
from models.letter import ReferenceNumber
from tests.docproc.linked import link_source
from tests.docproc.web.held import (
    field,
    hold,
    letter,
    letter_document,
    number_field,
    picture,
    province_letter,
)
from tests.docproc.web.test_pages import shown

OTHER_NUMBER = ReferenceNumber("นน", "0017", "2", True, "4417", "นน ๐๐๑๗.๒/ว ๔๔๑๗")


@dataclass(frozen=True)
class Held:
    """The ministry's letter and those of two provinces under it."""

    top: str
    one: str
    other: str


@pytest.fixture
def held(service: Service, monkeypatch: pytest.MonkeyPatch) -> Held:
    monkeypatch.setattr("docproc.chain.SHOWN_WHOLE", 2)
    monkeypatch.setattr("docproc.chain_part.BELOW_A_PAGE", 1)
    other = replace(
        province_letter(),
        reference_no=number_field(OTHER_NUMBER, 150),
        issuer=field("ศาลากลางจังหวัดน่าน", 100),
    )
    ids = []
    for shade, content in enumerate((letter(), province_letter(), other), start=1):
        source_id, (document_id,) = hold(service, [letter_document(content)], data=picture(shade))
        link_source(service, source_id)
        ids.append(document_id)
    return Held(*ids)


def test_the_page_leads_from_level_to_level_and_counts_what_is_not_there(client: TestClient, held: Held) -> None:
    below = shown(client, f"/chain/{held.one}")
    assert "ที่ พย ๐๐๓๐.๒/ว ๒๗๕๕" in below.text and "ที่ นน ๐๐๑๗.๒/ว ๔๔๑๗" not in below.text
    assert "ดูอีก 1 ฉบับใต้หนังสือนี้" in below.text
    assert "สายหนังสือนี้มี 3 ฉบับ" in below.text
    assert f"/chain/{held.top}" in below.values("a", "href")
    top = shown(client, f"/chain/{held.top}")
    assert f"/chain/{held.top}?below={held.one}" in top.values("a", "href")
    further = shown(client, f"/chain/{held.top}?below={held.one}")
    assert "ที่ นน ๐๐๑๗.๒/ว ๔๔๑๗" in further.text and "ที่ พย ๐๐๓๐.๒/ว ๒๗๕๕" not in further.text


def test_the_interface_gives_the_same_part(client: TestClient, held: Held) -> None:
    tree = client.get(f"/api/chains/{held.other}").json()
    assert (tree["document_id"], tree["hidden"], [one["document_id"] for one in tree["children"]]) == (
        held.top, 1, [held.other],
    )  # fmt: skip
    page = client.get(f"/api/chains/{held.top}?below={held.one}").json()
    assert [one["document_id"] for one in page["children"]] == [held.other]
    (chain,) = client.get("/api/chains").json()["chains"]
    assert chain["documents"] == 3
