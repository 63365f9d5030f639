"""Sign-in, account and users as plain forms: what they take, where they lead, and what they never give away."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from docproc.repository.users import NewUser
from docproc.users import accounts, invitations, limits
from docproc.users.demonstration import DemonstrationUser
from docproc.users.sign_in import open_session, sessions_of
from docproc.web.app import create_app
from docproc.web.local_addresses import local_address
from docproc.wiring import Service
from models.rights import Role
from tests import signed_in
from tests.docproc.web.conftest import ClientAs

PASSWORD = "ฝนตกที่ท่าน้ำสามวัน"
LOGIN = {"login": "somsri", "password": PASSWORD}


@pytest.fixture
def somsri(service: Service) -> str:
    user_id = accounts.add_user(service, None, NewUser("somsri", "สมศรี ตัวอย่าง"), Role.CLERK)
    accounts.set_password(service, user_id, PASSWORD)
    return user_id


@pytest.fixture
def browser(browser_as: ClientAs) -> TestClient:
    """A browser in which nobody is signed in."""
    return browser_as()


def test_one_is_led_to_sign_in_and_back_to_where_one_wanted(service: Service, browser: TestClient, somsri: str) -> None:
    asked = browser.get("/chain?before=x", follow_redirects=False)
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=%2Fchain%3Fbefore%3Dx")
    form = browser.get(asked.headers["location"])
    assert 'name="next" value="/chain?before=x"' in form.text and "menu" not in form.text
    came = browser.post("/sign-in", data={**LOGIN, "next": "/chain?before=x"}, follow_redirects=False)
    assert (came.status_code, came.headers["location"]) == (303, "/chain?before=x")
    cookie = came.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    assert f"Max-Age={service.settings.session_seconds}" in cookie
    assert browser.get("/chain?before=x").status_code == 200


def test_by_https_the_cookie_and_the_way_back_stay_with_it(service: Service, somsri: str) -> None:
    with TestClient(create_app(service), base_url="https://testserver") as browser:
        came = browser.post("/sign-in", data=LOGIN, follow_redirects=False)
        assert "Secure" in came.headers["set-cookie"]
        assert came.headers["strict-transport-security"] == "max-age=31536000"
        policy = came.headers["content-security-policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/\n/evil"])
def test_nobody_is_led_away(browser: TestClient, somsri: str, elsewhere: str) -> None:
    came = browser.post("/sign-in", data={**LOGIN, "next": elsewhere}, follow_redirects=False)
    assert came.headers["location"] == "/"
    assert local_address(elsewhere) == ""


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"login": "nobody"}, {"password": ""}])
def test_what_is_wrong_is_not_told_apart(browser: TestClient, somsri: str, wrong: dict[str, str]) -> None:
    answer = browser.post("/sign-in", data={**LOGIN, **wrong})
    assert answer.status_code == 422
    if wrong != {"password": ""}:
        assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in answer.text
    assert PASSWORD not in answer.text and "session" not in browser.cookies


def test_too_many_tries_are_told_when_to_come_back(
    browser: TestClient, somsri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SIGN_INS_OF_NAME", replace(limits.SIGN_INS_OF_NAME, most=0))
    answer = browser.post("/sign-in", data=LOGIN)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")
    assert "รอไม่เกิน 15 นาที" in answer.text


def test_uploads_beyond_the_limit_are_told_when_to_come_back(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UPLOADS_OF_USER", replace(limits.UPLOADS_OF_USER, most=2))
    files = [("files", (f"{n}.pdf", b"%PDF-1.7 " + bytes([65 + n]))) for n in range(3)]
    assert client.post("/api/documents", files=files[:2]).status_code == 202
    refused = client.post("/api/documents", files=files[2:])
    assert (refused.status_code, refused.json()["code"]) == (429, "error.too_often")


def test_going_out_ends_the_session_and_forgets_pictures(browser: TestClient, somsri: str) -> None:
    browser.post("/sign-in", data=LOGIN)
    secret = browser.cookies["session"]
    out = browser.post("/sign-out", follow_redirects=False)
    assert (out.headers["location"], out.headers["clear-site-data"]) == ("/sign-in", '"cache"')
    browser.cookies.set("session", secret)
    assert browser.get("/chain", follow_redirects=False).status_code == 303


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(browser: TestClient) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/?q=a"}
    answer = browser.get("/", headers=headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in?next=%2F%3Fq%3Da")


def test_the_first_administrator_is_made_in_the_browser(browser: TestClient, service: Service) -> None:
    secret = invitations.first_start(service)
    assert "ตั้งผู้ดูแลระบบคนแรก" in browser.get(f"/first-start/{secret}").text
    refused = browser.post(f"/first-start/{secret}", data={"login": "chujai", "name": "ชูใจ ตัวอย่าง", "password": "สั้น"})
    assert refused.status_code == 422 and "10 ถึง 200" in refused.text
    made = {"login": "chujai", "name": "ชูใจ ตัวอย่าง", "password": PASSWORD}
    assert "ผู้ใช้" in browser.post(f"/first-start/{secret}", data=made).text
    again = browser.post(f"/first-start/{secret}", data={**made, "login": "other"})
    assert again.status_code == 404 and "ใช้ไปแล้ว" in again.text


def test_an_administrator_makes_a_user_who_comes_in_by_the_link(browser_as: ClientAs) -> None:
    chief, browser = browser_as(Role.ADMINISTRATOR), browser_as()
    made = chief.post("/users", data={"login": "noi", "name": "น้อย ตัวอย่าง", "role": "auditor"})
    found = re.search(r"http://testserver(/invitations/[\w-]+)", made.text)
    assert found is not None
    assert "น้อย ตัวอย่าง" in browser.get(found[1]).text
    browser.post(found[1], data={"password": PASSWORD})
    page = browser.get("/").text
    assert 'href="/chain"' in page and 'href="/users"' not in page and 'id="upload"' not in page
    grant = re.search(r'action="(/users/\w+/grants/\w+/revoke)"', made.text)
    assert grant is not None
    chief.post(grant[1])
    assert browser.get("/chain").status_code == 403


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"login": "a b"}, "ไม่เว้นวรรค"), ({"office": "99"}, "ไม่มีหน่วยงาน"), ({"name": " "}, "2 ถึง 80")],
)
def test_what_is_wrong_with_a_user_is_said_beside_what_was_typed(
    browser_as: ClientAs, changed: dict[str, str], words: str
) -> None:
    typed = {"login": "noi", "name": "น้อย ตัวอย่าง", "role": "clerk", **changed}
    answer = browser_as(Role.ADMINISTRATOR).post("/users", data=typed)
    assert answer.status_code == 422 and words in answer.text
    assert f'value="{typed["login"]}"' in answer.text


def test_a_token_is_shown_once_and_works_until_revoked(browser_as: ClientAs, client_as: ClientAs) -> None:
    browser, program = browser_as(Role.AUDITOR), client_as()
    made = browser.post("/account/tokens", data={"name": "สแกนเนอร์", "days": "30"})
    found = re.search(r'<code class="secret">([\w-]+)</code>', made.text)
    assert found is not None and found[1] not in browser.get("/account").text
    program.headers["Authorization"] = f"Bearer {found[1]}"
    assert program.get("/api/documents").status_code == 200
    assert program.post("/api/documents", files={"files": ("a.pdf", b"%PDF")}).status_code == 403
    end = re.search(r'action="(/account/tokens/\w+/revoke)"', made.text)
    assert end is not None
    browser.post(end[1])
    assert program.get("/api/documents").status_code == 401
    assert browser.post("/account/tokens", data={"name": "x", "days": "900"}).status_code == 422


def test_the_menu_holds_what_one_may_use_and_home_is_its_first(browser_as: ClientAs) -> None:
    operator = browser_as(Role.OPERATOR)
    assert operator.get("/", follow_redirects=False).status_code == 303
    page = operator.get("/account").text
    assert 'href="/review"' not in page and 'href="/users"' not in page
    assert 'href="/users"' in browser_as(Role.ADMINISTRATOR).get("/account").text


def test_demonstration_users_are_offered_only_where_they_are_given(service: Service, browser: TestClient) -> None:
    person = DemonstrationUser("saraban", "สมศรี ตัวอย่าง", Role.CLERK, "shown-to-all")
    with TestClient(create_app(service, [person])) as demonstration:
        assert "shown-to-all" in demonstration.get("/sign-in").text
    assert "ผู้ใช้ตัวอย่าง" not in browser.get("/sign-in").text


def test_nobody_else_ends_ones_session(browser_as: ClientAs, service: Service) -> None:
    user_id = signed_in.user(service, Role.CLERK)
    open_session(service, user_id, "phone")
    (held,) = sessions_of(service, user_id)
    browser_as(Role.ADMINISTRATOR).post(f"/account/sessions/{held.id}/end")
    assert sessions_of(service, user_id)
