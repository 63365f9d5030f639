"""The catalogue holds a message for every word of the domain, the same codes in both languages."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from docproc.messages.catalogue import LANGUAGES, load_catalogue, messages_of
from models import errors
from models.chain import LinkKind
from models.status import DocType, LinkState, SourceStatus, Status, TaskStatus

THAI_LETTER = re.compile("[ก-๙]")

WORDS: tuple[tuple[str, type[StrEnum]], ...] = (
    ("status", Status),
    ("status_help", Status),
    ("source_status", SourceStatus),
    ("task_status", TaskStatus),
    ("link_state", LinkState),
    ("link_kind", LinkKind),
    ("doc_type", DocType),
)


def error_codes(kind: type[errors.ServiceError]) -> set[str]:
    return {kind.code}.union(*(error_codes(child) for child in kind.__subclasses__()))


def test_both_languages_hold_the_same_codes_and_placeholders() -> None:
    thai, english = messages_of("th"), messages_of("en")
    assert thai.keys() == english.keys()
    for code, message in thai.items():
        assert set(re.findall(r"{\w+}", message)) == set(re.findall(r"{\w+}", english[code])), code


def test_every_message_is_written_in_its_language() -> None:
    words = {code: re.sub(r"{\w+}", "", text).strip() for code, text in messages_of("th").items()}
    assert [code for code, text in words.items() if text and not THAI_LETTER.search(text)] == []
    assert not {code for code, text in messages_of("en").items() if THAI_LETTER.search(text)}


@pytest.mark.parametrize(("table", "words"), WORDS)
def test_every_word_of_the_domain_has_a_message(table: str, words: type[StrEnum]) -> None:
    for language in LANGUAGES:
        catalogue = load_catalogue(language)
        assert [word for word in words if f"{table}.{word}" not in catalogue] == []


def test_every_error_has_a_sentence() -> None:
    catalogue = load_catalogue("th")
    assert {code for code in error_codes(errors.ServiceError) if code not in catalogue} == set()


def test_placeholders_are_filled_and_an_unknown_fault_is_shown_not_hidden() -> None:
    catalogue = load_catalogue("th")
    assert catalogue.text("sheet.signed_count", n=3, m=5) == "ลงชื่อ 3 จาก 5 คน"
    assert "problem.never_heard_of 7" in catalogue.fault("problem.never_heard_of", "7")


def test_every_code_that_the_source_names_has_a_message() -> None:
    root = Path(__file__).parents[3]
    named = re.compile(r'"((?:error|problem|quality|link|chain|demo)\.[a-z_]+)"')
    sources = [path for package in ("models", "extractors", "docproc") for path in (root / package).rglob("*.py")]
    codes = {code for path in sources for code in named.findall(path.read_text("utf-8")) if not code.endswith(".html")}
    catalogue = load_catalogue("th")
    assert "error.empty_file" in codes
    assert sorted(code for code in codes if code not in catalogue) == []
