"""Whatever is handed in: a recorded end in words, the bytes kept, and the next letter still read."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections.abc import Callable, Iterator

import pytest
from PIL import Image

from docproc import documents
from docproc.config import Settings
from docproc.demonstration.manifest import load_manifest
from docproc.documents import find_source, reading_json
from docproc.messages.catalogue import load_catalogue
from docproc.repository.sources import ENDED
from docproc.running import running_service
from docproc.wiring import Service
from models.status import SourceStatus
from tests.extractors.pdf_bytes import encrypted_pdf, pdf_of_empty_pages, pdf_without_pages

PATIENCE_SECONDS = 400.0


def letter_bytes() -> bytes:
    """A page of the demonstration as a PDF of one image."""
    sample = next(one for one in load_manifest().demonstrated if one.doc_types == ("external_letter",))
    return sample.path.read_bytes()


def letter_image() -> Image.Image:
    from extractors.opening import open_source

    with open_source(letter_bytes(), "letter.pdf") as source:
        return Image.fromarray(source.page(1).pixels[:, :, ::-1]).convert("L")


def image_bytes(image: Image.Image, kind: str, **options: object) -> bytes:
    held = io.BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


def enormous_png(side: int = 20_000) -> bytes:
    """A valid white picture of 400 million pixels in a few hundred kilobytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * side
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.pdf": (lambda: b"", "error.empty_file"),
    "cut.pdf": (lambda: letter_bytes()[:3000], "error.truncated_file"),
    "locked.pdf": (encrypted_pdf, "error.encrypted_file"),
    "no-pages.pdf": (pdf_without_pages, "error.no_pages"),
    "program.pdf": (lambda: b"MZ\x90\x00" + bytes(5000), "error.unsupported_format"),
    "notes.txt": (lambda: "บันทึกธรรมดา ไม่ใช่ภาพ".encode(), "error.unsupported_format"),
    "archive.pdf": (lambda: b"PK\x03\x04" + bytes(500), "error.unsupported_format"),
}
READ: dict[str, Callable[[], bytes]] = {
    "pages.tiff": lambda: image_bytes(
        letter_image(), "TIFF", save_all=True, append_images=[letter_image()], compression="tiff_deflate"
    ),
    "phone.heic": lambda: heic_bytes(letter_image()),
    "landscape.png": lambda: image_bytes(letter_image().rotate(90, expand=True), "PNG"),
    "upside-down.png": lambda: image_bytes(letter_image().rotate(180), "PNG"),
}


def heic_bytes(image: Image.Image) -> bytes:
    import pillow_heif

    held = io.BytesIO()
    pillow_heif.from_pillow(image.convert("RGB")).save(held, quality=80)
    return held.getvalue()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    settings = Settings(data=tmp_path_factory.mktemp("data"), workers=2, redis_url=None, database_url=None)
    with running_service(settings, worker_log=settings.data / "workers.log") as running:
        yield running


def ended(service: Service, *contents: tuple[str, bytes]) -> list[str]:
    """Ids of the files, once each has reached its end."""
    ids = [documents.accept(service, io.BytesIO(data), name).source_id for name, data in contents]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if all(one.status in ENDED for one in documents.progress(service, ids).values()):
            return ids
        time.sleep(0.2)
    raise AssertionError(f"not at their end: {documents.progress(service, ids)}")


@pytest.mark.timeout(450)
def test_what_cannot_be_read_is_refused_in_words_and_kept(service: Service) -> None:
    contents = [(name, make()) for name, (make, _) in REFUSED.items()]
    for source_id, (name, data) in zip(ended(service, *contents), contents, strict=True):
        source = find_source(service, source_id)
        assert source is not None
        assert (source.status, source.error_code) == (SourceStatus.FAILED, REFUSED[name][1]), name
        assert REFUSED[name][1] in load_catalogue("th"), name
        assert service.storage.original(source.sha256) == data


@pytest.mark.timeout(450)
def test_every_shape_of_a_letter_is_read(service: Service) -> None:
    contents = [(name, make()) for name, make in READ.items()]
    for source_id, (name, _) in zip(ended(service, *contents), contents, strict=True):
        reading = reading_json(service, source_id)
        first = reading["documents"][0]
        assert first["doc_type"] == "external_letter", name
        assert "เรื่อง" in first["text"], name
        assert first["to"], name


@pytest.mark.timeout(450)
def test_an_enormous_image_ends_and_the_next_letter_is_read(service: Service) -> None:
    big, letter = ended(service, ("enormous.png", enormous_png()), ("letter.pdf", letter_bytes()))
    source = find_source(service, big)
    assert source is not None
    assert source.status in ENDED
    assert reading_json(service, letter)["documents"][0]["subject"]


@pytest.mark.timeout(450)
def test_500_pages_reach_their_end(service: Service) -> None:
    (source_id,) = ended(service, ("long.pdf", pdf_of_empty_pages(500)))
    how_far = documents.progress(service, [source_id])[source_id]
    assert (how_far.pages_read, how_far.pages_failed) == (500, 0)
