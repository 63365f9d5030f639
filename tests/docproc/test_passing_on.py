"""Letters that name none hang under that of the office above, as the register tells it; strangers are not shown."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from docproc.registers.office_seed import seed_offices
from docproc.repository import letter_facts, offices
from docproc.repository.offices import NewOffice
from docproc.upper_offices import offices_above, offices_below, without_strangers
from docproc.wiring import Service
from models.letter import ReferenceNumber
from models.office import Tier
from models.status import LinkState
from models.tables.letters import LetterRecord
from models.tables.links import LinkRecord
from tests.docproc.linked import link_source
from tests.docproc.test_linking import add_letter, states

SUBJECT = "การขับเคลื่อนงานอาสาสมัครตัวอย่าง"
LOCALS = (
    NewOffice("5201001", Tier.LOCAL, "เทศบาลตำบลทดลอง", "5201"),
    NewOffice("5208001", Tier.LOCAL, "เทศบาลตำบลทดลอง", "5208"),  # of the same name, in อำเภอเถิน
    NewOffice("5208002", Tier.LOCAL, "องค์การบริหารส่วนตำบลนาสมมุติ", "5208"),
)
UPPER_DAY, LOWER_DAY = dt.date(2023, 12, 1), dt.date(2023, 12, 12)


@pytest.fixture
def registered(service: Service) -> Service:
    with service.database.writing() as session:
        seed_offices(session)
        offices.save_all(session, LOCALS)
    return service


def number(code: str, owner: str, running: str) -> ReferenceNumber:
    return ReferenceNumber(code, owner, "", True, running, f"{code} {owner}/ว {running}")


def add_district(service: Service, identity: str, name: str) -> None:
    running = {"own": "415", "other": "426", "one": "415", "two": "426"}[identity]
    add_letter(service, identity, number("ลป", "0818", running), UPPER_DAY, f"ที่ว่าการ{name}", SUBJECT)
    addressed(service, identity, "นายกองค์กรปกครองส่วนท้องถิ่นทุกแห่ง")


def add_local(service: Service, name: str, to: str = "", code: str = "ลป", identity: str = "low") -> None:
    add_letter(service, identity, number(code, "70801", "77"), LOWER_DAY, name, SUBJECT)
    addressed(service, identity, to)


def addressed(service: Service, identity: str, to: str) -> None:
    with service.database.writing() as session:
        session.get_one(LetterRecord, identity).addressee = to


def above(service: Service) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with service.database.reading() as session:
        letter = letter_facts.letter_of_document(session, "low")
        assert letter is not None
        found = offices_above(session, letter)
        return found.nearest, found.further


@pytest.mark.parametrize(
    ("issuer", "to", "code", "nearest"),
    [
        ("องค์การบริหารส่วนตำบลนาสมมุติ", "", "ลป", ("อำเภอเถิน",)),
        ("เทศบาลตำบลทดลอง", "นายอำเภอเถิน", "ลป", ("อำเภอเถิน",)),
        ("เทศบาลตำบลทดลอง", "", "ลป", ("อำเภอเมืองลำปาง", "อำเภอเถิน")),
        ("องค์การบริหารส่วนตำบลนาสมมุติ", "", "ลบ", ("อำเภอเถิน",)),  # ลป read as the code of Lop Buri
        ("องค์การบริหารส่วนตำบลไม่มีในทะเบียน", "นายอำเภอเถิน", "ลป", ("อำเภอเถิน",)),
        ("องค์ทารบริหารส่วนดำบลนาสมมุติ", "นายอำเภอเถิน", "ลป", ("อำเภอเถิน",)),
        ("องค์การบริหารส่วนตำบลไม่มีในทะเบียน", "", "ลป", ()),
    ],
)
def test_the_office_above_is_told_by_name_code_and_addressee(
    registered: Service, issuer: str, to: str, code: str, nearest: tuple[str, ...]
) -> None:
    add_local(registered, issuer, to, code)
    assert above(registered) == (nearest, ("จังหวัดลำปาง",) if nearest else ())


def test_above_a_district_is_the_province_of_its_code_whatever_its_name(registered: Service) -> None:
    add_letter(registered, "low", number("ลป", "0818", "415"), LOWER_DAY, "ที่ว่าการอำเภออ่านไม่ออก", SUBJECT)
    assert above(registered) == (("จังหวัดลำปาง",), ())


def test_below_an_office_are_those_that_the_register_puts_there(registered: Service) -> None:
    add_district(registered, "own", "อำเภอเถิน")
    with registered.database.reading() as session:
        letter = letter_facts.letter_of_document(session, "own")
        assert letter is not None
        assert set(offices_below(session, letter)) == {"เทศบาลตำบลทดลอง", "องค์การบริหารส่วนตำบลนาสมมุติ"}


@pytest.mark.parametrize("last", ["own", "low"])
def test_letter_hangs_under_that_of_the_office_above_whichever_comes_last(registered: Service, last: str) -> None:
    add_district(registered, "other", "อำเภอเมืองลำปาง")
    for identity in sorted(("own", "low"), key=lambda one: one == last):
        if identity == "own":
            add_district(registered, "own", "อำเภอเถิน")
        else:
            add_local(registered, "องค์การบริหารส่วนตำบลนาสมมุติ")
        link_source(registered, f"source-{identity}")
    assert states(registered) == {("low", "own"): LinkState.SUSPECTED}
    with registered.database.reading() as session:
        (link,) = session.scalars(select(LinkRecord))
        assert "link.office_above" in {reason["code"] for reason in link.reasons}


def test_without_the_letter_of_the_office_above_no_stranger_is_shown(registered: Service) -> None:
    add_district(registered, "other", "อำเภอเมืองลำปาง")
    add_local(registered, "องค์การบริหารส่วนตำบลนาสมมุติ")
    link_source(registered, "source-low")
    assert states(registered) == {}


def test_where_the_register_tells_nothing_the_likeliest_are_shown(registered: Service) -> None:
    add_district(registered, "one", "อำเภอเมืองลำปาง")
    add_district(registered, "two", "อำเภอเถิน")
    add_local(registered, "องค์การบริหารส่วนตำบลไม่มีในทะเบียน")
    link_source(registered, "source-low")
    assert set(states(registered)) == {("low", "one"), ("low", "two")}


@pytest.mark.parametrize(
    ("name", "code", "is_kept"),
    [
        ("องค์การบริหารส่วนตำบลนาสมมุติ", "ลป", False),  # of อำเภอเถิน
        ("เทศบาลตำบลทดลอง", "ลป", True),  # one of that name lies in the district, one elsewhere
        ("เทศบาลตำบลทดลอง", "ลบ", True),
        ("องค์การบริหารส่วนตำบลไม่มีในทะเบียน", "ลป", True),
    ],
)
def test_letters_of_offices_registered_elsewhere_are_left_alone(
    registered: Service, name: str, code: str, is_kept: bool
) -> None:
    add_district(registered, "other", "อำเภอเมืองลำปาง")
    add_local(registered, name, code=code)
    with registered.database.reading() as session:
        upper, lower = (letter_facts.letter_of_document(session, one) for one in ("other", "low"))
        assert upper is not None
        assert lower is not None
        assert without_strangers(session, upper, [lower]) == ([lower] if is_kept else [])
