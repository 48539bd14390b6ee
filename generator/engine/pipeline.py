"""A build, from the content folder to the site: the stages of the map, one after the other."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.engine import naming, reading
from generator.engine.cache.cache import Cache
from generator.engine.cache.diagnostics import CachedDiagnostics
from generator.engine.cache.file_format import generator_signature
from generator.engine.cache.manifests import Header
from generator.engine.cache.networks import CachedNetwork
from generator.engine.cache.snapshot import Snapshot, differing, snapshot
from generator.engine.cache.store import CacheMiss
from generator.engine.media import pictures
from generator.engine.options import Options
from generator.engine.reading import Known, Reading
from generator.engine.scan import Scan, rescan, scan
from generator.engine.statistics import BuildStatistics
from generator.engine.theme import sources
from generator.engine.workers import pool
from generator.engine.workers.background import BackgroundTask
from generator.engine.writer.writer import AS_WRITTEN, Site, Standing
from generator.model.audience import Viewer
from generator.model.diagnostics import Diagnostic, errors, ordered
from generator.network.media import Asset
from generator.network.notices import PUBLIC_ONLY
from generator.network.records import Admitted, Network
from generator.source.document import Document, digest
from generator.source.files.paths import content_file
from generator.source.privacy.findings import Finding

if TYPE_CHECKING:
    from generator.engine.layout import Laid

T = TypeVar("T")
SETTINGS: Final = "network.yaml"
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


class Outcome(Struct):
    """What came of a build. `written` is false where errors stopped it before anything was changed."""

    diagnostics: tuple[Diagnostic, ...]
    written: bool
    statistics: dict[str, BuildStatistics]
    timings: list[tuple[str, float]]

    @property
    def failed(self) -> bool:
        """Whether the content has errors."""
        return bool(errors(self.diagnostics))


class HypotheticalNetwork(Struct, frozen=True):
    """The network as it would be: its documents and its other files, both by path, and what comes of them."""

    documents: Mapping[str, Document]
    assets: Mapping[str, Asset]
    admitted: Admitted


class NoContent(Exception):
    """There is no content folder there."""


def silent(what: str, done: int, total: int) -> None:
    """No progress bar."""


class Build:
    """Builds one network. Kept from one build to the next, it need not load its cache again."""

    def __init__(self, options: Options, progress: Progress = silent, cache: Cache | None = None) -> None:
        if not options.content.is_dir():
            raise NoContent(str(options.content))
        self.options = options
        self.progress = progress
        self.cache = cache or Cache.at(options.cache)
        self.timings: list[tuple[str, float]] = []
        self.crew = pool.crew(options.workers, options.scheduler)
        self.laid: dict[str, Laid] = {}
        self.scanned: Scan | None = None

    def run(self, touched: Collection[str] | None = None) -> Outcome:
        """Build every edition that was asked for.

        With `touched`, it is taken for granted that nothing but these places has changed since the last run of this object, in the content or in the
        site. That is quick, and can be wrong; and the search index is left as it was. Somebody has to run it without them a little later.
        """
        site = Site(self.options.output)
        self.timings = []
        with _without_collector(), site.held(), self.cache.store.locked():
            return self._surely(lambda: self._build(site, touched))

    def _surely(self, work: Callable[[], T]) -> T:
        """Work that relies on the cache; without it, where that lacks something."""
        try:
            return work()
        except CacheMiss:
            self.cache.store.forget()
            self.laid.clear()
            return work()

    def _build(self, site: Site, touched: Collection[str] | None) -> Outcome:
        last = {viewer.name: self.cache.manifests.header(viewer.name) for viewer in self.options.viewers}
        quickly = (
            rescan(self.scanned, touched)
            if touched is not None and self.scanned is not None and all(last.values())
            else None
        )
        comparing = (
            None
            if quickly
            else BackgroundTask(
                lambda: {name: site.standing(name, self.cache.manifests.load(name)) for name in last},
                dict[str, Standing],
            )
        )
        scanned, known = self._look(quickly, touched if quickly else None, anew=not any(last.values()))
        with self.timed("compare"):
            standings = comparing.result() if comparing else dict.fromkeys(last, AS_WRITTEN)
            if (
                unchanged := self._unchanged(site, scanned, known, standings, last, hurry=touched is not None)
            ) is not None:
                return unchanged
        from generator.engine.publishing import Publisher, Source
        from generator.engine.theme import languages

        texts, admitted = self._read(scanned, known, self._prepare)
        self._drop_previews(texts.snapshot)
        found, network = self._concerning(admitted.diagnostics), admitted.network
        if network is None or (errors(found) and not self.options.keep_going):
            self.cache.diagnostics.drop()
            return Outcome(found, False, {}, self.timings)
        source = Source(texts.snapshot, network, _locations(scanned), sorted(texts.entries), texts.fresh)
        theme = sources.find_theme(self.options.content, network.config.theme)
        language = languages.find_language(theme.folders, network.config.language).language
        hurry = touched is not None
        publisher = Publisher(
            site,
            self.cache,
            source,
            theme,
            language,
            self.crew,
            self.options,
            self,
            self.laid,
            standings,
            hurry,
        )
        work = publisher.publish(
            {viewer: self._setting(theme.signature, viewer) for viewer in self.options.viewers}
        )
        self.cache.diagnostics.save(CachedDiagnostics(texts.snapshot, admitted.diagnostics))
        for each in work.values():
            each.read, each.parsed = known.fresh + len(known.unread), len(texts.parsed)
        return Outcome(found, True, work, self.timings)

    def check(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong with the content; writes nothing but the cache."""
        with _without_collector(), self.cache.store.locked():
            return self._surely(lambda: self._read(*self._look())[1].diagnostics)

    def network(self) -> Network | None:
        """The network as it stands; writes nothing but the cache."""
        with _without_collector(), self.cache.store.locked():
            return self._surely(lambda: self._read(*self._look())[1].network)

    def findings(self) -> tuple[tuple[str, Finding], ...]:
        """All that looks like personal data, accepted or not, each with its file; writes nothing but the cache."""
        with _without_collector(), self.cache.store.locked():
            return self._surely(self._findings)

    def _findings(self) -> tuple[tuple[str, Finding], ...]:
        scanned, known = self._look()
        texts, _ = self._read(scanned, known)
        return tuple(
            (document.path, found)
            for document in reading.documents(scanned, texts, self.cache)
            for found in document.findings
        )

    def with_changes(self, changes: Mapping[str, bytes | None]) -> HypotheticalNetwork:
        """The network as it would be if these files of the content folder said this, or were not there (None)."""
        from generator.network.admission.admit import admit
        from generator.source.reader import read

        scanned, known = self._look()
        texts, _ = self._read(scanned, known)
        documents = {
            each.path: each
            for each in reading.documents(scanned, texts, self.cache)
            if each.path not in changes
        }
        documents.update(
            {
                path: read(path, data)[0]
                for path, data in changes.items()
                if data is not None and content_file(path)
            }
        )
        documents = {path: documents[path] for path in sorted(documents)}
        assets = {path: Asset(each) for path, each in _digests(scanned, texts).items() if path not in changes}
        assets.update(
            {
                path: Asset(digest(data))
                for path, data in changes.items()
                if data is not None and not content_file(path)
            }
        )
        refused = [
            each
            for each in (*scanned.diagnostics, *known.diagnostics, *texts.diagnostics)
            if each.span.path not in changes
        ]
        return HypotheticalNetwork(
            documents, assets, admit(list(documents.values()), assets, refused, self.options.date)
        )

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Time a stage."""
        started = time.perf_counter()
        yield
        self.timings.append((stage, time.perf_counter() - started))

    def _look(
        self, scanned: Scan | None = None, touched: Collection[str] | None = None, *, anew: bool = False
    ) -> tuple[Scan, Known]:
        """The content folder as it is; where all is to be read `anew`, what that takes is loaded meanwhile."""
        with self.timed("scan"):
            if anew:
                scanning = BackgroundTask(lambda: scan(self.options.content), Scan)
                import generator.engine.publishing
                import generator.source.reader  # noqa: F401 - both so that they are there when they are wanted

                scanned = scanning.result()
            scanned = self.scanned = scanned or scan(self.options.content)
        with self.timed("identify"):
            known = reading.identify(scanned, self.cache.files.load(), touched)
        return scanned, known

    def _read(
        self, scanned: Scan, known: Known, meanwhile: Callable[[int], object] | None = None
    ) -> tuple[Reading, Admitted]:
        meanwhile = meanwhile or (lambda _: self.cache.network.load())
        with self.timed("read"):
            texts = reading.read(
                scanned,
                known,
                self.crew,
                lambda done, total: self.progress("Reading", done, total),
                meanwhile,
                self.options.date,
            )
        with self.timed("save cache"):
            if texts.parsed or texts.entries != self.cache.files.load():
                self.cache.save_reading(texts.entries, texts.parsed, texts.fresh)
        with self.timed("names"):
            texts = naming.look(scanned, texts, self.cache, self.crew, self.options.date)
        refused = (*scanned.diagnostics, *known.diagnostics, *texts.diagnostics)
        admitted = (None if refused else self._reworded(texts)) or self._admit(scanned, texts, refused)
        faults = (
            *self._theme_fault(admitted.network, texts),
            *self._language_faults(admitted.network, texts),
            *self._outdated(admitted.network, texts),
        )
        return texts, Admitted(
            admitted.network, ordered((*admitted.diagnostics, *faults))
        ) if faults else admitted

    def _drop_previews(self, now: Snapshot) -> None:
        if not any(viewer.person for viewer in self.options.viewers):
            self.cache.manifests.drop_previews(now)

    def _prepare(self, unread: int) -> None:
        """What does not depend on what is read; and the editions as they are if only words have changed in a few files, which is the usual edit."""
        import generator.engine.publishing
        import generator.publish.theme  # noqa: F401 - both so that they are there when they are wanted
        from generator.engine.layout import lay
        from generator.engine.theme import languages

        last = self.cache.network.load()
        if last is None or not 0 < unread <= reading.CHUNK:
            return
        language = languages.find_language(
            sources.theme_folders(self.options.content, last.network.config.theme),
            last.network.config.language,
        ).language
        for viewer in self.options.viewers:
            if viewer.name not in self.laid:
                self.laid[viewer.name] = lay(
                    None, last.network, last.snapshot.structure, viewer, language, self.options
                )

    def _admit(self, scanned: Scan, texts: Reading, refused: Sequence[Diagnostic]) -> Admitted:
        from generator.network.admission.admit import admit

        with self.timed("media"):
            documents = reading.documents(scanned, texts, self.cache)
            digests = _digests(scanned, texts)
            kept = self.cache.store.persistent
            assets = (
                pictures.assets(digests, _locations(scanned), documents, self.cache, self.crew)
                if kept
                else {path: Asset(each) for path, each in digests.items()}
            )
        with self.timed("admit"):
            admitted = admit(documents, assets, refused, self.options.date)
        self.cache.network.save(
            CachedNetwork(texts.snapshot, admitted.network, admitted.diagnostics)
            if admitted.network is not None and not refused
            else None
        )
        return admitted

    def _reworded(self, texts: Reading) -> Admitted | None:
        """The network of an earlier build with the words of this one, where nothing but words has changed, and nothing was wrong where they did."""
        from generator.network.texts import text_body, wording

        last = self.cache.network.load()
        if last is None or last.snapshot.structure != texts.snapshot.structure:
            return None
        paths = sorted(texts.entries)
        changed = {paths[place] for place in differing(texts.snapshot.digests, last.snapshot.digests)}
        if any(each.span.path in changed for each in last.diagnostics):
            return None
        documents = [self.cache.documents.get(path, texts.entries[path].digest) for path in changed]
        fresh = {each.path: (wording(each), text_body(each)) for each in documents}
        if last.snapshot != texts.snapshot:
            self.cache.network.save_words(texts.snapshot, fresh)
        said, told = (
            {**last.network.words, **{path: each for path, (each, _) in fresh.items()}},
            {**last.network.bodies, **{path: each for path, (_, each) in fresh.items()}},
        )
        return Admitted(replace(last.network, words=said, bodies=told), last.diagnostics)

    def _theme_fault(self, network: Network | None, texts: Reading) -> Iterator[Diagnostic]:
        """What is wrong with a network's own theme."""
        name = network.config.theme if network else ""
        if not name:
            return
        folder = sources.own_folder(self.options.content, name)
        if not folder.is_dir():
            span = self.cache.documents.get(SETTINGS, texts.entries[SETTINGS].digest).span("theme")
            yield Diagnostic(
                span,
                "no-theme",
                f"There is no folder themes/{name} beside the content folder.",
                "correct `theme`, or leave it out for the default one",
            )
        else:
            yield from sources.faults(folder)

    def _outdated(self, network: Network | None, texts: Reading) -> Iterator[Diagnostic]:
        """Sign-offs that no longer fit what they were given for: that depends on words, so it is not for admission to say."""
        if network is None or not any(each.kind == "plan" for each in network.records.values()):
            return
        from generator.subjects.plans import signatures as sealing

        for path, review, number, signature in sealing.outdated(network):
            yield sealing.fault(
                self.cache.documents.get(path, texts.entries[path].digest).span(
                    "reviews", review, "signed", number
                ),
                signature,
            )

    def _language_faults(self, network: Network | None, texts: Reading) -> Iterator[Diagnostic]:
        """What is wrong with the language that a network asks for."""
        if network is None:
            return
        from generator.engine.theme import languages

        spoken = languages.find_language(
            sources.theme_folders(self.options.content, network.config.theme), network.config.language
        )
        yield from spoken.faults
        if spoken.language.draft or spoken.others:
            span = self.cache.documents.get(SETTINGS, texts.entries[SETTINGS].digest).span("language")
            yield languages.said_of(network.config.language, spoken, span)

    def _setting(self, theme: bytes, viewer: Viewer) -> bytes:
        """Everything that an edition is made from but the content, as one digest."""
        summary = hashlib.blake2b(digest_size=16)
        for part in (
            generator_signature(),
            theme,
            msgspec.msgpack.encode(
                (viewer, self.options.keep_going, self.options.search, self.options.style_guide)
            ),
        ):
            summary.update(part)
        return summary.digest()

    def _unchanged(
        self,
        site: Site,
        scanned: Scan,
        known: Known,
        standings: Mapping[str, Standing],
        last: Mapping[str, Header | None],
        *,
        hurry: bool,
    ) -> Outcome | None:
        """The outcome of the last build, where nothing that it depends on has changed and all that it wrote is there."""
        if (
            scanned.diagnostics
            or known.diagnostics
            or known.unread
            or known.changed
            or not all(each.untouched for each in standings.values())
        ):
            return None
        if known.entries.keys() != self.cache.files.load().keys():
            return None
        work: dict[str, BuildStatistics] = {}
        signatures: dict[str, bytes] = {}
        now = snapshot(known.entries, self.options.date)
        findings = self.cache.diagnostics.load()
        if findings is None or findings.snapshot != now:
            return None
        self._drop_previews(now)
        for viewer in self.options.viewers:
            written = last[viewer.name]
            if (
                written is None
                or written.snapshot != now
                or written.date not in (None, self.options.date)
                or (written.index_outdated and not hurry)
            ):
                return None
            if self.options.releases != site.edition(viewer.name).is_symlink():
                return None
            if written.theme not in signatures:
                signatures[written.theme] = sources.find_theme(self.options.content, written.theme).signature
            if written.configuration != self._setting(signatures[written.theme], viewer):
                return None
            work[viewer.name] = BuildStatistics(read=known.fresh, pages=written.pages)
        if known.fresh:
            self.cache.files.save(known.entries)
        return Outcome(self._concerning(findings.diagnostics), True, work, self.timings)

    def _concerning(self, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Findings about the editions that are built."""
        public = any(each.is_public for each in self.options.viewers)
        return found if public else tuple(each for each in found if each.code not in PUBLIC_ONLY)


def _locations(scanned: Scan) -> dict[str, str]:
    return {file.path: file.location for file in scanned.assets}


def _digests(scanned: Scan, texts: Reading) -> dict[str, bytes]:
    """The digests of what is not a record."""
    return {
        file.path: texts.entries[file.path].digest for file in scanned.assets if file.path in texts.entries
    }


@contextmanager
def _without_collector() -> Iterator[None]:
    """A build makes many records and drops none: looking for garbage among them only costs time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def default_cache(content: Path) -> Path:
    """Beside the content folder."""
    return content.parent / ".cache" / "enquiry"
