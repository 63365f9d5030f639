"""Sign-in at the agency's own provider by OpenID Connect: authorization code with PKCE, checked ID token.

A provider only says who somebody is. Who may come in, and what they may do, is said here: nobody is let in who was
not made a user first, and nobody is granted anything by signing in.
"""

from __future__ import annotations

import base64
import json
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

import httpx
from sqlalchemy.orm import Session

from docproc.config import Settings
from docproc.repository import users
from docproc.users.names import folded_login
from docproc.wiring import Service
from models.tables.users import UserRecord

ATTEMPT_SECONDS = 600
LEEWAY_SECONDS = 60
SCOPE = "openid email profile"
# Asymmetric ones alone: with an `HS256` the client's secret would be the key.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]


class ProviderError(Exception):
    """The provider did not answer as it should, or its answer belongs to no attempt of this browser."""


class UnknownPersonError(Exception):
    """The provider knows the person; this service does not."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the browser keeps while its person is at the provider, so that nobody else's answer is taken for theirs."""

    state: str
    nonce: str
    verifier: str
    back: str
    began_at: int

    def as_text(self) -> str:
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()

    @classmethod
    def from_text(cls, text: str) -> Attempt:
        """Raises ProviderError where it is none, or too old."""
        try:
            attempt = cls(**json.loads(base64.urlsafe_b64decode(text)))
            is_old = time.time() - attempt.began_at > ATTEMPT_SECONDS
        except (ValueError, TypeError):
            raise ProviderError("no attempt") from None
        if is_old:
            raise ProviderError("the attempt is too old")
        return attempt


def is_offered(settings: Settings) -> bool:
    return None not in (settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)


def begin(service: Service, redirect_uri: str, back: str) -> tuple[str, Attempt]:
    """The provider's address to lead the person to, and what to keep meanwhile. Raises ProviderError."""
    attempt = Attempt(
        state=secrets.token_urlsafe(24),
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        back=back,
        began_at=int(time.time()),
    )
    provider = _provider(service.settings)
    with _client(service.settings, redirect_uri) as client:
        address, _ = client.create_authorization_url(
            provider["authorization_endpoint"],
            state=attempt.state,
            nonce=attempt.nonce,
            code_verifier=attempt.verifier,
        )
    return str(address), attempt


def finish(service: Service, redirect_uri: str, attempt: Attempt, state: str, code: str) -> str:
    """The id of the user who came back from the provider. Raises ProviderError, UnknownPersonError."""
    if not secrets.compare_digest(state.encode(), attempt.state.encode()):
        raise ProviderError("the answer is to another attempt")
    provider = _provider(service.settings)
    try:
        with _client(service.settings, redirect_uri) as client:
            token = client.fetch_token(
                provider["token_endpoint"], code=code, code_verifier=attempt.verifier, grant_type="authorization_code"
            )
            keys = httpx.get(provider["jwks_uri"], timeout=10).raise_for_status().json()
    except Exception as error:  # Authlib, httpx and JSON each raise their own
        raise ProviderError(f"no token: {error}") from error
    return _user_of(service, _claims(service.settings, provider, str(token.get("id_token", "")), keys, attempt.nonce))


def _claims(
    settings: Settings, provider: dict[str, Any], id_token: str, keys: dict[str, Any], nonce: str
) -> dict[str, Any]:
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    checks = jwt.JWTClaimsRegistry(
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": provider["issuer"]},
        aud={"essential": True, "value": str(settings.oidc_client_id)},
        sub={"essential": True},
        exp={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        decoded = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        checks.validate(decoded.claims)
    except (JoseError, ValueError) as error:
        raise ProviderError(f"the ID token does not hold: {error}") from error
    return dict(decoded.claims)


def _user_of(service: Service, claims: dict[str, Any]) -> str:
    """By the subject; the first time by the e-mail address or the name to sign in by."""
    subject = f"{claims['iss']} {claims['sub']}"
    with service.database.writing() as session:
        user = users.by_subject(session, subject) or _invited(session, claims)
        if user is None or not user.is_active or user.oidc_subject not in (None, subject):
            raise UnknownPersonError(subject)
        user.oidc_subject = subject
        return user.id


def _invited(session: Session, claims: dict[str, Any]) -> UserRecord | None:
    """Who was made a user for this person: by an e-mail address that the provider has checked, else by the name.

    People may choose their own names at a provider, so a name counts only for who has not come in any other way.
    """
    email, name = claims.get("email"), claims.get("preferred_username")
    if isinstance(email, str) and claims.get("email_verified") is True:
        found = users.by_email(session, email.strip().casefold())
        if found is not None:
            return found
    named = users.by_login(session, folded_login(name)) if isinstance(name, str) else None
    return named if named is not None and named.password_hash is None else None


def _provider(settings: Settings) -> dict[str, Any]:
    """What the provider says of itself, asked for each time: sign-ins are few, and its keys change."""
    issuer = str(settings.oidc_issuer).rstrip("/")
    try:
        answer = httpx.get(f"{issuer}/.well-known/openid-configuration", timeout=10)
        found: dict[str, Any] = answer.raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise ProviderError(f"{issuer} does not say where to sign in") from error
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise ProviderError(f"{issuer} calls itself {found.get('issuer')}")
    return found


def _client(settings: Settings, redirect_uri: str) -> Any:
    from authlib.integrations.httpx_client import OAuth2Client

    return OAuth2Client(
        settings.oidc_client_id,
        settings.oidc_client_secret,
        scope=SCOPE,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        timeout=10,
    )
