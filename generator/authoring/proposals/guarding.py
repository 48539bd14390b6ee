"""The guard of proposals: writers change their own folder and nothing else, and pass for nobody else.

Facilitators may change everything. The revision that a proposal is made to says who is who and who is a
facilitator: what a proposal says of its own writer counts for nothing.

Names and accounts are kept apart. A name (a folder, `name`, `also_known_as`) is anybody's to choose
elsewhere, so an account that happens to be called `emma` is not emma: whatever is written with an `@`, an
account or an e-mail address, is looked for among `accounts` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.proposals.history import History, ProposedChange, Revision
from generator.model.confusables import likeness
from generator.model.diagnostics import Diagnostic, Span
from generator.model.slugs import folded
from generator.model.suggest import nearest
from generator.schema.shapes import WRITERS
from generator.schema.tree import Mapping as Table, Node, Scalar, Sequence
from generator.source.document import Document
from generator.source.files.cohort import CohortFields
from generator.source.files.paths import content_file
from generator.source.files.post import PostFields
from generator.source.files.profile import ProfileFields
from generator.source.reader import read, settings


class Directory(Struct, frozen=True):
    """The people known at a revision: their folders, names and accounts, and which of them are facilitators.

    `taken` maps names that nobody may claim anew to the folders that have them: pseudonyms too, and people
    whom a cohort names before they have a folder.
    """

    folders: frozenset[str]
    facilitators: frozenset[str]
    names: Mapping[str, frozenset[str]]
    accounts: Mapping[str, frozenset[str]]
    taken: Mapping[str, frozenset[str]]

    def find(self, who: str) -> frozenset[str]:
        """Return the folders of those who may be meant."""
        if "@" in who:
            return self.accounts.get(_account(who), frozenset())
        return frozenset({who}) if who in self.folders else self.names.get(folded(_plain(who)), frozenset())


def guard(content: Path, who: str, since: str) -> list[Diagnostic]:
    """Return what a proposal changes that its writer may not. Raises `NoHistory` where Git can't tell."""
    history = History(content)
    target = history.revision(since)
    start = history.parting(target)
    changes = history.changes(start)
    directory = directory_at(history, target)
    owner, found = _writer(history, directory, who, changes)
    if owner in directory.facilitators:
        return found
    proposal = _Proposal(history, start, directory, owner)
    for change in changes:
        found.extend(proposal.judge(change))
    return found


def directory_at(history: History, revision: Revision) -> Directory:
    """Return the people known at a revision."""
    folders = frozenset(
        path.split("/")[1]
        for path in revision.files
        if path.startswith("participants/") and path.count("/") > 1
    )
    wanted = [
        path
        for path in revision.files
        if (found := content_file(path)) is not None and found.kind in ("profile", "cohort")
    ]
    names: list[tuple[str, str]] = [(folder, folder) for folder in folders]
    accounts: list[tuple[str, str]] = []
    taken: list[tuple[str, str]] = []
    facilitators: set[str] = set()
    for path, data in history.read(revision, wanted):
        document = read(path, data)[0]
        fields, owner = document.fields, document.file.owner
        if isinstance(fields, ProfileFields):
            names += [(each, owner) for each in (fields.name, *fields.also_known_as)]
            taken += [(each, owner) for each in (fields.public_name, fields.public_id) if each]
            accounts += [(each, owner) for each in fields.accounts]
        elif isinstance(fields, CohortFields):
            taken += [(name, name) for name, _ in fields.members]
            facilitators.update(name for name, member in fields.members if member.role == "facilitator")
    by_name = _index((folded(_plain(name)), owner) for name, owner in names)
    by_account = _index((_account(name), owner) for name, owner in accounts)
    return Directory(
        folders,
        frozenset(facilitators) & folders,
        by_name,
        by_account,
        _index((likeness(name), owner) for name, owner in (*names, *taken)),
    )


def _writer(
    history: History, directory: Directory, who: str, changes: list[ProposedChange]
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
            f"“{_shown(who)}” may be {' or '.join(sorted(meant))}, so nobody knows who makes this proposal."
        )
        hint = "say the folder's name, or an account that one profile alone lists"
        return "", [Diagnostic(span, "unknown-writer", message, hint)]
    if newcomer := _newcomer(history, directory, who, changes):
        return newcomer, []
    message = f"Nobody is known here as “{_shown(who)}”, so this proposal may change nothing."
    close = [] if "@" in who else nearest(who, directory.folders)
    hint = (
        f"did you mean `{close[0]}`?"
        if close
        else f"a facilitator adds `accounts: [{_shown(who.removeprefix('@'))}]` to this person's profile.md"
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
    document = _document(path, history.now(path))
    fields = document.fields if document else None
    if not isinstance(fields, ProfileFields):
        return False
    if "@" in who:
        return _account(who) in {_account(each) for each in fields.accounts}
    return folded(_plain(who)) in {
        folded(_plain(each)) for each in (owner, fields.name, *fields.also_known_as)
    }


class _Proposal:
    """A proposal of somebody who is no facilitator, each change of which is judged by itself."""

    def __init__(self, history: History, start: Revision, directory: Directory, owner: str) -> None:
        self.history = history
        self.start = start
        self.directory = directory
        self.owner = owner

    def judge(self, change: ProposedChange) -> Iterator[Diagnostic]:
        """Yield what is wrong with this change."""
        parts = change.path.split("/")
        if not self.owner or parts[:2] != ["participants", self.owner]:
            yield from self._elsewhere(change, parts)
            return
        if content_file(change.path) is None or (document := self._now(change.path)) is None:
            return
        earlier = self._before(change.path)
        if isinstance(document.fields, ProfileFields):
            yield from self._claims(document, document.fields, earlier.fields if earlier else None)
        if document.file.kind in ("post", "reply"):
            yield from self._voices(document, earlier.fields if earlier else None)

    def _now(self, path: str) -> Document | None:
        return _document(path, self.history.now(path))

    def _before(self, path: str) -> Document | None:
        return _document(path, dict(self.history.read(self.start, [path])).get(path))

    def _elsewhere(self, change: ProposedChange, parts: list[str]) -> Iterator[Diagnostic]:
        where = content_file(change.path)
        if where is not None and where.kind == "cohort" and self.owner:
            document, earlier = self._now(change.path), self._before(change.path)
            if (
                document
                and earlier
                and isinstance(document.fields, CohortFields)
                and isinstance(earlier.fields, CohortFields)
            ):
                yield from _roles(document, document.fields, earlier.fields)
                if replace(document.fields, members=()) == replace(earlier.fields, members=()):
                    return
        if parts[0] == "..":
            of = "outside the content folder, which is for facilitators"
        elif parts[0] == "participants" and len(parts) > 2:
            of = f"in the folder of “{_shown(parts[1])}”"
        else:
            of = "of the whole network, which is for facilitators"
        who = (
            f"“{self.owner}” writes in participants/{self.owner}/ alone"
            if self.owner
            else "nobody knows who makes it"
        )
        yield Diagnostic(
            Span(change.path),
            "not-yours",
            f"This proposal {change.how} a file {of}, and {who}.",
            "take this file out of the proposal, or ask a facilitator to make the change",
        )

    def _claims(self, document: Document, fields: ProfileFields, earlier: object) -> Iterator[Diagnostic]:
        """Yield the names and accounts that a profile claims anew, and that are somebody else's."""
        before = earlier if isinstance(earlier, ProfileFields) else ProfileFields("")
        if self.owner not in self.directory.folders and likeness(self.owner) in self.directory.taken:
            yield self._claimed(Span(document.path, 1, 1), self.owner)
        for key in ("name", "also_known_as", "public_name", "public_id", "accounts"):
            values, old = _several(getattr(fields, key)), _several(getattr(before, key))
            for index, value in enumerate(values):
                others = (
                    self.directory.accounts.get(_account(value), frozenset())
                    if key == "accounts"
                    else self.directory.taken.get(likeness(value), frozenset())
                )
                if value not in old and others - {self.owner}:
                    yield self._claimed(document.span(key, index), value)

    def _claimed(self, span: Span, value: str) -> Diagnostic:
        message = f"“{_shown(value)}” belongs to somebody else here, so “{self.owner}” can't claim it."
        return Diagnostic(
            span,
            "impersonation",
            message,
            "take it out; if it really is yours too, ask a facilitator to make the change",
        )

    def _voices(self, document: Document, earlier: object) -> Iterator[Diagnostic]:
        """Yield the people for whom a post speaks, besides its writer and those who wrote it with them."""
        tree = settings(self.history.now(document.path) or b"")
        for key, value in _authors(tree) if tree else ():
            meant = self.directory.find(value.text) or self.directory.taken.get(
                likeness(value.text), frozenset()
            )
            if meant and self.owner not in meant:
                message = f"`{key}` says that “{_shown(value.text)}” wrote this, and “{self.owner}” did."
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
            f"“{_shown(name)}” {change} in this cohort, and only facilitators say who is in one, and as what."
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
                    for each in (value.items if isinstance(value, Sequence) else (value,))
                    if isinstance(each, Scalar)
                )
            else:
                yield from _authors(value)
    elif isinstance(node, Sequence):
        for each in node.items:
            yield from _authors(each)


def _document(path: str, data: bytes | None) -> Document | None:
    """Return the document of a path, where it is a record."""
    return None if data is None or content_file(path) is None else read(path, data)[0]


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _account(text: str) -> str:
    return folded(text.strip().removeprefix("@"))


def _shown(text: str) -> str:
    return "".join(each if each.isprintable() else "\ufffd" for each in text)[:100]
