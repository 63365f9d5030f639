"""Links in a real database: found in both orders of arrival, saved once, never over a person's decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from docproc.chain import chain_around, chain_of, links_of, list_chains, walk
from docproc.config import Settings
from docproc.linking import link_documents
from docproc.office_tiers import tier_of
from docproc.repository import tasks
from docproc.search_keys import code_key, place_key, subject_key
from docproc.wiring import Service, service_for
from extractors.thai.confusables import confusion_key
from models.letter import ReferenceNumber
from models.status import DocType, LinkState, SourceStatus, Stage, Status, TaskStatus
from models.tables.documents import DocumentRecord
from models.tables.letters import CitationRecord, LetterRecord, ReceiptRecord
from models.tables.links import LinkRecord
from models.tables.originals import SourceRecord
from models.tables.work import TaskRecord
from tests.docproc.linked import link_source

NOW = dt.datetime(2023, 12, 4, 3, 0, tzinfo=dt.UTC)
PROVINCE_NUMBER = ReferenceNumber("นน", "0017", "2", True, "27455", "นน ๐๐๑๗.๒/ว ๒๗๔๕๕")
PROVINCE_DATE = dt.date(2023, 11, 30)


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Service]:
    settings = Settings(data=tmp_path, database_url=database_url, redis_url=f"unix://{tmp_path}/no-server.sock")
    with service_for(settings) as made:
        yield made


def add_letter(
    service: Service,
    identity: str,
    number: ReferenceNumber | None,
    day: dt.date,
    issuer: str,
    subject: str = "งานทดสอบ",
) -> None:
    with service.database.writing() as session:
        session.add(
            SourceRecord(
                id=f"source-{identity}",
                sha256=identity.ljust(64, "0"),
                name=f"{identity}.pdf",
                size_bytes=1,
                media_type="application/pdf",
                page_count=1,
                status=SourceStatus.DONE,
                received_at=NOW,
            )
        )
        session.flush()
        session.add(
            DocumentRecord(
                id=identity,
                source_id=f"source-{identity}",
                ordinal=0,
                doc_type=DocType.EXTERNAL_LETTER,
                pages=[1],
                text="",
                notes=[],
                problems=[],
                content={"reference_no": number.printed if number else None},
                version="1",
                is_current=True,
                created_at=NOW,
                updated_at=NOW,
            )
        )
        session.flush()
        session.add(
            LetterRecord(
                document_id=identity,
                printed=number.printed if number else "",
                status=Status.CORROBORATED,
                date=day,
                date_status=Status.READ,
                subject=subject,
                issuer=issuer,
                tier=tier_of(issuer),
                subject_key=subject_key(subject),
                place_key=place_key(issuer),
                **key_parts(number, day),
            )
        )


def key_parts(number: ReferenceNumber | None, day: dt.date | None) -> dict[str, object]:
    if number is None:
        return {}
    return {
        "key": number.key(day.year) if day is not None else None,
        "code_key": code_key(number.code),
        "code": number.code,
        "owner": number.owner,
        "sub": number.sub,
        "is_circular": number.is_circular,
        "number": number.number,
        "tag": number.tag,
        "confusion_key": confusion_key(number.register_key),
    }


def add_citation(service: Service, identity: str, number: ReferenceNumber, day: dt.date | None) -> None:
    with service.database.writing() as session:
        session.add(
            CitationRecord(
                id=f"citation-{identity}",
                document_id=identity,
                position=0,
                where="enclosure",
                printed=number.printed,
                status=Status.CORROBORATED,
                date=day,
                date_status=Status.READ,
                near_date=day,
                text=f"สำเนาหนังสือจังหวัดน่าน ที่ {number.printed}",
                page=1,
                **key_parts(number, day),
            )
        )


def add_province(service: Service, identity: str = "b-province") -> None:
    add_letter(service, identity, PROVINCE_NUMBER, PROVINCE_DATE, "จังหวัดน่าน")


def add_district(service: Service, cited: ReferenceNumber = PROVINCE_NUMBER) -> None:
    number = ReferenceNumber("นน", "0418", "1", True, "5150", "นน ๐๔๑๘.๑/ว ๕๑๕๐")
    add_letter(service, "c-district", number, dt.date(2023, 12, 2), "อำเภอปัว")
    add_citation(service, "c-district", cited, PROVINCE_DATE)


def states(service: Service) -> dict[tuple[str, str], LinkState]:
    with service.database.reading() as session:
        return {(row.from_document_id, row.to_document_id): row.state for row in session.scalars(select(LinkRecord))}


@pytest.mark.parametrize("order", [("b-province", "c-district"), ("c-district", "b-province")])
def test_a_citation_is_linked_whichever_letter_comes_first(service: Service, order: tuple[str, str]) -> None:
    for identity in order:
        if identity == "b-province":
            add_province(service)
        else:
            add_district(service)
        link_source(service, f"source-{identity}")
    assert states(service) == {("c-district", "b-province"): LinkState.EXACT}


def test_linking_twice_gives_the_same_rows(service: Service) -> None:
    add_province(service)
    add_district(service)
    for source in ("source-b-province", "source-c-district", "source-c-district", "source-b-province"):
        link_source(service, source)
    assert states(service) == {("c-district", "b-province"): LinkState.EXACT}


def test_a_number_one_confusable_digit_away_is_only_suspected(service: Service) -> None:
    misread = ReferenceNumber("นน", "0017", "2", True, "27555", "นน ๐๐๑๗.๒/ว ๒๗๕๕๕")
    add_province(service)
    add_district(service, misread)
    link_source(service, "source-c-district")
    (link,) = links_of(service, "c-district")
    assert link.state is LinkState.SUSPECTED
    assert "link.near_number" in {reason.code for reason in link.reasons}


def test_what_a_person_rejected_stays_rejected(service: Service) -> None:
    add_province(service)
    add_district(service)
    link_source(service, "source-c-district")
    with service.database.writing() as session:
        row = session.scalars(select(LinkRecord)).one()
        row.state, row.made_by = LinkState.REJECTED, "somchai"
    link_source(service, "source-c-district")
    link_source(service, "source-b-province")
    assert states(service) == {("c-district", "b-province"): LinkState.REJECTED}


def test_a_suspicion_is_taken_back_when_the_letter_meant_arrives(service: Service) -> None:
    other = ReferenceNumber("นน", "0017", "2", True, "27555", "นน ๐๐๑๗.๒/ว ๒๗๕๕๕")
    add_letter(service, "a-other", other, PROVINCE_DATE, "จังหวัดน่าน")
    add_district(service)
    link_source(service, "source-c-district")
    assert states(service) == {("c-district", "a-other"): LinkState.SUSPECTED}
    add_province(service)
    link_source(service, "source-b-province")
    assert states(service) == {("c-district", "b-province"): LinkState.EXACT}


def test_a_second_scan_of_a_letter_is_its_copy_and_not_another_candidate(service: Service) -> None:
    add_province(service)
    add_province(service, "d-second-scan")
    add_district(service)
    for identity in ("b-province", "d-second-scan", "c-district"):
        link_source(service, f"source-{identity}")
    found = states(service)
    assert found["c-district", "b-province"] is LinkState.EXACT
    assert found["d-second-scan", "b-province"] is LinkState.EXACT
    assert ("c-district", "d-second-scan") not in found


@pytest.mark.parametrize("order", [("u-unread", "c-district"), ("c-district", "u-unread")])
def test_a_letter_with_an_unread_pen_number_is_suspected_to_be_the_one_named(
    service: Service, order: tuple[str, str]
) -> None:
    for identity in order:
        if identity == "c-district":
            add_district(service)
        else:
            add_letter(service, identity, None, PROVINCE_DATE, "จังหวัดน่าน")
            with service.database.writing() as session:
                row = session.get_one(LetterRecord, identity)
                row.printed, row.code_key = "นน ๐๐๑๗.๒/ว …", code_key("นน ๐๐๑๗.๒/ว …")
        link_source(service, f"source-{identity}")
    assert states(service) == {("c-district", "u-unread"): LinkState.SUSPECTED}


def test_two_letters_with_one_number_go_to_a_person(service: Service) -> None:
    add_province(service)
    add_letter(service, "e-other", PROVINCE_NUMBER, PROVINCE_DATE, "จังหวัดน่าน", "ขอเชิญประชุมกรมการจังหวัด")
    add_district(service)
    link_source(service, "source-c-district")
    found = {pair: state for pair, state in states(service).items() if pair[0] == "c-district"}
    assert set(found.values()) == {LinkState.SUSPECTED}
    assert len(found) == 2


def test_letters_that_name_each_other_in_a_ring_are_one_chain(service: Service) -> None:
    numbers = [ReferenceNumber("นน", "0017", "", False, f"{n}00", f"นน ๐๐๑๗/{n}๐๐") for n in (1, 2, 3)]
    for n, (own, named) in enumerate(zip(numbers, (*numbers[1:], numbers[0]), strict=True)):
        add_letter(service, f"ring-{n}", own, PROVINCE_DATE, "จังหวัดน่าน")
        add_citation(service, f"ring-{n}", named, PROVINCE_DATE)
    for n in range(3):
        link_source(service, f"source-ring-{n}")
    assert len(states(service)) == 3
    (chain,) = list_chains(service)
    tree = chain_of(service, "ring-1")
    assert tree is not None
    assert (chain.documents, tree.size) == (3, 3)
    assert [flag.code for node in walk(tree) for flag in node.flags] == ["chain.ring"]
    assert chain_around(service, "ring-1") == tree


def test_tasks_of_the_letters_that_are_too_many_to_be_linked_at_once_are_given_back(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docproc.linking.LINKED_AT_ONCE", 0)
    add_district(service)
    with service.database.writing() as session:
        session.get_one(SourceRecord, "source-c-district").version = "1"
        (task,) = tasks.add(session, "source-c-district", Stage.LINK, "1")
        session.get_one(TaskRecord, task.task_id).status = TaskStatus.DONE
    add_province(service)
    with service.database.writing() as session:
        assert link_documents(session, "source-b-province") == [task]
    assert states(service) == {}, "it is linked when its own task is done"


def test_the_chain_shows_letters_receipts_and_what_is_missing(service: Service) -> None:
    add_letter(service, "a-ministry", None, dt.date(2023, 11, 10), "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม")
    add_province(service)
    add_district(service)
    with service.database.writing() as session:
        stamp = ReceiptRecord(
            id="stamp", document_id="a-ministry", position=0, office="ศาลากลางจังหวัดน่าน", number="77",
            date=dt.date(2023, 11, 13), page=1, box=[10, 10, 90, 50], status=Status.READ,
        )  # fmt: skip
        session.add(stamp)
    for identity in ("a-ministry", "b-province", "c-district"):
        link_source(service, f"source-{identity}")
    tree = chain_of(service, "c-district")
    assert tree is not None
    assert [node.document_id for node in walk(tree)] == ["a-ministry", "b-province", "c-district"]
    assert [receipt.number for receipt in tree.receipts] == ["77"]
    assert tree.missing == ()
    assert [reason.code for reason in tree.children[0].missing] == ["chain.no_receipt_at"]
    (summary,) = list_chains(service)
    assert (summary.documents, summary.verified_links, summary.suspected_links) == (3, 1, 1)


def test_an_unknown_document_has_no_chain(service: Service) -> None:
    assert chain_of(service, "nobody") is None
