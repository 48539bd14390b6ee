"""Entries on their way in: compared with what is here, and proved before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from generator.authoring.fetching import entries
from generator.authoring.fetching.asking import Asked
from generator.authoring.fetching.blogs import Blog
from generator.authoring.fetching.entries import Network, Written
from generator.authoring.fetching.feeds import Entry, Feed
from generator.authoring.files import settings
from generator.authoring.files.round_trip import Edit
from generator.authoring.importing.identities import key
from generator.authoring.importing.index import Index
from generator.authoring.importing.installing import Stage
from generator.authoring.importing.placing import Names
from generator.authoring.importing.proving import NARROWED
from generator.authoring.workspace import Workspace
from generator.model.diagnostics import Diagnostic, errors
from generator.model.slugs import slugify
from generator.source.document import Document
from generator.source.files.post import PostFields

_FOR_COHORT: Final = settings.put("cohort", "audience", after="date")
_AS_DRAFT: Final = settings.put("true", "draft", after="date")


class Arrivals:
    """The files of entries, as they are staged, with what has to be said of them."""

    def __init__(self, workspace: Workspace, stage: Stage, network: Network, today: str) -> None:
        self.workspace = workspace
        self.stage = stage
        self.network = network
        self.today = today
        self.names = Names(workspace.documents, Index())
        self.new: list[str] = []
        self.updated: list[str] = []
        self.edited: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self._seen: dict[str, dict[str, None]] = {}
        self._marks: dict[str, tuple[str, str]] = {}

    def take(self, blog: Blog, asked: Asked) -> None:
        """Stage what is new in a blog, the oldest first, so that later posts can link to it."""
        self._seen[blog.person] = dict.fromkeys((*blog.state.seen, *map(entries.seen, blog.known)))
        if asked.feed is None:
            return
        fresh = [(each, self._place(blog, each)) for each in self._wanted(blog, asked.feed)]
        for entry, path in fresh:
            self._write(blog, entry, path)
        for entry in asked.feed.entries:
            document = blog.known.get(entry.id)
            if document is not None and document.file.kind == "elsewhere":
                self._compare(entry, document)

    def seen(self, blog: Blog) -> Collection[str]:
        """Return the digests of all entries of a blog that are or were here."""
        return self._seen[blog.person]

    def _wanted(self, blog: Blog, feed: Feed) -> Iterator[Entry]:
        """Yield entries that were never here, the oldest first.

        What this network published itself, and another one fetched from it, does not come back.
        """
        seen = self._seen[blog.person]
        for each in reversed(feed.entries):
            terms = {slugify(name) for _, name in each.terms}
            is_own = any(at.startswith(own) for at in (each.address, *each.links) for own in self.network.own)
            is_here = entries.seen(each.id) in seen or key(each.address) in blog.originals
            if not is_own and not is_here and (not blog.terms or blog.terms & terms):
                yield each

    def _place(self, blog: Blog, entry: Entry) -> str:
        name = self.names.free(blog.person, entries.name(entry))
        path = f"{blog.folder}/{entries.day(entry, self.today)}-{name}.md"
        self.network.originals.setdefault(key(entry.address), path)
        return path

    def _write(self, blog: Blog, entry: Entry, path: str) -> None:
        words = entries.written(entry, path, self.network)
        text = entries.composed_entry(entry, words, blog, self.network, self.today)
        self.stage.put(path, text.encode())
        self.new.append(path)
        mark = entries.seen(entry.id)
        self._seen[blog.person][mark] = None
        self._marks[path] = blog.person, mark
        self.notes += ((path, f"not carried over: {each}") for each in words.notes)

    def _compare(self, entry: Entry, document: Document) -> None:
        """Stage the new words of an entry that has changed. Words that somebody has edited here stay."""
        fields = document.fields
        if not isinstance(fields, PostFields) or fields.imported is None:
            return
        words = entries.written(entry, document.path, self.network)
        if words.mark == fields.imported.digest:
            return
        text = self.workspace.text(document.path)
        if entries.words_of(document, text) != fields.imported.digest:
            self.edited.append(document.path)
        elif after := entries.changed(document, text, words):
            self._update(document.path, words, after)

    def _update(self, path: str, words: Written, after: str) -> None:
        self.stage.put(path, after.encode(), new=False)
        self.updated.append(path)
        self.notes += ((path, f"not carried over: {each}") for each in words.notes)

    def prove(self) -> None:
        """Check the network as it will be.

        What may not be public comes in for the cohort, what may not be there either as a draft that a person
        has to look at, and what can't be read at all does not come in.
        """
        if not self.stage.new:
            return
        for code, edit, note in (
            (NARROWED, _FOR_COHORT, "for the cohort alone"),
            (frozenset[str](), _AS_DRAFT, "a draft, until somebody has looked at it"),
        ):
            for path, fault in self._faults().items():
                if path in self.new and (not code or fault.code in code):
                    self._edit(path, edit, f"{note}: {fault.message}")
        for path, fault in self._faults().items():
            self._leave(path, fault)

    def _faults(self) -> dict[str, Diagnostic]:
        """Return the first error that the network would have, and has not now, in each staged file."""
        before = set(errors(self.workspace.now.admitted.diagnostics))
        then = self.workspace.build.with_changes(self.stage).admitted.diagnostics
        found: dict[str, Diagnostic] = {}
        for each in errors(then):
            if each not in before and each.span.path in self.stage.new:
                found.setdefault(each.span.path, each)
        return found

    def _edit(self, path: str, edit: Edit, note: str) -> None:
        edited = settings.edited(path, self.stage[path].decode(), edit)
        if edited is not None:
            self.stage.put(path, edited.text.encode())
            self.notes.append((path, note))

    def _leave(self, path: str, fault: Diagnostic) -> None:
        """Leave a file as it was, or out."""
        self.stage.drop(path)
        for found in (self.new, self.updated):
            if path in found:
                found.remove(path)
        if path in self._marks:
            person, mark = self._marks[path]
            self._seen[person].pop(mark, None)
        self.notes.append((path, f"left out: {fault.message} {fault.hint}"))
