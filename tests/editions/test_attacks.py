"""Ways around the cut that somebody has tried: each was open once, or looked as if it might be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import as_person
from tests.editions.test_broken import SECRET, network, places
from tests.support import build, command, picture, tree


def published(site: Path) -> dict[str, bytes]:
    """The public edition."""
    return {path: data for path, data in tree(site).items() if path.startswith("public/")}


DOUBTFUL = {
    "twice": (
        "title: C\nstarts: 2018-01-01\nends: 2018-03-31\naudience: public\naudience: private\n"
        "members: {ann: participant, bea: tutor}\n"
    ),
    "misspelt": (
        "title: C\nstarts: 2018-01-01\nends: 2018-03-31\naudiense: private\n"
        "members: {ann: participant, bea: tutor}\n"
    ),
    "a list": (
        "title: C\nstarts: 2018-01-01\nends: 2018-03-31\naudience: [private]\n"
        "members: {ann: participant, bea: tutor}\n"
    ),
}


@pytest.mark.parametrize("fault", DOUBTFUL)
def test_a_cohort_that_may_be_private_opens_nothing(tmp_path: Path, fault: str) -> None:
    """The audience that a cohort gives is not trusted where it was misread."""
    net = network(tmp_path)
    net.remove("cohorts/open.yaml")
    net.file("cohorts/open.yaml", DOUBTFUL[fault].encode())
    assert build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True).failed
    assert places(tmp_path / "site", "zqopenq") == []


def test_a_cohort_that_is_a_link_opens_nothing(tmp_path: Path) -> None:
    """A cohort that can't even be opened may be the one that says who sees a post."""
    net = network(tmp_path)
    net.text("participants/ann/posts/2019-02-02-later.md", SECRET, title="Later", date="2019-02-02")
    content = net.write()
    shutil.move(content / "cohorts/shut.yaml", tmp_path / "shut.yaml")
    (content / "cohorts/shut.yaml").symlink_to(tmp_path / "shut.yaml")
    assert build(content, tmp_path / "site", tmp_path / "cache", keep_going=True).failed
    assert places(tmp_path / "site", SECRET) == []


@pytest.mark.parametrize(
    "markup",
    [
        f'<blockquote cite="../../{SECRET}/posts/2018-01-01-x.md">Words</blockquote>',
        f'<del cite="../../{SECRET}/x.md">Words</del>',
        f'<video src="../../{SECRET}/clip.mp4"></video>',
    ],
)
def test_no_path_that_a_writer_typed_is_published(tmp_path: Path, markup: str) -> None:
    """Folders and files are called after people."""
    net = network(tmp_path)
    net.change("network.yaml", attachments=["mp4"])
    net.file(f"participants/{SECRET}/clip.mp4", b"film")
    net.text(
        f"participants/{SECRET}/profile.md",
        name="Mo",
        public_name="Mask",
        public_id="mask",
        consent="2018-01-01",
    )
    net.text(
        "participants/ann/posts/2018-01-03-quoting.md",
        f"{markup}\n",
        title="Quoting",
        date="2018-01-03",
        audience="public",
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert places(tmp_path / "site", "Quoting")
    assert not [
        path
        for path, data in published(tmp_path / "site").items()
        if SECRET.encode() in data or SECRET in path
    ]


def test_nobody_is_called_guests(tmp_path: Path) -> None:
    """A folder of that name would have the identities of guests."""
    net = network(tmp_path)
    net.text("participants/guests/profile.md", name="G", consent="2018-01-01")
    net.text(
        "participants/guests/posts/2018-01-03-x.md", "Words.", title="X", date="2018-01-03", audience="public"
    )
    net.text("guests/x.md", "Guest.", name="Guest", reply_to="ann/first", date="2018-01-04")
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert "bad-name" in {each.code for each in outcome.diagnostics}


def test_a_reply_to_what_is_not_known_for_certain(tmp_path: Path) -> None:
    """Of two posts with one identity the private one may be meant."""
    net = network(tmp_path)
    net.text(
        "participants/ann/posts/2018-01-05-same.md", "One.", title="One", date="2018-01-05", audience="public"
    )
    net.text(
        "participants/ann/posts/2018-02-05-same.md",
        "Two.",
        title="Two",
        date="2018-02-05",
        audience="private",
    )
    net.text(
        "participants/bea/replies/2018-02-06-re.md",
        SECRET,
        date="2018-02-06",
        reply_to="ann/same",
        audience="public",
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert places(tmp_path / "site", SECRET) == []


def test_a_picture_that_is_left_out_leaves_no_words(tmp_path: Path) -> None:
    """Not in the excerpt, nor in a heading's anchor."""
    net = network(tmp_path)
    net.text("participants/ben/profile.md", name="Ben")
    net.file("participants/ben/x.png", picture("png"))
    body = f"Look: ![{SECRET}](../../ben/x.png)\n\n## Here ![{SECRET}](../../ben/x.png)\n"
    net.text(
        "participants/ann/posts/2018-01-03-showing.md",
        body,
        title="Showing",
        date="2018-01-03",
        audience="public",
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    assert not [path for path, data in published(tmp_path / "site").items() if SECRET.encode() in data]


def test_a_photo_lies_in_its_own_folder(tmp_path: Path) -> None:
    """Somebody else's picture is somebody else's to publish."""
    net = network(tmp_path)
    net.file("participants/bea/me.png", picture("png"))
    net.change("participants/ann/profile.md", photo="../bea/me.png")
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert [each.code for each in outcome.diagnostics] == ["outside-content"]


def test_an_alias_takes_no_pseudonyms_page(tmp_path: Path) -> None:
    """Neither the blog nor a post of somebody who goes by another name."""
    net = network(tmp_path)
    net.text(
        "participants/bea/profile.md",
        "A biography.",
        name="Bea",
        consent="2018-01-01",
        public_name="Mask",
        public_id="mask",
    )
    net.change(
        "participants/ann/posts/2018-01-02-first.md",
        aliases=["/participants/mask/", "/participants/mask/other/"],
    )
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    assert [each.code for each in outcome.diagnostics] == ["duplicate-address"] * 2


def test_no_release_keeps_what_was_withdrawn(tmp_path: Path) -> None:
    """Earlier releases go with the first file that is taken out."""
    net = network(tmp_path)
    build(net.write(), tmp_path / "site", tmp_path / "cache", releases=True)
    net.change("participants/bea/posts/2018-01-02-other.md", title="Another")
    build(net.write(), tmp_path / "site", tmp_path / "cache", releases=True)
    assert len(list((tmp_path / "site/releases").glob("public-*"))) == 2
    net.change("participants/ann/posts/2018-01-02-first.md", audience="private")
    build(net.write(), tmp_path / "site", tmp_path / "cache", releases=True)
    assert not [
        path for path in (tmp_path / "site").rglob("*") if path.is_file() and b"zqopenq" in path.read_bytes()
    ]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """A folder that is a link leads out of the network."""
    net = network(tmp_path)
    content = net.write()
    (tmp_path / "outside").mkdir()
    (content / "participants/ann/replies").symlink_to(tmp_path / "outside")
    done = command("reply", "ann/first", "--as", "ann", "--content", content)
    assert done.returncode == 2
    assert "symbolic link" in done.stderr
    assert not list((tmp_path / "outside").iterdir())


def test_a_journal_that_nobody_wrote_is_not_carried_out(tmp_path: Path) -> None:
    """It could name any file of the computer."""
    net = network(tmp_path)
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    (tmp_path / "victim.txt").write_text("mine")
    (tmp_path / "site/.enquiry/journal-x.json").write_text(
        '{"target": "public", "moves": [], "removals": ["../../victim.txt"]}'
    )
    done = command(
        "build", "--content", net.content, "--output", tmp_path / "site", "--cache", tmp_path / "cache"
    )
    assert done.returncode == 2
    assert (tmp_path / "victim.txt").read_text() == "mine"


def test_a_co_writer_sees_only_what_can_be_shown(tmp_path: Path) -> None:
    """A post whose owner's profile is private is not shown to its co-writer, and nothing fails."""
    net = network(tmp_path)
    net.change("participants/bea/profile.md", audience="private")
    net.change("participants/bea/posts/2018-01-02-other.md", with_=["ann"])
    options = Options(
        content=net.write(),
        output=tmp_path / "preview",
        cache=tmp_path / "cache",
        viewers=(as_person("ann"),),
    )
    assert Build(options).run().written
    assert places(tmp_path / "preview", "zqotherq") == []
    assert places(tmp_path / "preview", "zqopenq")


def test_a_private_person_sees_themselves_and_is_seen_by_nobody_else(tmp_path: Path) -> None:
    """Their own view shows how things will look; every other one is without them."""
    net = network(tmp_path)
    net.change("participants/ann/profile.md", audience="private")
    for person, shown in (("ann", True), ("bea", False)):
        output = tmp_path / person
        assert (
            Build(
                Options(
                    content=net.write(), output=output, cache=tmp_path / "cache", viewers=(as_person(person),)
                )
            )
            .run()
            .written
        )
        assert bool(places(output, "zqopenq")) is shown
