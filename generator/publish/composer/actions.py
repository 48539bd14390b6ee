"""Ways to write, to answer and to edit: the editor, the forge's forms, or else a command."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from msgspec import Struct

from generator.model import addresses
from generator.network.edition import Edition, writes
from generator.network.records import Post
from generator.publish import forge
from generator.publish.composer.people import People
from generator.publish.views.post import ReplyForm, ReplyTarget
from generator.source.files import unwritten
from generator.source.files.cohort import PromptFields


class Actions(Struct, frozen=True):
    """Ways to write, to answer and to edit the entries of an edition, which may have the editor (`edits`).

    Addresses in the editor are relative to the top of the edition, and those of a forge are whole.
    """

    edition: Edition
    people: People
    edits: bool = False
    _repliers: dict[str, tuple[tuple[str, str], ...]] = {}

    def reply(self, post: Post, today: str = "") -> ReplyTarget | None:
        """Return how to answer an entry; None where its identity is not given away, or nobody writes.

        `today` is the day that stands in the forge's page; without it the sign for one does.
        """
        if not post.source or not writes(self.edition.config, self.edition.viewer):
            return None
        label = self.people.writers_in_words(post)
        if write := self.write("replies", reply_to=post.id, standards=",".join(post.standards)):
            return ReplyTarget(label, "", "", "", write)
        if self.edition.config.forge:
            words = self.people.language.gettext(unwritten.REPLY)
            return ReplyTarget(
                label, f"---\nreply_to: {post.id}\ndate: {today or unwritten.DAY}\n---\n\n{words}\n", "", ""
            )
        file = f"content/participants/YOUR-FOLDER/replies/{unwritten.DAY}-{_name(post)}.md"
        return ReplyTarget(label, "", f"enquiry reply {post.id} --as YOUR-FOLDER", file)

    def reply_form(self, post: Post) -> ReplyForm | None:
        """Return the forge's page for a new reply in the conversation of a post; None without a forge."""
        setting = self.edition.config.forge
        if setting is None or self.edits:
            return None
        people = self._repliers.get(post.cohort)
        if people is None:
            people = self._repliers[post.cohort] = tuple(sorted(self._who_may_reply(post.cohort)))
        return forge.reply_form(setting, people, _name(post), self.edition.posts)

    def answer(self, prompt: PromptFields, today: str) -> str:
        """Return the forge's page that starts a post in answer to a prompt; empty without a forge."""
        viewer = self.edition.viewer
        file = f"participants/{viewer.person or 'YOUR-FOLDER'}/posts/{today}-{prompt.id}.md"
        words = self.people.language.gettext(unwritten.POST)
        settings = f"---\ntitle:\ndate: {today}\nprompt: {prompt.id}\n---\n\n"
        return forge.new(self.edition.config.forge, file, f"{settings}{words}\n")

    def edit(self, source: str) -> str:
        """Return the address that edits a file of the content folder; empty without editor and forge."""
        if self.edits and source:
            return f"{addresses.WRITE}?{urlencode({'edit': source}, safe='/')}"
        return forge.edit(self.edition.config.forge, source)

    def write(self, collection: str, **known: str) -> str:
        """Return the address at which the editor starts a record; empty without an editor."""
        if not self.edits:
            return ""
        given = {name: value for name, value in known.items() if value}
        return f"{addresses.WRITE}?{urlencode({'new': collection, **given}, safe='/', quote_via=quote)}"

    def _who_may_reply(self, cohort: str) -> Iterable[tuple[str, str]]:
        """Yield names with the ids of their folders.

        The public edition offers nobody's name to write in.
        """
        edition = self.edition
        if edition.viewer.is_public:
            return []
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


def _name(post: Post) -> str:
    """Return the name of a file that answers a post."""
    return f"to-{post.id.rpartition('/')[2]}"
