"""The content folder of a portfolio: all that is a person's, and the public part of its conversations.

What is theirs stays as they wrote it, but for references to what stays behind. Of others there is only what
the public edition holds, under the names that it shows, and without what it does not show of a text:
comments, pictures. Where something hidden holds a conversation together, there is a tombstone in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import fields as attributes, replace

from generator.authoring.files.pending import PendingChanges
from generator.authoring.files.writing import Refused
from generator.authoring.portfolio.contents import Contents, Selection
from generator.authoring.portfolio.quoting import quoted
from generator.authoring.withdrawal import tombstones
from generator.authoring.workspace import Workspace
from generator.model.audience import AUDIENCES
from generator.model.diagnostics import errors
from generator.network.records import Post, Record
from generator.network.texts import Text
from generator.schema.kind import mapped
from generator.source.document import Document
from generator.source.files.cohort import CohortFields
from generator.source.files.post import PostFields
from generator.source.front_matter import composed
from generator.source.yaml.dumper import dump
from generator.subjects.plans import signatures
from generator.subjects.plans.kind import PlanFields
from generator.subjects.projects.kind import ProjectFields, parted
from generator.subjects.registry import KINDS

STAYED: Final = "not brought along"


class Exported(Struct, frozen=True):
    """The files of the content folder, the person's name, and their posts in it."""

    files: Mapping[str, bytes]
    name: str
    posts: tuple[Post, ...]


def export(workspace: Workspace, selection: Selection) -> Exported:
    """Return the content folder.

    Refuses where a file of theirs has an error, which would leave it out unsaid.
    """
    network, folder = workspace.network, f"participants/{selection.person}/"
    wrong = [each for each in errors(workspace.now.admitted.diagnostics) if each.span.path.startswith(folder)]
    if wrong:
        raise Refused(
            f"{wrong[0].span}: {wrong[0].message} Mend it first, or it would be missing in the portfolio."
        )
    standard = selection.standard
    if standard and standard not in network.standards:
        meant = network.standards.meant(standard)
        raise Refused(
            f"There is no standard {standard}." + (f" Did you mean {meant[0].id}?" if meant else "")
        )
    contents = Contents(workspace, selection)
    files = _Files(contents).all()
    return Exported(dict(sorted(files.items())), network.people[selection.person].name, contents.own)


class _Files:
    """The files of a portfolio, by their paths."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.workspace, self.network, self.public = contents.workspace, contents.network, contents.public

    def all(self) -> dict[str, bytes]:
        """Return all of them."""
        return {**self._own(), **self._others(), **self._records(), **self._cohorts(), **self._settings()}

    def _own(self) -> dict[str, bytes]:
        """Return the person's files as they wrote them, without references to what stays behind."""
        pending, documents = PendingChanges(self.workspace), self.workspace.documents
        person = self.contents.selection.person
        fixed = (each for each in sorted(self.contents.fixed) if each in documents)
        kept = [*(each.text.path for each in self.contents.own), *fixed]
        missing = sorted(set(self.network.people) - self.contents.people() - {person})
        for document in (documents[path] for path in kept):
            fields = document.fields
            with_ = fields.with_ if isinstance(fields, PostFields) else ()
            pending.links(document, self.contents.moves)
            for other in ("", *(each for each in missing if each in with_)):
                pending.take_out(document, other, self.contents)
            for other in _signers(fields):
                pending.references(document.path, other, self.contents.gone)
        if pending.undone:
            raise Refused(f"{pending.undone[0][0]}: {pending.undone[0][1]}. Change it by hand first.")
        texts = {path: pending.text(path).encode() for path in pending.texts}
        return {path: texts.get(path) or self.workspace.data(path) for path in (*kept, *self._assets(kept))}

    def _assets(self, kept: list[str]) -> list[str]:
        """Return the person's pictures and attachments; of a narrowed selection, those shown in it."""
        shown = {each.target for path in kept for each in self.workspace.documents[path].links}
        shown.add(self.network.people[self.contents.selection.person].photo)
        own = (each for each in self.workspace.now.assets if each.startswith(self.contents.folder))
        return [each for each in own if not self.contents.selection.narrowed or each in shown]

    def _others(self) -> dict[str, bytes]:
        """Return what others wrote, who they are, and tombstones."""
        found = {}
        for key in sorted(self.contents.quoted):
            found[self.contents.path(key)] = self._brought(key)
            if self.network.posts[key].author:
                found.update([self._profile(self.network.posts[key])])
        for key, name in self.contents.tombstones.items():
            found[f"{name}.md"] = self._tombstone(key)
        return found

    def _profile(self, post: Post) -> tuple[str, bytes]:
        """Return the profile of whoever wrote a post, under the name that the public edition shows."""
        shown = self.public.people[self.public.posts[self.contents.shown[post.text.path]].author]
        fields = self.workspace.documents[f"participants/{post.author}/profile.md"].fields
        settings = {"name": shown.name, "consent": getattr(fields, "consent", "")}
        return f"participants/{shown.id}/profile.md", _file(settings)

    def _brought(self, key: str) -> bytes:
        """Return a post of somebody else's, as the public edition has it."""
        post = self.network.posts[key]
        document, shown = (
            self.workspace.documents[post.text.path],
            self.public.posts[self.contents.shown[post.text.path]],
        )
        words = self.network.words[post.text.path]
        fields = document.fields
        settings: dict[str, object] = {
            "title": words.title,
            "date": getattr(fields, "date", ""),
            "updated": getattr(fields, "updated", ""),
            "standards": post.standards if post.tagged else (),
            "cohort": shown.cohort,
            "phase": shown.phase,
            "audience": AUDIENCES[post.audience],
            "summary": words.summary,
            "language": post.language,
            "reply_to": tuple(map(self.contents.identity, post.reply_to)),
            "name": post.guest,
            "consent": getattr(fields, "consent", "") if post.guest else "",
        }
        if shown.cohort not in self.contents.cohorts():
            settings |= {"cohort": "", "phase": ""}
        return _file(settings, self._quoted(document, shown.text))

    def _quoted(self, document: Document, text: Text) -> str:
        return quoted(
            document,
            self.workspace.text(document.path),
            text,
            self.public,
            {**self.contents.moves, **dict.fromkeys(self.workspace.now.assets, "")},
        )

    def _tombstone(self, key: str) -> bytes:
        """Return a tombstone in the place of a post that stays behind.

        Its day is that of the first reply to it.
        """
        post = self.network.posts[key]
        if post.withdrawn and key.startswith("withdrawn/"):
            return self.workspace.data(post.text.path)
        day = min(
            (
                each.day
                for each in self.network.posts.values()
                if key in each.reply_to and (each.id in self.contents.quoted or each in self.contents.own)
            ),
            default=post.day,
        )
        tombstone = PostFields(
            withdrawn=STAYED,
            date=day,
            audience=AUDIENCES[post.audience],
            page=post.titled and bool(post.reply_to),
            reply_to=tuple(map(self.contents.identity, post.reply_to)),
        )
        return tombstones.tombstone_file(
            replace(tombstone, cohort=post.cohort if post.cohort in self.contents.cohorts() else "")
        )

    def _records(self) -> dict[str, bytes]:
        """Return the shared records that the person's files name, as the public edition has them."""
        named = {each for post in self.contents.own for each in post.reflects_on}
        own = self.network.records.get(f"{self.contents.folder}plan")
        named |= (
            set(signatures.named(own.fields))
            | {each for review in own.fields.reviews for each in review.evidence}
            if own and isinstance(own.fields, PlanFields)
            else set()
        )
        linked = {each.target for post in self.contents.own for each in post.text.links}
        return {
            path: self._record(each)
            for path, each in self.contents.events.items()
            if each.id in named or path in linked
        }

    def _record(self, record: Record) -> bytes:
        fields: Any = parted(record.fields) if isinstance(record.fields, ProjectFields) else record.fields
        for setting, what in KINDS[record.kind].references.items():
            fields = mapped(fields, partial(self._there, what), *setting.split("."))
        for setting in KINDS[record.kind].links:
            fields = mapped(fields, lambda value: value if "://" in value else "", *setting.split("."))
        document = self.workspace.documents[record.text.path]
        settings = {
            key: value for key, value in _plain(fields).items() if key not in ("audience", "expires")
        } | {"audience": AUDIENCES[record.audience]}
        settings["materials"] = [each for each in settings.get("materials", []) if each.get("link")]
        return _file(settings, self._quoted(document, record.text))

    def _there(self, what: str, value: str) -> str:
        return value if what == "standard" or (what == "cohort" and value in self.contents.cohorts()) else ""

    def _cohorts(self) -> dict[str, bytes]:
        """Return the person's cohorts, without anybody else."""
        return {
            self.network.cohorts[key].path: _table(self._cohort(self.network.cohorts[key].fields))
            for key in self.contents.cohorts()
            if key in self.network.cohorts
        }

    def _cohort(self, fields: CohortFields) -> dict[str, object]:
        settings = {
            each.name: getattr(fields, each.name)
            for each in attributes(fields)
            if each.name not in ("members", "showcase", "approval", "draft")
        }
        member = dict(fields.members).get(self.contents.selection.person)
        members = (
            {self.contents.selection.person: {key: value for key, value in _plain(member).items() if value}}
            if member
            else {}
        )
        return {**{key: _built(value) for key, value in settings.items() if value}, "members": members}

    def _settings(self) -> dict[str, bytes]:
        """Return the settings of a network of one, and its catalogues of standards."""
        config = self.network.config
        name = self.network.people[self.contents.selection.person].name
        settings: dict[str, object] = {
            "title": name,
            "address": "https://example.org/",
            "language": config.language,
            "timezone": config.timezone,
            "standards": list(config.standards),
            "theme": config.theme,
            "attachments": list(config.attachments),
        }
        catalogues = {f"standards/{each}.yaml" for each in config.standards}
        files = {
            each: self.workspace.data(each)
            for each in self.workspace.files("standards")
            if each in catalogues
        }
        return {"network.yaml": _table({key: value for key, value in settings.items() if value}), **files}


def _signers(fields: object) -> list[str]:
    """Return the people who countersigned a plan: elsewhere their folders may be somebody else's."""
    reviews = fields.reviews if isinstance(fields, PlanFields) else ()
    return sorted({each.person for review in reviews for each in review.countersigned if each.person})


def _file(settings: Mapping[str, object], body: str = "") -> bytes:
    return composed(_values(settings), body).encode()


def _table(settings: Mapping[str, object]) -> bytes:
    return dump(_values(settings)).encode()


def _values(settings: Mapping[str, object]) -> dict[str, object]:
    return {key: _built(value) for key, value in settings.items()}


def _plain(fields: Struct) -> dict[str, Any]:
    """Return settings by their names, without those that have no value."""
    return {
        each.name.rstrip("_"): _built(value)
        for each in attributes(fields)
        if (value := getattr(fields, each.name))
    }


def _built(value: object) -> object:
    if isinstance(value, Struct):
        return _plain(value)
    return [_built(each) for each in value] if isinstance(value, (tuple, list)) else value
