"""Lines from a word processor or a spreadsheet that Markdown does not take for what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from generator.model.patterns import lazy_pattern
from generator.source.markdown.blocks import Block, Check
from generator.source.markdown.positions import Finder, Report
from generator.source.signs import ODD, named

CODE: Final = "unfinished-mark"
_ODD: Final = ODD.pattern
_SET_IN: Final = lazy_pattern(
    rf"[ \t>]*(?P<before>{_ODD})(?:{_ODD}|[ \t])*(?P<mark>#{{1,6}}|[-*+]|\d{{1,9}}[.)]|[>|])[ \t]"
)
_BEGINNING: Final = lazy_pattern(rf"^(?P<mark>#{{1,6}}|[-*+]|\d{{1,9}}[.)])(?P<behind>{_ODD})", re.MULTILINE)
_BOX: Final = lazy_pattern(rf"^\[(?P<behind>{_ODD})\]")
_RULE: Final = lazy_pattern(rf"^(?=.*--)[ \t|:\-]*(?P<behind>{_ODD})(?:[ \t|:\-]|{_ODD})*$", re.MULTILINE)
_PRODUCT: Final = re.compile(r"\*(?<=\d\*)\d+(?:[.,]\d+)?\*(?=\d)")
_BOXES: Final = lazy_pattern(r"^[ \t]*(?P<mark>[☐☑☒✗✘□■]|\[[ xX]\])[ \t\u00a0]+\S", re.MULTILINE)
_BULLET: Final = lazy_pattern(r"^[ \t]*(?P<mark>[•‣◦▪▫●○■□·➢➤✓✔–—§\uf0b7\uf0a7])[ \t\u00a0]+\S", re.MULTILINE)
_NUMBER: Final = lazy_pattern(
    r"^[ \t]*(?P<mark>\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})\)(?=\s|[A-Z])|(?:\d{1,2}|[a-hA-H])\.(?=\s|[A-Z])"
    r"|\d{1,2}[.)](?=[a-z])|\d{1,2} [.)](?=\s))",
    re.MULTILINE,
)
_STUCK: Final = lazy_pattern(r"^[ \t]*(?P<mark>[-+](?=[^\W\d_])|\*(?=[^\W\d_][^*\n]*$))", re.MULTILINE)
_PIPES: Final = lazy_pattern(r"^[ \t]*\|[^\n]*\|[ \t]*$", re.MULTILINE)
_ROW: Final = lazy_pattern(r"^[^\t\n]*\S\t.*$", re.MULTILINE)
_LATER: Final = re.compile(r"\n(?<=[^\n]\n)[ \t>]*(?:[^\w\s>]|[\d_]|[a-hA-HivxIVX][.)]|[ivx]{2,4}\))")
"""The beginning of a line below another one, as one of these patterns may have it."""
_ENDS: Final = tuple(".?!…")
MOST_OF_PARAGRAPH: Final = 10_000
"""Characters of a paragraph in which such lines are looked for."""
WORDS: Final = 5
"""Words from which a line of code is taken for a sentence."""


def _lines(block: Block, report: Report) -> None:
    """Report lines of a paragraph that are meant as something else."""
    written = block.content.content
    if block.opening.type != "paragraph_open" or len(written) > MOST_OF_PARAGRAPH:
        return
    if match := _beside_odd(written, block.lines[block.first]):
        _unseen(match, block.finder(), report)
    elif "*" in written and (product := _PRODUCT.search(written)):
        message = f"Stars between numbers make italics of “{product[0].strip('*')}”."
        report(CODE, message, "write × for them, or \\* ", block.finder().words(product[0]))
    elif "\n" in written and ("\t" in written or _LATER.search(written)):
        _run_together(written, block.finder(), report)


def _may_be_pasted(text: str) -> bool:
    return (
        not text.isascii()
        or "\t" in text
        or _PRODUCT.search(text) is not None
        or _LATER.search(text) is not None
    )


def _beside_odd(written: str, line: str) -> re.Match[str] | None:
    """Return the match of an unseen sign beside a mark of Markdown; None where there is none.

    The parser leaves some of them out at the beginning, so the first `line` is looked at as it is typed.
    """
    if not line.isascii() and (set_in := _SET_IN.match(line)):
        return set_in
    odd = () if written.isascii() else (_BEGINNING, _BOX, _RULE)
    return next((found for each in odd if (found := each.search(written))), None)


def _run_together(written: str, finder: Finder, report: Report) -> None:
    """Report lines that are meant to stand apart, as those of a list or a table do."""
    for pattern, better in ((_BOXES, "- [ ] "), (_BULLET, "- "), (_STUCK, "- "), (_NUMBER, "1. ")):
        found = list(pattern.finditer(written))
        if len(found) > 1:
            message = f"Lines that begin with “{found[0]['mark']}” are no list here, and run together."
            hint = f"begin each with `{better}`, and put an empty line above the first"
            report(CODE, message, hint, finder.words(found[0]["mark"]))
            return
    if len(rows := _PIPES.findall(written)) > 1:
        message = "These lines are no table, since the line below the first is missing, or has other cells."
        hint = f"put `|{' --- |' * (rows[0].strip().count('|') - 1)}` below the first one"
        report(CODE, message, hint, finder.words(rows[0].strip()))
        return
    if len(rows := _ROW.findall(written)) > 1:
        message = "These rows of a table have tabs between their cells, and run together."
        report(CODE, message, _typed(rows), finder.words(rows[0]))


CHECKS: Final = (Check(lambda text, _: _may_be_pasted(text), _lines),)


def _typed(rows: Sequence[str]) -> str:
    """Return a hint at how a table is typed of which these are the rows, with tabs between their cells."""
    first, second = ([cell.strip() for cell in row.split("\t")] for row in rows[:2])
    return (
        "begin and end each row with |, put | in place of each tab, and an empty line above the first: "
        f"`| {' | '.join(first)} |`, below it `|{' --- |' * len(first)}`, then `| {' | '.join(second)} |`"
    )


def _unseen(match: re.Match[str], finder: Finder, report: Report) -> None:
    """Report an unseen sign beside a mark of Markdown, which is therefore shown as text."""
    kind = "before" if match.groupdict().get("before") else "behind"
    groups = match.groupdict()
    mark = groups.get("mark") or match[0].strip()
    message = f"There is an invisible character here ({named(match[kind])}), so “{mark}” is shown as text."
    hint = f"delete it and type an ordinary space: `{mark} `" if kind == "behind" else "delete it"
    line, column = finder.words(match[0].split("\n")[0])
    report(CODE, message, hint, (line, column + match.start(kind) - match.start()))


def indented(token: Token, report: Report) -> None:
    """Report sentences that are shown as code, since they are set in by a tab or four blanks."""
    shown = [each.strip() for each in token.content.split("\n") if each.strip()]
    if shown and all(map(_is_sentence, shown)):
        message = "A tab or four spaces at the beginning of a line make code of it."
        report(CODE, message, "begin the line without them", ((token.map or [0])[0], 0))


def _is_sentence(line: str) -> bool:
    first = line.lstrip("“\"‘'(")[:1]
    ends = line.rstrip("”\"’')").endswith(_ENDS)
    return first.isupper() and ends and len(line.split()) >= WORDS
