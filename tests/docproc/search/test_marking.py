"""Hits marked in texts and on pages, whatever folding does to letters."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from docproc.repository.folding import fold
from docproc.search.marking import boxes_of, snippet_of, spans_of
from docproc.search.query import needles_of
from tests.factories import line

THAI = st.text(alphabet="กขคงนมยรลวสหอะาิีึืุูเแโใไำํ่้๊๋์๐๑๒๓๔12345 \nABab/.", max_size=60)


@settings(max_examples=60, deadline=None)
@given(THAI, st.data())
def test_what_is_marked_folds_to_what_was_looked_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    needle = fold(text[start : data.draw(st.integers(start, len(text)))])
    if not needle:
        return
    for first, last in spans_of(text, [needle]):
        assert needle in fold(text[first:last])


def test_a_snippet_marks_the_number_as_it_is_printed() -> None:
    text = "ด้วยกระทรวงได้มีหนังสือ\nที่ ดศ ๐๒๐๘/ว ๑๒๑๓๓ แจ้งเวียน"
    snippet = snippet_of(text, needles_of("ดศ 0208/ว12133"))
    assert (snippet.before, snippet.hit, snippet.after) == (
        "ด้วยกระทรวงได้มีหนังสือ ที่ ", "ดศ ๐๒๐๘/ว ๑๒๑๓๓", " แจ้งเวียน",
    )  # fmt: skip


def test_a_long_text_is_cut_around_the_hit() -> None:
    snippet = snippet_of("ก" * 300 + "เลขที่" + "ข" * 300, ["เลขที่"])
    assert snippet.before.startswith("…ก")
    assert snippet.after.endswith("ข…")
    assert len(snippet.before) < 80


def test_sara_am_in_two_signs_is_marked_as_in_one() -> None:
    assert snippet_of("จัดทําบัญชี", needles_of("ทำ")).hit == "ทํา"


def test_a_phrase_over_two_lines_has_both_their_boxes() -> None:
    lines = (line("ด้วยกระทรวงดิจิทัล", y=100), line("เพื่อเศรษฐกิจ ขอแจ้ง", y=160), line("อื่น", y=220))
    assert boxes_of(lines, needles_of("ดิจิทัลเพื่อเศรษฐกิจ")) == [lines[0].box, lines[1].box]
    assert boxes_of(lines, needles_of("ไม่มี")) == []
