"""Earlier addresses (`aliases`), each of which may lead to one thing only, which is not the site's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from generator.model import addresses
from generator.model.slugs import folded
from generator.network.admission import notices
from generator.network.admission.context import Context
from generator.network.admission.identities import POSTS, record_identity
from generator.network.records import Post
from generator.schema.aliases import Aliased
from generator.source.document import Document
from generator.subjects.registry import KINDS, SECTIONS

_OF_WRITERS: Final = frozenset(each.rstrip("/") for each in (addresses.PEOPLE, addresses.GUESTS))
"""Sections in which posts lie, so that an earlier address of a post may lie there, too."""


def check_aliases(context: Context, posts: Mapping[str, Post]) -> None:
    """Report earlier addresses that belong to something else."""
    given = list(_with_aliases(context, posts))
    taken = dict(_addresses(context, posts)) if given else {}
    aliased = {document.path for document, _ in given}
    for document, aliases in given:
        for position, alias in enumerate(aliases):
            first = taken.setdefault(folded(alias), document.path)
            if _is_of_the_site(folded(alias), document):
                fault = f"Addresses such as /{alias}/ belong to the site itself.", "remove it from `aliases`"
            elif first != document.path:
                either = " in one of them" if first in aliased else ""
                fault = (
                    f"The address /{alias}/ already leads to {first}.",
                    f"remove it from `aliases`{either}",
                )
            else:
                continue
            context.report(document.span("aliases", position), "duplicate-address", *fault)


def _with_aliases(context: Context, posts: Mapping[str, Post]) -> Iterator[tuple[Document, tuple[str, ...]]]:
    """Yield the files of what is admitted that name earlier addresses, with these: posts first, in order."""
    for post in posts.values():
        if post.aliases:
            yield context.sources.by_path[post.text.path], post.aliases
    for document in context.sources.documents:
        if (
            document.file.kind not in POSTS
            and isinstance(document.fields, Aliased)
            and document.fields.aliases
        ):
            yield document, document.fields.aliases


def _is_of_the_site(address: str, document: Document) -> bool:
    """Return whether an address is in a section in which nothing like this can have been."""
    section, *rest = address.split("/")
    if document.file.kind in POSTS:
        return section in SECTIONS - _OF_WRITERS or "thread" in rest[:-1]
    own = _own_address(document).split("/")
    return section in SECTIONS and (section != own[0] or len(rest) != len(own) - 1)


def _own_address(document: Document) -> str:
    """Return the address of what is no post."""
    file = document.file
    if file.kind == "profile":
        return _taken(addresses.person(file.owner))
    if file.kind == "cohort":
        return _taken(addresses.cohort(file.name))
    return _taken(record_identity(document) if file.kind in KINDS else addresses.page(file.name))


def _taken(address: str) -> str:
    return folded(address.rstrip("/"))


def _addresses(context: Context, posts: Mapping[str, Post]) -> Iterator[tuple[str, str]]:
    """Yield the addresses that are taken, each with its file; of several for one address, the last counts."""
    people = context.lookup.people
    for post in posts.values():
        yield _taken(addresses.post(post.id)), post.text.path
    for person in people.values():
        for name in filter(None, (person.id, person.public_id)):
            yield _taken(addresses.person(name)), person.text.path
    for post in posts.values():
        if post.author in people and (public := people[post.author].public_id):
            yield _taken(addresses.post(f"{public}/{post.id.rpartition('/')[2]}")), post.text.path
    for kind in ("cohort", "page", *KINDS):
        for document in context.sources.of(kind):
            yield _own_address(document), document.path
    for name in notices.addresses(context.config):
        yield name, "network.yaml"
    for name in SECTIONS:
        yield name, "the site itself"
