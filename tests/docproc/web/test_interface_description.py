"""What the interface says of itself: how programs are let in, and which problems they may be told."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from docproc.messages.catalogue import load_catalogue
from docproc.web.actors import asked_by
from docproc.web.app import declared_routes
from models.rights import Role
from tests.docproc.web.conftest import ClientAs


@pytest.fixture
def described(client: TestClient) -> dict[str, Any]:
    description: dict[str, Any] = client.get("/openapi.json").json()
    return description


def test_programs_are_let_in_by_a_token_or_a_session_and_health_asks_for_neither(described: dict[str, Any]) -> None:
    schemes = described["components"]["securitySchemes"]
    assert (schemes["token"]["scheme"], schemes["session"]["in"], schemes["session"]["name"]) == (
        "bearer",
        "cookie",
        "session",
    )
    assert described["security"] == [{"token": []}, {"session": []}]
    assert described["paths"]["/healthz"]["get"]["security"] == []
    assert "401" not in described["paths"]["/healthz"]["get"]["responses"]


def test_every_fault_of_every_route_is_the_one_problem(described: dict[str, Any]) -> None:
    assert not {"HTTPValidationError", "ValidationError"} & set(described["components"]["schemas"])
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operations = [(path, one) for path, methods in described["paths"].items() for one in methods.values()]
    for path, operation in operations:
        faults = {status: told for status, told in operation["responses"].items() if status[0] not in "23"}
        assert all(told["content"] == problem for told in faults.values()), path
        assert "default" in faults, path
    required = described["components"]["schemas"]["Problem"]["required"]
    assert required == ["type", "title", "status", "code"]


def test_who_is_refused_is_told_of_in_every_route_that_refuses(described: dict[str, Any]) -> None:
    for route in (one for one in declared_routes() if one.include_in_schema and not asked_by(one).is_open):
        for method in route.methods or ():
            told = described["paths"][route.path_format][method.lower()]["responses"]
            assert "401" in told, route.path
            assert ("403" in told) or not asked_by(route).rights, route.path
            assert ("404" in told) or "{" not in route.path, route.path


@pytest.mark.parametrize(
    ("method", "path", "named", "status"),
    [
        ("get", "/api/documents/{source_id}", "/api/documents/nobody", 404),
        ("get", "/api/documents", "/api/documents?limit=0", 422),
        ("post", "/api/documents", "/api/documents", 422),
        ("get", "/api/submissions", "/api/submissions?programme=nothing", 404),
        ("get", "/api/assertions", "/api/assertions?document=nobody", 404),
    ],
)
def test_what_is_answered_is_what_was_declared(
    client: TestClient, described: dict[str, Any], method: str, path: str, named: str, status: int
) -> None:
    assert client.request(method, named).status_code == status
    assert str(status) in described["paths"][path][method]["responses"]


def test_who_lacks_the_right_or_the_token_is_told_so_as_declared(
    client_as: ClientAs, described: dict[str, Any]
) -> None:
    told = described["paths"]["/api/documents"]["get"]["responses"]
    for client, status in ((client_as(), 401), (client_as(Role.OPERATOR), 403)):
        assert client.get("/api/documents").status_code == status
        assert str(status) in told


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("method", "address", "code"),
    [("GET", "/no/such/address", "not_found"), ("DELETE", "/api/documents", "method_not_allowed")],
)
def test_what_to_do_is_said_in_the_language_asked_for(
    client: TestClient, language: str, method: str, address: str, code: str
) -> None:
    words = load_catalogue(language)
    answer = client.request(method, address, params={"lang": language})
    assert answer.json()["title"] == words.text(f"error.{code}")
    assert answer.json()["detail"] == words.text(f"error_hint.{code}")


def test_a_method_that_is_not_allowed_is_answered_with_one_that_is(client: TestClient) -> None:
    assert "GET" in client.delete("/api/documents/nobody").headers["allow"]
