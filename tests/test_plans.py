"""Development plans: pages for each reader, and the state of a sign-off when its evidence changes."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.diagnostics import errors
from tests.support import Records, build, clean, command, differences, picture, tree

PLAN = "participants/ann/plan.md"
PAGE = "participants/ann/plan/index.html"
LONG = "Words that are in every list.\n\n" * 20
"""Settings of a plan that a change at the end of a post does not show in."""
EVIDENCE = "participants/ann/plan/evidence/index.html"


def network(folder: Path) -> Records:
    """Ann, with a plan whose aims are for different people; Bob, who answers her."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["own"])
    elements = [
        {"id": each, "title": f"Standard {each}", "number": number}
        for each, number in (("a", "1"), ("b", "2"), ("c", "3"))
    ] + [{"id": "a.x", "title": "Part", "parent": "a"}]
    net.text("standards/own.yaml", title="Own", elements=elements)
    net.text(
        "cohorts/c1.yaml",
        title="One",
        starts="2018-01-01",
        ends="2019-12-31",
        audience="cohort",
        members={"ann": "participant", "bob": "participant"},
    )
    for name in ("ann", "bob"):
        net.text(f"participants/{name}/profile.md", "Words.", name=name.title(), consent="2018-01-01")
    net.text(
        "participants/ann/posts/2018-02-01-one.md",
        "Words.",
        title="One",
        date="2018-02-01",
        standards=["a.x"],
        audience="public",
    )
    net.text("participants/ann/posts/2019-02-01-two.md", f"{LONG}An end.", title="Two", date="2019-02-01")
    net.text(
        "participants/ann/posts/2019-03-01-three.md",
        "Secret.",
        title="Three",
        date="2019-03-01",
        audience="private",
        standards=["b"],
    )
    net.text(
        "participants/ann/posts/2019-04-01-four.md",
        "Words.",
        title="Four",
        date="2019-04-01",
        standards=["c"],
    )
    net.text(
        PLAN,
        "Body.",
        title="Ann's plan",
        audience="public",
        aims=[
            {
                "title": "Aim A",
                "standards": ["a", "b"],
                "evidence": ["ann/one", "ann/two", "ann/three"],
                "by": "2019-06-01",
            },
            {"title": "Aim C", "standards": ["c"], "by": "2019-01-01"},
            {"title": "Hidden aim", "audience": "private"},
            {"title": "Cohort's aim", "audience": "cohort", "status": "achieved"},
        ],
        reviews=[
            {"date": "2019-05-01", "with": "line manager", "agreed": "Go on.", "audience": "public"},
            {"date": "2019-05-02", "with": "head", "agreed": "In confidence."},
        ],
    )
    return net


def test_an_edition_shows_the_aims_and_the_evidence_that_it_may(tmp_path: Path) -> None:
    """An aim and a review are for whom they say; evidence is shown where the post itself is."""
    site = clean(network(tmp_path).write(), tmp_path / "site", date="2019-05-03")
    aims = {
        each: re.findall(r'-title">([^<]+)</h3>', site[f"{each}/{PAGE}"].decode())
        for each in ("public", "cohort", "facilitators")
    }
    assert aims == {
        "public": ["Aim A", "Aim C"],
        "cohort": ["Aim A", "Aim C", "Cohort&#39;s aim"],
        "facilitators": ["Aim A", "Aim C", "Cohort&#39;s aim"],
    }
    for edition, posts in (("public", {"one"}), ("cohort", {"one", "two"})):
        page = site[f"{edition}/{PAGE}"].decode()
        assert {each for each in ("one", "two", "three", "four") if f'"../{each}/"' in page} == posts
        assert "Go on." in page and "In confidence." not in page and "Three" not in page


def test_a_private_plan_is_in_no_edition(tmp_path: Path) -> None:
    """It is private where it does not say otherwise."""
    net = network(tmp_path)
    net.change(PLAN, audience=None, aims=["Aim A"])
    assert not [path for path in clean(net.write(), tmp_path / "site") if "/plan/" in path]


def test_evidence_counts_for_the_standards_that_it_names(tmp_path: Path) -> None:
    """For a part, what it is a part of; where it names none of its aim's, all of them.

    What is shown by nothing is said, with what the owner wrote on it.
    """
    page = clean(network(tmp_path).write(), tmp_path / "site", date="2019-05-03")[
        f"cohort/{EVIDENCE}"
    ].decode()
    rows = {
        name: re.findall(r'class="n">(?:<span class="none">)?([\d–]+)', row)
        for name, row in re.findall(r'<tr><th scope="row">.*?Standard (\w).*?</th>(.*?)</tr>', page)
    }
    assert rows == {"a": ["1", "1"], "b": ["–", "1"], "c": ["–", "–"]}
    missing = page.partition('id="missing"')[2].partition("</section>")[0]
    assert "Standard c" in missing and "Standard a" not in missing and '"../../four/"' in missing
    assert re.search(r'class="when overdue">by <time datetime="2019-01-01"', missing)


def test_a_plan_opens_with_its_aims_over_the_years(tmp_path: Path) -> None:
    """Each aim is a strip under its first standard; its places are those of its dates within whole years."""
    net = network(tmp_path)
    stage = {"title": "S", "starts": "2019-01-01", "ends": "2019-12-31"}
    staged = {"title": "Staged", "standards": ["c", "a"], "stages": [stage], "status": "under way"}
    plan = net.texts[PLAN][0]
    hidden = {"date": "2025-05-01", "with": "line manager", "agreed": "Not for all."}
    net.change(PLAN, aims=[*plan["aims"], staged], reviews=[*plan["reviews"], hidden])
    page = clean(net.write(), tmp_path / "site", date="2019-05-03")[f"public/{PAGE}"].decode()
    shown = page.partition('class="picture plot"')[2].partition("</section>")[0]
    assert page.index('class="picture plot"') < page.index('id="page--aims"')
    assert re.findall(r'<text x="([^"]*)%"[^>]*>(\d+)<', shown) == [("0", "2018"), ("50.07", "2019")]
    titles = [re.sub("<[^>]*>", "", each) for each in re.findall("<h3>(.*?)</h3>", shown)]
    assert titles == ["1 Standard a", "3 Standard c"]
    strips = dict(re.findall(r'#page--aim-\d">(.*?)</a>(.*?)</li>', shown, re.DOTALL))
    assert list(strips) == ["Aim A", "Aim C", "Staged"] and "also 2" in strips["Aim A"]
    assert re.findall(r'circle class="shows" cx="([^"]*)%"', strips["Aim A"]) == ["4.25"]
    assert re.findall(r'class="span" x="([^"]*)%" y="7" width="([^"]*)%"', strips["Staged"]) == [
        ("50.07", "49.93")
    ]
    assert re.findall(r'class="due" x1="([^"]*)%"', strips["Aim C"]) == ["50.07"]
    assert re.findall(r'class="review-line" x1="([^"]*)%"', strips["Aim C"]) == ["66.53"]
    assert re.findall(r"<title id=[^>]*>([^<]*)<", strips["Staged"]) == [
        "1 January to 31 December 2019; 0 pieces of evidence"
    ]
    assert "2025" not in page and "Hidden" not in page
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td>', shown)
    assert rows == [("Aim A", "1, 2"), ("Aim C", "3"), ("Staged", "3, 1")]


def test_a_plan_without_dates_has_no_picture(tmp_path: Path) -> None:
    """There is nothing to draw."""
    net = network(tmp_path)
    net.change(PLAN, aims=["Aim A"])
    page = clean(net.write(), tmp_path / "site", date="2019-05-03")[f"public/{PAGE}"].decode()
    assert "Aim A" in page and "picture plot" not in page


@pytest.fixture
def signed(tmp_path: Path) -> Records:
    """The network, with a review that both have signed off."""
    net = network(tmp_path)
    content = net.write()
    for role in ("owner", "line manager"):
        done = command(
            "sign-off",
            "ann",
            "--content",
            content,
            "--review",
            "2019-05-01",
            "--by",
            role,
            "--date",
            "2019-05-01",
        )
        assert done.returncode == 0, done.stderr
    net.texts.pop(PLAN)
    net.file(PLAN, (content / PLAN).read_bytes())
    return net


def signed_by_another(net: Records, signer: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Sign off Ann's review in her colleague's role."""
    arguments = ("--review", "2019-05-01", "--by", "line manager", "--date", "2019-05-01", "--as", signer)
    return command("sign-off", "ann", "--content", net.write(), *arguments, *more)


def lines_of(site: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the lines about signatures on the plan's page in each edition, as a reader sees them."""
    found = {}
    for edition in ("public", "cohort"):
        page = site[f"{edition}/{PAGE}"].decode()
        listed = page.partition('<ul class="signed">')[2].partition("</ul>")[0]
        found[edition] = [re.sub("<[^>]+>", "", each).strip() for each in listed.split("</li>")[:-1]]
    return found


def test_the_page_says_whose_word_a_signature_is(tmp_path: Path) -> None:
    """The owner's own, what the owner records, and what somebody else has signed."""
    net = network(tmp_path)
    net.text("participants/cal/profile.md", "Words.", name="Cal", public_name="Heron", public_id="heron")
    done = signed_by_another(net, "bob")
    assert done.returncode == 0 and done.stdout.endswith("signed off by the line manager\n"), done
    assert "countersigned: [{person: bob, date: 2019-05-01, seals:" in (net.content / PLAN).read_text()
    review = {
        "date": "2019-05-01",
        "with": "line manager",
        "signed": [{"by": each, "date": "2019-05-01"} for each in ("owner", "line manager")],
        "countersigned": [
            {"person": "bob", "date": "2019-05-02"},
            {"person": "cal", "date": "2019-05-03"},
        ],
        "audience": "public",
    }
    net.change(PLAN, reviews=[review])
    lines = [
        "signed by the owner on 1 May 2019",
        "by the line manager on 1 May 2019, recorded by its owner",
        "signed by the line manager on 2 May 2019 (Bob)",
    ]
    assert lines_of(clean(net.write(), tmp_path / "site", date="2019-05-03")) == {
        "public": [*lines, "signed by the line manager on 3 May 2019"],
        "cohort": [*lines, "signed by the line manager on 3 May 2019 (Cal)"],
    }


def test_a_colleague_signs_again_and_only_for_themselves(tmp_path: Path) -> None:
    """A new signature of theirs takes the place of the old one. Nobody is the owner but the owner."""
    net = network(tmp_path)
    assert signed_by_another(net, "bob").returncode == 0
    net.texts.pop(PLAN)
    net.file(PLAN, (net.content / PLAN).read_bytes())
    assert "already" in signed_by_another(net, "bob").stderr
    net.change("participants/ann/posts/2018-02-01-one.md", title="Another")
    assert warned(net) == 1
    assert signed_by_another(net, "bob").returncode == 0
    text = (net.content / PLAN).read_text()
    assert text.count("person: bob") == 1 and "signed: [{by" not in text
    assert "Only the owner" in signed_by_another(net, "bob", "--by", "owner").stderr
    assert "There is no participant" in signed_by_another(net, "bib").stderr
    done = signed_by_another(net, "ann")
    assert done.returncode == 0 and "as the owner records it" in done.stdout


def said(net: Records, place: Path) -> dict[str, int]:
    """Return how often each edition says that something has changed since.

    The site is that of a clean build.
    """
    content = net.write()
    build(content, place / "site", place / "cache", date="2019-05-03")
    site = tree(place / "site")
    assert differences(site, clean(content, place / "clean", date="2019-05-03")) == []
    return {
        each: site[f"{each}/{PAGE}"].decode().count("changed since it was signed off")
        for each in ("public", "cohort", "facilitators")
    }


def warned(net: Records) -> int:
    """Return the number of warnings of it that `check` has."""
    return command("check", "--content", net.write(), "--date", "2019-05-03").stdout.count(
        "warning[changed-since-sign-off]"
    )


@pytest.mark.slow
def test_a_later_change_shows_to_those_who_may_see_what_changed(signed: Records, tmp_path: Path) -> None:
    """And in `check`, to the owner. A change to a private post changes no page of any edition."""
    assert said(signed, tmp_path) == {"public": 0, "cohort": 0, "facilitators": 0} and warned(signed) == 0
    before = tree(tmp_path / "site")
    fields, _ = signed.texts["participants/ann/posts/2019-03-01-three.md"]
    signed.texts["participants/ann/posts/2019-03-01-three.md"] = (fields, "Other words.")
    assert said(signed, tmp_path) == {"public": 0, "cohort": 0, "facilitators": 0} and warned(signed) == 2
    assert differences(before, tree(tmp_path / "site")) == []
    signed.texts["participants/ann/posts/2019-02-01-two.md"] = (
        signed.texts["participants/ann/posts/2019-02-01-two.md"][0],
        f"{LONG}Another end.",
    )
    assert said(signed, tmp_path) == {"public": 0, "cohort": 2, "facilitators": 2}
    signed.change("participants/ann/posts/2018-02-01-one.md", title="One, and more")
    assert said(signed, tmp_path) == {"public": 2, "cohort": 2, "facilitators": 2}


def entangled(folder: Path) -> Records:
    """Make the network, with a review that rests on every kind of evidence.

    Some is for everybody, some for fewer, for the owner alone, and such as not even they may read.
    """
    net = network(folder)
    net.text("participants/cal/profile.md", "Words.", name="Cal", audience="private")
    net.text(
        "participants/ann/posts/2018-02-01-one.md",
        "Words, ![A chart](chart.png).",
        title="One",
        date="2018-02-01",
        standards=["a.x"],
        summary="In short.",
        audience="public",
    )
    net.file("participants/ann/posts/chart.png", picture("chart"))
    net.text("participants/bob/posts/2019-02-02-his.md", "Words.", title="His", date="2019-02-02")
    net.text(
        "participants/bob/posts/2019-02-03-both.md",
        "Words.",
        title="Both",
        date="2019-02-03",
        with_=["ann"],
        audience="private",
    )
    net.text(
        "participants/bob/posts/2019-02-04-own.md",
        "Words.",
        title="Own",
        date="2019-02-04",
        audience="private",
    )
    net.text("participants/ann/replies/2019-02-05-re.md", "Words.", date="2019-02-05", reply_to="bob/own")
    net.text("participants/cal/posts/2019-02-06-hers.md", "Words.", title="Hers", date="2019-02-06")
    for owner, audience in (("bob", "cohort"), ("cal", "cohort")):
        net.text(f"participants/{owner}/plan.md", "Words.", title="Plan", audience=audience)
    for name, audience in (("open", "public"), ("inside", "cohort"), ("kept", "private")):
        net.text(f"events/{name}.md", "Words.", title="Day", starts="2019-01-01", audience=audience)
    posts = ("ann/one", "ann/two", "ann/three", "bob/his", "bob/both", "bob/own", "ann/re", "cal/hers")
    evidence = [
        *posts,
        "participants/bob/plan",
        "participants/cal/plan",
        "events/open",
        "events/inside",
        "events/kept",
    ]
    net.change(PLAN, title="A plan", aims=[{"title": "Aim A", "evidence": evidence}])
    return net


ALL = ("public", "cohort", "facilitators", "owner")
TOLD: dict[str, tuple[Callable[[Records], object], tuple[str, ...]]] = {
    "a post's day": (
        lambda net: net.change("participants/ann/posts/2018-02-01-one.md", date="2018-02-02"),
        ALL,
    ),
    "a post's standards": (
        lambda net: net.change("participants/ann/posts/2018-02-01-one.md", standards=["a.x", "b"]),
        ALL,
    ),
    "a post's title": (
        lambda net: net.change("participants/ann/posts/2018-02-01-one.md", title="Other"),
        ALL,
    ),
    "a post's summary": (
        lambda net: net.change("participants/ann/posts/2018-02-01-one.md", summary="Other."),
        ALL,
    ),
    "a post's picture": (lambda net: net.file("participants/ann/posts/chart.png", picture("other")), ALL),
    "a post for members": (lambda net: reworded(net, "participants/bob/posts/2019-02-02-his.md"), ALL[1:]),
    "a private post of the owner's": (
        lambda net: reworded(net, "participants/ann/posts/2019-03-01-three.md"),
        ALL[3:],
    ),
    "a private post that the owner wrote with somebody": (
        lambda net: reworded(net, "participants/bob/posts/2019-02-03-both.md"),
        ALL[3:],
    ),
    "a private post of somebody else's": (
        lambda net: reworded(net, "participants/bob/posts/2019-02-04-own.md"),
        (),
    ),
    "what answers a private post of somebody else's": (
        lambda net: reworded(net, "participants/ann/replies/2019-02-05-re.md"),
        (),
    ),
    "a post of somebody who is private": (
        lambda net: reworded(net, "participants/cal/posts/2019-02-06-hers.md"),
        (),
    ),
    "a record's title": (lambda net: net.change("events/open.md", title="Other"), ALL),
    "a record's text": (lambda net: reworded(net, "events/open.md"), ALL),
    "a record for members": (lambda net: reworded(net, "events/inside.md"), ALL[1:]),
    "a private record": (lambda net: reworded(net, "events/kept.md"), ()),
    "a record of somebody's": (lambda net: reworded(net, "participants/bob/plan.md"), ALL[1:]),
    "a record of somebody who is private": (lambda net: reworded(net, "participants/cal/plan.md"), ()),
    "a name": (
        lambda net: net.change("participants/ann/profile.md", public_name="Heron", public_id="heron"),
        (),
    ),
    "the order of the evidence": (lambda net: net.file(PLAN, reordered(net.raw[PLAN])), ()),
}
"""Changes after a sign-off, and who is told of them.

Each is told to an edition's readers, and to the owner.
"""


def reworded(net: Records, path: str) -> None:
    """Other words in a file."""
    net.texts[path] = (net.texts[path][0], "Other words.")


def reordered(plan: bytes) -> bytes:
    """A plan whose review names its evidence the other way round."""
    head, start, rest = plan.rpartition(b"evidence: [")
    listed, end, rest = rest.partition(b"]")
    return head + start + b", ".join(reversed(listed.split(b", "))) + end + rest


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Signed off by the owner, and nothing has changed since: the control."""
    net = entangled(tmp_path_factory.mktemp("sealed"))
    done = command(
        "sign-off",
        "ann",
        "--content",
        net.write(),
        "--review",
        "2019-05-01",
        "--by",
        "owner",
        "--date",
        "2019-05-01",
    )
    assert done.returncode == 0, done.stderr
    net.texts.pop(PLAN)
    net.file(PLAN, (net.content / PLAN).read_bytes())
    assert told(net) == ()
    return net


def told(net: Records) -> tuple[str, ...]:
    """Return who is told that something has changed since."""
    outcome = build(
        net.write(), net.folder / "site", net.folder / "cache", date="2019-05-03", keep_going=True
    )
    assert outcome.written and not errors(outcome.diagnostics), errors(outcome.diagnostics)
    pages = [
        path.split("/")[0]
        for path, data in tree(net.folder / "site").items()
        if path.endswith("/plan/index.html") and b"changed since it was signed off" in data
    ]
    return (
        *(each for each in ALL if each in pages),
        *("owner" for each in outcome.diagnostics if each.code == "changed-since-sign-off"),
    )


@pytest.mark.slow
@pytest.mark.parametrize("what", TOLD)
def test_who_is_told_of_what_a_signature_rests_on(sealed: Records, what: str) -> None:
    """Everything that evidence says counts, for those who may read it and for nobody else."""
    net = sealed.copied(sealed.folder)
    change, expected = TOLD[what]
    change(net)
    assert told(net) == expected


@pytest.mark.slow
def test_signing_again_mends_it(signed: Records, tmp_path: Path) -> None:
    """Each signature is for the evidence as it was then: the other one still shows the change."""
    signed.change("participants/ann/posts/2018-02-01-one.md", title="One, and more")
    again = command(
        "sign-off",
        "ann",
        "--content",
        signed.write(),
        "--review",
        "2019-05-01",
        "--by",
        "owner",
        "--date",
        "2019-06-01",
    )
    assert again.returncode == 0, again.stderr
    signed.file(PLAN, (signed.content / PLAN).read_bytes())
    assert said(signed, tmp_path)["public"] == 1 and warned(signed) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("ann", "--review", "2019-05-03", "--by", "owner"),
            "There is no review of 2019-05-03 in this plan. There are those of: 2019-05-01, 2019-05-02.",
        ),
        (
            ("ann", "--review", "2019-05-01", "--by", "friend"),
            "Sign it off with --by owner or --by 'line manager'.",
        ),
        (("bob", "--review", "2019-05-01", "--by", "owner"), "There is no participants/bob/plan.md"),
        (("anne", "--review", "2019-05-01", "--by", "owner"), "Did you mean ann?"),
        (
            ("ann", "--review", "2019-05-01", "--by", "owner"),
            "The owner has signed off the review of 2019-05-01 already",
        ),
    ],
)
def test_what_can_not_be_signed(signed: Records, arguments: tuple[str, ...], sentence: str) -> None:
    """It is said why, and nothing is written."""
    content = signed.write()
    before = (content / PLAN).read_bytes()
    done = command("sign-off", *arguments, "--content", content)
    assert done.returncode == 2 and sentence in done.stderr, done.stderr
    assert (content / PLAN).read_bytes() == before


def test_a_new_plan_is_private_and_has_no_faults(tmp_path: Path) -> None:
    """`enquiry new plan` writes it into its owner's folder, never over another."""
    net = network(tmp_path)
    net.remove(PLAN)
    content = net.write()
    done = command(
        "new",
        "plan",
        "--as",
        "ann",
        "--content",
        content,
        "--date",
        "2019-01-01",
        "--set",
        "aims=[Ask, Listen]",
    )
    assert done.returncode == 0 and not done.stderr, done.stderr
    assert (
        "audience: private" in (content / PLAN).read_text()
        and "aims: [Ask, Listen]" in (content / PLAN).read_text()
    )
    assert command("new", "plan", "--as", "ann", "--content", content).returncode == 2


def test_a_post_that_is_taken_down_is_no_evidence_any_longer(tmp_path: Path) -> None:
    """`takedown` takes it out of the plan."""
    content = network(tmp_path).write()
    done = command("takedown", "ann/two", "--content", content, "--yes")
    assert done.returncode == 0, done.stderr
    assert "ann/two" not in (content / PLAN).read_text() and "ann/one" in (content / PLAN).read_text()
