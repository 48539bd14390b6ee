"""Standards for who writes: all of them on one page and by a command, and those in focus in a new post."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from generator.commands.main import main
from generator.engine.theme.sources import packaged
from generator.source.reader import read
from tests.browser import chromium
from tests.support import Records, build

FOCUS = ["clpl-2021.2.1.2", "values-2021"]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """A network with both suites and one post on a part of a standard."""
    net = Records(tmp_path_factory.mktemp("standards"))
    forge = {"kind": "github", "repository": "a/b"}
    net.text(
        "network.yaml",
        title="T",
        address="https://example.org/",
        standards=["gtcs-2012", "gtcs-2021"],
        forge=forge,
    )
    net.text(
        "cohorts/c.yaml",
        title="C",
        starts="2026-01-01",
        ends="2026-12-31",
        focus=FOCUS,
        phases=[{"id": "trying", "title": "Trying", "starts": "2026-02-01"}],
        members={"ann": "participant"},
    )
    net.text("participants/ann/profile.md", name="Ann")
    net.text("participants/ann/posts/p.md", title="P", date="2026-02-02", standards=["clpl-2021.2.1.2"])
    build(net.write(), net.folder / "site", net.folder / "cache", editions=("cohort",), date="2026-02-03")
    return net


def test_a_page_has_every_standard_with_its_id(network: Records) -> None:
    """Those in force come first, and of each it is said how much there is, or that there is nothing yet."""
    page = (network.folder / "site/cohort/standards/index.html").read_text(encoding="utf-8")
    shown = re.findall(r'<code class="note">([^<]*)</code>', page)
    known = [
        each.id
        for name in ("gtcs-2021", "gtcs-2012")
        for each in read(f"standards/{name}.yaml", catalogue(name))[0].fields.elements  # type: ignore[union-attr]
    ]
    assert sorted(shown) == sorted(known)
    assert len(shown) == len(set(shown)) > 100
    years = [each.partition(".")[0][-4:] for each in shown]
    assert years == sorted(years, reverse=True)
    rows = len(re.findall(r'<span class="count"', page))
    nothing = page.count(">nothing yet<")
    assert len(shown) > rows and nothing == rows - len(re.findall(r"\b1 entry\b", page))
    assert re.search(r"1 entry</span><code class=\"note\">clpl-2021\.2\.1\.2</code>", page)


def test_what_somebody_has_written_on_is_open(network: Records) -> None:
    """The rest is folded: the standard with its parts, and within an open one the parts without entries."""
    page = (network.folder / "site/cohort/standards/index.html").read_text(encoding="utf-8")
    folds = re.findall(r'<details class="suite"( open)?>\n<summary>.*?"count"[^>]*>([^<]*)<', page)
    assert len(folds) > 10 and {opened for opened, count in folds if "1 entry" in count} == {" open"}
    assert {opened for opened, count in folds if count == "nothing yet"} == {""}
    assert re.search(r"Entries on [1-9] of \d+ standards", page) and "Entries on 0 of" in page
    inside = page.partition(" open>")[2].partition('<details class="suite"')[0]
    assert "clpl-2021.2.1.2" in inside.partition('class="rest"')[0]


@pytest.mark.browser
def test_it_is_no_scroll_on_a_phone(network: Records) -> None:
    """Two catalogues of more than a hundred standards each, of which one is written on."""
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
        tab.goto((network.folder / "site/cohort/standards/index.html").as_uri())
        assert tab.evaluate("document.documentElement.scrollHeight") <= 3_500
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def catalogue(name: str) -> bytes:
    """Return a catalogue that ships with Enquiry."""
    return (packaged("content").parent / "generator" / "catalogues" / f"{name}.yaml").read_bytes()


def enquiry(network: Records, *words: str, code: int = 0) -> str:
    """Return the output of a command in a network."""
    done = CliRunner().invoke(main, [*words, "--content", str(network.content)])
    assert done.exit_code == code, done.output
    return done.output


def test_a_command_lists_them(network: Records) -> None:
    """All of them, or those that hold some words; those in force on a day come first."""
    everything = enquiry(network, "standards", "--date", "2026-02-03")
    assert everything.index("values-2021") < everything.index("values-2012")
    before = enquiry(network, "standards", "--date", "2018-02-03")
    assert before.index("values-2012") < before.index("values-2021")
    some = enquiry(network, "standards", "Social", "justice")
    assert "values-2021.social-justice" in some
    assert "integrity" not in some
    assert "2.1.2 Research and Engagement" in enquiry(network, "standards", "clpl-2021.2.1.2")
    assert "Did you mean" in enquiry(network, "standards", "profesional", "values", code=2)


def test_a_new_post_has_those_in_focus_to_choose_from(network: Records) -> None:
    """As comments, so that taking away two signs is enough; the browser is given the same."""
    enquiry(network, "new", "--as", "ann", "--title", "New", "--date", "2026-02-03")
    text = (network.content / "participants/ann/posts/2026-02-03-new.md").read_text(encoding="utf-8")
    listed = "standards:\n  # - clpl-2021.2.1.2\n  # - values-2021\n"
    assert listed in text
    chosen = text.replace("# - values", "- values").replace("Write your post here.", "Words.")
    document = read("participants/ann/posts/2026-02-03-new.md", chosen.encode())[0]
    assert document.fields.standards == ("values-2021",)  # type: ignore[union-attr]
    assert not document.diagnostics
    page = (network.folder / "site/cohort/participants/ann/index.html").read_text(encoding="utf-8")
    assert "standards%3A%0A++%23+-+clpl-2021.2.1.2%0A++%23+-+values-2021%0A" in page
    assert "posts%2F2026-02-03-title-in-a-few-words.md&amp;" in page
    assert "date%3A+2026-02-03%0A" in page and "phase%3A+trying%0A" in page, "while the cohort runs"
