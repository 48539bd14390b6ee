"""Rendering an edition: only the pages whose view, theme or generator changed, on as many cores as help.

A worker makes the views of its share of the pages, compares their fingerprints with those of the last build, and renders and stages what differs.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.engine.cache.cache import Cache
from generator.engine.cache.file_format import generator_signature
from generator.engine.cache.manifests import Output
from generator.engine.theme.sources import BrokenTheme, ThemeFiles
from generator.engine.workers.pool import Crew, Local, portions
from generator.engine.writer.writer import Stage, Standing
from generator.model import paths
from generator.network.media import Variant
from generator.publish.composer.composer import Composer
from generator.publish.composer.dependencies import TODAY
from generator.publish.page import Page
from generator.publish.page_list import PageList
from generator.publish.pages.search import FOLDER, INDEX

if TYPE_CHECKING:
    from generator.publish.theme import Theme

CHUNK: Final = 64
"""Pages of which a worker is given as many, at least, and takes as many at once."""
WORTH_A_WORKER: Final = 2_500_000
"""Bytes to be rendered from which on a second process is quicker than one."""
TYPICAL: Final = 8_000
"""Bytes of a page that was never rendered before."""
FEW: Final = 6
"""Changes that are looked for one by one."""
STATES: Final[Mapping[str, str]] = {
    "": "up to date: the next build leaves it as it is",
    "new": "new: it was never written, so the next build renders it",
    "changed": "changed: what it shows, the theme or Enquiry is not what it was, so the next build renders it",
    "missing": "missing: its file is gone or was changed by hand, so the next build renders it",
}
"""Whether a page is due, and why."""


class Made(Struct, frozen=True, array_like=True):
    """A page as this build leaves it. It was rendered where `state` is not empty; `data` is there where it is not in the site already, until it is staged.

    `says` and `tells` are as in `Output`. `staged` are its size and its time of modification in the stage, where it is there.
    """

    path: str
    fingerprint: bytes
    state: str
    says: bytes = b""
    tells: bytes = b""
    data: bytes | None = None
    staged: tuple[int, int] | None = None


class Rendered(Struct, frozen=True, array_like=True):
    """What came of the pages of an edition, and in `media` the files that they show (see `Composer`)."""

    made: list[Made]
    media: dict[str, Variant | str]


class Changes(Struct, frozen=True):
    """The places, in the basis, of the files that say something else than before: in their `words`, or anywhere."""

    words: frozenset[int]
    bodies: frozenset[int]

    def shown_by(self, outputs: Mapping[str, Output]) -> set[str]:
        """The files of the site that show any of it."""
        shown = (
            set(_among(self.words, outputs, [each.words for each in outputs.values()]))
            if self.words
            else set()
        )
        return shown.union(_among(self.bodies, outputs, [each.bodies for each in outputs.values()]))


def _among(places: frozenset[int], paths: Iterable[str], rows: Sequence[bytes]) -> list[str]:
    """The paths in whose rows there is any of these places. A few are looked for as bytes first: they are hardly ever there."""
    near: Iterable[tuple[str, bytes]] = zip(paths, rows, strict=True)
    if len(places) <= FEW:
        near = [
            (path, row)
            for sign in [array("I", [each]).tobytes() for each in places]
            for path, row in zip(paths, rows, strict=True)
            if sign in row
        ]
    return [path for path, row in near if not places.isdisjoint(array("I", row))]


class Last(Struct, frozen=True):
    """An edition as the last build left it: its `outputs`, how they are now, and what has changed since where that is known in full.

    `behind` says that its search index was left as it was by a build in a hurry.
    """

    outputs: Mapping[str, Output]
    standing: Standing
    changes: Changes | None = None
    behind: bool = False

    def untouched(self, path: str) -> Output | None:
        """A file that is in the site as it was written."""
        return None if path in self.standing.changed else self.outputs.get(path)

    def settled(self) -> dict[str, Output]:
        """The files of which it is known, without looking at what they show, that they are as they have to be."""
        changes = self.changes
        if changes is None or not all(
            self.untouched(path) for path, output in self.outputs.items() if not output.fingerprint
        ):
            return {}
        concerned = changes.shown_by(self.outputs)
        settled = dict(self.outputs)
        for path in [
            *concerned,
            *self.standing.changed,
            *(path for path in self.outputs if path.startswith(FOLDER)),
        ]:
            settled.pop(path, None)
        return settled if self.behind or INDEX in concerned or not self.indexed() else settled | self.index()

    def index(self) -> dict[str, Output]:
        """The files of the search index."""
        return {path: output for path, output in self.outputs.items() if path.startswith(FOLDER)}

    def indexed(self) -> bool:
        """Whether the search index is there as it was written."""
        return INDEX in self.outputs and not any(path.startswith(FOLDER) for path in self.standing.changed)


class Press:
    """What all rendering of one edition shares.

    `paths` are those of all files of the content folder, in order; pages go to `stage` where they differ from `target`; `settled` are the outputs that stay.
    In a `hurry` the search index stays, too, even if it is `behind` the pages then.
    """

    def __init__(
        self,
        composer: Composer,
        pages: PageList,
        theme: ThemeFiles,
        cache: Cache,
        fresh: Mapping[bytes, str],
        paths: Sequence[str],
        stage: Stage,
        target: Path,
        last: Last,
        hurry: bool = False,
    ) -> None:
        self.composer = composer
        self.site = pages.site
        self.theme_files = theme
        self.cache = cache
        self.fresh = fresh
        self.paths = paths
        self.staging = stage
        self.target = target
        self.last = last
        self.settled = last.settled()
        self.behind = hurry and INDEX not in self.settled and any(page.path == INDEX for page in pages.lists)
        if self.behind:
            self.settled |= last.index()
        lists = [
            page
            for page in pages.lists
            if page.path not in self.settled and not (self.behind and page.path == INDEX)
        ]
        lists.sort(key=lambda page: page.path != INDEX)
        self.lists = len(lists)
        self.due = [*lists, *(page for page in pages.single if page.path not in self.settled)]
        self.bytes = sum(
            last.outputs[page.path].size if page.path in last.outputs else TYPICAL for page in self.due
        )

    def __getstate__(self) -> dict[str, object]:
        """What goes to another machine: each makes its own theme, and asks the cache itself."""
        return {
            key: value for key, value in self.__dict__.items() if key not in ("theme", "_common", "_places")
        } | {"cache": Cache.at(self.cache.store.folder)}

    @cached_property
    def _common(self) -> hashlib.blake2b:
        """What every page depends on: this generator, the theme, and what all pages share."""
        summary = hashlib.blake2b(digest_size=16)
        for part in (
            generator_signature(),
            self.theme_files.signature,
            msgspec.msgpack.encode(self.site),
        ):
            summary.update(part)
        return summary

    @cached_property
    def theme(self) -> Theme:
        """The theme at work, which keeps what pages have in common."""
        from generator.engine.theme.compiled import compiled
        from generator.publish.theme import Theme

        files, language = self.theme_files, self.composer.language
        assets = {name: shown for name, (shown, _) in files.assets.items()}
        kept = compiled(files.folders[-1], generator_signature(), language)
        return Theme(files.folders, self.site, self._body, assets, files.signature, language, kept)

    def _body(self, key: bytes) -> str:
        fresh = self.fresh.get(key)
        return self.cache.texts.get(key) if fresh is None else fresh

    def fingerprint(self, page: Page, view: Struct) -> bytes:
        """Stands for everything that a page depends on; the search index depends on what is in it alone."""
        summary = (
            hashlib.blake2b(generator_signature(), digest_size=16)
            if page.path == INDEX
            else self._common.copy()
        )
        summary.update(page.renderer.encode() + b"\0")
        summary.update(msgspec.msgpack.encode(view))
        return summary.digest()

    def state(self, path: str, fingerprint: bytes) -> str:
        """Whether a page is due, and why."""
        earlier = self.last.outputs.get(path)
        if earlier is None:
            return "new"
        if earlier.fingerprint != fingerprint:
            return "changed"
        return "" if self.last.untouched(path) and (path != INDEX or self.last.indexed()) else "missing"

    @cached_property
    def _places(self) -> dict[str, int]:
        return {path: place for place, path in enumerate((*self.paths, TODAY))}

    def show_the_day(self, outputs: Iterable[Output]) -> bool:
        """Whether any file of the site is another one on another day: that comes last of all that is said."""
        day = array("I", [len(self.paths)]).tobytes()
        return any(each.words.endswith(day) for each in outputs)

    def view(self, page: Page) -> tuple[Struct, bytes, bytes]:
        """What a page shows, and the places of the files whose words, and whose bodies, are in it."""
        composer, places = self.composer, self._places
        view, depends = composer.dependencies.recorded(page.view, composer)
        says, tells = (
            array("I", sorted([places[path] for path in paths])).tobytes()
            for paths in (depends.words, depends.bodies)
        )
        return view, says, tells

    def _rendered(self, page: Page, view: Struct) -> str:
        from jinja2 import TemplateError, TemplateSyntaxError

        try:
            return self.theme.render(page.renderer, view)
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

    def make(self, pages: Sequence[Page]) -> list[Made]:
        """Bring some pages up to date: each step for all of them, which a processor does faster than all steps for each."""
        seen = [(page, *self.view(page)) for page in pages]
        found = [(page, view, self._made(page, view, says, tells)) for page, view, says, tells in seen]
        return [
            replace(made, data=self._data(page, view)) if made.state else made for page, view, made in found
        ]

    def _made(self, page: Page, view: Struct, says: bytes, tells: bytes) -> Made:
        fingerprint = self.fingerprint(page, view)
        return Made(page.path, fingerprint, self.state(page.path, fingerprint), says, tells)

    def _data(self, page: Page, view: Struct) -> bytes | None:
        """What is to be in a page's file; None where that is in it."""
        data = self._rendered(page, view).encode()
        return (
            None
            if page.path != INDEX and self.last.untouched(page.path) and _holds(self.target / page.path, data)
            else data
        )

    def stage(self, made: Made) -> Made:
        """Put a page into the stage; what is to be searched is kept for the indexer."""
        if made.data is None or made.path == INDEX:
            return made
        return replace(made, data=None, staged=self.staging.write(made.path, made.data))


def _holds(file: Path, data: bytes) -> bool:
    """Whether a file of the site holds these bytes already."""
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


Job = tuple[int, int, int, int]
"""Some of the due pages of one edition: which edition, from where, to where, and every how many."""


def render(
    presses: Sequence[Press], crew: Crew, progress: Callable[[int, int], None], found: Callable[[bytes], None]
) -> list[Rendered]:
    """Bring every page of some editions up to date. What can be found, where it has changed, is told as soon as it is known."""
    total = sum(len(press.due) for press in presses)
    rendered = [Rendered([], {}) for _ in presses]
    done = 0
    for packed in (crew if sum(press.bytes for press in presses) >= WORTH_A_WORKER else Local(1)).run(
        _make_chunk, presses, _jobs(presses, crew.size)
    ):
        which, part = msgspec.msgpack.decode(packed, type=tuple[int, Rendered])
        rendered[which].made.extend(part.made)
        rendered[which].media.update(part.media)
        for each in part.made:
            if each.path == INDEX and each.data is not None:
                found(each.data)
        done += len(part.made)
        progress(done, total)
    return rendered


def _jobs(presses: Sequence[Press], workers: int) -> list[Job]:
    """First what can be found, for which an index waits. Then lists: they show the same entries, each rendered once by each worker that has lists, so half of them have all."""
    jobs: list[Job] = []
    for which, press in enumerate(presses):
        parts = max(1, workers // 2)
        jobs += [(which, 0, 1, 1)] if press.lists else []
        jobs += [(which, first, press.lists, parts) for first in range(1, min(1 + parts, press.lists))]
    for which, press in enumerate(presses):
        jobs += [
            (which, press.lists + start, press.lists + stop, 1)
            for start, stop in portions(len(press.due) - press.lists, workers, CHUNK)
        ]
    return jobs


def _make_chunk(presses: Sequence[Press], job: Job) -> bytes:
    which, start, stop, step = job
    press = presses[which]
    pages = press.due[start:stop:step]
    made = [
        press.stage(each) for at in range(0, len(pages), CHUNK) for each in press.make(pages[at : at + CHUNK])
    ]
    return msgspec.msgpack.encode((which, Rendered(made, press.composer.files.used)))


def copies(press: Press, sources: Mapping[str, Variant | str]) -> Iterable[Made]:
    """Pictures, attachments and the theme's files: named by their content, so that a name that is there is there for good."""
    for shown, source in sources.items():
        if (there := press.last.untouched(shown)) is not None:
            yield Made(shown, there.fingerprint, "")
            continue
        staged = press.staging.write(
            shown, press.cache.media.read(source) if isinstance(source, Variant) else paths.contents(source)
        )
        yield Made(shown, b"", "new", staged=staged)
