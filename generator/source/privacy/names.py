"""Names that must not be published: the list of them, and the search for them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import unquote

from msgspec.structs import replace

from generator.model.confusables import latin
from generator.model.diagnostics import Diagnostic, Span
from generator.model.slugs import unaccented
from generator.source.files.paths import content_file
from generator.source.privacy.findings import Finding, Name
from generator.source.privacy.passages import DISGUISE, UNSEEN, Passage, Plain, undisguised
from generator.source.privacy.personal import Hit, settled

_WORD: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = r"https?://[^\s<>\"')\]]{1,300}"
_DISGUISE: Final = re.compile(rf"{_ADDRESS}|{DISGUISE}|\\(?=\s)|[^\x00-\x7f]", re.IGNORECASE)
_SIGNS: Final = re.compile(rf"&[#A-Za-z]|\\|%[0-9A-Fa-f]|{UNSEEN}")
"""One of these must be in a text for a word of it to be disguised, apart from marks within it and letters of
other scripts."""
_SPELT: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|\n\s{0,40})")
"""A letter as YAML may spell it, and a line's end that it passes over."""
_BETWEEN: Final = re.compile("[-_.+/?=&#]")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]+")
_QUOTES: Final = str.maketrans("’‘ʼ", "'''")
_BREAKS: Final = (
    "address|blockquote|br|d[dlt]|details|div|fig|h[1-6r]|img|li|[ou]l|p|pre|summary|"
    "t[dhr]|table|tbody|tfoot|thead"
)
_INSIDE: Final = re.compile(
    r"""[*~`_\[\]<](?<=[^\s("'“‘.,:|–—-].)(?:(?<=[*~`])[*~`_]{0,5}|(?<=_)[*~`][*~`_]{0,4}|(?<=\[)(?<!\]\[)|(?<=\])(?:\([^()\n]{0,300}\)|\[[^\[\]\n]{0,100}\]|(?![(\[]))"""
    rf"""|(?<=<)(?:/?(?!(?:{_BREAKS})\b)[A-Z][\w-]{{0,20}}(?:\s[^<>]{{0,300}})?/?|!--[^<>]{{0,300}}--)>)(?=[^\s.,:;!?)"'”’|–—-])""",
    re.IGNORECASE,
)
"""Marks within what is read as one word: those of emphasis and code, both ends of a link, and elements of
HTML that begin no new line."""


def usable(kind: str, written: Iterable[str]) -> Iterator[Name]:
    """Yield the names to look for. A person's name of one word (Grace, Will) is often a word as well."""
    for each in written:
        normal = " ".join(_folded(each).split())
        if _WORD.search(normal):
            yield Name(kind, normal, kind != "name" and " " not in normal)


def published_as(name: Name, pseudonym: str) -> bool:
    """Return whether a pseudonym is the name itself."""
    return name.normal == " ".join(_folded(pseudonym).split())


def listed(path: str, text: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the names in a list, one a line, and diagnostics for the lines that are none."""
    found, faults = [], []
    for number, line in enumerate(text.split("\n"), 1):
        written = " ".join(line.partition("#")[0].split())
        if not written:
            continue
        if sum(each.isalpha() for each in written) < 2:
            faults.append(
                Diagnostic(
                    Span(path, number, 1),
                    "wrong-type",
                    "This line is not a name.",
                    "a name has two letters or more; what follows # is a note",
                )
            )
        found.append(written)
    return tuple(found), tuple(faults)


def look(path: str, source: str, passages: Iterable[Passage], names: Sequence[Name]) -> tuple[Finding, ...]:
    """Return findings of these names in passages of a file and in its addresses, where hyphens are spaces."""
    where = content_file(path)
    own = (
        [Passage(where.name.replace("-", " "), 1, 1)]
        if where and where.kind not in ("cohort", "catalogue")
        else []
    )
    spelt = [
        replace(each, text=each.text.replace("-", " ").replace("/", " "))
        if each.setting.startswith("aliases")
        else each
        for each in passages
    ]
    return settled(
        path, source, ((passage, hit) for passage in (*own, *spelt) for hit in _hits(passage.text, names))
    )


def by_word(names: Iterable[Name]) -> dict[str, list[Name]]:
    """Return the names by a word that a text must hold to name them."""
    found: dict[str, list[Name]] = {}
    for each in names:
        found.setdefault(_WORD.findall(each.normal)[0], []).append(each)
    return found


def possible(text: str, names: Mapping[str, list[Name]]) -> list[Name]:
    """Return those of the names (by a word) that this text may hold."""
    if "\\" in text:
        text = f"{text}\n{_SPELT.sub(_letter, text)}"
    readings = (
        [each.text for each in _readings(text)] if _SIGNS.search(text) or _INSIDE.search(text) else [text]
    )
    words = {word for each in readings for word in _WORD.findall(_folded(each))}
    return [each for word in sorted(words & names.keys()) for each in names[word]]


def _letter(match: re.Match[str]) -> str:
    return chr(int(match[match.lastindex], 16) % 0x110000) if match.lastindex else ""


def _readings(text: str) -> Iterator[Plain]:
    """Yield the text without disguises; and, with marks within words, the text without them, too.

    An attribute is in the first alone.
    """
    plain = Plain(text, _DISGUISE, _undisguised)
    yield plain
    if _INSIDE.search(plain.text):
        yield plain.without(_INSIDE)


def _hits(text: str, names: Sequence[Name]) -> Iterator[Hit]:
    for plain in _readings(text):
        lowered = plain.text.lower()
        for each in names:
            for match in _pattern(each.normal).finditer(lowered):
                start, end = plain.at(match.start()), plain.at(match.end() - 1) + 1
                if not each.proper or unescape(text[start : start + 12])[0].isupper():
                    yield Hit(each.kind, start, end, each.normal)


def _undisguised(match: re.Match[str]) -> str:
    """Return the meaning of a disguise in the form for comparison; an address becomes words."""
    written = match[0]
    return _folded(_BETWEEN.sub(" ", unquote(written)) if written[0] in "hH" else undisguised(written))


def _folded(text: str) -> str:
    return (
        text.lower()
        if text.isascii()
        else _FOREIGN.sub(lambda match: unaccented(latin(match[0])).translate(_QUOTES), text).lower()
    )


_MARKS: Final = r"(?:[*_~`]|<[^<>]{1,200}>){0,3}"
_LINK: Final = r"(?:\](?:\([^()]{0,300}\)|\[[^\[\]]{0,100}\])?)?(?:\[\^[^\[\]\s]{1,40}\])?"
"""The end of a link that a name begins in, and the mark of a footnote."""


@lru_cache(maxsize=4096)
def _pattern(normal: str) -> re.Pattern[str]:
    """Return a pattern of a name's words, emphasised or not; the last may stand before the others."""
    between = (
        rf"{_MARKS}{_LINK}{_MARKS}(?:\s{{1,40}}|<br[^<>]{{0,100}}>\s{{0,5}})"
        rf"(?:>\s?){{0,3}}{_MARKS}(?:!?\[)?{_MARKS}"
    )
    *others, last = map(re.escape, normal.split())
    turned = [rf"{last}{_MARKS},\s{{1,3}}{_MARKS}{between.join(others)}"] if others else []
    return re.compile(rf"(?<![^\W_])(?:{'|'.join([between.join([*others, last]), *turned])})(?![^\W_])")
