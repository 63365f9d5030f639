"""Everything the gate can say has its sentence, with values in words and days of the Buddhist era."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from docproc.messages.catalogue import LANGUAGES, load_catalogue
from docproc.programme.asd_rules import RULES
from docproc.web.programme_words import need_in_words, rule_in_words
from models.finding import FindingKind
from models.programme import Need, RuleKey, SubmissionAct, SubmissionState

CODE = re.compile(r'"(gate\.[a-z_]+)"')
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language: str) -> None:
    codes = {code for path in (ROOT / "docproc" / "programme").glob("*.py") for code in CODE.findall(path.read_text())}
    codes |= {
        f"gate.proof_{name}_{how}" for name in ("poster", "date", "title") for how in ("unread", "differs", "disputed")
    }
    codes |= {f"gate.several_leaders_{per}" for per in ("open", "leader", "district")}
    catalogue = load_catalogue(language)
    assert "gate.own_evidence" in codes
    assert sorted(code for code in codes if code not in catalogue) == []


@pytest.mark.parametrize(
    ("table", "words"),
    [("submission_state", SubmissionState), ("submission_act", SubmissionAct), ("programme_rule", RuleKey)],
)
def test_every_word_has_a_message(table: str, words: type[StrEnum]) -> None:
    for language in LANGUAGES:
        catalogue = load_catalogue(language)
        assert [word for word in words if f"{table}.{word}" not in catalogue] == []


def test_need_names_kinds_and_days_in_words() -> None:
    thai = load_catalogue("th")
    lacks = need_in_words(Need("gate.lacks", {"kinds": "attendance_sheet photo", "title": "ประชุม"}), thai)
    assert "ใบเซ็นชื่อ หรือ ภาพถ่าย" in lacks and "ประชุม" in lacks
    window = Need("gate.outside_window", {"day": "2021-02-01", "first": "2020-11-10", "last": "2021-01-31"})
    assert "1 ก.พ. 2564" in need_in_words(window, thai)
    for kind in FindingKind:
        said = need_in_words(Need("gate.proof_finding", {"finding": kind.value}), thai)
        assert "{" not in said and "finding." not in said


def test_open_rule_shows_every_reading() -> None:
    shown = {rule.key: rule_in_words(rule, load_catalogue("th")) for rule in RULES}
    assert "4 + 4" in shown[RuleKey.HOURS] and "9 + 9" in shown[RuleKey.HOURS]
    assert shown[RuleKey.WINDOW_END] == "31 ม.ค. 2564"
    assert shown[RuleKey.QUOTA] == "3-5"
