"""Facilitators' pages of a cohort, read back and held against what the content says.

Nobody else is shown them.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.publish.sociogram import matrix
from generator.source.reader import read
from tests.browser import chromium
from tests.shared import SampleSite
from tests.support import ROOT, Records, build, clean, command, differences, tree, until

DAY = "2018-03-30"
COHORT = "cohorts/stl-2018/"
COMPARING = ("coverage", "conversations", "timeline")


class Page(HTMLParser):
    """A page, read back.

    It has its tables, cell by cell with the first link in each; its links; its words; and the words under
    each heading.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[tuple[str, str]]]] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.under: dict[str, list[str]] = {}
        self.faults: list[str] = []
        self._headings = {"h2": "", "h3": ""}
        self._in: list[str] = []
        self._cell: list[str] | None = None
        self._link = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        found = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell, self._link = [], ""
            if tag == "th" and not found.get("scope"):
                self.faults.append("a header without a scope")
        elif tag == "a":
            self.links.append(found.get("href", ""))
            self._link = self._link or found.get("href", "")
        elif (
            tag == "div"
            and "scroll" in found.get("class", "").split()
            and not (
                found.get("tabindex") == "0" and found.get("role") == "region" and found.get("aria-label")
            )
        ):
            self.faults.append("something scrolls that no keyboard reaches, or that has no name")
        if tag in self._headings:
            self._headings.update({tag: "", "h3": ""})
        self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag == "li" and self._cell is not None:
            self._cell.append(" ")
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append((" ".join("".join(self._cell).split()), self._link))
            self._cell = None
        if tag in self._in:
            while self._in.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Words."""
        self.words.append(data)
        for level in {*self._headings} & {*self._in}:
            self._headings[level] += data
        for heading in self._headings.values():
            self.under.setdefault(heading.strip(), []).append(data.strip())
        if self._cell is not None:
            self._cell.append(data)

    def said(self, heading: str) -> str:
        """Return the words under a heading that begins like this."""
        return " ".join(
            " ".join(" ".join(words).split())
            for name, words in self.under.items()
            if name.startswith(heading)
        )


def page(edition: Path, address: str) -> Page:
    """A page of an edition."""
    return Page((edition / address / "index.html").read_text(encoding="utf-8"))


def answer(edition: Path, address: str) -> str:
    """The sentence with which a page opens, without its elements."""
    text = (edition / address / "index.html").read_text(encoding="utf-8")
    return re.sub("<[^>]*>", "", text.partition('class="answer">')[2].partition("</p>")[0])


@pytest.fixture(scope="module")
def site(sample_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample network, built by the real command for the last day of its first cohort."""
    folder = tmp_path_factory.mktemp("facilitators")
    done = command(
        "build",
        "--content",
        ROOT / "content",
        "--output",
        folder / "site",
        "--cache",
        sample_site.prime(folder / "cache"),
        "--date",
        DAY,
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


# -- the sample's content, read without the generator
# -----------------------------------------------------------------------------------


def named(path: Path) -> str:
    """Return the way in which a reply names the record in this file."""
    return f"{path.resolve().parts[-3]}/{re.sub('^[0-9-]{11}', '', path.stem)}"


def sample() -> dict[str, dict[str, Any]]:
    """The settings of every post and reply of the first cohort that is not private, by identity.

    What does not say under what it stands has that from what it answers first.
    """
    found = {}
    content = ROOT / "content"
    for path in sorted([*content.glob("participants/*/*/*.md"), *content.glob("guests/*.md")]):
        settings = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], Loader=yaml.BaseLoader)
        settings["writers"] = (
            [] if path.parent.name == "guests" else [path.parts[-3], *settings.get("with", [])]
        )
        answered = settings.get("reply_to", [])
        settings["answers"] = [
            named(path.parent / each) if each.endswith(".md") else each
            for each in ([answered] if isinstance(answered, str) else answered)
        ]
        found[named(path)] = settings
    for settings in sorted(found.values(), key=lambda each: str(each["date"])):
        settings["listed"] = bool(settings.get("title") or settings.get("standards"))
        for key in ("standards", "phase") if settings["answers"] else ():
            settings.setdefault(key, found[settings["answers"][0]].get(key, []))
    return {
        key: each
        for key, each in found.items()
        if each["date"][:10] <= DAY and each.get("audience") != "private"
    }


def above() -> dict[str, str]:
    """Return the parents of each standard."""
    folder = ROOT / "generator" / "catalogues"
    return {
        each["id"]: each.get("parent", "")
        for path in folder.glob("*.yaml")
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))["elements"]
    }


def lineage(tag: str, parents: dict[str, str]) -> set[str]:
    """A standard and all that it is part of."""
    found = set()
    while tag:
        found.add(tag)
        tag = parents[tag]
    return found


def names() -> dict[str, str]:
    """Return everybody's name."""
    folder = ROOT / "content" / "participants"
    return {
        path.parent.name: yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])["name"]
        for path in folder.glob("*/profile.md")
    }


def expected(phase: str) -> Counter[tuple[str, str]]:
    """Return how many entries each person has under each standard: with a title, or naming it themselves."""
    parents, people = above(), names()
    found: Counter[tuple[str, str]] = Counter()
    for settings in sample().values():
        if settings["listed"] and phase in ("", settings.get("phase")):
            tags = settings.get("standards", [])
            rolled_up = {
                name for tag in ([tags] if isinstance(tags, str) else tags) for name in lineage(tag, parents)
            }
            found.update((people[writer], name) for writer in settings["writers"] for name in rolled_up)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["", "exploring", "leading", "sharing"])
def test_the_matrix_counts_what_was_written(site: Path, phase: str) -> None:
    """Every cell; what it leads to is as many posts as it says; the spreadsheet says the same."""
    edition = site / "facilitators"
    address = f"{COHORT}coverage/{f'phases/{phase}/' if phase else ''}"
    rows = page(edition, address).tables[0]
    standards = [link.strip("/").rpartition("/")[2] for _, link in rows[1]]
    found: Counter[tuple[str, str]] = Counter()
    for name, *cells in rows[2:-1]:
        for standard, (count, link) in zip(standards, cells[: len(standards)], strict=True):
            if count.isdigit():
                found[re.sub(" (tutor|facilitator|critical friend)$", "", name[0]), standard] = int(count)
                target, _, anchor = link.partition("#")
                text = ((edition / address / target).resolve() / "index.html").read_text(encoding="utf-8")
                part = re.search(
                    rf' id="{re.escape(anchor)}"(.*?)(?=<section| id="\w+--\w+(?<!name)"|</main>)'
                    if phase
                    else rf' id="{re.escape(anchor)}"(.*?)</section>',
                    text,
                    re.DOTALL,
                )
                assert part and part[1].count("<time") == int(count), link
    assert sum(found.values()) > 20
    assert found == Counter({key: count for key, count in expected(phase).items() if count})
    file = f"coverage-stl-2018{f'-{phase}' if phase else ''}.csv"
    data = (edition / address / file).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    people = [re.sub(" (tutor|facilitator|critical friend)$", "", row[0][0]) for row in rows[2:-1]]
    assert [line[0] for line in lines[1:]] == people
    assert {
        (line[0], standard): int(cell)
        for line in lines[1:]
        for standard, cell in zip(standards, line[5:], strict=True)
        if cell != "0"
    } == dict(found)


@pytest.mark.slow
def test_gaps_are_what_the_matrix_lacks(site: Path) -> None:
    """By person: as many as there are standards in focus without a post."""
    found = page(site / "facilitators", f"{COHORT}coverage/")
    cohort = yaml.safe_load((ROOT / "content" / "cohorts" / "stl-2018.yaml").read_text(encoding="utf-8"))
    counts, people = expected(""), names()
    participants = [people[key] for key, role in cohort["members"].items() if role == "participant"]
    gaps = {name: sum(not counts[name, each] for each in cohort["focus"]) for name in participants}
    text = found.said("Gaps by person")
    for name, count in gaps.items():
        assert f"{count} of {len(cohort['focus'])} standards" in text[text.index(name) :][:200]
    last = {row[0][0]: row[-1][0] for row in found.tables[0][2:-1]}
    assert {name: int(last[name]) for name in participants} == gaps
    assert "Learning for Sustainability 11 of 11 participants" in found.said("Gaps by standard")


@pytest.mark.slow
def test_the_conversation_is_who_answered_whom(site: Path) -> None:
    """The table, and as many lines in the picture as there are pairs."""
    text = (site / "facilitators" / COHORT / "conversations" / "index.html").read_text(encoding="utf-8")
    posts, people = sample(), names()
    pairs = Counter(
        (people[one], people[other])
        for each in posts.values()
        for key in each["answers"]
        for one in each["writers"]
        for other in posts[key]["writers"]
        if other not in each["writers"]
    )
    found: Counter[tuple[str, str]] = Counter()
    for row in Page(text).tables[-1][1:]:
        name = re.sub(" (tutor|facilitator|critical friend)$", "", row[0][0])
        found.update(
            {(name, other): int(times) for other, times in re.findall(r"(\D+?) (\d+)(?: |$)", row[3][0])}
        )
        back = {other: int(times) for other, times in re.findall(r"(\D+?) (\d+)(?: |$)", row[4][0])}
        assert back == {one: times for (one, other), times in pairs.items() if other == name}
        own = [each for each in posts.values() if name in [people[one] for one in each["writers"]]]
        assert (int(row[1][0]), int(row[2][0])) == (
            sum(not each["answers"] for each in own),
            sum(bool(each["answers"]) for each in own),
        )
    assert found == pairs
    assert text.count('class="arrow ') == len(pairs)
    head, *rows, below = Page(text).tables[0]
    across = [cell[0] for cell in head[1:-1]]
    assert across == [row[0][0] for row in rows] == sorted({one for pair in pairs for one in pair})
    assert {
        (row[0][0], other): int(cell[0])
        for row in rows
        for other, cell in zip(across, row[1:-1], strict=True)
        if cell[0].isdigit()
    } == pairs
    assert [int(row[-1][0]) for row in rows] == [
        sum(pairs[name, other] for other in across) for name in across
    ]
    assert [int(cell[0]) for cell in below[1:-1]] == [
        sum(pairs[other, name] for other in across) for name in across
    ]
    assert "Beth Carmichael" in Page(text).said("Not in a conversation yet")


@pytest.mark.parametrize("count", [3, 16, 40, 60])
def test_the_matrix_is_of_any_number_of_people(count: int) -> None:
    """Everybody who is in a conversation, in the order of names; of very many those with most."""
    people = {f"p{number:02}": f"Person {number:02}" for number in range(count)}
    names = list(people)
    ties = {(name, names[index - 1]): index + 1 for index, name in enumerate(names)} | {
        (names[0], names[1]): 7
    }
    rows = matrix(people | {"silent": "Silent"}, ties)
    assert len(rows) == min(count, 48) and [row.name for row in rows] == sorted(row.name for row in rows)
    assert all(len(row.times) == len(rows) for row in rows)
    if count <= 48:
        assert sum(row.taken for row in rows) == sum(ties.values()) == sum(sum(row.times) for row in rows)
    assert matrix(people, {}) == ()


def test_the_pages_open_with_a_sentence(site: Path) -> None:
    """It says what they show, and equals what their tables say."""
    edition = site / "facilitators"
    rows = page(edition, f"{COHORT}timeline/").tables[0][1:-1]
    counts = {row[0][0]: int(row[2][0]) + int(row[3][0]) for row in rows}
    said = answer(edition, f"{COHORT}timeline/")
    assert f"in {sum(map(bool, counts.values()))} of {len(counts)} weeks" in said
    assert f"most in the week from {max(counts, key=counts.__getitem__)}." in said and "Nobody" not in said
    lacking = page(edition, f"{COHORT}coverage/").said("Gaps by standard")
    wrote = [11 - int(each) for each in re.findall(r"(\d+) of 11 participants", lacking)]
    fewest = min(each for each in wrote if each)
    said = answer(edition, f"{COHORT}coverage/")
    assert said.startswith(f"{fewest} of 11 participants have written on ")


def test_a_phase_without_a_word_is_named(tmp_path: Path) -> None:
    """Once it has begun, on the timeline and, for the standard with fewest, in the coverage."""
    net = network(tmp_path)
    late = {"id": "p2", "title": "Second", "starts": "2018-03-01", "ends": "2018-03-31"}
    net.change("cohorts/c1.yaml", phases=[*net.texts["cohorts/c1.yaml"][0]["phases"][:1], late])
    content = net.write()
    for date, named in (("2018-01-20", False), ("2018-06-01", True)):
        build(content, tmp_path / "site", tmp_path / "cache", date=date, editions=("facilitators",))
        said = answer(tmp_path / "site/facilitators", "cohorts/c1/timeline/")
        assert ("Nobody wrote in this phase: 2 Second." in said) is named, said
    assert re.match(r"Something was written in \d+ of \d+ weeks; most in the week from [\w ]+\.", said)


def test_the_timeline_counts_weeks(site: Path) -> None:
    """Each week's posts and replies, and all of them below."""
    rows = page(site / "facilitators", f"{COHORT}timeline/").tables[0]
    posts = sample().values()
    weeks = [
        "2018-01-08",
        "2018-01-15",
        "2018-01-22",
        "2018-01-29",
        "2018-02-05",
        "2018-02-12",
        "2018-02-19",
        "2018-02-26",
        "2018-03-05",
        "2018-03-12",
        "2018-03-19",
        "2018-03-26",
        "2018-04-02",
    ]
    assert [(int(row[2][0]), int(row[3][0])) for row in rows[1:-1]] == [
        tuple(
            sum(start <= each["date"][:10] < end and bool(each["answers"]) is replies for each in posts)
            for replies in (False, True)
        )
        for start, end in pairwise(weeks)
    ]
    assert [int(cell[0]) for cell in rows[-1][2:]] == [
        sum(not each["answers"] for each in posts),
        sum(bool(each["answers"]) for each in posts),
    ]


@pytest.mark.parametrize("name", [*COMPARING, "coverage/phases/leading", "coverage/standards/slm-2012.3.3"])
def test_tables_and_pictures_can_be_read_aloud(site: Path, name: str) -> None:
    """Headers with a scope, captions, names for what scrolls, a title and a description for each picture."""
    text = (site / "facilitators" / COHORT / name / "index.html").read_text(encoding="utf-8")
    assert Page(text).faults == []
    assert text.count("<table") == text.count("<caption")
    for picture in re.findall(r"<svg (?![^>]*aria-hidden).*?</svg>", text, re.DOTALL):
        assert 'role="img"' in picture and "<title id=" in picture and "<desc id=" in picture
    assert "style=" not in text and "<script" not in text


# -- who sees it
# ------------------------------------------------------------------------------------------------------------


def test_nothing_that_compares_is_anywhere_else(site: Path) -> None:
    """No page of it, no way to one, and none of its words.

    Each is where it belongs, so that this can fail.
    """
    words = (
        "Quiet in this phase",
        "Gaps in focus",
        "Who answers whom",
        "Nothing yet from",
        'For facilitators"',
        "Today in",
    )
    editions = {
        edition: [(path, path.read_bytes()) for path in (site / edition).rglob("*") if path.is_file()]
        for edition in ("public", "cohort", "facilitators")
    }
    for word in words:
        assert any(word.encode() in data for _, data in editions["facilitators"]), word
    guide = {path.stem for path in (ROOT / "content" / "pages").glob("*.md")}  # it tells of these pages
    for edition in ("public", "cohort"):
        for path, data in editions[edition]:
            assert not {*COMPARING} & set(path.relative_to(site).parts)
            told = () if guide & set(path.parts) else words
            ways = (f"/{name}/" for name in COMPARING)
            assert path.suffix == ".css" or not [word for word in (*told, *ways) if word.encode() in data], (
                path
            )
    assert not (site / "public" / "waiting").exists()
    assert all(
        b"waiting/" not in data
        for path, data in editions["public"]
        if path.suffix != ".css" and not guide & set(path.parts)
    )
    assert (site / "cohort" / "waiting" / "rachna" / "index.html").is_file()


# -- what waits, on a day
# ------------------------------------------------------------------------------------------------------------


def network(folder: Path) -> Records:
    """Three participants and a tutor, in two phases: everything that can wait is here once."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["own"])
    net.text(
        "standards/own.yaml",
        elements=[
            {"id": "s.one", "title": "One"},
            {"id": "s.one.a", "title": "Part", "parent": "s.one"},
            {"id": "s.two", "title": "Two"},
        ],
    )
    for name in ("ann", "bea", "cal", "tom"):
        net.text(f"participants/{name}/profile.md", name=f"Name {name.title()}", consent="2018-01-01")
    members = {"ann": "participant", "bea": "participant", "cal": "participant", "tom": "tutor"}
    net.text(
        "cohorts/c1.yaml",
        title="C",
        starts="2018-01-01",
        ends="2018-03-31",
        audience="public",
        focus=["s.one"],
        members=members,
        phases=[
            {"id": "p1", "title": "First", "starts": "2018-01-01", "ends": "2018-01-31"},
            {"id": "p2", "title": "Second", "starts": "2018-02-01", "ends": "2018-03-31"},
        ],
        prompts=[
            {"id": "q1", "title": "Opening question", "phase": "p1"},
            {"id": "q2", "title": "Closing question", "phase": "p2", "due": "2018-03-01"},
        ],
    )
    net.text(
        "participants/ann/posts/2018-01-05-answered.md",
        "Words.",
        title="Answered",
        date="2018-01-05",
        standards=["s.one", "s.one.a"],
        prompt="q1",
        phase="p1",
    )
    net.text("participants/ann/posts/2018-01-07-alone.md", "Words.", title="Alone", date="2018-01-07")
    net.text(
        "participants/ann/replies/2018-01-08-own.md", "I add to it.", date="2018-01-08", reply_to="ann/alone"
    )
    net.text("participants/bea/posts/2018-01-06-older.md", "Words.", title="Older", date="2018-01-06")
    net.text(
        "participants/bea/replies/2018-01-09-asks.md",
        "I see.\n\nWhat did they say?",
        date="2018-01-09",
        reply_to="ann/answered",
    )
    net.text(
        "participants/tom/replies/2018-01-10-says.md",
        "Well done.",
        date="2018-01-10",
        reply_to="ann/answered",
    )
    net.text(
        "participants/tom/replies/2018-01-11-heard.md",
        "Did you ask?",
        date="2018-01-11",
        reply_to="ann/answered",
    )
    net.text("participants/ann/replies/2018-01-12-yes.md", "I did.", date="2018-01-12", reply_to="tom/heard")
    net.text("participants/tom/posts/2018-02-02-news.md", "Words.", title="News", date="2018-02-02")
    return net


def test_what_waits(tmp_path: Path) -> None:
    """Posts that nobody else answered are there, the oldest first.

    So are open questions, who is quiet, who is in no conversation, and what waits for one of them.
    """
    net = network(tmp_path)
    build(net.write(), tmp_path / "site", tmp_path / "cache", date="2018-01-20")
    talk = page(tmp_path / "site" / "facilitators", "cohorts/c1/conversations/")
    waiting = talk.said("Posts waiting for a reply")
    assert re.findall(r"Older|Alone|Answered|News", waiting) == ["Older", "Alone"]
    assert re.findall(r"for (\d+) days", waiting) == ["14", "13"]
    assert re.findall(r"What did they say|Well done|Did you ask", talk.said("Questions left open")) == [
        "What did they say"
    ]
    assert talk.said("Questions left open").count("Reply to “Answered”") == 1 and "Name Bea" in talk.said(
        "Questions left open"
    )
    assert re.findall(r"Name \w+", talk.said("Quiet in this phase")) == ["Name Cal"]
    assert re.findall(r"Name \w+", talk.said("Not in a conversation yet")) == ["Name Cal"]
    assert [[cell for cell, _ in row[3:]] for row in talk.tables[-1][1:3]] == [
        ["Name Tom 1", "Name Tom 2 Name Bea 1"],
        ["Name Ann 1", "nobody"],
    ]
    for edition in ("cohort", "facilitators"):
        own = page(tmp_path / "site" / edition, "waiting/ann/")
        assert "I see." in own.said("Questions to you") and "Well done." in own.said(
            "Replies that you have not answered"
        )
        assert "Did you ask" not in " ".join(own.words) and "Opening question" not in " ".join(own.words)
        assert "Opening question" in page(tmp_path / "site" / edition, "waiting/bea/").said("To write about")
        assert "Opening question" not in " ".join(page(tmp_path / "site" / edition, "waiting/tom/").words)
    front = page(tmp_path / "site" / "facilitators", "").said("Today in")
    assert "2 posts wait for a reply" in front and "1 person is quiet" in front, front
    picture = (
        tmp_path / "site" / "facilitators" / "cohorts" / "c1" / "conversations" / "index.html"
    ).read_text(encoding="utf-8")
    assert [picture.count(each) for each in ('<circle class="dot"', '<rect class="dot other"')] == [3, 1]


def test_what_waits_is_cut_like_all_else(tmp_path: Path) -> None:
    """A reply for facilitators waits in their edition alone."""
    net = network(tmp_path)
    net.text(
        "participants/tom/replies/2018-01-13-quietly.md",
        "Zqquietly?",
        date="2018-01-13",
        reply_to="ann/answered",
        audience="facilitators",
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache", date="2018-01-20")
    found = {
        edition: [
            path
            for path, data in tree(tmp_path / "site").items()
            if path.startswith(f"{edition}/") and b"Zqquietly" in data
        ]
        for edition in ("public", "cohort", "facilitators")
    }
    assert (found["public"], found["cohort"]) == ([], []) and "facilitators/waiting/ann/index.html" in found[
        "facilitators"
    ]


@pytest.mark.slow
def test_another_day_is_seen_by_what_shows_it_alone(tmp_path: Path) -> None:
    """Other waits, another phase's prompts and absentees; the rest is not even looked at.

    What comes out is a clean build of that day.
    """
    net = network(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, date="2018-01-20")
    for date, quiet in (
        ("2018-01-21", ["Name Cal"]),
        ("2018-02-10", ["Name Cal", "Name Bea", "Name Ann"]),
        ("2018-05-01", ["Name Cal", "Name Bea", "Name Ann"]),
        ("2018-01-20", ["Name Cal"]),
    ):
        before = tree(site)
        work = build(net.content, site, cache, date=date).statistics
        after = tree(site)
        assert differences(after, clean(net.content, tmp_path / "clean", date=date)) == []
        dated = {"public": {"index.html", "digest/index.html", "events/index.html", "standards/index.html"}}
        dated["cohort"] = {"cohorts/c1/index.html", *dated["public"]} | {
            f"waiting/{name}/index.html" for name in ("ann", "bea", "cal", "tom")
        }
        comparing = {"desk/index.html"} | {f"cohorts/c1/{name}/index.html" for name in COMPARING}
        dated["facilitators"] = dated["cohort"] | comparing
        # Tom's post of 2 February is no longer in the future, or in it again; in May the cohort is over.
        judged_anew = date in ("2018-02-10", "2018-05-01", "2018-01-20")
        assert judged_anew or {edition: each.viewed for edition, each in work.items()} == {
            edition: len(pages) for edition, pages in dated.items()
        }
        assert judged_anew or {path for path in after if after[path] != before.get(path)} <= {
            f"{edition}/{path}" for edition, pages in dated.items() for path in pages
        }
        assert (
            re.findall(r"Name \w+", page(site / "facilitators", "cohorts/c1/conversations/").said("Quiet in"))
            == quiet
        )
        assert all(
            each.viewed == 0 for each in build(net.content, site, cache, date=date).statistics.values()
        )
    build(net.content, site, cache, date="2018-02-10")
    assert "Closing question" in page(site / "cohort", "waiting/ann/").said("To write about")
    assert "by 1 March 2018" in page(site / "cohort", "waiting/ann/").said("To write about")


def test_a_question_that_is_added_is_seen(tmp_path: Path) -> None:
    """It is but words of a body; the pages that list open questions are made anew all the same."""
    net = network(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, date="2018-01-20")
    assert "Well done." in page(site / "cohort", "waiting/ann/").said("Replies that you have not answered")
    fields, _ = net.texts["participants/tom/replies/2018-01-10-says.md"]
    net.texts["participants/tom/replies/2018-01-10-says.md"] = (
        fields,
        "Well done.\n\nWould you do it again?",
    )
    build(net.write(), site, cache, date="2018-01-20")
    assert differences(tree(site), clean(net.content, tmp_path / "clean", date="2018-01-20")) == []
    assert "Well done." in page(site / "cohort", "waiting/ann/").said("Questions to you")
    assert (
        page(site / "facilitators", "cohorts/c1/conversations/")
        .said("Questions left open")
        .count("Reply to “Answered”")
        == 2
    )


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("What did they say?", True),
        ("I liked it. What next?!", True),
        ("Have you tried *this one*?", True),
        ("What next?\n\nAll the best,\nEmma", True),
        ("Why (and how?) did it fail.", True),
        ("First?\n\nNo more of that, I promise you all.", False),
        ("She asked “why?” and left.", False),
        ('She asked "why?" and left.', False),
        ("Use `a ? b : c` for that.", False),
        ("See [what next?](https://example.org/) for that.", False),
        ("See https://example.org/a?b=c for that.", False),
        ("I agree with you.\n\n> What next?", False),
        ("- One thing is clear.\n- What of the rest?", True),
        ("It was good[^1] to read.\n\n[^1]: Was it?", False),
        ("", False),
        ("Dè tha thu a’ smaoineachadh？", True),
        ("**Would `it` work** for `you?` too", False),
    ],
)
def test_what_asks_something(text: str, asks: bool) -> None:
    """The last paragraph, in the writer's own words."""
    document, _ = read(
        "participants/ann/replies/2018-01-01-x.md",
        f"---\nreply_to: ann/first\ndate: 2018-01-01\n---\n\n{text}\n".encode(),
    )
    assert bool(document.asks) is asks


# -- names that do harm, and many of them
# ----------------------------------------------------------------------------------------------


def test_no_cell_of_the_spreadsheet_is_calculated(tmp_path: Path) -> None:
    """Whatever people, schools and standards are called."""
    net = network(tmp_path)
    for name, school in (
        ('=HYPERLINK("https://example.org/")', "+1"),
        ("@SUM(A1)", "-2"),
        ('Plain, "quoted"', " =1"),
    ):
        key = f"x{len(net.texts)}"
        net.text(f"participants/{key}/profile.md", name=name, school=school)
        settings, body = net.texts["cohorts/c1.yaml"]
        net.texts["cohorts/c1.yaml"] = (
            {**settings, "members": {**settings["members"], key: "participant"}},
            body,
        )
    net.text(
        "standards/own.yaml",
        elements=[{"id": "s.one", "title": "=One"}, {"id": "s.one.a", "title": "Part", "parent": "s.one"}],
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    rows = list(
        csv.reader(
            io.StringIO(
                (tmp_path / "site/facilitators/cohorts/c1/coverage/coverage-c1.csv").read_text(
                    encoding="utf-8-sig"
                ),
                newline="",
            )
        )
    )
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@")]
    assert {
        '\'=HYPERLINK("https://example.org/")',
        "'+1",
        "'@SUM(A1)",
        'Plain, "quoted"',
        "'=One (in focus)",
    } <= set(cells)


def test_a_large_cohort_stays_usable(tmp_path: Path) -> None:
    """A page of the matrix holds a hundred people and the picture the most active.

    The tables and the spreadsheet hold everyone.
    """
    net = network(tmp_path)
    people = [f"p{number:03}" for number in range(230)]
    for number, name in enumerate(people):
        net.text(f"participants/{name}/profile.md", name=f"Person {number:03} of a rather long name")
        net.text(
            f"participants/{name}/replies/2018-02-03-re.md",
            "Yes.",
            date="2018-02-03",
            reply_to="ann/answered" if number % 2 else f"{people[number - 1]}/re" if number else "tom/news",
        )
    settings, body = net.texts["cohorts/c1.yaml"]
    net.texts["cohorts/c1.yaml"] = (
        {**settings, "members": {**settings["members"], **dict.fromkeys(people, "participant")}},
        body,
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("facilitators",), date="2018-02-20")
    edition = tmp_path / "site" / "facilitators"
    matrices = [page(edition, f"cohorts/c1/coverage/{number}") for number in ("", "2/", "3/")]
    rows = [row[0][0] for each in matrices for row in each.tables[0][2:-1]]
    assert [len(each.tables[0]) - 3 for each in matrices] == [100, 100, 33] and len(set(rows)) == 233
    assert not (edition / "cohorts/c1/coverage/4").exists()
    text = (edition / "cohorts/c1/conversations/index.html").read_text(encoding="utf-8")
    assert text.count('class="dot') == 48 and len(Page(text).tables[-1]) == 235
    assert (
        len((edition / "cohorts/c1/coverage/coverage-c1.csv").read_text(encoding="utf-8").splitlines()) == 234
    )


@pytest.mark.browser
def test_the_pages_work_in_a_narrow_window_without_script(site: Path) -> None:
    """At 320 pixels nothing but the regions made for it scrolls sideways.

    The names stay in sight in the matrix.
    """
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
        shown = context.new_page()
        for address in (
            *(f"{COHORT}{name}/" for name in COMPARING),
            f"{COHORT}coverage/standards/slm-2012.3.3/",
            "waiting/rachna/",
            "",
            COHORT,
        ):
            shown.goto((site / "facilitators" / address / "index.html").as_uri())
            assert shown.evaluate("document.documentElement.scrollWidth") == 320, address
        shown.goto((site / "facilitators" / COHORT / "coverage" / "index.html").as_uri())
        name = shown.locator(".matrix tbody th").first
        before = name.bounding_box()
        shown.locator(".matrix .scroll").focus()
        for _ in range(8):
            shown.keyboard.press("ArrowRight")

        def moved() -> bool:
            shown.wait_for_timeout(50)
            cell, after = shown.locator(".matrix tbody td").first.bounding_box(), name.bounding_box()
            assert before and after and abs(before["x"] - after["x"]) < 1
            return bool(cell and cell["x"] < after["x"] + after["width"] - 10)

        until(moved, lambda: "the keyboard has not moved it")
        shown.set_viewport_size({"width": 1280, "height": 900})
        shown.goto((site / "facilitators" / COHORT / "conversations" / "index.html").as_uri())
        circle, matrix = (
            shown.locator(each).bounding_box() for each in (".pair .circle", ".pair .matrix table")
        )
        assert circle and matrix and circle["x"] + circle["width"] <= matrix["x"], "the matrix is beside it"
        assert abs(circle["y"] - matrix["y"]) < 120 and matrix["x"] + matrix["width"] <= 1280
        context.close()


@pytest.mark.parametrize("date", ["", "1900-01-01", "2018-01-20", "9999-12-31"])
def test_cohorts_of_every_sort_have_their_pages(tmp_path: Path, date: str) -> None:
    """A cohort may be without members, phases, dates of phases or standards.

    It may be for a day or for all time, and have entries from before and after, guests, and withdrawn posts.
    """
    net = network(tmp_path)
    net.text("cohorts/bare.yaml", title="Bare", starts="2020-01-01", ends="2020-01-01")
    net.text(
        "cohorts/ever.yaml",
        title="Ever",
        starts="1900-01-01",
        ends="2200-12-31",
        phases=[
            {"id": "x", "title": "X"},
            {"id": "y", "title": "Y", "starts": "1900-01-01", "ends": "2200-12-31"},
        ],
    )
    net.text(
        "cohorts/one.yaml",
        title="One",
        starts="2021-01-01",
        ends="2021-02-01",
        members={"ann": "participant"},
        focus=["s.two"],
        phases=[{"id": "2", "title": "Two", "starts": "2021-01-01"}],
    )
    net.text(
        "participants/ann/posts/2017-01-01-early.md",
        "Words.",
        title="Early",
        date="2017-01-01",
        cohort="c1",
        standards=["s.two"],
    )
    net.text(
        "participants/ann/posts/2019-01-01-late.md", "Words.", title="Late", date="2019-01-01", cohort="c1"
    )
    net.text(
        "participants/ann/posts/2018-01-15-waiting.md",
        "Words.",
        title="Waiting",
        date="2018-01-15",
        cohort="c1",
    )
    net.text(
        "guests/2018-01-09-guest.md", "Is it?", name="A guest", date="2018-01-09", reply_to="ann/waiting"
    )
    net.text(
        "participants/cal/replies/2018-01-16-gone.md",
        withdrawn="by its author",
        date="2018-01-16",
        audience="cohort",
        reply_to="bea/older",
    )
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", date=date)
    assert outcome.written and not outcome.failed, outcome.diagnostics
    edition = tmp_path / "site" / "facilitators"
    begun, over = (not date or date >= day for day in ("2017-01-01", "2019-01-01"))
    for cohort in ("bare", "ever", "one", "c1"):
        for name in COMPARING:
            assert page(edition, f"cohorts/{cohort}/{name}").faults == []
    rows = page(edition, "cohorts/c1/timeline").tables[0]
    assert (rows[1][0][0] == "Before the programme") == begun
    assert (rows[-2][0][0] == "After the programme") == over
    if date == "1900-01-01":
        return
    waiting = page(edition, "cohorts/c1/conversations").said("Posts waiting for a reply")
    assert "Older" in waiting and "Waiting Name" not in waiting
    assert "Waiting" in page(edition, "participants/ann/waiting").said("") and "Waiting for you" in " ".join(
        page(edition, "waiting/ann").words
    )
