"""One edition: cut, linked, rendered where it has changed, and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from msgspec import Struct

from generator.engine import rendering
from generator.engine.cache.cache import Cache
from generator.engine.cache.manifests import Manifest, Output
from generator.engine.cache.snapshot import Snapshot, differing
from generator.engine.layout import Laid, lay
from generator.engine.options import Options
from generator.engine.rendering import Changes, Last, Made, Press, Rendered
from generator.engine.search.indexing import Indexer
from generator.engine.statistics import BuildStatistics
from generator.engine.theme.sources import ThemeFiles
from generator.engine.workers.pool import Crew
from generator.engine.writer.writer import Site, Standing
from generator.model.audience import Viewer
from generator.network.records import Network
from generator.publish.language import Language
from generator.publish.pages import style
from generator.publish.pages.search import FOLDER


class Observer(Protocol):
    """Who wants to know how far it is, and how long it took."""

    def timed(self, stage: str) -> AbstractContextManager[None]:
        """Time a stage."""

    def progress(self, what: str, done: int, total: int) -> None:
        """So much of it is done."""


class Source(Struct, frozen=True):
    """What every edition of a network is made from. `locations` says where the files are that are not records.

    `paths` are those of all files, in order.
    """

    snapshot: Snapshot
    network: Network
    locations: Mapping[str, str]
    paths: Sequence[str]
    texts: Mapping[bytes, str]


class Publisher(Struct, frozen=True):
    """Publishes editions of one network to one site.

    `laid` are the editions as they were laid out before; `standings` say how the editions are before it begins. In a `hurry` the search
    index is left as it is.
    """

    site: Site
    cache: Cache
    source: Source
    theme: ThemeFiles
    language: Language
    crew: Crew
    options: Options
    observer: Observer
    laid: dict[str, Laid]
    standings: Mapping[str, Standing]
    hurry: bool

    def publish(self, settings: Mapping[Viewer, bytes]) -> dict[str, BuildStatistics]:
        """Bring editions up to date: all are rendered, then all are written.

        The settings stand for all that each is made from but the content, for the next build to compare.
        """
        with self.observer.timed("link"):
            presses = [self._press(viewer, setting) for viewer, setting in settings.items()]
            self.cache.store.flush()
        with Indexer() as indexer:
            with self.observer.timed("render"):
                rendered = rendering.render(
                    presses,
                    self.crew,
                    lambda done, total: self.observer.progress("Rendering", done, total),
                    indexer.begin,
                )
            with self.observer.timed("search"):
                indexed = indexer.finish(presses, rendered)
        with self.observer.timed("write"):
            work = {
                viewer.name: self._bring(viewer.name, setting, press, each)
                for (viewer, setting), press, each in zip(settings.items(), presses, rendered, strict=True)
            }
        for each, records in zip(work.values(), indexed, strict=True):
            each.indexed = records
        return work

    def _press(self, viewer: Viewer, setting: bytes) -> Press:
        source, manifest = self.source, self.cache.manifests.load(viewer.name)
        laid = self.laid[viewer.name] = lay(
            self.laid.get(viewer.name),
            source.network,
            source.snapshot.structure,
            viewer,
            self.language,
            self.options,
        )
        last = Last(
            manifest.outputs if manifest else {},
            self.standings[viewer.name],
            self._changes(manifest, setting),
            manifest is not None and manifest.index_outdated,
        )
        stage, target = self.site.stage(viewer.name), self.site.edition(viewer.name)
        texts = {**source.texts, **style.TEXTS} if self.options.style_guide else source.texts
        return Press(
            laid.composer,
            laid.pages,
            self.theme,
            self.cache,
            texts,
            source.paths,
            stage,
            target,
            last,
            self.hurry,
        )

    def _bring(self, name: str, setting: bytes, press: Press, rendered: Rendered) -> BuildStatistics:
        """Put what was rendered into the site, and remember it."""
        source, last, made = self.source, press.last, rendered.made
        files = dict(self.theme.assets.values()) | {
            shown: source.locations[each] if isinstance(each, str) else each
            for shown, each in rendered.media.items()
        }
        anew = sum(bool(each.state) and not each.path.startswith(FOLDER) for each in made)
        made.extend(rendering.copies(press, files))
        staged = [each.path for each in made if each.staged]
        planned = {**press.settled, **{each.path: None for each in made}}
        removed = [path for path in (*last.outputs, *last.standing.strays) if path not in planned]
        manifest = self.cache.manifests.load(name)
        records = tuple(sorted(press.composer.edition.paths)) if self.options.releases else ()
        withdrawn = bool(removed) or manifest is None or not set(records).issuperset(manifest.records or [""])
        whole = (
            self._write(name, staged, planned, removed, 1 if withdrawn else self.options.kept)
            or manifest is None
        )
        outputs = press.settled | {each.path: _output(each, last) for each in made}
        folders = (
            self.site.folders(name, outputs, {})
            if whole or manifest is None
            else self.site.folders(name, [*staged, *removed], manifest.folders)
        )
        date = self.options.date if press.show_the_day(outputs.values()) else None
        self.cache.manifests.save(
            name,
            Manifest(
                source.snapshot,
                setting,
                source.network.config.theme,
                records,
                press.behind,
                date,
                len(outputs),
                outputs,
                folders,
            ),
        )
        return BuildStatistics(
            viewed=len(press.due),
            rendered=anew,
            written=len(staged),
            removed=len(removed),
            pages=len(outputs),
        )

    def _changes(self, manifest: Manifest | None, setting: bytes) -> Changes | None:
        """The files whose words or bodies have changed since the edition was written; None where more has."""
        now = self.source.snapshot
        if (
            manifest is None
            or manifest.configuration != setting
            or manifest.snapshot.structure != now.structure
        ):
            return None
        another_day = {len(self.source.paths)} if manifest.date != self.options.date else set()
        return Changes(
            differing(now.words, manifest.snapshot.words) | another_day,
            differing(now.digests, manifest.snapshot.digests),
        )

    def _write(
        self,
        name: str,
        staged: Sequence[str],
        planned: Mapping[str, object],
        removed: Sequence[str],
        keep: int,
    ) -> bool:
        """Write what is new and remove what is no longer planned; whether the edition's folder is another one now."""
        was_release = self.site.edition(name).is_symlink()
        if not self.options.releases:
            self.site.commit(name, staged, removed)
            return was_release
        if staged or removed or not was_release:
            self.site.release(name, staged, planned, keep=keep)
            return True
        self.site.discard(name)
        self.site.keep_releases(name, keep)
        return False


def _output(made: Made, last: Last) -> Output:
    """A file as it is now: what was not staged is as it was."""
    size, modified = made.staged or (last.outputs[made.path].size, last.outputs[made.path].modified)
    return Output(made.fingerprint, size, modified, made.says, made.tells)
