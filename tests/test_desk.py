"""The facilitators' desk: who needs a word, what waits, and which questions are open."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.source.markdown.parsing import parser
from generator.source.markdown.questions import question
from tests.browser import chromium, smallest_type
from tests.support import Records, build

DATE = "2018-02-14"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three participants: one writes, one only answers, one is silent; and a facilitator."""
    net = Records(tmp_path_factory.mktemp("desk"))
    net.text("network.yaml", title="T", address="https://example.org/", standards=["own"])
    elements = [
        {"id": "s.one", "title": "One", "number": "1"},
        {"id": "s.two", "title": "Two", "number": "2"},
    ]
    net.text("standards/own.yaml", title="Own", elements=elements)
    roles = {"ann": "participant", "bea": "participant", "cal": "participant", "fay": "facilitator"}
    net.text(
        "cohorts/c.yaml",
        title="C",
        starts="2018-01-01",
        ends="2018-03-31",
        members=roles,
        focus=["s.one", "s.two"],
        phases=[
            {"id": "p1", "title": "First", "starts": "2018-01-01", "ends": "2018-01-31"},
            {"id": "p2", "title": "Second", "starts": "2018-02-01", "ends": "2018-03-31"},
        ],
        prompts=[{"id": "q", "title": "Why?", "due": "2018-02-20", "phase": "p2"}],
    )
    for name in roles:
        net.text(f"participants/{name}/profile.md", name=name.title())
    posts = "participants/ann/posts"
    net.text(f"{posts}/old.md", title="Old", date="2018-01-05", standards=["s.one"], phase="p1")
    net.text(f"{posts}/new.md", title="New", date="2018-02-04", phase="p2")
    net.text(
        "participants/bea/replies/asks.md",
        "It is fine. What did they say, and when? Think of it.",
        date="2018-02-12",
        reply_to="ann/old",
    )
    outcome = build(
        net.write(), net.folder / "site", net.folder / "cache", date=DATE, editions=("facilitators", "cohort")
    )
    assert outcome.written, outcome.diagnostics
    return net.folder / "site"


def said(site: Path) -> str:
    """The desk as HTML."""
    return (site / "facilitators/desk/index.html").read_text(encoding="utf-8")


def cells(html: str) -> list[list[str]]:
    """The words of the rows of the table."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in re.split(r"</t[hd]>", row)[:-1]]
        for row in body.split("</tr>")[:-1]
    ]


def test_who_needs_a_word_comes_first(site: Path) -> None:
    """Whoever is silent, then whoever wrote longest ago; facilitators know of themselves."""
    rows = cells(said(site))
    assert [row[0] for row in rows] == ["Cal", "Ann", "Bea"]
    assert rows[0][2:7] == ["never", "never", "0", "0", "0"] and rows[0][7].startswith("2 of 2")
    assert rows[1][2:7] == ["4 February 2018 New", "never", "1", "0", "1"] and rows[1][7].startswith("1 of 2")
    assert rows[2][2].startswith("never") and rows[2][3].startswith("12 February 2018")
    assert rows[2][4:7] == ["0", "1", "0"]


def test_what_waits_is_asked_and_is_due(site: Path) -> None:
    """The posts without an answer with their age, the question itself and to whom, and what comes next."""
    html = said(site)
    words = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    assert "1 post waits for an answer; 1 question is open; 1 person has written nothing" in words
    assert "New Ann · 4 February 2018".replace(" · ", " ") in words and "for 10 days" in words
    assert ">What did they say, and when?</p>" in html
    assert "Bea → Ann" in words
    assert re.search(r'href="\.\./participants/ann/old/#reply-bea--asks">Answer', html)
    assert "20 February 2018: “Why?” is to be answered" in words
    assert "New in the last seven days 0 posts 1 reply" in words


def test_only_facilitators_have_it_and_it_comes_first(site: Path) -> None:
    """It compares people."""
    menu = re.findall(
        r'<a href="([^"#]*)"',
        (site / "facilitators/index.html").read_text(encoding="utf-8").partition("<nav")[2],
    )
    assert menu[0] == "desk/"
    assert not (site / "cohort/desk").exists()


def test_a_question_is_the_last_sentence_that_asks() -> None:
    """Without what stands before and after it, and without what others asked."""

    def asked(text: str) -> str:
        inline = [token for token in parser().parse(text) if token.type == "inline"]
        return question(inline[-1].children or [])

    assert asked("Well done! Was it *hard*? I wonder.") == "Was it hard?"
    assert asked("She said “Why?” and left.") == ""
    assert asked("No question.") == ""
    for address in ("https://example.net/a.html", "https://example.net/a/", "b.md"):
        assert asked(f"Good. Would [these words]({address}) `x` help?") == "Would these words help?"


LONGEST = "Which of the things that you said in the corridor did the children take home with them"
"""A question of some length."""


def test_without_dates_of_phases_all_of_the_programme_counts(tmp_path: Path) -> None:
    """Nobody who wrote is said to be silent."""
    net = Records(tmp_path)
    net.text("network.yaml", title="T", address="https://example.org/")
    roles = {"ann": "participant", "bea": "participant"}
    phases = [{"id": "p1", "title": "First"}]
    net.text(
        "cohorts/c.yaml", title="C", starts="2018-01-01", ends="2018-03-31", members=roles, phases=phases
    )
    for name in roles:
        net.text(f"participants/{name}/profile.md", name=name.title())
    net.text("participants/ann/posts/old.md", title="Old", date="2018-01-05", phase="p1")
    build(net.write(), tmp_path / "site", tmp_path / "cache", date=DATE, editions=("facilitators",))
    page = (tmp_path / "site/facilitators/desk/index.html").read_text(encoding="utf-8")
    assert "1 person has written nothing yet." in page and "this phase" not in page
    assert re.findall(r'<tr( class="quiet")?><th scope="row"><a[^>]*>(\w+)', page) == [
        (' class="quiet"', "Bea"),
        ("", "Ann"),
    ]


@pytest.mark.browser
@pytest.mark.parametrize("number_of_people", [16, 33])
def test_it_prints_on_one_sheet(tmp_path: Path, number_of_people: int) -> None:
    """For people with long names, who have all written, asked and left much open."""
    net = Records(tmp_path)
    net.text("network.yaml", title="T", address="https://example.org/", standards=["own"])
    elements = [{"id": f"s.{n}", "title": f"A long title {n}", "number": f"1.{n}"} for n in range(8)]
    net.text("standards/own.yaml", title="Own", elements=elements)
    people = [f"person-{number}" for number in range(number_of_people)]
    roles = dict.fromkeys(people, "participant") | {"person-15": "facilitator"}
    phases = [{"id": "p", "title": "Exploring and reflecting", "starts": "2018-01-01", "ends": "2018-03-31"}]
    prompts = [
        {"id": f"q{n}", "title": f"What did you {LONGEST[9:60]}?", "due": f"2018-02-{n + 15}", "phase": "p"}
        for n in range(10)
    ]
    net.text(
        "cohorts/c.yaml",
        title="Cohort",
        starts="2018-01-01",
        ends="2018-03-31",
        members=roles,
        focus=[each["id"] for each in elements],
        phases=phases,
        prompts=prompts,
    )
    for name in people:
        net.text(f"participants/{name}/profile.md", name=f"Maximiliana {name.title()} Hohenfels")
        post = {"title": f"On {LONGEST[20:]} ({name})", "date": "2018-02-10"}
        net.text(f"participants/{name}/posts/one.md", **post)
        net.text(f"participants/{name}/posts/two.md", **post)
        question = {"date": "2018-02-12", "reply_to": f"{people[people.index(name) - 1]}/one"}
        net.text(f"participants/{name}/replies/asks.md", f"{LONGEST}, and {LONGEST.lower()}?", **question)
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", date=DATE, editions=("facilitators",))
    assert outcome.written, outcome.diagnostics
    with chromium() as browser:
        tab = browser.new_page()
        tab.goto((tmp_path / "site/facilitators/desk/index.html").as_uri())
        (sheet,) = PdfReader(BytesIO(tab.pdf(prefer_css_page_size=True))).pages
    words = sheet.extract_text()
    assert sheet.mediabox.width > sheet.mediabox.height and smallest_type(sheet) >= 8
    assert all(name.title() in words for name in people[:15]) and "Due next" in words
