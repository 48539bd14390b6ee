"""A plan: who is whom, what the words of the blogs stand for, and which texts come in for whom.

It is a file that a person reads and edits. Answers are kept by what they are about, so that a plan made anew
keeps them all.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.files.writing import Refused
from generator.authoring.importing.index import Index, Rows
from generator.model.audience import AUDIENCES
from generator.model.diagnostics import Diagnostic
from generator.schema import tree
from generator.schema.reading import Reader, Reading
from generator.schema.shapes import Shape
from generator.schema.tree import Node
from generator.schema.values import choice, listing, loose, table, text
from generator.source.yaml import loader

T = TypeVar("T")
GUEST: Final = "guest"
NOBODY: Final = "nobody"
DRAFT: Final = "draft"
OUT: Final = "out"
NONE: Final = "none"
MOST_BYTES: Final = 64 * 1024 * 1024

_HEAD: Final = """\
# A plan to bring in blogs. Nothing is written before it is accepted. Change what is not right, then run the
# same command with --accept and this file.
#
# people:      whose an account is: a folder of participants/, {guest} (for comments alone) or {nobody}
# new_people:  folders that are not there yet, and the names of those whose they will be
# commenters:  people who commented without an account: a folder, {guest} or {nobody}
# terms:       what a category or tag stands for: ids of standards, phase:ID, prompt:ID, or {none}
# posts:       for whom each comes in: {audiences}, {draft}, or {out}
"""


class Account(Struct, frozen=True):
    """An account of a blog, and whose it is."""

    account: str
    blog: str
    person: str
    name: str = ""
    texts: str = ""
    comments: str = ""


class Commenter(Struct, frozen=True):
    """Somebody who commented without an account, known by the first of their comments."""

    first: str
    person: str
    name: str = ""
    comments: str = ""


class Meaning(Struct, frozen=True):
    """The meaning of a category or a tag."""

    term: str
    of: str
    means: tuple[str, ...] = ()
    texts: str = ""


class Choice(Struct, frozen=True):
    """The audience of a text that comes in. A page comes in as a post of its writer, or of the network."""

    source: str
    audience: str
    title: str = ""
    date: str = ""
    prompt: str = ""
    kind: str = "post"


class Plan(Struct, frozen=True):
    """All answers, in the order in which a person reads them, and the questions that are left."""

    cohort: str
    as_of: str
    people: tuple[Account, ...] = ()
    new_people: tuple[tuple[str, str], ...] = ()
    commenters: tuple[Commenter, ...] = ()
    terms: tuple[Meaning, ...] = ()
    posts: Sequence[Choice] = ()
    questions: tuple[str, ...] = ()


def _unread(node: Node, reading: Reading, at: str) -> None:
    """Accept what is there for the reader alone."""


_ACCOUNT: Final = Shape(
    Account,
    {"account": text, "blog": text, "person": loose},
    {"name": text, "texts": text, "comments": text},
    name="an account",
)
_COMMENTER: Final = Shape(
    Commenter,
    {"first": text, "person": loose},
    {"name": text, "comments": text},
    name="a commenter",
)
_MEANING: Final = Shape(
    Meaning, {"term": text, "of": text}, {"means": listing(loose, 50), "texts": text}, name="a term"
)
_CHOICE: Final = Shape(
    Choice,
    {"source": text, "audience": choice("an audience, `draft` or `out`", *AUDIENCES, DRAFT, OUT)},
    {"title": text, "date": text, "prompt": loose, "kind": choice("`post` or `page`", "post", "page")},
    name="a text",
)
_LISTS: Final[Mapping[str, Reader[Any]]] = {
    "people": listing(_ACCOUNT, 100_000),
    "commenters": listing(_COMMENTER, 1_000_000),
    "terms": listing(_MEANING, 1_000_000),
    "posts": listing(_CHOICE, 1_000_000),
}
_PLAN: Final = Shape(
    Plan,
    {"cohort": loose, "as_of": text},
    {**_LISTS, "new_people": table(text), "questions": _unread},
    name="a plan",
)


class ReadPlan(Struct, frozen=True):
    """A plan as a file."""

    plan: Plan
    file: str

    def refused(self, message: str, *at: str | int) -> Refused:
        """Return the refusal of the answer at this place, for which the file is read once more."""
        _, reading = _whole(Path(self.file))
        line, column = reading.marks.get(".".join(map(str, at)), (1, 1))
        return Refused(f"{self.file}:{line}:{column}: {message}")


def read_plan(path: Path) -> ReadPlan:
    """Return a plan; raise `Refused` at its first fault."""
    return ReadPlan(_in_parts(path) or _whole(path)[0], str(path))


_LIST: Final = re.compile(rf"({'|'.join(_LISTS)}):\s*(?:#.*)?\n")
_ENTRY: Final = re.compile(r" *- ")
_MOST_ROWS: Final = 500
"""Entries that are read at once: as a tree they take thirty times the memory of their text."""


class _Faulty(Exception):
    """Raised where a part of a plan has a fault."""


class _Parts:
    """The reading of a plan line by line, of whose long lists only a part is a tree at any time."""

    def __init__(self) -> None:
        self.rest: list[str] = []
        self.lists: dict[str, list[Any] | Rows[Choice]] = {}
        self._name = ""
        self._entry = ""
        self._lines: list[str] = []
        self._entries = 0

    def take(self, line: str) -> None:
        """Take the next line."""
        if line[0] not in " -#\n":
            self.flush()
            found = _LIST.fullmatch(line)
            self._name, self._entry = found[1] if found else "", ""
            if found and self.lists.setdefault(found[1], _kept(found[1])):
                raise _Faulty
        if not self._name:
            self.rest.append(line)
        elif line[0] in " -":
            self._row(line)

    def _row(self, line: str) -> None:
        found = _ENTRY.match(line)
        if found and found[0] == (self._entry or found[0]):
            self._entry = found[0]
            self._entries += 1
            if self._entries > _MOST_ROWS:
                self.flush()
        self._lines.append(line)

    def flush(self) -> None:
        """Read the entries that were taken."""
        if self._lines:
            self.lists[self._name].extend(_faultless(_LISTS[self._name], "".join(self._lines)))
        self._lines, self._entries = [], 0


def _kept(name: str) -> list[Any] | Rows[Choice]:
    """Return a place for the entries of a list: those of texts are on the disk."""
    return Index().rows(Choice) if name == "posts" else []


def _in_parts(path: Path) -> Plan | None:
    """Return a plan; None for one with a fault, or with something that can't be read in parts."""
    parts = _Parts()
    try:
        with open(path, encoding="utf-8-sig") as file:
            for line in file:
                parts.take(line)
        parts.flush()
        rest = "".join(parts.rest)
        plan = _faultless(_PLAN, rest)
    except (_Faulty, tree.Refused, Refused, OSError, UnicodeDecodeError):
        return None
    if not all(parts.lists.values()) or any(re.search(rf"^{name}\b", rest, re.M) for name in parts.lists):
        return None
    lists = {name: tuple(found) for name, found in parts.lists.items() if isinstance(found, list)}
    return replace(plan, **{**parts.lists, **lists})


def _faultless(read: Reader[T], text: str) -> T:
    node, found = loader.parse(text, "", most_bytes=MOST_BYTES)
    reading = Reading("")
    value = read(node, reading, "")
    if found or reading.found or value is None:
        raise _Faulty
    return value


def _whole(path: Path) -> tuple[Plan, Reading]:
    """Return a plan with the places of its answers; raise `Refused` at its first fault."""
    node, found = parsed(path)
    reading = Reading(str(path))
    plan = _PLAN(node, reading)
    if wrong := [*found, *reading.found]:
        raise Refused(f"{wrong[0].span}: {wrong[0].message} {wrong[0].hint}.")
    if plan is None:
        raise Refused(f"{path}:1:1: This is no plan.")
    return plan, reading


def parsed(path: Path) -> tuple[Node, list[Diagnostic]]:
    """Return a YAML file as a tree; raise `Refused` where it is none."""
    try:
        return loader.parse(_text(path), str(path), most_bytes=MOST_BYTES)
    except tree.Refused as error:
        found = error.diagnostic
        raise Refused(f"{found.span}: {found.message} {found.hint}.") from None


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path} was not saved as plain text in UTF-8.") from None
    except OSError as error:
        raise Refused(f"{path} can't be read: {error.strerror}.") from None


def answers(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the answers that somebody wrote down beforehand: words, each with one answer or several."""
    node, found = parsed(path)
    reading = Reading(str(path))
    fields = table(listing(loose, 50))(node, reading, "")
    if wrong := [*found, *reading.found]:
        raise Refused(f"{wrong[0].span}: {wrong[0].message} {wrong[0].hint}.")
    return dict(fields or ())


_PLAIN: Final = re.compile(r"[A-Za-z][\w./#?:=&-]*[\w/]", re.ASCII)
_WORDS: Final = frozenset({"null", "Null", "NULL"})


def as_yaml(plan: Plan) -> Iterator[str]:
    """Yield a plan as a file, piece by piece."""
    words = {"guest": GUEST, "nobody": NOBODY, "none": NONE, "draft": DRAFT, "out": OUT}
    head = _HEAD.format(audiences=", ".join(AUDIENCES), **words)
    yield f"{head}\ncohort: {_scalar(plan.cohort)}\nas_of: {_scalar(plan.as_of)}\n"
    yield from _section("questions", (f"- {_scalar(each)}" for each in plan.questions))
    yield from _section("people", map(_row, plan.people))
    new_people = (f"{_scalar(name)}: {_scalar(whole)}" for name, whole in plan.new_people)
    yield from _section("new_people", new_people)
    yield from _section("commenters", map(_row, plan.commenters))
    yield from _section("terms", map(_row, plan.terms))
    yield from _section("posts", map(_row, plan.posts))


def _section(name: str, rows: Iterable[str]) -> Iterator[str]:
    for number, each in enumerate(rows):
        if not number:
            yield f"\n{name}:\n"
        yield f"  {each}\n"


def _row(entry: Struct) -> str:
    """Return an entry on one line."""
    return f"- {{{', '.join(_pairs(entry))}}}"


def _pairs(entry: Struct) -> Iterator[str]:
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            yield f"{name}: [{', '.join(map(_scalar, value))}]"
        elif value or name in ("person", "audience"):
            yield f"{name}: {_scalar(str(value))}"


def _scalar(value: str) -> str:
    """Return a value in quotes, if YAML or its reader could take it for something else."""
    if (_PLAIN.fullmatch(value) or re.fullmatch(r"\d{4}-\d\d-\d\d|\d{1,9}", value)) and value not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


def written(path: Path, plan: Plan, before: Plan | None) -> str:
    """Write a plan into its file, and return what was done. A file to which nothing is new stays as it is."""
    if before is not None and _is_like(plan, before):
        return "nothing is new, so it stays as it is."
    temporary = path.with_name(f".{path.name}.new")
    with open(temporary, "w", encoding="utf-8") as file:
        file.writelines(as_yaml(plan))
    os.replace(temporary, path)
    return "a plan to edit." if before is None else "what is new was added, and all answers were kept."


def _is_like(plan: Plan, before: Plan) -> bool:
    """Return whether a plan made anew has no more answers than the one that it was made from."""
    asked = {"questions": (), "as_of": "", "posts": ()}
    return len(plan.posts) == len(before.posts) and replace(plan, **asked) == replace(before, **asked)
