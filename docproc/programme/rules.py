"""Programmes and their rules: seeded, made, changed. Every change keeps who made it, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from docproc.documents import NotFoundError
from docproc.programme import asd_rules
from docproc.programme.refusals import RefusedError, reason_of
from docproc.programme.settling import settle_programme
from docproc.repository import programmes, users
from docproc.repository.clock import moment
from docproc.repository.programmes import Change
from docproc.wiring import Service
from models.programme import WINDOW, Programme, Rule, RuleKey
from models.rights import EVERYWHERE, Actor, Right
from models.status import DocType
from models.tables.programme import ProgrammeRuleRecord
from models.tables.record import MACHINE

SEEDED = "as the project description has it"
LONGEST_SOURCE, LONGEST_NOTE = 200, 500  # letters
LARGEST_AMOUNT = Decimal(1_000_000)  # a slip of the finger, not a payment to one leader


def seed_programmes(service: Service) -> None:
    """Put the อสด. programme down, once; one that is there stays as people have changed it."""
    with service.database.writing() as session:
        change = Change(MACHINE, SEEDED, moment(session))
        programmes.add(session, asd_rules.CODE, asd_rules.NAME, asd_rules.RULES, change)


def find_programme(service: Service, code: str) -> Programme:
    """The programme with the rules that stand now. Raises NotFoundError."""
    with service.database.reading() as session:
        found = programmes.find(session, code)
    if found is None:
        raise NotFoundError(code)
    return found


def list_programmes(service: Service, after: str | None = None, limit: int | None = None) -> list[Programme]:
    """Programmes, the newest first, from behind the id `after` on; every one without a limit."""
    with service.database.reading() as session:
        return programmes.page_after(session, after, limit)


def copy_programme(service: Service, actor: Actor, earlier: str, code: str, name: str, reason: str) -> Programme:
    """A new programme that begins with an earlier one's rules. Raises DeniedError, RefusedError, NotFoundError."""
    actor.require(Right.ADMINISTER, EVERYWHERE)
    why = reason_of(reason)
    rules = find_programme(service, earlier).rules.values()
    with service.database.writing() as session:
        if not programmes.add(session, code, name, rules, Change(actor.user_id, why, moment(session))):
            raise RefusedError("gate.programme_exists", {"code": code})
    return find_programme(service, code)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a rule beside its value: the clause it comes from, and a note on how it is read."""

    source: str
    note: str


def change_rule(
    service: Service, actor: Actor, code: str, key: RuleKey, value: Any, reason: str, words: Words | None = None
) -> Programme:
    """Let the rule have another value from now on; without `words` clause and note stay, the readings always do.

    Every district that waits for its payment is judged anew; where that is cut off, by the next act on it.

    Raises DeniedError, NotFoundError, and RefusedError where the value cannot be one of that rule.
    """
    actor.require(Right.ADMINISTER, EVERYWHERE)
    why = reason_of(reason)
    with service.database.writing() as session:
        programme = programmes.find(session, code)
        if programme is None:
            raise NotFoundError(code)
        rule = replace(programme.rules[key], value=value)
        if words is not None:
            rule = replace(rule, source=_plain(words.source, LONGEST_SOURCE), note=_plain(words.note, LONGEST_NOTE))
        if not rule.source:
            raise RefusedError("gate.no_source")
        _check({**programme.rules, key: rule}, key)
        programmes.change_rule(session, programme.id, rule, Change(actor.user_id, why, moment(session)))
    settle_programme(service, programme.id)
    return find_programme(service, code)


def _plain(text: str, longest: int) -> str:
    plain = " ".join(text.split())
    if len(plain) > longest:
        raise RefusedError("gate.words_too_long", {"most": str(longest)})
    return plain


def names_of(service: Service, versions: Iterable[ProgrammeRuleRecord]) -> dict[str, str]:
    """Who put these versions down, by user id; whoever is no user has no name here."""
    with service.database.reading() as session:
        return users.names(session, {one.made_by for one in versions})


def rule_history(
    service: Service, code: str, key: RuleKey, after: str | None = None, limit: int | None = None
) -> list[ProgrammeRuleRecord]:
    """Versions of a rule with who, when and why, the oldest first: those behind the id `after`, or all of them."""
    programme = find_programme(service, code)
    with service.database.reading() as session:
        return programmes.history(session, programme.id, key, after, limit)


def _check(rules: Mapping[RuleKey, Rule], key: RuleKey) -> None:
    if not _is_possible(rules, key):
        raise RefusedError("gate.bad_rule", {"rule": key.value})


def _is_possible(rules: Mapping[RuleKey, Rule], key: RuleKey) -> bool:
    value = rules[key].value
    try:
        match key:
            case RuleKey.WINDOW_START | RuleKey.WINDOW_END:
                first, last = (date.fromisoformat(rules[one].value) for one in WINDOW)
                return first <= last
            case RuleKey.PAYMENT_AMOUNT:
                amount = Decimal(value)
                return 0 < amount <= LARGEST_AMOUNT and amount == round(amount, 2)
            case RuleKey.REQUIRED_EVIDENCE:
                return bool(value) and all(group and {DocType(one) for one in group} for group in value)
            case RuleKey.PUBLISHER_HEADING:
                return bool(value.strip())
            case RuleKey.PAYMENT_PER | RuleKey.HOURS:
                return value is None or not rules[key].readings or value in rules[key].readings
            case RuleKey.VOLUNTEERS_PER_VILLAGE | RuleKey.AGE_FOCUS:
                return isinstance(value, int) and value > 0
            case RuleKey.QUOTA:
                return bool(0 < value["least"] <= value["most"])
    except (ValueError, TypeError, InvalidOperation, KeyError, AttributeError):
        return False
