"""Names that must not be published: the list of them, and where they stand in a text, however they are written there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Span
from generator.read.fields import place
from generator.read.findings import Finding, Name
from generator.read.passages import Passage, Plain
from generator.read.personal import Hit, settled
from generator.slugs import unaccented

_WORD: Final = re.compile(r"[^\W_]+")
_UNSEEN: Final = re.compile("&(?:shy|zwn?j|zerowidthspace|#173|#xad|#820[345]|#x200[bcd]);|[\u00ad\u200b-\u200d\u2060\ufeff]", re.IGNORECASE)
"""What may stand in a word and is not seen: from another program, mostly."""
_ADDRESS: Final = r"https?://[^\s<>\"')\]]{1,300}"
_FOREIGN: Final = re.compile(f"{_ADDRESS}|{_UNSEEN.pattern}|&(?:nbsp|#160|#xa0);|[^\\x00-\\x7f]", re.IGNORECASE)
_BETWEEN: Final = re.compile("%20|[-_.+/?=]")
_QUOTES: Final = str.maketrans("’‘ʼ", "'''")


def usable(kind: str, written: Iterable[str]) -> Iterator[Name]:
    """Names to look for. Somebody's name of one word (Grace, Will) is often a word as well."""
    for each in written:
        normal = " ".join(_folded(each).split())
        if _WORD.search(normal):
            yield Name(kind, normal, kind != "name" and " " not in normal)


def published_as(name: Name, pseudonym: str) -> bool:
    """Whether a pseudonym is the name itself."""
    return name.normal == " ".join(_folded(pseudonym).split())


def listed(path: str, text: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The names in a list of them, one a line; and the lines that are none."""
    found, faults = [], []
    for number, line in enumerate(text.split("\n"), 1):
        written = " ".join(line.partition("#")[0].split())
        if not written:
            continue
        if sum(each.isalpha() for each in written) < 2:
            faults.append(Diagnostic(Span(path, number, 1), "wrong-type", "This line is not a name.", "a name has two letters or more; what follows # is a note"))
        found.append(written)
    return tuple(found), tuple(faults)


def look(path: str, source: str, passages: Iterable[Passage], names: Sequence[Name]) -> tuple[Finding, ...]:
    """Where these names stand in the passages of a file, and in the addresses that follow from it: hyphens are spaces there."""
    where = place(path)
    own = [Passage(where.name.replace("-", " "), 1, 1)] if where and where.kind not in ("cohort", "catalogue") else []
    spelt = [replace(each, text=each.text.replace("-", " ").replace("/", " ")) if each.setting.startswith("aliases") else each for each in passages]
    return settled(path, source, ((passage, hit) for passage in (*own, *spelt) for hit in _hits(passage.text, names)))


def by_word(names: Iterable[Name]) -> dict[str, list[Name]]:
    """Names by a word that a text must hold to name them."""
    found: dict[str, list[Name]] = {}
    for each in names:
        found.setdefault(_WORD.findall(each.normal)[0], []).append(each)
    return found


def possible(text: str, names: Mapping[str, list[Name]]) -> list[Name]:
    """Those of the names (by a word) that this text may hold."""
    words = set(_WORD.findall(_folded(_UNSEEN.sub("", text).replace("-", " "))))
    return [each for word in sorted(words & names.keys()) for each in names[word]]


def _hits(text: str, names: Iterable[Name]) -> Iterator[Hit]:
    plain = Plain(text, _FOREIGN, _undisguised)
    lowered = plain.text.lower()
    for each in names:
        for match in _pattern(each.normal).finditer(lowered):
            start, end = plain.at(match.start()), plain.at(match.end() - 1) + 1
            if not each.proper or text[start].isupper():
                yield Hit(each.kind, start, end, each.normal)


def _undisguised(match: re.Match[str]) -> str:
    """As it reads; what stands between the words of an address elsewhere is white space."""
    if _UNSEEN.fullmatch(match[0]):
        return ""
    return " " if match[0][0] == "&" else _folded(_BETWEEN.sub(" ", match[0]) if ":" in match[0] else match[0])


def _folded(text: str) -> str:
    return unaccented(text).translate(_QUOTES)


_MARKS: Final = r"(?:[*_~`]|<[^<>\s]{1,12}>){0,3}"
_LINK: Final = r"(?:\]\([^()]{0,300}\))?"
"""The end of a link that a name begins in."""


@lru_cache(maxsize=4096)
def _pattern(normal: str) -> re.Pattern[str]:
    """Whole words, with any white space between them, emphasised or not, in a quotation or not; or the last before the others, as in a list of names."""
    between = rf"{_MARKS}{_LINK}{_MARKS}(?:\s{{1,40}}|<br ?/?>\s?)(?:>\s?){{0,3}}{_MARKS}"
    *others, last = map(re.escape, normal.split())
    turned = [rf"{last},\s{{1,3}}{between.join(others)}"] if others else []
    return re.compile(rf"(?<![^\W_])(?:{'|'.join([between.join([*others, last]), *turned])})(?![^\W_])")
