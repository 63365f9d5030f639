"""What an operator is shown of a file that reads differently."""

from __future__ import annotations

import pytest

from docproc.messages.catalogue import load_catalogue
from docproc.reprocessing.runs import ChangedFile
from docproc.web.operations_views import FIELDS_SHOWN, file_changes_view
from models.reprocessing import Difference, FieldChange, ItemState

FIELDS = tuple(
    FieldChange("1", f"field {number}", "ก", "ข", "read", "corroborated") for number in range(FIELDS_SHOWN + 3)
)


def _file(difference: Difference, *, is_secret: bool = False) -> ChangedFile:
    return ChangedFile("1", "หนังสือ.pdf", ItemState.COMPARED, difference, is_secret)


@pytest.mark.parametrize(("before", "after", "told"), [(1, 2, (1, 2)), (2, 2, None), (0, 0, None)])
def test_another_division_into_documents_is_told(before: int, after: int, told: tuple[int, int] | None) -> None:
    difference = Difference(FIELDS, documents_before=before, documents_after=after)
    shown = file_changes_view(_file(difference), load_catalogue())
    assert shown.documents == told
    assert (len(shown.changes), shown.more) == (FIELDS_SHOWN, 3)


def test_a_file_with_a_secrecy_class_tells_how_much_changes_and_nothing_of_what() -> None:
    shown = file_changes_view(_file(Difference(FIELDS), is_secret=True), load_catalogue())
    assert (shown.changes, shown.more) == ((), len(FIELDS))
    assert "หนังสือ" not in shown.name
