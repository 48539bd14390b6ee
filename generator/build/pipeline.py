"""A build, from the content folder to the site: the stages of the map, one after the other."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from generator.build import reading, rendering, themes, workers
from generator.build.cache import Cache, Manifest, Output, generator_signature
from generator.build.reading import Known
from generator.build.scan import Scan, scan
from generator.build.writer import Site
from generator.diagnostics import Diagnostic, errors, ordered
from generator.network.admit import Admitted, admit
from generator.network.cut import VIEWERS, Viewer, cut
from generator.network.link import link
from generator.network.records import Network
from generator.publish.plan import Plan, plan
from generator.read.kinds import NetworkFields

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


class Options(Struct, frozen=True):
    """What to build: from where, to where, for whom."""

    content: Path
    output: Path
    cache: Path
    viewers: tuple[Viewer, ...] = tuple(VIEWERS.values())
    keep_going: bool = False
    workers: int = 0
    releases: bool = False


class Work(Struct):
    """How much was done: counts that say whether a build did only what it had to."""

    read: int = 0
    parsed: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    pages: int = 0


class Outcome(Struct):
    """What came of a build. `written` is false where errors stopped it before anything was changed."""

    diagnostics: tuple[Diagnostic, ...]
    written: bool
    work: dict[str, Work]
    timings: list[tuple[str, float]]

    @property
    def failed(self) -> bool:
        """Whether the content has errors."""
        return bool(errors(self.diagnostics))


class NoContent(Exception):
    """There is no content folder there."""


def silent(what: str, done: int, total: int) -> None:
    """No progress bar."""


class Build:
    """One build. Kept between builds by `serve`, it only looks again at what may have changed."""

    def __init__(self, options: Options, progress: Progress = silent) -> None:
        if not options.content.is_dir():
            raise NoContent(str(options.content))
        self.options = options
        self.progress = progress
        self.cache = Cache(options.cache)
        self.timings: list[tuple[str, float]] = []
        self.count = options.workers or workers.cores()

    def run(self) -> Outcome:
        """Build every edition that was asked for."""
        site = Site(self.options.output)
        with _without_collector(), site.held():
            scanned, known = self._look()
            fresh = self._unchanged(site, scanned, known)
            if fresh is not None:
                return fresh
            admitted, texts = self._read(scanned, known)
            if admitted.network is None or (errors(admitted.diagnostics) and not self.options.keep_going):
                return Outcome(admitted.diagnostics, False, {}, self.timings)
            work = {}
            for viewer in self.options.viewers:
                work[viewer.name] = self._edition(site, viewer, admitted, scanned, known, texts)
            first = next(iter(work.values()), Work())
            first.read, first.parsed = known.fresh, len(self.parsed)
            return Outcome(admitted.diagnostics, True, work, self.timings)

    def check(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong with the content; writes nothing but the cache."""
        with _without_collector():
            scanned, known = self._look()
            return self._read(scanned, known)[0].diagnostics

    def network(self) -> tuple[Network | None, Known]:
        """The network as it stands, and the digest of each of its files; writes nothing but the cache."""
        scanned, known = self._look()
        return self._read(scanned, known)[0].network, known

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.timings.append((stage, time.perf_counter() - started))

    def _look(self) -> tuple[Scan, Known]:
        with self._timed("scan"):
            scanned = scan(self.options.content)
        with self._timed("identify"):
            known = reading.identify([*scanned.documents, *scanned.assets], self.cache.files())
        return scanned, known

    def _read(self, scanned: Scan, known: Known) -> tuple[Admitted, Mapping[bytes, str]]:
        with self._timed("read"):
            result = reading.read_all(scanned, known, self.cache, self.count, lambda done, total: self.progress("Reading", done, total))
        self.parsed = result.parsed
        with self._timed("save cache"):
            if result.parsed or known.fresh or len(known.entries) != len(self.cache.files()):
                self.cache.save_reading(known.entries, result.documents, result.fresh)
        with self._timed("admit"):
            documents = [document for _, document in result.documents.values()]
            assets = {file.path: known.digests[file.path] for file in scanned.assets if file.path in known.digests}
            admitted = admit(documents, assets)
        refused = (*scanned.diagnostics, *known.diagnostics)
        return Admitted(admitted.network, ordered((*admitted.diagnostics, *refused))), result.fresh

    def _inputs(self, known: Known, theme: bytes, viewer: Viewer) -> bytes:
        """Everything that an edition is made from, as one digest."""
        summary = hashlib.blake2b(digest_size=16)
        for part in (generator_signature(), theme, msgspec.msgpack.encode(viewer), msgspec.msgpack.encode(self.options.keep_going)):
            summary.update(part)
        summary.update(msgspec.msgpack.encode(known.digests, order="sorted"))
        summary.update(msgspec.msgpack.encode(known.diagnostics))
        return summary.digest()

    def _unchanged(self, site: Site, scanned: Scan, known: Known) -> Outcome | None:
        """The outcome of the last build, where nothing that it depends on has changed and all that it wrote is there."""
        with self._timed("compare"):
            work: dict[str, Work] = {}
            diagnostics: tuple[Diagnostic, ...] = ()
            if scanned.diagnostics:
                return None
            for viewer in self.options.viewers:
                manifest = self.cache.manifest(viewer.name)
                if manifest is None:
                    return None
                theme = themes.find(self.options.content, manifest.theme)
                if manifest.inputs != self._inputs(known, theme.signature, viewer):
                    return None
                present = site.present(viewer.name)
                if present != {path: (output.size, output.modified) for path, output in manifest.outputs.items()}:
                    return None
                if self.options.releases != site.edition(viewer.name).is_symlink():
                    return None
                work[viewer.name] = Work(pages=len(manifest.outputs))
                diagnostics = manifest.diagnostics
            return Outcome(diagnostics, True, work, self.timings)

    def _edition(self, site: Site, viewer: Viewer, admitted: Admitted, scanned: Scan, known: Known, texts: Mapping[bytes, str]) -> Work:
        network = admitted.network
        assert network is not None
        name = viewer.name
        theme = themes.find(self.options.content, network.config.theme)
        with self._timed(f"{name}: link"):
            edition = link(network, cut(network, viewer))
        with self._timed(f"{name}: plan"):
            planned = plan(edition, {file.path: known.digests[file.path] for file in scanned.assets if file.path in known.digests})
            wanted = rendering.fingerprints(planned, theme)
        with self._timed(f"{name}: compare"):
            present = site.present(name)
            manifest = self.cache.manifest(name)
            outputs = manifest.outputs if manifest else {}
            pages = rendering.due(wanted, outputs, present)
            untouched = {path: output.digest for path, output in outputs.items() if present.get(path) == (output.size, output.modified)}
        with self._timed(f"{name}: render"):
            press = rendering.Press(planned, theme, self.cache, texts, site.stage(name), untouched)
            rendered = rendering.render(press, pages, self.count, lambda done, total: self.progress(f"Rendering {name}", done, total))
        with self._timed(f"{name}: write"):
            copied = self._copies(press, planned, theme, known, untouched, scanned)
            work = self._write(site, viewer, press, wanted, rendered, copied, outputs, present, known, admitted, network.config)
        return work

    def _copies(self, press: rendering.Press, planned: Plan, theme: themes.ThemeFiles, known: Known, untouched: Mapping[str, bytes], scanned: Scan) -> list[rendering.Rendered]:
        """Pictures, attachments and the theme's files: named by their content, so that a name that is there is there for good."""
        locations = {file.path: file.location for file in scanned.assets}
        sources = {shown: Path(location) for shown, location in theme.assets.values()}
        sources.update({shown: Path(locations[path]) for shown, path in planned.media.items()})
        made: set[str] = set()
        copies = []
        for shown, source in sources.items():
            fingerprint = shown.encode()
            if shown in untouched:
                copies.append(rendering.Rendered(shown, fingerprint, untouched[shown], 0, False))
                continue
            data = source.read_bytes()
            rendering.write(press.stage, shown, data, made)
            copies.append(rendering.Rendered(shown, fingerprint, reading.digest(data), len(data), True))
        return copies

    def _write(
        self, site: Site, viewer: Viewer, press: rendering.Press, wanted: Mapping[str, Any], rendered: list[rendering.Rendered], copied: list[rendering.Rendered],
        outputs: Mapping[str, Output], present: Mapping[str, tuple[int, int]], known: Known, admitted: Admitted, config: NetworkFields,
    ) -> Work:  # fmt: skip
        name = viewer.name
        new = {each.path: each for each in (*rendered, *copied)}
        planned = {**wanted, **new}
        staged = [each.path for each in new.values() if each.staged]
        removed = len([path for path in present if path not in planned])
        if not self.options.releases:
            site.commit(name, staged, planned, present)
        elif staged or removed or not site.edition(name).is_symlink():
            site.release(name, staged, planned)
        after = site.present(name)
        kept = {
            path: Output(new[path].fingerprint, new[path].digest, *after[path]) if path in new else outputs[path]
            for path in planned
        }
        inputs = self._inputs(known, press.theme.signature, viewer)
        self.cache.save_manifest(name, Manifest(inputs, config.theme, kept, admitted.diagnostics))
        return Work(rendered=len(rendered), written=len(staged), removed=removed, pages=len(planned))


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


