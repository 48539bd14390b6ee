"""Personal data that a text may hold by mistake: addresses, and numbers by which people are known in the UK.

What has a check digit is checked, what was never issued is passed over. Addresses are looked for around signs
that texts rarely hold, and every pattern is bounded, so that no text takes longer than its length.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from generator.model.patterns import lazy_pattern
from generator.source.privacy.findings import Finding
from generator.source.privacy.passages import DISGUISE, Passage, Plain, Source, undisguised


class Hit(Struct, frozen=True):
    """A piece of a text: its beginning and end, its form for comparison, and a masked form for messages."""

    kind: str
    start: int
    end: int
    normal: str
    masked: str = ""


_FOR_MAIL: Final = frozenset({"privacy.ask", "privacy.officer"})
"""Settings of a notice that say whom to write to: the law wants these addresses to be public."""


def find(path: str, source: str, passages: Iterable[Passage]) -> tuple[Finding, ...]:
    """Return the findings of personal data in these passages of a file, in order."""
    there = tuple(each for each in passages if each.setting not in _FOR_MAIL)
    if not _may_hold(_APART.join([each.text for each in there])):
        return ()
    return settled(path, source, ((passage, hit) for passage in there for hit in _hits(passage.text)))


def settled(path: str, source: str, hits: Iterable[tuple[Passage, Hit]]) -> tuple[Finding, ...]:
    """Return hits in passages as findings in their file."""
    text = Source(source)
    found = set()
    for passage, hit in hits:
        line, column = text.place(passage, hit.start, passage.text[hit.start : hit.end])
        found.add(
            Finding(hit.kind, mark(path, hit.kind, hit.normal), hit.masked, line, column, passage.setting)
        )
    return tuple(sorted(found, key=lambda each: (each.line, each.column, each.kind, each.mark)))


def mark(path: str, kind: str, normal: str) -> str:
    """Return the mark of a finding for acceptances.

    It is short on purpose: so many numbers share a mark that it does not give away which was meant.
    """
    return hashlib.blake2b(f"{kind}\0{path}\0{normal}".encode(), digest_size=3).hexdigest()


_FIGURES: Final = lazy_pattern(
    r"\d(?:(?:[^\w]{0,3}\d){8}|\d(?:[\s.-]?\d\d){2}[\s.-]?[A-Da-d](?![^\W_])|[A-Za-z]{2}(?![^\W_]))"
)
"""A part of every kind of number, and of every postcode."""
_ZEROS: Final = re.compile(_FIGURES.pattern.replace(r"\d", "0").encode())
_APART: Final = "\n" * 4
"""A separator that no number reaches across."""
_TO_ZEROS: Final = bytes.maketrans(b"123456789", b"000000000")
"""The same where all digits are alike: a pattern that begins with one certain sign is looked for several
times as quickly."""
_DISGUISE: Final = lazy_pattern(f"{DISGUISE}|%40")


def _may_hold(text: str) -> bool:
    """Return whether the text may hold personal data of any kind; most texts do not."""
    if "@" in text or "&" in text or "%40" in text:
        return True
    return (
        _ZEROS.search(text.encode().translate(_TO_ZEROS)) if text.isascii() else _FIGURES.search(text)
    ) is not None


def _hits(text: str) -> Iterator[Hit]:
    if not _may_hold(text):
        return
    plain = Plain(text, _DISGUISE, _undisguised)
    for each in _undisguised_hits(plain.text):
        yield Hit(each.kind, plain.at(each.start), plain.at(each.end - 1) + 1, each.normal, each.masked)


def _undisguised(match: re.Match[str]) -> str:
    return "@" if match[0] == "%40" else undisguised(match[0])


def _undisguised_hits(text: str) -> Iterator[Hit]:
    if "@" in text:
        yield from _emails(text)
    if not _DIGIT.search(text):
        return
    numbers = list(_telephones(text))
    rest = _without(text, numbers)
    for hit in (*numbers, *_insurance(rest), *_health(rest), *_candidates(rest), *_postcodes(rest)):
        if not _IN_LINK.search(text, max(0, hit.start - _FARTHEST), hit.start):
            yield hit


def _without(text: str, hits: Iterable[Hit]) -> str:
    """Return the text with blanks for these hits, so that no part of one is taken for something else."""
    parts: list[str] = []
    last = 0
    for hit in hits:
        parts += (text[last : hit.start], " " * (hit.end - hit.start))
        last = hit.end
    return "".join((*parts, text[last:]))


_DIGIT: Final = lazy_pattern(r"\d")
"""In every number, and in every postcode; most texts have none."""
_FARTHEST: Final = 300
_IN_LINK: Final = lazy_pattern(r"(?:\w://|\bwww\.)\S*\Z")
"""The beginning of an address on the web: digits inside one are nobody's number. (The search ends where the
digits begin.)"""

_BEFORE: Final = r"(?<![^\W_])(?<![^\W_]_)"
_AFTER: Final = r"(?![^\W_]|_\w)"
"""The end of a word. An underscore may emphasise it, or join it to another."""

_EMAIL: Final = lazy_pattern(
    r"(?<![\w.+%'@-])([\w.+%'-]{1,64})@((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}([^\W\d_]{2,24}))(?![^\W_]|-)"
)
_NOBODYS: Final = lazy_pattern(
    r"(?:.*\.)?(?:example\.(?:org|com|net)|example|test|invalid|localhost)|\dx\.(?:png|jpe?g|gif|webp|avif|svg)"
)
"""Domains that are kept for examples; and pictures for sharp screens, `icon@2x.png`."""


def _emails(text: str) -> Iterator[Hit]:
    for match in _EMAIL.finditer(text):
        local, domain = match[1].strip("'._"), match[2].casefold()
        if local and local.casefold() != "git" and not _NOBODYS.fullmatch(domain):
            yield Hit(
                "email",
                match.start(),
                match.end(),
                f"{local.casefold()}@{domain}",
                f"{local[0]}…@…{match[3].casefold()}",
            )


_TELEPHONE: Final = lazy_pattern(
    rf"{_BEFORE}(?<![/#=-])(?<!\d[.,])(?:\+\(?|\(?(?=0[1-9]|00[1-9]))\d(?:(?:[^\S\n]|\n(?!\n)|[().\-\u2010-\u2015]){{0,3}}\d){{8,14}}{_AFTER}"
)
_GROUP: Final = lazy_pattern(r"\d+")
_BOOK: Final = lazy_pattern(r"isbn[^\n]{0,24}\Z|97[89][\s-]?\Z", re.IGNORECASE)


def _telephones(text: str) -> Iterator[Hit]:
    at = 0
    while match := _TELEPHONE.search(text, at):
        groups = list(_GROUP.finditer(match[0]))
        at = match.start() + groups[0].end()
        if all(len(each[0]) <= 2 for each in groups) or _is_book(text, match.start()):
            continue
        for group in reversed(groups):
            written = match[0][: group.end()]
            if number := _dialled(written):
                at = match.start() + group.end()
                yield Hit("telephone", match.start(), at, number, f"{written.lstrip('(')[:2]}…")
                break


def _dialled(written: str) -> str:
    """Return a number that can be dialled in the UK in its international form; empty for any other.

    A British number with a wrong digit still counts.
    """
    length = sum(each.isdigit() for each in written)
    if length < 9 or (re.match(r"\(?0[1-9]", written) and length not in (10, 11)):
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse(written, "GB")
    except phonenumbers.NumberParseException:
        return ""
    national = str(number.national_number)
    likely = number.country_code == 44 and len(national) == 10 and national[0] in "1237"
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if likely or phonenumbers.is_valid_number(number)
        else ""
    )


def _is_book(text: str, start: int) -> bool:
    return _BOOK.search(text, max(0, start - 32), start) is not None


_INSURANCE: Final = lazy_pattern(
    rf"{_BEFORE}(?!BG|GB|KN|NK|NT|TN|ZZ)([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)[\s.-]?(\d\d)[\s.-]?(\d\d)[\s.-]?(\d\d)[\s.-]?([A-D]){_AFTER}",
    re.IGNORECASE,
)
"""Without the prefixes that are never issued, but for QQ: it stands in examples, and where somebody thought
that two other letters hide a number."""


def _insurance(text: str) -> Iterator[Hit]:
    for match in _INSURANCE.finditer(text):
        normal = "".join(match.groups()).upper()
        yield Hit("ni", match.start(), match.end(), normal, f"{normal[:2]} … {normal[-1]}")


_HEALTH: Final = lazy_pattern(
    rf"{_BEFORE}(?<![./#=-])(?:\d{{3}}([\s-]?)\d{{3}}\1\d{{4}}|\d{{6}}[\s-]\d{{4}}){_AFTER}(?![-/.]\d)"
)
_BORN: Final = lazy_pattern(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])")
"""The beginning of a number of Scotland's: a day and a month."""
_NAMED: Final = lazy_pattern(r"\b(?:NHS|CHI)\b[^\n]{0,20}\Z", re.IGNORECASE)


def _health(text: str) -> Iterator[Hit]:
    for match in _HEALTH.finditer(text):
        digits = _digits(match[0])
        issued = _BORN.match(digits) or 320 <= int(digits[:3]) <= 499 or 600 <= int(digits[:3]) <= 799
        named = match[1] or _NAMED.search(text, max(0, match.start() - 24), match.start())
        if (
            (issued or named)
            and _checked(digits, (10, 9, 8, 7, 6, 5, 4, 3, 2))
            and not _is_book(text, match.start())
        ):
            yield Hit("nhs", match.start(), match.end(), digits, f"{digits[:2]}…")


_CANDIDATE: Final = lazy_pattern(rf"{_BEFORE}(?<![./#=-])(?<!\d,)\d{{9}}{_AFTER}(?![-/.,]\d)")


def _candidates(text: str) -> Iterator[Hit]:
    for match in _CANDIDATE.finditer(text):
        digits = _digits(match[0])
        if _checked(digits, (3, 2, 7, 6, 5, 4, 3, 2)):
            yield Hit("scn", match.start(), match.end(), digits, f"{digits[:2]}…")


def _digits(written: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", written) if each.isdigit())


def _checked(digits: str, weights: tuple[int, ...]) -> bool:
    """Return whether the last digit is the check digit (modulus 11); with ten no number is issued."""
    wanted = -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
    return wanted == int(digits[-1]) and len(set(digits)) > 1


_AREAS: Final = (
    "AB AL BA BB BD BH BL BN BR BS BT B CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY EC EH EN "
    "EX E FK FY GL GU GY G HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY LA LD LE LL LN LS LU L ME "
    "MK ML M NE NG NN NP NR NW N OL OX PA PE PH PL PO PR RG RH RM SA SE SG SK SL SM SN SO SP SR SS ST SW "
    "SY S TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV W YO ZE"
)
_POSTCODE: Final = lazy_pattern(
    "|".join(
        rf"{_BEFORE}(?:{areas})\d(?:\d|{letter})?\s?(?!(?:{ordinals}){_AFTER})\d{pair}{pair}{_AFTER}"
        for areas, letter, pair, ordinals in (
            (_AREAS.replace(" ", "|"), "[A-Z]", "[ABD-HJLNP-UW-Z]", "1ST|2ND|3RD"),
            (_AREAS.lower().replace(" ", "|"), "[a-z]", "[abd-hjlnp-uw-z]", r"1st|2nd|3rd|\dth"),
        )
    )
)
"""In capitals or in small letters throughout. `S1 2nd period` is a class in a secondary school."""


def _postcodes(text: str) -> Iterator[Hit]:
    for match in _POSTCODE.finditer(text):
        normal = "".join(match[0].split()).upper()
        yield Hit(
            "postcode",
            match.start(),
            match.end(),
            f"{normal[:-3]} {normal[-3:]}",
            f"{normal[: 1 if normal[1].isdigit() else 2]}…",
        )
