"""Texts and comments of an export as files of the network."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.importing.addresses import Aliases, Book, TextAddresses, former
from generator.authoring.importing.conversion import Converted, converted
from generator.authoring.importing.exports import ANSWERS, AUDIENCE, NEVER, STANDARDS, Comment, Item
from generator.authoring.importing.identities import key, of_comment, of_text, printable, unaddressed
from generator.authoring.importing.placing import Place, Placed, Reply
from generator.authoring.importing.plan import DRAFT, Choice, Plan
from generator.authoring.importing.planning import day, plain
from generator.authoring.importing.shelf import Shelf
from generator.authoring.importing.shortcodes import Picture, shown
from generator.authoring.importing.survey import Surveyed
from generator.authoring.importing.terms import PHASE, PROMPT, term_key
from generator.model.audience import AUDIENCES, PUBLIC
from generator.network.records import Cohort
from generator.source.files.readers import MOST_NAMES
from generator.source.front_matter import composed
from generator.source.markdown.slots import IMAGES

AS_DRAFT: Final[Mapping[str, object]] = {"draft": True}
"""The settings of a draft: nobody but its writer sees it."""
NO_TEXT: Final = "—"
"""The text of what has none: a title, or a comment, is still part of a thread."""
MOST_OF_TITLE: Final = 200
MOST_BYTES: Final = 250_000
MOST_LINES: Final = 4_900
"""Of one text, a little below what is read."""
_RULE: Final = re.compile(r"^---$", re.MULTILINE)
_BARE: Final = re.compile(r"(?<![\"'=\w>])https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_ORIGIN: Final = re.compile(r"^imported: \{(?:source: (?P<source>\".*\"), digest: )?.*\}\n", re.MULTILINE)


class File(Struct, frozen=True):
    """A file that comes in: its path, its identity in the export, its text, and what was not carried over.

    `answers` are the files that it answers, where its export says so apart from the order of comments.
    """

    path: str
    source: str
    text: str
    notes: tuple[str, ...] = ()
    kind: str = "post"
    answers: tuple[str, ...] = ()


class Setting(Struct, frozen=True):
    """All that the files of an import follow from, beside the exports."""

    plan: Plan
    choices: Mapping[str, Choice]
    cohort: Cohort
    placed: Placed
    book: Book
    shelf: Shelf
    aliases: Aliases
    elsewhere: frozenset[str]
    """Those who are in another cohort, too, so that their posts have to name this one."""
    pings: Mapping[str, Sequence[str]]
    """For each text, by its identity, the texts that it sent a pingback to."""
    standards: frozenset[str]
    """The ids of all standards."""


class Composer:
    """The files of one export."""

    def __init__(self, setting: Setting, export: Surveyed) -> None:
        self.setting = setting
        self.export = export
        self.means = {term_key(each.of, each.term): each.means for each in setting.plan.terms}
        self.attached = {each.id: each for each in export.attachments}

    def files(self, item: Item) -> Iterator[File]:
        """Yield the file of a text, and those of the comments on it."""
        source = of_text(self.export.blog, item)
        place = self.setting.placed.texts.get(source)
        if place is None:
            return
        yield self._text(source, item, place)
        for comment in item.comments:
            reply = self.setting.placed.replies.get(of_comment(source, comment))
            if reply is not None:
                yield self._comment(of_comment(source, comment), comment, reply, item)

    def _text(self, source: str, item: Item, place: Place) -> File:
        choice = self.setting.choices[source]
        addresses = self._addresses(place, item)
        found = self.converted(item, addresses)
        body = self._with_featured(item, addresses, found.text)
        body = self._with_pings(source, place, body)
        settings = self._settings(item, place, choice, body)
        kind = "post" if place.person else "page"
        made = _file(place.path, source, settings, body, found.notes, kind)
        return replace(made, answers=tuple(each.path for each in self._answers(item)))

    def converted(self, item: Item, addresses: TextAddresses) -> Converted:
        """Return the text of an item as Markdown."""
        footnotes = item.value("footnotes")
        return converted(item.content, addresses, lambda ids: self._gallery(ids, item), footnotes)

    def earlier(self, item: Item) -> list[str]:
        """Return the addresses that an item had."""
        return former(item)

    def _addresses(self, place: Place, item: Item) -> TextAddresses:
        here = item.link or self.export.blog.address
        return TextAddresses(self.setting.book, self.setting.shelf, place.path, here)

    def _settings(self, item: Item, place: Place, choice: Choice, body: str) -> dict[str, object]:
        title = plain(item.title)[:MOST_OF_TITLE] or printable(beginning(body)) or item.id
        aliases = [self.setting.aliases.of(each, place.path) for each in self.earlier(item)]
        is_draft = choice.audience == DRAFT
        whom: dict[str, object] = dict(AS_DRAFT) if is_draft else {"audience": choice.audience}
        own = {"summary": _summary(item.excerpt), "aliases": [*filter(None, aliases)]}
        if not place.person:
            return {"title": title, **whom, **own, "footer": "no"}
        if choice.audience == self.setting.cohort.fields.audience:
            whom = {}
        when = moment(item.date, item.date_gmt) or day(item, self.setting.plan.as_of, choice.date)
        cohort = self.setting.cohort.id if place.person in self.setting.elsewhere else ""
        tags = self._tags(item, choice.prompt)
        links = {"with": list(place.others), "reply_to": [each.identity for each in self._answers(item)]}
        return {"title": title, "date": when, **links, **tags, "cohort": cohort, **whom, **own}

    def _answers(self, entry: Item | Comment) -> list[Place]:
        """Return what an entry answers, by what an export of Enquiry's own says of it: `7`, `7#comment-9`."""
        found = []
        for each in entry.value(ANSWERS).split()[:MOST_NAMES]:
            source = f"{key(self.export.blog.address)}?p={each}"
            text, reply = self.setting.placed.texts.get(source), self.setting.placed.replies.get(source)
            place = reply.place if reply else text
            if place is not None and (place.person or reply):
                found.append(place)
        return found

    def _tags(self, item: Item, prompt: str) -> dict[str, object]:
        """Return the standards, the phase and the prompt that the terms of a text stand for."""
        means = [
            meaning
            for each in item.terms
            for meaning in self.means.get(term_key(each.taxonomy, each.name or each.slug), ())
        ]
        phases = [each.removeprefix(PHASE) for each in means if each.startswith(PHASE)]
        asked = [each.removeprefix(PROMPT) for each in means if each.startswith(PROMPT)]
        prompts = [prompt] if prompt else asked
        standards = [each for each in means if not each.startswith((PHASE, PROMPT))]
        return {
            "standards": list(dict.fromkeys(standards))[:50],
            "phase": phases[0] if phases and not self._has_phase(prompts[:1]) else "",
            "prompt": prompts[0] if prompts else "",
        }

    def _has_phase(self, prompts: Sequence[str]) -> bool:
        """Return whether a prompt belongs to a phase, which then need not be named."""
        return any(each.phase for each in self.setting.cohort.fields.prompts if each.id in prompts)

    def _gallery(self, ids: Sequence[str], item: Item) -> Iterator[Picture]:
        """Yield the files with these numbers; without any, the pictures that were added to this text."""
        wanted = ids or [each.id for each in self.attached.values() if each.parent == item.id]
        for each in wanted:
            if (found := self.attached.get(each)) and found.attachment:
                is_picture = _is_picture(found.attachment)
                if ids or is_picture:
                    yield Picture(
                        found.attachment,
                        found.value("_wp_attachment_image_alt"),
                        found.excerpt,
                        plain(found.title),
                        is_picture,
                    )

    def _with_featured(self, item: Item, addresses: TextAddresses, body: str) -> str:
        """Return a text with the picture that its blog shows above it."""
        found = self.attached.get(item.value("_thumbnail_id"))
        if found is None or not found.attachment or not _is_picture(found.attachment):
            return body
        source = addresses.picture(found.attachment)
        if source and f"]({source})" in body:
            return body
        picture = Picture(found.attachment, found.value("_wp_attachment_image_alt"), found.excerpt)
        return f"{converted(shown(picture), addresses, lambda _: ()).text}\n\n{body}".strip()

    def _with_pings(self, source: str, place: Place, body: str) -> str:
        """Return a text with links to those that it sent a pingback to, as far as it has none."""
        for each in self.setting.pings.get(source, ()):
            target = self.setting.placed.texts[each]
            link = TextAddresses(self.setting.book, self.setting.shelf, place.path, "").beside(target.path)
            if f"]({link}" not in body:
                body += f"\n\n[{self.setting.book.titles.get(each, target.identity)}]({link})"
        return body

    def _comment(self, source: str, comment: Comment, reply: Reply, item: Item) -> File:
        addresses = self._addresses(reply.place, item)
        found = converted(_clickable(comment.content), addresses, lambda _: ())
        when = moment(comment.date, comment.date_gmt) or day(item, self.setting.plan.as_of)
        guest = unaddressed(printable(reply.guest)) or "Somebody"
        name = {} if reply.place.person else {"name": guest[:MOST_OF_TITLE]}
        answers = self._answers(comment)
        reply_to: object = [each.identity for each in answers] or reply.answers.identity
        settings = {**name, "reply_to": reply_to, "date": when, **self._reply_settings(comment, reply)}
        kind = "reply" if reply.place.person else "guest"
        made = _file(reply.place.path, source, settings, found.text, found.notes, kind)
        return replace(made, answers=tuple(each.path for each in answers))

    def _reply_settings(self, comment: Comment, reply: Reply) -> dict[str, object]:
        """Return what an export of Enquiry's own says of a reply: co-writers, standards, for whom it is."""
        tags = [each for each in comment.value(STANDARDS).split() if each in self.setting.standards]
        whom = comment.value(AUDIENCE)
        narrow = whom if whom in AUDIENCES[:PUBLIC] else ""
        return {"with": list(reply.place.others), "standards": tags[:MOST_NAMES], "audience": narrow}


def _file(
    path: str, source: str, settings: Mapping[str, object], body: str, notes: Sequence[str], kind: str
) -> File:
    """Return a file; what is too long to be read is shortened, and named."""
    found = list(notes)
    if len(body.encode()) > MOST_BYTES or body.count("\n") > MOST_LINES:
        kept, rest = _shortened(body)
        found.append(f"the end of a text that is too long for one file, from “{printable(rest)[:60]}” on")
        body = kept
    if not _is_seen(body):
        found.append("nothing: it has no text")
        body = NO_TEXT
    body = body.strip()
    text = signed(composed(settings, f"{body}\n"), source)
    return File(path, source, text, tuple(found), kind)


def _is_seen(body: str) -> bool:
    """Return whether a reader sees anything of a text: more than rules, and signs that nobody sees."""
    return any(not each.isspace() and unicodedata.category(each) != "Cf" for each in _RULE.sub("", body))


def _shortened(body: str) -> tuple[str, str]:
    lines = body.split("\n")
    size = count = 0
    for line in lines:
        size += len(line.encode()) + 1
        if size > MOST_BYTES or count >= MOST_LINES:
            break
        count += 1
    return "\n".join(lines[:count]), "\n".join(lines[count:])


def signed(text: str, source: str, mark: str = "") -> str:
    """Return a file with the setting that says where it comes from, and with a digest of all else.

    `mark` is the digest of a part of it, where no more than that is compared later.
    """
    bare = _ORIGIN.sub("", text, count=1)
    end = bare.index("\n---\n", 3)
    digest = mark or fingerprint(bare)
    origin = f'imported: {{source: {json.dumps(source, ensure_ascii=False)}, digest: "{digest}"}}'
    return f"{bare[:end]}\n{origin}{bare[end:]}"


def resigned(text: str) -> str:
    """Return a signed file, whose settings were changed, with a new digest."""
    found = _ORIGIN.search(text)
    return signed(text, json.loads(found["source"]) if found else "")


def fingerprint(text: str) -> str:
    """Return the digest of a file without the setting that says where it comes from."""
    return hashlib.blake2b(_ORIGIN.sub("", text, count=1).encode(), digest_size=6).hexdigest()


def moment(local: str, gmt: str) -> str:
    """Return a moment with its offset from Greenwich, as far as WordPress says it; empty without a date."""
    here, there = _parsed(local), _parsed(gmt)
    if here is not None and len(local.strip()) == len("2018-01-15"):
        return local.strip()
    if here is None and there is None:
        return ""
    if here is None or there is None:
        return f"{there.isoformat()}+00:00" if there else here.isoformat() if here else ""
    minutes = round((here - there).total_seconds() / 60)
    if abs(minutes) > 14 * 60 or minutes % 15:
        return f"{there.isoformat()}+00:00"
    return here.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes))).isoformat()


def _parsed(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text.strip()) if text != NEVER else None
    except ValueError:
        return None
    if found is None or not 1900 <= found.year <= 2200 or len(text.strip()) < 10:
        return None
    return found.replace(microsecond=0, tzinfo=None)


def _summary(excerpt: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", excerpt)).split()) if excerpt.strip() else ""


def beginning(body: str) -> str:
    """Return the first words of a text that has no title."""
    words = re.sub(r"[\\*_`#>\[\]!]|\([^()\s]*\)|<[^<>]*>", "", body).split()
    return " ".join(words[:8])[:60].strip()


def _is_picture(address: str) -> bool:
    return bool(re.search(rf"(?:{'|'.join(map(re.escape, sorted(IMAGES)))})$", address, re.IGNORECASE))


def _clickable(text: str) -> str:
    """Return a comment with links in the place of bare addresses, as WordPress shows it."""
    if "http" not in text or "<a" in text.lower():
        return text
    return _BARE.sub(lambda match: f'<a href="{match[0]}">{match[0]}</a>', text)
