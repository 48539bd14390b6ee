"""Files that can't be read are private.

`--keep-going` never shows to anybody what a sound network would have kept from them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Records, build, tree

SECRET = "zqsecretq"


def network(folder: Path) -> Records:
    """Two cohorts, one open and one closed by default, and somebody who is in both, one after the other."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/ann/profile.md", "Ann's biography.", name="Ann", consent="2018-01-01")
    net.text("participants/bea/profile.md", "Bea's biography.", name="Bea", consent="2018-01-01")
    net.text(
        "cohorts/open.yaml",
        title="Open",
        starts="2018-01-01",
        ends="2018-03-31",
        audience="public",
        members={"ann": "participant", "bea": "tutor"},
    )
    net.text(
        "cohorts/shut.yaml",
        title="Shut",
        starts="2019-01-01",
        ends="2019-03-31",
        audience="private",
        members={"ann": "participant"},
    )
    net.text(
        "participants/ann/posts/2018-01-02-first.md", "Open words zqopenq.", title="First", date="2018-01-02"
    )
    net.text(
        "participants/bea/posts/2018-01-02-other.md",
        "Other words zqotherq.",
        title="Other",
        date="2018-01-02",
    )
    return net


def places(site: Path, word: str) -> list[str]:
    """Return the files in which a word stands."""
    return [path for path, data in tree(site).items() if word.encode() in data or word in path]


BROKEN: dict[str, bytes] = {
    "unclosed": f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: public\n\n{SECRET}\n".encode(),
    "unparsable": f"---\ntitle: [{SECRET}\ndate: 2018-01-03\naudience: public\n---\n{SECRET}\n".encode(),
    "no settings": f"{SECRET}\n".encode(),
    "unknown audience": f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: publik\n---\n{SECRET}\n".encode(),
    "audience twice": (
        f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: public\naudience: private\n---\n{SECRET}\n"
    ).encode(),
    "audience misspelt": (
        f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudiense: private\n---\n{SECRET}\n"
    ).encode(),
    "audience a list": (
        f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: [private]\n---\n{SECRET}\n"
    ).encode(),
    "not UTF-8": f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: public\n---\n{SECRET} \xff\n".encode(
        "latin-1"
    ),
    "NUL": f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: public\n---\n{SECRET} \0\n".encode(),
    "unknown co-writer": (
        f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: public\nwith: [nobody]\n---\n{SECRET}\n"
    ).encode(),
    "unknown standard": (
        f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: public\nstandards: [x]\n---\n{SECRET}\n"
    ).encode(),
    "reply to nothing": (
        f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: public\nreply_to: ann/none\n---\n{SECRET}\n"
    ).encode(),
    "broken link": (
        f"---\ntitle: {SECRET}\ndate: 2018-01-03\naudience: public\n---\n{SECRET} [x](none.md)\n"
    ).encode(),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_record_with_an_error_is_in_no_edition(tmp_path: Path, fault: str) -> None:
    """Nor is what answers it; all others are published."""
    net = network(tmp_path)
    net.file("participants/ann/posts/2018-01-03-broken.md", BROKEN[fault])
    net.text(
        "participants/bea/replies/2018-01-04-re.md",
        "A reply zqreplyq.",
        date="2018-01-04",
        reply_to="ann/broken",
        audience="public",
    )
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert outcome.written and outcome.failed
    assert places(tmp_path / "site", SECRET) == []
    assert places(tmp_path / "site", "zqreplyq") == []
    assert places(tmp_path / "site", "zqopenq") and places(tmp_path / "site", "zqotherq")


@pytest.mark.parametrize(
    "settings",
    [
        "name: [x",
        "name: Ann\nconsent: 2018-02-30",
        "name: Ann\nconsent: 2018-01-01\naudience: hidden",
        "name: Ann\nconsent: 2018-01-01\npublic_name: Mask",
    ],
)
def test_nothing_is_public_of_somebody_whose_profile_has_an_error(tmp_path: Path, settings: str) -> None:
    """Their posts, and what answers those."""
    net = network(tmp_path)
    net.remove("participants/ann/profile.md")
    net.file("participants/ann/profile.md", f"---\n{settings}\n---\n\nBiography zqbioq.\n".encode())
    net.text(
        "participants/bea/replies/2018-01-04-re.md",
        "A reply zqreplyq.",
        date="2018-01-04",
        reply_to="ann/first",
        audience="public",
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert [
        place for word in ("zqopenq", "zqreplyq", "zqbioq") for place in places(tmp_path / "site", word)
    ] == []
    assert places(tmp_path / "site", "zqotherq")


def _unparsable(net: Records) -> None:
    net.remove("cohorts/shut.yaml")
    net.file("cohorts/shut.yaml", b"title: [Shut\n")


def _without_dates(net: Records) -> None:
    net.change("cohorts/shut.yaml", starts=None)


def _unknown_role(net: Records) -> None:
    net.change("cohorts/shut.yaml", members={"ann": "particpant"})


def _wrong_end(net: Records) -> None:
    net.change("cohorts/shut.yaml", ends="2018-12-31")


def _unknown_audience(net: Records) -> None:
    net.change("cohorts/shut.yaml", audience="closed")


@pytest.mark.parametrize(
    "damage", [_unparsable, _without_dates, _unknown_role, _wrong_end, _unknown_audience]
)
@pytest.mark.parametrize("settings", [{}, {"cohort": "shut"}], ids=["by date", "by name"])
def test_a_cohort_with_an_error_opens_nothing(
    tmp_path: Path, damage: Callable[[Records], None], settings: dict[str, str]
) -> None:
    """A post without `audience` has its cohort's.

    Where that can't be read, the post is private: it is not given another cohort's, nor the usual one.
    """
    net = network(tmp_path)
    net.text(
        "participants/ann/posts/2019-02-01-closed.md",
        f"Closed words {SECRET}.",
        title="Closed",
        date="2019-02-01",
        **settings,
    )
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    assert places(site, SECRET) == []
    damage(net)
    outcome = build(net.write(), site, cache, keep_going=True)
    assert outcome.failed and outcome.written
    assert places(site, SECRET) == []
    assert places(site, "zqopenq"), "a post in a sound cohort, at its time, stays"


@pytest.mark.parametrize(
    "settings", ["reply_to: []", "reply_to: [~]", "title: ''", "title: ''\nreply_to: []"]
)
@pytest.mark.parametrize("kind", ["posts", "replies"])
def test_neither_a_title_nor_something_answered_is_an_error_not_a_crash(
    tmp_path: Path, settings: str, kind: str
) -> None:
    """Such a record has no page to stand on."""
    net = network(tmp_path)
    net.file(
        f"participants/ann/{kind}/2018-01-03-odd.md",
        f"---\ndate: 2018-01-03\n{settings}\n---\n{SECRET}\n".encode(),
    )
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert outcome.failed
    assert places(tmp_path / "site", SECRET) == []


def test_a_photograph_is_a_picture(tmp_path: Path) -> None:
    """A profile's `photo` is published under its ending.

    A page or a script there would be one of the site's own.
    """
    net = network(tmp_path)
    net.file("participants/ann/me.html", b"<script>alert(1)</script>")
    net.change("participants/ann/profile.md", photo="me.html")
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert outcome.failed
    assert not [path for path in tree(tmp_path / "site") if path.endswith(".html") and "/media/" in path]


def test_an_alias_takes_no_page_away(tmp_path: Path) -> None:
    """An alias that is another page's address is an error, whatever kind of page it is."""
    net = network(tmp_path)
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    pages = {
        path: data
        for path, data in tree(tmp_path / "site").items()
        if path.startswith("public/") and path.endswith("/index.html")
    }
    wrong = []
    for path in pages:
        address = path.removeprefix("public").removesuffix("index.html")
        if address in ("/", "/participants/ann/first/"):
            continue
        net.change("participants/ann/posts/2018-01-02-first.md", aliases=[address])
        if not build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True).failed:
            wrong.append(address)
    assert wrong == []


def test_a_pick_of_nothing_is_reported(tmp_path: Path) -> None:
    """Every reference is checked, a showcase's too."""
    net = network(tmp_path)
    net.change("cohorts/open.yaml", showcase=[{"post": "ann/frist", "why": "It is good."}])
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert [each.span.path for each in outcome.diagnostics] == ["cohorts/open.yaml"]
