"""Names that must not be published: the search for them in a text.

A text is read in two ways. Its source gives exact places; its safe HTML gives what is shown after all that is
taken out has been. A name that only the HTML shows is pointed to where its words come from.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import accumulate
from typing import Final
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from generator.source.files.paths import content_file
from generator.source.privacy import name_forms, shown
from generator.source.privacy.as_names import is_joined_name, is_name
from generator.source.privacy.findings import Finding, Name
from generator.source.privacy.letters import ADDRESS, DISGUISED, FIGURES, cased, from_figure, undisguised_word
from generator.source.privacy.passages import (
    REFERENCES,
    UNSEEN,
    Passage,
    Plain,
    undisguised,
)
from generator.source.privacy.personal import Hit, settled
from generator.source.privacy.shown import Piece, Text
from generator.source.privacy.words_as_names import WORDS

_WORD: Final = re.compile(r"[^\W_]+")
_LINKED: Final = re.compile(rf"{ADDRESS}|mailto:[^\s<>\"')\]]{{1,300}}", re.IGNORECASE)
_SIGNS: Final = re.compile(rf"&[#A-Za-z]|\\|%[0-9A-Fa-f]|{UNSEEN}")
"""One of these must be in a text for a word of it to be disguised, but for marks and letters of other
scripts."""
_SPELT: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|\n\s{0,40})")
"""A letter as YAML may spell it, and a line's end that it passes over."""
_UNSEEN: Final = re.compile(UNSEEN)
_PICTURES: Final = re.compile("[\u20e3\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
"""Emoji: a name is read across them."""
_SPACE: Final = re.compile(r"\s*")
_TO_SPACES: Final = str.maketrans("-/", "  ")
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


_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKUP: Final = re.compile(
    r"<[^<>]{0,300}>|\]\([^()\n]{0,300}\)|\]\[[^\[\]\n]{0,100}\]|\[\^[^\[\]\s]{1,40}\]|:[a-z0-9_+-]{1,80}:"
)
_SHORTCODE: Final = re.compile(":[a-z0-9_+-]{1,80}:")
_DROPPING: Final = re.compile(
    r"<(?:script|style|title|iframe|noscript|textarea|template|object|svg|math|rt|rp|bdo)\b"
    r"|[\u202b\u202e\u2067]|\\[a-z]",
    re.IGNORECASE,
)
"""Elements of which the content may be dropped or stands elsewhere, signs that turn letters round, and
commands within a formula."""
_LOCAL: Final = re.compile(
    r"""(?:\]\(\s{0,3}<?|^ {0,3}\[[^\]\n]{1,200}\]:\s{0,3}<?|\bhref\s?=\s?["']?)"""
    r"""(?![a-z][a-z+.-]*:|//|\#)[^\s()<>"']{1,300}""",
    re.IGNORECASE | re.MULTILINE,
)
"""An address within the content folder, in whose place an edition puts its own."""


class _Found(Struct, frozen=True):
    """A name that was found in a text, and whether it is written in words, as names are.

    What lies within a find of a lower `rank` is no find of its own.
    """

    hit: Hit
    rank: int
    spaced: bool

    @property
    def key(self) -> tuple[str, str]:
        """The kind and the form for comparison."""
        return self.hit.kind, self.hit.normal


def usable(written: Iterable[str]) -> Iterator[str]:
    """Yield the names that can be looked for, in the form for comparison."""
    for each in written:
        normal = compared(each)
        if _WORD.search(normal):
            yield normal


def compared(written: str) -> str:
    """Return a name in the form for comparison."""
    return " ".join(cased(written).lower().split())


def look(
    path: str,
    source: str,
    passages: Iterable[Passage],
    names: Sequence[Name],
    text: Text | None = None,
) -> tuple[Finding, ...]:
    """Return findings of these names in the passages of a file, in its addresses, and as it is shown."""
    found: list[tuple[Passage, _Found]] = []
    for passage in (*_named(path), *passages):
        inside = list(_source_hits(passage, names))
        if passage.setting or text is None:
            found += [(passage, each) for each in inside if each.spaced or not _refers(passage)]
        else:
            found += [(passage, each) for each in _in_body(passage, inside, text, names)]
    return settled(path, source, ((passage, each.hit) for passage, each in found))


def _named(path: str) -> list[Passage]:
    """Return the name of a file, which is part of addresses."""
    where = content_file(path)
    if where is None or where.kind in ("cohort", "catalogue"):
        return []
    return [Passage(where.name, 1, 1, "file")]


def _in_address(passage: Passage) -> bool:
    """Return whether a passage is part of an address, in which hyphens and slashes stand for spaces."""
    return passage.setting == "file" or passage.setting.startswith("aliases")


def _refers(passage: Passage) -> bool:
    """Return whether a passage is a reference to another record, or a path in the content folder."""
    keys = [each for each in passage.setting.split(".") if not each.isdigit()]
    if passage.text.startswith(("./", "../")) or (keys[-1:] == ["link"] and ":" not in passage.text):
        return True
    return bool(keys) and keys[-1] in REFERENCES and not re.search(r"\s", passage.text)


def _source_hits(passage: Passage, names: Sequence[Name]) -> Iterator[_Found]:
    """Yield the names in a passage, without those within others and in addresses of this network."""
    text = passage.text
    found: dict[tuple[int, int, str, str], _Found] = {}
    words = [Plain(text.translate(_TO_SPACES), DISGUISED, undisguised_word)] if _in_address(passage) else []
    for plain in (*words, *_readings(text)):
        for each in _hits(plain.text, names):
            start, end = plain.at(each.hit.start), plain.at(each.hit.end - 1) + 1
            spaced = each.spaced and re.search(r"\s", text[start:end]) is not None
            hit = replace(each.hit, start=start, end=end)
            if not words or each.key not in {one.key for one in found.values()}:
                found.setdefault((start, end, *each.key), replace(each, hit=hit, spaced=spaced))
    if passage.setting and shown.TURNED.search(text):
        for each in _hits(cased(_UNSEEN.sub("", text[::-1])), names):
            found[0, len(text), *each.key] = replace(each, hit=replace(each.hit, start=0, end=len(text)))
    unseen = _Ranges(_unseen(text) if found and not passage.setting else ())
    for one in _outermost(found.values()):
        if one.spaced or not unseen.hold(one.hit.start):
            yield one


def _unseen(body: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of comments and of addresses within the content folder."""
    yield from (each.span() for each in _LOCAL.finditer(body))
    if "<!--" in body:
        yield from (each.span() for each in _COMMENT.finditer(body, 0, body.rfind("-->") + 3))


def _outermost(found: Iterable[_Found]) -> list[_Found]:
    """Return what was found without the parts of names that stand within a name."""
    every = list(found)
    wider = [
        _Ranges((each.hit.start, each.hit.end) for each in every if each.rank < rank) for rank in range(3)
    ]
    return [each for each in every if not wider[each.rank].hold(each.hit.start)]


class _Ranges:
    """Ranges of a text."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)
        self._ends = list(accumulate((end for _, end in self._ranges), max))

    def hold(self, at: int) -> bool:
        """Return whether an offset lies in one of them."""
        index = bisect_right(self._ranges, (at, sys.maxsize)) - 1
        return index >= 0 and at < self._ends[index]


def _in_body(
    passage: Passage, inside: Sequence[_Found], text: Text, names: Sequence[Name]
) -> Iterator[_Found]:
    """Yield the names in a body: those of its source that are shown, and those that only its HTML shows."""
    pieces = [replace(each, text=_read(each)) for each in shown.pieces(text)]
    seen = [
        (number, each)
        for number, piece in enumerate(pieces)
        for each in _outermost(_hits(piece.text, names, piece.kind))
    ]
    keys = {each.key for _, each in seen}
    kept = [each for each in inside if each.spaced or each.key in keys]
    yield from kept
    linked = _Ranges(each.span() for each in _LINKED.finditer(passage.text))
    there = Counter(each.key for each in kept if not linked.hold(each.hit.start))
    sources = {each.key for each in kept}
    wanted = Counter(each.key for number, each in seen if pieces[number].kind == "text")
    missing = [
        (number, each)
        for number, each in seen
        if (pieces[number].kind == "text" and there[each.key] < wanted[each.key]) or each.key not in sources
    ]
    missing += _across(pieces, names)
    if missing:
        yield from _placed(passage, missing, kept, pieces)


def _across(pieces: Sequence[Piece], names: Sequence[Name]) -> Iterator[tuple[int, _Found]]:
    """Yield the names that begin in one block (a paragraph, list item or cell) and end in another.

    A list of words may hold two that make a name, so that one of two such words is none.
    """
    text, starts = shown.running(pieces)
    whole = [each for each in names if each.form == "whole" and not WORDS.issuperset(each.normal.split())]
    for found in _hits(text, whole, "blocks"):
        number = bisect_right(starts, found.hit.start) - 1
        far = text.count("\n", found.hit.start, found.hit.end) > 1
        if found.hit.end > starts[number + 1] and not far:
            hit = replace(found.hit, start=found.hit.start - starts[number])
            yield number, replace(found, hit=hit)


def _read(piece: Piece) -> str:
    """Return a piece as it is read: without accents, unseen signs and emoji."""
    return _PICTURES.sub("", cased(_UNSEEN.sub("", unquote(piece.text))))


def _placed(
    passage: Passage,
    missing: Sequence[tuple[int, _Found]],
    kept: Sequence[_Found],
    pieces: Sequence[Piece],
) -> Iterator[_Found]:
    """Yield names that the HTML shows, at the places of their words in the source."""
    source = Plain(passage.text, DISGUISED, lambda match: cased(undisguised(match[0])))
    text, starts = shown.running(pieces)
    place = shown.aligned(text.lower(), source.text.lower())
    lowered = source.text.lower()
    known: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for each in kept:
        known.setdefault(each.key, []).append((each.hit.start, each.hit.end))
    ranges = {key: _Ranges(each) for key, each in known.items()}
    for number, each in missing:
        if pieces[number].kind == "text":
            at = place(starts[number] + each.hit.start)
        else:
            at = max(0, lowered.find(pieces[number].text[each.hit.start : each.hit.end].lower()))
        space = _SPACE.match(source.text, at)
        at = source.at(space.end() if space else at)
        if each.key not in ranges or not ranges[each.key].hold(at):
            yield replace(each, hit=replace(each.hit, start=at, end=at + 1))


def by_needle(names: Iterable[Name]) -> dict[str, list[Name]]:
    """Return the names by letters that a text must hold to name them."""
    found: dict[str, list[Name]] = {}
    for each in names:
        for needle in name_forms.needles(each):
            found.setdefault(needle, []).append(each)
    return found


def possible(text: str, names: Mapping[str, list[Name]]) -> list[Name]:
    """Return those of the names (by needle) that this text may hold."""
    if "\\" in text:
        text = f"{text}\n{_SPELT.sub(_letter, text)}"
    if _DROPPING.search(unescape(text) if "&#" in text else text):
        return sorted({each for those in names.values() for each in those})
    squashed = [_squashed(each) for each in _stripped(text)]
    return sorted(
        {
            each
            for needle, those in names.items()
            if any(needle in letters for letters in squashed)
            for each in those
        }
    )


def _squashed(text: str) -> str:
    """Return the letters and figures of a text, in small letters."""
    return "".join(_WORD.findall(text.lower()))


def _stripped(text: str) -> Iterator[str]:
    """Yield the text, and the text without markup, in letters without accents."""
    plain = Plain(text, DISGUISED, undisguised_word).text if _SIGNS.search(text) else cased(text)
    yield plain
    if FIGURES.search(plain):
        yield FIGURES.sub(from_figure, plain)
    if "<" in plain or "](" in plain or "][" in plain or "[^" in plain or _SHORTCODE.search(plain):
        yield _MARKUP.sub("", _uncommented(plain))


def _uncommented(text: str) -> str:
    """Return the text without its comments; after the end of the last one, none is looked for."""
    end = text.rfind("-->") + 3 if "<!--" in text else 0
    return _COMMENT.sub("", text[:end]) + text[end:]


def _letter(match: re.Match[str]) -> str:
    return chr(int(match[match.lastindex], 16) % 0x110000) if match.lastindex else ""


def _readings(text: str) -> Iterator[Plain]:
    """Yield the text without disguises; then without comments and emoji; and without marks in words.

    An attribute is in the first alone.
    """
    plain = Plain(text, DISGUISED, undisguised_word)
    yield plain
    if "<!--" in plain.text and (end := plain.text.rfind("-->")) >= 0:
        plain = plain.without(_COMMENT, end + 3)
        yield plain
    if _PICTURES.search(plain.text):
        plain = plain.without(_PICTURES)
        yield plain
    if FIGURES.search(plain.text):
        yield Plain(plain.text, FIGURES, from_figure, plain)
    if _INSIDE.search(plain.text):
        yield plain.without(_INSIDE)


def _hits(text: str, names: Sequence[Name], kind: str = "") -> Iterator[_Found]:
    """Yield the names in a text of this kind of piece, with their places in it."""
    squashed = _squashed(text)
    for each in names:
        part = each.form in ("given", "surname")
        if not any(needle in squashed for needle in name_forms.needles(each)):
            continue
        if part and kind in ("address", "code"):
            continue
        normal = each.normal if part or each.form == "whole" else f"{each.form} {each.normal}"
        for match in name_forms.pattern(each).finditer(text):
            start, end = match.span()
            if not _means(text, start, end, each, kind):
                continue
            spaced = each.form in ("whole", "separated")
            yield _Found(Hit(each.kind, start, end, normal), name_forms.RANKS.get(each.form, 0), spaced)


def _means(text: str, start: int, end: int, name: Name, kind: str) -> bool:
    """Return whether the letters that were found mean the person."""
    if name.form == "folder":
        return _is_folder(text, start, name.normal, kind)
    if name.form in ("given", "surname"):
        return is_name(text, start, end, name)
    if " " not in name.normal:
        return name.kind == "name" or is_name(text, start, end, name)
    return is_joined_name(text, start, end)


def _is_folder(text: str, start: int, folder: str, kind: str) -> bool:
    """Return whether a folder's name stands for the folder: one that is a word (fiona) does in code alone."""
    if text.endswith("participants/", 0, start):
        return True
    return "-" in folder or (kind == "code" and folder not in WORDS)
