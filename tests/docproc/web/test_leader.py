"""A leader's page: the picture is kept, and what is wrong with it is said before it is read."""

from __future__ import annotations

from functools import cache

import cv2
from fastapi.testclient import TestClient

from docproc.documents import find_source
from docproc.messages.catalogue import load_catalogue
from docproc.wiring import Service
from extractors.readers.reader import ColourImage
from samples import bad_photographs

TEXT = load_catalogue("th").text


def jpeg(photo: ColourImage, longest: int = 1600) -> bytes:
    factor = longest / max(photo.shape[:2])
    small = cv2.resize(photo, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 75])[1].tobytes()


@cache
def picture(name: str) -> bytes:
    return jpeg(bad_photographs.good() if name == "good" else bad_photographs.BAD_INPUTS[name]())


def take(client: TestClient, data: bytes, name: str = "sheet.jpg") -> str:
    answer = client.post("/leader/photos", files={"photo": (name, data, "image/jpeg")}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return str(answer.text)


def test_a_good_picture_is_called_good_before_it_is_read(client: TestClient) -> None:
    told = take(client, picture("good"))
    assert TEXT("leader.good") in told
    assert TEXT("leader.counting") in told


def test_a_bad_picture_is_kept_and_says_what_to_do(client: TestClient, service: Service) -> None:
    told = take(client, picture("half-sheet"))
    assert TEXT("quality.cut_off") in told
    source_id = told.split("/leader/photos/")[1].split('"')[0]
    assert find_source(service, source_id) is not None
    assert TEXT("quality.cut_off") in client.get(f"/leader/photos/{source_id}").text


def test_another_file_is_taken_in_without_a_verdict(client: TestClient) -> None:
    assert TEXT("leader.not_a_photo") in take(client, b"%PDF-1.4 nothing", "letter.pdf")


def test_without_a_picture_nothing_is_kept(client: TestClient) -> None:
    answer = client.post("/leader/photos", files={"photo": ("", b"", "image/jpeg")})
    assert answer.status_code == 422


def test_a_program_is_told_code_and_sentence(client: TestClient) -> None:
    answer = client.post(
        "/api/documents", files={"files": ("s.jpg", picture("blank"), "image/jpeg")}, data={"photo_check": "true"}
    )
    (handed,) = answer.json()["documents"]
    assert handed["photo_check"] == {
        "good": False,
        "remarks": [{"code": "quality.blank", "text": TEXT("quality.blank")}],
    }
    assert client.get(f"/api/documents/{handed['id']}/photo-check").json() == handed["photo_check"]


def test_the_check_is_not_made_unasked(client: TestClient) -> None:
    answer = client.post("/api/documents", files={"files": ("s.jpg", picture("good"), "image/jpeg")})
    assert answer.json()["documents"][0]["photo_check"] is None
