"""The contents of a portfolio: its posts and records, with the identity and the path of each in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.authoring.files.writing import Refused
from generator.authoring.workspace import Workspace
from generator.model import paths
from generator.model.audience import VIEWERS
from generator.network.cut import cut
from generator.network.records import Post
from generator.source.document import Document


class Selection(Struct, frozen=True):
    """A person, and the part of their posts that goes along: from a day on, or on one standard."""

    person: str
    since: str = ""
    standard: str = ""

    @property
    def narrowed(self) -> bool:
        """Return whether anything of theirs stays behind."""
        return bool(self.since or self.standard)


class Contents:
    """The contents of a portfolio.

    Posts are given by their identities in the network, records by their paths.

    `own` are the person's posts, `quoted` those of others around them that the public edition shows, and
    `tombstones` maps what stays behind but holds a conversation together to identities. `moves` maps paths to
    those in the portfolio, empty for what is not in it; `gone` are identities and paths by which the person's
    files name nothing there.
    """

    mine: frozenset[str] = frozenset()

    def __init__(self, workspace: Workspace, selection: Selection) -> None:
        self.workspace, self.selection, self.network = workspace, selection, workspace.network
        self.folder = f"participants/{selection.person}/"
        self.fixed = {f"{self.folder}profile.md", f"{self.folder}plan.md"}
        self.public = cut(workspace.network, VIEWERS["public"])
        self.shown = {post.text.path: key for key, post in self.public.posts.items() if not post.withdrawn}
        self.events = {each.text.path: each for each in self.public.records.values() if not each.owner}
        posts = self.network.posts
        self.own = tuple(
            each for each in posts.values() if self._is_own(each.text.path) and self._selected(each)
        )
        mine = {each.id for each in self.own}
        self.quoted = {key for key in self._around() - mine if self._is_quotable(posts[key].text.path)}
        held = mine | self.quoted
        needed = _above(posts, held) - held
        self.tombstones = self._named(sorted(needed, key=lambda each: (posts[each].when, each)))
        self.places = {posts[key].text.path: self.path(key) for key in held | needed}
        left = {path for path in workspace.documents if not self._is_held(path)}
        self.gone = self._gone(left)
        self.moves = {
            path: self.places.get(path, "")
            for path in (*workspace.documents, *workspace.now.assets)
            if not self._is_own(path) or path in left
        }

    def _is_own(self, path: str) -> bool:
        return path.startswith(self.folder)

    def _is_quotable(self, path: str) -> bool:
        return path in self.shown and not self._is_own(path)

    def _is_held(self, path: str) -> bool:
        return path in self.places or path in self.events or path.startswith("cohorts/") or path in self.fixed

    def _selected(self, post: Post) -> bool:
        since, standard = self.selection.since, self.selection.standard
        lineages = self.network.standards.lineages(post.standards)
        return post.day >= since and (not standard or standard in lineages)

    def _around(self) -> set[str]:
        """Return the conversations around the person's posts; refuse where a record of one can't be read."""
        posts = self.network.posts
        around = _around(posts, [each.id for each in self.own])
        if lost := sorted({above for key in around for above in posts[key].reply_to} - posts.keys()):
            raise Refused(
                f"{lost[0]} has an error, and belongs to a conversation that goes along. `enquiry check` "
                "says what "
                "is wrong with it: mend it first."
            )
        return around

    def _named(self, needed: Iterable[str]) -> dict[str, str]:
        """Return the identities of tombstones, in order of time; a tombstone of the network keeps its own."""
        named, number = {}, 0
        for key in needed:
            if key.startswith("withdrawn/"):
                named[key] = key
            else:
                number += 1
                named[key] = f"withdrawn/{self.selection.person}-{number:04}"
        return named

    def _gone(self, left: set[str]) -> frozenset[str]:
        """Return the names of what is not in the portfolio, or has another identity there."""
        posts, records = self.network.posts, self.network.records
        names = {each.text.path: key for key, each in posts.items()}
        names |= {each.text.path: key for key, each in records.items()}
        moved = {
            posts[key].text.path for key in (*self.quoted, *self.tombstones) if self.identity(key) != key
        }
        short = (names[each].rpartition("/")[2] for each in left if names.get(each) in records)
        return frozenset((*left, *moved, *short, *(names[each] for each in left | moved if each in names)))

    def identity(self, key: str) -> str:
        """Return the identity that a post has in the portfolio."""
        if key in self.tombstones:
            return self.tombstones[key]
        return self.shown[self.network.posts[key].text.path] if key in self.quoted else key

    def path(self, key: str) -> str:
        """Return the path that a post has in the portfolio."""
        post = self.network.posts[key]
        if key in self.tombstones:
            return f"{self.tombstones[key]}.md"
        if key not in self.quoted or not post.author:
            return post.text.path
        author = self.public.posts[self.shown[post.text.path]].author
        return f"participants/{author}/{post.text.path.split('/', 2)[2]}"

    def moved(self, document: Document, wanted: str) -> str:
        """Return what a record answers in the portfolio that answers `wanted` in the network."""
        key = wanted.strip("/")
        if key.endswith(".md"):
            path = paths.beside(document.path, key)
            key = next((each.id for each in self.network.posts.values() if each.text.path == path), key)
        return self.identity(key) if key in self.network.posts and self.identity(key) != key else wanted

    def people(self) -> set[str]:
        """Return the others who wrote something that is quoted, by their folders in the network."""
        return {author for key in self.quoted if (author := self.network.posts[key].author)}

    def cohorts(self) -> set[str]:
        """Return the cohorts that the person was in, or wrote in."""
        person = self.selection.person
        return {each.cohort for each in self.own if each.cohort} | {
            key for key, each in self.network.cohorts.items() if person in dict(each.fields.members)
        }


def _above(posts: Mapping[str, Post], keys: Iterable[str]) -> set[str]:
    """Return all that these answer, and what that answers."""
    found: set[str] = set()
    pending = [above for key in keys for above in posts[key].reply_to]
    while pending:
        each = pending.pop()
        if each not in found:
            found.add(each)
            pending.extend(posts[each].reply_to if each in posts else ())
    return found


def _around(posts: Mapping[str, Post], keys: Iterable[str]) -> set[str]:
    """Return the conversations around the person's posts; refuse where one is broken."""
    children: dict[str, list[str]] = {}
    for post in posts.values():
        for above in post.reply_to:
            children.setdefault(above, []).append(post.id)
    found = set(keys)
    pending = list(found)
    while pending:
        for each in children.get(pending.pop(), ()):
            if each not in found:
                found.add(each)
                pending.append(each)
    return found | (_above(posts, found) & posts.keys())
