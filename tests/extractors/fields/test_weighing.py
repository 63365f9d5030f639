"""Free readings beside well-formed ones: what is taken, what only stands beside, and that nothing is sure by it."""

from __future__ import annotations

import random
from datetime import date

import pytest

from extractors.fields.letter_date import read_date
from extractors.fields.owner_block import read_contacts
from extractors.fields.passage import passage_of
from extractors.fields.reference_no import Sender, read_reference
from extractors.fields.well_formed import probability_of_text
from models.lattice import BLANK
from models.status import Status
from tests.extractors.fields.doubtful_lines import Doubts, doubtful
from tests.factories import line


def test_a_letter_among_the_digits_is_read_as_the_digit_it_most_probably_is() -> None:
    field = read_reference(doubtful("ลป 0418.1/ว 5l50", {"l": {"l": 0.6, "1": 0.4}}, witness="ลป 0418.1/ว 5150"))
    assert field.value is not None
    assert field.value.printed == "ลป 0418.1/ว 5150"
    assert field.status is Status.READ
    assert field.alternatives[0].printed == "ลป 0418.1/ว 5l50"
    assert field.alternatives[0].confidence == pytest.approx(0.6, rel=0.1)
    assert "field.well_formed_reading" in field.reasons


def test_what_the_reader_all_but_excludes_is_not_taken() -> None:
    field = read_reference(doubtful("ลป 0418.1/ว 5l50", {"l": {"l": 0.97, "1": 0.03}}))
    assert field.value is None
    assert [other.printed for other in field.alternatives] == ["ลป 0418.1/ว 5150"]


def test_two_well_formed_readings_are_both_offered_and_neither_taken() -> None:
    field = read_reference(doubtful("ลป 0418.1/ว 5l50", {"l": {"l": 0.4, "1": 0.35, "7": 0.25}}))
    assert field.value is None
    assert [other.printed for other in field.alternatives] == ["ลป 0418.1/ว 5150", "ลป 0418.1/ว 5750"]


def test_a_well_formed_free_reading_is_never_replaced() -> None:
    field = read_reference(doubtful("ลป 0418.1/ว 5170", {"7": {"7": 0.6, "9": 0.4}}))
    assert field.value is not None
    assert field.value.number == "5170"
    assert [other.printed for other in field.alternatives] == ["ลป 0418.1/ว 5190"]
    assert field.alternatives[0].confidence == pytest.approx(0.4, rel=0.1)


def test_a_value_with_another_near_it_is_not_sure_though_the_witness_agrees() -> None:
    far, near = {"7": {"7": 0.97, "2": 0.03}}, {"7": {"7": 0.92, "2": 0.08}}
    sure = read_reference(doubtful("ลป 0418.1/ว 5170", far, witness="ลป 0418.1/ว 5170"))
    doubted = read_reference(doubtful("ลป 0418.1/ว 5170", near, witness="ลป 0418.1/ว 5170"))
    assert (sure.status, doubted.status) == (Status.CORROBORATED, Status.READ)
    assert [other.printed for other in doubted.alternatives] == ["ลป 0418.1/ว 5120"]


def test_a_number_likelier_wrong_than_right_is_left_unread() -> None:
    doubts = {"7": {"7": 0.55, "9": 0.45}, "3": {"3": 0.55, "8": 0.45}}
    field = read_reference(doubtful("ลป 0418.1/ว 5173", doubts))
    assert field.value is None
    assert field.printed == "ลป 0418.1/ว …"
    assert field.alternatives[0].printed == "ลป 0418.1/ว 5173"
    assert len(field.alternatives) == 4


def test_a_witness_that_saw_another_digit_keeps_the_number_from_being_taken() -> None:
    first = {"7": {"7": 0.6, "9": 0.4}}
    text, theirs = "ลป 0418.1/ว 5170", "ลป 0418.1/ว 5190"
    field = read_reference(doubtful(text, first, witness=theirs, witness_doubts={"9": {"9": 0.98, "7": 0.02}}))
    assert field.value is None
    assert {other.printed for other in field.alternatives} >= {text, theirs}


def test_a_pen_circle_is_a_zero_of_the_digits_beside_it() -> None:
    field = read_reference(doubtful("ศธ ๐๔๐๘๗/ว๓๕0", {"0": {"0": 0.6, "๐": 0.4}}))
    assert field.value is not None
    assert field.value.printed == "ศธ ๐๔๐๘๗/ว๓๕๐"
    assert field.status is Status.READ


def test_a_certain_line_has_no_alternatives() -> None:
    field = read_reference(doubtful("ลป 0418.1/ว 5150", {}))
    assert field.value is not None
    assert field.alternatives == ()


def test_a_stroke_that_was_not_seen_is_offered_and_not_put_in() -> None:
    field = read_reference(doubtful("ลป 0418 5150", {" ": {" ": 0.6, "/": 0.4}}))
    assert field.value is None
    assert "ลป0418/5150" in [other.printed.replace(" ", "") for other in field.alternatives]


def test_the_number_of_an_order_is_found_without_its_stroke() -> None:
    field = read_reference(doubtful("123l2566", {"l": {"l": 0.6, "/": 0.4}}))
    assert field.value is not None
    assert (field.value.number, field.value.printed) == ("123", "123/2566")
    assert field.status is Status.READ


def test_a_memos_short_number_has_its_near_reading_beside_it() -> None:
    field = read_reference(doubtful("อว๒.๐๕๙๖", {"๕": {"๕": 0.7, "๔": 0.3}}))
    assert field.value is not None
    assert [other.printed for other in field.alternatives] == ["อว๒.๐๔๙๖"]


def test_a_code_that_the_address_contradicts_is_disputed_and_the_senders_own_offered() -> None:
    # ลบ is Lop Buri, as real a code as ลป of Lampang.
    passage = doubtful("ลบ ๐๔๑๘.๑/ว ๕๑๕๐", {"บ": {"บ": 0.7, "ป": 0.3}})
    field = read_reference(passage, sender=Sender("ที่ว่าการอำเภอเถิน จังหวัดลำปาง"))
    assert field.status is Status.DISPUTED
    assert field.value is not None
    assert field.value.code == "ลบ"
    assert [other.printed for other in field.alternatives] == ["ลป ๐๔๑๘.๑/ว ๕๑๕๐"]
    assert field.alternatives[0].confidence == pytest.approx(0.3, rel=0.1)


def test_a_day_is_read_where_only_one_is_well_formed() -> None:
    field = read_date(doubtful("๒l ธันวาคม ๒๕๖๓", {"l": {"l": 0.7, "๑": 0.3}}))
    assert field.value == date(2020, 12, 21)
    assert field.status is Status.READ
    assert field.alternatives[0].printed == "๒l ธันวาคม ๒๕๖๓"


def test_a_weekday_that_is_not_the_days_disputes_it() -> None:
    # 2 December 2563 was a Wednesday, the third a Thursday.
    wednesday, thursday = (read_date(doubtful(f"วัน{name}ที่ ๒ ธันวาคม ๒๕๖๓", {})) for name in ("พุธ", "พฤหัสบดี"))
    assert (wednesday.value, wednesday.status) == (date(2020, 12, 2), Status.READ)
    assert (thursday.value, thursday.status) == (date(2020, 12, 2), Status.DISPUTED)
    assert "date.weekday_differs" in thursday.reasons


def test_the_weekday_says_which_day_an_unreadable_digit_is() -> None:
    doubts = {"l": {"l": 0.4, "๑": 0.3, "๓": 0.3}}
    assert read_date(doubtful("๒l ธันวาคม ๒๕๖๓", doubts)).value is None
    assert read_date(doubtful("วันพุธที่ ๒l ธันวาคม ๒๕๖๓", doubts)).value == date(2020, 12, 23)


def test_no_day_is_put_in_place_of_one_that_the_calendar_lacks() -> None:
    field = read_date(doubtful("๓๑ พฤศจิกายน ๒๕๖๗", {"๑": {"๑": 0.4, "๐": 0.6}}))
    assert field.value is None
    assert "date.no_such_day" in field.reasons
    assert [other.printed for other in field.alternatives] == ["๓๐ พฤศจิกายน ๒๕๖๗"]


def test_spellings_of_one_day_count_together() -> None:
    field = read_date(doubtful("๒. ธ.ค. ๖๓", {".": {".": 0.5, BLANK: 0.5}}))
    assert field.value == date(2020, 12, 2)
    assert field.alternatives == ()


def test_a_telephone_number_is_whole_again_where_its_hyphen_was_misread() -> None:
    _, fax, _ = read_contacts(
        [doubtful("โทรสาร 0-5400:1234", {":": {":": 0.7, "-": 0.3}}, witness="โทรสาร 0-5400-1234")]
    )
    assert [(field.value, field.status) for field in fax] == [("0-5400-1234", Status.READ)]


def test_no_digit_that_was_seen_is_left_out_for_the_forms_sake() -> None:
    field = read_date(doubtful("๘ มกราคม ๒๕๖๕๙", {"๙": {"๙": 0.6, BLANK: 0.4}}))
    assert field.value is None
    assert [other.printed for other in field.alternatives] == ["๘ มกราคม ๒๕๖๕"]


def test_probability_of_a_text_is_that_of_the_reader_asked() -> None:
    passage = doubtful("51", {"1": {"1": 0.8, "7": 0.2}}, witness="57", witness_doubts={"7": {"7": 0.7, "1": 0.3}})
    assert probability_of_text(passage, "51") == pytest.approx(0.8, rel=0.1)
    assert probability_of_text(passage, "51", "line-witness") == pytest.approx(0.3, rel=0.1)
    assert probability_of_text(passage_of(line("51"), 1), "51") is None


@pytest.mark.parametrize("seed", range(40))
def test_weighing_never_puts_another_value_for_a_well_formed_one_and_never_raises_it(seed: int) -> None:
    rng = random.Random(seed)
    number = "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 5)))
    text = f"ลป 0418.1/ว {number}"
    doubts = {
        char: {char: 1 - share, rng.choice([other for other in "0123456789" if other != char]): share}
        for char in set(number)
        if (share := rng.random() * 0.5) > 0.1
    }
    certain: Doubts | None = {} if seed % 2 else None  # every other witness keeps a lattice too
    free = read_reference(doubtful(text, doubts, witness=text, witness_doubts=certain, keeps_lattice=False))
    field = read_reference(doubtful(text, doubts, witness=text, witness_doubts=certain))
    if free.value is not None:
        assert field.value in (None, free.value)
    if field.status is Status.CORROBORATED:
        assert free.status is Status.CORROBORATED
