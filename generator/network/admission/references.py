"""References of a post: standards, co-writers, records that it reflects on, and posts that it answers."""

from __future__ import annotations

import re
from typing import Final

from generator.model import addresses
from generator.model.suggest import distance, several
from generator.network.admission.context import Context
from generator.network.admission.drafts import Draft
from generator.network.admission.standards import check_standard
from generator.source.document import Document
from generator.source.files.paths import undated
from generator.source.files.post import PostFields
from generator.subjects.outreach.kind import CITED

_SLUG: Final = re.compile(r"(?=[^/]*[^\W\d_])[^/\s]+")
"""The second half of a post's name; a number alone, as of a year, is none."""
_ADDRESS: Final = re.compile(
    rf"https?://.*?/{addresses.PEOPLE}(?P<owner>[^/?#]+)/(?:[^/?#]+/)*?(?P<slug>[^/?#]+)/?(?:index\.html)?(?:[?#]|$)"
)


def standards_of(context: Context, draft: Draft) -> tuple[str, ...]:
    """Return the standards that a post names, each once, and report those that are not there."""
    day = "" if draft.fields.withdrawn else draft.day
    known, kept = context.lookup.standards.by_id, {}
    for position, name in enumerate(draft.fields.standards):
        standard = known.get(name)
        if standard is None or not standard.in_force(day):
            check_standard(context, name, draft.document, "standards", position, day=day, author=draft.author)
        if standard is not None:
            kept[name] = standard
    return tuple(kept)


def co_writers_of(context: Context, draft: Draft) -> tuple[str, ...]:
    """Return the people that a post is written with, each once, and report those who are not there."""
    names, lookup = draft.fields.with_, context.lookup
    for position, name in enumerate(names):
        if name not in lookup.people and name not in lookup.unreadable_people:
            span = draft.document.span("with", position)
            context.report(span, *lookup.missing("person", name))
    return tuple(dict.fromkeys(each for each in names if each in lookup.people and each != draft.author))


def records_of(context: Context, draft: Draft) -> tuple[str, ...]:
    """Return the records that a post reflects on, each once, and report those that are not there."""
    document, lookup = draft.document, context.lookup
    found = []
    for setting, names, folders in (
        ("reflects_on", draft.fields.reflects_on, ("",)),
        ("outreach", draft.fields.outreach, CITED),
    ):
        for position, name in enumerate(names):
            identity = lookup.resolve("record", name, document.path)
            if identity:
                found.append(identity)
            if not identity or not identity.startswith(folders):
                context.report(document.span(setting, position), *lookup.missing("record", name, folders))
    return tuple(dict.fromkeys(found))


def answered_by(context: Context, document: Document, fields: PostFields) -> tuple[str, ...]:
    """Return the identities of what a post answers, each once, and report what is not there."""
    lookup = context.lookup
    targets = []
    for position, wanted in enumerate(fields.reply_to):
        name = lookup.entry_named(wanted, document.path)
        if name in lookup.posts:
            targets.append(name)
            if wanted.strip("/") != name and (not wanted.endswith(".md") or "://" in wanted):
                span = document.span("reply_to", position)
                message = "This address works, but the short name of what it leads to is better."
                context.report(span, "address-for-id", message, f"write `{name}`")
        else:
            context.report(
                document.span("reply_to", position),
                "reply-to-nothing",
                f"There is no post or reply “{wanted}” to answer.",
                _hint(context, name),
            )
    return tuple(dict.fromkeys(targets))


def _hint(context: Context, name: str) -> str:
    """Return a hint at the post that `name` may mean: one of the same name or ending, or a near one."""
    index = context.lookup.index("post")
    if address := _ADDRESS.match(name):
        name = f"{address['owner']}/{address['slug']}"
    if together := several(name, context.lookup.posts):
        return together
    tail = undated(name.rpartition("/")[2].removesuffix(".md"))
    if same := next(iter(index.ending_in(tail)), "") or index.with_ending(tail):
        return f"did you mean `{same}`?"
    owner, _, slug = name.partition("/")
    if owner in context.lookup.people and _SLUG.fullmatch(slug):
        return _gone(name, next(iter(index.like(name)), ""))
    posts = context.lookup.posts
    example = next((each for each in posts if each.startswith(f"{owner}/")), next(iter(posts), ""))
    otherwise = f"a post is named by its writer's folder and its file, without date and ending: `{example}`"
    return index.did_you_mean(name, otherwise)


def _gone(name: str, close: str) -> str:
    """Return a hint at a post of somebody's that is not there: it was deleted, or its name is mistyped.

    What stood in the repository before is not known here, so that both are said.
    """
    deleted = (
        f"if `{name}` was deleted, put its file back and run `enquiry takedown {name}`, "
        "which leaves a place for those who answered"
    )
    mistyped = bool(close) and distance(name, close, 1) <= 1
    return f"did you mean `{close}`? Otherwise, {deleted}" if mistyped else deleted
