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
_OTHERWISE: Final = "otherwise leave `audience` out"


def check_consent(network: Network, documents: Sequence[Document]) -> list[Diagnostic]:
    """Return a warning for each record that says `audience: public` and is not in the public edition."""
    network = once_published(network)
    people = visible_people(network, _PUBLIC)
    public = visible_posts(network, _PUBLIC, people)
    found = [
        _warning(document.span("audience"), *fault)
        for document in documents
        if _asks(document)
        for fault in _faults(network, document, people, public)
    ]
    return [*found, *(each for post in public.values() for each in _pictures(network, post, people))]


def _asks(document: Document) -> bool:
    """Return whether a file itself says that it is public; a profile is so if it says nothing."""
    if getattr(document.fields, "audience", "") != "public" or getattr(document.fields, "withdrawn", ""):
        return False
    return not isinstance(document.fields, ProfileFields) or document.span("audience").line > 1


def _faults(
    network: Network, document: Document, people: Mapping[str, Person], public: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield a sentence and a hint where a file that asks to be public is not."""
    owner = network.people.get(document.file.owner)
    if isinstance(document.fields, PostFields):
        identity = next((key for key in _identities(document) if key in network.posts), "")
        post = network.posts.get(identity)
        asks = post is not None and not post.kept_back and post.audience == PUBLIC
        if post is not None and asks and identity not in public and _is_whole(network, post):
            yield _of_post(network, post, people)
    elif owner is not None and not owner.kept_back and owner.id not in people:
        yield _of_person(owner)


def _is_whole(network: Network, post: Post) -> bool:
    """Return whether all that a post answers could be read: its faults are told, and keep the post back."""
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


def _of_post(network: Network, post: Post, people: Mapping[str, Person]) -> tuple[str, str]:
    for name in (post.author, *post.with_):
        if name and name not in people and name in network.people:
            return _of_person(network.people[name])
    if not post.consent:
        return (
            "This guest has not agreed to appear in public, so this is in no public edition.",
            f"whoever has agreed has a line `consent: YYYY-MM-DD` here; {_OTHERWISE}",
        )
    return "What this answers is not public, so neither is this.", _OTHERWISE.removeprefix("otherwise ")


def _of_person(person: Person) -> tuple[str, str]:
    profile = f"participants/{person.id}/profile.md"
    if not person.consent:
        return (
            f"{person.name} has not agreed to appear in public, so this is in no public edition.",
            f"whoever has agreed has a line `consent: YYYY-MM-DD` in {profile}; {_OTHERWISE}",
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
        folders = link.target.split("/")
        if folders[0] == "participants" and folders[1] not in people and link.target in network.assets:
            yield _warning(
                Span(post.text.path, link.line, link.column),
                f"This is in the folder of {folders[1]}, who is not public, so it is left out in public.",
                "put a copy of it beside this text, if you may",
            )


def _warning(span: Span, message: str, hint: str) -> Diagnostic:
    return Diagnostic(span, "not-public", message, hint)
