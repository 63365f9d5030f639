"""Coming in by password, by link and by token, being shut out, and how often one may try."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from docproc.config import Settings
from docproc.repository import attempts
from docproc.repository.clock import moment
from docproc.repository.users import NewUser
from docproc.users import accounts, api_tokens, invitations, limits, passwords, sign_in
from docproc.users.accounts import TakenError, UnknownOfficeError
from docproc.users.invitations import NoInvitationError
from docproc.users.limits import TooOftenError
from docproc.users.names import NotANameError
from docproc.users.passwords import WeakPasswordError
from docproc.users.sign_in import WrongPasswordError
from docproc.wiring import Service, service_for
from models.office import Tier
from models.rights import EVERYWHERE, Actor, DeniedError, Grant, Right, Role
from models.tables.offices import OfficeRecord

PASSWORD = "ฝนตกที่ท่าน้ำสามวัน"
FROM = {"address": "192.0.2.1", "agent": "test"}


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Service]:
    settings = Settings(data=tmp_path, database_url=database_url, redis_url=f"unix://{tmp_path}/nobody.sock")
    with service_for(settings) as opened:
        yield opened


@pytest.fixture
def somsri(service: Service) -> str:
    user_id = accounts.add_user(service, None, NewUser("somsri", "สมศรี ตัวอย่าง"), Role.CLERK)
    accounts.set_password(service, user_id, PASSWORD)
    return user_id


def actor(service: Service, secret: str) -> Actor:
    found = sign_in.actor_of_session(service, secret)
    assert found is not None
    return found


def test_who_signs_in_is_known_until_the_session_ends(service: Service, somsri: str) -> None:
    secret = sign_in.sign_in(service, " SomSri ", PASSWORD, **FROM)
    speaking = actor(service, secret)
    assert (speaking.user_id, speaking.name) == (somsri, "สมศรี ตัวอย่าง")
    assert speaking.may(Right.UPLOAD, "/52/") and not speaking.may(Right.PAY, "/52/")
    with service.database.reading() as session:
        kept = session.execute(text("SELECT token_hash FROM sessions")).scalar_one()
    assert secret not in kept
    sign_in.sign_out(service, secret)
    assert sign_in.actor_of_session(service, secret) is None
    assert sign_in.actor_of_session(service, "invented") is None


@pytest.mark.parametrize(("login", "password"), [("somsri", "wrong password"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_get_one_answer(
    service: Service, somsri: str, login: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str | None] = []
    compare = passwords.is_right

    def noted(typed: str, held: str | None) -> bool:
        compared.append(held)
        return compare(typed, held)

    monkeypatch.setattr(passwords, "is_right", noted)
    with pytest.raises(WrongPasswordError) as refused:
        sign_in.sign_in(service, login, password, **FROM)
    assert (str(refused.value), len(compared)) == ("", 1), "the same work and the same words"


def test_who_is_suspended_is_out_at_once(service: Service, somsri: str) -> None:
    secret = sign_in.sign_in(service, "somsri", PASSWORD, **FROM)
    token = api_tokens.add_token(service, somsri, "scanner", 90)
    accounts.set_active(service, None, somsri, is_active=False)
    assert sign_in.actor_of_session(service, secret) is None and sign_in.actor_of_token(service, token) is None
    with pytest.raises(WrongPasswordError):
        sign_in.sign_in(service, "somsri", PASSWORD, **FROM)
    accounts.set_active(service, None, somsri, is_active=True)
    assert sign_in.actor_of_session(service, secret) is None, "sessions that were ended stay so"
    assert sign_in.sign_in(service, "somsri", PASSWORD, **FROM)


@pytest.mark.parametrize("column", ["used_at", "expires_at"])
def test_a_session_ends_when_idle_and_when_old(service: Service, somsri: str, column: str) -> None:
    secret = sign_in.sign_in(service, "somsri", PASSWORD, **FROM)
    back = {"used_at": service.settings.session_idle_seconds, "expires_at": service.settings.session_seconds}[column]
    with service.database.writing() as session:
        row = sign_in.sessions_of(service, somsri)[0]
        earlier = getattr(row, column) - dt.timedelta(seconds=back + 1)
        setattr(session.get(type(row), row.id), column, earlier)
    assert sign_in.actor_of_session(service, secret) is None


def test_another_password_ends_every_other_session(service: Service, somsri: str) -> None:
    kept, other = (sign_in.sign_in(service, "somsri", PASSWORD, **FROM) for _ in range(2))
    with pytest.raises(WrongPasswordError):
        sign_in.change_password(service, somsri, "not the old one", "คลองใหม่น้ำใสเย็น", kept=kept)
    with pytest.raises(WeakPasswordError):
        sign_in.change_password(service, somsri, PASSWORD, "short", kept=kept)
    sign_in.change_password(service, somsri, PASSWORD, "คลองใหม่น้ำใสเย็น", kept=kept)
    assert sign_in.actor_of_session(service, kept) is not None
    assert sign_in.actor_of_session(service, other) is None
    assert sign_in.sign_in(service, "somsri", "คลองใหม่น้ำใสเย็น", **FROM)


def test_one_ends_only_ones_own_sessions_and_tokens(service: Service, somsri: str) -> None:
    other = accounts.add_user(service, None, NewUser("boonma", "บุญมา ตัวอย่าง"))
    secret = sign_in.sign_in(service, "somsri", PASSWORD, **FROM)
    token = api_tokens.add_token(service, somsri, "scanner", 90)
    (held,), (held_token,) = sign_in.sessions_of(service, somsri), api_tokens.tokens_of(service, somsri)
    sign_in.end_session(service, other, held.id)
    api_tokens.revoke_token(service, other, held_token.id)
    assert sign_in.actor_of_session(service, secret) and sign_in.actor_of_token(service, token)
    sign_in.end_session(service, somsri, held.id)
    api_tokens.revoke_token(service, somsri, held_token.id)
    assert not sign_in.actor_of_session(service, secret) and not sign_in.actor_of_token(service, token)


def test_a_session_is_no_token_and_a_token_no_session(service: Service, somsri: str) -> None:
    assert sign_in.actor_of_token(service, sign_in.sign_in(service, "somsri", PASSWORD, **FROM)) is None
    assert sign_in.actor_of_session(service, api_tokens.add_token(service, somsri, "scanner", 1)) is None


@pytest.mark.parametrize(
    ("limit", "logins"),
    [("SIGN_INS_OF_NAME", ["somsri"] * 3), ("SIGN_INS_FROM_ADDRESS", ["guess1", "guess2", "guess3"])],
)
def test_guessing_ends_with_the_limit(
    service: Service, somsri: str, limit: str, logins: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, replace(getattr(limits, limit), most=3))
    for login in logins:
        with pytest.raises(WrongPasswordError):
            sign_in.sign_in(service, login, "wrong", **FROM)
    with pytest.raises(TooOftenError):
        sign_in.sign_in(service, "somsri", PASSWORD, **FROM)


def test_attempts_are_counted_anew_when_the_window_is_over(service: Service) -> None:
    window = dt.timedelta(minutes=15)
    with service.database.writing() as session:
        now = moment(session)
        counted = [attempts.count(session, "k", now, window) for _ in range(3)]
        later = attempts.count(session, "k", now + window, window, 5)
        assert (counted, later) == ([1, 2, 3], 5)
        attempts.forget(session, "k")
        assert attempts.count(session, "k", now, window) == 1


def test_signing_in_forgives_the_wrong_tries(service: Service, somsri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SIGN_INS_OF_NAME", replace(limits.SIGN_INS_OF_NAME, most=3))
    for _ in range(3):
        for _ in range(2):
            with pytest.raises(WrongPasswordError):
                sign_in.sign_in(service, "somsri", "wrong", **FROM)
        sign_in.sign_in(service, "somsri", PASSWORD, **FROM)


def test_the_first_start_makes_one_administrator_by_one_link(service: Service) -> None:
    earlier = invitations.first_start(service)
    secret = invitations.first_start(service)
    assert earlier and secret
    with pytest.raises(NoInvitationError):
        invitations.find_invitation(service, earlier, "192.0.2.1")
    who = NewUser("chujai", "ชูใจ ตัวอย่าง")
    with pytest.raises(NotANameError):
        invitations.accept_invitation(service, secret, "192.0.2.1", PASSWORD, replace(who, login="with spaces"))
    with pytest.raises(WeakPasswordError):
        invitations.accept_invitation(service, secret, "192.0.2.1", "1111111111", who)
    invitations.accept_invitation(service, secret, "192.0.2.1", PASSWORD, who)
    chief = actor(service, sign_in.sign_in(service, "chujai", PASSWORD, **FROM))
    assert chief.grants == (Grant(Role.ADMINISTRATOR, EVERYWHERE),)
    with pytest.raises(NoInvitationError):
        invitations.accept_invitation(service, secret, "192.0.2.1", PASSWORD, replace(who, login="other"))
    assert invitations.first_start(service) is None


def test_an_invitation_works_once_and_the_last_one_alone(service: Service, somsri: str) -> None:
    session = sign_in.sign_in(service, "somsri", PASSWORD, **FROM)
    first, second = invitations.invite(service, None, somsri), invitations.invite(service, None, somsri)
    with pytest.raises(NoInvitationError):
        invitations.accept_invitation(service, first, "192.0.2.1", "another long password")
    invitations.accept_invitation(service, second, "192.0.2.1", "another long password")
    assert sign_in.actor_of_session(service, session) is None, "a new password ends what was open"
    with pytest.raises(NoInvitationError):
        invitations.accept_invitation(service, second, "192.0.2.1", "a third long password")


@pytest.fixture
def district_administrator(service: Service) -> Actor:
    with service.database.writing() as session:
        for code, path in (("52", "/52/"), ("5208", "/52/5208/"), ("56", "/56/")):
            session.add(OfficeRecord(id=code, code=code, tier=Tier.PROVINCE, name=f"สำนักงาน {code}", path=path))
    user_id = accounts.add_user(service, None, NewUser("admin52", "ผู้ดูแล ตัวอย่าง", "52"), Role.ADMINISTRATOR, "52")
    accounts.set_password(service, user_id, PASSWORD)
    return actor(service, sign_in.sign_in(service, "admin52", PASSWORD, **FROM))


def test_an_administrator_of_an_area_reaches_no_further(
    service: Service, district_administrator: Actor, somsri: str
) -> None:
    asked = district_administrator
    made = accounts.add_user(service, asked, NewUser("noi", "น้อย ตัวอย่าง", "5208"), Role.CLERK, "5208")
    accounts.grant(service, asked, made, Role.AUDITOR, "52")
    for area in ("56", None):
        with pytest.raises(DeniedError):
            accounts.grant(service, asked, made, Role.AUDITOR, area)
    for new in (NewUser("a1", "ก ตัวอย่าง", "56"), NewUser("a2", "ข ตัวอย่าง")):
        with pytest.raises(DeniedError):
            accounts.add_user(service, asked, new)
    with pytest.raises(DeniedError):
        accounts.add_user(service, asked, NewUser("a3", "ค ตัวอย่าง", "52"), Role.CLERK, None)
    for act in (
        lambda: accounts.set_active(service, asked, somsri, is_active=False),
        lambda: invitations.invite(service, asked, somsri),
        lambda: accounts.find_account(service, asked, somsri),
        lambda: accounts.set_active(service, asked, asked.user_id, is_active=False),
    ):
        with pytest.raises(DeniedError):
            act()
    assert [one.user.login for one in accounts.list_accounts(service, asked, None, 50)] == ["admin52", "noi"]
    accounts.grant(service, None, made, Role.AUDITOR, None)
    with pytest.raises(DeniedError):
        invitations.invite(service, asked, made)  # by its link one would come in as an auditor of everything


def test_a_revoked_grant_counts_no_more_and_stays_on_record(service: Service, district_administrator: Actor) -> None:
    asked = district_administrator
    made = accounts.add_user(service, asked, NewUser("noi", "น้อย ตัวอย่าง", "52"), Role.CLERK, "52")
    accounts.set_password(service, made, PASSWORD)
    secret = sign_in.sign_in(service, "noi", PASSWORD, **FROM)
    (granted,) = accounts.account_of(service, made).grants
    accounts.revoke(service, asked, made, granted.id)
    assert actor(service, secret).grants == ()
    with service.database.reading() as session:
        row = session.execute(
            text("SELECT granted_by, revoked_by FROM grants WHERE id = :id"), {"id": granted.id}
        ).one()
    assert tuple(row) == (asked.user_id, asked.user_id)
    (own,) = accounts.account_of(service, asked.user_id).grants
    with pytest.raises(DeniedError):
        accounts.revoke(service, asked, asked.user_id, own.id)


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (NewUser("somsri", "อีกคน ตัวอย่าง"), TakenError),
        (NewUser("SOMSRI", "อีกคน ตัวอย่าง"), TakenError),
        (NewUser("a b", "อีกคน ตัวอย่าง"), NotANameError),
        (NewUser("x", "อีกคน ตัวอย่าง"), NotANameError),
        (NewUser("other", "machine"), NotANameError),  # what no person said is kept under that name
        (NewUser("other", "\u200b"), NotANameError),
        (NewUser("other", "อีกคน ตัวอย่าง", "nowhere"), UnknownOfficeError),
    ],
)
def test_what_cannot_be_a_user_is_refused(service: Service, somsri: str, new: NewUser, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        accounts.add_user(service, None, new)
