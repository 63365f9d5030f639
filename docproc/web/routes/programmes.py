"""Programmes and their rules for programs: as they stand, as they stood, and changed by who administers them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from pydantic import BaseModel, Field

from docproc.programme.rules import change_rule, list_programmes, rule_history
from docproc.web.actors import asks
from docproc.web.interface_description import also
from docproc.web.page_keys import AfterId, Limit
from docproc.web.routes.districts import Looker
from docproc.web.service import TheService
from models.programme import Programme, RuleKey
from models.rights import Actor, Right

router = APIRouter(prefix="/api/programmes")

Administrator = Annotated[Actor, asks(Right.ADMINISTER)]


class Changed(BaseModel):
    """A rule's new value, in the form that the rule has now."""

    value: Any = Field(description="Null leaves a rule of several readings open.")
    reason: str = Field(description="Why, in at most 500 characters.")


@router.get("")
def programmes(service: TheService, looker: Looker, after: AfterId, limit: Limit = 50) -> dict[str, Any]:
    """Every programme with its rules, the newest first; `next` is null at the end."""
    found = list_programmes(service, after, limit + 1)
    return {
        "programmes": [_shown(one) for one in found[:limit]],
        "next": _next("/api/programmes", found[limit - 1].id, limit) if len(found) > limit else None,
    }


@router.get("/{programme}/rules/{key}")
def versions(
    service: TheService, looker: Looker, programme: str, key: RuleKey, after: AfterId, limit: Limit = 50
) -> dict[str, Any]:
    """Every version of one rule, the oldest first; `next` is null at the end."""
    found = rule_history(service, programme, key, after, limit + 1)
    address = f"/api/programmes/{quote(programme, safe='')}/rules/{key}"
    return {
        "versions": [
            {"value": one.value, "by": one.made_by, "reason": one.reason, "at": one.at.isoformat()}
            for one in found[:limit]
        ],
        "next": _next(address, found[limit - 1].id, limit) if len(found) > limit else None,
    }


@router.put("/{programme}/rules/{key}", responses=also(HTTPStatus.CONFLICT))
def change(
    service: TheService, administrator: Administrator, programme: str, key: RuleKey, changed: Changed
) -> dict[str, Any]:
    """Let the rule have another value from now on; what was paid stays paid by the rules of its day."""
    return _shown(change_rule(service, administrator, programme, key, changed.value, changed.reason))


def _next(address: str, last: str, limit: int) -> str:
    return f"{address}?{urlencode({'limit': limit, 'after': last})}"


def _shown(programme: Programme) -> dict[str, Any]:
    return {
        "code": programme.code,
        "name": programme.name,
        "rules": {
            rule.key.value: {
                "value": rule.value,
                "unit": rule.unit,
                "source": rule.source,
                "note": rule.note,
                "readings": list(rule.readings),
                "is_open": rule.is_open,
            }
            for rule in programme.rules.values()
        },
    }
