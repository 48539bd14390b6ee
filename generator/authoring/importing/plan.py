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
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.files.writing import Refused
from generator.model.audience import AUDIENCES
from generator.model.diagnostics import Diagnostic
from generator.schema import tree
from generator.schema.reading import Reading
from generator.schema.shapes import Shape
from generator.schema.tree import Node
from generator.schema.values import choice, listing, loose, table, text
from generator.source.yaml import loader

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
_PLAN: Final = Shape(
    Plan,
    {"cohort": loose, "as_of": text},
    {
        "people": listing(_ACCOUNT, 100_000),
        "new_people": table(text),
        "commenters": listing(_COMMENTER, 1_000_000),
        "terms": listing(_MEANING, 1_000_000),
        "posts": listing(_CHOICE, 1_000_000),
        "questions": _unread,
    },
    name="a plan",
)


class ReadPlan(Struct, frozen=True):
    """A plan as a file, with the places of its answers."""

    plan: Plan
    file: str
    places: Mapping[str, tuple[int, int]]

    def refused(self, message: str, *at: str | int) -> Refused:
        """Return the refusal of the answer at this place."""
        line, column = self.places.get(".".join(map(str, at)), (1, 1))
        return Refused(f"{self.file}:{line}:{column}: {message}")


def read_plan(path: Path) -> ReadPlan:
    """Return a plan; raise `Refused` at its first fault."""
    plan, reading = read_settings(path, _PLAN)
    return ReadPlan(plan, str(path), dict(reading.marks))


def read_settings(path: Path, shape: Shape[Plan]) -> tuple[Plan, Reading]:
    """Return settings of this shape in a YAML file, with their places."""
    node, found = parsed(path)
    reading = Reading(str(path))
    fields = shape(node, reading)
    if wrong := [*found, *reading.found]:
        raise Refused(f"{wrong[0].span}: {wrong[0].message} {wrong[0].hint}.")
    if fields is None:
        raise Refused(f"{path}:1:1: This is no plan.")
    return fields, reading


def parsed(path: Path) -> tuple[Node, list[Diagnostic]]:
    """Return a YAML file as a tree; raise `Refused` where it is none."""
    try:
        return loader.parse(path.read_bytes().decode("utf-8-sig"), str(path), most_bytes=MOST_BYTES)
    except tree.Refused as error:
        found = error.diagnostic
        raise Refused(f"{found.span}: {found.message} {found.hint}.") from None
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
    if before is not None and replace(plan, questions=()) == replace(before, questions=()):
        return "nothing is new, so it stays as it is."
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(as_yaml(plan), encoding="utf-8")
    os.replace(temporary, path)
    return "a plan to edit." if before is None else "what is new was added, and all answers were kept."
