"""Letters cited in a text: their number beside what the words say about whose it is."""

from __future__ import annotations

from datetime import date

from extractors.fields.citations import cited_in
from extractors.fields.passage import passage_of
from models.status import Status
from tests.extractors.fields.doubtful_lines import doubtful
from tests.factories import line


def test_a_cited_code_of_another_province_than_its_words_name_is_disputed() -> None:
    text = "หนังสือจังหวัดลำปาง ที่ ลบ ๐๐๓๓.๒/ว ๑๒๓ ลงวันที่ ๓ พฤศจิกายน ๒๕๖๓"
    (citation,) = cited_in(passage_of(line(text), 1), "references")
    assert citation.reference_no.status is Status.DISPUTED
    assert "ลป ๐๐๓๓.๒/ว ๑๒๓" in [other.printed for other in citation.reference_no.alternatives]


def test_a_cited_code_that_its_words_bear_out_stands() -> None:
    text = "หนังสือจังหวัดลำปาง ที่ ลป ๐๐๓๓.๒/ว ๑๒๓ ลงวันที่ ๓ พฤศจิกายน ๒๕๖๓"
    (citation,) = cited_in(passage_of(line(text), 1), "references")
    assert citation.reference_no.status is Status.READ


def test_a_number_whose_stroke_was_read_as_a_digit_is_found_where_the_line_may_show_it() -> None:
    text = "ตามหนังสือ ที่ นว 52013J342 ลงวันที่ 10 มกราคม 2564"
    (citation,) = cited_in(doubtful(text, {"J": {"J": 0.6, "/": 0.4}}), "references")
    assert citation.reference_no.value is not None
    assert citation.reference_no.value.printed == "นว 52013/342"
    assert citation.date.value == date(2021, 1, 10)


def test_words_and_figures_behind_thi_are_no_citation() -> None:
    assert cited_in(doubtful("ขอใช้ที่ดิน 1234567 ตารางวา", {"1": {"1": 0.9, "/": 0.1}}), "body") == []
