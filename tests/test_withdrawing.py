"""`withdraw`, `erase`, `takedown`: a plan, a yes, and then nothing of it is left where it may not be.

Real files in a real repository, the real command.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import as_person
from generator.model.diagnostics import errors
from tests.support import PATIENCE, Records, build, clean, picture, pixels, surroundings, tree

pytestmark = pytest.mark.slow

EDITIONS = ("public", "cohort", "facilitators")
MARY = "participants/zqmary-zqstone"
COHORT = """\
title: The first cohort
starts: 2018-01-08   # a Monday
ends: 2018-03-30
audience: public
phases:
  - {id: exploring, title: Exploring}
members:
  emma: facilitator
  # came late
  zqmary-zqstone: {role: participant, school: zqoldschool}
  tom: participant
showcase:
  - post: zqmary-zqstone/zqfirst-zqsteps
    why: >-
      Because it
      is short.
  # and one more
  - post: emma/alone
    why: It stands alone.
"""
OTHERS = {
    "participants/emma/posts/2018-01-16-alone.md": (
        "---\ntitle: Alone\ndate: 2018-01-16\nphase: exploring\n---\nWords of emma-alone.\n"
    ),
    "participants/emma/posts/2018-01-17-together.md": (
        "---\n# ours\ntitle: Together\ndate: 2018-01-17\nwith: [zqmary-zqstone, tom]   # all three\n"
        "---\nWords of emma-together.\n"
    ),
    "participants/emma/posts/2018-01-18-in-two.md": (
        "---\ntitle: In two\nwith: zqmary-zqstone\ndate: 2018-01-18\naudience: cohort\n---\n"
        "Words of emma-two.\n"
    ),
    "participants/emma/posts/2018-01-19-pointing.md": (
        "---\r\ntitle: Pointing\r\ndate: 2018-01-19\r\n---\r\nSee "
        "[there](../../zqmary-zqstone/posts/2018-01-15-zqfirst-zqsteps.md#what-zqhappened), "
        "[her](../../zqmary-zqstone/profile.md)\r\n"
        'and ![a bar](../../zqmary-zqstone/zqbars.png "Bars") or [the same][r]. Words of '
        "emma-pointing.\r\n\r\n[r]: ../../zqmary-zqstone/posts/2018-01-20-zqonly-zqlinked.md\r\n"
    ),
    "participants/emma/replies/2018-01-20-well.md": (
        "---\nreply_to: zqmary-zqstone/zqfirst-zqsteps\ndate: 2018-01-20\n---\nWords of emma-well.\n"
    ),
    "participants/tom/replies/2018-01-22-yes.md": (
        "---\ndate: 2018-01-22\nreply_to:\n  - ../../zqmary-zqstone/replies/2018-01-21-zqthanks.md\n"
        "  - emma/well\n---\nWords of tom-yes.\n"
    ),
    "participants/tom/replies/2018-01-23-titled.md": (
        "---\ntitle: Titled\ndate: 2018-01-23\nreply_to: 'zqmary-zqstone/zqfirst-zqsteps'\n---\n"
        "Words of tom-titled.\n"
    ),
    "guests/2018-01-24-a-parent.md": (
        "---\nname: A Parent\nconsent: 2018-01-24\ndate: 2018-01-24\nreply_to: [emma/well]\n---\n"
        "Words of the-guest.\n"
    ),
}
SAID = (
    "emma-alone",
    "emma-together",
    "emma-two",
    "emma-pointing",
    "emma-well",
    "tom-yes",
    "tom-titled",
    "the-guest",
)


def network(folder: Path, *, consent: bool = True) -> Path:
    """Make a small network in a repository.

    Whatever is Mary's has a word in it that begins with zq and stands nowhere else.
    """
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["gtcs-2012"])
    net.file("cohorts/one.yaml", COHORT.encode())
    net.text("participants/emma/profile.md", "Emma.", name="Emma", consent="2018-01-01")
    net.text("participants/tom/profile.md", "Tom.", name="Tom", consent="2018-01-01")
    profile = (
        "---\n# as on the form\nname: zqmary zqstone   # both\nschool: zqschool\n"
        "consent: 2018-01-08   # signed\nphoto: zqface.png\n---\nzqlife\n"
    )
    net.file(
        f"{MARY}/profile.md",
        (profile if consent else profile.replace("consent: 2018-01-08   # signed\n", "")).encode(),
    )
    net.file(f"{MARY}/zqface.png", picture("zqpicture1"))
    net.file(f"{MARY}/zqbars.png", picture("zqpicture2"))
    net.file(f"{MARY}/.zqhidden", b"zqhidden")
    net.text(
        f"{MARY}/posts/2018-01-15-zqfirst-zqsteps.md",
        "zqbody ![zqalt](../zqbars.png)\n\n## What zqhappened\n\nzqmore",
        title="Zqfirst zqsteps",
        date="2018-01-15",
        summary="zqsummary",
        aliases=["/2018/zqalias/"],
        phase="exploring",
        standards=["clpl-2012.enquiry-and-research"],
    )
    net.text(
        f"{MARY}/posts/2018-01-20-zqonly-zqlinked.md", "zqlinked", title="Zqonly zqlinked", date="2018-01-20"
    )
    net.text(
        f"{MARY}/posts/2018-01-25-zqalone.md",
        "zqunanswered",
        title="Zqalone",
        date="2018-01-25",
        audience="private",
    )
    net.text(
        f"{MARY}/replies/2018-01-21-zqthanks.md", "zqcomment", date="2018-01-21T09:30", reply_to="emma/well"
    )
    net.text(f"{MARY}/replies/2018-01-26-zqlast.md", "zqlast", date="2018-01-26", reply_to="tom/yes")
    for path, text in OTHERS.items():
        net.file(path, text.encode())
    net.write()
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=N", "-c", "user.email=n@example.org", "commit", "-q", "-m", "All of it"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return net.content


def enquiry(*words: str, cwd: Path, code: int = 0) -> str:
    """The command without a terminal: both its streams."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=cwd,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, but for Git's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def holding(files: Mapping[str, bytes], word: str) -> list[str]:
    """The files whose names or bytes hold a word that begins so, in any case.

    Two letters alone stand in many a digest.
    """
    begun = re.compile(re.escape(word.encode()) + rb"[a-z]{%d}" % max(0, 5 - len(word)), re.IGNORECASE)
    return [
        path
        for path, data in files.items()
        if begun.search(path.encode()) or begun.search(data) or begun.search(pixels(data))
    ]


def heard(site: Mapping[str, bytes], words: tuple[str, ...] = SAID) -> dict[str, set[str]]:
    """Which of the others' texts are in which edition."""
    return {
        edition: {
            word
            for word in words
            if holding(
                {path: data for path, data in site.items() if path.startswith(f"{edition}/")},
                f"words of {word}",
            )
        }
        for edition in EDITIONS
    }


def built(folder: Path) -> dict[str, bytes]:
    """All editions, as they are built from here; the same as from nothing."""
    outcome = build(folder / "content", folder / "site", folder / ".cache/enquiry")
    assert outcome.written and not errors(outcome.diagnostics), outcome.diagnostics
    site = tree(folder / "site")
    assert site == clean(folder / "content", folder / "elsewhere")
    return site


# -- nothing without a yes
# ------------------------------------------------------------------------------------------------------------

COMMANDS = (
    ("withdraw", "zqmary-zqstone"),
    ("erase", "zqmary-zqstone"),
    ("takedown", "zqmary-zqstone/zqfirst-zqsteps"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_without_a_yes_nothing_changes(tmp_path: Path, words: tuple[str, ...]) -> None:
    """If nobody can be asked it shows the plan and ends with 2.

    Somebody who says no has changed nothing: not a byte, not in the cache.
    """
    network(tmp_path)
    built(tmp_path)
    before = everything(tmp_path)
    out = enquiry(*words, cwd=tmp_path, code=2)
    assert "content/participants/zqmary-zqstone/" in out
    assert "--yes" in out
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "generator", *words],
        cwd=tmp_path,
        env=surroundings(),
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        os.write(leader, b"n\n")
        _, err = running.communicate(timeout=PATIENCE)
    os.close(leader)
    os.close(follower)
    assert running.returncode == 1
    assert b"Nothing was changed." in err
    assert everything(tmp_path) == before


def test_slips_are_answered_with_what_was_meant(tmp_path: Path) -> None:
    """By folder or by name; a path that leads elsewhere is nobody."""
    network(tmp_path)
    assert "Did you mean zqmary-zqstone?" in enquiry("erase", "zqmary-zqston", "--yes", cwd=tmp_path, code=2)
    assert "Did you mean zqmary-zqstone?" in enquiry(
        "withdraw", "Zqmary Zqstone", "--yes", cwd=tmp_path, code=2
    )
    assert "Did you mean emma/alone?" in enquiry("takedown", "emma/alon", "--yes", cwd=tmp_path, code=2)
    assert "is a guest's reply. Take its line `consent` out" in enquiry(
        "withdraw", "guests/a-parent", "--yes", cwd=tmp_path, code=2
    )
    for wanted in ("..", ".", "", "emma/posts", "../emma"):
        assert "There is no participant" in enquiry("erase", wanted, "--yes", cwd=tmp_path, code=2)


# -- erase
# ------------------------------------------------------------------------------------------------------------


def test_nothing_is_left_of_whoever_is_erased(tmp_path: Path) -> None:
    """No byte is left in the content folder, in any edition, or in the cache.

    Others' words are where they were, and nothing is wrong with them.
    """
    content = network(tmp_path)
    before = heard(built(tmp_path))
    cache = tmp_path / ".cache/enquiry"
    Build(
        Options(
            content=content,
            output=cache / "preview",
            cache=cache,
            viewers=(as_person("zqmary-zqstone"),),
            workers=1,
        )
    ).run()
    assert holding(everything(tmp_path / ".cache"), "zqbody")
    out = enquiry("erase", "zqmary-zqstone", "--yes", cwd=tmp_path)
    assert "mended by hand" not in out
    assert holding(everything(tmp_path / ".cache"), "zq") == []  # at once, not with the next build
    assert "No errors" in enquiry("check", cwd=tmp_path)
    assert heard(built(tmp_path)) == before
    assert holding(everything(tmp_path), "zq") == []
    assert not (content / MARY).exists()


def test_threads_hold_together_under_tombstones(tmp_path: Path) -> None:
    """Each stands where the record stood, is counted nowhere and names nobody."""
    content = network(tmp_path)
    enquiry("erase", "zqmary-zqstone", "--yes", cwd=tmp_path)
    site = built(tmp_path)
    page = site["public/withdrawn/0001/index.html"].decode()
    assert "<h1>This post was withdrawn by its author</h1>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert (
        page.index("Words of emma-well")
        < page.index("This reply was withdrawn by its author.")
        < page.index("Words of tom-yes")
    )
    assert 'in reply to <a class="u-in-reply-to" href="./">a reply that was withdrawn</a>' in page
    assert '<span class="count">4 replies</span>' in page
    assert (
        holding(
            {path: data for path, data in site.items() if path.endswith((".xml", ".json"))},
            "withdrawn by its",
        )
        == []
    )
    assert b"withdrawn" not in site["public/sitemap.xml"]
    kept = "cohort: one\nphase: exploring\nstandards: clpl-2012.enquiry-and-research\n"
    assert (content / "withdrawn/0003.md").read_text() == (
        "---\nwithdrawn: by its author\ndate: 2018-01-21T09:30:00\nreply_to: emma/well\n"
        f"audience: public\n{kept}---\n"
    )


def test_others_files_keep_their_own_words(tmp_path: Path) -> None:
    """One line is changed, or one goes; comments, order and line breaks are as they were."""
    content = network(tmp_path)
    enquiry("erase", "zqmary-zqstone", "--yes", cwd=tmp_path)
    text = COHORT.replace("  zqmary-zqstone: {role: participant, school: zqoldschool}\n", "")
    text = text.replace(
        "  - post: zqmary-zqstone/zqfirst-zqsteps\n    why: >-\n      Because it\n      is short.\n", ""
    )
    assert (content / "cohorts/one.yaml").read_text() == text
    expected = dict(OTHERS)
    for path, old, new in (
        ("participants/emma/posts/2018-01-17-together.md", "[zqmary-zqstone, tom]", "[tom]"),
        ("participants/emma/posts/2018-01-18-in-two.md", "with: zqmary-zqstone\n", ""),
        (
            "participants/emma/posts/2018-01-19-pointing.md",
            "../../zqmary-zqstone/posts/2018-01-15-zqfirst-zqsteps.md#what-zqhappened",
            "../../../withdrawn/0001.md",
        ),
        ("participants/emma/posts/2018-01-19-pointing.md", "[her](../../zqmary-zqstone/profile.md)", "her"),
        (
            "participants/emma/posts/2018-01-19-pointing.md",
            '![a bar](../../zqmary-zqstone/zqbars.png "Bars")',
            "a bar",
        ),
        (
            "participants/emma/posts/2018-01-19-pointing.md",
            "../../zqmary-zqstone/posts/2018-01-20-zqonly-zqlinked.md",
            "../../../withdrawn/0002.md",
        ),
        ("participants/emma/replies/2018-01-20-well.md", "zqmary-zqstone/zqfirst-zqsteps", "withdrawn/0001"),
        (
            "participants/tom/replies/2018-01-22-yes.md",
            "../../zqmary-zqstone/replies/2018-01-21-zqthanks.md",
            "withdrawn/0003",
        ),
        (
            "participants/tom/replies/2018-01-23-titled.md",
            "'zqmary-zqstone/zqfirst-zqsteps'",
            "'withdrawn/0001'",
        ),
    ):
        assert old in expected[path]
        expected[path] = expected[path].replace(old, new)
    assert {path: (content / path).read_bytes().decode() for path in OTHERS} == expected


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ("members:\n  tom: participant   # alone\n", ""),
        ("members: {tom: participant}\nshowcase:\n  post: tom/only\n  why: It is.\n", ""),
        ("members:\n  tom: {role: participant}\nshowcase:\n- {post: tom/only, why: It is.}", ""),
        (
            "showcase: {post: tom/only, why: It is.}\nmembers: {tom: tutor, emma: tutor}\n",
            "members: {emma: tutor}\n",
        ),
    ],
)
def test_the_last_of_a_cohort_leaves_no_line_behind(tmp_path: Path, more: str, left: str) -> None:
    """However its members and picks are written, nothing is left for a person to mend."""
    content = network(tmp_path)
    head = "title: Small\nstarts: 2019-01-01\nends: 2019-02-01\n"
    (content / "cohorts/small.yaml").write_text(head + more)
    (content / "participants/tom/posts").mkdir()
    (content / "participants/tom/posts/2019-01-02-only.md").write_text(
        "---\ntitle: Only\ndate: 2019-01-02\ncohort: small\n---\nWords.\n"
    )
    assert "mended by hand" not in enquiry("erase", "tom", "--yes", cwd=tmp_path)
    assert (content / "cohorts/small.yaml").read_text() == head + left


def test_what_still_names_them_is_listed(tmp_path: Path) -> None:
    """By whole words in any case, with its place; it is left for a person, and is not what decides."""
    content = network(tmp_path)
    path = content / "participants/tom/profile.md"
    path.write_text(
        path.read_text()
        + (
            "\nI share a room with ZQMARY, and not with zqmaryanne.\n"
            "Ask zqmary_zqstone about *Zqfirst zqsteps*.\n"
        )
    )
    out = enquiry("erase", "zqmary-zqstone", cwd=tmp_path, code=2)
    listed = [
        line.split()[0]
        for line in out.splitlines()
        if line.startswith("  content/participants/tom/profile.md:")
    ]
    assert listed == ["content/participants/tom/profile.md:8:21", "content/participants/tom/profile.md:9:5"]
    assert "history" in out


def test_what_is_named_in_short_goes_with_it(tmp_path: Path) -> None:
    """A plan and what stands of a colleague may be named by the end of their names: that is taken out, too.

    Where the end is not enough, or is another's, nobody is named by it.
    """
    content = network(tmp_path)
    (content / MARY / "plan.md").write_text(
        "---\ntitle: Zqplanned\naudience: cohort\naims: [zqaim]\n---\nzqplan\n"
    )
    (content / "outreach/colleagues").mkdir(parents=True)
    (content / "outreach/colleagues/zqmary-zqstone.md").write_text(
        "---\nperson: zqmary-zqstone\nspecialisms: [feedback]\n---\nzqoffer\n"
    )
    (content / "events").mkdir()
    (content / "events/plans.md").write_text(
        "---\ntitle: Plans\nkind: recall day\nstarts: 2018-02-01 10:00\nends: 2018-02-01 12:00\n---\nWords.\n"
    )
    path = content / "participants/emma/posts/2018-02-02-short.md"
    path.write_text(
        "---\ntitle: Short\ndate: 2018-02-02\naudience: facilitators\n"
        "reflects_on: [plan, plans, zqmary-zqstone]\n---\nWords.\n"
    )
    built(tmp_path)
    out = enquiry("erase", "zqmary-zqstone", "--yes", cwd=tmp_path)
    assert (
        "plan is taken out of `reflects_on`; zqmary-zqstone is taken out of `reflects_on`" in out
        and "mended by hand" not in out
    )
    assert (
        path.read_text()
        == "---\ntitle: Short\ndate: 2018-02-02\naudience: facilitators\nreflects_on: [plans]\n---\nWords.\n"
    )
    assert holding(everything(content), "zq") == [] and holding(built(tmp_path), "zq") == []


def test_what_was_hidden_stays_hidden(tmp_path: Path) -> None:
    """Without Mary's consent, what she co-wrote and what answers her is not public.

    That she is gone does not make it so.
    """
    network(tmp_path, consent=False)
    before = heard(built(tmp_path))
    assert "emma-together" not in before["public"] and "emma-well" not in before["public"]
    out = enquiry("erase", "zqmary-zqstone", "--yes", cwd=tmp_path)
    assert "audience: cohort, as it was shown so far" in out
    site = built(tmp_path)
    assert heard(site) == before
    assert [path for path in site if path.startswith("public/withdrawn/")] == []
    assert "cohort/withdrawn/0001/index.html" in site


KILLED = """
import builtins, os, sys
left = int(sys.argv[1])
def over(path):
    global left
    left -= "content" in str(path)
    return left < 0
def counted(function):
    def call(*arguments, **more):
        if over(arguments[-1]):
            os._exit(137)
        return function(*arguments, **more)
    return call
def opened(path, mode="r", *arguments, plain=open, **more):
    file = plain(path, mode, *arguments, **more)
    if mode in ("wb", "xb") and over(path):
        file.write(b"---")
        file.flush()
        os._exit(137)
    return file
os.replace, os.unlink, os.rmdir, builtins.open = *map(counted, (os.replace, os.unlink, os.rmdir)), opened
from generator.__main__ import run
sys.argv[1:] = ["erase", "zqmary-zqstone", "--yes"]
run()
"""
"""The real command, which ends at once where it would touch the content folder once more.

A file then has its first three bytes.
"""


@pytest.mark.parametrize("steps", range(0, 52, 3))
def test_broken_off_anywhere_a_second_run_finishes(tmp_path: Path, steps: int) -> None:
    """Every file is whole, as it was or as it is to be; and what comes of two runs is what comes of one."""
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    before = everything(network(whole))
    shutil.copytree(whole, broken)
    enquiry("erase", "zqmary-zqstone", "--yes", cwd=whole)
    after = everything(whole / "content")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(steps)],
        cwd=broken,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 137, done.stderr
    for path, data in everything(broken / "content").items():
        if not path.endswith(".new"):
            assert re.sub(rb"# its place is withdrawn/\d+\n", b"", data) in (
                before.get(path),
                after.get(path),
            ), path
    enquiry("erase", "zqmary-zqstone", "--yes", cwd=broken)
    assert everything(broken / "content") == after
    assert not (broken / "content" / MARY).exists()


# -- withdraw
# ------------------------------------------------------------------------------------------------------------


def test_withdrawn_is_what_the_public_edition_alone_no_longer_holds(tmp_path: Path) -> None:
    """One line goes; the plan names those posts of others that go with it, and no others do."""
    content = network(tmp_path)
    first = built(tmp_path)
    out = enquiry("withdraw", "zqmary-zqstone", "--yes", cwd=tmp_path)
    assert (content / MARY / "profile.md").read_text() == (
        "---\n# as on the form\nname: zqmary zqstone   # both\nschool: zqschool\nphoto: zqface.png\n"
        "---\nzqlife\n"
    )
    then = built(tmp_path)
    assert holding({path: data for path, data in then.items() if path.startswith("public/")}, "zq") == []
    assert {path: data for path, data in then.items() if not path.startswith("public/")} == {
        path: data for path, data in first.items() if not path.startswith("public/")
    }
    gone = {
        path
        for path, text in OTHERS.items()
        for word in SAID
        if f"Words of {word}." in text and word in heard(first)["public"] - heard(then)["public"]
    }
    assert {
        line.strip().removeprefix("content/")
        for line in out.split("leave the public edition:")[1].split("\n\n")[0].splitlines()
        if line.strip()
    } == gone
    assert "There is no consent" in enquiry("withdraw", "zqmary-zqstone", cwd=tmp_path)


def test_what_cannot_be_changed_in_place_is_left_to_a_person(tmp_path: Path) -> None:
    """Settings may be written in ways that no program should touch.

    Then the place is named, and nothing is changed.
    """
    content = network(tmp_path)
    profile = content / MARY / "profile.md"
    profile.write_bytes(b"---\nname: zqmary zqstone\nconsent: 2018-01-08\nconsent: 2018-01-09\n---\n")
    before = everything(tmp_path)
    out = enquiry("withdraw", "zqmary-zqstone", "--yes", cwd=tmp_path, code=2)
    assert "profile.md:3:10" in out
    assert everything(tmp_path) == before


def test_a_guest_is_erased(tmp_path: Path) -> None:
    """Their reply and its picture go; what answers it stays, under a tombstone that names nobody.

    Lines that still name them are listed.
    """
    network(tmp_path)
    content = tmp_path / "content"
    (content / "guests/2018-01-24-a-parent.md").write_text(
        "---\nname: Zqguest Zqparent\nconsent: 2018-01-24\ndate: 2018-01-24\nreply_to: [emma/well]\n"
        "---\nzqguestwords ![zqalt](zqguest.png)\n"
    )
    (content / "guests/zqguest.png").write_bytes(picture("zqguestpicture"))
    (content / "participants/tom/replies/2018-01-26-dear.md").write_text(
        "---\nreply_to: guests/a-parent\ndate: 2018-01-26\n---\nDear Zqguest, words of tom-dear.\n"
    )
    out = enquiry("erase", "guests/a-parent", "--yes", cwd=tmp_path)
    assert "participants/tom/replies/2018-01-26-dear.md:5:6" in out
    assert [each.name for each in (content / "guests").glob("*")] == [] or not (content / "guests").exists()
    (content / "participants/tom/replies/2018-01-26-dear.md").write_text(
        (content / "participants/tom/replies/2018-01-26-dear.md")
        .read_text()
        .replace("Dear Zqguest", "Dear parent")
    )
    build(content, tmp_path / "site", tmp_path / "cache")
    site = tree(tmp_path / "site")
    assert not [
        path
        for path, data in site.items()
        if b"zqguest" in data.lower() or "zqguest" in path or b"zqguest" in pixels(data)
    ]
    assert any(b"tom-dear" in data for data in site.values())


# -- takedown
# ------------------------------------------------------------------------------------------------------------


def test_a_post_is_taken_down_and_its_thread_stays(tmp_path: Path) -> None:
    """Its page says so in every edition, and nothing else says anything of it.

    Others keep their words and their places.
    """
    content = network(tmp_path)
    before = heard(built(tmp_path))
    out = enquiry("takedown", f"content/{MARY}/posts/2018-01-15-zqfirst-zqsteps.md", "--yes", cwd=tmp_path)
    assert "error[" not in enquiry("check", cwd=tmp_path)
    site = built(tmp_path)
    assert heard(site) == before
    address = "participants/zqmary-zqstone/zqfirst-zqsteps/index.html"
    for edition in EDITIONS:
        page = site[f"{edition}/{address}"]
        assert b"<h1>This post was withdrawn by the facilitators</h1>" in page
        assert b"noindex" in page
        assert b"Words of emma-well" in page
        assert b"zqfirst-zqsteps" not in site[f"{edition}/sitemap.xml"]
        assert b'zqfirst-zqsteps/"/>' not in site[f"{edition}/atom.xml"]
        assert b'zqfirst-zqsteps/"' not in site[f"{edition}/participants/zqmary-zqstone/index.html"]
    for word in ("zqbody", "zqsummary", "zqalt", "zqalias", "zqhappened", "zqfirst zqsteps"):
        assert holding(site, word) == [], word
    assert b"zqfirst" not in (content / "cohorts/one.yaml").read_bytes()
    assert "withdrawn already" in enquiry(
        "takedown", "zqmary-zqstone/zqfirst-zqsteps", "--yes", cwd=tmp_path, code=2
    )
    assert "zqbars.png" not in out.split("afterwards")[0]
    (content / "cohorts/one.yaml").write_text(COHORT)
    assert b"withdrawn" not in built(tmp_path)["public/showcase/index.html"]


def test_a_reply_is_taken_down_without_a_trace_of_its_name(tmp_path: Path) -> None:
    """In the conversation one line is left, which no place of its own and no link names.

    Its answers are under it as before. `--by author` says so.
    """
    network(tmp_path)
    built(tmp_path)
    enquiry("takedown", "emma/well", "--by", "author", "--yes", cwd=tmp_path)
    page = built(tmp_path)["public/participants/zqmary-zqstone/zqfirst-zqsteps/index.html"].decode()
    assert page.count("This reply was withdrawn by its author.") == 1
    assert "emma--well" not in page and "emma/well" not in page
    assert "Words of the-guest" in page and "zqcomment" in page


def test_pictures_go_with_the_post_that_alone_shows_them(tmp_path: Path) -> None:
    """A picture that somebody else shows too stays."""
    content = network(tmp_path)
    (content / "participants/emma/posts/2018-01-19-pointing.md").unlink()
    first, other = (
        content / MARY / f"posts/{name}"
        for name in ("2018-01-15-zqfirst-zqsteps.md", "2018-01-25-zqalone.md")
    )
    kept = [
        content / MARY / "zqface.png",
        content / MARY / "shared.png",
        content / "participants/emma/emmas.png",
    ]
    for file in kept[1:]:
        file.write_bytes(picture(file.stem))
    first.write_text(
        first.read_text() + "".join(f"\n![P]({os.path.relpath(file, first.parent)})\n" for file in kept)
    )
    other.write_text(other.read_text() + "\n![P](../shared.png)\n")
    assert "removed: nothing else shows it" in enquiry(
        "takedown", "zqmary-zqstone/zqfirst-zqsteps", "--yes", cwd=tmp_path
    )
    assert not (content / MARY / "zqbars.png").exists()
    assert [file for file in kept if not file.exists()] == []


def test_a_portrait_and_others_pictures_stay(tmp_path: Path) -> None:
    """Though no other text shows them: one is in the writer's profile, one in the folder of somebody else."""
    content = network(tmp_path)
    (content / "participants/emma/hers.png").write_bytes(picture("hers"))
    post = content / MARY / "posts/2018-01-15-zqfirst-zqsteps.md"
    post.write_text(post.read_text() + "\n![me](../zqface.png) ![hers](../../emma/hers.png)\n")
    enquiry("takedown", "zqmary-zqstone/zqfirst-zqsteps", "--yes", cwd=tmp_path)
    assert (content / MARY / "zqface.png").exists()
    assert (content / "participants/emma/hers.png").exists()


def test_a_tombstone_alone_makes_nothing_public(tmp_path: Path) -> None:
    """A text that was for the cohort stays there, thread and all.

    Its writer had not said anything of an audience.
    """
    network(tmp_path)
    before = heard(built(tmp_path))
    enquiry("takedown", "emma/in-two", "--yes", cwd=tmp_path)
    enquiry("takedown", "guests/a-parent", "--yes", cwd=tmp_path)
    site = built(tmp_path)
    assert "public/participants/emma/in-two/index.html" not in site
    assert "cohort/participants/emma/in-two/index.html" in site
    assert heard(site) == {edition: words - {"emma-two", "the-guest"} for edition, words in before.items()}
