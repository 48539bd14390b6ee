"""The site's words about itself: the privacy notice and the accessibility statement.

The showcase on its front page is here, too.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml

from tests.support import ROOT, Records, build, command

SAID = {
    "who": "zqwho decides",
    "why": [
        {"what": "zqwhat", "why": "zqwhy", "basis": "consent"},
        {"what": "Posts", "why": "To learn", "basis": "public-task"},
    ],
    "how_long": "zqlong years",
    "ask": "mailto:zqask@example.org",
    "officer": "mailto:zqofficer@example.org",
    "shared_with": "zqhost",
    "reviewed": "2026-11-21",
}
STATEMENT = {
    "status": "partial",
    "response": "within zqsoon days",
    "prepared": "2026-11-20",
    "reviewed": "2026-11-21",
    "contact": "mailto:zqaccess@example.org",
    "tested": "By zqtester.",
    "faults": [
        {"what": "zqfault", "why": "zqreason", "instead": "zqinstead", "criterion": "1.1.1"},
        {"what": "Films", "why": "Costly", "instead": "Ask", "kind": "disproportionate-burden"},
    ],
}


def network(folder: Path, **settings: Any) -> Records:
    """One person with one public post."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", **settings)
    net.text("participants/ann/profile.md", name="Ann", school="A school", consent="2018-01-01")
    net.text(
        "participants/ann/posts/2018-01-01-x.md", "Words.", title="X", date="2018-01-01", audience="public"
    )
    return net


def words(path: Path) -> str:
    """Return the words of a page, without its elements."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))).split())


@pytest.mark.slow
@pytest.mark.parametrize("key", ["who", "why", "how_long", "ask"])
def test_a_notice_that_lacks_something_stops_the_public_edition(tmp_path: Path, key: str) -> None:
    """Nothing is written where the public edition is among those built; members' editions alone are."""
    net = network(tmp_path, privacy={name: value for name, value in SAID.items() if name != key})
    content = net.write()
    places = ("--content", content, "--output", tmp_path / "site", "--cache", tmp_path / "cache")
    for more in ((), ("--edition", "public")):
        done = command("build", *places, *more)
        assert done.returncode == 1
        assert re.search(
            rf"network\.yaml:\d+:\d+ error\[privacy-incomplete\].*\n    hint: .*`{key}: ", done.stderr
        ), done.stderr
        assert not (tmp_path / "site/public").exists()
    done = command("build", *places, "--edition", "cohort")
    assert (done.returncode, done.stderr) == (0, "")
    assert command("build", *places, "--edition", "cohort").returncode == 0
    assert command("build", *places, "--edition", "cohort", "--edition", "public").returncode == 1
    net.change("network.yaml", privacy=SAID)
    net.write()
    assert command("build", *places).returncode == 0
    assert (tmp_path / "site/public/privacy/index.html").is_file()


def test_going_on_still_fails(tmp_path: Path) -> None:
    """With --keep-going the rest is published, so that a withdrawal is not held up by a missing line.

    The exit code says that something is wrong.
    """
    content = network(tmp_path, privacy={"who": "We"}).write()
    done = command(
        "build",
        "--content",
        content,
        "--output",
        tmp_path / "site",
        "--cache",
        tmp_path / "cache",
        "--keep-going",
    )
    assert done.returncode == 1
    assert "Who is responsible" in words(tmp_path / "site/public/privacy/index.html")


def test_a_page_is_no_notice(tmp_path: Path) -> None:
    """Nobody can check the words of a page, so the settings are asked for.

    `privacy_contact` says whom to ask.
    """
    net = network(tmp_path, privacy=None, privacy_contact="mailto:p@example.org")
    net.text("pages/privacy.md", "We are careful.", title="Privacy")
    found = build(net.write(), tmp_path / "site", tmp_path / "cache").diagnostics
    assert [each.code for each in found] == ["privacy-incomplete"] * 3
    net.change("network.yaml", privacy={name: value for name, value in SAID.items() if name != "ask"})
    assert build(net.write(), tmp_path / "site", tmp_path / "cache").diagnostics == ()
    said = words(tmp_path / "site/public/privacy/index.html")
    assert said.index("We are careful.") < said.index("zqwho decides") and "p@example.org" in said


def test_a_page_may_stay_out_of_the_foot(tmp_path: Path) -> None:
    """It is built and linked where another page names it. The privacy notice is at the foot of every page."""
    net = network(tmp_path, privacy=SAID)
    net.text("pages/guide.md", "[More](more.md)", title="Guide")
    net.text("pages/more.md", "More.", title="More", footer=False)
    net.text("pages/privacy.md", "We are careful.", title="Privacy", footer=False)
    assert build(net.write(), tmp_path / "site", tmp_path / "cache").diagnostics == ()
    site = tmp_path / "site/public"
    foot = (site / "index.html").read_text(encoding="utf-8").partition("<footer")[2]
    assert re.findall(r'href="(\w+)/"', foot) == ["guide", "privacy"]
    assert 'href="../more/"' in (site / "guide/index.html").read_text(encoding="utf-8")
    assert (site / "more/index.html").is_file()


@pytest.mark.parametrize("edition", ["public", "cohort", "facilitators"])
def test_the_notices_say_what_was_set(tmp_path: Path, edition: str) -> None:
    """Generated without a page of the network's own, in every edition, and linked on every page of it."""
    net = network(
        tmp_path, privacy=SAID, accessibility=STATEMENT, concern="mailto:c@example.org?cc=d@example.org"
    )
    assert build(net.write(), tmp_path / "site", tmp_path / "cache").diagnostics == ()
    site = tmp_path / "site" / edition
    said = words(site / "privacy/index.html")
    assert all(
        each in said
        for each in (
            "zqwho",
            "zqwhat",
            "zqwhy",
            "zqlong",
            "zqask@example.org",
            "zqofficer@example.org",
            "zqhost",
            "21 November 2026",
        )
    )
    assert (
        "your consent" in said
        and "withdraw your consent" in said
        and "objecting" in said
        and "Information Commissioner" in said
    )
    said = words(site / "accessibility/index.html")
    assert all(
        each in said
        for each in (
            "zqsoon",
            "zqfault",
            "zqreason",
            "zqinstead",
            "1.1.1",
            "zqaccess@example.org",
            "zqtester",
            "20 November 2026",
            "21 November 2026",
        )
    )
    assert (
        "partially compliant" in said
        and "version 2.2, level AA" in said
        and "disproportionate burden" in said
    )
    assert (
        "Equality Advisory and Support Service" in said
        and "Equality and Human Rights Commission" in said
        and "(No. 2) Accessibility Regulations 2018" in said
    )
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        address = page.relative_to(site).as_posix().removesuffix("index.html")
        links = {urljoin(f"/{address}", each) for each in re.findall(r'href="([^"]*)"', text)}
        assert {"/privacy/", "/accessibility/"} <= links, page
        assert (
            'href="mailto:c@example.org?cc=d@example.org&amp;subject=A%20concern' in text
            and f"https%3A//example.org/{address}%0A" in text
        ), page


def test_rights_follow_from_the_basis(tmp_path: Path) -> None:
    """Nobody is told of a consent that was never asked for.

    In Northern Ireland another body enforces the law.
    """
    net = network(
        tmp_path,
        privacy={**SAID, "why": [{"what": "Posts", "why": "To learn", "basis": "legal-obligation"}]},
        accessibility={**STATEMENT, "enforced_in": "northern-ireland"},
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    said = words(tmp_path / "site/public/privacy/index.html")
    assert "a duty in law" in said and "withdraw your consent" not in said and "objecting" not in said
    said = words(tmp_path / "site/public/accessibility/index.html")
    assert "Equality Commission for Northern Ireland" in said and "EASS" not in said


def test_settings_that_change_change_the_notice(tmp_path: Path) -> None:
    """An incremental build says what a clean one would."""
    net = network(tmp_path, privacy=SAID, accessibility=STATEMENT)
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    net.change("network.yaml", privacy={**SAID, "how_long": "zqother"}, accessibility=None)
    net.text("pages/privacy.md", "More words.", title="Our privacy")
    assert build(net.write(), tmp_path / "site", tmp_path / "cache").diagnostics == ()
    said = words(tmp_path / "site/public/privacy/index.html")
    assert "zqother" in said and "zqlong" not in said and "More words." in said
    assert not (tmp_path / "site/public/accessibility").exists()
    assert "Our privacy" in words(tmp_path / "site/public/participants/ann/index.html")


@pytest.mark.slow
def test_what_init_leaves_open_is_asked_for(tmp_path: Path) -> None:
    """All that stands in square brackets is told at once, and keeps the public edition from being built."""
    command("init", tmp_path / "ours", "--date", "2026-11-21")
    content = tmp_path / "ours/content"
    settings = content / "network.yaml"
    text = settings.read_text(encoding="utf-8")
    asked = re.findall(r'"\[[^"]+\]"', text)
    assert len(asked) > 5
    done = command("check", "--content", content)
    assert done.returncode == 0
    assert (done.stdout.count("warning[privacy-unfilled]"), done.stdout.count("network.yaml:")) == (1, 1)
    places = ("--content", content, "--output", tmp_path / "site", "--cache", tmp_path / "cache")
    for more in ((), (), ("--keep-going",), ("--edition", "public", "--edition", "cohort")):
        done = command("build", *places, *more)
        assert done.returncode == 1
        assert "The public edition was not built" in done.stderr
        assert (tmp_path / "site/cohort/index.html").is_file()
        assert not (tmp_path / "site/public").exists()
    assert command("build", *places, "--edition", "cohort").returncode == 0
    assert command("build", *places, "--edition", "public").returncode == 1
    assert not (tmp_path / "site/public").exists()
    filled = re.sub(r'"\[[^"]+\]"', "Said.", text).replace("example.org", "our-network.scot")
    settings.write_text(filled, encoding="utf-8")
    assert "network.yaml" not in command("check", "--content", content).stdout
    assert command("build", *places).returncode == 0
    assert (tmp_path / "site/public/index.html").is_file()


def showing(folder: Path, picks: int) -> Records:
    """Two cohorts with posts by two people, one of whom has not consented; so many picks in the later one."""
    net = network(folder, standards=["own"], privacy=SAID)
    net.text(
        "standards/own.yaml",
        title="Own",
        elements=[{"id": "a", "title": "First"}, {"id": "b", "title": "Second"}],
    )
    net.text("participants/zqbob/profile.md", name="Zqbob")
    chosen = [{"post": f"ann/p{number}", "why": f"Reason {number}."} for number in range(picks)] + (
        [{"post": "zqbob/hidden", "why": "zqreason"}] if picks else []
    )
    for name, year, shown in (("early", 2017, chosen[:1]), ("late", 2018, chosen)):
        net.text(
            f"cohorts/{name}.yaml",
            title=f"The {name} cohort",
            programme="Learning together",
            summary=f"About the {name} run.",
            starts=f"{year}-01-01",
            ends=f"{year}-12-31",
            members={"ann": "participant", "zqbob": "participant"},
            showcase=shown,
        )
    for number in range(max(picks, 1)):
        net.text(
            f"participants/ann/posts/2018-02-01-p{number}.md",
            "Words.",
            title=f"Post {number}",
            date="2018-02-01",
            audience="public",
            standards=["b", "a"] if number else ["b"],
        )
    net.text(
        "participants/zqbob/posts/2018-02-02-hidden.md",
        "Words.",
        title="zqhidden",
        date="2018-02-02",
        audience="public",
        standards=["a"],
    )
    net.text(
        "participants/ann/posts/2017-02-01-early.md",
        "Words.",
        title="Early",
        date="2017-02-01",
        audience="public",
    )
    return net


def test_the_front_page_opens_on_the_showcase(tmp_path: Path) -> None:
    """The first pick leads with its reason, others stand beside it, and there is the way to the rest.

    Nobody is there without consent.
    """
    build(showing(tmp_path, 12).write(), tmp_path / "site", tmp_path / "cache")
    said = words(tmp_path / "site/public/index.html")
    assert said.index("Reason 0.") < said.index("Chosen by the facilitators")
    assert re.search(r"The whole showcase, with \d+ more", said)
    shown = words(tmp_path / "site/public/showcase/index.html")
    assert all(f"Reason {number}." in shown for number in range(12))
    late, early = shown[shown.index("The late cohort") :].split("The early cohort")
    for part, name, posts in (
        (late, "late", ("First 11 entries", "Second 12 entries")),
        (early, "early", ("Second 1 entry",)),
    ):
        assert (
            f"About the {name} run." in part
            and "Who wrote these Ann A school" in part
            and all(each in part for each in posts)
        )
    assert not any(
        "zqbob" in each.read_text(encoding="utf-8").lower() or "zqhidden" in each.read_text(encoding="utf-8")
        for each in (tmp_path / "site/public").rglob("*.html")
    )
    assert "Zqbob" in words(tmp_path / "site/cohort/showcase/index.html")


def test_the_front_page_is_whole_without_picks(tmp_path: Path) -> None:
    """It says what this is, who writes, and what is new; nothing leads to a showcase that is not there."""
    build(showing(tmp_path, 0).write(), tmp_path / "site", tmp_path / "cache")
    said = words(tmp_path / "site/public/index.html")
    assert min(said.index(each) for each in ("About the late run.", "Post 0", "Who writes", "By standard"))
    assert "showcase" not in (tmp_path / "site/public/index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "site/public/showcase").exists()


def test_the_sample_networks_settings_are_what_the_issue_asks_for() -> None:
    """The sample shows every setting that a notice and a statement need."""
    settings = yaml.safe_load((ROOT / "content/network.yaml").read_text(encoding="utf-8"))
    assert {"who", "why", "how_long"} <= settings["privacy"].keys() and settings["privacy_contact"]
    assert {"status", "response", "prepared", "contact", "faults", "tested"} <= settings[
        "accessibility"
    ].keys()
