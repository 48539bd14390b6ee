"""The reader of WordPress exports (WXR 1.0 to 1.2), piece by piece, within bounds.

Exports come from elsewhere, so what is too deep, too long or too much is refused. The parser is that of
`parsing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.sax.handler import ContentHandler

from msgspec.structs import replace

from generator.authoring.importing.decoding import Mended, text
from generator.authoring.importing.exports import (
    ANSWERS,
    AUDIENCE,
    OLD_SLUG,
    STANDARDS,
    WITH,
    Author,
    Blog,
    Comment,
    Item,
    Term,
)
from generator.authoring.importing.parsing import Place, parsed

MOST_DEPTH: Final = 32
MOST_OF_VALUE: Final = 4_000_000
"""Characters of one value: no text of that length is read anyway."""
MOST_ITEMS: Final = 200_000
MOST_PARTS: Final = 400_000
"""Comments, terms and values of one item, or authors and terms of one blog."""

_VERSION: Final = re.compile(r"\d+\.\d+")
_WORDPRESS: Final = re.compile(r"https?://wordpress\.org/export/[\d.]+/(?P<of>excerpt/)?")
_PREFIXES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
_CHANNEL: Final = ("rss", "channel")
_ITEM: Final = (*_CHANNEL, "item")
_HEAD: Final = {
    "title": "title",
    "wp:base_blog_url": "address",
    "wp:base_site_url": "site",
    "language": "language",
    "pubDate": "exported",
    "link": "link",
    "wp:wxr_version": "version",
}
_AUTHOR: Final = {
    "wp:author_login": "login",
    "wp:author_email": "email",
    "wp:author_display_name": "name",
    "wp:author_first_name": "first",
    "wp:author_last_name": "last",
    "wp:author_id": "id",
}
_TERMS: Final = {
    "wp:category": {
        "wp:category_nicename": "slug",
        "wp:cat_name": "name",
        "wp:category_parent": "parent",
    },
    "wp:tag": {"wp:tag_slug": "slug", "wp:tag_name": "name"},
    "wp:term": {
        "wp:term_taxonomy": "taxonomy",
        "wp:term_slug": "slug",
        "wp:term_name": "name",
        "wp:term_parent": "parent",
    },
}
_TAXONOMIES: Final = {"wp:category": "category", "wp:tag": "post_tag"}
_COMMENT: Final = {
    "wp:comment_id": "id",
    "wp:comment_author": "author",
    "wp:comment_author_email": "email",
    "wp:comment_author_url": "url",
    "wp:comment_user_id": "user",
    "wp:comment_date": "date",
    "wp:comment_date_gmt": "date_gmt",
    "wp:comment_content": "content",
    "wp:comment_approved": "approved",
    "wp:comment_type": "type",
    "wp:comment_parent": "parent",
}
_PARTS_OF_ITEM: Final = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "dc:creator": "author",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    "wp:post_id": "id",
    "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt",
    "wp:post_name": "name",
    "wp:status": "status",
    "wp:post_parent": "parent",
    "wp:post_type": "type",
    "wp:post_password": "password",
    "wp:attachment_url": "attachment",
}
_META: Final = frozenset("_wp_attached_file _wp_attachment_image_alt _thumbnail_id footnotes".split()) | {
    ANSWERS,
    AUDIENCE,
    OLD_SLUG,
    STANDARDS,
    WITH,
}
"""Values beside an item or a comment that are of use here."""
_NO_EXPORT: Final = "This is no export of WordPress: it has no {}. Export with Tools, Export, All content."


class _Handler(ContentHandler):
    """The events of the parser, put together to a blog and its items."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.ready: list[Blog | Item] = []
        self.path: list[str] = []
        self.value: list[str] | None = None
        self.length = 0
        self.head: dict[str, str] = {}
        self.authors: list[Author] = []
        self.terms: list[Term] = []
        self.given = False
        self.items = 0
        self.fields: dict[str, str] = {}
        self.part: dict[str, str] = {}
        self.parts = 0
        self.began = self.comment_began = (1, 1)
        self.item_terms: list[Term] = []
        self.comments: list[Comment] = []
        self.meta: list[tuple[str, str]] = []
        self.comment_meta: list[tuple[str, str]] = []
        self.pair: dict[str, str] = {}

    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: ARG002, N802 - as SAX calls it
        """Note where something begins, and whether its value is of use."""
        known = _short(*name)
        self.path.append(known)
        depth = len(self.path)
        if depth > MOST_DEPTH:
            raise self.place.refused(f"This is nested more than {MOST_DEPTH} deep, as no export is.")
        if depth == 1 and known != "rss":
            raise self.place.refused(_NO_EXPORT.format("`rss` at its top"))
        if tuple(self.path[:2]) != _CHANNEL:
            return
        self.value, self.length = [], 0
        if depth == 3 and known == "item":
            self._item_begins()
        elif depth == 3:
            self.part = {}
        elif depth == 4 and self._in_item():
            self._part_begins(known, attrs)

    def _in_item(self) -> bool:
        return tuple(self.path[:3]) == _ITEM

    def _item_begins(self) -> None:
        self._give_blog()
        self.items += 1
        if self.items > MOST_ITEMS:
            raise self.place.refused(f"More than {MOST_ITEMS} items are not read. Export the blog in parts.")
        self.fields, self.parts, self.began = {}, 0, self.place.now()
        self.item_terms, self.comments, self.meta = [], [], []

    def _part_begins(self, known: str, attrs: Any) -> None:
        self.part, self.comment_meta = {}, []
        self.comment_began = self.place.now()
        if known == "category":
            names = {name[1]: str(value) for name, value in attrs.items()}
            self.part = {"taxonomy": names.get("domain", "category"), "slug": names.get("nicename", "")}

    def characters(self, content: str) -> None:
        """Add a piece to the value that is being read."""
        if self.value is None:
            return
        self.length += len(content)
        if self.length > MOST_OF_VALUE:
            raise self.place.refused(f"A value of more than {MOST_OF_VALUE // 10**6} MB is not read.")
        self.value.append(content)

    def endElementNS(self, name: Any, qname: Any) -> None:  # noqa: ARG002, N802 - as SAX calls it
        """Put away what has ended."""
        known = self.path[-1]
        value = "".join(self.value or ())
        self.value = []
        if tuple(self.path[:2]) == _CHANNEL:
            self._ended(known, value, len(self.path))
        self.path.pop()

    def _ended(self, known: str, value: str, depth: int) -> None:
        if self._in_item():
            self._ended_in_item(known, value, depth)
        elif depth == 2:
            self._give_blog()
        elif depth == 3 and known in _HEAD:
            self.head.setdefault(_HEAD[known], value.strip())
        elif depth == 3:
            self._ended_in_head(known)
        elif depth == 4:
            wanted = _AUTHOR if self.path[2] == "wp:author" else _TERMS.get(self.path[2], {})
            if known in wanted:
                self.part.setdefault(wanted[known], value.strip())

    def _ended_in_head(self, known: str) -> None:
        if known == "wp:author" and self.part.get("login"):
            self.authors.append(Author(**self.part))
        elif known in _TERMS and not self.given:
            self.terms.append(_term({"taxonomy": _TAXONOMIES.get(known, ""), **self.part}))
        self._count(len(self.authors) + len(self.terms))

    def _count(self, number: int) -> None:
        if number > MOST_PARTS:
            raise self.place.refused(
                f"More than {MOST_PARTS} of these are not read. Export the blog in parts."
            )

    def _ended_in_item(self, known: str, value: str, depth: int) -> None:
        if depth == 3:
            self.ready.append(self._item())
        elif depth == 4 and known in _PARTS_OF_ITEM:
            whole = known in ("content:encoded", "excerpt:encoded")
            self.fields.setdefault(_PARTS_OF_ITEM[known], value if whole else value.strip())
        elif depth == 4:
            self._part(known, value)
        elif depth == 5 and self.path[3] == "wp:comment" and known in _COMMENT:
            self.part.setdefault(_COMMENT[known], value if known == "wp:comment_content" else value.strip())
        elif depth == 5 and self.path[3] == "wp:postmeta":
            self.part.setdefault(known, value)
        elif depth == 5 and known == "wp:commentmeta":
            self._keep(self.comment_meta, self.pair)
            self.pair = {}
        elif depth == 6 and self.path[4] == "wp:commentmeta":
            self.pair.setdefault(known, value)

    def _part(self, known: str, value: str) -> None:
        self.parts += 1
        self._count(self.parts)
        if known == "category":
            self.item_terms.append(_term({**self.part, "name": value.strip()}))
        elif known == "wp:comment":
            line, column = self.comment_began
            meta = tuple(self.comment_meta)
            self.comments.append(Comment(**{"id": "", **self.part}, meta=meta, line=line, column=column))
        elif known == "wp:postmeta":
            self._keep(self.meta, self.part)

    def _keep(self, meta: list[tuple[str, str]], pair: dict[str, str]) -> None:
        """Keep a value under its key, if that is of use here."""
        key = pair.get("wp:meta_key", "").strip()
        if key in _META and len(meta) < len(_META):
            meta.append((key, pair.get("wp:meta_value", "").strip()))

    def _item(self) -> Item:
        if not self.fields.get("id", "").isdecimal():
            raise self.place.refused("This item has no number (`wp:post_id`).", self.began)
        line, column = self.began
        fields = {"type": "post", **self.fields}
        return Item(
            **fields,
            terms=tuple(self.item_terms),
            comments=_in_order(self.comments, self.place),
            meta=tuple(self.meta),
            line=line,
            column=column,
        )

    def _give_blog(self) -> None:
        """Hand on the head of the export, once."""
        if self.given:
            return
        self.given = True
        if not _VERSION.fullmatch(self.head.get("version", "")):
            raise self.place.refused(_NO_EXPORT.format("version (`wp:wxr_version`)"))
        head = {key: value for key, value in self.head.items() if key not in ("version", "link")}
        head["address"] = head.get("address") or self.head.get("link", "") or head.get("site", "")
        if not head["address"]:
            raise self.place.refused(_NO_EXPORT.format("address of a blog (`wp:base_blog_url`)"))
        blog = Blog(**{"title": "", **head}, authors=tuple(self.authors), terms=tuple(self.terms))
        self.ready.append(blog)


def _short(namespace: str | None, local: str) -> str:
    """Return a name with the prefix by which it is known, whatever the version of the export."""
    if not namespace:
        return local
    if found := _WORDPRESS.fullmatch(namespace):
        return f"{'excerpt' if found['of'] else 'wp'}:{local}"
    return f"{_PREFIXES.get(namespace, '?')}{local}"


def _term(part: dict[str, str]) -> Term:
    return Term(part.get("taxonomy", ""), part.get("slug", ""), part.get("name", ""), part.get("parent", ""))


def _in_order(comments: list[Comment], place: Place) -> tuple[Comment, ...]:
    """Return the comments of an item; refuse those that have one number, or answer each other in a circle."""
    known: dict[str, Comment] = {}
    for each in comments:
        at = (each.line, each.column)
        if not each.id.isdecimal():
            raise place.refused("This comment has no number (`wp:comment_id`).", at)
        if each.id in known:
            raise place.refused(
                f"There are two comments {each.id}; the first is in line {known[each.id].line}.", at
            )
        known[each.id] = each
    ends: set[str] = set()
    for each in comments:
        way: dict[str, None] = {}
        now = each.id
        while now in known and now not in ends and now not in way:
            way[now] = None
            now = known[now].parent
        if now in way:
            raise place.refused(f"The comment {now} answers itself, by way of others.", _at(known[now]))
        ends.update(way)
    return tuple(replace(each, parent="") if each.parent not in known else each for each in comments)


def _taken(handler: _Handler, texts: dict[str, int], place: Place) -> Iterator[Blog | Item]:
    """Yield what the parser has put together since the last time; refuse a number that two texts have."""
    for each in handler.ready:
        if isinstance(each, Item) and each.is_text:
            if each.id in texts:
                raise place.refused(
                    f"There are two texts {each.id}; the first is in line {texts[each.id]}.",
                    (each.line, each.column),
                )
            texts[each.id] = each.line
        yield each
    handler.ready.clear()


def _at(comment: Comment) -> tuple[int, int]:
    return comment.line, comment.column


def read(path: Path, mended: Mended | None = None) -> Iterator[Blog | Item]:
    """Yield the blog of an export, then its items. Raises `Refused` where the export is damaged.

    What was mended on the way is counted in `mended`.
    """
    place = Place(path.name)
    handler = _Handler(place)
    texts: dict[str, int] = {}
    for _ in parsed(text(path, mended or Mended()), handler, place):
        yield from _taken(handler, texts, place)
    if not handler.given:
        raise place.refused(_NO_EXPORT.format("`channel`"))
