"""After any edits, an incremental build makes what a build from nothing makes, byte for byte.

A second one does nothing.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings, strategies as st

from generator.engine.cache.file_format import HEAD
from generator.engine.cache.signature import DIGEST
from generator.engine.outcome import Outcome
from generator.model.diagnostics import Diagnostic
from tests.incremental.random_edits import EDITS, WORDS, Network
from tests.support import Records, build, clean, differences, examples, tree


def idle(outcome: Outcome) -> bool:
    """Return whether a build rendered, wrote and removed nothing."""
    return all(
        (work.rendered, work.written, work.removed) == (0, 0, 0) for work in outcome.statistics.values()
    )


DAYS = ("", "2018-01-02", "2018-01-20", "2018-01-21", "2019-01-01")


def scratch(net: Network, place: Path, date: str = "") -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Make a clean build of a copy elsewhere; return what it wrote and what it told.

    Nothing in this process or on this disk can be left from the builds before.
    """
    other = net.copied(place / "copy")
    other.write()
    if (net.folder / "themes").exists():
        shutil.copytree(net.folder / "themes", place / "copy" / "themes")
    try:
        site, cache = place / "site", place / "cache"
        outcome = build(other.content, site, cache, keep_going=True, search=True, date=date)
        return tree(site), outcome.diagnostics
    finally:
        shutil.rmtree(place)


@settings(max_examples=examples(14), deadline=None, derandomize=True)
@given(
    st.integers(0, 2**32),
    st.lists(st.lists(st.integers(0, len(EDITS) - 1), min_size=1, max_size=3), min_size=1, max_size=5),
)
def test_an_incremental_build_equals_a_clean_one(seed: int, rounds: list[list[int]]) -> None:
    """Random networks, random edits, several to a build, on any day."""
    with tempfile.TemporaryDirectory() as folder:
        net = Network(Path(folder), seed)
        site, cache = Path(folder) / "site", Path(folder) / "cache"
        build(net.write(), site, cache, keep_going=True, search=True)
        for edits in rounds:
            for edit in edits:
                EDITS[edit](net)
            date = net.chance.choice(DAYS)
            outcome = build(net.write(), site, cache, keep_going=True, search=True, date=date)
            expected, told = scratch(net, Path(folder) / "scratch", date)
            names = [EDITS[each].__name__ for each in edits]
            assert outcome.written and outcome.diagnostics == told, names
            assert differences(tree(site), expected) == [], names
            assert idle(build(net.write(), site, cache, keep_going=True, search=True, date=date))


@settings(max_examples=examples(6), deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_whatever_happens_to_the_output_and_the_cache(seed: int, mischief: int) -> None:
    """Files of the site or the cache are lost, shortened, spoilt or old. The next build mends it."""
    with tempfile.TemporaryDirectory() as folder:
        net = Network(Path(folder), seed)
        site, cache = Path(folder) / "site", Path(folder) / "cache"
        build(net.write(), site, cache, keep_going=True, search=True)
        shutil.copytree(cache, Path(folder) / "old")
        chance = random.Random(mischief)
        for _ in range(4):
            EDITS[chance.randrange(len(EDITS))](net)
            for place in (site / "public", site / "cohort", cache):
                files = sorted(path for path in place.rglob("*") if path.is_file())
                for file in chance.sample(files, min(len(files), 3)):
                    _spoil(file, chance)
            if chance.random() < 0.3:
                shutil.rmtree(cache)
                shutil.copytree(Path(folder) / "old", cache)
            outcome = build(net.write(), site, cache, keep_going=True, search=True)
            expected, told = scratch(net, Path(folder) / "scratch")
            assert outcome.diagnostics == told and differences(tree(site), expected) == []


def _spoil(file: Path, chance: random.Random) -> None:
    match chance.randrange(3):
        case 0:
            file.unlink()
        case 1:
            file.write_bytes(file.read_bytes()[: chance.randint(0, 60)])
        case _:
            file.write_bytes(chance.choice(WORDS).encode() * 5)


def small(folder: Path) -> Records:
    """A network in which everything is known: two people, three posts, a comment and a titled reply."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["own"], theme="mine")
    net.text(
        "standards/own.yaml", elements=[{"id": "s.one", "title": "One"}, {"id": "s.two", "title": "Two"}]
    )
    members = {"ann": "participant", "bea": "tutor"}
    net.text(
        "cohorts/c1.yaml",
        title="C",
        starts="2018-01-01",
        ends="2018-03-31",
        audience="public",
        members=members,
        phases=[{"id": "p1", "title": "P"}],
    )
    for name in members:
        net.text(f"participants/{name}/profile.md", "A biography.", name=name.title(), consent="2018-01-01")
    for day, name in ((1, "first"), (2, "second"), (3, "third")):
        net.text(
            f"participants/ann/posts/2018-01-0{day}-{name}.md",
            f"The words of {name}.\n\nMore of it.",
            title=name.title(),
            date=f"2018-01-0{day}",
            standards=["s.one"],
            phase="p1",
        )
    net.text(
        "participants/bea/replies/2018-01-04-re.md", "A comment.", date="2018-01-04", reply_to="ann/first"
    )
    net.text(
        "participants/bea/replies/2018-01-05-more.md",
        "A reply.",
        title="More",
        date="2018-01-05",
        reply_to="ann/second",
        standards=["s.two"],
    )
    return net


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The public files that are new, gone or other."""
    return {
        path.removeprefix("public/")
        for path in before.keys() | after.keys()
        if path.startswith("public/") and before.get(path) != after.get(path)
    }


FULL = {
    f"{folder}{name}"
    for folder in ("", "participants/ann/", "cohorts/c1/")
    for name in ("atom.xml", "feed.json")
} - {"participants/ann/feed.json"}
"""The feeds in which a text stands in full."""
FEEDS = FULL | {"standards/s.one/atom.xml", "standards/s.one/feed.json"}
LISTS = {
    "index.html",
    "participants/ann/index.html",
    "cohorts/c1/index.html",
    "cohorts/c1/digest/index.html",
    "digest/index.html",
    "cohorts/c1/phases/p1/index.html",
    "standards/s.one/index.html",
    "months/2018-01/index.html",
}
OWN = {"participants/ann/second/index.html"}
NAMES = {
    "participants/ann/first/index.html",
    "participants/ann/third/index.html",
    "participants/bea/more/index.html",
    "participants/bea/index.html",
    "standards/s.two/index.html",
}
"""A changed title shows on its neighbours, on its answers, and in lists."""
WAITING = {"waiting/ann/index.html"}
"""In the cohort's edition and in the facilitators': what answers the post waits for its writer."""
COMPARING = {"cohorts/c1/coverage/standards/s.one/index.html"}
"""In the facilitators' edition alone: the post as evidence."""


def wider(paths: set[str]) -> list[set[str]]:
    """Return the pages of each edition that change, those of the public edition with those beside them."""
    return [paths, paths | WAITING, paths | WAITING | COMPARING]


def test_exactly_what_shows_a_body_is_rendered_when_it_changes(tmp_path: Path) -> None:
    """The words behind the first paragraph: the post's page and the feeds that carry its text.

    Nothing else.
    """
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    before = tree(site)
    fields, _ = net.texts["participants/ann/posts/2018-01-02-second.md"]
    net.texts["participants/ann/posts/2018-01-02-second.md"] = (fields, "The words of second.\n\nLess of it.")
    outcome = build(net.write(), site, cache)
    assert outcome.statistics["public"].parsed == 1
    assert changed(before, tree(site)) == OWN | FULL
    assert [
        (work.viewed, work.rendered, work.written, work.removed) for work in outcome.statistics.values()
    ] == [(6, 6, 6, 0)] * 3
    assert idle(build(net.write(), site, cache))


def test_exactly_what_shows_an_excerpt_is_rendered_when_it_changes(tmp_path: Path) -> None:
    """A change of the first paragraph changes every list that holds the post's card.

    So does the reply that quotes it.
    """
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    before = tree(site)
    fields, _ = net.texts["participants/ann/posts/2018-01-02-second.md"]
    net.texts["participants/ann/posts/2018-01-02-second.md"] = (fields, "Other words.\n\nMore of it.")
    outcome = build(net.write(), site, cache)
    expected = OWN | FEEDS | LISTS | {"participants/bea/more/index.html"}
    assert changed(before, tree(site)) == expected
    assert [(work.rendered, work.written, work.removed) for work in outcome.statistics.values()] == [
        (len(expected), len(expected), 0)
    ] * 3
    assert [work.viewed for work in outcome.statistics.values()] == [
        len(each) for each in wider(OWN | FEEDS | LISTS | NAMES)
    ]


def test_texts_are_read_again_when_the_network_speaks_another_language(tmp_path: Path) -> None:
    """Their quotation marks are those of the network's language."""
    net = small(tmp_path)
    net.texts["participants/ann/posts/2018-01-02-second.md"] = (
        net.texts["participants/ann/posts/2018-01-02-second.md"][0],
        '"Words."',
    )
    for language, quoted in (("de", "„Words.“"), (None, "“Words.”")):
        net.change("network.yaml", language=language)
        build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
        made = tree(tmp_path / "site")
        assert quoted in made["public/participants/ann/second/index.html"].decode()
        assert not differences(made, clean(net.content, tmp_path / "clean", keep_going=True))
        assert idle(build(net.content, tmp_path / "site", tmp_path / "cache", keep_going=True))


def test_only_what_names_a_post_is_looked_at_when_its_title_changes(tmp_path: Path) -> None:
    """Lists, feeds, and the pages of posts that name it: its neighbour, and its answer."""
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    before = tree(site)
    net.change("participants/ann/posts/2018-01-02-second.md", title="Another title")
    outcome = build(net.write(), site, cache)
    expected = OWN | FEEDS | LISTS | NAMES
    assert changed(before, tree(site)) == expected
    assert [(work.viewed, work.rendered) for work in outcome.statistics.values()] == [
        (len(each), len(each)) for each in wider(expected)
    ]


def test_a_comment_changes_the_page_where_it_stands(tmp_path: Path) -> None:
    """Its words change the conversation, its feed, the feeds, and the writer's blog with its first lines."""
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    before = tree(site)
    fields, _ = net.texts["participants/bea/replies/2018-01-04-re.md"]
    net.texts["participants/bea/replies/2018-01-04-re.md"] = (fields, "Another comment.")
    outcome = build(net.write(), site, cache)
    feeds = {
        f"{folder}{name}"
        for folder in ("", "participants/bea/", "cohorts/c1/")
        for name in ("atom.xml", "feed.json")
    } - {"participants/bea/feed.json"}
    expected = {"participants/ann/first/index.html", "participants/bea/index.html"} | feeds
    assert changed(before, tree(site)) == expected
    assert outcome.statistics["public"].rendered == len(expected)


def test_touching_and_dating_files_back_changes_nothing(tmp_path: Path) -> None:
    """New times with old content: read again, not rendered.

    Old times with new content of the same size: seen.
    """
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    path = net.content / "participants/ann/posts/2018-01-01-first.md"
    os.utime(path, ns=(10**18, 10**18))
    assert idle(build(net.content, site, cache))
    build(net.content, site, cache)
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"words", b"sword"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    build(net.content, site, cache)
    assert b"The sword of first" in (site / "public/participants/ann/first/index.html").read_bytes()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes().replace(b"sword", b"world"))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    build(net.content, site, cache)
    assert b"The world of first" in (site / "public/participants/ann/first/index.html").read_bytes()


@pytest.mark.parametrize(
    "name", ["documents-*", "files", "edition-public", "texts-*", "words-*", "layout-*", "*"]
)
@pytest.mark.parametrize(
    "damage", ["lost", "empty", "short", "spoilt", "spoilt late", "another version", "misnamed"]
)
def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path: Path, name: str, damage: str) -> None:
    """Each of its files, in each way; then a page is changed, and another is gone.

    Another version's file is whole, and says something else.
    """
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    files = [file for file in cache.glob(name) if file.is_file() and not file.name.startswith(".")]
    assert files, "the control: there is such a file"
    origin = (cache / "origin").read_bytes()
    for file in files:
        data = file.read_bytes()
        lie = data[HEAD:].replace(b"words", b"sword")
        file.unlink()
        if damage != "lost":
            spoilt = data[:40] + bytes([data[40] ^ 1]) + data[41:] if len(data) > 40 else b"x"
            other = bytes(DIGEST) + crc32(lie).to_bytes(HEAD - DIGEST) + lie
            file.write_bytes(
                {
                    "empty": b"",
                    "short": data[:-3],
                    "spoilt": spoilt,
                    "spoilt late": data[:-1] + bytes([data[-1] ^ 1]),
                    "another version": other,
                    "misnamed": origin,
                }[damage]
            )
    (site / "public/participants/ann/third/index.html").unlink()
    net.change("participants/ann/posts/2018-01-02-second.md", title="Newer")
    build(net.write(), site, cache)
    assert differences(tree(site), clean(net.content, tmp_path / "clean")) == []


def test_a_cache_from_elsewhere_is_no_lie(tmp_path: Path) -> None:
    """Another network's cache, and one's own, copied."""
    net, other = small(tmp_path / "one"), small(tmp_path / "two")
    other.change("participants/ann/posts/2018-01-02-second.md", title="Seconds")
    build(net.write(), tmp_path / "one" / "site", tmp_path / "cache")
    shutil.copytree(tmp_path / "cache", tmp_path / "copy")
    build(other.write(), tmp_path / "two" / "site", tmp_path / "copy")
    assert differences(tree(tmp_path / "two" / "site"), clean(other.content, tmp_path / "clean")) == []
    build(other.write(), tmp_path / "one" / "site", tmp_path / "cache")
    assert differences(tree(tmp_path / "one" / "site"), clean(other.content, tmp_path / "clean")) == []


def test_a_template_that_changes_is_seen_in_the_same_process(tmp_path: Path) -> None:
    """`serve` builds again and again: each build renders with the templates as they are now."""
    net = small(tmp_path)
    template = tmp_path / "themes" / "mine" / "parts" / "footer.html"
    template.parent.mkdir(parents=True)
    for word in ("mark-one", "mark-two"):
        template.write_text(f"<p>{word}</p>\n")
        build(net.write(), tmp_path / "site", tmp_path / "cache")
        assert word.encode() in (tmp_path / "site/public/index.html").read_bytes()


def test_errors_leave_the_old_site_whole(tmp_path: Path) -> None:
    """Without `--keep-going` nothing is written; with it, the rest is; mended, all is as from nothing."""
    net = small(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    before = tree(site)
    broken = net.file("participants/ann/posts/2018-01-09-broken.md", b"nothing at the top")
    net.change("participants/ann/posts/2018-01-02-second.md", title="Newer")
    assert not build(net.write(), site, cache).written
    assert tree(site) == before
    for _ in range(2):
        outcome = build(net.write(), site, cache, keep_going=True, search=True)
        assert outcome.written and outcome.failed and outcome.diagnostics
    assert idle(outcome)
    assert not build(net.write(), site, cache).written
    net.remove(broken)
    build(net.write(), site, cache)
    assert differences(tree(site), clean(net.content, tmp_path / "clean")) == []
