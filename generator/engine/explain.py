"""An explanation of a page: its sources, its fingerprint, and why the next build would make it anew."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.engine.cache.manifests import Manifest
from generator.engine.options import Options
from generator.engine.outdated.pages.facts import PageFacts
from generator.engine.outdated.pages.rules import reason
from generator.engine.pipeline import Build
from generator.engine.rendering.fingerprints import Fingerprints
from generator.engine.rendering.previous import PreviousEdition
from generator.engine.theme import languages, sources
from generator.engine.writer.site import Site
from generator.engine.writer.status import status
from generator.model import addresses
from generator.model.audience import Viewer
from generator.model.suggest import nearest
from generator.network.cut import WHY, cut, visible_people, why_hidden
from generator.network.edition import Edition, link
from generator.network.records import Network, Page, Person, Record
from generator.publish.composer.composer import Composer
from generator.publish.page_list import list_pages
from generator.publish.pages.search import INDEX
from generator.publish.pages.style import PAGE as STYLE

UP_TO_DATE: Final = "up to date: the next build leaves it as it is"


class Explanation(Struct, frozen=True):
    """An explanation of one page of one edition.

    `state` says in words what the next build would do with the page, `reasons` why it would look at the
    edition.
    """

    path: str
    edition: str
    renderer: str
    sources: tuple[str, ...]
    fingerprint: str
    written: str
    state: str
    reasons: tuple[str, ...]


class NoPage(Exception):
    """There is no such page; holds the nearest one, or why a file is on none."""


def explain(options: Options, viewer: Viewer, wanted: str) -> Explanation:
    """Explain a page, given by its address (`participants/rachna/`) or by a file of the content folder.

    Raises `NoPage` where this edition has no such page.
    """
    build = Build(options)
    network = build.network()
    if network is None:
        raise NoPage("The content can't be read; `enquiry check` says why.")
    edition = link(network, cut(network, viewer))
    manifest = build.cache.manifests.load(viewer.name)
    outputs = manifest.outputs if manifest else {}
    theme = sources.find_theme(options.content, network.config.theme)
    language = languages.find_language(theme.folders, network.config.language).language
    searched, edits = (name in outputs for name in (INDEX, f"{addresses.WRITE}index.html"))
    composer = Composer(edition, language, date=options.date, searched=searched, edits=edits)
    planned = list_pages(composer, style_guide=STYLE in outputs)
    pages = {**planned.lists, **planned.single}
    page = pages[_path(wanted, pages, edition, network, viewer)]
    view, depends = composer.dependencies.recorded(page.view, composer)
    fingerprints = Fingerprints(planned.site, theme.signature)
    fingerprint = fingerprints.page(page, view)
    facts = _facts(options, viewer, manifest, page.path, fingerprint, fingerprints)
    rule = reason(facts)
    return Explanation(
        page.path,
        viewer.name,
        page.renderer,
        tuple(sorted(depends.files)),
        fingerprint.hex(),
        outputs[page.path].fingerprint.hex() if page.path in outputs else "",
        rule.reason if rule else UP_TO_DATE,
        _reasons(build, viewer, outputs),
    )


def _reasons(build: Build, viewer: Viewer, outputs: Container[str]) -> tuple[str, ...]:
    """Return why the next build would look at the edition.

    It is taken to have a search index and a style guide where the last one had them.
    """
    options = replace(build.options, viewers=(viewer,), search=INDEX in outputs, style_guide=STYLE in outputs)
    return Build(options, cache=build.cache).outdated()[viewer.name]


def _facts(
    options: Options,
    viewer: Viewer,
    manifest: Manifest | None,
    path: str,
    fingerprint: bytes,
    fingerprints: Fingerprints,
) -> PageFacts:
    """Return what the last build knows of a page, beside its fingerprint now."""
    now = status(Site(options.output).edition(viewer.name), manifest)
    if manifest is None:
        return PageFacts(None, fingerprint, intact=False, same_theme=False, same_site=False)
    previous = PreviousEdition(manifest.outputs, now)
    return PageFacts(
        manifest.outputs.get(path),
        fingerprint,
        intact=previous.intact(path) is not None and (path != INDEX or previous.indexed()),
        same_theme=manifest.theme_signature == fingerprints.theme,
        same_site=manifest.site == fingerprints.site,
    )


def _path(wanted: str, pages: Mapping[str, Any], edition: Edition, network: Network, viewer: Viewer) -> str:
    name = wanted.removeprefix("./").strip("/").removeprefix("content/")
    kind, identity = edition.paths.get(name, ("", ""))
    if kind == "post":
        name = addresses.post(edition.shown_on[identity][0]).strip("/")
    elif kind:
        name = {"person": addresses.person(identity), "cohort": addresses.cohort(identity)}.get(
            kind, identity
        ).strip("/")
    for candidate in (name, f"{name}/index.html".lstrip("/")):
        if candidate in pages:
            return candidate
    if name.endswith((".md", ".yaml")):
        raise NoPage(
            f"{wanted} is on no page of the {viewer.name} edition: {_absent(name, network, viewer)}."
        )
    close = nearest(f"{name}/index.html", pages)
    raise NoPage(
        f"The {viewer.name} edition has no page {wanted}."
        + (f" Did you mean {close[0].removesuffix('index.html')}?" if close else "")
    )


def _absent(path: str, network: Network, viewer: Viewer) -> str:
    known: tuple[Mapping[str, Record | Person | Page], ...] = (network.records, network.people, network.pages)
    held = (each for part in known for each in part.values())
    if kept_back := next((each.kept_back for each in held if each.text.path == path), ""):
        return WHY[kept_back]
    if any(each.text.path == path for each in network.records.values()):
        return "its audience is narrower, or whose folder it is in is not in this edition"
    post = next((each for each in network.posts.values() if each.text.path == path), None)
    if post is None:
        person = next((each for each in network.people.values() if each.text.path == path), None)
        if person is not None:
            return "there is no consent in this profile" if not person.consent else "its audience is narrower"
        return "it is no record of this network, or it has errors (`enquiry check` names them)"
    return (
        why_hidden(post, viewer, visible_people(network, viewer)) or "what it answers is not in this edition"
    )
