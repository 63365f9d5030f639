"""What may happen to a proof after it was attached. Each tells the witness, and answers whether it could be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from docproc.corrections import confirm_field
from docproc.findings.explaining import explain
from docproc.findings.noting import note_findings
from docproc.identifiers import new_id
from docproc.link_decisions import decide
from docproc.programme.asd_rules import CODE
from docproc.programme.rules import change_rule
from docproc.programme.settling import settle_serving
from docproc.repository import documents, findings
from docproc.repository.clock import moment
from docproc.repository.link_decisions import Decision, LinkName
from docproc.wiring import Service
from models.chain import LinkKind
from models.document import Document
from models.finding import FindingState
from models.programme import RuleKey
from models.status import DocType, LinkState, Status
from models.tables.documents import DocumentRecord
from models.tables.links import LinkRecord
from tests.docproc.programme import district as d
from tests.docproc.programme.district import Shown
from tests.docproc.programme.gate_witness import Standing, Witness

Damage = Callable[[Witness, Standing, Standing], bool]

NAMES: Final = {one.user_id: one.name for one in (d.LEADER, d.SECOND_LEADER, d.THERE_LEADER, d.EVERYTHING)}


def settle(service: Service, *proofs: Standing) -> None:
    """As linking their files does."""
    with service.database.writing() as session:
        settle_serving(session, [one.document for one in proofs])


def _person_says_another_poster(witness: Witness, proof: Standing, _: Standing) -> bool:
    return _say(witness, proof, "ประชาชน คนหนึ่ง", None)


def _person_says_the_right_poster(witness: Witness, proof: Standing, _: Standing) -> bool:
    return _say(witness, proof, NAMES[proof.publisher], proof.publisher)


def _say(witness: Witness, proof: Standing, name: str, whose: str | None) -> bool:
    if proof.doc_type is not DocType.SCREENSHOT or "lost" in witness.unsure.get(proof.document, ()):
        return False
    confirm_field(witness.service, proof.document, "poster", name, "clerk")
    witness.posters[proof.document] = whose
    witness.mended(proof.document, "disputed")
    witness.said.add(proof.document)
    return True


def _readers_dispute(witness: Witness, proof: Standing, _: Standing) -> bool:
    if proof.doc_type is not DocType.SCREENSHOT or proof.document in witness.said:
        return False
    witness.posters[proof.document] = proof.publisher
    shown = Shown(poster=NAMES[proof.publisher], status=Status.DISPUTED)
    _read_anew(witness, proof, [d.screen_read(shown)])
    witness.damaged(proof.document, "disputed")
    return True


def _lost_by_a_new_reading(witness: Witness, proof: Standing, _: Standing) -> bool:
    _read_anew(witness, proof, [])
    witness.damaged(proof.document, "lost")
    return True


def _found_again_by_a_new_reading(witness: Witness, proof: Standing, _: Standing) -> bool:
    if proof.doc_type is not DocType.SCREENSHOT:
        return False
    if proof.document not in witness.said:
        witness.posters[proof.document] = proof.publisher
    _read_anew(witness, proof, [d.screen_read(Shown(poster=NAMES[proof.publisher]))])
    witness.unsure[proof.document] = witness.unsure.get(proof.document, set()) - {"lost", "disputed", "finding"}
    return True


def _read_anew(witness: Witness, proof: Standing, read: Sequence[Document]) -> None:
    with witness.service.database.writing() as session:
        documents.save(session, proof.source, "2", read, {}, moment(session))
        note_findings(session, proof.source)


def _alike_strokes_are_found(witness: Witness, proof: Standing, _: Standing) -> bool:
    with witness.service.database.writing() as session:
        record = session.get_one(DocumentRecord, proof.document)
        if not record.is_current or record.content.get("findings"):
            return False
        record.content = {**record.content, "findings": [{"detail": "1 2", "places": []}]}
        session.flush()
        note_findings(session, proof.source)
        witness.damaged(proof.document, "finding")
    return True


def _finding_is_explained(witness: Witness, proof: Standing, _: Standing) -> bool:
    with witness.service.database.reading() as session:
        open_ones = [row.id for row in findings.about(session, [proof.document]) if row.state is FindingState.OPEN]
    for one in open_ones:
        explain(witness.service, d.AUDITOR, one, "แม่ลงชื่อแทนลูก")
    witness.mended(proof.document, "finding")
    return bool(open_ones)


def _same_picture(witness: Witness, proof: Standing, beside: Standing) -> bool:
    """Both districts show one picture, and somebody explains why: that opens no second district."""
    gone = any("lost" in witness.unsure.get(one.document, ()) for one in (proof, beside))
    if gone or proof.doc_type is not beside.doc_type:
        return False
    d.show_the_same(witness.service, proof.document, beside.document)
    witness.alike.append((proof.document, beside.document))
    with witness.service.database.reading() as session:
        pair = [
            row.id
            for row in findings.about(session, [proof.document])
            if row.other_id and row.state is FindingState.OPEN
        ]
    for one in pair:
        explain(witness.service, d.AUDITOR, one, "ประชุมร่วมสองอำเภอ")
    return True


def _person_says_it_shows_something_else(witness: Witness, proof: Standing, beside: Standing) -> bool:
    if "rejected" in witness.unsure.get(proof.document, ()):
        return False
    with witness.service.database.writing() as session:
        now = moment(session)
        session.add(
            LinkRecord(
                id=new_id(), from_document_id=proof.document, to_document_id=beside.document, kind=LinkKind.SHOWS,
                score=0.6, reasons=[], state=LinkState.SUSPECTED, made_by="machine", created_at=now, updated_at=now,
            )
        )  # fmt: skip
    name = LinkName(proof.document, beside.document, LinkKind.SHOWS)
    decide(witness.service, name, Decision(LinkState.REJECTED, "คนละกิจกรรม", "clerk"))
    witness.damaged(proof.document, "rejected")
    return True


def _window_ends_before(witness: Witness, _: Standing, __: Standing) -> bool:
    return _window(witness, "2026-01-10", is_inside=False)


def _window_ends_later(witness: Witness, _: Standing, __: Standing) -> bool:
    return _window(witness, "2099-12-31", is_inside=True)


def _window(witness: Witness, last: str, *, is_inside: bool) -> bool:
    change_rule(witness.service, d.ADMINISTRATOR, CODE, RuleKey.WINDOW_END, last, d.LOOKED)
    witness.in_window = is_inside
    return True


DAMAGES: Final[dict[str, Damage]] = {
    "another_poster": _person_says_another_poster,
    "right_poster": _person_says_the_right_poster,
    "disputed": _readers_dispute,
    "lost": _lost_by_a_new_reading,
    "found_again": _found_again_by_a_new_reading,
    "finding": _alike_strokes_are_found,
    "explained": _finding_is_explained,
    "same_picture": _same_picture,
    "rejected": _person_says_it_shows_something_else,
    "window_ends": _window_ends_before,
    "window_later": _window_ends_later,
}
MENDINGS: Final = frozenset({"right_poster", "found_again", "explained", "window_later"})
