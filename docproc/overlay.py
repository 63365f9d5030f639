"""The machine's JSON of a document with what people said in its place. Pure: rows in, JSON out."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from docproc.content_paths import put_values
from docproc.doubt import second_names
from docproc.field_values import is_number, is_well_formed
from docproc.repository.assertions import contradicts, people
from models.contract import DOUBT, LIST_FIELDS
from models.status import Status
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.record import MACHINE

Json = dict[str, Any]


def document_json(document: DocumentRecord, current: Iterable[AssertionRecord]) -> Json:
    """One entry of `documents`. `current` may hold the assertions of other documents too.

    The evidence of a field that a person set says beside the contract: `made_by`, `act`, `at`, `machine` (the
    machine's own value and proof), `machine_disagrees`, and `later_reading_disagrees` where that value came after
    the person's and is another than the one the person had in view.
    """
    content: Json = {"id": document.id, **copy.deepcopy(document.content)}
    evidence: Json = content.setdefault("evidence", {})
    own = [one for one in current if one.document_id == document.id]
    machine = {one.field: one for one in own if one.made_by == MACHINE}
    said = {one.field: one for one in people(own)}
    values = {field: one.value for field, one in said.items()}
    seconds = {name: first for name, first in second_names(evidence).items() if first in said}
    put_values(content, values | {name: values[first] for name, first in seconds.items()})
    if any(field.startswith("rows[") for field in said):
        _count_anew(content)
    for field, one in said.items():
        evidence[field] = {**evidence.get(field, {}), **_person_proof(one, machine.get(field))}
    for name, first in seconds.items():
        evidence[name] = evidence[first]
    if "reference_no" in said:
        content["is_circular"] = _is_circular(values["reference_no"])
        evidence["is_circular"] = evidence["reference_no"]
    _settle_lists(evidence)
    return content


def _count_anew(content: Json) -> None:
    rows = content.get("rows") or []
    content["n_signed"] = sum(row["signed"] is True for row in rows)
    content["n_unsure"] = sum(row["signed"] is None for row in rows)


def _person_proof(person: AssertionRecord, machine: AssertionRecord | None) -> Json:
    disagrees = machine is not None and machine.value != person.value
    return {
        **_proof(person),
        "reasons": ["not_well_formed"] if _is_odd_number(person) else [],
        "machine": {"value": machine.value, **_proof(machine)} if machine is not None else None,
        "machine_disagrees": disagrees,
        "later_reading_disagrees": machine is not None and contradicts(machine, person),
    }


def _is_odd_number(person: AssertionRecord) -> bool:
    return person.value is not None and is_number(person.field) and not is_well_formed(str(person.value))


def _proof(assertion: AssertionRecord) -> Json:
    return {
        "printed": assertion.printed,
        "page": assertion.page or None,
        "box": assertion.box,
        "status": assertion.status.value,
        "confidence": assertion.confidence,
        "readers": assertion.readers,
        "handwritten": assertion.handwritten,
        "alternatives": assertion.alternatives,
        "made_by": assertion.made_by,
        "act": assertion.act.value,
        "at": assertion.at.isoformat(),
    }


def _is_circular(number: str | None) -> bool | None:
    """What the number itself says; None where there is none or its form is not a letter's."""
    if number is None or not is_well_formed(number):
        return None
    return "/ว" in number.replace(" ", "")


def _settle_lists(evidence: Json) -> None:
    """A list is as sure as its least sure item, after what people said."""
    for name in LIST_FIELDS:
        items = [proof for key, proof in evidence.items() if key.startswith(f"{name}[") and proof.get("box")]
        if name in evidence and items:
            status = max((Status(proof["status"]) for proof in items), key=DOUBT.index)
            evidence[name] = {
                **evidence[name],
                "status": status.value,
                "confidence": min(proof["confidence"] for proof in items),
            }
