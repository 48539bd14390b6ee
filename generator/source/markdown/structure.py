"""The structure of sanitised HTML: boxes around tables, and lists around entries that stand in none.

What is added here is balanced, element by element: a text can't end outside the place that a page has for it.
Browsers end an entry of a list where the next one begins, even one of the page that holds the text; so none
may stand outside a list of the text's own.
"""

from __future__ import annotations

import re
from typing import Final

from generator.model.patterns import lazy_pattern

_TAG: Final = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"]*")*)>')
_TYPED: Final = lazy_pattern(r"<(?:table|li|d[dt]|pre)[ >]")
"""The beginning of an element before which something may have to stand. Entries of lists are where they
belong, but for those whose tags a writer typed."""
_VOID: Final = frozenset("br col hr img source wbr".split())
_FLOW: Final = frozenset("a blockquote dd del details div dt figcaption figure ins li section td th".split())
"""Elements in which a `div` may stand, as far as it may stand in what holds them."""
_TERMS: Final = (("dl",), ("dl", "div"))
_LISTS: Final = {"li": (("ul",), ("ol",)), "dt": _TERMS, "dd": _TERMS}
"""For entries, what may hold them; the first is put around those that stand elsewhere."""
_BOX: Final = '<div class="scroll" role="group" aria-label="Table" tabindex="0">'


class _Builder:
    """HTML that is put together again. `open` holds elements with what follows their ends."""

    def __init__(self, clean: str) -> None:
        self.clean = clean
        self.parts: list[str] = []
        self.taken = 0
        self.open: list[tuple[str, str]] = []

    def begin(self, match: re.Match[str]) -> None:
        """Begin an element, in what has to stand around it."""
        name, after = match["name"], ""
        if name == "table" and all(each in _FLOW for each, _ in self.open):
            self._put(_BOX, match.start())
            after = "</div>"
        elif name in _LISTS and not self._listed(name):
            after = f"</{_LISTS[name][0][0]}>"
            self._list(after, match.start())
        elif match[0] == "<pre>":
            self._put('<pre tabindex="0"', match.start(), match.end() - 1)
        if name not in _VOID:
            self.open.append((name, after))

    def end(self, at: int) -> None:
        """End the innermost element, and what was put around it."""
        if after := self.open.pop()[1]:
            self._put(after, at)

    def result(self) -> str:
        """Return all of it."""
        return "".join(self.parts) + self.clean[self.taken :]

    def _put(self, piece: str, at: int, end: int = 0) -> None:
        """Put something between what stands before a place and what follows it, or in place of that."""
        self.parts += (self.clean[self.taken : at], piece)
        self.taken = end or at

    def _listed(self, name: str) -> bool:
        """Return whether an entry would stand in a list of this text."""
        around = tuple([each for each, _ in self.open[-2:]])
        return around[-1:] in _LISTS[name] or around in _LISTS[name]

    def _list(self, end: str, at: int) -> None:
        """Begin a list, or go on with one that has just ended."""
        between = self.clean[self.taken : at]
        before = between.rstrip()
        if not before and self.parts and self.parts[-1] == end:
            self.parts.pop()
        elif before.endswith(end):
            self._put(between[len(before) :], self.taken + len(before) - len(end), at)
        else:
            self._put(end.replace("/", ""), at)


def structured(clean: str, *, typed: bool) -> str:
    """Return sanitised HTML with each outermost table in a box that scrolls, and no entry outside a list.

    `typed` says that tags of the writer's own are in it.
    """
    if not (_TYPED.search(clean) if typed else "<table" in clean or "<pre" in clean):
        return clean
    builder = _Builder(clean)
    for match in _TAG.finditer(clean):
        if match["end"]:
            builder.end(match.end())
        else:
            builder.begin(match)
    return builder.result()
