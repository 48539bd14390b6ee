"""Attribute lists of kramdown, as in blogs that were made with Jekyll: `{:#id .class style="width: 80%"}`.

An id is kept, and so are the side of a block or picture and a picture's size. Other looks are the theme's.
"""

from __future__ import annotations

from typing import Final

from markdown_it.token import Token

from generator.model.patterns import lazy_pattern
from generator.source.markdown import looks
from generator.source.markdown.nesting import Nesting
from generator.source.markdown.positions import Finder, Report

_LIST: Final = lazy_pattern(
    r"[ \t]*\{(?::\s*|(?=#[\w-]+\}[ \t]*$))"
    r"(?P<list>(?:[#.][\w-]+|[\w-]+=\"[^\"]*\"|[\w-]+='[^']*'|\s)*)\}[ \t]*"
)
_ID: Final = lazy_pattern(r"(?:^|\s)(?:#|id=[\"'])(?P<id>[\w-]+)[\"']?")
_LOOKS: Final = lazy_pattern(r"(?:style|width|height|align)=(?:\"[^\"]*\"|'[^']*')")
_BREAKS: Final = ("softbreak", "hardbreak")


def take_out(
    children: list[Token], above: Token, finder: Finder, nesting: Nesting, report: Report
) -> list[Token]:
    """Take the lists out of what a block holds; the first in a text that loses something is reported."""
    for index, child in enumerate(children):
        if child.type != "text" or not (match := _LIST.search(child.content)):
            continue
        if found := _ID.search(match["list"]):
            above.attrSet("id", found["id"])
        written = match[0].strip()
        place = finder.words(written)
        if (
            _applied(match["list"], _picture(children, index, match.start()) or above)
            and not nesting.attributed
        ):
            nesting.attributed = True
            message = f"“{written}” is left out: it is for another program, and the theme decides on looks."
            hint = "delete it, and others like it in this text; ids and the sizes of pictures are kept"
            report("kramdown-attributes", message, hint, place)
        child.content = child.content[: match.start()] + child.content[match.end() :]
    while children and _blank(children[-1]):
        children.pop()
    return children


def _applied(listed: str, about: Token) -> bool:
    """Give a token the looks that it may have, and return whether anything else is in the list."""
    kept, left_out = looks.asked(about.tag, listed)
    about.attrs.update(kept)
    return bool(left_out or _LOOKS.sub("", _ID.sub("", listed)).strip())


def _picture(children: list[Token], index: int, start: int) -> Token | None:
    """Return the picture that a list is about: the one before it, or the only thing in its paragraph."""
    before = [each for each in children[max(0, index - 2) : index] if each.type not in _BREAKS]
    near = before[-1] if before and not start else None
    if near is None or near.type != "image":
        return None
    return near if near is children[index - 1] or len(children) == index + 1 == 3 else None


def _blank(token: Token) -> bool:
    return token.type in (*_BREAKS, "text") and not token.content.strip()
