"""What people say about links between documents: it is so, it is not, or take back what was said.

A decision carries name, time and reason, and stands through every later linking. A rejected link no longer keeps a
machine from proposing the next likeliest one.
"""

from __future__ import annotations

from collections.abc import Iterable

from docproc.documents import NotFoundError
from docproc.repository import link_decisions, sources, tasks
from docproc.repository.clock import moment
from docproc.repository.link_decisions import Decision, LinkName
from docproc.wiring import Service
from models.status import LinkState, Stage
from models.tables.links import LinkDecisionRecord

LONGEST_REASON = 500
DECISIONS = frozenset({LinkState.CONFIRMED, LinkState.REJECTED, LinkState.SUSPECTED})


def decide(service: Service, name: LinkName, decision: Decision) -> LinkDecisionRecord:
    """Put down what a person says; the lower document's file is linked anew. SUSPECTED takes back what was said.

    Raises NotFoundError where there is no such link, ValueError where the reason is missing or too long.
    """
    reason = " ".join(decision.reason.split())
    if not 0 < len(reason) <= LONGEST_REASON or decision.state not in DECISIONS:
        raise ValueError("a decision needs a reason, of at most 500 characters")
    with service.database.writing() as session:
        link = link_decisions.find_link(session, name)
        if link is None:
            raise NotFoundError(f"{name.kind} from {name.from_document} to {name.to_document}")
        source_id = link_decisions.source_of(session, name.from_document)
        source = sources.lock(session, source_id)
        session.refresh(link)
        row = link_decisions.add(session, link, Decision(decision.state, reason, decision.person), moment(session))
        due = tasks.reopen(session, source_id, Stage.LINK, source.version)
    service.bell.ring(due)
    return row


def decisions_about(service: Service, document_ids: Iterable[str]) -> list[LinkDecisionRecord]:
    """Everything people ever said of the links from and to these documents, the oldest first."""
    with service.database.reading() as session:
        return link_decisions.of_documents(session, document_ids)
