"""The renderer of an edition: it makes the views of pages and renders those that are outdated."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.engine.cache.cache import Cache
from generator.engine.cache.manifests import Output
from generator.engine.cache.signature import generator_signature
from generator.engine.cache.texts import unpacked
from generator.engine.errors import BrokenTheme
from generator.engine.outdated.pages.facts import PageFacts
from generator.engine.outdated.pages.rules import reason
from generator.engine.rendering.fingerprints import Fingerprints
from generator.engine.rendering.previous import PreviousEdition
from generator.engine.source import Source
from generator.engine.writer.staging import Staging
from generator.network.media import Variant
from generator.publish.composer.composer import Composer
from generator.publish.composer.dependencies import TODAY
from generator.publish.page import Page
from generator.publish.page_list import PageList
from generator.publish.pages.search import INDEX

if TYPE_CHECKING:
    from generator.publish.theme import Parts, Theme

TYPICAL: Final = 8_000
"""Bytes of a page that was never rendered before."""


class RenderedPage(Struct, frozen=True, array_like=True):
    """A page as this build leaves it. It was rendered where `reason` is not empty, by the rule of that name.

    `words` and `bodies` are as in `Output`. `data` is there where the site does not hold it already, until it
    is staged; `staged` are its size and its time of modification in the staging folder.
    """

    path: str
    fingerprint: bytes
    reason: str
    words: bytes = b""
    bodies: bytes = b""
    data: bytes | None = None
    staged: tuple[int, int] | None = None


class RenderedEdition(Struct, frozen=True, array_like=True):
    """The pages of an edition, and in `media` the files that they show (see `Composer`)."""

    pages: list[RenderedPage]
    media: dict[str, Variant | str]


class Renderer:
    """Renders the pages of one edition; workers share it.

    Pages go to the `staging` folder where they differ from `target`. `kept` are the outputs that stay without
    being looked at, `due` the pages that are looked at, of which the first `lists` show many records. Where
    the index is deferred, it stays as it is, too, and `index_outdated` says that it is older than the pages
    then.
    """

    def __init__(
        self,
        composer: Composer,
        pages: PageList,
        source: Source,
        cache: Cache,
        previous: PreviousEdition,
        staging: Staging,
        target: Path,
        *,
        defer_index: bool = False,
        parts: Parts | None = None,
    ) -> None:
        self.composer = composer
        self._site = pages.site
        self.cache = cache
        self.previous = previous
        self.staging = staging
        self.target = target
        self.fingerprints = Fingerprints(pages.site, source.theme.signature)
        self._theme_files = source.theme
        self._parts = parts
        self._texts = source.texts
        self._paths = source.paths
        self.kept = previous.up_to_date()
        self.index_outdated = defer_index and INDEX not in self.kept and INDEX in pages.lists
        if self.index_outdated:
            self.kept |= previous.index()
        lists = sorted(filter(self._is_due, pages.lists), key=lambda path: path != INDEX)
        self.lists = len(lists)
        single = [path for path in pages.single if path not in self.kept]
        self.due = [*map(pages.lists.__getitem__, lists), *map(pages.single.__getitem__, single)]

    def _is_due(self, path: str) -> bool:
        return path not in self.kept and not (self.index_outdated and path == INDEX)

    def __getstate__(self) -> dict[str, object]:
        """Return what is sent to another machine: each makes its own theme, and asks the cache itself."""
        kept = {key: value for key, value in self.__dict__.items() if key not in ("_theme", "_positions")}
        return kept | {
            "cache": Cache.at(self.cache.store.folder),
            "fingerprints": Fingerprints(self._site, self._theme_files.signature),
        }

    def size(self) -> int:
        """Return how many bytes there are to be rendered, as far as that is known."""
        outputs = self.previous.outputs
        return sum(outputs[page.path].size if page.path in outputs else TYPICAL for page in self.due)

    def make(self, pages: Sequence[Page]) -> list[RenderedPage]:
        """Bring some pages up to date: each step for all of them, which is faster than all steps for each."""
        seen = [(page, *self._view(page)) for page in pages]
        found = [
            (page, view, self._compared(page, view, words, bodies)) for page, view, words, bodies in seen
        ]
        return [
            replace(made, data=self._data(page, view)) if made.reason else made for page, view, made in found
        ]

    def stage(self, made: RenderedPage) -> RenderedPage:
        """Put a page into the staging folder; what is to be searched is kept for the indexer."""
        if made.data is None or made.path == INDEX:
            return made
        return replace(made, data=None, staged=self.staging.write(made.path, made.data))

    def shows_the_day(self, outputs: Iterable[Output]) -> bool:
        """Return whether any of these files depends on the day, which is the last of all dependencies."""
        day = array("I", [len(self._paths)]).tobytes()
        return any(each.words.endswith(day) for each in outputs)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {path: position for position, path in enumerate((*self._paths, TODAY))}

    def _view(self, page: Page) -> tuple[Struct, bytes, bytes]:
        """Return a page's view, and the positions of the files whose words, and whose bodies, are in it."""
        view, depends = self.composer.dependencies.recorded(page.view, self.composer)
        return view, self._row(depends.words), self._row(depends.bodies)

    def _row(self, paths: Iterable[str]) -> bytes:
        positions = self._positions
        return array("I", sorted([positions[each] for each in paths])).tobytes()

    def _compared(self, page: Page, view: Struct, words: bytes, bodies: bytes) -> RenderedPage:
        fingerprint, previous = self.fingerprints.page(page, view), self.previous
        rule = reason(
            PageFacts(
                previous.outputs.get(page.path),
                fingerprint,
                previous.intact(page.path) is not None and (page.path != INDEX or previous.indexed()),
                previous.same_theme,
                previous.site == self.fingerprints.site,
            )
        )
        return RenderedPage(page.path, fingerprint, rule.name if rule else "", words, bodies)

    def _data(self, page: Page, view: Struct) -> bytes | None:
        """Return what is to be in a page's file; None where that is in it."""
        data = self._rendered(page, view)
        compared = page.path != INDEX and self.previous.intact(page.path)
        return None if compared and _holds(self.target / page.path, data) else data

    def _rendered(self, page: Page, view: Struct) -> bytes:
        from jinja2 import TemplateError, TemplateSyntaxError

        try:
            return self._theme.render(page.renderer, view)
        except TemplateError as error:
            place = (
                f"{error.filename}:{error.lineno}"
                if isinstance(error, TemplateSyntaxError)
                else f"the template {page.renderer}, which makes {page.path}"
            )
            raise BrokenTheme(f"There is a mistake in {place}: {error.message or error}") from None
        except AttributeError as error:
            raise BrokenTheme(
                f"There is a mistake in the template {page.renderer}, which makes {page.path}: {error}"
            ) from error

    @cached_property
    def _theme(self) -> Theme:
        """The theme at work, which keeps what pages have in common."""
        from generator.engine.theme.compiled import compiled
        from generator.publish.theme import Theme

        files, language, site = self._theme_files, self.composer.language, self._site
        assets, editor = (
            {name: shown for name, (shown, _) in each.items()} for each in (files.assets, files.editor)
        )
        kept = compiled(files.folders[-1], generator_signature(), language)
        return Theme(
            files.folders, site, self._html, assets, files.signature, language, kept, editor, self._parts
        )

    def _html(self, digest: bytes) -> str:
        fresh = self._texts.get(digest)
        return self.cache.texts.get(digest) if fresh is None else unpacked(fresh)


def _holds(file: Path, data: bytes) -> bool:
    """Return whether a file of the site holds these bytes already."""
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False
