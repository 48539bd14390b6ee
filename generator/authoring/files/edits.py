"""Changes to many files, gathered before any of them is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from msgspec.structs import replace

from generator.authoring.files import settings
from generator.authoring.files.changes import Change
from generator.authoring.files.references import relinked
from generator.authoring.files.round_trip import Edited
from generator.authoring.withdrawal.survey import Scene
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
    """What is no longer where it was: posts and records that are `gone` (by their identities and their files), those among them in a showcase, and where a reply finds what it answered."""

    @property
    def gone(self) -> Collection[str]:
        """By identities and by files."""

    @property
    def mine(self) -> Collection[str]:
        """The posts among them."""

    def moved(self, document: Document, wanted: str) -> str:
        """What a record answers from now on, that answered this."""


class Edits:
    """Changes to files, gathered one by one; several to one file come together. What can't be changed is left for a person."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.steps: list[Change] = []
        self.texts: dict[str, str] = {}
        self.why: dict[str, list[str]] = {}
        self.removed: dict[str, str] = {}
        self.left: list[tuple[Span, str]] = []

    def note(self, path: str, line: str) -> None:
        """A line in a file that is to go, for another run to find if this one is broken off."""
        text = self.scene.text(path)
        if line not in text:
            self.steps.append(Change(path, "", settings.with_note(path, text, line).encode(), text.encode()))

    def write(self, path: str, why: str, data: bytes) -> None:
        """A file that says this from now on."""
        self.texts[path] = data.decode()
        self.why.setdefault(path, []).append(why)

    def remove(self, paths: Iterable[str], why: str, more: Mapping[str, str] | None = None) -> None:
        """Files that are there no longer."""
        self.removed.update({path: f"{why}{(more or {}).get(path, '')}" for path in paths})

    def settle(self, path: str, why: str, meant: Fields, edited: Edited | None, span: Span) -> None:
        """Change a file's settings, if it then says what is meant."""
        if edited is not None and read(path, edited.text.encode())[0].fields == meant:
            self.write(path, f"{why}{edited.note}", edited.text.encode())
        else:
            self.left.append((span, f"{why}: that could not be done here"))

    def text(self, path: str) -> str:
        """The file as it stands so far."""
        return self.texts[path] if path in self.texts else self.scene.text(path)

    def fields(self, path: str) -> Fields | None:
        """What its settings say so far."""
        return (
            read(path, self.texts[path].encode())[0].fields
            if path in self.texts
            else self.scene.documents[path].fields
        )

    def others(self, document: Document, person: str, graves: Moves) -> None:
        """What somebody else's record says of a person who is erased."""
        path, fields = document.path, document.fields
        if isinstance(fields, CohortFields):
            self.cohort(path, person, graves.mine)
        self.references(path, person, graves.gone)
        if not isinstance(fields, PostFields):
            return
        for index, wanted in enumerate(fields.reply_to):
            if (moved := graves.moved(document, wanted)) != wanted:
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
        self.settle(
            path,
            f"reply_to: {moved}",
            meant,
            settings.edited(path, self.text(path), settings.replaced(moved, "reply_to", wanted)),
            span,
        )

    def _without(self, path: str, key: str, item: str, meant: Fields, span: Span) -> None:
        """Take out every such item."""
        edited = settings.edited(path, self.text(path), settings.removed_everywhere(key, item))
        self.settle(path, f"{item} is taken out of `{key}`", meant, edited, span)

    def cohort(self, path: str, person: str, posts: Collection[str]) -> None:
        """A cohort's members and showcase."""
        document = self.scene.documents.get(path)
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
        """What a record names that is there no longer: a person, or one of these posts and records, each given by its identity and by its file."""
        document = self.scene.documents[path]
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
        """That a project was taken on stays in it."""
        meant = replace(parted(fields), match=fields.match)
        if meant != fields:
            self.settle(
                path,
                f"matched: {meant.matched}, the first visit",
                meant,
                settings.edited(path, self.text(path), settings.put(meant.matched, "matched")),
                self.scene.documents[path].span("match"),
            )

    def _values(self, path: str, names: list[str]) -> Iterator[tuple[Keys, str]]:
        fields = self.fields(path)
        return values(fields, *names) if fields is not None else iter(())

    def _lost(self, path: str, names: list[str], keys: Keys, value: str) -> bool:
        """Take one value out; whether that could be done."""
        left = len(self.left)
        meant = mapped(self.fields(path), lambda each: "" if each == value else each, *names)
        places = sorted(
            (each for each, other in self._values(path, names) if other == value),
            reverse=True,
            key=lambda each: [f"{part:>9}" for part in each],
        )
        edited = settings.edited(path, self.text(path), *(settings.removed(*place) for place in places))
        self.settle(
            path,
            f"{value} is taken out of `{names[-1]}`",
            meant,
            edited,
            self.scene.documents[path].span(*keys),
        )
        return len(self.left) == left

    def links(self, document: Document, moved: Mapping[str, str]) -> None:
        """Links in a text to what is no longer where it was. Their places are those of the text as it is, so they come before all else."""
        if any(each.target in moved for each in document.links):
            before = self.scene.text(document.path)
            after, missed = relinked(document.path, before, document.links, moved)
            self.left.extend(
                (Span(document.path, each.line, each.column), "a link that has to be changed by hand")
                for each in missed
            )
            if after != before:
                self.write(document.path, "links", after.encode())

    def narrow(self, path: str, audience: str) -> None:
        """What would come into an edition stays where it was."""
        fields, span = _post(self.fields(path)), self.scene.documents[path].span("audience")
        edited = settings.edited(path, self.text(path), settings.put(audience, "audience", after=""))
        self.settle(
            path,
            f"audience: {audience}, as it was shown so far",
            replace(fields, audience=audience),
            edited,
            span,
        )

    def supposed(self) -> dict[str, bytes | None]:
        """What each changed file would hold."""
        return {**{path: text.encode() for path, text in self.texts.items()}, **dict.fromkeys(self.removed)}

    def changes(self) -> Iterator[Change]:
        """In an order that can be broken off anywhere.

        What is referred to comes before what refers to it, and goes after it. Replies take their audience from the cohort of what they answer, so cohorts
        come after them.
        """
        yield from self.steps
        for path, text in sorted(self.texts.items(), key=lambda each: _turn(each[0])):
            before = self.scene.data(path) if (self.scene.content / path).is_file() else None
            if before != text.encode():
                yield Change(path, "; ".join(dict.fromkeys(self.why[path])), text.encode(), before)
        for path, why in self.removed.items():
            yield Change(path, why, None)


def _turn(path: str) -> int:
    return {"withdrawn": 0, "cohorts": 2}.get(path.split("/", maxsplit=1)[0], 1)


def _goes(what: str, value: str, path: str, person: str, gone: Collection[str]) -> bool:
    """Whether a setting of the file at `path` names something that is there no longer."""
    if what == "person":
        return value == person
    if what in ("standard", "cohort"):
        return False
    name = value.strip("/")
    return (paths.beside(path, name) if name.endswith(".md") else name) in gone


def _post(fields: Fields | None) -> PostFields:
    return fields if isinstance(fields, PostFields) else PostFields()
