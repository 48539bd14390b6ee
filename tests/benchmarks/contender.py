"""The interface between the benchmark and a generator, and its implementation for Enquiry.

Hugo's is in `hugo.py`.
"""

from __future__ import annotations

import json
import re
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Final

from tests.benchmarks import corpus
from tests.benchmarks.corpus import Corpus, Entry
from tests.benchmarks.measure import Command

ROOT: Final = Path(__file__).resolve().parents[2]
_PLAIN: Final = re.compile(r"[a-z0-9][\w/.-]*(?:T[\d:]+Z)?")


class Contender(ABC):
    """A generator with a folder of its own, in which its sources and all that it makes lie."""

    has_editions: ClassVar[bool] = False
    tells_reload: ClassVar[bool] = False
    """Return whether the benchmark can hear this one's preview tell the browser to reload."""
    ready: ClassVar[str]
    """The line that its preview prints when it is up."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder

    @property
    def site(self) -> Path:
        """Return the folder of the edition that all scenarios build."""
        return self.folder / "site"

    @property
    def served(self) -> Path:
        """Return the folder that the preview writes."""
        return self.folder / "served"

    @abstractmethod
    def write(self, text: Corpus) -> None:
        """Write the corpus in this generator's form."""

    @abstractmethod
    def build(self, *, every_edition: bool = False) -> Command:
        """A whole build as a process."""

    @abstractmethod
    def made(self, *, every_edition: bool = False) -> tuple[Path, ...]:
        """All that a cold build must not find."""

    @abstractmethod
    def serve(self, port: int) -> Command:
        """The preview, with its pages on disk."""

    @abstractmethod
    def source(self, post: Entry) -> Path:
        """The file to edit."""

    @abstractmethod
    def page(self, site: Path, post: Entry) -> Path:
        """A post's page in a site."""

    @abstractmethod
    def lists(self, site: Path, post: Entry) -> tuple[Path, ...]:
        """Other pages that show the post's title: its writer's, and one of posts by their standards.

        Of a folder it is one of the pages in it.
        """


class Enquiry(Contender):
    """Enquiry, as it is in some folder: the working tree, or another revision of it."""

    has_editions = True
    tells_reload = True
    ready = "stop with Ctrl+C"

    def __init__(self, name: str, folder: Path, tree: Path = ROOT) -> None:
        super().__init__(name, folder)
        self.tree = tree

    def write(self, text: Corpus) -> None:
        """A content folder: one cohort, one catalogue, everything public."""
        content = self.folder / "content"
        put(
            content / "network.yaml",
            settings(
                title=corpus.TITLE,
                address="https://example.org/",
                language="en-GB",
                timezone="UTC",
                standards=["craft"],
                concern="mailto:concerns@example.org",
                privacy_contact="mailto:privacy@example.org",
            ),
        )
        elements = [
            {"id": name, "kind": "standard", "number": name.removeprefix("craft-"), "title": title}
            for name, title in corpus.STANDARDS.items()
        ]
        put(
            content / "standards/craft.yaml",
            settings(
                suite="craft",
                title="The craft of teaching",
                publisher="Nobody",
                in_force_from="2020-01-01",
                elements=elements,
            ),
        )
        put(
            content / "cohorts/practice.yaml",
            settings(
                title=corpus.COHORT_TITLE,
                programme="Learning from practice",
                starts=f"{corpus.STARTS:%Y-%m-%d}",
                ends=f"{corpus.ENDS:%Y-%m-%d}",
                audience="public",
                focus=list(corpus.STANDARDS)[:4],
                phases=[{"id": name, "title": title} for name, title in corpus.PHASES.items()],
                members={person.slug: "participant" for person in text.people},
            ),
        )
        for person in text.people:
            put(
                content / f"participants/{person.slug}/profile.md",
                front_matter(name=person.name, school=person.school, consent=f"{corpus.STARTS:%Y-%m-%d}")
                + f"{person.about}\n",
            )
        for post in text.posts:
            put(
                self.source(post),
                front_matter(
                    title=post.title, date=stamp(post), standards=list(post.standards), phase=post.phase
                )
                + post.body,
            )
        for reply in text.replies:
            answered = reply.answers.key if reply.answers else ""
            put(
                self.source(reply),
                front_matter(
                    date=stamp(reply), reply_to=answered, standards=list(reply.standards), phase=reply.phase
                )
                + reply.body,
            )

    def source(self, post: Entry) -> Path:
        """In its writer's folder, by date."""
        return (
            self.folder
            / "content/participants"
            / post.author.slug
            / ("posts" if post.title else "replies")
            / f"{post.when:%Y-%m-%d}-{post.slug}.md"
        )

    def build(self, *, every_edition: bool = False) -> Command:
        """The public edition, or all three, from this interpreter."""
        site, cache = self.made(every_edition=every_edition)
        return self._run(
            "build", "--output", site, "--cache", cache, *([] if every_edition else ["--edition", "public"])
        )

    def made(self, *, every_edition: bool = False) -> tuple[Path, Path]:
        """The site and the cache; a build of all editions has its own."""
        return (
            (self.folder / "editions", self.folder / "editions-cache")
            if every_edition
            else (self.site, self.folder / "cache")
        )

    def serve(self, port: int) -> Command:
        """The preview of the public edition."""
        return self._run(
            "serve",
            "--output",
            self.served,
            "--cache",
            self.folder / "served-cache",
            "--edition",
            "public",
            "--port",
            str(port),
        )

    def page(self, site: Path, post: Entry) -> Path:
        """Below its writer's page."""
        return site / "public/participants" / post.author.slug / post.slug / "index.html"

    def lists(self, site: Path, post: Entry) -> tuple[Path, ...]:
        """Return the pages of the writer and of the standards, which list every post.

        The digest of a cohort as large as this one shows the newest.
        """
        return site / "public/participants" / post.author.slug / "index.html", site / "public/standards"

    def _run(self, verb: str, *options: str | Path) -> Command:
        words = (
            sys.executable,
            "-m",
            "generator",
            verb,
            "--content",
            self.folder / "content",
            *options,
            "--no-search",
        )
        return Command(tuple(map(str, words)), self.folder, {"PYTHONPATH": str(self.tree)})


def settings(**values: object) -> str:
    """Settings as YAML, one a line."""
    return "".join(f"{key}: {_value(value)}\n" for key, value in values.items())


def _value(value: object) -> str:
    """Write a value as a writer would.

    Names and dates are plain, alone or in a list; the rest is JSON, which is YAML too.
    """
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return f"[{', '.join(map(_value, value))}]"
    return (
        value if isinstance(value, str) and _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    )


def front_matter(**values: object) -> str:
    """Settings at the top of a text."""
    return f"---\n{settings(**values)}---\n\n"


def stamp(entry: Entry) -> str:
    """When it was written."""
    return f"{entry.when:%Y-%m-%dT%H:%M:%SZ}"


def put(file: Path, text: str) -> None:
    """Write a file, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
