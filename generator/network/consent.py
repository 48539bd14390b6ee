"""Records that ask to be public and are not, since somebody in them has not agreed to appear in public.

The cut leaves them out without a word, so their writers are told here. As in the gate, what the public
edition holds is asked of the cut itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from generator.model.audience import PUBLIC, VIEWERS
from generator.model.diagnostics import Diagnostic, Span
from generator.network.cut import once_published, visible_people, visible_posts
from generator.network.records import Network, Person, Post
from generator.source.document import Document
from generator.source.files.post import PostFields
from generator.source.files.profile import ProfileFields

_PUBLIC: Final = VIEWERS["public"]
_OF_PEOPLE: Final = "participants/"
_OTHERWISE: Final = "otherwise delete the line `audience: public`"


def check_consent(network: Network, documents: Sequence[Document], date: str) -> list[Diagnostic]:
    """Return a warning for each record that says `audience: public` and is not in the public edition.

    `date` is the day of the build, which stands in hints for the day of a consent.
    """
    asking = [each for each in documents if _asks(each)]
    network, people = once_published(network), visible_people(network, _PUBLIC)
    concerned = any(isinstance(each.fields, PostFields) for each in asking) or any(
        each.startswith(_OF_PEOPLE) for each in network.assets
    )
    public = visible_posts(network, _PUBLIC, people) if concerned else {}
    found = [
        _warning(document.span("audience"), *fault)
        for document in asking
        for fault in _faults(network, document, people, public, date)
    ]
    return [*found, *(each for post in public.values() for each in _pictures(network, post, people))]


def _asks(document: Document) -> bool:
    """Return whether a file itself says that it is public; a profile is so if it says nothing."""
    if getattr(document.fields, "audience", "") != "public" or getattr(document.fields, "withdrawn", ""):
        return False
    return not isinstance(document.fields, ProfileFields) or document.span("audience").line > 1


def _faults(
    network: Network, document: Document, people: Mapping[str, Person], public: Collection[str], date: str
) -> Iterator[tuple[str, str]]:
    """Yield a sentence and a hint where a file that asks to be public is not."""
    owner = network.people.get(document.file.owner)
    if isinstance(document.fields, PostFields):
        identity = next((key for key in _identities(document) if key in network.posts), "")
        post = network.posts.get(identity)
        asks = post is not None and not post.kept_back and post.audience == PUBLIC
        if post is not None and asks and identity not in public and _is_whole(network, post):
            yield _of_post(network, post, people, date)
    elif owner is not None and not owner.kept_back and owner.id not in people:
        yield _of_person(owner, date)


def _is_whole(network: Network, post: Post) -> bool:
    """Return whether a post's writers and all that it answers could be read: faults of those are told."""
    if not all(each in network.people for each in (post.author, *post.with_) if each):
        return False
    pending, seen = list(post.reply_to), set(post.reply_to)
    while pending:
        above = network.posts.get(pending.pop())
        if above is None:
            return False
        pending.extend(each for each in above.reply_to if each not in seen)
        seen.update(above.reply_to)
    return True


def _identities(document: Document) -> tuple[str, ...]:
    file = document.file
    return f"{file.owner or 'guests'}/{file.name}", f"withdrawn/{file.name}"


def _of_post(network: Network, post: Post, people: Mapping[str, Person], date: str) -> tuple[str, str]:
    for name in (post.author, *post.with_):
        if name and name not in people:
            return _of_person(network.people[name], date)
    if not post.consent:
        return (
            "This guest has not agreed to appear in public, so this is in no public edition.",
            _agreed("the guest", "this file", date),
        )
    return "What this answers is not public, so neither is this.", _OTHERWISE.removeprefix("otherwise ")


def _agreed(name: str, file: str, date: str) -> str:
    """Return a hint at the line that says since when somebody has agreed."""
    day = date or "2018-01-15"
    return (
        f"if {name} has agreed to be public, write the day into {file}, such as `consent: {day}`; if not, "
        "delete the line `audience: public`"
    )


def _of_person(person: Person, date: str) -> tuple[str, str]:
    profile = f"participants/{person.id}/profile.md"
    if not person.consent:
        return (
            f"{person.name} has not agreed to appear in public, so this is in no public edition.",
            _agreed(person.name, profile, date),
        )
    if person.kept_back:
        return (
            f"The profile of {person.name} is a draft, so this is in no edition.",
            f"take `draft` out of {profile} once it is written",
        )
    return (
        f"The profile of {person.name} is not public, so this is not either.",
        f"widen `audience` in {profile}; {_OTHERWISE}",
    )


def _pictures(network: Network, post: Post, people: Mapping[str, Person]) -> Iterator[Diagnostic]:
    """Yield a warning for each file of somebody who is not public that a public post shows."""
    for link in post.text.links:
        if not link.target.startswith(_OF_PEOPLE) or link.target not in network.assets:
            continue
        owner = link.target.split("/")[1]
        if owner not in people:
            yield _warning(
                Span(post.text.path, link.line, link.column),
                f"This is in the folder of {owner}, who is not public, so it is left out in public.",
                "put a copy of it beside this text, if you may",
            )


def _warning(span: Span, message: str, hint: str) -> Diagnostic:
    return Diagnostic(span, "not-public", message, hint)
