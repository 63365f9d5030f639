"""What speaks for and against a link between two letters. Pure: two sets of facts in, a judged link out.

Two well-formed numbers one glyph apart may be one letter misread or two letters of one week, so a near match is
`suspected` whatever its score; only a person or a register entry can make it more. `exact` asks for the same
number, year and date, nothing that contradicts them, and numbers that are sure: a reader's slip can turn one number
of a day into another of that day. Numbers that are read and not sure make an exact link only where all else agrees
too (subject, whom the letter is addressed to) and no other letter is in reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from pythainlp.corpus import thai_stopwords
from pythainlp.tokenize import word_tokenize
from rapidfuzz import fuzz

from docproc.number_reach import MOST_SLIPS, slips_between
from docproc.office_tiers import tier_of
from docproc.search_keys import place_name
from extractors.thai.confusables import MARK_COST, weighted_distance
from extractors.thai.digits import to_arabic
from extractors.thai.normal_form import without_spaces
from models.chain import LinkKind, Reason
from models.letter import ReferenceNumber
from models.status import LinkState, Status

SAME_NAME = 85.0  # rapidfuzz partial ratio: จังหวัดลำปาง against ศาลากลางจังหวัดลำปาง gives 100
LIKE_SUBJECT = 60.0  # an answer's subject against the letter it answers; below that words must be shared
SAME_SUBJECT = 88.0  # one word more or less in an ordinary subject gives 90-97
REPEATED_TEXT = 0.35  # see `repeated_share`
LONGEST_PASSING_ON = timedelta(days=120)
UNREAD_PART = "…"
ONE_SLIP = MARK_COST  # one confusable glyph, or one mark lost or added
LEAST_BEGINNING = 6  # letter code and owner code: พย0030
LONGEST_TO_ACTIVITY = timedelta(days=365)
LEAST_SHARED_WORDS = 2
LEAST_NAMED = 0.42  # a number one slip away with its sender, or the same number with no date
MOST_SHOWN = 5  # candidates of one citation that a person is asked to choose from
TIE = 0.02  # scores nearer than that are equal: the clues are no finer


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What linking knows of a letter; `printed_number` holds the readable part where the number is not wholly read."""

    document_id: str
    source_id: str
    reference_no: ReferenceNumber | None
    date: date | None
    subject: str | None
    issuer: str | None
    addressee: str | None
    text: str = ""
    received_by: tuple[str, ...] = ()
    printed_number: str = ""
    number_status: Status = Status.READ
    code_key: str | None = None


@dataclass(frozen=True, slots=True)
class CitationFacts:
    """What linking knows of a place where a letter names another."""

    document_id: str
    position: int
    where: str
    printed: str
    reference_no: ReferenceNumber
    date: date | None
    number_status: Status = Status.READ


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What linking knows of an attendance sheet; `head` is the printed text above its rows."""

    document_id: str
    source_id: str
    date: date | None
    head: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A proposed link: how it stands, how strong it is (0..1), and why."""

    kind: LinkKind
    state: LinkState
    score: float
    reasons: tuple[Reason, ...]


def judge_citation(citation: CitationFacts, citing: LetterFacts, cited: LetterFacts) -> Judgement | None:
    """How far `cited` is the letter that the citation names; None where it is not it."""
    if cited.document_id == citing.document_id:
        return None
    same_day = citation.date is not None and citation.date == cited.date
    number = _number_clue(citation.reference_no, cited, same_day)
    if number is None:
        return None
    clues = [
        number,
        *_date_clues(citation, citing, cited),
        *_sender_clues(citation, cited),
        *_matter_clues(citing, cited),
    ]
    if number[1].code == "link.same_number" and is_other_matter(citing.subject, cited.subject):
        clues.append((-0.1, Reason("link.other_subject", f"{citing.subject} / {cited.subject}")))
    codes = {reason.code for _, reason in clues}
    exact = {"link.same_number", "link.same_date"} <= codes and not codes & CONTRADICTIONS
    if exact and not (citation.number_status.is_sure and cited.number_status.is_sure):
        clues.append((0.0, Reason("link.number_unsure", citation.reference_no.printed)))
        exact = codes >= ALL_AGREES and citing.source_id != cited.source_id
    score = min(1.0, max(0.0, sum(weight for weight, _ in clues)))
    if not exact and score < LEAST_NAMED:
        return None
    kind = LinkKind.FORWARDS if citation.where == "enclosure" else LinkKind.CITES
    state = LinkState.EXACT if exact else LinkState.SUSPECTED
    return Judgement(kind, state, score, tuple(reason for _, reason in clues))


ALL_AGREES = frozenset({"link.same_number", "link.same_date", "link.same_subject", "link.addressed_to_tier"})
CONTRADICTIONS = frozenset({"link.other_sender", "link.cited_is_later", "link.other_date", "link.other_subject"})


def judge_copy(letter: LetterFacts, other: LetterFacts) -> Judgement | None:
    """Whether both are scans of one letter: the same number and date, and no other subject.

    Letters of one day and matter to several offices have numbers in a row, and a slip in a figure gives two of them
    one: unless both numbers are sure, the letters must be to the same office too.
    """
    if letter.document_id == other.document_id or letter.reference_no is None or other.reference_no is None:
        return None
    if letter.date is None or letter.date != other.date:
        return None
    if letter.reference_no.register_key != other.reference_no.register_key:
        return None
    alike = likeness(letter.subject, other.subject)
    if alike < SAME_SUBJECT:
        return None  # two letters with one number: for a person, not one letter twice
    is_to_another = letter.addressee and other.addressee and not like_office(letter.addressee, other.addressee)
    if is_to_another and not (letter.number_status.is_sure and other.number_status.is_sure):
        return None
    reasons = (
        Reason("link.same_number", letter.reference_no.printed),
        Reason("link.same_date", letter.date.isoformat()),
        Reason("link.same_subject", f"{alike:.0f}"),
    )
    return Judgement(LinkKind.COPY, LinkState.EXACT, alike / 100, reasons)


def judge_showing(sheet: SheetFacts, letter: LetterFacts) -> Judgement | None:
    """How far the sheet shows an activity that the letter asks for. Never more than suspected."""
    if sheet.date is None or letter.date is None:
        return None
    if not timedelta(0) <= sheet.date - letter.date <= LONGEST_TO_ACTIVITY:
        return None
    tier, place = tier_of(letter.issuer), place_name(letter.issuer)
    if tier is None or len(place) < 4 or place not in without_spaces(sheet.head):
        return None
    shared = shared_words(letter.subject or "", sheet.head)
    if len(shared) < LEAST_SHARED_WORDS:
        return None
    reasons = (
        Reason("link.same_place", letter.issuer or ""),
        Reason("link.same_activity", " ".join(sorted(shared))),
        Reason("link.in_date_order"),
    )
    # The lower the office, the nearer it is to the meeting: the municipality's letter before the ministry's.
    return Judgement(LinkKind.SHOWS, LinkState.SUSPECTED, 0.5 + 0.1 * tier.rank, reasons)


def settle(judged: Sequence[tuple[LetterFacts, Judgement]]) -> list[tuple[LetterFacts, Judgement]]:
    """The judgements that stand together: one exact match of sure numbers silences the near ones.

    Several in reach go to a person, all of them suspected: two letters with one number, whatever their matter, or one
    that may be another.
    """
    namesakes = [pair for pair in judged if {"link.same_number", "link.same_date"} <= _codes(pair[1])]
    exact = [pair for pair in judged if pair[1].state is LinkState.EXACT]
    sure = [pair for pair in exact if "link.number_unsure" not in _codes(pair[1])]
    if sure and len(exact) == len(namesakes) == 1:
        return exact
    best = sorted(namesakes if sure else judged, key=lambda pair: -pair[1].score)[:MOST_SHOWN]
    return _all_suspected(best) if len(judged) > 1 else best


def settle_likeliest(judged: Sequence[tuple[LetterFacts, Judgement]]) -> list[tuple[LetterFacts, Judgement]]:
    """The likeliest alone; where several are equally likely, all of them."""
    best = max((judgement.score for _, judgement in judged), default=0.0)
    likeliest = [pair for pair in judged if pair[1].score >= best - TIE][:MOST_SHOWN]
    return _all_suspected(likeliest) if len(likeliest) > 1 else likeliest


def with_repeated_text(citing: LetterFacts, cited: LetterFacts, judgement: Judgement) -> Judgement:
    """The judgement, raised where the citing letter repeats the cited one's text."""
    repeated = repeated_share(citing.text, cited.text)
    if repeated < REPEATED_TEXT:
        return judgement
    reasons = (*judgement.reasons, Reason("link.repeated_text", f"{100 * repeated:.0f}"))
    return replace(judgement, score=min(1.0, judgement.score + 0.05), reasons=reasons)


def _codes(judgement: Judgement) -> set[str]:
    return {reason.code for reason in judgement.reasons}


def _all_suspected(pairs: Sequence[tuple[LetterFacts, Judgement]]) -> list[tuple[LetterFacts, Judgement]]:
    ambiguous = Reason("link.several_candidates", str(len(pairs)))
    return [(letter, replace(j, state=LinkState.SUSPECTED, reasons=(*j.reasons, ambiguous))) for letter, j in pairs]


def same_office(one: str | None, other: str | None) -> bool:
    """True where one name holds the other, as ศาลากลางจังหวัดลำปาง holds จังหวัดลำปาง."""
    a, b = place_name(one), place_name(other)
    return bool(a and b) and (a in b or b in a) and tier_of(one) == tier_of(other)


def like_office(one: str | None, other: str | None) -> bool:
    """True where the names differ by one glyph or mark that a reader may have mistaken, or not at all."""
    if same_office(one, other):
        return True
    a, b = place_name(one), place_name(other)
    return tier_of(one) == tier_of(other) and bool(a and b) and weighted_distance(a, b, ONE_SLIP) <= ONE_SLIP


def shared_words(one: str, other: str) -> frozenset[str]:
    """Words of more than three letters that stand in both texts and are no stop words."""
    return _content_words(one) & _content_words(other)


@lru_cache(4096)  # a subject is held against those of all candidates, and by all letters of its matter
def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in word_tokenize(text) if len(word) > 3) - thai_stopwords()


def repeated_share(lower: str, upper: str) -> float:
    """Share of the lower text's runs of 12 characters (spaces left out) that stand in the upper text, 0..1."""
    low, up = without_spaces(lower), without_spaces(upper)
    runs = {low[start : start + 12] for start in range(0, max(0, len(low) - 11), 3)}
    return sum(run in up for run in runs) / len(runs) if runs else 0.0


def _number_clue(cited: ReferenceNumber, letter: LetterFacts, same_day: bool) -> tuple[float, Reason] | None:
    own = letter.reference_no
    if own is None:
        return _partial_number_clue(cited, letter.printed_number)
    if cited.register_key == own.register_key:
        return 0.45, Reason("link.same_number", own.printed)
    slips = slips_between(cited, own)
    if slips is None:
        return None
    if cited.is_circular != own.is_circular:
        # ว dropped or added is another register: never exact, and worth a person's look where nothing else differs.
        told = Reason("link.circular_mark_differs", f"{cited.printed} / {own.printed}")
        return (0.27, told) if slips.count == 0 else None
    if slips.count == MOST_SLIPS and not same_day:
        return None
    return 0.33 - 0.08 * slips.cost, Reason("link.near_number", f"{cited.printed} / {own.printed}")


def _partial_number_clue(cited: ReferenceNumber, printed: str) -> tuple[float, Reason] | None:
    """A running number in pen that nobody could read: its printed part begins the cited number, or it does not."""
    beginning = _bare_number(printed.partition(UNREAD_PART)[0])
    if UNREAD_PART not in printed or len(beginning) < LEAST_BEGINNING:
        return None
    if not _bare_number(cited.printed).startswith(beginning):
        return None
    return 0.27, Reason("link.number_in_part", f"{cited.printed} / {printed}")


def _bare_number(printed: str) -> str:
    return to_arabic(without_spaces(printed))


def _date_clues(citation: CitationFacts, citing: LetterFacts, cited: LetterFacts) -> list[tuple[float, Reason]]:
    clues: list[tuple[float, Reason]] = []
    if citation.date is None or cited.date is None:
        # An unread date speaks neither way: the very number still goes before one a slip away of that day.
        is_same = (
            cited.reference_no is not None and cited.reference_no.register_key == citation.reference_no.register_key
        )
        clues.append((0.08 if is_same else 0.0, Reason("link.no_date")))
        if citing.date and cited.date and timedelta(0) <= citing.date - cited.date <= LONGEST_PASSING_ON:
            clues.append((0.05, Reason("link.in_date_order")))
    elif citation.date == cited.date:
        clues.append((0.25, Reason("link.same_date", cited.date.isoformat())))
    else:
        weight = -0.08 if _differs_in_one_part(citation.date, cited.date) else -0.17
        clues.append((weight, Reason("link.other_date", f"{citation.date.isoformat()} / {cited.date.isoformat()}")))
    if citing.date and cited.date and cited.date > citing.date:
        clues.append((-0.17, Reason("link.cited_is_later", cited.date.isoformat())))
    return clues


def _differs_in_one_part(one: date, other: date) -> bool:
    """In day, month or year alone, as where one of them was misread."""
    return sum(a != b for a, b in zip(one.timetuple()[:3], other.timetuple()[:3], strict=True)) == 1


def _sender_clues(citation: CitationFacts, cited: LetterFacts) -> list[tuple[float, Reason]]:
    """The sender as the citation names it (สำเนาหนังสือจังหวัด…) against the cited letter's head."""
    named = without_spaces(citation.printed.split("ที่")[0]).partition("หนังสือ")[2]
    issuer = place_name(cited.issuer)
    if len(named) < 4 or len(issuer) < 4:
        return []
    if fuzz.partial_ratio(place_name(named), issuer) >= SAME_NAME:
        return [(0.12, Reason("link.same_sender", cited.issuer or ""))]
    if tier_of(named) == tier_of(cited.issuer):
        return [(-0.2, Reason("link.other_sender", f"{named} / {cited.issuer}"))]
    return []


def _matter_clues(citing: LetterFacts, cited: LetterFacts) -> list[tuple[float, Reason]]:
    """What both letters are about, and whether the cited one was written to the citing office's tier."""
    clues: list[tuple[float, Reason]] = []
    alike = likeness(citing.subject, cited.subject)
    if citing.subject and alike >= SAME_SUBJECT:
        clues.append((0.12, Reason("link.same_subject", f"{alike:.0f}")))
    tier = tier_of(citing.issuer)
    if tier is not None and tier_of(cited.addressee) is tier:
        clues.append((0.06, Reason("link.addressed_to_tier", cited.addressee or "")))
    return clues


def is_other_matter(one: str | None, other: str | None) -> bool:
    """Both subjects are known and have next to nothing in common: an office may use one number twice by mistake."""
    if not one or not other or likeness(one, other) >= LIKE_SUBJECT:
        return False
    return len(shared_words(one, other)) < LEAST_SHARED_WORDS


def likeness(one: str | None, other: str | None) -> float:
    """Of two subjects, 0..100."""
    return fuzz.ratio(without_spaces(one or ""), without_spaces(other or ""))
