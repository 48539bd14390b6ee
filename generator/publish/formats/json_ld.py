"""Linked data (JSON-LD, in the vocabulary of schema.org) for programs that are given a page's address.

It is made from the view alone, so it says nothing that the page does not. In a page it stands as a block of
data, which no browser runs; characters that could end the block or begin a tag are written as escapes of
JSON's.
"""

from __future__ import annotations

from typing import Final

import msgspec
from markupsafe import Markup

from generator.publish.views.parts import Anchor, Head, Site
from generator.publish.views.person import PersonView
from generator.publish.views.post import PostView

CONTEXT: Final = "https://schema.org"
_ESCAPES: Final = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


def page(head: Head, site: Site, kind: str) -> Markup:
    """Return the data of a page of this kind: WebSite, CollectionPage, WebPage."""
    data: dict[str, object] = {
        "@context": CONTEXT,
        "@type": kind,
        "name": head.title,
        "url": head.canonical,
        "description": head.description,
        "inLanguage": head.language or site.language,
    }
    return _block(
        data
        if kind == "WebSite"
        else {**data, "isPartOf": {"@type": "WebSite", "name": site.title, "url": top(head)}}
    )


def posting(view: PostView, site: Site) -> Markup:
    """Return the data of a post, with its writers and the number of its replies.

    The page says itself where it is, in which site and, by its marks, under which standards.
    """
    head, card = view.head, view.card
    base = top(head)
    return _block(
        {
            "@context": CONTEXT,
            "@type": "BlogPosting",
            "headline": card.title,
            "datePublished": card.date.iso,
            "dateModified": view.updated.iso if view.updated else "",
            "author": [_person(Anchor(each.name, each.address), base) for each in view.writers],
            "inLanguage": card.language if card.language != site.language else "",
            "commentCount": card.replies,
            "image": base + view.picture.address if view.picture else "",
        }
    )


def person(view: PersonView) -> Markup:
    """Return the data of a person's page."""
    base = top(view.head)
    data = {
        **_person(Anchor(view.name, view.head.address), base),
        "affiliation": {"@type": "Organization", "name": view.school} if view.school else "",
        "image": base + view.photo if view.photo else "",
        "sameAs": [each.address for each in view.links],
    }
    return _block(
        {
            "@context": CONTEXT,
            "@type": "ProfilePage",
            "url": view.head.canonical,
            "mainEntity": {key: value for key, value in data.items() if value},
        }
    )


def top(head: Head) -> str:
    """Return the absolute address of the edition that a page is in."""
    return head.canonical.removesuffix(head.address)


def _person(who: Anchor, base: str) -> dict[str, object]:
    return (
        {"@type": "Person", "name": who.title, "url": base + who.address}
        if who.address
        else {"@type": "Person", "name": who.title}
    )


def _block(data: dict[str, object]) -> Markup:
    text = msgspec.json.encode({key: value for key, value in data.items() if value not in ("", [])}).decode()
    return Markup(f'<script type="application/ld+json">{_escaped(text)}</script>')  # noqa: S704 - nothing in it can end the block


def _escaped(text: str) -> str:
    """Return JSON in which these characters stand as escapes.

    They can be in its strings alone, where an escape means the same.
    """
    for sign, escape in _ESCAPES:
        text = text.replace(sign, escape)
    return text
