"""The digest: one table of standards and phases, and behind each number the posts that it counts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support import Records, build

FOCUS = ["s.second", "s.first"]
LONG = "Lead and work collaboratively to enhance teaching which leads to learning of quality for everybody"
POSTS: dict[str, dict[str, Any]] = {
    "alone": {"standards": ["s.first"], "phase": "one"},
    "both": {"standards": ["s.second", "s.first"], "phase": "one"},
    "part": {"standards": ["s.first.part"], "phase": "two"},
    "whole-and-part": {"standards": ["s.first", "s.first.part"], "phase": "two"},
    "other": {"standards": ["s.other"], "phase": "two"},
    "other-too": {"standards": ["s.other", "s.first"], "phase": "two"},
    "no-phase": {"standards": ["s.other"]},
    "no-standard": {"phase": "one"},
}


def table(page: str) -> dict[str, list[str]]:
    """The rows of the table: the numbers after each title."""
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    return {
        words(title): [
            (re.search(r"<summary[^>]*><span>(\d+)", cell) or re.search(r">\s*(\d+|–)\s*$", cell) or [""])[1]
            for cell in cells.split("</td>")[:-1]
        ]
        for title, cells in rows
    }


def words(html: str) -> str:
    """The words of some HTML."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Three cohorts, one with posts under several standards at once."""
    net = Records(tmp_path_factory.mktemp("digest"))
    net.text("network.yaml", title="T", address="https://example.org/", standards=["own"])
    elements = [
        {"id": "s", "title": "Standards"},
        {"id": "s.first", "title": LONG, "number": "1", "parent": "s"},
        {"id": "s.first.part", "title": "Part of it", "number": "1.1", "parent": "s.first"},
        {"id": "s.second", "title": "Second", "number": "2", "parent": "s"},
        {"id": "s.unused", "title": "Unused", "number": "3", "parent": "s"},
        {"id": "s.other", "title": "Other", "number": "4", "parent": "s"},
    ]
    net.text("standards/own.yaml", title="Own", elements=elements)
    phases = [{"id": "one", "title": "One"}, {"id": "two", "title": "Two"}]
    for year in (2017, 2018, 2020):
        net.text(
            f"cohorts/c{year}.yaml",
            title=f"C{year}",
            programme="Programme",
            starts=f"{year}-01-01",
            ends=f"{year}-12-31",
            members={"ann": "participant"},
            phases=phases,
            focus=FOCUS if year == 2018 else [],
        )
    net.text("participants/ann/profile.md", name="Ann")
    for name, fields in POSTS.items():
        settings = {"title": f"On {name}", "date": "2018-02-01", "cohort": "c2018", **fields}
        net.text(f"participants/ann/posts/{name}.md", **settings)
    outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=("cohort",))
    assert outcome.written, outcome.diagnostics
    return net


def page(net: Records, address: str = "cohorts/c2018/digest/") -> str:
    """A page of the cohort's edition."""
    return (net.folder / "site/cohort" / address / "index.html").read_text(encoding="utf-8")


def expected(net: Records) -> dict[str, list[int]]:
    """The numbers of posts under each standard and its parts, by phase, as the content has them."""
    found: dict[str, list[int]] = {}
    for path, (fields, _) in net.texts.items():
        if "/posts/" in path:
            column = {"one": 0, "two": 1}.get(fields.get("phase", ""), 2)
            tags = fields.get("standards", ())
            for above in {above for tag in tags for above in (tag, tag.removesuffix(".part"))} or {""}:
                found.setdefault(above, [0, 0, 0])[column] += 1
    return found


def test_its_numbers_are_those_of_the_content(net: Records) -> None:
    """Those in focus first, in the catalogue's order; then others that are named; each row with its sum."""
    shown = table(page(net))
    titles = {"s.first": "1 Lead", "s.second": "2 Second", "s.first.part": "1.1 Part", "s.other": "4 Other"}
    titles[""] = "Without a standard"
    assert [title[:6] for title in shown] == ["1 Lead", "2 Seco", "1.1 Pa", "4 Othe", "Withou", "Entrie"]
    for name, counts in expected(net).items():
        row = next(cells for title, cells in shown.items() if title.startswith(titles[name]))
        assert row == [str(each or "–") for each in counts] + [str(sum(counts))]
    assert shown["Entries, each once"] == ["3", "4", "1", str(len(POSTS))]


def test_each_post_stands_there_once(net: Records) -> None:
    """In full under the first row that counts it; the others name it and lead there."""
    text = page(net)
    full = re.findall(r'class="title u-url p-name" href="[^"]*">([^<]*)<', text)
    assert Counter(full) == Counter(f"On {name}" for name in POSTS)
    behind = dict(re.findall(r'class="behind" id="([^"]*)"(.*?)</details>', text, re.DOTALL))
    assert "On both" in behind["standard-s.first--1"]
    assert re.search(
        r'On both</a> <a class="note" href="#standard-s.first--1">', behind["standard-s.second--1"]
    )
    assert re.search(
        r'On part</a> <a class="note" href="#standard-s.first--2">', behind["standard-s.first.part--2"]
    )
    assert all(f'id="{target}"' in text for target in re.findall(r'class="note" href="#([^"]*)"', text))


def test_a_long_wording_is_short_on_the_page_and_whole_in_reach(net: Records) -> None:
    """A short one has no button."""
    rows = re.findall(r'<th scope="row">(.*?)</th>', page(net), re.DOTALL)
    (long,) = [row for row in rows if "<details" in row]
    assert f"<p>{LONG}</p>" in long and len(words(long.partition("<details")[0])) < 80


@pytest.mark.parametrize(
    ("date", "cohort"),
    [("2018-06-01", "C2018"), ("2019-06-01", "C2018"), ("2017-01-01", "C2017"), ("", "C2020")],
)
def test_the_menu_leads_to_the_cohort_of_the_day(
    net: Records, tmp_path: Path, date: str, cohort: str
) -> None:
    """The one that runs, or else the last that began; and one can choose another."""
    build(net.content, tmp_path / "site", net.folder / "cache", editions=("cohort",), date=date)
    text = (tmp_path / "site/cohort/digest/index.html").read_text(encoding="utf-8")
    assert f">{cohort}</a>" in text.partition("<h1>")[2].partition("</p>")[0]
    assert re.findall(r'<li><a href="[./]*cohorts/(c\d+)/digest/"', text) == ["c2020", "c2018", "c2017"]
    assert f'rel="canonical" href="https://example.org/cohorts/{cohort.lower()}/digest/"' in text
    home = (tmp_path / "site/cohort/index.html").read_text(encoding="utf-8")
    assert '<a href="digest/">Digest</a>' in home


def test_a_phase_has_one_number_in_every_edition(tmp_path: Path) -> None:
    """The settings name the phases of a programme; the public edition does not hold the run with the first.

    Without them, its number would follow from the runs that an edition holds, and from no others.
    """
    for named, numbers in ((None, {"public": "1", "cohort": "2"}), (["before", "one"], "2")):
        net = Records(tmp_path / str(bool(named)))
        programmes = {"P": named} if named else None
        net.text("network.yaml", title="T", address="https://example.org/", programmes=programmes)
        net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
        for year, phases in ((2018, ["before", "one"]), (2019, ["one"])):
            net.text(
                f"cohorts/c{year}.yaml",
                title=f"C {year}",
                programme="P",
                starts=f"{year}-01-01",
                ends=f"{year}-12-31",
                phases=[{"id": each, "title": each.title()} for each in phases],
                members={"ann": "participant"},
            )
            net.text(
                f"participants/ann/posts/{year}-02-02-in-{year}.md",
                "Words.",
                title=f"In {year}",
                date=f"{year}-02-02",
                phase="one",
                audience="public" if year == 2019 else "cohort",
            )
        outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=("public", "cohort"))
        assert outcome.written, outcome.diagnostics
        for edition in ("public", "cohort"):
            page = (net.folder / f"site/{edition}/participants/ann/in-2019/index.html").read_text()
            wanted = numbers if isinstance(numbers, str) else numbers[edition]
            assert f"<b>{wanted}</b> One</a>" in page, (edition, named)
