"""Posts and replies as lists show them: titles, anchors and cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.model.audience import AUDIENCES, COHORT, LABELS
from generator.network.edition import Conversation, Edition
from generator.network.records import Cohort, Post
from generator.publish.composer.cohorts import Cohorts
from generator.publish.composer.dependencies import Dependencies
from generator.publish.composer.people import People
from generator.publish.composer.tags import Tags
from generator.publish.composer.texts import Texts
from generator.publish.language import Language
from generator.publish.teasers import snippet
from generator.publish.threads import Threads
from generator.publish.views.lists import PhaseGroup
from generator.publish.views.parts import Anchor, Card, Day

_NO_CONVERSATION: Final = Conversation()
_TOMBSTONE: Final = Card(
    kind="",
    title="",
    address="",
    writers=(),
    school="",
    date=Day("", ""),
    summary="",
    replies=0,
    answered=None,
    phase=None,
    tags=(),
    answers=(),
    audience="",
    language="",
)


class Entries(Struct, frozen=True):
    """The posts and replies of an edition. `content_language` is as in `Composer`."""

    edition: Edition
    language: Language
    content_language: str
    threads: Threads
    cohorts: Cohorts
    people: People
    tags: Tags
    texts: Texts
    dependencies: Dependencies

    def address(self, identity: str) -> str:
        """Return where an entry is, first of all (see `Threads`)."""
        return self.threads.addresses[identity]

    def title(self, post: Post) -> str:
        """Return an entry's title.

        A comment is called after the post that its conversation is about; an entry that was withdrawn has no
        name.
        """
        _ = self.language.gettext
        if post.withdrawn:
            return _("A post that was withdrawn") if post.titled else _("A reply that was withdrawn")
        if post.titled:
            return self.dependencies.words(post.text).title
        about = self.edition.posts[self.edition.shown_on[post.id][0]]
        if about.withdrawn:
            return _("Reply to a post that was withdrawn")
        return _("Reply to “%(title)s”", title=self.dependencies.words(about.text).title)

    def summary(self, post: Post) -> str:
        """Return the writer's summary of an entry, or how it begins."""
        words = self.dependencies.words(post.text)
        return words.summary or words.excerpt

    def description(self, post: Post) -> str:
        """Return the writer's summary of an entry, or how it begins, for the head of its page."""
        words = self.dependencies.words(post.text)
        return words.summary or snippet(words.excerpt)

    def anchor(self, post: Post) -> Anchor:
        """Return an entry's title, leading to where it stands."""
        return Anchor(self.title(post), self.address(post.id), self.spoken(post))

    def attributed(self, post: Post) -> Anchor:
        """Return an entry's title with its writers' names."""
        if post.withdrawn:
            return self.anchor(post)
        title = f"{self.title(post)} – {self.people.writers_in_words(post)}"
        return Anchor(title, self.address(post.id), self.spoken(post))

    def spoken(self, post: Post) -> str:
        """Return the language of an entry's title where it is the writer's own."""
        return (post.language or self.content_language) if post.titled and not post.withdrawn else ""

    def audience(self, level: int) -> str:
        """Return the label of an audience.

        It is empty where everyone who sees the edition may know that the entry is there for all.
        """
        return self.language.gettext(LABELS[AUDIENCES[level]]) if level < COHORT else ""

    def card(self, post: Post) -> Card:
        """Return an entry in a list."""
        return self.dependencies.once(_card, post.id, self, post)

    def brief(self, post: Post) -> Card:
        """Return an entry in a list of several pages: who wrote it, when, and how many replied."""
        return self.dependencies.once(_brief, post.id, self, post)

    def cards(self, posts: Iterable[Post]) -> tuple[Card, ...]:
        """Return several entries in a list."""
        return tuple([self.card(each) for each in posts])

    def by_phase(
        self, cohort: Cohort | None, posts: Iterable[Post], *, named: bool = False
    ) -> tuple[PhaseGroup, ...]:
        """Return posts of one cohort in groups, in the order of its phases; those without a phase come last.

        `named` puts the cohort's title to each group.
        """
        order = [each.id for each in cohort.fields.phases] if cohort else []
        groups: dict[str, list[Post]] = {}
        for post in posts:
            groups.setdefault(post.phase if post.phase in order else "", []).append(post)
        title = cohort.fields.title if cohort and named else ""
        return tuple(
            PhaseGroup(
                self.cohorts.phase(cohort.id, each) if cohort and each else None,
                self.cards(groups[each]),
                title,
            )
            for each in [*order, ""]
            if each in groups
        )


def _brief(entries: Entries, post: Post) -> Card:
    conversation = entries.edition.conversations.get(post.id, _NO_CONVERSATION)
    if post.withdrawn:
        return replace(
            _TOMBSTONE,
            kind="post" if post.titled else "comment",
            title=entries.title(post),
            address=entries.address(post.id),
            replies=conversation.replies,
        )
    return Card(
        kind="comment" if not post.titled else "reply" if post.reply_to else "post",
        title=entries.title(post),
        address=entries.address(post.id),
        writers=tuple([Anchor(each.title) for each in entries.people.writers(post)]),
        school="",
        date=entries.language.day(post.day),
        summary="",
        replies=conversation.replies,
        answered=None,
        phase=None,
        tags=(),
        answers=(),
        audience=entries.audience(post.audience),
        language=post.language or entries.content_language,
        month=entries.language.month(post.day) if post.cohort in entries.cohorts.over else "",
        elsewhere=site_of(post.original),
    )


def _card(entries: Entries, post: Post) -> Card:
    brief = entries.brief(post)
    if post.withdrawn:
        return brief
    conversation = entries.edition.conversations.get(post.id, _NO_CONVERSATION)
    return Card(
        kind=brief.kind,
        title=brief.title,
        address=brief.address,
        writers=entries.people.writers(post),
        school=entries.people.school(post),
        date=brief.date,
        summary=entries.summary(post),
        replies=brief.replies,
        answered=entries.language.day(entries.edition.day(conversation.last)) if conversation.last else None,
        phase=entries.cohorts.phase(post.cohort, post.phase),
        tags=entries.tags.several(post.standards) if post.listed else (),
        answers=tuple(entries.attributed(entries.edition.posts[each]) for each in post.reply_to),
        audience=brief.audience,
        language=brief.language,
        month=brief.month,
        picture=entries.texts.thumbnail(post.text) if post.titled else None,
        portrait=_portrait(entries, post),
        elsewhere=brief.elsewhere,
    )


def site_of(address: str) -> str:
    """Return the name of the site that an address is on; empty without one."""
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""


def _portrait(entries: Entries, post: Post) -> str:
    """Return the portrait of a post's first writer; empty where there is none."""
    photo = entries.edition.people[post.author].photo if post.author else ""
    return entries.texts.files.portrait(photo) if photo else ""
