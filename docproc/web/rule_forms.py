"""A programme's rules as an administrator sees and changes them: each value in the fields that its kind takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from docproc.messages.catalogue import Catalogue
from docproc.programme.refusals import RefusedError
from docproc.web.programme_words import rule_in_words, value_in_words
from models.programme import Rule, RuleKey
from models.status import DocType
from models.tables.programme import ProgrammeRuleRecord
from models.tables.record import MACHINE

EVIDENCE: Final = (DocType.PHOTO, DocType.ATTENDANCE_SHEET, DocType.SCREENSHOT)
DATES: Final = frozenset({RuleKey.WINDOW_START, RuleKey.WINDOW_END})
NUMBERS: Final = frozenset({RuleKey.VOLUNTEERS_PER_VILLAGE, RuleKey.AGE_FOCUS})
CHOICES: Final = frozenset({RuleKey.PAYMENT_PER, RuleKey.HOURS})


@dataclass(frozen=True, slots=True)
class Option:
    """One box or line to choose; `typed` is what is sent for it."""

    typed: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    value: str
    source: str
    note: str
    name: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RuleForm:
    """`kind`: date, text, decimal, number, pair, choice or groups. `typed` stands in the fields of the first five."""

    key: str
    name: str
    value: str
    source: str
    note: str
    is_open: bool
    kind: str
    typed: tuple[str, ...]
    choices: tuple[Option, ...]
    groups: tuple[tuple[Option, ...], ...]
    versions: tuple[VersionView, ...]  # the latest first


def rule_form(
    rule: Rule, history: Sequence[ProgrammeRuleRecord], names: Mapping[str, str], catalogue: Catalogue
) -> RuleForm:
    return RuleForm(
        key=rule.key.value,
        name=catalogue.text(f"programme_rule.{rule.key}"),
        value=rule_in_words(rule, catalogue),
        source=rule.source,
        note=rule.note,
        is_open=rule.is_open,
        kind=_kind(rule.key),
        typed=_typed(rule),
        choices=_choices(rule, catalogue) if rule.key in CHOICES else (),
        groups=_groups(rule, catalogue) if rule.key is RuleKey.REQUIRED_EVIDENCE else (),
        versions=tuple(_version(one, names, catalogue) for one in reversed(history)),
    )


def _kind(key: RuleKey) -> str:
    if key in DATES:
        return "date"
    if key in NUMBERS:
        return "number"
    if key in CHOICES:
        return "choice"
    return {
        RuleKey.PAYMENT_AMOUNT: "decimal",
        RuleKey.QUOTA: "pair",
        RuleKey.REQUIRED_EVIDENCE: "groups",
    }.get(key, "text")


def _typed(rule: Rule) -> tuple[str, ...]:
    if rule.key is RuleKey.QUOTA:
        return str(rule.value["least"]), str(rule.value["most"])
    return (str(rule.value),)


def _choices(rule: Rule, catalogue: Catalogue) -> tuple[Option, ...]:
    """Every reading of the source, and that it stays open."""
    readings = (
        Option(str(n), value_in_words(rule.key, one, catalogue), one == rule.value)
        for n, one in enumerate(rule.readings)
    )
    return Option("", catalogue.text("districts.open"), rule.value is None), *readings


def _groups(rule: Rule, catalogue: Catalogue) -> tuple[tuple[Option, ...], ...]:
    """The groups of evidence, of each of which one must be there; and an empty one, to add another."""
    return tuple(
        tuple(Option(f"{n}:{kind}", catalogue.text(f"doc_type.{kind}"), kind.value in group) for kind in EVIDENCE)
        for n, group in enumerate([*rule.value, []])
    )


def _version(row: ProgrammeRuleRecord, names: Mapping[str, str], catalogue: Catalogue) -> VersionView:
    is_seeded = row.made_by == MACHINE
    then = Rule(row.key, row.value, row.unit, row.source, row.note, tuple(row.readings))
    return VersionView(
        value=rule_in_words(then, catalogue),
        source=row.source,
        note=row.note,
        name=catalogue.text("districts.machine") if is_seeded else names.get(row.made_by, row.made_by),
        reason=catalogue.text("programme_rules.seeded") if is_seeded else row.reason,
        at=row.at,
    )


def value_typed(rule: Rule, typed: Sequence[str]) -> Any:
    """The rule's value from the fields of its form. Raises RefusedError where they hold none."""
    try:
        return _value(rule, typed)
    except (ValueError, IndexError):
        raise RefusedError("gate.bad_rule", {"rule": rule.key.value}) from None


def _value(rule: Rule, typed: Sequence[str]) -> Any:
    if rule.key is RuleKey.REQUIRED_EVIDENCE:
        groups: dict[str, list[str]] = {}
        for one in typed:
            number, kind = one.split(":")
            groups.setdefault(number, []).append(kind)
        return [groups[number] for number in sorted(groups, key=int)]
    if rule.key is RuleKey.QUOTA:
        least, most = typed
        return {**rule.value, "least": int(least), "most": int(most)}
    (text,) = typed
    if rule.key in CHOICES:
        return rule.readings[int(text)] if text else None
    return int(text) if rule.key in NUMBERS else text.strip()
