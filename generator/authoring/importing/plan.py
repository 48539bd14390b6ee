"""A plan: who is whom, what the words of the blogs stand for, and which texts come in for whom.

It is a file that a person reads and edits. Answers are kept by what they are about, so that a plan made anew
keeps them all.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.files.writing import Refused
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
    posts: tuple[Choice, ...] = ()
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


_AS_WRITTEN: Final = re.compile(
    rf"^({'|'.join(_LISTS)}):\n((?:  - \{{.*\}}\n)+)(?=\n*(?:[a-z_]+:|\Z))", re.MULTILINE
)
"""A list as it is written here, an entry a line."""
_MOST_ROWS: Final = 500
"""Entries that are read at once: as a tree they take thirty times the memory of their text."""


def _in_parts(path: Path) -> Plan | None:
    """Return a plan, of whose long lists only a part is a tree at any time.

    None for one that is written in another way, or that has a fault.
    """
    try:
        text = _text(path)
        lists = {match[1]: list(_entries(match[1], match[2])) for match in _AS_WRITTEN.finditer(text)}
        rest = _AS_WRITTEN.sub("", text)
        plan = _faultless(_PLAN, rest)
    except (_Faulty, tree.Refused, Refused):
        return None
    repeated = any(re.search(rf"^{name}\b", rest, re.MULTILINE) for name in lists)
    if repeated or len(lists) != len(_AS_WRITTEN.findall(text)):
        return None
    return replace(plan, **{name: tuple(found) for name, found in lists.items()})


class _Faulty(Exception):
    """Raised where a part of a plan has a fault."""


def _entries(name: str, rows: str) -> Iterator[Any]:
    lines = rows.splitlines(keepends=True)
    for start in range(0, len(lines), _MOST_ROWS):
        yield from _faultless(_LISTS[name], "".join(lines[start : start + _MOST_ROWS]))


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


def as_yaml(plan: Plan) -> str:
    """Return a plan as a file."""
    words = {"guest": GUEST, "nobody": NOBODY, "none": NONE, "draft": DRAFT, "out": OUT}
    head = _HEAD.format(audiences=", ".join(AUDIENCES), **words)
    parts = [
        head,
        f"cohort: {_scalar(plan.cohort)}\nas_of: {_scalar(plan.as_of)}\n",
        _section("questions", (f"- {_scalar(each)}" for each in plan.questions)),
        _section("people", map(_row, plan.people)),
        _section("new_people", (f"{_scalar(name)}: {_scalar(whole)}" for name, whole in plan.new_people)),
        _section("commenters", map(_row, plan.commenters)),
        _section("terms", map(_row, plan.terms)),
        _section("posts", map(_row, plan.posts)),
    ]
    return "\n".join(filter(None, parts))


def _section(name: str, rows: Iterable[str]) -> str:
    lines = "".join(f"  {each}\n" for each in rows)
    return f"{name}:\n{lines}" if lines else ""


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
    if before is not None and plan == replace(before, questions=plan.questions, as_of=plan.as_of):
        return "nothing is new, so it stays as it is."
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(as_yaml(plan), encoding="utf-8")
    os.replace(temporary, path)
    return "a plan to edit." if before is None else "what is new was added, and all answers were kept."
