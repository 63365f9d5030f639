"""Lists for programs are read on by key to their end, and no key that names no place is taken for their head."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from docproc.messages.catalogue import load_catalogue
from docproc.programme.asd_rules import CODE
from docproc.programme.rules import change_rule, copy_programme, rule_history
from docproc.wiring import Service
from models.programme import RuleKey
from tests.docproc.programme import district as d
from tests.docproc.web.held import hold, letter, letter_document

RULE = f"/api/programmes/{CODE}/rules/payment_amount"
# Every list for programs by its path in the interface's description, and an address of it.
LISTS = {
    ("/api/documents", "after"): "/api/documents?limit=5",
    ("/api/chains", "after"): "/api/chains?limit=5",
    ("/api/chains/{document_id}", "below"): "/api/chains/{letter}?",
    ("/api/chains/{document_id}/hops", "after"): "/api/chains/{letter}/hops?",
    ("/api/review", "after"): "/api/review?limit=5",
    ("/api/submissions", "after"): f"/api/submissions?programme={CODE}",
    ("/api/programmes", "after"): "/api/programmes?limit=5",
    ("/api/programmes/{programme}/rules/{key}", "after"): f"{RULE}?limit=5",
}


@pytest.fixture
def furnished(service: Service) -> Service:
    d.furnish(service)
    return service


def walked(client: TestClient, address: str | None, name: str) -> list[list[Any]]:
    stretches = []
    while address:
        answer = client.get(address).json()
        stretches.append(answer[name])
        address = answer["next"]
    return stretches


def test_a_key_that_names_no_place_is_refused_in_words_by_every_list(client: TestClient, furnished: Service) -> None:
    _, (held,) = hold(furnished, [letter_document(letter())])
    paths = client.get("/openapi.json").json()["paths"]
    described = {
        (path, one["name"])
        for path, methods in paths.items()
        for one in methods.get("get", {}).get("parameters", ())
        if one["name"] in ("after", "below", "before")
    }
    assert described == set(LISTS)
    for (path, name), address in LISTS.items():
        for junk in ("junk", "/", "9.9.9", "00000000-0000-7000-8000-000000000000"):
            for language in ("th", "en"):
                asked = f"{address.format(letter=held)}&{name}={junk}&lang={language}"
                answer = client.get(asked)
                assert (answer.status_code, answer.json()["code"]) == (422, "error.page_key"), asked
                words = load_catalogue(language)
                assert answer.json()["title"] == words.text("error.page_key"), path
                assert answer.json()["detail"] == words.text("error_hint.page_key"), path


def test_an_empty_key_is_none(client: TestClient, furnished: Service) -> None:
    hold(furnished, [letter_document(letter())])
    assert len(client.get("/api/documents?after=").json()["documents"]) == 1


def test_programmes_are_read_on_by_key_the_newest_first(client: TestClient, furnished: Service) -> None:
    for code in ("second", "third"):
        copy_programme(furnished, d.ADMINISTRATOR, CODE, code, "โครงการต่อเนื่อง", "ปีใหม่")
    stretches = walked(client, "/api/programmes?limit=1", "programmes")
    assert [[one["code"] for one in stretch] for stretch in stretches] == [["third"], ["second"], [CODE]]


def test_versions_of_a_rule_are_read_on_by_key_the_oldest_first(client: TestClient, furnished: Service) -> None:
    for amount in ("1100.00", "1200.00", "1300.00"):
        change_rule(furnished, d.ADMINISTRATOR, CODE, RuleKey.PAYMENT_AMOUNT, amount, "หนังสือแก้ไขเพิ่มเติม")
    stretches = walked(client, f"{RULE}?limit=2", "versions")
    assert [len(stretch) for stretch in stretches] == [2, 2]
    every = [one["value"] for stretch in stretches for one in stretch]
    assert every == [one.value for one in rule_history(furnished, CODE, RuleKey.PAYMENT_AMOUNT)]
    assert every[1:] == ["1100.00", "1200.00", "1300.00"]
