"""The rounds: steps that the contenders take in turn.

Afterwards the sites are checked for what they should show.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Final

from tests.benchmarks.contender import Contender
from tests.benchmarks.corpus import Entry, corpus
from tests.benchmarks.measure import Command, Failed, Run, Trash, timed

COLD, SAME, BODY, TITLE, EDITIONS = (
    "cold build",
    "nothing changed",
    "one post's body edited",
    "one post's title edited",
    "three editions, cold",
)
_POST_PAGE: Final = b'class="entry h-entry"'
_REPLY: Final = re.compile(rb"\b[pu]-comment\b")
_TITLE_LINE: Final = re.compile(r'^title: "(.*)"$', re.MULTILINE)


@dataclass(frozen=True)
class Prepared:
    """A corpus that is on disk. `editable` are posts in a random order that is always the same."""

    people: int
    posts: int
    replies: int
    words: int
    digest: str
    editable: tuple[Entry, ...]


@dataclass(frozen=True)
class Shown:
    """The contents of a site: pages of posts that hold the post, replies on them in full, and its size."""

    posts: int
    replies: int
    files: int
    size: int


@dataclass
class Results:
    """The runs of one size: by scenario, by contender, in the order in which they were made."""

    prepared: Prepared
    runs: dict[str, dict[str, list[Run]]] = field(default_factory=dict)
    shown: dict[str, Shown] = field(default_factory=dict)

    def add(self, scenario: str, name: str, run: Run) -> None:
        """One more run."""
        self.runs.setdefault(scenario, {}).setdefault(name, []).append(run)


def prepare(entries: int, contenders: Sequence[Contender]) -> Prepared:
    """Write the corpus for each contender.

    In a process of its own: what starts a program must be small, since the system counts its memory as the
    program's.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as helper:
        return helper.submit(_prepare, entries, contenders).result()


def _prepare(entries: int, contenders: Sequence[Contender]) -> Prepared:
    text = corpus(entries)
    for contender in contenders:
        contender.write(text)
    chosen = Random(entries).sample(text.posts, min(100, len(text.posts)))
    words = sum(len(each.body.split()) for each in (*text.posts, *text.replies))
    return Prepared(
        len(text.people),
        len(text.posts),
        len(text.replies),
        words,
        text.digest(),
        tuple(replace(each, body="") for each in chosen),
    )


class Editor:
    """Edits one post after another, the same in each contender's sources.

    What it writes is nowhere else, so that a page that shows it is new.
    """

    def __init__(self, posts: Sequence[Entry], word: str) -> None:
        self.word = word
        self._posts: Iterator[tuple[int, Entry]] = (
            (number, posts[number % len(posts)]) for number in range(sys.maxsize)
        )

    def next(self) -> tuple[str, Entry]:
        """A word and the post in which to put it."""
        number, post = next(self._posts)
        return f"{self.word}{number:05d}", post

    @staticmethod
    def body(file: Path, word: str) -> None:
        """Add a paragraph."""
        with file.open("a", encoding="utf-8") as text:
            text.write(f"\n{word}: there was one more thing to say about this.\n")

    @staticmethod
    def title(file: Path, word: str) -> None:
        """Add a word to the title."""
        text = file.read_text(encoding="utf-8")
        file.write_text(
            _TITLE_LINE.sub(lambda found: f'title: "{found[1]} {word}"', text, count=1), encoding="utf-8"
        )


class Rounds:
    """All builds of one size: each contender once, the other once, and again."""

    def __init__(
        self,
        contenders: Sequence[Contender],
        prepared: Prepared,
        trash: Trash,
        log: Path,
        say: Callable[[str], None],
    ) -> None:
        self.contenders = contenders
        self.results = Results(prepared)
        self.editor = Editor(prepared.editable, "Afterthought")
        self.trash = trash
        self.log = log
        self.say = say

    def all(self, runs: int) -> Results:
        """Every scenario, this many times."""
        for _ in range(runs):
            self._cold()
        for contender in self.contenders:
            self.results.shown[contender.name] = shown(contender.site)
        for _ in range(runs):
            for contender in self.contenders:
                self._run(SAME, contender, contender.build())
        for _ in range(runs):
            self._edited(BODY, Editor.body, lambda contender, post: (contender.page(contender.site, post),))
        for _ in range(runs):
            self._edited(
                TITLE,
                Editor.title,
                lambda contender, post: (
                    contender.page(contender.site, post),
                    *contender.lists(contender.site, post),
                ),
            )
        return self.results

    def _cold(self) -> None:
        for contender in self.contenders:
            self.trash.take(contender.made())
            self._run(COLD, contender, contender.build())
        for contender in self.contenders:
            if contender.has_editions:
                self.trash.take(contender.made(every_edition=True))
                self._run(EDITIONS, contender, contender.build(every_edition=True))

    def _edited(
        self,
        scenario: str,
        edit: Callable[[Path, str], None],
        where: Callable[[Contender, Entry], tuple[Path, ...]],
    ) -> None:
        word, post = self.editor.next()
        for contender in self.contenders:
            edit(contender.source(post), word)
            self._run(scenario, contender, contender.build())
            for page in where(contender, post):
                if not any(
                    word in each.read_text(encoding="utf-8")
                    for each in (page.rglob("*.html") if page.is_dir() else (page,))
                ):
                    raise Failed(f"{contender.name} was quick, but {page} does not show the edit.")

    def _run(self, scenario: str, contender: Contender, command: Command) -> None:
        run = timed(command, self.log)
        self.results.add(scenario, contender.name, run)
        self.say(
            f"{scenario}, {contender.name}: {run.wall:.2f} s, {run.cpu:.2f} s of the cores, "
            f"{run.peak / 1e6:.0f} MB"
        )


def shown(site: Path) -> Shown:
    """Count what is in a site, a file at a time."""
    posts = replies = files = size = 0
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder, name)
            files, size = files + 1, size + path.stat().st_size
            if name.endswith(".html") and _POST_PAGE in (text := path.read_bytes()):
                posts, replies = posts + 1, replies + len(_REPLY.findall(text))
    return Shown(posts, replies, files, size)
