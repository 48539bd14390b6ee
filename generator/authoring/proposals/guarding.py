"""The guard of proposals: writers change their own folder and nothing else, and pass for nobody else.

Facilitators may change everything, but for sign-offs of their own plans by somebody else. The revision that a
proposal is made to says who is who and who is a facilitator: what a proposal says of its own writer counts
for nothing.

Each version of a file is judged that may become part of the proposal: the one that is committed, the one that
is staged, and the one that lies in the folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.proposals.countersigning import forged, only_signs
from generator.authoring.proposals.directory import Directory, account, directory_at, plain
from generator.authoring.proposals.history import History, ProposedChange, Revision
from generator.authoring.proposals.refusing import refusal, shown
from generator.model.confusables import likeness
from generator.model.diagnostics import Diagnostic, Span
from generator.model.slugs import folded
from generator.model.suggest import nearest
from generator.schema.shapes import WRITERS
from generator.schema.tree import Mapping as Table, Node, Scalar, Sequence as Items
from generator.source.document import Document
from generator.source.files.cohort import CohortFields
from generator.source.files.paths import content_file
from generator.source.files.post import PostFields
from generator.source.files.profile import ProfileFields
from generator.source.reader import read, settings
from generator.subjects.plans.kind import PLAN

_REFUSED: Final = {
    "120000": (
        "symbolic-link",
        "This only points to another place (a symbolic link), and Enquiry does not follow it.",
        "put the file itself here",
    ),
    "160000": (
        "special-file",
        "This is a repository within the repository (a submodule), in which anything may change later.",
        "put the files themselves here",
    ),
}
"""Modes of what Git keeps and nobody may propose, each with its fault."""


PROPOSAL: Final = "proposal"


class Guarded(Struct, frozen=True):
    """A proposal: where it starts, what it changes, and what its writer may not do.

    `foreign` are the paths of what is not its writer's to change, which `found` tells in one finding. A
    proposal is `called` by the way that it comes in, such as a push.
    """

    history: History
    start: Revision
    changes: Sequence[ProposedChange]
    found: Sequence[Diagnostic]
    foreign: frozenset[str] = frozenset()
    called: str = PROPOSAL


def guard(content: Path, who: str, since: str, called: str = PROPOSAL) -> Guarded:
    """Return what a proposal changes, and what of it its writer may not.

    Raises `NoHistory` where Git can't tell.
    """
    history = History(content)
    target = history.revision(since)
    starts = history.parting(target)
    changes = history.changes(target, starts)
    directory = directory_at(history, target)
    owner, found = _writer(history, directory, who, changes, called)
    if not owner:
        return Guarded(history, starts[0], changes, found, called=called)
    own_plan = PLAN.path(owner, "")
    judged = [each for each in changes if owner not in directory.facilitators or each.path == own_plan]
    proposal = _Proposal(history, starts[0], directory, owner, judged)
    for change in judged:
        found.extend(proposal.judge(change))
    foreign = [each for each in judged if proposal.is_foreign(each)]
    found.extend(refusal(foreign, owner, called))
    return Guarded(history, starts[0], changes, found, frozenset(each.path for each in foreign), called)


def _writer(
    history: History, directory: Directory, who: str, changes: list[ProposedChange], called: str
) -> tuple[str, list[Diagnostic]]:
    """Return the folder of whoever makes a proposal, and what is wrong where nobody knows them.

    A newcomer's folder is one that the proposal adds.
    """
    meant = directory.find(who)
    if len(meant) == 1:
        return next(iter(meant)), []
    span = Span(changes[0].path if changes else "network.yaml")
    if meant:
        message = (
            f"“{shown(who)}” may be {' or '.join(sorted(meant))}, so nobody knows who makes this {called}."
        )
        hint = "say the folder's name, or an account that one profile alone lists"
        return "", [Diagnostic(span, "unknown-writer", message, hint)]
    if newcomer := _newcomer(history, directory, who, changes):
        return newcomer, []
    message = f"Nobody is known here as “{shown(who)}”, so this {called} may change nothing."
    close = [] if "@" in who else nearest(who, directory.folders)
    hint = (
        f"did you mean `{close[0]}`?"
        if close
        else f"a facilitator adds `accounts: [{shown(who.removeprefix('@'))}]` to this person's profile.md"
    )
    return "", [Diagnostic(span, "unknown-writer", message, hint)]


def _newcomer(history: History, directory: Directory, who: str, changes: list[ProposedChange]) -> str:
    """Return the folder that a proposal adds, if its profile is that of whoever makes it; else nothing."""
    for path in sorted({each.path for each in changes if each.how == "adds"}):
        file = content_file(path)
        is_new = file is not None and file.kind == "profile" and file.owner not in directory.folders
        if file is not None and is_new and _introduces(history, path, file.owner, who):
            return file.owner
    return ""


def _introduces(history: History, path: str, owner: str, who: str) -> bool:
    """Return whether a new profile is that of whoever proposes it."""
    for data in history.proposed([path])[path]:
        fields = read(path, data)[0].fields
        if not isinstance(fields, ProfileFields):
            return False
        known = fields.accounts if "@" in who else (owner, fields.name, *fields.also_known_as)
        as_compared = account if "@" in who else _name
        if as_compared(who) not in {as_compared(each) for each in known}:
            return False
    return True


class _Version(Struct, frozen=True):
    """A record as it was, or as it would be."""

    data: bytes
    document: Document


class _Proposal:
    """A proposal of somebody who is no facilitator, each change of which is judged by itself."""

    def __init__(
        self,
        history: History,
        start: Revision,
        directory: Directory,
        owner: str,
        changes: Iterable[ProposedChange],
    ) -> None:
        self.directory = directory
        self.owner = owner
        self.special = history.special()
        records = [each.path for each in changes if content_file(each.path) is not None]
        self.earlier = {path: _version(path, data) for path, data in history.read(start, records)}
        self.proposed = {
            path: [_version(path, data) for data in versions]
            for path, versions in history.proposed(records).items()
        }

    def judge(self, change: ProposedChange) -> Iterator[Diagnostic]:
        """Yield what is wrong with this change."""
        if not self._is_own(change):
            yield from self._roles(change.path)[0]
            return
        if self.special.get(change.path) in _REFUSED:
            yield Diagnostic(Span(change.path), *_REFUSED[self.special[change.path]])
        earlier = self.earlier.get(change.path)
        before = earlier.document.fields if earlier else None
        for version in self._versions(change.path):
            document = version.document
            if isinstance(document.fields, ProfileFields):
                yield from self._claims(document, document.fields, before)
            if document.file.kind in ("post", "elsewhere", "reply"):
                yield from self._voices(version, before)
            yield from forged(document, self.owner, before)

    def _versions(self, path: str) -> list[_Version]:
        """Return the versions of a record that the proposal brings."""
        earlier = self.earlier.get(path)
        return [each for each in self.proposed.get(path, ()) if earlier is None or each.data != earlier.data]

    def _only_signs(self, path: str) -> bool:
        """Return whether a change does nothing but sign off reviews of a plan for whoever proposes it."""
        earlier, versions = self.earlier.get(path), self._versions(path)
        return (
            earlier is not None
            and bool(versions)
            and all(
                only_signs(self.owner, (earlier.document, earlier.data), (each.document, each.data))
                for each in versions
            )
        )

    def is_foreign(self, change: ProposedChange) -> bool:
        """Return whether a change is somebody else's to make, and no other finding says so."""
        if self._is_own(change) or self._only_signs(change.path):
            return False
        found, more = self._roles(change.path)
        return more or not found

    def _is_own(self, change: ProposedChange) -> bool:
        return change.path.split("/")[:2] == ["participants", self.owner]

    def _roles(self, path: str) -> tuple[list[Diagnostic], bool]:
        """Return findings about the members of a cohort, and whether more than its members would change."""
        earlier, more = self.earlier.get(path), False
        found: list[Diagnostic] = []
        for version in self._versions(path) if earlier else ():
            now, before = version.document.fields, earlier and earlier.document.fields
            if isinstance(now, CohortFields) and isinstance(before, CohortFields):
                found += _roles(version.document, now, before)
                more = more or replace(now, members=()) != replace(before, members=())
        return found, more

    def _claims(self, document: Document, fields: ProfileFields, earlier: object) -> Iterator[Diagnostic]:
        """Yield the names and accounts that a profile claims anew, and that are somebody else's."""
        before = earlier if isinstance(earlier, ProfileFields) else ProfileFields("")
        if self.owner not in self.directory.folders and likeness(self.owner) in self.directory.taken:
            yield self._claimed(Span(document.path, 1, 1), self.owner)
        for key in ("name", "also_known_as", "public_name", "public_id", "accounts"):
            values, old = _several(getattr(fields, key)), _several(getattr(before, key))
            for index, value in enumerate(values):
                others = (
                    self.directory.accounts.get(account(value), frozenset())
                    if key == "accounts"
                    else self.directory.taken.get(likeness(value), frozenset())
                )
                if value not in old and others - {self.owner}:
                    yield self._claimed(document.span(key, index), value)

    def _claimed(self, span: Span, value: str) -> Diagnostic:
        message = f"“{shown(value)}” belongs to somebody else here, so “{self.owner}” can't claim it."
        return Diagnostic(
            span,
            "impersonation",
            message,
            "take it out; if it really is yours too, ask a facilitator to make the change",
        )

    def _voices(self, version: _Version, earlier: object) -> Iterator[Diagnostic]:
        """Yield the people for whom a post speaks, besides its writer and those who wrote it with them."""
        document, tree = version.document, settings(version.data)
        for key, value in _authors(tree) if tree else ():
            meant = self.directory.find(value.text) or self.directory.taken.get(
                likeness(value.text), frozenset()
            )
            if meant and self.owner not in meant:
                message = f"`{key}` says that “{shown(value.text)}” wrote this, and “{self.owner}” did."
                yield Diagnostic(
                    Span(document.path, value.line, value.column),
                    "impersonation",
                    message,
                    "delete the line: the folder says who writes",
                )
        written = document.fields.with_ if isinstance(document.fields, PostFields) else ()
        before = earlier.with_ if isinstance(earlier, PostFields) else ()
        for index, name in enumerate(written):
            if name in self.directory.folders and name not in (self.owner, *before):
                message = f"This names “{name}” as a co-writer, and “{self.owner}” alone proposes it."
                yield Diagnostic(
                    document.span("with", index),
                    "co-writer-unasked",
                    message,
                    f"ask {name} before this is accepted",
                )


def _roles(document: Document, now: CohortFields, before: CohortFields) -> Iterator[Diagnostic]:
    """Members whom a proposal adds, takes away, or gives another role or school."""
    members, earlier = dict(now.members), dict(before.members)
    for name in sorted({*members, *earlier}):
        if members.get(name) == earlier.get(name):
            continue
        was, is_to_be = earlier.get(name), members.get(name)
        change = (
            f"was {was.role} and would be {is_to_be.role}"
            if was and is_to_be
            else f"would be {is_to_be.role}"
            if is_to_be
            else "would no longer be"
        )
        message = (
            f"“{shown(name)}” {change} in this cohort, and only facilitators say who is in one, and as what."
        )
        yield Diagnostic(
            document.span("members", name),
            "role-change",
            message,
            "take the change out, or ask a facilitator to make it",
        )


def _authors(node: Node) -> Iterator[tuple[str, Scalar]]:
    """Settings at any depth that say who wrote something, with each name in them."""
    if isinstance(node, Table):
        for key, value in node.pairs:
            if key.text.casefold() in (*WRITERS, "name"):
                yield from (
                    (key.text, each)
                    for each in (value.items if isinstance(value, Items) else (value,))
                    if isinstance(each, Scalar)
                )
            else:
                yield from _authors(value)
    elif isinstance(node, Items):
        for each in node.items:
            yield from _authors(each)


def _version(path: str, data: bytes) -> _Version:
    return _Version(data, read(path, data)[0])


def _name(text: str) -> str:
    return folded(plain(text))


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()
