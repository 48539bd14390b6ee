"""Earlier addresses of posts (`aliases`), each of which may lead to one post only, and to nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model import addresses
from generator.model.slugs import folded
from generator.network.admission import notices
from generator.network.admission.context import Context
from generator.network.records import Post
from generator.source.files.post import PostFields
from generator.subjects.registry import SECTIONS

_OF_WRITERS = frozenset(each.rstrip("/") for each in (addresses.PEOPLE, addresses.GUESTS))
"""Sections in which posts lie, so that an earlier address of a post may lie there, too."""


def check_aliases(context: Context, posts: Mapping[str, Post]) -> None:
    """Report earlier addresses that belong to something else."""
    given = [post for post in posts.values() if post.aliases]
    taken = dict(_addresses(context, posts)) if given else {}
    for post in given:
        for position, alias in enumerate(post.aliases):
            first = taken.setdefault(folded(alias), post.text.path)
            if _is_of_the_site(folded(alias)):
                fault = f"Addresses such as /{alias}/ belong to the site itself.", "remove it from `aliases`"
            elif first != post.text.path:
                fault = f"The address /{alias}/ already leads to {first}.", _hint(context, first)
            else:
                continue
            span = context.sources.by_path[post.text.path].span("aliases", position)
            context.report(span, "duplicate-address", *fault)


def _is_of_the_site(address: str) -> bool:
    return address.partition("/")[0] in SECTIONS - _OF_WRITERS or "/thread/" in address


def _hint(context: Context, path: str) -> str:
    document = context.sources.by_path.get(path)
    is_post = document is not None and isinstance(document.fields, PostFields)
    return "remove it from `aliases` in one of them" if is_post else "remove it from `aliases`"


def _taken(address: str) -> str:
    return folded(address.rstrip("/"))


def _addresses(context: Context, posts: Mapping[str, Post]) -> Iterator[tuple[str, str]]:
    """Yield the addresses that are taken, each with its file; of several for one address, the last counts."""
    lookup, people = context.lookup, context.lookup.people
    for post in posts.values():
        yield _taken(addresses.post(post.id)), post.text.path
    for person in people.values():
        for name in filter(None, (person.id, person.public_id)):
            yield _taken(addresses.person(name)), person.text.path
    for post in posts.values():
        if post.author in people and (public := people[post.author].public_id):
            yield _taken(addresses.post(f"{public}/{post.id.rpartition('/')[2]}")), post.text.path
    for cohort in lookup.cohorts.values():
        yield _taken(addresses.cohort(cohort.id)), cohort.path
    for page in context.sources.of("page"):
        yield _taken(addresses.page(page.file.name)), page.path
    for name in notices.addresses(context.config):
        yield name, "network.yaml"
    for name in SECTIONS:
        yield name, "the site itself"
