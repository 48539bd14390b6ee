"""All kinds of files: the union of their settings, and the shape that reads each."""

from __future__ import annotations

from typing import Final

from generator.schema.shapes import Shape
from generator.schema.values import audience
from generator.source.files.acceptances import ACCEPTANCES, AcceptancesFields
from generator.source.files.catalogue import CATALOGUE, CatalogueFields
from generator.source.files.cohort import COHORT, CohortFields
from generator.source.files.fetched import FETCHED_SHAPE, FetchedFields
from generator.source.files.network import NETWORK, NetworkFields
from generator.source.files.never_publish import NeverPublishFields
from generator.source.files.page import PAGE, PageFields
from generator.source.files.post import ELSEWHERE, GUEST, POST, REPLY, TOMBSTONE, PostFields
from generator.source.files.profile import PROFILE, ProfileFields
from generator.subjects.registry import KINDS, RecordFields

Fields = (
    NetworkFields
    | CohortFields
    | ProfileFields
    | PostFields
    | PageFields
    | CatalogueFields
    | AcceptancesFields
    | NeverPublishFields
    | FetchedFields
    | RecordFields
)

Shapes = (
    Shape[PostFields]
    | Shape[PageFields]
    | Shape[ProfileFields]
    | Shape[CohortFields]
    | Shape[CatalogueFields]
    | Shape[NetworkFields]
    | Shape[AcceptancesFields]
    | Shape[FetchedFields]
    | Shape[RecordFields]
)

SHAPES: Final[dict[str, Shapes]] = {
    **{each.name: each.shape(audience(each.noun, each.widest)) for each in KINDS.values()},
    "acceptances": ACCEPTANCES,
    "fetched": FETCHED_SHAPE,
    "network": NETWORK,
    "cohort": COHORT,
    "profile": PROFILE,
    "post": POST,
    "elsewhere": ELSEWHERE,
    "reply": REPLY,
    "guest": GUEST,
    "withdrawn": TOMBSTONE,
    "page": PAGE,
    "catalogue": CATALOGUE,
}
