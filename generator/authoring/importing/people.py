"""Accounts and commenters of blogs, and the participants that they are.

A person is known by an account or an e-mail address that their profile or `--people` names. A name alone is
a proposal, and a question: anybody can sign with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.authoring.importing import identities
from generator.authoring.importing.exports import NETWORK, WITH, Author, Blog, Comment, Item
from generator.authoring.importing.identities import login, of_comment, of_text, printable, unaddressed
from generator.authoring.importing.index import Index
from generator.authoring.importing.plan import GUEST, NOBODY, Account, Commenter, Plan
from generator.authoring.importing.survey import Surveyed, texts
from generator.model.slugs import folded, slugify
from generator.model.suggest import Names
from generator.network.admission.names import fits
from generator.source.files.readers import MOST_NAMES

MOST_OF_NAME: Final = 40
AccountKey = tuple[str, str]
"""A login, and the blog in which it is one."""


class Participant(Struct, frozen=True):
    """Somebody with a folder: the names by which they are known, and accounts that tools know."""

    folder: str
    names: tuple[str, ...]
    accounts: tuple[str, ...] = ()


class Whose(Struct, frozen=True):
    """The answers about people, with the questions that are left."""

    accounts: tuple[Account, ...]
    new_people: tuple[tuple[str, str], ...]
    commenters: tuple[Commenter, ...]
    questions: tuple[str, ...]


class Group(Struct, frozen=True):
    """Comments without an account that one person seems to have written.

    `first` is the identity of the earliest of them, and `met` the one that was read first.
    """

    first: str
    earliest: Comment
    met: Comment
    number: int = 1

    def joined(self, identity: str, comment: Comment) -> Group:
        """Return the group with one comment more."""
        pairs = ((self.first, self.earliest), (identity, comment))
        first, earliest = min(pairs, key=lambda each: (each[1].date, each[0]))
        return Group(first, earliest, self.met, self.number + 1)


class Crowd:
    """Everybody in some exports: accounts by their keys, and those who commented without one.

    Addresses tell them apart while this is in memory.
    """

    def __init__(self, exports: Sequence[Surveyed], index: Index) -> None:
        self.authors: dict[AccountKey, Author] = {}
        self.texts: Counter[AccountKey] = Counter()
        self.comments: Counter[AccountKey] = Counter()
        self.groups: dict[str, Group] = {}
        self._names: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._group_of = index.table(int)
        self._by_email: dict[str, AccountKey] = {}
        self._by_id: dict[tuple[str, str], AccountKey] = {}
        self._homes: dict[str, list[AccountKey]] = {}
        for export in exports:
            for author in export.blog.authors:
                self._add(export.blog, author)
        for export, item in texts(exports):
            key = account_key(export.blog, item.author)
            if key not in self.authors:
                self._add(export.blog, Author(item.author))
            self.texts.update(dict.fromkeys((key, *with_(export.blog, item)), 1))
        for export, item in texts(exports):
            for comment in item.comments:
                if comment.is_shown and not comment.is_ping:
                    self._comment(export.blog, of_comment(of_text(export.blog, item), comment), comment)

    def _add(self, blog: Blog, author: Author) -> None:
        key = account_key(blog, author.login)
        self.authors.setdefault(key, author)
        self._homes.setdefault(key[1], []).append(key)
        if author.email:
            self._by_email.setdefault(author.email.casefold(), key)
        if author.id:
            self._by_id[key[1], author.id] = key

    def _comment(self, blog: Blog, identity: str, comment: Comment) -> None:
        account = self.account(blog, comment)
        self.comments.update(with_(blog, comment))
        if account is not None:
            self.comments[account] += 1
        else:
            name = group(comment)
            there = self.groups.get(name)
            alone = Group(identity, comment, comment)
            self.groups[name] = there.joined(identity, comment) if there else alone
            self._group_of[identity] = number = self._numbers.setdefault(name, len(self._numbers))
            self._names[number] = name

    def account(self, blog: Blog, comment: Comment) -> AccountKey | None:
        """Return the account of somebody who commented: that of the blog, or one with the same address."""
        own = self._by_id.get((identities.key(blog.address), comment.user)) if comment.user else None
        return own or (self._by_email.get(comment.email.casefold()) if comment.email else None)

    def group_with(self, identity: str) -> str:
        """Return the group that a comment is in, whose key may hold an address; empty where there is none."""
        number = self._group_of.get(identity)
        return "" if number is None else self._names[number]

    def at_home(self, comment: Comment) -> AccountKey | None:
        """Return the only account of the blog to which somebody who commented gave a link."""
        found = self._homes.get(identities.key(comment.url), []) if comment.url else []
        return found[0] if len(found) == 1 else None


def account_key(blog: Blog, name: str) -> AccountKey:
    """Return the key of an account."""
    return unaddressed(printable(login(name))) or "?", identities.key(blog.address)


def with_(blog: Blog, item: Item | Comment) -> list[AccountKey]:
    """Return the accounts of those who wrote something with its author, where an export says so."""
    return [account_key(blog, each) for each in item.value(WITH).split()[:MOST_NAMES]]


def group(comment: Comment) -> str:
    """Return the key of those comments that one person seems to have written."""
    mark = comment.email or identities.key(comment.url)
    return f"{folded(comment.author)}\0{mark.casefold()}"


def name_of(author: Author) -> str:
    """Return the name of the owner of an account, as people read it."""
    whole = unaddressed(printable(f"{author.first} {author.last}"))
    shown = unaddressed(printable(author.name))
    own = unaddressed(printable(author.login))
    return whole if whole and (not shown or shown == own) else shown or own


class _Known:
    """Those who are known: participants, and what somebody wrote down about people."""

    def __init__(self, participants: Iterable[Participant], given: Mapping[str, tuple[str, ...]]) -> None:
        self.given = {_mark(name): value[0] for name, value in given.items() if value}
        self.folders: set[str] = set()
        self.by_account: dict[str, str] = {}
        self.by_name: dict[str, list[str]] = {}
        for each in participants:
            self.folders.add(each.folder)
            self.by_account.update((account.casefold(), each.folder) for account in each.accounts)
            for name in each.names:
                self.by_name.setdefault(folded(name), []).append(each.folder)

    def written(self, *marks: str) -> str:
        """Return what somebody wrote down about one of these marks."""
        return next((self.given[_mark(each)] for each in marks if each and _mark(each) in self.given), "")

    def accounted(self, *marks: str) -> str:
        """Return the participant whose profile names one of these accounts."""
        found = (self.by_account.get(each.casefold(), "") for each in marks if each)
        return next(filter(None, found), "")

    def named(self, name: str) -> str:
        """Return the only participant of this name."""
        found = set(self.by_name.get(folded(name), ()))
        return found.pop() if len(found) == 1 else ""

    def alike(self, name: str) -> str:
        """Return the participant whose name is most like this one."""
        near = Names(self.by_name).nearest(folded(name), 1) if len(name) > 3 else []
        return self.named(near[0]) if near else ""

    def add(self, folder: str, name: str) -> None:
        """Add somebody whose folder is new."""
        self.folders.add(folder)
        self.by_name.setdefault(folded(name), []).append(folder)


def _mark(name: str) -> str:
    return folded(identities.key(name) if "/" in name else name)


class Guess:
    """The making of proposals, one after another; each may be known by those before it."""

    def __init__(self, participants: Iterable[Participant], given: Mapping[str, tuple[str, ...]]) -> None:
        self.known = _Known(participants, given)
        self.new: dict[str, str] = {}
        self.questions: list[str] = []

    def account(self, key: AccountKey, author: Author, texts: int, comments: int) -> Account:
        """Return a proposal for an account."""
        if author.login == NETWORK:
            return Account(*key, NOBODY, name_of(author), _number(texts))
        name = name_of(author)
        found = self.known.written(author.login, author.email, name) or self.known.accounted(
            author.login, author.email
        )
        if not found and (texts or comments):
            found = self._by_name(f"The account {key[0]} of {key[1]}", name, key[0])
        if not found and texts:
            found = self._new(name, key[0])
        return Account(
            *key, found or (GUEST if comments else NOBODY), name, _number(texts), _number(comments)
        )

    def _by_name(self, what: str, name: str, login: str = "") -> str:
        found = self.known.named(name) or (login if login in self.known.folders else "")
        if found:
            self.questions.append(f"{what} is signed “{name}”; is that {found}? The plan says so.")
            return found
        if near := self.known.alike(name):
            self.questions.append(f"{what} is signed “{name}”; is that {near}? The plan says no.")
        return ""

    def _new(self, name: str, login: str) -> str:
        wanted = slugify(name)[:MOST_OF_NAME].strip("-") or slugify(login)[:MOST_OF_NAME].strip("-")
        wanted = wanted if wanted and fits(wanted) else "somebody"
        folder, number = wanted, 2
        while folder in self.known.folders:
            folder, number = f"{wanted}-{number}", number + 1
        self.known.add(folder, name)
        self.new[folder] = name
        return folder

    def commenter(self, found: Group, home: str) -> Commenter:
        """Return a proposal for somebody who commented without an account."""
        first, comment = found.first, found.earliest
        name = unaddressed(printable(comment.author)) or "Somebody"
        person = self.known.written(comment.email, comment.url, name) or self.known.accounted(comment.email)
        if not person:
            person = self._by_name(f"A comment ({first})", name)
        if not person and home not in ("", GUEST, NOBODY):
            person = home
            self.questions.append(
                f"“{name}” ({first}) links to the blog of {home}; is it theirs? The plan says so."
            )
        return Commenter(first, person or GUEST, name, str(found.number))


def _number(count: int) -> str:
    return str(count) if count else ""


def propose(
    crowd: Crowd, participants: Iterable[Participant], given: Mapping[str, tuple[str, ...]], before: Plan
) -> Whose:
    """Return proposals for everybody about whom the earlier plan says nothing."""
    guess = Guess(participants, given)
    whose = {(each.account, each.blog): each.person for each in before.people}
    known = {name for name, _ in firsts(before.commenters, crowd)}
    accounts = tuple(
        guess.account(key, author, crowd.texts[key], crowd.comments[key])
        for key, author in crowd.authors.items()
        if (crowd.texts[key] or crowd.comments[key]) and key not in whose
    )
    whose.update(((each.account, each.blog), each.person) for each in accounts)
    commenters = tuple(
        guess.commenter(found, whose.get(crowd.at_home(found.met) or ("", ""), ""))
        for name, found in crowd.groups.items()
        if name not in known
    )
    used = {each.person for each in accounts} | {each.person for each in commenters}
    new = tuple((folder, name) for folder, name in guess.new.items() if folder in used)
    return Whose(accounts, new, commenters, tuple(guess.questions))


def firsts(commenters: Iterable[Commenter], crowd: Crowd) -> Iterator[tuple[str, Commenter]]:
    """Yield the answer for each group of comments, by the comment of it that the plan names."""
    for each in commenters:
        if name := crowd.group_with(each.first):
            yield name, each
