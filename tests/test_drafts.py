"""Drafts, posts whose day is still to come, and notices that have expired: in no byte of an edition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.authoring.files.writing import load
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import VIEWERS, Viewer, as_person, portfolio_of
from generator.network.cut import cut
from tests.support import Fields, Records, build, clean, differences, tree, unpacked

DRAFTS = (
    "zqdraftpost",
    "zqdraftanswer",
    "zqdraftpage",
    "zqdraftevent",
    "zqdraftproject",
    "zqdraftplan",
    "zqdraftcohort",
    "zqofdraftcohort",
    "zqdraftperson",
    "zqofdraftperson",
)
COMING, GOING = (
    ("zqcomingpost", "zqcominganswer", "zqcomingmoment"),
    ("zqgoingpost", "zqgoingpage", "zqgoingevent"),
)
BEFORE, DAY = "2018-02-09", "2018-02-10"


def described(folder: Path) -> Records:
    """A network in which everything that may be kept back is, and each has a word of its own."""
    net = Records(folder)
    net.text("network.yaml", title="T", address="https://example.org/", timezone="Europe/London")
    members = {"ann": "participant", "bob": "participant", "cat": "participant"}
    dates = {"starts": "2018-01-01", "ends": "2018-03-30", "audience": "public"}
    net.text("cohorts/first.yaml", title="First", members=members, **dates)
    net.text("cohorts/second.yaml", title="Zqdraftcohort", members=members, draft=True, **dates)
    for name in members:
        net.text(f"participants/{name}/profile.md", name=f"{name.title()} A", consent="2018-01-08")
    net.change("participants/cat/profile.md", name="Zqdraftperson", draft=True)
    posts: tuple[tuple[str, str, Fields], ...] = (
        ("ann", "live", {}),
        ("ann", "zqdraftpost", {"draft": True}),
        ("ann", "zqofdraftcohort", {"cohort": "second"}),
        ("cat", "zqofdraftperson", {}),
        ("ann", "zqcomingpost", {"date": DAY, "standards": []}),
        ("ann", "zqcomingmoment", {"date": "2018-02-11T00:30:00+02:00"}),
        ("ann", "zqgoingpost", {"expires": DAY}),
    )
    for name, title, fields in posts:
        settings = {"title": title, "date": "2018-02-01", "audience": "public", "cohort": "first", **fields}
        net.text(f"participants/{name}/posts/2018-02-01-{title}.md", **settings)
    for name, to, date in (
        ("zqdraftanswer", "zqdraftpost", "2018-02-01"),
        ("zqcominganswer", "zqcomingpost", "2018-02-08"),
    ):
        path = f"participants/bob/replies/{name}.md"
        net.text(path, f"{name}.", reply_to=f"ann/{to}", date=date, audience="public", title=name)
    states: dict[str, Fields] = {"zqdraft": {"draft": True}, "zqgoing": {"expires": DAY}, "here": {}}
    for name, fields in states.items():
        net.text(f"pages/{name}page.md", title=f"{name}page", **fields)
        net.text(
            f"events/{name}event.md", title=f"{name}event", starts="2018-02-20", audience="public", **fields
        )
    project: Fields = {"school": "A primary", "area": "feedback", "audience": "public", "draft": True}
    net.text("projects/zqdraftproject.md", title="zqdraftproject", **project)
    net.text("participants/ann/plan.md", title="zqdraftplan", audience="public", draft=True)
    net.change("participants/ann/posts/2018-02-01-live.md", reflects_on=["zqdraftevent", "hereevent"])
    return net


def heard(site: Mapping[str, bytes]) -> set[str]:
    """The words that are anywhere in editions, in names of files, too."""
    song = b"\n".join(part for path, data in site.items() for part in (path.encode(), data, unpacked(data)))
    whole = song.lower()
    return {word for word in (*DRAFTS, *COMING, *GOING) if word.encode() in whole}


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """The network, written once."""
    found = described(tmp_path_factory.mktemp("drafts"))
    found.write()
    return found


def test_each_has_its_day_and_a_build_on_another_equals_a_clean_one(net: Records, tmp_path: Path) -> None:
    """Editions of one day after another, each made from the last; only pages concerned are rendered."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    for date, expected in (
        ("2018-02-08", GOING),
        (BEFORE, GOING),
        (DAY, COMING),
        ("2018-02-11", COMING),
        (BEFORE, GOING),
    ):
        outcome = build(net.content, site, cache, date=date, search=True)
        assert outcome.written and not outcome.failed, outcome.diagnostics
        assert heard(tree(site)) == {*expected}, date
        assert differences(tree(site), clean(net.content, tmp_path / "clean", date=date, search=True)) == []
        if date == DAY:
            assert 0 < outcome.statistics["public"].rendered < outcome.statistics["public"].pages
    outcome = build(net.content, site, cache, date="2018-02-08", search=True)
    assert outcome.statistics["public"].rendered == outcome.statistics["public"].written == 0


def test_the_writer_sees_them(net: Records, tmp_path: Path) -> None:
    """In a view of their own, as nobody else's; what answers them is seen by nobody but its own writer."""

    def view(viewer: Viewer) -> set[str]:
        options = Options(
            net.content, tmp_path / viewer.name, tmp_path / "cache", (viewer,), date=BEFORE, workers=1
        )
        assert Build(options).run().written
        return heard(tree(tmp_path / viewer.name))

    own = {"zqdraftpost", "zqdraftplan", "zqofdraftcohort", "zqdraftcohort", "zqcomingpost", "zqcomingmoment"}
    assert view(as_person("ann")) == own | {*GOING}
    assert view(as_person("bob")) == {*GOING}
    assert view(portfolio_of("ann")) <= {*GOING, "zqofdraftcohort", "zqdraftcohort"}


@pytest.mark.parametrize("name", VIEWERS)
def test_the_cut_holds_nothing_of_them(net: Records, tmp_path: Path, name: str) -> None:
    """No record, no text and no path of a file."""
    network = load(Options(net.content, tmp_path / "site", tmp_path / "cache", date=BEFORE))
    held = cut(network, VIEWERS[name])
    kept_back = {path for path in net.texts if any(word in path for word in (*DRAFTS, *COMING))}
    assert len(kept_back) > 8
    assert not kept_back & ({*held.paths} | {*held.words} | {*held.bodies})


def test_a_privacy_notice_that_is_a_draft_is_none(tmp_path: Path) -> None:
    """The public edition is not built without one that can be read in it."""
    net = described(tmp_path)
    net.change("network.yaml", privacy=None)
    for fields, there in (({}, True), ({"draft": True}, False), ({"expires": BEFORE}, False)):
        net.text("pages/privacy.md", title="Privacy", **fields)
        options = Options(net.write(), tmp_path / "site", tmp_path / "cache", date=DAY, workers=1)
        codes = {each.code for each in Build(options).check()}
        assert ("no-privacy-notice" not in codes) == there
