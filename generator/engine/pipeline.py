"""The pipeline of a build, from the content folder to the site.

Each stage is a module in `stages/`:

| stage | takes | gives |
| --- | --- | --- |
| scan | the content folder | the list of its files |
| identify | the list | the digest of each file |
| compare | the site, digests, the last manifests | the reason to go on; without one the build ends here |
| read | the files that have changed | documents |
| names | documents | where names stand that must not be published |
| reword | documents, the last network | the last network with other words, where no more has changed |
| media | the files that documents point to | pictures and attachments for publishing |
| admit | all documents | the network, and everything that is wrong with it |
| check | the network, its theme, its language | what else is wrong; with errors the build ends here |
| lay out | the network | for each edition: cut, links, and the list of its pages |
| render | page lists, the last manifests | the pages that are outdated, in staging folders |
| index | what can be found | search indexes |
| write | staging folders | the site, and a new manifest for each edition |

What a later stage needs is loaded only when an earlier one has found a reason to go on: a build in which
nothing has changed costs little more than starting Python.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from generator.engine.cache.cache import Cache
from generator.engine.cache.diagnostics import CachedDiagnostics
from generator.engine.cache.snapshot import Snapshot
from generator.engine.cache.store import CacheMiss
from generator.engine.content_folder import Scan, rescan
from generator.engine.context import Context
from generator.engine.errors import NoContent
from generator.engine.observer import Observer, Progress, silent
from generator.engine.options import Options
from generator.engine.outcome import BuildStatistics, Outcome
from generator.engine.outdated.editions.rules import reasons
from generator.engine.stages import compare, identify, scan
from generator.engine.stages.compare import Headers, Statuses
from generator.engine.stages.identify import Identified
from generator.engine.workers.pool import worker_pool
from generator.engine.writer.site import Site
from generator.engine.writer.status import CLEAN
from generator.model.codes import PUBLIC_ONLY, UNFILLED
from generator.model.diagnostics import Diagnostic, errors
from generator.network.records import Admitted, Network
from generator.source.privacy.findings import Finding

if TYPE_CHECKING:
    from generator.engine.hypothetical import HypotheticalNetwork
    from generator.engine.stages.lay_out import Layout
    from generator.engine.stages.read import Reading
    from generator.engine.theme.sources import ThemeFiles

T = TypeVar("T")


class Build:
    """Builds one network. An object that is kept from one build to the next need not load its cache again."""

    def __init__(self, options: Options, progress: Progress = silent, cache: Cache | None = None) -> None:
        if not options.content.is_dir():
            raise NoContent(str(options.content))
        self.options = options
        self.progress = progress
        self.cache = cache or Cache.at(options.cache)
        self._pool = worker_pool(options.workers, options.scheduler, options.cache)
        self._layouts: dict[str, Layout] = {}
        self._themes: dict[str, ThemeFiles] = {}
        self._scan: Scan | None = None

    def run(
        self, touched: Collection[str] | None = None, tell: Callable[[Outcome], None] | None = None
    ) -> Outcome:
        """Build every edition that was asked for.

        With `touched`, it is taken for granted that nothing but these places has changed since the last run
        of this object, in the content or in the site. That is quick, and can be wrong; and the search index
        is left as it was. Somebody has to run it without them a little later.

        `tell` is called as soon as the site is written; the cache is saved afterwards.
        """
        context = self._context()

        def work() -> Outcome:
            outcome = self._build(context, touched)
            if tell:
                tell(outcome)
            return outcome

        with context.site.locked():
            return self._with_cache(work)

    def check(self) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong with the content; write nothing but the cache."""
        return self._with_cache(lambda: self._network()[1].diagnostics)

    def network(self) -> Network | None:
        """Return the network as it stands; write nothing but the cache."""

        def whole() -> Network | None:
            network = self._network()[1].network  # whose words are read when they are asked for
            return network and replace(network, words={**network.words}, bodies={**network.bodies})

        return self._with_cache(whole)

    def findings(self) -> tuple[tuple[str, Finding], ...]:
        """Return all that looks like personal data, with its file; write nothing but the cache."""
        return self._with_cache(self._findings)

    def with_changes(
        self, changes: Mapping[str, bytes | None], elsewhere: Container[str] = frozenset()
    ) -> HypotheticalNetwork:
        """Return the network as it would be with these files; None stands for one that is removed.

        Links may lead to files `elsewhere`, which are not looked at.
        """
        from generator.engine import hypothetical

        return hypothetical.with_changes(self._context(), self._network()[0], changes, elsewhere)

    def outdated(self) -> dict[str, tuple[str, ...]]:
        """Return, for each edition that was asked for, the reasons to make it anew."""
        context = self._context()
        headers, statuses = compare.headers(context), compare.look(context)
        facts = compare.edition_facts(
            context, self._identified(context), headers, statuses, defer_index=False
        )
        return {each.viewer.name: tuple(rule.reason for rule in reasons(each)) for each in facts}

    def stale(self, editions: Iterable[str]) -> frozenset[str]:
        """Return those editions that were last built from other content than there is now."""
        now = self._network()[0].snapshot
        built = {each: self.cache.manifests.header(each) for each in editions}
        return frozenset(each for each, header in built.items() if header and header.snapshot != now)

    def _identified(self, context: Context) -> Identified:
        return identify.run(context, scan.run(context))

    def _context(self) -> Context:
        return Context(
            self.options, self.cache, self._pool, Site(self.options.output), Observer(self.progress)
        )

    def _with_cache(self, work: Callable[[], T]) -> T:
        """Return the result of work that relies on the cache, which is cleared where it lacks something."""
        with without_collector(), self.cache.store.locked():
            try:
                return work()
            except CacheMiss:
                self.cache.store.forget()
                self._layouts.clear()
                return work()

    def _build(self, context: Context, touched: Collection[str] | None) -> Outcome:
        defer_index = touched is not None
        headers, statuses, identified = self._looked(context, touched)
        compared = compare.run(context, identified, headers, statuses, defer_index=defer_index)
        if compared.up_to_date:
            return self._unchanged(context, identified, headers, compared.up_to_date)

        reading, admitted = self._read(context, identified, self._meanwhile(context))
        self._drop_previews(reading.snapshot)
        found = self._concerning(admitted.diagnostics)
        unfilled = self._public and any(each.code == UNFILLED for each in found)
        if unfilled:
            context = _for_members(context)
        stopped = errors(found) and not self.options.keep_going
        if admitted.network is None or stopped or not context.options.viewers:
            self.cache.diagnostics.drop()
            return Outcome(found, False, {}, context.observer.timings, unfilled)
        from generator.engine.search.indexing import Indexer
        from generator.engine.stages import index, lay_out, render, write

        source = lay_out.source(context, reading, admitted.network, self._themes)
        builds = lay_out.run(context, source, self._layouts, compared.statuses, defer_index=defer_index)
        with Indexer() as indexer:
            rendered = render.run(context, builds, indexer)
            indexed = index.run(context, builds, rendered, indexer)
        statistics = write.run(context, source, builds, rendered, indexed)
        self.cache.diagnostics.save(CachedDiagnostics(reading.snapshot, admitted.diagnostics))
        for each in statistics.values():
            each.read, each.parsed = identified.fresh + len(identified.unread), len(reading.parsed)
        return Outcome(found, True, statistics, context.observer.timings, unfilled)

    def _looked(
        self, context: Context, touched: Collection[str] | None
    ) -> tuple[Headers, Statuses, Identified]:
        """Look at the content and at the site, in two processes at once."""
        known = self._rescanned(context, touched)
        scanning = None if known else scan.begin(context)
        headers = compare.headers(context)
        statuses = dict.fromkeys(headers, CLEAN) if known else compare.look(context)
        if not any(headers.values()):
            _import_reader()
        elif scanning:
            self._load_ahead()
        self._scan = known or scan.run(context, scanning)
        return headers, statuses, identify.run(context, self._scan, touched if known else None)

    def _load_ahead(self) -> None:
        """Load what any build compares with, while another process scans."""
        self.cache.files.load()
        self.cache.diagnostics.load()

    def _network(self) -> tuple[Reading, Admitted]:
        """Read and admit the content folder as it is."""
        context = self._context()
        return self._read(context, self._identified(context), lambda _: self.cache.network.load())

    def _read(
        self, context: Context, identified: Identified, meanwhile: Callable[[int], object]
    ) -> tuple[Reading, Admitted]:
        from generator.engine.stages import read

        reading = read.run(context, identified, meanwhile)
        from generator.engine.stages import admit, check, media, names, reword

        read.save(context, reading)
        reading = names.run(context, reading)
        admitted = reword.run(context, reading)
        if admitted is None:
            documents = read.documents(reading, self.cache)
            assets = media.run(context, reading, documents)
            admitted = admit.run(context, reading, documents, assets)
        return reading, check.run(context, reading, admitted)

    def _findings(self) -> tuple[tuple[str, Finding], ...]:
        from generator.engine.stages import read

        documents = read.documents(self._network()[0], self.cache)
        return tuple((document.path, found) for document in documents for found in document.findings)

    def _rescanned(self, context: Context, touched: Collection[str] | None) -> Scan | None:
        """Return the last scan with the stamps of the touched files; None where that does not do.

        Then more may have changed than content, and themes are looked up again.
        """
        known = None
        if touched is not None and self._scan is not None and all(compare.headers(context).values()):
            known = rescan(self.options.content, self._scan, touched)
        if known is None:
            self._themes.clear()
        return known

    def _meanwhile(self, context: Context) -> Callable[[int], None]:
        """Return what this process does while others read."""

        def prepare(unread: int) -> None:
            from generator.engine.stages import lay_out, read

            _import_later_stages()
            if unread > read.CHUNK:  # too many to be reworded
                import generator.network.admission.admit
                import generator.publish.page_list

                generator.publish.page_list.families()
            lay_out.ahead(context, self._layouts, self._themes, unread)

        return prepare

    def _unchanged(
        self,
        context: Context,
        identified: Identified,
        headers: Headers,
        last: CachedDiagnostics,
    ) -> Outcome:
        """Return the outcome of a build that has nothing to do."""
        self._drop_previews(last.snapshot)
        if identified.fresh:
            self.cache.files.save(identified.entries)
        statistics = {
            name: BuildStatistics(read=identified.fresh, pages=header.pages)
            for name, header in headers.items()
            if header
        }
        return Outcome(self._concerning(last.diagnostics), True, statistics, context.observer.timings)

    def _drop_previews(self, now: Snapshot) -> None:
        if not any(viewer.person for viewer in self.options.viewers):
            self.cache.manifests.drop_previews(now)

    def _concerning(self, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Return the diagnostics about the editions that are built."""
        return found if self._public else tuple(each for each in found if each.code not in PUBLIC_ONLY)

    @property
    def _public(self) -> bool:
        return any(each.is_public for each in self.options.viewers)


def _for_members(context: Context) -> Context:
    """Return the context of a build without the public edition."""
    viewers = tuple(each for each in context.options.viewers if not each.is_public)
    return replace(context, options=replace(context.options, viewers=viewers))


def warm() -> None:
    """Import what an edit takes, before there is one."""
    _import_reader()
    _import_later_stages()


def _import_later_stages() -> None:
    """Import the stages after reading, so that they are there when they are wanted, and in the workers."""
    import generator.engine.search.indexing
    import generator.engine.stages.index
    import generator.engine.stages.lay_out
    import generator.engine.stages.render
    import generator.engine.stages.write
    import generator.engine.theme.compiled
    import generator.publish.theme  # noqa: F401 - imported for its effect


def _import_reader() -> None:
    """Import what reading takes, so that those who read have it, and can begin."""
    import generator.engine.stages.read
    import generator.source.reader  # noqa: F401 - imported for its effect


@contextmanager
def without_collector() -> Iterator[None]:
    """Turn the garbage collector off: a build makes many records and drops none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
