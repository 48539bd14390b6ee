"""Documents to records: every reference is checked here, once, on the whole network, whoever may read what.

A document with an error gives no record (what can't be read is private). A cohort is the exception: it is admitted without the entries
that are wrong, since many depend on it.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.model import paths
from generator.model.audience import COHORT, PRIVATE, PUBLIC, level
from generator.model.diagnostics import Diagnostic, Span, ordered
from generator.model.slugs import folded, slugify
from generator.model.suggest import listed, nearest, several
from generator.network import notices, photos
from generator.network.admission import described
from generator.network.admission.links import Targets, check_links
from generator.network.admission.reply_order import Answer, in_order
from generator.network.catalogues import Standards, assemble
from generator.network.gate import gate, held_back
from generator.network.lookup import Lookup, absent, settled
from generator.network.media import Asset
from generator.network.programme import by_start, cohort_on, running
from generator.network.records import Admitted, Cohort, Network, Page, Person, Post, Record
from generator.network.texts import Text, text_body, wording
from generator.source.document import Document
from generator.source.files.catalogue import CatalogueFields
from generator.source.files.cohort import CohortFields, PhaseFields, PromptFields
from generator.source.files.network import NetworkFields
from generator.source.files.never_publish import NEVER_PUBLISH
from generator.source.files.page import PageFields
from generator.source.files.paths import INTERNAL, undated
from generator.source.files.post import PostFields, plain_settings
from generator.source.files.profile import ProfileFields
from generator.source.markdown.slots import IMAGES
from generator.subjects.outreach.kind import CITED
from generator.subjects.projects import schools
from generator.subjects.registry import KINDS, SECTIONS

_OURS = frozenset({"guests", "withdrawn"})
_WITHOUT_TEXT = frozenset({"network", "cohort", "catalogue", *INTERNAL})
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def admit(
    documents: Sequence[Document],
    assets: Mapping[str, Asset],
    refused: Sequence[Diagnostic] = (),
    date: str = "",
) -> Admitted:
    """Check the whole network. `assets` are the other files of the content folder: by their paths.

    `refused` says what could not even be opened; a cohort may be among it. `date` is the day of the build, on which permissions may have run out.
    """
    found: list[Diagnostic] = [*refused, *(each for document in documents for each in document.diagnostics)]
    clerk = _Clerk(documents, assets, found)
    clerk.date = date
    clerk.lost_cohort = any(each.span.path.split("/")[0] == "cohorts" for each in refused)
    network = clerk.network()
    if network is not None:
        found.extend(gate(network, documents))
        network = held_back(
            network,
            {
                each.span.path
                for each in found
                if each.is_error
                and (each.code in ("personal-data", "person-named") or each.span.path == NEVER_PUBLISH)
            },
        )
    return Admitted(network, ordered(found))


class _Clerk:
    """Admits a network; `found` collects what is wrong."""

    def __init__(
        self, documents: Sequence[Document], assets: Mapping[str, Asset], found: list[Diagnostic]
    ) -> None:
        self.documents = documents
        self.assets = assets
        self.found = found
        self.failed = {each.span.path for each in found if each.is_error}
        self.kinds: dict[str, list[Document]] = {}
        for document in documents:
            self.kinds.setdefault(document.file.kind, []).append(document)
        self.misnamed: set[str] = set()
        self.lost_cohort = False
        self.date = ""
        self.strict_photos = False
        self.zone = ZoneInfo("UTC")

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        diagnostic = Diagnostic(span, code, message, hint)
        self.found.append(diagnostic)
        if diagnostic.is_error:
            self.failed.add(span.path)

    def network(self) -> Network | None:
        config = next((each.fields for each in self.kinds.get("network", ())), None)
        if not isinstance(config, NetworkFields):
            if not self.kinds.get("network"):
                self.report(
                    Span("network.yaml"),
                    "no-network",
                    "There is no network.yaml, so this is not a network's content folder.",
                    "`enquiry init DIR` starts a new one",
                )
            return None
        self.zone = ZoneInfo(config.timezone)
        self.strict_photos = config.photos == "strict"
        self.standards = self._standards(config)
        self.areas = schools.areas(config.areas)
        self._names()
        self.unreadable = {each.file.owner for each in self.kinds.get("profile", ()) if each.fields is None}
        self.people = self._people()
        self.cohorts = self._cohorts()
        self.memberships = self._memberships()
        self.lost_cohort = self.lost_cohort or any(
            each.path in self.failed for each in self.kinds.get("cohort", ())
        )
        self.prompts = {
            each.id: {prompt.id: prompt for prompt in each.fields.prompts} for each in self.cohorts.values()
        }
        self.phases = {
            each.id: {phase.id: phase for phase in each.fields.phases} for each in self.cohorts.values()
        }
        self.recorded = {
            described.identity(each): each for name in KINDS for each in self.kinds.get(name, ())
        }
        posts = self._posts()
        records = self._records()
        self._picks()
        pages = self._pages()
        settings = next(each for each in self.kinds["network"])
        self.found.extend(
            notices.faults(
                settings, config, has_page=any(each.path == notices.PAGE for each in self.documents)
            )
        )
        check_links(self.documents, Targets(self.documents, self.assets, config.attachments), self.report)
        self._addresses(posts, config)
        healthy = {key: post for key, post in posts.items() if post.text.path not in self.failed}
        people = {key: person for key, person in self.people.items() if person.text.path not in self.failed}
        pages = {key: page for key, page in pages.items() if page.text.path not in self.failed}
        records = {
            key: record
            for key, record in records.items()
            if record.text.path not in self.failed and (not record.owner or record.owner in people)
        }
        said = [each for each in self.documents if each.file.kind not in _WITHOUT_TEXT]
        return Network(
            config,
            self.standards,
            people,
            self.cohorts,
            healthy,
            pages,
            {each.path: wording(each) for each in said},
            {each.path: text_body(each) for each in said},
            self.assets,
            records,
        )

    def _records(self) -> dict[str, Record]:
        """Records of the kinds that are described as such."""
        return described.admit(self.recorded.values(), self.known, self.report)

    @cached_property
    def known(self) -> Lookup:
        """What there is to refer to."""
        lost = frozenset(each.file.name for each in self.kinds.get("cohort", ()) if each.fields is None)
        paths = {**self.by_path, **{each.path: key for key, each in self.recorded.items()}}
        return Lookup(
            self.zone,
            self.people,
            self.cohorts,
            self.identities,
            self.recorded,
            paths,
            frozenset(self.unreadable),
            lost,
            self._is_standard,
            self.areas,
        )

    def _is_standard(self, name: str, document: Document | None = None, *keys: str | int) -> bool:
        if document is not None:
            self._standard(name, document, *keys)
        return name in self.standards

    def _standards(self, config: NetworkFields) -> Standards:
        available = {each.file.name: each for each in self.kinds.get("catalogue", ())}
        used = []
        seen: dict[str, str] = {}
        self.lost_catalogue = False
        for index, name in enumerate(config.standards):
            document = available.get(name)
            if document is None:
                close = nearest(name, available)
                hint = (
                    f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(sorted(available))}"
                )
                span = next(each for each in self.kinds["network"]).span("standards", index)
                self.report(span, "unknown-catalogue", f"There is no catalogue of standards “{name}”.", hint)
                self.lost_catalogue = True
            elif not isinstance(document.fields, CatalogueFields):
                self.lost_catalogue = True
            else:
                used.append((name, document.fields))
                self._elements(document, document.fields, seen)
        return assemble(used)

    def _elements(self, document: Document, fields: CatalogueFields, seen: dict[str, str]) -> None:
        own = {each.id for each in fields.elements}
        parents = {each.id: each.parent for each in fields.elements}
        for index, each in enumerate(fields.elements):
            key = folded(each.id)
            if key in seen:
                self.report(
                    document.span("elements", index, "id"),
                    "duplicate-identity",
                    f"The standard “{each.id}” is defined twice; first in {seen[key]}.",
                    "give one of them another id",
                )
            seen.setdefault(key, document.path)
            if each.parent and each.parent not in own:
                message = f"“{each.parent}” is not in this catalogue, so nothing can stand under it."
                self.report(
                    document.span("elements", index, "parent"),
                    "unknown-standard",
                    message,
                    _did_you_mean(each.parent, own),
                )
        for circle in _circles(parents):
            index = next(index for index, each in enumerate(fields.elements) if each.id == circle[0])
            message = (
                f"These stand under each other in a circle: {' → '.join([*circle, circle[0]])}."
                if len(circle) > 1
                else f"“{circle[0]}” stands under itself."
            )
            self.report(
                document.span("elements", index, "parent"),
                "standard-cycle",
                message,
                "correct the `parent` of one of them" if len(circle) > 1 else "correct `parent`",
            )

    def _names(self) -> None:
        """Identities are parts of addresses, and of folders on every kind of machine. A name that fits goes before one that does not."""
        owners: dict[str, str] = {}
        named: dict[tuple[str, str], Document] = {}
        folders: dict[str, list[Document]] = {}
        for document in self.documents:
            folders.setdefault(document.file.owner, []).append(document)
        for owner in sorted(folders, key=lambda each: not _fits(each)):
            self._folder(owner, folders[owner], owners)
        for document in sorted(self.documents, key=lambda each: not _fits(each.file.name)):
            if document.file.kind != "catalogue":
                self._file(document, named)

    def _folder(self, owner: str, documents: Sequence[Document], owners: dict[str, str]) -> None:
        first = owners.setdefault(folded(owner), owner)
        if first == owner and _fits(owner):
            return
        span = Span(documents[0].path)
        if first == owner:
            self.report(
                span, "bad-name", _why_not(owner, "folder"), f"rename the folder to `{_fitting(owner)}`"
            )
        else:
            self.report(
                span,
                "duplicate-identity",
                f"Many computers take the folder “{owner}” for the folder “{first}”.",
                f"move what is in it to `{first}`",
            )
        self.failed.update(each.path for each in documents)

    def _file(self, document: Document, named: dict[tuple[str, str], Document]) -> None:
        where = document.file
        kind = "post" if where.kind in ("post", "reply") else where.kind
        first = named.setdefault((kind, folded(f"{where.owner}/{where.name}")), document)
        if first is not document or not _fits(where.name):
            self.misnamed.update((document.path, first.path) if first is not document else (document.path,))
        if first is not document:
            message = (
                f"This has the same identity as {first.path}."
                if first.file.name == where.name
                else f"Many computers take this name for that of {first.path}."
            )
            self.report(
                Span(document.path),
                "duplicate-identity",
                message,
                f"rename one of them, for instance this one to `{self._free_name(document)}`",
            )
        elif not _fits(where.name):
            self.report(
                Span(document.path),
                "bad-name",
                _why_not(where.name, "file"),
                f"rename the file to `{self._free_name(document)}`",
            )

    def _free_name(self, document: Document) -> str:
        """A name for this file that fits, and that no other record has."""
        where, file = document.file, posixpath.basename(document.path)
        taken = {
            folded(each.file.name)
            for each in self.documents
            if each.file.owner == where.owner and each is not document
        }
        wanted = better = _fitting(where.name)
        number = 1
        while folded(better) in taken:
            number += 1
            better = f"{wanted}-{number}"
        stem, dot, ending = file.rpartition(".")
        before = stem.removesuffix(where.name) if stem.endswith(where.name) else ""
        return f"{before}{better}{dot}{ending}"

    def _people(self) -> dict[str, Person]:
        people = {
            each.file.owner: self._person(each, each.fields)
            for each in self.kinds.get("profile", ())
            if isinstance(each.fields, ProfileFields)
        }
        taken = {folded(each) for each in people}
        for person in people.values():
            if person.public_id and folded(person.public_id) in taken:
                span = next(each for each in self.kinds["profile"] if each.path == person.text.path).span(
                    "public_id"
                )
                self.report(
                    span,
                    "duplicate-identity",
                    f"“{person.public_id}” is already somebody's folder or `public_id`.",
                    "choose another",
                )
            taken.add(folded(person.public_id))
        return people

    def _person(self, document: Document, fields: ProfileFields) -> Person:
        self._pseudonym(document, fields)
        for index, area in enumerate(fields.interests):
            schools.check_area(area, self.areas, document.span("interests", index), self.report)
        return Person(
            id=document.file.owner,
            name=fields.name,
            text=_text(document),
            school=fields.school,
            authority=fields.authority,
            links=fields.links,
            photo=self._photo(document, fields.photo) if fields.photo else "",
            consent=bool(fields.consent),
            public_id=fields.public_id,
            public_name=fields.public_name,
            audience=level(fields.audience),
            interests=fields.interests,
        )

    def _photo(self, document: Document, name: str) -> str:
        """The picture of a profile; empty where it is not there, or somebody else's."""
        photo, span = paths.beside(document.path, name), document.span("photo")
        if photo not in self.assets:
            hint = _did_you_mean(
                name, _beside(self.assets, document.path), "put it into the same folder as profile.md"
            )
            self.report(span, "broken-link", f"There is no file “{name}” beside this profile.", hint)
            return ""
        if not photo.startswith(f"participants/{document.file.owner}/"):
            self.report(
                span,
                "outside-content",
                f"“{name}” is not in this person's own folder.",
                "put the picture beside profile.md",
            )
            return ""
        if posixpath.splitext(photo)[1].lower() not in IMAGES:
            self.report(
                span,
                "asset-kind",
                f"“{name}” is not a picture that can be shown.",
                f"save it as one of: {', '.join(sorted(IMAGES))}",
            )
        if (medium := self.assets[photo].medium) is not None and medium.fault is not None:
            self.report(span, *medium.fault)
        return photo

    def _pseudonym(self, document: Document, fields: ProfileFields) -> None:
        """A pseudonym is a name that is shown, and an id that stands in addresses."""
        if fields.public_id and not _fits(fields.public_id):
            self.report(
                document.span("public_id"),
                "bad-name",
                _why_not(fields.public_id, "pseudonym"),
                f"write `public_id: {_fitting(fields.public_id)}`",
            )
        if bool(fields.public_name) != bool(fields.public_id):
            given, lacking = (
                ("public_name", "public_id") if fields.public_name else ("public_id", "public_name")
            )
            hint = (
                f"add `{lacking}: {_fitting(fields.public_name)}`, which stands in addresses"
                if fields.public_name
                else f"add `{lacking}: …`, the name that is shown"
            )
            self.report(
                document.span(given),
                "half-pseudonym",
                "A pseudonym needs both `public_name` and `public_id`.",
                hint,
            )

    def _cohorts(self) -> dict[str, Cohort]:
        cohorts = {}
        titles: dict[str, tuple[str, str]] = {}
        for document in self.kinds.get("cohort", ()):
            fields = document.fields
            if not isinstance(fields, CohortFields):
                continue
            self._programme(document, fields)
            self._prompts(document, fields, titles)
            doubtful = document.path in self.misnamed or any(each.is_error for each in document.diagnostics)
            cohorts[document.file.name] = Cohort(
                id=document.file.name,
                path=document.path,
                fields=replace(
                    fields,
                    audience="private" if doubtful else fields.audience,
                    focus=tuple(each for each in fields.focus if each in self.standards),
                    members=tuple(each for each in fields.members if each[0] in self.people),
                ),
            )
        return cohorts

    def _programme(self, document: Document, fields: CohortFields) -> None:
        """Its time, its standards, its people."""
        if fields.starts > fields.ends:
            self.report(
                document.span("ends"),
                "impossible-date",
                "This cohort ends before it starts.",
                "correct `starts` or `ends`",
            )
        for index, name in enumerate(fields.focus):
            self._standard(name, document, "focus", index, around=fields.starts)
        for name, _ in fields.members:
            if name not in self.people and name not in self.unreadable:
                self.report(
                    document.span("members", name),
                    "unknown-person",
                    f"There is no participant “{name}” (no folder with a profile.md).",
                    self._person_meant(name),
                )
        self._once(document, "phase", fields.phases)
        self._once(document, "prompt", fields.prompts)

    def _once(self, document: Document, kind: str, items: Sequence[PhaseFields | PromptFields]) -> None:
        """Each id in a list of phases or prompts stands there once."""
        seen: set[str] = set()
        for index, item in enumerate(items):
            if item.id in seen:
                span, hint = (
                    document.span(f"{kind}s", index, "id"),
                    f"give the second one an id of its own, such as `{item.id}-2`",
                )
                self.report(span, "duplicate-identity", f"The {kind} “{item.id}” stands here twice.", hint)
            seen.add(item.id)

    def _prompts(self, document: Document, fields: CohortFields, titles: dict[str, tuple[str, str]]) -> None:
        """Each prompt belongs to a phase that is there, and is the same prompt wherever its id is used."""
        phases = [each.id for each in fields.phases]
        for index, prompt in enumerate(fields.prompts):
            if prompt.phase and prompt.phase not in phases:
                hint = _did_you_mean(
                    prompt.phase,
                    phases,
                    f"its phases: {', '.join(phases)}" if phases else "list its `phases` first",
                )
                self.report(
                    document.span("prompts", index, "phase"),
                    "unknown-phase",
                    f"This cohort has no phase “{prompt.phase}”.",
                    hint,
                )
            title, other = titles.setdefault(prompt.id, (prompt.title, document.path))
            if title != prompt.title:
                hint = "the same id means the same prompt, asked again; give a new prompt an id of its own"
                self.report(
                    document.span("prompts", index, "id"),
                    "duplicate-identity",
                    f"The prompt “{prompt.id}” has another title in {other}.",
                    hint,
                )

    def _memberships(self) -> dict[str, list[Cohort]]:
        memberships: dict[str, list[Cohort]] = {}
        for cohort in by_start(self.cohorts.values()):
            for name, _ in cohort.fields.members:
                memberships.setdefault(name, []).append(cohort)
        return memberships

    def _standard(
        self, name: str, document: Document, *keys: str | int, day: str = "", around: str = ""
    ) -> None:
        if name not in self.standards:
            if not self.lost_catalogue:
                meant = self.standards.meant(name, day or around)
                names = [f"`{each.id}` ({each.title})" for each in meant]
                otherwise = (
                    "the site's page of standards lists every id"
                    if self.standards.by_id
                    else "network.yaml names no catalogue: add `standards: [gtcs-2012, gtcs-2021]` to it"
                )
                hint = (
                    f"did you mean {' or '.join([*filter(None, [', '.join(names[:-1])]), names[-1]])}?"
                    if names
                    else otherwise
                )
                self.report(
                    document.span(*keys),
                    "unknown-standard",
                    f"There is no standard “{name}”.",
                    several(name, self.standards.by_id) or hint,
                )
            return
        standard = self.standards[name]
        if day and not standard.in_force(day):
            until = f" to {standard.in_force_to}" if standard.in_force_to else " on"
            message = f"“{name}” was in force from {standard.in_force_from or 'the beginning'}{until}, not on {day}."
            self.report(
                document.span(*keys),
                "standard-out-of-date",
                message,
                "keep it if you mean that suite; otherwise choose one of its time",
            )

    def _posts(self) -> dict[str, Post]:
        sources: dict[str, tuple[Document, PostFields]] = {}
        answers: dict[str, Answer] = {}
        everything = [
            each for kind in ("post", "reply", "guest", "withdrawn") for each in self.kinds.get(kind, ())
        ]
        identities: dict[str, Document] = {}
        ambiguous: set[str] = set()
        for each in everything:
            first = identities.setdefault(document_identity(each), each)
            if first is not each:
                ambiguous.add(document_identity(each))
                if isinstance(each.fields, PostFields):
                    self._checks_only(each, each.fields)
        self.identities = identities
        self.by_path = {each.path: key for key, each in identities.items()}
        for identity, document in identities.items():
            if isinstance(document.fields, PostFields):
                sources[identity] = (document, document.fields)
                targets = self._answered(document, document.fields, identities)
                if targets:
                    answers[identity] = Answer(targets, document)
        posts: dict[str, Post] = {}
        for identity in in_order(sources, answers, self.report):
            document, fields = sources[identity]
            answered = answers[identity].targets if identity in answers else ()
            if document.path in self.failed or any(
                each not in posts or each in ambiguous for each in answered
            ):
                self._checks_only(document, fields)
                continue
            post = self._post(identity, document, fields, [posts[each] for each in answered])
            if post is not None:
                posts[identity] = post
        return posts

    def _picks(self) -> None:
        """What a showcase shows must be there."""
        for document in self.kinds.get("cohort", ()):
            picks = document.fields.showcase if isinstance(document.fields, CohortFields) else ()
            for index, pick in enumerate(picks):
                if pick.post not in self.identities:
                    hint = _did_you_mean(
                        pick.post,
                        self.identities,
                        "a post is named as rachna/what-teacher-leadership-means-to-me",
                    )
                    self.report(
                        document.span("showcase", index, "post"),
                        "unknown-post",
                        f"There is no post “{pick.post}” to show.",
                        hint,
                    )

    def _answered(
        self, document: Document, fields: PostFields, identities: Mapping[str, Document]
    ) -> tuple[str, ...]:
        targets = []
        for index, wanted in enumerate(fields.reply_to):
            name = wanted.strip("/")
            if name.endswith(".md"):
                name = self.by_path.get(paths.beside(document.path, name), name)
            if name in identities:
                if name not in targets:
                    targets.append(name)
                continue
            example = next(iter(identities), "")
            tail = undated(name.rpartition("/")[2].removesuffix(".md"))
            same = [each for each in identities if each.rpartition("/")[2] == tail] or [
                each for each in identities if tail and each.endswith(tail)
            ]
            hint = _did_you_mean(
                name,
                same or identities,
                f"a post is named by its writer's folder and its file, without date and ending: `{example}`",
            )
            hint = f"did you mean `{same[0]}`?" if same else hint
            self.report(
                document.span("reply_to", index),
                "reply-to-nothing",
                f"There is no post or reply “{wanted}” to answer.",
                hint,
            )
        return tuple(targets)

    def _checks_only(self, document: Document, fields: PostFields) -> None:
        """A record that can't be admitted still has its own references checked, so that all faults are named at once."""
        self._tags(document, fields, fields.date[:10])
        self._writers(document, fields)
        self._reflected(document, fields)
        author = document.file.owner
        if author in self.people and not fields.reply_to:
            day = moment(fields.date, self.zone)[1]
            self._phase(document, fields, self._cohort(document, fields, author, day, None), None, day)
        elif fields.cohort and fields.cohort not in self.cohorts:
            self._unknown_cohort(document, fields.cohort)

    def _post(
        self, identity: str, document: Document, fields: PostFields, answered: Sequence[Post]
    ) -> Post | None:
        author = document.file.owner
        if author and author not in self.people:
            self._nobody(document, author)
            return None
        if any(each in self.unreadable for each in fields.with_):
            self._checks_only(document, fields)
            return None
        if not fields.title and not answered and not fields.withdrawn:
            message = "A post needs a `title`; only what answers something may do without."
            self.report(
                document.span("title"),
                "missing-title",
                message,
                "add a line such as `title: What I tried on Monday`, or a `reply_to`",
            )
            return None
        first = answered[0] if answered else None
        when, day = moment(fields.date, self.zone)
        standards = self._tags(document, fields, "" if fields.withdrawn else day) or (
            first.standards if first else ()
        )
        writers = self._writers(document, fields)
        cohort = self._cohort(document, fields, author, day, first)
        phase, prompt = self._phase(document, fields, cohort, first, day)
        if cohort is None and author and not fields.withdrawn and not self._lost(fields, cohort, first, day):
            self._in_no_cohort(document, fields, author)
        audience = self._audience(document, fields, answered, cohort, day)
        titled = bool(fields.title) or fields.page or not answered
        return Post(
            id=identity,
            author=author,
            when=when,
            day=day,
            text=self._pictured(document, fields, public=audience == PUBLIC),
            titled=titled,
            guest=fields.name if not author else "",
            consent=bool(author or fields.consent or fields.withdrawn),
            with_=writers,
            updated=moment(fields.updated, self.zone)[0] if fields.updated else "",
            standards=standards,
            tagged=bool(fields.standards),
            phase=phase,
            cohort=cohort.id if cohort else "",
            prompt=prompt,
            audience=audience,
            reply_to=tuple(each.id for each in answered),
            **plain_settings(fields),
            source="" if fields.withdrawn else document.path,
            withdrawn=fields.withdrawn,
            reflects_on=self._reflected(document, fields) if fields.reflects_on or fields.outreach else (),
            case_study=not fields.withdrawn
            and (bool(fields.outreach) or any(each.target.startswith(CITED) for each in document.links)),
        )

    def _nobody(self, document: Document, author: str) -> None:
        """Somebody writes of whom there is no profile, not even one that can't be read."""
        if not any(each.file.owner == author for each in self.kinds.get("profile", ())):
            hint = f"add participants/{author}/profile.md, with a line `name: …` between two lines ---"
            self.report(
                Span(document.path),
                "no-profile",
                f"The folder “{author}” has no profile.md, so nobody is known to write here.",
                hint,
            )

    def _in_no_cohort(self, document: Document, fields: PostFields, author: str) -> None:
        """Where there are cohorts, and the post means none of them in any way."""
        if self.cohorts and not (fields.cohort or fields.phase or fields.prompt):
            message = f"{self.people[author].name} is in no cohort, so this is in no digest."
            self.report(
                Span(document.path),
                "no-cohort",
                message,
                f"add a line `{author}: participant` under `members` in cohorts/{next(iter(self.cohorts))}.yaml",
            )

    def _audience(
        self,
        document: Document,
        fields: PostFields,
        answered: Sequence[Post],
        cohort: Cohort | None,
        day: str,
    ) -> int:
        """Whom a post asks for, or its cohort does; never wider than that of what it answers."""
        first = answered[0] if answered else None
        usual = PRIVATE if self._lost(fields, cohort, first, day) else self._usual(cohort, fields, first, day)
        widest = min((each.audience for each in answered), default=PUBLIC)
        wanted = level(fields.audience) if fields.audience else usual if document.file.owner else widest
        if fields.audience and wanted > widest:
            message = "This reply asks for a wider audience than what it answers, so it is shown to the narrower one only."
            self.report(
                document.span("audience"),
                "audience-narrowed",
                message,
                "leave `audience` out, or ask the other writer to widen theirs",
            )
        return min(wanted, widest)

    def _pictured(self, document: Document, fields: PostFields, *, public: bool) -> Text:
        """A post's text, with those of its pictures that no public edition may show."""
        if not document.links and not fields.photos:
            return _text(document)
        restricted = photos.restricted(document, fields, self.assets, self.date, self.report, public=public)
        if document.links and public:
            photos.unsaid(document, fields, self.assets, self.report, strict=self.strict_photos)
        return Text(document.path, document.links, restricted)

    def _tags(self, document: Document, fields: PostFields, day: str) -> tuple[str, ...]:
        for index, name in enumerate(fields.standards):
            self._standard(name, document, "standards", index, day=day)
        return tuple(dict.fromkeys(each for each in fields.standards if each in self.standards))

    def _writers(self, document: Document, fields: PostFields) -> tuple[str, ...]:
        for index, name in enumerate(fields.with_):
            if name not in self.people and name not in self.unreadable:
                self.report(
                    document.span("with", index),
                    "unknown-person",
                    f"There is no participant “{name}”.",
                    self._person_meant(name),
                )
        return tuple(
            dict.fromkeys(
                each for each in fields.with_ if each in self.people and each != document.file.owner
            )
        )

    def _reflected(self, document: Document, fields: PostFields) -> tuple[str, ...]:
        """The records that a post reflects on."""
        for index, name in enumerate(fields.reflects_on):
            if not settled("record", document.path, self.known, name):
                self.report(document.span("reflects_on", index), *absent("record", name, self.known))
        for index, name in enumerate(fields.outreach):
            if not settled("record", document.path, self.known, name).startswith(CITED):
                self.report(document.span("outreach", index), *absent("record", name, self.known, CITED))
        return tuple(
            dict.fromkeys(
                found
                for each in (*fields.reflects_on, *fields.outreach)
                if (found := settled("record", document.path, self.known, each))
            )
        )

    def _unknown_cohort(self, document: Document, name: str) -> None:
        if not any(each.file.name == name for each in self.kinds.get("cohort", ())):
            self.report(
                document.span("cohort"),
                "unknown-cohort",
                f"There is no cohort “{name}”.",
                _did_you_mean(name, self.cohorts),
            )

    def _cohort(
        self, document: Document, fields: PostFields, author: str, day: str, first: Post | None
    ) -> Cohort | None:
        if fields.cohort:
            if fields.cohort not in self.cohorts:
                self._unknown_cohort(document, fields.cohort)
                return None
            return self.cohorts[fields.cohort]
        if first is not None:
            return self.cohorts.get(first.cohort)
        mine = self.memberships.get(author, [])
        at_that_date = [each for each in mine if running(each.fields, day)]
        if len(at_that_date) > 1:
            names = ", ".join(each.id for each in at_that_date)
            hint = f"say which: {' or '.join(f'`cohort: {each.id}`' for each in at_that_date)}"
            self.report(
                document.span("date"),
                "cohort-needed",
                f"On {day} this writer was in more than one cohort ({names}).",
                hint,
            )
        return cohort_on(mine, day)

    def _phase(
        self, document: Document, fields: PostFields, cohort: Cohort | None, first: Post | None, day: str
    ) -> tuple[str, str]:
        if (cohort is None and fields.cohort) or self._lost(fields, cohort, first, day):
            return "", ""
        phases, prompts = (self.phases[cohort.id], self.prompts[cohort.id]) if cohort else ({}, {})
        phase, prompt = fields.phase, fields.prompt
        if prompt and prompt not in prompts:
            self.report(
                document.span("prompt"),
                "unknown-prompt",
                *_lacks(cohort, "prompt", prompt, {key: each.title for key, each in prompts.items()}),
            )
            prompt = ""
        if not phase:
            phase = prompts[prompt].phase if prompt else ""
            return phase or (first.phase if first and cohort and first.cohort == cohort.id else ""), prompt
        if phase in phases:
            return phase, prompt
        others = [key for key, those in self.phases.items() if phase in those]
        if others and cohort:
            hint = f"its phases: {', '.join(phases)}" if phases else "say which `cohort` this belongs to"
            self.report(
                document.span("phase"),
                "phase-of-another-cohort",
                f"“{phase}” is a phase of {', '.join(others)}, not of {cohort.id}.",
                hint,
            )
        else:
            self.report(
                document.span("phase"),
                "unknown-phase",
                *_lacks(cohort, "phase", phase, {key: each.title for key, each in phases.items()}),
            )
        return "", prompt

    def _usual(self, cohort: Cohort | None, fields: PostFields, first: Post | None, day: str) -> int:
        """The audience of a post that names none: its cohort's, and outside the cohort's time nothing wider than the cohort itself."""
        if cohort is None:
            return COHORT
        usual = level(cohort.fields.audience)
        belongs = fields.cohort or first is not None or running(cohort.fields, day)
        return usual if belongs else min(usual, COHORT)

    def _lost(self, fields: PostFields, cohort: Cohort | None, first: Post | None, day: str) -> bool:
        """Whether the post's own cohort may be one whose file has errors: then nobody knows how wide it is meant to be."""
        if not self.lost_cohort:
            return False
        return cohort is None or not (fields.cohort or first is not None or running(cohort.fields, day))

    def _person_meant(self, name: str) -> str:
        """A hint at the folder of somebody who was named by something else, such as their name."""
        by_name = {person.name.casefold(): key for key, person in self.people.items()}
        return (
            f"did you mean `{by_name[name.casefold()]}`?"
            if name.casefold() in by_name
            else several(name, self.people) or _did_you_mean(name, self.people)
        )

    def _pages(self) -> dict[str, Page]:
        pages = {}
        for document in self.kinds.get("page", ()):
            if document.file.name in SECTIONS:
                self.report(
                    Span(document.path),
                    "duplicate-address",
                    f"/{document.file.name}/ is an address of the site's own.",
                    "give this file another name",
                )
            if isinstance(document.fields, PageFields):
                fields = document.fields
                pages[document.file.name] = Page(
                    document.file.name,
                    fields.title,
                    _text(document),
                    fields.summary,
                    level(fields.audience),
                    fields.language,
                    fields.footer,
                )
        return pages

    def _public_id(self, author: str) -> str:
        return self.people[author].public_id if author in self.people else ""

    def _addresses(self, posts: Mapping[str, Post], config: NetworkFields) -> None:
        if not any(post.aliases for post in posts.values()):
            return
        taken = {
            folded(f"participants/{each.id}" if each.author else each.id): each.text.path
            for each in posts.values()
        }
        taken.update(
            {
                folded(f"participants/{name}"): each.text.path
                for each in self.people.values()
                for name in (each.id, each.public_id)
                if name
            }
        )
        taken.update(
            {
                folded(f"participants/{public}/{each.id.rpartition('/')[2]}"): each.text.path
                for each in posts.values()
                if (public := self._public_id(each.author))
            }
        )
        taken.update({folded(f"cohorts/{each.id}"): each.path for each in self.cohorts.values()})
        taken.update({folded(each.file.name): each.path for each in self.kinds.get("page", ())})
        taken.update(dict.fromkeys(notices.addresses(config), "network.yaml"))
        taken.update(dict.fromkeys(SECTIONS, "the site itself"))
        documents = {each.path: each for each in self.documents}
        for post in posts.values():
            for index, alias in enumerate(post.aliases):
                first = taken.setdefault(folded(alias), post.text.path)
                document = documents[post.text.path]
                if folded(alias).split("/")[0] in SECTIONS - {
                    "participants",
                    "guests",
                } or "/thread/" in folded(alias):
                    self.report(
                        document.span("aliases", index),
                        "duplicate-address",
                        f"Addresses such as /{alias}/ belong to the site itself.",
                        "remove it from `aliases`",
                    )
                elif first != post.text.path:
                    hint = (
                        "remove it from `aliases` in one of them"
                        if first in documents and isinstance(documents[first].fields, PostFields)
                        else "remove it from `aliases`"
                    )
                    self.report(
                        document.span("aliases", index),
                        "duplicate-address",
                        f"The address /{alias}/ already leads to {first}.",
                        hint,
                    )


def document_identity(document: Document) -> str:
    """`rachna/on-listening`, `guests/a-visitor` or `withdrawn/0001`: the folder that says who writes, and the file's slug."""
    where = document.file
    return f"{where.owner or ('withdrawn' if where.kind == 'withdrawn' else 'guests')}/{where.name}"


def _text(document: Document) -> Text:
    return Text(document.path, document.links)


def moment(value: str, zone: ZoneInfo) -> tuple[str, str]:
    """When something was, in UTC to order by, and its day in the network's zone to show. A date alone is its midnight in UTC."""
    if len(value) == 10:
        return f"{value}T00:00:00Z", value
    parsed = dt.datetime.fromisoformat(value)
    local = parsed.replace(tzinfo=zone) if parsed.tzinfo is None else parsed.astimezone(zone)
    return f"{local.astimezone(dt.UTC).isoformat()[:19]}Z", local.date().isoformat()


def _did_you_mean(wanted: str, known: Iterable[str], otherwise: str = "") -> str:
    names = list(known)
    close = nearest(wanted, names)
    if close:
        return f"did you mean `{close[0]}`?"
    return otherwise or (f"there are: {listed(names)}" if names else "")


def _beside(assets: Iterable[str], path: str) -> list[str]:
    folder = posixpath.dirname(path)
    return [posixpath.basename(each) for each in assets if posixpath.dirname(each) == folder]


def _lacks(cohort: Cohort | None, what: str, wanted: str, titles: Mapping[str, str]) -> tuple[str, str]:
    """That there is no such phase or prompt, and which one may be meant: by its id or by its title."""
    if cohort is None:
        return (
            f"This writer is in no cohort, so there is no {what} “{wanted}”.",
            "add the writer to the `members` of a cohort",
        )
    called = [key for key, title in titles.items() if title.casefold() == wanted.casefold()] or [
        key for key, title in titles.items() if title in nearest(wanted, titles.values())
    ]
    otherwise = f"its {what}s: {', '.join(titles)}" if titles else f"it has no {what}s yet"
    return (
        f"The cohort {cohort.id} has no {what} “{wanted}”.",
        f"did you mean `{called[0]}`?" if called else _did_you_mean(wanted, titles, otherwise),
    )


@lru_cache(maxsize=1 << 17)
def _fits(name: str) -> bool:
    return not name or (
        (_PLAIN.fullmatch(name) is not None or name == slugify(name))
        and name not in _OURS
        and not paths.refusal(name)
    )


def _why_not(name: str, what: str) -> str:
    if name == "guests":
        return "“guests” is where the replies of guests are kept."
    if name == "withdrawn":
        return "“withdrawn” is where the places of posts are kept that were withdrawn."
    return (
        f"Windows keeps the name “{name}” for itself."
        if paths.refusal(name) == paths.WINDOWS
        else f"The {what}'s name “{name}” can't be part of an address that works everywhere."
    )


def _fitting(name: str) -> str:
    slug = slugify(name)
    return (
        f"{slug}-1" if slug in _OURS or paths.refusal(slug) == paths.WINDOWS else slug or "a-name-in-letters"
    )


def _circles(parents: Mapping[str, str]) -> list[list[str]]:
    """Each circle of elements that stand under one another, beginning with its first."""
    done: set[str] = set()
    circles = []
    for start in parents:
        walk: list[str] = []
        each = start
        while each in parents and each not in done:
            done.add(each)
            walk.append(each)
            each = parents[each]
        if each in walk:
            circles.append(walk[walk.index(each) :])
    return circles
