"""Admission of a network: its documents become records, and every reference between them is checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.model.diagnostics import Diagnostic, Span, ordered
from generator.network.admission.addresses import check_aliases
from generator.network.admission.cohorts import admit_cohorts, check_programmes, check_showcases
from generator.network.admission.context import Context, Findings, Sources
from generator.network.admission.identities import posts_by_identity, records_by_identity
from generator.network.admission.links import Targets, check_links
from generator.network.admission.names import check_names
from generator.network.admission.notices import check_notices
from generator.network.admission.own_addresses import OwnAddresses, with_own_links
from generator.network.admission.pages import admit_pages
from generator.network.admission.people import admit_people
from generator.network.admission.posts import admit_posts
from generator.network.admission.programmes import Programmes
from generator.network.admission.records import admit_records
from generator.network.admission.standards import admit_standards
from generator.network.catalogues import Standards
from generator.network.consent import check_consent
from generator.network.gate import gate, held_back
from generator.network.lookup import Lookup
from generator.network.media import Asset
from generator.network.records import Admitted, Network, Page, Person, Post, Record
from generator.network.texts import text_body, wording
from generator.source.document import Document
from generator.source.files.network import NetworkFields
from generator.source.files.never_publish import NEVER_PUBLISH
from generator.source.files.paths import INTERNAL
from generator.subjects.projects.areas import areas

R = TypeVar("R", Person, Post, Page, Record)

_WITHOUT_TEXT = frozenset({"network", "cohort", "catalogue", *INTERNAL})
_HOLDING_BACK = frozenset({"personal-data", "person-named"})
"""Codes for which a file is held back, although its record could be admitted."""


def admit(
    documents: Sequence[Document],
    assets: Mapping[str, Asset],
    refused: Sequence[Diagnostic] = (),
    date: str = "",
) -> Admitted:
    """Check the whole network and return it, with everything that is wrong.

    `assets` are the other files of the content folder, by their paths. `refused` are the diagnostics of files
    that could not be opened, which may be cohorts. `date` is the day of the build, on which permissions may
    have run out.
    """
    sources = Sources(documents, assets, date)
    findings = Findings((*refused, *(each for document in documents for each in document.diagnostics)))
    settings, config = _settings(sources, findings)
    if settings is None or config is None:
        return Admitted(None, ordered(findings.diagnostics))
    lost_cohort = any(each.span.path.split("/")[0] == "cohorts" for each in refused)
    network = _network(sources, settings, config, findings, lost_cohort=lost_cohort)
    findings.diagnostics.extend((*gate(network, documents), *check_consent(network, documents, date)))
    stopped = {
        each.span.path
        for each in findings.diagnostics
        if each.is_error and (each.code in _HOLDING_BACK or each.span.path == NEVER_PUBLISH)
    }
    return Admitted(held_back(network, stopped), ordered(findings.diagnostics))


def _settings(sources: Sources, findings: Findings) -> tuple[Document | None, NetworkFields | None]:
    """Return `network.yaml` and its settings; None where it is not there or can't be read."""
    settings = next(iter(sources.of("network")), None)
    if settings is None:
        message = "There is no network.yaml, so this is not a network's content folder."
        findings.report(Span("network.yaml"), "no-network", message, "`enquiry init DIR` starts a new one")
        return None, None
    return settings, settings.fields if isinstance(settings.fields, NetworkFields) else None


def _network(
    sources: Sources, settings: Document, config: NetworkFields, findings: Findings, *, lost_cohort: bool
) -> Network:
    """Admit each sort of record after those that it refers to."""
    own = OwnAddresses(config, sources.documents)
    linked = with_own_links(own, findings.report)
    sources = sources if linked is sources.documents else replace(sources, documents=linked)
    standards, complete = admit_standards(sources, settings, config.standards, findings)
    misnamed = check_names(sources.documents, findings)
    context = Context(config, sources, _lookup(sources, config, standards, own, complete=complete), findings)
    context = context.extended(people=admit_people(context))
    context = context.extended(cohorts=admit_cohorts(context, misnamed))
    uncertain = lost_cohort or any(each.path in findings.failed for each in sources.of("cohort"))
    if not uncertain:
        check_programmes(context, settings)
    programmes = Programmes(context.lookup.cohorts, uncertain)
    documents, repeated = posts_by_identity(sources)
    context = _with_entries(context, documents, records_by_identity(sources))
    posts = admit_posts(context, programmes, repeated)
    records = admit_records(context)
    check_showcases(context)
    pages = admit_pages(context)
    findings.diagnostics.extend(check_notices(sources, settings, config))
    attachments = frozenset(f".{each}" for each in config.attachments)
    check_links(Targets(sources.by_path, sources.assets, attachments), findings.report)
    check_aliases(context, posts)
    return _without_failed(context, posts, pages, records)


def _lookup(
    sources: Sources, config: NetworkFields, standards: Standards, own: OwnAddresses, *, complete: bool
) -> Lookup:
    """Return what settings can refer to before anything but standards has been admitted."""
    return Lookup(
        ZoneInfo(config.timezone),
        areas(config.areas),
        standards,
        complete,
        frozenset(each.file.owner for each in sources.of("profile") if each.fields is None),
        frozenset(each.file.name for each in sources.of("cohort") if each.fields is None),
        own.anywhere,
    )


def _with_entries(
    context: Context, posts: Mapping[str, Document], records: Mapping[str, Document]
) -> Context:
    """Return the context with the documents of posts and records, by their identities and by their paths."""
    paths = {each.path: identity for part in (posts, records) for identity, each in part.items()}
    return context.extended(posts=posts, records=records, paths=paths)


def _without_failed(
    context: Context, posts: Mapping[str, Post], pages: Mapping[str, Page], records: Mapping[str, Record]
) -> Network:
    """Return the network without the records of files with an error, and those of people who have none."""
    failed, lookup = context.findings.failed, context.lookup
    people = _kept(lookup.people, failed)
    texts = [each for each in context.sources.documents if each.file.kind not in _WITHOUT_TEXT]
    return Network(
        context.config,
        lookup.standards,
        people,
        lookup.cohorts,
        _kept(posts, failed),
        _kept(pages, failed),
        {each.path: wording(each) for each in texts},
        {each.path: text_body(each) for each in texts},
        context.sources.assets,
        {key: each for key, each in _kept(records, failed).items() if not each.owner or each.owner in people},
    )


def _kept(records: Mapping[str, R], failed: Collection[str]) -> Mapping[str, R]:
    """Return the records without those of these files."""
    return {key: each for key, each in records.items() if each.text.path not in failed} if failed else records
