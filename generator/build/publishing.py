"""One edition: cut, linked, rendered where it has changed, and written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from msgspec import Struct

from generator.audience import Viewer
from generator.build import rendering
from generator.build.cache import Cache, Manifest, Output
from generator.build.rendering import Made, Press
from generator.build.themes import ThemeFiles
from generator.build.work import Work
from generator.build.workers import Crew
from generator.build.writer import KEPT_RELEASES, Site
from generator.diagnostics import Diagnostic
from generator.network.cut import cut
from generator.network.link import link
from generator.network.records import Network


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
    crew: Crew
    releases: bool
    observer: Observer

    def publish(self, viewer: Viewer, inputs: bytes) -> Work:
        """Bring one edition up to date. `inputs` stands for all that it is made from, for the next build to compare."""
        name, timed, source = viewer.name, self.observer.timed, self.source
        with timed(f"{name}: link"):
            edition = link(source.network, cut(source.network, viewer))
        with timed(f"{name}: compare"):
            present = self.site.present(name)
            known = manifest.outputs if (manifest := self.cache.manifest(name)) else {}
        with timed(f"{name}: render"):
            press = Press(edition, source.assets, self.theme, self.cache, source.texts, self.site.stage(name), known, present)
            made, media = rendering.render(press, self.crew, lambda done, total: self.observer.progress(f"Rendering {name}", done, total))
            files = dict(self.theme.assets.values()) | {shown: source.locations[path] for shown, path in media.items()}
            rendered = sum(bool(each.state) for each in made)
            made.extend(rendering.copies(press, files))
        with timed(f"{name}: write"):
            staged = [each.path for each in made if each.staged]
            removed = self._write(name, staged, {each.path: None for each in made}, present)
            outputs = dict(self._outputs(name, made, known, present))
            self.cache.save_manifest(name, Manifest(inputs, source.network.config.theme, outputs, source.diagnostics))
        return Work(rendered=rendered, written=len(staged), removed=removed, pages=len(made))

    def _write(self, name: str, staged: Sequence[str], planned: Mapping[str, object], present: Mapping[str, object]) -> int:
        removed = sum(path not in planned for path in present)
        if not self.releases:
            self.site.commit(name, staged, planned, present)
        elif staged or removed or not self.site.edition(name).is_symlink():
            self.site.release(name, staged, planned, keep=1 if removed else KEPT_RELEASES)
        return removed

    def _outputs(self, name: str, made: Sequence[Made], known: Mapping[str, Output], present: Mapping[str, tuple[int, int]]) -> list[tuple[str, Output]]:
        """Every file of the edition as it is now: what was not staged is as it was."""
        top = self.site.edition(name)
        outputs = []
        for each in made:
            if each.staged:
                found = os.stat(f"{top}/{each.path}")
                output = Output(each.fingerprint, each.digest, found.st_size, found.st_mtime_ns)
            else:
                output = known[each.path]
                if output.fingerprint != each.fingerprint:
                    output = Output(each.fingerprint, output.digest, *present[each.path])
            outputs.append((each.path, output))
        return outputs
