"""Small PDF files written by hand, for what no library will write."""

from __future__ import annotations

import hashlib
import io

import pypdfium2


def pdf_of_empty_pages(count: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(595, 842)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def pdf_of_objects(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """The objects numbered from 1 (the first is the catalogue) with a correct cross-reference table."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def pdf_without_pages() -> bytes:
    return pdf_of_objects([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


def encrypted_pdf() -> bytes:
    """One page behind a user password that is not the empty one (standard handler, revision 2, 40 bits)."""
    file_id = b"0123456789abcdef"
    owner = hashlib.sha256(b"owner").digest()
    rights = (-4).to_bytes(4, "little", signed=True)
    user = hashlib.sha256(b"no key made of the empty password gives this").digest()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P %d >>"
        % (owner.hex().encode(), user.hex().encode(), int.from_bytes(rights, "little", signed=True)),
    ]
    identity = file_id.hex().encode()
    return pdf_of_objects(objects, b"/Encrypt 4 0 R /ID [<%s> <%s>]" % (identity, identity))
