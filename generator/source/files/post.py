"""Posts, those written elsewhere, replies, guests' replies, and tombstones of what was withdrawn."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import Any, Final

from msgspec import Struct

from generator.schema.aliases import Aliased, aliases
from generator.schema.dates import day, moment
from generator.schema.publication import before, timed
from generator.schema.reading import Reader
from generator.schema.shapes import Shape
from generator.schema.tree import Mapping, Node, Scalar
from generator.schema.values import audience, choice, link, listing, loose, prose, table, text, yes_or_no
from generator.source.files.cohort import CohortFields
from generator.source.files.readers import MOST_NAMES, Imported, imported, language

AHEAD: Final = 366
"""Days from which a date to come is hardly meant."""
WITHDRAWN: Final = ("by its author", "by the facilitators", "not brought along")


class PhotoFields(Struct, frozen=True, array_like=True):
    """A picture of a post: whether it shows people, the permission for that, and its last day."""

    people: bool
    permission: str = ""
    until: str = ""


class PlainSettings(Aliased, frozen=True, array_like=True, kw_only=True):
    """Settings of a post that its record holds as they are written: they refer to nothing.

    A new setting that is only shown belongs here, and its reader in `_POST_KEYS`: the record has it then.
    """

    language: str = ""
    original: str = ""


class PostFields(PlainSettings, frozen=True, array_like=True, tag="post"):
    """The settings of a post, a reply or a guest's reply; an empty value was not given.

    With `withdrawn` it is a tombstone, which stands where a post stood, so that replies still have something
    to answer. Its `page` says that a reply with a page of its own was withdrawn.
    """

    title: str = ""
    date: str = ""
    updated: str = ""
    standards: tuple[str, ...] = ()
    phase: str = ""
    cohort: str = ""
    prompt: str = ""
    audience: str = ""
    with_: tuple[str, ...] = ()
    summary: str = ""
    reply_to: tuple[str, ...] = ()
    name: str = ""
    consent: str = ""
    photos: tuple[tuple[str, PhotoFields], ...] = ()
    withdrawn: str = ""
    page: bool = False
    reflects_on: tuple[str, ...] = ()
    outreach: tuple[str, ...] = ()
    draft: bool = False
    expires: str = ""
    imported: Imported | None = None


def plain_settings(fields: PostFields) -> dict[str, Any]:
    """Return those of a post's settings that its record holds as they were written, by their names."""
    return {name: getattr(fields, name) for name in PlainSettings.__struct_fields__}


def days(fields: object) -> tuple[str, ...]:
    """Return the days after which a file is judged otherwise.

    They are the last days before it expires, those of permissions for pictures, that of a cohort, and those
    before its own dates, on which these are in the future, or far ahead.
    """
    expires = getattr(fields, "expires", "")
    last = (before(expires),) if expires else ()
    if isinstance(fields, CohortFields):
        return (*last, fields.ends)
    if not isinstance(fields, PostFields):
        return last
    permissions = tuple(photo.until for _, photo in fields.photos if photo.until)
    own = [_ahead_of(each[:10], len(each) > 10) for each in (fields.date, fields.updated) if each]
    return (*last, *permissions, *chain.from_iterable(own))


@lru_cache(maxsize=4096)  # people of a network write on the same days
def _ahead_of(day: str, moment: bool) -> tuple[str, ...]:
    """Return the days before this one on which it is in the future, or far ahead.

    A moment may be on another day in the network's zone.
    """
    either = (0, 1, 2) if moment else (1,)
    return tuple([before(day, days + ahead) for ahead in (0, AHEAD) for days in either])


_PHOTO: Final = Shape(
    PhotoFields, {"people": yes_or_no}, {"permission": text, "until": day}, name="a picture"
)

_POST_KEYS: Final[dict[str, Reader[Any]]] = {
    "title": text,
    "date": moment,
    "updated": moment,
    "standards": listing(loose, MOST_NAMES),
    "phase": loose,
    "cohort": loose,
    "prompt": loose,
    "audience": audience(),
    **timed,
    "with": listing(loose, MOST_NAMES),
    "summary": prose,
    "aliases": aliases,
    "language": language,
    "reply_to": listing(loose, MOST_NAMES),
    "photos": table(_PHOTO),
    "reflects_on": listing(loose, MOST_NAMES),
    "outreach": listing(loose, MOST_NAMES),
    "imported": imported,
}

POST: Final = Shape(PostFields, {"title": text, "date": moment}, _POST_KEYS, name="a post")

ELSEWHERE: Final = Shape(
    PostFields,
    {"title": text, "date": moment, "original": link("https", "http")},
    _POST_KEYS,
    name="a post from elsewhere",
)
"""The shape of a post that was written on another platform, at the address `original`."""

REPLY: Final = Shape(PostFields, {"date": moment, "reply_to": listing(loose)}, _POST_KEYS, name="a reply")

GUEST: Final = Shape(
    PostFields,
    {"date": moment, "reply_to": listing(loose), "name": text},
    {**_POST_KEYS, "consent": day},
    name="a guest's reply",
)

TOMBSTONE: Final = Shape(
    PostFields,
    {
        "withdrawn": choice("somebody who withdraws a post", *WITHDRAWN),
        "date": moment,
        "audience": audience(),
    },
    {
        "reply_to": listing(loose),
        "page": yes_or_no,
        "cohort": loose,
        "phase": loose,
        "standards": listing(loose),
    },
    name="a post that was withdrawn",
)


def shape_for(kind: str, settings: Node) -> Shape[PostFields]:
    """Return the shape of a post, by its folder and by its settings `withdrawn` and `reply_to`."""
    given = {key.text: value for key, value in settings.pairs} if isinstance(settings, Mapping) else {}
    if "withdrawn" in given:
        return TOMBSTONE
    if kind in ("guest", "elsewhere"):
        return GUEST if kind == "guest" else ELSEWHERE
    answers = "reply_to" in given and not _blank(given["reply_to"])
    return REPLY if kind == "reply" or answers else POST


def _blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()
