"""Records: the parts of a network, once read and checked. They refer to each other by identities.

Records hold the structure of a network: the writer of a post, its time, its standards, what it answers. The
texts are kept apart, as their wordings and bodies (`texts.py`): they are shown, and nothing is decided by
them. So where the records are what they were, nothing but texts can have changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct

from generator.model.diagnostics import Diagnostic
from generator.network.catalogues import Standards
from generator.network.media import Asset
from generator.network.texts import Text, TextBody, Wording
from generator.schema.aliases import Aliased
from generator.source.files.cohort import CohortFields
from generator.source.files.network import NetworkFields
from generator.source.files.post import PlainSettings
from generator.source.files.readers import Weblink
from generator.subjects.registry import RecordFields

S = TypeVar("S", bound=Struct)


class Person(Aliased, frozen=True, array_like=True):
    """A person with a folder. After the cut for the public edition, `id` and `name` may be a pseudonym's."""

    id: str
    name: str
    text: Text
    school: str = ""
    authority: str = ""
    links: tuple[Weblink, ...] = ()
    photo: str = ""
    consent: bool = False
    public_id: str = ""
    public_name: str = ""
    audience: int = 3
    interests: tuple[str, ...] = ()
    kept_back: str = ""


class Cohort(Struct, frozen=True, array_like=True):
    """A group on one run of a programme, which is `over` when its last day is in the past."""

    id: str
    path: str
    fields: CohortFields
    over: bool = False


class Post(PlainSettings, frozen=True, array_like=True):
    """A post, or a reply (one that answers something); one that is not `titled` is a comment, without a page.

    `when` is the moment in UTC, by which everything is ordered; `day` is the date shown, in the network's
    zone. `tagged` says that it names standards of its own, rather than inheriting them. `audience` is never
    wider than that of what it answers. `source` is the file that its edit link opens, empty where that would
    give a pseudonym away. `withdrawn` says by whom: then this is a tombstone, which keeps a thread together
    and is in no list. `reflects_on` are records, by their identities. A `case_study` tells of outreach,
    whether or not the edition holds what it tells of. `kept_back` is the reason for which it, or something
    that it answers, is not published on this day (see `schema/publication.py`); so with other records.
    """

    id: str
    author: str
    when: str
    day: str
    text: Text
    titled: bool = False
    guest: str = ""
    consent: bool = True
    with_: tuple[str, ...] = ()
    updated: str = ""
    standards: tuple[str, ...] = ()
    tagged: bool = False
    phase: str = ""
    cohort: str = ""
    prompt: str = ""
    audience: int = 0
    reply_to: tuple[str, ...] = ()
    source: str = ""
    withdrawn: str = ""
    reflects_on: tuple[str, ...] = ()
    case_study: bool = False
    kept_back: str = ""

    @property
    def listed(self) -> bool:
        """True for what stands under its standards, phase, question and cohort, on all pages that count."""
        return self.titled or self.tagged


class Page(Aliased, frozen=True, array_like=True):
    """A page of the network's own, such as its privacy notice."""

    id: str
    title: str
    text: Text
    summary: str = ""
    audience: int = 3
    language: str = ""
    footer: bool = True
    kept_back: str = ""


class Record(Struct, frozen=True, array_like=True):
    """A record of a described kind (see `schema/kind.py`). Its address is its identity.

    All that its `fields` refer to is there, by its identity. `source` is the file that its edit link opens,
    empty where that would give a pseudonym away.
    """

    id: str
    kind: str
    owner: str
    title: str
    text: Text
    fields: RecordFields
    audience: int = 0
    source: str = ""
    kept_back: str = ""

    def fields_as(self, kind: type[S]) -> S:
        """Return its fields, which have to be of this type."""
        if not isinstance(self.fields, kind):
            raise TypeError(f"{self.id} is a {self.kind}, and no {kind.__name__}")
        return self.fields


class Network(Struct, frozen=True, array_like=True):
    """All that may be published, before any edition is cut from it.

    `words`, `bodies` and `assets` (files that are not records) are found by their paths.
    """

    config: NetworkFields
    standards: Standards
    people: Mapping[str, Person]
    cohorts: Mapping[str, Cohort]
    posts: Mapping[str, Post]
    pages: Mapping[str, Page]
    words: Mapping[str, Wording] = {}
    bodies: Mapping[str, TextBody] = {}
    assets: Mapping[str, Asset] = {}
    records: Mapping[str, Record] = {}


class Admitted(Struct, frozen=True):
    """The network as far as it could be read, None without a readable network.yaml, and its diagnostics."""

    network: Network | None
    diagnostics: tuple[Diagnostic, ...]
