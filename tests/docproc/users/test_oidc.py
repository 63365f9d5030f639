"""Sign-in at a provider of its own process: who is let in, and whose answer is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient

from docproc.config import Settings
from docproc.db import migrate
from docproc.repository.users import NewUser
from docproc.users.accounts import add_user, set_active, set_password
from docproc.users.oidc import Attempt, ProviderError
from docproc.web.app import create_app
from docproc.wiring import Service, service_for
from models.rights import Role
from tests.servers import oidc_provider

HOME = "http://testserver"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    people = (
        ("checked", {"email": "somsri@office.example", "email_verified": True}),
        ("unchecked", {"email": "somsri@office.example", "email_verified": False}),
        ("named", {"preferred_username": "Boonma"}),
    )
    with oidc_provider(people) as address:
        yield address


@pytest.fixture
def service(provider: str, tmp_path: Path) -> Iterator[Service]:
    settings = Settings(
        data=tmp_path,
        redis_url=f"unix://{tmp_path}/nobody.sock",
        oidc_issuer=provider,
        oidc_client_id="docproc",
        oidc_client_secret="told to nobody",
    )
    with service_for(settings) as opened:
        migrate(opened.database)
        yield opened


@pytest.fixture
def browser(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service), base_url=HOME, headers={"Accept": "text/html"}) as opened:
        yield opened


def at_provider(browser: TestClient, person: str, back: str = "") -> str:
    """Goes to the provider, says who one is, and gives the address one is led back to."""
    left = browser.get(f"/sign-in/provider?{urlencode({'next': back})}", follow_redirects=False)
    assert left.status_code == 303, left.text
    answered = httpx.post(left.headers["location"], data={"sub": person}, timeout=30)
    assert answered.status_code == 302, answered.text
    return str(answered.headers["location"])


def come_back(browser: TestClient, address: str) -> httpx.Response:
    parts = urlsplit(address)
    answer: httpx.Response = browser.get(f"{parts.path}?{parts.query}", follow_redirects=False)
    return answer


def test_an_invited_person_comes_in_by_a_checked_address_and_afterwards_by_the_subject(
    browser: TestClient, service: Service
) -> None:
    user_id = add_user(service, None, NewUser("somsri", "สมศรี ตัวอย่าง", email="Somsri@office.example"), Role.AUDITOR)
    set_password(service, user_id, "a password beside it")
    came = come_back(browser, at_provider(browser, "checked", "/chain"))
    assert (came.status_code, came.headers["location"]) == (303, "/chain")
    assert "สมศรี ตัวอย่าง" in browser.get("/account").text
    browser.cookies.clear()
    came = come_back(browser, at_provider(browser, "checked"))
    assert (came.status_code, browser.get("/chain").status_code) == (303, 200)


@pytest.mark.parametrize("person", ["checked", "unchecked", "named", "stranger"])
def test_whom_nobody_made_a_user_is_not_let_in(browser: TestClient, person: str) -> None:
    came = come_back(browser, at_provider(browser, person))
    assert came.status_code == 422 and "ยังไม่ได้รับเชิญ" in came.text
    assert "session" not in browser.cookies


def test_an_address_that_the_provider_has_not_checked_names_nobody(browser: TestClient, service: Service) -> None:
    add_user(service, None, NewUser("somsri", "สมศรี ตัวอย่าง", email="somsri@office.example"))
    assert come_back(browser, at_provider(browser, "unchecked")).status_code == 422


def test_a_name_counts_for_who_has_not_come_in_another_way(browser: TestClient, service: Service) -> None:
    user_id = add_user(service, None, NewUser("boonma", "บุญมา ตัวอย่าง"))
    set_password(service, user_id, "a password beside it")
    assert come_back(browser, at_provider(browser, "named")).status_code == 422


def test_a_name_lets_in_who_has_no_password(browser: TestClient, service: Service) -> None:
    user_id = add_user(service, None, NewUser("boonma", "บุญมา ตัวอย่าง"))
    assert come_back(browser, at_provider(browser, "named")).status_code == 303
    assert "ยังไม่ได้รับสิทธิ์ใด" in browser.get("/account").text, "signing in grants nothing"
    set_active(service, None, user_id, is_active=False)
    assert browser.get("/account", follow_redirects=False).status_code == 303
    browser.cookies.clear()
    assert come_back(browser, at_provider(browser, "named")).status_code == 422


def test_an_answer_that_another_browser_asked_for_is_not_believed(browser: TestClient, service: Service) -> None:
    add_user(service, None, NewUser("boonma", "บุญมา ตัวอย่าง"))
    stolen = at_provider(browser, "named")
    browser.cookies.clear()
    assert come_back(browser, stolen).status_code == 422
    at_provider(browser, "named")  # this browser's own attempt has another state
    assert come_back(browser, stolen).status_code == 422
    own = at_provider(browser, "named")
    query = {name: values[0] for name, values in parse_qs(urlsplit(own).query).items()}
    assert browser.get(f"/sign-in/callback?{urlencode({**query, 'code': 'invented'})}").status_code == 422
    assert "session" not in browser.cookies


def test_an_attempt_is_believed_for_ten_minutes() -> None:
    with pytest.raises(ProviderError):
        Attempt.from_text(Attempt("state", "nonce", "verifier", "", began_at=0).as_text())
    for text in ("", "bm90aGluZw==", "\u0e01"):
        with pytest.raises(ProviderError):
            Attempt.from_text(text)


def test_without_a_provider_none_is_offered(tmp_path: Path) -> None:
    with service_for(Settings(data=tmp_path, redis_url=f"unix://{tmp_path}/nobody.sock")) as service:
        migrate(service.database)
        with TestClient(create_app(service)) as client:
            assert client.get("/sign-in/provider").status_code == 404
            assert "/sign-in/provider" not in client.get("/sign-in").text


def test_a_provider_that_is_away_is_said(tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path,
        redis_url=f"unix://{tmp_path}/nobody.sock",
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id="docproc",
        oidc_client_secret="x",
    )
    with service_for(settings) as service:
        migrate(service.database)
        with TestClient(create_app(service)) as client:
            answer = client.get("/sign-in/provider")
            assert answer.status_code == 422
            assert re.search("ด้วยบัญชีหน่วยงานไม่สำเร็จ", answer.text)
