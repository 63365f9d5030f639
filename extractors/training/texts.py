"""Random lines of Thai official pages: running prose, headings, addresses, table rows, and lines finished in pen."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Final

from pythainlp.corpus import (
    provinces,
    thai_family_names,
    thai_female_names,
    thai_male_names,
    thai_orst_words,
    thai_wikipedia_titles,
    thai_words,
    ttc,
)

from extractors.training import grammars as form
from extractors.training import pen_texts
from extractors.training.alphabet import CLASS_OF
from extractors.training.markup import GAP, LEADER, transcription
from extractors.training.office_words import (
    CAPACITIES,
    LABELS,
    LEVELS,
    OFFICES,
    PHRASES,
    POSITIONS,
    PROVINCE_CODES,
    TABLE_HEADS,
    TITLES,
    WEEKDAYS,
)

MAX_CHARACTERS: Final = 110
_STACKED_AM: Final = re.compile("[\u0e48-\u0e4b]\u0e33")


class Texts:
    """A source of line texts. The same random source gives the same lines; PyThaiNLP's corpora are read once."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        # The corpus comes in another order in each process.
        common = sorted((word, n) for word, n in ttc.word_freqs() if 0 < len(word) < 20 and _is_thai(word))
        self._common = [word for word, _ in common]
        # The square root keeps rare words in sight while prose still looks like prose.
        self._common_weights = list(accumulate(n**0.5 for _, n in common))
        self._rare = sorted(str(word) for word in thai_words() | thai_orst_words() if 1 < len(word) < 20)
        # น้ำ, ค่ำ: three marks on one consonant, easily read as two.
        self._stacked = [word for word in self._rare if _STACKED_AM.search(word)]
        self._titles = sorted(t for t in thai_wikipedia_titles() if len(t) < 40 and _is_thai(t))
        self._given = sorted(thai_male_names()) + sorted(thai_female_names())
        self._family = sorted(thai_family_names())
        self._provinces = sorted(str(province) for province in provinces())
        self._kinds: Mapping[str, tuple[Callable[[], str], float]] = {
            "prose": (self.prose, 30),
            "phrases": (self.phrases, 9),
            "reference": (self.reference_line, 7),
            "date": (self.date_line, 6),
            "name": (self.name_line, 6),
            "position": (self.position_line, 4),
            "address": (self.address_line, 4),
            "contact": (self.contact_line, 5),
            "latin": (self.latin_line, 7),
            "table": (self.table_row, 6),
            "cell": (self.table_cell, 4),
            "label": (self.label_line, 5),
            "short": (self.short_line, 3),
            "pen": (lambda: pen_texts.pen_line(self._rng, self), 13),
            "stamped": (lambda: pen_texts.stamped_line(self._rng), 3),
        }

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self._kinds)

    def line(self, kind: str | None = None, favoured: Sequence[str] = ()) -> str:
        """A line's text with layout marks, of the given kind or of a kind drawn by weight; only alphabet characters.

        Favoured kinds weigh three times as much.
        """
        weights = [weight * (3 if name in favoured else 1) for name, (_, weight) in self._kinds.items()]
        while True:
            chosen = kind or self._rng.choices(list(self._kinds), weights)[0]
            text = self._kinds[chosen][0]().strip()
            plain = transcription(text)
            if 0 < len(plain) <= MAX_CHARACTERS and all(c in CLASS_OF for c in plain):
                return text

    def word(self) -> str:
        kind = self._rng.random()
        if kind < 0.03:
            return self._rng.choice(self._stacked)
        if kind < 0.72:
            return self._rng.choices(self._common, cum_weights=self._common_weights)[0]
        return self._rng.choice(self._rare if kind < 0.92 else self._titles)

    def prose(self) -> str:
        """A stretch of body text, up to a full line: words mostly joined, with numbers, Latin and signs between."""
        rng = self._rng
        length = rng.choice([rng.randint(8, 40), rng.randint(40, 100)])
        pieces: list[str] = []
        if rng.random() < 0.12:
            pieces.append(form.item_number(rng) + " ")
        while sum(map(len, pieces)) < length:
            pieces.append(self._prose_piece())
        return "".join(pieces)[: MAX_CHARACTERS - 2]

    def _prose_piece(self) -> str:
        rng = self._rng
        kind = rng.random()
        if kind < 0.80:
            return self.word() + (" " if rng.random() < 0.16 else "")
        if kind < 0.86:
            return rng.choice(PHRASES)
        if kind < 0.89:
            return f" {form.in_some_digits(rng, form.digits(rng, rng.randint(1, 4)))} "
        if kind < 0.905:
            return f" {form.date(rng)} "
        if kind < 0.925:
            return f" {form.latin_phrase(rng)} "
        if kind < 0.94:
            return rng.choice([" ๆ ", "ๆ ", "ฯ ", "ฯลฯ ", " ณ ", " - ", "/", ", ", " – "])
        if kind < 0.96:
            return rng.choice(
                [
                    f" ({self.word()}) ",
                    f" “{self.word()}{self.word()}” ",
                    f'"{self.word()}"',
                    f" ({form.abbreviation(rng)}) ",
                ]
            )
        if kind < 0.98:
            return rng.choice([f" {form.abbreviation(rng)} ", rng.choice(OFFICES) + self.place()])
        return rng.choice(
            [f" {form.amount(rng)} ", f" {form.time_of_day(rng)} ", f" ที่ {form.reference(rng)} ", self.name()]
        )

    def place(self) -> str:
        return self._rng.choice(self._provinces) if self._rng.random() < 0.5 else self.word()

    def name(self) -> str:
        rng = self._rng
        return (
            rng.choice(TITLES) + rng.choice(self._given) + rng.choice([" ", " ", "  ", GAP]) + rng.choice(self._family)
        )

    def phrases(self) -> str:
        rng = self._rng
        parts = [rng.choice(PHRASES) + (self.word() if rng.random() < 0.4 else "") for _ in range(rng.randint(1, 4))]
        return rng.choice(["", "", " ", " "]).join(parts)

    def reference_line(self) -> str:
        rng = self._rng
        ref = form.reference(rng)
        return rng.choice(
            [
                f"ที่{rng.choice([' ', ' ', GAP])}{ref}",
                f"ที่ {ref}",
                ref,
                f"ที่ {ref}{GAP}{rng.choice(OFFICES)}{self.place()}",
                f"ที่ {ref}{GAP}วันที่ {form.date(rng)}",
                f"อ้างถึง{GAP}หนังสือ{rng.choice(OFFICES)}{self.place()} ที่ {ref} ลงวันที่ {form.date(rng)}",
                f"สำเนาหนังสือจังหวัด{self.place()} ที่ {ref} ลงวันที่ {form.date(rng)}",
                f"หนังสือ{rng.choice(OFFICES)} ด่วนที่สุด ที่ {ref}",
                f"คำสั่งที่ {form.order_number(rng)} ลง {form.date(rng)}",
            ]
        )

    def date_line(self) -> str:
        rng = self._rng
        day = form.date(rng)
        return rng.choice(
            [
                day,
                day,
                f"วันที่{rng.choice([' ', GAP])}{day}",
                f"ลงวันที่ {day}",
                f"วัน{rng.choice(WEEKDAYS)}ที่ {day} เวลา {form.time_of_day(rng)}",
                f"ระหว่างวันที่ {day} – {form.date(rng)}",
                f"ตั้งแต่วันที่ {day} ถึงวันที่ {form.date(rng)}",
                f"สั่ง ณ วันที่ {day}",
                f"เวลา{GAP}{form.time_of_day(rng)}",
                f"{day} {form.time_of_day(rng)}",
                f"- {day}",  # a date stamp with its tens turned away
            ]
        )

    def name_line(self) -> str:
        rng, name = self._rng, self.name()
        return rng.choice(
            [
                f"({name})",
                f"({name})",
                f"( {name} )",
                name,
                f"{form.item_number(rng)} {name}",
                f"ลงชื่อ{LEADER}{name}",
                f"{name} {self._position()}",
            ]
        )

    def _position(self) -> str:
        rng = self._rng
        return rng.choice(POSITIONS) + rng.choice(["", "", self.place(), rng.choice(LEVELS)])

    def position_line(self) -> str:
        rng = self._rng
        return rng.choice(
            [
                self._position(),
                f"{self._position()} {rng.choice(CAPACITIES)}",
                f"{rng.choice(CAPACITIES)}{self._position()}",
                f"{rng.choice(OFFICES)}{self.place()}",
                f"{form.abbreviation(rng)} {rng.choice(CAPACITIES)}",
                f"{rng.choice(['ผบ.', 'รอง ', 'ผช.', 'หก.', 'ผอ.', 'เสธ.', 'จก.'])}{form.abbreviation(rng)}",
                f"{rng.choice(['เรียน', 'เสนอ', 'ถึง'])}{rng.choice([' ', GAP])}{self._position()}",
            ]
        )

    def address_line(self) -> str:
        rng = self._rng
        number = form.in_some_digits(rng, f"{rng.randint(1, 999)}{rng.choice(['', f'/{rng.randint(1, 99)}'])}")
        moo = form.in_some_digits(rng, str(rng.randint(1, 15)))
        code = form.in_some_digits(rng, form.digits(rng, 5))
        place = self.place()
        return rng.choice(
            [
                f"{number} หมู่ที่ {moo} ตำบล{self.word()} อำเภอ{self.word()} จังหวัด{place} {code}",
                f"เลขที่ {number} ม.{moo} ต.{self.word()} อ.{self.word()} จ.{place} {code}",
                f"ถนน{self.word()} {rng.choice(PROVINCE_CODES)} {code}",
                f"{rng.choice(OFFICES)}{place} ถนน{self.word()}",
                f"แขวง{self.word()} เขต{self.word()} กรุงเทพฯ {code}",
                f"อำเภอ{self.word()} จังหวัด{place} {code}",
                f"หมู่ที่ {moo} บ้าน{self.word()} ตำบล{self.word()}",
            ]
        )

    def contact_line(self) -> str:
        rng = self._rng
        label = rng.choice(
            ["โทร. ", "โทร ", "โทรศัพท์ ", "โทรสาร ", "โทรศัพท์/โทรสาร ", "โทร./โทรสาร ", "โทร.ทหาร ", "มือถือ ", ""]
        )
        return rng.choice(
            [
                label + form.telephone(rng),
                label + form.telephone(rng),
                f"โทร. {form.telephone(rng)}{rng.choice([' ', GAP])}โทรสาร {form.telephone(rng)}",
                f"{rng.choice(OFFICES)} ({rng.choice(OFFICES)} โทร. {form.telephone(rng)})",
                f"{rng.choice(OFFICES)} โทร. {form.telephone(rng)}, {form.telephone(rng)}",
                form.web_address(rng),
                f"ผู้ประสานงาน {self.name()} โทร. {form.telephone(rng)}",
            ]
        )

    def latin_line(self) -> str:
        rng, phrase, thai = self._rng, form.latin_phrase(self._rng), self.word() + self.word()
        return rng.choice(
            [
                phrase,
                form.web_address(rng),
                f"{thai} {phrase} {self.word()}{self.word()} {form.latin_phrase(rng)}",
                f"{rng.choice(PHRASES)} {phrase} {self.word()}",
                f"{form.item_number(rng)} {phrase} {thai}{rng.choice(PHRASES)} {form.web_address(rng)}",
                " ".join(form.latin_word(rng) for _ in range(rng.randint(2, 7))),
                f"{self.word()}({form.latin_word(rng)}){self.word()} {form.latin_word(rng)} {form.digits(rng, 2)}",
            ]
        )

    def table_cell(self) -> str:
        rng = self._rng
        return rng.choice(
            [
                rng.choice(TABLE_HEADS),
                form.in_some_digits(rng, str(rng.randint(1, 200))),
                self.name(),
                form.amount(rng),
                form.count(rng),
                form.citizen_id(rng),
                form.telephone(rng),
                form.item_number(rng),
                self.word(),
                self.place(),
                form.abbreviation(rng),
                f"หมู่ {form.in_some_digits(rng, str(rng.randint(1, 15)))}",
                rng.choice(["-", "–", "ลา", "/", "๑", "1", "ชาย", "หญิง"]),
            ]
        )

    def table_row(self) -> str:
        rng = self._rng
        if rng.random() < 0.25:
            return GAP.join(rng.choice(TABLE_HEADS) for _ in range(rng.randint(2, 6)))
        cells = [form.in_some_digits(rng, str(rng.randint(1, 200))), self.name()]
        return GAP.join(cells + [self.table_cell() for _ in range(rng.randint(0, 3))])

    def label_line(self) -> str:
        rng = self._rng
        label = rng.choice(LABELS)
        value = rng.choice([self.prose(), self.position_line(), form.date(rng), form.reference(rng)])
        return rng.choice(
            [
                f"{label}{GAP}{value}",
                f"{label} {value}",
                f"{label}{LEADER}{value}{LEADER}",
                f"{label} {value}{GAP}{form.count(rng)}",
            ]
        )

    def short_line(self) -> str:
        rng = self._rng
        number = form.in_some_digits(rng, str(rng.randint(1, 60)))
        return rng.choice(
            [
                f"- {number} -",
                f"-{number}-",
                f"/{rng.choice(PHRASES)}...",
                f"/{self.word()}...",
                number,
                form.item_number(rng),
                rng.choice(LABELS),
                form.abbreviation(rng),
                rng.choice(PHRASES),
                f"แผ่นที่ {number}",
                f"หน้า {number}",
                f"{rng.choice(LABELS)}{LEADER}",
                f"{rng.choice(LABELS)}{LEADER}{rng.choice(LABELS)}{LEADER}",
            ]
        )


def _is_thai(text: str) -> bool:
    return all("\u0e01" <= c <= "\u0e5b" or c in " -().0123456789" for c in text)
