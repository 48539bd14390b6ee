"""WXR 1.2: the format in which WordPress takes blogs over from another WordPress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from generator.publish.escaping import cdata, xml

CATEGORY, TAG = "category", "post_tag"
PINGBACK: Final = "pingback"

_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
_TAIL: Final = "</channel>\n</rss>\n"

Meta = tuple[tuple[str, str], ...]
"""Values that WordPress keeps beside an item or a comment, by their names."""


class Moment(Struct, frozen=True):
    """A moment as WordPress writes it: local, in Greenwich, and as mail has it."""

    local: str
    gmt: str
    rfc: str


class Author(Struct, frozen=True):
    """Somebody who wrote. No e-mail address is known here."""

    id: int
    login: str
    name: str


class Term(Struct, frozen=True):
    """A category or a tag. `parent` is the slug of the category above it."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""


class Comment(Struct, frozen=True):
    """A comment, or a pingback; `user` is the id of its author, or 0."""

    id: int
    author: str
    url: str
    user: int
    date: Moment
    content: str
    parent: int
    approved: bool = True
    type: str = "comment"
    meta: Meta = ()


class Item(Struct, frozen=True):
    """A post, a page or an attachment."""

    id: int
    type: str
    status: str
    title: str
    link: str
    guid: str
    login: str
    date: Moment
    modified: Moment
    slug: str
    content: str = ""
    excerpt: str = ""
    parent: int = 0
    attachment: str = ""
    terms: tuple[Term, ...] = ()
    meta: Meta = ()
    comments: tuple[Comment, ...] = ()


class Blog(Struct, frozen=True):
    """The head of an export."""

    title: str
    about: str
    address: str
    site: str
    language: str
    date: Moment
    authors: tuple[Author, ...]
    terms: tuple[Term, ...]


def wxr(blog: Blog, items: Iterable[Item]) -> str:
    """Return an export."""
    return "".join([_HEAD, *_head(blog), *(part for each in items for part in _item(each)), _TAIL])


def _head(blog: Blog) -> Iterator[str]:
    yield _plain("title", blog.title)
    yield _plain("link", blog.address)
    yield _plain("description", blog.about)
    yield _plain("pubDate", blog.date.rfc)
    yield _plain("language", blog.language)
    yield _plain("wp:wxr_version", "1.2")
    yield _plain("wp:base_site_url", blog.site)
    yield _plain("wp:base_blog_url", blog.address)
    for author in blog.authors:
        yield (
            f"<wp:author><wp:author_id>{author.id}</wp:author_id>{_value('wp:author_login', author.login)}"
            f"{_value('wp:author_email', '')}{_value('wp:author_display_name', author.name)}"
            f"{_value('wp:author_first_name', '')}{_value('wp:author_last_name', '')}</wp:author>\n"
        )
    for number, term in enumerate(blog.terms, 1):
        yield _term(number, term)


def _term(number: int, term: Term) -> str:
    if term.taxonomy == TAG:
        return (
            f"<wp:tag><wp:term_id>{number}</wp:term_id>{_value('wp:tag_slug', term.slug)}"
            f"{_value('wp:tag_name', term.name)}</wp:tag>\n"
        )
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id>{_value('wp:category_nicename', term.slug)}"
        f"{_value('wp:category_parent', term.parent)}{_value('wp:cat_name', term.name)}</wp:category>\n"
    )


def _item(item: Item) -> Iterator[str]:
    yield "<item>\n"
    yield _value("title", item.title)
    yield _plain("link", item.link)
    yield _plain("pubDate", item.date.rfc)
    yield _value("dc:creator", item.login)
    yield f'<guid isPermaLink="false">{xml(item.guid)}</guid>\n'
    yield "<description></description>\n"
    yield _value("content:encoded", item.content)
    yield _value("excerpt:encoded", item.excerpt)
    for name, value in _settings(item):
        yield _value(f"wp:{name}", value)
    if item.attachment:
        yield _value("wp:attachment_url", item.attachment)
    for term in item.terms:
        yield (
            f'<category domain="{xml(term.taxonomy)}" nicename="{xml(term.slug)}">{cdata(term.name)}'
            "</category>\n"
        )
    yield from (_meta("wp:postmeta", *each) for each in item.meta)
    yield from map(_comment, item.comments)
    yield "</item>\n"


def _settings(item: Item) -> Iterator[tuple[str, str]]:
    yield "post_id", str(item.id)
    yield "post_date", item.date.local
    yield "post_date_gmt", item.date.gmt
    yield "post_modified", item.modified.local
    yield "post_modified_gmt", item.modified.gmt
    yield "comment_status", "open" if item.type == "post" else "closed"
    yield "ping_status", "open" if item.type == "post" else "closed"
    yield "post_name", item.slug
    yield "status", item.status
    yield "post_parent", str(item.parent)
    yield "menu_order", "0"
    yield "post_type", item.type
    yield "post_password", ""
    yield "is_sticky", "0"


def _comment(comment: Comment) -> str:
    values = (
        ("id", str(comment.id)),
        ("author", comment.author),
        ("author_email", ""),
        ("author_url", comment.url),
        ("author_IP", ""),
        ("date", comment.date.local),
        ("date_gmt", comment.date.gmt),
        ("content", comment.content),
        ("approved", "1" if comment.approved else "0"),
        ("type", comment.type),
        ("parent", str(comment.parent)),
        ("user_id", str(comment.user)),
    )
    parts = [_value(f"wp:comment_{name}", value) for name, value in values]
    parts += [_meta("wp:commentmeta", *each) for each in comment.meta]
    return f"<wp:comment>\n{''.join(parts)}</wp:comment>\n"


def _meta(element: str, key: str, value: str) -> str:
    return f"<{element}>\n{_value('wp:meta_key', key)}{_value('wp:meta_value', value)}</{element}>\n"


def _plain(element: str, value: str) -> str:
    return f"<{element}>{xml(value)}</{element}>\n"


def _value(element: str, value: str) -> str:
    return f"<{element}>{cdata(value)}</{element}>\n"
