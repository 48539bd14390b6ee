"""Admission does no work that nothing asks for, and finds the same without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from generator.model.audience import Viewer
from generator.network.admission.admit import admit
from generator.network.admission.own_addresses import OwnAddresses
from generator.network.cut import visible_posts
from generator.network.records import Admitted, Network, Person, Post
from generator.source.document import Document
from generator.source.file_links import leading_to_files
from generator.source.reader import read

NETWORK = "title: T\naddress: https://example.org/\n"
POST = "---\ntitle: P\ndate: 2018-01-0{0}\n{1}---\n[a](https://example.org/people/nobody/) and {2}\n"


def documents(files: dict[str, str]) -> list[Document]:
    """Return these files as they are read, with the profile of their writer."""
    everything = {
        "network.yaml": NETWORK,
        "participants/ann/profile.md": "---\nname: Ann\n---\n",
        **files,
    }
    return [read(path, text.encode())[0] for path, text in sorted(everything.items())]


def posts(settings: str = "", words: str = "words") -> dict[str, str]:
    """Return the files of a few posts."""
    return {f"participants/ann/posts/p{day}.md": POST.format(day, settings, words) for day in range(1, 6)}


def codes(admitted: Admitted) -> Counter[str]:
    """Return the codes of what is wrong, each with its number."""
    return Counter(each.code for each in admitted.diagnostics)


def test_an_address_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many texts lead to it; each of them is told of."""
    looked: Counter[str] = Counter()
    within = OwnAddresses.within

    def counted(own: OwnAddresses, address: str) -> object:
        looked[address] += 1
        return within(own, address)

    monkeypatch.setattr(OwnAddresses, "within", counted)
    found = admit(documents(posts(words="[b](https://elsewhere.example/x#y)")), {})
    assert codes(found)["own-address"] == 5
    assert [*looked.values()] == [1, 1]


@pytest.mark.parametrize("asks", [False, True])
def test_public_posts_are_gone_through_where_one_asks(asks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a post that says that it is public, no post is told that it is not."""
    gone_through = []

    def counted(network: Network, viewer: Viewer, people: Mapping[str, Person]) -> dict[str, Post]:
        gone_through.append(viewer.name)
        return visible_posts(network, viewer, people)

    monkeypatch.setattr("generator.network.consent.visible_posts", counted)
    found = admit(documents(posts("audience: public\n" if asks else "")), {})
    assert codes(found)["not-public"] == (5 if asks else 0)
    assert bool(gone_through) == asks


def test_links_are_led_to_files_as_they_are_called() -> None:
    """In another form of its letters, or by a folder; a text without such a link stays as it was read."""
    name = "participants/ann/posts/caf\u00e9.pdf"
    strange = "[a](cafe\u0301.pdf), [b](../../ann), [c](../posts), ![d](../../ann), [e](../../bob)"
    plain = "[a](p1.md), [b](https://example.org/\u00e9), [c](caf\u00e9.pdf), [d](nothing.md)"
    given = documents(
        posts()
        | {
            "participants/ann/posts/s.md": POST.format(6, "", strange),
            "participants/ann/posts/t.md": POST.format(7, "", plain),
        }
    )
    led = {each.path: each for each in leading_to_files(given, [name])}
    changed = [each.path for each in given if led[each.path] is not each]
    assert changed == ["participants/ann/posts/s.md"]
    profile = "participants/ann/profile.md"
    targets = [link.target for link in led["participants/ann/posts/s.md"].links[1:]]
    assert targets == [name, profile, profile, "participants/ann", "participants/bob"]
