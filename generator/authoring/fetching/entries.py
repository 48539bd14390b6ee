"""Entries of feeds as files of the network."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urljoin

from msgspec import Struct

from generator.authoring.fetching.blogs import Blog
from generator.authoring.fetching.feeds import Entry
from generator.authoring.files import settings
from generator.authoring.importing.composing import MOST_BYTES, MOST_LINES, MOST_OF_TITLE, beginning, signed
from generator.authoring.importing.conversion import from_html
from generator.authoring.importing.identities import key
from generator.authoring.importing.planning import plain
from generator.authoring.importing.terms import PHASE, PROMPT, Words
from generator.model.slugs import slugify
from generator.network.catalogues import Standards
from generator.network.programme import cohort_on, running
from generator.network.records import Cohort
from generator.source.document import Document
from generator.source.files.post import PostFields
from generator.source.files.readers import MOST_NAMES
from generator.source.front_matter import HANDLER, composed, unified

MOST_OF_SLUG: Final = 60


class Written(Struct, frozen=True):
    """The words of an entry as they are written here, and what could not be carried over."""

    title: str
    body: str
    notes: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The digest of the words, by which it is known whether somebody has changed them."""
        return mark(self.title, self.body)


class Network(Struct, frozen=True):
    """All of a network that files follow from: what terms mean, where originals are, its own addresses."""

    standards: Standards
    language: str
    meanings: Mapping[str, tuple[str, ...]]
    originals: dict[str, str]
    own: frozenset[str]


def mark(title: str, body: str) -> str:
    """Return the digest of a title and a text."""
    return hashlib.blake2b(f"{title}\n{body.strip()}".encode(), digest_size=6).hexdigest()


def seen(entry: str) -> str:
    """Return the digest of an entry's id, which says nothing of what was withdrawn."""
    return hashlib.blake2b(entry.encode(), digest_size=6).hexdigest()


def day(entry: Entry, today: str) -> str:
    """Return the day of an entry; without a date, that on which it was fetched."""
    return entry.date[:10] or today


def name(entry: Entry) -> str:
    """Return the name of the file of an entry, without its date."""
    slug = slugify(plain(entry.title)) or slugify(posixpath.basename(entry.address.rstrip("/"))) or "post"
    return slug[:MOST_OF_SLUG].strip("-")


def written(entry: Entry, path: str, network: Network) -> Written:
    """Return the words of an entry as Markdown."""
    found = from_html(entry.html, _Addresses(path, entry.address, network.originals))
    body, notes = found.text.strip() or f"<{entry.address}>", found.notes
    lines = body.split("\n")
    if len(body.encode()) > MOST_BYTES or len(lines) > MOST_LINES:
        body = f"<{entry.address}>"
        notes = ("its text, which is too long for one file",)
    return Written(plain(entry.title)[:MOST_OF_TITLE] or beginning(body) or entry.address, body, notes)


def composed_entry(entry: Entry, words: Written, blog: Blog, network: Network, today: str) -> str:
    """Return the file of a new entry."""
    when = day(entry, today)
    mine = [each for each in blog.cohorts if running(each.fields, when)]
    spoken = entry.language if _primary(entry.language) not in ("", _primary(network.language)) else ""
    given = {
        "title": words.title,
        "date": entry.date or when,
        "original": entry.address,
        **_tags(entry, cohort_on(blog.cohorts, when), network),
        "cohort": mine[-1].id if len(mine) > 1 else "",
        "language": spoken if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", spoken) else "",
        "audience": blog.audience,
    }
    return signed(composed(given, f"{words.body}\n"), entry.id, words.mark)


def words_of(document: Document, text: str) -> str:
    """Return the digest of the words of a file as they are now."""
    whole = unified(text)
    parts = HANDLER.find(whole)
    title = document.fields.title if isinstance(document.fields, PostFields) else ""
    return mark(title, whole[parts.body :] if parts else whole)


def changed(document: Document, text: str, words: Written) -> str:
    """Return a file with other words, its settings as they are; empty where that can't be done."""
    edited = settings.edited(
        document.path,
        unified(text),
        settings.put(words.title, "title"),
        settings.put(words.mark, "imported", "digest"),
    )
    parts = HANDLER.find(edited.text) if edited else None
    return f"{edited.text[: parts.body].rstrip()}\n\n{words.body}\n" if edited and parts else ""


def _primary(language: str) -> str:
    return language.strip().partition("-")[0].lower()


def _tags(entry: Entry, cohort: Cohort | None, network: Network) -> dict[str, object]:
    """Return the standards, the phase and the prompt that an entry's terms say in so many words."""
    if cohort is None:
        return {}
    words = Words(cohort, network.standards)
    means: list[str] = []
    for _, term in entry.terms:
        given = network.meanings.get(slugify(term))
        means += given if given is not None else filter(None, (words.meant(term),))
    phases = [each.removeprefix(PHASE) for each in means if each.startswith(PHASE)]
    prompts = [each.removeprefix(PROMPT) for each in means if each.startswith(PROMPT)]
    standards = [each for each in means if each in network.standards]
    return {
        "standards": list(dict.fromkeys(standards))[:MOST_NAMES],
        "phase": phases[0] if phases else "",
        "prompt": prompts[0] if prompts else "",
    }


class _Addresses:
    """The addresses of one entry: what is in the network is linked to as a file."""

    def __init__(self, path: str, here: str, originals: Mapping[str, str]) -> None:
        self.path = path
        self.here = here
        self.originals = originals

    def link(self, address: str) -> str:
        """Return the address of a link: a file where its target is here, or else the whole of it."""
        try:
            whole = urljoin(self.here, address)
        except ValueError:
            return ""
        found = self.originals.get(key(whole))
        return posixpath.relpath(found, posixpath.dirname(self.path)) if found else whole

    def picture(self, address: str) -> str:  # noqa: ARG002 - as a text asks of any addresses
        """Return nothing: pictures stay where they are, and a link leads there."""
        return ""
