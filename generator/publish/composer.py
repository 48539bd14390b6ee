"""The parts that all pages are composed of: cards, tags, anchors, heads. Each is made once for an edition, and shared."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property
from html import escape
from operator import attrgetter
from typing import Any, TypeVar
from urllib.parse import quote

from msgspec.structs import replace

from generator.model.audience import AUDIENCES, COHORT, PORTFOLIO
from generator.network.edition import Conversation, Edition
from generator.network.media import Variant
from generator.network.records import Cohort, Post
from generator.network.texts import Text, TextBody, Wording
from generator.publish import forge
from generator.publish.calendar import Occasion, occasions
from generator.publish.language import ENGLISH, N_, Language
from generator.publish.threads import Step, addresses, anchor, flatten
from generator.publish.views.feeds import FeedEntry
from generator.publish.views.lists import PhaseGroup
from generator.publish.views.parts import Anchor, Body, Card, Day, Head, Phase, Site, Tag
from generator.publish.views.post import Picture, ReplyForm, ReplyTarget
from generator.source.files.cohort import MemberFields
from generator.source.markdown.slots import OPEN
from generator.subjects.plans.kind import ReviewFields, SignatureFields
from generator.subjects.plans.signatures import changed

NOTICES = {
    "public": "",
    "cohort": N_("For members of the programme. Please do not pass these pages on."),
    "facilitators": N_("For facilitators and tutors only. Please do not pass these pages on."),
    "portfolio": N_("A portfolio. Who may read it is for its owner to say."),
}
MY_CONCERN = N_("My concern:")
YOUR_REPLY = N_("Write your reply here.")
OWN_VIEW = N_("Your own view: private records are shown to you alone.")
ROLES = {
    "participant": N_("participant"),
    "critical-friend": N_("critical friend"),
    "tutor": N_("tutor"),
    "facilitator": N_("facilitator"),
    "guest": N_("guest"),
}
NARROW = {
    "private": N_("only you see this"),
    "facilitators": N_("for facilitators only"),
    "cohort": N_("for cohort only"),
}
"""What is said of a post that not everybody may see who sees the edition."""
HEADINGS = "s-"
"""Put before the anchors of a text that has a page to itself, so that they can't meet those of the theme."""


TODAY = ""
"""Stands among the files whose words a page shows for the day of the build: a page that asks for it is looked at on another day."""
T = TypeVar("T")
Shared = dict[str, tuple[T, frozenset[str], frozenset[str]]]
"""Parts that several pages show, each with the files whose words, and whose bodies, are in it."""
Neighbours = tuple[Post | None, Post | None]
_ALONE: Neighbours = (None, None)
LEFT_OUT = N_("A picture of people is not shown here.")
SIZES = "(min-width: 40rem) 36rem, 100vw"
"""How wide a picture in a text is shown: as the column, or as the window."""


def _neighbours(lists: Iterable[Sequence[Post]]) -> dict[str, Neighbours]:
    return {
        post.id: (posts[index - 1] if index else None, posts[index + 1] if index + 1 < len(posts) else None)
        for posts in lists
        for index, post in enumerate(posts)
    }


class Composer:
    """One edition's parts. While views are made, it notes what they show.

    `date` is the day of the build (empty where nobody said), for which a page asks by `today`.
    `media` are the files, by their names in the site: made for publishing, or a path in the content folder; `said` and `told` are those whose words, or whose bodies, were asked for.
    `searched` says whether the edition gets a search index.
    """

    def __init__(
        self, edition: Edition, language: Language = ENGLISH, *, date: str = "", searched: bool = False
    ) -> None:
        self.edition = edition
        self.language = language
        self.date = date
        self.searched = searched
        self.media: dict[str, Variant | str] = {}
        self.said: set[str] = set()
        self.told: set[str] = set()
        self.threads: dict[str, tuple[Step, ...]] = {
            post.id: flatten(post.id, edition)
            for post in (*edition.titled, *edition.tombstones)
            if post.id in edition.children
        }
        self.addresses = addresses(edition, self.threads)
        self.listed: Shared[Card] = {}
        self.feed_entries: Shared[FeedEntry] = {}
        self._derived: dict[Callable[[Edition], Any], Any] = {}
        self._tags: dict[tuple[str, ...], tuple[Tag, ...]] = {}
        self._writers: dict[tuple[str, ...], tuple[Anchor, ...]] = {}
        self._forms: dict[str, tuple[tuple[str, str], ...]] = {}
        self._lists: dict[str, tuple[tuple[str, tuple[Post, ...]], ...]] = {}
        self.phases = {
            (cohort.id, phase.id): Phase(phase.title, f"cohorts/{cohort.id}/phases/{phase.id}/", place)
            for cohort in edition.cohorts.values()
            for place, phase in enumerate(cohort.fields.phases, 1)
        }
        self._members = {
            (cohort.id, name): member
            for cohort in edition.cohorts.values()
            for name, member in cohort.fields.members
        }

    def reworded(self, edition: Edition) -> Composer:
        """The composer of an edition of the same structure that says other words: what does not depend on these is kept."""
        other = copy(self)
        other.edition = edition
        other.media, other.said, other.told = {}, set(), set()
        other.listed, other.feed_entries = {}, {}
        return other

    def gettext(self, message: str, /, **values: object) -> str:
        """A message in the edition's language."""
        return self.language.gettext(message, **values)

    @cached_property
    def base(self) -> str:
        """The absolute address of this edition's top."""
        config = self.edition.config
        return dict(config.addresses).get(self.edition.viewer.name, config.address)

    @cached_property
    def site(self) -> Site:
        """What all pages share."""
        edition = self.edition
        config = edition.config
        public = edition.viewer.is_public
        newest = self.newest_cohorts[:1]
        _ = self.gettext
        menu = [
            *(Anchor(_("Digest"), f"cohorts/{each.id}/digest/") for each in newest),
            Anchor(_("People"), "participants/"),
            Anchor(_("Cohorts"), "cohorts/"),
            Anchor(_("Standards"), "standards/"),
        ]
        if self.occasions:
            menu.append(Anchor(_("Events"), "events/"))
        if edition.of_kind("project"):
            menu.append(Anchor(_("Projects"), "projects/"))
        if self.outreach:
            menu.append(Anchor(_("Outreach"), "outreach/"))
        menu.append(Anchor(_("Search") if self.searched else _("Browse"), "search/"))
        if any(each.fields.showcase for each in edition.cohorts.values()):
            menu.insert(0, Anchor(_("Showcase"), "showcase/"))
        if edition.viewer.name == PORTFOLIO:
            menu.insert(0, Anchor(_("Portfolio"), "portfolio/"))
        pages = {**self.notices, **{f"{page.id}/": page.title for page in edition.pages.values() if page.footer}}
        footer = [Anchor(pages[address], address) for address in sorted(pages)]
        name = edition.viewer.name
        notice = NOTICES.get(name, OWN_VIEW)
        return Site(
            title=config.title,
            tagline=config.tagline,
            language=self.language.code,
            edition=name,
            notice=_(notice) if notice else "",
            menu=tuple(menu),
            footer=tuple(footer),
            privacy_contact=config.privacy_contact,
            robots="" if public else "noindex, nofollow",
            texts=self.texts,
            draft=self.language.draft,
            forms=forge.home(config.forge),
        )

    @cached_property
    def texts(self) -> str:
        """The language of what the network itself wrote, where the interface does not speak it; empty where it does."""
        language = self.edition.config.language
        return "" if language == self.language.code else language

    @cached_property
    def occasions(self) -> tuple[Occasion, ...]:
        """The calendar."""
        return occasions(self.edition)

    @cached_property
    def outreach(self) -> bool:
        """Whether there is anything to be said of outreach."""
        edition = self.edition
        return (
            bool(edition.counts)
            or any(each.id.startswith("outreach/") for each in edition.records.values())
            or any(each.case_study for each in edition.titled)
        )

    @cached_property
    def memberships(self) -> dict[str, list[tuple[Cohort, MemberFields]]]:
        """The cohorts that each person is a member of, the last to start first, with what they are in them."""
        found: dict[str, list[tuple[Cohort, MemberFields]]] = {}
        for cohort in self.newest_cohorts:
            for person, member in cohort.fields.members:
                found.setdefault(person, []).append((cohort, member))
        return found

    @cached_property
    def notices(self) -> dict[str, str]:
        """The addresses of what the law wants said, with its titles where the network has no page of its own for it."""
        config, _ = self.edition.config, self.gettext
        return {
            **({"privacy/": _("Privacy")} if config.privacy else {}),
            **({"accessibility/": _("Accessibility")} if config.accessibility else {}),
        }

    @cached_property
    def newest_cohorts(self) -> list[Cohort]:
        """Cohorts, the last to start first."""
        return sorted(
            self.edition.cohorts.values(), key=lambda each: (each.fields.starts, each.id), reverse=True
        )

    @cached_property
    def newest_entries(self) -> list[Post]:
        """Posts and replies, the newest first."""
        return sorted(
            [post for post in self.edition.posts.values() if not post.withdrawn],
            key=attrgetter("when", "id"),
            reverse=True,
        )

    @cached_property
    def newest_in_cohorts(self) -> dict[str, list[Post]]:
        """The same by their cohorts."""
        cohorts: dict[str, list[Post]] = {}
        for post in self.newest_entries:
            cohorts.setdefault(post.cohort, []).append(post)
        return cohorts

    @cached_property
    def by_month(self) -> dict[str, tuple[Post, ...]]:
        """Posts with pages of their own by their months (`2018-01`), the first month first."""
        months: dict[str, list[Post]] = {}
        for post in self.edition.titled:
            months.setdefault(post.day[:7], []).append(post)
        return {month: tuple(months[month]) for month in sorted(months)}

    @cached_property
    def _concern(self) -> tuple[str, str]:
        concern = self.edition.config.concern
        if not concern.startswith("mailto:"):
            return concern, ""
        subject = quote(
            self.gettext("A concern about a page of %(network)s", network=self.edition.config.title)
        )
        page, words = (
            quote(self.gettext("The page: %(address)s", address=self.base)),
            quote(f"\n\n{self.gettext(MY_CONCERN)}\n"),
        )
        joint = "&" if "?" in concern else "?"
        return f"{concern}{joint}subject={subject}&body={page}", words

    def head(
        self,
        title: str,
        address: str,
        *,
        description: str = "",
        feeds: tuple[Anchor, ...] = (),
        trail: tuple[Anchor, ...] = (),
        language: str = "",
        section: str = "",
    ) -> Head:
        """A page's head. `address` is its own, relative to the edition's top."""
        before, after = self._concern
        concern = f"{before}{quote(address)}{after}" if after else before
        root = "../" * address.count("/")
        return Head(
            title=title,
            address=address,
            root=root,
            canonical=self.base + address,
            concern=concern,
            description=description,
            language=language,
            feeds=feeds,
            trail=trail,
            section=section,
        )

    def phase(self, cohort: str, phase: str) -> Phase | None:
        """A phase by its ids; None where a post says none."""
        return self.phases.get((cohort, phase))

    def tags(self, identities: tuple[str, ...]) -> tuple[Tag, ...]:
        """Standards as labels."""
        tags = self._tags.get(identities)
        if tags is None:
            tags = tuple(self.tag(each) for each in identities)
            self._tags[identities] = tags
        return tags

    def lineages(self, identities: tuple[str, ...]) -> tuple[str, ...]:
        """Standards with all that they are part of, once each."""
        return tuple(
            dict.fromkeys(above for each in identities for above in self.edition.standards.lineage(each))
        )

    def tag(self, identity: str) -> Tag:
        """One standard as a label. It leads nowhere where this edition has nothing under it."""
        standard = self.edition.standards[identity]
        address = f"standards/{identity}/" if identity in self.edition.by_standard else ""
        return Tag(identity, standard.title, standard.number, address, standard.verified)

    def person(self, identity: str) -> Anchor:
        """A person's name, leading to their blog."""
        return Anchor(self.edition.people[identity].name, f"participants/{identity}/")

    def writers(self, post: Post) -> tuple[Anchor, ...]:
        """Who wrote it, the owner of the folder first; nobody, where it was withdrawn."""
        if post.withdrawn:
            return ()
        if not post.author:
            return (Anchor(post.guest),)
        key = (post.author, *post.with_)
        writers = self._writers.get(key)
        if writers is None:
            writers = tuple(self.person(each) for each in key)
            self._writers[key] = writers
        return writers

    def cohort(self, identity: str) -> Anchor | None:
        """A cohort by its id; None where a post belongs to none."""
        cohort = self.edition.cohorts.get(identity)
        return Anchor(cohort.fields.title, f"cohorts/{identity}/") if cohort else None

    def words(self, text: Text) -> Wording:
        """What a text says, in short. Nobody else may look: a page whose words are as they were is not made again."""
        self.said.add(text.path)
        return self.edition.words.get(text.path, _SILENT)

    def today(self) -> str:
        """The day of the build, or nothing. Nobody else may look: a page that does not ask is the same on every day."""
        self.said.add(TODAY)
        return self.date

    def over(self, day: str) -> bool:
        """Whether a day has passed when the edition is built."""
        return day < self.today()

    def derived(self, make: Callable[[Edition], T]) -> T:
        """What follows from the edition's structure, made once for all pages that show some of it."""
        if make not in self._derived:
            self._derived[make] = make(self.edition)
        found: T = self._derived[make]
        return found

    def length(self, text: Text) -> int:
        """How many words a text has."""
        return self._told(text).words

    def asks(self, text: Text) -> bool:
        """Whether a text ends by asking something."""
        return self._told(text).asks

    def _told(self, text: Text) -> TextBody:
        """What a text says, in full; nobody else may look at that either."""
        self.told.add(text.path)
        return self.edition.bodies.get(text.path, _EMPTY)

    def once(self, made: Shared[T], key: str, make: Callable[[], T]) -> T:
        """A part that several pages show, made for the first of them; whoever shows it shows its words, and its bodies."""
        if key not in made:
            before = self.said, self.told
            self.said, self.told = set(), set()
            made[key] = make(), frozenset(self.said), frozenset(self.told)
            self.said, self.told = before
        part, said, told = made[key]
        self.said |= said
        if told:
            self.told |= told
        return part

    def title(self, post: Post) -> str:
        """A comment is called after what its conversation is about; what was withdrawn has no name."""
        if post.withdrawn:
            return (
                self.gettext("A post that was withdrawn")
                if post.titled
                else self.gettext("A reply that was withdrawn")
            )
        if post.titled:
            return self.words(post.text).title
        about = self.edition.posts[self.edition.shown_on[post.id][0]]
        return (
            self.gettext("Reply to a post that was withdrawn")
            if about.withdrawn
            else self.gettext("Reply to “%(title)s”", title=self.words(about.text).title)
        )

    def summary(self, post: Post) -> str:
        """What it is about, by its writer, or how it begins."""
        words = self.words(post.text)
        return words.summary or words.excerpt

    def anchor(self, post: Post) -> Anchor:
        """A post's title, leading to where it stands."""
        return Anchor(self.title(post), self.addresses[post.id])

    def by(self, post: Post) -> Anchor:
        """A post's title with its writers' names."""
        if post.withdrawn:
            return self.anchor(post)
        return Anchor(
            f"{self.title(post)} – {self.language.names([each.title for each in self.writers(post)])}",
            self.addresses[post.id],
        )

    def changed(self, review: ReviewFields, signature: SignatureFields) -> bool:
        """Whether what a review rests on has changed since this was signed; who asks shows all that it says."""
        edition = self.edition
        files = [
            found.text.path
            for each in review.evidence
            if (found := edition.posts.get(each) or edition.records.get(each))
        ]
        self.said.update(files)
        self.told.update(files)
        return changed(edition, review, signature, edition.viewer)

    def record(self, identity: str) -> Anchor:
        """A record's title, leading to its page."""
        return Anchor(self.edition.records[identity].title, f"{identity}/")

    def noted_in(self, kind: str, identity: str) -> tuple[Anchor, ...]:
        """The records that refer or link to something."""
        return tuple(self.record(each) for each in self.edition.noted_in.get((kind, identity), ()))

    def target(self, address: str) -> str:
        """Where something leads that is named in a record's settings: elsewhere, or to what this edition holds of the content folder; empty for anything else."""
        path, _, fragment = address.partition("#")
        if "://" in address:
            return address
        return self.attachment(path) if path in self.edition.assets else self._target(path, fragment)

    def card(self, post: Post) -> Card:
        """A post in a list."""
        return self.once(self.listed, post.id, lambda: self._card(post))

    def _card(self, post: Post) -> Card:
        talk = self.edition.conversations.get(post.id, _SILENCE)
        if post.withdrawn:
            return replace(
                _TOMBSTONE,
                kind="post" if post.titled else "comment",
                title=self.title(post),
                address=self.addresses[post.id],
                replies=talk.replies,
            )
        return Card(
            kind="comment" if not post.titled else "reply" if post.reply_to else "post",
            title=self.title(post),
            address=self.addresses[post.id],
            writers=self.writers(post),
            school=self.school(post),
            date=self.language.day(post.day),
            summary=self.summary(post),
            replies=talk.replies,
            answered=self.language.day(talk.last) if talk.last else None,
            phase=self.phase(post.cohort, post.phase),
            tags=self.tags(post.standards) if post.titled or post.tagged else (),
            answers=tuple(self.by(self.edition.posts[each]) for each in post.reply_to),
            audience=self.for_whom(post.audience),
            language=post.language or self.texts,
        )

    def for_whom(self, audience: int) -> str:
        """For whom something is, in words; empty where everyone who sees the edition may know it is there for all."""
        return self.gettext(NARROW[AUDIENCES[audience]]) if audience < COHORT else ""

    def cards(self, posts: Iterable[Post]) -> tuple[Card, ...]:
        """Several posts in a list."""
        return tuple(self.card(each) for each in posts)

    def school(self, post: Post) -> str:
        """The writer's school at the time: the cohort's word goes before the profile's."""
        return self.school_in(post.cohort, post.author) if post.author else ""

    def school_in(self, cohort: str, person: str) -> str:
        """Somebody's school while in a cohort."""
        member = self._members.get((cohort, person))
        return (member.school if member else "") or self.edition.people[person].school

    def role(self, cohort: str, person: str) -> str:
        """What somebody is in a cohort, in words; empty for nobody, and for a participant, which is nothing to be said."""
        member = self._members.get((cohort, person))
        return self.gettext(ROLES[member.role]) if member and member.role != "participant" else ""

    def neighbours(self, post: Post) -> tuple[Neighbours, Neighbours]:
        """What came before and after a post in its first writer's blog, and in its cohort."""
        return self._in_blogs.get(post.id, _ALONE), self._in_cohorts.get(post.id, _ALONE)

    @cached_property
    def _in_blogs(self) -> dict[str, Neighbours]:
        lists = (
            [each for each in posts if each.titled and each.author == person]
            for person, posts in self.edition.by_person.items()
        )
        return _neighbours(lists)

    @cached_property
    def _in_cohorts(self) -> dict[str, Neighbours]:
        return _neighbours(self.edition.by_cohort.values())

    def in_cohorts(self, address: str, posts: Iterable[Post]) -> tuple[tuple[str, tuple[Post, ...]], ...]:
        """The posts of the list at this address by the ids of their cohorts, the newest cohort first, within it in order of time; those of no cohort last."""
        if address not in self._lists:
            groups: dict[str, list[Post]] = {
                key: [] for key in (*(each.id for each in self.newest_cohorts), "")
            }
            for post in posts:
                groups[post.cohort if post.cohort in groups else ""].append(post)
            self._lists[address] = tuple((key, tuple(each)) for key, each in groups.items() if each)
        return self._lists[address]

    def by_phase(
        self, cohort: Cohort | None, posts: Iterable[Post], *, named: bool = False
    ) -> tuple[PhaseGroup, ...]:
        """Posts of one cohort in groups, in the order of its phases; those without a phase last. `named` puts the cohort's title to each."""
        order = [each.id for each in cohort.fields.phases] if cohort else []
        groups: dict[str, list[Post]] = {}
        for post in posts:
            groups.setdefault(post.phase if post.phase in order else "", []).append(post)
        title = cohort.fields.title if cohort and named else ""
        return tuple(
            PhaseGroup(
                self.phase(cohort.id, each) if cohort and each else None, self.cards(groups[each]), title
            )
            for each in [*order, ""]
            if each in groups
        )

    def body(self, text: Text, own: str = HEADINGS) -> Body | None:
        """A text, its slots filled with what this edition holds; None where nothing is written."""
        digest = self._told(text).digest
        if not digest:
            return None
        return Body(digest, own, tuple(self._slot(text, index) for index in range(len(text.links))))

    def bare(self, text: Text) -> Body | None:
        """A text that leads nowhere: its slots are left empty. None where nothing is written."""
        digest = self._told(text).digest
        return Body(digest, "", ("",) * len(text.links)) if digest else None

    def _slot(self, text: Text, index: int) -> str:
        link = text.links[index]
        if link.image and not link.target:
            return f'<span class="left-out" lang="{self.language.code}">{escape(self.gettext(LEFT_OUT), quote=False)}</span>'
        title = f' title="{escape(link.title)}"' if link.title else ""
        if link.target in self.edition.assets:
            if link.image:
                return self._picture(self.variants(link.target), f' alt="{escape(link.alt)}"{title}')
            return f'<a href="{OPEN}{self.attachment(link.target)}"{title}>'
        target = self._target(link.target, link.fragment)
        return f'<a href="{OPEN}{escape(target)}"{title}>' if target and not link.image else ""

    def _target(self, path: str, fragment: str) -> str:
        kind, identity = self.edition.paths.get(path, ("", ""))
        if kind == "post":
            address = self.addresses[identity]
            own = f"{anchor(identity)}-" if "#" in address else HEADINGS
            return f"{address.partition('#')[0]}#{own}{fragment}" if fragment else address
        address = {
            "person": f"participants/{identity}/",
            "cohort": f"cohorts/{identity}/",
            "page": f"{identity}/",
        }.get(kind, f"{identity}/" if identity in self.edition.records else "")
        return f"{address}#{HEADINGS}{fragment}" if address and fragment else address

    def variants(self, path: str) -> tuple[tuple[Variant, str], ...]:
        """A picture's files, each with its name in the site: made from its content, since a file's own name may give a pupil away."""
        medium = self.edition.assets[path].medium
        found = tuple((each, f"media/{each.file}") for each in (medium.variants if medium else ()))
        self.media.update((name, each) for each, name in found)
        return found

    def picture(self, text: Text) -> Picture | None:
        """The first picture that a text shows, at its widest; None where it shows none."""
        for link in text.links:
            if link.image and link.target in self.edition.assets and (found := self.variants(link.target)):
                last, name = found[-1]
                return Picture(name, last.width, last.height, link.alt)
        return None

    def attachment(self, path: str) -> str:
        """The name in the site of a file that is linked to: of a picture the widest."""
        if found := self.variants(path):
            return found[-1][1]
        name = f"media/{self.edition.assets[path].digest.hex()}{posixpath.splitext(path)[1].lower()}"
        self.media[name] = path
        return name

    def portrait(self, path: str) -> str:
        """The name in the site of a picture that is shown small: the narrowest of its own kind."""
        found = self.variants(path)
        return next((name for each, name in found if each.type == found[-1][0].type), "")

    def _picture(self, variants: tuple[tuple[Variant, str], ...], attributes: str) -> str:
        if not variants:
            return ""
        last, name = variants[-1]
        own, modern = (
            ", ".join(
                f"{OPEN}{where} {each.width}w" for each, where in variants if (each.type == last.type) is same
            )
            for same in (True, False)
        )
        several = f' srcset="{own}" sizes="{SIZES}"' if "," in own else ""
        img = f'<img src="{OPEN}{name}"{several} width="{last.width}" height="{last.height}"{attributes} loading="lazy" decoding="async">'
        return (
            f'<picture><source type="image/webp" srcset="{modern}" sizes="{SIZES}">{img}</picture>'
            if modern
            else img
        )

    def feeds(self, title: str, address: str) -> tuple[Anchor, ...]:
        """The two feeds of one level."""
        return (Anchor(title, f"{address}atom.xml"), Anchor(title, f"{address}feed.json"))

    def reply(self, post: Post) -> ReplyTarget | None:
        """How to answer this; None where its identity may not be given away."""
        if not post.source:
            return None
        label = self.language.names([each.title for each in self.writers(post)])
        if self.edition.config.forge:
            return ReplyTarget(
                label,
                f"---\nreply_to: {post.id}\ndate: YYYY-MM-DD\n---\n\n{self.gettext(YOUR_REPLY)}\n",
                "",
                "",
            )
        file = f"content/participants/YOUR-FOLDER/replies/YYYY-MM-DD-to-{post.id.rpartition('/')[2]}.md"
        return ReplyTarget(label, "", f"enquiry reply {post.id} --as YOUR-FOLDER", file)

    def reply_form(self, post: Post) -> ReplyForm | None:
        """The forge's page for a new reply to this post or to one in its conversation."""
        setting = self.edition.config.forge
        if setting is None:
            return None
        people = self._forms.get(post.cohort)
        if people is None:
            people = tuple(sorted(self._repliers(post.cohort)))
            self._forms[post.cohort] = people
        return forge.reply_form(setting, people, f"to-{post.id.rpartition('/')[2]}", self.edition.posts)

    def _repliers(self, cohort: str) -> Iterable[tuple[str, str]]:
        """Names with the ids of their folders; in the public edition a pseudonym's folder is nobody's business."""
        edition = self.edition
        if edition.viewer.person:
            return [(edition.people[edition.viewer.person].name, edition.viewer.person)]
        members = (
            [name for name, _ in edition.cohorts[cohort].fields.members]
            if cohort in edition.cohorts
            else list(edition.people)
        )
        return [
            (edition.people[each].name, each)
            for each in members
            if edition.paths.get(f"participants/{each}/profile.md") == ("person", each)
        ]

    def edit(self, post: Post) -> str:
        """The forge's page that edits this post."""
        return forge.edit(self.edition.config.forge, post.source)


_SILENCE = Conversation()
_TOMBSTONE = Card(
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
_SILENT = Wording()
_EMPTY = TextBody()
