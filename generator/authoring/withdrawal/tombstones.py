"""Tombstones: what stays of a post that was withdrawn, and where it is."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Mapping

from msgspec.structs import replace

from generator.authoring.workspace import Workspace
from generator.model import paths
from generator.network.admission.identities import post_identity
from generator.source.document import Document
from generator.source.files.post import PostFields
from generator.source.front_matter import composed, unified

PLACE = "# its place is withdrawn/"
"""The beginning of a note in a post that is about to be erased: in YAML it is a comment."""


def tombstone(workspace: Workspace, identity: str, path: str, by: str) -> PostFields:
    """Return what stays of a post: its day, what it answered, its widest audience.

    Where something answers it, the settings that a reply takes from it stay too.
    """
    post = workspace.network.posts.get(identity)
    fields = PostFields(
        withdrawn=by, date=_date(workspace.documents[path]), audience=workspace.widest_audience(path)
    )
    if post is None:
        return fields
    fields = replace(fields, reply_to=post.reply_to, page=post.titled and bool(post.reply_to))
    if not any(identity in each.reply_to for each in workspace.network.posts.values()):
        return fields
    return replace(fields, cohort=post.cohort, phase=post.phase, standards=post.standards)


def tombstone_file(fields: PostFields) -> bytes:
    """Return a tombstone as a file."""
    settings = {
        "withdrawn": fields.withdrawn,
        "date": fields.date,
        "reply_to": _single(fields.reply_to),
        "page": fields.page,
        "audience": fields.audience,
        "cohort": fields.cohort,
        "phase": fields.phase,
        "standards": _single(fields.standards),
    }
    return composed(settings, "").encode()


def _single(values: Collection[str]) -> Collection[str] | str:
    """Return the only value of a list of one, which needs no brackets."""
    return next(iter(values)) if len(values) == 1 else values


class Tombstones:
    """Tombstones of the posts in a folder that others wrote to or link to, and of those that these answered.

    A post with a note was seen by an earlier run that was broken off; the note says where its tombstone is,
    which may be there by now.
    """

    def __init__(self, workspace: Workspace, folder: str, about: Collection[str] = ()) -> None:
        documents = workspace.documents
        self._paths = {
            post_identity(each): each.path
            for each in documents.values()
            if isinstance(each.fields, PostFields)
        }
        self.gone = {path for path in documents if path.startswith(folder) or path in about}
        self.gone |= _called(
            {key: each.text.path for key, each in workspace.network.records.items()}, self.gone
        )
        self._identities = {path: key for key, path in self._paths.items()}
        self.mine = {key: documents[path] for key, path in self._paths.items() if path.startswith(folder)}
        self.gone |= self.mine.keys()
        kept = {key: noted for key, each in self.mine.items() if (noted := _noted(workspace.text(each.path)))}
        there = {
            posixpath.basename(path).removesuffix(".md")
            for path in documents
            if path.startswith("withdrawn/")
        }
        self.names = self._named(self._needed(documents.values(), folder) | kept.keys(), kept, there)
        self.files = {self.mine[key].path: f"withdrawn/{name}.md" for key, name in self.names.items()}
        self.fields = {
            key: self._placed(tombstone(workspace, key, self.mine[key].path, "by its author"), key)
            for key, name in self.names.items()
            if name not in there
        }

    def _needed(self, documents: Collection[Document], folder: str) -> set[str]:
        others = [each for each in documents if not each.path.startswith(folder)]
        linked = {link.target for each in others for link in each.links}
        needed: set[str] = set()
        pending = {key for each in others for key in self._answered(each)} | {
            key for key, each in self.mine.items() if each.path in linked
        }
        while pending := (pending & self.mine.keys()) - needed:
            needed |= pending
            pending = {above for key in pending for above in self._answered(self.mine[key])}
        return needed

    def _named(self, needed: Collection[str], kept: dict[str, str], there: Collection[str]) -> dict[str, str]:
        """Return names, numbered in order of time; those that were given stay."""
        taken = {*there, *kept.values()}
        free = (
            name for number in range(1, len(taken) + len(needed) + 1) if (name := f"{number:04}") not in taken
        )
        named = dict(kept)
        for key in sorted(needed, key=lambda each: (_date(self.mine[each]), each)):
            if key not in named:
                named[key] = next(free)
        return dict(sorted(named.items(), key=lambda each: each[1]))

    def _answered(self, document: Document) -> set[str]:
        """Return the identities of what a record answers."""
        fields = document.fields
        return (
            {self._identity(document, each) for each in fields.reply_to}
            if isinstance(fields, PostFields)
            else set()
        )

    def _identity(self, document: Document, wanted: str) -> str:
        """Return the identity that `reply_to` names: by itself, or by a file's relative path."""
        name = wanted.strip("/")
        return self._identities.get(paths.beside(document.path, name), name)

    def moved(self, document: Document, wanted: str) -> str:
        """Return what a record answers from now on, that answered `wanted`."""
        name = self.names.get(self._identity(document, wanted))
        return f"withdrawn/{name}" if name else wanted

    def _placed(self, tombstone: PostFields, key: str) -> PostFields:
        """Return a tombstone that answers what the post answered, wherever that is now."""
        return replace(
            tombstone, reply_to=tuple(self.moved(self.mine[key], each) for each in tombstone.reply_to)
        )


def _called(records: Mapping[str, str], gone: Collection[str]) -> set[str]:
    """Return the names by which other files refer to records that go, given the files of all records.

    They are identities, and the ends of these where one record alone ends so.
    """
    ends = Counter(key.rpartition("/")[2] for key in records)
    keys = {key for key, path in records.items() if path in gone}
    return keys | {end for key in keys if ends[end := key.rpartition("/")[2]] == 1}


def _date(document: Document) -> str:
    return document.fields.date if isinstance(document.fields, PostFields) else ""


def _noted(text: str) -> str:
    """Return the name that a tombstone's note gives to its place."""
    lines = unified(text).split("\n")[:3]
    return next((each.removeprefix(PLACE).strip() for each in lines if each.startswith(PLACE)), "")
