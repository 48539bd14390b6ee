"""Forms of a name: the ways in which a person is called, and the pattern of each.

From “Fiona Cowan” follow “Cowan, F.”, “fiona.cowan”, “Ms Cowan”, “F.K. Cowan”, “Fiona Mary Cowan”.
Patterns are for cased text without accents (`names.py`); tests make their own spellings from `spellings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set as AbstractSet
from functools import lru_cache
from typing import Final

from generator.source.privacy.findings import Name
from generator.source.privacy.name_parts import LETTERS, Parts, joined, parts
from generator.source.privacy.words_as_names import OFFICES, PARTICLES, TITLES, WORDS

MARKS: Final = r"(?:[*_~`]|<[^<>]{1,200}>){0,3}"
_LINK: Final = r"(?:\](?:\([^()]{0,300}\)|\[[^\[\]]{0,100}\])?)?(?:\[\^[^\[\]\s]{1,40}\]|\d{1,2})?"
"""The end of a link that a name begins in, and the mark or number of a footnote."""
_GAP: Final = (
    rf"{MARKS}{_LINK}{MARKS}(?:\s{{1,40}}|<br[^<>]{{0,100}}>\s{{0,5}})(?:>\s?){{0,3}}{MARKS}(?:!?\[)?{MARKS}"
)
"""Space between two words of a name, with marks of Markdown and HTML around it."""
_SIGN: Final = r"[-_.+/~:|=\u00b7\u2022\u2013\u2014]"
_LETTER: Final = r"[^\W\d_]"
_CAPITAL: Final = "(?-i:[A-Z])"
_CAPITAL_FIRST: Final = f"(?={_CAPITAL})"
_MIDDLE: Final = rf"[\"'(“]?(?:(?:{_CAPITAL}\.?){{1,3}}|{_CAPITAL}[\w'-]{{1,30}}|nee)[\"')”]?"
"""A name, a nickname in quotation marks, initials, or “née”, between the first name and the surname."""
_SECOND: Final = rf"(?:-{_CAPITAL}[\w']{{1,30}})?"
"""The second half of a first name: “Fiona-Mary”."""
_SHUT: Final = r"[\"')”]?"
_OPEN: Final = r"[\"'(“]"
_OTHER_HALF: Final = rf"(?:{_OPEN}|{_CAPITAL}[\w']{{1,30}}-)?"
"""A quotation mark or bracket, or the first half of a surname of two, of which the second is looked for."""
_FAMILY: Final = rf"(?:and|agus|&){_GAP}{_CAPITAL}[\w'-]{{1,30}}{_GAP}"
"""Somebody else between the first name and the surname that they share: “Fiona and Tom Cowan”."""
_SIGNS: Final = r"(?:(?:[^\w\n]|_){1,10}(?:\n[ >]{0,6})?)"
_LINKING: Final = (
    "a|agus|aka|alias|and|called|de|formerly|known|as|named|nee|of|or|plus|st|surnamed?|the|with|[a-z]"
)
_ASIDE: Final = r"[^\w\n]{0,3}(?:\([^()\n]{1,40}\)|[\"“][^\"“”\n]{1,40}[\"”]|,[^,.\n]{1,30},)[^\w\n]{0,5}"
_LITTLE: Final = rf"(?:{_SIGNS}(?:(?:{_LINKING})\b{_SIGNS}){{1,3}}|{_ASIDE})"
"""Words that link, or an aside."""
_LABEL: Final = (
    r"(?:(?:first|given|fore|christian|last|family|sur|second|full)[-_ ]?(?:names?)?|names?"
    r"|middle[\W_]{1,9}\w{1,20})"
)
_LABELLED: Final = rf"[\W_]{{1,20}}(?:{_LABEL}[\W_]{{1,20}}){{1,3}}"
"""Signs and labels between the parts of a name in a form or in data: “", "last": "”."""
_GLUED: Final = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof")
"""Titles that names of accounts are made with."""
_POSTS: Final = (
    "head",
    "head teacher",
    "headteacher",
    "depute",
    "deputy",
    "principal",
    "teacher",
    "ceannard",
)
"""Offices that lists have after a name."""
_BIG: Final = rf"(?=(?:(?:{'|'.join(sorted(PARTICLES))})[\s'-]{{1,2}}){{0,3}}{_CAPITAL})"
"""The beginning of a surname with a capital letter, but for its particles."""
_MAC: Final = re.compile(r"(?:mac|mc|m')-?(?=[a-z]{3})")
RANKS: Final = {"separated": 1, "abbreviated": 1, "titled": 1, "folder": 2, "given": 2, "surname": 2}
"""Forms that are also a part of others."""
LONG: Final = 8
"""The letters of a joined name that is looked for within longer words, too."""


def spellings(normal: str) -> Iterator[str]:
    """Yield ways to write a name that its forms find, for those who test or explain them."""
    name = parts(normal)
    given, surname = name.given.title(), name.surname.title()
    if not given:
        yield surname
        return
    one, other = joined(given), joined(surname)
    yield from (f"{given} {surname}", f"{surname}, {given}", f"{surname}, {given[0]}.")
    yield from (f"{one}{each}{other}" for each in ("", ".", "_", "-", "+"))
    yield from (f"{one}{each}{other}".lower() for each in ("", ".", "_", "-", "+"))
    yield from (f"@{one}{other}".lower(), f"{one[0]}.{other}".lower(), f"{other}.{one}".lower())
    yield from (f"{each.title()} {surname}" for each in (*TITLES, *OFFICES))
    yield from (f'"first": "{given}", "last": "{surname}"', f"first={one}&last={other}")
    yield from (f"{given[0]}. {surname}", f"{given[0]}K {surname}", f"{given[0]}.K. {surname}")
    yield from (f"{given} K. {surname}", f"{given} K {surname}", f"{given} Mary {surname}")
    yield from (f"{given} Mary Kay {surname}", " ".join(one + other), f"Mrs{other}")


def of_person(
    kind: str,
    normal: str,
    *,
    known: AbstractSet[str] = frozenset(),
    chosen: AbstractSet[str] = frozenset(),
) -> Iterator[Name]:
    """Yield what is looked for where a person must not be named.

    The `known` words alone tell nobody who is meant: others have them, or they were accepted. A pseudonym may
    hold some of the words, which are `chosen`.
    """
    name = parts(normal)
    yield Name(kind, normal)
    if name.given:
        part = "part" if kind == "real-name" else kind
        yield Name(kind, normal, "initials")
        yield Name(kind, normal, "abbreviated")
        if name.surname not in known and not {name.given, name.surname} <= WORDS:
            yield Name(kind, normal, "separated")
        if name.surname not in chosen:
            yield Name(kind, normal, "titled")
        surnames = dict.fromkeys((name.surname, name.surname.rsplit(" ", 1)[-1]))
        yield from (Name(part, each, "surname") for each in _alone(surnames, known))
        yield from (Name(part, each, "given") for each in _alone((name.given,), known))


def _alone(words: Iterable[str], known: AbstractSet[str]) -> Iterator[str]:
    """Yield the words by which somebody may be known; an initial or an article is none."""
    for each in words:
        if len(each) > 2 and each not in known and each != "the":
            yield each


@lru_cache(maxsize=4096)
def pattern(name: Name) -> re.Pattern[str]:
    """Return the pattern of a name in its form."""
    return re.compile(_PATTERNS[name.form](name), re.IGNORECASE)


@lru_cache(maxsize=4096)
def needles(name: Name) -> tuple[str, ...]:
    """Return letters of which a text without its signs must hold some to name somebody in this form."""
    known = parts(name.normal)
    if name.form in ("whole", "separated"):
        halves = tuple(map(_stem, _halves(known.surname)))
        return halves if len(halves) > 1 else (max(_stem(known.given), *halves, key=len),)
    if name.form in ("titled", "initials"):
        return tuple(map(_stem, _halves(known.surname)))
    return (_stem(known.given if name.form == "abbreviated" else name.normal),)


def _stem(word: str) -> str:
    """Return the letters of a word that all its spellings have."""
    last = word.rsplit(maxsplit=1)[-1] if word else ""
    mac = _MAC.match(last)
    return joined(min(_halves(last[mac.end() :] if mac else last), key=len))


def _word(word: str) -> str:
    """Return the pattern of one word: hyphens and apostrophes may be spaces or nothing, Mac may be Mc."""
    mac = _MAC.match(word)
    start = r"(?:mac|mc|m')[\s-]?" if mac else ""
    rest = word[mac.end() :] if mac else word
    return start + "".join(r"['\s-]?" if each in "-'" else re.escape(each) for each in rest)


def _halves(surname: str) -> list[str]:
    """Return the surname, and the names that a double-barrelled one is made of."""
    halves = surname.split("-")
    return [surname, *halves] if len(halves) > 1 and min(map(len, halves)) > 2 else [surname]


def _phrase(words: str, gap: str = _GAP) -> str:
    return gap.join(map(_word, words.split()))


def _surname(surname: str, gap: str = _GAP) -> str:
    """Return the pattern of a surname, of half a double-barrelled one, and of one without particles."""
    return f"(?:{'|'.join(_phrase(each, gap) for each in _short(surname))})"


def _short(surname: str) -> list[str]:
    """Return the surname, the halves of a double-barrelled one, and one without its particles."""
    *before, last = surname.split()
    bare = [last] if before and PARTICLES.issuperset(before) else []
    return [*_halves(surname), *bare]


def _bounded(*forms: str) -> str:
    return rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])"


def _whole(name: Name) -> str:
    known = parts(name.normal)
    if not known.given:
        capital = "" if name.kind == "name" else f"(?={_CAPITAL})"
        return _bounded(capital + _word(known.surname))
    given = _phrase(known.given)
    surname = _phrase(known.surname) if name.kind == "name" else _surname(known.surname)
    middles = "".join(f"{_phrase(each)}{_GAP}" for each in known.middles)
    between = rf"(?:{middles}|{_FAMILY}|(?:{_MIDDLE}{_GAP}){{0,4}})"
    if name.kind == "name" and middles:
        last = f"{given}{_GAP}{middles.removesuffix(_GAP)}"
        return _bounded(f"{given}{_GAP}{middles}{surname}", rf"{surname}{MARKS},\s{{1,3}}{MARKS}{last}")
    return (
        _bounded(
            f"{given}{_SECOND}{_SHUT}{_GAP}{between}{_OTHER_HALF}{surname}",
            rf"{surname}{MARKS},\s{{1,3}}{MARKS}{given}",
            rf"{surname}{MARKS}[^\S\n]{{1,3}}{_OPEN}?{MARKS}{given}",
        )
        + f"|{_joined(known)}|{_apart(known)}|{_labelled(known)}"
    )


def _labelled(known: Parts) -> str:
    """Return the pattern of a name of which each part has a label, as in a form or in data."""
    given = _capital(known, _phrase(known.given))
    surname = _capital(known, _surname(known.surname, r"[\W_]{0,3}"))
    return _bounded(f"{given}{_LABELLED}{surname}", f"{surname}{_LABELLED}{given}")


def _separated(name: Name) -> str:
    """Return the pattern of a name with little between its parts."""
    known = parts(name.normal)
    bare = [each for each in _short(known.surname) if each == known.surname or each not in WORDS]
    given, surname = _phrase(known.given), f"(?:{'|'.join(map(_phrase, bare))})"
    end = r"(?:'s|s'?)?"
    halves = ((given, surname), (surname, given))
    return _bounded(
        *(f"{_BIG}{one}{end}{_LITTLE}{_BIG}{other}{end}" for one, other in halves),
        *(f"{_capital(known, one)}{end}{_SIGNS}{_capital(known, other)}{end}" for one, other in halves),
    )


def _capital(known: Parts, pattern: str) -> str:
    """Return a pattern that needs a capital letter where a part of the name is an ordinary word."""
    return pattern if WORDS.isdisjoint((known.given, known.surname)) else f"{_BIG}{pattern}"


def _abbreviated(name: Name) -> str:
    """Return the pattern of a first name with the initial of the surname."""
    known = parts(name.normal)
    given, letters = _phrase(known.given), {each[0] for each in (known.surname, known.surname.split()[-1])}
    initial = f"[{''.join(sorted(letters))}]"
    account = rf"{given}{_SIGN}?{initial}(?=@)|(?<=@){given}{_SIGN}?{initial}"
    forms = [rf"{_BIG}{given}[^\S\n]{{1,3}}(?-i:{initial.upper()})\s?\.", account]
    if known.given not in WORDS:
        forms.append(rf"{given}[._-]{initial}")
        if letters.isdisjoint("ai"):
            forms.append(
                rf"{_BIG}{given}[^\S\n]{{1,3}}(?-i:{initial.upper()})(?![\w'’.-]|\s{{1,3}}{_CAPITAL})"
            )
    return _bounded(*forms)


def _joined(known: Parts) -> str:
    """Return the pattern of a name in one word, as in addresses."""
    given = _signed(known.given)
    surname = f"(?:{'|'.join(map(_signed, _short(known.surname)))})"
    middles = "".join(f"{_signed(each)}{_SIGN}{{0,2}}" for each in known.middles)
    between = rf"(?:\s?[(\[]?\bdot\b[)\]]?\s?|{_SIGN}{{0,3}}(?:{middles or '(?!)'}|[a-z]{_SIGN}{{0,2}})?)"
    forms = f"{given}{between}{surname}|{surname}{_SIGN}{{0,2}}{given}"
    whole = f"(?<!{_LETTER})(?:{forms})(?!{_LETTER})"
    within = len(joined(known.given + known.surname)) >= LONG
    return f"{whole}|{given}{surname}|{surname}{given}" if within else whole


def _signed(word: str) -> str:
    return r"[-_.+']{0,2}".join(LETTERS.findall(word))


def _apart(known: Parts) -> str:
    """Return the pattern of a name with its letters apart."""
    letters = joined(known.given + known.surname)
    return _bounded(r"[\W_]{1,3}".join(letters)) if len(letters) > 4 else "(?!)"


def _titled(name: Name) -> str:
    known = parts(name.normal)
    surname = _surname(known.surname)
    initials = rf"(?:(?:{_CAPITAL}\.?\s{{0,2}}){{1,3}})?"
    glued, small = "|".join(_GLUED), "mr|mrs|ms|mx|dr|prof"
    couple = rf"(?:{_CAPITAL}[\w'-]{{1,30}}{_GAP}(?:and|agus|&){_GAP})?"
    office, after, alone = _either(OFFICES), _either((*_GLUED, *_POSTS)), ""
    if known.surname in WORDS:
        office, after, couple = _CAPITAL_FIRST + office, rf"{_CAPITAL_FIRST}(?:{small})", ""
        alone = rf"(?!\s{_CAPITAL})"
    return _bounded(
        rf"{_either(TITLES)}\.?{_GAP}{initials}{couple}{_BIG}{_OTHER_HALF}{surname}",
        rf"(?:{small})(?:\.?{_GAP}|[^\w\n]{{1,6}}{_BIG}){surname}",
        rf"{office}{_GAP}{initials}{couple}{_BIG}{_OTHER_HALF}{surname}{alone}",
        rf"{_BIG}{surname}(?:,\s{{1,3}}|[^\S\n]{{1,3}}\(){after}(?!\.?\s{{1,3}}{_CAPITAL}(?-i:[a-z]))",
        rf"(?:{glued}){_SIGN}{{0,2}}(?:[a-z]{_SIGN}?)?{joined(known.surname)}",
    )


def _either(titles: Iterable[str]) -> str:
    """Return the pattern of one of these titles, in which hyphens and spaces may be missing.

    Those with the same first letter stand together, so that a word is compared with few of them.
    """
    longest = sorted(titles, key=len, reverse=True)
    spelt = [re.escape(each).replace(r"\ ", r"\s?").replace(r"\-", r"[\s-]?") for each in longest]
    groups: dict[str, list[str]] = {}
    for each in spelt:
        groups.setdefault(each[0], []).append(each[1:])
    return "(?:" + "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items()) + ")"


def _initials(name: Name) -> str:
    known = parts(name.normal)
    first, surname = re.escape(known.given[0].upper()), _surname(known.surname)
    short = [joined(each) for each in _short(known.surname)]
    letter = f"(?:{'|'.join(short)})"
    stop = r"(?:\s?\.|(?-i:[A-Z]))" if first in "AI" else r"(?:\s?\.)?"
    end = r"(?:\.|(?!\s{1,3}(?-i:[a-z])))"
    forms = [
        rf"(?-i:{first}){stop}(?:\s?{_CAPITAL}\.?){{0,4}}(?:\s{{0,3}}|{_GAP}){_BIG}{surname}",
        rf"{_BIG}{surname}{MARKS},\s{{0,3}}{MARKS}(?-i:{first}){end}",
        rf"{first}{_SIGN}{letter}|{letter}{_SIGN}{first}",
    ]
    if first not in "AI":
        more = "" if known.surname in WORDS else f"{_CAPITAL}?"
        forms.append(rf"{_BIG}{surname}\s(?-i:{first}){more}(?![\w']){end}")
    return f"{_bounded(*forms)}|{_account(first, short)}"


def _account(first: str, short: list[str]) -> str:
    """Return the pattern of an initial and a surname in one word; with a short one, it is beside an “@”."""
    least, surname = min(map(len, short)), f"(?:{'|'.join(short)})"
    either = f"(?:{first}{surname}|{surname}{first})"
    beside = rf"(?<=@){either}(?!{_LETTER})|(?<![^\W_]){either}(?=@)"
    if least < 5:
        return beside if least > 2 else "(?!)"
    alone = rf"(?<!{_LETTER}){first}{surname}(?!{_LETTER})"
    return rf"{beside}|{alone}|(?<=[/:~\\]){surname}{first}(?!{_LETTER})"


def _part(name: Name) -> str:
    plural = "" if name.normal in WORDS or name.form == "given" else "s?"
    return rf"(?<![^\W_])(?<!-){_BIG}{_phrase(name.normal)}{plural}(?![^\W_]|(?-i:-[a-z]))"


def _folder(name: Name) -> str:
    """Return the pattern of a folder's name; one that is a mere word is looked for in code alone."""
    return rf"(?<![\w-]){re.escape(name.normal)}(?![\w-])"


_PATTERNS: Final = {
    "whole": _whole,
    "separated": _separated,
    "abbreviated": _abbreviated,
    "titled": _titled,
    "initials": _initials,
    "surname": _part,
    "given": _part,
    "folder": _folder,
}
