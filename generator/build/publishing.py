"""One edition: cut, linked, planned, rendered where it has changed, and written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from generator.build import rendering, themes
from generator.build.cache import Cache, Manifest, Output
from generator.build.rendering import Press, Rendered
from generator.build.themes import ThemeFiles
from generator.build.writer import Site
from generator.diagnostics import Diagnostic
from generator.network.cut import Viewer, cut
from generator.network.link import link
from generator.network.records import Network
from generator.publish.plan import Plan, plan
from generator.read.document import digest


class Work(Struct):
    """How much was done: counts that say whether a build did only what it had to."""

    read: int = 0
    parsed: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    pages: int = 0


class Observer(Protocol):
    """Who wants to know how far it is, and how long it took."""

    def timed(self, stage: str) -> AbstractContextManager[None]:
        """Time a stage."""

    def progress(self, what: str, done: int, total: int) -> None:
        """So much of it is done."""


class Source(Struct, frozen=True):
    """What every edition of a network is made from. `assets` are the digests, `locations` the places, of files that are not records."""

    network: Network
    assets: Mapping[str, bytes]
    locations: Mapping[str, str]
    texts: Mapping[bytes, str]
    diagnostics: tuple[Diagnostic, ...]


class Publisher(Struct, frozen=True):
    """Publishes editions of one network to one site."""

    site: Site
    cache: Cache
    source: Source
    theme: ThemeFiles
    workers: int
    releases: bool
    observer: Observer

    def publish(self, viewer: Viewer, inputs: bytes) -> Work:
        """Bring one edition up to date. `inputs` stands for all that it is made from, for the next build to compare."""
        name, timed = viewer.name, self.observer.timed
        with timed(f"{name}: link"):
            edition = link(self.source.network, cut(self.source.network, viewer))
        with timed(f"{name}: plan"):
            planned = plan(edition, self.source.assets)
            wanted = rendering.fingerprints(planned, self.theme)
        with timed(f"{name}: compare"):
            present = self.site.present(name)
            known = manifest.outputs if (manifest := self.cache.manifest(name)) else {}
            pages = rendering.due(wanted, known, present)
            untouched = {path: output.digest for path, output in known.items() if present.get(path) == (output.size, output.modified)}
        with timed(f"{name}: render"):
            press = Press(planned, self.theme, self.cache, self.source.texts, self.site.stage(name), untouched)
            rendered = rendering.render(press, pages, self.workers, lambda done, total: self.observer.progress(f"Rendering {name}", done, total))
        with timed(f"{name}: write"):
            copied = list(self._copies(press, planned))
            outputs = {**{path: None for path in wanted}, **{each.path: each for each in (*rendered, *copied)}}
            removed = self._write(name, [each.path for each in (*rendered, *copied) if each.staged], outputs, present)
            self._remember(name, inputs, outputs, known)
        return Work(rendered=len(rendered), written=sum(each.staged for each in (*rendered, *copied)), removed=removed, pages=len(outputs))

    def _copies(self, press: Press, planned: Plan) -> Iterator[Rendered]:
        """Pictures, attachments and the theme's files: named by their content, so that a name that is there is there for good."""
        sources = {shown: location for shown, location in self.theme.assets.values()}
        sources.update({shown: self.source.locations[path] for shown, path in planned.media.items()})
        made: set[str] = set()
        for shown, location in sources.items():
            if shown in press.untouched:
                yield Rendered(shown, b"", press.untouched[shown], 0, False)
                continue
            data = Path(location).read_bytes()
            rendering.write(press.stage, shown, data, made)
            yield Rendered(shown, b"", digest(data), len(data), True)

    def _write(self, name: str, staged: Sequence[str], planned: Mapping[str, object], present: Mapping[str, object]) -> int:
        removed = sum(path not in planned for path in present)
        if not self.releases:
            self.site.commit(name, staged, planned, present)
        elif staged or removed or not self.site.edition(name).is_symlink():
            self.site.release(name, staged, planned)
        return removed

    def _remember(self, name: str, inputs: bytes, outputs: Mapping[str, Rendered | None], known: Mapping[str, Output]) -> None:
        after = self.site.present(name)
        kept = {path: Output(each.fingerprint, each.digest, *after[path]) if each else known[path] for path, each in outputs.items()}
        self.cache.save_manifest(name, Manifest(inputs, self.source.network.config.theme, kept, self.source.diagnostics))


