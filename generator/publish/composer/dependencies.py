"""Dependencies of pages on words, bodies and the day of the build: the one module that reads them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.network.edition import Edition
from generator.network.texts import Text, TextBody, Wording

T = TypeVar("T")
TODAY: Final = ""
"""The day of the build, among the paths of files whose words a page shows."""
_NO_WORDS: Final = Wording()
_NO_BODY: Final = TextBody()
_NOTHING: Final[frozenset[str]] = frozenset()


class Recorded(Struct, frozen=True):
    """The files that something depends on: those whose words it shows, and those whose bodies."""

    words: Set[str]
    bodies: Set[str]

    @property
    def files(self) -> Set[str]:
        """All of these files, without the day."""
        return (self.words | self.bodies) - {TODAY}


class Dependencies:
    """The words and bodies of an edition's files, and a record of those that were read."""

    def __init__(self, words: Mapping[str, Wording], bodies: Mapping[str, TextBody], date: str) -> None:
        self._all_words = words
        self._all_bodies = bodies
        self._date = date
        self._words: set[str] = set()
        self._bodies: set[str] = set()
        self._shared: dict[tuple[Callable[..., Any], Hashable], tuple[Any, Recorded]] = {}

    def words(self, text: Text) -> Wording:
        """Return the title, the summary and the excerpt of a text."""
        self._words.add(text.path)
        return self._all_words.get(text.path, _NO_WORDS)

    def body(self, text: Text) -> TextBody:
        """Return the digest of a text's HTML, and what is known of its body."""
        self._bodies.add(text.path)
        return self._all_bodies.get(text.path, _NO_BODY)

    def today(self) -> str:
        """Return the day of the build; empty where none was given."""
        self._words.add(TODAY)
        return self._date

    def has_passed(self, day: str) -> bool:
        """Return whether a day lies before the day of the build."""
        return day < self.today()

    def reading(self, edition: Edition, texts: Iterable[Text]) -> Edition:
        """Return an edition that holds the words and bodies of these texts, and of no others."""
        wanted = tuple(texts)
        return replace(
            edition,
            words={each.path: self.words(each) for each in wanted},
            bodies={each.path: self.body(each) for each in wanted},
        )

    def recorded(self, make: Callable[..., T], *args: Any) -> tuple[T, Recorded]:
        """Return `make(*args)`, and what it depends on."""
        before = self._words, self._bodies
        self._words, self._bodies = set(), set()
        try:
            made = make(*args)
            return made, Recorded(self._words, self._bodies or _NOTHING)
        finally:
            self._words, self._bodies = before

    def once(self, make: Callable[..., T], identity: Hashable, *args: Any) -> T:
        """Return `make(*args)`, made for the first who asks for this identity and shared with all others.

        Everything that shows the shared part depends on what the part depends on.
        """
        key = make, identity
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = self.recorded(make, *args)
        part, depends = found
        self._words |= depends.words
        if depends.bodies:
            self._bodies |= depends.bodies
        made: T = part
        return made
