"""What each kind of file may say: shapes of settings, read from a marked tree with every fault named at once.

A reader takes a node and a `Reading` and gives a value, or None after it has reported why not. A `Shape` reads a mapping into
a struct. New kinds of file declare a shape; they write no checking code.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping as Table
from typing import Any, Final, Generic, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct

from generator.model.audience import AUDIENCES, level
from generator.model.diagnostics import Diagnostic, Span
from generator.model.suggest import nearest
from generator.schema.tree import Mapping, Node, Scalar, Sequence

T = TypeVar("T")
S = TypeVar("S", bound=Struct)
Reader = Callable[[Node, "Reading", str], T | None]

NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Reading:
    """One file being read: where values stood (by path of keys, such as `standards.1`), and what was wrong."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.marks: dict[str, tuple[int, int]] = {}
        self.found: list[Diagnostic] = []

    def place(self, *keys: str | int) -> tuple[int, int]:
        """Where a value stands, or the nearest one above it."""
        names = [str(key) for key in keys]
        while names and ".".join(names) not in self.marks:
            names.pop()
        return self.marks[".".join(names)] if names else (1, 1)

    def forget(self, at: str) -> None:
        """What was read last, here, is not kept, and something else takes its place."""
        while self.marks and f"{next(reversed(self.marks))}.".startswith(f"{at}."):
            self.marks.popitem()

    def report(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Note a fault where this node begins."""
        self.found.append(Diagnostic(Span(self.path, node.line, node.column), code, message, hint))


class Shape(Generic[S]):
    """The keys of one mapping: how each is read, and which must be there."""

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

    def __call__(self, node: Node, reading: Reading, at: str = "") -> S | None:
        """The struct, or None where a required value is missing or unreadable (reported)."""
        if not isinstance(node, Mapping):
            reading.report(
                node, "wrong-type", f"{self._named()} is written as lines of `key: value`.", self._lines()
            )
            return None
        values: dict[str, Any] = {}
        given: set[str] = set()
        meant: set[str] = set()
        for key, value in node.pairs:
            name = key.text.replace("-", "_") if key.text.replace("-", "_") in self.readers else key.text
            reader = self.readers.get(name)
            if reader is None:
                meant.add(self._unknown(key, reading))
                continue
            given.add(name)
            if isinstance(value, Scalar) and (
                not value.text.strip() if value.quoted else value.text in NOTHING
            ):
                given.discard(name)
                continue
            where = f"{at}.{name}" if at else name
            reading.marks[where] = (value.line, value.column)
            read = reader(value, reading, where)
            if read is not None:
                values[field_name(name)] = read
        for name in self.required:
            if name not in given and name not in meant:
                self._missing(name, node, reading)
        if any(field_name(name) not in values for name in self.required):
            return None
        return self.struct(**values)

    def _missing(self, name: str, node: Mapping, reading: Reading) -> None:
        code = f"missing-{name}" if name in ("title", "date") else "missing-key"
        blank = next((value for key, value in node.pairs if key.text == name), None)
        if blank is not None:
            hint = f"write it on the same line, as `{name}: {EXAMPLES.get(name, '…')}`; if it begins with #, put it in quotes"
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
        """What stands in one."""
        *keys, last = [f"`{each}: …`" for each in self.required] or [f"`{next(iter(self.readers))}: …`"]
        return f"{'it needs' if self.required else 'such as'} {' and '.join(filter(None, (', '.join(keys), last)))}"

    def _named(self) -> str:
        return self.name[0].upper() + self.name[1:]

    def _unknown(self, key: Scalar, reading: Reading) -> str:
        """Report a setting that there is not; the one that is probably meant, or that it belongs to."""
        if key.text.casefold() in WRITERS and self.name in ("a post", "a reply"):
            hint = "delete the line: the folder says who writes, and `with` names co-writers"
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
"""What other programs call a setting of ours."""


def field_name(key: str) -> str:
    """The attribute a key is kept under: `with` is a word of Python's own."""
    return f"{key}_" if key == "with" else key


def text(node: Node, reading: Reading, at: str) -> str | None:
    """A piece of text on one line; white space is folded."""
    if not isinstance(node, Scalar):
        hint = (
            "leave out the brackets, or put the text in quotes"
            if isinstance(node, Sequence)
            else "write it on the same line, in quotes if it has : or #"
        )
        reading.report(
            node, "wrong-type", f"`{_key(at)}` is one piece of text, but {_kind(node)} here.", hint
        )
        return None
    return " ".join(node.text.split())


def prose(node: Node, reading: Reading, at: str) -> str | None:
    """Text that may run over several lines and hold Markdown."""
    return None if text(node, reading, at) is None or not isinstance(node, Scalar) else node.text.strip()


_ID: Final = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def identifier(node: Node, reading: Reading, at: str) -> str | None:
    """An id as folders and links use it: lower case, digits, hyphens; dots inside the ids of standards."""
    value = text(node, reading, at)
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
    """A word that names something; whether it exists is checked where all of the network is known."""
    return text(node, reading, at)


_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MOMENT: Final = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2})[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2})?"
)
_OTHER_DAY: Final = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(?P<day>\d{1,2})(?:st|nd|rd|th)?[/. -](?P<month>\d{1,2}|[A-Za-z]{3,9})[/. -]+(?P<year>\d{4}|\d{2})"
    r"|(?P<first>\d{4})(?P<sign>[/.]?)(?P<second>\d{1,2})(?P=sign)(?P<third>\d{1,2})"
)
"""The day before the month and the year; or year, month and day with other signs between them, or none."""
_TIME_IN_WORDS: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=[Tt ]+\d)")


def day(node: Node, reading: Reading, at: str) -> str | None:
    """A date as `2018-01-15`."""
    value = text(node, reading, at)
    if value is None:
        return None
    if match := _DAY.fullmatch(value):
        return _real_day(match, node, reading, at)
    _not_a_date(value, node, reading)
    return None


def moment(node: Node, reading: Reading, at: str) -> str | None:
    """A date, or a date and time, in ISO 8601. Without an offset the time is the network's own."""
    value = text(node, reading, at)
    if value is None:
        return None
    if match := _DAY.fullmatch(value):
        return _real_day(match, node, reading, at)
    if match := _MOMENT.fullmatch(value):
        found = _DAY.fullmatch(match[1])
        first = _real_day(found, node, reading, at) if found else None
        hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
        if first is None:
            return None
        if hour > 23 or minute > 59 or second > 59:
            reading.report(
                node,
                "impossible-date",
                f"There is no time {match[2]}:{match[3]}.",
                "hours run from 00 to 23, minutes from 00 to 59",
            )
            return None
        zone = (match[5] or "").upper().replace("Z", "+00:00")
        if zone and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:]}"
        if zone and (int(zone[1:3]) > 14 or int(zone[4:]) > 59):
            reading.report(
                node,
                "impossible-date",
                f"There is no time zone {match[5]}.",
                "offsets run from -12:00 to +14:00; Z is Greenwich",
            )
            return None
        return f"{first}T{hour:02}:{minute:02}:{second:02}{zone}"
    _not_a_date(value, node, reading)
    return None


def _real_day(match: re.Match[str], node: Node, reading: Reading, at: str) -> str | None:
    year, month, number = (int(part) for part in match.groups())
    if not 1 <= month <= 12:
        swapped = number <= 12 and 1 <= month <= 31
        hint = (
            f"did you mean {year:04}-{number:02}-{month:02}?"
            if swapped
            else "a date is written year-month-day, as 2018-01-15"
        )
        reading.report(node, "impossible-date", f"There is no month {month}.", hint)
        return None
    if not 1900 <= year <= 2200:
        reading.report(
            node,
            "impossible-date",
            f"The year {year} can't be right.",
            "a date is written year-month-day, as 2018-01-15",
        )
        return None
    last = calendar.monthrange(year, month)[1]
    if not 1 <= number <= last:
        reading.report(
            node,
            "impossible-date",
            f"{calendar.month_name[month]} {year} has {last} days, so `{_key(at)}` can't be the {_ordinal(number)}.",
            "correct the day",
        )
        return None
    return f"{year:04}-{month:02}-{number:02}"


def _not_a_date(value: str, node: Node, reading: Reading) -> None:
    hint = "a date is written year-month-day, as 2018-01-15"
    if match := _OTHER_DAY.fullmatch(value):
        year, month, number = (
            (match["first"], match["second"], match["third"])
            if match["first"]
            else (match["year"], match["month"], match["day"])
        )
        months = {name.lower()[:3]: index for index, name in enumerate(calendar.month_abbr) if name}
        index = int(month) if month.isdigit() else months.get(month.lower()[:3], 0)
        if 1 <= index <= 12:
            hint = f"write it year-month-day: {year if len(year) == 4 else f'20{year}'}-{index:02}-{int(number):02}"
    elif match := _TIME_IN_WORDS.match(value):
        hint = f"write the time in hours and minutes, with a colon: {match[0]} 09:30"
    reading.report(node, "wrong-type", f"“{value}” is not a date.", hint)


def choice(what: str, *allowed: str, code: str = "wrong-type") -> Reader[str]:
    """One of a few words; `what` says what another word is not."""

    def read(node: Node, reading: Reading, at: str) -> str | None:
        value = text(node, reading, at)
        if value is None or value in allowed:
            return value
        close = nearest(value, allowed)
        hint = f"did you mean `{close[0]}`?" if close else f"one of: {', '.join(allowed)}"
        reading.report(node, code, f"“{value}” is not {what}.", hint)
        return None

    return read


def audience(noun: str = "", widest: str = AUDIENCES[-1]) -> Reader[str]:
    """Who may read it: nobody wider than that."""
    what = f"an audience that {noun} can have" if widest != AUDIENCES[-1] else "an audience"
    return choice(f"{what}, so this stays private", *AUDIENCES[: level(widest) + 1], code="unknown-audience")


def yes_or_no(node: Node, reading: Reading, at: str) -> bool | None:
    """True or false, as people write it."""
    value = text(node, reading, at)
    if value is None:
        return None
    if value.lower() in ("true", "yes", "on"):
        return True
    if value.lower() in ("false", "no", "off"):
        return False
    reading.report(
        node, "wrong-type", f"`{_key(at)}` is true or false, not “{value}”.", "write `true` or `false`"
    )
    return None


def link(*schemes: str) -> Reader[str]:
    """A link to elsewhere, with one of these schemes."""

    def read(node: Node, reading: Reading, at: str) -> str | None:
        value = text(node, reading, at)
        if value is None:
            return None
        try:
            parts = urlsplit(value)
        except ValueError:
            parts = urlsplit("")
        if (
            parts.scheme.lower() in schemes
            and (parts.netloc or parts.scheme == "mailto")
            and not re.search(r"[\s<>\"\\^`{|}]", value)
        ):
            return value
        reading.report(
            node,
            "wrong-type",
            f"`{_key(at)}` needs a link, and “{value}” is not one that works here.",
            _in_full(value, schemes),
        )
        return None

    return read


_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def address(node: Node, reading: Reading, at: str) -> str | None:
    """A file of the content folder, by its relative path, or a link to elsewhere. Whether the file is there is checked where all of the network is known."""
    value = text(node, reading, at)
    return link("https", "http")(node, reading, at) if value and _SCHEME.match(value) else value


def listing(item: Reader[T], most: int = 10_000) -> Reader[tuple[T, ...]]:
    """Several values, up to `most`; a single one may stand without brackets. What can't be read is reported and left out, and places are counted without it."""

    def read(node: Node, reading: Reading, at: str) -> tuple[T, ...] | None:
        nodes = node.items if isinstance(node, Sequence) else (node,)
        if len(nodes) > most:
            reading.report(
                nodes[most],
                "wrong-type",
                f"`{_key(at)}` has more than {most} values.",
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
            value = item(each, reading, place)
            if value is not None:
                values.append(value)
            else:
                reading.forget(place)
        return tuple(values)

    return read


def table(value_reader: Reader[T]) -> Reader[tuple[tuple[str, T], ...]]:
    """Names with values, in the order written."""

    def read(node: Node, reading: Reading, at: str) -> tuple[tuple[str, T], ...] | None:
        if not isinstance(node, Mapping):
            plain = ", without - in front of it" if isinstance(node, Sequence) else ""
            reading.report(
                node,
                "wrong-type",
                f"`{_key(at)}` is written as lines of `name: value`.",
                f"put each on a line of its own under the key, two spaces further in{plain}",
            )
            return None
        pairs = []
        for key, value in node.pairs:
            reading.marks[f"{at}.{key.text}"] = (key.line, key.column)
            read_value = value_reader(value, reading, f"{at}.{key.text}")
            if read_value is not None:
                pairs.append((key.text, read_value))
        return tuple(pairs)

    return read


def zone(node: Node, reading: Reading, at: str) -> str | None:
    """A time zone's name, such as Europe/London."""
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
    """How to write a link so that it has one of these schemes."""
    beginnings = [f"{each}:" if each == "mailto" else f"{each}://" for each in schemes]
    address = re.fullmatch(r"[^\s@/:]+@[^\s@/:]+", value)
    if address and "mailto" in schemes:
        return f"write `mailto:{value}`"
    if not address and "https" in schemes and re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", value):
        return f"write `https://{value}`"
    return f"it begins with {' or '.join(beginnings)}, and has no spaces"


def _key(at: str) -> str:
    """The setting that a path of keys leads to; for an item of a list, the list."""
    return next((each for each in reversed(at.split(".")) if not each.isdigit()), at)


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _kind(node: Node) -> str:
    return "a list stands" if isinstance(node, Sequence) else "lines of `key: value` stand"
