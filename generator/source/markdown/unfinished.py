"""Marks that are not finished, so that they are shown as text or go on to the end of it.

Only what the parser took for text is looked at, and only marks that nobody would type to be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from msgspec import Struct

from generator.model.patterns import lazy_pattern
from generator.source.markdown.blocks import Block, Check, contents, signs_of
from generator.source.markdown.code_spans import without_code
from generator.source.markdown.comments import blanked
from generator.source.markdown.fast_inline import WHOLE, read
from generator.source.markdown.nesting import MOST_OPEN, SELF_CLOSING
from generator.source.markdown.pasted import CODE, MOST_OF_PARAGRAPH
from generator.source.markdown.positions import Report
from generator.source.markdown.raw_html import ALLOWED

SIGNATURE: Final = 4
SHORT: Final = 60
"""Lines that follow two hyphens at the end of a letter, and characters in each."""


class Mark(Struct, frozen=True):
    """A pattern for text that is meant as a mark, with a message and a hint, which may quote its groups."""

    sign: str
    pattern: re.Pattern[str]
    message: str
    hint: str


_ADDRESS: Final = r"(?:https?://|www\.|mailto:)[^\s()\[\]]+"
_MARKS: Final = (
    Mark(
        "[^",
        lazy_pattern(r"\[\^(?P<name>[^\s\[\]]+)\](?!:)"),
        "The text of the footnote [^{name}] is missing, so the mark is shown as it is.",
        "write the note in a line of its own: `[^{name}]: …`",
    ),
    Mark(
        "[^",
        lazy_pattern(r"(?<!\\)\[\^(?P<name>[^\s\[\]]+[ \t][^\[\]\n]*)\](?![(\[:])"),
        "The name of a footnote has no space in it, so [^{name}] is shown as it is.",
        "call it by a number or one word, here and where its text stands: `[^1]: …`",
    ),
    Mark(
        "^[",
        lazy_pattern(r"\^\[(?P<words>[^\]\n]+)\]"),
        "A footnote within the line is shown as text.",
        "write [^1] here, and in a line of its own: `[^1]: …`",
    ),
    Mark(
        "](",
        lazy_pattern(r"(?<!\\)\]\((?P<address>(?:https?://|www\.|\.{0,2}/)[^()\s]*)(?![^()\n]*\))"),
        "This link has no end, so it is shown as text.",
        "put a closing bracket behind the address: `]({address})`",
    ),
    Mark(
        "](",
        lazy_pattern(r"(?<!\\)\]\((?P<address>(?:https?://|www\.)[^()\s]* [^()\n]*)\)"),
        "There is a space in the address of this link, so it is shown as text.",
        "write %20 for the space, or the address between < and >: `](<{address}>)`",
    ),
    Mark(
        "] ",
        lazy_pattern(rf"\[(?P<words>[^\[\]\n]+)\][ \t]+\((?P<address>{_ADDRESS})\)"),
        "There is a space between the words of a link and its address, so it is shown as text.",
        "write `[{words}]({address})`",
    ),
    Mark(
        ")[",
        lazy_pattern(rf"\((?P<words>[^()\n]+)\)\[(?P<address>{_ADDRESS})\]"),
        "The brackets of this link are the wrong way round, so it is shown as text.",
        "write `[{words}]({address})`",
    ),
    Mark(
        "![",
        lazy_pattern(r"!\[(?P<words>[^\[\]\n]+)\](?![(\[:])"),
        "This picture has no address, so it is shown as text.",
        "write the name of its file behind it: `![{words}](picture.png)`",
    ),
    Mark(
        "**",
        lazy_pattern(
            r"(?<![*\w\\])\*\*(?![*\s])|(?<![*\s\\])\*\*(?![*\w])|(?:^|(?<=\s))\*\*\s[^*\n]+\s\*\*(?!\w)"
        ),
        "There is no second ** to this one, so both stars are shown.",
        "put ** directly before the first word and directly behind the last one of the same paragraph",
    ),
    Mark(
        "~~",
        lazy_pattern(r"(?<![~\\])~~(?!~)"),
        "There is no second ~~ to this one, so it is shown.",
        "put ~~ directly before the first word and directly behind the last one",
    ),
    Mark(
        "`",
        lazy_pattern(r"(?<![\w`\\])`(?=[\w<])"),
        "There is no second ` to this one, so it is shown.",
        "put another one behind the last word",
    ),
    Mark(
        "##",
        lazy_pattern(r"^(?P<signs>#{2,6})(?P<word>\w\S*)", re.MULTILINE),
        "A heading needs a space behind its #, so this is shown as text.",
        "write `{signs} {word}`",
    ),
    Mark(
        "[!",
        lazy_pattern(r"^[*_]{0,2}\[!\s?(?P<name>[A-Za-z]{2,20})\]", re.MULTILINE),
        "[!{name}] begins no note here, so it is shown as text.",
        "write one of [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION] behind `> `, alone in its line",
    ),
    Mark(
        "[] ",
        lazy_pattern(r"^\[\](?=[ \t]\S)"),
        "There is no space in this box, so it is shown as text.",
        "write `[ ] `",
    ),
    Mark(
        "TOC",
        lazy_pattern(r"\[\[?_{0,2}TOC_{0,2}\]\]?"),
        "No list of contents is made here, so this is shown as text.",
        "delete it",
    ),
    Mark(
        "[[",
        lazy_pattern(r"!?\[\[(?!_{0,2}TOC)(?P<words>[^\[\]\n]+)\]\](?!\()"),
        "Links in two brackets are of another program, so this is shown as text.",
        "write the words, and behind them the file: `[words](2018-01-17-listening.md)`",
    ),
    Mark(
        "{{",
        lazy_pattern(r"\{\{[^{}\n]+\}\}"),
        "This is meant for another program, so it is shown as text.",
        "delete it, or put it between ` and ` if it is meant to be read",
    ),
    Mark(
        "{%",
        lazy_pattern(r"\{%[^%\n]+%\}"),
        "This is meant for another program, so it is shown as text.",
        "delete it, or put it between ` and ` if it is meant to be read",
    ),
    Mark(
        "{",
        lazy_pattern(r"(?<=\))\{(?![:%{])[^{}\n]*=[^{}\n]*\}"),
        "What stands in these brackets is for another program, so it is shown as text.",
        'delete it; a picture gets a size as `<img src="picture.png" alt="What it shows" width="200">`',
    ),
    Mark(
        "](",
        lazy_pattern(r"\]\((?P<address>[^()\s]+)[ \t]+=(?P<width>\d+)%?(?:x\d*)?\)"),
        "A size can't be asked for in this way, so the picture is shown as text.",
        'write it as `<img src="{address}" alt="What it shows" width="{width}">`',
    ),
    Mark(
        "==",
        lazy_pattern(r"(?<![=\w])==(?P<words>[^\s=](?:[^=\n]*[^\s=])?)==(?![=\w])"),
        "Nothing is marked by ==, so it is shown.",
        "write `<mark>{words}</mark>`",
    ),
    Mark(
        ":::",
        lazy_pattern(r"^:::+[ \t]*\S", re.MULTILINE),
        "Nothing begins with ::: here, so it is shown.",
        "write `> [!NOTE]`, and `> ` before each line of the note",
    ),
)
_STUCK: Final = re.compile(r"##\w")
_SIGNS: Final = re.compile("|".join(re.escape(each.sign) for each in _MARKS))
_UNDERLINED: Final = lazy_pattern(r"[.,…][\"”’)]*$")
_TAG: Final = lazy_pattern(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?>")
_FENCE: Final = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*$")


def note_text(md: MarkdownIt) -> None:
    """Let a parser note what it takes for text, before signs are made prettier."""
    md.core.ruler.after("inline", "unfinished", _note)


def _note(state: StateCore) -> None:
    within_words = _within_words(state.src, signs_of(state))
    for token in contents(state):
        if token.children:
            first = token.children[0]
            if first.type != WHOLE:
                text = "".join([each.content for each in token.children if each.type == "text"])
            elif within_words and _within_words(token.content, token.content):
                text = "".join([words for words, kind in read(first) if kind != "code"])
            else:
                continue
            if _SIGNS.search(text):
                token.meta["text"] = text


def _marks(block: Block, report: Report) -> None:
    """Report the unfinished marks of a paragraph, a heading or a cell: the first of each kind."""
    token = block.content
    text = token.meta.get("text", "") or ("##" if token.content.startswith("##") else "")
    if not text or len(token.content) > MOST_OF_PARAGRAPH:
        return
    written = without_code(token.content)
    for mark in _MARKS:
        if mark.sign not in text:
            continue
        match = mark.pattern.search(written)
        if match is not None:
            said = match.groupdict()
            place = block.finder().words(match[0])
            report(CODE, mark.message.format(**said), mark.hint.format(**said), place)


def _may_be_unfinished(text: str, signs: str) -> bool:
    """Return whether there is a sign that one of the patterns needs."""
    return "]" in signs or "`" in signs or "**" in signs or "~~" in signs or _within_words(text, signs)


def _within_words(text: str, signs: str) -> bool:
    """Return whether there is a sign of one that can stand in a whole token: all others are marks there."""
    return (
        "{" in signs
        or "==" in signs
        or ":::" in signs
        or "TOC" in text
        or ("##" in signs and _STUCK.search(text) is not None)
    )


CHECKS: Final = (Check(_may_be_unfinished, _marks),)


def fence(token: Token, lines: Sequence[str], report: Report) -> None:
    """Report a piece of code without an end."""
    first, end = token.map or (0, 0)
    last = _FENCE.match(lines[end - 1]) if end - 1 > first else None
    if last is None or not last["fence"].startswith(token.markup):
        message = f"There is no second {token.markup} to this one, so all that follows is shown as code."
        report(CODE, message, f"put a line with {token.markup} behind the last line of the code", (first, 0))


def underlined(heading: Sequence[Token], lines: Sequence[str], report: Report) -> None:
    """Report a paragraph of which a line of hyphens below it makes a heading, where none is meant."""
    opening, content, *_ = heading
    _, end = opening.map or (0, 0)
    if opening.markup not in ("-", "="):
        return
    line = lines[end - 1].strip(" \t>")
    below = [each for each in lines[end:] if each.strip()]
    letter = line == "--" and len(below) <= SIGNATURE and all(len(each) < SHORT for each in below)
    if letter or "\n" in content.content or _UNDERLINED.search(content.content):
        message = f"The line {line} makes a heading of the words above it."
        hint = "put an empty line above it, if a rule is meant or the end of a letter"
        report(CODE, message, hint, (end - 1, lines[end - 1].find(line)))


class Elements:
    """Elements of HTML that were begun in a text and have not ended yet."""

    def __init__(self) -> None:
        self.open: dict[str, list[tuple[int, str]]] = {}
        """For each name the lines in which elements begin, each with the name as it is spelled there."""

    def see(self, content: str, line: int) -> None:
        """Note the tags in a piece of HTML that begins in this line."""
        at = 0
        for match in _TAG.finditer(blanked(content)):
            end, spelled = match.groups()
            name = spelled.lower()
            if name not in ALLOWED or name in SELF_CLOSING or match[0].endswith("/>"):
                continue
            if not end:
                start = match.start()
                line, at = line + content.count("\n", at, start), start
                self.open.setdefault(name, []).append((line, spelled))
            elif self.open.get(name):
                self.open[name].pop()

    def unclosed(self, lines: Sequence[str], report: Report) -> None:
        """Report those that have no end at all; more than may be open are told of where that is."""
        if sum(map(len, self.open.values())) > MOST_OPEN:
            return
        for name, places in self.open.items():
            for line, spelled in places:
                here = min(line, len(lines) - 1)
                place = here, max(lines[here].find(f"<{spelled}"), 0)
                message = f"There is no </{name}> to this <{name}>, so it goes on to the end of the text."
                report(CODE, message, f"write </{name}> where it ends", place)
