"""Markdown to HTML: CommonMark with tables, footnotes, strikethrough and task lists. No text is dropped unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from generator.read import rawhtml
from generator.read.quick import QuickRenderer, shorten
from generator.slugs import slugify

MOST_NESTING: Final = 60
Report = Callable[[str, str, str, str, int], None]
"""Called with a code, a message, a hint, the text to look for and the line (from 0) from which to look."""


@cache
def parser() -> MarkdownIt:
    """The one parser of this process: making one costs more than a post does."""
    md = MarkdownIt("commonmark", {"maxNesting": MOST_NESTING}, renderer_cls=QuickRenderer)
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False)
    md.use(tasklists_plugin)
    shorten(md)
    return md


class Outline:
    """What a text holds beside its HTML."""

    def __init__(self) -> None:
        self.excerpt = ""
        self.anchors: list[str] = []


def to_html(text: str, first_heading: int, report: Report) -> tuple[str, Outline]:
    """HTML that is not yet sanitised. Its highest heading becomes level `first_heading`, the next one that below."""
    md = parser()
    env: dict[str, Any] = {}
    tokens = md.parse(text, env)
    outline = Outline()
    _walk(tokens, outline, report, text)
    _level_headings([each for each in tokens if each.type in ("heading_open", "heading_close")], first_heading)
    _unseen(env, report)
    return md.renderer.render(tokens, md.options, env), outline


def _walk(tokens: list[Token], outline: Outline, report: Report, text: str) -> None:
    taken: dict[str, int] = {}
    line = 0
    for index, token in enumerate(tokens):
        if token.map:
            line = token.map[0]
        kind = token.type
        if kind == "inline":
            children = token.children or []
            if "<" in token.content or "!" in token.content or "[ ]" in token.content or "[x]" in token.content.lower():
                token.children = _inline(children, line, report)
            if "{:" in token.content:
                token.children = _kramdown(token.children or [], tokens, index, line, report)
            if not outline.excerpt and token.level == 1 and tokens[index - 1].type == "paragraph_open":
                outline.excerpt = plain(children)
        elif kind == "heading_open":
            base = slugify(plain(tokens[index + 1].children or [])) or "section"
            taken[base] = taken.get(base, 0) + 1
            token.attrSet("id", base if taken[base] == 1 else f"{base}-{taken[base]}")
        elif kind == "html_block":
            token.content = rawhtml.tame(token.content, lambda code, message, hint, needle, at=line: report(code, message, hint, needle, at))
        elif kind in ("th_open", "td_open") and "style" in token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).removeprefix("text-").replace(":", "-")}
        elif kind == "table_open" and token.map:
            _extra_cells(text, token.map, report)
        if token.nesting == 1 and token.level >= MOST_NESTING - 1:
            message = f"This is nested more than {MOST_NESTING - 2} levels deep, so what is inside it can't be read."
            report("nested-too-deep", message, "take some of the > or list levels away", "", line)


def _inline(children: list[Token], line: int, report: Report) -> list[Token]:
    def here(code: str, message: str, hint: str, needle: str) -> None:
        report(code, message, hint, needle, line)

    for child in children:
        if child.type == "html_inline":
            if child.content.startswith('<input class="task-list-item-checkbox"'):
                done = "checked" in child.content
                child.content = f'<span class="{"task done" if done else "task"}" role="img" aria-label="{"Done" if done else "To do"}"></span>'
            else:
                child.content = rawhtml.tame(child.content, here)
        elif child.type == "image" and not child.content.strip():
            message = "This picture has no alternative text, so people who can't see it miss it."
            here("missing-alt", message, f"describe it: ![What the picture shows]({child.attrs.get('src', '')})", str(child.attrs.get("src", "")))
    return children


_KRAMDOWN: Final = re.compile(r"[ \t]*\{:\s*(?P<list>(?:[#.][\w-]+|[\w-]+=\"[^\"]*\"|[\w-]+='[^']*'|\s)*)\}[ \t]*")
_KRAMDOWN_ID: Final = re.compile(r"(?:^|\s)(?:#|id=[\"'])(?P<id>[\w-]+)")


def _kramdown(children: list[Token], tokens: list[Token], index: int, line: int, report: Report) -> list[Token]:
    """Attribute lists that a post brought along from kramdown (Jekyll): an id is kept, looks are the theme's."""
    for child in children:
        if child.type != "text" or not (match := _KRAMDOWN.search(child.content)):
            continue
        if found := _KRAMDOWN_ID.search(match["list"]):
            tokens[index - 1].attrSet("id", found["id"])
        message = f"“{match[0].strip()}” is for kramdown; Enquiry keeps an id from it and leaves looks to the theme."
        report("kramdown-attributes", message, "delete it", match[0].strip(), line)
        child.content = child.content[: match.start()] + child.content[match.end() :]
    while children and children[-1].type in ("softbreak", "hardbreak", "text") and not children[-1].content.strip():
        children.pop()
    return children


def _level_headings(headings: list[Token], first: int) -> None:
    ranks = {tag: rank for rank, tag in enumerate(sorted({each.tag for each in headings}))}
    for each in headings:
        each.tag = f"h{min(6, first + ranks[each.tag])}"


def _extra_cells(text: str, lines: tuple[int, int] | list[int], report: Report) -> None:
    rows = text.split("\n")[lines[0] : lines[1]]
    width = len(_cells(rows[0]))
    for offset, row in enumerate(rows[2:], 2):
        if len(_cells(row)) > width:
            message = f"This row has more cells than the table's first row ({width}), so its end would be lost."
            report("extra-cells", message, "write \\| for a stroke inside a cell, or add a column", "", lines[0] + offset)


def _cells(row: str) -> list[str]:
    cells = escapedSplit(row.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _unseen(env: dict[str, Any], report: Report) -> None:
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            name = label.removeprefix(":")
            message = f"The footnote [^{name}] is never referred to, so nobody would see it."
            report("unused-footnote", message, f"put [^{name}] where it belongs, or delete the footnote", f"[^{name}]:", 0)
    for label, reference in env.get("references", {}).items():
        if not re.search(r"[./#:@]", reference["href"]):
            message = f"Markdown takes “[{label.lower()}]: …” for the address of a link, so the line is not shown."
            report("swallowed-line", message, "write \\[ for the bracket if the line is meant to be read", f"[{label}]:", reference.get("map", [0])[0])


def plain(children: Iterable[Token]) -> str:
    """The words of inline content, without marks."""
    words = []
    for child in children:
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif child.type == "image":
            words.append(child.content)
    return " ".join("".join(words).split())
