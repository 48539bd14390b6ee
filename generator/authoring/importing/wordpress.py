"""The import of WordPress exports: a plan first, and then all files that follow from it, or none."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.authoring.files.writing import Refused
from generator.authoring.importing import media
from generator.authoring.importing.addresses import Aliases, Book, book as book_of
from generator.authoring.importing.composing import Composer, File, Setting
from generator.authoring.importing.exports import ANSWERS, Item
from generator.authoring.importing.identities import of_text
from generator.authoring.importing.index import Index
from generator.authoring.importing.installing import FOLDER, Stage, undo
from generator.authoring.importing.members import enrolled, profiles
from generator.authoring.importing.people import Crowd
from generator.authoring.importing.placing import Placed, Placing, Things, Whom
from generator.authoring.importing.plan import Choice, Plan, ReadPlan
from generator.authoring.importing.planning import Given, choices, exported, make_plan
from generator.authoring.importing.proving import prove
from generator.authoring.importing.shelf import Shelf
from generator.authoring.importing.staging import Arrivals, known_files
from generator.authoring.importing.survey import Progress, Surveyed, survey, texts
from generator.authoring.importing.validity import check_plan
from generator.authoring.importing.wxr import read
from generator.authoring.workspace import Workspace, open_workspace
from generator.engine.options import Options
from generator.model import addresses
from generator.model.suggest import nearest
from generator.network.records import Cohort

_LINK: Final = ("link", "links")
_ELSEWHERE: Final = ("from elsewhere", "from elsewhere")


class Outcome(Struct, frozen=True):
    """The outcome of an import: what was written, and everything that has to be named."""

    arrivals: Arrivals
    left: Mapping[Things, int]
    members: tuple[str, ...]
    missing: Mapping[str, str]
    refused: Mapping[str, str]
    unused: Sequence[str]
    dropped: Sequence[str]
    pings: Mapping[Things, int]


class Import:
    """Exports, and the network that they come into."""

    exports: tuple[Surveyed, ...]

    def __init__(self, options: Options, files: Sequence[Path], cohort: str, progress: Progress) -> None:
        self.begin(options, cohort, progress)
        self.exports = survey(files, progress, self.index)

    def begin(self, options: Options, cohort: str, progress: Progress) -> None:
        """Open the network, in which an import that was broken off is undone first."""
        undo(options.content, options.cache / FOLDER)
        self.options = options
        self.index = Index()
        self.progress = progress
        self.workspace = open_workspace(options)
        self.cohort = _cohort(self.workspace, cohort)

    def plan(self, as_of: str, given: Given) -> Plan:
        """Return the plan for these exports."""
        day = as_of or exported(self.exports, self.options.date)
        return make_plan(self.exports, self.workspace, self.cohort, day, given, self.index)

    def accept(self, wanted: ReadPlan, files: Path | None) -> Outcome:
        """Bring in everything by a plan; raise `Refused`, with nothing written, where it does not stand."""
        crowd, answers = Crowd(self.exports, self.index), choices(wanted.plan, self.index)
        check_plan(wanted, answers, self.exports, crowd, self.workspace, self.cohort)
        with Stage(self.options.content, self.options.cache, self.index) as stage:
            outcome = self._staged(wanted.plan, answers, crowd, media.library(files), stage)
            stage.install(self.progress)
        return outcome

    def _staged(
        self, plan: Plan, answers: Mapping[str, Choice], crowd: Crowd, files: media.Library, stage: Stage
    ) -> Outcome:
        known, index = known_files(self.workspace), self.index
        placing = Placing(self.workspace.documents, known, plan.as_of, answers, Whom(plan, crowd), index)
        placed = placing.place(self.exports)
        book = book_of(self.exports, placed, index)
        there = {path: each.digest for path, each in self.workspace.now.assets.items()}
        allowed = frozenset(f".{each}" for each in self.workspace.network.config.attachments)
        shelf = Shelf(media.Media(files), there, allowed, stage.put, index)
        aliases = Aliases(_addresses(self.workspace), index, placing.names.has)
        pings, counted = _pings(self.exports, book, index)
        others, standards = self._elsewhere(), frozenset(self.workspace.network.standards.by_id)
        setting = Setting(plan, answers, self.cohort, placed, book, shelf, aliases, others, pings, standards)
        arrivals = Arrivals(self.workspace, known, stage, index)
        with _without_earlier_objects():
            for thread in self._threads(setting):
                arrivals.take(thread)
        members = self._people(plan, placed, book, aliases, stage)
        prove(arrivals, self.progress)
        return Outcome(
            arrivals,
            placed.left,
            members,
            shelf.missing,
            shelf.refused,
            _unused(self.exports, shelf, index),
            aliases.dropped,
            counted,
        )

    def _threads(self, setting: Setting) -> Iterator[Iterable[File]]:
        """Yield the files of each text with those of its comments, to be made one after another."""
        total = sum(len(each.texts) for each in self.exports)
        done = 0
        for export in self.exports:
            composer = self.composer(setting, export)
            for each in self.items(export):
                if done % 20 == 0:
                    self.progress("Converting", done, total)
                done += 1
                yield composer.files(each)
        self.progress("Converting", total, total)

    def composer(self, setting: Setting, export: Surveyed) -> Composer:
        """Return what makes files of the texts of an export."""
        return Composer(setting, export)

    def items(self, export: Surveyed) -> Iterator[Item]:
        """Yield the texts of an export, with their words."""
        return (each for each in read(export.path) if isinstance(each, Item) and each.is_text)

    def _people(
        self, plan: Plan, placed: Placed, book: Book, aliases: Aliases, stage: Stage
    ) -> tuple[str, ...]:
        writers = {each for text in placed.texts.values() for each in (text.person, *text.others)}
        replies = (each.place for each in placed.replies.values())
        writers |= {each for reply in replies for each in (reply.person, *reply.others)}
        writers -= {""}
        homes = {path.split("/")[1]: f"https://{home}/" for home, path in book.homes.items()}
        for path, data in profiles(writers, dict(plan.new_people), self.workspace, homes, aliases):
            stage.put(path, data)
        after, new = enrolled(writers, self.cohort, self.workspace)
        if new:
            stage.put(self.cohort.path, after, new=False)
        return new

    def _elsewhere(self) -> frozenset[str]:
        """Return everybody who is in another cohort."""
        others = [each for each in self.workspace.network.cohorts.values() if each.id != self.cohort.id]
        return frozenset(name for each in others for name, _ in each.fields.members)


@contextmanager
def _without_earlier_objects() -> Iterator[None]:
    """Let the collector pass over what is there: the fewer it looks through, the sooner it looks again.

    Trees of HTML are cycles, which it alone removes.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _cohort(workspace: Workspace, name: str) -> Cohort:
    cohorts = workspace.network.cohorts
    if name not in cohorts:
        close = nearest(name, cohorts, 1)
        hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(sorted(cohorts)) or 'none'}."
        raise Refused(f"There is no cohort {name}. {hint}")
    return cohorts[name]


def _addresses(workspace: Workspace) -> dict[str, str]:
    """Return the addresses that are taken, with their files: those of pages, and aliases."""
    notices = (addresses.PRIVACY, addresses.ACCESSIBILITY)
    found = {each.rstrip("/"): "network.yaml" for each in notices}
    for path, document in workspace.documents.items():
        if document.file.kind == "page":
            found[document.file.name] = path
        found.update(dict.fromkeys(getattr(document.fields, "aliases", ()), path))
    return found


def _pings(
    exports: Sequence[Surveyed], book: Book, index: Index
) -> tuple[Mapping[str, Sequence[str]], dict[Things, int]]:
    """Return the links that stand for pingbacks between texts that come in, and numbers of all pingbacks."""
    found = index.table(list[str])
    counted: Counter[Things] = Counter()
    for export, item in texts(exports):
        target = of_text(export.blog, item)
        for comment in item.comments:
            if comment.is_ping and not comment.value(ANSWERS):
                source = book.text(comment.url) if target in book.placed.texts else ""
                counted[_LINK if source else _ELSEWHERE] += 1
                if source and source != target and target not in (known := found.get(source, [])):
                    found[source] = [*known, target]
    return found, counted


def _unused(exports: Sequence[Surveyed], shelf: Shelf, index: Index) -> Sequence[str]:
    """Return the addresses of files to which no text refers."""
    found = index.rows(str)
    attached = (each.attachment for export in exports for each in export.attachments)
    found.extend(each for each in attached if each and not shelf.is_asked(each))
    return found
