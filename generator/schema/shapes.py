"""Shapes: the keys of a mapping, each with its reader.

A kind of file declares a shape, and writes no checking code.
"""

from __future__ import annotations

from collections.abc import Container, Mapping as Table
from typing import Any, Final, Generic, TypeVar

from msgspec import Struct

from generator.model.suggest import nearest
from generator.schema.reading import NOTHING, Reader, Reading
from generator.schema.tree import Mapping, Node, Scalar, key_name

S = TypeVar("S", bound=Struct)


class Shape(Generic[S]):
    """The keys of one mapping: the reader of each, and those that are required."""

    def __init__(
        self,
        struct: type[S],
        required: Table[str, Reader[Any]],
        optional: Table[str, Reader[Any]],
        *,
        name: str,
    ) -> None:
        self.struct = struct
        self.readers = {**required, **optional}
        self.required = tuple(required)
        self.name = name
        self._fields = {key: field_name(key) for key in self.readers}

    def __call__(self, node: Node, reading: Reading, at: str = "") -> S | None:
        """Return the struct; None, reported, where a required value is missing or unreadable."""
        if not isinstance(node, Mapping):
            reading.report(
                node, "wrong-type", f"{self._named()} is written as lines of `key: value`.", self._lines()
            )
            return None
        values: dict[str, Any] = {}
        given: set[str] = set()
        meant: set[str] = set()
        for key, value in node.pairs:
            name = key.text if key.text in self.readers else key_name(key.text)
            reader = self.readers.get(name)
            if reader is None:
                meant.add(self._unknown(key, value, reading))
                continue
            if name in given:
                message = f"“{key.text}” stands here twice, the first time in another spelling."
                reading.report(key, "duplicate-key", message, "keep one of them")
                continue
            if _nothing(value):
                continue
            given.add(name)
            where = f"{at}.{name}" if at else name
            reading.marks[where] = (value.line, value.column)
            read = reader(value, reading, where)
            if read is not None:
                values[self._fields[name]] = read
        for name in self.required:
            if name not in given and name not in meant:
                self._missing(name, node, reading)
        if any(self._fields[name] not in values for name in self.required):
            return None
        return self.struct(**values)

    def _missing(self, name: str, node: Mapping, reading: Reading) -> None:
        code = f"missing-{name}" if name in ("title", "date") else "missing-key"
        blank = next((value for key, value in node.pairs if key_name(key.text) == name), None)
        if blank is not None:
            example = f"{name}: {EXAMPLES.get(name, '…')}"
            hint = f"write it on the same line, as `{example}`; if it begins with #, put it in quotes"
            reading.report(blank, code, f"Nothing stands after `{name}:`.", hint)
            return
        article = "an" if name[0] in "aeiou" else "a"
        reading.report(
            node,
            code,
            f"{self._named()} needs {article} `{name}`.",
            f"add `{name}: {EXAMPLES.get(name, '…')}`",
        )

    def _lines(self) -> str:
        """Return a hint that names the lines of such a mapping."""
        *keys, last = [f"`{each}: …`" for each in self.required] or [f"`{next(iter(self.readers))}: …`"]
        listed = f"{', '.join(keys)} and {last}" if keys else last
        return f"{'it needs' if self.required else 'such as'} {listed}"

    def _named(self) -> str:
        return self.name[0].upper() + self.name[1:]

    def _unknown(self, key: Scalar, value: Node, reading: Reading) -> str:
        """Report an unknown setting; return the one that is probably meant, or that it belongs to."""
        if key.text.casefold() in WRITERS and self.name in ("a post", "a reply"):
            hint = "delete the line: the folder says who writes, and `with` names co-writers"
            reading.report(key, "unknown-key", f"`{key.text}` is not a setting of {self.name}.", hint)
            return ""
        if "audience" in self.readers and (hint := hiding_hint(key, value, self.readers)):
            reading.report(key, "unknown-key", f"`{key.text}` is not a setting of {self.name}.", hint)
            return ""
        if "withdrawn" in self.required:
            reading.report(
                key,
                "unknown-key",
                f"`{key.text}` is not a setting of {self.name}.",
                "delete the line: it is to say nothing; `enquiry takedown` does that",
            )
            return ""
        below = next(
            (
                name
                for name, reader in self.readers.items()
                if isinstance(reader, Shape) and key.text in reader.readers
            ),
            "",
        )
        close = next(iter(nearest(key.text, self.readers, 1)), "") or ELSEWHERE.get(key.text.casefold(), "")
        close = close if close in self.readers else ""
        hint = (
            f"it belongs to `{below}`: begin it under that, two spaces further in"
            if below
            else f"did you mean `{close}`?"
            if close
            else f"known here: {', '.join(self.readers)}"
        )
        reading.report(key, "unknown-key", f"`{key.text}` is not a setting of {self.name}.", hint)
        return below or close


def _nothing(node: Node) -> bool:
    """Return whether a value says that there is none."""
    return isinstance(node, Scalar) and (not node.text.strip() if node.quoted else node.text in NOTHING)


EXAMPLES: Final = {
    "title": "What this is about",
    "date": "2018-01-15",
    "name": "First and last name",
    "reply_to": "person/their-post",
    "address": "https://enquiry.example.org/",
    "starts": "2018-01-08",
    "ends": "2018-03-30",
    "role": "participant",
    "kind": "github",
    "repository": "organisation/repository",
    "url": "https://example.org/",
    "post": "person/their-post",
    "withdrawn": "by its author",
    "audience": "cohort",
    "status": "partial",
    "response": "within five working days",
    "prepared": "2018-09-24",
    "basis": "public-task",
    "what": "in a few words",
    "area": "feedback",
    "asked": "2018-01-15",
    "asked_by": "head teacher",
    "elements": "[{id: own.1, title: The first one}]",
    "involved": "[head teacher, class teacher]",
    "person": "their-folder",
    "purpose": "what it was for",
    "school": "A primary school of 200 pupils",
    "support": "[feedback, homework]",
    "time": "{visit: 1 h 30 min}",
    "visit": "1 h 30 min",
}
HIDING: Final = frozenset({"draft", "hidden", "private", "unlisted", "unpublished"})
SHOWING: Final = frozenset({"publish", "published", "public", "visible"})
STATES: Final = frozenset({("status", "draft"), ("status", "pending"), ("status", "private")})
FOR_NOBODY: Final = frozenset({"hidden", "private", "unlisted"})
NO: Final = frozenset({"false", "no", "off", "n", "0"})
WRITERS: Final = frozenset({"author", "authors", "by", "writer"})
ELSEWHERE: Final = {
    "categories": "standards",
    "category": "standards",
    "description": "summary",
    "excerpt": "summary",
    "in_reply_to": "reply_to",
    "lang": "language",
    "location": "place",
    "venue": "place",
    "permalink": "aliases",
    "redirect_from": "aliases",
    "tag": "standards",
    "tags": "standards",
    "visibility": "audience",
}
"""Settings of ours by the names that other programs give to them."""


def hiding_hint(key: Scalar, value: Node, known: Container[str]) -> str:
    """Return a hint for a setting by which other programs keep something back; empty for any other setting.

    Where `draft` is among the settings that are known, it says so.
    """
    name, said = key_name(key.text), value.text.casefold() if isinstance(value, Scalar) else ""
    if name not in HIDING | SHOWING and (name, said) not in STATES:
        return ""
    refused = said in NO
    if refused == (name not in SHOWING):
        return "delete the line; `audience` says who sees it"
    if "draft" not in known or FOR_NOBODY & {name, said}:
        return "write `audience: private` instead: then it is on no page"
    return "write `draft: true` instead: then it is on no page until you take the line out"


def field_name(key: str) -> str:
    """Return the attribute of a key: `with` is a keyword of Python."""
    return f"{key}_" if key == "with" else key
