"""The places of what comes in: a file for each text and for each comment, and what each comment answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.importing.exports import Blog, Comment, Item
from generator.authoring.importing.identities import of_comment, of_text, unaddressed
from generator.authoring.importing.index import Index
from generator.authoring.importing.people import Crowd, account_key, firsts, group, with_
from generator.authoring.importing.plan import GUEST, NOBODY, OUT, Choice, Plan
from generator.authoring.importing.planning import day, plain
from generator.authoring.importing.survey import Surveyed, texts
from generator.model.slugs import folded, slugify
from generator.network.admission.names import fits
from generator.source.document import Document
from generator.source.files import unwritten
from generator.source.files.paths import content_file

MOST_OF_NAME: Final = 60


class Place(Struct, frozen=True):
    """The place of something: its file, and its writer ("" for a guest). `others` wrote it with them."""

    path: str
    person: str = ""
    others: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """The identity in the network, which follows from the file."""
        file = content_file(self.path)
        if file is None or file.kind == "page":
            return file.name if file else ""
        return f"{file.owner or 'guests'}/{file.name}"


class Reply(Struct, frozen=True):
    """A comment that comes in: its place, that of what it answers, and the name of a guest."""

    place: Place
    answers: Place
    guest: str = ""


Things = tuple[str, str]
"""The name of one of some things, and that of many."""
_IN_BIN: Final = ("text in the bin, or an earlier version", "texts in the bin, or earlier versions")
_TEXTS_OUT: Final = ("text that the plan leaves out", "texts that the plan leaves out")
_ON_THEM: Final = ("comment on what is left out", "comments on what is left out")
_ON_PAGES: Final = ("comment on a page of the network", "comments on pages of the network")
_UNAPPROVED: Final = ("comment that was not approved, or spam", "comments that were not approved, or spam")
_COMMENTS_OUT: Final = ("comment that the plan leaves out", "comments that the plan leaves out")


class Placed(Struct, frozen=True):
    """The places of all that comes in, by identities in the exports. `left` counts the rest, by reason."""

    texts: Mapping[str, Place]
    replies: Mapping[str, Reply]
    left: Mapping[Things, int]


class Names:
    """Names of files that are taken, by the folder whose identities they share."""

    def __init__(self, documents: Mapping[str, Document], index: Index) -> None:
        files = [each.file for each in documents.values()]
        self._there = {_mark(each.owner or each.kind, each.name) for each in files}
        self._new = index.table(bool)
        self._next = index.table(int)

    def free(self, owner: str, wanted: str) -> str:
        """Return a name that nothing else of this owner has, and take it."""
        if wanted.upper().startswith(unwritten.DAY):
            wanted = "text"
        plain = wanted if wanted and fits(wanted) else f"{wanted or 'text'}-1"
        mark = _mark(owner, plain)
        number = self._next.get(mark, 1)
        name = plain if number == 1 else f"{plain}-{number}"
        while self.has(owner, name):
            number += 1
            name = f"{plain}-{number}"
        if number > 1:
            self._next[mark] = number + 1
        self._new[_mark(owner, name)] = True
        return name

    def has(self, owner: str, name: str) -> bool:
        """Return whether something of this owner has a name."""
        mark = _mark(owner, name)
        return mark in self._there or mark in self._new


def _mark(owner: str, name: str) -> str:
    return f"{owner}/{folded(name)}"


class Whom:
    """The people of a plan, by accounts and comments."""

    def __init__(self, plan: Plan, crowd: Crowd) -> None:
        self._crowd = crowd
        self._accounts = {(each.account, each.blog): each.person for each in plan.people}
        self._groups = {name: each.person for name, each in firsts(plan.commenters, crowd)}

    def writer(self, blog: Blog, item: Item) -> str:
        """Return the writer of a text."""
        return self._accounts.get(account_key(blog, item.author), NOBODY)

    def others(self, blog: Blog, item: Item | Comment, writer: str) -> tuple[str, ...]:
        """Return those who wrote something together with its writer, where its export says so."""
        found = (self._accounts.get(each, NOBODY) for each in with_(blog, item))
        return tuple(each for each in found if each not in (NOBODY, GUEST, writer))

    def commenter(self, blog: Blog, comment: Comment) -> str:
        """Return the writer of a comment."""
        account = self._crowd.account(blog, comment)
        if account is not None:
            return self._accounts.get(account, GUEST)
        return self._groups.get(group(comment), GUEST)


class Placing:
    """The finding of places, one after another."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        known: Mapping[str, str],
        as_of: str,
        choices: Mapping[str, Choice],
        whom: Whom,
        index: Index,
    ) -> None:
        """`known` are the files of what was brought in before, by its identities."""
        self.names = Names(documents, index)
        self.known = known
        self.as_of = as_of
        self.whom = whom
        self.choices = choices
        self.texts = index.table(Place)
        self.replies = index.table(Reply)
        self.left: dict[Things, int] = {}

    def place(self, exports: Sequence[Surveyed]) -> Placed:
        """Return the places of everything."""
        for export in exports:
            out = len(export.texts) - sum(1 for _ in texts([export]))
            self._leave(_IN_BIN, out)
        for export, item in texts(exports):
            source = of_text(export.blog, item)
            choice = self.choices.get(source, Choice(source, OUT))
            writer = self.whom.writer(export.blog, item)
            if choice.audience == OUT or (choice.kind == "post" and writer in (NOBODY, GUEST)):
                self._leave(_TEXTS_OUT, 1)
                self._leave(_ON_THEM, len(item.comments))
                continue
            place = self._text(source, item, choice, writer)
            self.texts[choice.source] = replace(place, others=self.whom.others(export.blog, item, writer))
        for export, item in texts(exports):
            self._comments(export.blog, item)
        return Placed(self.texts, self.replies, self.left)

    def _leave(self, why: Things, number: int) -> None:
        if number:
            self.left[why] = self.left.get(why, 0) + number

    def _text(self, source: str, item: Item, choice: Choice, writer: str) -> Place:
        if source in self.known:
            return _known(self.known[source])
        slug = slugify(unquote(item.name)) or slugify(plain(item.title)) or f"{item.type}-{item.id}"
        slug = slug[:MOST_OF_NAME].strip("-") or f"{item.type}-{item.id}"
        if choice.kind == "page":
            name = self.names.free("page", slug)
            return Place(f"pages/{name}.md")
        name = self.names.free(writer, slug)
        path = f"participants/{writer}/posts/{day(item, self.as_of, choice.date)}-{name}.md"
        return Place(path, writer)

    def _comments(self, blog: Blog, item: Item) -> None:
        """Place the comments on a text, each behind what it answers."""
        source = of_text(blog, item)
        text = self.texts.get(source)
        if text is None or not text.person:
            self._leave(_ON_PAGES, len(item.comments) if text else 0)
            return
        found: dict[str, Place] = {}
        for comment in in_order(item.comments):
            writer = self._writer(blog, comment)
            answered = found.get(comment.parent, text)
            if not writer:
                found[comment.id] = answered
                continue
            identity = of_comment(source, comment)
            place = self._reply(identity, comment, writer, text)
            if writer != GUEST:
                place = replace(place, others=self.whom.others(blog, comment, writer))
            found[comment.id] = place
            guest = comment.author if writer == GUEST else ""
            self.replies[identity] = Reply(place, answered, guest)

    def _writer(self, blog: Blog, comment: Comment) -> str:
        """Return the writer of a comment; empty where it is left out."""
        if comment.is_ping:
            return ""
        if not comment.is_shown:
            self._leave(_UNAPPROVED, 1)
            return ""
        writer = self.whom.commenter(blog, comment)
        if writer == NOBODY:
            self._leave(_COMMENTS_OUT, 1)
            return ""
        return writer

    def _reply(self, identity: str, comment: Comment, writer: str, text: Place) -> Place:
        if identity in self.known:
            return _known(self.known[identity])
        if writer == GUEST:
            slug = slugify(unaddressed(comment.author))[:MOST_OF_NAME].strip("-")
            name = self.names.free("guest", slug or "a-guest")
            return Place(f"guests/{name}.md")
        slug = text.identity.rpartition("/")[2]
        name = self.names.free(writer, f"to-{slug}"[:MOST_OF_NAME].strip("-"))
        when = comment.date[:10] if comment.date[:4].isdecimal() and comment.date[:4] > "1900" else ""
        date = when or self.as_of
        return Place(f"participants/{writer}/replies/{date}-{name}.md", writer)


def _known(path: str) -> Place:
    """Return the place of what was brought in before: the file is where it is."""
    file = content_file(path)
    return Place(path, file.owner if file else "")


def in_order(comments: Sequence[Comment]) -> Iterator[Comment]:
    """Yield comments, each behind the one that it answers, wherever that stands."""
    known = {each.id: each for each in comments}
    done: set[str] = set()
    for each in comments:
        way = []
        now: Comment | None = each
        while now is not None and now.id not in done:
            way.append(now)
            now = known.get(now.parent)
        for one in reversed(way):
            done.add(one.id)
            yield one
