"""Lay out: cut the network for each viewer, link what is left, and list its pages.

That depends on the structure of the content alone, never on its words. So an edition is laid out anew only
where the structure has changed, and it can be laid out while an edited file is still being read.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.engine.cache.manifests import Manifest
from generator.engine.cache.snapshot import differing
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
from generator.network.edition import link
from generator.network.records import Network
from generator.publish.composer.composer import Composer
from generator.publish.editor.configuration import has_editor
from generator.publish.language import Language
from generator.publish.page_list import PageList, list_pages

if TYPE_CHECKING:
    from generator.publish.theme import Parts


class Layout(Struct, frozen=True):
    """An edition laid out for a content folder of this structure, on this day."""

    structure: bytes
    date: str
    composer: Composer
    pages: PageList


Layouts = MutableMapping[str, Layout]
"""The layouts of editions by their names, kept from one build to the next."""


class EditionBuild(Struct, frozen=True):
    """An edition that is to be brought up to date: its viewer, its last manifest, and its renderer."""

    viewer: Viewer
    manifest: Manifest | None
    renderer: Renderer


def source(context: Context, reading: Reading, network: Network) -> Source:
    """Return the source of every edition."""
    theme = sources.find_theme(context.options.content, network.config.theme)
    return Source(
        reading.snapshot,
        network,
        sorted(reading.entries),
        reading.locations(),
        _texts(context, reading),
        theme,
        languages.find_language(theme.folders, network.config.language).language,
    )


def _texts(context: Context, reading: Reading) -> Mapping[bytes, str]:
    """Return the HTML of new texts, and of those in the style guide, where that is asked for."""
    if not context.options.style_guide:
        return reading.fresh
    from generator.publish.style_guide import TEXTS

    return {**reading.fresh, **TEXTS}


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
    context.cache.store.flush()
    return builds


def ahead(context: Context, layouts: Layouts, unread: int) -> None:
    """Lay out the editions as they are if only words have changed in a few files, which is the usual edit.

    Where more has changed, they are laid out again.
    """
    last = context.cache.network.load()
    if last is None or not 0 < unread <= CHUNK:
        return
    config = last.network.config
    folders = sources.theme_folders(context.options.content, config.theme)
    language = languages.find_language(folders, config.language).language
    for viewer in context.options.viewers:
        if viewer.name not in layouts:
            layouts[viewer.name] = lay_out(
                None, last.network, last.snapshot.structure, viewer, language, context.options
            )


def lay_out(
    earlier: Layout | None,
    network: Network,
    structure: bytes,
    viewer: Viewer,
    language: Language,
    options: Options,
) -> Layout:
    """Return the layout of an edition: the earlier one with other words, where nothing else has changed."""
    edits = has_editor(network.config, viewer, asked=options.edit) and not editor_files.missing(
        options.content
    )
    if (
        earlier is None
        or earlier.structure != structure
        or earlier.composer.language != language
        or earlier.date != options.date
        or earlier.composer.edits != edits
    ):
        edition = link(network, cut(network, viewer))
        composer = Composer(edition, language, date=options.date, searched=options.search, edits=edits)
        return Layout(
            structure, options.date, composer, list_pages(composer, style_guide=options.style_guide)
        )
    paths = earlier.composer.edition.paths
    words, bodies = within(paths, network.words), within(paths, network.bodies)
    return Layout(structure, options.date, earlier.composer.reworded(words, bodies), earlier.pages)


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
