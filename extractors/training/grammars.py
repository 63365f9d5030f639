"""Random texts with a fixed form: reference numbers, dates, telephone numbers, amounts, names, addresses.

Each function takes the random source first and returns text that may hold layout marks (``markup``).
"""

from random import Random

from extractors.training.alphabet import THAI_DIGITS
from extractors.training.markup import GAP
from extractors.training.office_words import (
    CENTRAL_CODES,
    COUNT_UNITS,
    DOMAINS,
    LATIN_WORDS,
    MONTHS,
    PROVINCE_CODES,
    SHORT_MONTHS,
    URL_STARTS,
)

_CONSONANTS = "กขคงจฉชซญฐณดตถทธนบปผฝพฟภมยรลวศสหฬอฮ"
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)
THAI_DIGIT_SHARE = 0.74  # official letters write Thai digits; stamps, forms and tables often Arabic ones


def in_thai_digits(text: str) -> str:
    return text.translate(_TO_THAI)


def in_some_digits(rng: Random, text: str) -> str:
    """The text with its digits all Thai or all Arabic."""
    return in_thai_digits(text) if rng.random() < THAI_DIGIT_SHARE else text


def digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def running_number(rng: Random) -> str:
    return str(rng.randint(1, 10 ** rng.randint(1, 5)))


def reference_stem(rng: Random) -> str:
    """A reference up to and including its slash: ``ลป ๐๐๓๓.๒/``."""
    if rng.random() < 0.6:
        code, owner = rng.choice(PROVINCE_CODES), rng.choice(["00", "00", "51", "52", "7", "0"])
        owner += digits(rng, rng.choice([4, 4, 5]) - len(owner))
    else:
        code, owner = rng.choice(CENTRAL_CODES), "0" + digits(rng, rng.choice([3, 3, 3, 4]))
    if rng.random() < 0.06:
        code += f"({abbreviation(rng, dots=False)})"
    sub = ""
    if rng.random() < 0.55:
        sub = "." + str(rng.randint(1, 40)) + (f".{rng.randint(1, 9)}" if rng.random() < 0.15 else "")
    elif rng.random() < 0.1:
        sub = f"({rng.randint(1, 20)})"
    return in_some_digits(rng, f"{code} {owner}{sub}/")


def reference(rng: Random) -> str:
    stem = reference_stem(rng)
    number = running_number(rng)
    number = in_thai_digits(number) if any(c in THAI_DIGITS for c in stem) else number
    circular = rng.choice(["ว ", "ว", ""]) if rng.random() < 0.7 else ""
    return stem + circular + number


def order_number(rng: Random) -> str:
    return in_some_digits(rng, f"{running_number(rng)}/{rng.randint(2530, 2575)}")


def date(rng: Random) -> str:
    year, day, month = rng.randint(2525, 2578), rng.randint(1, 31), rng.randrange(12)
    form = rng.random()
    if form < 0.5:
        era = rng.choice(["", "", "", "", "พ.ศ. ", "พ.ศ."])
        text = f"{day} {MONTHS[month]} {era}{year}"
    elif form < 0.8:
        shown = year if rng.random() < 0.55 else f"{year % 100:02d}"
        text = f"{day} {SHORT_MONTHS[month]}{rng.choice([' ', ' ', ''])}{shown}"
    elif form < 0.92:
        separator = rng.choice("///-.")
        text = separator.join([str(day), str(month + 1), str(year if rng.random() < 0.6 else year % 100)])
    else:
        text = f"{MONTHS[month]} {year}"
    return in_some_digits(rng, text)


def time_of_day(rng: Random) -> str:
    hour, minute, second = rng.randint(0, 23), rng.randint(0, 59), rng.randint(0, 59)
    text = rng.choice(
        [
            f"{hour:02d}.{minute:02d} น.",
            f"{hour:02d}:{minute:02d} น.",
            f"{hour:02d}:{minute:02d}:{second:02d}",
            f"{hour:02d}{minute:02d}",
            f"{hour:02d}.{minute:02d} - {(hour + 3) % 24:02d}.{minute:02d} น.",
        ]
    )
    return in_some_digits(rng, text)


def telephone(rng: Random) -> str:
    a, b = digits(rng, 4), digits(rng, 4)
    text = rng.choice(
        [
            f"0 {a} {b}",
            f"0-{a}-{b}",
            f"0{a[:1]}-{a[1:]}-{b}",
            f"0{a[:2]}-{b[:3]}-{b}",
            f"0{a[:2]} {b[:3]} {a}",
            f"0{a}{b}",
            f"0 {a} {b} ต่อ {digits(rng, rng.randint(2, 4))}",
            f"0-{a}-{b}-{b[-1]}",
            digits(rng, rng.randint(4, 7)),
        ]
    )
    return in_some_digits(rng, text)


def amount(rng: Random) -> str:
    value = rng.randint(1, 10 ** rng.randint(2, 7))
    text = rng.choice(
        [f"{value:,}.{digits(rng, 2)}", f"{value:,}", f"{value:,}.-", str(value), f"{value % 100}.{digits(rng, 2)}%"]
    )
    return in_some_digits(rng, text) + rng.choice([" บาท", "", "", " บาทถ้วน"])


def count(rng: Random) -> str:
    return (
        f"จำนวน{rng.choice([' ', ' ', GAP])}{in_some_digits(rng, str(rng.randint(1, 999)))} {rng.choice(COUNT_UNITS)}"
    )


def citizen_id(rng: Random) -> str:
    d = digits(rng, 13)
    text = rng.choice(
        [d, f"{d[0]}-{d[1:5]}-{d[5:10]}-{d[10:12]}-{d[12]}", f"{d[0]} {d[1:5]} {d[5:10]} {d[10:12]} {d[12]}"]
    )
    return in_some_digits(rng, text)


def abbreviation(rng: Random, dots: bool = True) -> str:
    """Initials of an office: ``นขต.บก.กข.``, ``ก.ข.ค.``, ``กขค``."""
    if not dots:
        return "".join(rng.choice(_CONSONANTS) for _ in range(rng.randint(2, 3)))
    if rng.random() < 0.25:
        return "".join(rng.choice(_CONSONANTS) + "." for _ in range(rng.randint(2, 4)))
    parts = ("".join(rng.choice(_CONSONANTS) for _ in range(rng.randint(2, 4))) for _ in range(rng.randint(1, 3)))
    return ".".join(parts) + rng.choice([".", ".", "", "ฯ"])


def item_number(rng: Random) -> str:
    n, m = rng.randint(1, 30), rng.randint(1, 15)
    form = rng.choice(
        [
            f"{n}.",
            f"{n}.",
            f"{n}.{m}",
            f"{n}.{m}.{rng.randint(1, 9)}",
            f"({n})",
            f"{n})",
            f"ข้อ {n}",
            f"{n}.{m})",
            "-",
            "•",
        ]
    )
    return in_some_digits(rng, form)


def latin_word(rng: Random) -> str:
    form = rng.random()
    if form < 0.62:
        word = rng.choice(LATIN_WORDS)
    elif form < 0.85:
        parts = (
            rng.choice("bcdfghjklmnprstvwyz") + rng.choice(["a", "e", "i", "o", "u", "ai", "ee", "or"])
            for _ in range(rng.randint(1, 4))
        )
        word = "".join(parts) + rng.choice(["", "n", "s", "t", "ng", "r", "x"])
    else:
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "0123456789" * 2 + "abcdefghijklmnopqrstuvwxyz" * rng.randint(0, 1)
        word = "".join(rng.choice(alphabet) for _ in range(rng.randint(2, 9)))
    return rng.choice([word, word, word, word.capitalize(), word.upper(), word.lower()])


def latin_phrase(rng: Random) -> str:
    phrase = " ".join(latin_word(rng) for _ in range(rng.choice([1, 1, 2, 2, 3])))
    return rng.choice(
        [phrase] * 6 + [f"({phrase})", f"“{phrase}”", f'"{phrase}"', f"({phrase}: {latin_word(rng).upper()})"]
    )


def web_address(rng: Random) -> str:
    name = latin_word(rng).lower() + rng.choice(
        ["", "", "_" + latin_word(rng).lower(), ".l", "-" + digits(rng, 2), digits(rng, 2)]
    )
    domain = rng.choice(DOMAINS)
    form = rng.random()
    if form < 0.5:
        mail = name + (domain if domain.startswith("@") else "@" + latin_word(rng).lower() + domain)
        return rng.choice(["", "E-mail: ", "E-mail : ", "e-mail ", "Email: ", "ไปรษณีย์อิเล็กทรอนิกส์ "]) + mail
    tail = "".join(
        rng.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") for _ in range(rng.randint(4, 10))
    )
    host = name + domain.replace("@", ".")
    return rng.choice(URL_STARTS) + rng.choice(
        [host, tail, f"{host}/{tail}", f"{host}/?id={digits(rng, 3)}", f"{host}/{name}#{digits(rng, 1)}"]
    )
