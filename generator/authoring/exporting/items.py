"""The items of an export: texts with their comments, pages, and the files that they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from email.utils import format_datetime
from typing import Final
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.authoring.exporting.selection import Mention, Thread
from generator.authoring.exporting.terms import Terms
from generator.authoring.exporting.texts import File, Texts
from generator.authoring.exporting.wxr import PINGBACK, Author, Comment, Item, Meta, Moment
from generator.authoring.importing.exports import ANSWERS, AUDIENCE, OLD_SLUG, STANDARDS, WITH
from generator.model import addresses
from generator.model.audience import AUDIENCES, PUBLIC
from generator.network.records import Post
from generator.network.texts import Text
from generator.publish.composer.composer import Composer
from generator.publish.escaping import escaped

WITHDRAWN: Final = "withdrawn.entries"
"""The account that what was withdrawn has, since it keeps a thread together. No participant's name."""


class Items:
    """The items of one export, as they are made one after another."""

    def __init__(
        self, composer: Composer, texts: Texts, chosen: Sequence[Thread], *, all_authors: bool
    ) -> None:
        """`all_authors` gives an account to everybody who comments, too."""
        self.composer, self.texts, self.chosen = composer, texts, chosen
        self.numbers = texts.numbers
        self.terms = Terms(composer, [each.root for each in chosen])
        self.authors: dict[str, Author] = {}
        self.places: dict[str, str] = {}
        self._files: dict[str, Item] = {}
        self._commenting = all_authors

    def all(self) -> Iterator[Item]:
        """Yield all texts, and then the files that they show."""
        for each in self.chosen:
            self._number(each)
        for each in self.chosen:
            yield self._text(each)

    def files(self) -> Iterator[Item]:
        """Yield the files that the texts show which were yielded before."""
        yield from self._files.values()

    def page(
        self, slug: str, address: str, title: str, text: Text, audience: int, when: str, login: str
    ) -> Item:
        """Return a page. It has no date of its own."""
        shown = self.texts.shown(text)
        number = self.numbers.of(f"page {slug}")
        self._author(login)
        item = Item(
            id=number,
            type="page",
            status=_status(audience),
            title=_words(title),
            link=self.texts.base + address,
            guid=self.texts.base + address,
            login=login,
            date=self.moment(when),
            modified=self.moment(when),
            slug=slug,
            content=shown.html,
            meta=_audience(audience),
        )
        self._attach(shown.files, item)
        return item

    def moment(self, when: str) -> Moment:
        """Return a moment as WordPress writes it."""
        there = dt.datetime.fromisoformat(when).astimezone(dt.UTC)
        here = there.astimezone(ZoneInfo(self.composer.edition.config.timezone))
        return Moment(f"{here:%Y-%m-%d %H:%M:%S}", f"{there:%Y-%m-%d %H:%M:%S}", format_datetime(there))

    def _number(self, thread: Thread) -> None:
        root = self.numbers.of(thread.root.id)
        self.places[thread.root.id] = str(root)
        above = {thread.root.id: 0}
        for post, answered in thread.comments:
            above[post.id] = self.numbers.of_comment(post.id, post.when, above[answered])
            self.places[post.id] = f"{root}#comment-{above[post.id]}"
            address = f"{self.composer.entries.address(thread.root.id)}#comment-{above[post.id]}"
            self.texts.comments[addresses.comment(post.id)] = address

    def _text(self, thread: Thread) -> Item:
        root, composer = thread.root, self.composer
        shown = self.texts.shown(root.text)
        login = self._login(root)
        address = self.texts.base + composer.entries.address(root.id)
        item = Item(
            id=self.numbers.of(root.id),
            type="post",
            status=_status(root.audience, draft=bool(root.kept_back)),
            title=_words(composer.entries.title(root)),
            link=address,
            guid=composer.identifiers.post(root),
            login=login,
            date=self.moment(root.when),
            modified=self.moment(composer.edition.changed.get(root.id, root.when)),
            slug=root.id.rpartition("/")[2],
            content=self._answering(root) + shown.html,
            excerpt=_words(composer.dependencies.words(root.text).summary),
            terms=self.terms.of(root),
            meta=(*_audience(root.audience), *self._answers(root), *self._with(root), *_old_slugs(root)),
            comments=tuple(self._comments(thread)),
        )
        self._attach(shown.files, item)
        return item

    def _answering(self, root: Post) -> str:
        """Return links to what a text answers, as far as that is not in this export."""
        links = (
            self.composer.entries.attributed(self.composer.edition.posts[each])
            for each in root.reply_to
            if each not in self.places
        )
        return "".join(
            f'<p class="in-reply-to"><a href="{escaped(self.texts.base + each.address)}" rel="in-reply-to">'
            f"{escaped(each.title)}</a></p>\n\n"
            for each in links
        )

    def _answers(self, post: Post, most: int = 0) -> Meta:
        places = [self.places[each] for each in post.reply_to if each in self.places]
        return ((ANSWERS, " ".join(places)),) if len(places) > most else ()

    def _with(self, root: Post) -> Meta:
        """Return those who wrote something with its author, as far as they have accounts."""
        if not root.titled and not self._commenting:
            return ()
        for each in root.with_:
            self._author(each)
        return ((WITH, " ".join(root.with_)),) if root.with_ and not root.withdrawn else ()

    def _comments(self, thread: Thread) -> Iterator[Comment]:
        numbers = {thread.root.id: 0}
        for post, answered in thread.comments:
            numbers[post.id] = int(self.places[post.id].rpartition("-")[2])
            yield self._comment(thread.root, post, numbers[post.id], numbers[answered])
        for mention in thread.mentions:
            yield self._pingback(thread.root, mention, numbers[mention.answers])

    def _comment(self, root: Post, post: Post, number: int, above: int) -> Comment:
        shown = self.texts.shown(post.text, addresses.in_comment(post.id))
        self._attach(shown.files, self._stub(root))
        hidden = post.audience < root.audience
        meta = _audience(post.audience) if hidden else ()
        tags = ((STANDARDS, " ".join(post.standards)),) if post.tagged and post.standards else ()
        login = self._login(post) if self._commenting and not post.withdrawn and post.author else post.author
        user = self.authors.get(login)
        names = self.composer.people.writers_in_words(post)
        return Comment(
            id=number,
            author=names,
            url=self._home(post),
            user=user.id if user else 0,
            date=self.moment(post.when),
            content=shown.html or f"<p>{escaped(self.composer.entries.title(post))}</p>",
            parent=above,
            approved=not hidden,
            meta=(
                *meta,
                *self._answers(post, 1),
                *tags,
                *self._with(post),
            ),
        )

    def _home(self, post: Post) -> str:
        return self.texts.base + addresses.person(post.author) if post.author and not post.withdrawn else ""

    def _pingback(self, root: Post, mention: Mention, above: int) -> Comment:
        post, entries = mention.post, self.composer.entries
        hidden = post.audience < root.audience
        return Comment(
            id=self.numbers.of_comment(f"{post.id} {mention.answers}", post.when, above),
            author=entries.attributed(post).title,
            url=self.texts.base + entries.address(post.id),
            user=0,
            date=self.moment(post.when),
            content=f"<p>{escaped(entries.summary(post))}</p>",
            parent=above,
            approved=not hidden,
            type=PINGBACK,
            meta=((ANSWERS, self.places[post.id]),) if post.id in self.places else (),
        )

    def _stub(self, root: Post) -> Item:
        """Return as much of a text as its files have to know."""
        when = self.moment(root.when)
        return Item(self.numbers.of(root.id), "post", "", "", "", "", self._login(root), when, when, "")

    def _login(self, post: Post) -> str:
        """Return the account of whoever wrote something."""
        if post.withdrawn:
            return self._author(WITHDRAWN)
        if post.author:
            return self._author(post.author)
        return self._author(post.id.replace("/", "."), post.guest)

    def _author(self, login: str, name: str = "") -> str:
        if login not in self.authors:
            people, title = self.composer.edition.people, self.composer.edition.config.title
            shown = name or (people[login].name if login in people else title)
            self.authors[login] = Author(self.numbers.of(f"author {login}"), login, shown)
        return login

    def _attach(self, files: Sequence[File], item: Item) -> None:
        """Note the files that an item shows; each stands in the export once, with the first that does."""
        for each in files:
            if each.name not in self._files:
                self._files[each.name] = self._attachment(each, item)

    def _attachment(self, file: File, item: Item) -> Item:
        address = self.texts.base + file.name
        slug = file.name.rpartition("/")[2].partition(".")[0]
        return Item(
            id=self.numbers.of(file.name),
            type="attachment",
            status="inherit",
            title=_words(file.alt) or slug,
            link=address,
            guid=address,
            login=item.login,
            date=item.date,
            modified=item.date,
            slug=slug,
            parent=item.id,
            attachment=address,
            meta=(("_wp_attachment_image_alt", file.alt),) if file.is_picture and file.alt else (),
        )


def apart(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items, with a second between those that WordPress would take for the same one.

    To its importer two posts of one title and one moment are one, and posts have a day alone.
    """
    taken: dict[tuple[str, str, str], Moment] = {}
    for item in items:
        date = item.date
        while earlier := taken.get((item.type, item.title, date.local)):
            date = _a_second_later(earlier)
        taken[item.type, item.title, item.date.local] = taken[item.type, item.title, date.local] = date
        yield item if date is item.date else replace(item, date=date)


def _a_second_later(moment: Moment) -> Moment:
    second = dt.timedelta(seconds=1)
    there = dt.datetime.fromisoformat(f"{moment.gmt}+00:00") + second
    here = dt.datetime.fromisoformat(moment.local) + second
    return Moment(f"{here:%Y-%m-%d %H:%M:%S}", f"{there:%Y-%m-%d %H:%M:%S}", format_datetime(there))


def _status(audience: int, *, draft: bool = False) -> str:
    """Return the status that shows something to nobody who might not see it here."""
    return "draft" if draft else "publish" if audience == PUBLIC else "private"


def _audience(audience: int) -> Meta:
    return ((AUDIENCE, AUDIENCES[audience]),) if audience != PUBLIC else ()


def _old_slugs(root: Post) -> Meta:
    """Return the names that a text had in its address before, from which WordPress leads on, too."""
    names = dict.fromkeys(each.rpartition("/")[2] for each in root.aliases)
    return tuple((OLD_SLUG, each) for each in names if each != root.id.rpartition("/")[2])


def _words(text: str) -> str:
    """Return words for a place in which WordPress allows tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") if "<" in text else text
