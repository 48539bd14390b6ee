"""Canaries: what an edition may not show is in no byte of it and in no name.

What it may show is there, so that these tests can fail.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from generator.authoring.files.writing import load
from generator.engine.options import Options
from generator.model.audience import PRIVATE, VIEWERS, Viewer
from generator.model.diagnostics import errors
from generator.network.cut import cut
from generator.network.records import Network
from tests.editions.networks import EDITIONS, LEVELS, Aviary, Canary, canaries
from tests.forms import MODULES
from tests.support import Records, build, picture, pixels, tree


def sung(site: Mapping[str, bytes], edition: str) -> bytes:
    """Every name and every byte of an edition, in lower case; what is compressed also as it was before."""
    parts = []
    for path, data in site.items():
        if path.startswith(f"{edition}/"):
            parts += [
                path.encode(),
                data,
                gzip.decompress(data) if data[:2] == b"\x1f\x8b" else b"",
                pixels(data) if "/media/" in path else b"",
            ]
    return b"\n".join(parts).lower()


def heard(words: Iterable[str], song: bytes) -> list[str]:
    """Which of the words are in it."""
    return [word for word in words if word.encode() in song]


def may_see(canary: Canary, edition: str) -> bool:
    """Return whether an edition may hold a canary."""
    if canary.level == "masked":
        return edition == "public"
    return LEVELS.index(canary.level) <= EDITIONS.index(edition)


@pytest.fixture(scope="module")
def aviary(tmp_path_factory: pytest.TempPathFactory) -> Aviary:
    """The network, written once."""
    net = canaries(tmp_path_factory.mktemp("canaries"))
    net.write()
    (net.folder / "node_modules").symlink_to(MODULES)
    return net


@pytest.fixture(scope="module")
def known(aviary: Aviary) -> Network:
    """All that is known of it."""
    return load(Options(aviary.content, aviary.folder / "site", aviary.folder / "cache"))


@pytest.fixture(scope="module")
def site(aviary: Aviary) -> dict[str, bytes]:
    """Its editions."""
    outcome = build(aviary.content, aviary.folder / "site", aviary.folder / "cache", search=True)
    assert outcome.written and not outcome.failed, errors(outcome.diagnostics)
    return tree(aviary.folder / "site")


@pytest.fixture(scope="module")
def songs(site: dict[str, bytes]) -> dict[str, bytes]:
    """Each edition as one text."""
    return {edition: sung(site, edition) for edition in EDITIONS}


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_edition_holds_what_it_may_not_show(
    aviary: Aviary, songs: Mapping[str, bytes], edition: str
) -> None:
    """Nothing narrower than the edition is anywhere in it."""
    assert heard((each.word for each in aviary.canaries if not may_see(each, edition)), songs[edition]) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_canary_sings_where_it_belongs(
    aviary: Aviary, songs: Mapping[str, bytes], edition: str
) -> None:
    """The control: each canary is found in each edition that may hold it.

    A network's own address belongs to one edition alone.
    """
    expected = [each.word for each in aviary.canaries if each.shown and may_see(each, edition)]
    assert len(expected) > 100
    assert sorted(set(expected) - set(heard(expected, songs[edition]))) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_cut_itself_holds_nothing_else(aviary: Aviary, known: Network, edition: str) -> None:
    """In nothing that is known of an edition stands what it may not show, whatever its pages make of it.

    Left aside are names of files, what is said of a link, which pages settle by where it leads, and the areas
    of interest that facilitators match.
    """
    held = msgspec.json.encode(cut(known, VIEWERS[edition]), enc_hook=dict)
    for path in sorted((*aviary.texts, *aviary.raw), key=len, reverse=True):
        held = held.replace(path.encode(), b"")
    expected = [
        each.word
        for each in aviary.canaries
        if each.shown and may_see(each, edition) and "title" in each.word
    ]
    assert len(heard(expected, held)) > 10, "the control"
    aside = (
        "linktitle",
        "htmltitle",
        "bentitle",
        *(("area", "interest") if edition == "facilitators" else ()),
    )
    assert (
        heard(
            (
                each.word
                for each in aviary.canaries
                if not may_see(each, edition) and not any(place in each.word for place in aside)
            ),
            held,
        )
        == []
    )


def test_no_edit_link_opens_a_file_that_names_who_is_behind_a_pseudonym(known: Network) -> None:
    """Neither theirs, nor what they wrote with others, nor what answers them.

    Everything else can be edited.
    """
    held = cut(known, VIEWERS["public"])
    masked = {
        each.id: "zqmaskedid" in " ".join((each.id, each.author, *each.with_, *each.reply_to))
        for each in held.posts.values()
    }
    masked.update({each.id: "zqmaskedid" in each.id for each in held.records.values()})
    sources = {each.id: each.source for each in held.posts.values()} | {
        each.id: each.source for each in held.records.values()
    }
    assert {each for each, hidden in masked.items() if hidden} == {
        each for each, source in sources.items() if not source
    }


def test_nobody_whatever_sees_more_than_facilitators(known: Network) -> None:
    """A private text is cut away by its own audience, not for want of a viewer who asks for it."""
    everything, facilitators = cut(known, Viewer("everything", PRIVATE)), cut(known, VIEWERS["facilitators"])
    assert replace(everything, viewer=facilitators.viewer) == facilitators


def test_pictures_follow_the_posts_that_show_them(site: Mapping[str, bytes]) -> None:
    """As many pictures as there are visible ones: profiles' photos, and those in posts."""
    counts = {
        edition: sum(path.startswith(f"{edition}/media/") and path.endswith(".png") for path in site)
        for edition in EDITIONS
    }
    assert counts == {"public": 3, "cohort": 7, "facilitators": 9}


def test_forge_links_name_no_hidden_file(aviary: Aviary, site: Mapping[str, bytes]) -> None:
    """Every file that the public edition's edit links name is one that it shows, under that name.

    A plan is shown, and has parts that are not.
    """
    song = sung(site, "public").decode(errors="replace")
    named = set(re.findall(r"/edit/main/content/([^\"<\s]+)", song))
    narrower = {
        each.path
        for each in aviary.canaries
        if each.level not in ("public", "none")
        and not each.word.startswith(("zqcohortlink", "zqfac"))
        and not each.path.endswith("ann/plan.md")
    }
    assert len(named) > 10
    assert {
        path
        for path in named
        if path not in aviary.texts
        or path.startswith("participants/mo-")
        or (path in narrower and not re.search("linking|links-ben|faces", path))
    } == set()


def test_forge_suggests_no_name_that_gives_a_pseudonym_away(
    aviary: Aviary, site: Mapping[str, bytes]
) -> None:
    """A reply that starts in the cohort's edition keeps its file's name, which becomes a public address.

    It may not name the real folder.
    """
    folder = next(path for path in aviary.texts if path.startswith("participants/mo-")).split("/")[1]
    names = {
        part.split(b".md")[0].rpartition(b"/")[2]
        for data in site.values()
        for part in data.split(b'<option value="')[1:]
        if b"/replies/" in part.split(b'"')[0]
    }
    assert [name for name in names if folder.encode() in name] == []


# -- flipping: an edition loses what it may no longer show, at the next build
# ----------------------------------------------------------


def words_of(net: Aviary, path: str) -> list[str]:
    """The canaries that stand in a file and are public now."""
    return [each.word for each in net.canaries if each.path == path and each.level == "public"]


def records(net: Aviary) -> list[str]:
    """Every record whose own canaries are public."""
    return sorted(
        {
            each.path
            for each in net.canaries
            if each.level == "public" and each.path in net.texts and each.path.endswith(".md")
        }
    )


@pytest.mark.parametrize("flip", ["cohort", "private", "deleted"])
def test_what_is_flipped_is_gone_at_the_next_build(tmp_path: Path, flip: str) -> None:
    """Each public record in turn: a narrower audience, or its file deleted.

    Its canaries are gone, and come back with it.
    """
    net = canaries(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, editions=("public",), search=True)
    whole = tree(site)
    flipped = records(net)
    assert len(flipped) > 25
    for path in flipped:
        words = words_of(net, path)
        assert heard(words, sung(whole, "public"))
        kept = net.texts[path]
        if flip == "deleted":
            net.remove(path)
        else:
            net.change(path, audience=flip)
        outcome = build(net.write(), site, cache, editions=("public",), search=True, keep_going=True)
        assert outcome.written
        assert heard(words, sung(tree(site), "public")) == [], path
        net.texts[path] = kept
    build(net.write(), site, cache, editions=("public",), search=True)
    assert tree(site) == whole


def test_consent_withdrawn_takes_everything_away(tmp_path: Path) -> None:
    """Of each person and each guest, with their pictures; a pseudonym's too."""
    net = canaries(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, editions=("public",))
    consenting = [
        path
        for path in net.texts
        if "consent" in net.texts[path][0] and net.texts[path][0].get("audience") in (None, "public")
    ]
    before = sung(tree(site), "public")
    tried = 0
    for path in consenting:
        folder = f"{path.rpartition('/')[0]}/" if path.endswith("profile.md") else path
        words = [
            each.word
            for each in net.canaries
            if each.path.startswith(folder) and each.level in ("public", "masked")
        ]
        if not heard(words, before):
            continue
        tried += 1
        kept = net.texts[path]
        net.change(path, consent=None)
        build(net.write(), site, cache, editions=("public",))
        assert heard(words, sung(tree(site), "public")) == [], path
        net.texts[path] = kept
    assert tried > 3


def test_a_picture_is_gone_with_the_last_post_that_shows_it(tmp_path: Path) -> None:
    """Not before, and not a build later."""
    net = Records(tmp_path)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/ann/profile.md", name="Ann", consent="2018-01-01")
    net.file("participants/ann/posts/one.png", picture("zqpixels"))
    for number in (1, 2):
        net.text(
            f"participants/ann/posts/2018-01-0{number}-p{number}.md",
            "![A picture](one.png)",
            title=f"P{number}",
            date="2018-01-01",
            audience="public",
        )
    site, cache = tmp_path / "site", tmp_path / "cache"
    for number, expected in ((0, 1), (1, 1), (2, 0)):
        if number:
            net.change(f"participants/ann/posts/2018-01-0{number}-p{number}.md", audience="cohort")
        build(net.write(), site, cache)
        shown = [path for path in tree(site) if path.startswith("public/media/")]
        assert len(shown) == 2 * expected
        assert not list((site / "public").glob("media")) or expected


def test_a_picture_in_a_folder_goes_with_its_owner(tmp_path: Path) -> None:
    """A file in somebody's folder is theirs.

    Without consent it is not public, also where somebody else's post shows it.
    """
    net = Records(tmp_path)
    net.text("network.yaml", title="N", address="https://example.org/", attachments=["csv"])
    net.text("participants/ann/profile.md", name="Ann", consent="2018-01-01")
    net.text("participants/ben/profile.md", name="Ben", consent="2018-01-01")
    net.file("participants/ben/posts/one.png", picture("zqpixels"))
    net.file("participants/ben/posts/one.csv", b"zqcells,1\n")
    net.text(
        "participants/ann/posts/2018-01-01-p.md",
        "![A picture](../../ben/posts/one.png) [A sheet](../../ben/posts/one.csv)",
        title="P",
        date="2018-01-01",
        audience="public",
    )
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache)
    assert heard(["zqpixels", "zqcells"], sung(tree(site), "public")) == ["zqpixels", "zqcells"]
    net.change("participants/ben/profile.md", consent=None)
    build(net.write(), site, cache)
    assert heard(["zqpixels", "zqcells"], sung(tree(site), "cohort")) == ["zqpixels", "zqcells"]
    assert heard(["zqpixels", "zqcells"], sung(tree(site), "public")) == []
