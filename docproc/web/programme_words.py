"""What the gate says, in words for people: dates of the Buddhist era, kinds of documents by their names."""

from __future__ import annotations

from docproc.messages.catalogue import Catalogue
from docproc.messages.thai_dates import with_dates_shown
from models.programme import Need, Rule, RuleKey


def need_in_words(need: Need, catalogue: Catalogue) -> str:
    """One sentence about what is missing or in doubt."""
    values = {name: _shown(name, value, catalogue) for name, value in need.values.items()}
    return catalogue.text(need.code, **values)


def _shown(name: str, value: str, catalogue: Catalogue) -> str:
    if name in ("kinds", "kind"):
        return catalogue.text("programme_words.or").join(catalogue.text(f"doc_type.{kind}") for kind in value.split())
    if name == "finding":
        return catalogue.text(f"finding.{value}", detail="")
    return with_dates_shown(value, catalogue)


def rule_in_words(rule: Rule, catalogue: Catalogue) -> str:
    """A rule's value; of an open one every reading of its source."""
    if rule.is_open:
        readings = catalogue.text("programme_words.or").join(
            value_in_words(rule.key, one, catalogue) for one in rule.readings
        )
        return f"{catalogue.text('districts.open')}: {readings}"
    return value_in_words(rule.key, rule.value, catalogue)


def value_in_words(key: RuleKey, value: object, catalogue: Catalogue) -> str:
    if key is RuleKey.REQUIRED_EVIDENCE and isinstance(value, list):
        return " + ".join(_shown("kinds", " ".join(group), catalogue) for group in value)
    if key is RuleKey.HOURS and isinstance(value, dict):
        return f"{value['online']} + {value['classroom']}"
    if key is RuleKey.QUOTA and isinstance(value, dict):
        return f"{value['least']}-{value['most']}"
    if key is RuleKey.PAYMENT_PER:
        return catalogue.text(f"programme_words.{value}")
    return with_dates_shown(str(value), catalogue)
