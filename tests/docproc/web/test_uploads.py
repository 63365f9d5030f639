"""Files in pieces by HTTP: announced, sent from the next offset on, refused with the offset where to go on."""

from __future__ import annotations

import hashlib
import uuid

from fastapi.testclient import TestClient

from docproc.web.routes.uploads import LARGEST_PIECE
from models.rights import Role
from tests.docproc.web.conftest import ClientAs

DATA = b"\xff\xd8\xff\xe0 a photograph" * 40


def announcement(**changed: object) -> dict[str, object]:
    content = {"sha256": hashlib.sha256(DATA).hexdigest(), "size": len(DATA), "name": "ใบ.jpg"}
    return {"client_id": str(uuid.uuid4()), **content, **changed}


def test_file_in_two_pieces_is_taken_in_and_found_again(client: TestClient) -> None:
    said = announcement()
    begun = client.post("/api/uploads", json=said).json()
    assert begun == {"id": begun["id"], "offset": 0, "size": len(DATA), "document": None}
    address = f"/api/uploads/{begun['id']}"
    half = client.patch(address, content=DATA[:100], headers={"Upload-Offset": "0"}).json()
    assert half["offset"] == 100 == client.get(address).json()["offset"]
    whole = client.patch(address, content=DATA[100:], headers={"Upload-Offset": "100"}).json()
    assert client.post("/api/uploads", json=said).json() == whole
    assert client.get(f"/api/documents/{whole['document']}/file").content == DATA


def test_wrong_offset_is_answered_with_the_right_one(client: TestClient) -> None:
    begun = client.post("/api/uploads", json=announcement()).json()
    answer = client.patch(f"/api/uploads/{begun['id']}", content=DATA, headers={"Upload-Offset": "7"})
    assert (answer.status_code, answer.json()["code"]) == (409, "upload.other_offset")
    assert answer.json()["title"].endswith("0")
    assert client.patch(f"/api/uploads/{begun['id']}", content=DATA).status_code == 422


def test_piece_that_is_too_large_is_not_held_in_memory(client: TestClient) -> None:
    begun = client.post("/api/uploads", json=announcement()).json()
    headers = {"Upload-Offset": "0"}
    answer = client.patch(f"/api/uploads/{begun['id']}", content=bytes(LARGEST_PIECE + 1), headers=headers)
    assert answer.status_code == 413


def test_what_is_no_upload_is_refused(client: TestClient) -> None:
    limit = 1024 * 1024  # of the service in these tests
    assert client.post("/api/uploads", json=announcement(size=limit + 1)).status_code == 413
    for wrong in ({"size": 0}, {"sha256": "A" * 64}, {"client_id": "x"}):
        assert client.post("/api/uploads", json=announcement(**wrong)).status_code == 422


def test_picture_of_somebody_else_waits_for_that_person(client_as: ClientAs) -> None:
    answer = client_as(Role.LEADER).post("/api/uploads", json=announcement(person="somebody-else"))
    assert (answer.status_code, answer.json()["code"]) == (409, "upload.other_person")


def test_office_elsewhere_is_refused(client_as: ClientAs) -> None:
    answer = client_as(Role.LEADER, area="/52/", office=None).post("/api/uploads", json=announcement())
    assert answer.status_code == 403
