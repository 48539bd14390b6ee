"""Conversations of ten thousand: in a chain, and all to one post.

They build, are laid out on pages, and each reply has one address.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest

from generator.model.audience import VIEWERS
from generator.network.catalogues import assemble
from generator.network.cut import cut
from generator.network.edition import Edition, link
from generator.network.records import Network, Person, Post
from generator.network.texts import Text
from generator.publish.threads import THREAD_LENGTH
from generator.source.files.network import NetworkFields
from tests.support import Records, build, tree

MANY = 10_000

DAY = "2018-01-01"


def network(folder: Path, *, chained: bool) -> Records:
    """One post with ten thousand comments, by forty people."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/")
    people = [f"p{number:02}" for number in range(40)]
    for name in people:
        net.text(f"participants/{name}/profile.md", name=name.upper(), consent="2018-01-01")
    net.text(
        "participants/p00/posts/2018-01-01-root.md",
        "The first word.",
        title="Root",
        date="2018-01-01",
        audience="public",
    )
    above = "p00/root"
    for number in range(MANY):
        owner = people[number % 40]
        day = f"2018-01-02T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z"
        net.text(
            f"participants/{owner}/replies/2018-01-02-r{number}.md",
            f"Reply number {number}.",
            date=day,
            reply_to=above,
            audience="public",
        )
        above = f"{owner}/r{number}" if chained else above
    return net


@pytest.mark.parametrize("chained", [True, False], ids=["in a chain", "to one post"])
def test_a_conversation_of_ten_thousand(tmp_path: Path, chained: bool) -> None:
    """Every reply's anchor is on one page, once; everything that leads to it leads there."""
    net = network(tmp_path, chained=chained)
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",), workers=2)
    assert outcome.written and not outcome.failed
    site = tree(tmp_path / "site")
    thread = {
        path: data.decode()
        for path, data in site.items()
        if path.startswith("public/participants/p00/root/") and path.endswith("index.html")
    }
    assert len(thread) == MANY // THREAD_LENGTH
    anchors: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for path, page in thread.items():
        found = re.findall(r'id="(reply-[^"]+)"', page)
        assert len(found) == THREAD_LENGTH
        counts.update(found)
        anchors.update(dict.fromkeys(found, path))
    assert len(counts) == MANY and set(counts.values()) == {1}
    linked: set[tuple[str, str]] = set()
    for path, data in site.items():
        if path.endswith("index.html") and "/thread/" not in path:
            linked |= {
                (urljoin(path, target), anchor)
                for target, anchor in re.findall(r'href="([^"#]+)#(reply-[^"]+)"', data.decode())
            }
    assert len(linked) == MANY
    assert {(f"{target}index.html", anchor) for target, anchor in linked} == {
        (path, anchor) for anchor, path in anchors.items()
    }
    assert f"{MANY} replies" in re.sub(r"[, ](?=\d{3})", "", site["public/index.html"].decode())


def linked(replies: dict[int, tuple[int, ...]]) -> Edition:
    """Posts by number, each with those that it answers."""
    posts = {
        f"a/{number}": Post(
            f"a/{number}",
            "a",
            f"2018-01-01T00:00:{number % 60:02}Z",
            DAY,
            Text(f"{number}.md"),
            not above,
            reply_to=tuple(f"a/{each}" for each in above),
            audience=3,
        )
        for number, above in replies.items()
    }
    network = Network(
        NetworkFields("N", "https://example.org/"),
        assemble([]),
        {"a": Person("a", "A", Text("p.md"), consent=True)},
        {},
        posts,
        {},
    )
    return link(network, cut(network, VIEWERS["cohort"]))


def test_conversations_are_counted_right_where_they_meet() -> None:
    """A reply to several posts counts once in each conversation.

    It is held against counting by hand, on many small networks.
    """
    chance = random.Random(5)
    for _ in range(300):
        size = chance.randint(2, 14)
        replies = {
            number: tuple(sorted(chance.sample(range(number), min(number, chance.choice([0, 1, 1, 2, 3])))))
            for number in range(size)
        }
        edition = linked(replies)
        for number in range(size):
            below: set[int] = set()
            for later in range(number + 1, size):
                if {number, *below} & set(replies[later]):
                    below.add(later)
            conversation = edition.conversations.get(f"a/{number}")
            assert (conversation.replies if conversation else 0) == len(below)
            assert not conversation or conversation.last == max(
                edition.posts[f"a/{each}"].when for each in below
            )


def test_a_reply_to_both_ends_of_a_long_chain() -> None:
    """One reply to several posts at the end of a chain of ten thousand is counted once above it.

    It takes no time that grows with the square.
    """
    chain: dict[int, tuple[int, ...]] = {
        0: (),
        **{number: (number - 1,) for number in range(1, MANY)},
        MANY: (0, MANY - 1),
    }
    edition = linked(chain)
    assert edition.conversations["a/0"].replies == MANY
    assert edition.conversations[f"a/{MANY - 2}"].replies == 2
