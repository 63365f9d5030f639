"""Names on papers and people of the registers: proposed, said by a person, asked again when the name changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from docproc.corrections import confirm_field
from docproc.documents import NotFoundError
from docproc.identifiers import new_id
from docproc.registers.identification import NamedPerson, appearances, identify, people_named
from docproc.registers.person_names import name_key
from docproc.repository import offices
from docproc.repository.clock import moment
from docproc.repository.identifications import PersonKey
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.register import PeopleKind
from models.rights import Actor, Grant, Role
from models.status import LinkState
from models.tables.people import DistrictLeaderRecord, OfficialRecord, VolunteerRecord
from models.tables.record import Record
from models.tables.villages import VillageRecord
from tests.docproc.web.held import field, hold, letter, letter_document, picture, sheet_document

PROVINCE, HERE, THERE = "90", "9001", "9002"
LOOKED = "ตรวจกับทะเบียนแล้ว"


def actor(role: Role, area: str) -> Actor:
    return Actor(role.value, "นางตรวจ สมมุติ", area, (Grant(role, area),))


CLERK = actor(Role.CLERK, f"/{PROVINCE}/{HERE}/")
CLERK_THERE = actor(Role.CLERK, f"/{PROVINCE}/{THERE}/")
AUDITOR = actor(Role.AUDITOR, f"/{PROVINCE}/")
LEADER = actor(Role.LEADER, f"/{PROVINCE}/{HERE}/")


def person(service: Service, kind: type[Record], name: str, path: str, **values: Any) -> str:
    person_id = new_id()
    with service.database.writing() as session:
        common = {"id": person_id, "name": name, "name_key": name_key(name), "path": path, "made_by": "test"}
        session.add(kind(**common, at=moment(session), **values))
    return person_id


@pytest.fixture
def places(service: Service) -> dict[str, str]:
    """Ids of the offices by their codes, and of a village in each district."""
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(PROVINCE, Tier.PROVINCE, "จังหวัดสมมุติ", None)])
        districts = [(HERE, "อำเภอที่นี่"), (THERE, "อำเภอที่โน่น")]
        offices.save_all(session, [NewOffice(code, Tier.DISTRICT, name, PROVINCE) for code, name in districts])
        ids = {code: office.id for code, office in offices.by_codes(session, [PROVINCE, HERE, THERE]).items()}
        for code in (HERE, THERE):
            village = VillageRecord(
                id=new_id(), code=f"{code}0101", name="บ้านสมมุติ", moo=1, subdistrict_code=f"{code}01",
                subdistrict="สมมุติ", district_id=ids[code], path=f"/{PROVINCE}/{code}/",
            )  # fmt: skip
            session.add(village)
            ids[f"village {code}"] = village.id
    return ids


def volunteer(service: Service, places: dict[str, str], name: str, district: str = HERE) -> str:
    path = f"/{PROVINCE}/{district}/"
    return person(service, VolunteerRecord, name, path, village_id=places[f"village {district}"])


def held_letter(service: Service, name: str = "นายสมมติ ใจดี", on: date = date(2023, 8, 10)) -> str:
    content = letter(
        issuer=field("ที่ว่าการอำเภอที่นี่ จังหวัดสมมุติ", 100),
        signatory_name=field(name, 800),
        signatory_position=field("ปลัดอำเภอ รักษาราชการแทน นายอำเภอที่นี่", 850),
        date=field(on, 200),
    )
    _, (document,) = hold(service, [letter_document(content)], data=picture(), office=HERE)
    return document


def held_sheet(service: Service) -> str:
    whole = sheet_document()
    assert whole.sheet is not None
    rows = tuple(replace(row, name_box=row.box) for row in whole.sheet.rows)
    sheet = replace(whole, sheet=replace(whole.sheet, rows=rows))
    _, (document,) = hold(service, [sheet], data=picture(9), office=HERE)
    return document


def meant(found: list[NamedPerson]) -> dict[str, list[tuple[str, LinkState]]]:
    return {one.field: [(who.candidate.key.person_id, who.state) for who in one.meant] for one in found}


def test_signatory_is_an_official_of_the_office_and_the_day(service: Service, places: dict[str, str]) -> None:
    def official(office: str, since: date | None, until: date | None, name: str = "นายสมมติ ใจดี") -> str:
        path = f"/{PROVINCE}/" + (f"{office}/" if office != PROVINCE else "")
        values = {"office_id": places[office], "position": "ปลัดอำเภอ", "acting": None, "since": since, "until": until}
        return person(service, OfficialRecord, name, path, **values)

    elsewhere = official(THERE, None, None)
    before = official(HERE, date(2015, 1, 1), date(2019, 1, 1))
    then = official(HERE, date(2022, 1, 1), None)
    misread = official(HERE, None, None, "นายสมมดิ ใจดี")
    official(HERE, None, None, "นายคนละ ชื่อกัน")
    (named,) = people_named(service, AUDITOR, held_letter(service))
    found = {one.candidate.key.person_id: set(one.candidate.reasons) for one in named.meant}
    assert next(iter(found)) == then
    assert found == {
        then: {"same_name", "same_office", "same_position", "in_office_then"},
        before: {"same_name", "same_office", "same_position", "not_in_office_then"},
        elsewhere: {"same_name", "other_office", "same_position"},
        misread: {"like_name", "same_office", "same_position"},
    }
    assert {one.state for one in named.meant} == {LinkState.SUSPECTED}


def test_names_of_a_sheet_are_looked_for_where_it_was_held(service: Service, places: dict[str, str]) -> None:
    here = volunteer(service, places, "นางสาวทดสอบ หนึ่ง")
    volunteer(service, places, "นางสาวทดสอบ หนึ่ง", THERE)
    like = volunteer(service, places, "นายทตสอบ สอง")
    path = f"/{PROVINCE}/{HERE}/"
    leader = person(service, DistrictLeaderRecord, "นายทดสอบ สอง", path, district_id=places[HERE])
    found = meant(people_named(service, CLERK, held_sheet(service)))
    suspected = LinkState.SUSPECTED
    assert found == {"rows[0].name": [(here, suspected)], "rows[1].name": [(leader, suspected), (like, suspected)]}


def test_what_a_person_said_is_kept_and_can_be_taken_back(service: Service, places: dict[str, str]) -> None:
    key = PersonKey(PeopleKind.VOLUNTEERS, volunteer(service, places, "นางสาวทดสอบ หนึ่ง"))
    sheet = held_sheet(service)
    for state in (LinkState.REJECTED, LinkState.CONFIRMED, LinkState.SUSPECTED, LinkState.CONFIRMED):
        row = identify(service, CLERK, sheet, "rows[0].name", key, state, f" {LOOKED} ")
        assert (row.name, row.reason, row.made_by) == ("นางสาวทดสอบ หนึ่ง", LOOKED, CLERK.name)
        (named,) = people_named(service, AUDITOR, sheet)
        assert named.meant[0].state is state
        who, shown = appearances(service, AUDITOR, key, None, 10)
        assert (who.name, len(shown)) == ("นางสาวทดสอบ หนึ่ง", int(state is LinkState.CONFIRMED))


def test_name_that_is_set_right_later_is_asked_again(service: Service, places: dict[str, str]) -> None:
    key = PersonKey(PeopleKind.VOLUNTEERS, volunteer(service, places, "นางสาวทดสอบ หนึ่ง"))
    sheet = held_sheet(service)
    identify(service, CLERK, sheet, "rows[0].name", key, LinkState.CONFIRMED, LOOKED)
    confirm_field(service, sheet, "rows[0].name", "นางสาวทดสอบ หนิ่ง", "clerk")
    assert meant(people_named(service, CLERK, sheet)) == {"rows[0].name": [(key.person_id, LinkState.SUSPECTED)]}


def test_who_may_see_and_say_it(service: Service, places: dict[str, str]) -> None:
    key = PersonKey(PeopleKind.VOLUNTEERS, volunteer(service, places, "นางสาวทดสอบ หนึ่ง"))
    sheet = held_sheet(service)
    assert people_named(service, LEADER, sheet) == []
    with pytest.raises(NotFoundError):
        people_named(service, CLERK_THERE, sheet)
    for who in (LEADER, AUDITOR, CLERK_THERE):
        with pytest.raises(NotFoundError):
            identify(service, who, sheet, "rows[0].name", key, LinkState.CONFIRMED, LOOKED)
    there = PersonKey(PeopleKind.VOLUNTEERS, volunteer(service, places, "นางสาวทดสอบ หนึ่ง", THERE))
    for at, whom in (("rows[0].name", there), ("rows[2].name", key), ("title", key)):
        with pytest.raises(NotFoundError):
            identify(service, CLERK, sheet, at, whom, LinkState.CONFIRMED, LOOKED)
    with pytest.raises(NotFoundError):
        appearances(service, CLERK_THERE, key, None, 10)


@pytest.mark.parametrize("state, reason", [(LinkState.CONFIRMED, " "), (LinkState.EXACT, LOOKED)])
def test_machine_states_and_missing_reasons_are_refused(
    service: Service, places: dict[str, str], state: LinkState, reason: str
) -> None:
    key = PersonKey(PeopleKind.VOLUNTEERS, volunteer(service, places, "นางสาวทดสอบ หนึ่ง"))
    with pytest.raises(ValueError, match="needs a reason"):
        identify(service, CLERK, held_sheet(service), "rows[0].name", key, state, reason)
