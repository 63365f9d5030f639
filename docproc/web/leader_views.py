"""What a leader is told: of each picture, and of each step of the day what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from docproc.documents import reading_json
from docproc.leader_day import Day, proving
from docproc.messages.catalogue import Catalogue
from docproc.photo_check import check_photo
from docproc.programme.views import Standing
from docproc.sight import code_of, seen_files
from docproc.uploads import sent_lately
from docproc.web.programme_words import need_in_words
from docproc.wiring import Service
from models.programme import Need, SubmissionState
from models.rights import Actor, Right
from models.status import DocType, SourceStatus

PICTURES_SHOWN: Final = 12
PROOFS: Final = (DocType.ATTENDANCE_SHEET, DocType.PHOTO, DocType.SCREENSHOT)
KINDS_IN_WORDS: Final = {DocType.PHOTO: "leader.is_photo", DocType.SCREENSHOT: "leader.is_screenshot"}
OF_ACTIVITY: Final = (
    "gate.no_activity",
    "gate.wrong_heading",
    "gate.activity_outside_window",
    "gate.activity_later",
)


@dataclass(frozen=True, slots=True)
class Attachable:
    """A document of the picture that may prove an activity, in words of its kind."""

    document_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class PictureVerdict:
    """`remarks` say what to do better, none for a good picture; `result` is None until the picture is read.

    `is_closed`: a secrecy class was read on it, so that who sent it may not open it; nothing of what it says is told.
    """

    source_id: str
    is_closed: bool
    is_photo: bool
    remarks: tuple[str, ...]
    result: str | None
    is_masked: bool
    is_under_way: bool
    fault: str | None
    attachable: tuple[Attachable, ...]

    @property
    def is_good(self) -> bool:
        return not self.remarks


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the day. `is_done` where nothing of it is missing."""

    missing: tuple[str, ...]
    is_done: bool


@dataclass(frozen=True, slots=True)
class Steps:
    picture: Step
    activity: Step
    evidence: Step
    submit: Step


def pictures_of(service: Service, actor: Actor, shown: Catalogue) -> tuple[PictureVerdict, ...]:
    """The actor's latest pictures that prove nothing yet, the newest first."""
    sent = sent_lately(service, actor, PICTURES_SHOWN)
    seen = seen_files(service, actor, Right.READ_DOCUMENTS, sent)
    verdicts = [picture_verdict(service, one, shown, is_closed=one not in seen) for one in sent]
    served = proving(service, [each.document_id for one in verdicts for each in one.attachable])
    return tuple(one for one in verdicts if not _is_attached(one, served))


def _is_attached(verdict: PictureVerdict, served: set[str]) -> bool:
    return bool(verdict.attachable) and all(one.document_id in served for one in verdict.attachable)


def picture_verdict(service: Service, source_id: str, shown: Catalogue, *, is_closed: bool) -> PictureVerdict:
    """The verdict as it stands now. Raises NotFoundError."""
    if is_closed:
        return PictureVerdict(source_id, True, False, (), None, False, False, None, ())
    remarks = check_photo(service, source_id)
    reading = reading_json(service, source_id)
    under_way = reading["status"] in (SourceStatus.RECEIVED, SourceStatus.READING)
    error = reading["error"]
    read = [] if under_way or error else reading["documents"]
    kinds = [DocType(document["doc_type"]) for document in read]
    # Before it is read nobody knows that it is no picture of a sheet: then a sheet's rules do not hold for it.
    is_other = bool(kinds) and DocType.ATTENDANCE_SHEET not in kinds and bool(set(kinds) & set(KINDS_IN_WORDS))
    return PictureVerdict(
        source_id=source_id,
        is_closed=False,
        is_photo=remarks is not None and not is_other,
        remarks=() if is_other else tuple(shown.text(remark) for remark in remarks or ()),
        result=None if under_way or error else _result(read, kinds, shown),
        is_masked=not under_way and not error,
        is_under_way=under_way,
        fault=shown.fault(error["code"], error["detail"]) if error else None,
        attachable=tuple(
            Attachable(document["id"], shown.text(f"doc_type.{kind}"))
            for document, kind in zip(read, kinds, strict=True)
            if kind in PROOFS
        ),
    )


def _result(documents: Sequence[dict[str, Any]], kinds: Iterable[DocType], shown: Catalogue) -> str:
    """Signatures of all sheets in the picture, as a range where cells are unsure; else what the picture shows."""
    sheets = [document for document in documents if document["doc_type"] == DocType.ATTENDANCE_SHEET]
    if not sheets:
        other = next((KINDS_IN_WORDS[kind] for kind in kinds if kind in KINDS_IN_WORDS), "leader.not_a_sheet")
        return shown.text(other)
    marks = [row["signed"] for sheet in sheets for row in sheet["rows"]]
    signed, unsure = marks.count(True), marks.count(None)
    if unsure:
        return shown.text("leader.count_range", n=signed, most=signed + unsure, m=len(marks), k=unsure)
    return shown.text("leader.count", n=signed, m=len(marks))


def steps_of(standing: Standing, pictures: Sequence[PictureVerdict], shown: Catalogue) -> Steps:
    """What is missing, each sentence at the step where somebody can do something about it."""
    needs = standing.verdict.missing
    has_activity = bool(standing.facts.activities)
    evidence = [need for need in needs if need.code == "gate.lacks" or need.code.startswith("gate.proof_")]
    of_activity = [need for need in needs if need.code in OF_ACTIVITY]
    rest = [need for need in needs if need not in evidence and need not in of_activity]
    has_picture = bool(pictures) or any(one.proofs for one in standing.facts.activities)
    is_in = standing.verdict.state is not SubmissionState.DRAFT
    return Steps(
        picture=Step((), has_picture),
        activity=Step(_words(of_activity, shown), has_activity and not of_activity),
        evidence=Step(
            _words(evidence, shown) if has_activity else (shown.text("leader.no_activity_yet"),),
            has_activity and not evidence,
        ),
        submit=Step(_words(rest, shown), is_in and not rest),
    )


def _words(needs: Iterable[Need], shown: Catalogue) -> tuple[str, ...]:
    return tuple(dict.fromkeys(need_in_words(need, shown) for need in needs))


def address_of(day: Day) -> str:
    """The leader's page of that day, to be led back to."""
    if day.standing is None:
        return "/leader"
    named = {"programme": day.standing.programme.code, "district": day.standing.district.code}
    return f"/leader?{urlencode(named)}"


def office_of(actor: Actor, day: Day) -> str:
    """Code of the office for which pictures are handed in; "" for none."""
    if day.standing is not None and actor.may(Right.UPLOAD, day.standing.district.path):
        return day.standing.district.code
    return code_of(actor.office_path) or ""
