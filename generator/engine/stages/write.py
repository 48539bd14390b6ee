"""Write: put what was rendered into the site, and save the manifest of each edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.engine import archives
from generator.engine.cache.manifests import Manifest, Output
from generator.engine.context import Context, stage
from generator.engine.outcome import BuildStatistics
from generator.engine.outdated.editions.configuration import configuration
from generator.engine.rendering.previous import PreviousEdition
from generator.engine.rendering.renderer import RenderedEdition, RenderedPage, Renderer
from generator.engine.source import Source
from generator.engine.stages.lay_out import EditionBuild
from generator.engine.writer.status import folder_times
from generator.model import paths
from generator.network import edition
from generator.network.media import Variant
from generator.publish.pages.search import FOLDER


@stage("write")
def run(
    context: Context,
    source: Source,
    builds: Sequence[EditionBuild],
    rendered: Sequence[RenderedEdition],
    indexed: Sequence[int],
) -> dict[str, BuildStatistics]:
    """Write every edition, once all of them are rendered."""
    return {
        build.viewer.name: _write(context, source, build, each, records)
        for build, each, records in zip(builds, rendered, indexed, strict=True)
    }


def _write(
    context: Context, source: Source, build: EditionBuild, rendered: RenderedEdition, indexed: int
) -> BuildStatistics:
    renderer, previous = build.renderer, build.renderer.previous
    anew = sum(bool(each.reason) and not each.path.startswith(FOLDER) for each in rendered.pages)
    pages = [*rendered.pages, *_copies(renderer, _files(source, renderer, rendered))]
    staged = [each.path for each in pages if each.staged]
    outputs = renderer.kept | {each.path: _output(each, previous) for each in pages}
    removed = [path for path in (*previous.outputs, *previous.status.untracked) if path not in outputs]
    holds = edition.held(renderer.composer.edition) if context.options.releases else ()
    if staged or removed:
        archives.drop(context.options.output, build.viewer.name)
    replaced = _put_in_place(context, build, staged, outputs, removed, holds)
    folder = context.site.edition(build.viewer.name)
    folders = (
        folder_times(folder, outputs, {})
        if replaced or build.manifest is None
        else folder_times(folder, [*staged, *removed], build.manifest.folders)
    )
    _save(context, source, build, holds, outputs, folders)
    return BuildStatistics(
        viewed=len(renderer.due),
        rendered=anew,
        written=len(staged),
        removed=len(removed),
        pages=len(outputs),
        indexed=indexed,
    )


def _save(
    context: Context,
    source: Source,
    build: EditionBuild,
    holds: tuple[str, ...],
    outputs: dict[str, Output],
    folders: dict[str, int],
) -> None:
    """Save the manifest of an edition."""
    renderer, options = build.renderer, context.options
    context.cache.manifests.save(
        build.viewer.name,
        Manifest(
            snapshot=source.snapshot,
            configuration=configuration(options, build.viewer),
            theme=source.network.config.theme,
            theme_signature=source.theme.signature,
            site=renderer.fingerprints.site,
            holds=holds,
            index_outdated=renderer.index_outdated,
            date=options.date if renderer.shows_the_day(outputs.values()) else None,
            pages=len(outputs),
            outputs=outputs,
            folders=folders,
        ),
    )


def _put_in_place(
    context: Context,
    build: EditionBuild,
    staged: Sequence[str],
    outputs: Mapping[str, object],
    removed: Sequence[str],
    holds: Sequence[str],
) -> bool:
    """Write the edition's folder, and return whether it is another folder now.

    Earlier releases that hold what has been removed, or taken back, are not kept. Files of the search index
    are named by what is in them, so other words alone give them other names.
    """
    site, name, options, manifest = context.site, build.viewer.name, context.options, build.manifest
    gone = [path for path in removed if not path.startswith(FOLDER)]
    withdrawn = bool(gone) or manifest is None or not {*holds}.issuperset(manifest.holds or [""])
    was_release = site.edition(name).is_symlink()
    if not options.releases:
        site.commit(name, staged, removed)
        return was_release
    keep = 1 if withdrawn else options.kept
    if staged or removed or not was_release:
        site.release(name, staged, outputs, keep=keep)
        return True
    site.discard(name)
    site.prune(name, keep)
    return False


def _files(source: Source, renderer: Renderer, rendered: RenderedEdition) -> dict[str, Variant | str]:
    """Return the files of the site that are not pages, by their names in the site."""
    shown: dict[str, Variant | str] = dict(source.theme.assets.values())
    if renderer.composer.edits:
        shown |= dict(source.theme.editor.values())
    for name, each in rendered.media.items():
        shown[name] = source.locations[each] if isinstance(each, str) else each
    return shown


def _copies(renderer: Renderer, files: Mapping[str, Variant | str]) -> Iterator[RenderedPage]:
    """Stage pictures, attachments and the theme's files.

    They are named by their content, so one that is there is there for good.
    """
    for shown, file in files.items():
        if (there := renderer.previous.intact(shown)) is not None:
            yield RenderedPage(shown, there.fingerprint, "")
            continue
        data = renderer.cache.media.read(file) if isinstance(file, Variant) else paths.contents(file)
        yield RenderedPage(shown, b"", "", staged=renderer.staging.write(shown, data))


def _output(made: RenderedPage, previous: PreviousEdition) -> Output:
    """Return a file as it is now: what was not staged is as it was."""
    outputs = previous.outputs
    size, modified = made.staged or (outputs[made.path].size, outputs[made.path].modified)
    return Output(made.fingerprint, size, modified, made.words, made.bodies)
