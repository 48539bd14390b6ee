"""Lay out: cut the network for each viewer, link what is left, and list its pages.

That depends on the structure of the content alone, never on its words. So an edition is laid out anew only
where the structure has changed; otherwise the cache has it, and it can be fetched while an edited file is
still being read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import TYPE_CHECKING

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from generator.engine.cache.entries import differing
from generator.engine.cache.layouts import LaidOut, LayoutStore
from generator.engine.cache.manifests import Manifest
from generator.engine.cache.texts import packed
from generator.engine.context import Context, stage
from generator.engine.options import Options
from generator.engine.outdated.editions.configuration import configuration
from generator.engine.rendering.previous import Changes, PreviousEdition
from generator.engine.rendering.renderer import Renderer
from generator.engine.source import Source
from generator.engine.stages.read import CHUNK, Reading
from generator.engine.theme import editor_files, languages, sources
from generator.engine.writer.status import FolderStatus
from generator.model.audience import Viewer
from generator.network.cut import cut, within
from generator.network.edition import Edition, link
from generator.network.records import Network
from generator.publish.composer.composer import Composer
from generator.publish.editor.configuration import has_editor
from generator.publish.language import Language
from generator.publish.page_list import PageList, list_pages
from generator.publish.threads import Threads
from generator.source.document import digest

if TYPE_CHECKING:
    from generator.publish.theme import Parts


class Layout(Struct, frozen=True):
    """An edition laid out for a content folder of this structure, with these options (see `_options`).

    The cache may hold it, too.
    """

    structure: bytes
    options: bytes
    composer: Composer
    pages: PageList
    cached: bool


Layouts = MutableMapping[str, Layout]
"""The layouts of editions by their names, kept from one build to the next."""


Themes = MutableMapping[str, sources.ThemeFiles]
"""Themes by their names, kept from one build to the next while nothing but content is touched."""


class EditionBuild(Struct, frozen=True):
    """An edition that is to be brought up to date: its viewer, its last manifest, and its renderer."""

    viewer: Viewer
    manifest: Manifest | None
    renderer: Renderer


def source(context: Context, reading: Reading, network: Network, themes: Themes) -> Source:
    """Return the source of every edition. A theme is looked up unless it is among these, to which it goes."""
    theme = _theme(context, network, themes)
    return Source(
        reading.snapshot,
        network,
        reading.entries.paths,
        reading.locations(),
        _texts(context, reading),
        theme,
        languages.find_language(theme.folders, network.config.language).language,
    )


def _theme(context: Context, network: Network, themes: Themes) -> sources.ThemeFiles:
    name = network.config.theme
    themes[name] = theme = themes.get(name) or sources.find_theme(context.options.content, name)
    return theme


def _texts(context: Context, reading: Reading) -> Mapping[bytes, Raw]:
    """Return the HTML of new texts, and of those in the style guide, where that is asked for."""
    if not context.options.style_guide:
        return reading.fresh
    from generator.publish.style_guide import TEXTS

    return {**reading.fresh, **{key: packed(html) for key, html in TEXTS.items()}}


@stage("lay out")
def run(
    context: Context,
    source: Source,
    layouts: Layouts,
    statuses: Mapping[str, FolderStatus],
    *,
    defer_index: bool,
) -> list[EditionBuild]:
    """Lay out the editions that are asked for."""
    builds = []
    parts: Parts = {}
    for viewer in context.options.viewers:
        layout = layouts[viewer.name] = lay_out(
            context.cache.layouts,
            layouts.get(viewer.name),
            source.network,
            source.snapshot.structure,
            viewer,
            source.language,
            context.options,
        )
        manifest = context.cache.manifests.load(viewer.name)
        renderer = Renderer(
            layout.composer,
            layout.pages,
            source,
            context.cache,
            _previous(context, source, viewer, manifest, statuses[viewer.name]),
            context.site.staging(viewer.name),
            context.site.edition(viewer.name),
            defer_index=defer_index,
            parts=parts,
        )
        builds.append(EditionBuild(viewer, manifest, renderer))
    _save(context, source, layouts)
    return builds


def ahead(context: Context, layouts: Layouts, themes: Themes, unread: int) -> None:
    """Lay out the editions as they are if only words have changed in a few files, which is the usual edit.

    Their theme is looked up, too.

    Where more has changed, they are laid out again.
    """
    last = context.cache.network.load()
    if last is None or not 0 < unread <= CHUNK:
        return
    folders = _theme(context, last.network, themes).folders
    language = languages.find_language(folders, last.network.config.language).language
    for viewer in context.options.viewers:
        if viewer.name not in layouts:
            layouts[viewer.name] = lay_out(
                context.cache.layouts,
                None,
                last.network,
                last.snapshot.structure,
                viewer,
                language,
                context.options,
            )


def _save(context: Context, source: Source, layouts: Layouts) -> None:
    """Save the layouts that the cache does not have, where it has their network, which is saved first."""
    last, structure = context.cache.network.load(), source.snapshot.structure
    fresh = {name: each for name, each in layouts.items() if not each.cached and each.structure == structure}
    if not fresh or last is None or last.snapshot.structure != structure:
        return
    context.cache.layouts.save(
        structure,
        [
            LaidOut(each.composer.edition, each.composer.threads, each.options, each.pages)
            for each in fresh.values()
        ],
    )
    layouts.update({name: replace(each, cached=True) for name, each in fresh.items()})


def lay_out(
    cache: LayoutStore,
    earlier: Layout | None,
    network: Network,
    structure: bytes,
    viewer: Viewer,
    language: Language,
    options: Options,
) -> Layout:
    """Return the layout of an edition: an earlier one with other words, where nothing else has changed."""
    edits = has_editor(network.config, viewer, asked=options.edit) and not editor_files.missing(
        options.content
    )
    asked = _options(options, language, edits=edits)
    if earlier is not None and (earlier.structure, earlier.options) == (structure, asked):
        paths = earlier.composer.edition.paths
        words, bodies = within(paths, network.words), within(paths, network.bodies)
        return replace(earlier, composer=earlier.composer.reworded(words, bodies))

    def composed(edition: Edition, threads: Threads | None = None) -> Composer:
        return Composer(
            edition, language, date=options.date, searched=options.search, edits=edits, known=threads
        )

    return _anew(cache, network, structure, viewer, asked, options, composed)


def _anew(
    cache: LayoutStore,
    network: Network,
    structure: bytes,
    viewer: Viewer,
    asked: bytes,
    options: Options,
    composed: Callable[..., Composer],
) -> Layout:
    """Return the layout of an edition as the cache has it; otherwise cut the network, link and list."""

    def listed(composer: Composer) -> PageList:
        return list_pages(composer, style_guide=options.style_guide)

    known = cache.load(network, structure, viewer, lambda *parts: listed(composed(*parts)))
    if known is None:
        composer = composed(link(network, cut(network, viewer)))
        return Layout(structure, asked, composer, listed(composer), cached=False)
    composer = composed(known.edition, known.threads)
    cached = known.options == asked
    return Layout(structure, asked, composer, known.pages if cached else listed(composer), cached=cached)


def _options(options: Options, language: Language, *, edits: bool) -> bytes:
    """Return a digest of what decides, beside an edition, which pages it has and what these share."""
    return digest(
        msgspec.msgpack.encode((options.date, options.search, options.style_guide, edits, language))
    )


def _previous(
    context: Context, source: Source, viewer: Viewer, manifest: Manifest | None, status: FolderStatus
) -> PreviousEdition:
    """Return the edition as the last build left it."""
    if manifest is None:
        return PreviousEdition({}, status)
    return PreviousEdition(
        manifest.outputs,
        status,
        _changes(context.options, source, viewer, manifest),
        manifest.theme_signature == source.theme.signature,
        manifest.site,
        manifest.index_outdated,
    )


def _changes(options: Options, source: Source, viewer: Viewer, manifest: Manifest) -> Changes | None:
    """Return the files with other words or bodies than at the last build; None where more has changed."""
    now, then = source.snapshot, manifest.snapshot
    if (
        manifest.configuration != configuration(options, viewer)
        or manifest.theme_signature != source.theme.signature
        or then.structure != now.structure
    ):
        return None
    another_day = {len(source.paths)} if manifest.date != options.date else set()
    return Changes(differing(now.words, then.words) | another_day, differing(now.digests, then.digests))
