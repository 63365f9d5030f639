"""The JSON interface: handing in, listing by key, reading, bytes, and errors as problem details."""

from __future__ import annotations

import hashlib
import io

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from docproc.documents import find_source
from docproc.web.routes.files import disposition
from docproc.wiring import Service
from models.status import SourceStatus
from tests.docproc.linked import link_source
from tests.docproc.web.held import PAGE_SIZE, hold, letter, letter_document, picture, province_letter


def handed_in(client: TestClient, *files: tuple[str, bytes]) -> list[dict[str, object]]:
    answer = client.post("/api/documents", files=[("files", file) for file in files])
    assert answer.status_code == 202, answer.text
    documents: list[dict[str, object]] = answer.json()["documents"]
    return documents


def test_handing_in_answers_with_ids_whose_bytes_and_rows_are_held(client: TestClient, service: Service) -> None:
    one, other = handed_in(client, ("หนังสือ ๑.pdf", b"%PDF-1.7 one"), ("b.pdf", b"%PDF-1.7 two"))
    assert (one["name"], one["duplicate"], other["duplicate"]) == ("หนังสือ ๑.pdf", False, False)
    source = find_source(service, str(one["id"]))
    assert source is not None
    assert source.sha256 == hashlib.sha256(b"%PDF-1.7 one").hexdigest()
    assert source.status is SourceStatus.RECEIVED
    assert service.storage.original(source.sha256) == b"%PDF-1.7 one"


def test_the_same_bytes_twice_are_one_file(client: TestClient) -> None:
    (first,) = handed_in(client, ("a.pdf", b"%PDF-1.7 same"))
    (second,) = handed_in(client, ("b.pdf", b"%PDF-1.7 same"))
    assert (second["id"], second["duplicate"]) == (first["id"], True)
    assert len(client.get("/api/documents").json()["documents"]) == 1


def test_one_bad_file_of_several_does_not_stop_the_others(client: TestClient) -> None:
    good, empty, large = handed_in(
        client, ("a.pdf", b"%PDF-1.7"), ("empty.pdf", b""), ("large.pdf", b"%PDF" + bytes(1024 * 1024))
    )
    assert good["id"] and good["error"] is None
    assert empty["id"] is None
    assert empty["error"] == {
        "type": "urn:docproc:problem:empty_file",
        "title": "แฟ้มว่างเปล่า ไม่มีข้อมูลอยู่ข้างใน กรุณาตรวจแฟ้มแล้วส่งใหม่",
        "status": 422,
        "code": "error.empty_file",
    }
    assert isinstance(large["error"], dict)
    assert (large["error"]["status"], large["error"]["title"]) == (413, "แฟ้มใหญ่เกิน 1 MB ส่งไม่ได้")


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", "/api/documents/nobody", 404, "error.not_found"),
        ("GET", "/api/documents/nobody/file", 404, "error.not_found"),
        ("GET", "/api/documents/nobody/pages/1/image", 404, "error.not_found"),
        ("GET", "/api/chains/nobody", 404, "error.not_found"),
        ("GET", "/no/such/address", 404, "error.not_found"),
        ("GET", "/api/documents?limit=0", 422, "error.validation"),
        ("GET", "/api/events?ids=", 422, "error.validation"),
        ("POST", "/api/documents", 422, "error.validation"),
        ("DELETE", "/api/documents", 405, "error.method_not_allowed"),
    ],
)
def test_errors_are_problem_details(client: TestClient, method: str, address: str, status: int, code: str) -> None:
    answer = client.request(method, address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"].startswith("urn:docproc:problem:") and body["title"]


def test_one_empty_file_is_a_problem_in_the_language_asked_for(client: TestClient) -> None:
    answer = client.post("/api/documents?lang=en", files={"files": ("a.pdf", b"")})
    assert (answer.status_code, answer.json()["title"]) == (422, "The file is empty. Please check it and send it again")


def test_a_request_beyond_every_limit_is_cut_off(client: TestClient) -> None:
    answer = client.post("/api/documents", files={"files": ("a.pdf", bytes(5 * 1024 * 1024))})
    assert (answer.status_code, answer.json()["code"]) == (413, "error.request_too_large")


def test_a_change_asked_for_by_another_site_is_refused(client: TestClient) -> None:
    file = {"files": ("a.pdf", b"%PDF-1.7")}
    foreign = client.post("/api/documents", files=file, headers={"Sec-Fetch-Site": "cross-site"})
    assert (foreign.status_code, foreign.json()["code"]) == (403, "error.cross_site")
    assert client.post("/api/documents", files=file, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 202


def test_the_list_is_paged_by_key_and_holds_every_file_once(client: TestClient) -> None:
    handed_in(client, *((f"{n}.pdf", b"%PDF-1.7 " + bytes([65 + n])) for n in range(5)))
    address: str | None = "/api/documents?limit=2"
    names, pages = [], 0
    while address:
        listing = client.get(address).json()
        names += [one["name"] for one in listing["documents"]]
        address, pages = listing["next"], pages + 1
    assert names == ["4.pdf", "3.pdf", "2.pdf", "1.pdf", "0.pdf"]
    assert pages == 3


def test_a_search_finds_by_name_by_number_in_either_digits_and_by_text(client: TestClient, service: Service) -> None:
    held, _ = hold(service, [letter_document(letter())], "กระทรวง.png")
    hold(service, [letter_document(province_letter())], "จังหวัด.png", picture(250))
    named = client.get("/api/documents", params={"q": "กระทรวง.png"}).json()["documents"]
    assert [one["id"] for one in named] == [held]
    for query in ("ดศ 0208/12133", "ดศ ๐๒๐๘/๑๒๑๓๓"):  # the province's letter names the ministry's
        numbered = client.get("/api/documents", params={"q": query}).json()["documents"]
        assert [one["name"] for one in numbered] == ["จังหวัด.png", "กระทรวง.png"]
    assert len(client.get("/api/documents", params={"q": "ขยายเครือข่าย"}).json()["documents"]) == 2
    assert client.get("/api/documents", params={"q": "ไม่มีคำนี้"}).json() == {"documents": [], "next": None}


def test_the_reading_has_the_contract_form(client: TestClient, service: Service) -> None:
    source_id, (document_id,) = hold(service, [letter_document(letter())])
    reading = client.get(f"/api/documents/{source_id}").json()
    assert (reading["source"]["name"], reading["source"]["pages"], reading["error"]) == ("หนังสือ.png", 1, None)
    (document,) = reading["documents"]
    assert (document["id"], document["doc_type"], document["date"]) == (document_id, "external_letter", "2023-08-10")
    assert document["evidence"]["date"]["box"] == [100, 200, 600, 240]


def test_the_original_comes_back_as_a_download_that_can_do_nothing(client: TestClient) -> None:
    (held,) = handed_in(client, ('บันทึก "ลับ".html', b"<script>alert(1)</script>"))
    answer = client.get(f"/api/documents/{held['id']}/file")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_name_cannot_break_out_of_its_header() -> None:
    header = disposition('ก"; x=\r\n.pdf')
    assert header == "attachment; filename=\"___ x___.pdf\"; filename*=UTF-8''%E0%B8%81%22%3B%20x%3D%0D%0A.pdf"


def test_a_page_is_a_jpeg_of_the_size_its_boxes_are_in(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    answer = client.get(f"/api/documents/{source_id}/pages/1/image")
    assert (answer.headers["content-type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "max-age" in answer.headers["cache-control"]
    assert jpeg_size(answer.content) == PAGE_SIZE
    small = client.get(f"/api/documents/{source_id}/pages/1/image", params={"width": 200})
    assert jpeg_size(small.content)[0] == 200
    assert client.get(f"/api/documents/{source_id}/pages/2/image").status_code == 404


def jpeg_size(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data)).size


def test_chains_are_listed_and_followed(client: TestClient, service: Service) -> None:
    ministry, (upper,) = hold(service, [letter_document(letter())])
    province, (lower,) = hold(service, [letter_document(province_letter())], data=picture(250))
    for source_id in (ministry, province):
        link_source(service, source_id)
    (chain,) = client.get("/api/chains").json()["chains"]
    assert (chain["document_id"], chain["documents"], chain["verified_links"]) == (upper, 2, 1)
    tree = client.get(f"/api/chains/{lower}").json()
    assert (tree["document_id"], tree["date"]) == (upper, "2023-08-10")
    (child,) = tree["children"]
    assert (child["document_id"], child["link"]["state"], child["link"]["kind"]) == (lower, "exact", "forwards")
    assert tree["receipts"][0]["office"] == "ศาลากลางจังหวัดพะเยา"


def test_events_tell_how_far_a_file_is_and_when_all_have_ended(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    answer = client.get("/api/events", params={"ids": source_id})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "event: progress" in answer.text and f'"id": "{source_id}", "status": "done"' in answer.text
    assert answer.text.rstrip().endswith("event: end\ndata: {}")


def test_health_answers_while_the_queue_is_away(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {"status": "degraded", "database": "ok", "queue": "away", "storage": "ok"}


def test_a_service_without_its_files_is_not_ready(client: TestClient, service: Service) -> None:
    (service.settings.data / "files").write_text("a file where the folder should be")
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["storage"]) == (503, "away")


def test_metrics_count_files_by_status_and_requests_by_route(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    client.get(f"/api/documents/{source_id}")
    text = client.get("/metrics").text
    assert 'docproc_files{status="done"} 1.0' in text
    assert 'route="/api/documents/{source_id}"' in text
    assert source_id not in text


def test_the_interface_describes_itself(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/documents", "/api/documents/{source_id}", "/api/documents/{source_id}/file", "/api/chains"} <= set(
        paths
    )
    assert "/" not in paths
