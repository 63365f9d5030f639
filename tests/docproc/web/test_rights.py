"""Every route with every role, in its own area and in a foreign one, and signed out: drawn up from the route table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from docproc.config import Settings
from docproc.db import migrate
from docproc.web import app as web_app
from docproc.web.actors import OPEN, SIGNED_IN, Asked, UndeclaredRouteError, asked_by, asks
from docproc.web.app import declared_routes
from docproc.web.guard import route_table
from docproc.wiring import Service, service_for
from models.office import Tier
from models.rights import RIGHTS, Right, Role
from models.tables.offices import OfficeRecord
from tests import signed_in
from tests.docproc.linked import link_source
from tests.docproc.web.conftest import ClientAs
from tests.docproc.web.held import hold, letter, letter_document, picture, province_letter

OWN, FOREIGN = "52", "56"
# What is open to whoever asks; one more here is a decision, not an accident.
OPEN_ROUTES = {
    "/sign-in",
    "/sign-in/provider",
    "/sign-in/callback",
    "/first-start/{secret}",
    "/invitations/{secret}",
    "/healthz",
    "/readyz",
    "/metrics",
}
REFUSED = (401, 403, 404)
# They answer with a 404 of their own where nothing but the right and the area is given.
NEEDS_MORE = {"/api/documents/{source_id}/pages/{number}/crop"}


@dataclass(frozen=True)
class Held:
    """A file of each area, with its document."""

    files: dict[str, str]
    documents: dict[str, str]


def hold_in_both(service: Service) -> Held:
    with service.database.writing() as session:
        for code in (OWN, FOREIGN):
            session.add(OfficeRecord(id=code, code=code, tier=Tier.PROVINCE, name=f"จังหวัด{code}", path=f"/{code}/"))
    own, (own_document,) = hold(service, [letter_document(letter())], office=OWN)
    other, (other_document,) = hold(
        service, [letter_document(province_letter())], "อื่น.png", picture(250), office=FOREIGN
    )
    for source_id in (own, other):
        link_source(service, source_id)
    return Held({OWN: own, FOREIGN: other}, {OWN: own_document, FOREIGN: other_document})


@pytest.fixture
def held(service: Service) -> Held:
    return hold_in_both(service)


@dataclass(frozen=True)
class Everybody:
    """Somebody of each role in one area, and somebody who is not signed in, at a service that holds both files."""

    held: Held
    roles: dict[Role, TestClient]
    nobody: TestClient


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everybody]:
    folder = tmp_path_factory.mktemp("everybody")
    settings = Settings(data=folder, redis_url=f"unix://{folder}/nobody.sock")
    with service_for(settings) as service, ExitStack() as opened:
        migrate(service.database)
        held = hold_in_both(service)
        app = web_app.create_app(service)
        roles = {}
        for role in Role:
            roles[role] = opened.enter_context(TestClient(app, raise_server_exceptions=False))
            roles[role].headers.update(
                signed_in.bearer(service, signed_in.user(service, role, area=f"/{OWN}/", office=OWN))
            )
        yield Everybody(held, roles, opened.enter_context(TestClient(app, raise_server_exceptions=False)))


def cases() -> Iterator[tuple[str, APIRoute]]:
    for route in declared_routes():
        for method in sorted(route.methods or ()):
            yield method, route


CASES = [pytest.param(method, route, id=f"{method} {route.path}") for method, route in cases()]
GUARDED = [case for case in CASES if not asked_by(case.values[1]).is_open]  # type: ignore[arg-type]


def ask(
    client: TestClient, method: str, route: APIRoute, held: Held, area: str, headers: dict[str, str] | None = None
) -> int:
    """The status of the bare route, with what its address names taken from the area."""
    named = dict.fromkeys(route.param_convertors, "0" * 32)
    named |= {"source_id": held.files[area], "document_id": held.documents[area], "number": "1"}
    address = route.path.format(**{name: named[name] for name in route.param_convertors})
    status: int = client.request(method, address, headers=headers, follow_redirects=False).status_code
    return status


def test_the_open_routes_are_these_and_no_others() -> None:
    assert {route.path for route in declared_routes() if asked_by(route).is_open} == OPEN_ROUTES


@pytest.mark.parametrize(("method", "route"), GUARDED)
def test_nobody_comes_in_unasked(everybody: Everybody, method: str, route: APIRoute) -> None:
    page = 401 if route.path.startswith("/api/") else 303
    browser = {"Accept": "text/html", "Origin": str(everybody.nobody.base_url)}
    for headers, status in (
        ({}, 401),
        ({"Authorization": "Bearer of nothing"}, 401),
        (browser, page),
        ({**browser, "Cookie": "session=invented"}, page),
    ):
        assert ask(everybody.nobody, method, route, everybody.held, OWN, headers) == status, headers


@pytest.mark.parametrize(("method", "route"), GUARDED)
def test_each_role_reaches_what_it_is_for_in_its_own_area_alone(
    everybody: Everybody, method: str, route: APIRoute
) -> None:
    asked = asked_by(route)
    for role, client in everybody.roles.items():
        own, foreign = (ask(client, method, route, everybody.held, area) for area in (OWN, FOREIGN))
        if not lets(role, asked):
            is_home = (method, route.path) == ("GET", "/")
            assert (own, foreign) == ((303, 303) if is_home else (403, 403)), role
            continue
        assert own not in (401, 403), (role, own)
        if {"source_id", "document_id"} & set(route.param_convertors):
            assert foreign == 404, (role, foreign)
            assert own not in REFUSED or route.path in NEEDS_MORE, (role, own)


def lets(role: Role, asked: Asked) -> bool:
    return not asked.rights or bool(RIGHTS[role] & set(asked.rights))


@pytest.mark.parametrize("area", [OWN, FOREIGN])
def test_lists_counts_searches_and_events_show_the_own_area_alone(client_as: ClientAs, held: Held, area: str) -> None:
    other = FOREIGN if area == OWN else OWN
    clerk = client_as(Role.CLERK, area=f"/{area}/", office=area)
    for query in ("", "?q=ขยายเครือข่าย"):
        listed = clerk.get(f"/api/documents{query}").json()["documents"]
        assert [one["id"] for one in listed] == [held.files[area]]
    waiting = clerk.get("/api/review").json()["waiting"]
    assert {one["document"] for one in waiting} == {held.documents[area]}
    page = clerk.get("/").text
    assert held.files[area] in page and held.files[other] not in page
    events = clerk.get(f"/api/events?ids={held.files[area]},{held.files[other]}").text
    assert held.files[area] in events and held.files[other] not in events


def test_what_a_form_or_a_body_names_must_lie_in_the_area(client_as: ClientAs, held: Held) -> None:
    clerk = client_as(Role.CLERK, area=f"/{OWN}/", office=OWN)
    foreign, own = held.documents[FOREIGN], held.documents[OWN]
    said = {"document": foreign, "field": "subject", "printed": "ก"}
    assert clerk.post("/api/assertions", json=said).status_code == 404
    assert clerk.get(f"/api/assertions?document={foreign}").status_code == 404
    assert clerk.get(f"/api/link-decisions?document={foreign}").status_code == 404
    assert clerk.get(f"/review?d={foreign}&f=subject").status_code == 404
    form = {"document": foreign, "field": "subject", "seen": "x", "act": "nothing"}
    assert clerk.post("/review", data=form).status_code == 404
    decided = {"from_document": foreign, "to_document": own, "kind": "forwards", "state": "rejected", "reason": "ก"}
    assert clerk.post("/api/link-decisions", json=decided).status_code == 404
    assert clerk.post("/links/decide", data=decided).status_code == 404
    assert clerk.get(f"/api/review?document={foreign}").json()["waiting"] == []
    chief = client_as(Role.CLERK)
    made = chief.post("/api/assertions", json=said).json()["id"]
    assert clerk.post(f"/api/assertions/{made}/withdrawal").status_code == 404
    assert clerk.post("/review/undo", data={"assertion": made}).status_code == 404


def test_a_chain_shows_of_a_letter_elsewhere_that_it_exists_and_what_names_it(client_as: ClientAs, held: Held) -> None:
    clerk = client_as(Role.CLERK, area=f"/{OWN}/", office=OWN)
    tree = clerk.get(f"/api/chains/{held.documents[OWN]}").json()
    (elsewhere,) = tree["children"]
    assert (tree["subject"], elsewhere["reference_no"]) == ("การพัฒนาอาสาสมัครดิจิทัล", "พย ๐๐๓๐.๒/ว ๒๗๕๕")
    assert (elsewhere["subject"], elsewhere["source_id"], elsewhere["receipts"]) == (None, "", [])
    assert "อยู่นอกพื้นที่" in clerk.get(f"/chain/{held.documents[OWN]}").text
    assert held.files[FOREIGN] not in clerk.get(f"/documents/{held.files[OWN]}").text
    lower = client_as(Role.CLERK, area=f"/{FOREIGN}/", office=FOREIGN)
    (chain,) = lower.get("/api/chains").json()["chains"]
    assert chain["document_id"] == held.documents[FOREIGN], "the chain is named by its uppermost letter that is seen"
    (node,) = [lower.get(f"/api/chains/{chain['document_id']}").json()]
    assert (node["subject"], node["reference_no"]) == (None, "ดศ ๐๒๐๘/๑๒๑๓๓")


def test_a_file_is_handed_in_for_the_own_office_or_one_in_the_area(client_as: ClientAs, held: Held) -> None:
    clerk = client_as(Role.CLERK, area=f"/{OWN}/", office=OWN)
    file = {"files": ("a.pdf", b"%PDF-1.7 new")}
    made = clerk.post("/api/documents", files=file).json()["documents"][0]["id"]
    assert clerk.get(f"/api/documents/{made}").status_code == 200
    assert client_as(Role.CLERK, area=f"/{FOREIGN}/").get(f"/api/documents/{made}").status_code == 404
    assert clerk.post("/api/documents", files=file, data={"office": FOREIGN}).status_code == 403
    assert clerk.post("/api/documents", files=file, data={"office": "nowhere"}).status_code == 403
    again = {"files": ("b.png", picture(250))}
    known = clerk.post("/api/documents", files=again).json()["documents"][0]
    assert (known["id"], known["duplicate"]) == (held.files[FOREIGN], False), "what another area holds is not told"
    assert clerk.get(f"/api/documents/{held.files[FOREIGN]}").status_code == 200


def test_a_file_of_no_office_is_seen_from_everywhere_only(client_as: ClientAs, service: Service, held: Held) -> None:
    source_id, _ = hold(service, [letter_document(letter())], "ไม่ทราบ.png", picture(120))
    assert client_as(Role.AUDITOR).get(f"/api/documents/{source_id}").status_code == 200
    assert client_as(Role.AUDITOR, area=f"/{OWN}/").get(f"/api/documents/{source_id}").status_code == 404


@pytest.mark.parametrize("declared", [[], [OPEN, SIGNED_IN], [SIGNED_IN, asks(Right.PAY)]])
def test_a_route_that_does_not_say_one_thing_is_not_served(
    service: Service, monkeypatch: pytest.MonkeyPatch, declared: list[object]
) -> None:
    class Careless:
        router = APIRouter()

    Careless.router.add_api_route("/careless", lambda: "open", dependencies=declared)  # type: ignore[arg-type]
    monkeypatch.setattr(web_app, "ROUTES", (*web_app.ROUTES, Careless))
    with pytest.raises(UndeclaredRouteError):
        web_app.create_app(service)


def test_a_route_that_the_guard_does_not_know_answers_nobody(service: Service) -> None:
    app = FastAPI()
    (router := APIRouter()).add_api_route("/unguarded", lambda: "open", dependencies=[asks(Right.PAY)])
    app.include_router(router)
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/unguarded").status_code == 500
    assert len(route_table(declared_routes())) == len(declared_routes())
