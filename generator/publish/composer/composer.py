"""The composer of one edition: the parts of its pages, by what they are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property
from typing import Any, TypeVar

from msgspec.structs import replace

from generator.network.edition import Edition
from generator.network.texts import TextBody, Wording
from generator.publish.composer.actions import Actions
from generator.publish.composer.chronology import Chronology
from generator.publish.composer.cohorts import Cohorts
from generator.publish.composer.dependencies import Dependencies
from generator.publish.composer.entries import Entries
from generator.publish.composer.files import Files
from generator.publish.composer.frame import Frame
from generator.publish.composer.identifiers import Identifiers
from generator.publish.composer.people import People
from generator.publish.composer.records import Records
from generator.publish.composer.tags import Tags
from generator.publish.composer.texts import Texts
from generator.publish.language import ENGLISH, Language
from generator.publish.threads import Threads, threads
from generator.subjects.events.calendar import Calendar, calendar_of

T = TypeVar("T")


class Composer:
    """The parts of one edition's pages.

    `edition` holds the structure of the content; its words and bodies are taken out of it, and found through
    `dependencies` alone. `date` is the day of the build, empty where none was given. `searched` says that the
    edition gets a search index; `edits`, that it has the editor. `known` are the edition's
    conversations, where they have been laid out before.
    """

    def __init__(
        self,
        edition: Edition,
        language: Language = ENGLISH,
        *,
        date: str = "",
        searched: bool = False,
        edits: bool = False,
        known: Threads | None = None,
    ) -> None:
        self.edition = replace(edition, words={}, bodies={})
        self.language = language
        self.searched = searched
        self.edits = edits
        self.frame = Frame(self.edition, language)
        self.threads = known or threads(edition)
        self.identifiers = Identifiers(self.edition)
        self.cohorts = Cohorts(edition.cohorts, dict(edition.config.programmes))
        self.people = People(edition.people, self.cohorts, language)
        self.tags = Tags(edition.standards, edition.by_standard, edition.viewer.is_public)
        self.chronology = Chronology(self.edition, self.cohorts)
        self.actions = Actions(self.edition, self.people, edits)
        self.records = Records(self.edition)
        self._derived: dict[Callable[[Edition], Any], Any] = {}
        self._date = date
        self.set_words(edition.words, edition.bodies)

    def set_words(self, words: Mapping[str, Wording], bodies: Mapping[str, TextBody]) -> None:
        """Make the parts that show words anew, with these words."""
        self.dependencies = Dependencies(words, bodies, self._date)
        self.files = Files(self.edition.assets)
        self.texts = Texts(self.edition, self.language, self.threads, self.files, self.dependencies)
        self.entries = Entries(
            self.edition,
            self.language,
            self.content_language,
            self.threads,
            self.cohorts,
            self.people,
            self.tags,
            self.texts,
            self.dependencies,
        )

    def reworded(self, words: Mapping[str, Wording], bodies: Mapping[str, TextBody]) -> Composer:
        """Return the composer of an edition of the same structure with other words.

        Parts that show no words are kept.
        """
        other = copy(self)
        other.set_words(words, bodies)
        return other

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a message in the edition's language."""
        return self.language.gettext(message, **values)

    @cached_property
    def content_language(self) -> str:
        """The language of the network's own words, where the interface is in another; otherwise empty."""
        language = self.edition.config.language
        return "" if language == self.language.code else language

    @property
    def calendar(self) -> Calendar:
        """The calendar of the edition."""
        return self.derived(calendar_of)

    def derived(self, make: Callable[[Edition], T]) -> T:
        """Return what follows from the edition's structure, made once for all pages that show some of it."""
        if make not in self._derived:
            self._derived[make] = make(self.edition)
        found: T = self._derived[make]
        return found
