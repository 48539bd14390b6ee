"""Headings: their levels on a page, and the ids by which they are linked to.

The id of a heading is the one that forges give it, so that a link works there and here. Other spellings lead
to it as well: an id that the writer gave, and the words without accents and without a sign for what was left
out (`#deja-vu` for “Déjà – vu”).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import escape, unescape
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from msgspec import Struct, field

from generator.model.patterns import lazy_pattern
from generator.model.slugs import slugify
from generator.source.markdown.fast_inline import WHOLE, words
from generator.source.markdown.formulas import MATH
from generator.source.markdown.positions import Report
from generator.source.markdown.shortcodes import EMOJI

MOST_OF_ID: Final = 1_000
"""Characters of a heading from which its id is made."""
MOST_OF_HEADING: Final = 200
"""Characters of a heading from which its other spelling is made."""
_LETTERS: Final = frozenset(
    {"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Me", "Nd", "Pc"}
)  # \p{Word} of Ruby, in which the first forge is written
_NOT_OF_ID: Final = re.compile(r"[^a-z0-9_ -]")
_LETTERS_IN_CIRCLES: Final = lazy_pattern(
    "[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)
_RAW: Final = lazy_pattern(
    r"<h([1-6])(?P<attributes>(?:\s[^<>]*)?)>(?P<inside>[^<]*(?:<(?!/?h[1-6])[^<]*)*)</h\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG: Final = lazy_pattern(r"<[^>]*>")
_ID: Final = lazy_pattern(r"<[A-Za-z][^<>]*\s(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)")


class Heading(Struct):
    """A heading on its way to its ids; of one in HTML (`raw`), the token holds the whole block."""

    tokens: Sequence[Token]
    words: str
    simple: str
    given: list[str]
    raw: bool = False
    id: str = ""
    others: list[str] = field(default_factory=list)


def note_headings(md: MarkdownIt) -> None:
    """Let a parser note the words of headings as they are written, before signs are made prettier."""
    md.core.ruler.after("inline", "headings", _note)


def _note(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            children = state.tokens[index + 1].children or ()
            token.meta["words"] = "".join(_spelled(each) for each in children)
            token.meta["plain"] = plain(children)


def _spelled(child: Token) -> str:
    """Return the words of inline content from which a forge makes an id: line ends are no words to it."""
    if child.type == WHOLE:
        return "".join(child.meta["pieces"]).replace("\n", "")
    if child.type == "footnote_ref":
        return str(child.meta["id"] + 1)
    return child.content if child.type not in ("html_inline", "image") else ""


def plain(children: Iterable[Token]) -> str:
    """Return the words of inline content, without pictures, which may be in no edition that has this text."""
    read = []
    for child in children:
        if child.type in ("text", "code_inline", MATH):
            read.append(child.content)
        elif child.type == EMOJI:
            read.append(child.markup)
        elif child.type == WHOLE:
            read.append(words(child))
        elif child.type in ("softbreak", "hardbreak"):
            read.append(" ")
    return " ".join("".join(read).split())


def slug(text: str) -> str:
    """Return the id that forges make of a heading's words, without its number."""
    if text.isascii():
        return _NOT_OF_ID.sub("", text.lower()).replace(" ", "-")
    return "".join("-" if each == " " else each for each in text.lower() if each in "- " or _in_word(each))


def _in_word(character: str) -> bool:
    return unicodedata.category(character) in _LETTERS or _LETTERS_IN_CIRCLES.match(character) is not None


def identify(tokens: Sequence[Token], *, typed: bool) -> tuple[str, ...]:
    """Give each heading its id and its other spellings; return those of them that no forge knows.

    `typed` says that the writer typed HTML.
    """
    found = list(_headings(tokens))
    if not found:
        return ()
    numbers: dict[str, int] = {}
    for each in found:
        each.id = _numbered(numbers, slug(each.words[:MOST_OF_ID]), 0)
    taken = {*_given(tokens, typed=typed), *(each.id for each in found)}
    numbers, only_here = {}, []
    for each in found:
        each.others = [other for other in each.given if other != each.id]
        if not each.raw:
            simple = _numbered(numbers, slugify(each.simple[:MOST_OF_HEADING]) or "section", 1)
            while simple in taken and not each.id and not each.others:
                simple = _numbered(numbers, "section", 1)
            if simple not in taken:
                taken.add(simple)
                each.others.append(simple)
                only_here.append(simple)
    _put(found)
    return tuple(only_here)


def _headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            given = [str(token.attrs["id"])] if "id" in token.attrs else []
            yield Heading(tokens[index : index + 2], token.meta["words"], token.meta["plain"], given)
        elif token.type == "html_block" and "<h" in token.content.lower():
            for match in _RAW.finditer(token.content):
                spelled = unescape(_TAG.sub("", match["inside"]))
                yield Heading([token], spelled, "", _ID.findall(match[0][: match.start("inside")]), raw=True)


def _given(tokens: Sequence[Token], *, typed: bool) -> Iterator[str]:
    """Yield the ids that the writer gave, anywhere in the text."""
    for token in tokens:
        if "id" in token.attrs:
            yield str(token.attrs["id"])
    for token in tokens if typed else ():
        for each in (token, *(token.children or ())):
            if each.type in ("html_block", "html_inline") and (
                "id" in each.content or "name" in each.content
            ):
                yield from _ID.findall(each.content)


def _numbered(numbers: dict[str, int], wanted: str, first: int) -> str:
    """Return an id that this text does not have yet: a heading may itself be called “Why 2”.

    `numbers` leads from each id to the last number that was put after it; the first one has number `first`,
    which is not said.
    """
    found = wanted
    while found in numbers:
        numbers[wanted] += 1
        found = f"{wanted}-{numbers[wanted]}"
    numbers[found] = first
    return found


def _put(headings: Sequence[Heading]) -> None:
    """Write the ids into the tokens."""
    raw: dict[int, list[str]] = {}
    for each in headings:
        ids = [one for one in (each.id, *each.others) if one]
        if each.raw:
            raw.setdefault(id(each.tokens[0]), []).append(_spans(one for one in ids if one not in each.given))
            continue
        opening, content = each.tokens
        opening.attrs["id"], *others = ids
        if others:
            content.children = [
                Token("html_inline", "", 0, content=_spans(others)),
                *(content.children or ()),
            ]
    for token in {id(each.tokens[0]): each.tokens[0] for each in headings if each.raw}.values():
        spans = iter(raw[id(token)])
        token.content = _RAW.sub(partial(_with_spans, spans), token.content)


def _with_spans(spans: Iterator[str], match: re.Match[str]) -> str:
    at = match.start("inside") - match.start()
    return match[0][:at] + next(spans) + match[0][at:]


def _spans(ids: Iterable[str]) -> str:
    """Return places in HTML that these ids lead to."""
    return "".join(f'<span id="{escape(each)}"></span>' for each in ids)


def level(headings: Sequence[Sequence[Token]], first: int, report: Report) -> None:
    """Give headings their levels on the page, of which none is left out, and report those that skip one.

    The highest becomes one of level `first`. Those that stand beside or under one that skips a level are
    reported, too: when it is mended, they would be wrong.
    """
    ranks = [int(opening.tag[1]) for opening, *_ in headings]
    above: list[tuple[int, int]] = []  # as typed, and as they should be
    for (opening, *_, closing), rank in zip(headings, ranks, strict=True):
        while above and above[-1][0] > rank:
            above.pop()
        beside = above.pop()[1] if above and above[-1][0] == rank else 0
        better = beside or min(rank, (above[-1][1] if above else min(ranks) - 1) + 1)
        if better < rank:
            _skipped(opening, rank, above[-1][0] if above else 0, better, report)
        above.append((rank, better))
        opening.tag = closing.tag = f"h{min(6, first + len(above) - 1)}"


def skips_in_html(tokens: Sequence[Token], report: Report) -> None:
    """Report headings in HTML that skip a level: they keep those that they are typed with."""
    above = 0
    for token in tokens:
        if token.type == "heading_open":
            above = int(token.tag[1])
        elif token.type == "html_block" and "<h" in token.content.lower():
            for match in _RAW.finditer(token.content):
                rank, before, above = int(match[1]), above, int(match[1])
                if before and rank > before + 1:
                    line = (token.map or [0])[0] + token.content.count("\n", 0, match.start())
                    message = f"This heading is <h{rank}> and the one above it of level {before}, {_LEFT_OUT}"
                    report("heading-skips", message, f"write <h{before + 1}> and </h{before + 1}>", (line, 0))


_LEFT_OUT: Final = "so a level is left out."


def _skipped(opening: Token, rank: int, over: int, better: int, report: Report) -> None:
    """Report a heading that skips a level below the one that it stands under, which has `over` #."""
    if not over:
        message = f"This heading has {rank} #, though one further down has {better}."
    elif rank > over + 1:
        message = f"This heading has {rank} # and the one that it stands under {over}, {_LEFT_OUT}"
    else:
        message = (
            f"This heading has {rank} # and stands under one that has too many, so it has too many as well."
        )
    hint = f"begin it with `{'#' * better}`: headings are levels of a list of contents, not sizes of letters"
    report("heading-skips", message, hint, ((opening.map or [0])[0], 0))
