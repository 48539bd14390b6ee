"""Compare: whether the editions are as this build would make them. If so, the build ends here.

Their folders are looked at first, while another process scans the content.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.engine.cache.diagnostics import CachedDiagnostics
from generator.engine.cache.manifests import Header
from generator.engine.context import Context, stage
from generator.engine.outdated.editions.facts import BuildFacts, EditionFacts
from generator.engine.outdated.editions.rules import first_reason
from generator.engine.outdated.rule import Rule
from generator.engine.stages.identify import Identified
from generator.engine.writer.status import FolderStatus, status

Headers = Mapping[str, Header | None]
Statuses = dict[str, FolderStatus]


class Comparison(Struct, frozen=True):
    """The `statuses` of the editions' folders, and the first rule by which an edition is `outdated`.

    Where none is, `up_to_date` has the diagnostics of the last build, which hold for this one.
    """

    statuses: Statuses
    outdated: Rule[EditionFacts] | None
    up_to_date: CachedDiagnostics | None


def headers(context: Context) -> Headers:
    """Return the headers of the manifests of the editions that are asked for."""
    return {viewer.name: context.cache.manifests.load(viewer.name) for viewer in context.options.viewers}


@stage("look")
def look(context: Context) -> Statuses:
    """Compare the folders of the editions with their manifests."""
    site, manifests = context.site, context.cache.manifests
    names = [viewer.name for viewer in context.options.viewers]
    return {name: status(site.edition(name), manifests.load(name)) for name in names}


@stage("compare")
def run(
    context: Context, identified: Identified, headers: Headers, statuses: Statuses, *, defer_index: bool
) -> Comparison:
    """Return how the editions are, and the first reason to make any of them anew."""
    facts = edition_facts(context, identified, headers, statuses, defer_index=defer_index)
    outdated = first_reason(facts)
    return Comparison(statuses, outdated, None if outdated else facts[0].build.last_diagnostics)


def edition_facts(
    context: Context, identified: Identified, headers: Headers, statuses: Statuses, *, defer_index: bool
) -> list[EditionFacts]:
    """Return the facts about each edition that is asked for."""
    build = BuildFacts(context.options, context.cache, identified)
    return [
        EditionFacts(
            build,
            viewer,
            headers[viewer.name],
            statuses[viewer.name],
            context.site.edition(viewer.name),
            defer_index,
        )
        for viewer in context.options.viewers
    ]
