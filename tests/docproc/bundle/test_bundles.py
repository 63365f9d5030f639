"""Bundles: whole when taken away, checked without the service, and telling of every change made to them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from docproc import corrections
from docproc.bundle import making
from docproc.bundle.making import Bundle, BundleTooLargeError, make_bundle
from docproc.bundle.verify import verify
from docproc.documents import NotFoundError, accept
from docproc.registers.identification import identify
from docproc.registers.person_names import name_key
from docproc.repository import bundles, offices
from docproc.repository.clock import moment
from docproc.repository.identifications import PersonKey
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.register import PeopleKind
from models.rights import EVERYWHERE, Actor, Grant, Role
from models.status import LinkState
from models.tables.people import OfficialRecord
from tests.docproc.linked import link_source
from tests.docproc.web.held import hold, letter, letter_document, picture, province_letter

AUDITOR = Actor("u1", "ผู้ตรวจสอบ", EVERYWHERE, (Grant(Role.AUDITOR, EVERYWHERE),))
CLERK = Actor("u2", "เสมียน", EVERYWHERE, (Grant(Role.CLERK, EVERYWHERE),))
Content = dict[str, bytes]


@pytest.fixture
def chain(service: Service) -> tuple[str, str]:
    """The documents of a ministry's letter and of the province's that forwards it."""
    _, (upper,) = hold(service, [letter_document(letter())], "กระทรวง.png", picture(250))
    source_id, (lower,) = hold(service, [letter_document(province_letter())], "จังหวัด.png", picture(240))
    link_source(service, source_id)
    return upper, lower


def made(service: Service, document_id: str, actor: Actor = AUDITOR) -> tuple[Bundle, bytes]:
    target = io.BytesIO()
    return make_bundle(service, actor, document_id, target), target.getvalue()


def name_signatory(service: Service, document_id: str) -> None:
    """A clerk says which official signed."""
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice("90", Tier.PROVINCE, "จังหวัดสมมุติ", None)])
        office = offices.by_codes(session, ["90"])["90"]
        official = OfficialRecord(
            id="official", office_id=office.id, name="นายสมมติ ใจดี", name_key=name_key("นายสมมติ ใจดี"),
            position="ผู้ว่าราชการ", path=office.path, made_by="test", at=moment(session),
        )  # fmt: skip
        session.add(official)
    key = PersonKey(PeopleKind.OFFICIALS, "official")
    identify(service, CLERK, document_id, "signatory_name", key, LinkState.CONFIRMED, "ตรวจกับทะเบียนแล้ว")


def content_of(data: bytes) -> Content:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Content, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def unpacked(content: Content, folder: Path) -> Path:
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_a_bundle_holds_the_chain_with_originals_proofs_and_history(
    service: Service, chain: tuple[str, str], tmp_path: Path
) -> None:
    upper, lower = chain
    corrections.confirm_field(service, lower, "subject", "การพัฒนาอาสาสมัครดิจิทัล", "เสมียน")
    name_signatory(service, lower)
    bundle, data = made(service, lower)
    assert (bundle.documents, bundle.withheld) == (2, 0)
    content = content_of(data)
    assert sum(name.startswith("originals/") for name in content) == 2
    document = json.loads(content[f"documents/{lower}.json"])
    assert document["evidence"]["subject"]["made_by"] == "เสมียน"
    assert {said["made_by"] for said in document["history"] if said["field"] == "subject"} == {"machine", "เสมียน"}
    tree = json.loads(content["chain.json"])["tree"]
    assert (tree["document"], tree["children"][0]["document"]) == (upper, lower)
    assert tree["children"][0]["link"]["reasons"]
    (named,) = json.loads(content["people.json"])
    assert (named["name"], named["state"], named["registered"]["name"]) == ("นายสมมติ ใจดี", "confirmed", "นายสมมติ ใจดี")
    path = tmp_path / "evidence.zip"
    path.write_bytes(data)
    assert verify(path) == (bundle.seal, [])
    with service.database.reading() as session:
        record = bundles.find(session, bundle.seal)
    assert record is not None
    assert (record.made_by, record.documents) == (AUDITOR.name, 2)


def test_an_unpacked_bundle_checks_itself(service: Service, chain: tuple[str, str], tmp_path: Path) -> None:
    """By the interpreter alone: isolated, it finds none of our packages."""
    _, data = made(service, chain[0])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path / "out")
    run = [sys.executable, "-I", str(tmp_path / "out" / "verify.py")]
    assert subprocess.run(run, capture_output=True, check=False).returncode == 0
    (tmp_path / "out" / "chain.json").write_text("{}")
    told = subprocess.run(run, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "chain.json was changed" in told.stdout


def _changed_original(content: Content) -> None:
    name = next(name for name in content if name.startswith("originals/"))
    content[name] += b" "


def _missing_document(content: Content) -> None:
    del content[next(name for name in content if name.startswith("documents/"))]


def _added(content: Content) -> None:
    content["documents/more.json"] = b"{}"


def _no_manifest(content: Content) -> None:
    del content["manifest.json"]


def _manifest_that_is_none(content: Content) -> None:
    content["manifest.json"] = b"{"


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (_changed_original, "was changed"),
        (_missing_document, "is missing"),
        (_added, "was added"),
        (_no_manifest, "manifest.json is missing"),
        (_manifest_that_is_none, "cannot be understood"),
    ],
)
def test_every_harm_is_told(
    service: Service, chain: tuple[str, str], tmp_path: Path, harm: Callable[[Content], None], told: str
) -> None:
    content = content_of(made(service, chain[0])[1])
    harm(content)
    _, faults = verify(unpacked(content, tmp_path / "harmed"))
    assert any(told in fault for fault in faults)


def test_every_changed_byte_of_the_zip_itself_is_told(service: Service, chain: tuple[str, str], tmp_path: Path) -> None:
    """Times, flags, method, sizes and name in the directory, and what follows: zipfile stumbles on each in its way."""
    _, data = made(service, chain[0])
    path = tmp_path / "changed.zip"
    for place in range(data.rindex(b"PK\1\2"), len(data), 2):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert verify(path)[1]
    for around in (b" " + data, data + b" "):
        path.write_bytes(around)
        assert verify(path)[1]


def test_of_two_files_of_one_name_neither_is_believed(service: Service, chain: tuple[str, str], tmp_path: Path) -> None:
    content = content_of(made(service, chain[0])[1])
    path = packed(content, tmp_path / "hiding.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("chain.json", content["chain.json"])
    assert "chain.json is in it 2 times" in verify(path)[1]


def test_a_cut_off_file_is_no_bundle(service: Service, chain: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "cut.zip"
    path.write_bytes(made(service, chain[0])[1][:-100])
    assert verify(path)[1] == ["cut.zip is no ZIP file, or is cut off"]


def test_a_forged_manifest_passes_but_is_not_known(service: Service, chain: tuple[str, str], tmp_path: Path) -> None:
    """Who makes everything anew gets another seal: that is what the service keeps seals for."""
    bundle, data = made(service, chain[0])
    content = content_of(data)
    manifest = json.loads(content["manifest.json"])
    content["manifest.json"] = json.dumps({**manifest, "made_by": "คนอื่น"}).encode()
    seal, faults = verify(unpacked(content, tmp_path / "forged"))
    assert not faults
    with service.database.reading() as session:
        assert bundles.find(session, seal) is None
    assert seal != bundle.seal


def test_who_else_handed_a_file_in_is_the_own_areas_alone(service: Service) -> None:
    with service.database.writing() as session:
        provinces = [NewOffice(code, Tier.PROVINCE, f"จังหวัด{code}", None) for code in ("90", "91")]
        offices.save_all(session, provinces)
    _, (document,) = hold(service, [letter_document(letter())], "กระทรวง.png", picture(250), office="91")
    accept(service, io.BytesIO(picture(250)), "ของเรา.png", "90")
    auditor = Actor("u3", "ผู้ตรวจจังหวัด", "/90/", (Grant(Role.AUDITOR, "/90/"),))
    _, data = made(service, document, auditor)
    shown = json.loads(content_of(data)[f"documents/{document}.json"])
    assert [(one["name"], one["office"]) for one in shown["deliveries"]] == [("ของเรา.png", "90")]
    assert shown["file"]["name"] == "ของเรา.png"


def test_what_lies_outside_the_auditors_areas_is_named_and_withheld(service: Service, chain: tuple[str, str]) -> None:
    elsewhere = Actor("u2", "ผู้ตรวจต่างเขต", "/52/", (Grant(Role.AUDITOR, "/52/"),))
    with pytest.raises(NotFoundError):
        made(service, chain[0], elsewhere)


def test_a_chain_of_a_whole_country_is_refused(
    service: Service, chain: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_DOCUMENTS", 1)
    with pytest.raises(BundleTooLargeError):
        made(service, chain[0])


def test_an_unknown_document_has_no_bundle(service: Service) -> None:
    with pytest.raises(NotFoundError):
        made(service, "none")
