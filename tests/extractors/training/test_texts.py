"""The random texts: every kind gives lines the reader can be trained on, and the forms are the forms of letters."""

import os
import re
import subprocess
import sys
from random import Random

import pytest

from extractors.training import grammars, pen_texts
from extractors.training.alphabet import CLASS_OF, PEN_ARABIC_DIGITS, PEN_SLASH, PEN_THAI_DIGITS, THAI_DIGITS
from extractors.training.markup import GAP, LEADER, STAMPED, STAMPED_END, transcription
from extractors.training.office_words import CENTRAL_CODES, PROVINCE_CODES
from extractors.training.texts import MAX_CHARACTERS, Texts

DRAWS = 60


def test_every_kind_gives_text_of_the_alphabet_and_no_longer_than_a_line(texts: Texts) -> None:
    for kind in texts.kinds:
        for _ in range(DRAWS):
            wanted = transcription(texts.line(kind))
            assert 0 < len(wanted) <= MAX_CHARACTERS
            assert all(char in CLASS_OF for char in wanted), (kind, wanted)


def test_same_seed_gives_the_same_lines() -> None:
    first, second = Texts(Random(11)), Texts(Random(11))
    assert [first.line() for _ in range(20)] == [second.line() for _ in range(20)]


def test_another_process_gives_the_same_lines() -> None:
    program = "from random import Random; from extractors.training.texts import Texts; t = Texts(Random(11)); "
    program += "print([t.line() for _ in range(20)])"
    drawn = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1


def test_layout_is_not_transcribed() -> None:
    assert transcription(f"ที่{GAP}ลป{LEADER}๑{LEADER}{GAP} วันที่{LEADER}") == "ที่ ลป ๑ วันที่"


def test_stamped_numbers_are_transcribed_as_print() -> None:
    assert transcription(f"เลขรับ{GAP}{STAMPED}1742{STAMPED_END}") == "เลขรับ 1742"
    rng = Random(2)
    lines = [pen_texts.stamped_line(rng) for _ in range(DRAWS)]
    assert all(line.count(STAMPED) == line.count(STAMPED_END) > 0 for line in lines)


def test_favoured_kinds_come_more_often(texts: Texts) -> None:
    def share(favoured: tuple[str, ...]) -> float:
        source = Texts(Random(8))
        return sum(STAMPED in source.line(favoured=favoured) for _ in range(600)) / 600

    assert share(("stamped",)) > 1.5 * share(())


def test_reference_has_a_known_code_and_one_kind_of_digits() -> None:
    rng = Random(5)
    for _ in range(DRAWS):
        reference = grammars.reference(rng)
        code = re.match(r"(\S\S)(\(\S+\))? ", reference)
        assert code, reference
        assert code[1] in PROVINCE_CODES + CENTRAL_CODES
        assert {char in THAI_DIGITS for char in reference if char.isdigit()} in ({True}, {False}), reference


def test_there_are_77_provinces_and_no_ministry_shares_a_code() -> None:
    assert len(set(PROVINCE_CODES)) == 77
    assert not set(PROVINCE_CODES) & set(CENTRAL_CODES)


@pytest.mark.parametrize(("number", "characters"), [("260", 3), ("9/12/63", 7)])
def test_pen_number_is_one_kind_of_pen_digits(number: str, characters: int) -> None:
    for seed in range(12):
        written = pen_texts.pen_number(Random(seed), number)
        kinds = {char in PEN_THAI_DIGITS for char in written if char != PEN_SLASH}
        assert len(written) == characters
        assert len(kinds) == 1
        assert all(char in (*PEN_THAI_DIGITS, *PEN_ARABIC_DIGITS, PEN_SLASH) for char in written)


def test_pen_lines_hold_pen(texts: Texts) -> None:
    lines = [texts.line("pen") for _ in range(DRAWS)]
    holding = [line for line in lines if any("\ue000" <= char <= "\ue0ff" for char in line)]
    # one form in some twenty is a line whose pen part was left open, as on drafts
    assert len(holding) > 0.8 * DRAWS
