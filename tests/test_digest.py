"""`enquiry digest`: a mail that the standard library reads back, in the words of one edition.

It does not matter what anybody called their post.
"""

from __future__ import annotations

import datetime as dt
import email
import re
import subprocess
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from generator.publish.teasers import teaser
from tests.editions.networks import EDITIONS, LEVELS, canaries
from tests.support import ROOT, Records, command

HOSTILE = (
    "Subject?\r\nBcc: everyone@evil.example <script>alert(1)</script> [x](javascript:1) **b** é "
    + "long " * 60
)


def digest(content: Path, to: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """The command, in a process of its own."""
    done = command("digest", "--content", content, "--to", to, *words)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def read(to: Path) -> tuple[EmailMessage, str]:
    """The one mail in a folder, and the Markdown beside it."""
    (mail,) = to.glob("*.eml")
    (text,) = to.glob("*.md")
    message = email.message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects and not any(each.defects for each in message.walk())
    return message, text.read_text(encoding="utf-8")


def form(message: EmailMessage, kind: str) -> str:
    """The mail's plain text, or its HTML."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def network(folder: Path, **post: Any) -> Records:
    """A cohort of two, with a post by each, of which one was answered."""
    net = Records(folder)
    net.text(
        "network.yaml",
        title="Ours",
        address="https://example.org/",
        addresses={"cohort": "https://members.example.org/blogs/"},
        standards=["own"],
    )
    net.text(
        "standards/own.yaml",
        title="Own",
        elements=[
            {"id": "b", "title": "Second", "number": "1"},
            {"id": "a", "title": "First", "number": "2"},
        ],
    )
    net.text(
        "cohorts/c1.yaml",
        title="Cohort one",
        starts="2018-01-01",
        ends="2018-12-31",
        members={"ann": "participant", "bob": "participant"},
        phases=[
            {"id": "p1", "title": "Beginning", "starts": "2018-01-01", "ends": "2018-03-10"},
            {"id": "p2", "title": "Going on", "starts": "2018-03-20"},
        ],
        prompts=[
            {"id": "q1", "title": "Why?", "due": "2018-03-05"},
            {"id": "q0", "title": "Who?", "due": "2018-02-05"},
        ],
    )
    for name in ("ann", "bob"):
        net.text(f"participants/{name}/profile.md", name=name.title(), consent="2018-01-01")
    net.text(
        "participants/ann/posts/2018-02-01-old.md",
        "Words.",
        title="Old",
        date="2018-02-01",
        audience="public",
        standards=["a"],
    )
    net.text(
        "participants/bob/posts/2018-02-20-new.md",
        "Words.",
        **{"title": "New", "date": "2018-02-20", "standards": ["a", "b"], "summary": "In short.", **post},
    )
    net.text("participants/ann/replies/2018-02-21-well.md", "Well.", date="2018-02-21", reply_to="bob/new")
    net.text(
        "participants/bob/replies/2018-02-22-thanks.md", "Thanks.", date="2018-02-22", reply_to="ann/well"
    )
    net.text(
        "participants/bob/posts/2018-03-02-later.md",
        "Words.",
        title="Later",
        date="2018-03-02",
        standards=["a"],
    )
    return net


WHEN = ("--cohort", "c1", "--since", "2018-02-20", "--date", "2018-02-28")


def test_a_mail_that_can_be_sent(tmp_path: Path) -> None:
    """Both forms of the same words, dated by the day of the digest, to nobody; the same bytes each time."""
    content = network(tmp_path).write()
    digest(content, tmp_path / "a", *WHEN)
    digest(content, tmp_path / "b", *WHEN)
    assert [path.read_bytes() for path in sorted((tmp_path / "a").iterdir())] == [
        path.read_bytes() for path in sorted((tmp_path / "b").iterdir())
    ]
    message, _ = read(tmp_path / "a")
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["Subject"] == "Cohort one: what is new since 20 February 2018"
    assert message["Date"].datetime == dt.datetime(2018, 2, 28, tzinfo=dt.UTC)
    assert re.fullmatch(r"<digest\.[0-9a-f]{24}@members\.example\.org>", message["Message-ID"])
    assert not {"to", "cc", "bcc", "reply-to", "sender"} & {each.lower() for each in message}
    raw = next((tmp_path / "a").glob("*.eml")).read_bytes()
    assert b"\n" not in raw.replace(b"\r\n", b"") and raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78


def test_what_is_new_what_waits_and_what_is_due(tmp_path: Path) -> None:
    """Standards are in the catalogue's order; what waits is there, the oldest first.

    So is what has a date after the day, and nothing from later days.
    """
    digest(network(tmp_path).write(), tmp_path / "a", *WHEN)
    message, markdown = read(tmp_path / "a")
    text = form(message, "plain")
    assert "1 new post and 2 new replies by 28 February 2018." in text
    order = [
        "1 Second",
        "* New – Bob",
        "  In short.",
        "New replies",
        "* New – 2 new replies by Ann, Bob",
        "Waiting for an answer",
        "* Old – Ann",
        "Due next",
    ]
    order += ["5 March 2018: “Why?”", "10 March 2018: “Beginning” ends", "20 March 2018: “Going on” begins"]
    at = 0
    for each in order:
        at = text.index(each, at) + 1
    assert text.count("In short.") == 1
    for said in (text, form(message, "html"), markdown):
        assert "Later" not in said and "Who?" not in said
    assert (
        "## 1 Second" in markdown
        and "[New](https://members.example.org/blogs/participants/bob/new/) – Bob" in markdown
    )
    digest(
        network(tmp_path).write(),
        tmp_path / "b",
        "--cohort",
        "c1",
        "--since",
        "2018-03-01",
        "--date",
        "2018-03-03",
    )
    waits = form(read(tmp_path / "b")[0], "plain").partition("Waiting for an answer")[2]
    assert waits.index("Old") < waits.index("Later")
    assert "New" not in waits


def test_standards_then_phases_then_questions_waits_and_dates(tmp_path: Path) -> None:
    """Standards in focus come first; each post stands once, under its phase, with a real sentence."""
    net = network(tmp_path, phase="p2")
    elements = net.texts["standards/own.yaml"][0]["elements"]
    part = {"id": "a.x", "title": "Part", "number": "2.1", "parent": "a"}
    net.change("standards/own.yaml", elements=[*elements, part])
    net.change("cohorts/c1.yaml", focus=["a"])
    body = "Full time. Scores. Nobody in the whole of the class had heard the question. More."
    first = {"date": "2018-02-23", "standards": ["b", "a.x"]}
    net.text("participants/ann/posts/first.md", body, title="First of all", phase="p1", **first)
    net.text("participants/ann/posts/last.md", body, title="Last of all", **first)
    asked = "I see it. Whose word was that, and when did they say it?"
    net.text("participants/bob/replies/asks.md", asked, date="2018-02-24", reply_to="ann/old")
    digest(net.write(), tmp_path / "a", *WHEN)
    message, markdown = read(tmp_path / "a")
    order = [
        "2 First\n",
        "2 Going on",
        "New",
        "In short.",
        "2 First: 2.1 Part",
        "1 Beginning",
        "First of all",
    ]
    order += ["Nobody in the whole", "Outside the phases", "Last of all", "New replies", "Open questions"]
    order += ["Reply to “Old”", "Whose word was that, and when did they say it?", "Waiting for an answer"]
    order += ["First of all", "Last of all", "Due next", "Why?"]
    html = re.sub("<[^>]*>", "\n", form(message, "html"))
    for said in (form(message, "plain"), html, markdown):
        at = said.index("replies by 28 February")
        for each in order:
            at = said.index(each, at) + 1
        assert said.count("Nobody in the whole") == 2 and "Scores" not in said


def test_an_answer_comes_from_somebody_else_and_in_time(tmp_path: Path) -> None:
    """A reply on a later day, or by the writer of the post, is no answer yet.

    A reply, titled or not, waits no more than on the page of conversations.
    """
    net = network(tmp_path)
    net.text("participants/ann/replies/2018-02-03-more.md", "More.", date="2018-02-03", reply_to="ann/old")
    net.text(
        "participants/ann/posts/2018-02-04-in-turn.md",
        "In turn.",
        title="In turn",
        date="2018-02-04",
        reply_to="ann/old",
    )
    digest(net.write(), tmp_path / "a", "--cohort", "c1", "--since", "2018-02-20", "--date", "2018-02-20")
    waits = form(read(tmp_path / "a")[0], "plain").partition("Waiting for an answer")[2]
    assert "* Old – Ann" in waits and "* New – Bob" in waits and "In turn" not in waits


def test_what_is_due_next_has_the_events_that_concern_the_cohort(tmp_path: Path) -> None:
    """Its own, and until it ends those for all: when, what and where.

    Neither another cohort's, nor what has begun, nor what this edition does not hold.
    """
    net = network(tmp_path)
    net.text("cohorts/c2.yaml", title="Cohort two", starts="2018-01-01", ends="2018-12-31")
    net.text(
        "events/together.md",
        title="Together",
        starts="2018-03-07 10:00",
        ends="2018-03-08 15:30",
        kind="residential",
        place="The <b>hall</b>",
        cohorts=["c1"],
        audience="public",
    )
    net.text("events/slides.md", title="Slides", starts="2018-03-06", kind="deadline", cohorts=["c1"])
    net.text("events/all.md", title="For all", starts="2018-06-01")
    net.text("events/zqnever.md", title="zqlate", starts="2019-06-01")
    net.text("events/other.md", title="zqother", starts="2018-03-07", cohorts=["c2"])
    net.text("events/begun.md", title="zqbegun", starts="2018-02-28", ends="2018-03-09", cohorts=["c1"])
    content = net.write()
    digest(content, tmp_path / "a", *WHEN)
    message, markdown = read(tmp_path / "a")
    text = form(message, "plain")
    order = [
        "5 March 2018: “Why?”",
        "* 6 March 2018: “Slides”, deadline",
        "7 March 2018, 10:00 – 8 March 2018, 15:30: “Together”, The <b>hall</b>",
        "10 March 2018: “Beginning” ends",
    ]
    order += ["1 June 2018: “For all”"]
    places = [" ".join(text.split()).find(each) for each in order]
    assert -1 not in places and places == sorted(places)
    assert "events/together/" in text and "zq" not in text + form(message, "html") + markdown
    assert "“Together”, The &lt;b&gt;hall&lt;/b&gt;" in form(message, "html") and r"\<b\>hall" in markdown
    digest(content, tmp_path / "b", *WHEN, "--edition", "public")
    public = read(tmp_path / "b")[1]
    assert "Together" in public and "Slides" not in public and "For all" not in public


def test_a_teaser_says_something() -> None:
    """It is the first sentence that does, or all there is."""
    assert teaser("Full time. Scores. We lost by one and nobody minded, which was new. More.") == (
        "We lost by one and nobody minded, which was new."
    )
    assert teaser("Full time. Scores.") == "Full time. Scores."


class Mail(HTMLParser):
    """Parser of the references and elements of a mail, which notes whether elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.add(tag)
        self.links += [str(value) for name, value in attrs if name in ("href", "src", "background", "action")]
        self.faults += [name for name, value in attrs if name.startswith("on") or "url(" in str(value)]
        if tag not in ("meta", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}>")


@pytest.mark.slow
def test_nothing_is_fetched_and_links_are_whole(tmp_path: Path) -> None:
    """No picture, no style sheet, no script.

    Every link leads to a page of the edition, at its own address.
    """
    digest(
        ROOT / "content",
        tmp_path / "a",
        "--cohort",
        "stl-2018",
        "--since",
        "2018-03-01",
        "--date",
        "2018-03-31",
    )
    command(
        "build",
        "--content",
        ROOT / "content",
        "--edition",
        "cohort",
        "--output",
        tmp_path / "site",
        "--cache",
        tmp_path / "cache",
    )
    message, markdown = read(tmp_path / "a")
    mail = Mail(form(message, "html"))
    assert mail.faults == []
    assert not mail.tags & {
        "img",
        "script",
        "link",
        "style",
        "iframe",
        "form",
        "object",
        "video",
        "audio",
        "svg",
    }
    inside = re.findall(r"^ *(?:\* )?(https://\S+)$", form(message, "plain"), re.MULTILINE)
    beside = re.findall(r"\]\((\S+?)\)", markdown)
    assert set(inside) <= set(mail.links) and set(beside) <= set(mail.links) and len(inside) > 20
    for link in mail.links:
        address, _, fragment = link.removeprefix("https://enquiry.example.org/").partition("#")
        page = (tmp_path / "site/cohort" / address / "index.html").read_text(encoding="utf-8")
        assert not fragment or f'id="{fragment}"' in page


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_only_what_the_edition_holds(tmp_path: Path, edition: str) -> None:
    """No word of a record is there that the edition does not hold.

    Posts that wait for an answer are nobody's business in public.
    """
    net = canaries(tmp_path)
    content = net.write()
    digest(
        content,
        tmp_path / "a",
        "--cohort",
        "c1",
        "--since",
        "2018-01-01",
        "--date",
        "2019-01-01",
        "--edition",
        edition,
    )
    message, markdown = read(tmp_path / "a")
    said = "\n".join((*map(str, message.values()), form(message, "plain"), form(message, "html"), markdown))
    hidden = [
        each.word
        for each in net.canaries
        if each.level in LEVELS and LEVELS.index(each.level) > LEVELS.index(edition)
    ]
    assert len(hidden) > 20
    assert [each for each in hidden if each in said] == []
    assert [each for each in net.canaries if each.level == edition and each.word in said]
    assert ("Waiting for an answer" in said) is (edition != "public")


def test_titles_are_data(tmp_path: Path) -> None:
    """A title with line breaks, HTML and Markdown in it stays a title.

    It is one in the headers, in both forms, and in Markdown.
    """
    net = network(tmp_path, title=HOSTILE, summary="# <b>1. x</b>")
    net.change("cohorts/c1.yaml", title=HOSTILE)
    net.change("network.yaml", title=HOSTILE)
    digest(net.write(), tmp_path / "a", *WHEN)
    message, markdown = read(tmp_path / "a")
    title = " ".join(HOSTILE.split())
    assert message["Subject"] == f"{title}: what is new since 20 February 2018"
    (sender,) = message["From"].addresses
    assert (
        sender.display_name.startswith("Subject Bcc everyone evil example script alert 1 script")
        and sender.addr_spec == "no-reply@members.example.org"
    )
    assert message["Bcc"] is None
    mail = Mail(form(message, "html"))
    assert (
        "script" not in mail.tags
        and mail.faults == []
        and all(each.startswith("https://members.example.org/") for each in mail.links)
    )
    shown = MarkdownIt("commonmark").render(markdown)
    made = Mail(shown)
    assert not made.tags & {"script", "b", "strong", "em"}
    assert all(each.startswith("https://members.example.org/") for each in made.links)
    assert shown.count("<h1>") == 1


@pytest.mark.slow
def test_what_can_go_wrong_is_said(tmp_path: Path) -> None:
    """A missing cohort, a wrong day, an impossible place, and nothing new each have their sentence.

    So has a cohort that is not in the edition.
    """
    net = network(tmp_path)
    net.text("cohorts/c2.yaml", title="Cohort two", starts="2019-01-01", ends="2019-12-31")
    content = net.write()
    to = tmp_path / "a"
    assert (
        "There is no cohort c3. Did you mean c1?"
        in digest(content, to, "--cohort", "c3", "--since", "2018-01-01", code=2).stderr
    )
    assert (
        "is not in the public edition"
        in digest(
            content, to, "--cohort", "c2", "--since", "2018-01-01", "--edition", "public", code=2
        ).stderr
    )
    assert (
        "is not a date. Write it as 2018-01-15"
        in digest(content, to, "--cohort", "c1", "--since", "1 March", code=2).stderr
    )
    assert (
        "is after 2018-02-28"
        in digest(
            content, to, "--cohort", "c1", "--since", "2018-03-01", "--date", "2018-02-28", code=2
        ).stderr
    )
    assert (
        "neither a folder nor a file that ends in .eml or .md"
        in digest(content, tmp_path / "x.pdf", *WHEN, code=2).stderr
    )
    assert not to.exists()
    done = digest(content, to, "--cohort", "c1", "--since", "2018-06-01", "--date", "2018-06-30")
    assert done.stderr == "Nothing is new between 1 June 2018 and 30 June 2018.\n"
    assert "Nothing is new between" in form(read(to)[0], "plain")


def test_where_it_goes(tmp_path: Path) -> None:
    """Files go into a folder under a name that says what they are, or where they are told to.

    A file of the same name is replaced.
    """
    content = network(tmp_path).write()
    digest(content, tmp_path / "a", *WHEN)
    assert sorted(each.name for each in (tmp_path / "a").iterdir()) == [
        "digest-c1-2018-02-28.eml",
        "digest-c1-2018-02-28.md",
    ]
    done = digest(content, tmp_path / "b/news.eml", *WHEN)
    assert [Path(each).name for each in done.stdout.split()] == ["news.eml", "news.md"]
    digest(
        content, tmp_path / "b/news.eml", "--cohort", "c1", "--since", "2018-01-01", "--date", "2018-03-03"
    )
    assert "2 new posts" not in form(read(tmp_path / "b")[0], "plain")
    assert "3 new posts" in form(read(tmp_path / "b")[0], "plain")
