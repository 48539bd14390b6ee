"""Withdrawal is complete: what somebody takes back is gone at the next build, whatever has happened before.

It is in no byte of the site and of the cache.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.engine.writer.releases import KEPT_RELEASES
from generator.model.audience import VIEWERS, as_person
from tests.hardening.faults import faulty
from tests.hardening.figures import Figure, Time
from tests.support import Records, build, examples, picture, pixels, unpacked

WAYS = ("deleted", "private", "consent", "picture", "edited", "taken down", "name")
EVENTS = (
    "nothing",
    "killed",
    "out of space",
    "an error in the content",
    "another version",
    "another edition",
)
"""Events between two builds that succeed."""
CALLS = 900
"""A build of this network writes so often, or a little less: a fault may come after its end."""
WORD = "zqwithdrawn"
KEPT = "zqkept"


class Story:
    """A small network, and what happens to it.

    Each build is with releases or without, as chance has it; so many of them are `kept`.
    """

    def __init__(self, folder: Path, seed: int, kept: int = KEPT_RELEASES) -> None:
        self.chance = random.Random(seed)
        self.kept = kept
        self.net = Records(folder)
        self.site, self.cache = folder / "site", folder / "cache"
        self.releases = [self.chance.random() < 0.5 for _ in range(3)]
        net = self.net
        net.text(
            "network.yaml",
            title="N",
            address="https://example.org/",
            forge={"kind": "github", "repository": "a/b"},
        )
        net.text(
            "cohorts/c1.yaml",
            title="C",
            starts="2018-01-01",
            ends="2018-03-31",
            audience="public",
            members={"ann": "participant", "bea": "participant"},
        )
        for name in ("ann", "bea"):
            net.text(
                f"participants/{name}/profile.md", "A biography.", name=name.title(), consent="2018-01-01"
            )
        net.text(
            "participants/ann/posts/2018-01-01-first.md", f"Words {KEPT}.", title="First", date="2018-01-01"
        )
        net.text(
            "participants/bea/posts/2018-01-02-other.md", "Other words.", title="Other", date="2018-01-02"
        )

    def write(self, kind: str) -> str:
        """Something with the word in it, its name and its bytes; its path."""
        net = self.net
        photo = (
            f"participants/cy/posts/{WORD}.png" if kind == "person" else f"participants/bea/posts/{WORD}.png"
        )
        name = f"2018-01-05-{WORD}.md"
        if kind == "name":
            net.change("participants/bea/profile.md", name=f"Name {WORD}")
            return "participants/bea/profile.md"
        if kind == "edited":
            return net.text(
                "participants/bea/posts/2018-01-05-quiet.md",
                f"Words {WORD}.",
                title=f"T {WORD}",
                summary=f"S {WORD}",
                date="2018-01-05",
            )
        if kind in ("post", "picture"):
            net.file(photo, picture(WORD))
            return net.text(
                f"participants/bea/posts/{name}",
                f"Words {WORD}. ![Of {WORD}]({WORD}.png)",
                title=f"T {WORD}",
                date="2018-01-05",
                aliases=[f"/{WORD}/"],
            )
        if kind == "guest":
            return net.text(
                f"guests/{name}",
                f"Words {WORD}.",
                name=f"Guest {WORD}",
                date="2018-01-05",
                reply_to="ann/first",
                consent="2018-01-01",
            )
        if kind == "page":
            return net.text(f"pages/{WORD}.md", f"Words {WORD}.", title=f"T {WORD}")
        if kind == "person":
            net.file(photo, picture(WORD))
            net.text(
                "participants/cy/replies/2018-01-06-to.md",
                f"Words {WORD}.",
                date="2018-01-06",
                reply_to="ann/first",
            )
            return net.text(
                "participants/cy/profile.md",
                f"Biography {WORD}.",
                name=f"Name {WORD}",
                school=WORD,
                consent="2018-01-01",
                photo=f"posts/{WORD}.png",
            )
        return net.text(
            f"participants/bea/replies/{name}",
            f"Words {WORD}.",
            date="2018-01-05",
            reply_to="ann/first",
            title=f"T {WORD}" if kind == "reply" else None,
        )

    def withdraw(self, path: str, way: str) -> None:
        """Take it back."""
        net = self.net
        if way == "private":
            net.change(path, audience="private")
        elif way == "consent":
            net.change(
                path if path.startswith("guests/") else f"participants/{path.split('/')[1]}/profile.md",
                consent=None,
            )
        elif way == "picture":
            net.remove(f"participants/bea/posts/{WORD}.png")
            net.change(path, title="T", aliases=None)
            net.texts[path] = (net.texts[path][0], "Other words.")
            net.texts["participants/bea/posts/2018-01-05-renamed.md"] = net.texts.pop(path)
        elif way == "name":
            net.change(path, name="Bea")
        elif way == "taken down":
            net.text(path, withdrawn="by its author", date="2018-01-05", audience="public")
        elif way == "edited":
            net.text(path, "Other words.", title="T", summary="S", date="2018-01-05")
        else:
            for each in [
                each
                for each in (*net.texts, *net.raw)
                if WORD in each or each == path or each.startswith("participants/cy/")
            ]:
                net.remove(each)

    def build(self, time: int) -> None:
        """A build that succeeds."""
        assert build(
            self.net.write(), self.site, self.cache, releases=self.releases[time], kept=self.kept, search=True
        ).written

    def happens(self, event: str, time: int) -> None:
        """Something that is not a build that succeeds."""
        content = self.net.write()
        if event in ("killed", "out of space"):
            arguments: list[str | Path] = [
                "build",
                "--content",
                content,
                "--output",
                self.site,
                "--cache",
                self.cache,
                "--workers",
                "1",
                *(["--releases"] if self.releases[time] else []),
            ]
            faulty(
                arguments,
                (self.site, self.cache),
                self.chance.randint(1, CALLS),
                "kill" if event == "killed" else "ENOSPC",
            )
        elif event == "an error in the content":
            broken = self.net.file("participants/ann/posts/2018-01-09-broken.md", b"no settings")
            assert not build(
                self.net.write(), self.site, self.cache, releases=self.releases[time], search=True
            ).written
            self.net.remove(broken)
        elif event == "another version":
            for file in (each for each in self.cache.glob("[!.]*") if each.is_file()):
                file.write_bytes(b"?" + file.read_bytes()[1:])
        elif event == "another edition":
            build(content, self.site, self.cache, editions=("facilitators",), releases=self.releases[time])


KINDS = ("post", "reply", "comment", "guest", "page", "person")


def left(seed: int, way: str, before: str, after: str) -> list[str]:
    """Return the files that hold something after it was taken back in this way.

    Something happens before that and after it.
    """
    with tempfile.TemporaryDirectory() as folder:
        story = Story(
            Path(folder), seed, 1 if way == "edited" else KEPT_RELEASES
        )  # what is edited is still there, and is kept as it was until told otherwise
        story.build(0)
        kinds = {"picture": "post", "edited": "edited", "taken down": "edited", "name": "name"}
        path = story.write(
            kinds.get(way)
            or story.chance.choice([each for each in KINDS if way != "consent" or each != "page"])
        )
        story.happens(before, 0)
        if before in ("nothing", "another version", "another edition") or story.chance.random() < 0.3:
            story.build(1)
            assert holding(story, WORD, "public"), "the control: it is there before it is taken back"
        story.withdraw(path, way)
        story.happens(after, 1)
        story.build(2)
        found = holding(story, WORD, {"private": "site", "consent": "public"}.get(way, "everywhere"))
        found += [] if holding(story, KEPT, "public") else ["what stays is gone"]
        return [
            f"{seed}: {path} {way}, before: {before}, after: {after}, releases {story.releases}: {each}"
            for each in found
        ]


def holding(story: Story, word: str, where: str) -> list[str]:
    """Return the files that hold a word.

    They are of the public edition and what the cache knows of it, of the site, or of all.
    """
    site, cache = story.site, story.cache
    places = {
        "public": [
            (site / "public").resolve(),
            *(site / "releases").glob("public-*"),
            site / ".enquiry",
            cache / "edition-public",
        ],
        "site": [
            site,
            *(site / each for each in ("public", "cohort", "facilitators")),
            *cache.glob("edition-*"),
        ],
        "everywhere": [site, cache, *(site / each for each in ("public", "cohort", "facilitators"))],
    }[where]
    files = {
        file for place in places for file in ([place] if place.is_file() else place.resolve().rglob("*"))
    }
    return sorted(
        str(file.relative_to(story.net.folder))
        for file in files
        if word in file.name or (file.is_file() and _holds(file.read_bytes(), word.encode()))
    )


def _holds(data: bytes, word: bytes) -> bool:
    return word in data or word in pixels(data) or word in unpacked(data)


@pytest.mark.parametrize("after", EVENTS)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_taken_back_is_gone_at_the_next_build(way: str, after: str) -> None:
    """Each way with each event after it; what happens before is drawn."""
    for number in range(examples(1)):
        seed = number * 100 + EVENTS.index(after) * 10 + WAYS.index(way)
        assert left(seed, way, random.Random(seed).choice(EVENTS), after) == []


def test_a_picture_that_goes_takes_the_releases_with_it(tmp_path: Path) -> None:
    """Its post stays where it is; but no release that is kept shows what was taken out of it."""
    story = Story(tmp_path, 5)
    story.releases = [True] * 3
    photo = story.net.file(f"participants/bea/posts/{WORD}.png", picture(WORD))
    post = story.net.text(
        "participants/bea/posts/2018-01-05-quiet.md", f"Words. ![P]({WORD}.png)", title="T", date="2018-01-05"
    )
    story.build(0)
    assert holding(story, WORD, "public"), "the control: it is there before it is taken out"
    story.net.remove(photo)
    story.net.text(post, "Words.", title="T", date="2018-01-05")
    story.build(1)
    assert holding(story, WORD, "everywhere") == []


def test_a_comment_that_goes_takes_the_releases_with_it(tmp_path: Path) -> None:
    """It has no page of its own, so without a search index no file of the site goes with it.

    But no release that is kept shows it.
    """
    story = Story(tmp_path, 6)
    path = story.write("comment")
    story.net.text(
        "participants/bea/replies/2018-01-06-on.md", "Words.", date="2018-01-06", reply_to="ann/first"
    )
    build(story.net.write(), story.site, story.cache, releases=True)
    assert holding(story, WORD, "public"), "the control: it is there before it is taken back"
    story.withdraw(path, "deleted")
    build(story.net.write(), story.site, story.cache, releases=True)
    assert holding(story, WORD, "everywhere") == []


def test_a_writers_own_view_goes_with_what_it_shows(tmp_path: Path) -> None:
    """Nobody builds it again until somebody looks.

    But what it shows is not kept, when the content has changed, in a build that fails.
    """
    story = Story(tmp_path, 1)
    path = story.write("post")
    story.net.change(path, audience="private")
    own, other = (
        story.cache / "preview",
        story.net.text("participants/ann/posts/2018-01-09-x.md", "Words.", title="X", date="2018-01-09"),
    )
    for name in ("bea", "ann"):
        Build(Options(story.net.write(), own, story.cache, viewers=(as_person(name),), workers=1)).run()
    story.build(0)
    assert holding(story, WORD, "everywhere"), "the control: it is there while nothing has changed"
    story.net.change(path, title="T", aliases=None)
    story.withdraw(path, "deleted")
    story.net.file(other, b"no settings")
    assert not build(story.net.write(), story.site, story.cache).written
    assert holding(story, WORD, "everywhere") == []


def test_a_save_that_is_broken_off_anywhere_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several files of the cache belong together.

    Whichever of them is the last that is written, nothing of what was taken back is left at the next build,
    and no half file.
    """
    story = Story(tmp_path, 4, kept=1)
    path = story.write("edited")
    story.build(0)
    for name in ("site", "cache"):
        shutil.copytree(tmp_path / name, tmp_path / f"{name}-before", symlinks=True)
    story.withdraw(path, "edited")
    plain, left = os.replace, 0

    def ends(source: Any, target: Any) -> None:
        nonlocal left
        left -= Path(target).parent == story.cache
        if left < 0:
            raise KeyboardInterrupt
        plain(source, target)

    for number in itertools.count():
        for name in ("site", "cache"):
            shutil.rmtree(tmp_path / name)
            shutil.copytree(tmp_path / f"{name}-before", tmp_path / name, symlinks=True)
        left = number
        with monkeypatch.context() as broken, contextlib.suppress(KeyboardInterrupt):
            broken.setattr(os, "replace", ends)
            story.build(1)
            break
        story.build(1)
        assert holding(story, WORD, "everywhere") == [], number
    assert number > 8


def test_a_build_that_is_refused_keeps_no_words(tmp_path: Path) -> None:
    """Nothing is published from a file that can't be opened.

    What the cache kept of the network so far goes all the same.
    """
    story = Story(tmp_path, 3)
    path = story.write("post")
    story.net.texts[path] = (story.net.texts[path][0], f"Words [there](#{WORD}).")
    story.build(0)
    kept = {
        each.name.partition("-")[0]
        for each in story.cache.glob("[!.]*")
        if each.is_file() and WORD.encode() in each.read_bytes()
    }
    assert kept >= {"texts", "admission"}, (
        "the control: what is published is kept, and what was wrong with it"
    )
    story.withdraw(path, "deleted")
    content = story.net.write()
    (content / "pages").mkdir(exist_ok=True)
    (content / "pages/led-elsewhere.md").symlink_to(tmp_path / "nowhere.md")
    assert not build(content, story.site, story.cache).written
    assert [
        each.name
        for each in story.cache.glob("*")
        if each.is_file() and not each.name.startswith("edition-") and WORD.encode() in each.read_bytes()
    ] == []


def test_an_edition_is_there_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader finds the edition whenever something is renamed or removed.

    It goes from a plain folder to releases and back.
    """
    story = Story(tmp_path, 2)
    moments = []

    def watched(name: str, module: Any) -> None:
        real = getattr(module, name)

        def call(*arguments: Any, **named: Any) -> Any:
            result = real(*arguments, **named)
            moments.append(all((story.site / edition / "index.html").is_file() for edition in VIEWERS))
            return result

        monkeypatch.setattr(module, name, call)

    build(story.net.write(), story.site, story.cache)
    for name in ("replace", "unlink", "rename"):
        watched(name, os)
    watched("unlink", Path)
    for releases in (True, False, True):
        build(story.net.write(), story.site, story.cache, releases=releases)
    assert len(moments) > 10 and all(moments)


def long(time: Time) -> Iterator[Figure]:
    """Each way, with each event before and after it, again and again."""
    for done, way in enumerate(WAYS):
        share = time.share(1 / (len(WAYS) - done))
        faults: list[str] = []
        tried = 0
        while share.left:
            faults += left(
                1000 + tried, way, EVENTS[tried % len(EVENTS)], EVENTS[tried // len(EVENTS) % len(EVENTS)]
            )
            tried += 1
        yield Figure(
            f"withdrawals: {way}",
            tried,
            tuple(faults),
            f"{len(EVENTS)} × {len(EVENTS)} events before and after",
        )
