"""A limit on open elements of a text's own HTML: for each more the sanitiser looks through all of them."""

from __future__ import annotations

from collections import Counter
from typing import Final

MOST_OPEN: Final = 50
_UNCOUNTED: Final = frozenset("br caption col colgroup hr img p tbody td tfoot th thead tr wbr".split())
"""Elements that hold nothing, or that the next of their kind closes wherever it stands."""
SELF_CLOSING: Final = _UNCOUNTED | {"dd", "dt", "li", "rp", "rt"}
"""Those that may be left without an end."""
_ENTRIES: Final = {"li": "li", "dt": "dt", "dd": "dt"}
"""Entries of lists, each with the kind that closes it. One of the other kind stands within it."""
_LISTS: Final = frozenset({"dl", "ol", "ul"})


class Nesting:
    """Open elements of one text's own HTML.

    `deep`, `undressed` and `attributed` say that it was told of elements too deep, and of looks that are left
    out: those of tags, and those of kramdown's lists.
    """

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.deep = False
        self.undressed = False
        self.attributed = False
        self._lists: list[_List] = [_List("")]

    def takes(self, name: str, *, closing: bool) -> bool:
        """Return whether there is room for this tag.

        An element that its next neighbour closes is not counted.
        """
        if name in _UNCOUNTED:
            return True
        if closing:
            self._close(name)
            return True
        entry = _ENTRIES.get(name)
        within = self._lists[-1]
        if entry and within.entry in ("", entry):
            within.entry = entry
            return True
        if self.open.total() >= MOST_OPEN:
            return False
        if entry:
            within.entry = entry
            within.nested += 1
        elif name in _LISTS:
            self._lists.append(_List(name))
        self.open["li" if entry else name] += 1
        return True

    def _close(self, name: str) -> None:
        if name in _ENTRIES:
            return
        self.open[name] -= self.open[name] > 0
        if any(each.name == name for each in self._lists):
            while (ended := self._lists.pop()).name != name:
                self.open["li"] -= ended.nested
            self.open["li"] -= ended.nested


class _List:
    """An open list: the kind of its last entry, and how many of them stand within others."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.entry = ""
        self.nested = 0
