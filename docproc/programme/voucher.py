"""What a payment voucher (ใบสำคัญรับเงิน) says, as data. Put down with the payment and never made again. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pythainlp.util import bahttext

from docproc.messages.thai_dates import BANGKOK
from docproc.programme.facts import Facts
from models.programme import Party, RuleKey


def voucher_of(
    facts: Facts, offices: Sequence[str], payee: Party, checker: Party, payer: Party, at: dt.datetime
) -> dict[str, Any]:
    """The voucher's words. `offices` are names from the top down to the district.

    `amount` is decimal text in baht, `day` ISO and Thai; `open_readings` are the rules that were ambiguous when it was
    paid, `other_leaders` those of the district who get nothing by it.
    """
    amount = facts.programme.amount
    return {
        "number": f"{facts.programme.code}/{facts.district}",
        "programme": facts.programme.name,
        "district": offices[-1],
        "province": offices[-2] if len(offices) > 1 else "",
        "amount": f"{amount:.2f}",
        "amount_in_words": bahttext(float(amount)),
        "amount_source": facts.programme.rules[RuleKey.PAYMENT_AMOUNT].source,
        "day": at.astimezone(BANGKOK).date().isoformat(),
        "payee": payee.name,
        "checker": checker.name,
        "payer": payer.name,
        "activities": [
            {
                "title": one.title,
                "held_on": one.held_on.isoformat(),
                "publisher": one.publisher.name,
                "proofs": [
                    {"kind": proof.doc_type.value, "document": proof.document_id, "sha256": proof.sha256}
                    for proof in one.proofs
                ],
            }
            for one in facts.activities
        ],
        "other_leaders": sorted(one.name for one in facts.leaders.values() if one.user_id != payee.user_id),
        "open_readings": [
            {"rule": rule.key.value, "source": rule.source, "note": rule.note}
            for rule in facts.programme.rules.values()
            if rule.is_open and rule.key is RuleKey.PAYMENT_PER
        ],
    }
