"""A cohort's digest as a message: new posts by standard, posts that wait for an answer, and due dates.

It is a view that is rendered as plain text and as Markdown here, and as HTML by the theme's template for
mails. It is made from one edition, so it says nothing that this edition does not hold. Everything is as it
was on the day of the message: later posts are left out.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.model import addresses
from generator.network.conversations import entries, tally
from generator.network.records import Cohort, Post
from generator.publish.composer.composer import Composer
from generator.publish.language import Language
from generator.publish.teasers import teaser
from generator.publish.views.parts import Anchor, Day
from generator.subjects.events.calendar import called, titled

MOST_WAITING: Final = 20
"""Posts that wait for an answer, in one message."""
_WIDTH: Final = 76
"""Columns of a line of plain text."""


class Line(Struct, frozen=True):
    """A post: its title and full address, its writers, its day, and its language where that may be another.

    `summary` is empty but where the post is new; `replies` counts new ones.
    """

    title: str
    address: str
    who: str
    day: Day
    summary: str = ""
    replies: int = 0
    language: str = ""


class Section(Struct, frozen=True):
    """New posts on one standard."""

    title: str
    lines: tuple[Line, ...]


class Due(Struct, frozen=True):
    """Something that has a date: when it is, in words, and where it is explained."""

    when: str
    what: str
    address: str


class Message(Struct, frozen=True):
    """The contents of a digest.

    Addresses are absolute; `more` counts the waiting posts that are not listed.
    """

    network: Anchor
    cohort: Anchor
    digest: str
    language: Language
    notice: str
    since: Day
    date: Day
    posts: int
    replies: int
    new: tuple[Section, ...]
    conversations: tuple[Line, ...]
    waiting: tuple[Line, ...]
    more: int
    due: tuple[Due, ...]

    @property
    def title(self) -> str:
        """The subject of the mail."""
        return self.language.gettext(
            "%(cohort)s: what is new since %(day)s", cohort=self.cohort.title, day=self.since.label
        )

    @property
    def nothing(self) -> bool:
        """True where nobody has written anything since the first day."""
        return not self.new and not self.conversations


def message(composer: Composer, cohort: Cohort, since: str, date: str) -> Message:
    """Return the digest of a cohort that this edition holds, from one day to another, both included."""
    edition, base = composer.edition, composer.frame.base
    written = [post for post in edition.by_cohort.get(cohort.id, ()) if post.day <= date]
    fresh = [post for post in written if post.day >= since]
    whole = tally(each for each in entries(edition)[cohort.id] if since <= each.day <= date)
    waiting = (
        []
        if edition.viewer.is_public
        else [post for post in written if not post.reply_to and not _answered(composer, post, date)]
    )
    return Message(
        network=Anchor(edition.config.title, base),
        cohort=Anchor(cohort.fields.title, base + addresses.cohort(cohort.id)),
        digest=base + addresses.digest(cohort.id),
        language=composer.language,
        notice=composer.frame.notice,
        since=composer.language.day(since),
        date=composer.language.day(date),
        posts=whole.posts,
        replies=whole.replies,
        new=_by_standard(composer, fresh),
        conversations=_conversations(composer, cohort, since, date),
        waiting=tuple(_line(composer, post) for post in waiting[:MOST_WAITING]),
        more=max(0, len(waiting) - MOST_WAITING),
        due=tuple(
            replace(each, address=composer.frame.base + each.address) for each in due(composer, cohort, date)
        ),
    )


def _line(composer: Composer, post: Post, *, told: bool = False) -> Line:
    who = composer.people.writers_in_words(post)
    return Line(
        composer.entries.title(post),
        composer.frame.base + composer.entries.address(post.id),
        who,
        composer.language.day(post.day),
        _told(composer, post) if told else "",
        language=post.language or composer.content_language,
    )


def _told(composer: Composer, post: Post) -> str:
    """Return the writer's summary, or else the first sentence that says something."""
    words = composer.dependencies.words(post.text)
    return words.summary or teaser(words.excerpt)


def _answered(composer: Composer, post: Post, date: str) -> bool:
    """Return whether somebody else had replied by this day."""
    replies = (composer.edition.posts[each] for each in composer.edition.children.get(post.id, ()))
    return any(
        not each.withdrawn
        and each.day <= date
        and (each.author or each.guest) not in (post.author, *post.with_)
        for each in replies
    )


def _by_standard(composer: Composer, posts: list[Post]) -> tuple[Section, ...]:
    """Return posts by the first standard that they name, in the order of the catalogues, then by phase.

    Each stands there once, so that a mail is no longer than what was written.
    """
    standards = composer.edition.standards
    groups: dict[str, list[Post]] = {}
    for post in posts:
        tags = sorted(post.standards, key=lambda each: standards[each].order)
        groups.setdefault(tags[0] if tags else "", []).append(post)
    return tuple(
        Section(
            _under(composer, tag) if tag else composer.gettext("Without a standard"),
            tuple(_line(composer, post, told=True) for post in sorted(groups[tag], key=_phase(composer))),
        )
        for tag in sorted(groups, key=lambda each: (not each, standards[each].order if each else 0))
    )


def _under(composer: Composer, name: str) -> str:
    """Return a standard's number and title, after those of what it is a part of."""
    standards = composer.edition.standards
    parent = standards[name].parent
    return ": ".join(
        f"{standards[each].number} {standards[each].title}".strip() for each in (parent, name) if each
    )


def _phase(composer: Composer) -> Callable[[Post], int]:
    """Return the key that sorts posts by the place of their phase; those of none come last."""

    def place(post: Post) -> int:
        phase = composer.cohorts.phase(post.cohort, post.phase)
        return phase.place if phase else len(composer.cohorts.phases) + 1

    return place


def _conversations(composer: Composer, cohort: Cohort, since: str, date: str) -> tuple[Line, ...]:
    """Return conversations with new replies, each leading to the first of these."""
    edition = composer.edition
    threads: dict[str, list[Post]] = {}
    for post in edition.posts.values():
        if not post.titled and not post.withdrawn and post.cohort == cohort.id and since <= post.day <= date:
            threads.setdefault(edition.shown_on[post.id][0], []).append(post)
    lines = []
    for root, replies in sorted(
        threads.items(), key=lambda each: min((post.when, post.id) for post in each[1])
    ):
        ordered = sorted(replies, key=lambda post: (post.when, post.id))
        who = dict.fromkeys(writer.title for post in ordered for writer in composer.people.writers(post))
        address, about = composer.frame.base + composer.entries.address(ordered[0].id), edition.posts[root]
        last = composer.language.day(ordered[-1].day)
        lines.append(
            Line(
                composer.entries.title(about),
                address,
                ", ".join(who),
                last,
                replies=len(ordered),
                language=about.language or composer.content_language,
            )
        )
    return tuple(lines)


def due(composer: Composer, cohort: Cohort, date: str) -> tuple[Due, ...]:
    """Return deadlines, events and phases after this day, in order of time."""
    found = sorted((*_programme(composer, cohort), *_events(composer, cohort)))
    return tuple(Due(when, what, address) for starts, when, what, address in found if starts[:10] > date)


def _programme(composer: Composer, cohort: Cohort) -> Iterator[tuple[str, str, str, str]]:
    _, day = composer.gettext, composer.language.day
    for phase in cohort.fields.phases:
        address = composer.cohorts.phases[cohort.id, phase.id].address
        for when, what in (
            (phase.starts, _("“%(title)s” begins", title=phase.title)),
            (phase.ends, _("“%(title)s” ends", title=phase.title)),
        ):
            if when:
                yield when, day(when).label, what, address
    for prompt in cohort.fields.prompts:
        if prompt.due:
            yield (
                prompt.due,
                day(prompt.due).label,
                _("“%(title)s” is to be answered", title=prompt.title),
                addresses.prompt(prompt.id),
            )


def _events(composer: Composer, cohort: Cohort) -> Iterator[tuple[str, str, str, str]]:
    """Yield the cohort's own events, and those for everybody until the cohort ends."""
    for each in composer.calendar.concerning((cohort.id,), most=len(composer.calendar.items)):
        if each.event and (each.cohorts or each.starts[:10] <= cohort.fields.ends):
            parts = (
                composer.gettext("“%(title)s”", title=titled(each, composer.language)),
                called(each.sort, composer.language) if each.sort == "deadline" else "",
                each.place,
            )
            yield each.starts, each.when(composer.language), ", ".join(filter(None, parts)), each.address


def plain(view: Message) -> str:
    """Return the message as plain text."""
    _ = view.language.gettext
    parts = [_filled(view.title), _filled(view.notice), _filled(summary(view))]
    for section in view.new:
        parts += [_headed(section.title), *(_entry(each) for each in section.lines)]
    if view.conversations:
        parts += [
            _headed(_("New replies")),
            *(f"* {_filled(_replied(view, each), '  ')}\n  {each.address}" for each in view.conversations),
        ]
    if view.waiting:
        parts += [
            _headed(_("Waiting for an answer, the oldest first")),
            *(_entry(each) for each in view.waiting),
            *_more(view),
        ]
    if view.due:
        parts += [
            _headed(_("Due next")),
            *(f"* {_filled(f'{each.when}: {each.what}', '  ')}\n  {each.address}" for each in view.due),
        ]
    parts.append(_("Everything by standard and phase") + f":\n{view.digest}")
    return "\n\n".join(filter(None, parts)) + "\n"


def summary(view: Message) -> str:
    """Return a sentence that counts what is new."""
    _, ngettext = view.language.gettext, view.language.ngettext
    if view.nothing:
        return _(
            "Nothing is new between %(first)s and %(last)s.", first=view.since.label, last=view.date.label
        )
    answers = view.replies
    posts = ngettext("%(num)s new post", "%(num)s new posts", view.posts) if view.posts else _("no new posts")
    replies = (
        ngettext("%(num)s new reply", "%(num)s new replies", answers) if answers else _("no new replies")
    )
    text = _("%(posts)s and %(replies)s by %(day)s.", posts=posts, replies=replies, day=view.date.label)
    return text[0].upper() + text[1:]


def _entry(line: Line) -> str:
    text = f"* {_filled(f'{line.title} – {line.who}, {line.day.label}', '  ')}\n  {line.address}"
    return f"{text}\n{textwrap.indent(_filled(line.summary), '  ')}" if line.summary else text


def _replied(view: Message, line: Line) -> str:
    return f"{line.title} – {_answers(view, line.replies, line.who)}"


def _answers(view: Message, number: int, who: str) -> str:
    return view.language.ngettext(
        "%(num)s new reply by %(who)s", "%(num)s new replies by %(who)s", number, who=who
    )


def _more(view: Message) -> Iterator[str]:
    if view.more:
        yield view.language.ngettext("… and %(num)s more.", "… and %(num)s more.", view.more)


def _headed(title: str) -> str:
    filled = _filled(title)
    return f"{filled}\n{'-' * max(map(len, filled.splitlines()), default=0)}"


def _filled(text: str, indent: str = "") -> str:
    """Return text broken into lines that every mail program shows whole."""
    return textwrap.fill(
        " ".join(text.split()),
        _WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def markdown(view: Message) -> str:
    """Return the message as Markdown."""
    _ = view.language.gettext
    parts = [f"# {_marked(view.title)}", _marked(view.notice), _marked(summary(view))]
    for section in view.new:
        parts += [
            f"## {_marked(section.title)}",
            _listed(
                f"{_led(each)} – {_marked(each.who)}, {each.day.label}{_below(each)}"
                for each in section.lines
            ),
        ]
    if view.conversations:
        replies = (
            f"{_led(each)} – {_answers(view, each.replies, _marked(each.who))}" for each in view.conversations
        )
        parts += ["## " + _("New replies"), _listed(replies)]
    if view.waiting:
        parts += [
            "## " + _("Waiting for an answer, the oldest first"),
            _listed(f"{_led(each)} – {_marked(each.who)}, {each.day.label}" for each in view.waiting),
            *_more(view),
        ]
    if view.due:
        parts += [
            "## " + _("Due next"),
            _listed(f"{each.when}: [{_marked(each.what)}]({each.address})" for each in view.due),
        ]
    parts.append("[" + _("Everything by standard and phase") + f"]({view.digest})")
    return "\n\n".join(filter(None, parts)) + "\n"


def _led(line: Line) -> str:
    return f"[{_marked(line.title)}]({line.address})"


def _below(line: Line) -> str:
    return f"\n  {_BEGINS.sub(_escaped, _marked(line.summary))}" if line.summary else ""


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {each}" for each in items)


def _marked(text: str) -> str:
    """Return words for Markdown, with every sign escaped that would mean something there."""
    return _SIGNS.sub(_escaped, " ".join(text.split()))


def _escaped(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}\\{match[0][-1]}"


_SIGNS: Final = re.compile(r"[\\`*_\[\]<>|~&#]")
_BEGINS: Final = re.compile(r"^(?:[-+=:]|\d+[.)])")
"""Signs that have a meaning at the beginning of a line."""
