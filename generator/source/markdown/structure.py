"""The structure of sanitised HTML: boxes around tables, and lists around entries that stand in none.

What is added here is balanced, element by element: a text can't end outside the place that a page has for it.
Browsers end an entry of a list where the next one begins, even one of the page that holds the text; so none
may stand outside a list of the text's own.
"""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"]*")*)>')
_VOID: Final = frozenset("br col hr img source wbr".split())
_FLOW: Final = frozenset("a blockquote dd del details div dt figcaption figure ins li section td th".split())
"""Elements in which a `div` may stand, as far as it may stand in what holds them."""
_TERMS: Final = (("dl",), ("dl", "div"))
_LISTS: Final = {"li": (("ul",), ("ol",)), "dt": _TERMS, "dd": _TERMS}
"""For entries, what may hold them; the first is put around those that stand elsewhere."""
_BOX: Final = '<div class="scroll" role="group" aria-label="Table" tabindex="0">'


class _Builder:
    """HTML that is put together again, tag by tag. `open` holds elements with what follows their ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.open: list[tuple[str, str]] = []

    def begin(self, name: str, tag: str) -> None:
        """Begin an element, in what has to stand around it."""
        after = ""
        if name == "table" and all(each in _FLOW for each, _ in self.open):
            self.parts.append(_BOX)
            after = "</div>"
        elif name in _LISTS and not self._listed(name):
            after = f"</{_LISTS[name][0][0]}>"
            self._list(after)
        self.parts.append('<pre tabindex="0">' if tag == "<pre>" else tag)
        if name not in _VOID:
            self.open.append((name, after))

    def end(self, tag: str) -> None:
        """End the innermost element, and what was put around it."""
        self.parts.append(tag)
        if after := self.open.pop()[1]:
            self.parts.append(after)

    def _listed(self, name: str) -> bool:
        """Return whether an entry would stand in a list of this text."""
        around = tuple([each for each, _ in self.open[-2:]])
        return around[-1:] in _LISTS[name] or around in _LISTS[name]

    def _list(self, end: str) -> None:
        """Begin a list, or go on with one that has just ended."""
        if len(self.parts) > 1 and self.parts[-2] == end and not self.parts[-1].strip():
            del self.parts[-2]
        else:
            self.parts.append(end.replace("/", ""))


def structured(clean: str) -> str:
    """Return sanitised HTML with each outermost table in a box that scrolls, and no entry outside a list."""
    builder = _Builder()
    at = 0
    for match in _TAG.finditer(clean):
        builder.parts.append(clean[at : match.start()])
        at = match.end()
        if match["end"]:
            builder.end(match[0])
        else:
            builder.begin(match["name"], match[0])
    return "".join(builder.parts) + clean[at:]
