"""Passages of a file that an edition may show: values of its settings, and its body, with their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from html import unescape
from typing import Final

from msgspec import Struct

from generator.model.patterns import lazy_pattern
from generator.schema.tree import Mapping as Table, Node, Scalar, key_name

NEVER_SHOWN: Final[Mapping[str, frozenset[str]]] = {
    "network": frozenset(
        {
            "address",
            "addresses",
            "concern",
            "contact",
            "forge",
            "privacy_contact",
            "tagging_entity",
            "theme",
            "timezone",
        }
    ),
    "profile": frozenset({"accounts", "also_known_as", "category", "consent", "feed", "photo", "tag"}),
    "guest": frozenset({"consent"}),
    "catalogue": frozenset({"gaps", "id_rule", "note", "seen", "sources", "title_exact", "crosswalk_note"}),
}
"""Settings that no edition shows as text, and addresses that are meant for mail: `concern`,
`privacy_contact`."""


REFERENCES: Final = frozenset(
    "cohort cohorts colleague evidence focus led_by match members offers outreach person phase photos post"
    " prompt reflects_on reply_to request standards visitor with".split()
)
"""Settings that name another record or a person's folder, in whose place an edition puts its own address."""


class Passage(Struct, frozen=True):
    """Text that begins at this line and column, in a setting (such as `prompts.2.text`) or in the body."""

    text: str
    line: int
    column: int
    setting: str = ""


class Source:
    """The text of a file, in which places are looked up."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(at + 1 for at, character in enumerate(self.text) if character == "\n")]

    def place(self, passage: Passage, start: int, found: str) -> tuple[int, int]:
        """Return the line and column of what was found at `start` of a passage.

        In a value that YAML spells in another way, it is searched for from the beginning of the value.
        """
        begin = self._starts[min(passage.line, len(self._starts)) - 1] + passage.column - 1
        at = begin + start
        if not self.text.startswith(found, at):
            at = self.text.find(found, begin)
        at = begin if at < 0 else at
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1


def in_settings(kind: str, tree: Node | None) -> Iterator[Passage]:
    """Yield the values that an edition may show."""
    hidden = NEVER_SHOWN.get(kind, frozenset())
    pairs = tree.pairs if isinstance(tree, Table) else ()
    for key, value in pairs:
        if key.text not in hidden:
            yield from _values(value, key.text, hidden)


def _values(node: Node, setting: str, hidden: frozenset[str]) -> Iterator[Passage]:
    if isinstance(node, Scalar):
        yield Passage(node.text, node.line, node.column, setting)
    elif isinstance(node, Table):
        for key, value in node.pairs:
            if key_name(key.text) not in hidden:
                yield Passage(key.text, key.line, key.column, setting)
                yield from _values(value, f"{setting}.{key.text}", hidden)
    else:
        for index, item in enumerate(node.items):
            yield from _values(item, f"{setting}.{index}", hidden)


UNSEEN: Final = (
    "[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f"
    "\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\U000e0000-\\U000e0fff]"
)
"""Invisible characters between letters: soft hyphens and signs without a width, from other programs
mostly."""
DISGUISE: Final = (
    f"&(?:#[0-9]{{1,7}};?|#[xX][0-9A-Fa-f]{{1,6}};?|[A-Za-z][A-Za-z0-9]{{1,30}};)"
    f"|\\\\[!-/:-@\\[-`{{-~]|{UNSEEN}"
)
"""Disguises, which a page shows as something else: references to characters, escapes, invisible
characters."""
_UNSEEN: Final = lazy_pattern(UNSEEN)


def undisguised(written: str) -> str:
    """Return what a page shows of a disguise."""
    shown = unescape(written) if written[0] == "&" else written[1:] if written[0] == "\\" else written
    return _UNSEEN.sub("", shown)


class Plain:
    """A text without its disguises; `at` maps an offset in it to that in the original."""

    def __init__(
        self,
        text: str,
        disguise: re.Pattern[str],
        instead: Callable[[re.Match[str]], str],
        under: Plain | None = None,
        end: int | None = None,
    ) -> None:
        self._under = under
        parts: list[str] = []
        self._starts, self._origins = [0], [0]
        length = last = 0
        for match in disguise.finditer(text, 0, len(text) if end is None else end):
            put = instead(match)
            parts += (text[last : match.start()], put)
            length += match.start() - last
            self._starts += (length, length + len(put))
            self._origins += (match.start(), match.end())
            length, last = length + len(put), match.end()
        self.text = "".join((*parts, text[last:])) if parts else text

    def at(self, place: int) -> int:
        """Return the offset in the original."""
        index = bisect_right(self._starts, place) - 1
        inside = index % 2 == 1
        origin = self._origins[index] + (0 if inside else place - self._starts[index])
        return self._under.at(origin) if self._under else origin

    def without(self, pattern: re.Pattern[str], end: int | None = None) -> Plain:
        """Return the same text without what matches, up to an offset."""
        return Plain(self.text, pattern, lambda _: "", self, end)
