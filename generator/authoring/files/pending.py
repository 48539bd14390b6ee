"""Changes to many files, collected before any of them is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from msgspec.structs import replace

from generator.authoring.files import settings
from generator.authoring.files.changes import FileChange
from generator.authoring.files.references import relinked
from generator.authoring.files.round_trip import Edited
from generator.authoring.workspace import Workspace
from generator.model import paths
from generator.model.diagnostics import Span
from generator.schema.kind import Keys, mapped, values
from generator.source.document import Document
from generator.source.files.cohort import CohortFields
from generator.source.files.post import PostFields
from generator.source.files.registry import Fields
from generator.source.reader import read
from generator.subjects.projects.kind import ProjectFields, parted
from generator.subjects.registry import KINDS


class Moves(Protocol):
    """Posts and records that are no longer where they were."""

    @property
    def gone(self) -> Collection[str]:
        """All of them, by identities and by files."""

    @property
    def mine(self) -> Collection[str]:
        """The identities of posts that leave showcases."""

    def moved(self, document: Document, wanted: str) -> str:
        """Return the new value of an entry of `reply_to` that was `wanted`."""


class PendingChanges:
    """Changes to files, collected one by one; several to one file come together.

    What can't be changed is left for a person.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.steps: list[FileChange] = []
        self.texts: dict[str, str] = {}
        self.why: dict[str, list[str]] = {}
        self.removed: dict[str, str] = {}
        self.undone: list[tuple[Span, str]] = []

    def note(self, path: str, line: str) -> None:
        """Put a note into a file that is to go, for another run to find if this one is broken off."""
        text = self.workspace.text(path)
        if line not in text:
            self.steps.append(
                FileChange(path, "", settings.with_note(path, text, line).encode(), text.encode())
            )

    def write(self, path: str, why: str, data: bytes) -> None:
        """Give a file another content."""
        self.texts[path] = data.decode()
        self.why.setdefault(path, []).append(why)

    def remove(self, paths: Iterable[str], why: str, more: Mapping[str, str] | None = None) -> None:
        """Remove files."""
        self.removed.update({path: f"{why}{(more or {}).get(path, '')}" for path in paths})

    def edit(self, path: str, why: str, meant: Fields, edited: Edited | None, span: Span) -> None:
        """Change a file's settings, if it then says what is meant."""
        if edited is not None and read(path, edited.text.encode())[0].fields == meant:
            self.write(path, f"{why}{edited.note}", edited.text.encode())
        else:
            self.undone.append((span, f"{why}: that could not be done here"))

    def text(self, path: str) -> str:
        """Return the text of a file, with the changes so far."""
        return self.texts[path] if path in self.texts else self.workspace.text(path)

    def fields(self, path: str) -> Fields | None:
        """Return the settings of a file, with the changes so far."""
        return (
            read(path, self.texts[path].encode())[0].fields
            if path in self.texts
            else self.workspace.documents[path].fields
        )

    def take_out(self, document: Document, person: str, tombstones: Moves) -> None:
        """Take a person who is erased out of somebody else's record."""
        path, fields = document.path, document.fields
        if isinstance(fields, CohortFields):
            self.cohort(path, person, tombstones.mine)
        self.references(path, person, tombstones.gone)
        if not isinstance(fields, PostFields):
            return
        for index, wanted in enumerate(fields.reply_to):
            if (moved := tombstones.moved(document, wanted)) != wanted:
                self._answers(path, wanted, moved, document.span("reply_to", index))
        if person in fields.with_:
            now = _post(self.fields(path))
            self._without(
                path,
                "with",
                person,
                replace(now, with_=tuple(each for each in now.with_ if each != person)),
                document.span("with"),
            )

    def _answers(self, path: str, wanted: str, moved: str, span: Span) -> None:
        fields = _post(self.fields(path))
        meant = replace(fields, reply_to=tuple(moved if each == wanted else each for each in fields.reply_to))
        self.edit(
            path,
            f"reply_to: {moved}",
            meant,
            settings.edited(path, self.text(path), settings.replaced(moved, "reply_to", wanted)),
            span,
        )

    def _without(self, path: str, key: str, item: str, meant: Fields, span: Span) -> None:
        """Take out every such item."""
        edited = settings.edited(path, self.text(path), settings.removed_everywhere(key, item))
        self.edit(path, f"{item} is taken out of `{key}`", meant, edited, span)

    def cohort(self, path: str, person: str, posts: Collection[str]) -> None:
        """Take a person and posts out of a cohort's members and showcase."""
        document = self.workspace.documents.get(path)
        fields = document.fields if document else None
        if document is None or not isinstance(fields, CohortFields):
            return
        if any(name == person for name, _ in fields.members):
            fields = replace(fields, members=tuple(each for each in fields.members if each[0] != person))
            self._without(path, "members", person, fields, document.span("members", person))
        for pick in [each for each in fields.showcase if each.post in posts]:
            fields = replace(
                fields, showcase=tuple(each for each in fields.showcase if each.post != pick.post)
            )
            self._without(path, "showcase", pick.post, fields, document.span("showcase"))

    def references(self, path: str, person: str, gone: Collection[str]) -> None:
        """Take a person and what is gone out of the settings of a record, by which it refers to them.

        Posts and records that are gone are given by their identities and by their files.
        """
        document = self.workspace.documents[path]
        kind = KINDS.get(document.file.kind)
        if isinstance(document.fields, ProjectFields) and document.fields.match == person:
            self._parted(path, document.fields)
        referring = (
            kind.references
            if kind
            else {"reflects_on": "record", "outreach": "record"}
            if isinstance(document.fields, PostFields)
            else {}
        )
        for setting, what in referring.items():
            names = setting.split(".")
            while (
                found := next(
                    (each for each in self._values(path, names) if _goes(what, each[1], path, person, gone)),
                    None,
                )
            ) is not None:
                if not self._lost(path, names, *found):
                    break

    def _parted(self, path: str, fields: ProjectFields) -> None:
        """Keep the day on which a project was taken on, if its match goes."""
        meant = replace(parted(fields), match=fields.match)
        if meant != fields:
            self.edit(
                path,
                f"matched: {meant.matched}, the first visit",
                meant,
                settings.edited(path, self.text(path), settings.put(meant.matched, "matched")),
                self.workspace.documents[path].span("match"),
            )

    def _values(self, path: str, names: list[str]) -> Iterator[tuple[Keys, str]]:
        fields = self.fields(path)
        return values(fields, *names) if fields is not None else iter(())

    def _lost(self, path: str, names: list[str], keys: Keys, value: str) -> bool:
        """Take one value out of the settings; return whether that could be done."""
        before = len(self.undone)
        meant = mapped(self.fields(path), lambda each: "" if each == value else each, *names)
        places = sorted(
            (each for each, other in self._values(path, names) if other == value),
            reverse=True,
            key=lambda each: [f"{part:>9}" for part in each],
        )
        edited = settings.edited(path, self.text(path), *(settings.removed(*place) for place in places))
        self.edit(
            path,
            f"{value} is taken out of `{names[-1]}`",
            meant,
            edited,
            self.workspace.documents[path].span(*keys),
        )
        return len(self.undone) == before

    def links(self, document: Document, moved: Mapping[str, str]) -> None:
        """Change the links in a text to what has moved.

        Their places are those of the text as it is, so this comes before all other changes of a file.
        """
        if any(each.target in moved for each in document.links):
            before = self.workspace.text(document.path)
            after, missed = relinked(document.path, before, document.links, moved)
            self.undone.extend(
                (Span(document.path, each.line, each.column), "a link that has to be changed by hand")
                for each in missed
            )
            if after != before:
                self.write(document.path, "links", after.encode())

    def narrow(self, path: str, audience: str) -> None:
        """Give a record the audience that it had so far, since it would come into an edition otherwise."""
        fields, span = _post(self.fields(path)), self.workspace.documents[path].span("audience")
        edited = settings.edited(path, self.text(path), settings.put(audience, "audience", after=""))
        self.edit(
            path,
            f"audience: {audience}, as it was shown so far",
            replace(fields, audience=audience),
            edited,
            span,
        )

    def contents(self) -> dict[str, bytes | None]:
        """Return the content of each changed file, None where it is removed."""
        return {**{path: text.encode() for path, text in self.texts.items()}, **dict.fromkeys(self.removed)}

    def changes(self) -> Iterator[FileChange]:
        """Yield the changes in an order that can be broken off anywhere.

        A file that is referred to comes before those that refer to it, and goes after them. Replies take
        their audience from the cohort of what they answer, so cohorts come after them.
        """
        yield from self.steps
        for path, text in sorted(self.texts.items(), key=lambda each: _turn(each[0])):
            before = self.workspace.data(path) if (self.workspace.content / path).is_file() else None
            if before != text.encode():
                yield FileChange(path, "; ".join(dict.fromkeys(self.why[path])), text.encode(), before)
        for path, why in self.removed.items():
            yield FileChange(path, why, None)


def _turn(path: str) -> int:
    return {"withdrawn": 0, "cohorts": 2}.get(path.split("/", maxsplit=1)[0], 1)


def _goes(what: str, value: str, path: str, person: str, gone: Collection[str]) -> bool:
    """Return whether a value in the file at `path` names something that is gone."""
    if what == "person":
        return value == person
    if what in ("standard", "cohort"):
        return False
    name = value.strip("/")
    return (paths.beside(path, name) if name.endswith(".md") else name) in gone


def _post(fields: Fields | None) -> PostFields:
    return fields if isinstance(fields, PostFields) else PostFields()
