"""The choice of what leaves: a person's blog or a cohort's, each text with the comments on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from generator.authoring.files.writing import Refused
from generator.model.audience import Viewer
from generator.model.suggest import nearest
from generator.network.edition import Edition
from generator.network.records import Network, Post

OWN: Final = "own"
"""The name of a writer's own view, beside those of editions."""


class Selection(Struct, frozen=True):
    """A person, or a cohort, by the identity that it has in the edition."""

    person: str = ""
    cohort: str = ""


class Mention(Struct, frozen=True):
    """An entry that answers something and stands elsewhere: in WordPress, a pingback."""

    post: Post
    answers: str


class Thread(Struct, frozen=True):
    """A text with the comments on it, each behind what it answers, and what answers it from elsewhere."""

    root: Post
    comments: tuple[tuple[Post, str], ...]
    mentions: tuple[Mention, ...]


def select(network: Network, edition: Edition, person: str, cohort: str) -> Selection:
    """Return what was asked for, as this edition holds it."""
    if cohort:
        _require("cohort", cohort, network.cohorts, cohort in edition.cohorts, edition.viewer)
        return Selection(cohort=cohort)
    found = network.people.get(person)
    shown = found.public_id if found and edition.viewer.is_public and found.public_id else person
    known = [*network.people, *edition.people]
    _require("participant", person, known, shown in edition.people, edition.viewer)
    return Selection(person=shown)


def _require(what: str, name: str, known: Iterable[str], held: bool, viewer: Viewer) -> None:
    if held:
        return
    if name in known:
        raise Refused(
            f"The {what} {name} is not in the {viewer.name} edition: nothing of it may be seen there."
        )
    close = nearest(name, list(known), 1)
    hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(sorted(known)) or 'none'}."
    raise Refused(f"There is no {what} {name}. {hint}")


def threads(edition: Edition, chosen: Selection) -> tuple[Thread, ...]:
    """Return the texts that leave, in order of time."""
    homes = _homes(edition, chosen)
    comments: dict[str, list[tuple[Post, str]]] = {}
    mentions: dict[str, list[Mention]] = {}
    for post in edition.posts.values():
        home = homes.get(post.id, "")
        if home and home != post.id:
            above = next(each for each in post.reply_to if homes.get(each) == home)
            comments.setdefault(home, []).append((post, above))
        for each in post.reply_to:
            if homes.get(each, home) != home and not post.withdrawn:
                mentions.setdefault(homes[each], []).append(Mention(post, each))
    roots = sorted(
        (edition.posts[key] for key, home in homes.items() if key == home),
        key=lambda each: (each.when, each.id),
    )
    return tuple(
        Thread(each, tuple(comments.get(each.id, ())), tuple(mentions.get(each.id, ()))) for each in roots
    )


def _homes(edition: Edition, chosen: Selection) -> Mapping[str, str]:
    """Return the text on which each entry that leaves stands; a text stands on itself.

    A comment to several texts stands on the first. One that somebody wrote elsewhere goes along with them, as
    a text of its own.
    """
    homes: dict[str, str] = {}
    for post in edition.posts.values():
        above = next((homes[each] for each in post.reply_to if each in homes), "")
        if post.titled:
            if _is_chosen(edition, chosen, post) or (above and chosen.cohort):
                homes[post.id] = post.id
        elif above:
            homes[post.id] = above
        elif _is_own(chosen, post):
            homes[post.id] = post.id
    return homes


def _is_chosen(edition: Edition, chosen: Selection, post: Post) -> bool:
    if chosen.person:
        return _is_own(chosen, post)
    below = (edition.posts[each] for each in edition.children.get(post.id, ()))
    return post.cohort == chosen.cohort or (
        bool(post.withdrawn) and any(each.cohort == chosen.cohort for each in below)
    )


def _is_own(chosen: Selection, post: Post) -> bool:
    return bool(chosen.person) and not post.withdrawn and chosen.person in (post.author, *post.with_)
