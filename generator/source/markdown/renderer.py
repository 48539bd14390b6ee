"""Markdown to HTML.

CommonMark with what GitHub adds to it. No text is lost unreported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.source.markdown import (
    alerts,
    comments,
    formulas,
    headings,
    kramdown,
    pasted,
    questions,
    raw_html,
    spaces,
    unfinished,
)
from generator.source.markdown.blocks import Block, Check, signs_of
from generator.source.markdown.fast_inline import WHOLE
from generator.source.markdown.headings import plain
from generator.source.markdown.limits import MOST_CELLS
from generator.source.markdown.nesting import Nesting
from generator.source.markdown.parsing import MOST_NESTING
from generator.source.markdown.positions import Finder, Position, Report, in_tags
from generator.source.markdown.sanitiser import SCHEMES
from generator.source.markdown.spaces import names_with_spaces
from generator.source.markdown.tasks import BOX

MOST_AMPERSANDS: Final = 20_000
"""In one text: for each the sanitiser looks at all that stands before it."""


_CHECKS: Final = (*comments.CHECKS, *unfinished.CHECKS, *spaces.CHECKS)


class Outline:
    """Facts about a text: the words of its first paragraph, its last paragraph, the places of its links.

    `typed` says that the writer typed HTML, and `crowded` that a table has too many cells to be read as one.
    `only_here` are spellings of anchors that no forge knows. `formulas` is the length of all formulas.
    """

    def __init__(self) -> None:
        self.excerpt = ""
        self.typed = False
        self.crowded = False
        self.formulas = 0
        self.last: list[Token] = []
        self.places: dict[str, list[Position]] = {}
        self.defined: dict[str, Position] = {}
        self.only_here: tuple[str, ...] = ()
        self.elements = unfinished.Elements()

    def note(self, address: str, place: Position) -> Position:
        """Note the place of the next link to this address, and return it."""
        self.places.setdefault(address, []).append(place)
        return place


def to_html(parsed: StateCore, first_heading: int, report: Report) -> tuple[str, Outline]:
    """Return HTML that is not yet sanitised, and facts about the text; no HTML where the text is refused.

    The highest heading becomes one of level `first_heading`, the next that below it.
    """
    md, text, tokens, env = parsed.md, parsed.src, parsed.tokens, parsed.env
    outline = Outline()
    lines = text.split("\n")
    if text.count("&") > MOST_AMPERSANDS:
        env.setdefault("tangled", len(lines) - text.split("&", MOST_AMPERSANDS + 1)[-1].count("\n") - 1)
    _too_much(env, report)
    outline.crowded = "crowded" in env
    for reference in env.get("references", {}).values():
        first, end = reference["map"]
        outline.defined.setdefault(
            reference["href"], Finder(lines, first, end + 1).address(reference["href"]) or (first, 0)
        )
    found = _walk(tokens, outline, report, lines, _checks(parsed, outline))
    if found or outline.typed:
        headings.skips_in_html(tokens, report)
        headings.level(found, first_heading, report)
        outline.only_here = headings.identify(tokens, typed=outline.typed)
    outline.last = questions.last_said(tokens)
    outline.elements.unclosed(lines, report)
    _unseen(env, outline, report, lines)
    return "" if "tangled" in env else md.renderer.render(tokens, md.options, env), outline


def _too_much(env: EnvType, report: Report) -> None:
    """Report where a text has more marks or cells than can be read."""
    if "tangled" in env:
        report(
            "too-tangled",
            "From here on there are more brackets and other marks than can be told apart.",
            "split the text, or put the marks between lines of ```",
            (env["tangled"], 0),
        )
    if "crowded" in env:
        report(
            "too-tangled",
            f"With this table there are more than {MOST_CELLS:,} cells, so it can't be read as one.",
            "put the figures into a file of their own",
            (env["crowded"], 0),
        )


def _checks(parsed: StateCore, outline: Outline) -> list[Check]:
    """Return the checks of blocks that may find something in a text."""
    text, signs = parsed.src, signs_of(parsed)
    every = _CHECKS if outline.crowded else (*_CHECKS, *pasted.CHECKS)
    return [each for each in every if each.may_apply(text, signs)]


def _walk(
    tokens: list[Token], outline: Outline, report: Report, lines: list[str], checks: Sequence[Check]
) -> list[list[Token]]:
    """Look at everything that begins in a text, in order; return the tokens of each of its headings."""
    found: list[list[Token]] = []
    nesting = Nesting()
    line = end = 0
    for index, token in enumerate(tokens):
        if token.nesting < 0:
            continue
        if token.map:
            line, end = token.map
        kind = token.type
        if kind == "inline":
            _content(Block(token, tokens[index - 1], lines, line, end), outline, nesting, checks, report)
        elif kind == "heading_open":
            found.append(tokens[index : index + 3])
            unfinished.underlined(found[-1], lines, report)
        elif kind == "html_block":
            token.content = _html_block(token.content, Finder(lines, line, end), outline, nesting, report)
        elif kind in ("th_open", "td_open") and "style" in token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).removeprefix("text-").replace(":", "-")}
        elif kind in ("fence", "math_block") and formulas.of_block(token):
            outline.formulas = formulas.typeset(token, outline.formulas, (line, 0), report)
        elif kind in ("fence", "code_block"):
            _code(token, Finder(lines, line, end), report)
        elif kind == "alert_open":
            alerts.entitle(tokens, index)
        elif kind == "table_open" and token.map:
            _extra_cells(lines, token.map, report)
        if token.nesting == 1 and token.level >= MOST_NESTING - 1:
            _too_deep(line, report)
    return found


def _content(
    block: Block, outline: Outline, nesting: Nesting, checks: Sequence[Check], report: Report
) -> None:
    """Look at what a paragraph, a heading or a cell holds."""
    token, above = block.content, block.opening
    children, written = token.children or [], token.content
    if children and children[0].type == WHOLE:
        if "](" in written:
            _links(children[0], block.finder(), outline)
    elif children:
        _inline(children, block.finder(), outline, nesting, report)
        if "](" in written:
            names_with_spaces(children, block.finder(), report)
    for check in checks:
        check.report(block, report)
    if "{:" in written or ("{#" in written and above.type == "heading_open"):
        token.children = kramdown.take_out(children, above, block.finder(), nesting, report)
    if not outline.excerpt and token.level == 1 and above.type == "paragraph_open":
        outline.excerpt = plain(children)


def _inline(
    children: list[Token], finder: Finder, outline: Outline, nesting: Nesting, report: Report
) -> None:
    """Tame the tags inside a paragraph, and note the places of its links and pictures."""
    open_links: list[str] = []
    open_comment = False
    for index, child in enumerate(children):
        if child.type == "code_inline":
            finder.code(child.markup, child.content)
        elif child.type == formulas.MATH:
            place = finder.words(f"{child.markup}{child.content}")
            outline.formulas = formulas.typeset(child, outline.formulas, place, report)
        elif child.type == "link_open" and child.info == "auto":
            label = children[index + 1]
            outline.note(str(child.attrs["href"]), finder.words(label.markup or label.content))
        elif child.type == "link_open":
            open_links.append(str(child.attrs.get("href", "")))
        elif child.type == "link_close" and child.info != "auto" and open_links:
            _note(open_links.pop(), finder, outline)
        elif child.type == "image":
            source = str(child.attrs.get("src", ""))
            here = _note(source, finder, outline)
            if not child.content.strip():
                message = "This picture has no alternative text, so people who can't see it miss it."
                report("missing-alt", message, f"describe it: ![What the picture shows]({source})", here)
        elif child.type == comments.OPEN_COMMENT and not open_comment:
            open_comment = True
            place = finder.words(child.content)
            report(*comments.without_end(finder.lines, place), place)
        elif child.type == "html_inline":
            if child.content.startswith(BOX):
                done = "checked" in child.content
                looks, name = ("task done", "Done") if done else ("task", "To do")
                child.content = f'<span class="{looks}" role="img" aria-label="{name}"></span>'
            else:
                child.content = _tag(child.content, finder, outline, nesting, report)


def _links(token: Token, finder: Finder, outline: Outline) -> None:
    """Note the places of the links in a whole token."""
    for match in token.meta["matches"]:
        if match["code"]:
            finder.code("`", match["code"])
        elif match["href"]:
            _note(match["href"], finder, outline)


def _tag(content: str, finder: Finder, outline: Outline, nesting: Nesting, report: Report) -> str:
    start = finder.words(content)
    outline.typed = True
    outline.elements.see(content, start[0])
    for address, place in in_tags(content, finder.lines, start, finder.end):
        outline.note(address, place)
    return raw_html.tame(content, nesting, lambda code, message, hint, _: report(code, message, hint, start))


def _note(address: str, finder: Finder, outline: Outline) -> Position:
    """Note and return the place of a link's address: in the paragraph, or where a reference is defined."""
    return outline.note(address, finder.address(address) or outline.defined.get(address, finder.at))


def _html_block(content: str, finder: Finder, outline: Outline, nesting: Nesting, report: Report) -> str:
    """Note what is in a block of HTML, and return it tamed."""
    outline.typed = True
    outline.elements.see(content, finder.at[0])
    for address, place in in_tags(content, finder.lines, finder.at, finder.end):
        outline.note(address, place)

    def located(code: str, message: str, hint: str, at: int) -> None:
        place = finder.words(content[at:])
        fault = code, message, hint
        report(
            *(comments.without_end(finder.lines, place) if fault == comments.WITHOUT_END else fault), place
        )

    comments.words_behind(content, finder, report)
    return raw_html.tame(content, nesting, located)


def _too_deep(line: int, report: Report) -> None:
    most = MOST_NESTING - 2
    message = f"This is nested more than {most} levels deep, so what is inside it can't be read."
    report("nested-too-deep", message, "take some of the > or list levels away", (line, 0))


def _code(token: Token, finder: Finder, report: Report) -> None:
    """Report code that is not meant as it, or has no end, or words that are lost in its first line."""
    if token.type == "code_block":
        pasted.indented(token, report)
    else:
        _language(token.info.strip(), finder, report)
        unfinished.fence(token, finder.lines, report)


_DIAGRAMS: Final = frozenset({"mermaid", "geojson", "topojson", "stl", "plantuml"})
"""Languages of code from which forges make pictures."""


def _language(info: str, finder: Finder, report: Report) -> None:
    """Report a diagram, and a sentence in the place of a piece of code's language, where it would be lost."""
    if info.strip("{}. ").partition(" ")[0].lower() in _DIAGRAMS:
        message = "This diagram is shown as the code that it is made of: the site draws none."
        hint = "save the diagram as a picture beside the post, and put the picture here"
        report("diagram-as-code", message, hint, finder.words(info))
    elif info and not re.fullmatch(r"[\w+#./-]{1,30}", info):
        message = f"Markdown takes “{info[:60]}” for the language of a piece of code, so it is not shown."
        report("swallowed-line", message, "begin the words on the next line", finder.words(info))


def _extra_cells(lines: list[str], span: list[int], report: Report) -> None:
    rows = lines[span[0] : span[1]]
    width = len(_cells(rows[0]))
    for offset, row in enumerate(rows[2:], 2):
        if any(cell.strip() for cell in _cells(row)[width:]):
            message = (
                f"This row has more cells than the table's first row ({width}), so its end would be lost."
            )
            report(
                "extra-cells",
                message,
                "write \\| for a stroke inside a cell, or add a column",
                (span[0] + offset, 0),
            )


def _cells(row: str) -> list[str]:
    cells = escapedSplit(row.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _unseen(env: EnvType, outline: Outline, report: Report, lines: list[str]) -> None:
    finder = Finder(lines, 0, len(lines))
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            name = label.removeprefix(":")
            message = f"The footnote [^{name}] is never referred to, so nobody would see it."
            report(
                "unused-footnote",
                message,
                f"put [^{name}] where it belongs, or delete the footnote",
                finder.words(f"[^{name}]:"),
            )
    for name, line in env.get("footnotes_twice", ()):
        message = f"There is another footnote [^{name}] further down, so nobody would see this one."
        report(
            "unused-footnote",
            message,
            "give each a name of its own, here and where it is referred to",
            Finder(lines, line, len(lines)).words(f"[^{name}]:"),
        )
    for reference in (*env.get("references", {}).values(), *env.get("duplicate_refs", ())):
        if (
            reference["href"] not in outline.places
            and not comments.hides(reference)
            and not re.match(rf"(?:{'|'.join(SCHEMES)}):", reference["href"])
        ):
            line = reference.get("map", [0])[0]
            column = max(lines[line].find("["), 0)
            label = lines[line][column:].partition("]:")[0]
            message = f"Markdown takes “{label}]: …” for the address of a link, so the line is not shown."
            report(
                "swallowed-line",
                message,
                "write \\[ for the bracket if the line is meant to be read",
                (line, column),
            )
