"""Portfolios: what is in one and what is not, and that it opens without a network.

It comes out of another network as it went in.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import stat
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from generator.authoring.portfolio import contents, export
from generator.authoring.workspace import open_workspace
from generator.engine.options import Options
from generator.subjects.plans.sign_off import recorded
from tests.browser import chromium
from tests.support import ROOT, SHAPES, Records, command, picture, unpacked

pytestmark = pytest.mark.slow

DAY = ("--date", "2021-12-01")
SAMPLE = ROOT / "content"


def network(folder: Path) -> Records:
    """Make a network of Ann and others around her.

    Bob's words are public, Cat writes for the cohort, Dan has a pseudonym, and Eve has not consented.
    """
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["own"])
    net.text(
        "standards/own.yaml",
        title="Own",
        elements=[
            {"id": "a", "title": "First", "number": "1"},
            {"id": "b", "title": "Second", "number": "2"},
        ],
    )
    people: dict[str, dict[str, Any]] = {
        "ann": {},
        "bob": {},
        "cat": {},
        "dan": {"public_name": "Heron", "public_id": "heron"},
        "eve": {"consent": None},
    }
    net.text(
        "cohorts/c1.yaml",
        title="One",
        starts="2018-01-01",
        ends="2018-12-31",
        audience="cohort",
        members=dict.fromkeys(people, "participant"),
        phases=[{"id": "p", "title": "Phase"}],
    )
    for name, more in people.items():
        net.text(
            f"participants/{name}/profile.md",
            f"Life of {name}.",
            **{
                "name": f"{name.title()} Realname",
                "consent": "2018-01-01",
                "school": f"School of {name}",
                **more,
            },
        )
    words = "Words, ![A chart](chart.png), [Bob](../../bob/posts/2018-02-02-his.md)."
    net.text(
        "participants/ann/posts/2018-02-01-one.md",
        words,
        title="One",
        date="2018-02-01",
        standards=["a"],
        audience="public",
        phase="p",
    )
    net.file("participants/ann/posts/chart.png", picture("chart"))
    net.text(
        "participants/ann/posts/2018-06-01-mine.md",
        "## Head\n\nPrivate words.",
        title="Mine",
        date="2018-06-01",
        audience="private",
        standards=["b"],
        with_=["cat"],
    )
    net.text(
        "participants/bob/posts/2018-02-02-his.md",
        "Bob's. <!-- zqcomment --> ![Faces](zqfaces.png)",
        title="His",
        date="2018-02-02",
        audience="public",
    )
    net.file("participants/bob/posts/zqfaces.png", picture("zqfaces"))
    net.text(
        "participants/ann/replies/2018-02-03-to-bob.md",
        "To Bob.",
        date="2018-02-03",
        reply_to="bob/his",
        audience="public",
    )
    net.text("participants/cat/posts/2018-02-04-zqhers.md", "zqcatpost", title="zqtitle", date="2018-02-04")
    net.text(
        "participants/ann/replies/2018-02-05-to-cat.md", "To her.", date="2018-02-05", reply_to="cat/zqhers"
    )
    net.text(
        "participants/dan/replies/2018-02-06-from-dan.md",
        "Heron's words.",
        date="2018-02-06",
        reply_to="ann/one",
        audience="public",
    )
    net.text(
        "participants/ann/replies/2018-02-07-to-dan.md",
        "Thank you.",
        date="2018-02-07",
        reply_to="dan/from-dan",
    )
    net.text(
        "participants/eve/replies/2018-02-08-from-eve.md",
        "zqevewords",
        date="2018-02-08",
        reply_to="ann/one",
        audience="public",
    )
    net.text(
        "participants/bob/posts/2018-03-03-other.md",
        "zqunrelated",
        title="Other",
        date="2018-03-03",
        audience="public",
    )
    net.text(
        "events/day.md",
        "Come.",
        title="The day",
        starts="2018-02-20",
        led_by=["bob"],
        audience="public",
        cohorts=["c1"],
    )
    net.text(
        "participants/ann/plan.md",
        "Where I stand.",
        aims=[
            {
                "title": "An aim",
                "standards": ["a", "b"],
                "evidence": ["ann/one", "ann/mine", "cat/zqhers", "events/day"],
            }
        ],
        reviews=[{"date": "2018-07-01", "with": "head", "agreed": ["Go on."]}],
    )
    return net


def portfolio(content: Path, to: Path, *more: str, person: str = "ann", code: int = 0) -> dict[str, bytes]:
    """Return what the command writes."""
    done = command("portfolio", person, "--content", content, "--to", to, *DAY, *more)
    assert "Traceback" not in done.stderr and done.returncode == code, done.stderr
    if code:
        return {}
    with zipfile.ZipFile(to) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Ann's portfolio, with a review that she has signed."""
    folder = tmp_path_factory.mktemp("portfolio")
    content = network(folder).write()
    assert (
        command(
            "sign-off",
            "ann",
            "--content",
            content,
            "--review",
            "2018-07-01",
            "--by",
            "owner",
            "--date",
            "2018-07-01",
        ).returncode
        == 0
    )
    return folder / "p.zip", portfolio(content, folder / "p.zip")


@pytest.mark.pdf
def test_all_that_is_theirs_is_in_it(made: tuple[Path, dict[str, bytes]]) -> None:
    """Private records too, the pictures, the plan, the pages; what they wrote is as they wrote it."""
    _, files = made
    assert b"Private words." in files["content/participants/ann/posts/2018-06-01-mine.md"]
    assert files["content/participants/ann/posts/chart.png"] == picture("chart")
    assert (
        b"Where I stand." in files["site/participants/ann/plan/index.html"]
        and b"Private words." in files["site/portfolio/index.html"]
    )
    assert b"changed since it was signed off" not in files["site/participants/ann/plan/index.html"]
    assert b"Go on." in files["site/participants/ann/plan/index.html"], (
        "a review is its owner's, too, which is private where it says nothing"
    )
    assert {path for path in files if "/" not in path} == {"manifest.json", "portfolio.pdf"}


@pytest.mark.pdf
def test_of_others_there_is_what_anybody_may_read(made: tuple[Path, dict[str, bytes]]) -> None:
    """No byte of it is anything else.

    There is no comment, no picture of theirs, no name behind a pseudonym, nothing that is only near.
    """
    _, files = made
    every = (
        b"\n".join([*files.values(), *(path.encode() for path in files)])
        + text(files["portfolio.pdf"]).encode()
    )
    assert (
        "Bob’s.".encode() in every
        and b"Heron" in every
        and b"Heron's words." in files["content/participants/heron/replies/2018-02-06-from-dan.md"]
    )
    for secret in (
        "zqcomment",
        "zqfaces",
        "zqcatpost",
        "zqtitle",
        "zqhers",
        "zqevewords",
        "zqunrelated",
        "Dan Realname",
        "Cat Realname",
        "Eve Realname",
        "School of bob",
        "Life of bob",
    ):
        assert secret.encode() not in every, secret
    stone = files["content/withdrawn/ann-0001.md"].decode()
    assert "withdrawn: not brought along" in stone and "date: 2018-02-05" in stone
    assert b"reply_to: withdrawn/ann-0001" in files[
        "content/participants/ann/replies/2018-02-05-to-cat.md"
    ].replace(b'"', b"")


@pytest.mark.pdf
def test_the_manifest_says_what_is_in_it(made: tuple[Path, dict[str, bytes]]) -> None:
    """With the digest of each file."""
    _, files = made
    said = json.loads(files["manifest.json"])
    assert (said["format"], said["version"], said["person"]) == (
        "enquiry-portfolio",
        1,
        {"id": "ann", "name": "Ann Realname"},
    )
    assert {path: each["sha256"] for path, each in said["files"].items()} == {
        path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != "manifest.json"
    }
    assert [each["id"] for each in said["posts"]] == [
        "ann/one",
        "ann/to-bob",
        "ann/to-cat",
        "ann/to-dan",
        "ann/mine",
    ]


UNSEEN = """\
Bob's visible words.

[//]: # (zqremark)
[unused]: ../../cat/posts/2018-02-04-zqhers.md "zqunused"

Shown ![zqforbidden](chart.png "zqtitleforbidden") and ![zqelsewhere](../../eve/zqface.png).

See [a link](../../cat/posts/2018-02-04-zqhers.md "zqlinktitle") and [another][used]. [^1]

[used]: ../../cat/posts/2018-02-04-zqhers.md "zqusedtitle"
[^1]: A note.
[^2]: zqunusednote

<div data-x="zqattribute" class="zqclass">In a frame</div>

A paragraph
{: title="zqkramdown"}

```python zqinfo
first


second
```
"""


def test_of_others_goes_along_what_a_reader_sees(tmp_path: Path) -> None:
    """Markdown can say more than a page shows: neither the sources nor the pages of a portfolio hold it."""
    net = network(tmp_path)
    net.file("participants/bob/posts/chart.png", picture("chart"))
    net.file("participants/eve/zqface.png", picture("face"))
    net.text(
        "participants/bob/posts/2018-02-02-his.md",
        UNSEEN,
        title="His",
        date="2018-02-02",
        audience="public",
        photos={"chart.png": {"people": True}},
    )
    files = portfolio(net.write(), tmp_path / "p.zip", "--no-pdf")
    his = {path: data for path, data in files.items() if "bob" in path}
    assert [
        (path, found)
        for path, data in his.items()
        if (found := re.findall(rb"zq[a-z]+", path.encode() + data))
    ] == []
    page = files["site/participants/bob/his/index.html"].decode()
    assert all(
        words in page
        for words in ("visible words", "See a link and another", "A note.", "In a frame", "first\n\n\nsecond")
    )


ONE_BY_ONE = (
    "Words <!-- zqcomment --> more.",
    "[//]: # (zqremark)",
    '[unused]: ../../cat/posts/2018-02-04-zqhers.md "zqunused"',
    "Shown ![zqforbidden](chart.png).",
    "Shown ![zqelsewhere](../../eve/zqface.png).",
    '[a link](../../cat/posts/2018-02-04-zqhers.md "zqlinktitle")',
    '[another][used]\n\n[used]: ../../cat/posts/2018-02-04-zqhers.md "zqusedtitle"',
    "[^2]: zqunusednote",
    '<div data-x="zqattribute" class="zqclass">In a frame</div>',
    'A paragraph\n{: title="zqkramdown"}',
    "```python zqinfo\nfirst\n```",
)
"""Settings that say more than is seen, each alone.

Where one of them makes the whole text be written anew, it hides that the others would not.
"""


def gathered(net: Records) -> dict[str, bytes]:
    """The content folder that goes along with Ann."""
    workspace = open_workspace(Options(net.write(), net.folder / "site", net.folder / "cache"))
    return dict(export.export(workspace, contents.Selection("ann")).files)


def whispered(files: dict[str, bytes]) -> list[tuple[str, bytes]]:
    """Secrets, with the files that tell them."""
    return [
        (path, found)
        for path, data in files.items()
        for found in re.findall(rb"zq[a-z]+", path.encode() + data)
    ]


@pytest.mark.parametrize("words", ONE_BY_ONE)
def test_nothing_unseen_goes_along_by_itself(tmp_path: Path, words: str) -> None:
    """Each in a text that is otherwise plain."""
    net = network(tmp_path)
    net.file("participants/bob/posts/chart.png", picture("chart"))
    net.file("participants/eve/zqface.png", picture("face"))
    net.text(
        "participants/bob/posts/2018-02-02-his.md",
        f"Bob's.\n\n{words}\n",
        title="His",
        date="2018-02-02",
        audience="public",
        photos={"chart.png": {"people": True}},
    )
    assert whispered(gathered(net)) == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "body", ["Words.\n", 'Words.\n\n[unused]: ../../cat/posts/2018-02-04-zqhers.md "zqunused"\n']
)
def test_settings_stay_behind_in_every_shape_of_a_file(tmp_path: Path, shape: str, body: str) -> None:
    """A post of somebody else's goes along without what its settings say beyond what a page shows."""
    net = network(tmp_path)
    written = (
        "---\ntitle: His\ndate: 2018-02-02\naudience: public\n"
        f"photos: {{nobody.jpg: {{people: true, permission: zqpermission}}}}\n---\n{body}"
    )
    net.file("participants/bob/posts/2018-02-02-his.md", SHAPES[shape](written).encode())
    files = gathered(net)
    assert whispered(files) == []
    assert b"title: " in files["participants/bob/posts/2018-02-02-his.md"]


def test_a_permission_in_the_sample_stays_behind(tmp_path: Path) -> None:
    """The whole archive of somebody whom a public post of this shape belongs to the conversations of."""
    content = shutil.copytree(SAMPLE, tmp_path / "content")
    photos = "photos: {nobody.jpg: {people: true, permission: zqpermission, until: 2030-01-01}}"
    public = [
        each
        for each in sorted(content.glob("participants/rachna/posts/*.md"))
        if "audience: public" in each.read_text(encoding="utf-8")
    ]
    assert public
    for each in public:
        settings = re.sub(
            r"^photos:\n(?: .*\n)*",
            "",
            each.read_text(encoding="utf-8").split("---\n")[1],
            flags=re.MULTILINE,
        )
        each.write_text(f"---\n{settings}{photos}\n...\nWords.", encoding="utf-8")
    files = portfolio(content, tmp_path / "p.zip", "--no-pdf", person="emma")
    assert any(path.startswith("content/participants/rachna/posts/") for path in files), sorted(files)
    assert [path for path, data in files.items() if b"zqpermission" in unpacked(data)] == []


def test_what_is_only_near_stays_behind(tmp_path: Path) -> None:
    """Left out are days that nothing of theirs names and files of those, others' plans, cohorts and schools.

    So are those who led a day or wrote with them, what was picked, and the day of an answer that stays
    behind.
    """
    net = network(tmp_path)
    net.change("network.yaml", attachments=["csv"])
    net.file("events/zqsheet.csv", b"a,1\n")
    net.change("events/day.md", materials=[{"title": "A zqsheet", "link": "zqsheet.csv"}])
    net.text("events/zqother.md", "zqday", title="Other", starts="2018-02-21", audience="public")
    net.text("participants/bob/plan.md", "zqplan", title="Plan", audience="public")
    net.texts["participants/ann/posts/2018-02-01-one.md"] = (
        net.texts["participants/ann/posts/2018-02-01-one.md"][0],
        "[Plan](../../bob/plan.md), [hers](../../cat/posts/2018-02-04-zqhers.md).",
    )
    net.text(
        "participants/eve/replies/2018-02-04-early.md", "zqearly", date="2018-02-04", reply_to="cat/zqhers"
    )
    members = {
        "ann": "participant",
        "cat": {"role": "participant", "school": "zqschool"},
        "bob": "participant",
        "dan": "participant",
        "eve": "participant",
    }
    net.change("cohorts/c1.yaml", showcase=[{"post": "bob/other", "why": "zqwhy"}], members=members)
    net.text(
        "cohorts/zqtwo.yaml",
        title="Two",
        starts="2019-01-01",
        ends="2019-12-31",
        audience="public",
        members={"bob": "participant"},
    )
    net.text(
        "participants/bob/replies/2019-02-09-second.md",
        "Second.",
        date="2019-02-09",
        reply_to="ann/one",
        cohort="zqtwo",
        audience="public",
        title="Second",
    )
    files = gathered(net)
    assert whispered(files) == []
    assert (
        b"Second." in files["participants/bob/replies/2019-02-09-second.md"]
        and b"bob" not in files["events/day.md"]
        and b"cat" not in files["participants/ann/posts/2018-06-01-mine.md"]
    )
    assert (
        b'date: "2018-02-05"' in files["withdrawn/ann-0001.md"]
        or b"date: 2018-02-05" in files["withdrawn/ann-0001.md"]
    )
    assert b"cat" not in files["cohorts/c1.yaml"] and "participants/bob/plan.md" not in files


def test_a_conversation_with_an_error_does_not_go_along(tmp_path: Path) -> None:
    """A text that somebody answered has an error, so it is in no edition: a sentence says so."""
    net = network(tmp_path)
    net.text(
        "participants/bob/posts/2018-02-02-his.md",
        "[Nothing](none.md)",
        title="His",
        date="2018-02-02",
        audience="public",
    )
    done = command("portfolio", "ann", "--content", net.write(), "--to", tmp_path / "p.zip", "--no-pdf", *DAY)
    assert done.returncode == 2
    assert "bob/his has an error" in done.stderr and "Traceback" not in done.stderr


def test_a_sign_off_by_a_colleague_goes_along_without_their_name(tmp_path: Path) -> None:
    """Their folder may be somebody else's elsewhere, where it becomes the owner's word."""
    net = network(tmp_path)
    countersigned = [{"person": "bob", "date": "2018-07-02"}]
    review = {"date": "2018-07-01", "with": "head", "countersigned": countersigned}
    net.change("participants/ann/plan.md", reviews=[review])
    files = portfolio(net.write(), tmp_path / "p.zip", "--no-pdf")
    plan = files["content/participants/ann/plan.md"]
    assert b"countersigned" in plan and b"bob" not in plan
    page = " ".join(files["site/participants/ann/plan/index.html"].decode().split())
    assert "signed by the head" in page and "not yet by the owner" in page
    brought = recorded("participants/ann/plan.md", plan)
    assert b"countersigned" not in brought and b"by: head" in brought and b"2018-07-02" in brought


def test_a_project_outlives_whoever_took_it_on(tmp_path: Path) -> None:
    """It says that it was taken on, where its partner may not be named or is erased.

    The day follows from the first visit.
    """
    net = network(tmp_path)
    visits = [{"date": "2018-02-09"}, {"date": "2018-02-02"}]
    path = net.text(
        "projects/one.md",
        "Needed.",
        title="Needed",
        school="Elsewhere",
        area="feedback",
        match="bob",
        visits=visits,
        findings=["Found."],
        audience="public",
    )
    net.change("participants/ann/posts/2018-02-01-one.md", reflects_on=["projects/one"])
    content = net.write()
    files = portfolio(content, tmp_path / "p.zip", "--no-pdf")
    assert b"matched: 2018-02-02\n" in files[f"content/{path}"] and b"bob" not in files[f"content/{path}"]
    assert (
        "projects/one.md"
        not in command("erase", "bob", "--content", content, "--yes").stdout.partition("by hand")[2]
    )
    text = (content / path).read_text()
    assert "matched: 2018-02-02\n" in text and "bob" not in text


def test_it_can_be_narrowed(tmp_path: Path) -> None:
    """To what was written from a day on, or on one standard.

    What is left out is left out of the plan, too.
    """
    content = network(tmp_path).write()
    late = portfolio(content, tmp_path / "late.zip", "--since", "2018-03-01", "--no-pdf")
    assert [path for path in late if path.startswith("content/participants/ann/posts")] == [
        "content/participants/ann/posts/2018-06-01-mine.md"
    ]
    assert b"ann/one" not in late["content/participants/ann/plan.md"] and "portfolio.pdf" not in late
    first = portfolio(content, tmp_path / "a.zip", "--standard", "a", "--no-pdf")
    assert [path for path in first if path.startswith("content/participants/ann/posts")] == [
        "content/participants/ann/posts/2018-02-01-one.md",
        "content/participants/ann/posts/chart.png",
    ]
    portfolio(content, tmp_path / "no.zip", "--standard", "z", code=2)


def other(folder: Path) -> Path:
    """Another network, with people of its own."""
    net = Records(folder)
    net.text("network.yaml", title="Other", address="https://other.example/", standards=["own"])
    net.text(
        "standards/own.yaml",
        title="Own",
        elements=[
            {"id": "a", "title": "First", "number": "1"},
            {"id": "b", "title": "Second", "number": "2"},
        ],
    )
    net.text("participants/zoe/profile.md", "Words.", name="Zoe", consent="2018-01-01")
    return net.write()


def bring(archive: Path, content: Path, code: int = 0) -> str:
    """Return what the command says."""
    done = command("import", "portfolio", archive, "--content", content, "--yes")
    assert "Traceback" not in done.stderr and done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.pdf
def test_out_and_in_and_out_again_gives_the_same_bytes(
    made: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """All of them: sources, pages, PDF and manifest. What is there is not overwritten."""
    content = other(tmp_path)
    bring(made[0], content)
    assert portfolio(content, tmp_path / "again.zip").keys() == made[1].keys()
    assert (tmp_path / "again.zip").read_bytes() == made[0].read_bytes()
    assert "There is a participant ann here already" in bring(made[0], content, code=2)


@pytest.mark.pdf
def test_somebody_who_is_in_both_networks_keeps_what_they_have(
    made: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """Their folder gets nothing; under the name of somebody else, the whole portfolio is refused."""
    content = other(tmp_path)
    folder = content / "participants" / "bob"
    (folder / "posts").mkdir(parents=True)
    (folder / "profile.md").write_text("---\nname: Bob Realname\nconsent: 2018-01-01\n---\nHere.\n")
    assert "There is no" in bring(made[0], content, code=2)
    (folder / "posts" / "2018-02-02-his.md").write_text(
        "---\ntitle: His\ndate: 2018-02-02\naudience: public\n---\nAs it is here.\n"
    )
    bring(made[0], content)
    assert (
        sorted(each.name for each in folder.rglob("*.md")) == ["2018-02-02-his.md", "profile.md"]
        and "Here." in (folder / "profile.md").read_text()
    )
    elsewhere = other(tmp_path / "elsewhere")
    (elsewhere / "participants" / "bob").mkdir()
    (elsewhere / "participants" / "bob" / "profile.md").write_text("---\nname: Robert\n---\n")
    assert (
        "is that of Robert here" in bring(made[0], elsewhere, code=2)
        and not (elsewhere / "participants" / "ann").exists()
    )


def spoilt(
    made: tuple[Path, dict[str, bytes]], to: Path, name: str, data: bytes, mode: int = stat.S_IFREG | 0o644
) -> Path:
    """The portfolio with one more file, or another one, of which its manifest knows."""
    files = dict(made[1])
    said: dict[str, Any] = json.loads(files.pop("manifest.json"))
    said["files"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in {
            **{path: each for path, each in files.items() if path != name},
            "manifest.json": json.dumps(said).encode(),
        }.items():
            archive.writestr(path, content)
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, data)
    return to


HOSTILE = (
    "content/../../evil.md",
    "/etc/evil.md",
    "content/participants/ann/../../../evil.md",
    "content/con.md",
    "content/a:b.md",
    "content/a\\..\\b.md",
    "content/.hidden",
    "content/end. ",
    "content//x.md",
    "CONTENT/NETWORK.YAML",
)


@pytest.mark.pdf
@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_leads_elsewhere_is_refused(
    made: tuple[Path, dict[str, bytes]], tmp_path: Path, name: str
) -> None:
    """On whatever computer it would."""
    content = other(tmp_path / "n")
    before = sorted(tmp_path.rglob("*"))
    said = bring(spoilt(made, tmp_path / "p.zip", name, b"---\nname: Evil\n---\n"), content, code=2)
    assert "can't be unpacked" in said
    assert [
        each for each in sorted(tmp_path.rglob("*")) if each not in before and ".cache" not in str(each)
    ] == [tmp_path / "p.zip"]


@pytest.mark.pdf
def test_what_is_no_portfolio_or_was_changed_is_refused(
    made: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """A link, a bomb, a file that was changed on the way, an archive of something else, no archive."""
    content = other(tmp_path / "n")
    assert "it is a link" in bring(
        spoilt(made, tmp_path / "link.zip", "content/guests/x.md", b"/etc/passwd", stat.S_IFLNK | 0o777),
        content,
        code=2,
    )
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content/x.md", bytes(257 * 1024**2))
    assert "holds more than a portfolio can" in bring(bomb, content, code=2)
    changed = spoilt(made, tmp_path / "changed.zip", "content/guests/x.md", b"x")
    with zipfile.ZipFile(changed) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(tmp_path / "c2.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, b"y" if name == "content/guests/x.md" else data)
    assert "content/guests/x.md is not as it was" in bring(tmp_path / "c2.zip", content, code=2)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "is no portfolio" in bring(tmp_path / "other.zip", content, code=2)
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 nothing")
    assert "can't be read as an archive" in bring(tmp_path / "no.zip", content, code=2)
    assert sorted(path.name for path in (content / "participants").iterdir()) == ["zoe"]


@pytest.mark.pdf
@pytest.mark.browser
def test_it_opens_from_the_disk_without_a_network(
    made: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """Every page is reached from the first one by links alone, styled and with its pictures.

    Nothing but its own files is asked for.
    """
    with zipfile.ZipFile(made[0]) as archive:
        archive.extractall(tmp_path)
    asked: set[str] = set()
    with chromium() as browser:
        context = browser.new_context(offline=True)
        page = context.new_page()
        page.on("request", lambda request: asked.add(request.url))
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        pending, seen = [(tmp_path / "site" / "index.html").as_uri()], set()
        while pending:
            address = pending.pop()
            seen.add(address)
            page.goto(address)
            assert page.evaluate("document.styleSheets.length") == 1, address
            assert not re.search(r"\bsearch", page.inner_text("body"), re.IGNORECASE), address
            assert page.evaluate(
                "[...document.images].every(each => { each.loading = 'eager'; return true })"
            )
            found = page.evaluate(
                "[...document.querySelectorAll('a[href]')].map(each => each.href.split('#')[0])"
            )
            pending += [
                each
                for each in dict.fromkeys(found)
                if each.startswith("file:")
                and each.endswith(".html")
                and each not in seen
                and each not in pending
            ]
            assert not [
                each
                for each in found
                if each.startswith("file:") and not Path(each.removeprefix("file://")).is_file()
            ], address
    assert not [each for each in asked if not each.startswith(tmp_path.as_uri())]
    assert (tmp_path / "site/participants/ann/plan/evidence/index.html").as_uri() in seen
    assert (tmp_path / "site/portfolio/index.html").as_uri() in seen
    assert (tmp_path / "site/search/index.html").as_uri() in seen, "the ways in, in the place of a search"


def text(data: bytes) -> str:
    """Return the words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def nodes(node: Any) -> Iterator[Any]:
    """The elements of a PDF's structure, in order of reading."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from nodes(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        yield from nodes(node.get("/K", []))


@pytest.mark.pdf
def test_the_pdf_is_tagged_for_those_who_hear_it(made: tuple[Path, dict[str, bytes]]) -> None:
    """Everything that PDF/UA-1 asks for and a program can see is there.

    That is structure, language, title, no skipped level of headings, alternative texts, bookmarks, links that
    lead somewhere.
    """
    reader = PdfReader(io.BytesIO(made[1]["portfolio.pdf"]))
    root: Any = reader.trailer["/Root"]
    assert (
        root["/MarkInfo"]["/Marked"]
        and root["/Lang"] == "en-GB"
        and root["/ViewerPreferences"]["/DisplayDocTitle"]
    )
    assert reader.metadata is not None and reader.metadata.title == "Portfolio of Ann Realname · Ann Realname"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    structure = list(nodes(root["/StructTreeRoot"]["/K"]))
    levels = [int(each["/S"][2:]) for each in structure if re.fullmatch(r"/H[1-6]", each["/S"])]
    assert levels[0] == 1 and all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert [str(each["/Alt"]) for each in structure if each["/S"] == "/Figure"] == ["A chart"]
    assert {"/L", "/LI", "/Link", "/P"} <= {each["/S"] for each in structure}
    chapters = [each.title for each in reader.outline if not isinstance(each, list)]
    assert chapters == [
        "Portfolio of Ann Realname",
        "Development plan",
        "Evidence by standard",
        "One",
        "Mine",
    ]
    links = [
        note.get_object()
        for page in reader.pages
        for note in page.get("/Annots", [])
        if note.get_object()["/Subtype"] == "/Link"
    ]
    assert links and not [each for each in links if "/A" in each and "portfolio.invalid" in str(each["/A"])]
    assert all("/StructParents" in page and page.get("/Tabs") == "/S" for page in reader.pages)


def test_without_weasyprint_it_says_what_to_install(tmp_path: Path) -> None:
    """In a sentence; without the PDF it needs nothing."""
    content = network(tmp_path).write()
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "weasyprint.py").write_text("raise ImportError")
    path = f"{tmp_path / 'hidden'}:{ROOT}"
    done = command("portfolio", "ann", "--content", content, "--to", tmp_path / "p.zip", PYTHONPATH=path)
    assert (
        done.returncode == 2
        and "pip install 'enquiry[portfolio]'" in done.stderr
        and "--no-pdf" in done.stderr
    )
    assert (
        command(
            "portfolio", "ann", "--content", content, "--to", tmp_path / "p.zip", "--no-pdf", PYTHONPATH=path
        ).returncode
        == 0
    )
    again = command("portfolio", "ann", "--content", content, "--to", tmp_path / "p.zip", "--no-pdf")
    assert again.returncode == 2 and "is there already" in again.stderr


def test_the_samples_portfolio_comes_back_as_it_went(tmp_path: Path) -> None:
    """A real one, of somebody with both suites of standards."""
    first = portfolio(SAMPLE, tmp_path / "p.zip", "--no-pdf", person="emma")
    net = Records(tmp_path / "n")
    net.text(
        "network.yaml", title="Other", address="https://other.example/", standards=["gtcs-2012", "gtcs-2021"]
    )
    bring(tmp_path / "p.zip", net.write())
    again = portfolio(net.content, tmp_path / "again.zip", "--no-pdf", person="emma")
    assert first == again
    assert re.search(rb"2012.*2021", first["site/participants/emma/plan/evidence/index.html"], re.DOTALL)
