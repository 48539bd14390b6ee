"""Exports of WordPress: an edition's blogs with their threads, and nothing that it does not hold."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.authoring.exporting.selection import Selection, threads
from generator.authoring.exporting.wordpress import export
from generator.authoring.importing.plan import Plan, ReadPlan
from generator.authoring.importing.planning import Given
from generator.authoring.importing.wordpress import Import
from generator.engine.observer import silent
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import VIEWERS
from generator.network.cut import cut
from generator.network.edition import Edition, link
from generator.network.records import Post
from generator.publish.composer.files import Files
from generator.source.markdown.slots import OPEN, SHUT
from tests.hardening.veiled import PEOPLE, Veiled
from tests.support import ROOT, examples

DAY = "2021-12-01"
_WORD = re.compile(r"\w+")
_SLOT = re.compile(f"{OPEN}/?\\d+{SHUT}")
_TAG = re.compile(r"<[^<>]*>")
Told = tuple[Any, ...]
"""An entry as a reader knows it."""


def options(content: Path, folder: Path) -> Options:
    """Return the options of a build of this content."""
    return Options(content, folder / "site", folder / "cache", workers=1, date=DAY)


class Telling:
    """The entries of an edition, as readers know them."""

    def __init__(self, content: Path, folder: Path, edition: str) -> None:
        build = Build(options(content, folder))
        build.check()
        network = build.network()
        assert network is not None
        self.edition: Edition = link(network, cut(network, VIEWERS[edition]))
        self.stored = build.cache.texts.get
        self.files = Files(self.edition.assets)

    def entries(self, cohort: str) -> Counter[Told]:
        """Return all entries of a cohort's threads, each with what it answers."""
        found = threads(self.edition, Selection(cohort=cohort))
        posts = [post for thread in found for post in (thread.root, *(each for each, _ in thread.comments))]
        kept = {post.id for post in posts}
        return Counter((*self._told(post, kept), *self._tags(post, cohort)) for post in posts)

    def _told(self, post: Post, kept: set[str]) -> Told:
        answered = sorted(
            self._told(self.edition.posts[each], kept) for each in post.reply_to if each in kept
        )
        writers = [self.edition.people[each].name for each in (post.author, *post.with_) if each]
        words = " ".join([*self._lead(post, kept), self._words(post)])
        return self._title(post), post.when, tuple(writers or [post.guest]), words, tuple(answered)

    def _title(self, post: Post) -> str:
        return self.edition.words[post.text.path].title

    def _lead(self, post: Post, kept: set[str]) -> Iterator[str]:
        """Yield the words that lead to what a text answers elsewhere."""
        for each in [self.edition.posts[each] for each in post.reply_to if each not in kept]:
            about = self.edition.posts[self.edition.shown_on[each.id][0]]
            names = [self.edition.people[name].name for name in (each.author, *each.with_) if name]
            yield self._title(each) or f"Reply to {self._title(about)}"
            yield " ".join([*names[:-1], *(["and"] if names[1:] else []), *(names or [each.guest])[-1:]])

    def _tags(self, post: Post, cohort: str) -> Told:
        """Return the tags of an entry, its summary and its pictures."""
        within = (post.phase, post.prompt) if post.cohort == cohort else ("", "")
        own = (tuple(sorted(post.standards)), *within) if post.titled else ()
        pictures = [each for each in post.text.links if each.image and each.target in self.edition.assets]
        summary = self.edition.words[post.text.path].summary if post.titled else ""
        return *own, summary, tuple(each.alt for each in pictures)

    def _words(self, post: Post) -> str:
        digest = self.edition.bodies[post.text.path].digest
        return " ".join(_WORD.findall(_TAG.sub(" ", _SLOT.sub("", self.stored(digest))))) if digest else ""


def empty(content: Path, folder: Path, cohort: str) -> Path:
    """Return a new network with the settings, standards and a cohort of another, and nobody in it yet."""
    target = folder / "content"
    (target / "cohorts").mkdir(parents=True)
    for each in ("network.yaml", "standards"):
        if (content / each).is_dir():
            shutil.copytree(content / each, target / each)
        elif (content / each).exists():
            shutil.copy(content / each, target / each)
    text = (content / "cohorts" / f"{cohort}.yaml").read_text(encoding="utf-8")
    for name in ("members", "showcase"):
        text = re.sub(rf"^{name}:.*\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
    (target / "cohorts" / f"{cohort}.yaml").write_text(text, encoding="utf-8")
    return target


def brought(target: Path, folder: Path, file: Path, cohort: str, media: Path) -> None:
    """Bring an export into a network, by the plan that is proposed."""
    work = Import(options(target, folder), [file], cohort, silent)
    plan: Plan = work.plan("", Given())
    work.accept(ReadPlan(plan, "plan.yaml", {}), media)


def round_trip(
    content: Path, folder: Path, edition: str, cohort: str, known: Mapping[str, str]
) -> tuple[Counter[Told], Counter[Told]]:
    """Return the entries of a cohort before and after they went out and came in again.

    `known` are those who have a folder before they come in.
    """
    file = folder / "export.xml"
    file.write_bytes(export(options(content, folder), edition, "", cohort))
    (folder / "again").mkdir()
    target = empty(content, folder / "again", cohort)
    for name, whole in known.items():
        (target / "participants" / name).mkdir(parents=True)
        (target / "participants" / name / "profile.md").write_text(f"---\nname: {whole}\n---\n")
    brought(target, folder / "again", file, cohort, folder / "cache" / "media")
    before = Telling(content, folder, edition).entries(cohort)
    return before, Telling(target, folder / "again", "facilitators").entries(cohort)


@pytest.mark.parametrize("edition", ["public", "cohort"])
def test_the_sample_network_goes_out_and_comes_in_again(tmp_path: Path, edition: str) -> None:
    """Threads, dates, tags, texts and pictures are the same."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    before, after = round_trip(content, tmp_path, edition, "stl-2018", {})
    assert before.total() > 60
    assert [*(before - after).elements()] == []
    assert [*(after - before).elements()] == []


@pytest.mark.parametrize("seed", range(examples(4)))
def test_random_networks_go_out_and_come_in_again(tmp_path: Path, seed: int) -> None:
    """So do random networks, of which each edition holds a part."""
    net = Veiled(tmp_path, seed)
    net.change("cohorts/c1.yaml", audience="cohort")
    for path in net.written():
        if net.texts[path][0].get("cohort") == "c2":
            net.change(path, cohort="c1", phase=None, prompt=None)
    known = {name: f"Name {name}" for name in PEOPLE}
    before, after = round_trip(net.write(), tmp_path, ("facilitators", "cohort")[seed % 2], "c1", known)
    assert after.total() == before.total()
    assert [*(before - after).elements()] == []
    assert [*(after - before).elements()] == []
