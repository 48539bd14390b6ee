"""HTML as Markdown, by markdownify, in the form that Enquiry reads back as the same words.

markdownify was compared with html-to-markdown on 143 texts of WordPress' own test data. Both carry every word
over. html-to-markdown is thirteen times as fast, but it is a binary of 22 MB without a way to change what one
element becomes: it adds addresses of quotations and explanations of abbreviations to the text, joins lines
that stood apart, and drops line breaks in code. markdownify is 100 KB, takes under a millisecond a text, and
each of its elements can be overridden; here those are whose Markdown would be read differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any, Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from generator.source.markdown import comments

Tags = set[str]
"""The names of the elements around one."""
Conversion = Callable[[Tag, str, Tags], str]
"""A function that makes Markdown of an element, given that of what is in it."""

_CELL: Final = "\ufdd0"
_ROW: Final = "\ufdd1"
_BREAK: Final = "\ufdd3"
"""Ends of a cell and of a row; the end of a line within a
paragraph."""
_MEANT: Final = re.compile(
    r"\\|`|\*|~~|\[|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|!(?=\Z)", re.ASCII
)
"""Signs that Markdown would take for its own."""
_LINE: Final = re.compile(
    r"^(?P<blank>\s*)(?:(?P<sign>[#>+-](?=\s|\Z|[-=>#])|>|=+(?=\s*$)|-+(?=\s*$)|\|(?=[-|:\s]*$)|:(?=-+:?[-|:\s]*$))"
    r"|(?P<number>\d{1,9})(?P<end>[.)])(?=\s|\Z))",
    re.MULTILINE,
)
"""Signs that mean something at the beginning of a line alone."""
_LIKE_A_COMMENT: Final = re.compile(rf"\\?({comments.MISTYPED.pattern})")
_FENCE: Final = re.compile(r"`{3,}")
_LANGUAGE: Final = re.compile(r"(?:lang(?:uage)?-|brush:\s*)([\w+#.-]{1,30})")
_GAP: Final = re.compile(r"\s*\n[\s\ufdd3]*\n\s*")
_EDGE: Final = " \t\r\n\ufdd3"


class _Converter(MarkdownConverter):
    """markdownify, with the elements that Enquiry reads differently."""

    def escape(self, text: str, parent_tags: Tags) -> str:
        """Return words so that none of their signs is taken for Markdown's."""
        found = _MEANT.sub(lambda match: f"\\{match[0]}", text)
        if not parent_tags & {"td", "th"}:
            found = _LINE.sub(_at_line, found)
        found = _LIKE_A_COMMENT.sub(lambda match: f"&#{ord(match[1][0])};{match[1][1:]}", found)
        found = found.replace("{:", "&#123;:")
        return found.replace("]", "\\]") if "a" in parent_tags else found


def _link(el: Tag, text: str, tags: Tags) -> str:
    """Return a link, or the anchor of one."""
    href, anchor = str(el.get("href") or "").strip(), str(el.get("id") or "")
    mark = f'<a id="{escape(anchor)}"></a>' if anchor else ""
    words = _GAP.sub(" ", text).strip(_EDGE)
    if not href or not words or "_noformat" in tags:
        return mark + text
    if el.get_text() == href and re.match(r"https?://[^\s<>]+\Z", href):
        return f"{mark}<{href}>"
    before, after = _spaces(text)
    return f"{before}{mark}[{words}]({address(href)}{_title(el)}){after}"


def _picture(el: Tag, _text: str, tags: Tags) -> str:
    alt = " ".join(str(el.get("alt") or "").split())
    if "_noformat" in tags:
        return alt
    words = _MEANT.sub(lambda match: f"\\{match[0]}", alt).replace("]", "\\]").replace("{:", "&#123;:")
    return f"![{words}]({address(str(el.get('src') or ''))})"


def _emphasised(sign: str, name: str, same: frozenset[str]) -> Conversion:
    """Return a function for an emphasis, which is HTML where its signs would not be seen as such."""

    def conversion(el: Tag, text: str, tags: Tags) -> str:
        words = text.strip(_EDGE)
        if not words or _GAP.search(words) or tags & same or "_noformat" in tags:
            return text
        before, after = _spaces(text)
        if _touches(el, words):
            return f"{before}<{name}>{words}</{name}>{after}"
        return f"{before}{sign}{words}{sign}{after}"

    return conversion


def _spaces(text: str) -> tuple[str, str]:
    return " " * text[:1].isspace(), " " * text[-1:].isspace()


def _struck_out(_el: Tag, text: str, tags: Tags) -> str:
    words = text.strip(_EDGE)
    whole = not _GAP.search(words) and "_noformat" not in tags
    return f"<del>{words}</del>" if words and whole else text


def _code(el: Tag, text: str, tags: Tags) -> str:
    """Return a piece of code, in its own lines where it has several."""
    if "_noformat" in tags or not text.strip():
        return text
    if "\n" in text.strip() and "_inline" not in tags:
        return _fenced(text.strip("\n"), el)
    words = " ".join(text.split())
    fence = "`" * max([1, *(len(each) + 1 for each in re.findall("`+", words))])
    before, after = _spaces(text)
    edge = " " if "`" in words else ""
    return f"{before}{fence}{edge}{words}{edge}{fence}{after}"


def _lines_of_code(el: Tag, text: str, tags: Tags) -> str:
    if "_inline" in tags:
        return " ".join(text.split())
    return _fenced(text.strip("\n"), el) if text.strip() else ""


def _term(_el: Tag, text: str, _tags: Tags) -> str:
    words = " ".join(text.split())
    return f"\n\n{words if '*' in words else f'**{words}**'}\n\n" if words else ""


def _cell(_el: Tag, text: str, _tags: Tags) -> str:
    return " ".join(text.replace(_BREAK, " ").split()).replace("|", "\\|") + _CELL


def _table(_el: Tag, text: str, tags: Tags) -> str:
    """Return a table, its first row above the line, with a caption before it."""
    if "_inline" in tags:
        return " ".join(text.replace(_CELL, " ").replace(_ROW, " ").split())
    *lines, rest = text.split(_ROW)
    rows = [[cell.strip() for cell in line.split(_CELL)[:-1]] for line in lines]
    rows = [row for row in rows if row]
    if not rows:
        return f"\n\n{rest.strip()}\n\n"
    width = max(map(len, rows))
    head, *others = [_row([*row, *[""] * (width - len(row))]) for row in rows]
    table = "\n".join([head, _row(["---"] * width), *others])
    return f"\n\n{table}\n\n{rest.strip()}\n\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _item(el: Tag, text: str, _tags: Tags) -> str:
    """Return an item of a list, under its number."""
    words = text.strip()
    if not words:
        return "\n"
    ordered = el.parent is not None and el.parent.name == "ol"
    bullet = f"{el.get('value', '1')}. " if ordered else "- "
    return bullet + words.replace("\n", "\n" + " " * len(bullet)) + "\n"


def _kept(el: Tag, text: str, tags: Tags) -> str:
    """Return an element as it is."""
    if not text.strip() or "_noformat" in tags or _GAP.search(text):
        return text
    title = f' title="{escape(str(el["title"]))}"' if el.name == "abbr" and el.get("title") else ""
    return f"<{el.name}{title}>{text}</{el.name}>"


_BOLD: Final = frozenset({"b", "strong"})
_ITALIC: Final = frozenset({"i", "em"})
_CONVERSIONS: Final[dict[str, Conversion]] = {
    "a": _link,
    "img": _picture,
    **dict.fromkeys(_BOLD, _emphasised("**", "strong", _BOLD)),
    **dict.fromkeys(_ITALIC, _emphasised("*", "em", _ITALIC)),
    **dict.fromkeys(("del", "s", "strike"), _struck_out),
    "q": lambda _el, text, _tags: f"“{text}”",
    "code": _code,
    "pre": _lines_of_code,
    "br": lambda _el, _text, tags: " " if tags & {"_inline", "_noformat"} else f"{_BREAK}\n",
    "dt": _term,
    "dd": lambda _el, text, _tags: f"\n\n{text.strip()}\n\n",
    "td": _cell,
    "th": _cell,
    "tr": lambda _el, text, _tags: text + _ROW,
    "table": _table,
    "li": _item,
    "fnote": lambda el, _text, _tags: f"[^{el.get_text()}]",
    **dict.fromkeys("abbr cite dfn ins kbd mark samp small sub sup u var".split(), _kept),
}


def _method(conversion: Conversion) -> Callable[[_Converter, Tag, str, Tags], str]:
    """Return a function as a method of the converter, as the library calls it."""

    def method(_self: _Converter, el: Tag, text: str, parent_tags: Tags) -> str:
        return conversion(el, text, parent_tags)

    return method


for _name, _conversion in _CONVERSIONS.items():
    setattr(_Converter, f"convert_{_name}", _method(_conversion))


def _at_line(match: re.Match[str]) -> str:
    if match["sign"]:
        return f"{match['blank']}\\{match['sign']}"
    return f"{match['blank']}{match['number']}\\{match['end']}"


def _fenced(code: str, el: Tag) -> str:
    """Return lines of code between fences that are longer than any in it."""
    fence = "`" * max([3, *(len(each) + 1 for each in _FENCE.findall(code))])
    named = [each for tag in (el, *el.find_all("code")) for each in tag.get_attribute_list("class")]
    found = _LANGUAGE.search(" ".join(map(str, named)))
    return f"\n\n{fence}{found[1] if found else ''}\n{code}\n{fence}\n\n"


def _touches(el: Tag, words: str) -> bool:
    """Return whether signs of emphasis would be read as signs: a word or another emphasis begins at them."""
    for beside, edge in ((el.previous_sibling, words[0]), (el.next_sibling, words[-1])):
        last = beside is el.previous_sibling
        if isinstance(beside, Tag) and beside.name != "br":
            return True
        text = str(beside or "")
        near = (text[-1:] if last else text[:1]) if isinstance(beside, NavigableString) else ""
        if near in ("*", "_") or (near.isalnum() and not edge.isalnum()):
            return True
    return False


def _title(el: Tag) -> str:
    title = " ".join(str(el.get("title") or "").split())
    if not title or title == el.get_text():
        return ""
    return ' "' + title.replace("\\", "\\\\").replace('"', '\\"').replace("{:", "&#123;:") + '"'


def address(href: str) -> str:
    """Return an address as Markdown takes it between round brackets."""
    signs = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "|": "%7C"}
    return "".join(signs.get(each, each) for each in href if each.isprintable())


def to_markdown(tree: BeautifulSoup) -> str:
    """Return a tree as Markdown."""
    options: dict[str, Any] = {"heading_style": "atx", "bullets": "-"}
    text = str(_Converter(**options).convert_soup(tree))
    lines = text.split("\n")
    ends = [_ended(line, below) for line, below in zip(lines, [*lines[1:], ""], strict=True)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(ends)).strip("\n")


def _ended(line: str, below: str) -> str:
    """Return a line with the sign that it is to end there, if words of the same paragraph are below it."""
    words = below.replace(_BREAK, "").strip(" >")
    goes_on = line.replace(_BREAK, "").strip(" >") and words and not words.startswith("```")
    end = "\\" if line.endswith(_BREAK) and goes_on else ""
    return line.replace(_BREAK, "").rstrip() + end
