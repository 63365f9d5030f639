"""The search page: hits with their place, what people said, filters, and nothing from elsewhere."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from docproc.corrections import confirm_field, take_back
from docproc.repository import documents, readings, sources
from docproc.wiring import Service
from models.office import Tier
from models.page import PageReading
from models.rights import Role
from models.tables.offices import OfficeRecord
from tests.docproc.web.held import PAGE_SIZE, hold, letter, letter_document, picture, province_letter, sheet_document
from tests.factories import line

ClientAs = Callable[..., TestClient]
WORDS = "ด้วยกระทรวงจะขยายเครือข่าย"


@pytest.fixture
def ministry(service: Service) -> tuple[str, str]:
    source, (document,) = hold(service, [letter_document(letter())], "กระทรวง.png")
    return source, document


def place_lines(service: Service, source_id: str) -> None:
    """As if a later reading had seen the letter's lines where they are."""
    lines = (line("ที่ ดศ ๐๒๐๘/๑๒๑๓๓", y=150, width=400), line(WORDS, y=600, width=500))
    with service.database.writing() as session:
        source = sources.lock(session, source_id)
        source.version = "2"
        readings.save_page(session, source.sha256, "2", PageReading(1, *PAGE_SIZE, lines=lines, readers=("line",)))


@pytest.mark.parametrize("query", ["เครือข่าย", "ดศ 0208/12133", "ดศ๐๒๐๘/๑๒๑๓๓", "๑๐ สิงหาคม ๒๕๖๖", "10 ส.ค. 2566",
                                   "2023-08-10", "กระทรวง.png"])  # fmt: skip
def test_words_numbers_days_and_names_are_found(client: TestClient, ministry: tuple[str, str], query: str) -> None:
    hold(service_of(client), [sheet_document()], "ใบเซ็น.png", picture(240))
    shown = client.get("/search", params={"q": query}).text
    assert f"/documents/{ministry[0]}" in shown
    assert "ใบเซ็น.png" not in shown
    listed = client.get("/api/documents", params={"q": query}).json()["documents"]
    assert [one["id"] for one in listed] == [ministry[0]]


def service_of(client: TestClient) -> Service:
    found: Service = client.app.state.service  # type: ignore[attr-defined]
    return found


def test_a_number_that_a_person_set_is_found_until_it_is_taken_back(
    client: TestClient, service: Service, ministry: tuple[str, str]
) -> None:
    said = confirm_field(service, ministry[1], "reference_no", "ดศ 0208/99999", "สมศรี")
    shown = client.get("/search", params={"q": "๐๒๐๘/๙๙๙๙๙"}).text
    assert "ตามที่ สมศรี ยืนยัน" in shown
    assert "<mark>0208/99999</mark>" in shown
    take_back(service, said.assertion_id, "สมศรี")
    assert "ไม่พบในเอกสาร" in client.get("/search", params={"q": "๐๒๐๘/๙๙๙๙๙"}).text


def test_the_place_of_a_hit_is_shown_and_marked(
    client: TestClient, service: Service, ministry: tuple[str, str]
) -> None:
    place_lines(service, ministry[0])
    spot = client.get(f"/api/documents/{ministry[0]}/pages/1/spot", params={"q": "เครือข่าย"})
    with Image.open(io.BytesIO(spot.content)) as seen:
        assert seen.size == (PAGE_SIZE[0], 40 + 40 + 40)
        assert len(seen.convert("L").getcolors(256) or ()) > 1  # the frame around the line
    document = client.get(f"/documents/{ministry[0]}", params={"q": "เครือข่าย", "page": 1}).text
    assert 'data-mark="hit[0]"' in document
    elsewhere = client.get(f"/api/documents/{ministry[0]}/pages/1/spot", params={"q": "ไม่มีคำนี้"})
    assert elsewhere.status_code == 200
    assert client.get(f"/api/documents/{ministry[0]}/pages/9/spot", params={"q": "ก"}).status_code == 404


@pytest.mark.parametrize(
    ("narrowed", "is_found"),
    [
        ({"kind": "external_letter"}, True),
        ({"kind": "memo"}, False),
        ({"status": "done"}, True),
        ({"status": "failed"}, False),
        ({"since": "๑๐ สิงหาคม ๒๕๖๖", "until": "2023-08-10"}, True),
        ({"since": "11 ส.ค. 2566"}, False),
        ({"until": "9/8/2566"}, False),
        ({"office": "ดิจิทัลเพื่อเศรษฐกิจ"}, True),
        ({"office": "มหาดไทย"}, False),
        ({"since": "วันหนึ่ง"}, True),  # said to be no day, and not used
    ],
)
def test_hits_are_narrowed(
    client: TestClient, ministry: tuple[str, str], narrowed: dict[str, str], is_found: bool
) -> None:
    shown = client.get("/search", params={"q": WORDS, **narrowed}).text
    assert ("<mark>" in shown) is is_found
    assert ("อ่านวันที่นี้ไม่ออก" in shown) is (narrowed.get("since") == "วันหนึ่ง")


def test_hits_and_counts_end_at_the_area(client_as: ClientAs, service: Service) -> None:
    with service.database.writing() as session:
        for code in ("8801", "8802"):
            session.add(
                OfficeRecord(id=code, code=code, tier=Tier.DISTRICT, name=f"อำเภอสมมติ {code}", path=f"/{code}/")
            )
    own, _ = hold(service, [letter_document(letter())], "ของเรา.png", office="8801")
    other, _ = hold(service, [letter_document(province_letter())], "ของเขา.png", picture(250), office="8802")
    auditor = client_as(Role.AUDITOR, area="/8801/", office="8801")
    shown = auditor.get("/search", params={"q": WORDS}).text
    assert own in shown
    assert other not in shown
    assert "พบ 1 แห่ง" in shown
    assert auditor.get(f"/api/documents/{other}/pages/1/spot", params={"q": "ก"}).status_code == 404
    assert "ไม่พบในเอกสาร" in auditor.get("/search", params={"q": "พย 0030.2"}).text


def test_a_file_read_anew_is_found_by_its_new_words_alone(client: TestClient, service: Service) -> None:
    source, _ = hold(service, [letter_document(letter())])
    with service.database.writing() as session:
        now = dt.datetime.now(dt.UTC)
        documents.save(session, source, "2", [letter_document(letter())], {1: "ถ้อยคำใหม่"}, now)
    assert "<mark>ถ้อยคำใหม่</mark>" in client.get("/search", params={"q": "ถ้อยคำใหม่"}).text
    assert "<mark>" not in client.get("/search", params={"q": WORDS}).text


def test_a_query_may_hold_anything(client: TestClient, ministry: tuple[str, str]) -> None:
    for query in ('"', "'", "%", "_", "\\", "a AND b", "NEAR(", "<script>", "๙", "-", "\x00ก"):
        shown = client.get("/search", params={"q": query})
        assert shown.status_code == 200
        assert "<script>" not in shown.text.replace('<script type="module"', "")
