"""Readers of values: text, ids, choices, links, lists and tables.

A reader that is made of something (of words to choose from, of another reader) is an object that tells of
what: forms are made from the same description that files are read by.
"""

from __future__ import annotations

import re
from typing import Final, Generic
from urllib.parse import urlsplit

from msgspec import Struct

from generator.model.audience import AUDIENCES, level
from generator.model.patterns import lazy_pattern
from generator.model.suggest import nearest
from generator.schema.reading import NOTHING, Reader, Reading, T, setting
from generator.schema.tree import Mapping, Node, Scalar, Sequence, trimmed

_CURLY: Final = lazy_pattern("[“”„‟«»‘’‚‹›][^“”„‟«»‘’‚‹›]*[“”„‟«»‘’‚‹›]")


def text(node: Node, reading: Reading, at: str) -> str | None:
    """Read a piece of text; white space is folded."""
    if not isinstance(node, Scalar):
        hint = (
            "leave out the brackets, or put the text in quotes"
            if isinstance(node, Sequence)
            else "write it on the same line, in quotes if it has : or #"
        )
        reading.report(
            node, "wrong-type", f"`{setting(at)}` is one piece of text, but {_kind(node)} here.", hint
        )
        return None
    return " ".join(trimmed(node.text).split())


def word(node: Node, reading: Reading, at: str) -> str | None:
    """Read a name, a date or a word, without the quotation marks of a word processor around it."""
    value = text(node, reading, at)
    curly = value is not None and not value.isascii() and _CURLY.fullmatch(value)
    return value[1:-1].strip() if value and curly else value


def prose(node: Node, reading: Reading, at: str) -> str | None:
    """Read text that may run over several lines and hold Markdown."""
    return None if text(node, reading, at) is None or not isinstance(node, Scalar) else trimmed(node.text)


_ID: Final = lazy_pattern(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def identifier(node: Node, reading: Reading, at: str) -> str | None:
    """Read an id as in folders and links: lower case, digits, hyphens; dots inside the ids of standards."""
    value = word(node, reading, at)
    if value is None:
        return None
    if not _ID.fullmatch(value):
        from generator.model.slugs import slugify

        reading.report(
            node,
            "wrong-type",
            f"“{value}” can't be an id.",
            f"use lower case letters, digits and hyphens: `{slugify(value)}`",
        )
        return None
    return value


def loose(node: Node, reading: Reading, at: str) -> str | None:
    """Read a name of something; whether it exists is checked where all of the network is known."""
    return word(node, reading, at)


class Choice(Struct, frozen=True):
    """A reader of one of a few words; `what` names them in the message about another word."""

    what: str
    allowed: tuple[str, ...]
    code: str

    def __call__(self, node: Node, reading: Reading, at: str) -> str | None:
        """Return the word; None, reported, where it is another."""
        value = word(node, reading, at)
        if value is None or value in self.allowed:
            return value
        close = nearest(value, self.allowed)
        hint = f"did you mean `{close[0]}`?" if close else f"one of: {', '.join(self.allowed)}"
        reading.report(node, self.code, f"“{value}” is not {self.what}.", hint)
        return None


def choice(what: str, *allowed: str, code: str = "wrong-type") -> Choice:
    """Return a reader of one of a few words; `what` names them in the message about another word."""
    return Choice(what, allowed, code)


def audience(noun: str = "", widest: str = AUDIENCES[-1]) -> Choice:
    """Return a reader of an audience, which may be no wider than `widest`."""
    what = f"an audience that {noun} can have" if widest != AUDIENCES[-1] else "an audience"
    return choice(f"{what}, so this stays private", *AUDIENCES[: level(widest) + 1], code="unknown-audience")


def yes_or_no(node: Node, reading: Reading, at: str) -> bool | None:
    """Read true or false, as people write it."""
    value = word(node, reading, at)
    if value is None:
        return None
    if value.lower() in ("true", "yes", "on"):
        return True
    if value.lower() in ("false", "no", "off"):
        return False
    reading.report(
        node, "wrong-type", f"`{setting(at)}` is true or false, not “{value}”.", "write `true` or `false`"
    )
    return None


class Link(Struct, frozen=True):
    """A reader of links to other sites with one of these schemes."""

    schemes: tuple[str, ...]

    def __call__(self, node: Node, reading: Reading, at: str) -> str | None:
        """Return the link; None, reported, where it is none."""
        value = word(node, reading, at)
        if value is None:
            return None
        try:
            parts = urlsplit(value)
        except ValueError:
            parts = urlsplit("")
        if (
            parts.scheme.lower() in self.schemes
            and (parts.netloc or parts.scheme == "mailto")
            and not re.search(r"[\s<>\"\\^`{|}]", value)
        ):
            return value
        reading.report(
            node,
            "wrong-type",
            f"`{setting(at)}` needs a link, and “{value}” is not one that works here.",
            _in_full(value, self.schemes),
        )
        return None


def link(*schemes: str) -> Link:
    """Return a reader of links to other sites with one of these schemes."""
    return Link(schemes)


_SCHEME: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


def address(node: Node, reading: Reading, at: str) -> str | None:
    """Read the relative path of a file in the content folder, or a link to another site.

    Whether the file is there is checked where all of the network is known.
    """
    value = text(node, reading, at)
    return link("https", "http")(node, reading, at) if value and _SCHEME.match(value) else value


class Listing(Generic[T]):
    """A reader of up to `most` values; a single one may stand without brackets.

    A value that can't be read is reported and left out, and places are counted without it.
    """

    def __init__(self, item: Reader[T], most: int) -> None:
        self.item = item
        self.most = most

    def __call__(self, node: Node, reading: Reading, at: str) -> tuple[T, ...] | None:
        """Return the values; None, reported, where there are too many."""
        nodes = node.items if isinstance(node, Sequence) else (node,)
        if len(nodes) > self.most:
            reading.report(
                nodes[self.most],
                "wrong-type",
                f"`{setting(at)}` has more than {self.most} values.",
                "keep those that matter most",
            )
            return None
        values: list[T] = []
        for each in nodes:
            if (
                isinstance(node, Sequence)
                and isinstance(each, Scalar)
                and not each.quoted
                and each.text in NOTHING
            ):
                continue
            place = f"{at}.{len(values)}"
            reading.marks[place] = (each.line, each.column)
            value = self.item(each, reading, place)
            if value is not None:
                values.append(value)
            else:
                reading.forget(place)
        return tuple(values)


def listing(item: Reader[T], most: int = 10_000) -> Listing[T]:
    """Return a reader of up to `most` values; a single one may stand without brackets."""
    return Listing(item, most)


class Table(Generic[T]):
    """A reader of names with values, in the order in which they are written."""

    def __init__(self, value: Reader[T]) -> None:
        self.value = value

    def __call__(self, node: Node, reading: Reading, at: str) -> tuple[tuple[str, T], ...] | None:
        """Return the pairs; None, reported, where they are no mapping."""
        if not isinstance(node, Mapping):
            plain = ", without - in front of it" if isinstance(node, Sequence) else ""
            reading.report(
                node,
                "wrong-type",
                f"`{setting(at)}` is written as lines of `name: value`.",
                f"put each on a line of its own under the key, two spaces further in{plain}",
            )
            return None
        pairs = []
        for key, value in node.pairs:
            reading.marks[f"{at}.{key.text}"] = (key.line, key.column)
            read_value = self.value(value, reading, f"{at}.{key.text}")
            if read_value is not None:
                pairs.append((key.text, read_value))
        return tuple(pairs)


def table(value: Reader[T]) -> Table[T]:
    """Return a reader of names with values, in the order in which they are written."""
    return Table(value)


class Spellings(Generic[T]):
    """A reader that takes a value in several spellings; `full` reads the fullest of them."""

    def __init__(self, read: Reader[T], full: Reader[T]) -> None:
        self.read = read
        self.full = full

    def __call__(self, node: Node, reading: Reading, at: str) -> T | None:
        """Return the value in whichever spelling it is written."""
        return self.read(node, reading, at)


class Written(Generic[T]):
    """A reader of text of one pattern, as in an `example`; `read` reads it, and reports what is otherwise."""

    def __init__(self, read: Reader[T], pattern: re.Pattern[str], example: str) -> None:
        self.read = read
        self.pattern = pattern
        self.example = example

    def __call__(self, node: Node, reading: Reading, at: str) -> T | None:
        """Return the value; None, reported, where it is written otherwise."""
        return self.read(node, reading, at)


def zone(node: Node, reading: Reading, at: str) -> str | None:
    """Read the name of a time zone, such as Europe/London."""
    from zoneinfo import ZoneInfo, available_timezones

    value = text(node, reading, at)
    if value is None:
        return None
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        close = nearest(value, available_timezones())
        reading.report(
            node,
            "wrong-type",
            f"There is no time zone “{value}”.",
            f"did you mean `{close[0]}`?" if close else "a zone is named after a city: `Europe/London`",
        )
        return None
    return value


def _in_full(value: str, schemes: tuple[str, ...]) -> str:
    """Return a hint how to write a link with one of these schemes."""
    beginnings = [f"{each}:" if each == "mailto" else f"{each}://" for each in schemes]
    address = re.fullmatch(r"[^\s@/:]+@[^\s@/:]+", value)
    if address and "mailto" in schemes:
        return f"write `mailto:{value}`"
    if not address and "https" in schemes and re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", value):
        return f"write `https://{value}`"
    return f"it begins with {' or '.join(beginnings)}, and has no spaces"


def _kind(node: Node) -> str:
    return "a list stands" if isinstance(node, Sequence) else "lines of `key: value` stand"
